// SPDX-License-Identifier: Apache-2.0
//! Points in time, to the second, and how AWS Query writes them.

use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

const SECONDS_PER_DAY: i64 = 86_400;

/// The first and last second whose year has four digits, all that the written form can hold.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;

impl Timestamp {
    /// Reads `2013-04-18T05:01:58Z` (with or without a fraction, which is cut off, or an offset such as
    /// `+02:00`) or a number of seconds; `None` for anything else, such as the 30th of February.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(seconds) = text.parse::<i64>() {
            return (FIRST..=LAST).contains(&seconds).then_some(Self(seconds));
        }
        let (date, time) = text.split_once(['T', 't'])?;
        let mut fields = date.splitn(3, '-');
        let (year, month, day) =
            (digits(fields.next()?, 4)?, digits(fields.next()?, 2)?, digits(fields.next()?, 2)?);
        let (time, offset_seconds) = split_offset(time)?;
        let whole = match time.split_once('.') {
            Some((whole, fraction)) => {
                (!fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())).then_some(whole)?
            }
            None => time,
        };
        let mut fields = whole.splitn(3, ':');
        let clock = [digits(fields.next()?, 2)?, digits(fields.next()?, 2)?, digits(fields.next()?, 2)?];
        Some(Self(Self::of([year, month, day], clock)?.0 - offset_seconds))
    }

    /// The time of a day's year, month and day, and of a clock's hours, minutes and seconds; `None` if there is no
    /// such time.
    pub(crate) fn of([year, month, day]: [i64; 3], [hour, minute, second]: [i64; 3]) -> Option<Self> {
        let is_day = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        let is_clock = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        let clock = hour * 3600 + minute * 60 + second;
        (is_day && is_clock).then(|| Self(days_from_civil(year, month, day) * SECONDS_PER_DAY + clock))
    }

    /// The characters of the written form, `2013-04-18T05:01:58Z`; years outside 0 to 9999 are written as the nearest
    /// that fits. Nearly every call writes some times, and this is many times quicker than `write!`.
    pub fn characters(self) -> [u8; 20] {
        // Seconds of which none is negative: unsigned numbers are much quicker divided.
        let seconds = self.0.clamp(FIRST, LAST).abs_diff(FIRST);
        let days = u32::try_from(seconds / SECONDS_PER_DAY.unsigned_abs()).unwrap_or_default();
        let clock = u32::try_from(seconds % SECONDS_PER_DAY.unsigned_abs()).unwrap_or_default();
        let (year, month, day) = civil_from_days(days);
        let [y0, y1] = pair(year / 100);
        let [y2, y3] = pair(year % 100);
        let [[m0, m1], [d0, d1]] = [pair(month), pair(day)];
        let [[h0, h1], [n0, n1], [s0, s1]] = [pair(clock / 3600), pair(clock / 60 % 60), pair(clock % 60)];
        [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1, b'Z']
    }

    /// Appends the written form to a text.
    pub fn push_to(self, out: &mut String) {
        out.push_str(str::from_utf8(&self.characters()).unwrap_or_default());
    }
}

impl fmt::Display for Timestamp {
    /// Writes what [`Timestamp::characters`] gives.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.characters()).unwrap_or_default())
    }
}

/// The two digits of a number below one hundred.
fn pair(number: u32) -> [u8; 2] {
    let number = u8::try_from(number).unwrap_or_default();
    [b'0' + number / 10, b'0' + number % 10]
}

/// A number written with exactly this many digits.
pub(crate) fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Cuts the zone off a time of day and gives its distance from UTC in seconds.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (time, offset) = time.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours <= 23 && minutes <= 59).then_some((time, sign * (hours * 3600 + minutes * 60)))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; years start in March so that leap days come last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of `days_from_civil`, but for days since the year 0 began, none of which is negative.
fn civil_from_days(days: u32) -> (u32, u32, u32) {
    // From the March in which the 400 years before began.
    let days = days + 146_097 - 60;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    let year = year_of_era + era * 400 + u32::from(month <= 2) - 400;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        let table = [
            (0, "1970-01-01T00:00:00Z"),
            (1_366_261_318, "2013-04-18T05:01:58Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (LAST, "9999-12-31T23:59:59Z"),
            (FIRST, "0000-01-01T00:00:00Z"),
        ];
        for (seconds, text) in table {
            assert_eq!(Timestamp(seconds).to_string(), text);
            assert_eq!(Timestamp::parse(text), Some(Timestamp(seconds)), "{text}");
        }
    }

    #[test]
    fn other_forms_are_read() {
        let expected = Some(Timestamp(1_366_261_318));
        for text in [
            "1366261318",
            "2013-04-18T05:01:58.999Z",
            "2013-04-18T07:01:58+02:00",
            "2013-04-18T04:31:58-00:30",
        ] {
            assert_eq!(Timestamp::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "T",
            "yesterday",
            "2013-02-30T00:00:00Z",
            "2100-02-29T00:00:00Z",
            "2013-13-01T00:00:00Z",
            "2013-04-18T24:00:00Z",
            "2013-04-18T05:01:58",
            "2013-04-18T05:01:58.Z",
            "2013-04-18",
            "2013-4-18T05:01:58Z",
            "2013-04-18T05:01:58+2",
            "99999999999999",
            "\u{661}\u{661}-04-18T05:01:58Z",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_five_centuries_comes_back() {
        let first = FIRST.div_euclid(SECONDS_PER_DAY);
        for day in (-100_000..100_000).chain(first..first + 1_000) {
            let time = Timestamp(day * SECONDS_PER_DAY + day.rem_euclid(SECONDS_PER_DAY));
            assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
        }
        for (time, nearest) in [(FIRST - 1, FIRST), (i64::MIN, FIRST), (LAST + 1, LAST), (i64::MAX, LAST)] {
            assert_eq!(Timestamp(time).characters(), Timestamp(nearest).characters());
        }
    }
}
