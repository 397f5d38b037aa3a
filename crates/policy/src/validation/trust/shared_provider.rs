// SPDX-License-Identifier: Apache-2.0
//! Providers that many customers share, each told apart by a claim only: a trust policy must look at it. These are the
//! identity-provider controls of IAM's user guide.

use crate::language::{ConditionEntry, Effect, PrincipalElement, PrincipalKind, Statement, Test};
use crate::validation::MalformedPolicy;

/// A provider, by its URL without `https://`, and what tells its customers apart: claims, or a key of STS.
struct Shared {
    url: &'static str,
    /// Whether what stands below the URL is the provider's, too.
    with_paths: bool,
    keys: &'static [&'static str],
}

const fn shared(url: &'static str, keys: &'static [&'static str]) -> Shared {
    Shared { url, with_paths: false, keys }
}

const SHARED: [Shared; 21] = [
    // Enterprises of GitHub may have paths of their own.
    Shared {
        url: "token.actions.githubusercontent.com",
        with_paths: true,
        keys: &["sub", "job_workflow_ref"],
    },
    shared("agent.buildkite.com", &["sub"]),
    shared("api.pulumi.com/oidc", &["aud"]),
    shared("app.terraform.io", &["sub"]),
    shared("gitlab.com", &["sub"]),
    shared("oidc-configuration.audit-log.githubusercontent.com", &["sub"]),
    shared("oidc.codefresh.io", &["sub"]),
    shared("oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", &["sub"]),
    shared("oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb", &["sub"]),
    shared("oidc.vercel.com", &["aud"]),
    shared("proidc.upbound.io", &["sub"]),
    shared("rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7", &["sub"]),
    shared("rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr", &["sub"]),
    shared("rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg", &["sub"]),
    shared("rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26", &["sub"]),
    shared("sandboxes.cloud", &["aud"]),
    shared("scalr.io", &["sub"]),
    shared("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", &["sts:RoleSessionName"]),
    shared("studio.datachain.ai/api", &["sub"]),
    shared("tokens.cloud.shisho.dev", &["sub"]),
    shared("vstoken.actions.githubusercontent.com", &["sub"]),
];

/// Refuses trust in a shared provider without regard to whose customer somebody is.
pub(super) fn check(statement: &Statement, element: &PrincipalElement) -> Result<(), MalformedPolicy> {
    if statement.effect != Effect::Allow {
        return Ok(());
    }
    let federated = element.principals.iter().filter(|one| one.value.kind == PrincipalKind::Federated);
    for principal in federated.map(|one| one.value.text.as_str()) {
        let Some((_, url)) = principal.split_once(":oidc-provider/") else { continue };
        let Some(found) = SHARED.iter().find(|one| one.is(url)) else { continue };
        let keys: Vec<String> = found.keys.iter().map(|key| key_of(url, key)).collect();
        if !keys.iter().any(|key| is_scoped(statement, key)) {
            return Err(MalformedPolicy::new(format!(
                "Trust policy with trusted principal {principal} must evaluate, using StringEquals, StringLike or \
                 StringEqualsIgnoreCase, {} which is not scoped to all.",
                keys.join(" or ")
            )));
        }
    }
    Ok(())
}

fn key_of(url: &str, key: &str) -> String {
    if key.contains(':') { key.to_owned() } else { format!("{url}:{key}") }
}

/// Whether some condition compares the key, and with no value that lets everything through.
fn is_scoped(statement: &Statement, key: &str) -> bool {
    let comparing = statement.conditions.iter().filter(|block| {
        let test = block.operator.test;
        !block.operator.if_exists
            && matches!(test, Test::StringEquals | Test::StringLike | Test::StringEqualsIgnoreCase)
    });
    let mut entries = comparing.flat_map(|block| &block.entries);
    entries.any(|entry| entry.key.value.eq_ignore_ascii_case(key) && !lets_all_through(entry))
}

fn lets_all_through(entry: &ConditionEntry) -> bool {
    let is_all = |text: &str| text.bytes().all(|byte| byte == b'*');
    entry.values.is_empty() || entry.values.iter().any(|value| is_all(&value.value.text))
}

impl Shared {
    fn is(&self, url: &str) -> bool {
        match url.strip_prefix(self.url) {
            Some(rest) => rest.is_empty() || (self.with_paths && rest.starts_with('/')),
            None => false,
        }
    }
}
