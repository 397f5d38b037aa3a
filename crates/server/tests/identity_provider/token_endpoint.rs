// SPDX-License-Identifier: Apache-2.0
//! People who come back from a provider whose token endpoint is down, slow, huge, lying or elsewhere.

use std::time::{Duration, Instant};

use super::provider::{CERTIFICATE, Provider, http};
use super::running::{Directory, Server};
use super::{escape, server, thumbprint, trust};

const DOWN: &str = "\"IDPCommunicationError\"";
const USELESS: &str = "did not answer with an ID token";
const REFUSED: &str = "\"ProviderRefused\"";

/// A browser that was sent to a provider.
struct Way {
    cookie: String,
    location: String,
}

impl Way {
    /// The way there, or the answer to a browser that is sent nowhere.
    fn go(server: &Server, provider: &Provider) -> Result<Self, String> {
        let arn = format!("arn:aws:iam::{}:oidc-provider/{}", super::ACCOUNT, provider.name());
        let answer = server.get(&format!("/signin/v1/oidc?provider={}", escape(&arn)));
        let header = |name: &str| answer.lines().find_map(|line| line.strip_prefix(name));
        match (header("set-cookie: "), header("location: ")) {
            (Some(cookie), Some(location)) => Ok(Self {
                cookie: cookie.split(';').next().unwrap().to_owned(),
                location: location.to_owned(),
            }),
            _ => Err(answer),
        }
    }

    fn parameter(&self, name: &str) -> &str {
        let start = format!("{name}=");
        let query = self.location.split_once('?').unwrap().1;
        query.split('&').find_map(|pair| pair.strip_prefix(start.as_str())).unwrap()
    }

    fn come_back(&self, server: &Server, provider: &Provider) -> String {
        let place = format!(
            "/signin/v1/oidc/callback/{}?code=c0de&state={}",
            provider.name(),
            self.parameter("state")
        );
        let head = format!(
            "GET {place} HTTP/1.1\r\nhost: test\r\ncookie: {}\r\nconnection: close\r\n\r\n",
            self.cookie
        );
        server.exchange(head.as_bytes())
    }
}

fn start(directory: &Directory) -> Server {
    server(directory, &["--allow-private-identity-providers", "--identity-provider-ca", CERTIFICATE])
}

