// SPDX-License-Identifier: Apache-2.0
//! A stage: the cast of the conformance cases in a world, and for each case its policies, tags, clock and session, all
//! made through the API.
//!
//! Any question about a case that is asked of the server can be asked on its stage: the call itself here, a simulation
//! of it by whoever tests that.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and no test needs the whole stage"
)]

pub mod call;

use std::collections::BTreeMap;

use portcullis_directory::Directory;
use portcullis_policy::evaluation::Principal;
use portcullis_wire::Timestamp;

use crate::cases::{Actor, Case, CasePolicy, Chapters, ContextValue};
use crate::world::{ACCOUNT, Key, World, document, trust};

/// The other account.
pub const OTHER: &str = "444455556666";

/// The cast in a world, to which every case goes back.
pub struct Theatre {
    pub world: World,
    /// The credentials of everyone who can have some, by name.
    pub keys: BTreeMap<String, Key>,
    /// Who makes the role sessions of an account.
    ushers: BTreeMap<String, Key>,
    empty: Directory,
    opening: i64,
}

impl Theatre {
    /// Makes the cast: users and roles without policies. The roles trust their account.
    pub fn open(chapters: &Chapters) -> Self {
        let (mut world, root) = World::new();
        let stranger = world.account(OTHER);
        let mut ushers = BTreeMap::new();
        let mut keys = BTreeMap::new();
        for (account, root) in [(ACCOUNT, &root), (OTHER, &stranger)] {
            let usher = world.user(root, "Usher");
            world.grant(root, "Usher", "all", "Allow sts:* *");
            ushers.insert(account.to_owned(), usher);
        }
        keys.insert("root".to_owned(), root);
        keys.insert("stranger-root".to_owned(), stranger);
        let mut theatre = Self { opening: 0, empty: world.directory.clone(), world, keys, ushers };
        for (name, actor) in &chapters.cast {
            theatre.engage(name, actor);
        }
        theatre.empty = theatre.world.directory.clone();
        theatre.opening = theatre.world.now;
        theatre
    }

    fn engage(&mut self, name: &str, actor: &Actor) {
        let account = account(&actor.principal);
        match &actor.principal {
            Principal::User { arn, .. } if !actor.session_token => {
                let root = self.root(&account);
                let (path, user) = path_and_name(arn);
                self.world.ok(&root, &format!("CreateUser UserName={user} Path={path}"));
                let answer = self.world.ok(&root, &format!("CreateAccessKey UserName={user}"));
                let (id, secret) = (answer.get("AccessKeyId"), answer.get("SecretAccessKey"));
                self.keys.insert(name.to_owned(), Key { id, secret, token: None });
            }
            // Nobody but services makes roles that are linked to them.
            Principal::Role { role_arn, session_arn, .. } if !role_arn.contains("/aws-service-role/") => {
                let root = self.root(&account);
                let (path, role) = path_and_name(role_arn);
                let script = format!("CreateRole RoleName={role} Path={path}");
                self.world.ok_with(&root, &script, &[("AssumeRolePolicyDocument", &trust(&account))]);
                let key = self.session(role_arn, session_arn, &[]);
                self.keys.insert(name.to_owned(), key);
            }
            _ => {}
        }
    }

    /// Sets the stage anew: the cast as it was engaged.
    pub fn clear(&mut self) {
        self.world.directory = self.empty.clone();
        self.world.now = self.opening;
        self.world.source_ip = std::net::Ipv4Addr::LOCALHOST.into();
        self.world.secure = true;
    }

    pub fn root(&self, account: &str) -> Key {
        let name = if account == ACCOUNT { "root" } else { "stranger-root" };
        self.keys[name].clone()
    }

    /// Sets the stage for a case, and gives the caller's credentials.
    pub fn prepare(&mut self, case: &Case) -> Key {
        self.clear();
        if let Some(now) = case_time(case) {
            self.world.now = now - 300;
        }
        // A federated session is asked for before the policies stand that might forbid it.
        let early = self.federated_session(case);
        self.make_target(case);
        self.give_policies(case);
        let key = early.unwrap_or_else(|| self.caller(case));
        self.set_trust(case);
        self.set_origin(case);
        if let Some(now) = case_time(case) {
            self.world.now = now - 1;
        }
        key
    }

    fn federated_session(&mut self, case: &Case) -> Option<Key> {
        let Principal::FederatedUser { session_arn, user_arn, .. } = &case.principal.principal else {
            return None;
        };
        let (_, user) = path_and_name(user_arn);
        let root = self.root(ACCOUNT);
        self.world.grant(&root, &user, "vouch", "Allow sts:GetFederationToken *");
        let script = format!("GetFederationToken Name={}", session_arn.rsplit('/').next().unwrap());
        let passed = case.policies.session.as_deref().unwrap_or_default();
        let policy: Vec<(&str, &str)> = passed.iter().map(|policy| ("Policy", &*policy.text)).collect();
        let answer = self.world.ok_with(&self.keys["alice"], &script, &policy);
        self.world.ok(&root, &format!("DeleteUserPolicy UserName={user} PolicyName=vouch"));
        Some(answer.credentials())
    }

