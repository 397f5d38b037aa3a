// SPDX-License-Identifier: Apache-2.0
//! Matching of `Resource` and `NotResource` (rules ).

use super::{
    arn::PIECES,
    decision::Layer,
    glob::Symbol,
    request::Request,
    truth::Truth,
    variable::{self, Resolved},
};
use crate::language::ResourceElement;

/// Whether the element covers the resource of the request.
///
/// The request's resource is taken literally: a wildcard in it is a character like any other, so that a pattern covers
/// `bucket/*` only if it covers every such text by a wildcard of its own. Containment of whole sets (rule R-11) belongs
/// to analysis, not to deciding one request.
pub(super) fn covers(
    element: Option<&ResourceElement>,
    layer: Layer,
    interpolate: bool,
    request: &Request<'_>,
) -> Truth {
    let Some(element) = element else {
        // Only a policy attached to the resource may leave out which one it means (rule R-8).
        return if layer == Layer::Resource { Truth::True } else { Truth::Unknown };
    };
    let entries = element.patterns.iter().map(|pattern| {
        let text = pattern.value.as_str();
        if request.wildcard_only_action {
            // Such an action has no resource that an ARN could name (rule R-7).
            Truth::from(is_star(text))
        } else {
            matches(text, layer, interpolate, request)
        }
    });
    Truth::any(entries).negated_if(element.negated)
}

/// Whether one pattern names the resource.
fn matches(text: &str, layer: Layer, interpolate: bool, request: &Request<'_>) -> Truth {
    if is_star(text) {
        return Truth::True;
    }
    let mut pieces: Vec<&str> = text.splitn(PIECES, ':').collect();
    if pieces.len() < PIECES {
        if !short_arn_counts(text, layer) {
            return Truth::False;
        }
        pieces.resize(PIECES, "*");
    }
    let Some((resource, place)) = pieces.split_last() else { return Truth::False };
    let mut pattern: Vec<ArnSymbol> = place.iter().flat_map(|piece| place_symbols(piece)).collect();
    // Variables are known only after the fifth colon (rule R-9).
    match variable::resolve(resource, interpolate, request.context) {
        Ok(Resolved::Pattern(symbols)) => pattern.extend(symbols.into_iter().map(resource_symbol)),
        // The entry matches nothing; a `NotResource` of it alone covers everything (rule R-10). The sources disagree
        // on that half; this is AWS's text.
        Ok(Resolved::Missing(_)) => return Truth::False,
        Err(_) => return Truth::Unknown,
    }
    Truth::from(matches_arn(&pattern, request.resource))
}

/// `*`, or several of them.
fn is_star(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '*')
}

/// Whether the pieces that a text of fewer than six lacks are taken as `*` (rule R-5).
fn short_arn_counts(text: &str, layer: Layer) -> bool {
    match layer {
        Layer::Identity | Layer::Boundary | Layer::Session => true,
        Layer::Resource | Layer::Endpoint => text.contains(['*', '?']),
        Layer::Scp => text.ends_with('*'),
        Layer::Rcp => false,
    }
}

/// A character of an ARN pattern.
#[derive(Debug, Clone, Copy)]
enum ArnSymbol {
    /// The character itself; in the five pieces before the resource its case does not matter (rule R-2).
    Char { own: char, place: bool },
    /// Any one character, which may be a colon only within the resource.
    AnyOne { colon: bool },
    /// Any run of characters. It may contain colons within the resource and at the end of a piece (rule R-3). The
    /// sources disagree on the latter; this is AWS's text, for `Resource` alone.
    AnyRun { colon: bool },
}

impl ArnSymbol {
    fn is_run(self) -> bool {
        matches!(self, Self::AnyRun { .. })
    }

    fn accepts(self, character: char, in_place: bool) -> bool {
        match self {
            Self::Char { own, place } if place && in_place => own.eq_ignore_ascii_case(&character),
            Self::Char { own, .. } => own == character,
            Self::AnyOne { colon } | Self::AnyRun { colon } => colon || character != ':',
        }
    }
}

