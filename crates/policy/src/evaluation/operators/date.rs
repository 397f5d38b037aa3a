// SPDX-License-Identifier: Apache-2.0
//! `Date…`: instants, written in W3C's profile of ISO 8601 or as seconds since 1970 (rule O-4).

use std::cmp::Ordering;

/// The order of two instants; `None` if one of the texts is not a date.
pub(super) fn compare(actual: &str, wanted: &str) -> Option<Ordering> {
    Some(Instant::parse(actual)?.cmp(&Instant::parse(wanted)?))
}

const SECONDS_PER_DAY: i64 = 86_400;

/// A point in time. A date without a time of day is its beginning, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant<'a> {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub(crate) seconds: i64,
    /// The digits of the fraction without trailing zeros, which compare as texts do.
    pub(crate) fraction: &'a str,
}

impl<'a> Instant<'a> {
    /// Four digits alone are a year; any other run of digits counts seconds.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && text.len() != 4 {
            return text.parse().ok().map(|seconds| Self { seconds, fraction: "" });
        }
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() || (time.is_some() && day.is_none()) {
            return None;
        }
        let days = days_since_1970(year, month.unwrap_or(Some(1))?, day.unwrap_or(Some(1))?)?;
        let midnight = Self { seconds: days * SECONDS_PER_DAY, fraction: "" };
        match time {
            None => Some(midnight),
            Some(time) => midnight.at(time),
        }
    }

    /// Adds `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s…` with its zone, which must be there.
    fn at(self, time: &'a str) -> Option<Self> {
        let zone_start = time.find(['Z', '+', '-'])?;
        let (clock, zone) = time.split_at_checked(zone_start)?;
        let mut parts = clock.split(':');
        let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let (second, fraction) = match parts.next() {
            None => (0, ""),
            Some(part) => match part.split_once('.') {
                None => (number(part, 2)?, ""),
                Some((second, fraction)) => (number(second, 2)?, number_text(fraction)?),
            },
        };
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let of_day = hour * 3_600 + minute * 60 + second;
        let seconds = self.seconds + of_day - zone_seconds(zone)?;
        Some(Self { seconds, fraction: fraction.trim_end_matches('0') })
    }
}

/// How far the zone is ahead of UTC: `Z`, `+hh:mm` or `-hh:mm`.
fn zone_seconds(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, offset) = match zone.strip_prefix('+') {
        Some(offset) => (1, offset),
        None => (-1, zone.strip_prefix('-')?),
    };
    let (hours, minutes) = offset.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    if text.len() != digits {
        return None;
    }
    number_text(text)?.parse().ok()
}

/// The text itself if it is digits alone.
fn number_text(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` if there is no such date.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month_index = usize::try_from(month.checked_sub(1)?).ok()?;
    let length = *lengths.get(month_index)?;
    if day < 1 || day > length {
        return None;
    }
    let before_month: i64 = lengths.iter().take(month_index).sum();
    Some(days_before_year(year) - days_before_year(1970) + before_month + day - 1)
}

/// Days from the beginning of year 0, which is a leap year, to that of another.
fn days_before_year(year: i64) -> i64 {
    let leaps = |period: i64| (year + period - 1).div_euclid(period);
    year * 365 + leaps(4) - leaps(100) + leaps(400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_4_forms_of_a_date() {
        let table = [
            ("1970", Some((0, ""))),
            ("1970-02", Some((31 * 86_400, ""))),
            ("1970-01-02", Some((86_400, ""))),
            ("1970-01-01T00:00Z", Some((0, ""))),
            ("1970-01-01T01:00+01:00", Some((0, ""))),
            ("1970-01-01T00:00:01-00:30", Some((1_801, ""))),
            ("1969-12-31T23:59:59.50Z", Some((-1, "5"))),
            ("2000-02-29", Some((951_782_400, ""))),
            ("2024-03-01T12:34:56Z", Some((1_709_296_496, ""))),
            ("0000", Some((-62_167_219_200, ""))),
            ("9999-12-31T23:59:59Z", Some((253_402_300_799, ""))),
            ("0", Some((0, ""))),
            ("-1", Some((-1, ""))),
            ("1709296496", Some((1_709_296_496, ""))),
            ("99999999999999999999", None),
            ("", None),
            ("-", None),
            ("2023-02-29", None),
            ("1900-02-29", None),
            ("2023-13", None),
            ("2023-00", None),
            ("2023-1-1", None),
            ("2023-01-01T00:00:00", None),
            ("2023-01T00:00Z", None),
            ("2023-01-01T24:00Z", None),
            ("2023-01-01T00:60Z", None),
            ("2023-01-01T00:00:60Z", None),
            ("2023-01-01T00:00:00.Z", None),
            ("2023-01-01T00:00:00.1x5Z", None),
            ("2023-01-01T00Z", None),
            ("2023-01-01T00:00:00:00Z", None),
            ("2023-01-01T00:00Z ", None),
            ("2023-01-01T00:00+0100", None),
            ("2023-01-01T00:00+24:00", None),
            ("2023-01-01t00:00z", None),
            ("2023-01-01 00:00:00Z", None),
            ("2023-01-01-01", None),
        ];
        for (text, wanted) in table {
            let read = Instant::parse(text).map(|instant| (instant.seconds, instant.fraction));
            assert_eq!(read, wanted, "`{text}`");
        }
    }

    #[test]
    fn o_4_instants_compare_across_forms() {
        let table = [
            ("2024-03-01T12:34:56Z", "1709296496", Ordering::Equal),
            ("2024-03-01T12:34:56.0Z", "2024-03-01T14:34:56+02:00", Ordering::Equal),
            ("2024-03-01T12:34:56.001Z", "1709296496", Ordering::Greater),
            ("2024-03-01T12:34:56.45Z", "2024-03-01T12:34:56.5Z", Ordering::Less),
            ("2024", "2024-01-01T00:00:00Z", Ordering::Equal),
        ];
        for (left, right, wanted) in table {
            assert_eq!(compare(left, right), Some(wanted), "`{left}` with `{right}`");
        }
    }
}
