// SPDX-License-Identifier: Apache-2.0
//! Opens the data directory: finds the master key, takes the lock, opens the store.

use std::path::{Path, PathBuf};

use portcullis_store::embedded::Embedded;
use portcullis_store::{MasterKey, MasterKeyError};

use crate::environment;
use crate::problem::Problem;

/// Where the data is, and where its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) directory: PathBuf,
    /// `None` for `master.key` in the directory.
    pub(crate) master_key_file: Option<PathBuf>,
}

impl Place {
    /// Opens the store, and makes it and its key if there is none yet.
    pub(crate) fn open(&self) -> Result<Embedded, Problem> {
        let key = self.key(|file| MasterKey::load_or_create(file, &self.directory))?;
        Embedded::open(&self.directory, &key).map_err(|error| Problem::store(&error, &self.directory))
    }

    /// Opens the store that is there.
    pub(crate) fn open_existing(&self) -> Result<Embedded, Problem> {
        if !Embedded::exists(&self.directory) {
            return Err(Problem::new(
                format!("there is no data in `{}`", self.directory.display()),
                "name the data directory of the server with --data-dir DIR, or make one with `portcullis serve`",
            ));
        }
        let key = self.key(MasterKey::load)?;
        Embedded::open(&self.directory, &key).map_err(|error| Problem::store(&error, &self.directory))
    }

    fn key(
        &self,
        from_file: impl Fn(&Path) -> Result<MasterKey, MasterKeyError>,
    ) -> Result<MasterKey, Problem> {
        if let Some(text) = environment::read(environment::MASTER_KEY)? {
            let what = |error| format!("{error} (in {})", environment::MASTER_KEY);
            let hint = "make one with `openssl rand -hex 32`, or unset the variable to use a file";
            return MasterKey::parse(&text).map_err(|error| Problem::new(what(error), hint));
        }
        let file = self.master_key_file.clone().unwrap_or_else(|| self.directory.join("master.key"));
        from_file(&file).map_err(|error| {
            let hint =
                "name the right file with --master-key-file FILE, or give the key in PORTCULLIS_MASTER_KEY";
            Problem::new(error.to_string(), hint)
        })
    }
}
