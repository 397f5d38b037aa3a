// SPDX-License-Identifier: Apache-2.0
//! Time-based codes of six digits (RFC 6238 over RFC 4226): HMAC-SHA-1, steps of thirty seconds.

use aws_lc_rs::{constant_time, hmac};
use data_encoding::BASE32_NOPAD;
use portcullis_directory::record::{MfaDevice, MfaFactor, SecretText, VirtualDevice};
use portcullis_wire::Secret;

/// How long one code is shown.
const STEP_SECONDS: i64 = 30;
/// How many steps a code may be off from where the device's clock is known to be.
const WINDOW_STEPS: i64 = 1;
/// How many steps two consecutive codes may be off from our clock: fourteen hours, as much as a wrong time zone makes.
const RESYNC_STEPS: i64 = 14 * 3_600 / STEP_SECONDS;
/// So many wrong codes in a row may come at any pace; after that each step allows one try. Three codes of a million
/// are right at a time, so guessing takes months then, while nobody is ever locked out for longer than a step.
const WRONG_CODES_FREE: u32 = 5;

/// How many bytes a new seed has.
const SEED_BYTES: usize = 40;

/// A code that is not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongCode {
    /// The device as it is from now on, if the attempt has to be remembered.
    pub device: Option<Box<MfaDevice>>,
}

/// Verifies a code that a device shows, and gives the device as it is from then on: the code's step is used, and the
/// drift of the device's clock is known anew. `now` is in seconds since 1970.
///
/// # Errors
/// The code is wrong, was used already, is older than one that was used, or comes too soon after many wrong ones; or
/// the device shows no codes.
pub fn verify_code(device: &MfaDevice, code: &str, now: i64) -> Result<MfaDevice, WrongCode> {
    let MfaFactor::Virtual(known) = &device.factor else { return Err(WrongCode { device: None }) };
    let step = now.div_euclid(STEP_SECONDS);
    if known.wrong_codes >= WRONG_CODES_FREE && known.wrong_step.is_some_and(|wrong| wrong >= step) {
        return Err(WrongCode { device: None });
    }
    let Some(key) = key_of(&known.seed) else { return Err(WrongCode { device: None }) };
    let middle = step.saturating_add(known.drift_steps);
    // Every step is compared, so that time does not tell which one was near.
    let shown = (-WINDOW_STEPS..=WINDOW_STEPS).map(|offset| middle.saturating_add(offset));
    let right: Vec<i64> = shown.filter(|at| is_code(&key, *at, code)).collect();
    match right.into_iter().find(|at| is_unused(known, *at)) {
        Some(at) => Ok(with(device, used(known, at, step))),
        None => {
            let wrong_codes = known.wrong_codes.saturating_add(1);
            let known = VirtualDevice { wrong_codes, wrong_step: Some(step), ..known.clone() };
            Err(WrongCode { device: Some(Box::new(with(device, known))) })
        }
    }
}

/// Finds two codes that a device showed one after the other, not long ago or soon by our clock, and gives the device
/// as it is from then on. This is how a device is assigned and how its clock is found again.
pub fn find_consecutive_codes(device: &MfaDevice, codes: [&str; 2], now: i64) -> Option<MfaDevice> {
    let MfaFactor::Virtual(known) = &device.factor else { return None };
    let key = key_of(&known.seed)?;
    let step = now.div_euclid(STEP_SECONDS);
    let [first, second] = codes;
    // Nearest first: should two places fit, the one with less drift is likelier.
    let offsets = (0..=RESYNC_STEPS).flat_map(|far| if far == 0 { vec![0] } else { vec![-far, far] });
    let firsts = offsets.map(|offset| step.saturating_add(offset)).filter(|at| is_unused(known, *at));
    let mut fitting =
        firsts.filter(|at| is_code(&key, *at, first) && is_code(&key, at.saturating_add(1), second));
    Some(with(device, used(known, fitting.next()?.saturating_add(1), step)))
}

