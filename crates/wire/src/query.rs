// SPDX-License-Identifier: Apache-2.0
//! Reads typed requests out of AWS Query parameters, and collects everything that is wrong with them.
//!
//! A structure's members are named with dots (`Tags.member.1.Key`), lists with `member.N` counted from one,
//! maps with `entry.N.key` and `entry.N.value`. Unknown parameters are ignored. Values of the wrong type end
//! the request (`MalformedInput`); values that fail the model's constraints are counted together.

use std::collections::BTreeMap;
use std::fmt;

use crate::constraint::{Constraint, Spelling};
use crate::fault::Fault;
use crate::faults;
use crate::form::Form;
use crate::secret::Secret;
use crate::service::Service;

/// The most violations that one answer spells out; all of them are counted.
const VIOLATIONS_TOLD_MAX: usize = 100;

/// What most places need when they are written.
const PLACE_BYTES: usize = 64;

/// A value that can stand in a request.
pub trait Value: Sized + Default {
    /// Whether AWS reports a bad member of a list of these at the list (as it does for texts and numbers).
    const SCALAR: bool;

    /// Reads the value at the reader's place; `None` when nothing is there.
    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self>;
}

/// A walk through one request's parameters.
#[derive(Debug)]
pub struct Reader<'a> {
    form: &'a Form<'a>,
    /// Where the walk is, as parameters are named: `Tags.member.1`.
    place: String,
    /// Where the walk is, as AWS names it in violations: `tags.1.member`.
    words: String,
    /// Whether violations show the value, as STS's do; IAM leaves every value out.
    shows_values: bool,
    violations: Vec<Violation>,
    /// What IAM says of the first value that is written wrongly: told only if nothing else is wrong.
    misspelling: Option<String>,
    malformed: Option<String>,
    /// Set at an index that a list leaves out: AWS fills it with an empty member.
    is_gap: bool,
}

/// A value that fails a constraint.
#[derive(Debug)]
struct Violation {
    /// Where IAM tells of it.
    position: Vec<u64>,
    /// What AWS says of it.
    text: String,
}

/// Where IAM tells of violations at this place. It goes through the members of a structure as a hash map of Java's has
/// them, which has room for sixteen names. Those of one bucket stay in the model's order.
fn position(words: &str) -> Vec<u64> {
    let of_name = |name: &str| {
        let units = name.encode_utf16();
        let hash = units.fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into()));
        u64::from((hash ^ (hash >> 16)) & 15)
    };
    let parts = words.split('.').map(|part| part.parse().unwrap_or_else(|_name| of_name(part)));
    // What a list falls short of comes after what its members do.
    parts.chain([u64::MAX]).collect()
}

impl<'a> Reader<'a> {
    /// Reads a whole request.
    ///
    /// # Errors
    /// `MalformedInput` when a value has the wrong type, else `ValidationError` with all constraints that
    /// fail.
    pub fn read<T>(
        form: &'a Form<'_>,
        service: Service,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, Fault> {
        let mut reader = Self {
            form,
            place: String::new(),
            words: String::new(),
            shows_values: service == Service::Sts,
            violations: Vec::new(),
            misspelling: None,
            malformed: None,
            is_gap: false,
        };
        let request = read(&mut reader);
        if let Some(message) = reader.malformed {
            return Err(faults::malformed_input(message));
        }
        if reader.violations.is_empty() {
            return reader.misspelling.map_or(Ok(request), |message| Err(faults::validation_error(message)));
        }
        if service == Service::Iam {
            reader.violations.sort_by(|one, other| one.position.cmp(&other.position));
        }
        let count = reader.violations.len();
        let plural = if count == 1 { "" } else { "s" };
        let told = reader.violations.into_iter().take(VIOLATIONS_TOLD_MAX).map(|violation| violation.text);
        let told = told.collect::<Vec<_>>().join("; ");
        Err(faults::validation_error(format!("{count} validation error{plural} detected: {told}")))
    }

    /// A member that may be left out.
    pub fn optional<T: Value>(&mut self, name: &str, limits: &Constraint) -> Option<T> {
        // Most members that may be left out are.
        let is_topmost = self.place.is_empty();
        if is_topmost && !self.form.has_at_or_below(name) {
            return None;
        }
        let (place, words) = (self.place.len(), self.words.len());
        if is_topmost {
            self.place.reserve(PLACE_BYTES);
            self.words.reserve(PLACE_BYTES);
        }
        if !self.words.is_empty() {
            self.place.push('.');
            self.words.push('.');
        }
        self.place.push_str(name);
        push_word(&mut self.words, name);
        let is_there = is_topmost || self.is_gap || self.form.has_at_or_below(&self.place);
        let value = if is_there { T::read(self, limits) } else { None };
        self.place.truncate(place);
        self.words.truncate(words);
        value
    }

    /// A member that must be there.
    pub fn required<T: Value>(&mut self, name: &str, limits: &Constraint) -> T {
        if let Some(value) = self.optional(name, limits) {
            return value;
        }
        let mut at = self.words.clone();
        if !at.is_empty() {
            at.push('.');
        }
        push_word(&mut at, name);
        let null = if self.shows_values { "null " } else { "" };
        let text = format!("Value {null}at '{at}' failed to satisfy constraint: Member must not be null");
        self.violations.push(Violation { position: position(&at), text });
        T::default()
    }

    /// A structure at this place.
    pub fn structure<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let here = self.form.get(&self.place);
        if here.is_some_and(|value| !value.is_empty()) {
            self.refuse("Unexpected complex element termination");
        }
        let is_there = here.is_some() || self.first_below().is_some();
        let is_gap = std::mem::take(&mut self.is_gap);
        (is_there || is_gap).then(|| read(self))
    }

