// SPDX-License-Identifier: Apache-2.0
//! An identity provider at a port of localhost, which answers over TLS whatever it is told to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

pub(crate) const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.key");

/// A provider. It answers each connection's only request.
pub(crate) struct Provider {
    pub(crate) url: String,
    pub(crate) script: Arc<Mutex<Script>>,
    key: EcdsaKeyPair,
}

/// What a provider answers, and what it was asked.
#[derive(Default)]
pub(crate) struct Script {
    /// To every GET; `None` for its documents. Nothing at all is said for the empty answer.
    pub(crate) answer: Option<Vec<u8>>,
    /// To every POST.
    pub(crate) token_answer: Vec<u8>,
    /// Where it says that its token endpoint is, if it is not its own.
    pub(crate) token_endpoint: Option<String>,
    /// The requests that came, whole.
    pub(crate) requests: Vec<String>,
}

impl Provider {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let script = Arc::new(Mutex::new(Script::default()));
        let (issuer, keys, scripted) = (url.clone(), keys(&key), Arc::clone(&script));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (issuer, keys, scripted) = (issuer.clone(), keys.clone(), Arc::clone(&scripted));
                std::thread::spawn(move || serve(stream.unwrap(), &issuer, &keys, &scripted));
            }
        });
        Self { url, script, key }
    }

    /// The provider's name in ARNs.
    pub(crate) fn name(&self) -> &str {
        self.url.trim_start_matches("https://")
    }

    /// A token for ann, with more members: `,"nonce":"x"`.
    pub(crate) fn token(&self, more: &str) -> String {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let payload = format!(
            r#"{{"iss":"{}","aud":"till","sub":"ann","iat":{now},"exp":{}{more}}}"#,
            self.url,
            now + 600
        );
        let input = format!("{}.{}", BASE64.encode(r#"{"alg":"ES256","kid":"1"}"#), BASE64.encode(payload));
        let signature = self.key.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        format!("{input}.{}", BASE64.encode(signature.as_ref()))
    }

    /// The requests that were made with this method.
    pub(crate) fn requests(&self, method: &str) -> Vec<String> {
        let script = self.script.lock().unwrap();
        script.requests.iter().filter(|request| request.starts_with(method)).cloned().collect()
    }
}

fn discovery(issuer: &str, token_endpoint: Option<&str>) -> String {
    let own = format!("{issuer}/token");
    let token_endpoint = token_endpoint.unwrap_or(&own);
    format!(
        r#"{{"issuer":"{issuer}","jwks_uri":"{issuer}/keys","authorization_endpoint":"{issuer}/authorize","token_endpoint":"{token_endpoint}","response_types_supported":["code","id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["ES256"]}}"#
    )
}

fn keys(key: &EcdsaKeyPair) -> String {
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let (x, y) = (BASE64.encode(x), BASE64.encode(y));
    format!(r#"{{"keys":[{{"kty":"EC","crv":"P-256","kid":"1","x":"{x}","y":"{y}"}}]}}"#)
}

fn serve(stream: TcpStream, issuer: &str, keys: &str, script: &Mutex<Script>) {
    let chain = vec![CertificateDer::from_pem_file(CERTIFICATE).unwrap()];
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(KEY).unwrap())
        .unwrap();
    let connection = rustls::ServerConnection::new(Arc::new(config)).unwrap();
    let mut stream = rustls::StreamOwned::new(connection, stream);
    // A client that does not trust the certificate goes away.
    let Some(request) = read(&mut stream) else { return };
    let answer = {
        let mut script = script.lock().unwrap();
        script.requests.push(request.clone());
        match (&script.answer, request.starts_with("POST ")) {
            (_, true) => script.token_answer.clone(),
            (Some(answer), false) => answer.clone(),
            (None, false) if request.starts_with("GET /keys ") => http("200 OK", keys),
            (None, false) => http("200 OK", &discovery(issuer, script.token_endpoint.as_deref())),
        }
    };
    if answer.is_empty() {
        // Says nothing for longer than anybody waits.
        std::thread::sleep(Duration::from_secs(30));
    }
    let _gone = stream.write_all(&answer);
    stream.conn.send_close_notify();
    let _gone = stream.flush();
}

/// A request with its body.
fn read(stream: &mut impl Read) -> Option<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        let Ok(1) = stream.read(&mut byte) else { return None };
        request.push(byte[0]);
    }
    let head = String::from_utf8(request).ok()?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).ok()?)
}

pub(crate) fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}
