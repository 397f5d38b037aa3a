// SPDX-License-Identifier: Apache-2.0
//! The fields of usage, of reports, and of the jobs that make them.

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, ID, OWNER, owner_text, read_owner};
use crate::identifier::UniqueId;
use crate::record::{ActionUse, CredentialReportPart, Job, JobSubject, KeyUse, Principal, Usage};

const PART_NUMBER: u8 = 32;
const PART_COUNT: u8 = 33;
const PART_TEXT: u8 = 34;
const JOB_ASKED_BY: u8 = 32;
const JOB_POLICY: u8 = 33;
const JOB_TELLS_ACTIONS: u8 = 34;
const USAGE_KEY: u8 = 32;
const USAGE_ACTION: u8 = 33;

pub(super) fn write_part(part: &CredentialReportPart, writer: &mut Writer) {
    writer.number(CREATED_AT, part.generated_at);
    writer.number(PART_NUMBER, part.number.into());
    writer.number(PART_COUNT, part.parts.into());
    writer.text(PART_TEXT, &part.text);
}

pub(super) fn read_part(reader: &mut Reader<'_>) -> Result<CredentialReportPart, DecodeError> {
    Ok(CredentialReportPart {
        number: reader.count(PART_NUMBER)?,
        parts: reader.count(PART_COUNT)?,
        generated_at: reader.number(CREATED_AT)?,
        text: reader.text(PART_TEXT)?,
    })
}

pub(super) fn write_job(job: &Job, writer: &mut Writer) {
    writer.text(ID, &job.id);
    writer.number(CREATED_AT, job.created_at);
    match &job.subject {
        JobSubject::Entity(owner) => writer.text(OWNER, &owner_text(owner)),
        JobSubject::Policy(arn) => writer.text(JOB_POLICY, arn),
    }
    writer.text(JOB_ASKED_BY, &job.asked_by);
    writer.number(JOB_TELLS_ACTIONS, job.tells_actions.into());
}

pub(super) fn read_job(reader: &mut Reader<'_>) -> Result<Job, DecodeError> {
    let subject = match (reader.optional_text(OWNER)?, reader.optional_text(JOB_POLICY)?) {
        (Some(owner), None) => JobSubject::Entity(read_owner(&owner)?),
        (None, Some(arn)) => JobSubject::Policy(arn),
        (None, None) => return Err(DecodeError::Missing(OWNER)),
        (Some(_), Some(_)) => return Err(DecodeError::Value(JOB_POLICY)),
    };
    let tells_actions = match reader.number(JOB_TELLS_ACTIONS)? {
        0 => false,
        1 => true,
        _ => return Err(DecodeError::Value(JOB_TELLS_ACTIONS)),
    };
    Ok(Job {
        id: reader.text(ID)?,
        created_at: reader.number(CREATED_AT)?,
        asked_by: reader.text(JOB_ASKED_BY)?,
        subject,
        tells_actions,
    })
}

pub(super) fn write_usage(usage: &Usage, writer: &mut Writer) {
    let owner = match &usage.principal {
        Principal::Root => "root".to_owned(),
        Principal::User(id) => format!("user/{id}"),
        Principal::Role(id) => format!("role/{id}"),
    };
    writer.text(OWNER, &owner);
    // Neither ids nor names of services, actions and regions can hold a blank.
    for used in &usage.keys {
        writer.text(USAGE_KEY, &format!("{} {} {} {}", used.at, used.key, used.service, used.region));
    }
    for used in &usage.actions {
        writer.text(USAGE_ACTION, &format!("{} {} {}", used.at, used.action, used.region));
    }
}

pub(super) fn read_usage(reader: &mut Reader<'_>) -> Result<Usage, DecodeError> {
    let owner = reader.text(OWNER)?;
    let principal = match owner.split_once('/') {
        None if owner == "root" => Principal::Root,
        Some(("user", id)) => Principal::User(UniqueId::new(id)),
        Some(("role", id)) => Principal::Role(UniqueId::new(id)),
        _ => return Err(DecodeError::Value(OWNER)),
    };
    let mut usage = Usage::new(principal);
    for text in reader.texts(USAGE_KEY)? {
        usage.keys.push(read_key_use(&text).ok_or(DecodeError::Value(USAGE_KEY))?);
    }
    for text in reader.texts(USAGE_ACTION)? {
        usage.actions.push(read_action_use(&text).ok_or(DecodeError::Value(USAGE_ACTION))?);
    }
    Ok(usage)
}

fn read_key_use(text: &str) -> Option<KeyUse> {
    let mut words = text.splitn(4, ' ');
    Some(KeyUse {
        at: words.next()?.parse().ok()?,
        key: words.next()?.to_owned(),
        service: words.next()?.to_owned(),
        region: words.next()?.to_owned(),
    })
}

fn read_action_use(text: &str) -> Option<ActionUse> {
    let mut words = text.splitn(3, ' ');
    Some(ActionUse {
        at: words.next()?.parse().ok()?,
        action: words.next()?.to_owned(),
        region: words.next()?.to_owned(),
    })
}
