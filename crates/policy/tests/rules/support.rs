// SPDX-License-Identifier: Apache-2.0
//! Cases: a request with its policies, written in a few words.
//!
//! Policies are written as statements in JSON with `'` for `"` and a backtick for `'`.

use portcullis_policy::{
    evaluation::{
        Authority, Context, Decision, Layer, NamedPolicy, Outcome, Policies, Principal, Request,
        ResourcePolicy, evaluate,
    },
    language::Document,
};

pub(super) const OWN: &str = "111122223333";
pub(super) const OTHER: &str = "444455556666";
pub(super) const USER: &str = "arn:aws:iam::111122223333:user/staff/Ann";
pub(super) const ROLE: &str = "arn:aws:iam::111122223333:role/app/Barista";
pub(super) const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/Barista/morning";
pub(super) const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/Zoe";
pub(super) const ROOT: &str = "arn:aws:iam::111122223333:root";

pub(super) fn user() -> Principal {
    Principal::User { arn: USER.into(), account: OWN.into(), unique_id: Some("AIDAANN".into()) }
}

pub(super) fn role() -> Principal {
    Principal::Role {
        role_arn: ROLE.into(),
        session_arn: SESSION.into(),
        account: OWN.into(),
        unique_id: Some("AROABARISTA".into()),
    }
}

pub(super) fn service_linked_role() -> Principal {
    Principal::Role {
        role_arn: "arn:aws:iam::111122223333:role/aws-service-role/es.amazonaws.com/Linked".into(),
        session_arn: "arn:aws:sts::111122223333:assumed-role/Linked/es".into(),
        account: OWN.into(),
        unique_id: None,
    }
}

/// A GetFederationToken session of the user.
pub(super) fn federated() -> Principal {
    Principal::FederatedUser {
        session_arn: FEDERATED.into(),
        user_arn: USER.into(),
        account: OWN.into(),
        unique_id: Some("AIDAANN".into()),
    }
}

pub(super) fn root() -> Principal {
    Principal::Root { partition: "aws".into(), account: OWN.into() }
}

pub(super) fn service(name: &str) -> Principal {
    Principal::Service { name: name.into() }
}

pub(super) fn provider(name: &str) -> Principal {
    Principal::Federated { provider: name.into() }
}

/// An Allow with what is given; what is not is every action of S3 on every resource.
pub(super) fn allow(rest: &str) -> String {
    statement("Allow", rest)
}

/// A Deny, as [`allow`].
pub(super) fn deny(rest: &str) -> String {
    statement("Deny", rest)
}

/// An Allow of a resource policy that names the principals under `AWS`.
pub(super) fn grant(named: &str) -> String {
    allow(&format!("'Principal':{{'AWS':['{named}']}}"))
}

fn statement(effect: &str, rest: &str) -> String {
    let mut parts = vec![format!("'Effect':'{effect}'")];
    if !rest.contains("Action'") {
        parts.push("'Action':['s3:*','sts:*','iam:*','kms:*']".into());
    }
    if !rest.contains("Resource'") {
        parts.push("'Resource':'*'".into());
    }
    if !rest.is_empty() {
        parts.push(rest.into());
    }
    format!("{{{}}}", parts.join(","))
}

/// A document of version 2012-10-17 with the statements.
pub(super) fn document(statements: &[String]) -> Document {
    versioned("'Version':'2012-10-17',", statements)
}

#[expect(clippy::panic, reason = "a case that cannot be read is a mistake in the test")]
pub(super) fn versioned(version: &str, statements: &[String]) -> Document {
    let text = format!("{{{version}'Statement':[{}]}}", statements.join(","));
    let text = text.replace('\'', "\"").replace('`', "'");
    Document::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Reads `key=value; key=[value,value]`.
pub(super) fn context(text: &str) -> Context {
    let mut context = Context::new();
    for (key, value) in text.split(';').filter_map(|part| part.trim().split_once('=')) {
        match value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
            Some("") => context.set_many(key, Vec::new()),
            Some(inner) => context.set_many(key, inner.split(',').map(str::to_owned).collect()),
            None => context.set(key, value),
        }
    }
    context
}

/// A request with its policies. It begins as GetObject on an object of the caller's own account, without policies.
#[derive(Clone)]
pub(super) struct Case {
    principal: Principal,
    action: String,
    resource: String,
    resource_account: Option<String>,
    context: Context,
    wildcard_only: bool,
    identity: Vec<Document>,
    boundary: Option<Document>,
    session: Option<Vec<Document>>,
    resource_policy: Option<(Document, Authority)>,
    scps: Vec<Vec<Document>>,
    rcps: Vec<Vec<Document>>,
    endpoint: Vec<Document>,
    granted: bool,
    restrict_public: bool,
}

pub(super) fn case(principal: Principal) -> Case {
    Case {
        principal,
        action: "s3:GetObject".into(),
        resource: "arn:aws:s3:::beans/latte.txt".into(),
        resource_account: Some(OWN.into()),
        context: Context::new(),
        wildcard_only: false,
        identity: Vec::new(),
        boundary: None,
        session: None,
        resource_policy: None,
        scps: Vec::new(),
        rcps: Vec::new(),
        endpoint: Vec::new(),
        granted: false,
        restrict_public: false,
    }
}

