// SPDX-License-Identifier: Apache-2.0
//! Remembers the keys that signatures are made with, so that a caller's second call is verified quicker.
//!
//! A key follows from its secret and its scope alone. Whether it is remembered changes no reply.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use portcullis_directory::record::SecretAccessKey;
use portcullis_wire::sigv4::{self, Options, Presented, SigningKey};
use portcullis_wire::{Fault, HttpRequest};

/// Keys of callers who have proven their signature.
#[derive(Default)]
pub struct SigningKeys(RwLock<BTreeMap<String, Vec<Known>>>);

struct Known {
    secret: SecretAccessKey,
    date: String,
    region: String,
    service: String,
    key: Arc<SigningKey>,
}

/// How many access keys are remembered. Beyond that all are forgotten: deriving them again takes microseconds.
const ACCESS_KEYS_MAX: usize = 8_192;

/// How many scopes of an access key are remembered.
const SCOPES_MAX: usize = 4;

impl SigningKeys {
    /// Whether the secret made the request's signature.
    ///
    /// # Errors
    /// As [`sigv4::verify`].
    pub(crate) fn verify(
        &self,
        request: &HttpRequest<'_>,
        presented: &Presented,
        secret: &SecretAccessKey,
        now: i64,
        options: &Options<'_>,
    ) -> Result<(), Fault> {
        let Presented { date, region, service, .. } = presented;
        let derive = || SigningKey::derive(secret.expose().as_bytes(), date, region, service);
        if let Some(key) = self.known(presented, secret) {
            return sigv4::verify_with(request, presented, &key, now, options).inspect_err(|_| {
                // A refusal takes as long as that of a key that does not exist.
                std::hint::black_box(derive());
            });
        }
        let key = derive();
        sigv4::verify_with(request, presented, &key, now, options)?;
        self.remember(presented, secret, key);
        Ok(())
    }

    fn known(&self, presented: &Presented, secret: &SecretAccessKey) -> Option<Arc<SigningKey>> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = keys.get(&presented.access_key_id)?.iter().find(|known| known.is_of(presented))?;
        (known.secret == *secret).then(|| Arc::clone(&known.key))
    }

    fn remember(&self, presented: &Presented, secret: &SecretAccessKey, key: SigningKey) {
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= ACCESS_KEYS_MAX && !keys.contains_key(&presented.access_key_id) {
            keys.clear();
        }
        let scopes = keys.entry(presented.access_key_id.clone()).or_default();
        scopes.retain(|known| !known.is_of(presented));
        if scopes.len() >= SCOPES_MAX {
            scopes.remove(0);
        }
        let Presented { date, region, service, .. } = presented.clone();
        scopes.push(Known { secret: secret.clone(), date, region, service, key: Arc::new(key) });
    }
}

impl Known {
    fn is_of(&self, presented: &Presented) -> bool {
        let Presented { date, region, service, .. } = presented;
        (&self.date, &self.region, &self.service) == (date, region, service)
    }
}

impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKeys(…)")
    }
}

#[cfg(test)]
mod tests {
    use portcullis_wire::sigv4::{Credentials, Scope};

    use super::*;

    const NOW: i64 = 1_700_000_000;

    /// A request that `id` signs with `secret` for a region.
    fn signed(id: &str, secret: &str, region: &str) -> HttpRequest<'static> {
        let headers = vec![("host".to_owned(), "localhost".to_owned())];
        let mut request = HttpRequest { method: "GET", path: "/", query: "", headers, body: b"" };
        let credentials = Credentials { access_key_id: id, secret_access_key: secret, security_token: None };
        let scope = Scope { region, service: "iam" };
        let added = sigv4::sign(&request, &credentials, &scope, NOW).unwrap();
        request.headers.extend(added);
        request
    }

    fn verify(keys: &SigningKeys, request: &HttpRequest<'_>, secret: &str) -> bool {
        let presented = sigv4::parse(request).unwrap();
        let secret = SecretAccessKey::new(secret.to_owned());
        keys.verify(request, &presented, &secret, NOW, &Options::new("iam")).is_ok()
    }

    #[test]
    fn what_is_remembered_decides_nothing() {
        let keys = SigningKeys::default();
        // Each row twice: the first finds nothing or another scope, the second what the first left.
        for (signed_with, held, region, proven) in [
            ("one", "one", "us-east-1", true),
            ("other", "one", "us-east-1", false),
            ("one", "one", "eu-west-1", true),
            // The key was replaced by one of the same id.
            ("one", "other", "us-east-1", false),
            ("other", "other", "us-east-1", true),
        ] {
            for _ in 0..2 {
                let request = signed("AKIAONE", signed_with, region);
                assert_eq!(verify(&keys, &request, held), proven, "{signed_with} {held} {region}");
            }
        }
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let keys = SigningKeys::default();
        for region in ["a", "b", "c", "d", "e", "f"] {
            assert!(verify(&keys, &signed("AKIAONE", "one", region), "one"));
        }
        assert_eq!(keys.0.read().unwrap()["AKIAONE"].len(), SCOPES_MAX);
        for number in 0..ACCESS_KEYS_MAX {
            assert!(verify(&keys, &signed(&format!("AKIA{number}"), "one", "a"), "one"));
        }
        assert!(keys.0.read().unwrap().len() <= ACCESS_KEYS_MAX);
    }
}
