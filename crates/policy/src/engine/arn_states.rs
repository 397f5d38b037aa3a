// SPDX-License-Identifier: Apache-2.0
//! Resource patterns with a run that stops at colons, such as `arn:aws:s3:us-*-1::beans` (rule R-3).
//!
//! They stand side by side with runs that do not stop, so retrying the last run alone would miss matches. Instead all
//! positions of the pattern that the text read so far can have led to are kept together, a bit for each; the work is
//! the product of the lengths.

use super::{
    key::Circumstances,
    pattern::{self, Piece},
};
use crate::evaluation::{arn::PIECES, glob::Symbol};

/// The positions that fit without allocating. Longer patterns, counted with the values of their variables, allocate.
const WORDS: usize = 32;

/// The symbols of a pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The five pieces before the resource, each with the colon that ends it.
    place: Box<[ArnSymbol]>,
    resource: Box<[Piece]>,
}

/// A character of an ARN pattern.
#[derive(Debug, Clone, Copy)]
enum ArnSymbol {
    Char { own: char, place: bool },
    AnyOne { colon: bool },
    AnyRun { colon: bool },
}

impl ArnSymbol {
    fn accepts(self, character: char, in_place: bool) -> bool {
        match self {
            Self::Char { own, place } if place && in_place => own.eq_ignore_ascii_case(&character),
            Self::Char { own, .. } => own == character,
            Self::AnyOne { colon } | Self::AnyRun { colon } => colon || character != ':',
        }
    }
}

impl Pattern {
    pub(super) fn new(place: &[&str], resource: Box<[Piece]>) -> Self {
        let mut symbols = Vec::new();
        for piece in place {
            let last = piece.len().saturating_sub(1);
            symbols.extend(piece.char_indices().map(|(at, character)| match Symbol::of(character) {
                Symbol::Char(own) => ArnSymbol::Char { own, place: true },
                Symbol::AnyOne => ArnSymbol::AnyOne { colon: false },
                Symbol::AnyRun => ArnSymbol::AnyRun { colon: at == last },
            }));
            symbols.push(ArnSymbol::Char { own: ':', place: true });
        }
        Self { place: symbols.into(), resource }
    }

    /// Whether the pattern matches the whole text.
    pub(super) fn matches(&self, text: &str, context: &impl Circumstances) -> bool {
        if !pattern::is_complete(&self.resource, context) {
            return false;
        }
        let resource = pattern::symbols(&self.resource, context).map(|symbol| match symbol {
            Symbol::Char(own) => ArnSymbol::Char { own, place: false },
            Symbol::AnyOne => ArnSymbol::AnyOne { colon: true },
            Symbol::AnyRun => ArnSymbol::AnyRun { colon: true },
        });
        let symbols = self.place.iter().copied().chain(resource);
        let words = symbols.clone().count() / 64 + 1;
        if words <= WORDS {
            run(symbols, text, &mut [0; WORDS], &mut [0; WORDS])
        } else {
            run(symbols, text, &mut vec![0; words], &mut vec![0; words])
        }
    }
}

fn is_set(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

fn set(bits: &mut [u64], at: usize, yes: bool) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= u64::from(yes) << (at % 64);
    }
}

/// Reads the text; the bits are those of the positions before each symbol, and of the end.
fn run<'b>(
    symbols: impl Iterator<Item = ArnSymbol> + Clone,
    text: &str,
    mut reached: &'b mut [u64],
    mut next: &'b mut [u64],
) -> bool {
    let mut is_reached = true;
    let mut length = 0;
    // Before any character, only empty runs are passed.
    for symbol in symbols.clone() {
        set(reached, length, is_reached);
        is_reached = is_reached && matches!(symbol, ArnSymbol::AnyRun { .. });
        length += 1;
    }
    set(reached, length, is_reached);
    let mut colons = 0;
    for character in text.chars() {
        next.fill(0);
        // Whether the symbol before has led here.
        let mut arrives = false;
        for (at, symbol) in symbols.clone().enumerate() {
            let taken = is_set(reached, at) && symbol.accepts(character, colons < PIECES - 1);
            let is_run = matches!(symbol, ArnSymbol::AnyRun { .. });
            let here = arrives || (is_run && taken);
            set(next, at, here);
            arrives = if is_run { here } else { taken };
        }
        set(next, length, arrives);
        std::mem::swap(&mut reached, &mut next);
        colons += usize::from(character == ':');
    }
    is_set(reached, length)
}
