// SPDX-License-Identifier: Apache-2.0
//! `portcullis policy` as a program: what goes in, what comes out, and the exit code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod check;
mod decisions;
mod documents;
mod requests;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn portcullis(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portcullis"));
    command.arg("policy").args(arguments).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = portcullis(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // From another thread, for answers come while requests still go in.
    let writer = std::thread::spawn(move || {
        // A program that has refused its arguments reads nothing.
        let _closed = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The answers to these requests, and the exit code.
fn evaluate(requests: &str) -> (Vec<String>, i32) {
    let output = run(&["evaluate"], requests.as_bytes());
    (text(&output.stdout).lines().map(str::to_owned).collect(), output.status.code().unwrap())
}

const ALICE: &str = r#""arn:aws:iam::111122223333:user/alice""#;
const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

fn request(principal: &str, action: &str, arn: &str, more: &str) -> String {
    format!(
        r#"{{"id":"r","principal":{principal},"action":"{action}","resource":{{"arn":"{arn}","account":"111122223333"}}{more}}}"#
    )
}

fn decision(request: &str) -> String {
    let (answers, code) = evaluate(request);
    assert_eq!((answers.len(), code), (1, 0), "{request}\n{answers:?}");
    let rest = answers[0].strip_prefix(r#"{"id":"r","decision":""#).unwrap_or_else(|| panic!("{answers:?}"));
    rest.replace(r#"","blockedBy":["#, " ").split(']').next().unwrap().replace('"', "")
}
