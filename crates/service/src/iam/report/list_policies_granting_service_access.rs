// SPDX-License-Identifier: Apache-2.0
//! Lists the policies that grant a user, group or role something of the named services, each policy for itself.

use portcullis_policy::catalogue::{Catalogue, Service};
use portcullis_policy::evaluation::may_grant_service;
use portcullis_wire::iam::{
    ListPoliciesGrantingServiceAccessEntry, ListPoliciesGrantingServiceAccessRequest,
    ListPoliciesGrantingServiceAccessResponse,
};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::report::subject::{self, Granting, Subject};
use crate::operation::{Operation, Outcome};

impl Operation for ListPoliciesGrantingServiceAccessRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:ListPoliciesGrantingServiceAccess", &self.arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListPoliciesGrantingServiceAccessResponse>, Fault> {
        if self.marker.is_some() {
            // The list is never cut into pages, so no marker is one that it gave.
            return Err(faults::validation_error("Invalid Marker."));
        }
        let unsupported =
            || faults::invalid_input(format!("Could not extract entity from ARN : {}", self.arn));
        let subject = match subject::find(&self.arn, cx, unsupported)? {
            subject @ Subject::Entity(_) => subject,
            Subject::Policy(_) => return Err(unsupported()),
        };
        let services = services(&self.service_namespaces)?;
        let policies = subject.policies(cx.account())?;
        let mut response = ListPoliciesGrantingServiceAccessResponse {
            is_truncated: Some(false),
            ..ListPoliciesGrantingServiceAccessResponse::default()
        };
        for service in services {
            response.policies_granting_service_access.push(entry(service, &policies)?);
        }
        Ok(Outcome::read(response))
    }
}

fn entry(service: &Service, policies: &[Granting]) -> Result<ListPoliciesGrantingServiceAccessEntry, Fault> {
    let mut granting = Vec::new();
    for policy in policies {
        if may_grant_service(policy.document()?, service) {
            granting.push(policy.shape.clone());
        }
    }
    Ok(ListPoliciesGrantingServiceAccessEntry {
        service_namespace: Some(service.prefix().to_owned()),
        policies: Some(granting),
    })
}

/// The services of these namespaces, each once, in the order of the request.
fn services(namespaces: &[String]) -> Result<Vec<&'static Service>, Fault> {
    let find = |namespace: &String| {
        Catalogue::embedded().service(namespace).filter(|service| service.prefix() == *namespace)
    };
    let unknown: Vec<&str> =
        namespaces.iter().filter(|namespace| find(namespace).is_none()).map(String::as_str).collect();
    if !unknown.is_empty() {
        return Err(faults::invalid_input(format!("Invalid service namespace: [{}]", unknown.join(", "))));
    }
    let mut services: Vec<&'static Service> = Vec::new();
    for service in namespaces.iter().filter_map(find) {
        if !services.iter().any(|known| known.prefix() == service.prefix()) {
            services.push(service);
        }
    }
    Ok(services)
}
