// SPDX-License-Identifier: Apache-2.0
//! The policies of a request, by layer.

use std::sync::{Arc, LazyLock};

use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{CompiledPolicy, EffectivePolicies, Engine, Layers, PolicyGroup};
use portcullis_policy::evaluation::{Authority, Principal};
use portcullis_policy::language::json::{self, Kind, Value};
use portcullis_policy::language::{Document, ParseError};

use super::members::{Fault, array, members, required, text, wrong_kind};

/// The most documents that one request may bring.
pub(super) const DOCUMENTS_MAX: usize = 1_024;

/// The engine of all requests. Their policies are asked once, so numbering AWS's actions first would not pay.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Catalogue::default()));

/// All documents of a request, read and compiled.
#[derive(Debug, Default)]
pub(super) struct Documents {
    layers: Layers,
}

impl Documents {
    /// Reads the member `policies`.
    pub(super) fn read(value: &Value) -> Result<Self, Fault> {
        let known = ["identity", "boundary", "session", "resource", "scps", "rcps", "endpoint"];
        let [identity, boundary, session, resource, scps, rcps, endpoint] =
            members(value, "policies", known)?;
        let mut reader = Reader { left: DOCUMENTS_MAX };
        let layers = Layers {
            identity: reader.list(identity, "identity")?,
            boundary: reader.single(boundary, "boundary")?,
            session: reader.list(session, "session")?,
            resource: reader.single(resource, "resource")?.map(|group| (group, Authority::Ordinary)),
            scps: reader.levels(scps, "scps")?,
            rcps: reader.levels(rcps, "rcps")?,
            endpoint: reader.list(endpoint, "endpoint")?,
            ..Layers::default()
        };
        Ok(Self { layers })
    }

    /// With who asks; `authority` is that of the resource's policy.
    pub(super) fn effective(&self, principal: Principal, authority: Authority) -> EffectivePolicies {
        let mut layers = self.layers.clone();
        if let Some((_, own)) = &mut layers.resource {
            *own = authority;
        }
        ENGINE.effective(principal, layers)
    }
}

/// Reads documents and counts them.
struct Reader {
    left: usize,
}

impl Reader {
    fn levels(&mut self, value: Option<&Value>, place: &str) -> Result<Vec<Arc<PolicyGroup>>, Fault> {
        let Some(value) = value else { return Ok(Vec::new()) };
        let levels = array(value, place)?.iter().enumerate();
        levels.map(|(at, level)| self.documents(level, &format!("{place}[{at}]"))).collect()
    }

    fn list(&mut self, value: Option<&Value>, place: &str) -> Result<Option<Arc<PolicyGroup>>, Fault> {
        value.map(|value| self.documents(value, place)).transpose()
    }

    fn single(&mut self, value: Option<&Value>, place: &str) -> Result<Option<Arc<PolicyGroup>>, Fault> {
        value.map(|value| Ok(PolicyGroup::of(&[self.document(value, place)?]))).transpose()
    }

    fn documents(&mut self, value: &Value, place: &str) -> Result<Arc<PolicyGroup>, Fault> {
        let values = array(value, place)?.iter().enumerate();
        let compiled = values.map(|(at, value)| self.document(value, &format!("{place}[{at}]")));
        Ok(PolicyGroup::of(&compiled.collect::<Result<Vec<_>, _>>()?))
    }

    /// Reads a document, or one with its name. A document without a name goes by its place.
    fn document(&mut self, value: &Value, place: &str) -> Result<Arc<CompiledPolicy>, Fault> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            Fault::at(value, format!("there are more than {DOCUMENTS_MAX} policy documents"))
        })?;
        let Kind::Object(found) = &value.kind else {
            return Err(wrong_kind(
                value,
                place,
                "a policy document, or an object with `name` and `document`",
            ));
        };
        // No policy document has an element of either name.
        let is_wrapped = found.iter().any(|member| matches!(member.key.value.as_str(), "name" | "document"));
        let (name, body) = if is_wrapped {
            let [name, body] = members(value, place, ["name", "document"])?;
            let name = text(required(name, value, "name")?, "name")?;
            (name, required(body, value, "document")?)
        } else {
            (place, value)
        };
        let bytes = body.span.end.saturating_sub(body.span.start);
        if bytes > json::TEXT_BYTES_MAX {
            let message = format!("{place}: the document is longer than {} bytes", json::TEXT_BYTES_MAX);
            return Err(Fault::at(body, message));
        }
        let fault =
            |error: ParseError| Fault { message: format!("{place}: {error}"), offset: error.span.start };
        Ok(ENGINE.compile(name, Document::of_json(body).map_err(fault)?))
    }
}
