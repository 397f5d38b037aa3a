// SPDX-License-Identifier: Apache-2.0
//! Whether a credential may be used, as requests and answers write it.

use portcullis_directory::record::KeyStatus;
use portcullis_wire::{Fault, faults};

/// A status as AWS writes it.
pub(crate) fn status_text(status: KeyStatus) -> String {
    match status {
        KeyStatus::Active => "Active".to_owned(),
        KeyStatus::Inactive => "Inactive".to_owned(),
    }
}

/// The status that a request sets. The model's type has a third value, which credentials only come to by themselves.
///
/// # Errors
/// It is neither.
pub(crate) fn read_status(text: &str) -> Result<KeyStatus, Fault> {
    match text {
        "Active" => Ok(KeyStatus::Active),
        "Inactive" => Ok(KeyStatus::Inactive),
        _ => Err(faults::validation_error(
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum \
             value set: [Active, Inactive]",
        )),
    }
}
