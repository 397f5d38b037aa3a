// SPDX-License-Identifier: Apache-2.0
//! Gives clients tokens, for what a person granted to them.

use portcullis_directory::change::Change;

use super::audit::Event;
use super::client::{Client, GrantType, SCOPE_ACCOUNT_ACCESS};
use super::failure::Failure;
use super::grant::Grant;
use super::request::Members;
use super::{Done, authorization_code, device, token_with_iam};
use crate::door::Door;
use crate::handle::Transition;
use crate::sign_in::answer::Answer;

/// The checks stand in the order in which they take precedence: who asks, whether that is possible at all, whether
/// this client may, and then what it brings.
pub(super) fn create(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    // The two operations differ by a query only.
    if door.incoming.http.query == "aws_iam=t" {
        return token_with_iam::create(door, event);
    }
    let members = Members::read(door.incoming)?;
    let grant_type = members.text("grantType")?;
    event.asked("grantType", grant_type);
    let client = Client::proven(&members, door)?;
    event.asked("clientName", &*client.name);
    let grant_type = GrantType::read(grant_type)?;
    client.require(grant_type)?;
    if members.texts("scope")?.iter().any(|scope| scope != SCOPE_ACCOUNT_ACCESS) {
        return Err(Failure::invalid_scope());
    }
    let (grant, used) = match grant_type {
        GrantType::DeviceCode => (device::redeem(&members, &client, door)?, Vec::new()),
        GrantType::AuthorizationCode => authorization_code::redeem(&members, &client, door)?,
        GrantType::RefreshToken => (refreshed(&members, &client, door)?, Vec::new()),
    };
    done(&grant, used, door, event)
}

fn refreshed(members: &Members, client: &Client, door: &Door<'_>) -> Result<Grant, Failure> {
    let grant = Grant::of_refresh_token(members.text("refreshToken")?, door);
    let invalid = || Failure::invalid_grant("Invalid refresh token provided");
    grant
        .filter(|grant| grant.is_for(client))
        .filter(|grant| grant.caller(door).is_some())
        .ok_or_else(invalid)
}

fn done(grant: &Grant, used: Vec<Change>, door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    // Whoever granted it may be gone, or signed out, since then.
    let caller = grant.caller(door).ok_or_else(|| Failure::invalid_grant("Invalid grant provided"))?;
    event.called(&caller);
    let tokens = grant.tokens(door)?;
    let transition = Transition::of(&caller, used);
    Ok(Done { answer: Answer::json(tokens), transition, usage: None })
}
