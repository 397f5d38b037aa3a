// SPDX-License-Identifier: Apache-2.0
//! The fields of each kind of record. A tag that has been released is never given another meaning.

use std::collections::BTreeMap;

use super::fields::{Reader, Writer};
use super::{DecodeError, credentials, federation, mfa, reports, saml, settings, sign_in};
use crate::change::Kind;
use crate::identifier::{AccountId, UniqueId};
use crate::quota::Quota;
use crate::record::{
    AccountRecord, Group, InlinePolicy, InstanceProfile, Owner, Policy, PolicyDocument, PolicyVersion,
    Record, Role, Tags, User,
};

// Fields that several kinds share have one tag in all of them.
pub(super) const ID: u8 = 1;
pub(super) const NAME: u8 = 2;
pub(super) const PATH: u8 = 3;
pub(super) const CREATED_AT: u8 = 4;
const BOUNDARY: u8 = 5;
const TAG: u8 = 6;
const ATTACHED: u8 = 7;
const DESCRIPTION: u8 = 8;
pub(super) const DOCUMENT: u8 = 9;
pub(super) const OWNER: u8 = 10;

// Fields of one kind begin at 32.
const ACCOUNT_EMAIL: u8 = 32;
const ACCOUNT_ALIAS: u8 = 33;
const ACCOUNT_QUOTA: u8 = 34;
const USER_GROUP: u8 = 32;
const USER_PASSWORD_LAST_USED_AT: u8 = 33;
const ROLE_SESSION_SECONDS_MAX: u8 = 32;
const POLICY_UPDATED_AT: u8 = 32;
const POLICY_DEFAULT_VERSION: u8 = 33;
const POLICY_LATEST_VERSION: u8 = 34;
const VERSION_NUMBER: u8 = 32;
const PROFILE_ROLE: u8 = 32;

pub(super) fn write(record: &Record, writer: &mut Writer) {
    match record {
        Record::Account(account) => write_account(account, writer),
        Record::User(user) => write_user(user, writer),
        Record::Group(group) => {
            write_named(&group.id, &group.name, &group.path, group.created_at, writer);
            write_each(ATTACHED, &group.attached_policies, writer);
        }
        Record::Role(role) => write_role(role, writer),
        Record::Policy(policy) => write_policy(policy, writer),
        Record::PolicyVersion(version) => {
            writer.text(ID, version.policy.as_str());
            writer.number(CREATED_AT, version.created_at);
            writer.text(DOCUMENT, version.document.text());
            writer.number(VERSION_NUMBER, version.number.into());
        }
        Record::InlinePolicy(inline) => {
            writer.text(NAME, &inline.name);
            writer.text(DOCUMENT, inline.document.text());
            writer.text(OWNER, &owner_text(&inline.owner));
        }
        Record::AccessKey(key) => credentials::write_access_key(key, writer),
        Record::InstanceProfile(profile) => {
            write_named(&profile.id, &profile.name, &profile.path, profile.created_at, writer);
            write_tags(&profile.tags, writer);
            writer.optional_text(PROFILE_ROLE, profile.role.as_ref().map(UniqueId::as_str));
        }
        Record::MfaDevice(device) => mfa::write(device, writer),
        Record::OpenIdConnectProvider(one) => federation::write_open_id_connect_provider(one, writer),
        Record::CredentialReportPart(part) => reports::write_part(part, writer),
        Record::Job(job) => reports::write_job(job, writer),
        Record::Usage(usage) => reports::write_usage(usage, writer),
        Record::RoleDeletion(deletion) => settings::write_role_deletion(deletion, writer),
        Record::Settings(of_account) => settings::write_settings(of_account, writer),
        Record::SigningKey(key) => settings::write_signing_key(key, writer),
        Record::SamlProvider(one) => saml::write_provider(one, writer),
        Record::UsedAssertion(used) => saml::write_used_assertion(used, writer),
        Record::ServerCertificate(one) => credentials::write_server_certificate(one, writer),
        Record::ServiceSpecificCredential(one) => credentials::write_service_specific(one, writer),
        Record::LoginProfile(profile) => sign_in::write_login_profile(profile, writer),
        Record::SignOut(one) => sign_in::write_sign_out(one, writer),
        Record::SigningCertificate(one) => credentials::write_signing_certificate(one, writer),
        Record::SshPublicKey(key) => credentials::write_ssh_public_key(key, writer),
    }
}

