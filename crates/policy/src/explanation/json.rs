// SPDX-License-Identifier: Apache-2.0
//! Explanations as programs read them.

use std::fmt::Write as _;

use super::{
    Actual, Element, Excuse, Explanation, Failure, LayerAccount, NearMiss, Note, Refusal, Says,
    StatementPlace, Wanted,
};
use crate::language::Span;

impl Explanation {
    /// The explanation as one line of JSON. Absent things are left out; names are those of [`super::Says`] and its
    /// neighbours in camel case, layers and outcomes as their `name` gives them.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        Object::write(&mut json, |object| {
            object.text("principal", &self.principal);
            object.text("action", &self.action);
            object.text("resource", &self.resource);
            object.text("decision", self.decision.outcome.name());
            object.list("blockedBy", &self.decision.blocked_by, |json, layer| string(json, layer.name()));
            object.list("layers", &self.layers, layer);
        });
        json
    }
}

fn layer(json: &mut String, account: &LayerAccount) {
    Object::write(json, |object| {
        object.text("layer", account.layer.name());
        object.text("says", says(account.says));
        if !account.levels.is_empty() {
            object.list("levels", &account.levels, |json, level| string(json, says(*level)));
        }
        object.raw("blocks", if account.blocks { "true" } else { "false" });
        object.optional("refusal", account.refusal.map(refusal));
        object.optional("excuse", account.excuse.map(excuse));
        object.list("matched", &account.matched, |json, place| {
            Object::write(json, |object| statement(object, place));
        });
        object.list("nearMisses", &account.near_misses, near_miss);
    });
}

fn near_miss(json: &mut String, miss: &NearMiss) {
    Object::write(json, |object| {
        statement(object, &miss.place);
        object.list("failures", &miss.failures, failure);
    });
}

fn statement(object: &mut Object<'_>, place: &StatementPlace) {
    object.text("policy", &place.policy);
    if let Some(level) = place.level {
        object.raw("level", &level.to_string());
    }
    object.raw("statement", &place.statement.to_string());
    object.optional("sid", place.sid.as_deref());
    object.text("effect", place.effect.name());
    span(object, place.span);
}

fn span(object: &mut Object<'_>, span: Span) {
    object.raw("start", &span.start.to_string());
    object.raw("end", &span.end.to_string());
}

fn failure(json: &mut String, failure: &Failure) {
    Object::write(json, |object| {
        object.text("element", failure.element.name().0);
        if let Element::Condition { operator, key } = &failure.element {
            object.text("operator", &operator.to_string());
            object.text("key", key);
        }
        span(object, failure.span);
        match &failure.actual {
            Actual::Absent => object.raw("request", "null"),
            Actual::Single(value) => object.text("request", value),
            Actual::Many(values) => object.list("request", values, |json, value| string(json, value)),
        }
        object.list("policyValues", &failure.wanted, wanted);
        object.optional("note", failure.note.map(note));
    });
}

fn wanted(json: &mut String, wanted: &Wanted) {
    Object::write(json, |object| {
        object.text("text", &wanted.text);
        object.optional("resolved", wanted.resolved.as_deref());
        object.optional("missingVariable", wanted.missing_variable.as_deref());
    });
}

fn says(says: Says) -> &'static str {
    match says {
        Says::Denies => "denies",
        Says::Allows => "allows",
        Says::Silent => "silent",
    }
}

fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NothingAllows => "nothingAllows",
        Refusal::PublicAccess => "publicAccess",
        Refusal::OwnedByAws => "ownedByAws",
    }
}

fn excuse(excuse: Excuse) -> &'static str {
    match excuse {
        Excuse::NoPolicies => "noPolicies",
        Excuse::RootUser => "rootUser",
        Excuse::ResourcePolicy => "resourcePolicy",
        Excuse::ServiceGrant => "serviceGrant",
        Excuse::SameAccount => "sameAccount",
    }
}

fn note(note: Note) -> &'static str {
    match note {
        Note::WildcardOnlyAction => "wildcardOnlyAction",
        Note::SetWithoutQualifier => "setWithoutQualifier",
        Note::Misplaced => "misplaced",
        Note::Unreadable => "unreadable",
    }
}

/// The members of an object that is being written.
struct Object<'a> {
    json: &'a mut String,
    empty: bool,
}

impl Object<'_> {
    fn write(json: &mut String, members: impl FnOnce(&mut Object<'_>)) {
        json.push('{');
        members(&mut Object { json, empty: true });
        json.push('}');
    }

    fn key(&mut self, key: &str) {
        if !self.empty {
            self.json.push(',');
        }
        self.empty = false;
        string(self.json, key);
        self.json.push(':');
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        string(self.json, value);
    }

    fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// A value that is JSON already.
    fn raw(&mut self, key: &str, value: &str) {
        self.key(key);
        self.json.push_str(value);
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&mut String, &T)) {
        self.key(key);
        self.json.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            write(self.json, item);
        }
        self.json.push(']');
    }
}

fn string(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            control if control < ' ' => {
                // Writing to a `String` cannot fail.
                let _written = write!(json, "\\u{:04x}", u32::from(control));
            }
            other => json.push(other),
        }
    }
    json.push('"');
}
