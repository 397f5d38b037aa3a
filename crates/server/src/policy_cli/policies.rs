// SPDX-License-Identifier: Apache-2.0
//! The policies of a request, by layer.

use portcullis_policy::evaluation::{Authority, NamedPolicy, Policies, ResourcePolicy};
use portcullis_policy::language::json::{self, Kind, Value};
use portcullis_policy::language::{Document, ParseError};

use super::members::{Fault, array, members, required, text, wrong_kind};

/// The most documents that one request may bring.
pub(super) const DOCUMENTS_MAX: usize = 1_024;

/// All documents of a request, read.
#[derive(Debug, Default)]
pub(super) struct Documents {
    identity: Vec<Named>,
    boundary: Option<Named>,
    session: Option<Vec<Named>>,
    resource: Option<Named>,
    scps: Vec<Vec<Named>>,
    rcps: Vec<Vec<Named>>,
    endpoint: Vec<Named>,
}

#[derive(Debug)]
struct Named {
    name: String,
    document: Document,
}

impl Documents {
    /// Reads the member `policies`.
    pub(super) fn read(value: &Value) -> Result<Self, Fault> {
        let known = ["identity", "boundary", "session", "resource", "scps", "rcps", "endpoint"];
        let [identity, boundary, session, resource, scps, rcps, endpoint] =
            members(value, "policies", known)?;
        let mut reader = Reader { left: DOCUMENTS_MAX };
        Ok(Self {
            identity: reader.list(identity, "identity")?.unwrap_or_default(),
            boundary: reader.single(boundary, "boundary")?,
            session: reader.list(session, "session")?,
            resource: reader.single(resource, "resource")?,
            scps: reader.levels(scps, "scps")?,
            rcps: reader.levels(rcps, "rcps")?,
            endpoint: reader.list(endpoint, "endpoint")?.unwrap_or_default(),
        })
    }

    /// As the engine takes them.
    pub(super) fn policies(&self, authority: Authority) -> Policies<'_> {
        Policies {
            identity: named_all(&self.identity),
            boundary: self.boundary.as_ref().map(named),
            session: self.session.as_deref().map(named_all),
            resource: self
                .resource
                .as_ref()
                .map(|resource| ResourcePolicy { policy: named(resource), authority }),
            scps: self.scps.iter().map(|level| named_all(level)).collect(),
            rcps: self.rcps.iter().map(|level| named_all(level)).collect(),
            endpoint: named_all(&self.endpoint),
            granted: false,
            restrict_public: false,
        }
    }
}

fn named(policy: &Named) -> NamedPolicy<'_> {
    NamedPolicy { name: &policy.name, document: &policy.document }
}

fn named_all(policies: &[Named]) -> Vec<NamedPolicy<'_>> {
    policies.iter().map(named).collect()
}

/// Reads documents and counts them.
struct Reader {
    left: usize,
}

impl Reader {
    fn levels(&mut self, value: Option<&Value>, place: &str) -> Result<Vec<Vec<Named>>, Fault> {
        let Some(value) = value else { return Ok(Vec::new()) };
        let levels = array(value, place)?.iter().enumerate();
        levels.map(|(at, level)| self.documents(level, &format!("{place}[{at}]"))).collect()
    }

    fn list(&mut self, value: Option<&Value>, place: &str) -> Result<Option<Vec<Named>>, Fault> {
        value.map(|value| self.documents(value, place)).transpose()
    }

    fn single(&mut self, value: Option<&Value>, place: &str) -> Result<Option<Named>, Fault> {
        value.map(|value| self.document(value, place)).transpose()
    }

    fn documents(&mut self, value: &Value, place: &str) -> Result<Vec<Named>, Fault> {
        let values = array(value, place)?.iter().enumerate();
        values.map(|(at, value)| self.document(value, &format!("{place}[{at}]"))).collect()
    }

    /// Reads a document, or one with its name. A document without a name goes by its place.
    fn document(&mut self, value: &Value, place: &str) -> Result<Named, Fault> {
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
        Ok(Named { name: name.to_owned(), document: Document::of_json(body).map_err(fault)? })
    }
}
