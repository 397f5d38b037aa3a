// SPDX-License-Identifier: Apache-2.0
//! Which operation a request asks for, and what a request and its answer have in common.

use crate::fault::Fault;
use crate::faults;
use crate::form::Form;
use crate::generated;
use crate::service::Service;

/// A typed request: what an operation is asked.
pub trait Call: Sized {
    /// The service the operation belongs to.
    const SERVICE: Service;
    /// The operation's name, such as `CreateUser`.
    const NAME: &'static str;
    /// The answer when it succeeds.
    type Response: Respond;

    /// Reads the request out of its parameters.
    ///
    /// # Errors
    /// `MalformedInput` when a value has the wrong type, `ValidationError` with all constraints that fail.
    fn decode(form: &Form) -> Result<Self, Fault>;
}

/// A typed answer.
pub trait Respond {
    /// The whole XML body.
    fn encode(&self, request_id: &str) -> String;
}

/// A request for one page of a list.
pub trait Paged {
    /// Where the page starts: what the page before gave.
    fn marker(&self) -> Option<&str>;
    /// How many items the page may hold.
    fn max_items(&self) -> Option<i32>;
}

/// One page of a list.
pub trait Page {
    /// Says whether there is more, and where it starts.
    fn set_next(&mut self, marker: Option<String>);
}

/// What is known of an operation before its request is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationFacts {
    /// The service it belongs to.
    pub service: Service,
    /// Its name, such as `CreateUser`.
    pub name: &'static str,
    /// Whether it is called without a signature, as the federated sign-ins are.
    pub is_anonymous: bool,
}

/// The facts of the operation of this name.
pub fn find(service: Service, name: &str) -> Option<&'static OperationFacts> {
    let operations = all(service);
    operations.binary_search_by(|operation| operation.name.cmp(name)).ok().and_then(|at| operations.get(at))
}

/// All operations of a service, by name.
pub const fn all(service: Service) -> &'static [OperationFacts] {
    match service {
        Service::Iam => generated::iam::OPERATIONS,
        Service::Sts => generated::sts::OPERATIONS,
    }
}

/// Finds the operation that a request asks for.
///
/// The service is the one that the credential scope names (`signing_service`); else the one whose version
/// `Version` names; else the one that has the operation.
///
/// # Errors
/// `MissingAction` without an `Action`, `InvalidAction` when that service has no such operation in that
/// version.
pub fn route(form: &Form, signing_service: Option<&str>) -> Result<&'static OperationFacts, Fault> {
    let action = form.get("Action").filter(|action| !action.is_empty()).ok_or_else(faults::missing_action)?;
    let version = form.get("Version").filter(|version| !version.is_empty());
    let service = guess_service(form, signing_service);
    find(service, action)
        .filter(|_| version == Some(service.version()))
        .ok_or_else(|| faults::invalid_action(action, version.unwrap_or("NO_VERSION_SPECIFIED")))
}

/// The service a request speaks to, as well as it can be told: also used for the namespace of a fault.
pub fn guess_service(form: &Form, signing_service: Option<&str>) -> Service {
    let by_scope = || signing_service.and_then(Service::from_signing_name);
    let by_version =
        || Service::ALL.into_iter().find(|service| form.get("Version") == Some(service.version()));
    let by_action = || {
        Service::ALL
            .into_iter()
            .find(|&service| form.get("Action").is_some_and(|name| find(service, name).is_some()))
    };
    by_scope().or_else(by_version).or_else(by_action).unwrap_or(Service::Iam)
}
