// SPDX-License-Identifier: Apache-2.0
//! Templates: texts with wildcards and policy variables, split into their parts.

use std::fmt;

use super::span::Span;

/// A text split into literal runs, wildcards and policy variables.
///
/// Wildcards that stand in the text are parts of their own. Whatever a variable yields later is literal, even if it
/// contains `*` or `?` (rule V-3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// The parts in the order of the text. No literal is empty and no two literals are neighbours.
    pub parts: Vec<Part>,
}

/// A part of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Characters that stand for themselves, among them those of `${*}`, `${?}` and `${$}` (rule V-5).
    Literal(String),
    /// `*`: any run of characters, also an empty one.
    AnyRun,
    /// `?`: exactly one character.
    AnyOne,
    /// `${key}` or `${key, 'default'}` (rule V-4).
    Variable {
        /// The condition key as written; compared without case (rule V-3).
        key: String,
        /// The text that stands in when the key is absent.
        default: Option<String>,
    },
}

/// Why a policy variable cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariableError {
    /// What is wrong.
    pub kind: VariableErrorKind,
    /// The variable's bytes within the text that was given to [`Template::parse`].
    pub span: Span,
}

/// What can be wrong with a policy variable (rule V-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariableErrorKind {
    /// `${` without its `}`.
    MissingBrace,
    /// The default's opening or closing quote is missing.
    MissingQuote,
    /// A space outside the default text.
    UnsupportedSpace,
    /// `${}`: no key.
    Empty,
    /// A comma that is not followed by a space and a quoted text.
    MissingSpace,
    /// A character that no condition key can contain, for example a second `${`.
    InvalidKey,
}

impl Template {
    /// Splits `text`. With `interpolate` (the document's version is 2012-10-17, rule V-1) `${…}` are variables and
    /// escapes; without it they are literal text. `*` and `?` outside variables are wildcards in both cases.
    ///
    /// # Errors
    /// A `${` that does not begin a well-formed variable (rule V-4).
    pub fn parse(text: &str, interpolate: bool) -> Result<Self, VariableError> {
        let mut template = Self::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if interpolate && let Some(inner) = rest.strip_prefix("${") {
                let start = text.len() - rest.len();
                let (part, after) = variable(inner).map_err(|(kind, after)| VariableError {
                    kind,
                    span: Span { start, end: text.len() - after.len() },
                })?;
                template.push(part);
                rest = after;
                continue;
            }
            template.push(match first {
                '*' => Part::AnyRun,
                '?' => Part::AnyOne,
                other => Part::Literal(other.into()),
            });
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
        Ok(template)
    }

    /// The same text for an operator without wildcards: `*` and `?` stand for themselves (rule O-1).
    #[must_use]
    pub fn literal_wildcards(self) -> Self {
        let mut template = Self::default();
        for part in self.parts {
            template.push(match part {
                Part::AnyRun => Part::Literal("*".into()),
                Part::AnyOne => Part::Literal("?".into()),
                other => other,
            });
        }
        template
    }

    /// Whether any part is a variable.
    pub fn has_variables(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Variable { .. }))
    }

    fn push(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (_, Part::Literal(text)) if text.is_empty() => {}
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => self.parts.push(part),
        }
    }
}

/// Reads one variable from the text after its `${`; gives the part and what follows the `}`.
/// The error carries the text that is left at the place where reading stopped.
fn variable(inner: &str) -> Result<(Part, &str), (VariableErrorKind, &str)> {
    for (escape, literal) in [("*}", "*"), ("?}", "?"), ("$}", "$")] {
        if let Some(after) = inner.strip_prefix(escape) {
            return Ok((Part::Literal(literal.into()), after));
        }
    }
    let Some(end) = inner.find(['}', ',', ' ', '$', '{', '*', '?', '\'', '"']) else {
        return Err((VariableErrorKind::MissingBrace, ""));
    };
    let (key, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let named = |default: Option<&str>| Part::Variable { key: key.into(), default: default.map(Into::into) };
    match rest.chars().next() {
        Some('}' | ',') if key.is_empty() => Err((VariableErrorKind::Empty, rest)),
        Some('}') => Ok((named(None), rest.strip_prefix('}').unwrap_or_default())),
        Some(' ') => Err((VariableErrorKind::UnsupportedSpace, rest)),
        Some(',') => {
            let (default, after) = default_text(rest)?;
            Ok((named(Some(default)), after))
        }
        _ => Err((VariableErrorKind::InvalidKey, rest)),
    }
}

/// Reads `, 'text'}`; gives the text and what follows the `}`.
fn default_text(rest: &str) -> Result<(&str, &str), (VariableErrorKind, &str)> {
    let spaced = rest.strip_prefix(", ").ok_or((VariableErrorKind::MissingSpace, rest))?;
    let quoted = match spaced.strip_prefix('\'') {
        Some(quoted) => quoted,
        None if spaced.starts_with(' ') => return Err((VariableErrorKind::UnsupportedSpace, spaced)),
        None => return Err((VariableErrorKind::MissingQuote, spaced)),
    };
    let (default, closed) = quoted.split_once('\'').ok_or((VariableErrorKind::MissingQuote, ""))?;
    match closed.strip_prefix('}') {
        Some(after) => Ok((default, after)),
        None if closed.starts_with(' ') => Err((VariableErrorKind::UnsupportedSpace, closed)),
        None => Err((VariableErrorKind::MissingBrace, closed)),
    }
}

impl fmt::Display for VariableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            VariableErrorKind::MissingBrace => "policy variable without closing brace",
            VariableErrorKind::MissingQuote => {
                "default value of a policy variable must stand in single quotes"
            }
            VariableErrorKind::UnsupportedSpace => "space in a policy variable outside its default value",
            VariableErrorKind::Empty => "policy variable without a key",
            VariableErrorKind::MissingSpace => {
                "default value of a policy variable must follow a comma and a space"
            }
            VariableErrorKind::InvalidKey => "character in a policy variable that no condition key contains",
        })
    }
}

impl std::error::Error for VariableError {}
