// SPDX-License-Identifier: Apache-2.0
//! Reading the catalogue's dates.

/// The seconds since 1970 of a date such as `2015-02-06T18:39:46Z`; `None` for any other form.
pub(super) fn epoch_seconds(text: &str) -> Option<i64> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(day, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let valid =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    valid.then(|| ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Days from 1970-01-01 in the Gregorian calendar, for years from 1 on. Years start in March here, so that the leap
/// day is the last day of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::epoch_seconds;

    #[test]
    fn dates_are_seconds_since_1970() {
        let table = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2000-02-29T12:00:00Z", Some(951_825_600)),
            ("2015-02-06T18:39:46Z", Some(1_423_247_986)),
            ("2026-12-31T23:59:59Z", Some(1_798_761_599)),
            ("2015-02-06", None),
            ("2015-13-06T18:39:46Z", None),
            ("2015-02-06T18:39:46", None),
            ("2015-02-06T18:39:461Z", None),
            ("2015-02-06-01T18:39:46Z", None),
            ("+015-02-06T18:39:46Z", None),
        ];
        for (text, expected) in table {
            assert_eq!(epoch_seconds(text), expected, "{text}");
        }
    }
}
