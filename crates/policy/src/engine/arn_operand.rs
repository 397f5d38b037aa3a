// SPDX-License-Identifier: Apache-2.0
//! Values of `Arn…` conditions: six pieces, each with wildcards of its own (rule O-8).

use super::{
    key::{Circumstances, ContextView},
    pattern::{self, Piece, Subject},
};
use crate::evaluation::{
    arn::{Arn, PIECES},
    glob::{self, Symbol},
    operators::Comparison,
};

/// A pattern of ARNs.
#[derive(Debug)]
pub(super) enum ArnOperand {
    /// No ARN matches it, and no text that is not one differs from it.
    NotAnArn,
    /// Its first five colons stand before any variable. The first piece matches `arn`.
    Split(Box<[Box<[Piece]>; PIECES - 1]>),
    /// What the pieces are depends on the values of variables.
    Whole(Box<[Piece]>),
}

impl ArnOperand {
    pub(super) fn new(pieces: Box<[Piece]>) -> Self {
        let mut split: Vec<Vec<Piece>> = vec![Vec::new()];
        let has_variables = pieces.iter().any(|piece| matches!(piece, Piece::Variable(_)));
        for piece in &pieces {
            let left = PIECES - split.len();
            match piece {
                Piece::Literal(text) => {
                    for (at, part) in text.splitn(left + 1, ':').enumerate() {
                        if at > 0 {
                            split.push(Vec::new());
                        }
                        if let Some(last) = split.last_mut()
                            && !part.is_empty()
                        {
                            last.push(Piece::Literal(part.into()));
                        }
                    }
                }
                Piece::Variable(_) if left > 0 => return Self::Whole(pieces),
                piece => split.last_mut().into_iter().for_each(|last| last.push(piece.clone())),
            }
        }
        let mut split = split.into_iter().map(Vec::into_boxed_slice);
        let starts = |first: &[Piece]| pattern::matches(first, subject("arn"), 0, &ContextView::Pairs(&[]));
        let starts_as_arn = split.next().is_some_and(|first| starts(&first));
        let rest: Vec<Box<[Piece]>> = split.collect();
        match <[Box<[Piece]>; PIECES - 1]>::try_from(rest) {
            Ok(rest) if starts_as_arn => Self::Split(Box::new(rest)),
            // Without the variables' values it is not known that they have some.
            _ if has_variables => Self::Whole(pieces),
            _ => Self::NotAnArn,
        }
    }

    pub(super) fn compare(&self, actual: &str, context: &impl Circumstances) -> Comparison {
        match self {
            Self::NotAnArn => Comparison::Unreadable,
            Self::Split(patterns) => {
                let [.., resource] = patterns.as_ref();
                if !pattern::is_complete(resource, context) {
                    return Comparison::Different;
                }
                let Some(arn) = Arn::parse(actual) else { return Comparison::Unreadable };
                let pieces = [arn.partition, arn.service, arn.region, arn.account, arn.resource];
                let mut pairs = patterns.iter().zip(pieces);
                Comparison::from(
                    pairs.all(|(pattern, piece)| pattern::matches(pattern, subject(piece), 0, context)),
                )
            }
            Self::Whole(pieces) => compare_whole(pieces, actual, context),
        }
    }
}

fn subject(text: &str) -> Subject<'_> {
    Subject { text, place_end: 0 }
}

/// A variable may bring colons along, so that only its value tells where the pieces end.
fn compare_whole(pieces: &[Piece], actual: &str, context: &impl Circumstances) -> Comparison {
    if !pattern::is_complete(pieces, context) {
        return Comparison::Different;
    }
    let symbols = pattern::symbols(pieces, context);
    let mut starts = [0; PIECES];
    let colons = symbols.clone().enumerate().filter(|(_, symbol)| *symbol == Symbol::Char(':'));
    let mut found = 1;
    for ((at, _), start) in colons.zip(starts.iter_mut().skip(1)) {
        *start = at + 1;
        found += 1;
    }
    let matches_piece = |at: usize, text: &str| {
        let start = starts.get(at).copied().unwrap_or_default();
        let end = starts.get(at + 1).map_or(usize::MAX, |next| next.saturating_sub(1));
        glob::matches(symbols.clone().skip(start).take(end.saturating_sub(start)), text.chars())
    };
    let (Some(arn), true) = (Arn::parse(actual), found == PIECES && matches_piece(0, "arn")) else {
        return Comparison::Unreadable;
    };
    let texts = ["arn", arn.partition, arn.service, arn.region, arn.account, arn.resource];
    Comparison::from(texts.iter().enumerate().all(|(at, text)| matches_piece(at, text)))
}
