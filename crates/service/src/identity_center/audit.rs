// SPDX-License-Identifier: Apache-2.0
//! The audit record of a call, in CloudTrail's record format, under the names that AWS's two services have there.

use portcullis_directory::identifier::AccountId;
use portcullis_wire::Timestamp;

use super::failure::Failure;
use crate::audit::{authorization_records, user_identity};
use crate::authorize::Authorization;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::manner::Manner;
use crate::sign_in::Attempt;

/// The events' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    RegisterClient,
    StartDeviceAuthorization,
    CreateToken,
    CreateTokenWithIam,
    /// A person was asked for, or gave or refused, what a program asks for.
    Authorize,
    /// The same for a device.
    ConfirmDevice,
    /// The start URL was opened in a browser.
    OpenPortal,
    ListAccounts,
    ListAccountRoles,
    GetRoleCredentials,
    Logout,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::RegisterClient => "RegisterClient",
            Self::StartDeviceAuthorization => "StartDeviceAuthorization",
            Self::CreateToken => "CreateToken",
            Self::CreateTokenWithIam => "CreateTokenWithIAM",
            Self::Authorize => "Authorize",
            Self::ConfirmDevice => "ConfirmDevice",
            Self::OpenPortal => "OpenPortal",
            Self::ListAccounts => "ListAccounts",
            Self::ListAccountRoles => "ListAccountRoles",
            Self::GetRoleCredentials => "GetRoleCredentials",
            Self::Logout => "Logout",
        }
    }

    /// How it tells what goes wrong.
    pub(super) fn manner(self, door: &Door<'_>) -> Manner {
        match self {
            Self::Authorize | Self::ConfirmDevice | Self::OpenPortal => {
                Manner::Page(door.base_path().to_owned())
            }
            _ if self.is_of_portal() => Manner::Portal,
            _ => Manner::Tokens,
        }
    }

    fn is_of_portal(self) -> bool {
        self.is_read() || self == Self::Logout
    }

    /// The service under which metrics and records have it.
    fn service(self) -> &'static str {
        if self.is_of_portal() { "sso" } else { "sso-oauth" }
    }

    fn is_read(self) -> bool {
        matches!(
            self,
            Self::OpenPortal | Self::ListAccounts | Self::ListAccountRoles | Self::GetRoleCredentials
        )
    }
}

/// What is known of a call so far.
#[derive(Debug, Default)]
pub(super) struct Event {
    name: Option<Name>,
    caller: Option<(AccountId, Json)>,
    request: Vec<(&'static str, String)>,
    response: Vec<(&'static str, String)>,
    authorizations: Option<Json>,
    failure: Option<(&'static str, String)>,
    attempt: Option<String>,
    succeeded: bool,
}

impl Event {
    pub(super) fn named(&mut self, name: Name) {
        self.name = Some(name);
    }

    pub(super) fn called(&mut self, caller: &Caller) {
        self.caller = Some((caller.account.id(), user_identity(caller)));
    }

    /// A parameter that is no secret.
    pub(super) fn asked(&mut self, name: &'static str, value: impl Into<String>) {
        self.request.push((name, value.into()));
    }

    /// A part of the answer that is no secret.
    pub(super) fn answered(&mut self, name: &'static str, value: impl Into<String>) {
        self.response.push((name, value.into()));
    }

    pub(super) fn authorized(&mut self, decided: &[Authorization]) {
        self.authorizations = Some(Json::Written(authorization_records(decided)));
    }

    /// That the call is a guess at a code by somebody.
    pub(super) fn attempted(&mut self, who: String) {
        self.attempt = Some(who);
    }

    pub(super) fn succeed(&mut self) {
        self.succeeded = true;
    }

    pub(super) fn fail(&mut self, failure: &Failure) {
        self.failure = Some((failure.exception, failure.message.clone()));
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        self.caller.as_ref().map(|(account, _)| *account)
    }

    pub(super) fn operation(&self) -> Option<String> {
        self.name.map(|name| format!("{}:{}", name.service(), name.as_str()))
    }

    pub(super) fn attempt(&self) -> Option<Attempt> {
        let who = self.attempt.clone()?;
        Some(Attempt { who, as_root: false, proven: self.succeeded })
    }

    /// The record as one line of JSON.
    pub(super) fn to_json(&self, door: &Door<'_>) -> String {
        let identity = self.caller.as_ref().map(|(_, identity)| identity.clone());
        let unknown = || Json::object([("type", Json::text("Unknown"))]);
        let service = self.name.map_or("sso-oauth", Name::service);
        let mut record = Json::object([
            ("eventVersion", Json::text("1.11")),
            ("userIdentity", identity.unwrap_or_else(unknown)),
            ("eventTime", Json::text(Timestamp(door.now()).to_string())),
            ("eventSource", Json::text(format!("{service}.amazonaws.com"))),
            ("eventName", Json::optional(self.name.map(Name::as_str))),
            ("awsRegion", Json::text(&*door.settings.region)),
            ("sourceIPAddress", Json::text(door.origin.source_ip.to_canonical().to_string())),
            ("userAgent", Json::optional(door.origin.user_agent)),
        ]);
        if let Some((code, message)) = &self.failure {
            record.set("errorCode", Json::text(*code));
            record.set("errorMessage", Json::text(message));
        }
        record.set("requestParameters", members(&self.request));
        record.set("responseElements", members(&self.response));
        if let Some(authorizations) = &self.authorizations {
            let more = Json::object([("authorization", authorizations.clone())]);
            record.set("additionalEventData", more);
        }
        record.set("requestID", Json::text(&*door.moment.request_id));
        record.set("eventID", Json::text(&*door.moment.request_id));
        record.set("readOnly", Json::Boolean(self.name.is_some_and(Name::is_read)));
        record.set("eventType", Json::text("AwsApiCall"));
        record.set("managementEvent", Json::Boolean(true));
        record.set("recipientAccountId", Json::optional(self.account().map(|account| account.to_string())));
        record.set("eventCategory", Json::text("Management"));
        record.to_string()
    }
}

fn members(pairs: &[(&'static str, String)]) -> Json {
    if pairs.is_empty() {
        return Json::Null;
    }
    let mut object = Json::object([]);
    for (name, value) in pairs {
        object.set(*name, Json::text(value));
    }
    object
}
