// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The shapes and operations of the IAM API.

mod accept_delegation_request;
mod acquire_role;
mod add_client_id_to_open_id_connect_provider;
mod add_role_to_instance_profile;
mod add_user_to_group;
mod associate_delegation_request;
mod attach_group_policy;
mod attach_role_policy;
mod attach_user_policy;
mod change_password;
pub(crate) mod constraints;
mod create_access_key;
mod create_account_alias;
mod create_delegation_request;
mod create_group;
mod create_instance_profile;
mod create_login_profile;
mod create_open_id_connect_provider;
mod create_policy;
mod create_policy_version;
mod create_role;
mod create_saml_provider;
mod create_service_linked_role;
mod create_service_specific_credential;
mod create_user;
mod create_virtual_mfa_device;
mod deactivate_mfa_device;
mod delete_access_key;
mod delete_account_alias;
mod delete_account_password_policy;
mod delete_group;
mod delete_group_policy;
mod delete_instance_profile;
mod delete_login_profile;
mod delete_open_id_connect_provider;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_role_permissions_boundary;
mod delete_role_policy;
mod delete_saml_provider;
mod delete_server_certificate;
mod delete_service_linked_role;
mod delete_service_specific_credential;
mod delete_signing_certificate;
mod delete_ssh_public_key;
mod delete_user;
mod delete_user_permissions_boundary;
mod delete_user_policy;
mod delete_virtual_mfa_device;
mod detach_group_policy;
mod detach_role_policy;
mod detach_user_policy;
mod disable_organizations_root_credentials_management;
mod disable_organizations_root_sessions;
mod disable_outbound_web_identity_federation;
mod enable_mfa_device;
mod enable_organizations_root_credentials_management;
mod enable_organizations_root_sessions;
mod enable_outbound_web_identity_federation;
mod generate_credential_report;
mod generate_organizations_access_report;
mod generate_service_last_accessed_details;
mod get_access_key_last_used;
mod get_account_authorization_details;
mod get_account_password_policy;
mod get_account_properties;
mod get_account_summary;
mod get_context_keys_for_custom_policy;
mod get_context_keys_for_principal_policy;
mod get_credential_report;
mod get_delegation_request;
mod get_group;
mod get_group_policy;
mod get_human_readable_summary;
mod get_instance_profile;
mod get_login_profile;
mod get_mfa_device;
mod get_open_id_connect_provider;
mod get_organizations_access_report;
mod get_outbound_web_identity_federation_info;
mod get_policy;
mod get_policy_version;
mod get_role;
mod get_role_policy;
mod get_role_template_version;
mod get_saml_provider;
mod get_server_certificate;
mod get_service_last_accessed_details;
mod get_service_last_accessed_details_with_entities;
mod get_service_linked_role_deletion_status;
mod get_ssh_public_key;
mod get_user;
mod get_user_policy;
mod list_access_keys;
mod list_account_aliases;
mod list_attached_group_policies;
mod list_attached_role_policies;
mod list_attached_user_policies;
mod list_delegation_requests;
mod list_entities_for_policy;
mod list_group_policies;
mod list_groups;
mod list_groups_for_user;
mod list_instance_profile_tags;
mod list_instance_profiles;
mod list_instance_profiles_for_role;
mod list_mfa_device_tags;
mod list_mfa_devices;
mod list_open_id_connect_provider_tags;
mod list_open_id_connect_providers;
mod list_organizations_features;
mod list_policies;
mod list_policies_granting_service_access;
mod list_policy_tags;
mod list_policy_versions;
mod list_role_policies;
mod list_role_tags;
mod list_roles;
mod list_saml_provider_tags;
mod list_saml_providers;
mod list_server_certificate_tags;
mod list_server_certificates;
mod list_service_specific_credentials;
mod list_signing_certificates;
mod list_ssh_public_keys;
mod list_user_policies;
mod list_user_tags;
mod list_users;
mod list_virtual_mfa_devices;
mod put_account_properties;
mod put_group_policy;
mod put_role_permissions_boundary;
mod put_role_policy;
mod put_user_permissions_boundary;
mod put_user_policy;
mod reject_delegation_request;
mod remove_client_id_from_open_id_connect_provider;
mod remove_role_from_instance_profile;
mod remove_user_from_group;
mod reset_service_specific_credential;
mod resync_mfa_device;
mod send_delegation_token;
mod set_default_policy_version;
mod set_security_token_service_preferences;
mod shapes;
mod simulate_custom_policy;
mod simulate_principal_policy;
mod tag_instance_profile;
mod tag_mfa_device;
mod tag_open_id_connect_provider;
mod tag_policy;
mod tag_role;
mod tag_saml_provider;
mod tag_server_certificate;
mod tag_user;
mod untag_instance_profile;
mod untag_mfa_device;
mod untag_open_id_connect_provider;
mod untag_policy;
mod untag_role;
mod untag_saml_provider;
mod untag_server_certificate;
mod untag_user;
mod update_access_key;
mod update_account_password_policy;
mod update_assume_role_policy;
mod update_delegation_request;
mod update_group;
mod update_login_profile;
mod update_open_id_connect_provider_thumbprint;
mod update_role;
mod update_role_description;
mod update_saml_provider;
mod update_server_certificate;
mod update_service_specific_credential;
mod update_signing_certificate;
mod update_ssh_public_key;
mod update_user;
mod upload_server_certificate;
mod upload_signing_certificate;
mod upload_ssh_public_key;

