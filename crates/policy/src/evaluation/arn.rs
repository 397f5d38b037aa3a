// SPDX-License-Identifier: Apache-2.0
//! The six pieces of an ARN.

use super::glob::Symbol;

/// The number of pieces of an ARN: `arn`, partition, service, region, account and resource.
pub(crate) const PIECES: usize = 6;

/// An ARN taken apart. The resource may contain colons (rule R-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arn<'a> {
    /// Usually `aws`.
    pub(crate) partition: &'a str,
    /// For example `iam`.
    pub(crate) service: &'a str,
    /// Empty for global services.
    pub(crate) region: &'a str,
    /// Twelve digits, or empty.
    pub(crate) account: &'a str,
    /// All that follows the fifth colon.
    pub(crate) resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes a text apart; `None` if it is not an ARN.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (partition, rest) = split_at_colon(text.strip_prefix("arn:")?)?;
        let (service, rest) = split_at_colon(rest)?;
        let (region, rest) = split_at_colon(rest)?;
        let (account, resource) = split_at_colon(rest)?;
        Some(Self { partition, service, region, account, resource })
    }

    /// Whether everything but the resource is the same; case does not matter there (rule R-2).
    pub(crate) fn same_place(&self, other: &Arn<'_>) -> bool {
        self.partition.eq_ignore_ascii_case(other.partition)
            && self.service.eq_ignore_ascii_case(other.service)
            && self.region.eq_ignore_ascii_case(other.region)
            && self.account == other.account
    }
}

/// What stands before and after the first colon. The pieces are short, so bytes are compared one by one.
fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (piece, rest) = text.split_at_checked(text.bytes().position(|byte| byte == b':')?)?;
    Some((piece, rest.strip_prefix(':')?))
}

/// Splits a pattern at its first five literal colons; wildcards never stand for these (rule O-8).
pub(super) fn pattern_pieces(pattern: &[Symbol]) -> Vec<&[Symbol]> {
    pattern.splitn(PIECES, |symbol| *symbol == Symbol::Char(':')).collect()
}
