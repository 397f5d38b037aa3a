// SPDX-License-Identifier: Apache-2.0
//! Whom to believe a certificate from: public roots first, then the roots that the installation adds, then a
//! provider's thumbprints.

use std::path::Path;
use std::sync::Arc;

use ::aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use x509_cert::Certificate;
use x509_cert::der::Decode;

use crate::problem::Problem;
use crate::tls::{add_roots, public_roots, unusable_roots};

/// The roots that are believed in for every provider.
#[derive(Debug, Clone)]
pub(crate) struct Roots(Arc<WebPkiServerVerifier>);

impl Roots {
    /// The public roots, and those in a PEM file.
    pub(crate) fn with(file: Option<&Path>) -> Result<Self, Problem> {
        let mut store = public_roots();
        if let Some(file) = file {
            let unusable = |why: &str| unusable_roots(file, why, "--identity-provider-ca FILE");
            if add_roots(&mut store, file).map_err(|why| unusable(&why))? == 0 {
                return Err(unusable("there is none in it"));
            }
        }
        verifier(store).map(Self).ok_or_else(|| {
            Problem::new(
                "cannot use the root certificates".to_owned(),
                "check the file that --identity-provider-ca names",
            )
        })
    }

    /// How to connect to a provider with these thumbprints.
    pub(super) fn config(&self, thumbprints: &[String]) -> Option<ClientConfig> {
        config(Arc::new(RootsOrThumbprints { roots: self.clone(), thumbprints: thumbprints.to_vec() }))
    }
}

/// How to connect to a server only to see its certificates, of which nothing is believed.
pub(super) fn looking_config() -> Option<ClientConfig> {
    config(Arc::new(Anyone { provider: aws_lc_rs::default_provider() }))
}

/// The thumbprint of a certificate: its SHA-1 in lower-case hexadecimal.
pub(super) fn thumbprint(certificate: &CertificateDer<'_>) -> String {
    // AWS's thumbprints are SHA-1. To forge one takes a second preimage, which nobody can find.
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, certificate);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn config(verifier: Arc<dyn ServerCertVerifier>) -> Option<ClientConfig> {
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().ok()?;
    let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Some(config)
}

fn verifier(roots: RootCertStore) -> Option<Arc<WebPkiServerVerifier>> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().ok()
}

#[derive(Debug)]
struct RootsOrThumbprints {
    roots: Roots,
    thumbprints: Vec<String>,
}

impl RootsOrThumbprints {
    /// Whether the last certificate of the chain has one of the thumbprints, and vouches for the first.
    fn is_pinned(
        &self,
        leaf: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> bool {
        let last = chain.last().unwrap_or(leaf);
        if !self.thumbprints.contains(&thumbprint(last)) {
            return false;
        }
        let mut anchor = RootCertStore::empty();
        let path = anchor.add(last.clone().into_owned()).ok().and_then(|()| verifier(anchor));
        let is_linked = path.is_some_and(|path| path.verify_server_cert(leaf, chain, name, &[], now).is_ok());
        // A self-signed certificate that may sign others is no link of a path. It is itself what is pinned.
        is_linked || (chain.is_empty() && is_for(leaf, name) && is_in_time(leaf, now))
    }
}

fn is_for(leaf: &CertificateDer<'_>, name: &ServerName<'_>) -> bool {
    ParsedCertificate::try_from(leaf).is_ok_and(|parsed| verify_server_name(&parsed, name).is_ok())
}

fn is_in_time(leaf: &CertificateDer<'_>, now: UnixTime) -> bool {
    let Ok(certificate) = Certificate::from_der(leaf) else { return false };
    let validity = certificate.tbs_certificate().validity();
    let (from, until) = (validity.not_before.to_unix_duration(), validity.not_after.to_unix_duration());
    (from.as_secs()..=until.as_secs()).contains(&now.as_secs())
}

impl ServerCertVerifier for RootsOrThumbprints {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.roots.0.verify_server_cert(leaf, chain, name, ocsp, now) {
            Err(_) if self.is_pinned(leaf, chain, name, now) => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.roots.0.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.roots.0.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.roots.0.supported_verify_schemes()
    }
}

/// Takes every certificate whose key the server has. Nothing is read from such a server but its certificates.
#[derive(Debug)]
struct Anyone {
    provider: CryptoProvider,
}

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if is_for(leaf, name) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(Error::InvalidCertificate(CertificateError::NotValidForName))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