pub use accept_delegation_request::{AcceptDelegationRequestRequest, AcceptDelegationRequestResponse};
pub use acquire_role::{AcquireRoleRequest, AcquireRoleResponse};
pub use add_client_id_to_open_id_connect_provider::{
    AddClientIDToOpenIDConnectProviderRequest, AddClientIDToOpenIDConnectProviderResponse,
};
pub use add_role_to_instance_profile::{AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse};
pub use add_user_to_group::{AddUserToGroupRequest, AddUserToGroupResponse};
pub use associate_delegation_request::{
    AssociateDelegationRequestRequest, AssociateDelegationRequestResponse,
};
pub use attach_group_policy::{AttachGroupPolicyRequest, AttachGroupPolicyResponse};
pub use attach_role_policy::{AttachRolePolicyRequest, AttachRolePolicyResponse};
pub use attach_user_policy::{AttachUserPolicyRequest, AttachUserPolicyResponse};
pub use change_password::{ChangePasswordRequest, ChangePasswordResponse};
pub use create_access_key::{CreateAccessKeyRequest, CreateAccessKeyResponse};
pub use create_account_alias::{CreateAccountAliasRequest, CreateAccountAliasResponse};
pub use create_delegation_request::{CreateDelegationRequestRequest, CreateDelegationRequestResponse};
pub use create_group::{CreateGroupRequest, CreateGroupResponse};
pub use create_instance_profile::{CreateInstanceProfileRequest, CreateInstanceProfileResponse};
pub use create_login_profile::{CreateLoginProfileRequest, CreateLoginProfileResponse};
pub use create_open_id_connect_provider::{
    CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse,
};
pub use create_policy::{CreatePolicyRequest, CreatePolicyResponse};
pub use create_policy_version::{CreatePolicyVersionRequest, CreatePolicyVersionResponse};
pub use create_role::{CreateRoleRequest, CreateRoleResponse};
pub use create_saml_provider::{CreateSAMLProviderRequest, CreateSAMLProviderResponse};
pub use create_service_linked_role::{CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse};
pub use create_service_specific_credential::{
    CreateServiceSpecificCredentialRequest, CreateServiceSpecificCredentialResponse,
};
pub use create_user::{CreateUserRequest, CreateUserResponse};
pub use create_virtual_mfa_device::{CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse};
pub use deactivate_mfa_device::{DeactivateMFADeviceRequest, DeactivateMFADeviceResponse};
pub use delete_access_key::{DeleteAccessKeyRequest, DeleteAccessKeyResponse};
pub use delete_account_alias::{DeleteAccountAliasRequest, DeleteAccountAliasResponse};
pub use delete_account_password_policy::{
    DeleteAccountPasswordPolicyRequest, DeleteAccountPasswordPolicyResponse,
};
pub use delete_group::{DeleteGroupRequest, DeleteGroupResponse};
pub use delete_group_policy::{DeleteGroupPolicyRequest, DeleteGroupPolicyResponse};
pub use delete_instance_profile::{DeleteInstanceProfileRequest, DeleteInstanceProfileResponse};
pub use delete_login_profile::{DeleteLoginProfileRequest, DeleteLoginProfileResponse};
pub use delete_open_id_connect_provider::{
    DeleteOpenIDConnectProviderRequest, DeleteOpenIDConnectProviderResponse,
};
pub use delete_policy::{DeletePolicyRequest, DeletePolicyResponse};
pub use delete_policy_version::{DeletePolicyVersionRequest, DeletePolicyVersionResponse};
pub use delete_role::{DeleteRoleRequest, DeleteRoleResponse};
pub use delete_role_permissions_boundary::{
    DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse,
};
pub use delete_role_policy::{DeleteRolePolicyRequest, DeleteRolePolicyResponse};
pub use delete_saml_provider::{DeleteSAMLProviderRequest, DeleteSAMLProviderResponse};
pub use delete_server_certificate::{DeleteServerCertificateRequest, DeleteServerCertificateResponse};
pub use delete_service_linked_role::{DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse};
pub use delete_service_specific_credential::{
    DeleteServiceSpecificCredentialRequest, DeleteServiceSpecificCredentialResponse,
};
pub use delete_signing_certificate::{DeleteSigningCertificateRequest, DeleteSigningCertificateResponse};
pub use delete_ssh_public_key::{DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResponse};
pub use delete_user::{DeleteUserRequest, DeleteUserResponse};
pub use delete_user_permissions_boundary::{
    DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse,
};
pub use delete_user_policy::{DeleteUserPolicyRequest, DeleteUserPolicyResponse};
pub use delete_virtual_mfa_device::{DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResponse};
pub use detach_group_policy::{DetachGroupPolicyRequest, DetachGroupPolicyResponse};
pub use detach_role_policy::{DetachRolePolicyRequest, DetachRolePolicyResponse};
pub use detach_user_policy::{DetachUserPolicyRequest, DetachUserPolicyResponse};
pub use disable_organizations_root_credentials_management::{
    DisableOrganizationsRootCredentialsManagementRequest,
    DisableOrganizationsRootCredentialsManagementResponse,
};
pub use disable_organizations_root_sessions::{
    DisableOrganizationsRootSessionsRequest, DisableOrganizationsRootSessionsResponse,
};
pub use disable_outbound_web_identity_federation::{
    DisableOutboundWebIdentityFederationRequest, DisableOutboundWebIdentityFederationResponse,
};
pub use enable_mfa_device::{EnableMFADeviceRequest, EnableMFADeviceResponse};
pub use enable_organizations_root_credentials_management::{
    EnableOrganizationsRootCredentialsManagementRequest, EnableOrganizationsRootCredentialsManagementResponse,
};
pub use enable_organizations_root_sessions::{
    EnableOrganizationsRootSessionsRequest, EnableOrganizationsRootSessionsResponse,
};
pub use enable_outbound_web_identity_federation::{
    EnableOutboundWebIdentityFederationRequest, EnableOutboundWebIdentityFederationResponse,
};
pub use generate_credential_report::{GenerateCredentialReportRequest, GenerateCredentialReportResponse};
pub use generate_organizations_access_report::{
    GenerateOrganizationsAccessReportRequest, GenerateOrganizationsAccessReportResponse,
};
pub use generate_service_last_accessed_details::{
    GenerateServiceLastAccessedDetailsRequest, GenerateServiceLastAccessedDetailsResponse,
};
pub use get_access_key_last_used::{GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse};
pub use get_account_authorization_details::{
    GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse,
};
pub use get_account_password_policy::{GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse};
pub use get_account_properties::{GetAccountPropertiesRequest, GetAccountPropertiesResponse};
pub use get_account_summary::{GetAccountSummaryRequest, GetAccountSummaryResponse};
pub use get_context_keys_for_custom_policy::{
    GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse,
};
pub use get_context_keys_for_principal_policy::{
    GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse,
};
pub use get_credential_report::{GetCredentialReportRequest, GetCredentialReportResponse};
pub use get_delegation_request::{GetDelegationRequestRequest, GetDelegationRequestResponse};
pub use get_group::{GetGroupRequest, GetGroupResponse};
pub use get_group_policy::{GetGroupPolicyRequest, GetGroupPolicyResponse};
pub use get_human_readable_summary::{GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse};
pub use get_instance_profile::{GetInstanceProfileRequest, GetInstanceProfileResponse};
pub use get_login_profile::{GetLoginProfileRequest, GetLoginProfileResponse};
pub use get_mfa_device::{GetMFADeviceRequest, GetMFADeviceResponse};
pub use get_open_id_connect_provider::{GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse};
pub use get_organizations_access_report::{
    GetOrganizationsAccessReportRequest, GetOrganizationsAccessReportResponse,
};
pub use get_outbound_web_identity_federation_info::{
    GetOutboundWebIdentityFederationInfoRequest, GetOutboundWebIdentityFederationInfoResponse,
};
pub use get_policy::{GetPolicyRequest, GetPolicyResponse};
pub use get_policy_version::{GetPolicyVersionRequest, GetPolicyVersionResponse};
pub use get_role::{GetRoleRequest, GetRoleResponse};
pub use get_role_policy::{GetRolePolicyRequest, GetRolePolicyResponse};
pub use get_role_template_version::{GetRoleTemplateVersionRequest, GetRoleTemplateVersionResponse};
pub use get_saml_provider::{GetSAMLProviderRequest, GetSAMLProviderResponse};
pub use get_server_certificate::{GetServerCertificateRequest, GetServerCertificateResponse};
pub use get_service_last_accessed_details::{
    GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse,
};
pub use get_service_last_accessed_details_with_entities::{
    GetServiceLastAccessedDetailsWithEntitiesRequest, GetServiceLastAccessedDetailsWithEntitiesResponse,
};
pub use get_service_linked_role_deletion_status::{
    GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse,
};
pub use get_ssh_public_key::{GetSSHPublicKeyRequest, GetSSHPublicKeyResponse};
pub use get_user::{GetUserRequest, GetUserResponse};
pub use get_user_policy::{GetUserPolicyRequest, GetUserPolicyResponse};
pub use list_access_keys::{ListAccessKeysRequest, ListAccessKeysResponse};
pub use list_account_aliases::{ListAccountAliasesRequest, ListAccountAliasesResponse};
pub use list_attached_group_policies::{ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse};
pub use list_attached_role_policies::{ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse};
pub use list_attached_user_policies::{ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse};
pub use list_delegation_requests::{ListDelegationRequestsRequest, ListDelegationRequestsResponse};
pub use list_entities_for_policy::{ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse};
pub use list_group_policies::{ListGroupPoliciesRequest, ListGroupPoliciesResponse};
pub use list_groups::{ListGroupsRequest, ListGroupsResponse};
pub use list_groups_for_user::{ListGroupsForUserRequest, ListGroupsForUserResponse};
pub use list_instance_profile_tags::{ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse};
pub use list_instance_profiles::{ListInstanceProfilesRequest, ListInstanceProfilesResponse};
pub use list_instance_profiles_for_role::{
    ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse,
};
pub use list_mfa_device_tags::{ListMFADeviceTagsRequest, ListMFADeviceTagsResponse};
pub use list_mfa_devices::{ListMFADevicesRequest, ListMFADevicesResponse};
pub use list_open_id_connect_provider_tags::{
    ListOpenIDConnectProviderTagsRequest, ListOpenIDConnectProviderTagsResponse,
};
pub use list_open_id_connect_providers::{
    ListOpenIDConnectProvidersRequest, ListOpenIDConnectProvidersResponse,
};
pub use list_organizations_features::{ListOrganizationsFeaturesRequest, ListOrganizationsFeaturesResponse};
pub use list_policies::{ListPoliciesRequest, ListPoliciesResponse};
pub use list_policies_granting_service_access::{
    ListPoliciesGrantingServiceAccessRequest, ListPoliciesGrantingServiceAccessResponse,
};
pub use list_policy_tags::{ListPolicyTagsRequest, ListPolicyTagsResponse};
pub use list_policy_versions::{ListPolicyVersionsRequest, ListPolicyVersionsResponse};
pub use list_role_policies::{ListRolePoliciesRequest, ListRolePoliciesResponse};
pub use list_role_tags::{ListRoleTagsRequest, ListRoleTagsResponse};
pub use list_roles::{ListRolesRequest, ListRolesResponse};
pub use list_saml_provider_tags::{ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse};
pub use list_saml_providers::{ListSAMLProvidersRequest, ListSAMLProvidersResponse};
pub use list_server_certificate_tags::{ListServerCertificateTagsRequest, ListServerCertificateTagsResponse};
pub use list_server_certificates::{ListServerCertificatesRequest, ListServerCertificatesResponse};
pub use list_service_specific_credentials::{
    ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse,
};
pub use list_signing_certificates::{ListSigningCertificatesRequest, ListSigningCertificatesResponse};
pub use list_ssh_public_keys::{ListSSHPublicKeysRequest, ListSSHPublicKeysResponse};
pub use list_user_policies::{ListUserPoliciesRequest, ListUserPoliciesResponse};
pub use list_user_tags::{ListUserTagsRequest, ListUserTagsResponse};
pub use list_users::{ListUsersRequest, ListUsersResponse};
pub use list_virtual_mfa_devices::{ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse};
pub use put_account_properties::{PutAccountPropertiesRequest, PutAccountPropertiesResponse};
pub use put_group_policy::{PutGroupPolicyRequest, PutGroupPolicyResponse};
pub use put_role_permissions_boundary::{
    PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse,
};
pub use put_role_policy::{PutRolePolicyRequest, PutRolePolicyResponse};
pub use put_user_permissions_boundary::{
    PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse,
};
pub use put_user_policy::{PutUserPolicyRequest, PutUserPolicyResponse};
pub use reject_delegation_request::{RejectDelegationRequestRequest, RejectDelegationRequestResponse};
pub use remove_client_id_from_open_id_connect_provider::{
    RemoveClientIDFromOpenIDConnectProviderRequest, RemoveClientIDFromOpenIDConnectProviderResponse,
};
pub use remove_role_from_instance_profile::{
    RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse,
};
pub use remove_user_from_group::{RemoveUserFromGroupRequest, RemoveUserFromGroupResponse};
pub use reset_service_specific_credential::{
    ResetServiceSpecificCredentialRequest, ResetServiceSpecificCredentialResponse,
};
pub use resync_mfa_device::{ResyncMFADeviceRequest, ResyncMFADeviceResponse};
pub use send_delegation_token::{SendDelegationTokenRequest, SendDelegationTokenResponse};
pub use set_default_policy_version::{SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse};
pub use set_security_token_service_preferences::{
    SetSecurityTokenServicePreferencesRequest, SetSecurityTokenServicePreferencesResponse,
};
pub use shapes::*;
pub use simulate_custom_policy::{SimulateCustomPolicyRequest, SimulateCustomPolicyResponse};
pub use simulate_principal_policy::{SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse};
pub use tag_instance_profile::{TagInstanceProfileRequest, TagInstanceProfileResponse};
pub use tag_mfa_device::{TagMFADeviceRequest, TagMFADeviceResponse};
pub use tag_open_id_connect_provider::{TagOpenIDConnectProviderRequest, TagOpenIDConnectProviderResponse};
pub use tag_policy::{TagPolicyRequest, TagPolicyResponse};
pub use tag_role::{TagRoleRequest, TagRoleResponse};
pub use tag_saml_provider::{TagSAMLProviderRequest, TagSAMLProviderResponse};
pub use tag_server_certificate::{TagServerCertificateRequest, TagServerCertificateResponse};
pub use tag_user::{TagUserRequest, TagUserResponse};
pub use untag_instance_profile::{UntagInstanceProfileRequest, UntagInstanceProfileResponse};
pub use untag_mfa_device::{UntagMFADeviceRequest, UntagMFADeviceResponse};
pub use untag_open_id_connect_provider::{
    UntagOpenIDConnectProviderRequest, UntagOpenIDConnectProviderResponse,
};
pub use untag_policy::{UntagPolicyRequest, UntagPolicyResponse};
pub use untag_role::{UntagRoleRequest, UntagRoleResponse};
pub use untag_saml_provider::{UntagSAMLProviderRequest, UntagSAMLProviderResponse};
pub use untag_server_certificate::{UntagServerCertificateRequest, UntagServerCertificateResponse};
pub use untag_user::{UntagUserRequest, UntagUserResponse};
pub use update_access_key::{UpdateAccessKeyRequest, UpdateAccessKeyResponse};
pub use update_account_password_policy::{
    UpdateAccountPasswordPolicyRequest, UpdateAccountPasswordPolicyResponse,
};
pub use update_assume_role_policy::{UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse};
pub use update_delegation_request::{UpdateDelegationRequestRequest, UpdateDelegationRequestResponse};
pub use update_group::{UpdateGroupRequest, UpdateGroupResponse};
pub use update_login_profile::{UpdateLoginProfileRequest, UpdateLoginProfileResponse};
pub use update_open_id_connect_provider_thumbprint::{
    UpdateOpenIDConnectProviderThumbprintRequest, UpdateOpenIDConnectProviderThumbprintResponse,
};
pub use update_role::{UpdateRoleRequest, UpdateRoleResponse};
pub use update_role_description::{UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse};
pub use update_saml_provider::{UpdateSAMLProviderRequest, UpdateSAMLProviderResponse};
pub use update_server_certificate::{UpdateServerCertificateRequest, UpdateServerCertificateResponse};
pub use update_service_specific_credential::{
    UpdateServiceSpecificCredentialRequest, UpdateServiceSpecificCredentialResponse,
};
pub use update_signing_certificate::{UpdateSigningCertificateRequest, UpdateSigningCertificateResponse};
pub use update_ssh_public_key::{UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResponse};
pub use update_user::{UpdateUserRequest, UpdateUserResponse};
pub use upload_server_certificate::{UploadServerCertificateRequest, UploadServerCertificateResponse};
pub use upload_signing_certificate::{UploadSigningCertificateRequest, UploadSigningCertificateResponse};
pub use upload_ssh_public_key::{UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse};

