// SPDX-License-Identifier: Apache-2.0
//! The two notations of time that signed requests carry, to and from seconds since 1970.

use crate::timestamp::{Timestamp, digits};

/// Reads ISO 8601's basic form, exactly `yyyymmddThhmmssZ`.
pub(super) fn parse_basic(text: &str) -> Option<i64> {
    let characters: [u8; 16] = text.as_bytes().try_into().ok()?;
    let [y0, y1, y2, y3, m0, m1, d0, d1, b'T', h0, h1, n0, n1, s0, s1, b'Z'] = characters else {
        return None;
    };
    let day = [number(y0, y1)? * 100 + number(y2, y3)?, number(m0, m1)?, number(d0, d1)?];
    let clock = [number(h0, h1)?, number(n0, n1)?, number(s0, s1)?];
    Timestamp::of(day, clock).map(|time| time.0)
}

/// The number of two digits.
fn number(tens: u8, ones: u8) -> Option<i64> {
    let are_digits = tens.is_ascii_digit() & ones.is_ascii_digit();
    are_digits.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// Reads the form of HTTP's `Date` header, such as `Sun, 30 Aug 2015 12:36:00 GMT` (RFC 1123).
pub(super) fn parse_http(text: &str) -> Option<i64> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let [day, month, year, clock] = rest.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let clock: [&str; 3] = clock.split(':').collect::<Vec<_>>().try_into().ok()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    if WEEKDAYS.contains(&weekday) { read(year, &format!("{month:02}"), day, clock) } else { None }
}

/// Writes ISO 8601's basic form; times outside the years 0 to 9999 are moved to the nearest one inside.
pub(super) fn format_basic(epoch_seconds: i64) -> String {
    basic(epoch_seconds).map(char::from).into_iter().collect()
}

/// Writes the day alone, as `yyyymmdd`.
pub(super) fn format_day(epoch_seconds: i64) -> String {
    format_basic(epoch_seconds).chars().take(8).collect()
}

/// Whether a text is the day of a time, as `yyyymmdd`.
pub(super) fn is_day(text: &str, epoch_seconds: i64) -> bool {
    basic(epoch_seconds).first_chunk::<8>().is_some_and(|day| day == text.as_bytes())
}

/// The characters of ISO 8601's basic form.
pub(super) fn basic(epoch_seconds: i64) -> [u8; 16] {
    let [y0, y1, y2, y3, _, m0, m1, _, d0, d1, t, h0, h1, _, n0, n1, _, s0, s1, z] =
        Timestamp(epoch_seconds).characters();
    [y0, y1, y2, y3, m0, m1, d0, d1, t, h0, h1, n0, n1, s0, s1, z]
}

/// The time of these fields, each of which must be plain digits.
fn read(year: &str, month: &str, day: &str, [hour, minute, second]: [&str; 3]) -> Option<i64> {
    let day = [digits(year, 4)?, digits(month, 2)?, digits(day, 2)?];
    let clock = [digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?];
    Timestamp::of(day, clock).map(|time| time.0)
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_name_the_same_second() {
        for (basic, http, seconds) in [
            ("19700101T000000Z", "Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("20150830T123600Z", "Sun, 30 Aug 2015 12:36:00 GMT", 1_440_938_160),
            ("20000229T235959Z", "Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
            ("19691231T235959Z", "Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("00000101T000000Z", "Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
            ("99991231T235959Z", "Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ] {
            assert_eq!(parse_basic(basic), Some(seconds), "{basic}");
            assert_eq!(parse_http(http), Some(seconds), "{http}");
            assert_eq!(format_basic(seconds), basic);
        }
    }

    #[test]
    fn times_outside_the_notation_are_moved_inside() {
        assert_eq!(format_basic(i64::MIN), "00000101T000000Z");
        assert_eq!(format_basic(i64::MAX), "99991231T235959Z");
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in [
            "",
            "20150830",
            "2015-08-30T12:36:00Z",
            "20150830T123600",
            "20150830T123600z",
            "20150830T1236000Z",
            "20150230T000000Z",
            "20150029T000000Z",
            "20151301T000000Z",
            "20150800T000000Z",
            "20150830T243600Z",
            "20150830T126000Z",
            "20150830T123660Z",
            "+0150830T123600Z",
            "2015083٠T12360Z",
        ] {
            assert_eq!(parse_basic(text), None, "{text}");
        }
        for text in [
            "",
            "30 Aug 2015 12:36:00 GMT",
            "Xxx, 30 Aug 2015 12:36:00 GMT",
            "Sun, 30 Aug 2015 12:36:00 UTC",
            "Sun, 30 aug 2015 12:36:00 GMT",
            "Sun, 30 Aug 2015 12:36 GMT",
            "Sun, 30 Aug 2015 12:36:00:00 GMT",
            "Sun, 30 Aug 2015 12:36:00 GMT ",
            "Sun, 31 Feb 2015 12:36:00 GMT",
            "Sun, 30 Aug 99999999999999999999 12:36:00 GMT",
        ] {
            assert_eq!(parse_http(text), None, "{text}");
        }
    }
}
