// SPDX-License-Identifier: Apache-2.0
//! The server against identity providers over TLS: sound, down, slow, huge and lying ones.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

#[cfg(test)]
#[expect(dead_code, reason = "other test programs use the rest")]
mod running;

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use running::{Directory, Key, Server};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/localhost.key");
const ACCOUNT: &str = "111122223333";

/// What a provider answers to every request; `None` for its documents.
type Answer = Arc<Mutex<Option<Vec<u8>>>>;

/// A provider at a port of localhost.
struct Provider {
    url: String,
    answer: Answer,
    key: EcdsaKeyPair,
}

impl Provider {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let answer = Answer::default();
        let (documents, scripted) = (documents(&url, &key), Arc::clone(&answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (documents, scripted) = (documents.clone(), Arc::clone(&scripted));
                std::thread::spawn(move || serve(stream.unwrap(), &documents, &scripted));
            }
        });
        Self { url, answer, key }
    }

    fn token(&self) -> String {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let payload =
            format!(r#"{{"iss":"{}","aud":"till","sub":"ann","iat":{now},"exp":{}}}"#, self.url, now + 600);
        let input = format!("{}.{}", BASE64.encode(r#"{"alg":"ES256","kid":"1"}"#), BASE64.encode(payload));
        let signature = self.key.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        format!("{input}.{}", BASE64.encode(signature.as_ref()))
    }
}

/// The discovery document and the keys.
fn documents(url: &str, key: &EcdsaKeyPair) -> [String; 2] {
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let discovery = format!(
        r#"{{"issuer":"{url}","jwks_uri":"{url}/keys","response_types_supported":["id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["ES256"]}}"#
    );
    let (x, y) = (BASE64.encode(x), BASE64.encode(y));
    [discovery, format!(r#"{{"keys":[{{"kty":"EC","crv":"P-256","kid":"1","x":"{x}","y":"{y}"}}]}}"#)]
}

fn serve(stream: std::net::TcpStream, documents: &[String; 2], scripted: &Answer) {
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
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        // A client that does not trust the certificate goes away.
        let Ok(1) = stream.read(&mut byte) else { return };
        head.push(byte[0]);
    }
    let scripted = scripted.lock().unwrap().clone();
    let answer = scripted.unwrap_or_else(|| {
        let document = &documents[usize::from(head.starts_with(b"GET /keys "))];
        http("200 OK", document)
    });
    if answer.is_empty() {
        // Says nothing for longer than anybody waits.
        std::thread::sleep(Duration::from_secs(30));
    }
    let _gone = stream.write_all(&answer);
    stream.conn.send_close_notify();
    let _gone = stream.flush();
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        let _written = write!(escaped, "%{byte:02X}");
        escaped
    })
}

/// Trusts the provider with these thumbprints, and makes a role for it.
fn trust(server: &Server, key: &Key, provider: &Provider, thumbprint: Option<&str>) -> String {
    let list = thumbprint.map_or_else(String::new, |text| format!("&ThumbprintList.member.1={text}"));
    let url = escape(&provider.url);
    let made = server
        .call(key, &format!("Action=CreateOpenIDConnectProvider&Url={url}&ClientIDList.member.1=till{list}"));
    let name = provider.url.trim_start_matches("https://");
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::{ACCOUNT}:oidc-provider/{name}"}},"Action":"sts:AssumeRoleWithWebIdentity"}}]}}"#
    );
    let role = name.replace(':', "-");
    server.call(
        key,
        &format!("Action=CreateRole&RoleName={role}&AssumeRolePolicyDocument={}", escape(&document)),
    );
    made
}

fn assume(server: &Server, provider: &Provider) -> String {
    let role = provider.url.trim_start_matches("https://").replace(':', "-");
    let query = format!(
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=ann&RoleArn={}&WebIdentityToken={}",
        escape(&format!("arn:aws:iam::{ACCOUNT}:role/{role}")),
        provider.token()
    );
    server.get(&format!("/?{query}"))
}