    /// The text at this place, unchecked.
    fn scalar(&mut self) -> Option<&'a str> {
        let (here, goes_on) = self.form.get_and_look_below(&self.place);
        if !goes_on {
            return here;
        }
        match self.first_below().map(|below| below.split('.').next() == Some("member")) {
            Some(true) => self.refuse("Start of list found where not expected"),
            Some(false) => self.refuse("Start of structure or map found where not expected."),
            None => {}
        }
        here
    }

    /// What follows this place in the first name that goes on below it.
    fn first_below(&mut self) -> Option<&'a str> {
        self.place.push('.');
        let form = self.form;
        let name = form.names_below(&self.place).next();
        self.place.pop();
        name
    }

    fn refuse(&mut self, message: impl Into<String>) {
        self.malformed.get_or_insert_with(|| message.into());
    }

    fn violate(&mut self, value: fmt::Arguments<'_>, failures: Vec<String>) {
        if failures.is_empty() {
            return;
        }
        let value = if self.shows_values { value.to_string() } else { String::new() };
        let at = &self.words;
        for failure in failures {
            let text = format!("Value {value}at '{at}' failed to satisfy constraint: {failure}");
            self.violations.push(Violation { position: position(at), text });
        }
    }

    /// Checks a name or a path of IAM: its length as any other, its spelling once all the rest is right.
    fn spell(&mut self, text: &str, limits: &Constraint, rule: Spelling) {
        let plain = Constraint { pattern: None, ..*limits };
        self.violate(format_args!("'{text}' "), plain.check_text(text));
        if limits.pattern.is_some_and(|pattern| !pattern.matches(text)) {
            let (at, rule) = (&self.words, rule.words(&self.words));
            let message = format!("The specified value for {at} is invalid. {rule}");
            self.misspelling.get_or_insert(message);
        }
    }

    /// The numbers below `place.infix`, in order, each with the way it is written.
    fn indexes(&mut self, infix: &str) -> Vec<(u32, String)> {
        let prefix = format!("{}.{infix}.", self.place);
        let mut found = BTreeMap::new();
        let mut refused = None;
        for below in self.form.names_below(&prefix) {
            let index = below.split('.').next().unwrap_or_default();
            if index.is_empty() || !index.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            // No list can be so long, so a number too great to hold is as good as the greatest.
            match index.parse().unwrap_or(u32::MAX) {
                0 => refused = Some(format!("{index} is not a valid index.")),
                number => {
                    let written = found.entry(number).or_insert_with(|| index.to_owned());
                    if written != index {
                        refused = Some(format!("{index} is not a valid index."));
                    }
                }
            }
        }
        if let Some(message) = refused {
            self.refuse(message);
        }
        found.into_iter().collect()
    }

    /// Runs `read` at a place further down.
    fn below<T>(&mut self, place: &str, words: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let (place_end, words_end) = (self.place.len(), self.words.len());
        self.place.push_str(place);
        self.words.push_str(words);
        let value = read(self);
        self.place.truncate(place_end);
        self.words.truncate(words_end);
        value
    }

    /// Whether there is something other than `infix.…` below this place.
    fn has_strangers(&self, infix: &str) -> bool {
        let prefix = format!("{}.", self.place);
        self.form.names_below(&prefix).any(|below| below.split('.').next() != Some(infix))
    }
}

/// Appends a member's name as AWS's sentences have it: with a small first letter.
fn push_word(words: &mut String, name: &str) {
    let before = words.len();
    words.push_str(name);
    words
        .get_mut(before..)
        .and_then(|word| word.get_mut(..1))
        .into_iter()
        .for_each(str::make_ascii_lowercase);
}

