// SPDX-License-Identifier: Apache-2.0
//! The audit record of a question: who asked, about whom, and what was decided.

use portcullis_directory::identifier::AccountId;
use portcullis_policy::evaluation::Decision;
use portcullis_wire::Timestamp;

use crate::audit::user_identity;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::sign_in::answer::Refusal;

/// The events' names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name {
    Decide,
    VerifyCredential,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Decide => "Decide",
            Self::VerifyCredential => "VerifyCredential",
        }
    }
}

/// What is known of a question so far.
#[derive(Debug, Default)]
pub(super) struct Event {
    name: Option<Name>,
    caller: Option<(AccountId, Json)>,
    request: Option<Json>,
    response: Option<Json>,
    failure: Option<(&'static str, String)>,
}

impl Event {
    pub(super) fn named(&mut self, name: Name) {
        self.name = Some(name);
    }

    pub(super) fn called(&mut self, caller: &Caller) {
        self.caller = Some((caller.account.id(), user_identity(caller)));
    }

    pub(super) fn asked(&mut self, target: &Caller, action: &str, resource: &str) {
        self.request = Some(Json::object([
            ("principal", Json::text(target.arn())),
            ("action", Json::text(action)),
            ("resource", Json::text(resource)),
        ]));
    }

    pub(super) fn decided(&mut self, decision: &Decision) {
        self.response = Some(Json::object([("decision", Json::text(decision.outcome.name()))]));
    }

    pub(super) fn verified(&mut self, arn: &str) {
        self.response = Some(Json::object([("principal", Json::text(arn))]));
    }

    pub(super) fn fail(&mut self, refusal: &Refusal) {
        self.failure = Some((refusal.code, refusal.message.clone()));
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        self.caller.as_ref().map(|(account, _)| *account)
    }

    pub(super) fn operation(&self) -> Option<String> {
        self.name.map(|name| format!("portcullis:{}", name.as_str()))
    }

    /// The record as one line of JSON.
    pub(super) fn to_json(&self, door: &Door<'_>) -> String {
        let identity = self.caller.as_ref().map(|(_, identity)| identity.clone());
        let unknown = || Json::object([("type", Json::text("Unknown"))]);
        let mut record = Json::object([
            ("eventVersion", Json::text("1.11")),
            ("userIdentity", identity.unwrap_or_else(unknown)),
            ("eventTime", Json::text(Timestamp(door.now()).to_string())),
            ("eventSource", Json::text("portcullis")),
            ("eventName", Json::optional(self.name.map(Name::as_str))),
            ("awsRegion", Json::text(&*door.settings.region)),
            ("sourceIPAddress", Json::text(door.origin.source_ip.to_canonical().to_string())),
            ("userAgent", Json::optional(door.origin.user_agent)),
        ]);
        if let Some((code, message)) = &self.failure {
            record.set("errorCode", Json::text(*code));
            record.set("errorMessage", Json::text(message));
        }
        record.set("requestParameters", self.request.clone().unwrap_or(Json::Null));
        record.set("responseElements", self.response.clone().unwrap_or(Json::Null));
        record.set("requestID", Json::text(&*door.moment.request_id));
        record.set("eventID", Json::text(&*door.moment.request_id));
        record.set("readOnly", Json::Boolean(true));
        record.set("eventType", Json::text("AwsApiCall"));
        record.set("managementEvent", Json::Boolean(false));
        record.set("recipientAccountId", Json::optional(self.account().map(|account| account.to_string())));
        record.set("eventCategory", Json::text("Data"));
        record.to_string()
    }
}