    /// Makes the resource that is asked about, if it is not of the cast, with its tags.
    fn make_target(&mut self, case: &Case) {
        let Some(target) = Target::of(&case.resource) else { return };
        if case.action.contains(":Create") || target.account == "aws" {
            return;
        }
        let root = self.root(&target.account);
        let Target { kind, path, name, .. } = &target;
        let (operation, parameter) = match kind.as_str() {
            "user" => ("User", "UserName"),
            "role" => ("Role", "RoleName"),
            "group" => ("Group", "GroupName"),
            "policy" => ("Policy", "PolicyName"),
            "instance-profile" => ("InstanceProfile", "InstanceProfileName"),
            _ => return,
        };
        let document = match kind.as_str() {
            "role" => vec![("AssumeRolePolicyDocument", trust(&target.account))],
            "policy" => vec![("PolicyDocument", document("Allow s3:ListAllMyBuckets *"))],
            _ => vec![],
        };
        let more: Vec<(&str, &str)> = document.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let script = format!("Create{operation} {parameter}={name} Path={path}");
        let answer = self.world.call_with(&root, &script, &more);
        let is_there = matches!(answer.status, 200 | 409);
        assert!(is_there, "{}: {}", case.place, answer.body);
        let tags = tags(case, &["aws:ResourceTag/", "iam:ResourceTag/"]);
        if !tags.is_empty() {
            let script = format!("Tag{operation} {parameter}={name}");
            self.world.ok_with(&root, &script, &borrow(&tag_parameters(&tags)));
        }
        if let Some(ContextValue::One(arn)) = case.context.get("iam:PermissionsBoundary") {
            self.make_policy(&target.account, arn);
            let script = format!("Put{operation}PermissionsBoundary {parameter}={name}");
            self.world.ok_with(&root, &script, &[("PermissionsBoundary", arn)]);
        }
    }

    /// Makes a customer's policy of this ARN.
    fn make_policy(&mut self, account: &str, arn: &str) {
        let root = self.root(account);
        let name = arn.rsplit('/').next().unwrap();
        let document = document("Allow * *");
        self.world.ok_with(
            &root,
            &format!("CreatePolicy PolicyName={name}"),
            &[("PolicyDocument", &document)],
        );
    }

    /// Gives the caller its tags, inline policies and boundary.
    fn give_policies(&mut self, case: &Case) {
        let (kind, name) = match &case.principal.principal {
            Principal::User { arn, .. } => ("User", path_and_name(arn).1),
            Principal::FederatedUser { user_arn, .. } => ("User", path_and_name(user_arn).1),
            Principal::Role { role_arn, .. } => ("Role", path_and_name(role_arn).1),
            _ => return,
        };
        let account = account(&case.principal.principal);
        let root = self.root(&account);
        let tags = tags(case, &["aws:PrincipalTag/"]);
        if !tags.is_empty() {
            let script = format!("Tag{kind} {kind}Name={name}");
            self.world.ok_with(&root, &script, &borrow(&tag_parameters(&tags)));
        }
        for policy in &case.policies.identity {
            let label = policy.label.replace(':', ".");
            let script = format!("Put{kind}Policy {kind}Name={name} PolicyName={label}");
            self.must(case, &root, &script, policy, "PolicyDocument");
        }
        if let Some(boundary) = &case.policies.boundary {
            self.must(case, &root, "CreatePolicy PolicyName=boundary", boundary, "PolicyDocument");
            let script = format!("Put{kind}PermissionsBoundary {kind}Name={name}");
            let arn = format!("arn:aws:iam::{account}:policy/boundary");
            self.world.ok_with(&root, &script, &[("PermissionsBoundary", &arn)]);
        }
        for (number, policy) in case.policies.session.iter().flatten().enumerate().skip(1) {
            let script = format!("CreatePolicy PolicyName=session-{number}");
            self.must(case, &root, &script, policy, "PolicyDocument");
        }
    }

    fn must(&mut self, case: &Case, by: &Key, script: &str, policy: &CasePolicy, parameter: &str) {
        let answer = self.world.call_with(by, script, &[(parameter, &policy.text)]);
        assert_eq!(answer.status, 200, "{}: {script} with {}: {}", case.place, policy.text, answer.body);
    }

