// SPDX-License-Identifier: Apache-2.0
//! Credentials other than access keys: reading what is uploaded, and checking what is presented.
//!
//! All of it is a stranger's input: whatever it is, reading it gives a value or nothing, and never panics.

pub(crate) mod certificate;
pub(crate) mod pem;
pub(crate) mod private_key;
pub(crate) mod service_specific;
pub(crate) mod ssh_key;
pub(crate) mod status;
