// SPDX-License-Identifier: Apache-2.0
//! The audit record of one call, in CloudTrail's record format.

mod parameters;

use portcullis_directory::arn;
use portcullis_directory::identifier::AccountId;
use portcullis_wire::form::Form;
use portcullis_wire::operation::OperationFacts;
use portcullis_wire::{Fault, Timestamp};

use crate::authorize::Authorization;
use crate::caller::{Caller, Identity};
use crate::handle::{Incoming, Settings};
use crate::identity_center::context_assertion::user_id;
use crate::json::Json;
use crate::moment::Moment;
use crate::proof::{Proof, ProofKind};

/// The version of CloudTrail's record format that these records follow.
const EVENT_VERSION: &str = "1.11";

/// What most records need.
const RECORD_BYTES: usize = 1_024;

/// What is known of a call so far.
#[derive(Debug)]
pub(crate) struct Event<'a> {
    settings: &'a Settings,
    moment: &'a Moment,
    incoming: &'a Incoming<'a>,
    operation: Option<&'static OperationFacts>,
    request: Json,
    response: Json,
    caller: Option<(AccountId, Json)>,
    fault: Option<(String, String)>,
    authorizations: Json,
    encoded_message: Option<String>,
}

impl<'a> Event<'a> {
    pub(crate) fn new(settings: &'a Settings, moment: &'a Moment, incoming: &'a Incoming<'a>) -> Self {
        Self {
            settings,
            moment,
            incoming,
            operation: None,
            request: Json::Null,
            response: Json::Null,
            caller: None,
            fault: None,
            authorizations: Json::Null,
            encoded_message: None,
        }
    }

    pub(crate) fn requested(&mut self, operation: &'static OperationFacts, form: &Form) {
        self.operation = Some(operation);
        self.request = parameters::of_form(form);
    }

    pub(crate) fn called(&mut self, caller: &Caller) {
        self.caller = Some((caller.account.id(), user_identity(caller)));
    }

    /// The permissions that were decided on, and the statements that decided.
    pub(crate) fn authorized(&mut self, authorizations: &[Authorization]) {
        if !authorizations.is_empty() {
            self.authorizations = authorization_records(authorizations);
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
        let account = self.account();
        let is_read = self.is_read();
        let identity = self.caller.map_or_else(unknown, |(_, identity)| identity);
        let service = self.operation.map_or("iam", |operation| operation.service.signing_name());
        let mut record = Json::object([
            ("eventVersion", Json::text(EVENT_VERSION)),
            ("userIdentity", identity),
            ("eventTime", Json::text(Timestamp(self.moment.now()).to_string())),
            ("eventSource", Json::text(format!("{service}.amazonaws.com"))),
            ("eventName", Json::optional(self.operation.map(|operation| operation.name))),
            ("awsRegion", Json::text(&*self.settings.region)),
            ("sourceIPAddress", Json::text(self.incoming.source_ip.to_canonical().to_string())),
            ("userAgent", Json::optional(self.incoming.http.header("user-agent"))),
        ]);
        if let Some((code, message)) = &self.fault {
            record.set("errorCode", Json::text(code));
            record.set("errorMessage", Json::text(message));
        }
        record.set("requestParameters", self.request);
        record.set("responseElements", self.response);
        if self.authorizations != Json::Null {
            let mut more = Json::object([("authorization", self.authorizations)]);
            if let Some(message) = &self.encoded_message {
                more.set("encodedAuthorizationMessage", Json::text(message));
            }
            record.set("additionalEventData", more);
        }
        record.set("requestID", Json::text(&*self.moment.request_id));
        record.set("eventID", Json::text(&*self.moment.request_id));
        record.set("readOnly", Json::Boolean(is_read));
        record.set("eventType", Json::text("AwsApiCall"));
        record.set("managementEvent", Json::Boolean(true));
        record.set("recipientAccountId", Json::optional(account.map(|account| account.to_string())));
        record.set("eventCategory", Json::text("Management"));
        record.render(RECORD_BYTES)
    }
}

/// Permissions with their decisions, as records tell them.
pub(crate) fn authorization_records(authorizations: &[Authorization]) -> Json {
    Json::Array(authorizations.iter().map(authorization).collect())
}

/// One permission with its decision, as the part of the record that is free to be used has it.
fn authorization(authorization: &Authorization) -> Json {
    let decision = &authorization.decision;
    let statements = decision.matched.iter().map(|found| {
        let mut statement = Json::object([
            ("layer", Json::text(found.layer.name())),
            ("policy", Json::text(&*found.policy)),
            ("statement", Json::Number(found.statement)),
            ("effect", Json::text(found.effect.name())),
        ]);
        if let Some(sid) = &found.sid {
            statement.set("sid", Json::text(&**sid));
        }
        statement
    });
    let blocked_by = decision.blocked_by.iter().map(|layer| Json::text(layer.name()));
    let mut record = Json::object([
        ("action", Json::text(authorization.action)),
        ("resource", Json::text(&*authorization.resource)),
        ("decision", Json::text(decision.outcome.name())),
        ("blockedBy", Json::Array(blocked_by.collect())),
        ("matchedStatements", Json::Array(statements.collect())),
    ]);
    if let Some(explanation) = &authorization.explanation {
        record.set("explanation", Json::text(explanation.to_string()));
    }
    record
}

fn unknown() -> Json {
    Json::object([("type", Json::text("Unknown"))])
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
