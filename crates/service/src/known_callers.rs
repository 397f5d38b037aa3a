// SPDX-License-Identifier: Apache-2.0
//! Remembers callers who have proven who they are, so that the next call of each is verified quicker.
//!
//! A signing key follows from a secret and a scope; who owns a long-term key follows from the state of an account. What
//! is remembered is believed for exactly these, so that it changes no reply whether anything is.

use std::hint::black_box;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use portcullis_directory::account::held_policies::CompiledPolicies;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{SecretAccessKey, Usage};
use portcullis_directory::{Account, Directory};
use portcullis_policy::evaluation::Principal;
use portcullis_wire::sigv4::{self, Admitted, Presented, SigningKey};
use portcullis_wire::{Fault, HttpRequest};

use crate::caller::Identity;
use crate::principal_policies;
use crate::usage;

/// The callers that were here before, in sets. Which set it is follows from the access key and its scope; one who comes
/// to a full set takes the place of the one who came first.
pub struct KnownCallers(Box<[Place]>);

/// A set, in a cache line of its own.
#[derive(Default)]
#[repr(align(64))]
struct Place(Mutex<Set>);

/// Callers with the marks by which they are found; who came last stands first. Marks tell nearly all apart, so that
/// nobody is looked at but who is meant.
#[derive(Default)]
struct Set {
    marks: [u32; SET_LEN],
    callers: [Option<Arc<Known>>; SET_LEN],
}

/// As many as lie in a cache line.
const SET_LEN: usize = 4;

/// A caller who has proven the signature. All that a call needs of it lies side by side, for it is read at the pace of
/// memory.
pub(crate) struct Known {
    scope: Scope,
    secret: SecretAccessKey,
    key: SigningKey,
    /// Of a long-term key: who owns it.
    standing: Option<Standing>,
}

/// What a signing key is good for, besides its secret: access key id, day, region and service, each with a slash after
/// it. None of them has one in it, for that is how they came apart.
struct Scope {
    bytes: [u8; SCOPE_BYTES],
    length: usize,
}

/// What all regions of AWS fit in. Whoever comes with a longer scope is not remembered.
const SCOPE_BYTES: usize = 64;

/// What a state of an account says of the owner of a key.
pub(crate) struct Standing {
    /// The state. It is not kept alive by this, but its place in memory is not given to another.
    account: Weak<Account>,
    account_id: AccountId,
    pub(crate) identity: Identity,
    /// What is recorded of the owner's use.
    pub(crate) usage: Option<Arc<Usage>>,
    policies: OnceLock<Option<CompiledPolicies>>,
    pub(crate) arn: OnceLock<String>,
    /// The caller as policies see it.
    pub(crate) principal: OnceLock<Arc<Principal>>,
    /// How audit records tell who it is, as JSON.
    pub(crate) audited_as: OnceLock<String>,
}

/// How many are remembered at most. For one who is not, the key is derived again, which takes microseconds.
const CALLERS_MAX: usize = 16_384;

impl Default for KnownCallers {
    fn default() -> Self {
        Self((0..CALLERS_MAX / SET_LEN).map(|_| Place::default()).collect())
    }
}

impl KnownCallers {
    /// The caller who presents this, if it was here before. Nothing is proven by that.
    pub(crate) fn find(&self, presented: &Presented<'_>) -> Option<Arc<Known>> {
        let (set, mark) = self.set(presented)?;
        let found = set.lock().unwrap_or_else(PoisonError::into_inner).find(mark).cloned();
        found.filter(|known| known.scope.is_of(presented))
    }

    /// Remembers a caller who has proven the signature.
    pub(crate) fn remember(
        &self,
        presented: &Presented<'_>,
        secret: &SecretAccessKey,
        key: SigningKey,
        standing: Option<Standing>,
    ) -> Option<Arc<Known>> {
        let (set, mark) = self.set(presented)?;
        let known = Known { scope: Scope::of(presented)?, secret: secret.clone(), key, standing };
        let known = Arc::new(known);
        set.lock().unwrap_or_else(PoisonError::into_inner).keep(mark, Arc::clone(&known));
        Some(known)
    }

    /// The set of whoever presents this, and the mark there.
    fn set(&self, presented: &Presented<'_>) -> Option<(&Mutex<Set>, u32)> {
        let bytes = parts(presented).into_iter().flat_map(str::bytes);
        // FNV-1a, which is quick for short texts. Who finds ids that share a mark only makes their calls slower.
        let hash = bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
        });
        let number = usize::try_from(hash % self.0.len().max(1) as u64).unwrap_or_default();
        Some((&self.0.get(number)?.0, (hash >> u32::BITS) as u32))
    }
}

