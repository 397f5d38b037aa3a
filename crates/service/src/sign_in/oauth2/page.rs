// SPDX-License-Identifier: Apache-2.0
//! What people see of it: who is signed in, what asks for the session, and the code where it has to be carried.

use portcullis_wire::url_encode_document;

use super::AUTHORIZE_PATH;
use super::client::Client;
use super::request::CodeRequest;
use super::url::callback_origin;
use crate::caller::Caller;
use crate::door::Door;
use crate::markup::escape;
use crate::sign_in::answer::Answer;
use crate::sign_in::page::{FormAction, own, page};

/// Asks whoever is signed in whether the client may have the session.
pub(super) fn consent(
    request: &CodeRequest,
    caller: &Caller,
    consent: &str,
    sign_in: &str,
    door: &Door<'_>,
) -> Answer {
    let origin = callback_origin(&request.redirect_uri).unwrap_or_default();
    let (asks, warning) = match request.client {
        Client::SameDevice => (
            format!("A program on this device, at <code>{}</code>,", escape(&origin)),
            "Allow it only if you have just run <code>aws login</code> yourself, on this device.",
        ),
        Client::CrossDevice => (
            "A program on another device".to_owned(),
            "Allow it only if you have just run <code>aws login --remote</code> yourself. Nobody else can need the code \
             that you get, whoever says so.",
        ),
    };
    let account = caller.account.id();
    let alias = caller.account.record().alias.as_deref().map(|alias| format!(" ({})", escape(alias)));
    let content = format!(
        "<p>{asks} asks to act as</p>\n<p><code>{}</code></p>\n<p>in account {account}{}, for up to twelve hours, with \
         all that you may do.</p>\n<p>{warning}</p>\n<form method=\"post\" action=\"{}\">\n<input \
         type=\"hidden\" name=\"consent\" value=\"{}\">\n<button name=\"decision\" value=\"allow\">Allow</button>\n\
         <button name=\"decision\" value=\"deny\" class=\"plain\">Deny</button>\n</form>\n<p><a href=\"{}\">Sign in as \
         somebody else</a></p>\n",
        escape(&caller.arn()),
        alias.unwrap_or_default(),
        own(AUTHORIZE_PATH, door),
        escape(consent),
        escape(sign_in),
    );
    page(
        200,
        "Let the command line use your session?",
        &content,
        FormAction::OwnAndThen(&origin),
        door.base_path(),
    )
}

/// Shows the code that has to be carried to the other device.
pub(super) fn code(code: &str, door: &Door<'_>) -> Answer {
    let content = format!(
        "<p>Paste this code where <code>aws login --remote</code> asks for it, within ten minutes. Give it to \
         nobody.</p>\n<output>{}</output>\n",
        escape(code)
    );
    page(200, "Your code", &content, FormAction::Own, door.base_path())
}

/// Says that nothing was allowed.
pub(super) fn denied(door: &Door<'_>) -> Answer {
    page(200, "Nothing was allowed", "<p>You may close this page.</p>\n", FormAction::Own, door.base_path())
}

/// Where the client hears that it gets nothing.
pub(super) fn denied_url(request: &CodeRequest) -> String {
    let state = url_encode_document(&request.state);
    format!("{}?error=access_denied&state={state}", request.redirect_uri)
}
