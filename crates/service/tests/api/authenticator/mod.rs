// SPDX-License-Identifier: Apache-2.0
//! What people hold in their hands: an app that reads pictures and shows codes, and a security key.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and no test needs everything"
)]

pub mod security_key;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use data_encoding::BASE32;

use portcullis_directory::record::{KeyOwner, MfaDevice, MfaFactor, SecurityKey, Tags};

use crate::world::{ACCOUNT, Answer, Key, World};

/// An app that shows the codes of one device, by RFC 6238.
#[derive(Debug, Clone)]
pub struct App {
    pub serial: String,
    seed: Vec<u8>,
}

impl App {
    /// The app after it has read what CreateVirtualMFADevice shows.
    pub fn new(made: &Answer) -> Self {
        let seed = BASE64.decode(made.get("Base32StringSeed")).unwrap();
        Self { serial: made.get("SerialNumber"), seed: BASE32.decode(&seed).unwrap() }
    }

    /// The code that is shown at a time.
    pub fn code(&self, at: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.seed);
        let tag = hmac::sign(&key, &(at / 30).to_be_bytes());
        let tag = tag.as_ref();
        let offset = usize::from(tag[19] & 15);
        let number = u32::from_be_bytes(tag[offset..offset + 4].try_into().unwrap()) & 0x7FFF_FFFF;
        format!("{:06}", number % 1_000_000)
    }

    /// A code that is not shown around a time.
    pub fn wrong_code(&self, at: i64) -> String {
        let shown: Vec<String> = (-2..=2).map(|offset| self.code(at + 30 * offset)).collect();
        (0..).map(|number| format!("{number:06}")).find(|code| !shown.contains(code)).unwrap()
    }

    /// The parameters of EnableMFADevice and ResyncMFADevice: the codes shown at a time and a step later.
    pub fn codes(&self, at: i64) -> String {
        let (first, second) = (self.code(at), self.code(at + 30));
        format!("SerialNumber={} AuthenticationCode1={first} AuthenticationCode2={second}", self.serial)
    }

    /// The parameters of STS's calls: the code shown at a time.
    pub fn token(&self, at: i64) -> String {
        format!("SerialNumber={} TokenCode={}", self.serial, self.code(at))
    }
}

/// Makes a virtual device.
pub fn device(world: &mut World, by: &Key, name: &str) -> App {
    App::new(&world.ok(by, &format!("CreateVirtualMFADevice VirtualMFADeviceName={name}")))
}

/// Makes a virtual device and assigns it. The codes shown until then are used.
pub fn assigned(world: &mut World, by: &Key, user: &str, name: &str) -> App {
    let app = device(world, by, name);
    let codes = app.codes(world.now - 29);
    world.ok(by, &format!("EnableMFADevice UserName={user} {codes}"));
    world.now += 60;
    app
}

/// Reads the text of a QR code out of a PNG, with a reader that somebody else wrote.
pub fn read_qr_code(picture: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut bits = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bits).unwrap();
    let (width, height) = (usize::try_from(info.width).unwrap(), usize::try_from(info.height).unwrap());
    let is_white = |x: usize, y: usize| bits[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 1;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(
            width,
            height,
            |x, y| {
                if is_white(x, y) { 255 } else { 0 }
            },
        );
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

/// Puts a security key into a user's hands, whose signatures nobody can make.
pub fn security_key(world: &mut World, user: &str) -> String {
    let serial_number = format!("arn:aws:iam::{ACCOUNT}:u2f/user/{user}/yubi-AAAAAAAAAAAAAAAAAAAAAAAAAA");
    let owner = Some(KeyOwner::User(crate::seed::user(world, user).id));
    let factor = MfaFactor::SecurityKey(SecurityKey {
        credential_id: vec![1, 2, 3],
        public_key: vec![4],
        sign_count: 0,
        aaguid: [5; 16],
        certifications: [("FIDO".to_owned(), "L1".to_owned()), ("FIPS-140-2".to_owned(), "L2".to_owned())]
            .into(),
        challenged_at_milliseconds: 0,
    });
    let enabled_at = Some(world.now);
    let device = MfaDevice {
        serial_number: serial_number.clone(),
        owner,
        enabled_at,
        created_at: world.now,
        tags: Tags::new(),
        factor,
    };
    crate::seed::put(world, device);
    serial_number
}
