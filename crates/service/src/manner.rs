// SPDX-License-Identifier: Apache-2.0
//! How endpoints tell what goes wrong: each has clients that understand one form only.

use portcullis_wire::{Fault, HttpResponse, Service};

use crate::identity_center;
use crate::sign_in;
use crate::sign_in::answer::Answer;

/// How an endpoint tells that a call comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// In XML, as AWS's Query services do.
    Query(Service),
    /// In JSON, as the APIs of this server's own do.
    Json,
    /// As AWS Sign-In's CreateOAuth2Token does.
    OAuth2,
    /// As IAM Identity Center's token service does.
    Tokens,
    /// As IAM Identity Center's portal does.
    Portal,
    /// On a page for a person. What stands before this server's paths in a browser belongs to it.
    Page(String),
}

impl Manner {
    /// The answer that tells of a fault which no operation knows: one of the server that serves them.
    pub fn tell(&self, fault: &Fault, request_id: &str) -> HttpResponse {
        let answer = match self {
            Self::Query(service) => return HttpResponse::fault(fault, *service, request_id),
            Self::Json => Answer::error(fault.status, &fault.code, &fault.message),
            Self::OAuth2 => sign_in::oauth2_fault(fault),
            Self::Tokens => identity_center::tokens_fault(fault),
            Self::Portal => identity_center::portal_fault(fault),
            Self::Page(base_path) => sign_in::page::fault(fault, base_path),
        };
        answer.into_response(request_id)
    }
}
