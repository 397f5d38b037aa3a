// SPDX-License-Identifier: Apache-2.0
//! From a signed request to its caller.

use std::sync::Arc;

use portcullis_directory::record::{KeyOwner, KeyStatus, SecretAccessKey};
use portcullis_directory::{Account, Directory};
use portcullis_wire::sigv4::{self, Presented};
use portcullis_wire::{Fault, HttpRequest, faults};

use crate::caller::{Caller, Identity};
use crate::handle::Settings;
use crate::session_token::{Claims, Subject, TokenError};

/// Finds the caller and checks the signature, which must be made for the service of this name.
///
/// The order is AWS's: the form of the credentials, time and scope, whether the key is known, the signature.
pub(crate) fn authenticate(
    directory: &Directory,
    settings: &Settings,
    request: &HttpRequest<'_>,
    presented: &Presented,
    signing_name: &'static str,
    now: i64,
) -> Result<Caller, Fault> {
    sigv4::admit(presented, now, &options(settings, signing_name))?;
    let found = match &presented.security_token {
        Some(token) => temporary(directory, settings, presented, token, now),
        None => long_term(directory, presented),
    };
    // The same work is done for a key that does not exist, so that time does not tell the two apart.
    let (caller, secret) = match found {
        Ok(found) => found,
        Err(fault) => {
            let options = options(settings, signing_name);
            let _ = sigv4::verify(request, presented, b"an unknown key has no secret", now, &options);
            return Err(fault);
        }
    };
    let options = options(settings, signing_name);
    settings.signing_keys.verify(request, presented, &secret, now, &options)?;
    Ok(caller)
}

fn options(settings: &Settings, signing_name: &'static str) -> sigv4::Options<'static> {
    let mut options = sigv4::Options::new(signing_name);
    options.skew_seconds = settings.skew_seconds;
    options
}

fn long_term(directory: &Directory, presented: &Presented) -> Result<(Caller, SecretAccessKey), Fault> {
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
    let secret = key.secret.clone();
    let caller =
        Caller { account: Arc::clone(account), identity, access_key_id: key.id.clone(), session: None };
    Ok((caller, secret))
}

fn temporary(
    directory: &Directory,
    settings: &Settings,
    presented: &Presented,
    token: &str,
    now: i64,
) -> Result<(Caller, SecretAccessKey), Fault> {
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
    let identity = identify(account, &claims).ok_or_else(faults::invalid_client_token_id)?;
    let secret = claims.secret.clone();
    let caller = Caller {
        account: Arc::clone(account),
        identity,
        access_key_id: claims.access_key_id.clone(),
        session: Some(claims),
    };
    Ok((caller, secret))
}

/// Who a session is, if the entity it was made for still exists.
pub(crate) fn identify(account: &Account, claims: &Claims) -> Option<Identity> {
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
