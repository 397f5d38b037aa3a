// SPDX-License-Identifier: Apache-2.0
//! The audit record of one call, in CloudTrail's record format.

mod parameters;

use std::fmt::Write as _;

use portcullis_directory::arn;
use portcullis_directory::identifier::{AccountId, Digits};
use portcullis_policy::evaluation::Match;
use portcullis_wire::form::Form;
use portcullis_wire::operation::OperationFacts;
use portcullis_wire::{Fault, Timestamp, address};

use crate::authorize::Authorization;
use crate::caller::{Caller, Identity};
use crate::handle::{Incoming, Settings};
use crate::identity_center::context_assertion::user_id;
use crate::json::{Json, escaped, push_optional, push_text};
use crate::moment::Moment;
use crate::proof::{Proof, ProofKind};

/// The beginning of each record, with the version of CloudTrail's record format that it follows.
const EVENT_VERSION: &str = r#"{"eventVersion":"1.11""#;

/// What the records of most calls without parameters need.
const RECORD_BYTES: usize = 1_024;

/// What the rest of most records needs, once it is known who called.
const REST_BYTES: usize = 640;

/// What most authorizations need.
const AUTHORIZATION_BYTES: usize = 384;

/// What tells most callers.
const IDENTITY_BYTES: usize = 256;

/// What is known of a call so far. What is JSON is written already.
#[derive(Debug)]
pub(crate) struct Event<'a> {
    settings: &'a Settings,
    moment: &'a Moment,
    incoming: &'a Incoming<'a>,
    operation: Option<&'static OperationFacts>,
    request: Option<String>,
    response: Option<String>,
    account: Option<AccountId>,
    /// The record up to who called, as soon as that is known.
    record: String,
    fault: Option<(String, String)>,
    authorizations: Option<String>,
    encoded_message: Option<String>,
}

impl<'a> Event<'a> {
    pub(crate) fn new(settings: &'a Settings, moment: &'a Moment, incoming: &'a Incoming<'a>) -> Self {
        Self {
            settings,
            moment,
            incoming,
            operation: None,
            request: None,
            response: None,
            account: None,
            record: String::new(),
            fault: None,
            authorizations: None,
            encoded_message: None,
        }
    }

    pub(crate) fn requested(&mut self, operation: &'static OperationFacts, form: &Form<'_>) {
        self.operation = Some(operation);
        self.request = parameters::of_form(form);
    }

    pub(crate) fn called(&mut self, caller: &Caller) {
        self.account = Some(caller.account.id());
        match caller.standing() {
            // Of the owner of a long-term key it is written once.
            Some(standing) => {
                self.begin(standing.audited_as.get_or_init(|| user_identity(caller).render(IDENTITY_BYTES)));
            }
            None => self.begin(&user_identity(caller).render(IDENTITY_BYTES)),
        }
    }

    /// The permissions that were decided on, and the statements that decided.
    pub(crate) fn authorized(&mut self, authorizations: &[Authorization]) {
        if !authorizations.is_empty() {
            self.authorizations = Some(authorization_records(authorizations));
        }
    }

    pub(crate) fn encoded_message(&mut self, message: &str) {
        self.encoded_message = Some(message.to_owned());
    }

    pub(crate) fn succeed(&mut self, xml: &str) {
        // CloudTrail records what a write answered, and nothing of what a read answered.
        if !self.is_read() {
            self.response = parameters::of_answer(xml);
        }
    }

    pub(crate) fn fail(&mut self, fault: &Fault) {
        self.fault = Some((fault.code.to_string(), fault.message.clone()));
    }