impl Set {
    fn find(&self, mark: u32) -> Option<&Arc<Known>> {
        let mut marked = self.marks.iter().zip(&self.callers).filter(|(own, _)| **own == mark);
        marked.next().and_then(|(_, known)| known.as_ref())
    }

    /// Keeps a caller, in the place of what was known of it, of nobody, or of the one who came first.
    fn keep(&mut self, mark: u32, known: Arc<Known>) {
        let at = self.marks.iter().position(|own| *own == mark).unwrap_or(SET_LEN - 1);
        if let (Some(marks), Some(callers)) = (self.marks.get_mut(..=at), self.callers.get_mut(..=at)) {
            marks.rotate_right(1);
            callers.rotate_right(1);
        }
        let [first, ..] = &mut self.callers;
        *first = Some(known);
        let [first, ..] = &mut self.marks;
        *first = mark;
    }
}

impl Known {
    /// The secret that was proven.
    pub(crate) fn secret(&self) -> &SecretAccessKey {
        &self.secret
    }

    /// The key that proved it.
    pub(crate) fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Who owned the long-term key.
    pub(crate) fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }
}

impl Standing {
    /// The account, if it is still as it was.
    pub(crate) fn account<'a>(&self, directory: &'a Directory) -> Option<&'a Arc<Account>> {
        let account = directory.account(self.account_id)?;
        (self.account.as_ptr() == Arc::as_ptr(account)).then_some(account)
    }

    /// What this state of an account says of who owns a key.
    pub(crate) fn new(account: &Arc<Account>, identity: Identity) -> Self {
        let usage = usage::principal(&identity).and_then(|principal| account.usage(&principal).cloned());
        Self {
            account: Arc::downgrade(account),
            account_id: account.id(),
            identity,
            usage,
            policies: OnceLock::new(),
            arn: OnceLock::new(),
            principal: OnceLock::new(),
            audited_as: OnceLock::new(),
        }
    }

    /// Asks memory for all records that come next, so that it is waited for once and not for one after the other.
    pub(crate) fn fetch(&self, account: &Arc<Account>) {
        let user = match &self.identity {
            Identity::User(user) => Arc::strong_count(user),
            _ => 0,
        };
        black_box((Arc::strong_count(account), user, self.usage.as_ref().map(Arc::strong_count)));
    }

    /// What the owner holds, compiled; looked up once.
    ///
    /// # Errors
    /// A policy cannot be found or read: fail closed.
    pub(crate) fn policies(&self, account: &Account) -> Result<Option<&CompiledPolicies>, Fault> {
        if self.policies.get().is_none() {
            let found = principal_policies::of_identity(&self.identity, account)?.cloned();
            let _another_was_quicker = self.policies.set(found);
        }
        Ok(self.policies.get().and_then(Option::as_ref))
    }
}

impl Scope {
    /// `None` if it is too long to be kept.
    fn of(presented: &Presented<'_>) -> Option<Self> {
        let (mut bytes, mut length) = ([0; SCOPE_BYTES], 0);
        for part in parts(presented).into_iter().flat_map(|part| [part, "/"]) {
            bytes.get_mut(length..)?.get_mut(..part.len())?.copy_from_slice(part.as_bytes());
            length += part.len();
        }
        Some(Self { bytes, length })
    }

    fn is_of(&self, presented: &Presented<'_>) -> bool {
        let begun = self.bytes.get(..self.length);
        let rest = parts(presented)
            .into_iter()
            .fold(begun, |rest, part| rest?.strip_prefix(part.as_bytes())?.strip_prefix(b"/"));
        rest.is_some_and(<[u8]>::is_empty)
    }
}

fn parts<'a>(presented: &'a Presented<'_>) -> [&'a str; 4] {
    let Presented { access_key_id, date, region, service, .. } = presented;
    [access_key_id, date, region, service]
}

