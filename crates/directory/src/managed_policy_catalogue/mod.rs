// SPDX-License-Identifier: Apache-2.0
//! AWS's managed policies with all their versions, kept compact and printed when asked for.
//!
//! The text is compiled in; where it comes from is told in `catalogue/SOURCES.md`.

mod date;
mod document;
mod read;

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use read::Malformed;

/// All AWS managed policies.
#[derive(Debug, Default)]
pub struct AwsManagedPolicies {
    /// The lines that documents share.
    strings: Vec<&'static str>,
    policies: Vec<PolicyRecord>,
    by_name: BTreeMap<&'static str, usize>,
}

#[derive(Debug)]
struct PolicyRecord {
    name: &'static str,
    path: &'static str,
    create_date: i64,
    update_date: i64,
    /// The default (newest) version first; never empty.
    versions: Vec<VersionRecord>,
}

#[derive(Debug)]
struct VersionRecord {
    number: u32,
    create_date: i64,
    create_date_is_known: bool,
    /// The lines of the default version, or edits of the next newer version.
    body: &'static str,
}

const ARN_PREFIX: &str = "arn:aws:iam::aws:policy";

static EMBEDDED: LazyLock<AwsManagedPolicies> = LazyLock::new(|| {
    // A test reads the embedded text, so an error cannot get past it; an empty catalogue grants nothing.
    AwsManagedPolicies::read(include_str!("../../catalogue/managed_policies.txt")).unwrap_or_default()
});

impl AwsManagedPolicies {
    /// The policies that are compiled in. The first call indexes them, which takes some milliseconds.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Indexes a catalogue in its compact form. Documents are decoded only when they are asked for.
    pub fn read(text: &'static str) -> Result<Self, Malformed> {
        read::catalogue(text)
    }

    /// The policy of an ARN such as `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`.
    pub fn get(&self, arn: &str) -> Option<AwsManagedPolicy<'_>> {
        let path_and_name = arn.strip_prefix(ARN_PREFIX)?;
        let (_, name) = path_and_name.rsplit_once('/')?;
        let record = self.policies.get(*self.by_name.get(name)?)?;
        (path_and_name.strip_suffix(name) == Some(record.path))
            .then_some(AwsManagedPolicy { catalogue: self, record })
    }

    /// The policies in the order in which they are listed: by name, then path, in byte order.
    pub fn iter(&self) -> impl Iterator<Item = AwsManagedPolicy<'_>> {
        self.by_name
            .values()
            .filter_map(|at| self.policies.get(*at))
            .map(|record| AwsManagedPolicy { catalogue: self, record })
    }

    /// How many policies there are.
    pub fn len(&self) -> usize {
        self.policies.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }
}

/// One AWS managed policy.
#[derive(Debug, Clone, Copy)]
pub struct AwsManagedPolicy<'a> {
    catalogue: &'a AwsManagedPolicies,
    record: &'a PolicyRecord,
}

impl<'a> AwsManagedPolicy<'a> {
    /// The name, unique among them all.
    pub fn name(&self) -> &'a str {
        self.record.name
    }

    /// The path, with a slash at both ends.
    pub fn path(&self) -> &'a str {
        self.record.path
    }

    /// The ARN.
    pub fn arn(&self) -> String {
        format!("{ARN_PREFIX}{}{}", self.record.path, self.record.name)
    }

    /// The unique id (`ANPA…`). AWS's own ids are not among the facts that are published in bulk, so this one is
    /// derived from the ARN: it is stable, it has AWS's form, but it is not AWS's id.
    pub fn id(&self) -> String {
        derived_id(&self.arn())
    }

    /// Whether it can be attached; AWS's policies all can, those for service-linked roles only by their service.
    pub fn is_attachable(&self) -> bool {
        true
    }

    /// When the policy was created, in seconds since 1970.
    pub fn create_date(&self) -> i64 {
        self.record.create_date
    }

    /// When its default version was created, in seconds since 1970.
    pub fn update_date(&self) -> i64 {
        self.record.update_date
    }

    /// The default version, which is the newest; `None` never happens in a catalogue that was read.
    pub fn default_version(&self) -> Option<AwsManagedPolicyVersion<'a>> {
        self.versions().next()
    }

    /// The known versions, newest first. Numbers may have gaps.
    pub fn versions(&self) -> impl Iterator<Item = AwsManagedPolicyVersion<'a>> + use<'a> {
        let policy = *self;
        (0..self.record.versions.len()).filter_map(move |at| policy.version_at(at))
    }

    /// The version of a number, 188 for `v188`.
    pub fn version(&self, number: u32) -> Option<AwsManagedPolicyVersion<'a>> {
        self.versions().find(|version| version.number() == number)
    }

    /// The documents of all versions, newest first, decoded in one pass.
    pub fn documents(&self) -> impl Iterator<Item = Result<String, Malformed>> + use<'a> {
        let strings = &self.catalogue.strings;
        let mut lines = document::Lines::default();
        self.record.versions.iter().map(move |version| {
            lines = document::Lines::decode(version.body, &lines, strings)?;
            lines.print()
        })
    }

    fn version_at(self, at: usize) -> Option<AwsManagedPolicyVersion<'a>> {
        let record = self.record.versions.get(at)?;
        Some(AwsManagedPolicyVersion { policy: self, at, record })
    }
}

/// A version of an AWS managed policy.
#[derive(Debug, Clone, Copy)]
pub struct AwsManagedPolicyVersion<'a> {
    policy: AwsManagedPolicy<'a>,
    at: usize,
    record: &'a VersionRecord,
}

impl AwsManagedPolicyVersion<'_> {
    /// The number, 188 for `v188`.
    pub fn number(&self) -> u32 {
        self.record.number
    }

    /// Whether it is the default version.
    pub fn is_default(&self) -> bool {
        self.at == 0
    }

    /// When it was created, in seconds since 1970. Where that is not known it is the newest known date of an older
    /// version, see [`Self::create_date_is_known`].
    pub fn create_date(&self) -> i64 {
        self.record.create_date
    }

    /// Whether [`Self::create_date`] is AWS's own.
    pub fn create_date_is_known(&self) -> bool {
        self.record.create_date_is_known
    }

    /// The document as JSON, indented by four spaces. It is decoded anew at each call: callers that need it often
    /// keep it. An error means that the catalogue is damaged.
    pub fn document(&self) -> Result<String, Malformed> {
        let strings = &self.policy.catalogue.strings;
        let mut lines = document::Lines::default();
        for version in self.policy.record.versions.iter().take(self.at + 1) {
            lines = document::Lines::decode(version.body, &lines, strings)?;
        }
        lines.print()
    }
}

/// `ANPA` and 17 letters of base 32 that spread the ARN's 128-bit FNV-1a hash.
fn derived_id(arn: &str) -> String {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let hash = arn.bytes().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    let letter =
        |at: u32| LETTERS.get(usize::try_from((hash >> (5 * at)) & 31).unwrap_or(0)).map(|b| char::from(*b));
    "ANPA".chars().chain((0..17).filter_map(letter)).collect()
}
