// SPDX-License-Identifier: Apache-2.0
//! MFA codes that calls of STS present.

use portcullis_directory::change::Change;
use portcullis_directory::record::MfaFactor;
use portcullis_wire::faults;

use crate::context::Context;
use crate::mfa::verify_code;
use crate::operation::Unverified;

/// Verifies the code that a call presents, if it presents one. What it gives must be committed with what the code
/// allows.
///
/// # Errors
/// Only one of the two parameters is given, the device shows no codes or is not the caller's own, or the code is wrong.
pub(crate) fn verify_presented(
    serial_number: Option<&str>,
    token_code: Option<&str>,
    cx: &Context<'_>,
) -> Result<Option<Change>, Unverified> {
    let (serial_number, code) = match (serial_number, token_code) {
        (None, None) => return Ok(None),
        (Some(serial_number), Some(code)) => (serial_number, code),
        _ => return Err(refuse(ONLY_ONE)),
    };
    let device = cx.account().mfa_device(serial_number).filter(|device| {
        let shows_codes = matches!(device.factor, MfaFactor::Virtual(_));
        shows_codes && device.owner.is_some() && device.owner == cx.caller.key_owner()
    });
    let device = device.ok_or_else(|| refuse(NOT_YOURS))?;
    match verify_code(device, code, cx.now()) {
        Ok(after) => Ok(Some(Change::put(after))),
        Err(wrong) => {
            let changes = wrong.device.map(|device| Change::put(*device)).into_iter().collect();
            Err(Unverified { changes, ..refuse(WRONG_CODE) })
        }
    }
}

// AWS's own texts, blanks included.
const ONLY_ONE: &str =
    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ";
const NOT_YOURS: &str = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial \
                         number is valid and associated with this user.";
const WRONG_CODE: &str = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

fn refuse(message: &str) -> Unverified {
    Unverified { fault: faults::access_denied(message), changes: Vec::new() }
}
