// SPDX-License-Identifier: Apache-2.0
//! Permissions on server certificates, with the condition keys that come from the certificate itself.

use portcullis_directory::arn;

use crate::access::Permission;
use crate::context::Context;

/// A permission on the server certificate of this name; one that does not exist is asked for at the root of all paths.
pub(super) fn on_server_certificate(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account();
    match account.server_certificates.named(name) {
        Some(found) => Permission::new(action, found.arn(account.id())).resource_tags(&found.tags),
        None => Permission::new(action, arn::server_certificate(account.id(), "/", name)),
    }
}
