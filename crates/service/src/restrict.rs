// SPDX-License-Identifier: Apache-2.0
//! What temporary credentials cannot call, whatever policies say (rules SP-5 to SP-7).

use portcullis_wire::operation::OperationFacts;
use portcullis_wire::{Fault, Service, faults};

use crate::caller::{Caller, Identity};

pub(crate) fn restrict(caller: &Caller, facts: &OperationFacts) -> Result<(), Fault> {
    let Some(session) = &caller.session else { return Ok(()) };
    let name = facts.name;
    match (&caller.identity, facts.service) {
        (_, Service::Sts) if matches!(name, "GetSessionToken" | "GetFederationToken") => {
            Err(faults::access_denied(format!("Cannot call {name} with session credentials")))
        }
        (_, Service::Sts) if name == "GetCallerIdentity" => Ok(()),
        (Identity::Role { .. } | Identity::Proven(_), _) => Ok(()),
        (Identity::Root | Identity::User(_), Service::Sts) if name == "AssumeRole" => Ok(()),
        (_, Service::Sts) => {
            Err(faults::access_denied(format!("Cannot call {name} with session credentials")))
        }
        (Identity::Federated { .. }, Service::Iam) => Err(faults::invalid_client_token_id()),
        (Identity::Root | Identity::User(_), Service::Iam)
            if session.mfa_at.is_some() || session.is_signed_in =>
        {
            Ok(())
        }
        (Identity::Root | Identity::User(_), Service::Iam) => Err(faults::invalid_client_token_id()),
    }
}
