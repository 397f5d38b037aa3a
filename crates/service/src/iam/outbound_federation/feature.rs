// SPDX-License-Identifier: Apache-2.0
//! The feature as a thing that is on or off.

use portcullis_wire::{Fault, faults};

/// The refusal of a step that takes the feature to be on.
pub(crate) fn disabled() -> Fault {
    faults::feature_disabled("Outbound web identity federation is not enabled for this account.")
}
