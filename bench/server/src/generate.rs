// SPDX-License-Identifier: Apache-2.0
//! Makes a store with many accounts, by a seed, through the store's own commits.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::{AccountId, KeyTerm, Prefix, UniqueId, access_key_id};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{
    AccessKey, AccountRecord, Group, KeyOwner, KeyStatus, Policy, PolicyDocument, PolicyVersion, Role,
    SecretText, Tags, User,
};
use portcullis_store::embedded::Embedded;
use portcullis_store::{CHANGES_MAX, Commit, MasterKey, Store};

use crate::random::Random;

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub accounts: usize,
    pub users: usize,
    pub roles: usize,
    pub policies: usize,
}

/// What was made.
#[derive(Default)]
pub struct Made {
    /// Those who call: some users of every account.
    pub callers: Vec<Caller>,
    /// The bytes of all policy documents.
    pub document_bytes: usize,
}

/// A user with a key, who may do what is measured.
#[derive(Clone)]
pub struct Caller {
    pub account: AccountId,
    pub access_key_id: String,
    pub secret: String,
    /// How many users its account has; they are called `user-0`, `user-1`, …
    pub users: usize,
    pub role_arn: String,
}

/// One account in so many is large: it holds half of everything together with the others of its kind.
const LARGE_IN: usize = 100;
/// How many users of an account call, at most.
const CALLERS_AN_ACCOUNT: usize = 64;
const GROUPS: usize = 5;
/// Commits that share a transaction.
const BATCH: usize = 64;
const CREATED_AT: i64 = 1_700_000_000;

/// Opens the store of a data directory, as the server does.
pub fn open(data: &Path) -> Result<Embedded, Box<dyn Error>> {
    let key = MasterKey::load_or_create(&data.join("master.key"), data)?;
    Ok(Embedded::open(data, &key)?)
}

/// Makes a store in a data directory.
pub fn generate(data: &Path, size: Size, seed: u64) -> Result<Made, Box<dyn Error>> {
    let mut writer = Writer { store: open(data)?, batch: Vec::new() };
    let mut made = Made::default();
    let large = size.accounts / LARGE_IN;
    for index in 0..size.accounts {
        // Half of everything belongs to the large accounts, the other half is spread over the others.
        let share = |all: usize| match index.checked_sub(large) {
            _ if large == 0 => part(all, size.accounts, index),
            None => part(all / 2, large, index),
            Some(index) => part(all - all / 2, size.accounts - large, index),
        };
        let mut account = Account::new(index, seed);
        account.fill(share(size.users), share(size.roles), share(size.policies));
        made.document_bytes += account.document_bytes;
        made.callers.append(&mut account.callers);
        writer.write(account.id, account.changes)?;
    }
    writer.flush()?;
    Ok(made)
}

/// The `index`-th of `count` nearly equal parts.
fn part(all: usize, count: usize, index: usize) -> usize {
    all * (index + 1) / count - all * index / count
}

struct Writer {
    store: Embedded,
    batch: Vec<Commit>,
}