/// Whether the secret made the request's signature; gives the key that shows it, unless that was known.
///
/// # Errors
/// As [`sigv4::verify_admitted`].
pub(crate) fn verify(
    request: &HttpRequest<'_>,
    admitted: Admitted<'_>,
    secret: &SecretAccessKey,
    known: Option<&Known>,
) -> Result<Option<SigningKey>, Fault> {
    let Presented { date, region, service, .. } = admitted.presented();
    let derive = || SigningKey::derive(secret.expose().as_bytes(), date, region, service);
    // What is remembered of a secret that was replaced by one of the same id is of no use.
    match known.filter(|known| std::ptr::eq(&known.secret, secret) || known.secret == *secret) {
        Some(known) => {
            sigv4::verify_admitted(request, admitted, &known.key).inspect_err(|_| {
                // A refusal takes as long as that of a key that does not exist.
                black_box(derive());
            })?;
            Ok(None)
        }
        None => {
            let key = derive();
            sigv4::verify_admitted(request, admitted, &key)?;
            Ok(Some(key))
        }
    }
}

impl std::fmt::Debug for KnownCallers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("KnownCallers(…)")
    }
}

impl std::fmt::Debug for Known {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Known(…)")
    }
}

#[cfg(test)]
mod tests {
    use portcullis_wire::sigv4::{Credentials, Options, Scope, sign};

    use super::*;

    const NOW: i64 = 1_700_000_000;

    /// A request that `id` signs with `secret` for a region.
    fn signed(id: &str, secret: &str, region: &str) -> HttpRequest<'static> {
        let headers = vec![("host".into(), "localhost".into())];
        let mut request = HttpRequest { method: "GET", path: "/", query: "", headers, body: b"" };
        let credentials = Credentials { access_key_id: id, secret_access_key: secret, security_token: None };
        let scope = Scope { region, service: "iam" };
        let added = sign(&request, &credentials, &scope, NOW).unwrap();
        request.headers.extend(added.into_iter().map(|(name, value)| (name.into(), value.into())));
        request
    }

    fn verify(callers: &KnownCallers, request: &HttpRequest<'_>, secret: &str) -> bool {
        let presented = sigv4::parse(request).unwrap();
        let secret = SecretAccessKey::new(secret.to_owned());
        let known = callers.find(&presented);
        let admitted = sigv4::admit(&presented, NOW, &Options::new("iam")).unwrap();
        let key = super::verify(request, admitted, &secret, known.as_deref());
        if let Ok(Some(key)) = &key {
            callers.remember(&presented, &secret, key.clone(), None);
        }
        key.is_ok()
    }

    #[test]
    fn what_is_remembered_decides_nothing() {
        let callers = KnownCallers::default();
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
                assert_eq!(verify(&callers, &request, held), proven, "{signed_with} {held} {region}");
            }
        }
    }

    #[test]
    fn who_has_a_scope_too_long_to_keep_is_proven_each_time() {
        let callers = KnownCallers::default();
        let region = "r".repeat(SCOPE_BYTES);
        for _ in 0..2 {
            let request = signed("AKIAONE", "one", &region);
            assert!(callers.find(&sigv4::parse(&request).unwrap()).is_none());
            assert!(verify(&callers, &request, "one"));
        }
    }

    #[test]
    fn who_came_last_is_known_and_nobody_passes_for_another() {
        // One set for all, so that each takes the place of another.
        let callers = KnownCallers(std::iter::once(Place::default()).collect());
        let ids: Vec<String> = (0..2 * SET_LEN).map(|number| format!("AKIA{number}")).collect();
        for round in 0..2 {
            for (at, id) in ids.iter().enumerate() {
                let request = signed(id, "one", "us-east-1");
                let presented = sigv4::parse(&request).unwrap();
                assert!(callers.find(&presented).is_none(), "{id} in round {round}");
                assert!(verify(&callers, &request, "one"));
                for (earlier, id) in ids.iter().enumerate().take(at + 1) {
                    let request = signed(id, "one", "us-east-1");
                    let is_known = callers.find(&sigv4::parse(&request).unwrap()).is_some();
                    assert_eq!(is_known, at - earlier < SET_LEN, "{id} after {at}");
                }
            }
        }
    }

    #[test]
    fn who_shares_a_mark_with_another_is_not_taken_for_it() {
        let request = signed("AKIAONE", "one", "us-east-1");
        let other = signed("AKIATWO", "one", "us-east-1");
        let (one, two) = (sigv4::parse(&request).unwrap(), sigv4::parse(&other).unwrap());
        let callers = KnownCallers(std::iter::once(Place::default()).collect());
        assert!(verify(&callers, &request, "one"));
        let known = callers.find(&one).unwrap();
        let (set, mark) = callers.set(&two).unwrap();
        set.lock().unwrap().keep(mark, known);
        assert!(callers.find(&one).is_some());
        assert!(callers.find(&two).is_none());
    }
}
