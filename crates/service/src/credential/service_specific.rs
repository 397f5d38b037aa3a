// SPDX-License-Identifier: Apache-2.0
//! Service-specific credentials: the services that take them, how they are made, and whether one that was presented is
//! good.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{Context as Digest, SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::record::{KeyStatus, ServiceSpecificCredential};
use portcullis_directory::{Account, Directory};

use crate::moment::Moment;

/// A service that takes credentials of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Service {
    /// For example `codecommit.amazonaws.com`.
    pub(crate) name: &'static str,
    /// What its API keys begin with; `None` if it takes user names and passwords.
    api_key_prefix: Option<&'static str>,
}

const SERVICES: [Service; 4] = [
    Service { name: "bedrock.amazonaws.com", api_key_prefix: Some("ABSK") },
    Service { name: "cassandra.amazonaws.com", api_key_prefix: None },
    Service { name: "codecommit.amazonaws.com", api_key_prefix: None },
    Service { name: "logs.amazonaws.com", api_key_prefix: Some("ACWL") },
];

impl Service {
    /// The service of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        SERVICES.into_iter().find(|service| service.name == name)
    }

    /// Whether it takes API keys, which can end, rather than user names and passwords.
    pub(crate) fn takes_api_keys(self) -> bool {
        self.api_key_prefix.is_some()
    }

    /// A new secret for the credential of this name: a password of sixty letters, or an API key, which holds the name
    /// and such a password.
    pub(crate) fn secret(self, service_user_name: &str, moment: &Moment) -> String {
        let password = BASE64.encode(moment.random::<44>());
        match self.api_key_prefix {
            None => password,
            Some(prefix) => format!("{prefix}{}", BASE64.encode(format!("{service_user_name}:{password}"))),
        }
    }
}

/// The first free name for a user's credential: `jane-at-123456789012`, `jane+1-at-123456789012` and so on.
pub(crate) fn free_name(account: &Account, service: Service, user_name: &str) -> String {
    let mut name = format!("{user_name}-at-{}", account.id());
    let mut count = 0;
    while account.service_specific_credential_named(service.name, &name).is_some() {
        count += 1;
        name = format!("{user_name}+{count}-at-{}", account.id());
    }
    name
}

/// What is kept of a secret. Secrets have 352 random bits, so one pass of a digest hides them; the credential's id
/// makes it another digest in each record.
pub(crate) fn digest(id: &UniqueId, secret: &str) -> [u8; 32] {
    let mut digest = Digest::new(&SHA256);
    digest.update(id.as_str().as_bytes());
    digest.update(&[0]);
    digest.update(secret.as_bytes());
    // SHA-256 has 32 bytes, whatever was digested.
    digest.finish().as_ref().try_into().unwrap_or_default()
}

/// Whose a service-specific credential is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The user's account.
    pub account: AccountId,
    /// The user's ARN as it is now.
    pub user_arn: String,
    /// The user's unique id.
    pub user_id: UniqueId,
    /// The credential's id, `ACCA…`.
    pub credential_id: UniqueId,
}

/// Whose user name and password these are at a service. `None` if there is no such credential, if the password is
/// another, or if the credential is switched off or has run out at `now`, in seconds since 1970: a caller learns no
/// more than that.
///
/// For services with API keys the user name is the key's alias and the password the whole key.
pub fn verify_service_credential(
    directory: &Directory,
    service: &str,
    user_name: &str,
    password: &str,
    now: i64,
) -> Option<Verified> {
    // Only the last such part is ours: a user's name may look like it.
    let (_, account) = user_name.rsplit_once("-at-")?;
    let account = directory.account(account.parse().ok()?)?;
    let credential = account.service_specific_credential_named(service, user_name)?;
    let presented = digest(&credential.id, password);
    verify_slices_are_equal(&presented, &credential.password_digest).ok()?;
    owner(account, credential, now)
}

/// Whose API key this is at a service; otherwise as [`verify_service_credential`].
pub fn verify_api_key(directory: &Directory, service: &str, key: &str, now: i64) -> Option<Verified> {
    let prefix = Service::named(service)?.api_key_prefix?;
    let inner = BASE64.decode(key.strip_prefix(prefix)?).ok()?;
    let inner = String::from_utf8(inner).ok()?;
    let (name, _) = inner.split_once(':')?;
    verify_service_credential(directory, service, name, key, now)
}

fn owner(account: &Account, credential: &ServiceSpecificCredential, now: i64) -> Option<Verified> {
    let is_usable = credential.status == KeyStatus::Active && !credential.is_expired(now);
    let user = account.users.get(&credential.user).filter(|_| is_usable)?;
    Some(Verified {
        account: account.id(),
        user_arn: user.arn(account.id()),
        user_id: user.id.clone(),
        credential_id: credential.id.clone(),
    })
}
