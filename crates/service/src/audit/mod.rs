// SPDX-License-Identifier: Apache-2.0
//! The audit record of one call, in CloudTrail's record format.

mod parameters;

use std::fmt::Write as _;

use portcullis_directory::arn;
use portcullis_directory::identifier::{AccountId, Digits};
use portcullis_wire::form::Form;
use portcullis_wire::operation::OperationFacts;
use portcullis_wire::{Fault, Timestamp, address};

use crate::authorize::Authorization;
use crate::caller::{Caller, Identity};
use crate::handle::{Incoming, Settings};
use crate::identity_center::context_assertion::user_id;
use crate::json::{Json, Members, push_text};
use crate::moment::Moment;
use crate::proof::{Proof, ProofKind};

/// The version of CloudTrail's record format that these records follow.
const EVENT_VERSION: &str = "1.11";

/// What most records need.
const RECORD_BYTES: usize = 1_024;

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
    caller: Option<(AccountId, String)>,
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
            caller: None,
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
        self.caller = Some((caller.account.id(), told(caller)));
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
        self.caller.as_ref().map(|(account, _)| *account)
    }

    fn is_read(&self) -> bool {
        let reads = ["Get", "List", "Simulate", "Generate"];
        self.operation.is_some_and(|operation| reads.iter().any(|prefix| operation.name.starts_with(prefix)))
    }

    /// The record as one line of JSON.
    pub(crate) fn into_json(self) -> String {
        let parts = [&self.request, &self.response, &self.authorizations].into_iter().flatten();
        let mut out = String::with_capacity(RECORD_BYTES + parts.map(String::len).sum::<usize>());
        let mut record = Members::new(&mut out);
        self.write_head(&mut record);
        record.written("requestParameters", self.request.as_deref().unwrap_or("null"));
        record.written("responseElements", self.response.as_deref().unwrap_or("null"));
        if let Some(authorizations) = &self.authorizations {
            let mut more = Members::new(record.key("additionalEventData"));
            more.written("authorization", authorizations);
            if let Some(message) = &self.encoded_message {
                more.text("encodedAuthorizationMessage", message);
            }
            more.end();
        }
        record.text("requestID", &self.moment.request_id);
        record.text("eventID", &self.moment.request_id);
        record.written("readOnly", if self.is_read() { "true" } else { "false" });
        record.text("eventType", "AwsApiCall");
        record.written("managementEvent", "true");
        let account = self.account().map(AccountId::digits);
        record.optional("recipientAccountId", account.as_ref().map(Digits::as_str));
        record.text("eventCategory", "Management");
        record.end();
        out
    }

    fn write_head(&self, record: &mut Members<'_>) {
        let service = self.operation.map_or("iam", |operation| operation.service.signing_name());
        let identity = self.caller.as_ref().map(|(_, identity)| identity.as_str());
        record.text("eventVersion", EVENT_VERSION);
        record.written("userIdentity", identity.unwrap_or(r#"{"type":"Unknown"}"#));
        let time = record.key("eventTime");
        time.push('"');
        Timestamp(self.moment.now()).push_to(time);
        time.push('"');
        let source = record.key("eventSource");
        source.push('"');
        source.push_str(service);
        source.push_str(".amazonaws.com\"");
        record.optional("eventName", self.operation.map(|operation| operation.name));
        record.text("awsRegion", &self.settings.region);
        let source = record.key("sourceIPAddress");
        source.push('"');
        address::push(source, self.incoming.source_ip.to_canonical());
        source.push('"');
        record.optional("userAgent", self.incoming.http.header("user-agent"));
        if let Some((code, message)) = &self.fault {
            record.text("errorCode", code);
            record.text("errorMessage", message);
        }
    }
}

/// Permissions with their decisions, as records tell them, in JSON.
pub(crate) fn authorization_records(authorizations: &[Authorization]) -> String {
    let mut out = String::with_capacity(AUTHORIZATION_BYTES * authorizations.len());
    for (index, Authorization { action, resource, decision, explanation }) in
        authorizations.iter().enumerate()
    {
        out.push(if index == 0 { '[' } else { ',' });
        let mut record = Members::new(&mut out);
        record.text("action", action);
        record.text("resource", resource);
        record.text("decision", decision.outcome.name());
        let blocked_by = record.key("blockedBy");
        blocked_by.push('[');
        for (index, layer) in decision.blocked_by.iter().enumerate() {
            blocked_by.push_str(if index > 0 { "," } else { "" });
            push_text(blocked_by, layer.name());
        }
        blocked_by.push(']');
        let statements = record.key("matchedStatements");
        statements.push('[');
        for (index, found) in decision.matched.iter().enumerate() {
            statements.push_str(if index > 0 { "," } else { "" });
            let mut statement = Members::new(statements);
            statement.text("layer", found.layer.name());
            statement.text("policy", &found.policy);
            let _infallible = write!(statement.key("statement"), "{}", found.statement);
            statement.text("effect", found.effect.name());
            if let Some(sid) = &found.sid {
                statement.text("sid", sid);
            }
            statement.end();
        }
        statements.push(']');
        if let Some(explanation) = explanation {
            record.text("explanation", &explanation.to_string());
        }
        record.end();
    }
    out.push(']');
    out
}

/// Who called, as JSON. Of the owner of a long-term key it is written once.
fn told(caller: &Caller) -> String {
    let write = || user_identity(caller).render(IDENTITY_BYTES);
    match &caller.standing {
        Some(standing) => standing.audited_as.get_or_init(write).clone(),
        None => write(),
    }
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
