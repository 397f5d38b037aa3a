// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `DelegationRequest`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `DelegationRequest`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DelegationRequest {
    pub delegation_request_id: Option<String>,
    pub owner_account_id: Option<String>,
    pub description: Option<String>,
    pub request_message: Option<String>,
    pub permissions: Option<super::DelegationPermission>,
    pub permission_policy: Option<String>,
    pub role_permission_restriction_arns: Option<Vec<String>>,
    pub owner_id: Option<String>,
    pub approver_id: Option<String>,
    pub state: Option<String>,
    pub expiration_time: Option<Timestamp>,
    pub requestor_id: Option<String>,
    pub requestor_name: Option<String>,
    pub create_date: Option<Timestamp>,
    pub session_duration: Option<i32>,
    pub redirect_url: Option<String>,
    pub notes: Option<String>,
    pub rejection_reason: Option<String>,
    pub only_send_by_owner: Option<bool>,
    pub updated_time: Option<Timestamp>,
}

impl Content for DelegationRequest {
    fn write(&self, xml: &mut Writer) {
        xml.optional("DelegationRequestId", self.delegation_request_id.as_ref());
        xml.optional("OwnerAccountId", self.owner_account_id.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("RequestMessage", self.request_message.as_ref());
        xml.optional("Permissions", self.permissions.as_ref());
        xml.optional("PermissionPolicy", self.permission_policy.as_ref());
        xml.optional("RolePermissionRestrictionArns", self.role_permission_restriction_arns.as_ref());
        xml.optional("OwnerId", self.owner_id.as_ref());
        xml.optional("ApproverId", self.approver_id.as_ref());
        xml.optional("State", self.state.as_ref());
        xml.optional("ExpirationTime", self.expiration_time.as_ref());
        xml.optional("RequestorId", self.requestor_id.as_ref());
        xml.optional("RequestorName", self.requestor_name.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("SessionDuration", self.session_duration.as_ref());
        xml.optional("RedirectUrl", self.redirect_url.as_ref());
        xml.optional("Notes", self.notes.as_ref());
        xml.optional("RejectionReason", self.rejection_reason.as_ref());
        xml.optional("OnlySendByOwner", self.only_send_by_owner.as_ref());
        xml.optional("UpdatedTime", self.updated_time.as_ref());
    }
}