/// The symbols of one of the first five pieces with the colon that ends it.
fn place_symbols(piece: &str) -> impl Iterator<Item = ArnSymbol> {
    let last = piece.len().saturating_sub(1);
    let symbols = piece.char_indices().map(move |(at, c)| match Symbol::of(c) {
        Symbol::Char(own) => ArnSymbol::Char { own, place: true },
        Symbol::AnyOne => ArnSymbol::AnyOne { colon: false },
        Symbol::AnyRun => ArnSymbol::AnyRun { colon: at == last },
    });
    symbols.chain([ArnSymbol::Char { own: ':', place: true }])
}

/// A symbol of the resource piece.
fn resource_symbol(symbol: Symbol) -> ArnSymbol {
    match symbol {
        Symbol::Char(own) => ArnSymbol::Char { own, place: false },
        Symbol::AnyOne => ArnSymbol::AnyOne { colon: true },
        Symbol::AnyRun => ArnSymbol::AnyRun { colon: true },
    }
}

/// Whether the pattern matches the whole ARN.
///
/// Runs that stop at colons and runs that do not stand side by side here, so the trick of retrying only the last one
/// does not apply. Instead all positions of the pattern that the text read so far can have led to are kept together;
/// the work is the product of the lengths.
fn matches_arn(pattern: &[ArnSymbol], arn: &str) -> bool {
    // One entry for each position, the last being the pattern's end. Before any character, only empty runs are passed.
    let mut reached = Vec::with_capacity(pattern.len() + 1);
    let mut is_reached = true;
    for symbol in pattern {
        reached.push(is_reached);
        is_reached = is_reached && symbol.is_run();
    }
    reached.push(is_reached);
    let mut next = Vec::with_capacity(reached.len());
    let mut colons = 0;
    for character in arn.chars() {
        let accepts = |symbol: &ArnSymbol| symbol.accepts(character, colons < PIECES - 1);
        // Whether the symbol before has led here.
        let mut arrives = false;
        for (at, was_reached) in reached.iter().enumerate() {
            let symbol = pattern.get(at);
            let taken = *was_reached && symbol.is_some_and(accepts);
            let is_run = symbol.is_some_and(|symbol| symbol.is_run());
            let here = arrives || (is_run && taken);
            next.push(here);
            arrives = if is_run { here } else { taken };
        }
        std::mem::swap(&mut reached, &mut next);
        next.clear();
        colons += usize::from(character == ':');
    }
    reached.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pattern(text: &str) -> Vec<ArnSymbol> {
        let mut pieces: Vec<&str> = text.splitn(PIECES, ':').collect();
        let resource = pieces.pop().unwrap();
        let place = pieces.into_iter().flat_map(place_symbols);
        place.chain(resource.chars().map(Symbol::of).map(resource_symbol)).collect()
    }

    /// The definition, word by word; exponential.
    fn naive(pattern: &[ArnSymbol], text: &[char], colons: usize) -> bool {
        let Some((symbol, after)) = pattern.split_first() else { return text.is_empty() };
        let step = |rest: &[ArnSymbol]| match text.split_first() {
            Some((character, left)) if symbol.accepts(*character, colons < PIECES - 1) => {
                naive(rest, left, colons + usize::from(*character == ':'))
            }
            _ => false,
        };
        if symbol.is_run() { naive(after, text, colons) || step(pattern) } else { step(after) }
    }

    #[test]
    fn r_1_many_wildcards_stay_cheap() {
        let hostile = "arn:aws:s3:::".to_owned() + &"*a".repeat(3_000) + "b";
        let arn = "arn:aws:s3:::".to_owned() + &"a".repeat(2_000);
        assert!(!matches_arn(&pattern(&hostile), &arn));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

        #[test]
        fn r_3_arn_matching_equals_its_definition(text in "([aA*?]{0,2}:){5}[aA*?:]{0,3}", arn in "[aA:]{0,10}") {
            let (symbols, characters): (Vec<ArnSymbol>, Vec<char>) = (pattern(&text), arn.chars().collect());
            prop_assert_eq!(matches_arn(&symbols, &arn), naive(&symbols, &characters, 0));
        }

        #[test]
        fn r_3_arn_matching_equals_its_definition_on_arns(
            text in "([aA*?]{0,2}:){5}[aA*?:]{0,3}",
            arn in "([aA]{0,2}:){5}[aA:]{0,3}",
        ) {
            let (symbols, characters): (Vec<ArnSymbol>, Vec<char>) = (pattern(&text), arn.chars().collect());
            prop_assert_eq!(matches_arn(&symbols, &arn), naive(&symbols, &characters, 0));
        }
    }
}
