// SPDX-License-Identifier: Apache-2.0
//! The data directory: its permissions, its lock, and the mark that says a store was made in it.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::StoreError;

const DATABASE: &str = "portcullis.db";
const LOCK: &str = "portcullis.lock";

/// A data directory that this process alone holds, until it is dropped.
#[derive(Debug)]
pub(super) struct DataDirectory {
    path: PathBuf,
    lock: File,
    marked: bool,
}

impl DataDirectory {
    /// Makes the directory if need be, and takes it.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let failed = |error: io::Error| {
            let path = path.display();
            StoreError::Unavailable(format!("cannot use the data directory `{path}`: {error}"))
        };
        create_private_directory(path).map_err(failed)?;
        let options =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).clone();
        let mut lock = options.open(path.join(LOCK)).map_err(failed)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => failed(error),
            TryLockError::WouldBlock => StoreError::Locked(format!(
                "another process holds the data directory `{}`: stop it first, or use another directory",
                path.display()
            )),
        })?;
        let mut mark = Vec::new();
        lock.read_to_end(&mut mark).map_err(failed)?;
        Ok(Self { path: path.to_owned(), lock, marked: !mark.is_empty() })
    }

    /// The database file, made empty if there is none.
    ///
    /// # Errors
    /// It cannot be used, or is gone although a store was made here: an empty one in its place would forget
    /// everything without a word.
    pub(super) fn database(&self) -> Result<PathBuf, StoreError> {
        let path = self.path.join(DATABASE);
        let length = fs::metadata(&path).map_or(0, |metadata| metadata.len());
        if length == 0 && self.marked {
            return Err(self.lost());
        }
        let failed = |error| StoreError::Unavailable(format!("cannot use `{}`: {error}", path.display()));
        // SQLite gives its other files the permissions of this one.
        let options = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).clone();
        let file = options.open(&path).map_err(failed)?;
        file.set_permissions(Permissions::from_mode(0o600)).map_err(failed)?;
        Ok(path)
    }

    /// That the store that was made here is gone.
    pub(super) fn lost(&self) -> StoreError {
        StoreError::Unavailable(format!(
            "a store was made in `{directory}`, but `{DATABASE}` is missing or empty: put it back from a backup, or \
             remove `{LOCK}` to begin anew without the old data",
            directory = self.path.display()
        ))
    }

    pub(super) fn is_marked(&self) -> bool {
        self.marked
    }

    /// Marks that a store was made here.
    pub(super) fn mark(&mut self) -> Result<(), StoreError> {
        let write = |lock: &mut File| -> io::Result<()> {
            lock.rewind()?;
            lock.write_all(b"A Portcullis store was made in this directory.\n")?;
            lock.sync_all()?;
            File::open(&self.path)?.sync_all()
        };
        write(&mut self.lock).map_err(|error| {
            StoreError::Unavailable(format!("cannot write to `{}`: {error}", self.path.join(LOCK).display()))
        })?;
        self.marked = true;
        Ok(())
    }
}

/// Whether a store was made in this directory, even if it is no longer whole.
pub(super) fn holds_store(directory: &Path) -> bool {
    let filled = |name| fs::metadata(directory.join(name)).is_ok_and(|metadata| metadata.len() > 0);
    filled(DATABASE) || filled(LOCK)
}

/// Makes a directory, and those above it, for the owner alone. One that is there stays as it is.
pub(crate) fn create_private_directory(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}
