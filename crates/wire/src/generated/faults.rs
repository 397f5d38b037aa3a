// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The faults that the API models name.

use crate::fault::Fault;

/// `AccountNotManagementOrDelegatedAdministratorException`, status 400.
pub fn account_not_management_or_delegated_administrator_exception(message: impl Into<String>) -> Fault {
    Fault::sender("AccountNotManagementOrDelegatedAdministratorException", 400, message)
}

/// `CallerIsNotManagementAccountException`, status 400.
pub fn caller_is_not_management_account_exception(message: impl Into<String>) -> Fault {
    Fault::sender("CallerIsNotManagementAccountException", 400, message)
}

/// `ConcurrentModification`, status 409.
pub fn concurrent_modification(message: impl Into<String>) -> Fault {
    Fault::sender("ConcurrentModification", 409, message)
}

/// `DeleteConflict`, status 409.
pub fn delete_conflict(message: impl Into<String>) -> Fault {
    Fault::sender("DeleteConflict", 409, message)
}

/// `DuplicateCertificate`, status 409.
pub fn duplicate_certificate(message: impl Into<String>) -> Fault {
    Fault::sender("DuplicateCertificate", 409, message)
}

/// `DuplicateSSHPublicKey`, status 400.
pub fn duplicate_ssh_public_key(message: impl Into<String>) -> Fault {
    Fault::sender("DuplicateSSHPublicKey", 400, message)
}

/// `EntityAlreadyExists`, status 409.
pub fn entity_already_exists(message: impl Into<String>) -> Fault {
    Fault::sender("EntityAlreadyExists", 409, message)
}

/// `EntityTemporarilyUnmodifiable`, status 409.
pub fn entity_temporarily_unmodifiable(message: impl Into<String>) -> Fault {
    Fault::sender("EntityTemporarilyUnmodifiable", 409, message)
}

/// `ExpiredTokenException`, status 400.
pub fn expired_token_exception(message: impl Into<String>) -> Fault {
    Fault::sender("ExpiredTokenException", 400, message)
}

/// `ExpiredTradeInTokenException`, status 400.
pub fn expired_trade_in_token_exception(message: impl Into<String>) -> Fault {
    Fault::sender("ExpiredTradeInTokenException", 400, message)
}

/// `FeatureDisabled`, status 404.
pub fn feature_disabled(message: impl Into<String>) -> Fault {
    Fault::sender("FeatureDisabled", 404, message)
}

/// `FeatureEnabled`, status 409.
pub fn feature_enabled(message: impl Into<String>) -> Fault {
    Fault::sender("FeatureEnabled", 409, message)
}

/// `IDPCommunicationError`, status 400.
pub fn idp_communication_error(message: impl Into<String>) -> Fault {
    Fault::sender("IDPCommunicationError", 400, message)
}

/// `IDPRejectedClaim`, status 403.
pub fn idp_rejected_claim(message: impl Into<String>) -> Fault {
    Fault::sender("IDPRejectedClaim", 403, message)
}

/// `InvalidAuthenticationCode`, status 403.
pub fn invalid_authentication_code(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidAuthenticationCode", 403, message)
}

/// `InvalidAuthorizationMessageException`, status 400.
pub fn invalid_authorization_message_exception(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidAuthorizationMessageException", 400, message)
}

/// `InvalidCertificate`, status 400.
pub fn invalid_certificate(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidCertificate", 400, message)
}

/// `InvalidIdentityToken`, status 400.
pub fn invalid_identity_token(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidIdentityToken", 400, message)
}

/// `InvalidInput`, status 400.
pub fn invalid_input(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidInput", 400, message)
}

/// `InvalidPublicKey`, status 400.
pub fn invalid_public_key(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidPublicKey", 400, message)
}

/// `InvalidUserType`, status 400.
pub fn invalid_user_type(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidUserType", 400, message)
}

/// `JWTPayloadSizeExceededException`, status 400.
pub fn jwt_payload_size_exceeded_exception(message: impl Into<String>) -> Fault {
    Fault::sender("JWTPayloadSizeExceededException", 400, message)
}

/// `KeyPairMismatch`, status 400.
pub fn key_pair_mismatch(message: impl Into<String>) -> Fault {
    Fault::sender("KeyPairMismatch", 400, message)
}

/// `LimitExceeded`, status 409.
pub fn limit_exceeded(message: impl Into<String>) -> Fault {
    Fault::sender("LimitExceeded", 409, message)
}

/// `MalformedCertificate`, status 400.
pub fn malformed_certificate(message: impl Into<String>) -> Fault {
    Fault::sender("MalformedCertificate", 400, message)
}

