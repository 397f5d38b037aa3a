// SPDX-License-Identifier: Apache-2.0
//! What an account requires of its managed policies and their versions.

use super::{Account, Refusal};
use crate::quota::Quota;
use crate::record::{Policy, PolicyVersion};

impl Account {
    /// That nothing stands in the way of deleting a policy.
    ///
    /// # Errors
    /// It is attached, or is a permissions boundary, or has more versions than one.
    pub fn require_policy_unused(&self, policy: &Policy) -> Result<(), Refusal> {
        let arn = policy.arn(self.id());
        // To AWS, being a permissions boundary is a way of being attached.
        if self.attachments(&arn).next().is_some() || self.boundary_usages(&arn).next().is_some() {
            return Err(Refusal::DeleteConflict("Cannot delete a policy attached to entities.".to_owned()));
        }
        if self.versions(&policy.id).nth(1).is_some() {
            return Err(Refusal::DeleteConflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's \
                 versions. The default version is deleted with the policy."
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// That a policy can be given one more version.
    ///
    /// # Errors
    /// It has as many as a policy may have, or the account has.
    pub fn require_room_for_version(&self, policy: &Policy) -> Result<(), Refusal> {
        let versions_max = self.quota(Quota::VersionsPerPolicy);
        if self.versions(&policy.id).count() >= versions_max {
            return Err(Refusal::LimitExceeded(format!(
                "A managed policy can have up to {versions_max} versions. Before you create a new version, you must \
                 delete an existing version."
            )));
        }
        self.require_room(Quota::PolicyVersionsInUse, self.versions_count())
    }

    /// That a version of a policy can be deleted.
    ///
    /// # Errors
    /// It is the default version.
    pub fn require_version_unused(&self, policy: &Policy, version: &PolicyVersion) -> Result<(), Refusal> {
        if version.number == policy.default_version {
            let message = "Cannot delete the default version of a policy.".to_owned();
            return Err(Refusal::DeleteConflict(message));
        }
        Ok(())
    }
}
