// SPDX-License-Identifier: Apache-2.0
//! The condition keys that a provider's claims give, and under which names.
//!
//! AWS ignores all other claims. Those of the providers it knows can be tested while the role is assumed, those that
//! every provider has also in the session.

use portcullis_policy::evaluation::Context as Keys;

use super::claims::{Audience, Claims, values};
use super::members::Members;

/// The claims of a provider that AWS knows.
struct Known {
    /// The provider's host, in which a star stands for one or more labels.
    host: &'static str,
    /// How its path begins.
    path: &'static str,
    claims: &'static [&'static str],
}

const GITHUB: &[&str] = &[
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
];
const BUILDKITE: &[&str] = &[
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
];
const GITLAB: &[&str] = &[
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
];

const KNOWN: &[Known] = &[
    Known { host: "token.actions.githubusercontent.com", path: "", claims: GITHUB },
    Known { host: "token.actions.*.ghe.com", path: "", claims: GITHUB },
    Known { host: "github.com", path: "/enterprises/", claims: GITHUB },
    Known { host: "agent.buildkite.com", path: "", claims: BUILDKITE },
    Known { host: "agent.*.buildkite.dev", path: "", claims: BUILDKITE },
    Known { host: "agent.*.buildkite.site", path: "", claims: BUILDKITE },
    Known { host: "gitlab.com", path: "", claims: GITLAB },
    Known { host: "oidc.circleci.com", path: "/org/", claims: &["oidc.circleci.com/project-id"] },
    Known { host: "idcs-*.identity.oraclecloud.com", path: "", claims: &["rpst_id"] },
];

/// The keys that hold while a role is assumed.
pub(super) fn keys(url: &str, claims: &Claims, subject: &str, audience: &Audience) -> Keys {
    let mut keys = Keys::new();
    for (name, values) in session_keys(url, claims, subject, audience) {
        set(&mut keys, &name, values);
    }
    set(&mut keys, &format!("{url}:oaud"), audience.listed.clone());
    let of_provider = KNOWN.iter().find(|known| known.is(url)).map_or(&[][..], |known| known.claims);
    for name in ["email"].iter().chain(of_provider) {
        if let Some(values) = claims.values(name) {
            set(&mut keys, &format!("{url}:{name}"), values);
        }
    }
    // Google puts the number into an object.
    let organization = claims.0.get("google").and_then(Members::of);
    let number = organization.as_ref().and_then(|google| values(google.get("organization_number")?));
    if let Some(number) = number.filter(|_| url == "accounts.google.com") {
        set(&mut keys, &format!("{url}:google/organization_number"), number);
    }
    keys
}

/// The keys that hold in the session as well.
pub(super) fn session_keys(
    url: &str,
    claims: &Claims,
    subject: &str,
    audience: &Audience,
) -> Vec<(String, Vec<String>)> {
    let mut keys = vec![
        (format!("{url}:aud"), vec![audience.counted.clone()]),
        (format!("{url}:sub"), vec![subject.to_owned()]),
    ];
    keys.extend(claims.values("amr").map(|values| (format!("{url}:amr"), values)));
    keys
}

fn set(keys: &mut Keys, name: &str, values: Vec<String>) {
    match <[String; 1]>::try_from(values) {
        Ok([one]) => keys.set(name, one),
        Err(several) if several.is_empty() => {}
        Err(several) => keys.set_many(name, several),
    }
}

impl Known {
    fn is(&self, url: &str) -> bool {
        let (host, path) = url.split_at(url.find('/').unwrap_or(url.len()));
        let host_fits = match self.host.split_once('*') {
            None => host == self.host,
            Some((start, end)) => {
                let middle = host.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
                middle.is_some_and(|labels| !labels.is_empty())
            }
        };
        host_fits && path.starts_with(self.path)
    }
}
