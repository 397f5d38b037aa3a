// SPDX-License-Identifier: Apache-2.0
//! One request: read from JSON, then decided.

use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{ContextView, EffectivePolicies, PlainRequest};
use portcullis_policy::evaluation::{Authority, Context, Decision, Principal};
use portcullis_policy::explanation::Explanation;
use portcullis_policy::language::json::{Kind, Value};

use super::members::{Fault, bounded, members, required, text, wrong_kind};
use super::policies::Documents;
use super::principal::{self, is_account};

/// The member that every request has and no object within a request.
pub(super) const ACTION: &str = "action";

/// The most condition keys that a request may have.
pub(super) const KEYS_MAX: usize = 1_024;

/// The most values that a condition key may have.
pub(super) const VALUES_MAX: usize = 1_024;

/// A request with the policies that bear on it.
#[derive(Debug)]
pub(super) struct Question {
    principal: Principal,
    action: String,
    resource: String,
    resource_account: Option<String>,
    context: Context,
    wildcard_only_action: bool,
    documents: Documents,
}

/// The value that the answer repeats, as it stands in the request: a text or a number.
pub(super) fn id(value: &Value) -> Option<&Value> {
    let Kind::Object(members) = &value.kind else { return None };
    let id = members.iter().find(|member| member.key.value == "id").map(|member| &member.value)?;
    matches!(id.kind, Kind::Text(_) | Kind::Number(_)).then_some(id)
}

impl Question {
    /// Reads a request.
    pub(super) fn read(value: &Value) -> Result<Self, Fault> {
        let known = ["id", "principal", ACTION, "resource", "context", "wildcardOnlyAction", "policies"];
        let [id, principal, action, resource, context, wildcard_only, policies] =
            members(value, "request", known)?;
        match id.map(|id| (id, &id.kind)) {
            None | Some((_, Kind::Number(_))) => {}
            Some((id, Kind::Text(text))) => drop(bounded(id, text, "id")?),
            Some((id, _)) => return Err(wrong_kind(id, "id", "a text or a number")),
        }
        let context = context.map(read_context).transpose()?.unwrap_or_default();
        let principal = principal::read(required(principal, value, "principal")?, &context)?;
        let action = read_action(required(action, value, ACTION)?)?;
        let resource = required(resource, value, "resource")?;
        let (resource, resource_account) = read_resource(resource)?;
        let wildcard_only_action = match wildcard_only.map(|value| (value, &value.kind)) {
            // What the catalogue does not know, it cannot speak of.
            None => Catalogue::embedded().action(action).is_some_and(|action| action.wildcard_only()),
            Some((_, Kind::Boolean(given))) => *given,
            Some((value, _)) => return Err(wrong_kind(value, "wildcardOnlyAction", "a boolean")),
        };
        Ok(Self {
            principal,
            action: action.to_owned(),
            resource,
            resource_account,
            context,
            wildcard_only_action,
            documents: policies.map(Documents::read).transpose()?.unwrap_or_default(),
        })
    }

    /// Decides it.
    pub(super) fn decide(&self) -> Decision {
        self.effective().decision_plain(&self.request())
    }

    /// Decides it, and says why.
    pub(super) fn explain(&self) -> Explanation {
        self.effective().explain(&self.request())
    }

    fn effective(&self) -> EffectivePolicies {
        self.documents.effective(self.principal.clone(), self.authority())
    }

    fn request(&self) -> PlainRequest<'_> {
        PlainRequest {
            action: &self.action,
            resource: &self.resource,
            resource_account: self.resource_account.as_deref(),
            context: ContextView::Context(&self.context),
            wildcard_only_action: self.wildcard_only_action,
        }
    }

    /// Trust policies and key policies must allow even within the account (rules T-1 and K-1).
    fn authority(&self) -> Authority {
        let service = self.action.split(':').next().unwrap_or_default();
        let mut pieces = self.resource.splitn(6, ':').skip(2);
        let (owner, kind) = (pieces.next().unwrap_or_default(), pieces.nth(2).unwrap_or_default());
        let is_assumed = service.eq_ignore_ascii_case("sts") && owner == "iam" && kind.starts_with("role/");
        let is_key = owner == "kms" && kind.starts_with("key/");
        if is_assumed || is_key { Authority::Required } else { Authority::Ordinary }
    }
}

fn read_action(value: &Value) -> Result<&str, Fault> {
    let action = text(value, ACTION)?;
    let is_one = action.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty() && !name.is_empty() && !action.contains(['*', '?']) && !name.contains(':')
    });
    if is_one {
        return Ok(action);
    }
    let message = format!(
        "action `{}` must be one permission such as `s3:GetObject`, without wildcards",
        action.escape_debug()
    );
    Err(Fault::at(value, message))
}

/// The ARN and the account that owns what it names: the one given, or else the one in the ARN.
fn read_resource(value: &Value) -> Result<(String, Option<String>), Fault> {
    let [arn, account] = members(value, "resource", ["arn", "account"])?;
    let at = required(arn, value, "arn")?;
    let arn = text(at, "resource.arn")?;
    if arn != "*" && !(arn.starts_with("arn:") && arn.splitn(6, ':').count() == 6) {
        let message = format!("resource `{}` must be an ARN or `*`", arn.escape_debug());
        return Err(Fault::at(at, message));
    }
    let account = match account {
        Some(value) => {
            let account = text(value, "resource.account")?;
            // What AWS itself owns, such as its managed policies, has this word for an account.
            if account != "aws" && !is_account(account) {
                let message = format!("account `{}` must be twelve digits", account.escape_debug());
                return Err(Fault::at(value, message));
            }
            Some(account)
        }
        None => arn.split(':').nth(4).filter(|account| is_account(account)),
    };
    Ok((arn.to_owned(), account.map(str::to_owned)))
}

fn read_context(value: &Value) -> Result<Context, Fault> {
    let Kind::Object(found) = &value.kind else { return Err(wrong_kind(value, "context", "an object")) };
    if found.len() > KEYS_MAX {
        return Err(Fault::at(value, format!("`context` has more than {KEYS_MAX} keys")));
    }
    let mut context = Context::new();
    for member in found {
        let (key, value) = (member.key.value.as_str(), &member.value);
        let fault = |message: String| Fault { message, offset: member.key.span.start };
        if key.is_empty() {
            return Err(fault("a condition key is empty".to_owned()));
        }
        bounded(value, key, "context")?;
        if context.get(key).is_some() {
            // Their letter case does not tell keys apart (rule C-2).
            return Err(fault(format!("condition key `{}` occurs twice", key.escape_debug())));
        }
        match &value.kind {
            Kind::Array(values) if values.len() > VALUES_MAX => {
                return Err(fault(format!("`{}` has more than {VALUES_MAX} values", key.escape_debug())));
            }
            Kind::Array(values) => {
                let values: Result<_, _> = values.iter().map(|value| scalar(value, key)).collect();
                context.set_many(key, values?);
            }
            _ => context.set(key, scalar(value, key)?),
        }
    }
    Ok(context)
}

/// A value as the text that policies compare.
fn scalar(value: &Value, key: &str) -> Result<String, Fault> {
    Ok(match &value.kind {
        Kind::Text(text) | Kind::Number(text) => bounded(value, text, key)?.to_owned(),
        Kind::Boolean(boolean) => boolean.to_string(),
        _ => return Err(wrong_kind(value, key, "a text, number or boolean, or an array of them")),
    })
}
