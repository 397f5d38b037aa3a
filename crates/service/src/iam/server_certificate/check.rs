// SPDX-License-Identifier: Apache-2.0
//! What IAM checks of an uploaded certificate: that it reads, fits its key, is in time and heads its chain.

use portcullis_wire::{Fault, faults};

use crate::credential::certificate::{Certificate, first_out_of_chain};
use crate::credential::private_key::PrivateKey;

/// Reads and checks a certificate with its key and its chain.
///
/// # Errors
/// One does not read, the key is another's, or the certificate or its chain is not valid now.
pub(super) fn check(
    body: &str,
    private_key: &str,
    chain: Option<&str>,
    now: i64,
) -> Result<Certificate, Fault> {
    let certificate = Certificate::parse(body).ok_or_else(|| {
        faults::malformed_certificate(
            "Unable to parse certificate. Please ensure the certificate is in PEM format.",
        )
    })?;
    let key = PrivateKey::parse(private_key).ok_or_else(|| {
        faults::malformed_certificate(
            "the private key is not a sound RSA or elliptic-curve key in unencrypted PEM format",
        )
    })?;
    if !key.belongs_to(&certificate) {
        return Err(faults::key_pair_mismatch("the private key does not belong to the certificate"));
    }
    if !certificate.is_valid_at(now) {
        return Err(faults::malformed_certificate("the certificate is not valid at this time"));
    }
    if let Some(chain) = chain {
        check_chain(&certificate, chain, now)?;
    }
    Ok(certificate)
}

fn check_chain(certificate: &Certificate, chain: &str, now: i64) -> Result<(), Fault> {
    let wrong = match Certificate::parse_all(chain) {
        None => Some(0),
        Some(chain) => first_out_of_chain(certificate, &chain, now),
    };
    let Some(at) = wrong else { return Ok(()) };
    // AWS's index is -1 where the very first link does not hold.
    let index = match at {
        0 => "-1".to_owned(),
        at => at.to_string(),
    };
    Err(faults::malformed_certificate(format!(
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing \
         certificate, followed by any intermediaries in order. The index within the chain of the invalid \
         certificate is: {index}"
    )))
}
