// SPDX-License-Identifier: Apache-2.0
//! The API over TLS.

#[cfg(test)]
#[expect(dead_code, reason = "other test programs use the rest")]
mod running;

use std::io::Write;
use std::sync::Arc;

use running::{Directory, Server, read_to_end};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.key");

#[test]
fn calls_are_answered_over_tls_and_plain_text_is_not() {
    let directory = Directory::new();
    let server = Server::start(&directory, &["--tls-cert", CERTIFICATE, "--tls-key", KEY]);
    assert!(server.printed().contains("export AWS_ENDPOINT_URL=https://"), "{}", server.printed());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(CERTIFICATE).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let mut stream = rustls::StreamOwned::new(client, server.connect());
    stream.write_all(&running::signed("localhost", &server.key(), "Action=GetCallerIdentity")).unwrap();
    let answer = read_to_end(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains(":root</Arn>"), "{answer}");
    let plain = server.get("/livez");
    assert!(!plain.contains("HTTP/1.1"), "{plain}");
    assert_eq!(server.stop().0, Some(0));
}
