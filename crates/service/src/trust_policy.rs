// SPDX-License-Identifier: Apache-2.0
//! Principals in stored trust policies: users and roles stand there by unique id (rule P-6), so that deleting
//! one and making another of its name does not give the new one the old one's trust.

use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::PolicyDocument;
use portcullis_directory::{Account, Directory, arn};
use portcullis_policy::language::{Document, PrincipalKind, PrincipalPattern, Span};
use portcullis_policy::validation::{WriteKind, counted_size, validate_write};
use portcullis_wire::{Fault, faults};

use crate::context::Context;

/// A trust policy as a caller wrote it, in the language of policies. Whom it names is not yet known to exist.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    text: &'a str,
    document: Document,
}

/// Reads a trust policy that a caller wrote.
///
/// # Errors
/// The document is not one that IAM takes.
pub(crate) fn read(text: &str) -> Result<Written<'_>, Fault> {
    let document = validate_write(text, WriteKind::TrustPolicy);
    let document = document.map_err(|malformed| faults::malformed_policy_document(malformed.message))?;
    Ok(Written { text, document })
}

impl Written<'_> {
    /// The form that is stored.
    ///
    /// # Errors
    /// The document is too long, or names a user or role that does not exist.
    pub(crate) fn store(&self, cx: &Context<'_>) -> Result<PolicyDocument, Fault> {
        // What counts is the text that was written, not the unique ids that take the place of ARNs (rule G-6).
        let quota = Quota::AssumeRolePolicySize;
        let number = cx.account().quota(quota);
        if counted_size(self.text) > number {
            let message = format!("Cannot exceed quota for {}: {number}", quota.as_str());
            return Err(faults::limit_exceeded(message));
        }
        let replaced = replace(self.text, &self.document, |principal| resolve(principal, cx.directory))?;
        Ok(PolicyDocument::new(replaced))
    }
}

/// The text of a stored trust policy as callers see it: with ARNs, except of those who are gone.
pub(crate) fn show(stored: &PolicyDocument, directory: &Directory) -> String {
    let Ok(document) = stored.parsed() else { return stored.text().to_owned() };
    let shown = replace(stored.text(), document, |principal| {
        Ok(match principal.kind {
            PrincipalKind::Aws => arn_of(&UniqueId::new(principal.text.as_str()), directory),
            _ => None,
        })
    });
    shown.unwrap_or_else(|_| stored.text().to_owned())
}

/// The source with some of its principals replaced; what is not replaced stays to the byte.
fn replace(
    source: &str,
    document: &Document,
    replacement: impl Fn(&PrincipalPattern) -> Result<Option<String>, Fault>,
) -> Result<String, Fault> {
    let mut edits: Vec<(Span, String)> = Vec::new();
    for principal in document.statements.iter().filter_map(|statement| statement.principal.as_ref()) {
        for named in &principal.principals {
            if let Some(text) = replacement(&named.value)? {
                edits.push((named.span, text));
            }
        }
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut replaced = String::with_capacity(source.len());
    let mut copied = 0;
    for (span, text) in edits {
        replaced.push_str(source.get(copied..span.start).unwrap_or_default());
        // ARNs and unique ids hold nothing that JSON escapes.
        replaced.push('"');
        replaced.push_str(&text);
        replaced.push('"');
        copied = span.end;
    }
    replaced.push_str(source.get(copied..).unwrap_or_default());
    Ok(replaced)
}

/// The unique id that stands for a principal; `None` if the principal is stored as it was written.
fn resolve(principal: &PrincipalPattern, directory: &Directory) -> Result<Option<String>, Fault> {
    if principal.kind != PrincipalKind::Aws || principal.text == "*" {
        return Ok(None);
    }
    let text = principal.text.as_str();
    if text.parse::<AccountId>().is_ok() {
        return Ok(None);
    }
    let invalid =
        || faults::malformed_policy_document(format!("Invalid principal in policy: \"AWS\":\"{text}\""));
    if text.starts_with("AIDA") || text.starts_with("AROA") {
        return arn_of(&UniqueId::new(text), directory).map(|_| None).ok_or_else(invalid);
    }
    let parts = arn::parse(text).ok_or_else(invalid)?;
    let id: AccountId = parts.account.parse().map_err(|_| invalid())?;
    if text == arn::root(id) {
        // Whether an account exists elsewhere cannot be known here, and one that is not here cannot call.
        return Ok(None);
    }
    let account = directory.account(id).ok_or_else(invalid)?;
    match (parts.service, parts.kind) {
        ("iam", "user") => {
            let user =
                account.users.named(parts.name).filter(|user| user.arn(id) == text).ok_or_else(invalid)?;
            Ok(Some(user.id.to_string()))
        }
        ("iam", "role") => {
            let role =
                account.roles.named(parts.name).filter(|role| role.arn(id) == text).ok_or_else(invalid)?;
            Ok(Some(role.id.to_string()))
        }
        // Sessions have no unique id to stand for them. What is named must have the form that theirs have.
        ("sts", "assumed-role") => {
            is_session_of_role(account, &parts, text).then_some(None).ok_or_else(invalid)
        }
        ("sts", "federated-user") => {
            let is_session = !parts.name.is_empty() && arn::federated_user(id, parts.name) == text;
            is_session.then_some(None).ok_or_else(invalid)
        }
        _ => Err(invalid()),
    }
}

/// Whether an ARN is that of a session of a role that is there. The role's path is not part of it.
fn is_session_of_role(account: &Account, parts: &arn::Parts<'_>, text: &str) -> bool {
    let role = parts.path.strip_prefix('/').and_then(|path| path.strip_suffix('/'));
    let role = role.and_then(|name| account.roles.named(name));
    role.is_some_and(|role| {
        !parts.name.is_empty() && arn::assumed_role(account.id(), &role.name, parts.name) == text
    })
}

/// The ARN of the user or role with this unique id, if there is one.
fn arn_of(id: &UniqueId, directory: &Directory) -> Option<String> {
    let account = directory.account(id.account()?)?;
    let user = account.users.get(id).map(|user| user.arn(account.id()));
    user.or_else(|| account.roles.get(id).map(|role| role.arn(account.id())))
}
