// SPDX-License-Identifier: Apache-2.0
//! The errors of AWS Sign-In's OAuth 2.0 operations, as its model names them.

/// Why no token is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign_in) enum OAuth2Error {
    TokenExpired,
    AuthCodeExpired,
    UserCredentialsChanged,
    InsufficientPermissions,
    InvalidRequest,
    ServerError,
    ServiceUnavailable,
}

impl OAuth2Error {
    /// The error of a server that cannot serve: not now, or for a defect.
    pub(in crate::sign_in) fn of_server(status: u16) -> Self {
        if status == 503 { Self::ServiceUnavailable } else { Self::ServerError }
    }

    /// The member `error` of the answer.
    pub(in crate::sign_in) fn name(self) -> &'static str {
        match self {
            Self::TokenExpired => "TOKEN_EXPIRED",
            Self::AuthCodeExpired => "AUTHCODE_EXPIRED",
            Self::UserCredentialsChanged => "USER_CREDENTIALS_CHANGED",
            Self::InsufficientPermissions => "INSUFFICIENT_PERMISSIONS",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::ServerError => "server_error",
            Self::ServiceUnavailable => "service_unavailable",
        }
    }

    /// The exception that it is told as.
    pub(in crate::sign_in) fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "ValidationException",
            Self::ServerError => "InternalServerException",
            Self::ServiceUnavailable => "ServiceUnavailableException",
            _ => "AccessDeniedException",
        }
    }

    /// The HTTP status.
    pub(in crate::sign_in) fn status(self) -> u16 {
        match self {
            Self::TokenExpired | Self::AuthCodeExpired => 401,
            Self::UserCredentialsChanged | Self::InsufficientPermissions => 403,
            Self::InvalidRequest => 400,
            Self::ServerError => 500,
            Self::ServiceUnavailable => 503,
        }
    }
}
