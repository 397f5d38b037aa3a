// SPDX-License-Identifier: Apache-2.0
//! Managed policies as answers show them.

use portcullis_directory::Account;
use portcullis_directory::managed_policy_catalogue::AwsManagedPolicy;
use portcullis_directory::record::Policy;
use portcullis_wire::{Timestamp, iam};

use crate::iam::policy::subject::Managed;

/// A policy with what every answer shows: neither its description nor its tags.
pub(crate) fn policy_shape(policy: Managed<'_>, account: &Account) -> iam::Policy {
    match policy {
        Managed::Customer(policy) => customer_shape(policy, account),
        Managed::Aws(policy) => aws_shape(policy, account),
    }
}

/// A customer managed policy with what every answer shows.
pub(crate) fn customer_shape(policy: &Policy, account: &Account) -> iam::Policy {
    let arn = policy.arn(account.id());
    iam::Policy {
        policy_name: Some(policy.name.clone()),
        policy_id: Some(policy.id.to_string()),
        path: Some(policy.path.clone()),
        default_version_id: Some(version_id(policy.default_version)),
        create_date: Some(Timestamp(policy.created_at)),
        update_date: Some(Timestamp(policy.updated_at)),
        ..usage(arn, true, account)
    }
}

fn aws_shape(policy: AwsManagedPolicy<'_>, account: &Account) -> iam::Policy {
    iam::Policy {
        policy_name: Some(policy.name().to_owned()),
        policy_id: Some(policy.id()),
        path: Some(policy.path().to_owned()),
        default_version_id: policy.default_version().map(|version| version_id(version.number())),
        create_date: Some(Timestamp(policy.create_date())),
        update_date: Some(Timestamp(policy.update_date())),
        ..usage(policy.arn(), policy.is_attachable(), account)
    }
}

/// What the account makes of a policy.
fn usage(arn: String, is_attachable: bool, account: &Account) -> iam::Policy {
    iam::Policy {
        attachment_count: Some(count(account.attachments(&arn))),
        permissions_boundary_usage_count: Some(count(account.boundary_usages(&arn))),
        is_attachable: Some(is_attachable),
        arn: Some(arn),
        ..iam::Policy::default()
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).unwrap_or(i32::MAX)
}

/// A version's number as ids of versions have it.
pub(crate) fn version_id(number: u32) -> String {
    format!("v{number}")
}
