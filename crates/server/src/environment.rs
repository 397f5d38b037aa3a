// SPDX-License-Identifier: Apache-2.0
//! Settings that are read from environment variables alone: secrets, which others could see on a command line,
//! and what an unattended first start needs.

use std::env::{self, VarError};

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::SecretAccessKey;
use zeroize::Zeroizing;

use crate::problem::Problem;

/// The master key as a text, instead of a file.
pub(crate) const MASTER_KEY: &str = "PORTCULLIS_MASTER_KEY";
/// The number of the account that the first start makes.
pub(crate) const ACCOUNT_ID: &str = "PORTCULLIS_ACCOUNT_ID";
/// The e-mail address of its root user.
pub(crate) const ROOT_EMAIL: &str = "PORTCULLIS_ROOT_EMAIL";
/// The id of its root user's access key.
pub(crate) const ROOT_ACCESS_KEY_ID: &str = "PORTCULLIS_ROOT_ACCESS_KEY_ID";
/// The secret of its root user's access key.
pub(crate) const ROOT_SECRET_ACCESS_KEY: &str = "PORTCULLIS_ROOT_SECRET_ACCESS_KEY";

/// What is given for the first account.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Given {
    pub(crate) account: Option<AccountId>,
    pub(crate) email: Option<String>,
    pub(crate) root_key: Option<(String, SecretAccessKey)>,
}

impl Given {
    /// What the variables say.
    pub(crate) fn read() -> Result<Self, Problem> {
        Self::from(read)
    }

    fn from(read: impl Fn(&str) -> Result<Option<Zeroizing<String>>, Problem>) -> Result<Self, Problem> {
        let account = match read(ACCOUNT_ID)? {
            Some(text) => Some(text.parse().map_err(|_wrong| {
                Problem::new(
                    format!("`{}` in {ACCOUNT_ID} is no account id", text.as_str()),
                    "an account id is twelve digits, such as 111122223333",
                )
            })?),
            None => None,
        };
        let root_key = match (read(ROOT_ACCESS_KEY_ID)?, read(ROOT_SECRET_ACCESS_KEY)?) {
            (Some(id), Some(secret)) => Some((id.to_string(), SecretAccessKey::new(secret.to_string()))),
            (None, None) => None,
            (Some(_), None) => return Err(half(ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY)),
            (None, Some(_)) => return Err(half(ROOT_SECRET_ACCESS_KEY, ROOT_ACCESS_KEY_ID)),
        };
        Ok(Self { account, email: read(ROOT_EMAIL)?.map(|email| email.to_string()), root_key })
    }
}

/// A variable's value; one that is empty counts as not set, as container tools leave it.
pub(crate) fn read(name: &str) -> Result<Option<Zeroizing<String>>, Problem> {
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(Zeroizing::new(value))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Problem::new(
            format!("the value of {name} is not UTF-8"),
            "set it to plain text, or unset it",
        )),
    }
}

fn half(given: &str, missing: &str) -> Problem {
    Problem::new(
        format!("{given} is set without {missing}"),
        "set both, for a root access key of your own, or neither; --root-access-key makes a new one",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(variables: &[(&str, &str)]) -> Result<Given, String> {
        let find = |name: &str| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            Ok(found.map(|(_, value)| Zeroizing::new((*value).to_owned())))
        };
        Given::from(find).map_err(|problem| problem.to_string())
    }

    #[test]
    fn nothing_given_is_an_attended_start() {
        assert_eq!(given(&[]), Ok(Given::default()));
    }

    #[test]
    fn everything_given_is_an_unattended_start() {
        let all = given(&[
            (ACCOUNT_ID, "111122223333"),
            (ROOT_EMAIL, "root@example.com"),
            (ROOT_ACCESS_KEY_ID, "AKIAIOSFODNN7EXAMPLE"),
            (ROOT_SECRET_ACCESS_KEY, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ])
        .unwrap();
        assert_eq!(all.account.unwrap().to_string(), "111122223333");
        assert_eq!(all.email.unwrap(), "root@example.com");
        assert_eq!(all.root_key.unwrap().1.expose(), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    }

    #[test]
    fn mistakes_are_named() {
        for (variables, named) in [
            (&[(ACCOUNT_ID, "1111-2222-3333")][..], "`1111-2222-3333` in PORTCULLIS_ACCOUNT_ID"),
            (&[(ROOT_ACCESS_KEY_ID, "AKIAIOSFODNN7EXAMPLE")], "without PORTCULLIS_ROOT_SECRET_ACCESS_KEY"),
            (&[(ROOT_SECRET_ACCESS_KEY, "hush-hush-hush")], "without PORTCULLIS_ROOT_ACCESS_KEY_ID"),
        ] {
            let problem = given(variables).unwrap_err();
            assert!(problem.contains(named) && !problem.contains("hush"), "{problem}");
        }
    }
}
