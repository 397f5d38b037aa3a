// SPDX-License-Identifier: Apache-2.0
//! Exchanges what a person granted to a client for what an application needs that signs its own requests: above all the
//! assertion of who the person is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::change::Change;
use portcullis_directory::record::SigningAlgorithm;

use super::audit::{Event, Name};
use super::client::SCOPE_ACCOUNT_ACCESS;
use super::failure::Failure;
use super::grant::Grant;
use super::request::Members;
use super::{Done, context_assertion};
use crate::access::{Access, Permission};
use crate::authorize::authorize;
use crate::caller::Caller;
use crate::context::Context;
use crate::door::Door;
use crate::handle::Transition;
use crate::issuer;
use crate::json::Json;
use crate::outside::Ask;
use crate::sign_in::answer::Answer;
use crate::signing::Order;

/// The service that requests are signed for.
const SIGNING_NAME: &str = "sso-oauth";

const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// The grant types that an application could be set up for, if there were applications.
const OTHER_GRANT_TYPES: [&str; 3] =
    ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer"];

/// What the answer gives, besides what the person granted.
const SCOPES: [&str; 4] = ["openid", "aws", "sts:identity_context", SCOPE_ACCOUNT_ACCESS];

/// How long an assertion of who the person is can be used, in seconds.
const ASSERTION_SECONDS: i64 = 300;

pub(super) fn create(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    event.named(Name::CreateTokenWithIam);
    let application = door.signer(SIGNING_NAME).map_err(|fault| Failure::of_signature(&fault))?;
    event.called(&application);
    let members = Members::read(door.incoming)?;
    let (client_id, grant_type) = (members.text("clientId")?, members.text("grantType")?);
    event.asked("clientId", client_id);
    event.asked("grantType", grant_type);
    require_application(client_id, &application)?;
    let cx = door.context(&application);
    let permission = Permission::new("sso-oauth:CreateTokenWithIAM", client_id);
    match authorize(&Access::one(permission), &cx) {
        Ok(decided) => event.authorized(&decided),
        Err(refused) => {
            event.authorized(&refused.authorizations);
            return Err(Failure::access_denied_because(refused.fault.message));
        }
    }
    if grant_type != TOKEN_EXCHANGE {
        let is_known = OTHER_GRANT_TYPES.contains(&grant_type);
        return Err(if is_known {
            Failure::unauthorized_client()
        } else {
            Failure::unsupported_grant_type()
        });
    }
    if members.texts("scope")?.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
        return Err(Failure::invalid_scope());
    }
    for (name, is_required) in [("subjectTokenType", true), ("requestedTokenType", false)] {
        let kind = if is_required { Some(members.text(name)?) } else { members.optional_text(name)? };
        if kind.is_some_and(|kind| kind != ACCESS_TOKEN) {
            return Err(Failure::invalid_request(format!("`{name}` must be `{ACCESS_TOKEN}`")));
        }
    }
    let invalid = || Failure::invalid_grant("Invalid grant provided");
    let subject = members.text("subjectToken")?;
    let grant = Grant::of_access_token(subject, door).ok_or_else(invalid)?;
    let person = grant.caller(door).ok_or_else(invalid)?;
    event.answered("onBehalfOf", person.user_id());
    answer(&grant, &person, client_id, &cx, door)
}

fn answer(
    grant: &Grant,
    person: &Caller,
    client_id: &str,
    cx: &Context<'_>,
    door: &Door<'_>,
) -> Result<Done, Failure> {
    let expires_at = grant.expires_at.min(door.now() + ASSERTION_SECONDS);
    let assertion = context_assertion::seal(grant, person, expires_at, door).ok_or_else(Failure::internal)?;
    let mut tokens = grant.access_token(door)?;
    tokens.set("issuedTokenType", Json::text(ACCESS_TOKEN));
    tokens.set("scope", Json::Array(SCOPES.iter().map(|scope| Json::text(*scope)).collect()));
    let mut changes = Vec::new();
    if let Some(id_token) = id_token(&assertion, person, client_id, expires_at, cx)? {
        tokens.set("idToken", Json::text(id_token.token));
        changes = id_token.changes;
    }
    tokens.set("awsAdditionalDetails", Json::object([("identityContext", Json::text(assertion))]));
    let transition = Transition::of(cx.caller, changes);
    Ok(Done { answer: Answer::json(tokens), transition, usage: None })
}

struct IdToken {
    token: String,
    /// What makes the keys that sign.
    changes: Vec<Change>,
}

/// A JSON Web Token of the application's account, if the account is an issuer of tokens.
fn id_token(
    assertion: &str,
    person: &Caller,
    client_id: &str,
    expires_at: i64,
    cx: &Context<'_>,
) -> Result<Option<IdToken>, Failure> {
    let federation = cx.account().settings().outbound_federation;
    let Some(issuer_id) = federation.issuer_id.filter(|_| federation.enabled) else { return Ok(None) };
    let changes = issuer::refresh_keys(cx).map_err(|_| Failure::internal())?;
    let key = issuer::signing_key(cx.account(), &changes, SigningAlgorithm::Rs256);
    let key = key.and_then(|key| Some((key.id.clone(), key.private.clone()?)));
    let (id, private) = key.ok_or_else(Failure::internal)?;
    let number = |seconds: i64| Json::Written(seconds.to_string());
    let header =
        Json::object([("kid", Json::text(id)), ("typ", Json::text("JWT")), ("alg", Json::text("RS256"))]);
    let payload = Json::object([
        ("iss", Json::text(issuer::url(&cx.settings.public_url, &issuer_id))),
        ("sub", Json::text(person.user_id())),
        ("aud", Json::text(client_id)),
        ("exp", number(expires_at)),
        ("iat", number(cx.now())),
        ("jti", Json::text(cx.moment.uuid())),
        ("sts:identity_context", Json::text(assertion)),
    ]);
    let input = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload.to_string()));
    let placeholder = format!("signature-{}", cx.moment.uuid());
    let token = format!("{input}.{placeholder}");
    let algorithm = SigningAlgorithm::Rs256;
    cx.moment.ask(Ask::Signature(Order { algorithm, private, input, placeholder }));
    Ok(Some(IdToken { token, changes }))
}

/// That a client id is the ARN of an application of the caller's account. What stands behind it is not looked up:
/// permissions name it.
fn require_application(client_id: &str, application: &Caller) -> Result<(), Failure> {
    let rest = client_id.strip_prefix("arn:aws:sso::").and_then(|rest| rest.split_once(":application/"));
    let is_name = |text: &str| {
        !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_own = rest.is_some_and(|(account, names)| {
        account == application.account.id().to_string()
            && names.split_once('/').is_some_and(|(instance, name)| is_name(instance) && is_name(name))
    });
    if is_own { Ok(()) } else { Err(Failure::invalid_client()) }
}
