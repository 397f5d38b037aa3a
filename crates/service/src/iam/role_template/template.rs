// SPDX-License-Identifier: Apache-2.0
//! Role templates: AWS's services publish them, and here there are no such services.

use portcullis_directory::Refusal;
use portcullis_wire::Fault;

use crate::operation::refused;

/// The refusal of a role template, none of which exists.
pub(crate) fn no_role_template(arn: &str) -> Fault {
    refused(Refusal::NoSuchEntity(format!("The role template {arn} cannot be found.")))
}
