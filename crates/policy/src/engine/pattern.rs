// SPDX-License-Identifier: Apache-2.0
//! Compiled patterns: literal runs, wildcards and variables, matched on bytes without allocating.

use super::key::{Circumstances, Key};
use crate::{
    evaluation::glob::Symbol,
    language::{Part, Template, VariableError},
};

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// The text itself. Never empty.
    Literal(Box<str>),
    /// The text itself, without regard to case where the matched text is still before its fifth colon (rule R-2).
    PlaceLiteral(Box<str>),
    /// Any one character.
    One,
    /// Any one character but a colon.
    OneInPlace,
    /// Any run of characters.
    Run,
    /// A policy variable.
    Variable(Box<Variable>),
}

/// A policy variable and its default (rule V-4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variable {
    key: Key,
    default: Option<Box<str>>,
}

impl Variable {
    /// What stands for the variable in this request, if anything does.
    pub(super) fn value<'s>(&'s self, context: &'s impl Circumstances) -> Option<&'s str> {
        context.variable(&self.key, self.default.as_deref())
    }
}

/// Reads a template into pieces.
///
/// # Errors
/// A `${` that begins no well-formed variable, if variables are interpolated at all.
pub(super) fn compile(text: &str, interpolate: bool) -> Result<Box<[Piece]>, VariableError> {
    Ok(Template::parse(text, interpolate)?.parts.into_iter().map(piece).collect())
}

/// Reads a template for an operator without wildcards: `*` and `?` stand for themselves (rule O-1).
///
/// # Errors
/// As [`compile`].
pub(super) fn compile_literally(text: &str, interpolate: bool) -> Result<Box<[Piece]>, VariableError> {
    Ok(Template::parse(text, interpolate)?.literal_wildcards().parts.into_iter().map(piece).collect())
}

fn piece(part: Part) -> Piece {
    match part {
        Part::Literal(text) => Piece::Literal(text.into()),
        Part::AnyRun => Piece::Run,
        Part::AnyOne => Piece::One,
        Part::Variable { key, default } => {
            Piece::Variable(Box::new(Variable { key: Key::new(&key), default: default.map(Into::into) }))
        }
    }
}

/// The text of pieces that are all literal.
pub(super) fn literal(pieces: &[Piece]) -> Option<Box<str>> {
    match pieces {
        [] => Some("".into()),
        [Piece::Literal(text)] => Some(text.clone()),
        _ => None,
    }
}

/// What is matched: a text and where the literal case rule of its beginning ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) text: &'a str,
    /// The bytes up to the fifth colon; 0 if the text is no ARN pattern's subject.
    pub(super) place_end: usize,
}

/// How a piece fares at a position.
enum Step {
    /// It matches up to here.
    To(usize),
    /// It does not match.
    No,
    /// A variable without a value: nothing can match (rules V-6 and R-10).
    Never,
}

/// Whether the pieces match the subject from byte `from` to its end.
///
/// The work is at most the product of the lengths. After a mismatch only the last run takes one character more: what
/// stands before it has matched as early as it can, and an earlier run that took more could not make more matches
/// possible. A run may begin to match within a character, but no piece goes on from there.
pub(super) fn matches(
    pieces: &[Piece],
    subject: Subject<'_>,
    from: usize,
    context: &impl Circumstances,
) -> bool {
    let bytes = subject.text.as_bytes();
    let (mut rest, mut at) = (pieces, from);
    let mut last_run: Option<(&[Piece], usize)> = None;
    loop {
        match rest.split_first() {
            None if at == bytes.len() => return true,
            Some((Piece::Run, [])) => return true,
            Some((Piece::Run, [Piece::Literal(end)])) => {
                let left = bytes.get(at..).unwrap_or_default();
                return left.ends_with(end.as_bytes());
            }
            Some((Piece::Run, after)) => {
                last_run = Some((after, at));
                rest = after;
                continue;
            }
            Some((piece, after)) => match piece.step(subject, at, context) {
                Step::To(next) => {
                    (rest, at) = (after, next);
                    continue;
                }
                Step::Never => return false,
                Step::No => {}
            },
            None => {}
        }
        let Some((after, started)) = last_run else { return false };
        let Some(next) = next_start(after, bytes, started + 1) else { return false };
        last_run = Some((after, next));
        (rest, at) = (after, next);
    }
}

/// The next position from which the pieces after a run are worth trying.
fn next_start(pieces: &[Piece], bytes: &[u8], from: usize) -> Option<usize> {
    let left = bytes.get(from..)?;
    match pieces.first() {
        Some(Piece::Literal(text)) => {
            let first = text.as_bytes().first()?;
            left.iter().position(|byte| byte == first).map(|skipped| from + skipped)
        }
        _ => Some(from),
    }
}

impl Piece {
    fn step(&self, subject: Subject<'_>, at: usize, context: &impl Circumstances) -> Step {
        let left = subject.text.as_bytes().get(at..).unwrap_or_default();
        let literal = |text: &str| {
            if left.starts_with(text.as_bytes()) { Step::To(at + text.len()) } else { Step::No }
        };
        match self {
            Self::Literal(text) => literal(text),
            Self::PlaceLiteral(text) => {
                if subject.has_place_text(text, at) {
                    Step::To(at + text.len())
                } else {
                    Step::No
                }
            }
            Self::One => one(left, at),
            Self::OneInPlace if left.first() == Some(&b':') => Step::No,
            Self::OneInPlace => one(left, at),
            Self::Variable(variable) => variable.value(context).map_or(Step::Never, literal),
            // The caller takes runs itself.
            Self::Run => Step::To(at),
        }
    }
}

impl Subject<'_> {
    /// Whether the text stands at a position, without regard to case as far as the place goes.
    fn has_place_text(&self, text: &str, at: usize) -> bool {
        let Some(left) = self.text.as_bytes().get(at..at + text.len()) else { return false };
        let folded = self.place_end.saturating_sub(at).min(text.len());
        match (left.split_at_checked(folded), text.as_bytes().split_at_checked(folded)) {
            (Some((left_place, left_rest)), Some((place, rest))) => {
                left_place.eq_ignore_ascii_case(place) && left_rest == rest
            }
            _ => false,
        }
    }
}

/// One whole character of UTF-8; none if the position is within one.
fn one(left: &[u8], at: usize) -> Step {
    match left.first() {
        Some(0..=0x7F) => Step::To(at + 1),
        Some(0xC0..=0xDF) => Step::To(at + 2),
        Some(0xE0..=0xEF) => Step::To(at + 3),
        Some(0xF0..=0xFF) => Step::To(at + 4),
        Some(0x80..=0xBF) | None => Step::No,
    }
}

/// The symbols of pieces in which every variable has a value; those without one yield nothing.
pub(super) fn symbols<'s, C: Circumstances>(
    pieces: &'s [Piece],
    context: &'s C,
) -> impl Iterator<Item = Symbol> + Clone + use<'s, C> {
    pieces.iter().flat_map(move |piece| {
        let (text, wildcard) = match piece {
            Piece::Literal(text) | Piece::PlaceLiteral(text) => (text.as_ref(), None),
            Piece::Variable(variable) => (variable.value(context).unwrap_or_default(), None),
            Piece::One | Piece::OneInPlace => ("", Some(Symbol::AnyOne)),
            Piece::Run => ("", Some(Symbol::AnyRun)),
        };
        text.chars().map(Symbol::Char).chain(wildcard)
    })
}

/// Whether every variable has a value.
pub(super) fn is_complete(pieces: &[Piece], context: &impl Circumstances) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Variable(variable) => variable.value(context).is_some(),
        _ => true,
    })
}
