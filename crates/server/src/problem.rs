// SPDX-License-Identifier: Apache-2.0
//! Why the program cannot go on, and what to do about it.

use std::fmt;
use std::path::Path;

use portcullis_store::StoreError;

/// An error that ends the program, in two sentences: what is wrong, and what helps.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    what: String,
    hint: String,
}

impl Problem {
    /// A problem with its way out.
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    /// A store in this directory that cannot be opened or read.
    pub(crate) fn store(error: &StoreError, directory: &Path) -> Self {
        let at = directory.display();
        let hint = match error {
            StoreError::Locked(_) => {
                "if that is `portcullis serve`, stop it, run this again, and start it again".to_owned()
            }
            StoreError::NewerFormat(_) => {
                "a newer portcullis wrote this data directory: start that version or a later one".to_owned()
            }
            StoreError::WrongMasterKey(_) => {
                "give the key this data directory was made with: --master-key-file FILE or PORTCULLIS_MASTER_KEY; \
                 without it the data cannot be read"
                    .to_owned()
            }
            StoreError::NoAccount(_) => "see `portcullis account list` for the accounts there are".to_owned(),
            StoreError::Damaged { .. } => format!("restore {at} from a backup"),
            StoreError::Unavailable(_) => {
                format!("check that {at} exists, belongs to this user and that its disk is not full")
            }
        };
        Self::new(error.to_string(), hint)
    }

    /// Standard output that cannot be written.
    pub(crate) fn output(error: &std::io::Error) -> Self {
        Self::new(format!("cannot write to standard output: {error}"), "check where the output goes")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "portcullis: error: {}\n  hint: {}", self.what, self.hint)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_store_error_has_a_way_out() {
        let account = "111122223333".parse().unwrap();
        let text = || "text".to_owned();
        for (error, hint) in [
            (StoreError::Locked(text()), "start it again"),
            (StoreError::NewerFormat(text()), "newer portcullis"),
            (StoreError::WrongMasterKey(text()), "PORTCULLIS_MASTER_KEY"),
            (StoreError::NoAccount(account), "account list"),
            (StoreError::Damaged { account, what: text() }, "backup"),
            (StoreError::Unavailable(text()), "disk"),
        ] {
            let shown = Problem::store(&error, Path::new("/data")).to_string();
            assert!(shown.starts_with(&format!("portcullis: error: {error}\n  hint: ")), "{shown}");
            assert!(shown.contains(hint), "{shown}");
        }
    }
}