/// A new seed in base32, out of random bytes.
pub(crate) fn new_seed(random: [u8; SEED_BYTES]) -> SecretText {
    SecretText::new(BASE32_NOPAD.encode(&random))
}

fn is_unused(known: &VirtualDevice, step: i64) -> bool {
    known.used_step.is_none_or(|used| step > used)
}

fn used(known: &VirtualDevice, at: i64, step: i64) -> VirtualDevice {
    VirtualDevice {
        drift_steps: at.saturating_sub(step),
        used_step: Some(at),
        wrong_codes: 0,
        wrong_step: None,
        ..known.clone()
    }
}

fn with(device: &MfaDevice, known: VirtualDevice) -> MfaDevice {
    MfaDevice { factor: MfaFactor::Virtual(known), ..device.clone() }
}

fn key_of(seed: &SecretText) -> Option<hmac::Key> {
    let bytes = Secret::new(BASE32_NOPAD.decode(seed.expose().as_bytes()).ok()?);
    Some(hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, bytes.reveal()))
}

fn is_code(key: &hmac::Key, step: i64, code: &str) -> bool {
    let Some(right) = code_at(key, step) else { return false };
    constant_time::verify_slices_are_equal(right.as_bytes(), code.as_bytes()).is_ok()
}

/// The code of a step: RFC 4226's truncation of the HMAC of the step's number.
fn code_at(key: &hmac::Key, step: i64) -> Option<String> {
    let tag = hmac::sign(key, &u64::try_from(step).ok()?.to_be_bytes());
    let offset = usize::from(tag.as_ref().last()? & 0x0F);
    let bytes: [u8; 4] = tag.as_ref().get(offset..offset + 4)?.try_into().ok()?;
    let number = (u32::from_be_bytes(bytes) & 0x7FFF_FFFF) % 1_000_000;
    Some(format!("{number:06}"))
}

#[cfg(test)]
mod tests {
    use portcullis_directory::record::Tags;

    use super::*;

    const NOW: i64 = 1_800_000_015;
    const STEP: i64 = NOW / 30;

    fn device() -> MfaDevice {
        MfaDevice {
            serial_number: "arn:aws:iam::000000000042:mfa/phone".into(),
            owner: None,
            enabled_at: None,
            created_at: 0,
            tags: Tags::new(),
            factor: MfaFactor::Virtual(VirtualDevice::new(new_seed([7; SEED_BYTES]))),
        }
    }

    fn known(device: &MfaDevice) -> &VirtualDevice {
        match &device.factor {
            MfaFactor::Virtual(known) => known,
            MfaFactor::SecurityKey(_) => panic!("a security key"),
        }
    }

    fn code(device: &MfaDevice, step: i64) -> String {
        code_at(&key_of(&known(device).seed).unwrap(), step).unwrap()
    }