pub(super) fn read(kind: Kind, reader: &mut Reader<'_>) -> Result<Record, DecodeError> {
    Ok(match kind {
        Kind::Account => read_account(reader)?.into(),
        Kind::User => read_user(reader)?.into(),
        Kind::Group => Group {
            id: read_id(reader)?,
            name: reader.text(NAME)?,
            path: reader.text(PATH)?,
            created_at: reader.number(CREATED_AT)?,
            attached_policies: reader.texts(ATTACHED)?,
        }
        .into(),
        Kind::Role => read_role(reader)?.into(),
        Kind::Policy => read_policy(reader)?.into(),
        Kind::PolicyVersion => PolicyVersion {
            policy: read_id(reader)?,
            number: reader.count(VERSION_NUMBER)?,
            document: PolicyDocument::new(reader.text(DOCUMENT)?),
            created_at: reader.number(CREATED_AT)?,
        }
        .into(),
        Kind::InlinePolicy => InlinePolicy {
            owner: read_owner(&reader.text(OWNER)?)?,
            name: reader.text(NAME)?,
            document: PolicyDocument::new(reader.text(DOCUMENT)?),
        }
        .into(),
        Kind::AccessKey => credentials::read_access_key(reader)?.into(),
        Kind::InstanceProfile => InstanceProfile {
            id: read_id(reader)?,
            name: reader.text(NAME)?,
            path: reader.text(PATH)?,
            created_at: reader.number(CREATED_AT)?,
            role: reader.optional_text(PROFILE_ROLE)?.map(UniqueId::new),
            tags: read_tags(reader)?,
        }
        .into(),
        Kind::MfaDevice => mfa::read(reader)?.into(),
        Kind::OpenIdConnectProvider => federation::read_open_id_connect_provider(reader)?.into(),
        Kind::CredentialReportPart => reports::read_part(reader)?.into(),
        Kind::Job => reports::read_job(reader)?.into(),
        Kind::Usage => reports::read_usage(reader)?.into(),
        Kind::RoleDeletion => settings::read_role_deletion(reader)?.into(),
        Kind::Settings => settings::read_settings(reader)?.into(),
        Kind::SigningKey => settings::read_signing_key(reader)?.into(),
        Kind::SamlProvider => saml::read_provider(reader)?.into(),
        Kind::UsedAssertion => saml::read_used_assertion(reader)?.into(),
        Kind::ServerCertificate => credentials::read_server_certificate(reader)?.into(),
        Kind::ServiceSpecificCredential => credentials::read_service_specific(reader)?.into(),
        Kind::LoginProfile => sign_in::read_login_profile(reader)?.into(),
        Kind::SignOut => sign_in::read_sign_out(reader)?.into(),
        Kind::SigningCertificate => credentials::read_signing_certificate(reader)?.into(),
        Kind::SshPublicKey => credentials::read_ssh_public_key(reader)?.into(),
    })
}

fn write_account(account: &AccountRecord, writer: &mut Writer) {
    writer.text(ID, &account.id.to_string());
    writer.number(CREATED_AT, account.created_at);
    writer.text(ACCOUNT_EMAIL, &account.email);
    writer.optional_text(ACCOUNT_ALIAS, account.alias.as_deref());
    for (quota, number) in &account.quotas {
        writer.text(ACCOUNT_QUOTA, &format!("{}={number}", quota.as_str()));
    }
}

fn read_account(reader: &mut Reader<'_>) -> Result<AccountRecord, DecodeError> {
    let mut quotas = BTreeMap::new();
    for text in reader.texts(ACCOUNT_QUOTA)? {
        let (quota, number) = text.split_once('=').ok_or(DecodeError::Value(ACCOUNT_QUOTA))?;
        let quota = Quota::parse(quota).ok_or(DecodeError::Value(ACCOUNT_QUOTA))?;
        quotas.insert(quota, number.parse().map_err(|_| DecodeError::Value(ACCOUNT_QUOTA))?);
    }
    let id: AccountId = reader.text(ID)?.parse().map_err(|_| DecodeError::Value(ID))?;
    Ok(AccountRecord {
        id,
        email: reader.text(ACCOUNT_EMAIL)?,
        created_at: reader.number(CREATED_AT)?,
        alias: reader.optional_text(ACCOUNT_ALIAS)?,
        quotas,
    })
}

fn write_user(user: &User, writer: &mut Writer) {
    write_named(&user.id, &user.name, &user.path, user.created_at, writer);
    writer.optional_text(BOUNDARY, user.permissions_boundary.as_deref());
    write_tags(&user.tags, writer);
    write_each(ATTACHED, &user.attached_policies, writer);
    for group in &user.groups {
        writer.text(USER_GROUP, group.as_str());
    }
    if let Some(at) = user.password_last_used_at {
        writer.number(USER_PASSWORD_LAST_USED_AT, at);
    }
}

