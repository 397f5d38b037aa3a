// SPDX-License-Identifier: Apache-2.0
//! The condition values that IAM reads at write time: dates, and the variables in texts and ARNs.

use crate::language::{ConditionBlock, Template, Test};

/// Whether the values of a block can be read in the way its operator asks for.
pub(super) fn is_readable(block: &ConditionBlock, interpolate: bool) -> bool {
    let readable: fn(&str) -> bool = match block.operator.test {
        Test::DateEquals
        | Test::DateNotEquals
        | Test::DateLessThan
        | Test::DateLessThanEquals
        | Test::DateGreaterThan
        | Test::DateGreaterThanEquals => is_date,
        Test::StringEquals
        | Test::StringNotEquals
        | Test::StringEqualsIgnoreCase
        | Test::StringNotEqualsIgnoreCase
        | Test::StringLike
        | Test::StringNotLike
        | Test::ArnEquals
        | Test::ArnLike
        | Test::ArnNotEquals
        | Test::ArnNotLike
            if interpolate =>
        {
            |text| Template::parse(text, true).is_ok()
        }
        _ => return true,
    };
    block.entries.iter().flat_map(|entry| &entry.values).all(|value| readable(&value.value.text))
}

/// Whether IAM takes a text for a date: seconds since 1970, or a date of ISO 8601 of which IAM asks less than the
/// standard does: `01T` and hours of one digit pass, months and seconds out of range do not.
fn is_date(text: &str) -> bool {
    if !text.contains(['t', 'T', '-']) {
        return in_range(text, 0, i64::MAX);
    }
    let (date, time) = text.split_once(['t', 'T']).unwrap_or((text, ""));
    let (sign, fields) = date.strip_prefix('-').map_or((1, date), |fields| (-1, fields));
    let mut fields = fields.split('-');
    let year = fields.next().and_then(digits).map(|year| year.saturating_mul(sign));
    // The years that fit in milliseconds of 64 bits.
    year.is_some_and(|year| (-292_275_054..=292_278_993).contains(&year))
        && fields.next().is_none_or(|month| in_range(month, 1, 12))
        && fields.next().is_none_or(|day| in_range(day, 1, 31))
        && fields.next().is_none()
        && (time.is_empty() || is_time(time))
}

/// `hh[:mm[:ss[.fraction]]]` with an optional zone.
fn is_time(text: &str) -> bool {
    let zone_at = text.find(['z', 'Z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(zone_at).unwrap_or((text, ""));
    let mut fields = clock.split(':');
    let seconds = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        in_range(whole, 0, 59) && in_range(fraction, 0, 999_999_999)
    };
    fields.next().is_some_and(|hours| in_range(hours, 0, 23))
        && fields.next().is_none_or(|minutes| in_range(minutes, 0, 59))
        && fields.next().is_none_or(seconds)
        && fields.next().is_none()
        && is_zone(zone)
}

/// Nothing, `Z`, `+hh` or `+hh:mm`.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return matches!(text, "" | "z" | "Z") };
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "00"));
    hours.len() == 2 && minutes.len() == 2 && in_range(hours, 0, 23) && in_range(minutes, 0, 59)
}

fn in_range(text: &str, least: i64, greatest: i64) -> bool {
    digits(text).is_some_and(|number| (least..=greatest).contains(&number))
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
