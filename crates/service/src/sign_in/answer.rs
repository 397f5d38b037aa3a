// SPDX-License-Identifier: Apache-2.0
//! What the steps answer: JSON, a page, or a redirection, with a cookie where a session began or ended.

use std::borrow::Cow;

use portcullis_wire::{Fault, HttpResponse};

use super::NOT_PROVEN;
use super::oauth2::OAuth2Error;
use crate::handle::Transition;
use crate::json::Json;

const JSON: &str = "application/json";

/// An answer.
pub(crate) struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
    headers: Vec<(Cow<'static, str>, String)>,
}

/// Why a step goes no further.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// What changes all the same: a wrong code is remembered.
    pub(crate) transition: Option<Transition>,
    /// A cookie that is set all the same: what is over is forgotten.
    pub(crate) cookie: Option<String>,
    /// The error as OAuth 2.0 names it, where that is what the client understands.
    pub(super) oauth2_error: Option<OAuth2Error>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), transition: None, cookie: None, oauth2_error: None }
    }

    /// A refusal in the form of AWS's OAuth 2.0 operations.
    pub(super) fn oauth2(error: OAuth2Error, message: impl Into<String>) -> Self {
        Self { oauth2_error: Some(error), ..Self::new(error.status(), error.code(), message) }
    }

    /// A fault of IAM, told in this form.
    pub(crate) fn of_fault(fault: &Fault) -> Self {
        // The codes of faults are fixed texts; one that is not is none of those that are told here.
        let code = match &fault.code {
            Cow::Borrowed(code) => code,
            Cow::Owned(_) => "InternalFailure",
        };
        Self::new(fault.status, code, &*fault.message)
    }

    /// The request is not what the step takes.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidRequest", message)
    }

    /// Who it is was not proven. The words are the same whatever was wrong, so that nobody learns which names exist.
    pub(crate) fn not_proven() -> Self {
        Self::new(401, NOT_PROVEN, "Your authentication information is incorrect. Please try again.")
    }

    /// The continuation is none of ours, has expired, or its account has moved on.
    pub(crate) fn stale() -> Self {
        Self::new(401, "ContinuationExpired", "Sign in again from the beginning.")
    }

    /// There is no session, or it has ended.
    pub(crate) fn no_session() -> Self {
        Self::new(401, "NoSession", "There is no session. Sign in first.")
    }

    /// A provider vouches for somebody, but for no role.
    pub(crate) fn no_role() -> Self {
        Self::new(403, "NoRole", "Your identity provider grants you no role of this installation.")
    }

    pub(crate) fn unavailable() -> Self {
        Self::new(503, "ServiceUnavailable", "Try again.")
    }
}

impl Answer {
    pub(crate) fn json(body: Json) -> Self {
        Self::of(200, JSON, body.to_string())
    }

    pub(crate) fn of(status: u16, content_type: &'static str, body: String) -> Self {
        Self { status, content_type, body, headers: Vec::new() }
    }

    /// Sends a browser elsewhere, with a GET whatever it came with.
    pub(crate) fn redirect(location: &str) -> Self {
        Self::of(302, JSON, String::new()).with_header("location", location)
    }

    pub(crate) fn refusal(refusal: &Refusal) -> Self {
        let Some(error) = refusal.oauth2_error else {
            return Self::error(refusal.status, refusal.code, &refusal.message);
        };
        let body =
            Json::object([("error", Json::text(error.name())), ("message", Json::text(&*refusal.message))]);
        Self::of(refusal.status, JSON, body.to_string()).with_header("x-amzn-errortype", refusal.code)
    }

    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        let error = Json::object([("code", Json::text(code)), ("message", Json::text(message))]);
        Self::of(status, JSON, Json::object([("error", error)]).to_string())
    }

    #[must_use]
    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With what sets a cookie.
    #[must_use]
    pub(super) fn with_cookie(self, cookie: String) -> Self {
        self.with_header("set-cookie", cookie)
    }

    pub(crate) fn into_response(self, request_id: &str) -> HttpResponse {
        let mut headers = vec![
            ("x-amzn-RequestId".into(), request_id.to_owned()),
            ("content-type".into(), self.content_type.to_owned()),
            ("cache-control".into(), "no-store".to_owned()),
        ];
        headers.extend(self.headers);
        HttpResponse { status: self.status, headers, body: self.body.into_bytes() }
    }
}
