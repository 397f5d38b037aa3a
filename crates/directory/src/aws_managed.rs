// SPDX-License-Identifier: Apache-2.0
//! AWS managed policies as every account sees them: shared, and each parsed at most once.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use crate::managed_policy_catalogue::AwsManagedPolicies;
use crate::record::PolicyDocument;

static DEFAULT_DOCUMENTS: LazyLock<BTreeMap<String, OnceLock<Option<PolicyDocument>>>> =
    LazyLock::new(|| {
        AwsManagedPolicies::embedded().iter().map(|policy| (policy.arn(), OnceLock::new())).collect()
    });

/// Whether AWS has a managed policy of this ARN.
pub(crate) fn exists(arn: &str) -> bool {
    AwsManagedPolicies::embedded().get(arn).is_some()
}

/// The document in force of the AWS managed policy of this ARN.
pub(crate) fn default_document(arn: &str) -> Option<PolicyDocument> {
    DEFAULT_DOCUMENTS.get(arn)?.get_or_init(|| read(arn)).clone()
}

fn read(arn: &str) -> Option<PolicyDocument> {
    let text = AwsManagedPolicies::embedded().get(arn)?.default_version()?.document().ok()?;
    Some(PolicyDocument::new(text))
}