impl Writer {
    fn write(&mut self, account: AccountId, changes: Vec<Change>) -> Result<(), Box<dyn Error>> {
        for (revision, changes) in changes.chunks(CHANGES_MAX).enumerate() {
            self.batch.push(Commit {
                account,
                expected_revision: revision as u64,
                changes: changes.to_vec(),
                request_id: format!("{account}-{revision}"),
                audit: String::new(),
            });
            if self.batch.len() >= BATCH {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Box<dyn Error>> {
        for answer in self.store.commit(&self.batch) {
            answer?;
        }
        self.batch.clear();
        Ok(())
    }
}

struct Account {
    id: AccountId,
    random: Random,
    changes: Vec<Change>,
    callers: Vec<Caller>,
    document_bytes: usize,
}

impl Account {
    fn new(index: usize, seed: u64) -> Self {
        let id = AccountId::from_number(100_000_000_000 + index as u64).unwrap_or_else(|| unreachable!());
        let record = AccountRecord {
            id,
            email: format!("root-{index}@example.com"),
            created_at: CREATED_AT,
            alias: Some(format!("account-{index}")),
            // The measurement makes more users than AWS allows by default.
            quotas: BTreeMap::from([(Quota::Users, 10_000_000)]),
        };
        let random = Random::new(seed ^ (index as u64).wrapping_mul(0x9E37_79B9));
        Self { id, random, changes: vec![Change::put(record)], callers: Vec::new(), document_bytes: 0 }
    }

    fn fill(&mut self, users: usize, roles: usize, policies: usize) {
        let policies: Vec<String> = (0..policies).map(|number| self.policy(number)).collect();
        let groups: Vec<UniqueId> = (0..GROUPS).map(|number| self.group(number, &policies)).collect();
        let caller_policy = self.managed_policy("Caller", CALLER_POLICY.to_owned());
        for number in 0..roles.max(1) {
            self.role(number, &policies);
        }
        for number in 0..users {
            self.user(number, users, &groups, &policies, &caller_policy);
        }
    }

    fn id(&mut self, prefix: Prefix) -> UniqueId {
        UniqueId::from_random(prefix, self.id, self.bytes())
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.random.next() as u8)
    }

    /// A customer managed policy of a few statements. Gives its ARN.
    fn policy(&mut self, number: usize) -> String {
        let bucket = self.random.below(1_000);
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::team-{number}-{bucket}","arn:aws:s3:::team-{number}-{bucket}/*"]}},{{"Sid":"Table","Effect":"Allow","Action":"dynamodb:*Item","Resource":"arn:aws:dynamodb:*:*:table/team-{number}-*","Condition":{{"StringEquals":{{"aws:RequestedRegion":["us-east-1","eu-west-1"]}}}}}},{{"Sid":"Secure","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}]}}"#
        );
        self.managed_policy(&format!("policy-{number}"), text)
    }

    fn managed_policy(&mut self, name: &str, text: String) -> String {
        self.document_bytes += text.len();
        let id = self.id(Prefix::ManagedPolicy);
        self.changes.push(Change::put(PolicyVersion {
            policy: id.clone(),
            number: 1,
            document: PolicyDocument::new(text),
            created_at: CREATED_AT,
        }));
        let policy = Policy {
            id,
            name: name.to_owned(),
            path: "/".to_owned(),
            description: None,
            created_at: CREATED_AT,
            updated_at: CREATED_AT,
            default_version: 1,
            latest_version: 1,
            tags: Tags::new(),
        };
        let arn = policy.arn(self.id);
        self.changes.push(Change::put(policy));
        arn
    }

    fn group(&mut self, number: usize, policies: &[String]) -> UniqueId {
        let id = self.id(Prefix::Group);
        self.changes.push(Change::put(Group {
            id: id.clone(),
            name: format!("group-{number}"),
            path: "/".to_owned(),
            created_at: CREATED_AT,
            attached_policies: self.random.sample(&policies[..policies.len().min(50)], 2),
        }));
        id
    }

    fn role(&mut self, number: usize, policies: &[String]) {
        let trust = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{}:root"}},"Action":"sts:AssumeRole"}}]}}"#,
            self.id
        );
        self.document_bytes += trust.len();
        let id = self.id(Prefix::Role);
        self.changes.push(Change::put(Role {
            id,
            name: format!("role-{number}"),
            path: "/service/".to_owned(),
            created_at: CREATED_AT,
            trust_policy: PolicyDocument::new(trust),
            description: Some("A role of a generated account".to_owned()),
            session_seconds_max: 3_600,
            permissions_boundary: None,
            tags: tags(number),
            attached_policies: self.random.sample(&policies[..policies.len().min(50)], 2),
        }));
    }

    fn user(
        &mut self,
        number: usize,
        users: usize,
        groups: &[UniqueId],
        policies: &[String],
        caller_policy: &str,
    ) {
        let (id, key) = (self.id(Prefix::User), access_key_id(KeyTerm::LongTerm, self.id, self.bytes()));
        let secret: String = (0..40).map(|_| char::from(b'a' + self.random.below(26) as u8)).collect();
        let mut attached = self.random.sample(&policies[..policies.len().min(50)], 1);
        if number < CALLERS_AN_ACCOUNT {
            attached.push(caller_policy.to_owned());
            let role_arn = arn::role(self.id, "/service/", "role-0");
            let (access_key_id, secret) = (key.clone(), secret.clone());
            self.callers.push(Caller { account: self.id, access_key_id, secret, users, role_arn });
        }
        self.changes.push(Change::put(AccessKey {
            id: key,
            owner: KeyOwner::User(id.clone()),
            secret: SecretText::new(secret),
            status: KeyStatus::Active,
            created_at: CREATED_AT,
        }));
        self.changes.push(Change::put(User {
            id,
            name: format!("user-{number}"),
            path: "/division/team/".to_owned(),
            created_at: CREATED_AT,
            permissions_boundary: None,
            tags: tags(number),
            groups: BTreeSet::from([groups[number % groups.len()].clone()]),
            attached_policies: attached,
            password_last_used_at: None,
        }));
    }
}

fn tags(number: usize) -> Tags {
    let tag = |key: &str, value: String| (key.to_owned(), value);
    [tag("Team", format!("team-{}", number % 40)), tag("CostCenter", format!("{}", 1_000 + number % 90))]
        .into_iter()
        .collect()
}

const CALLER_POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:ListUsers","iam:CreateUser"],"Resource":"*"},{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/service/*"}]}"#;
