// SPDX-License-Identifier: Apache-2.0
//! Matching of one statement: principal, action, resource and condition together (rule E-6).

use super::{
    action, condition,
    decision::Layer,
    principal::{self, Reach},
    request::Request,
    resource,
    truth::Truth,
};
use crate::language::{Document, Effect, Statement, Version};

/// How each element of a statement stands to a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matching {
    /// `Principal` or `NotPrincipal`.
    pub(crate) principal: Truth,
    /// `Action` or `NotAction`.
    pub(crate) action: Truth,
    /// `Resource` or `NotResource`.
    pub(crate) resource: Truth,
    /// All of `Condition`.
    pub(crate) condition: Truth,
    /// If the statement is a resource policy's Allow: how far it reaches.
    pub(crate) reach: Reach,
}

impl Matching {
    /// Asks every element.
    ///
    /// `bounded` says whether the caller has a permissions boundary (rule NP-3).
    pub(crate) fn of(
        statement: &Statement,
        document: &Document,
        layer: Layer,
        request: &Request<'_>,
        bounded: bool,
    ) -> Self {
        let interpolate = interpolates(document);
        let (principal, reach) = principal::covers(
            statement.principal.as_ref(),
            layer,
            statement.effect,
            &request.principal,
            bounded,
        );
        Self {
            principal,
            action: action::covers(&statement.action, request.action),
            resource: resource::covers(statement.resource.as_ref(), layer, interpolate, request),
            condition: condition::holds(&statement.conditions, interpolate, request.context),
            reach,
        }
    }

    /// Whether a statement of this effect acts on the request.
    pub(crate) fn takes_effect(&self, effect: Effect) -> bool {
        Truth::all([self.principal, self.action, self.resource, self.condition]).takes_effect(effect)
    }
}

/// Whether the document's variables are replaced. One without a version is of the old version, which has none. One AWS
/// page says otherwise.
pub(crate) fn interpolates(document: &Document) -> bool {
    document.version == Some(Version::V2012)
}
