// SPDX-License-Identifier: Apache-2.0
//! The QR code that carries a new device's seed into an app, as a PNG.

use portcullis_wire::{Secret, url_encode_document};
use qrcode::{Color, EcLevel, QrCode};

/// How wide a module is drawn.
const MODULE_PIXELS: usize = 4;
/// How many modules of white stand around the code; the standard asks for four.
const QUIET_MODULES: usize = 4;

/// The URI that a code carries: `otpauth://totp/DEVICE@ACCOUNT?secret=SEED`.
pub(crate) fn uri(device_name: &str, account_name: &str, seed: &str) -> Secret {
    let (device, account) = (url_encode_document(device_name), url_encode_document(account_name));
    Secret::new(format!("otpauth://totp/{device}@{account}?secret={seed}"))
}

/// Draws a text as a QR code. `None` if it is too long for one.
pub(crate) fn png(text: &Secret) -> Option<Secret<Vec<u8>>> {
    let code = QrCode::with_error_correction_level(text.reveal(), EcLevel::M).ok()?;
    let (modules, colors) = (code.width(), code.to_colors());
    let side = (modules + 2 * QUIET_MODULES) * MODULE_PIXELS;
    let is_dark = |x: usize, y: usize| {
        let module =
            |pixel: usize| (pixel / MODULE_PIXELS).checked_sub(QUIET_MODULES).filter(|at| *at < modules);
        let at = module(x).zip(module(y)).map(|(x, y)| y * modules + x);
        at.and_then(|at| colors.get(at)) == Some(&Color::Dark)
    };
    let mut pixels = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..side {
        for byte in 0..side.div_ceil(8) {
            // One bit for a pixel, the leftmost one highest; white is one.
            let bits = (0..8).filter(|bit| !is_dark(byte * 8 + bit, y));
            pixels.push(bits.fold(0, |byte: u8, bit| byte | (0x80 >> bit)));
        }
    }
    let pixels = Secret::new(pixels);
    let mut image = Vec::new();
    let size = u32::try_from(side).ok()?;
    let mut encoder = png::Encoder::new(&mut image, size, size);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels.reveal()).ok()?;
    writer.finish().ok()?;
    Some(Secret::new(image))
}