    #[test]
    fn the_examples_of_rfc_6238_come_out() {
        let seed = SecretText::new(BASE32_NOPAD.encode(b"12345678901234567890"));
        let key = key_of(&seed).unwrap();
        // The RFC shows eight digits; six are the last of them.
        for (second, digits) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code_at(&key, second / 30).as_deref(), digits.get(2..), "second {second}");
        }
    }

    #[test]
    fn a_seed_has_sixty_four_letters() {
        assert_eq!(new_seed([0xFF; SEED_BYTES]).expose(), "7".repeat(64));
    }

    #[test]
    fn a_code_is_taken_one_step_around_and_its_drift_is_kept() {
        for offset in -1..=1 {
            let after = verify_code(&device(), &code(&device(), STEP + offset), NOW).unwrap();
            assert_eq!((known(&after).used_step, known(&after).drift_steps), (Some(STEP + offset), offset));
        }
        for offset in [-3, -2, 2, 3] {
            assert!(verify_code(&device(), &code(&device(), STEP + offset), NOW).is_err(), "offset {offset}");
        }
        // A clock that goes slowly wrong is followed: each time it may be one step further off.
        let (mut followed, mut now) = (device(), NOW);
        for drift in 1..=5 {
            now += 3_600;
            let shown = code(&followed, now / 30 + drift);
            followed = verify_code(&followed, &shown, now).unwrap();
        }
        assert_eq!(known(&followed).drift_steps, 5);
    }

    #[test]
    fn no_code_is_taken_twice_nor_after_a_later_one() {
        let device = device();
        let after = verify_code(&device, &code(&device, STEP), NOW).unwrap();
        for step in [STEP - 1, STEP] {
            assert!(verify_code(&after, &code(&device, step), NOW).is_err());
            assert!(
                find_consecutive_codes(&after, [&code(&device, step - 1), &code(&device, step)], NOW)
                    .is_none()
            );
        }
        let after = verify_code(&after, &code(&device, STEP + 1), NOW).unwrap();
        assert!(verify_code(&after, &code(&device, STEP + 1), NOW + 30).is_err());
        assert!(verify_code(&after, &code(&device, STEP + 2), NOW + 30).is_ok());
    }

    #[test]
    fn after_five_wrong_codes_each_step_takes_one() {
        let mut device = device();
        let right = code(&device, STEP + 1);
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for count in 1..=5 {
            device = *verify_code(&device, wrong, NOW).unwrap_err().device.unwrap();
            assert_eq!(known(&device).wrong_codes, count);
        }
        // The right one does not help within the step; a refusal that compares nothing is not remembered.
        assert_eq!(verify_code(&device, &right, NOW), Err(WrongCode { device: None }));
        let later = verify_code(&device, wrong, NOW + 30).unwrap_err().device.unwrap();
        assert_eq!(verify_code(&later, &right, NOW + 30), Err(WrongCode { device: None }));
        let after = verify_code(&device, &right, NOW + 30).unwrap();
        assert_eq!((known(&after).wrong_codes, known(&after).wrong_step), (0, None));
    }

    #[test]
    fn two_codes_in_a_row_find_a_clock_that_is_hours_off() {
        let device = device();
        for offset in [0, -1, 3, -120, 1_200, -RESYNC_STEPS, RESYNC_STEPS] {
            let codes = [code(&device, STEP + offset), code(&device, STEP + offset + 1)];
            let after = find_consecutive_codes(&device, [&codes[0], &codes[1]], NOW).unwrap();
            assert_eq!(known(&after).drift_steps, offset + 1);
            assert_eq!(known(&after).used_step, Some(STEP + offset + 1));
            assert!(verify_code(&after, &codes[1], NOW).is_err(), "used");
            assert!(verify_code(&after, &code(&device, STEP + offset + 2), NOW).is_ok());
        }
        let shown = |offset: i64| code(&device, STEP + offset);
        for (first, second, why) in [
            (shown(0), shown(0), "the same twice"),
            (shown(1), shown(0), "the wrong way round"),
            (shown(0), shown(2), "not in a row"),
            (shown(-RESYNC_STEPS - 1), shown(-RESYNC_STEPS), "too far off"),
        ] {
            assert!(find_consecutive_codes(&device, [&first, &second], NOW).is_none(), "{why}");
        }
    }

    #[test]
    fn only_the_six_digits_themselves_are_taken() {
        let right = code(&device(), STEP);
        assert!(verify_code(&device(), &right, NOW).is_ok());
        for at in 0..right.len() {
            for digit in b'0'..=b'9' {
                let mut bytes = right.clone().into_bytes();
                bytes[at] = digit;
                let mutant = String::from_utf8(bytes).unwrap();
                let near = (-1..=1).any(|offset| mutant == code(&device(), STEP + offset));
                assert_eq!(verify_code(&device(), &mutant, NOW).is_ok(), near, "{mutant}");
            }
        }
        for text in [String::new(), format!("{right}0"), format!(" {right}"), "12345".to_owned()] {
            assert!(verify_code(&device(), &text, NOW).is_err(), "`{text}`");
        }
    }
}