fn server(directory: &Directory, arguments: &[&str]) -> Server {
    Server::start_with(directory, arguments, &[("PORTCULLIS_ACCOUNT_ID", ACCOUNT)])
}

fn thumbprint() -> String {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_provider_is_believed_by_its_thumbprint_or_by_a_root_and_not_otherwise() {
    let wrong = "a".repeat(40);
    for (arguments, thumbprint, expected) in [
        (vec!["--allow-private-identity-providers"], Some(thumbprint()), "<SubjectFromWebIdentityToken>ann<"),
        (vec!["--allow-private-identity-providers"], None, "<SubjectFromWebIdentityToken>ann<"),
        (
            vec!["--allow-private-identity-providers", "--identity-provider-ca", CERTIFICATE],
            Some(wrong.clone()),
            "<SubjectFromWebIdentityToken>ann<",
        ),
        (
            vec!["--allow-private-identity-providers"],
            Some(wrong),
            "HTTPS certificate doesn&#39;t match configured thumbprint",
        ),
    ] {
        let (directory, provider) = (Directory::new(), Provider::start());
        let server = server(&directory, &arguments);
        let made = trust(&server, &server.key(), &provider, thumbprint.as_deref());
        assert!(made.starts_with("HTTP/1.1 200 "), "{made}");
        let answer =
            assume(&server, &provider).replace("&apos;", "&#39;").replace("'t match", "&#39;t match");
        assert!(answer.contains(expected), "{arguments:?} {thumbprint:?}: {answer}");
        assert_eq!(server.stop().0, Some(0));
    }
}

#[test]
fn ports_and_private_addresses_are_for_those_who_allow_them() {
    let (directory, provider) = (Directory::new(), Provider::start());
    let server = server(&directory, &[]);
    let key = server.key();
    let refused = trust(&server, &key, &provider, Some(&thumbprint()));
    assert!(refused.contains("Invalid Open ID Connect Provider URL."), "{refused}");
    let local = server.call(&key, "Action=CreateOpenIDConnectProvider&Url=https%3A%2F%2Flocalhost");
    assert!(local.contains("<Code>OpenIdIdpCommunicationError</Code>"), "{local}");
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn whatever_a_provider_answers_there_is_an_error_in_time_and_no_session() {
    let directory = Directory::new();
    let server =
        server(&directory, &["--allow-private-identity-providers", "--identity-provider-ca", CERTIFICATE]);
    let key = server.key();
    let huge = http("200 OK", &format!("{{\"x\":\"{}\"}}", "x".repeat(2_000_000)));
    let endless = [b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'x'; 200_000]].concat();
    let (down, useless) = ("<Code>IDPCommunicationError</Code>", "retrieve verification key");
    for (answer, expected) in [
        (Vec::new(), down),
        (http("500 Internal Server Error", "{}"), down),
        (http("503 Service Unavailable", "{}"), down),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_vec(), down),
        (http("404 Not Found", "{}"), useless),
        (http("302 Found\r\nlocation: https://localhost/", ""), useless),
        (http("200 OK", "{}"), useless),
        (http("200 OK", &"[".repeat(100_000)), useless),
        (http("200 OK", "{\"issuer\":\"https://evil.example.com\"}"), useless),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n\xFF\xFE".to_vec(), useless),
        (b"SSH-2.0-OpenSSH\r\n\r\n".to_vec(), useless),
        (huge, useless),
        (endless, useless),
    ] {
        let provider = Provider::start();
        trust(&server, &key, &provider, Some(&thumbprint()));
        let start = String::from_utf8_lossy(&answer).chars().take(60).collect::<String>();
        *provider.answer.lock().unwrap() = Some(answer);
        let begun = Instant::now();
        let reply = assume(&server, &provider);
        assert!(reply.contains(expected), "{start}: {reply}");
        assert!(!reply.contains("<Credentials>"), "{start}: {reply}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{start}: {:?}", begun.elapsed());
    }
    assert_eq!(server.stop().0, Some(0));
}
