// SPDX-License-Identifier: Apache-2.0
//! Permissions boundaries as answers show them.

use portcullis_wire::iam::AttachedPermissionsBoundary;

/// The boundary of a user or role, if it has one.
pub(crate) fn boundary_shape(arn: Option<&str>) -> Option<AttachedPermissionsBoundary> {
    let arn = arn?.to_owned();
    // AWS knows only this one type, and writes the policy's ARN beside it.
    let kind = "PermissionsBoundaryPolicy".to_owned();
    Some(AttachedPermissionsBoundary {
        permissions_boundary_type: Some(kind),
        permissions_boundary_arn: Some(arn),
    })
}
