// SPDX-License-Identifier: Apache-2.0
//! X.509 certificates (RFC 5280): what IAM reads of them, and whether one vouches for another.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use portcullis_directory::identifier::UniqueId;
use x509_cert::der::asn1::AnyRef;
use x509_cert::der::{Decode as _, Reader as _, SliceReader};
use x509_cert::ext::pkix::BasicConstraints;

use super::pem;

const LABEL: &str = "CERTIFICATE";

/// A certificate.
#[derive(Debug)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    /// The part that is signed, as it stands in `der`.
    signed: Vec<u8>,
    parsed: x509_cert::Certificate,
}

impl Certificate {
    /// Reads PEM that holds one certificate and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut all = Self::parse_all(text)?;
        let only = all.pop()?;
        all.is_empty().then_some(only)
    }

    /// Reads PEM that holds certificates and nothing else.
    pub(crate) fn parse_all(text: &str) -> Option<Vec<Self>> {
        let blocks = pem::blocks(text)?;
        blocks
            .iter()
            .map(|block| (block.label == LABEL).then(|| Self::from_der(block.bytes.reveal()))?)
            .collect()
    }

    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let parsed = x509_cert::Certificate::from_der(der).ok()?;
        let parts = AnyRef::from_der(der).ok()?.value();
        let signed = SliceReader::new(parts).ok()?.tlv_bytes().ok()?.to_vec();
        Some(Self { der: der.to_vec(), signed, parsed })
    }

    /// The id that AWS gives the certificate: its SHA-1 fingerprint in base 32.
    pub(crate) fn id(&self) -> UniqueId {
        let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der);
        // The digest has twenty bytes, whatever was digested.
        UniqueId::from_fingerprint(sha1.as_ref().try_into().unwrap_or_default())
    }

    /// When its validity begins, in seconds since 1970.
    pub(crate) fn begins_at(&self) -> i64 {
        seconds(self.parsed.tbs_certificate().validity().not_before)
    }

    /// When its validity ends, in seconds since 1970.
    pub(crate) fn expires_at(&self) -> i64 {
        seconds(self.parsed.tbs_certificate().validity().not_after)
    }

    /// Whether it is valid at a time, in seconds since 1970; both ends belong to the validity.
    pub(crate) fn is_valid_at(&self, now: i64) -> bool {
        (self.begins_at()..=self.expires_at()).contains(&now)
    }

    /// The public key, as its algorithm writes it: PKCS #1 for RSA, a point for a curve.
    pub(crate) fn public_key(&self) -> &[u8] {
        self.parsed.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes()
    }

    /// Whether `issuer` may issue certificates, is named as this one's issuer, and has signed it.
    pub(crate) fn is_issued_by(&self, issuer: &Self) -> bool {
        self.parsed.tbs_certificate().issuer() == issuer.parsed.tbs_certificate().subject()
            && issuer.may_issue()
            && self.is_signed_by(issuer)
    }

    /// What the basic constraints say; a certificate from before there were any has none.
    fn may_issue(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<BasicConstraints>() {
            Ok(Some((_, constraints))) => constraints.ca,
            Ok(None) => true,
            Err(_) => false,
        }
    }

    fn is_signed_by(&self, issuer: &Self) -> bool {
        let identifier = self.parsed.signature_algorithm();
        if identifier != self.parsed.tbs_certificate().signature() {
            return false;
        }
        let Some(signature) = self.parsed.signature().as_bytes() else { return false };
        algorithms(&identifier.oid.to_string()).iter().any(|algorithm| {
            UnparsedPublicKey::new(*algorithm, issuer.public_key()).verify(&self.signed, signature).is_ok()
        })
    }
}

/// The algorithms that an identifier may mean. Which curve a key is on, and which digest a padding uses, shows when
/// one of them fits.
fn algorithms(identifier: &str) -> &'static [&'static dyn VerificationAlgorithm] {
    match identifier {
        "1.2.840.113549.1.1.5" => &[&signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY],
        "1.2.840.113549.1.1.10" => &[
            &signature::RSA_PSS_2048_8192_SHA256,
            &signature::RSA_PSS_2048_8192_SHA384,
            &signature::RSA_PSS_2048_8192_SHA512,
        ],
        "1.2.840.113549.1.1.11" => &[&signature::RSA_PKCS1_2048_8192_SHA256],
        "1.2.840.113549.1.1.12" => &[&signature::RSA_PKCS1_2048_8192_SHA384],
        "1.2.840.113549.1.1.13" => &[&signature::RSA_PKCS1_2048_8192_SHA512],
        "1.2.840.10045.4.3.2" => &[
            &signature::ECDSA_P256_SHA256_ASN1,
            &signature::ECDSA_P384_SHA256_ASN1,
            &signature::ECDSA_P521_SHA256_ASN1,
        ],
        "1.2.840.10045.4.3.3" => &[
            &signature::ECDSA_P256_SHA384_ASN1,
            &signature::ECDSA_P384_SHA384_ASN1,
            &signature::ECDSA_P521_SHA384_ASN1,
        ],
        "1.2.840.10045.4.3.4" => &[
            &signature::ECDSA_P256_SHA512_ASN1,
            &signature::ECDSA_P384_SHA512_ASN1,
            &signature::ECDSA_P521_SHA512_ASN1,
        ],
        "1.3.101.112" => &[&signature::ED25519],
        _ => &[],
    }
}

