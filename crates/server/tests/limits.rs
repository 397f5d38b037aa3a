// SPDX-License-Identifier: Apache-2.0
//! Oversized, slow, malformed and hostile requests get a clear error or a closed connection, and nothing more.

#[cfg(test)]
#[expect(dead_code, reason = "other test programs use the rest")]
mod running;

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use running::{Directory, Server, read_to_end};

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

/// Sends each request and compares the status and a part of the answer.
fn assert_answers(server: &Server, table: &[(&str, String, &str, &str)]) {
    for (name, request, status, says) in table {
        let answer = server.exchange(request.as_bytes());
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{name}: {answer}");
        assert!(answer.contains(says), "{name}: {answer}");
    }
}

#[test]
fn requests_that_are_too_large_are_refused_by_name() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let many_headers: String = (0..150).map(|number| format!("x-{number}: 1\r\n")).collect();
    let long_header = format!("x-long: {}\r\n", "a".repeat(100_000));
    let megabyte = "a".repeat(1_048_577);
    let chunked =
        format!("transfer-encoding: chunked\r\n\r\n{:x}\r\n{megabyte}\r\n0\r\n\r\n", megabyte.len());
    assert_answers(
        &server,
        &[
            ("too many headers", format!("POST / HTTP/1.1\r\nhost: t\r\n{many_headers}\r\n"), "431", ""),
            ("too long a head", format!("POST / HTTP/1.1\r\nhost: t\r\n{long_header}\r\n"), "431", ""),
            (
                "too large a body, declared",
                format!("POST / HTTP/1.1\r\nhost: t\r\n{FORM}content-length: 1048577\r\n\r\n{megabyte}"),
                "413",
                "RequestEntityTooLargeException",
            ),
            (
                "far too large a body, declared and awaiting leave",
                "POST / HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 99999999999\r\n\r\n"
                    .to_owned(),
                "413",
                "RequestEntityTooLargeException",
            ),
            (
                "too large a body, chunked",
                format!("POST / HTTP/1.1\r\nhost: t\r\n{FORM}{chunked}"),
                "413",
                "RequestEntityTooLargeException",
            ),
        ],
    );
    assert!(server.get("/livez").starts_with("HTTP/1.1 200 "), "the server has taken no harm");
}

#[test]
fn requests_that_are_malformed_are_refused_by_name() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    assert_answers(
        &server,
        &[
            ("not HTTP", "hello\r\n\r\n".to_owned(), "400", ""),
            ("TLS on a plain port", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n".to_owned(), "400", ""),
            ("no such version", "POST / HTTP/9.9\r\nhost: t\r\n\r\n".to_owned(), "400", ""),
            ("a header without a name", "POST / HTTP/1.1\r\nhost: t\r\n: x\r\n\r\n".to_owned(), "400", ""),
            (
                "two lengths",
                "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab".to_owned(),
                "400",
                "",
            ),
            (
                "a length that is none",
                "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: -1\r\n\r\n".to_owned(),
                "400",
                "",
            ),
            (
                "broken chunks",
                "POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab".to_owned(),
                "400",
                "MalformedHttpRequestException",
            ),
            (
                "another method",
                "DELETE / HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n".to_owned(),
                "405",
                "MethodNotAllowed",
            ),
            (
                "a probe with another method",
                "POST /readyz HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n".to_owned(),
                "405",
                "only GET",
            ),
            (
                "an unsigned call",
                "GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n"
                    .to_owned(),
                "403",
                "MissingAuthenticationToken",
            ),
        ],
    );
    let latin = server.exchange(b"POST / HTTP/1.1\r\nhost: t\r\nx-name: caf\xE9\r\n\r\n");
    assert!(latin.starts_with("HTTP/1.1 400 ") && latin.contains("not valid UTF-8"), "{latin}");
    assert!(server.get("/livez").starts_with("HTTP/1.1 200 "), "the server has taken no harm");
    let (code, log) = server.stop();
    assert_eq!(code, Some(0));
    assert!(!log.contains("panicked"), "{log}");
}

#[test]
fn answers_of_the_shell_carry_the_request_id_and_a_date() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let answer = server.exchange(b"POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 2000000\r\n\r\n");
    let header = answer.lines().find_map(|line| line.strip_prefix("x-amzn-requestid: ")).unwrap();
    assert!(answer.contains(&format!("<RequestId>{header}</RequestId>")), "{answer}");
    assert!(answer.contains("\r\ndate: ") && answer.contains("<Type>Sender</Type>"), "{answer}");
}

#[test]
fn slow_requests_are_cut_off() {
    let directory = Directory::new();
    let server = Server::start(&directory, &["--read-timeout-seconds", "1"]);
    for (name, start, drip, says) in [
        ("nothing at all", "", "", ""),
        ("an answer and then nothing", "GET /livez HTTP/1.1\r\nhost: t\r\n\r\n", "", "alive"),
        ("a head that drips", "POST / HTTP/1.1\r\nhost: t\r\n", "x-a: b\r\n", ""),
        (
            "a body that drips",
            "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 1000\r\n\r\n",
            "a",
            "RequestTimeoutException",
        ),
    ] {
        let mut stream = server.connect();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.write_all(start.as_bytes()).unwrap();
        let started = Instant::now();
        let mut answer = Vec::new();
        let mut buffer = [0; 1_024];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => answer.extend_from_slice(&buffer[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    let _closed = stream.write_all(drip.as_bytes());
                }
                Err(_) => break,
            }
            assert!(started.elapsed() < Duration::from_secs(15), "{name}: still open");
        }
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.contains(says), "{name}: {answer}");
    }
}

#[test]
fn a_client_that_does_not_read_its_answers_is_cut_off() {
    let directory = Directory::new();
    let server = Server::start(&directory, &["--read-timeout-seconds", "1"]);
    let mut stream = server.connect();
    stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let request = "GET /metrics HTTP/1.1\r\nhost: t\r\n\r\n".repeat(100);
    let started = Instant::now();
    // Answers fill the buffers of both ends, then the server waits, and then it must give up.
    while stream.write_all(request.as_bytes()).is_ok()
        || server.get("/metrics").contains("portcullis_connections 2")
    {
        assert!(started.elapsed() < Duration::from_secs(30), "the connection is still held");
    }
}

#[test]
fn connections_beyond_the_limit_wait_their_turn() {
    let directory = Directory::new();
    let server = Server::start(&directory, &["--max-connections", "2", "--read-timeout-seconds", "3"]);
    let idle = [server.connect(), server.connect()];
    std::thread::sleep(Duration::from_millis(300));
    let mut third = server.connect();
    third.write_all(b"GET /livez HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n").unwrap();
    third.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert_eq!(read_to_end(&mut third), "", "no place is free yet");
    drop(idle);
    third.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert!(read_to_end(&mut third).starts_with("HTTP/1.1 200 "));
}

#[test]
fn several_calls_share_a_connection() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let one = "GET /livez HTTP/1.1\r\nhost: t\r\n\r\n";
    let last = "GET /livez HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n";
    let answers = server.exchange(format!("{one}{one}{last}").as_bytes());
    assert_eq!(answers.matches("alive\n").count(), 3, "{answers}");
}
