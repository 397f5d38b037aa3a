// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! What the IAM API demands of the values in its requests.

use crate::constraint::Constraint;
use crate::pattern::Pattern;

pub(crate) static ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE: Constraint =
    Constraint { values: &["SERVICE_LEVEL", "ACTION_LEVEL"], ..Constraint::NONE };

pub(crate) static ACTION_NAME_LIST_TYPE: Constraint =
    Constraint { member: Some(&ACTION_NAME_TYPE), ..Constraint::NONE };

pub(crate) static ACTION_NAME_TYPE: Constraint =
    Constraint { min: Some(3), max: Some(128), ..Constraint::NONE };

static ATTACHMENT_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static ATTACHMENT_NAME: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&ATTACHMENT_NAME_PATTERN), ..Constraint::NONE };

pub(crate) static ATTACHMENT_TYPE: Constraint =
    Constraint { values: &["user", "group", "role"], ..Constraint::NONE };

pub(crate) static CONTEXT_KEY_NAME_TYPE: Constraint =
    Constraint { min: Some(5), max: Some(256), ..Constraint::NONE };

pub(crate) static CONTEXT_KEY_TYPE_ENUM: Constraint = Constraint {
    values: &[
        "string",
        "stringList",
        "numeric",
        "numericList",
        "boolean",
        "booleanList",
        "ip",
        "ipList",
        "binary",
        "binaryList",
        "date",
        "dateList",
    ],
    ..Constraint::NONE
};

pub(crate) static DELETION_TASK_ID_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(1000), ..Constraint::NONE };

pub(crate) static ENTITY_TYPE: Constraint = Constraint {
    values: &["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"],
    ..Constraint::NONE
};

pub(crate) static OPEN_ID_CONNECT_PROVIDER_URL_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(255), ..Constraint::NONE };

pub(crate) static ORGANIZATION_POLICY_LIST_TYPE: Constraint = Constraint { max: Some(7), ..Constraint::NONE };

pub(crate) static POLICY_EXCLUSIONS_LIST_TYPE: Constraint = Constraint { max: Some(256), ..Constraint::NONE };

pub(crate) static POLICY_IDENTIFIER_POLICY_TYPE: Constraint = Constraint {
    values: &["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"],
    ..Constraint::NONE
};

pub(crate) static POLICY_PARAMETER_TYPE_ENUM: Constraint =
    Constraint { values: &["string", "stringList"], ..Constraint::NONE };

pub(crate) static POLICY_USAGE_TYPE: Constraint =
    Constraint { values: &["PermissionsPolicy", "PermissionsBoundary"], ..Constraint::NONE };

pub(crate) static RESOURCE_HANDLING_OPTION_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(64), ..Constraint::NONE };

pub(crate) static RESOURCE_NAME_LIST_TYPE: Constraint =
    Constraint { member: Some(&RESOURCE_NAME_TYPE), ..Constraint::NONE };

pub(crate) static RESOURCE_NAME_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(2048), ..Constraint::NONE };

pub(crate) static SAML_METADATA_DOCUMENT_TYPE: Constraint =
    Constraint { min: Some(1000), max: Some(10000000), ..Constraint::NONE };

