// SPDX-License-Identifier: Apache-2.0
//! A commit's changes in stored form, checked against the limits that hold for every engine.

use std::collections::BTreeMap;

use portcullis_directory::change::{Change, Key};
use portcullis_directory::encoding::encode;
use zeroize::Zeroizing;

use crate::{CHANGES_MAX, Commit, CommitError, RECORD_BYTES_MAX, REQUEST_ID_BYTES_MAX};

/// What becomes of each key: the stored bytes of its record, or nothing. If a commit changes a key several times,
/// the last change holds. Records may hold secrets, so their bytes are wiped.
pub(crate) type Writes = BTreeMap<Key, Option<Zeroizing<Vec<u8>>>>;

/// The writes of a commit.
///
/// # Errors
/// The commit is larger than a limit allows.
pub(crate) fn writes(commit: &Commit) -> Result<Writes, CommitError> {
    let limits = [
        ("changes", commit.changes.len(), CHANGES_MAX),
        ("bytes of request id", commit.request_id.len(), REQUEST_ID_BYTES_MAX),
        ("bytes of audit line", commit.audit.len(), RECORD_BYTES_MAX),
    ];
    for (what, is, most) in limits {
        if is > most {
            return Err(CommitError::Failed(format!("it has {is} {what}, {most} are allowed")));
        }
    }
    let mut writes = Writes::new();
    for change in &commit.changes {
        let bytes = match change {
            Change::Put(record) => Some(Zeroizing::new(encode(record))),
            Change::Remove(_) => None,
        };
        let key = change.key();
        let length = bytes.as_ref().map_or(0, |bytes| bytes.len());
        if length > RECORD_BYTES_MAX {
            let text = format!("record `{key}` has {length} bytes, {RECORD_BYTES_MAX} are allowed");
            return Err(CommitError::Failed(text));
        }
        writes.insert(key, bytes);
    }
    Ok(writes)
}
