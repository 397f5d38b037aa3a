// SPDX-License-Identifier: Apache-2.0
//! Decodes why a request was denied, for those who may know it.

use portcullis_wire::sts::{DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for DecodeAuthorizationMessageRequest {
    fn access(&self, _cx: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("sts:DecodeAuthorizationMessage"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DecodeAuthorizationMessageResponse>, Fault> {
        let opened = cx.settings.message_keys.open(&self.encoded_message, cx.now());
        // Another account's message is told apart from none at all by nothing.
        let message = opened
            .filter(|message| message.account == cx.account().id())
            .ok_or_else(|| faults::invalid_authorization_message_exception("Message is not valid"))?;
        Ok(Outcome::read(DecodeAuthorizationMessageResponse {
            decoded_message: Some(message.to_json().to_string()),
        }))
    }
}