static SAML_PROVIDER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w._-]+");
pub(crate) static SAML_PROVIDER_NAME_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(128),
    pattern: Some(&SAML_PROVIDER_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static SIMULATION_POLICY_LIST_TYPE: Constraint =
    Constraint { member: Some(&POLICY_DOCUMENT_TYPE), ..Constraint::NONE };

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");
pub(crate) static ACCESS_KEY_ID_TYPE: Constraint = Constraint {
    min: Some(16),
    max: Some(128),
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

static ACCOUNT_ALIAS_TYPE_PATTERN: Pattern = Pattern::new("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
pub(crate) static ACCOUNT_ALIAS_TYPE: Constraint = Constraint {
    min: Some(3),
    max: Some(63),
    pattern: Some(&ACCOUNT_ALIAS_TYPE_PATTERN),
    ..Constraint::NONE
};

static ACCOUNT_ID_TYPE_PATTERN: Pattern = Pattern::new(r"\d{12}");
pub(crate) static ACCOUNT_ID_TYPE: Constraint =
    Constraint { pattern: Some(&ACCOUNT_ID_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static ACCOUNT_PROPERTIES_MAP_TYPE: Constraint = Constraint {
    key: Some(&ACCOUNT_PROPERTY_KEY_TYPE),
    member: Some(&ACCOUNT_PROPERTY_VALUE_TYPE),
    ..Constraint::NONE
};

static ACCOUNT_PROPERTY_KEY_TYPE_PATTERN: Pattern = Pattern::new("^[A-Za-z][A-Za-z0-9/_-]*$");
pub(crate) static ACCOUNT_PROPERTY_KEY_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(50),
    pattern: Some(&ACCOUNT_PROPERTY_KEY_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static ACCOUNT_PROPERTY_VALUE_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(1024), ..Constraint::NONE };

pub(crate) static ARN_TYPE: Constraint = Constraint { min: Some(20), max: Some(2048), ..Constraint::NONE };

pub(crate) static ASSERTION_ENCRYPTION_MODE_TYPE: Constraint =
    Constraint { values: &["Required", "Allowed"], ..Constraint::NONE };

pub(crate) static ASSIGNMENT_STATUS_TYPE: Constraint =
    Constraint { values: &["Assigned", "Unassigned", "Any"], ..Constraint::NONE };

static AUTHENTICATION_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]+");
pub(crate) static AUTHENTICATION_CODE_TYPE: Constraint = Constraint {
    min: Some(6),
    max: Some(6),
    pattern: Some(&AUTHENTICATION_CODE_TYPE_PATTERN),
    ..Constraint::NONE
};

static CERTIFICATE_BODY_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static CERTIFICATE_BODY_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(16384),
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    ..Constraint::NONE
};

static CERTIFICATE_CHAIN_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static CERTIFICATE_CHAIN_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(2097152),
    pattern: Some(&CERTIFICATE_CHAIN_TYPE_PATTERN),
    ..Constraint::NONE
};

static CERTIFICATE_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");
pub(crate) static CERTIFICATE_ID_TYPE: Constraint = Constraint {
    min: Some(24),
    max: Some(128),
    pattern: Some(&CERTIFICATE_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static CLIENT_ID_LIST_TYPE: Constraint =
    Constraint { is_sparse: true, member: Some(&CLIENT_ID_TYPE), ..Constraint::NONE };

pub(crate) static CLIENT_ID_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(255), ..Constraint::NONE };

pub(crate) static CREDENTIAL_AGE_DAYS: Constraint =
    Constraint { min: Some(1), max: Some(36600), ..Constraint::NONE };

static CUSTOM_SUFFIX_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static CUSTOM_SUFFIX_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(64),
    pattern: Some(&CUSTOM_SUFFIX_TYPE_PATTERN),
    ..Constraint::NONE
};

static DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
pub(crate) static DELEGATION_REQUEST_DESCRIPTION_TYPE: Constraint = Constraint {
    max: Some(1000),
    pattern: Some(&DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN),
    ..Constraint::NONE
};

static DELEGATION_REQUEST_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w-]+");
pub(crate) static DELEGATION_REQUEST_ID_TYPE: Constraint = Constraint {
    min: Some(16),
    max: Some(128),
    pattern: Some(&DELEGATION_REQUEST_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static ENCODING_TYPE: Constraint = Constraint { values: &["SSH", "PEM"], ..Constraint::NONE };

pub(crate) static ENTITY_LIST_TYPE: Constraint =
    Constraint { member: Some(&ENTITY_TYPE), ..Constraint::NONE };

static EXISTING_USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static EXISTING_USER_NAME_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(128),
    pattern: Some(&EXISTING_USER_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static GLOBAL_ENDPOINT_TOKEN_VERSION: Constraint =
    Constraint { values: &["v1Token", "v2Token"], ..Constraint::NONE };

static GROUP_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static GROUP_NAME_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&GROUP_NAME_TYPE_PATTERN), ..Constraint::NONE };

static INSTANCE_PROFILE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static INSTANCE_PROFILE_NAME_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(128),
    pattern: Some(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static JOB_ID_TYPE: Constraint = Constraint { min: Some(36), max: Some(36), ..Constraint::NONE };

pub(crate) static LOCALE_TYPE: Constraint = Constraint { min: Some(2), max: Some(12), ..Constraint::NONE };

pub(crate) static MAP_STRING_REPLACEMENT_VALUE_ENTRY: Constraint =
    Constraint { max: Some(30), ..Constraint::NONE };

static MARKER_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0020-\u00FF]+");
pub(crate) static MARKER_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(320), pattern: Some(&MARKER_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static MAX_ITEMS_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(1000), ..Constraint::NONE };

pub(crate) static MAX_PASSWORD_AGE_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(1095), ..Constraint::NONE };

pub(crate) static MINIMUM_PASSWORD_LENGTH_TYPE: Constraint =
    Constraint { min: Some(6), max: Some(128), ..Constraint::NONE };

static NOTES_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
pub(crate) static NOTES_TYPE: Constraint =
    Constraint { max: Some(500), pattern: Some(&NOTES_TYPE_PATTERN), ..Constraint::NONE };

static NOTIFICATION_CHANNEL_TYPE_PATTERN: Pattern = Pattern::new("^[a-zA-Z0-9:_.-]+$");
pub(crate) static NOTIFICATION_CHANNEL_TYPE: Constraint = Constraint {
    min: Some(2),
    max: Some(400),
    pattern: Some(&NOTIFICATION_CHANNEL_TYPE_PATTERN),
    ..Constraint::NONE
};

static ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN: Pattern =
    Pattern::new(r"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*");
pub(crate) static ORGANIZATIONS_ENTITY_PATH_TYPE: Constraint = Constraint {
    min: Some(19),
    max: Some(427),
    pattern: Some(&ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN),
    ..Constraint::NONE
};

static ORGANIZATIONS_POLICY_ID_TYPE_PATTERN: Pattern = Pattern::new("^p-[0-9a-zA-Z_]{8,128}$");
pub(crate) static ORGANIZATIONS_POLICY_ID_TYPE: Constraint =
    Constraint { pattern: Some(&ORGANIZATIONS_POLICY_ID_TYPE_PATTERN), ..Constraint::NONE };

static OWNER_ID_TYPE_PATTERN: Pattern = Pattern::new("^[a-zA-Z0-9:/+=,.@_-]+$");
pub(crate) static OWNER_ID_TYPE: Constraint =
    Constraint { min: Some(20), max: Some(2048), pattern: Some(&OWNER_ID_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static PASSWORD_REUSE_PREVENTION_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(24), ..Constraint::NONE };

static PASSWORD_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static PASSWORD_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&PASSWORD_TYPE_PATTERN), ..Constraint::NONE };

