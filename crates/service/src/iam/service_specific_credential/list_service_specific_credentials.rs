// SPDX-License-Identifier: Apache-2.0
//! Lists the service-specific credentials of a user, of the caller, or of all users.

use portcullis_directory::arn;
use portcullis_wire::iam::{ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::service_specific_credential::create_service_specific_credential::named_service;
use crate::iam::service_specific_credential::shape::metadata_shape;
use crate::iam::user::subject::{access_to_subject, subject};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

const ACTION: &str = "iam:ListServiceSpecificCredentials";

impl Operation for ListServiceSpecificCredentialsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        if self.all_users == Some(true) {
            return Access::one(Permission::new(ACTION, arn::user(cx.account().id(), "/", "*")));
        }
        access_to_subject(ACTION, self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListServiceSpecificCredentialsResponse>, Fault> {
        let window = Window::of(&self)?;
        let account = cx.account();
        let credentials: Vec<_> = match (&self.user_name, self.all_users == Some(true)) {
            (Some(_), true) => {
                return Err(faults::validation_error("`UserName` cannot be given when `AllUsers` is true"));
            }
            (None, true) => account.service_specific_credentials.iter().collect(),
            (name, false) => {
                account.service_specific_credentials.of(&subject(name.as_deref(), cx)?.id).collect()
            }
        };
        let service = self.service_name.as_deref().map(named_service).transpose()?;
        let wanted = credentials
            .into_iter()
            .filter(|one| service.is_none_or(|service| one.service == service.name))
            .filter_map(|one| Some((one, account.users.get(&one.user)?)));
        let mut response = ListServiceSpecificCredentialsResponse::default();
        let page = window.cut(wanted, |(one, _)| one.id.to_string(), &mut response);
        let shown: Result<Vec<_>, _> =
            page.into_iter().map(|(one, user)| metadata_shape(one, user, cx.now())).collect();
        response.service_specific_credentials = Some(shown?);
        Ok(Outcome::read(response))
    }
}
