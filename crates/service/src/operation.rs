// SPDX-License-Identifier: Apache-2.0
//! What every operation is: a typed request that says what it requires and decides what it does.

use portcullis_directory::Refusal;
use portcullis_directory::change::Change;
use portcullis_wire::{Call, Fault, Form, Respond, faults};

use crate::access::Access;
use crate::authorize::{Authorization, Refused, authorize};
use crate::context::Context;
use crate::handle::Transition;

/// One operation of an API. It is implemented on the operation's request.
pub trait Operation: Call {
    /// What the form of a request must be beyond what its model says; checked before permission is.
    ///
    /// # Errors
    /// The fault that AWS documents.
    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }

    /// Verifies what the request proves beside its signature: an MFA code. Checked before permission is, which may
    /// depend on it.
    ///
    /// # Errors
    /// The fault that AWS documents, with what changes because of it.
    fn verify(&self, _cx: &Context<'_>) -> Result<(), Unverified> {
        Ok(())
    }

    /// What the caller must be permitted. There is no default: an operation without authorization does not compile.
    fn access(&self, cx: &Context<'_>) -> Access;

    /// Does the work of a permitted call.
    ///
    /// # Errors
    /// The fault that AWS documents.
    fn decide(self, cx: &Context<'_>) -> Result<Outcome<Self::Response>, Fault>;
}

/// What a permitted call comes to.
#[derive(Debug)]
pub struct Outcome<R> {
    /// The answer.
    pub response: R,
    /// What changes in the caller's account.
    pub changes: Vec<Change>,
}

impl<R> Outcome<R> {
    /// An answer that changes nothing.
    pub fn read(response: R) -> Self {
        Self { response, changes: Vec::new() }
    }

    /// An answer that comes with changes.
    pub fn write(response: R, changes: Vec<Change>) -> Self {
        Self { response, changes }
    }
}

/// A proof that failed, which may have to be remembered.
#[derive(Debug)]
pub struct Unverified {
    /// What the client is told.
    pub fault: Fault,
    /// What changes in the caller's account all the same.
    pub changes: Vec<Change>,
}

/// A call that was permitted and has been decided.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) xml: String,
    pub(crate) changes: Vec<Change>,
    /// The permissions it took.
    pub(crate) authorizations: Vec<Authorization>,
}

/// What the lists of operations hold: how to run one.
pub(crate) type Run = fn(&Form, &Context<'_>) -> Result<Done, Refused>;

/// Takes a call through decode, authorize and decide.
pub(crate) fn run<O: Operation>(form: &Form, cx: &Context<'_>) -> Result<Done, Refused> {
    let request = O::decode(form)?;
    request.check()?;
    request.verify(cx).map_err(|Unverified { fault, changes }| {
        let transition = Transition::of(cx.caller, changes).map(Box::new);
        Refused { transition, ..Refused::from(fault) }
    })?;
    let authorizations = authorize(&request.access(cx), cx)?;
    let outcome = match request.decide(cx) {
        Ok(outcome) => outcome,
        Err(fault) => return Err(Refused { authorizations, ..Refused::from(fault) }),
    };
    let xml = outcome.response.encode(&cx.moment.request_id);
    Ok(Done { xml, changes: outcome.changes, authorizations })
}

/// The fault for what an account refuses.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::DeleteConflict(message) => faults::delete_conflict(message),
        Refusal::EntityAlreadyExists(message) => faults::entity_already_exists(message),
        Refusal::InvalidInput(message) => faults::invalid_input(message),
        Refusal::LimitExceeded(message) => faults::limit_exceeded(message),
        Refusal::NoSuchEntity(message) => faults::no_such_entity(message),
        Refusal::UnmodifiableEntity(message) => faults::unmodifiable_entity(message),
    }
}
