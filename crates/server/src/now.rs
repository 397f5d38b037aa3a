// SPDX-License-Identifier: Apache-2.0
//! The clock and the source of chance: the only place where either enters the program.

use std::time::{SystemTime, UNIX_EPOCH};

use portcullis_service::Moment;
use portcullis_wire::timestamp::Timestamp;

/// The operating system gives no random bytes.
#[derive(Debug)]
pub(crate) struct NoEntropy;

/// A moment: now, fresh entropy and a new request id.
pub(crate) fn moment() -> Result<Moment, NoEntropy> {
    let request_id = uuid(random()?);
    Ok(Moment::new(milliseconds(), random()?, request_id))
}

/// Milliseconds since 1970; 0 when the clock stands before that.
pub(crate) fn milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time with its milliseconds, such as `2013-04-18T05:01:58.250Z`.
pub(crate) fn written(milliseconds: i64) -> String {
    let mut text = Timestamp(milliseconds.div_euclid(1_000)).to_string();
    text.truncate(text.len().saturating_sub(1));
    text + &format!(".{:03}Z", milliseconds.rem_euclid(1_000))
}

/// The day of a time, such as `2013-04-18`.
pub(crate) fn day(milliseconds: i64) -> String {
    let text = Timestamp(milliseconds.div_euclid(1_000)).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

fn random<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_unspecified| NoEntropy)?;
    Ok(bytes)
}

/// A version 4 UUID of these random bytes.
fn uuid(random: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(random);
    let bits = (bits & !(0xF << 76)) | (0x4 << 76);
    let bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        (bits >> 80) & 0xFFFF,
        (bits >> 64) & 0xFFFF,
        (bits >> 48) & 0xFFFF,
        bits & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_are_version_4_uuids() {
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([0xFF; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_ne!(moment().unwrap().request_id, moment().unwrap().request_id);
    }

    #[test]
    fn times_are_written_with_milliseconds() {
        assert_eq!(written(1_366_261_318_250), "2013-04-18T05:01:58.250Z");
        assert_eq!(day(1_366_261_318_250), "2013-04-18");
    }
}