#[test]
fn a_code_is_shown_once_and_what_comes_for_it_begins_a_session() {
    let directory = Directory::new();
    let server = start(&directory);
    let provider = Provider::start();
    trust(&server, &server.key(), &provider, None);
    let way = Way::go(&server, &provider).unwrap();
    assert!(way.location.starts_with(&format!("{}/authorize?response_type=code&", provider.url)));
    let token = provider.token(&format!(r#","nonce":"{}""#, way.parameter("nonce")));
    let body = format!(r#"{{"access_token":"opaque","token_type":"Bearer","id_token":"{token}"}}"#);
    provider.script.lock().unwrap().token_answer = http("200 OK", &body);
    let answer = way.come_back(&server, &provider);
    assert!(
        answer.contains("\"signedIn\"") && answer.contains("set-cookie: portcullis-session="),
        "{answer}"
    );
    let [request] = &provider.requests("POST ")[..] else { panic!("{:?}", provider.requests("POST ")) };
    assert!(request.starts_with("POST /token HTTP/1.1\r\n"), "{request}");
    for part in [
        format!("host: {}\r\n", provider.name()),
        "content-type: application/x-www-form-urlencoded\r\n".into(),
        "accept: application/json\r\n".into(),
        "\r\n\r\ngrant_type=authorization_code&code=c0de&redirect_uri=http%3A%2F%2F".into(),
        "&code_verifier=".into(),
        "&client_id=till".into(),
    ] {
        assert!(request.contains(&part), "{part}: {request}");
    }
    assert!(!request.contains("cookie") && !request.contains("authorization:"), "{request}");
    // Who comes back a second time is not asked about.
    assert!(way.come_back(&server, &provider).contains("\"ContinuationExpired\""));
    assert_eq!(provider.requests("POST ").len(), 1);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0));
    assert!(!log.contains("c0de") && !log.contains(&token), "{log}");
}

#[test]
fn whatever_a_token_endpoint_answers_there_is_an_error_in_time_and_no_session() {
    let directory = Directory::new();
    let server = start(&directory);
    let key = server.key();
    let elsewhere = Provider::start();
    let redirect = |status: &str| http(&format!("{status}\r\nlocation: {}/token", elsewhere.url), "");
    let huge = format!(r#"{{"id_token":"{}"}}"#, "x".repeat(100_000));
    for (answer, expected) in [
        (Vec::new(), DOWN),
        (http("500 Internal Server Error", "{}"), DOWN),
        (http("503 Service Unavailable", r#"{"error":"temporarily_unavailable"}"#), DOWN),
        (http("429 Too Many Requests", "{}"), DOWN),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_vec(), DOWN),
        (redirect("302 Found"), USELESS),
        (redirect("303 See Other"), USELESS),
        (redirect("307 Temporary Redirect"), USELESS),
        (redirect("308 Permanent Redirect"), USELESS),
        (http("404 Not Found", "{}"), USELESS),
        (http("201 Created", r#"{"id_token":"x"}"#), USELESS),
        (http("204 No Content", ""), USELESS),
        (http("200 OK", ""), USELESS),
        (http("200 OK", "<html>"), USELESS),
        (http("200 OK", &"[".repeat(60_000)), USELESS),
        (http("200 OK", r#"{"access_token":"opaque"}"#), USELESS),
        (http("200 OK", &huge), USELESS),
        (http("400 Bad Request", "no"), USELESS),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n\xFF\xFE".to_vec(), USELESS),
        ([b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'x'; 200_000]].concat(), USELESS),
        (b"SSH-2.0-OpenSSH\r\n\r\n".to_vec(), USELESS),
        (http("400 Bad Request", r#"{"error":"invalid_grant"}"#), REFUSED),
        (http("401 Unauthorized", r#"{"error":"invalid_client"}"#), REFUSED),
        (http("200 OK", r#"{"id_token":"opaque"}"#), "is not a valid JWT"),
    ] {
        let provider = Provider::start();
        trust(&server, &key, &provider, Some(&thumbprint()));
        let what = String::from_utf8_lossy(&answer).chars().take(60).collect::<String>();
        provider.script.lock().unwrap().token_answer = answer;
        let way = Way::go(&server, &provider).unwrap();
        let begun = Instant::now();
        let reply = way.come_back(&server, &provider);
        assert!(reply.contains(expected), "{what}: {reply}");
        assert!(!reply.contains("portcullis-session=") && !reply.contains("credentials"), "{what}: {reply}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{what}: {:?}", begun.elapsed());
        assert_eq!(provider.requests("POST ").len(), 1, "{what}: it is asked once");
    }
    assert_eq!(elsewhere.requests("").len(), 0, "nobody is led elsewhere");
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_code_is_shown_only_to_servers_that_are_to_be_trusted_and_at_places_where_they_may_stand() {
    let directory = Directory::new();
    let server = start(&directory);
    let key = server.key();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (endpoint, expected) in [
        // The certificate is for another name.
        ("https://127.0.0.1:PORT/token", "certificate doesn't match configured thumbprint"),
        (&format!("https://localhost:{nobody}/token"), DOWN),
        ("https://nowhere.invalid/token", DOWN),
        ("https://ann@localhost:PORT/token", USELESS),
        ("http://localhost:PORT/token", "\"NotPossible\""),
    ] {
        let provider = Provider::start();
        trust(&server, &key, &provider, None);
        let port = provider.name().split(':').nth(1).unwrap();
        let endpoint = endpoint.replace("PORT", port);
        provider.script.lock().unwrap().token_endpoint = Some(endpoint.clone());
        let reply = match Way::go(&server, &provider) {
            Ok(way) => way.come_back(&server, &provider),
            Err(refusal) => refusal,
        };
        assert!(reply.contains(expected), "{endpoint}: {reply}");
        assert_eq!(provider.requests("POST ").len(), 0, "{endpoint}");
    }
    assert_eq!(server.stop().0, Some(0));
}
