// SPDX-License-Identifier: Apache-2.0
//! Makes a signed token that tells a service outside who the caller is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::arn;
use portcullis_directory::record::{SigningAlgorithm, Tags};
use portcullis_wire::sts::{GetWebIdentityTokenRequest, GetWebIdentityTokenResponse};
use portcullis_wire::{Fault, Secret, Timestamp, faults};

use crate::access::{Access, Permission};
use crate::caller::Identity;
use crate::context::Context;
use crate::issuer::{self, CLAIMS_NAMESPACE};
use crate::json::Json;
use crate::operation::{Operation, Outcome};
use crate::outside::Ask;
use crate::session::read_tags;
use crate::signing::Order;

const SECONDS_DEFAULT: i32 = 300;

/// The most bytes of a token's payload. AWS does not tell its number; a token of more does not fit into the header of
/// a request to most servers.
const PAYLOAD_BYTES_MAX: usize = 8_192;

impl Operation for GetWebIdentityTokenRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let resource = format!("arn:{}:sts::{}:self", arn::PARTITION, cx.account().id());
        let tags = || self.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
        let mut permission = Permission::on_list("sts:GetWebIdentityToken", &*resource)
            .key("sts:DurationSeconds", self.seconds().to_string())
            .key("sts:SigningAlgorithm", &*self.signing_algorithm)
            .request_tags(tags());
        permission.keys.set_many("sts:IdentityTokenAudience", self.audience.clone());
        let mut permissions = vec![permission];
        if tags().next().is_some() {
            permissions
                .push(Permission::on_list("sts:TagGetWebIdentityToken", resource).request_tags(tags()));
        }
        Access::Requires(permissions)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetWebIdentityTokenResponse>, Fault> {
        let algorithm = SigningAlgorithm::parse(&self.signing_algorithm).ok_or_else(|| {
            faults::validation_error("SigningAlgorithm must be one of the following: RS256, ES384")
        })?;
        let tags = read_tags(self.tags.as_deref())?;
        let federation = cx.account().settings().outbound_federation;
        let issuer_id = federation.issuer_id.filter(|_| federation.enabled).ok_or_else(|| {
            faults::outbound_web_identity_federation_disabled_exception(
                "The outbound web identity federation feature is not enabled for this account. To use this feature, \
                 you must first enable it through the AWS Management Console or API.",
            )
        })?;
        let expires_at = cx.now() + i64::from(self.seconds());
        if cx.caller.session.as_ref().is_some_and(|session| expires_at > session.expires_at) {
            return Err(faults::session_duration_escalation_exception(
                "The requested token duration would extend the session beyond its original expiration time. You \
                 cannot use this operation to extend the lifetime of a session beyond what was originally granted.",
            ));
        }
        let payload = self.payload(cx, &issuer_id, expires_at, &tags).to_string();
        if payload.len() > PAYLOAD_BYTES_MAX {
            return Err(faults::jwt_payload_size_exceeded_exception(
                "The requested token payload size exceeds the maximum allowed size. Reduce the number of request tags \
                 included in the GetWebIdentityToken API call to reduce the token payload size.",
            ));
        }
        // A key that has signed for long enough is replaced by the first call that would sign with it.
        let changes = issuer::refresh_keys(cx)?;
        let key = issuer::signing_key(cx.account(), &changes, algorithm);
        let (id, private) = key
            .and_then(|key| Some((key.id.clone(), key.private.clone()?)))
            .ok_or_else(faults::internal_failure)?;
        let header = Json::object([
            ("kid", Json::text(id)),
            ("typ", Json::text("JWT")),
            ("alg", Json::text(algorithm.as_str())),
        ]);
        let input = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload));
        let placeholder = format!("signature-{}", cx.moment.uuid());
        let token = Secret::new(format!("{input}.{placeholder}"));
        cx.moment.ask(Ask::Signature(Order { algorithm, private, input, placeholder }));
        let response = GetWebIdentityTokenResponse {
            web_identity_token: Some(token),
            expiration: Some(Timestamp(expires_at)),
        };
        Ok(Outcome::write(response, changes))
    }
}

trait Claims {
    fn seconds(&self) -> i32;
    fn payload(&self, cx: &Context<'_>, issuer_id: &str, expires_at: i64, tags: &Tags) -> Json;
}

impl Claims for GetWebIdentityTokenRequest {
    fn seconds(&self) -> i32 {
        self.duration_seconds.unwrap_or(SECONDS_DEFAULT)
    }

    fn payload(&self, cx: &Context<'_>, issuer_id: &str, expires_at: i64, tags: &Tags) -> Json {
        let audience = match self.audience.as_slice() {
            [one] => Json::text(one.as_str()),
            several => Json::Array(several.iter().map(|one| Json::text(one.as_str())).collect()),
        };
        Json::object([
            ("aud", audience),
            ("sub", Json::text(principal_arn(cx))),
            (CLAIMS_NAMESPACE, claims_of_caller(cx, tags)),
            ("iss", Json::text(issuer::url(&cx.settings.public_url, issuer_id))),
            ("exp", seconds(expires_at)),
            ("iat", seconds(cx.now())),
            ("jti", Json::text(cx.moment.uuid())),
        ])
    }
}

/// What AWS says of the caller: who, from where, with which tags, and until when the session lasts.
fn claims_of_caller(cx: &Context<'_>, request_tags: &Tags) -> Json {
    let mut claims = Json::object([
        ("aws_account", Json::text(cx.account().id().to_string())),
        ("source_region", Json::text(cx.origin.region)),
        ("principal_id", Json::text(principal_arn(cx))),
    ]);
    if let Some(session) = &cx.caller.session {
        claims.set("original_session_exp", Json::text(Timestamp(session.expires_at).to_string()));
        if let Some(identity) = &session.source_identity {
            claims.set("source_identity", Json::text(&**identity));
        }
    }
    for (name, tags) in [("principal_tags", &cx.caller.principal_tags()), ("request_tags", request_tags)] {
        if !tags.is_empty() {
            let members = tags.iter().map(|tag| (tag.key.to_string().into(), Json::text(&*tag.value)));
            claims.set(name, Json::Object(members.collect()));
        }
    }
    claims
}

/// The ARN of the entity: for a session that of its role.
fn principal_arn(cx: &Context<'_>) -> String {
    match &cx.caller.identity {
        Identity::Role { role, .. } => role.arn(cx.account().id()),
        Identity::Root | Identity::User(_) | Identity::Federated { .. } | Identity::Proven(_) => {
            cx.caller.arn()
        }
    }
}

fn seconds(at: i64) -> Json {
    Json::Number(usize::try_from(at).unwrap_or_default())
}
