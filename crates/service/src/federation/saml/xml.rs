// SPDX-License-Identifier: Apache-2.0
//! XML as SAML needs it: parsed by a library, and refused if it holds what no honest provider sends.

use std::collections::BTreeSet;

use bergshamra_xml::{Document, NodeId, NodeKind};

use super::{Malformed, malformed};

/// A parsed document.
pub(super) struct Xml<'a> {
    document: Document<'a>,
}

/// An element of a document.
#[derive(Clone, Copy)]
pub(super) struct Element<'d, 'a> {
    document: &'d Document<'a>,
    id: NodeId,
}

impl<'a> Xml<'a> {
    /// Parses a document. Type declarations, and with them entities, are refused.
    pub(super) fn parse(text: &'a str) -> Result<Self, Malformed> {
        if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
            return malformed("a document type declaration is not allowed");
        }
        let document = match bergshamra_xml::uppsala::parse(text) {
            Ok(document) => document,
            Err(error) => return malformed(format!("the XML is not well-formed: {error}")),
        };
        let encoding =
            document.xml_declaration.as_ref().and_then(|declaration| declaration.encoding.as_deref());
        if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("UTF-8")) {
            return malformed("the XML is not encoded in UTF-8");
        }
        Ok(Self { document })
    }

    /// Parses a document whose every character counts: comments, which are left out of what is signed, and processing
    /// instructions are refused, and so are two elements of one id.
    pub(super) fn parse_strictly(text: &'a str) -> Result<Self, Malformed> {
        let xml = Self::parse(text)?;
        let mut ids = BTreeSet::new();
        for node in xml.document.descendants(xml.document.root()) {
            match xml.document.node_kind(node) {
                Some(NodeKind::Comment(_)) => return malformed("a comment is not allowed"),
                Some(NodeKind::ProcessingInstruction(_)) => {
                    return malformed("a processing instruction is not allowed");
                }
                Some(NodeKind::Element(element)) => {
                    for attribute in &element.attributes {
                        let is_id = attribute.name.local_name.eq_ignore_ascii_case("id");
                        if is_id && !ids.insert(attribute.value.to_string()) {
                            return malformed(format!("two elements have the id `{}`", attribute.value));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(xml)
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Result<Element<'_, 'a>, Malformed> {
        match self.document.document_element() {
            Some(id) => Ok(Element { document: &self.document, id }),
            None => malformed("the document has no element"),
        }
    }

    /// How many elements of this name there are, wherever they stand.
    pub(super) fn count(&self, namespace: &str, name: &str) -> usize {
        self.document.get_elements_by_tag_name_ns(namespace, name).len()
    }
}

impl<'d, 'a> Element<'d, 'a> {
    pub(super) fn document(self) -> &'d Document<'a> {
        self.document
    }

    pub(super) fn id(self) -> NodeId {
        self.id
    }

    /// The local name.
    pub(super) fn name(self) -> &'d str {
        self.document.element(self.id).map_or("", |element| &*element.name.local_name)
    }

    pub(super) fn is(self, namespace: &str, name: &str) -> bool {
        self.document.element(self.id).is_some_and(|element| element.matches_name_ns(namespace, name))
    }

    /// The value of an attribute without a namespace.
    pub(super) fn attribute(self, name: &str) -> Option<&'d str> {
        let attributes = &self.document.element(self.id)?.attributes;
        let found = attributes
            .iter()
            .find(|attribute| attribute.name.namespace_uri.is_none() && attribute.name.local_name == name);
        found.map(|attribute| &*attribute.value)
    }

    /// The value of an attribute that must be there.
    pub(super) fn required_attribute(self, name: &str) -> Result<&'d str, Malformed> {
        match self.attribute(name) {
            Some(value) => Ok(value),
            None => malformed(format!("{} has no {name}", self.name())),
        }
    }

    /// The elements directly within this one.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        let nodes = document.children(self.id).into_iter();
        nodes.filter(move |id| document.element(*id).is_some()).map(move |id| Self { document, id })
    }

    /// The elements of this name directly within this one.
    pub(super) fn all(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.is(namespace, name))
    }

    /// The only element of this name directly within this one, if there is any.
    pub(super) fn optional(self, namespace: &str, name: &str) -> Result<Option<Self>, Malformed> {
        let mut found = self.all(namespace, name);
        let first = found.next();
        if found.next().is_some() {
            return malformed(format!("{} has more than one {name}", self.name()));
        }
        Ok(first)
    }

    /// The only element of this name directly within this one.
    pub(super) fn one(self, namespace: &str, name: &str) -> Result<Self, Malformed> {
        match self.optional(namespace, name)? {
            Some(found) => Ok(found),
            None => malformed(format!("{} has no {name}", self.name())),
        }
    }

    /// The text within, all of it, without the white space around it. There must be nothing but text.
    pub(super) fn text(self) -> Result<String, Malformed> {
        let mut text = String::new();
        for node in self.document.children(self.id) {
            match self.document.node_kind(node) {
                Some(NodeKind::Text(part) | NodeKind::CData(part)) => text.push_str(part),
                _ => return malformed(format!("{} holds more than text", self.name())),
            }
        }
        Ok(text.trim().to_owned())
    }

    /// What the text says in base 64. White space does not count.
    pub(super) fn bytes(self) -> Result<Vec<u8>, Malformed> {
        use base64::Engine as _;
        let mut text = self.text()?;
        text.retain(|letter| !letter.is_ascii_whitespace());
        match base64::engine::general_purpose::STANDARD.decode(text) {
            Ok(bytes) => Ok(bytes),
            Err(_) => malformed(format!("{} is not in base 64", self.name())),
        }
    }
}
