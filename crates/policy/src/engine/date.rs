// SPDX-License-Identifier: Apache-2.0
//! Points in time of `Date…` conditions (rule O-4), with a short way for the form that AWS itself sends.

use std::cmp::Ordering;

use crate::evaluation::operators::date::Instant;

/// A point in time; the fraction of its second is text, so that no precision is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment<T = Box<str>> {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    seconds: i64,
    /// Digits without trailing zeros, which compare as texts do.
    fraction: T,
}

impl<'a> Moment<&'a str> {
    /// `None` if the text is not a date.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        if let Some(seconds) = seconds_of_plain_form(text) {
            return Some(Self { seconds, fraction: "" });
        }
        Instant::parse(text).map(|instant| Self { seconds: instant.seconds, fraction: instant.fraction })
    }

    pub(super) fn into_owned(self) -> Moment {
        Moment { seconds: self.seconds, fraction: self.fraction.into() }
    }

    pub(super) fn compare(&self, other: &Moment) -> Ordering {
        (self.seconds, self.fraction).cmp(&(other.seconds, other.fraction.as_ref()))
    }
}

/// Reads `yyyy-mm-ddThh:mm:ssZ` with a day before the 29th; everything else is left to the long way.
fn seconds_of_plain_form(text: &str) -> Option<i64> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = *bytes
    else {
        return None;
    };
    let (year, month) = (pair(y1, y2)? * 100 + pair(y3, y4)?, pair(m1, m2)?);
    let (day, hour, minute, second) = (pair(d1, d2)?, pair(h1, h2)?, pair(n1, n2)?, pair(s1, s2)?);
    let is_plain =
        (1..=12).contains(&month) && (1..=28).contains(&day) && hour < 24 && minute < 60 && second < 60;
    if !is_plain {
        return None;
    }
    // Years that begin in March end with the leap day, and the months' lengths from March on follow a straight line.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_years = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = of_years + (month * 153 + 2) / 5 + day - DAYS_TO_1970;
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The days from 0000-02-29 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_469;

fn pair(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_4_the_short_way_agrees_with_the_long_one() {
        for year in
            [0, 1, 3, 4, 99, 100, 400, 1899, 1900, 1969, 1970, 1972, 1999, 2000, 2001, 2024, 2100, 9999]
        {
            for month in 1..=12 {
                for day in [1, 2, 27, 28] {
                    for time in ["00:00:00", "23:59:59", "07:08:09"] {
                        let text = format!("{year:04}-{month:02}-{day:02}T{time}Z");
                        let long = Instant::parse(&text).map(|instant| instant.seconds);
                        assert_eq!(seconds_of_plain_form(&text), long, "`{text}`");
                        assert!(long.is_some(), "`{text}`");
                    }
                }
            }
        }
        for text in
            ["2024-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00z"]
        {
            assert_eq!(seconds_of_plain_form(text), None, "`{text}`");
        }
    }
}
