// SPDX-License-Identifier: Apache-2.0
//! A store that was tampered with: what is damaged is refused by name, the rest is served.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[cfg(test)]
mod running;

use running::{Directory, Key, Server, assert_fails, run};

fn tamper(directory: &Directory, statement: &str) {
    let connection = rusqlite::Connection::open(directory.data().join("portcullis.db")).unwrap();
    connection.execute_batch(statement).unwrap();
}

#[test]
fn a_damaged_account_is_named_and_the_others_are_served() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let whole = server.key();
    server.stop();
    let arguments =
        ["account", "create", "--id", "444455556666", "--email", "b@example.com", "--root-access-key"];
    let printed = String::from_utf8(run(&arguments, &directory.data(), &[]).stdout).unwrap();
    let value = |name: &str| printed.split(name).nth(1).unwrap().lines().next().unwrap().to_owned();
    let damaged = Key { id: value("AWS_ACCESS_KEY_ID="), secret: value("AWS_SECRET_ACCESS_KEY=") };
    tamper(
        &directory,
        "UPDATE record SET sealed = zeroblob(64) WHERE account = 444455556666 AND kind = 'account'",
    );

    let server = Server::start(&directory, &[]);
    let ready = server.get("/readyz");
    assert!(
        ready.starts_with("HTTP/1.1 200 ") && ready.contains("account 444455556666 is damaged"),
        "{ready}"
    );
    assert!(server.log().contains("\"account\":\"444455556666\",\"what\":\""), "{}", server.log());
    assert!(server.get("/metrics").contains("\nportcullis_accounts_damaged 1\n"));
    let answer = server.identity(&damaged);
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("ServiceUnavailable"), "{answer}");
    assert!(server.identity(&whole).starts_with("HTTP/1.1 200 "));
    assert!(server.call(&whole, "Action=CreateUser&UserName=Ana").starts_with("HTTP/1.1 200 "));
    server.stop();
    let reset = run(&["root", "reset", "--account", "444455556666"], &directory.data(), &[]);
    assert_fails(&reset, &["account 444455556666 is damaged", "backup"]);
    assert_fails(&run(&arguments, &directory.data(), &[]), &["444455556666 exists already, and is damaged"]);
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let directory = Directory::new();
    Server::start(&directory, &[]).stop();
    tamper(&directory, "PRAGMA user_version = 9999");
    let output = run(&["serve", "--listen", "127.0.0.1:0"], &directory.data(), &[]);
    assert_fails(&output, &["9999", "start that version or a later one"]);
}
