// SPDX-License-Identifier: Apache-2.0
//! Whose is this password or API key of a service?

use super::audit::{Event, Name};
use super::permit;
use crate::access::Permission;
use crate::context::Context;
use crate::credential::service_specific::{verify_api_key, verify_service_credential};
use crate::json::Json;
use crate::sign_in::answer::Refusal;
use crate::sign_in::request::Members;

pub(super) fn verify(cx: &Context<'_>, body: &[u8], event: &mut Event) -> Result<Json, Refusal> {
    event.named(Name::VerifyCredential);
    let members = Members::parse(body, &["service", "userName", "password", "apiKey"])?;
    let service = members.text("service")?;
    let permission =
        Permission::on_everything("portcullis:VerifyCredential").key("portcullis:Service", service);
    permit(permission, cx)?;
    let name = members.optional_text("userName")?;
    let found = match (name, members.optional_text("password")?, members.optional_text("apiKey")?) {
        (Some(name), Some(password), None) => {
            verify_service_credential(cx.directory, service, name, password, cx.now())
        }
        (None, None, Some(key)) => verify_api_key(cx.directory, service, key, cx.now()),
        _ => return Err(Refusal::invalid("give either `userName` and `password`, or `apiKey`")),
    };
    // Of another account's credentials a program learns no more than of none.
    let verified =
        found.filter(|found| found.account == cx.account().id()).ok_or_else(Refusal::not_proven)?;
    event.verified(&verified.user_arn);
    Ok(Json::object([
        ("principal", Json::text(verified.user_arn)),
        ("userId", Json::text(verified.user_id.to_string())),
        ("accountId", Json::text(verified.account.to_string())),
        ("credentialId", Json::text(verified.credential_id.to_string())),
    ]))
}
