// SPDX-License-Identifier: Apache-2.0
//! The audit record of a step, in the form of AWS's records of console sign-ins.

use portcullis_directory::identifier::AccountId;
use portcullis_wire::Timestamp;

use super::Attempt;
use super::answer::Refusal;
use super::person::Person;
use crate::audit::{authorization_records, user_identity};
use crate::authorize::Authorization;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;

const EVENT_VERSION: &str = "1.11";

/// What AWS writes in the place of a name that may be a password typed into the wrong field.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The events' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// A sign-in that succeeded, or that failed at any step.
    ConsoleLogin,
    /// The password was right, and MFA is asked for.
    CheckMfa,
    /// All was right, and a new password is asked for.
    CheckPassword,
    /// A provider vouches for somebody, who has to choose one of several roles.
    CheckRole,
    /// A session was looked at.
    GetSession,
    /// The links to identity providers were read.
    ListSignInLinks,
    /// A session was ended.
    SignOut,
    /// The root user changed its password or address.
    UpdateRoot,
    /// Somebody began to register a security key.
    BeginSecurityKey,
    /// Somebody registered a security key.
    EnableSecurityKey,
    /// A browser was sent to a SAML identity provider.
    RequestSamlAssertion,
    /// The metadata of this server as a SAML service provider were read.
    GetSamlMetadata,
    /// Temporary credentials were turned into a sign-in token.
    GetSigninToken,
    /// Somebody was sent to an OpenID Connect provider to sign in there.
    BeginOpenIdConnect,
    /// Whoever is signed in was asked whether a command line may use the session.
    ShowOAuth2Consent,
    /// They said so.
    AuthorizeOAuth2Access,
    /// The command line got credentials.
    CreateOAuth2Token,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::ConsoleLogin => "ConsoleLogin",
            Self::CheckMfa => "CheckMfa",
            Self::CheckPassword => "CheckPassword",
            Self::CheckRole => "CheckRole",
            Self::GetSession => "GetSession",
            Self::ListSignInLinks => "ListSignInLinks",
            Self::SignOut => "SignOut",
            Self::UpdateRoot => "UpdateRoot",
            Self::BeginSecurityKey => "BeginSecurityKey",
            Self::EnableSecurityKey => "EnableSecurityKey",
            Self::GetSigninToken => "GetSigninToken",
            Self::RequestSamlAssertion => "RequestSamlAssertion",
            Self::GetSamlMetadata => "GetSamlMetadata",
            Self::BeginOpenIdConnect => "BeginOpenIdConnect",
            Self::ShowOAuth2Consent => "ShowOAuth2Consent",
            Self::AuthorizeOAuth2Access => "AuthorizeOAuth2Access",
            Self::CreateOAuth2Token => "CreateOAuth2Token",
        }
    }
}

/// What is known of a step so far.
#[derive(Debug, Default)]
pub(super) struct Event {
    name: Option<Name>,
    identity: Option<Json>,
    account: Option<AccountId>,
    has_mfa: bool,
    failure: Option<Refusal>,
    succeeded: bool,
    attempt: Option<(String, bool)>,
    more: Vec<(&'static str, Json)>,
    request: Json,
}

impl Event {
    pub(super) fn named(&mut self, name: Name) {
        self.name = Some(name);
    }

    pub(super) fn by(&mut self, person: &Person) {
        let account = person.account.id();
        self.account = Some(account);
        let kind = if person.is_root() { "Root" } else { "IAMUser" };
        let id = person.user.as_ref().map_or_else(|| account.to_string(), |user| user.id.to_string());
        let mut identity = Json::object([
            ("type", Json::text(kind)),
            ("principalId", Json::text(id)),
            ("arn", Json::text(person.arn())),
            ("accountId", Json::text(account.to_string())),
        ]);
        if let Some(user) = &person.user {
            identity.set("userName", Json::text(&*user.name));
        }
        self.identity = Some(identity);
    }

    pub(super) fn of_account(&mut self, account: AccountId) {
        self.account = Some(account);
    }

    pub(super) fn called(&mut self, caller: &Caller) {
        self.account = Some(caller.account.id());
        self.identity = Some(user_identity(caller));
    }

    /// What kind of caller it says it is, of whom nothing else is known yet.
    pub(super) fn presumed(&mut self, kind: &'static str) {
        self.identity = Some(Json::object([("type", Json::text(kind))]));
    }

    pub(super) fn with_mfa(&mut self, has_mfa: bool) {
        self.has_mfa = has_mfa;
    }

    /// Something else that the record is to tell.
    pub(super) fn tell(&mut self, name: &'static str, value: Json) {
        self.more.retain(|(of, _)| *of != name);
        self.more.push((name, value));
    }

