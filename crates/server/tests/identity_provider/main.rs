// SPDX-License-Identifier: Apache-2.0
//! The server against identity providers over TLS: sound, down, slow, huge and lying ones.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

mod provider;
#[cfg(test)]
#[expect(dead_code, reason = "other test programs use the rest")]
#[path = "../running/mod.rs"]
mod running;
mod token_endpoint;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use provider::{CERTIFICATE, Provider, http};
use running::{Directory, Key, Server};

const ACCOUNT: &str = "111122223333";

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
    let name = provider.name();
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
    let role = provider.name().replace(':', "-");
    let query = format!(
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=ann&RoleArn={}&WebIdentityToken={}",
        escape(&format!("arn:aws:iam::{ACCOUNT}:role/{role}")),
        provider.token("")
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
        provider.script.lock().unwrap().answer = Some(answer);
        let begun = Instant::now();
        let reply = assume(&server, &provider);
        assert!(reply.contains(expected), "{start}: {reply}");
        assert!(!reply.contains("<Credentials>"), "{start}: {reply}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{start}: {:?}", begun.elapsed());
    }
    assert_eq!(server.stop().0, Some(0));
}