#[cfg(test)]
use crate::operation::Call;
use crate::operation::OperationFacts;
use crate::service::Service;

/// All operations, by name.
pub(crate) const OPERATIONS: &[OperationFacts] = &[
    OperationFacts { service: Service::Iam, name: "AcceptDelegationRequest", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AcquireRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AddClientIDToOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AddRoleToInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AddUserToGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AssociateDelegationRequest", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AttachGroupPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AttachRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "AttachUserPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ChangePassword", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateAccessKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateAccountAlias", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateDelegationRequest", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateLoginProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreatePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreatePolicyVersion", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateServiceLinkedRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateServiceSpecificCredential", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "CreateVirtualMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeactivateMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteAccessKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteAccountAlias", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteAccountPasswordPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteGroupPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteLoginProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeletePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeletePolicyVersion", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteRolePermissionsBoundary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteSSHPublicKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteServiceLinkedRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteServiceSpecificCredential", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteSigningCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteUserPermissionsBoundary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteUserPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DeleteVirtualMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DetachGroupPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DetachRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "DetachUserPolicy", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "DisableOrganizationsRootCredentialsManagement",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "DisableOrganizationsRootSessions", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "DisableOutboundWebIdentityFederation",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "EnableMFADevice", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "EnableOrganizationsRootCredentialsManagement",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "EnableOrganizationsRootSessions", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "EnableOutboundWebIdentityFederation",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "GenerateCredentialReport", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GenerateOrganizationsAccessReport", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GenerateServiceLastAccessedDetails", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetAccessKeyLastUsed", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetAccountAuthorizationDetails", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetAccountPasswordPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetAccountProperties", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetAccountSummary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetContextKeysForCustomPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetContextKeysForPrincipalPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetCredentialReport", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetDelegationRequest", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetGroupPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetHumanReadableSummary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetLoginProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetOrganizationsAccessReport", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "GetOutboundWebIdentityFederationInfo",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "GetPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetPolicyVersion", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetRoleTemplateVersion", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetSSHPublicKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetServiceLastAccessedDetails", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "GetServiceLastAccessedDetailsWithEntities",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "GetServiceLinkedRoleDeletionStatus", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "GetUserPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListAccessKeys", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListAccountAliases", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListAttachedGroupPolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListAttachedRolePolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListAttachedUserPolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListDelegationRequests", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListEntitiesForPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListGroupPolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListGroups", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListGroupsForUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListInstanceProfileTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListInstanceProfiles", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListInstanceProfilesForRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListMFADeviceTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListMFADevices", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListOpenIDConnectProviderTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListOpenIDConnectProviders", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListOrganizationsFeatures", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListPolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListPoliciesGrantingServiceAccess", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListPolicyTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListPolicyVersions", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListRolePolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListRoleTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListRoles", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListSAMLProviderTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListSAMLProviders", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListSSHPublicKeys", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListServerCertificateTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListServerCertificates", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListServiceSpecificCredentials", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListSigningCertificates", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListUserPolicies", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListUserTags", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListUsers", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ListVirtualMFADevices", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutAccountProperties", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutGroupPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutRolePermissionsBoundary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutUserPermissionsBoundary", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "PutUserPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "RejectDelegationRequest", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "RemoveClientIDFromOpenIDConnectProvider",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "RemoveRoleFromInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "RemoveUserFromGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ResetServiceSpecificCredential", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "ResyncMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "SendDelegationToken", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "SetDefaultPolicyVersion", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "SetSecurityTokenServicePreferences", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "SimulateCustomPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "SimulatePrincipalPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "TagUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagInstanceProfile", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagMFADevice", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagOpenIDConnectProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UntagUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateAccessKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateAccountPasswordPolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateAssumeRolePolicy", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateDelegationRequest", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateGroup", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateLoginProfile", is_anonymous: false },
    OperationFacts {
        service: Service::Iam,
        name: "UpdateOpenIDConnectProviderThumbprint",
        is_anonymous: false,
    },
    OperationFacts { service: Service::Iam, name: "UpdateRole", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateRoleDescription", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateSAMLProvider", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateSSHPublicKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateServiceSpecificCredential", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateSigningCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UpdateUser", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UploadSSHPublicKey", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UploadServerCertificate", is_anonymous: false },
    OperationFacts { service: Service::Iam, name: "UploadSigningCertificate", is_anonymous: false },
];

