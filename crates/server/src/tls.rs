// SPDX-License-Identifier: Apache-2.0
//! Reads the certificate and its key, and refuses what clients would only stumble over later.

use std::path::Path;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::{Error as PemError, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::problem::Problem;

/// What accepts TLS connections (1.2 and 1.3) with this certificate chain and key, both PEM files.
pub(crate) fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, Problem> {
    let unreadable = |path: &Path, what: &str, error: &PemError| {
        Problem::new(
            format!("cannot read the {what} in `{}`: {error}", path.display()),
            "give PEM files that this user may read with --tls-cert FILE and --tls-key FILE",
        )
    };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| unreadable(certificate, "certificate", &error))?;
    if chain.is_empty() {
        return Err(unreadable(certificate, "certificate", &PemError::NoItemsFound));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, "private key", &error))?;
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
        .map_err(|error| {
            let (certificate, key) = (certificate.display(), key.display());
            Problem::new(
                format!("cannot use the certificate `{certificate}` with the key `{key}`: {error}"),
                "give the key that belongs to the first certificate in the file",
            )
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// What connects to servers whose certificates the public roots vouch for, or those in this PEM file.
pub(crate) fn connector(ca_file: Option<&Path>) -> Result<TlsConnector, Problem> {
    let mut roots = public_roots();
    if let Some(file) = ca_file {
        add_roots(&mut roots, file)
            .map_err(|why| unusable_roots(file, &why, "--ca-file or AWS_CA_BUNDLE"))?;
    }
    let mut config = rustls::ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Problem::new(error.to_string(), "use a build of this program that speaks TLS"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

/// The roots that browsers believe in.
pub(crate) fn public_roots() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

/// Adds the certificates in a PEM file, and tells how many there are.
///
/// # Errors
/// Why one of them, or the file, cannot be used.
pub(crate) fn add_roots(roots: &mut RootCertStore, file: &Path) -> Result<usize, String> {
    let listed: Vec<_> =
        CertificateDer::pem_file_iter(file).and_then(Iterator::collect).map_err(|error| error.to_string())?;
    let count = listed.len();
    for certificate in listed {
        roots.add(certificate).map_err(|error| error.to_string())?;
    }
    Ok(count)
}

/// The problem of a file that gives no roots; `given_with` names where it was given.
pub(crate) fn unusable_roots(file: &Path, why: &str, given_with: &str) -> Problem {
    Problem::new(
        format!("cannot read root certificates from `{}`: {why}", file.display()),
        format!("give a PEM file of certificates with {given_with}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_missing_or_no_pem_are_named() {
        let missing =
            acceptor(Path::new("/nowhere/c.pem"), Path::new("/nowhere/k.pem")).err().unwrap().to_string();
        assert!(missing.contains("the certificate in `/nowhere/c.pem`"), "{missing}");
        let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/tls.rs"));
        let empty = acceptor(source, source).err().unwrap().to_string();
        assert!(empty.contains("cannot read the certificate in `"), "{empty}");
    }
}
