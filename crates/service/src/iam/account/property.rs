// SPDX-License-Identifier: Apache-2.0
//! The account's properties: AWS knows one, in a namespace of its own.

use std::collections::{BTreeMap, BTreeSet};

use portcullis_directory::Refusal;
use portcullis_wire::Fault;

use crate::access::Permission;
use crate::operation::refused;

/// The only namespace there is.
pub(crate) const NAMESPACE: &str = "RoleManager";

/// The only property in it.
pub(crate) const ROLE_MANAGER_ENABLED: &str = "RoleManager/Enabled";

/// The namespace in a property's key.
pub(crate) fn namespace(key: &str) -> &str {
    key.split('/').next().unwrap_or(key)
}

/// With `iam:AccountPropertyNamespaces`, each namespace once.
pub(crate) fn on_namespaces<'a>(
    mut permission: Permission,
    namespaces: impl IntoIterator<Item = &'a str>,
) -> Permission {
    let namespaces: BTreeSet<&str> = namespaces.into_iter().collect();
    let namespaces = namespaces.into_iter().map(str::to_owned).collect();
    permission.keys.set_many("iam:AccountPropertyNamespaces", namespaces);
    permission
}

/// What a request sets the one property to.
///
/// # Errors
/// A key has the wrong form, the keys are of several namespaces or of an unknown one, or the value is no truth value.
pub(crate) fn role_manager_enabled(properties: &BTreeMap<String, String>) -> Result<bool, Fault> {
    let mut first = None;
    for key in properties.keys() {
        let mut parts = key.split('/');
        let (space, name, rest) = (parts.next(), parts.next(), parts.next());
        if space.is_none_or(str::is_empty) || name.is_none_or(str::is_empty) || rest.is_some() {
            return invalid(format!("Property key must be in format Namespace/PropertyName: {key}"));
        }
        if first.is_some() && first != space {
            return invalid("All properties must belong to the same namespace".to_owned());
        }
        first = space;
    }
    let space = first.unwrap_or_default();
    if space != NAMESPACE {
        return invalid(format!("Unsupported namespace: {space}"));
    }
    match properties.get(ROLE_MANAGER_ENABLED).map(String::as_str) {
        Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(_) => invalid("Enabled must be 'true' or 'false'".to_owned()),
        None => invalid("RoleManager namespace requires Enabled property".to_owned()),
    }
}

fn invalid<T>(message: String) -> Result<T, Fault> {
    Err(refused(Refusal::InvalidInput(message)))
}
