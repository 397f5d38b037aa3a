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
use crate::language::{Document, Statement, Version};

/// Whether the statement takes effect on the request, and if it is a resource policy's Allow, how far it reaches.
///
/// `bounded` says whether the caller has a permissions boundary (rule NP-3).
pub(super) fn takes_effect(
    statement: &Statement,
    document: &Document,
    layer: Layer,
    request: &Request<'_>,
    bounded: bool,
) -> Option<Reach> {
    // A document without a version is of the old one, which has no variables. One AWS page says otherwise.
    let interpolate = document.version == Some(Version::V2012);
    let (named, reach) =
        principal::covers(statement.principal.as_ref(), layer, statement.effect, &request.principal, bounded);
    let truth = Truth::all([
        named,
        action::covers(&statement.action, request.action),
        resource::covers(statement.resource.as_ref(), layer, interpolate, request),
        condition::holds(&statement.conditions, interpolate, request.context),
    ]);
    truth.takes_effect(statement.effect).then_some(reach)
}