impl Case {
    pub(super) fn action(mut self, action: &str) -> Self {
        self.action = action.into();
        self
    }
    pub(super) fn on(mut self, resource: &str) -> Self {
        self.resource = resource.into();
        self
    }
    /// The resource belongs to this account.
    pub(super) fn owned_by(mut self, account: &str) -> Self {
        self.resource_account = Some(account.into());
        self
    }
    pub(super) fn context(mut self, text: &str) -> Self {
        self.context = context(text);
        self
    }
    /// The action has no resources: it is asked of `*`.
    pub(super) fn wildcard_only(mut self) -> Self {
        self.wildcard_only = true;
        self.on("*")
    }
    pub(super) fn identity(mut self, statement: String) -> Self {
        self.identity.push(document(&[statement]));
        self
    }
    pub(super) fn identity_document(mut self, document: Document) -> Self {
        self.identity.push(document);
        self
    }
    pub(super) fn boundary(mut self, statement: String) -> Self {
        self.boundary = Some(document(&[statement]));
        self
    }
    /// The session has these policies, one for each statement.
    pub(super) fn session(mut self, statements: &[String]) -> Self {
        self.session =
            Some(statements.iter().map(|statement| document(std::slice::from_ref(statement))).collect());
        self
    }
    pub(super) fn resource_policy(mut self, statements: &[String]) -> Self {
        self.resource_policy = Some((document(statements), Authority::Ordinary));
        self
    }
    /// A resource policy that must allow, such as a trust policy or a key policy.
    pub(super) fn required_policy(mut self, statements: &[String]) -> Self {
        self.resource_policy = Some((document(statements), Authority::Required));
        self
    }
    /// One level with one service control policy for each statement.
    pub(super) fn scp_level(mut self, statements: &[String]) -> Self {
        self.scps.push(statements.iter().map(|one| document(std::slice::from_ref(one))).collect());
        self
    }
    pub(super) fn rcp_level(mut self, statements: &[String]) -> Self {
        self.rcps.push(statements.iter().map(|one| document(std::slice::from_ref(one))).collect());
        self
    }
    pub(super) fn endpoint(mut self, statement: String) -> Self {
        self.endpoint.push(document(&[statement]));
        self
    }
    pub(super) fn granted(mut self) -> Self {
        self.granted = true;
        self
    }
    pub(super) fn restrict_public(mut self) -> Self {
        self.restrict_public = true;
        self
    }

    pub(super) fn decide(&self) -> Decision {
        let request = Request {
            principal: self.principal.clone(),
            action: &self.action,
            resource: &self.resource,
            resource_account: self.resource_account.as_deref(),
            context: &self.context,
            wildcard_only_action: self.wildcard_only,
        };
        let policies = Policies {
            identity: named(&self.identity, "identity"),
            boundary: self.boundary.as_ref().map(|document| NamedPolicy { name: "boundary", document }),
            session: self.session.as_ref().map(|documents| named(documents, "session")),
            resource: self.resource_policy.as_ref().map(|(document, authority)| ResourcePolicy {
                policy: NamedPolicy { name: "resource", document },
                authority: *authority,
            }),
            scps: self.scps.iter().map(|level| named(level, "scp")).collect(),
            rcps: self.rcps.iter().map(|level| named(level, "rcp")).collect(),
            endpoint: named(&self.endpoint, "endpoint"),
            granted: self.granted,
            restrict_public: self.restrict_public,
        };
        evaluate(&request, &policies)
    }

    #[track_caller]
    pub(super) fn allows(&self) {
        self.decides(Outcome::Allow, &[]);
    }
    /// Nothing denies, and these layers do not allow.
    #[track_caller]
    pub(super) fn is_silent(&self, layers: &[Layer]) {
        self.decides(Outcome::ImplicitDeny, layers);
    }
    /// A statement denies, and these layers block.
    #[track_caller]
    pub(super) fn denies(&self, layers: &[Layer]) {
        self.decides(Outcome::ExplicitDeny, layers);
    }
    #[track_caller]
    fn decides(&self, outcome: Outcome, layers: &[Layer]) {
        let decision = self.decide();
        assert_eq!((decision.outcome, decision.blocked_by.as_slice()), (outcome, layers), "{decision:?}");
    }
    pub(super) fn is_allowed(&self) -> bool {
        self.decide().outcome == Outcome::Allow
    }
}

fn named<'a>(documents: &'a [Document], name: &'a str) -> Vec<NamedPolicy<'a>> {
    documents.iter().map(|document| NamedPolicy { name, document }).collect()
}

/// Whether a statement takes effect, as an Allow; the same one as a Deny must do so too.
#[track_caller]
pub(super) fn applies(rest: &str, case: &Case) -> bool {
    let allowed = case.clone().identity(allow(rest)).is_allowed();
    let denied = !case.clone().identity(allow("'Action':'*'")).identity(deny(rest)).is_allowed();
    assert_eq!(allowed, denied, "an Allow and a Deny differ on {rest}");
    allowed
}

/// Whether a condition holds in a context.
#[track_caller]
pub(super) fn holds(condition: &str, context: &str) -> bool {
    applies(&format!("'Condition':{{{condition}}}"), &case(user()).context(context))
}

/// Checks a table of conditions, contexts and whether they hold.
#[track_caller]
pub(super) fn check(table: &[(&str, &str, bool)]) {
    for (condition, context, wanted) in table {
        assert_eq!(holds(condition, context), *wanted, "{condition} with `{context}`");
    }
}
