// SPDX-License-Identifier: Apache-2.0
//! The credential report: one line of CSV for the root user and one for each user.

use portcullis_directory::record::{CredentialReportPart, KeyOwner, KeyStatus, Principal, Usage, User};
use portcullis_directory::{Account, arn};
use portcullis_wire::{Fault, Timestamp, faults};

use crate::password::expires_at;
use crate::usage::to_the_minute;

/// How long a report is handed out, and none is written in its place.
const FRESH_SECONDS: i64 = 4 * 3_600;

/// A part is closed when it has this many bytes: a record of the store holds a mebibyte.
const PART_BYTES: usize = 900_000;

/// The most parts that one commit of the store takes, beside the removal of old ones.
const PARTS_MAX: usize = 50;

const COLUMNS: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
    password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
    access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
    access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
    cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

/// There is no such credential.
const NONE: &str = "N/A";

/// There is such a credential, and nothing is known of its use.
const UNKNOWN: &str = "no_information";

/// The root user does not have this.
const UNSUPPORTED: &str = "not_supported";

/// When the account's report was written.
pub(crate) fn generated_at(account: &Account) -> Option<i64> {
    account.credential_report_parts().next().map(|part| part.generated_at)
}

/// Whether a report of that time is still handed out.
pub(crate) fn is_fresh(generated_at: i64, now: i64) -> bool {
    now.saturating_sub(generated_at) <= FRESH_SECONDS
}

/// The report on the account as it is now.
///
/// # Errors
/// It is too long to be stored.
pub(crate) fn parts(account: &Account, now: i64) -> Result<Vec<CredentialReportPart>, Fault> {
    let mut texts = vec![COLUMNS.to_owned()];
    let users = account.users.iter().map(|user| user_row(user, account));
    for row in std::iter::once(root_row(account)).chain(users) {
        let line = format!("\n{}", row.iter().map(|field| escaped(field)).collect::<Vec<_>>().join(","));
        match texts.last_mut() {
            Some(text) if text.len() < PART_BYTES => text.push_str(&line),
            _ => texts.push(line),
        }
    }
    if texts.len() > PARTS_MAX {
        return Err(faults::limit_exceeded("The account has more users than a credential report can hold."));
    }
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    let parts = (0..).zip(texts);
    Ok(parts
        .map(|(number, text)| CredentialReportPart { number, parts: count, generated_at: now, text })
        .collect())
}

fn root_row(account: &Account) -> Vec<String> {
    let mut row =
        vec!["<root_account>".to_owned(), arn::root(account.id()), time(account.record().created_at)];
    row.extend([UNSUPPORTED, UNKNOWN, UNSUPPORTED, UNSUPPORTED].map(str::to_owned));
    add_credentials(&mut row, &KeyOwner::Root, &Principal::Root, account);
    row
}

fn user_row(user: &User, account: &Account) -> Vec<String> {
    let mut row = vec![user.name.clone(), user.arn(account.id()), time(user.created_at)];
    row.extend(password(user, account));
    let (owner, principal) = (KeyOwner::User(user.id.clone()), Principal::User(user.id.clone()));
    add_credentials(&mut row, &owner, &principal, account);
    row
}

/// Whether there is a password, when it was used and set last, and when it expires.
fn password(user: &User, account: &Account) -> [String; 4] {
    let Some(profile) = account.login_profile(&KeyOwner::User(user.id.clone())) else {
        return ["false", NONE, NONE, NONE].map(str::to_owned);
    };
    let used = user.password_last_used_at.map_or_else(|| UNKNOWN.to_owned(), time);
    let expires = expires_at(profile, account).map_or_else(|| NONE.to_owned(), time);
    ["true".to_owned(), used, time(profile.changed_at), expires]
}

/// Whether there is an MFA device, then access keys and certificates, two of each, in the order of their ids; of
/// certificates the inactive ones first.
fn add_credentials(row: &mut Vec<String>, owner: &KeyOwner, principal: &Principal, account: &Account) {
    row.push(account.mfa_devices_of(owner).next().is_some().to_string());
    let usage = account.usage(principal);
    let mut keys = account.access_keys_of(owner);
    for _ in 0..2 {
        let Some(key) = keys.next() else {
            row.extend(["false", NONE, NONE, NONE, NONE].map(str::to_owned));
            continue;
        };
        row.push((key.status == KeyStatus::Active).to_string());
        row.push(time(key.created_at));
        row.extend(key_use(usage.map(AsRef::as_ref), &key.id));
    }
    let mut certificates: Vec<_> = account.signing_certificates.of(owner).collect();
    certificates.sort_by_key(|certificate| certificate.status == KeyStatus::Active);
    for at in 0..2 {
        let certificate = certificates.get(at);
        row.push(certificate.is_some_and(|certificate| certificate.status == KeyStatus::Active).to_string());
        row.push(certificate.map_or_else(|| NONE.to_owned(), |certificate| time(certificate.uploaded_at)));
    }
}

fn key_use(usage: Option<&Usage>, key: &str) -> [String; 3] {
    match usage.and_then(|usage| usage.key(key)) {
        Some(used) => [time(to_the_minute(used.at)), used.region.clone(), used.service.clone()],
        None => [NONE, NONE, NONE].map(str::to_owned),
    }
}

fn time(at: i64) -> String {
    Timestamp(at).to_string()
}

/// A field of CSV. Names of users can hold a comma.
fn escaped(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}
