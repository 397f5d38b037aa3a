// SPDX-License-Identifier: Apache-2.0
//! From document to JSON text.

use super::document::{
    ConditionBlock, ConditionEntry, Document, Located, PrincipalElement, ScalarKind, Statement,
};

impl Document {
    /// The document as JSON without white space. Reading it back gives the same document in other places.
    pub fn to_json(&self) -> String {
        let mut writer = Writer { text: String::new(), indent: None };
        writer.document(self);
        writer.text
    }

    /// The document as JSON in lines, indented by four spaces.
    pub fn to_json_pretty(&self) -> String {
        let mut writer = Writer { text: String::new(), indent: Some(0) };
        writer.document(self);
        writer.text
    }
}

struct Writer {
    text: String,
    /// The level of indentation; `None` writes no white space.
    indent: Option<usize>,
}

impl Writer {
    fn document(&mut self, document: &Document) {
        self.object(|fields| {
            if let Some(version) = document.version {
                fields.field("Version", |writer| writer.string(version.as_str()));
            }
            if let Some(id) = &document.id {
                fields.field("Id", |writer| writer.string(&id.value));
            }
            fields.field("Statement", |writer| {
                writer.list(&document.statements, document.single_statement, Self::statement);
            });
        });
    }

    fn statement(&mut self, statement: &Statement) {
        self.object(|fields| {
            if let Some(sid) = &statement.sid {
                fields.field("Sid", |writer| writer.string(&sid.value));
            }
            fields.field("Effect", |writer| writer.string(statement.effect.as_str()));
            if let Some(principal) = &statement.principal {
                let name = if principal.negated { "NotPrincipal" } else { "Principal" };
                fields.field(name, |writer| writer.principal(principal));
            }
            let action = &statement.action;
            let name = if action.negated { "NotAction" } else { "Action" };
            fields.field(name, |writer| writer.texts(&action.patterns, action.single));
            if let Some(resource) = &statement.resource {
                let name = if resource.negated { "NotResource" } else { "Resource" };
                fields.field(name, |writer| writer.texts(&resource.patterns, resource.single));
            }
            if !statement.conditions.is_empty() {
                fields.field("Condition", |writer| writer.conditions(&statement.conditions));
            }
        });
    }

    fn principal(&mut self, principal: &PrincipalElement) {
        if principal.bare_star {
            return self.string("*");
        }
        self.object(|fields| {
            // A key occurs once in the source, so the principals of one kind are neighbours.
            for group in principal.principals.chunk_by(|left, right| left.value.kind == right.value.kind) {
                let Some(first) = group.first() else { continue };
                fields.field(first.value.kind.as_str(), |writer| {
                    writer.list(group, group.len() == 1, |writer, one| writer.string(&one.value.text));
                });
            }
        });
    }

    fn conditions(&mut self, blocks: &[ConditionBlock]) {
        self.object(|fields| {
            for block in blocks {
                fields.field(&block.text.value, |writer| {
                    writer.object(|fields| {
                        for entry in &block.entries {
                            fields.field(&entry.key.value, |writer| writer.condition_values(entry));
                        }
                    });
                });
            }
        });
    }

    fn condition_values(&mut self, entry: &ConditionEntry) {
        self.list(&entry.values, entry.single, |writer, value| match value.value.kind {
            ScalarKind::Text => writer.string(&value.value.text),
            ScalarKind::Number | ScalarKind::Boolean => writer.text.push_str(&value.value.text),
        });
    }

    fn texts(&mut self, texts: &[Located<String>], single: bool) {
        self.list(texts, single, |writer, text| writer.string(&text.value));
    }

    /// Writes an array, or the bare item if `single` says so and there is exactly one.
    fn list<T>(&mut self, items: &[T], single: bool, write: impl Fn(&mut Self, &T)) {
        if let ([item], true) = (items, single) {
            return write(self, item);
        }
        self.text.push('[');
        self.shift(1);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.line();
            write(self, item);
        }
        self.shift(-1);
        if !items.is_empty() {
            self.line();
        }
        self.text.push(']');
    }

    fn object(&mut self, write: impl FnOnce(&mut Fields<'_>)) {
        self.text.push('{');
        self.shift(1);
        let mut fields = Fields { writer: self, empty: true };
        write(&mut fields);
        let empty = fields.empty;
        self.shift(-1);
        if !empty {
            self.line();
        }
        self.text.push('}');
    }

    fn shift(&mut self, levels: isize) {
        self.indent = self.indent.map(|level| level.saturating_add_signed(levels));
    }

    fn line(&mut self) {
        if let Some(level) = self.indent {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("    ", level));
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if control < ' ' => {
                    self.text.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }
}

/// The members of an object that is being written.
struct Fields<'a> {
    writer: &'a mut Writer,
    empty: bool,
}

impl Fields<'_> {
    fn field(&mut self, name: &str, write: impl FnOnce(&mut Writer)) {
        if !self.empty {
            self.writer.text.push(',');
        }
        self.empty = false;
        self.writer.line();
        self.writer.string(name);
        self.writer.text.push_str(if self.writer.indent.is_some() { ": " } else { ":" });
        write(self.writer);
    }
}
