// SPDX-License-Identifier: Apache-2.0
//! May this principal do this? Decided as calls of IAM are, with what the asker knows of the request.

use portcullis_policy::evaluation::Context as Keys;
use portcullis_policy::language::Document;
use serde_json::Value;

use super::audit::{Event, Name};
use super::{permit, target};
use crate::access::Permission;
use crate::authorize::{Question, answer};
use crate::caller::Caller;
use crate::context::Context;
use crate::json::Json;
use crate::sign_in::answer::Refusal;
use crate::sign_in::request::Members;

const KNOWN: [&str; 7] =
    ["principal", "sessionToken", "action", "resource", "resourceAccount", "context", "resourcePolicy"];

/// The most bytes of a resource policy: more than any of AWS's.
const POLICY_BYTES_MAX: usize = 32 * 1_024;

pub(super) fn decide(cx: &Context<'_>, body: &[u8], event: &mut Event) -> Result<Json, Refusal> {
    event.named(Name::Decide);
    let members = Members::parse(body, &KNOWN)?;
    let (action, resource) = (members.text("action")?, members.text("resource")?);
    let target = match (members.optional_text("principal")?, members.optional_text("sessionToken")?) {
        (Some(arn), None) => target::named(arn, cx),
        (None, Some(token)) => target::of_session(token, cx),
        _ => return Err(Refusal::invalid("give either `principal` or `sessionToken`")),
    };
    // Who may not ask learns nothing of who exists: the permission is asked for on what was named.
    let named = members
        .optional_text("principal")?
        .map_or_else(|| target.as_ref().map_or_else(|| "*".to_owned(), Caller::arn), str::to_owned);
    permit(Permission::new("portcullis:Decide", named), cx)?;
    let target = target.ok_or_else(|| {
        Refusal::new(404, "NoSuchPrincipal", "There is no such principal or session in this account.")
    })?;
    let policy = resource_policy(&members)?;
    event.asked(&target, action, resource);
    let question = Question {
        action,
        resource,
        resource_account: members.optional_text("resourceAccount")?,
        resource_policy: policy.as_ref(),
        keys: keys(&members)?,
    };
    let inner = Context { caller: &target, ..*cx };
    let (decision, explanation) = answer(&question, &inner).map_err(|fault| Refusal::of_fault(&fault))?;
    event.decided(&decision);
    let matched = decision.matched.iter().map(|found| {
        Json::object([
            ("layer", Json::text(found.layer.name())),
            ("policy", Json::text(&*found.policy)),
            ("statement", Json::Number(found.statement)),
            ("sid", Json::optional(found.sid.as_deref())),
            ("effect", Json::text(found.effect.name())),
        ])
    });
    let blocked_by = decision.blocked_by.iter().map(|layer| Json::text(layer.name()));
    Ok(Json::object([
        ("decision", Json::text(decision.outcome.name())),
        ("principal", Json::text(target.arn())),
        ("blockedBy", Json::Array(blocked_by.collect())),
        ("matched", Json::Array(matched.collect())),
        ("explanation", Json::text(explanation.to_string())),
    ]))
}

fn resource_policy(members: &Members) -> Result<Option<Document>, Refusal> {
    let Some(given) = members.value("resourcePolicy") else { return Ok(None) };
    let text = match given {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.len() > POLICY_BYTES_MAX {
        return Err(Refusal::invalid(format!("`resourcePolicy` has more than {POLICY_BYTES_MAX} bytes")));
    }
    Document::parse(&text)
        .map(Some)
        .map_err(|error| Refusal::invalid(format!("`resourcePolicy` is not a policy: {error}")))
}

/// The condition keys that the asker knows: each a text, or texts.
fn keys(members: &Members) -> Result<Keys, Refusal> {
    let mut keys = Keys::new();
    let given = match members.value("context") {
        None => return Ok(keys),
        Some(Value::Object(given)) => given,
        Some(_) => return Err(Refusal::invalid("member `context` is not an object")),
    };
    for (key, value) in given {
        if is_of_principal(key) {
            return Err(Refusal::invalid(format!("`{key}` is known of the principal and cannot be given")));
        }
        match value {
            Value::Array(values) => {
                let texts: Option<Vec<String>> = values.iter().map(text).collect();
                keys.set_many(key, texts.ok_or_else(|| wrong(key))?);
            }
            one => keys.set(key, text(one).ok_or_else(|| wrong(key))?),
        }
    }
    Ok(keys)
}

/// Whether a key tells who the principal is, which the server knows and the asker does not say.
fn is_of_principal(key: &str) -> bool {
    const WHOLE: [&str; 5] =
        ["aws:userid", "aws:username", "aws:tokenissuetime", "aws:sourceidentity", "aws:federatedprovider"];
    let key = key.to_ascii_lowercase();
    WHOLE.contains(&key.as_str())
        || key.starts_with("aws:principal")
        || key.starts_with("aws:multifactorauth")
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

fn wrong(key: &str) -> Refusal {
    Refusal::invalid(format!(
        "the value of `{key}` in `context` is no text, number or boolean, and no array of them"
    ))
}