    /// The caller's credentials, with a session made for the case if it is one.
    fn caller(&mut self, case: &Case) -> Key {
        match &case.principal.principal {
            Principal::User { .. } if case.principal.session_token => {
                let user = self.keys["alice"].clone();
                self.world.ok(&user, "GetSessionToken").credentials()
            }
            Principal::Role { role_arn, session_arn, .. } => {
                if let Some(ContextValue::One(issued)) = case.context.get("aws:TokenIssueTime") {
                    self.world.now = Timestamp::parse(issued).unwrap().0 - 1;
                }
                let passed = case.policies.session.clone().unwrap_or_default();
                self.session(role_arn, session_arn, &passed)
            }
            _ => {
                let key = self.keys.get(&case.principal_name);
                key.unwrap_or_else(|| panic!("{}: nobody can call as this principal", case.place)).clone()
            }
        }
    }

    /// A session of a role. The first policy is passed inline, the others stand as managed policies.
    fn session(&mut self, role_arn: &str, session_arn: &str, passed: &[CasePolicy]) -> Key {
        let account = role_arn.split(':').nth(4).unwrap();
        let name = session_arn.rsplit('/').next().unwrap();
        let mut more = vec![("RoleArn".to_owned(), role_arn.to_owned())];
        for (number, policy) in passed.iter().enumerate() {
            more.push(match number {
                0 => ("Policy".to_owned(), policy.text.clone()),
                _ => (
                    format!("PolicyArns.member.{number}.arn"),
                    format!("arn:aws:iam::{account}:policy/session-{number}"),
                ),
            });
        }
        let usher = self.ushers[account].clone();
        let script = format!("AssumeRole RoleSessionName={name}");
        self.world.ok_with(&usher, &script, &borrow(&more)).credentials()
    }

    /// Gives the role that is asked about its trust policy, after the caller's session was made by another.
    fn set_trust(&mut self, case: &Case) {
        let Some(policy) = &case.policies.resource else { return };
        let target = Target::of(&case.resource).filter(|target| target.kind == "role");
        let target = target.unwrap_or_else(|| panic!("{}: only roles have a policy", case.place));
        let root = self.root(&target.account);
        let script = format!("UpdateAssumeRolePolicy RoleName={}", target.name);
        self.must(case, &root, &script, policy, "PolicyDocument");
    }

    /// Where the call comes from.
    fn set_origin(&mut self, case: &Case) {
        if let Some(ContextValue::One(address)) = case.context.get("aws:SourceIp") {
            self.world.source_ip = address.parse().unwrap();
        }
        if let Some(ContextValue::One(secure)) = case.context.get("aws:SecureTransport") {
            self.world.secure = secure == "true";
        }
    }
}

/// What a request asks about.
pub struct Target {
    pub account: String,
    pub kind: String,
    pub path: String,
    pub name: String,
}

impl Target {
    /// The thing of IAM with this ARN.
    pub fn of(arn: &str) -> Option<Self> {
        let pieces: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", _, "iam", _, account, resource] = pieces[..] else { return None };
        let kind = resource.split('/').next()?.to_owned();
        let (path, name) = path_and_name(arn);
        Some(Self { account: account.to_owned(), kind, path, name })
    }
}

/// `/staff/` and `Alice` of `…:user/staff/Alice`.
pub fn path_and_name(arn: &str) -> (String, String) {
    let (_, rest) = arn.split_once('/').unwrap();
    match rest.rsplit_once('/') {
        Some((path, name)) => (format!("/{path}/"), name.to_owned()),
        None => ("/".to_owned(), rest.to_owned()),
    }
}

pub fn account(principal: &Principal) -> String {
    match principal {
        Principal::User { account, .. }
        | Principal::Role { account, .. }
        | Principal::FederatedUser { account, .. }
        | Principal::Root { account, .. } => account.clone(),
        _ => ACCOUNT.to_owned(),
    }
}

fn case_time(case: &Case) -> Option<i64> {
    let one = |key: &str| match case.context.get(key) {
        Some(ContextValue::One(text)) => Some(text.as_str()),
        _ => None,
    };
    let time = one("aws:CurrentTime").map(|text| Timestamp::parse(text).unwrap().0);
    time.or_else(|| one("aws:EpochTime").map(|text| text.parse().unwrap()))
}

/// The tags that a case's keys with one of these beginnings stand for.
pub fn tags(case: &Case, beginnings: &[&str]) -> Vec<(String, String)> {
    let tag = |(key, value): (&String, &ContextValue)| {
        let beginning = beginnings.iter().find(|beginning| key.starts_with(**beginning))?;
        match value {
            ContextValue::One(text) => Some((key[beginning.len()..].to_owned(), text.clone())),
            ContextValue::Many(_) => None,
        }
    };
    case.context.iter().filter_map(tag).collect()
}

pub fn tag_parameters(tags: &[(String, String)]) -> Vec<(String, String)> {
    let numbered = tags.iter().enumerate();
    let parameters = numbered.flat_map(|(at, (key, value))| {
        let member = format!("Tags.member.{}", at + 1);
        [(format!("{member}.Key"), key.clone()), (format!("{member}.Value"), value.clone())]
    });
    parameters.collect()
}

pub fn borrow(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
