// SPDX-License-Identifier: Apache-2.0
//! Permissions boundaries as answers show them.

use portcullis_wire::iam::AttachedPermissionsBoundary;

/// The boundary of a user or role, if it has one.
pub(crate) fn boundary_shape(arn: Option<&str>) -> Option<AttachedPermissionsBoundary> {
    let arn = arn?.to_owned();
    // The model and the documentation say `PermissionsBoundaryPolicy`; AWS answers this.
    let kind = "Policy".to_owned();
    Some(AttachedPermissionsBoundary {
        permissions_boundary_type: Some(kind),
        permissions_boundary_arn: Some(arn),
    })
}