fn read_user(reader: &mut Reader<'_>) -> Result<User, DecodeError> {
    Ok(User {
        id: read_id(reader)?,
        name: reader.text(NAME)?,
        path: reader.text(PATH)?,
        created_at: reader.number(CREATED_AT)?,
        permissions_boundary: reader.optional_text(BOUNDARY)?,
        tags: read_tags(reader)?,
        groups: reader.texts(USER_GROUP)?.into_iter().map(UniqueId::new).collect(),
        attached_policies: reader.texts(ATTACHED)?,
        password_last_used_at: reader.optional_number(USER_PASSWORD_LAST_USED_AT)?,
    })
}

fn write_role(role: &Role, writer: &mut Writer) {
    write_named(&role.id, &role.name, &role.path, role.created_at, writer);
    writer.optional_text(BOUNDARY, role.permissions_boundary.as_deref());
    write_tags(&role.tags, writer);
    write_each(ATTACHED, &role.attached_policies, writer);
    writer.optional_text(DESCRIPTION, role.description.as_deref());
    writer.text(DOCUMENT, role.trust_policy.text());
    writer.number(ROLE_SESSION_SECONDS_MAX, role.session_seconds_max.into());
}

fn read_role(reader: &mut Reader<'_>) -> Result<Role, DecodeError> {
    Ok(Role {
        id: read_id(reader)?,
        name: reader.text(NAME)?,
        path: reader.text(PATH)?,
        created_at: reader.number(CREATED_AT)?,
        trust_policy: PolicyDocument::new(reader.text(DOCUMENT)?),
        description: reader.optional_text(DESCRIPTION)?,
        session_seconds_max: reader.count(ROLE_SESSION_SECONDS_MAX)?,
        permissions_boundary: reader.optional_text(BOUNDARY)?,
        tags: read_tags(reader)?,
        attached_policies: reader.texts(ATTACHED)?,
    })
}

fn write_policy(policy: &Policy, writer: &mut Writer) {
    write_named(&policy.id, &policy.name, &policy.path, policy.created_at, writer);
    write_tags(&policy.tags, writer);
    writer.optional_text(DESCRIPTION, policy.description.as_deref());
    writer.number(POLICY_UPDATED_AT, policy.updated_at);
    writer.number(POLICY_DEFAULT_VERSION, policy.default_version.into());
    writer.number(POLICY_LATEST_VERSION, policy.latest_version.into());
}

fn read_policy(reader: &mut Reader<'_>) -> Result<Policy, DecodeError> {
    Ok(Policy {
        id: read_id(reader)?,
        name: reader.text(NAME)?,
        path: reader.text(PATH)?,
        description: reader.optional_text(DESCRIPTION)?,
        created_at: reader.number(CREATED_AT)?,
        updated_at: reader.number(POLICY_UPDATED_AT)?,
        default_version: reader.count(POLICY_DEFAULT_VERSION)?,
        latest_version: reader.count(POLICY_LATEST_VERSION)?,
        tags: read_tags(reader)?,
    })
}

pub(super) fn write_named(id: &UniqueId, name: &str, path: &str, created_at: i64, writer: &mut Writer) {
    writer.text(ID, id.as_str());
    writer.text(NAME, name);
    writer.text(PATH, path);
    writer.number(CREATED_AT, created_at);
}

pub(super) fn read_id(reader: &mut Reader<'_>) -> Result<UniqueId, DecodeError> {
    reader.text(ID).map(UniqueId::new)
}

fn write_each(tag: u8, texts: &[String], writer: &mut Writer) {
    for text in texts {
        writer.text(tag, text);
    }
}

pub(super) fn write_tags(tags: &Tags, writer: &mut Writer) {
    for tag in tags.iter() {
        // Neither keys nor values can hold a NUL.
        writer.text(TAG, &format!("{}\0{}", tag.key, tag.value));
    }
}

pub(super) fn read_tags(reader: &mut Reader<'_>) -> Result<Tags, DecodeError> {
    let mut tags = Tags::new();
    for text in reader.texts(TAG)? {
        let (key, value) = text.split_once('\0').ok_or(DecodeError::Value(TAG))?;
        // Which keys are the same was decided when they were set.
        tags.set_exact(key, value);
    }
    tags.shrink();
    Ok(tags)
}

pub(super) fn owner_text(owner: &Owner) -> String {
    match owner {
        Owner::Group(id) => format!("group/{id}"),
        Owner::Role(id) => format!("role/{id}"),
        Owner::User(id) => format!("user/{id}"),
    }
}

pub(super) fn read_owner(text: &str) -> Result<Owner, DecodeError> {
    let (kind, id) = text.split_once('/').ok_or(DecodeError::Value(OWNER))?;
    match kind {
        "group" => Ok(Owner::Group(UniqueId::new(id))),
        "role" => Ok(Owner::Role(UniqueId::new(id))),
        "user" => Ok(Owner::User(UniqueId::new(id))),
        _ => Err(DecodeError::Value(OWNER)),
    }
}