    /// What was asked for, where AWS records that.
    pub(super) fn requested(&mut self, parameters: Json) {
        self.request = parameters;
    }

    /// The permissions that were decided on, and the statements that decided.
    pub(super) fn authorized(&mut self, authorizations: &[Authorization]) {
        if !authorizations.is_empty() {
            self.tell("authorization", Json::Written(authorization_records(authorizations)));
        }
    }

    pub(super) fn attempted(&mut self, who: String, as_root: bool) {
        self.attempt = Some((who, as_root));
    }

    pub(super) fn succeed(&mut self) {
        self.succeeded = true;
    }

    pub(super) fn fail(&mut self, refusal: &Refusal) {
        self.succeeded = false;
        self.failure = Some(refusal.clone());
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        self.account
    }

    pub(super) fn operation(&self) -> Option<String> {
        self.name.map(|name| format!("signin:{}", name.as_str()))
    }

    pub(super) fn attempt(&self) -> Option<Attempt> {
        let (who, as_root) = self.attempt.clone()?;
        // A password that was right proves nothing yet where MFA is asked for too, and forgives no wrong codes.
        let proven = self.succeeded && self.name != Some(Name::CheckMfa);
        Some(Attempt { who, as_root, proven })
    }

    /// The record as one line of JSON.
    pub(super) fn to_json(&self, door: &Door<'_>) -> String {
        let name = self.name.map(Name::as_str);
        let unknown = || Json::object([("type", Json::text("IAMUser")), ("userName", Json::text(HIDDEN))]);
        let mut record = Json::object([
            ("eventVersion", Json::text(EVENT_VERSION)),
            ("userIdentity", self.identity.clone().unwrap_or_else(unknown)),
            ("eventTime", Json::text(Timestamp(door.now()).to_string())),
            ("eventSource", Json::text("signin.amazonaws.com")),
            ("eventName", Json::optional(name)),
            ("awsRegion", Json::text(&*door.settings.region)),
            ("sourceIPAddress", Json::text(door.origin.source_ip.to_canonical().to_string())),
            ("userAgent", Json::optional(door.origin.user_agent)),
        ]);
        if self.is_api_call() {
            self.add_api_call(&mut record);
        } else {
            self.add_console_sign_in(&mut record);
        }
        record.set("requestID", Json::text(&*door.moment.request_id));
        record.set("eventID", Json::text(&*door.moment.request_id));
        let reads = [Name::GetSession, Name::ListSignInLinks, Name::GetSamlMetadata];
        let is_read = self.is_api_call() || self.name.is_some_and(|name| reads.contains(&name));
        record.set("readOnly", Json::Boolean(is_read));
        let kind = if self.is_api_call() { "AwsApiCall" } else { "AwsConsoleSignIn" };
        record.set("eventType", Json::text(kind));
        record.set("managementEvent", Json::Boolean(true));
        record.set("recipientAccountId", Json::optional(self.account.map(|account| account.to_string())));
        record.set("eventCategory", Json::text("Management"));
        record.to_string()
    }
    /// Whether AWS records it as a call, and not as something that happens at its console.
    fn is_api_call(&self) -> bool {
        matches!(self.name, Some(Name::AuthorizeOAuth2Access | Name::CreateOAuth2Token))
    }

    fn add_api_call(&self, record: &mut Json) {
        if let Some(refusal) = &self.failure {
            record.set("errorCode", Json::text(refusal.code));
            record.set("errorMessage", Json::text(&*refusal.message));
        }
        record.set("requestParameters", self.request.clone());
        record.set("responseElements", Json::Null);
        let success = if self.succeeded { "true" } else { "false" };
        record.set("additionalEventData", self.with_more(Json::object([("success", Json::text(success))])));
    }

    fn add_console_sign_in(&self, record: &mut Json) {
        if let Some(refusal) = &self.failure {
            // AWS tells no more of a failed sign-in, so that the record does not either.
            let message = if refusal.status == 401 { "Failed authentication" } else { &*refusal.message };
            record.set("errorMessage", Json::text(message));
        }
        record.set("requestParameters", Json::Null);
        let outcome = Json::text(if self.succeeded { "Success" } else { "Failure" });
        let name = self.name.map(Name::as_str);
        record.set("responseElements", name.map_or(Json::Null, |name| Json::object([(name, outcome)])));
        let used = if self.has_mfa { "Yes" } else { "No" };
        let more = Json::object([("MobileVersion", Json::text("No")), ("MFAUsed", Json::text(used))]);
        record.set("additionalEventData", self.with_more(more));
    }

    fn with_more(&self, mut data: Json) -> Json {
        for (name, value) in &self.more {
            data.set(*name, value.clone());
        }
        data
    }
}
