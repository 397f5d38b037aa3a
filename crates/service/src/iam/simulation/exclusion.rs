// SPDX-License-Identifier: Apache-2.0
//! Policies that a simulation is to leave out.

use portcullis_wire::iam::{InlinePolicyIdentifierType, PolicyIdentifier};
use portcullis_wire::{Fault, faults};

use crate::principal_policies::{HeldPolicy, Origin, PrincipalPolicies};

const AWS_MANAGED: &str = "arn:aws:iam::aws:policy/";

/// Leaves out the policies of these identifiers.
///
/// # Errors
/// An identifier names a policy in no way, or in several.
pub(super) fn exclude(
    held: PrincipalPolicies,
    identifiers: &[PolicyIdentifier],
) -> Result<PrincipalPolicies, Fault> {
    for identifier in identifiers {
        let ways = [
            identifier.policy_type.is_some(),
            identifier.policy_arn.is_some(),
            identifier.inline_policy_identifier.is_some(),
        ];
        if ways.into_iter().filter(|is_used| *is_used).count() != 1 {
            return Err(faults::invalid_input(
                "A policy identifier must specify exactly one of PolicyType, PolicyArn, or InlinePolicyIdentifier.",
            ));
        }
    }
    let PrincipalPolicies { mut identity, boundary } = held;
    identity.retain(|policy| !identifiers.iter().any(|identifier| names(identifier, policy)));
    // Only its kind leaves out a boundary, even where an ARN leaves out the same policy among the others.
    let is_kept = !identifiers
        .iter()
        .any(|identifier| identifier.policy_type.as_deref() == Some("permission-boundary"));
    Ok(PrincipalPolicies { identity, boundary: boundary.filter(|_| is_kept) })
}

fn names(identifier: &PolicyIdentifier, policy: &HeldPolicy) -> bool {
    let is_of_aws = policy.name.starts_with(AWS_MANAGED);
    let by_type = match (identifier.policy_type.as_deref(), &policy.origin) {
        (Some("inline"), Origin::Inline { .. }) => true,
        (Some("aws-managed"), Origin::Managed) => is_of_aws,
        (Some("user-managed"), Origin::Managed) => !is_of_aws,
        _ => false,
    };
    let by_arn = policy.origin == Origin::Managed && identifier.policy_arn.as_ref() == Some(&policy.name);
    let inline = identifier.inline_policy_identifier.as_ref();
    by_type || by_arn || inline.is_some_and(|inline| names_inline(inline, &policy.origin))
}

fn names_inline(identifier: &InlinePolicyIdentifierType, origin: &Origin) -> bool {
    let Origin::Inline { kind, owner, name } = origin else { return false };
    identifier.attachment_type == *kind
        && identifier.attachment_name.eq_ignore_ascii_case(owner)
        && identifier.policy_name.eq_ignore_ascii_case(name)
}
