// SPDX-License-Identifier: Apache-2.0
//! What the agent answers.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::{Response, StatusCode};
use serde_json::json;

use super::holder::Held;

pub(super) struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
    /// The life of a metadata token, which its answer repeats.
    ttl: Option<u32>,
}

impl Answer {
    pub(super) fn text(body: impl Into<String>) -> Self {
        Self { status: 200, content_type: "text/plain", body: body.into(), ttl: None }
    }

    pub(super) fn token(token: String, ttl: u32) -> Self {
        Self { ttl: Some(ttl), ..Self::text(token) }
    }

    pub(super) fn json(body: &serde_json::Value) -> Self {
        Self { status: 200, content_type: "application/json", body: body.to_string(), ttl: None }
    }

    /// A status alone, as the metadata service has it.
    pub(super) fn status(status: u16) -> Self {
        let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        Self { status, ..Self::text(reason.unwrap_or_default()) }
    }

    pub(super) fn container(held: &Held) -> Self {
        let keys = &held.session.keys;
        Self::json(&json!({
            "RoleArn": held.role_arn,
            "AccessKeyId": keys.id,
            "SecretAccessKey": *keys.secret,
            "Token": keys.token,
            "Expiration": held.session.expiration,
        }))
    }

    pub(super) fn container_error(status: u16, code: &str, message: &str) -> Self {
        Self { status, ..Self::json(&json!({"code": code, "message": message})) }
    }

    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(self.body)));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(self.content_type));
        if let Some(ttl) = self.ttl {
            headers.insert("x-aws-ec2-metadata-token-ttl-seconds", ttl.into());
        }
        response
    }
}

/// Compares two secrets in a time that does not tell how much of them is alike.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}
