// SPDX-License-Identifier: Apache-2.0
//! What a policy must be besides a policy, by what it is used as.

use portcullis_directory::quota::Quota;
use portcullis_policy::language::{Document, Effect, Statement};
use portcullis_policy::validation::{WriteKind, counted_size, validate_write};

use super::Finding;

/// What `--kind` takes.
pub(in crate::policy_cli) const KINDS: [&str; 7] =
    ["identity", "managed", "session", "trust", "resource", "scp", "rcp"];

/// What a policy is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy_cli) enum Kind {
    /// A policy that IAM or STS takes: it refuses what this function refuses.
    Written(WriteKind),
    /// A policy attached to a resource.
    Resource,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
}

/// The longest session policy, in characters, white space counted: STS's own limit of the parameter.
const SESSION_POLICY_CHARACTERS_MAX: usize = 2_048;

impl Kind {
    /// The kind of one of [`KINDS`].
    pub(in crate::policy_cli) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "identity" => Self::Written(WriteKind::InlinePolicy),
            "managed" => Self::Written(WriteKind::ManagedPolicy),
            "session" => Self::Written(WriteKind::SessionPolicy),
            "trust" => Self::Written(WriteKind::TrustPolicy),
            "resource" => Self::Resource,
            "scp" => Self::Scp,
            "rcp" => Self::Rcp,
            _ => return None,
        })
    }

    /// What is wrong with a document that can be read.
    pub(super) fn check(self, text: &str, document: &Document) -> Vec<Finding> {
        match self {
            Self::Written(kind) => check_write(text, kind),
            Self::Resource => each(document, resource_fault),
            Self::Scp => each(document, scp_fault),
            Self::Rcp => each(document, rcp_fault),
        }
    }
}

/// The refusal is AWS's own and names no place, so it stands at the beginning of the document.
fn check_write(text: &str, kind: WriteKind) -> Vec<Finding> {
    let offset = text.len() - text.trim_ascii_start().len();
    let (size, quota) = match kind {
        WriteKind::SessionPolicy => (text.chars().count(), SESSION_POLICY_CHARACTERS_MAX),
        WriteKind::ManagedPolicy => (counted_size(text), default(Quota::PolicySize)),
        WriteKind::TrustPolicy => (counted_size(text), default(Quota::AssumeRolePolicySize)),
        // Of users, groups and roles, roles may have the most; it is for all inline policies together.
        WriteKind::InlinePolicy => (counted_size(text), default(Quota::RolePolicySize)),
    };
    let mut findings = Vec::new();
    if let Err(refusal) = validate_write(text, kind) {
        findings.push(Finding { message: format!("MalformedPolicyDocument: {refusal}"), offset });
    }
    if size > quota {
        let message = format!("the document has {size} characters that count, the default quota is {quota}");
        findings.push(Finding { message, offset });
    }
    findings
}

fn default(quota: Quota) -> usize {
    usize::try_from(quota.default_number()).unwrap_or(usize::MAX)
}

fn each(document: &Document, fault: fn(&Statement) -> Option<Finding>) -> Vec<Finding> {
    document.statements.iter().filter_map(fault).collect()
}

fn at(offset: usize, message: &str) -> Option<Finding> {
    Some(Finding { message: message.to_owned(), offset })
}

/// Rule S-8.
fn resource_fault(statement: &Statement) -> Option<Finding> {
    match &statement.principal {
        None => at(
            statement.span.start,
            "a statement of a resource policy must say whom it means: `Principal` is missing",
        ),
        Some(_) => None,
    }
}

/// Rule NP-5.
fn scp_fault(statement: &Statement) -> Option<Finding> {
    match (&statement.principal, &statement.resource) {
        (Some(principal), _) => at(
            principal.span.start,
            "a service control policy names no principals: `Principal` must be left out",
        ),
        (None, None) => at(statement.span.start, "element `Resource` is missing"),
        (None, Some(_)) => None,
    }
}

/// Rules RCP-1 and NP-5. AWS's own policy that allows everything has the only Allow.
fn rcp_fault(statement: &Statement) -> Option<Finding> {
    let start = statement.span.start;
    let Some(principal) = &statement.principal else {
        return at(start, "element `Principal` is missing");
    };
    let names_everybody = principal.principals.iter().all(|named| named.value.text == "*");
    if principal.negated || !names_everybody {
        return at(principal.span.start, "the principal of a resource control policy must be `*`");
    }
    if statement.action.negated {
        return at(start, "a resource control policy has no `NotAction`");
    }
    if statement.resource.is_none() {
        return at(start, "element `Resource` is missing");
    }
    let is_full_access = statement.conditions.is_empty()
        && statement.action.patterns.iter().all(|pattern| pattern.value == "*")
        && statement.resource.as_ref().is_some_and(|resource| {
            !resource.negated && resource.patterns.iter().all(|pattern| pattern.value == "*")
        });
    if statement.effect == Effect::Allow && !is_full_access {
        return at(start, "a resource control policy allows nothing but everything: `Effect` must be `Deny`");
    }
    None
}
