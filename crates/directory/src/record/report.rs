// SPDX-License-Identifier: Apache-2.0
//! Reports: the credential report as it was generated, and jobs that report last accessed services.

use super::Owner;

/// A part of the account's credential report. Several parts hold what is too long for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialReportPart {
    /// The part's number, from 0.
    pub number: u32,
    /// How many parts the report has.
    pub parts: u32,
    /// When the report was generated, in seconds since 1970; the same in all its parts.
    pub generated_at: i64,
    /// The part's share of the CSV text.
    pub text: String,
}

/// A report on when services were last accessed, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// A UUID.
    pub id: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// Who asked, and may therefore read it: the id of a user, `root`, or the key id of a session.
    pub asked_by: String,
    /// What it is about.
    pub subject: JobSubject,
    /// Whether it tells of actions too.
    pub tells_actions: bool,
}

/// What a report on last accessed services is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobSubject {
    /// A user, group or role.
    Entity(Owner),
    /// A managed policy, by ARN.
    Policy(String),
}