/// `MalformedPolicyDocument`, status 400.
pub fn malformed_policy_document(message: impl Into<String>) -> Fault {
    Fault::sender("MalformedPolicyDocument", 400, message)
}

/// `NameConflict`, status 409.
pub fn name_conflict(message: impl Into<String>) -> Fault {
    Fault::sender("NameConflict", 409, message)
}

/// `NoSuchEntity`, status 404.
pub fn no_such_entity(message: impl Into<String>) -> Fault {
    Fault::sender("NoSuchEntity", 404, message)
}

/// `NotSupportedService`, status 404.
pub fn not_supported_service(message: impl Into<String>) -> Fault {
    Fault::sender("NotSupportedService", 404, message)
}

/// `OpenIdIdpCommunicationError`, status 400.
pub fn open_id_idp_communication_error(message: impl Into<String>) -> Fault {
    Fault::sender("OpenIdIdpCommunicationError", 400, message)
}

/// `OrganizationNotFoundException`, status 400.
pub fn organization_not_found_exception(message: impl Into<String>) -> Fault {
    Fault::sender("OrganizationNotFoundException", 400, message)
}

/// `OrganizationNotInAllFeaturesModeException`, status 400.
pub fn organization_not_in_all_features_mode_exception(message: impl Into<String>) -> Fault {
    Fault::sender("OrganizationNotInAllFeaturesModeException", 400, message)
}

/// `OutboundWebIdentityFederationDisabledException`, status 403.
pub fn outbound_web_identity_federation_disabled_exception(message: impl Into<String>) -> Fault {
    Fault::sender("OutboundWebIdentityFederationDisabledException", 403, message)
}

/// `PackedPolicyTooLarge`, status 400.
pub fn packed_policy_too_large(message: impl Into<String>) -> Fault {
    Fault::sender("PackedPolicyTooLarge", 400, message)
}

/// `PasswordPolicyViolation`, status 400.
pub fn password_policy_violation(message: impl Into<String>) -> Fault {
    Fault::sender("PasswordPolicyViolation", 400, message)
}

/// `PolicyEvaluation`, status 500.
pub fn policy_evaluation(message: impl Into<String>) -> Fault {
    Fault::receiver("PolicyEvaluation", 500, message)
}

/// `PolicyNotAttachable`, status 400.
pub fn policy_not_attachable(message: impl Into<String>) -> Fault {
    Fault::sender("PolicyNotAttachable", 400, message)
}

/// `RegionDisabledException`, status 403.
pub fn region_disabled_exception(message: impl Into<String>) -> Fault {
    Fault::sender("RegionDisabledException", 403, message)
}

/// `ReportExpired`, status 410.
pub fn report_expired(message: impl Into<String>) -> Fault {
    Fault::sender("ReportExpired", 410, message)
}

/// `ReportGenerationLimitExceeded`, status 409.
pub fn report_generation_limit_exceeded(message: impl Into<String>) -> Fault {
    Fault::sender("ReportGenerationLimitExceeded", 409, message)
}

/// `ReportInProgress`, status 404.
pub fn report_in_progress(message: impl Into<String>) -> Fault {
    Fault::sender("ReportInProgress", 404, message)
}

/// `ReportNotPresent`, status 410.
pub fn report_not_present(message: impl Into<String>) -> Fault {
    Fault::sender("ReportNotPresent", 410, message)
}

/// `RoleModified`, status 409.
pub fn role_modified(message: impl Into<String>) -> Fault {
    Fault::sender("RoleModified", 409, message)
}

/// `RoleTemplateDisabled`, status 400.
pub fn role_template_disabled(message: impl Into<String>) -> Fault {
    Fault::sender("RoleTemplateDisabled", 400, message)
}

/// `ServiceAccessNotEnabledException`, status 400.
pub fn service_access_not_enabled_exception(message: impl Into<String>) -> Fault {
    Fault::sender("ServiceAccessNotEnabledException", 400, message)
}

/// `ServiceFailure`, status 500.
pub fn service_failure(message: impl Into<String>) -> Fault {
    Fault::receiver("ServiceFailure", 500, message)
}

/// `SessionDurationEscalationException`, status 403.
pub fn session_duration_escalation_exception(message: impl Into<String>) -> Fault {
    Fault::sender("SessionDurationEscalationException", 403, message)
}

/// `UnmodifiableEntity`, status 400.
pub fn unmodifiable_entity(message: impl Into<String>) -> Fault {
    Fault::sender("UnmodifiableEntity", 400, message)
}

/// `UnrecognizedPublicKeyEncoding`, status 400.
pub fn unrecognized_public_key_encoding(message: impl Into<String>) -> Fault {
    Fault::sender("UnrecognizedPublicKeyEncoding", 400, message)
}
