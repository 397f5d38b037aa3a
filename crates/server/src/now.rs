// SPDX-License-Identifier: Apache-2.0
//! The clock: the only place where time enters the program. A moment brings it together with chance.

use std::time::{SystemTime, UNIX_EPOCH};

use portcullis_service::{Moment, uuid};
use portcullis_wire::timestamp::Timestamp;

use crate::chance::{self, NoEntropy};
use crate::json;

/// A moment: now, fresh entropy and a new request id.
pub(crate) fn moment() -> Result<Moment, NoEntropy> {
    Ok(Moment::new(milliseconds(), chance::draw()?, uuid(chance::draw()?)))
}

/// Milliseconds since 1970; 0 when the clock stands before that.
pub(crate) fn milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time with its milliseconds, such as `2013-04-18T05:01:58.250Z`.
pub(crate) fn written(milliseconds: i64) -> String {
    let mut text = String::with_capacity(24);
    push_written(&mut text, milliseconds);
    text
}

/// Appends what [`written`] gives.
pub(crate) fn push_written(out: &mut String, milliseconds: i64) {
    Timestamp(milliseconds.div_euclid(1_000)).push_to(out);
    out.pop();
    json::push_thousandths(out, milliseconds.rem_euclid(1_000).unsigned_abs());
    out.push('Z');
}

/// The day of a time, such as `2013-04-18`.
pub(crate) fn day(milliseconds: i64) -> String {
    let text = Timestamp(milliseconds.div_euclid(1_000)).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_moment_is_like_another() {
        let moments: Vec<Moment> = (0..500).map(|_| moment().unwrap()).collect();
        let ids: std::collections::BTreeSet<&str> =
            moments.iter().map(|moment| &*moment.request_id).collect();
        assert_eq!(ids.len(), moments.len());
        let drawn: std::collections::BTreeSet<[u8; 16]> = moments.iter().map(Moment::random).collect();
        assert_eq!(drawn.len(), moments.len());
    }

    #[test]
    fn times_are_written_with_milliseconds() {
        assert_eq!(written(1_366_261_318_250), "2013-04-18T05:01:58.250Z");
        assert_eq!(day(1_366_261_318_250), "2013-04-18");
    }
}
