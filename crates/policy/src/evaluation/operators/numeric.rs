// SPDX-License-Identifier: Apache-2.0
//! `Numeric…`: integers and decimals of any length, compared exactly (rule O-3).

use std::cmp::Ordering;

/// The order of two numbers; `None` if one of the texts is not a number.
///
/// A number is an optional sign, digits, and optionally a point with digits. There are no exponents, spaces or
/// separators: a text that is almost a number is none. Digits are compared as text, so that no precision is lost.
pub(crate) fn compare(actual: &str, wanted: &str) -> Option<Ordering> {
    let (actual, wanted) = (Decimal::parse(actual)?, Decimal::parse(wanted)?);
    Some(match (actual.negative, wanted.negative) {
        (false, false) => actual.compare_size(&wanted),
        (true, true) => wanted.compare_size(&actual),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// A number without the zeros that do not count.
struct Decimal<'a> {
    /// Zero is never negative.
    negative: bool,
    /// The digits before the point, without leading zeros.
    whole: &'a str,
    /// The digits after the point, without trailing zeros.
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Some(Self { negative: negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction })
    }

    /// Compares without the signs. More digits before the point are more; digits after it compare as texts do.
    fn compare_size(&self, other: &Self) -> Ordering {
        (self.whole.len(), self.whole, self.fraction).cmp(&(other.whole.len(), other.whole, other.fraction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_3_numbers_compare_exactly() {
        use Ordering::{Equal, Greater, Less};
        let table = [
            ("1", "1", Some(Equal)),
            ("10", "9", Some(Greater)),
            ("-10", "9", Some(Less)),
            ("-10", "-9", Some(Less)),
            ("007", "7.000", Some(Equal)),
            ("-0", "0.0", Some(Equal)),
            ("+3", "3", Some(Equal)),
            ("1.5", "1.45", Some(Greater)),
            ("1.05", "1.5", Some(Less)),
            ("0.1", "0.10", Some(Equal)),
            ("9007199254740993", "9007199254740992", Some(Greater)),
            (
                "340282366920938463463374607431768211457",
                "340282366920938463463374607431768211456",
                Some(Greater),
            ),
            ("1e3", "1000", None),
            ("12abc", "12", None),
            ("", "0", None),
            ("-", "0", None),
            ("1.", "1", None),
            (".5", "0.5", None),
            ("1.2.3", "1", None),
            (" 1", "1", None),
            ("0x10", "16", None),
            ("1,000", "1000", None),
            ("NaN", "NaN", None),
            ("٣", "3", None),
        ];
        for (left, right, wanted) in table {
            assert_eq!(compare(left, right), wanted, "`{left}` with `{right}`");
            assert_eq!(compare(right, left), wanted.map(Ordering::reverse), "`{right}` with `{left}`");
        }
    }
}