/// What reads each operation's request and prints it, for tests of all operations.
#[cfg(test)]
pub(crate) const DECODERS: &[(&str, Decoder)] = &[
    ("AcceptDelegationRequest", |form| {
        AcceptDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AcquireRole", |form| AcquireRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("AddClientIDToOpenIDConnectProvider", |form| {
        AddClientIDToOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AddRoleToInstanceProfile", |form| {
        AddRoleToInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AddUserToGroup", |form| AddUserToGroupRequest::decode(form).map(|request| format!("{request:?}"))),
    ("AssociateDelegationRequest", |form| {
        AssociateDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AttachGroupPolicy", |form| {
        AttachGroupPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AttachRolePolicy", |form| AttachRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("AttachUserPolicy", |form| AttachUserPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ChangePassword", |form| ChangePasswordRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreateAccessKey", |form| CreateAccessKeyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreateAccountAlias", |form| {
        CreateAccountAliasRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateDelegationRequest", |form| {
        CreateDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateGroup", |form| CreateGroupRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreateInstanceProfile", |form| {
        CreateInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateLoginProfile", |form| {
        CreateLoginProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateOpenIDConnectProvider", |form| {
        CreateOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreatePolicy", |form| CreatePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreatePolicyVersion", |form| {
        CreatePolicyVersionRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateRole", |form| CreateRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreateSAMLProvider", |form| {
        CreateSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateServiceLinkedRole", |form| {
        CreateServiceLinkedRoleRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateServiceSpecificCredential", |form| {
        CreateServiceSpecificCredentialRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("CreateUser", |form| CreateUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("CreateVirtualMFADevice", |form| {
        CreateVirtualMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeactivateMFADevice", |form| {
        DeactivateMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteAccessKey", |form| DeleteAccessKeyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteAccountAlias", |form| {
        DeleteAccountAliasRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteAccountPasswordPolicy", |form| {
        DeleteAccountPasswordPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteGroup", |form| DeleteGroupRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteGroupPolicy", |form| {
        DeleteGroupPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteInstanceProfile", |form| {
        DeleteInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteLoginProfile", |form| {
        DeleteLoginProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteOpenIDConnectProvider", |form| {
        DeleteOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeletePolicy", |form| DeletePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeletePolicyVersion", |form| {
        DeletePolicyVersionRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteRole", |form| DeleteRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteRolePermissionsBoundary", |form| {
        DeleteRolePermissionsBoundaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteRolePolicy", |form| DeleteRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteSAMLProvider", |form| {
        DeleteSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteSSHPublicKey", |form| {
        DeleteSSHPublicKeyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteServerCertificate", |form| {
        DeleteServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteServiceLinkedRole", |form| {
        DeleteServiceLinkedRoleRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteServiceSpecificCredential", |form| {
        DeleteServiceSpecificCredentialRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteSigningCertificate", |form| {
        DeleteSigningCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteUser", |form| DeleteUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteUserPermissionsBoundary", |form| {
        DeleteUserPermissionsBoundaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DeleteUserPolicy", |form| DeleteUserPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DeleteVirtualMFADevice", |form| {
        DeleteVirtualMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DetachGroupPolicy", |form| {
        DetachGroupPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DetachRolePolicy", |form| DetachRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DetachUserPolicy", |form| DetachUserPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DisableOrganizationsRootCredentialsManagement", |form| {
        DisableOrganizationsRootCredentialsManagementRequest::decode(form)
            .map(|request| format!("{request:?}"))
    }),
    ("DisableOrganizationsRootSessions", |form| {
        DisableOrganizationsRootSessionsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("DisableOutboundWebIdentityFederation", |form| {
        DisableOutboundWebIdentityFederationRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("EnableMFADevice", |form| EnableMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))),
    ("EnableOrganizationsRootCredentialsManagement", |form| {
        EnableOrganizationsRootCredentialsManagementRequest::decode(form)
            .map(|request| format!("{request:?}"))
    }),
    ("EnableOrganizationsRootSessions", |form| {
        EnableOrganizationsRootSessionsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("EnableOutboundWebIdentityFederation", |form| {
        EnableOutboundWebIdentityFederationRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GenerateCredentialReport", |form| {
        GenerateCredentialReportRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GenerateOrganizationsAccessReport", |form| {
        GenerateOrganizationsAccessReportRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GenerateServiceLastAccessedDetails", |form| {
        GenerateServiceLastAccessedDetailsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccessKeyLastUsed", |form| {
        GetAccessKeyLastUsedRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccountAuthorizationDetails", |form| {
        GetAccountAuthorizationDetailsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccountPasswordPolicy", |form| {
        GetAccountPasswordPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccountProperties", |form| {
        GetAccountPropertiesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccountSummary", |form| {
        GetAccountSummaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetContextKeysForCustomPolicy", |form| {
        GetContextKeysForCustomPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetContextKeysForPrincipalPolicy", |form| {
        GetContextKeysForPrincipalPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetCredentialReport", |form| {
        GetCredentialReportRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetDelegationRequest", |form| {
        GetDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetGroup", |form| GetGroupRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetGroupPolicy", |form| GetGroupPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetHumanReadableSummary", |form| {
        GetHumanReadableSummaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetInstanceProfile", |form| {
        GetInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetLoginProfile", |form| GetLoginProfileRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetMFADevice", |form| GetMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetOpenIDConnectProvider", |form| {
        GetOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetOrganizationsAccessReport", |form| {
        GetOrganizationsAccessReportRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetOutboundWebIdentityFederationInfo", |form| {
        GetOutboundWebIdentityFederationInfoRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetPolicy", |form| GetPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetPolicyVersion", |form| GetPolicyVersionRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetRole", |form| GetRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetRolePolicy", |form| GetRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetRoleTemplateVersion", |form| {
        GetRoleTemplateVersionRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetSAMLProvider", |form| GetSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetSSHPublicKey", |form| GetSSHPublicKeyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetServerCertificate", |form| {
        GetServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetServiceLastAccessedDetails", |form| {
        GetServiceLastAccessedDetailsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetServiceLastAccessedDetailsWithEntities", |form| {
        GetServiceLastAccessedDetailsWithEntitiesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetServiceLinkedRoleDeletionStatus", |form| {
        GetServiceLinkedRoleDeletionStatusRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetUser", |form| GetUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetUserPolicy", |form| GetUserPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListAccessKeys", |form| ListAccessKeysRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListAccountAliases", |form| {
        ListAccountAliasesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListAttachedGroupPolicies", |form| {
        ListAttachedGroupPoliciesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListAttachedRolePolicies", |form| {
        ListAttachedRolePoliciesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListAttachedUserPolicies", |form| {
        ListAttachedUserPoliciesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListDelegationRequests", |form| {
        ListDelegationRequestsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListEntitiesForPolicy", |form| {
        ListEntitiesForPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListGroupPolicies", |form| {
        ListGroupPoliciesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListGroups", |form| ListGroupsRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListGroupsForUser", |form| {
        ListGroupsForUserRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListInstanceProfileTags", |form| {
        ListInstanceProfileTagsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListInstanceProfiles", |form| {
        ListInstanceProfilesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListInstanceProfilesForRole", |form| {
        ListInstanceProfilesForRoleRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListMFADeviceTags", |form| {
        ListMFADeviceTagsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListMFADevices", |form| ListMFADevicesRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListOpenIDConnectProviderTags", |form| {
        ListOpenIDConnectProviderTagsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListOpenIDConnectProviders", |form| {
        ListOpenIDConnectProvidersRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListOrganizationsFeatures", |form| {
        ListOrganizationsFeaturesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListPolicies", |form| ListPoliciesRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListPoliciesGrantingServiceAccess", |form| {
        ListPoliciesGrantingServiceAccessRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListPolicyTags", |form| ListPolicyTagsRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListPolicyVersions", |form| {
        ListPolicyVersionsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListRolePolicies", |form| ListRolePoliciesRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListRoleTags", |form| ListRoleTagsRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListRoles", |form| ListRolesRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListSAMLProviderTags", |form| {
        ListSAMLProviderTagsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListSAMLProviders", |form| {
        ListSAMLProvidersRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListSSHPublicKeys", |form| {
        ListSSHPublicKeysRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListServerCertificateTags", |form| {
        ListServerCertificateTagsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListServerCertificates", |form| {
        ListServerCertificatesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListServiceSpecificCredentials", |form| {
        ListServiceSpecificCredentialsRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListSigningCertificates", |form| {
        ListSigningCertificatesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ListUserPolicies", |form| ListUserPoliciesRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListUserTags", |form| ListUserTagsRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListUsers", |form| ListUsersRequest::decode(form).map(|request| format!("{request:?}"))),
    ("ListVirtualMFADevices", |form| {
        ListVirtualMFADevicesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("PutAccountProperties", |form| {
        PutAccountPropertiesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("PutGroupPolicy", |form| PutGroupPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("PutRolePermissionsBoundary", |form| {
        PutRolePermissionsBoundaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("PutRolePolicy", |form| PutRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("PutUserPermissionsBoundary", |form| {
        PutUserPermissionsBoundaryRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("PutUserPolicy", |form| PutUserPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("RejectDelegationRequest", |form| {
        RejectDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("RemoveClientIDFromOpenIDConnectProvider", |form| {
        RemoveClientIDFromOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("RemoveRoleFromInstanceProfile", |form| {
        RemoveRoleFromInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("RemoveUserFromGroup", |form| {
        RemoveUserFromGroupRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ResetServiceSpecificCredential", |form| {
        ResetServiceSpecificCredentialRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("ResyncMFADevice", |form| ResyncMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))),
    ("SendDelegationToken", |form| {
        SendDelegationTokenRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("SetDefaultPolicyVersion", |form| {
        SetDefaultPolicyVersionRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("SetSecurityTokenServicePreferences", |form| {
        SetSecurityTokenServicePreferencesRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("SimulateCustomPolicy", |form| {
        SimulateCustomPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("SimulatePrincipalPolicy", |form| {
        SimulatePrincipalPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("TagInstanceProfile", |form| {
        TagInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("TagMFADevice", |form| TagMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))),
    ("TagOpenIDConnectProvider", |form| {
        TagOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("TagPolicy", |form| TagPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("TagRole", |form| TagRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("TagSAMLProvider", |form| TagSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))),
    ("TagServerCertificate", |form| {
        TagServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("TagUser", |form| TagUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UntagInstanceProfile", |form| {
        UntagInstanceProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UntagMFADevice", |form| UntagMFADeviceRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UntagOpenIDConnectProvider", |form| {
        UntagOpenIDConnectProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UntagPolicy", |form| UntagPolicyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UntagRole", |form| UntagRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UntagSAMLProvider", |form| {
        UntagSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UntagServerCertificate", |form| {
        UntagServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UntagUser", |form| UntagUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UpdateAccessKey", |form| UpdateAccessKeyRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UpdateAccountPasswordPolicy", |form| {
        UpdateAccountPasswordPolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateAssumeRolePolicy", |form| {
        UpdateAssumeRolePolicyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateDelegationRequest", |form| {
        UpdateDelegationRequestRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateGroup", |form| UpdateGroupRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UpdateLoginProfile", |form| {
        UpdateLoginProfileRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateOpenIDConnectProviderThumbprint", |form| {
        UpdateOpenIDConnectProviderThumbprintRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateRole", |form| UpdateRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UpdateRoleDescription", |form| {
        UpdateRoleDescriptionRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateSAMLProvider", |form| {
        UpdateSAMLProviderRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateSSHPublicKey", |form| {
        UpdateSSHPublicKeyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateServerCertificate", |form| {
        UpdateServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateServiceSpecificCredential", |form| {
        UpdateServiceSpecificCredentialRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateSigningCertificate", |form| {
        UpdateSigningCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UpdateUser", |form| UpdateUserRequest::decode(form).map(|request| format!("{request:?}"))),
    ("UploadSSHPublicKey", |form| {
        UploadSSHPublicKeyRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UploadServerCertificate", |form| {
        UploadServerCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("UploadSigningCertificate", |form| {
        UploadSigningCertificateRequest::decode(form).map(|request| format!("{request:?}"))
    }),
];

#[cfg(test)]
type Decoder = fn(&crate::form::Form) -> Result<String, crate::fault::Fault>;
