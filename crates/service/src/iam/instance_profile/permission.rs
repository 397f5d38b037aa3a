// SPDX-License-Identifier: Apache-2.0
//! Permissions on instance profiles, with the condition keys that come from the profile itself.

use portcullis_directory::arn;

use crate::access::Permission;
use crate::context::Context;

/// A permission on the instance profile of this name; one that does not exist is asked for at the root of all paths.
pub(crate) fn on_instance_profile(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account();
    match account.instance_profiles.named(name) {
        Some(profile) => Permission::new(action, profile.arn(account.id())).resource_tags(&profile.tags),
        None => Permission::new(action, arn::instance_profile(account.id(), "/", name)),
    }
}
