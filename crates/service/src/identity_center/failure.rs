// SPDX-License-Identifier: Apache-2.0
//! Why a call comes to nothing: in JSON as AWS's two services write it, or on a page.

use portcullis_wire::Fault;

use crate::door::Door;
use crate::json::Json;
use crate::manner::Manner;
use crate::sign_in::answer::Answer;
use crate::sign_in::page::{FormAction, page, stop};

/// Why a call comes to nothing.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) status: u16,
    /// The exception as AWS's models name it.
    pub(super) exception: &'static str,
    /// The error as OAuth 2.0 names it; `None` at the portal.
    error: Option<&'static str>,
    pub(super) message: String,
    /// The page that tells it to a person: its title and its content.
    page: Option<(&'static str, String)>,
}

impl Failure {
    pub(super) fn answer(&self, manner: &Manner, door: &Door<'_>) -> Answer {
        match (&self.page, manner) {
            (Some((title, content)), _) => {
                page(self.status, title, content, FormAction::Own, door.base_path())
            }
            (None, Manner::Page(base_path)) => stop(self.status, &self.message, self.exception, base_path),
            (None, _) => self.in_json(),
        }
    }

    pub(super) fn in_json(&self) -> Answer {
        let body = match self.error {
            Some(error) => Json::object([
                ("error", Json::text(error)),
                ("error_description", Json::text(&*self.message)),
            ]),
            None => Json::object([
                ("message", Json::text(&*self.message)),
                ("__type", Json::text(format!("com.amazonaws.switchboard.portal#{}", self.exception))),
            ]),
        };
        Answer::of(self.status, "application/json", body.to_string())
            .with_header("x-amzn-ErrorType", format!("{}:", self.exception))
    }

    fn new(
        status: u16,
        exception: &'static str,
        error: Option<&'static str>,
        message: impl Into<String>,
    ) -> Self {
        Self { status, exception, error, message: message.into(), page: None }
    }

    pub(super) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidRequestException", Some("invalid_request"), message)
    }

    /// The client's id or secret is none of ours, or has expired.
    pub(super) fn invalid_client() -> Self {
        Self::new(401, "InvalidClientException", Some("invalid_client"), "Invalid client provided")
    }

    pub(super) fn invalid_client_metadata(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidClientMetadataException", Some("invalid_client_metadata"), message)
    }

    pub(super) fn invalid_redirect_uri(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidRedirectUriException", Some("invalid_redirect_uri"), message)
    }

    pub(super) fn invalid_grant(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidGrantException", Some("invalid_grant"), message)
    }

    pub(super) fn invalid_scope() -> Self {
        Self::new(400, "InvalidScopeException", Some("invalid_scope"), "Invalid scope provided")
    }

    /// The client did not register for this.
    pub(super) fn unauthorized_client() -> Self {
        let message = "The client is not registered for this grant type";
        Self::new(400, "UnauthorizedClientException", Some("unauthorized_client"), message)
    }

    pub(super) fn unsupported_grant_type() -> Self {
        let message = "Unsupported grant type provided";
        Self::new(400, "UnsupportedGrantTypeException", Some("unsupported_grant_type"), message)
    }

    pub(super) fn authorization_pending() -> Self {
        let message = "Authorization is still pending";
        Self::new(400, "AuthorizationPendingException", Some("authorization_pending"), message)
    }

    pub(super) fn slow_down(message: &str) -> Self {
        Self::new(400, "SlowDownException", Some("slow_down"), message)
    }

    /// The person refused.
    pub(super) fn access_denied() -> Self {
        Self::new(400, "AccessDeniedException", Some("access_denied"), "The request was denied")
    }

    /// The signer lacks the permission.
    pub(super) fn access_denied_because(message: String) -> Self {
        Self::new(400, "AccessDeniedException", Some("access_denied"), message)
    }

    /// The signature does not prove who calls, under the names that services with JSON have for that.
    pub(super) fn of_signature(fault: &Fault) -> Self {
        let exception = match &*fault.code {
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "ExpiredToken" => "ExpiredTokenException",
            "MissingAuthenticationToken" => "MissingAuthenticationTokenException",
            "IncompleteSignature" => "IncompleteSignatureException",
            _ => "AccessDeniedException",
        };
        Self::new(fault.status, exception, None, &*fault.message)
    }

    pub(super) fn expired_token() -> Self {
        Self::new(400, "ExpiredTokenException", Some("expired_token"), "The device code has expired")
    }

    pub(super) fn internal() -> Self {
        Self::new(500, "InternalServerException", Some("server_error"), "Try again")
    }

    /// The server cannot serve.
    pub(super) fn of_server(fault: &Fault) -> Self {
        Self::new(fault.status, "InternalServerException", Some("server_error"), &*fault.message)
    }

    /// The portal's word for what a request lacks.
    pub(super) fn portal_request(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidRequestException", None, message)
    }

    /// There is no session behind the bearer token, or no longer.
    pub(super) fn unauthorized() -> Self {
        Self::new(401, "UnauthorizedException", None, "Session token not found or invalid")
    }

    /// The account or the role is not assigned to the person, whether it exists or not.
    pub(super) fn no_access() -> Self {
        Self::new(403, "ForbiddenException", None, "No access")
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, "UnknownOperationException", None, "There is nothing under this path.")
    }

    pub(super) fn method() -> Self {
        Self::new(405, "UnknownOperationException", None, "This path does not take this method.")
    }

    /// The same, told by the portal.
    #[must_use]
    pub(super) fn of_portal(self) -> Self {
        Self { error: None, ..self }
    }

    /// The same, told by a page.
    #[must_use]
    pub(super) fn on_page(self, status: u16, title: &'static str, content: String) -> Self {
        Self { status, page: Some((title, content)), ..self }
    }

    /// The same under another name in the records.
    #[must_use]
    pub(super) fn named(self, exception: &'static str) -> Self {
        Self { exception, ..self }
    }
}
