// SPDX-License-Identifier: Apache-2.0
//! Customer managed policies, their versions, and policy documents.

use std::sync::{Arc, OnceLock};

use portcullis_policy::engine::CompiledPolicy;
use portcullis_policy::language::{Document, ParseError};

use super::Tags;
use crate::arn;
use crate::engine::engine;
use crate::identifier::{AccountId, UniqueId};

/// A customer managed policy. Its documents are in [`PolicyVersion`] records.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// `ANPA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Free text, fixed at creation.
    pub description: Option<String>,
    /// Seconds since 1970.
    pub created_at: i64,
    /// When the newest version was created, in seconds since 1970.
    pub updated_at: i64,
    /// The number of the version in force.
    pub default_version: u32,
    /// The highest number ever given, so that numbers are never used again.
    pub latest_version: u32,
    /// The policy's tags.
    pub tags: Tags,
}

impl Policy {
    /// `arn:aws:iam::ACCOUNT:policy/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::policy(account, &self.path, &self.name)
    }
}

/// One version of a customer managed policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyVersion {
    /// The policy's unique id.
    pub policy: UniqueId,
    /// 1 for `v1`.
    pub number: u32,
    /// The document.
    pub document: PolicyDocument,
    /// Seconds since 1970.
    pub created_at: i64,
}

/// A policy document: its text as it was given, parsed and compiled once when first needed and shared by all that use
/// it.
#[derive(Debug, Clone)]
pub struct PolicyDocument(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    parsed: OnceLock<Result<Arc<Document>, ParseError>>,
    compiled: OnceLock<Arc<CompiledPolicy>>,
}

impl PolicyDocument {
    /// A document of this text. It is not checked here: operations validate before they store.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Inner { text: text.into(), parsed: OnceLock::new(), compiled: OnceLock::new() }))
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The parsed document.
    ///
    /// # Errors
    /// The text does not parse. Evaluation must then deny.
    pub fn parsed(&self) -> Result<&Document, &ParseError> {
        self.shared().map(Arc::as_ref)
    }

    /// The compiled document, without a name.
    ///
    /// # Errors
    /// As [`PolicyDocument::parsed`].
    pub fn compiled(&self) -> Result<&Arc<CompiledPolicy>, &ParseError> {
        let document = self.shared()?;
        Ok(self.0.compiled.get_or_init(|| engine().compile("", Arc::clone(document))))
    }

    fn shared(&self) -> Result<&Arc<Document>, &ParseError> {
        self.0.parsed.get_or_init(|| Document::parse(&self.0.text).map(Arc::new)).as_ref()
    }
}

impl PartialEq for PolicyDocument {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}