    pub(crate) fn operation(&self) -> Option<&'static OperationFacts> {
        self.operation
    }

    pub(crate) fn account(&self) -> Option<AccountId> {
        self.account
    }

    fn is_read(&self) -> bool {
        let reads = ["Get", "List", "Simulate", "Generate"];
        self.operation.is_some_and(|operation| reads.iter().any(|prefix| operation.name.starts_with(prefix)))
    }

    /// Begins the record with who called.
    fn begin(&mut self, user_identity: &str) {
        // Who asks for something has more told.
        let bytes = if self.request.is_some() { 2 * RECORD_BYTES } else { RECORD_BYTES };
        self.record = String::with_capacity(bytes);
        self.record.push_str(EVENT_VERSION);
        self.record.push_str(r#","userIdentity":"#);
        self.record.push_str(user_identity);
    }

    /// The record as one line of JSON.
    pub(crate) fn into_json(mut self) -> String {
        if self.record.is_empty() {
            self.begin(r#"{"type":"Unknown"}"#);
        }
        let mut out = std::mem::take(&mut self.record);
        let parts = [&self.request, &self.response, &self.authorizations].into_iter().flatten();
        out.reserve(REST_BYTES + parts.map(String::len).sum::<usize>());
        self.push_origin(&mut out);
        if let Some((code, message)) = &self.fault {
            out.push_str(r#","errorCode":"#);
            push_text(&mut out, code);
            out.push_str(r#","errorMessage":"#);
            push_text(&mut out, message);
        }
        out.push_str(r#","requestParameters":"#);
        out.push_str(self.request.as_deref().unwrap_or("null"));
        out.push_str(r#","responseElements":"#);
        out.push_str(self.response.as_deref().unwrap_or("null"));
        if let Some(authorizations) = &self.authorizations {
            out.push_str(r#","additionalEventData":{"authorization":"#);
            out.push_str(authorizations);
            if let Some(message) = &self.encoded_message {
                out.push_str(r#","encodedAuthorizationMessage":"#);
                push_text(&mut out, message);
            }
            out.push('}');
        }
        let request_id = escaped(&self.moment.request_id);
        out.push_str(r#","requestID":""#);
        out.push_str(&request_id);
        out.push_str(r#"","eventID":""#);
        out.push_str(&request_id);
        out.push_str(if self.is_read() { r#"","readOnly":true"# } else { r#"","readOnly":false"# });
        out.push_str(r#","eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"#);
        push_name(&mut out, self.account.map(AccountId::digits).as_ref().map(Digits::as_str));
        out.push_str(r#","eventCategory":"Management"}"#);
        out
    }

    /// When, what and where from.
    fn push_origin(&self, out: &mut String) {
        out.push_str(r#","eventTime":""#);
        Timestamp(self.moment.now()).push_to(out);
        out.push_str(r#"","eventSource":""#);
        out.push_str(self.operation.map_or("iam", |operation| operation.service.signing_name()));
        out.push_str(r#".amazonaws.com","eventName":"#);
        push_name(out, self.operation.map(|operation| operation.name));
        out.push_str(r#","awsRegion":"#);
        push_text(out, &self.settings.region);
        out.push_str(r#","sourceIPAddress":""#);
        address::push(out, self.incoming.source_ip.to_canonical());
        out.push_str(r#"","userAgent":"#);
        push_optional(out, self.incoming.http.header("user-agent"));
    }
}

/// Appends a name or a number that needs no escapes, with its quotes, or `null`.
fn push_name(out: &mut String, name: Option<&str>) {
    let Some(name) = name else { return out.push_str("null") };
    out.push('"');
    out.push_str(name);
    out.push('"');
}

/// Permissions with their decisions, as records tell them, in JSON.
pub(crate) fn authorization_records(authorizations: &[Authorization]) -> String {
    let mut out = String::with_capacity(AUTHORIZATION_BYTES * authorizations.len());
    out.push('[');
    for (index, Authorization { action, resource, decision, explanation }) in
        authorizations.iter().enumerate()
    {
        out.push_str(if index == 0 { r#"{"action":""# } else { r#",{"action":""# });
        out.push_str(action);
        out.push_str(r#"","resource":"#);
        push_text(&mut out, resource);
        out.push_str(r#","decision":""#);
        out.push_str(decision.outcome.name());
        out.push_str(r#"","blockedBy":["#);
        for (index, layer) in decision.blocked_by.iter().enumerate() {
            out.push_str(if index == 0 { "\"" } else { ",\"" });
            out.push_str(layer.name());
            out.push('"');
        }
        out.push_str(r#"],"matchedStatements":["#);
        for (index, found) in decision.matched.iter().enumerate() {
            out.push_str(if index == 0 { r#"{"layer":""# } else { r#",{"layer":""# });
            push_statement(&mut out, found);
        }
        out.push(']');
        if let Some(explanation) = explanation {
            out.push_str(r#","explanation":"#);
            push_text(&mut out, &explanation.to_string());
        }
        out.push('}');
    }
    out.push(']');
    out
}

/// What is told of a statement that matched, from the name of its layer on.
fn push_statement(out: &mut String, found: &Match) {
    out.push_str(found.layer.name());
    out.push_str(r#"","policy":"#);
    push_text(out, &found.policy);
    out.push_str(r#","statement":"#);
    let _infallible = write!(out, "{}", found.statement);
    out.push_str(r#","effect":""#);
    out.push_str(found.effect.name());
    out.push('"');
    if let Some(sid) = &found.sid {
        out.push_str(r#","sid":"#);
        push_text(out, sid);
    }
    out.push('}');
}

pub(crate) fn user_identity(caller: &Caller) -> Json {
    if let Identity::Proven(proof) = &caller.identity {
        return proven(proof);
    }
    let kind = match caller.identity {
        Identity::Root => "Root",
        Identity::User(_) => "IAMUser",
        Identity::Role { .. } => "AssumedRole",
        Identity::Federated { .. } | Identity::Proven(_) => "FederatedUser",
    };
    let account = caller.account.id();
    let principal_id = match &caller.identity {
        Identity::User(user) => user.id.to_string(),
        _ => caller.user_id(),
    };
    let mut identity = Json::object([
        ("type", Json::text(kind)),
        ("principalId", Json::text(principal_id)),
        ("arn", Json::text(caller.arn())),
        ("accountId", Json::text(account.to_string())),
        ("accessKeyId", Json::text(&*caller.access_key_id)),
    ]);
    if let Some(user) = caller.user() {
        identity.set("userName", Json::text(&*user.name));
    }
    if let Some(session) = &caller.session {
        let issuer = session_issuer(caller);
        let attributes = Json::object([
            ("creationDate", Json::text(Timestamp(session.issued_at).to_string())),
            ("mfaAuthenticated", Json::text(if session.mfa_at.is_some() { "true" } else { "false" })),
        ]);
        let mut context = Json::object([]);
        if issuer != Json::Null {
            context.set("sessionIssuer", issuer);
        }
        context.set("attributes", attributes);
        if let Some(source) = &session.source_identity {
            context.set("sourceIdentity", Json::text(source));
        }
        identity.set("sessionContext", context);
        if let Some(user_id) = user_id(session) {
            identity.set("onBehalfOf", Json::object([("userId", Json::text(user_id))]));
        }
    }
    identity
}

fn proven(proof: &Proof) -> Json {
    let kind = match proof.kind {
        ProofKind::Saml => "SAMLUser",
        ProofKind::WebIdentity => "WebIdentityUser",
    };
    Json::object([
        ("type", Json::text(kind)),
        ("principalId", Json::text(&*proof.user_id)),
        ("userName", Json::text(&*proof.subject)),
        ("identityProvider", Json::text(&*proof.provider)),
    ])
}

fn session_issuer(caller: &Caller) -> Json {
    let account = caller.account.id();
    let (kind, id, issuer_arn, name) = match &caller.identity {
        Identity::Role { role, .. } => ("Role", role.id.to_string(), role.arn(account), role.name.clone()),
        Identity::Federated { user: Some(user), .. } => {
            ("IAMUser", user.id.to_string(), user.arn(account), user.name.clone())
        }
        Identity::Federated { user: None, .. } => {
            return Json::object([
                ("type", Json::text("Root")),
                ("principalId", Json::text(account.to_string())),
                ("arn", Json::text(arn::root(account))),
                ("accountId", Json::text(account.to_string())),
            ]);
        }
        Identity::Root | Identity::User(_) | Identity::Proven(_) => return Json::Null,
    };
    Json::object([
        ("type", Json::text(kind)),
        ("principalId", Json::text(id)),
        ("arn", Json::text(issuer_arn)),
        ("accountId", Json::text(account.to_string())),
        ("userName", Json::text(name)),
    ])
}
