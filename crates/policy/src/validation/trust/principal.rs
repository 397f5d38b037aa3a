// SPDX-License-Identifier: Apache-2.0
//! The principals of trust policies: their grammar and their form. Whether they exist is for the caller to check.

use super::{grammar_fault, shared_provider, syntax_fault_at};
use crate::language::json::{Kind, Value};
use crate::language::{
    Effect, ParseErrorKind, PrincipalElement, PrincipalKind, PrincipalPattern, Statement, principal_of,
};
use crate::validation::MalformedPolicy;

/// Checks that the value of `Principal` or `NotPrincipal` can be read and is not empty.
pub(super) fn check_grammar(text: &str, value: &Value) -> Result<(), MalformedPolicy> {
    if matches!(&value.kind, Kind::Object(members) if members.is_empty()) {
        return Err(MalformedPolicy::new("Missing required field Principal cannot be empty!"));
    }
    principal_of(false, value).map(drop).map_err(|error| match (&error.kind, &value.kind) {
        // AWS reports an unknown key at its value.
        (ParseErrorKind::UnknownPrincipalKey(name), Kind::Object(members)) => {
            let member = members.iter().find(|member| member.key.value == *name);
            syntax_fault_at(text, member.map_or(value, |member| &member.value))
        }
        _ => grammar_fault(text, &error),
    })
}

/// Checks what a trust policy may say about principals (rules NP-5, P-3).
pub(super) fn check(statement: &Statement) -> Result<(), MalformedPolicy> {
    let Some(element) = &statement.principal else {
        return Err(MalformedPolicy::new("Missing required field Principal"));
    };
    if element.negated {
        return Err(MalformedPolicy::new(match statement.effect {
            Effect::Allow => "Allow with NotPrincipal is not allowed.",
            Effect::Deny => "AssumeRole policy must not contain NotPrincipal field.",
        }));
    }
    if element.bare_star {
        return Err(MalformedPolicy::new("AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"."));
    }
    if element.principals.is_empty() {
        return Err(MalformedPolicy::new(
            "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a \
             statement with no principals!",
        ));
    }
    for principal in &element.principals {
        check_form(&principal.value)?;
    }
    check_cognito(statement, element)?;
    shared_provider::check(statement, element)
}

fn check_form(principal: &PrincipalPattern) -> Result<(), MalformedPolicy> {
    let text = principal.text.as_str();
    let (kind, valid) = match principal.kind {
        PrincipalKind::Aws => ("AWS", is_aws_principal(text)),
        PrincipalKind::Service => ("SERVICE", is_domain_name(text)),
        PrincipalKind::CanonicalUser => ("CANONICAL_USER", false),
        PrincipalKind::Federated if is_provider_arn(text) || is_domain_name(text) => return Ok(()),
        PrincipalKind::Federated => {
            return Err(MalformedPolicy::new(
                "Federated principals must be valid domain names or SAML metadata ARNs",
            ));
        }
    };
    if valid {
        return Ok(());
    }
    Err(MalformedPolicy::new(format!("Invalid principal in policy: \"{kind}\":\"{text}\"")))
}

/// `*`, an account, an ARN of something that can call, or the unique id that a stored ARN became (rules P-2, P-6).
fn is_aws_principal(text: &str) -> bool {
    let is_id = |text: &str| text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if text == "*" || is_account(text) || (text.starts_with('A') && is_id(text)) {
        return true;
    }
    let Some((service, account, path)) = arn(text) else { return false };
    let named = |start: &str| {
        path.strip_prefix(start)
            .is_some_and(|name| !name.is_empty() && !name.starts_with('/') && !name.ends_with('/'))
    };
    is_account(account)
        && !path.contains(['*', '?'])
        && match service {
            "iam" => path == "root" || named("user/") || named("role/"),
            "sts" => named("federated-user/") || (named("assumed-role/") && path.split('/').count() == 3),
            _ => false,
        }
}

fn is_provider_arn(text: &str) -> bool {
    arn(text).is_some_and(|(service, account, path)| {
        let name = path.strip_prefix("saml-provider/").or_else(|| path.strip_prefix("oidc-provider/"));
        service == "iam"
            && is_account(account)
            && name.is_some_and(|name| !name.is_empty() && !name.contains('*'))
    })
}

/// Service, account and resource of an ARN that has a partition and no region, as those of IAM and STS.
fn arn(text: &str) -> Option<(&str, &str, &str)> {
    let mut fields = text.splitn(6, ':');
    let scheme = fields.next()?;
    let partition = fields.next()?;
    let service = fields.next()?;
    let region = fields.next()?;
    let account = fields.next()?;
    let resource = fields.next()?;
    (scheme == "arn" && partition.starts_with("aws") && region.is_empty())
        .then_some((service, account, resource))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Labels of letters, digits and hyphens, at least two, joined by dots.
fn is_domain_name(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.contains('.') && text.split('.').all(label)
}

/// Every identity pool of every account speaks through the one Cognito provider, so AWS asks for a condition.
fn check_cognito(statement: &Statement, element: &PrincipalElement) -> Result<(), MalformedPolicy> {
    let cognito = |principal: &PrincipalPattern| {
        principal.kind == PrincipalKind::Federated && principal.text == "cognito-identity.amazonaws.com"
    };
    let trusts =
        statement.effect == Effect::Allow && element.principals.iter().any(|one| cognito(&one.value));
    if trusts && statement.conditions.iter().all(|block| block.entries.is_empty()) {
        return Err(MalformedPolicy::new("A condition block must be present for the Cognito provider"));
    }
    Ok(())
}
