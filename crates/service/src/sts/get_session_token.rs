// SPDX-License-Identifier: Apache-2.0
//! Makes temporary credentials of a user or of the root user. Any of them may, whatever policies say (rule T-9).

use portcullis_wire::sts::{GetSessionTokenRequest, GetSessionTokenResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::caller::Identity;
use crate::context::Context;
use crate::mfa::presented::verify_presented;
use crate::operation::{Operation, Outcome, Unverified};
use crate::session::{NewSession, token_size};
use crate::session_token::Subject;

/// The default for users, and the most that the root user gets (rule T-11).
const SECONDS_DEFAULT: i32 = 43_200;
pub(super) const ROOT_SECONDS_MAX: i32 = 3_600;

impl Operation for GetSessionTokenRequest {
    fn verify(&self, cx: &Context<'_>) -> Result<(), Unverified> {
        verify_presented(self.serial_number.as_deref(), self.token_code.as_deref(), cx).map(drop)
    }

    fn access(&self, _cx: &Context<'_>) -> Access {
        Access::Authenticated
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetSessionTokenResponse>, Fault> {
        let code = verify_presented(self.serial_number.as_deref(), self.token_code.as_deref(), cx)
            .map_err(|unverified| unverified.fault)?;
        let asked = self.duration_seconds.unwrap_or(SECONDS_DEFAULT);
        let (subject, seconds) = match &cx.caller.identity {
            Identity::Root => (Subject::Root, asked.min(ROOT_SECONDS_MAX)),
            Identity::User(user) => (Subject::User(user.id.clone()), asked),
            Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_) => {
                return Err(faults::access_denied("Cannot call GetSessionToken with session credentials"));
            }
        };
        let mut session = NewSession::plain(cx.account().id(), subject, seconds);
        session.token_size_min = self.minimum_session_token_size;
        session.mfa_at = code.as_ref().map(|_| cx.now());
        let credentials = session.issue(cx.moment, cx.settings)?;
        let response = GetSessionTokenResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            session_token_utilization: None,
        };
        Ok(Outcome::write(response, code.into_iter().collect()))
    }
}
