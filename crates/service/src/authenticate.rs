// SPDX-License-Identifier: Apache-2.0
//! From a signed request to its caller.

use std::sync::Arc;

use portcullis_directory::record::{KeyOwner, KeyStatus, SecretAccessKey};
use portcullis_directory::{Account, Directory};
use portcullis_wire::sigv4::{self, Presented, SigningKey};
use portcullis_wire::{Fault, HttpRequest, faults};

use crate::caller::{Caller, Identity};
use crate::handle::Settings;
use crate::known_callers::{self, Known, Standing};
use crate::session_token::{Claims, Subject, TokenError};

/// Finds the caller and checks the signature, which must be made for the service of this name.
///
/// The order is AWS's: the form of the credentials, time and scope, whether the key is known, the signature.
pub(crate) fn authenticate(
    directory: &Directory,
    settings: &Settings,
    request: &HttpRequest<'_>,
    presented: &Presented<'_>,
    signing_name: &'static str,
    now: i64,
) -> Result<Caller, Fault> {
    let admitted = sigv4::admit(presented, now, &options(settings, signing_name))?;
    let known = settings.known_callers.find(presented);
    let found = match &presented.security_token {
        Some(token) => temporary(directory, settings, presented, token, now).map(|caller| (caller, None)),
        None => {
            long_term(directory, presented, known.as_ref()).map(|(caller, secret)| (caller, Some(secret)))
        }
    };
    // The same work is done for a key that does not exist, so that time does not tell the two apart.
    let (mut caller, long_term_secret) = match found {
        Ok(found) => found,
        Err(fault) => {
            let Presented { date, region, service, .. } = presented;
            let key = SigningKey::derive(b"an unknown key has no secret", date, region, service);
            let _ = sigv4::verify_admitted(request, admitted, &key);
            return Err(fault);
        }
    };
    // A session's own secret stands in its token.
    let session_secret = caller.session.as_ref().map(|session| &session.secret);
    let secret = long_term_secret.or(session_secret).ok_or_else(faults::invalid_client_token_id)?;
    let derived = known_callers::verify(request, admitted, secret, known.as_deref())?;
    let is_long_term = long_term_secret.is_some();
    if derived.is_none() && (!is_long_term || caller.known.is_some()) {
        return Ok(caller);
    }
    let key = derived.or_else(|| known.as_deref().map(|known| known.key().clone()));
    if let Some(key) = key {
        let standing = is_long_term.then(|| Standing::new(&caller.account, caller.identity.clone()));
        let remembered = settings.known_callers.remember(presented, secret, key, standing);
        caller.known = remembered.filter(|_| is_long_term);
    }
    Ok(caller)
}

fn options(settings: &Settings, signing_name: &'static str) -> sigv4::Options<'static> {
    let mut options = sigv4::Options::new(signing_name);
    options.skew_seconds = settings.skew_seconds;
    options
}

/// The owner of a long-term key, and its secret.
fn long_term<'a>(
    directory: &'a Directory,
    presented: &Presented<'_>,
    known: Option<&'a Arc<Known>>,
) -> Result<(Caller, &'a SecretAccessKey), Fault> {
    let standing = known.and_then(|known| Some((known, known.standing()?)));
    let current =
        standing.and_then(|(known, standing)| Some((known, standing, standing.account(directory)?)));
    if let Some((known, standing, account)) = current {
        standing.fetch(account);
        let caller = Caller {
            account: Arc::clone(account),
            identity: standing.identity.clone(),
            access_key_id: presented.access_key_id.clone().into_owned(),
            session: None,
            known: Some(Arc::clone(known)),
        };
        return Ok((caller, known.secret()));
    }
    let (account, key) =
        directory.access_key(&presented.access_key_id).ok_or_else(faults::invalid_client_token_id)?;
    if key.status == KeyStatus::Inactive {
        return Err(faults::invalid_client_token_id());
    }
    let identity = match &key.owner {
        KeyOwner::Root => Identity::Root,
        KeyOwner::User(id) => {
            Identity::User(Arc::clone(account.users.get(id).ok_or_else(faults::invalid_client_token_id)?))
        }
    };
    let (account, access_key_id) = (Arc::clone(account), key.id.clone());
    Ok((Caller { account, identity, access_key_id, session: None, known: None }, &key.secret))
}

fn temporary(
    directory: &Directory,
    settings: &Settings,
    presented: &Presented<'_>,
    token: &str,
    now: i64,
) -> Result<Caller, Fault> {
    let claims = match settings.token_keys.open(token, now) {
        Ok(claims) => claims,
        Err(TokenError::Invalid) => return Err(faults::invalid_client_token_id()),
        Err(TokenError::Expired) => return Err(faults::expired_token()),
    };
    if claims.access_key_id != presented.access_key_id {
        return Err(faults::invalid_client_token_id());
    }
    let account = directory.account(claims.account).ok_or_else(faults::invalid_client_token_id)?;
    if account.is_signed_out(&claims.access_key_id) {
        return Err(faults::expired_token());
    }
    of_session(account, claims).ok_or_else(faults::invalid_client_token_id)
}

/// Whose a session of an account is, if the entity it was made for still exists.
pub(crate) fn of_session(account: &Arc<Account>, claims: Claims) -> Option<Caller> {
    let identity = identify(account, &claims)?;
    let access_key_id = claims.access_key_id.clone();
    Some(Caller { account: Arc::clone(account), identity, access_key_id, session: Some(claims), known: None })
}

fn identify(account: &Account, claims: &Claims) -> Option<Identity> {
    Some(match &claims.subject {
        Subject::Root => Identity::Root,
        Subject::User(id) => Identity::User(Arc::clone(account.users.get(id)?)),
        Subject::Role { id, session_name } => {
            Identity::Role { role: Arc::clone(account.roles.get(id)?), session_name: session_name.clone() }
        }
        Subject::Federated { name, user: None } => Identity::Federated { name: name.clone(), user: None },
        Subject::Federated { name, user: Some(id) } => {
            Identity::Federated { name: name.clone(), user: Some(Arc::clone(account.users.get(id)?)) }
        }
    })
}
