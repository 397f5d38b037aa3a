// SPDX-License-Identifier: Apache-2.0
//! What was used is recorded by the running server, and survives its restart.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[cfg(test)]
#[expect(dead_code, reason = "other test programs use the rest")]
mod running;

use running::{Directory, Key, Server};

fn get(answer: &str, element: &str) -> String {
    let (_, rest) = answer.split_once(&format!("<{element}>")).unwrap();
    rest.split_once("</").unwrap().0.to_owned()
}

#[test]
fn the_last_use_of_a_key_survives_a_restart() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let root = server.key();
    server.call(&root, "Action=CreateUser&UserName=bob");
    let made = server.call(&root, "Action=CreateAccessKey&UserName=bob");
    let bob = Key { id: get(&made, "AccessKeyId"), secret: get(&made, "SecretAccessKey") };
    let denied = server.call(&bob, "Action=ListUsers");
    assert!(denied.starts_with("HTTP/1.1 403 "), "an attempt is a use: {denied}");
    let ask = format!("Action=GetAccessKeyLastUsed&AccessKeyId={}", bob.id);
    let before = server.call(&root, &ask);
    assert!(before.starts_with("HTTP/1.1 200 "), "{before}");
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");

    let server = Server::start(&directory, &[]);
    let after = server.call(&root, &ask);
    assert_eq!((get(&after, "ServiceName").as_str(), get(&after, "UserName").as_str()), ("iam", "bob"));
    assert!(get(&after, "LastUsedDate").ends_with(":00Z"), "to the minute: {after}");
    // The recording moved the account on; whoever changes it next does not notice.
    let created = server.call(&root, "Action=CreateUser&UserName=eve");
    assert!(created.starts_with("HTTP/1.1 200 "), "{created}");
    server.stop();
}
