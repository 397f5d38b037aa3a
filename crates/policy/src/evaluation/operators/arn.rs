// SPDX-License-Identifier: Apache-2.0
//! `Arn…`: the six pieces of an ARN, each with wildcards of its own (rule O-8).

use super::{
    super::{
        arn::{self, Arn, PIECES},
        glob::{self, Symbol},
    },
    Comparison,
};

/// Every piece matches its pattern, with case; the last piece may contain colons. `ArnEquals` and `ArnLike` are the
/// same. Unlike in `Resource`, no wildcard crosses a piece's end.
pub(super) fn like(actual: &str, pattern: &[Symbol]) -> Comparison {
    let patterns = arn::pattern_pieces(pattern);
    let starts_as_arn = patterns.first().is_some_and(|first| matches_piece(first, "arn"));
    let (Some(arn), true) = (Arn::parse(actual), starts_as_arn && patterns.len() == PIECES) else {
        return Comparison::Unreadable;
    };
    let pieces = ["arn", arn.partition, arn.service, arn.region, arn.account, arn.resource];
    Comparison::from(patterns.iter().zip(pieces).all(|(pattern, piece)| matches_piece(pattern, piece)))
}

fn matches_piece(pattern: &[Symbol], piece: &str) -> bool {
    glob::matches(pattern.iter().copied(), piece.chars())
}