static PATH_PREFIX_TYPE_PATTERN: Pattern = Pattern::new(r"\u002F[\u0021-\u007F]*");
pub(crate) static PATH_PREFIX_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(512), pattern: Some(&PATH_PREFIX_TYPE_PATTERN), ..Constraint::NONE };

static PATH_TYPE_PATTERN: Pattern = Pattern::new(r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)");
pub(crate) static PATH_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(512), pattern: Some(&PATH_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static POLICY_DESCRIPTION_TYPE: Constraint = Constraint { max: Some(1000), ..Constraint::NONE };

static POLICY_DOCUMENT_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static POLICY_DOCUMENT_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(131072),
    pattern: Some(&POLICY_DOCUMENT_TYPE_PATTERN),
    ..Constraint::NONE
};

static POLICY_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static POLICY_NAME_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&POLICY_NAME_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static POLICY_PARAMETER_LIST_TYPE: Constraint = Constraint { max: Some(50), ..Constraint::NONE };

static POLICY_PARAMETER_NAME_TYPE_PATTERN: Pattern = Pattern::new("[ -~]+");
pub(crate) static POLICY_PARAMETER_NAME_TYPE: Constraint = Constraint {
    min: Some(5),
    max: Some(256),
    pattern: Some(&POLICY_PARAMETER_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

static POLICY_PARAMETER_VALUE_TYPE_PATTERN: Pattern = Pattern::new("[ -~]+");
pub(crate) static POLICY_PARAMETER_VALUE_TYPE: Constraint =
    Constraint { pattern: Some(&POLICY_PARAMETER_VALUE_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static POLICY_PARAMETER_VALUES_LIST_TYPE: Constraint =
    Constraint { member: Some(&POLICY_PARAMETER_VALUE_TYPE), ..Constraint::NONE };

static POLICY_PATH_TYPE_PATTERN: Pattern = Pattern::new(r"((/[A-Za-z0-9\.,\+@=_-]+)*)/");
pub(crate) static POLICY_PATH_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(512), pattern: Some(&POLICY_PATH_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static POLICY_SCOPE_TYPE: Constraint =
    Constraint { values: &["All", "AWS", "Local"], ..Constraint::NONE };

static POLICY_VERSION_ID_TYPE_PATTERN: Pattern = Pattern::new(r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?");
pub(crate) static POLICY_VERSION_ID_TYPE: Constraint =
    Constraint { pattern: Some(&POLICY_VERSION_ID_TYPE_PATTERN), ..Constraint::NONE };

static PRIVATE_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new("[A-Z0-9]+");
pub(crate) static PRIVATE_KEY_ID_TYPE: Constraint = Constraint {
    min: Some(22),
    max: Some(64),
    pattern: Some(&PRIVATE_KEY_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

static PRIVATE_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static PRIVATE_KEY_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(16384),
    pattern: Some(&PRIVATE_KEY_TYPE_PATTERN),
    ..Constraint::NONE
};

static PUBLIC_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");
pub(crate) static PUBLIC_KEY_ID_TYPE: Constraint = Constraint {
    min: Some(20),
    max: Some(128),
    pattern: Some(&PUBLIC_KEY_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

static PUBLIC_KEY_MATERIAL_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static PUBLIC_KEY_MATERIAL_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(16384),
    pattern: Some(&PUBLIC_KEY_MATERIAL_TYPE_PATTERN),
    ..Constraint::NONE
};

static REDIRECT_URL_TYPE_PATTERN: Pattern =
    Pattern::new(r"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$");
pub(crate) static REDIRECT_URL_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(255),
    pattern: Some(&REDIRECT_URL_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static REPLACEMENT_VALUE_LIST_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(20), ..Constraint::NONE };

static REQUEST_MESSAGE_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
pub(crate) static REQUEST_MESSAGE_TYPE: Constraint =
    Constraint { max: Some(200), pattern: Some(&REQUEST_MESSAGE_TYPE_PATTERN), ..Constraint::NONE };

static REQUESTOR_WORKFLOW_ID_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+");
pub(crate) static REQUESTOR_WORKFLOW_ID_TYPE: Constraint = Constraint {
    min: Some(5),
    max: Some(400),
    pattern: Some(&REQUESTOR_WORKFLOW_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

static ROLE_DESCRIPTION_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
pub(crate) static ROLE_DESCRIPTION_TYPE: Constraint =
    Constraint { max: Some(1000), pattern: Some(&ROLE_DESCRIPTION_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static ROLE_MAX_SESSION_DURATION_TYPE: Constraint =
    Constraint { min: Some(3600), max: Some(43200), ..Constraint::NONE };

static ROLE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static ROLE_NAME_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(64), pattern: Some(&ROLE_NAME_TYPE_PATTERN), ..Constraint::NONE };

static SERIAL_NUMBER_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]+");
pub(crate) static SERIAL_NUMBER_TYPE: Constraint = Constraint {
    min: Some(9),
    max: Some(256),
    pattern: Some(&SERIAL_NUMBER_TYPE_PATTERN),
    ..Constraint::NONE
};

static SERVER_CERTIFICATE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static SERVER_CERTIFICATE_NAME_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(128),
    pattern: Some(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static SERVICE_NAMESPACE_LIST_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(200), member: Some(&SERVICE_NAMESPACE_TYPE), ..Constraint::NONE };

static SERVICE_NAMESPACE_TYPE_PATTERN: Pattern = Pattern::new(r"[\w-]*");
pub(crate) static SERVICE_NAMESPACE_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(64),
    pattern: Some(&SERVICE_NAMESPACE_TYPE_PATTERN),
    ..Constraint::NONE
};

static SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN: Pattern = Pattern::new(r"[\w]+");
pub(crate) static SERVICE_SPECIFIC_CREDENTIAL_ID: Constraint = Constraint {
    min: Some(20),
    max: Some(128),
    pattern: Some(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
    ..Constraint::NONE
};

pub(crate) static SESSION_DURATION_TYPE: Constraint =
    Constraint { min: Some(300), max: Some(43200), ..Constraint::NONE };

pub(crate) static SORT_KEY_TYPE: Constraint = Constraint {
    values: &[
        "SERVICE_NAMESPACE_ASCENDING",
        "SERVICE_NAMESPACE_DESCENDING",
        "LAST_AUTHENTICATED_TIME_ASCENDING",
        "LAST_AUTHENTICATED_TIME_DESCENDING",
    ],
    ..Constraint::NONE
};

pub(crate) static STATUS_TYPE: Constraint =
    Constraint { values: &["Active", "Inactive", "Expired"], ..Constraint::NONE };

pub(crate) static TAG_KEY_LIST_TYPE: Constraint =
    Constraint { max: Some(50), member: Some(&TAG_KEY_TYPE), ..Constraint::NONE };

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+");
pub(crate) static TAG_KEY_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&TAG_KEY_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static TAG_LIST_TYPE: Constraint = Constraint { max: Some(50), ..Constraint::NONE };

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*");
pub(crate) static TAG_VALUE_TYPE: Constraint =
    Constraint { min: Some(0), max: Some(256), pattern: Some(&TAG_VALUE_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static THUMBPRINT_LIST_TYPE: Constraint =
    Constraint { is_sparse: true, member: Some(&THUMBPRINT_TYPE), ..Constraint::NONE };

pub(crate) static THUMBPRINT_TYPE: Constraint =
    Constraint { min: Some(40), max: Some(40), ..Constraint::NONE };

static USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static USER_NAME_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(64), pattern: Some(&USER_NAME_TYPE_PATTERN), ..Constraint::NONE };

static VIRTUAL_MFA_DEVICE_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
pub(crate) static VIRTUAL_MFA_DEVICE_NAME: Constraint =
    Constraint { min: Some(1), pattern: Some(&VIRTUAL_MFA_DEVICE_NAME_PATTERN), ..Constraint::NONE };

/// All patterns, so that a test can see that each is understood.
#[cfg(test)]
pub(crate) static PATTERNS: &[&Pattern] = &[
    &ATTACHMENT_NAME_PATTERN,
    &SAML_PROVIDER_NAME_TYPE_PATTERN,
    &ACCESS_KEY_ID_TYPE_PATTERN,
    &ACCOUNT_ALIAS_TYPE_PATTERN,
    &ACCOUNT_ID_TYPE_PATTERN,
    &ACCOUNT_PROPERTY_KEY_TYPE_PATTERN,
    &AUTHENTICATION_CODE_TYPE_PATTERN,
    &CERTIFICATE_BODY_TYPE_PATTERN,
    &CERTIFICATE_CHAIN_TYPE_PATTERN,
    &CERTIFICATE_ID_TYPE_PATTERN,
    &CUSTOM_SUFFIX_TYPE_PATTERN,
    &DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN,
    &DELEGATION_REQUEST_ID_TYPE_PATTERN,
    &EXISTING_USER_NAME_TYPE_PATTERN,
    &GROUP_NAME_TYPE_PATTERN,
    &INSTANCE_PROFILE_NAME_TYPE_PATTERN,
    &MARKER_TYPE_PATTERN,
    &NOTES_TYPE_PATTERN,
    &NOTIFICATION_CHANNEL_TYPE_PATTERN,
    &ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN,
    &ORGANIZATIONS_POLICY_ID_TYPE_PATTERN,
    &OWNER_ID_TYPE_PATTERN,
    &PASSWORD_TYPE_PATTERN,
    &PATH_PREFIX_TYPE_PATTERN,
    &PATH_TYPE_PATTERN,
    &POLICY_DOCUMENT_TYPE_PATTERN,
    &POLICY_NAME_TYPE_PATTERN,
    &POLICY_PARAMETER_NAME_TYPE_PATTERN,
    &POLICY_PARAMETER_VALUE_TYPE_PATTERN,
    &POLICY_PATH_TYPE_PATTERN,
    &POLICY_VERSION_ID_TYPE_PATTERN,
    &PRIVATE_KEY_ID_TYPE_PATTERN,
    &PRIVATE_KEY_TYPE_PATTERN,
    &PUBLIC_KEY_ID_TYPE_PATTERN,
    &PUBLIC_KEY_MATERIAL_TYPE_PATTERN,
    &REDIRECT_URL_TYPE_PATTERN,
    &REQUEST_MESSAGE_TYPE_PATTERN,
    &REQUESTOR_WORKFLOW_ID_TYPE_PATTERN,
    &ROLE_DESCRIPTION_TYPE_PATTERN,
    &ROLE_NAME_TYPE_PATTERN,
    &SERIAL_NUMBER_TYPE_PATTERN,
    &SERVER_CERTIFICATE_NAME_TYPE_PATTERN,
    &SERVICE_NAMESPACE_TYPE_PATTERN,
    &SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN,
    &TAG_KEY_TYPE_PATTERN,
    &TAG_VALUE_TYPE_PATTERN,
    &USER_NAME_TYPE_PATTERN,
    &VIRTUAL_MFA_DEVICE_NAME_PATTERN,
];
