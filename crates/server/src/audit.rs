// SPDX-License-Identifier: Apache-2.0
//! The audit file: one line for each API call, in CloudTrail's record format.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::lines::Sink;
use crate::now;
use crate::problem::Problem;

/// Where audit lines go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// One file, for ever.
    File(PathBuf),
    /// A file for each day (UTC) in this directory.
    Daily(PathBuf),
}

/// The audit file that is open.
pub(crate) struct Audit {
    place: Place,
    path: PathBuf,
    file: File,
}

impl Audit {
    /// Opens the file, and makes the directory of daily files.
    pub(crate) fn open(place: Place) -> Result<Self, Problem> {
        if let Place::Daily(directory) = &place {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(directory)
                .map_err(|error| problem(directory, &error))?;
        }
        let path = place.path(now::milliseconds());
        let file = append(&path).map_err(|error| problem(&path, &error))?;
        Ok(Self { place, path, file })
    }

    /// Moves on to the file of the day.
    fn turn_page(&mut self) -> io::Result<()> {
        let path = self.place.path(now::milliseconds());
        if path != self.path {
            self.file.sync_all()?;
            self.file = append(&path)?;
            self.path = path;
        }
        Ok(())
    }
}

impl Sink for Audit {
    fn write(&mut self, lines: &str) -> io::Result<()> {
        self.turn_page()?;
        let length = self.file.metadata()?.len();
        self.file.write_all(lines.as_bytes()).inspect_err(|_| {
            // The lines are written again as a whole later, so a part must not stay. A pipe has no length to restore.
            let _kept = self.file.set_len(length);
        })
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}

impl Place {
    fn path(&self, milliseconds: i64) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Daily(directory) => directory.join(format!("audit-{}.jsonl", now::day(milliseconds))),
        }
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).mode(0o600).open(path)
}

fn problem(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        format!("cannot write the audit file `{}`: {error}", path.display()),
        "give a file that can be written with --audit-file FILE; without an audit file no change is allowed",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn daily_files_are_named_after_their_day() {
        let place = Place::Daily(PathBuf::from("/audit"));
        assert_eq!(place.path(1_366_261_318_250), Path::new("/audit/audit-2013-04-18.jsonl"));
        assert_eq!(Place::File(PathBuf::from("/a")).path(0), Path::new("/a"));
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_named() {
        let problem = Audit::open(Place::File(PathBuf::from("/nowhere/audit"))).err().unwrap().to_string();
        assert!(problem.contains("cannot write the audit file `/nowhere/audit`: No such file"), "{problem}");
    }
}