fn seconds(time: x509_cert::time::Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}

/// Which certificate of a chain does not belong where it stands; `None` if all do. The chain begins with the issuer
/// of `leaf`; each certificate is followed by its own issuer, and all are valid now.
pub(crate) fn first_out_of_chain(leaf: &Certificate, chain: &[Certificate], now: i64) -> Option<usize> {
    let issued = std::iter::once(leaf).chain(chain);
    issued.zip(chain).position(|(one, issuer)| !issuer.is_valid_at(now) || !one.is_issued_by(issuer))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROOT: &str = include_str!("../../tests/certificates/root.pem");
    const INTERMEDIATE: &str = include_str!("../../tests/certificates/intermediate.pem");
    const LEAF: &str = include_str!("../../tests/certificates/leaf.pem");
    const NOW: i64 = 1_767_323_045;

    fn read(text: &str) -> Certificate {
        Certificate::parse(text).unwrap()
    }

    #[test]
    fn issuers_are_known_by_name_and_signature() {
        let (root, intermediate, leaf) = (read(ROOT), read(INTERMEDIATE), read(LEAF));
        assert!(leaf.is_issued_by(&intermediate));
        assert!(intermediate.is_issued_by(&root));
        assert!(root.is_issued_by(&root));
        assert!(!leaf.is_issued_by(&root), "another name");
        assert!(!intermediate.is_issued_by(&leaf), "no authority");
        let impostor = read(include_str!("../../tests/certificates/impostor.pem"));
        assert!(!leaf.is_issued_by(&impostor), "the right name, another key");
    }

    #[test]
    fn every_signature_algorithm_is_known() {
        for pem in [
            include_str!("../../tests/certificates/self-rsa-sha1.pem"),
            include_str!("../../tests/certificates/self-rsa-sha384.pem"),
            include_str!("../../tests/certificates/self-rsa-sha512.pem"),
            include_str!("../../tests/certificates/self-rsa-pss.pem"),
            include_str!("../../tests/certificates/self-p256.pem"),
            include_str!("../../tests/certificates/self-p384.pem"),
            include_str!("../../tests/certificates/self-p521.pem"),
            include_str!("../../tests/certificates/self-ed25519.pem"),
        ] {
            let certificate = read(pem);
            assert!(certificate.is_issued_by(&certificate), "{pem}");
        }
    }

    #[test]
    fn a_chain_is_in_order_and_in_time() {
        let chain = |texts: &[&str]| texts.iter().map(|text| read(text)).collect::<Vec<_>>();
        let leaf = read(LEAF);
        for (texts, expected) in [
            (&[] as &[&str], None),
            (&[INTERMEDIATE], None),
            (&[INTERMEDIATE, ROOT], None),
            (&[INTERMEDIATE, ROOT, ROOT], None),
            (&[ROOT], Some(0)),
            (&[ROOT, INTERMEDIATE], Some(0)),
            (&[INTERMEDIATE, INTERMEDIATE], Some(1)),
            (&[LEAF], Some(0)),
        ] {
            assert_eq!(first_out_of_chain(&leaf, &chain(texts), NOW), expected, "{}", texts.len());
        }
        let late = read(INTERMEDIATE).expires_at() + 1;
        assert_eq!(first_out_of_chain(&leaf, &chain(&[INTERMEDIATE]), late), Some(0));
    }

    #[test]
    fn the_id_is_the_fingerprint() {
        // `openssl x509 -in leaf.pem -noout -fingerprint -sha1`, in base 32.
        assert_eq!(read(LEAF).id().as_str(), include_str!("../../tests/certificates/leaf.id").trim());
    }

    #[test]
    fn only_one_certificate_is_one_certificate() {
        assert!(Certificate::parse(&format!("{LEAF}{INTERMEDIATE}")).is_none());
        assert_eq!(Certificate::parse_all(&format!("{LEAF}{INTERMEDIATE}")).unwrap().len(), 2);
        assert!(Certificate::parse(&LEAF.replace("CERTIFICATE", "PUBLIC KEY")).is_none());
        assert!(Certificate::parse(&format!("text\n{LEAF}")).is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Certificate::from_der(&bytes);
        }

        #[test]
        fn a_damaged_certificate_is_read_without_panic(at in 0..700_usize, value in any::<u8>(), cut in 0..700_usize) {
            let mut der = read(LEAF).der;
            if let Some(byte) = der.get_mut(at) {
                *byte = value;
            }
            let intermediate = read(INTERMEDIATE);
            for bytes in [der.as_slice(), der.get(..cut).unwrap_or_default()] {
                if let Some(damaged) = Certificate::from_der(bytes) {
                    let _ = (damaged.id(), damaged.begins_at(), damaged.expires_at(), damaged.is_issued_by(&damaged));
                    prop_assert!(!damaged.is_issued_by(&intermediate) || bytes == read(LEAF).der);
                }
            }
        }
    }
}