impl Value for String {
    const SCALAR: bool = true;

    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self> {
        let text = reader.scalar()?;
        if let Some(rule) = limits.spelling().filter(|_| !reader.words.contains('.')) {
            reader.spell(text, limits, rule);
        } else {
            reader.violate(format_args!("'{text}' "), limits.check_text(text));
        }
        Some(text.to_owned())
    }
}

impl Value for Secret {
    const SCALAR: bool = true;

    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self> {
        let text = reader.scalar()?;
        // AWS leaves a secret value out of the sentence.
        reader.violate(format_args!(""), limits.check_text(text));
        Some(text.into())
    }
}

impl Value for i32 {
    const SCALAR: bool = true;

    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self> {
        let text = reader.scalar()?;
        let Ok(number) = text.parse::<Self>() else {
            reader.refuse(match text {
                "" => "missing value for integer type",
                _ => "integer must follow xsd1.1 definition",
            });
            return Some(0);
        };
        reader.violate(format_args!("'{number}' "), limits.check_number(number.into()));
        Some(number)
    }
}

impl Value for bool {
    const SCALAR: bool = true;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        match reader.scalar()? {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            text => {
                reader.refuse(match text {
                    "" => "missing value for boolean type",
                    _ => "boolean must follow xsd1.1 definition",
                });
                Some(false)
            }
        }
    }
}

impl<T: Value> Value for Vec<T> {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self> {
        let indexes = reader.indexes("member");
        let here = reader.form.get(&reader.place);
        if here.is_some_and(|text| !text.is_empty()) {
            reader.refuse("Unexpected list element termination");
        }
        if reader.has_strangers("member") {
            reader.refuse("Start of structure or map found where not expected.");
        }
        if indexes.is_empty() {
            // `Tags=` is how clients write an empty list.
            return here.map(|_| Self::new());
        }
        let kept = std::mem::take(&mut reader.violations);
        let (mut members, mut expected, mut has_gap) = (Self::new(), 1, false);
        for (number, index) in indexes {
            if number > expected {
                // One empty member stands for all that are left out: it is enough to fail, and bounded.
                has_gap = true;
                reader.is_gap = !T::SCALAR;
                let words = format!(".{expected}.member");
                let place = format!(".member.{expected}");
                members.extend(reader.below(&place, &words, |reader| T::read(reader, &Constraint::NONE)));
                reader.is_gap = false;
            }
            expected = number.saturating_add(1);
            let words = format!(".{number}.member");
            let limits = limits.member.unwrap_or(&Constraint::NONE);
            let member = reader.below(&format!(".member.{index}"), &words, |reader| T::read(reader, limits));
            members.extend(member);
        }
        let found = std::mem::replace(&mut reader.violations, kept);
        if !T::SCALAR {
            reader.violations.extend(found);
        } else if has_gap || !found.is_empty() {
            let mut words = limits.member.unwrap_or(&Constraint::NONE).words();
            let tells_null = has_gap || !(reader.shows_values || limits.is_sparse);
            words.extend(tells_null.then(|| "Member must not be null".to_owned()));
            reader.violate_list(format!("Member must satisfy constraint: [{}]", words.join(", ")));
        }
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
        for failure in limits.check_length(count) {
            reader.violate_list(failure);
        }
        Some(members)
    }
}

impl Reader<'_> {
    /// Notes that the list at this place fails; its members are shown as far as they are plain texts.
    fn violate_list(&mut self, failure: String) {
        let prefix = format!("{}.member.", self.place);
        let texts: Vec<&str> = self
            .indexes("member")
            .iter()
            .map(|(_, index)| self.form.get(&format!("{prefix}{index}")).unwrap_or("..."))
            .collect();
        let texts = texts.join(", ");
        self.violate(format_args!("'[{texts}]' "), vec![failure]);
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, limits: &Constraint) -> Option<Self> {
        let indexes = reader.indexes("entry");
        let here = reader.form.get(&reader.place);
        if here.is_some_and(|text| !text.is_empty()) {
            reader.refuse("Unexpected complex element termination");
        }
        if reader.has_strangers("entry") {
            reader.refuse("Start of structure or map found where not expected.");
        }
        if indexes.is_empty() {
            return here.map(|_| Self::new());
        }
        let mut map = Self::new();
        for (number, index) in indexes {
            let words = format!(".{number}.entry");
            reader.below(&format!(".entry.{index}"), &words, |reader| {
                let key: String = reader.required("key", limits.key.unwrap_or(&Constraint::NONE));
                let value = reader.required("value", limits.member.unwrap_or(&Constraint::NONE));
                if map.insert(key, value).is_some() {
                    reader.refuse("a map's key is given twice");
                }
            });
        }
        let count = i64::try_from(map.len()).unwrap_or(i64::MAX);
        reader.violate(format_args!("'{{...}}' "), limits.check_length(count));
        Some(map)
    }
}

#[cfg(test)]
mod tests;
