// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! What the STS API demands of the values in its requests.

use crate::constraint::Constraint;
use crate::pattern::Pattern;

pub(crate) static PROVIDED_CONTEXTS_LIST_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(5), ..Constraint::NONE };

pub(crate) static ROOT_DURATION_SECONDS_TYPE: Constraint =
    Constraint { min: Some(0), max: Some(900), ..Constraint::NONE };

pub(crate) static SAML_ASSERTION_TYPE: Constraint =
    Constraint { min: Some(4), max: Some(100000), ..Constraint::NONE };

pub(crate) static TARGET_PRINCIPAL_TYPE: Constraint =
    Constraint { min: Some(12), max: Some(2048), ..Constraint::NONE };

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]*");
pub(crate) static ACCESS_KEY_ID_TYPE: Constraint = Constraint {
    min: Some(16),
    max: Some(128),
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

static ARN_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+");
pub(crate) static ARN_TYPE: Constraint =
    Constraint { min: Some(20), max: Some(2048), pattern: Some(&ARN_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static CLIENT_TOKEN_TYPE: Constraint =
    Constraint { min: Some(4), max: Some(20000), ..Constraint::NONE };

pub(crate) static CONTEXT_ASSERTION_TYPE: Constraint =
    Constraint { min: Some(4), max: Some(2048), ..Constraint::NONE };

pub(crate) static DURATION_SECONDS_TYPE: Constraint =
    Constraint { min: Some(900), max: Some(129600), ..Constraint::NONE };

pub(crate) static ENCODED_MESSAGE_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(10240), ..Constraint::NONE };

static EXTERNAL_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@:\/-]*");
pub(crate) static EXTERNAL_ID_TYPE: Constraint = Constraint {
    min: Some(2),
    max: Some(1224),
    pattern: Some(&EXTERNAL_ID_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static JWT_ALGORITHM_TYPE: Constraint =
    Constraint { min: Some(5), max: Some(5), ..Constraint::NONE };

pub(crate) static MINIMUM_SESSION_TOKEN_SIZE_TYPE: Constraint =
    Constraint { min: Some(0), max: Some(4096), ..Constraint::NONE };

pub(crate) static ROLE_DURATION_SECONDS_TYPE: Constraint =
    Constraint { min: Some(900), max: Some(43200), ..Constraint::NONE };

static ROLE_SESSION_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");
pub(crate) static ROLE_SESSION_NAME_TYPE: Constraint = Constraint {
    min: Some(2),
    max: Some(64),
    pattern: Some(&ROLE_SESSION_NAME_TYPE_PATTERN),
    ..Constraint::NONE
};

static SERIAL_NUMBER_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]*");
pub(crate) static SERIAL_NUMBER_TYPE: Constraint = Constraint {
    min: Some(9),
    max: Some(256),
    pattern: Some(&SERIAL_NUMBER_TYPE_PATTERN),
    ..Constraint::NONE
};

static SESSION_POLICY_DOCUMENT_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static SESSION_POLICY_DOCUMENT_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(2048),
    pattern: Some(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
    ..Constraint::NONE
};

static SOURCE_IDENTITY_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");
pub(crate) static SOURCE_IDENTITY_TYPE: Constraint = Constraint {
    min: Some(2),
    max: Some(64),
    pattern: Some(&SOURCE_IDENTITY_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static TAG_KEY_LIST_TYPE: Constraint =
    Constraint { max: Some(50), member: Some(&TAG_KEY_TYPE), ..Constraint::NONE };

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+");
pub(crate) static TAG_KEY_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(128), pattern: Some(&TAG_KEY_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static TAG_LIST_TYPE: Constraint = Constraint { max: Some(50), ..Constraint::NONE };

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*");
pub(crate) static TAG_VALUE_TYPE: Constraint =
    Constraint { min: Some(0), max: Some(256), pattern: Some(&TAG_VALUE_TYPE_PATTERN), ..Constraint::NONE };

static TOKEN_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]*");
pub(crate) static TOKEN_CODE_TYPE: Constraint =
    Constraint { min: Some(6), max: Some(6), pattern: Some(&TOKEN_CODE_TYPE_PATTERN), ..Constraint::NONE };

static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
pub(crate) static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE: Constraint = Constraint {
    min: Some(1),
    pattern: Some(&UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
    ..Constraint::NONE
};

pub(crate) static URL_TYPE: Constraint = Constraint { min: Some(4), max: Some(2048), ..Constraint::NONE };

static USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");
pub(crate) static USER_NAME_TYPE: Constraint =
    Constraint { min: Some(2), max: Some(32), pattern: Some(&USER_NAME_TYPE_PATTERN), ..Constraint::NONE };

pub(crate) static WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE: Constraint = Constraint {
    min: Some(1),
    max: Some(10),
    member: Some(&WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE),
    ..Constraint::NONE
};

pub(crate) static WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE: Constraint =
    Constraint { min: Some(1), max: Some(1000), ..Constraint::NONE };

pub(crate) static WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE: Constraint =
    Constraint { min: Some(60), max: Some(3600), ..Constraint::NONE };

/// All patterns, so that a test can see that each is understood.
#[cfg(test)]
pub(crate) static PATTERNS: &[&Pattern] = &[
    &ACCESS_KEY_ID_TYPE_PATTERN,
    &ARN_TYPE_PATTERN,
    &EXTERNAL_ID_TYPE_PATTERN,
    &ROLE_SESSION_NAME_TYPE_PATTERN,
    &SERIAL_NUMBER_TYPE_PATTERN,
    &SESSION_POLICY_DOCUMENT_TYPE_PATTERN,
    &SOURCE_IDENTITY_TYPE_PATTERN,
    &TAG_KEY_TYPE_PATTERN,
    &TAG_VALUE_TYPE_PATTERN,
    &TOKEN_CODE_TYPE_PATTERN,
    &UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_PATTERN,
    &USER_NAME_TYPE_PATTERN,
];
