// SPDX-License-Identifier: Apache-2.0
//! First start, restart, stop, and the starts that are refused with a way out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[cfg(test)]
mod running;

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use running::{Directory, Key, Server, assert_fails, program, run, signed};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const GIVEN: [(&str, &str); 4] = [
    ("PORTCULLIS_ACCOUNT_ID", "111122223333"),
    ("PORTCULLIS_ROOT_EMAIL", "root@example.com"),
    ("PORTCULLIS_ROOT_ACCESS_KEY_ID", ID),
    ("PORTCULLIS_ROOT_SECRET_ACCESS_KEY", SECRET),
];

#[test]
fn the_first_start_prints_credentials_once_and_a_restart_keeps_everything() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let key = server.key();
    assert!(server.printed().contains(&format!("export AWS_ENDPOINT_URL=http://{}\n", server.address)));
    let created = server.call(&key, "Action=CreateUser&UserName=Alice");
    assert!(
        created.starts_with("HTTP/1.1 200 ") && created.contains("<UserName>Alice</UserName>"),
        "{created}"
    );
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("\"operation\":\"iam:CreateUser\",\"status\":200,\"account\":\""), "{log}");
    assert!(!log.contains(&key.secret), "a log never holds a secret");

    let server = Server::start(&directory, &[]);
    assert_eq!(server.printed(), "", "nothing is shown twice");
    assert_exists(&server, &key, "Alice");
    server.stop();

    let mode =
        |name: &str| std::fs::metadata(directory.data().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("master.key"), mode("audit")), (0o700, 0o600, 0o700));
    let audit = audit(&directory);
    assert_eq!(audit.matches("\"eventName\":\"CreateUser\"").count(), 2, "{audit}");
    assert!(!audit.contains(&key.secret));
}

#[test]
fn an_unattended_start_uses_what_is_given_and_shows_none_of_it() {
    let directory = Directory::new();
    let server = Server::start_with(&directory, &[], &GIVEN);
    let key = Key { id: ID.to_owned(), secret: SECRET.to_owned() };
    assert_eq!(server.printed(), "");
    let user = server.identity(&key);
    assert!(user.contains("arn:aws:iam::111122223333:root"), "{user}");
    let (_, log) = server.stop();
    assert!(!log.contains(SECRET), "{log}");

    let server = Server::start_with(&directory, &[], &GIVEN);
    assert_eq!(server.printed(), "");
    let (_, log) = server.stop();
    assert!(!log.contains("\"warn\""), "the same again is no reason to warn: {log}");

    let mut other = GIVEN;
    other[3].1 = "another-secret-that-is-long-enough";
    let (_, log) = Server::start_with(&directory, &[], &other).stop();
    assert!(log.contains("PORTCULLIS_ROOT_SECRET_ACCESS_KEY is ignored"), "{log}");
    other[0].1 = "444455556666";
    let output = run(&["serve", "--listen", "127.0.0.1:0"], &directory.data(), &other);
    assert_fails(&output, &["holds other accounts", "account create --id 444455556666"]);
}

#[test]
fn a_quota_is_set_at_the_machine_and_holds_from_the_next_start() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let key = server.key();
    server.stop();
    let wrong = run(&["account", "set-quota", "Coffees", "1"], &directory.data(), &[]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("UsersPerAccount"), "{wrong:?}");
    let set = run(&["account", "set-quota", "UsersPerAccount", "1"], &directory.data(), &[]);
    assert!(String::from_utf8_lossy(&set.stdout).starts_with("UsersPerAccount of account "), "{set:?}");
    let server = Server::start(&directory, &[]);
    assert!(server.call(&key, "Action=CreateUser&UserName=Ann").starts_with("HTTP/1.1 200 "));
    let refused = server.call(&key, "Action=CreateUser&UserName=Bob");
    assert!(refused.contains("Cannot exceed quota for UsersPerAccount: 1"), "{refused}");
}

#[test]
fn a_stop_under_load_loses_nothing_that_was_answered() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let key = server.key();
    let count = AtomicUsize::new(0);
    let answered: Vec<String> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..8)
            .map(|caller| {
                let (server, key, count) = (&server, &key, &count);
                scope.spawn(move || {
                    let mut made = Vec::new();
                    for number in 0..10_000 {
                        let name = format!("user-{caller}-{number}");
                        let bytes =
                            signed(&server.address, key, &format!("Action=CreateUser&UserName={name}"));
                        let Some(answer) = try_exchange(&server.address, &bytes) else { break };
                        if answer.starts_with("HTTP/1.1 200 ") {
                            made.push(name);
                            count.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    made
                })
            })
            .collect();
        // The stop comes in the middle of the work, however slow the machine is.
        while count.load(Ordering::Relaxed) < 24 && !callers.iter().all(|caller| caller.is_finished()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        server.signal();
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect()
    });
    assert_eq!(server.wait().0, Some(0));
    assert!(answered.len() >= 24, "only {} calls were answered before the stop", answered.len());
    let audit = audit(&directory);
    let server = Server::start(&directory, &[]);
    for name in answered {
        assert_exists(&server, &key, &name);
        assert!(audit.contains(&format!("\"userName\":\"{name}\"")), "{name} is not in the audit");
    }
}

/// A second user of the same name is refused as long as the first is there.
fn assert_exists(server: &Server, key: &Key, name: &str) {
    let answer = server.call(key, &format!("Action=CreateUser&UserName={name}"));
    assert!(answer.contains("EntityAlreadyExists"), "{name} is lost: {answer}");
}

fn try_exchange(address: &str, bytes: &[u8]) -> Option<String> {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    stream.write_all(bytes).ok()?;
    Some(running::read_to_end(&mut stream)).filter(|answer| !answer.is_empty())
}

fn audit(directory: &Directory) -> String {
    let files = std::fs::read_dir(directory.data().join("audit")).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn a_request_under_way_is_finished_before_the_end() {
    use std::io::Write;
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let request = signed(&server.address, &server.key(), "Action=CreateUser&UserName=Late");
    let (first, rest) = request.split_at(request.len() - 5);
    let mut stream = server.connect();
    stream.write_all(first).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    server.signal();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(std::net::TcpStream::connect(&server.address).is_err(), "nobody new is let in");
    stream.write_all(rest).unwrap();
    let answer = running::read_to_end(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.wait().0, Some(0));
}

#[test]
fn a_second_signal_ends_at_once() {
    use std::io::Write;
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let mut stream = server.connect();
    stream.write_all(b"POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\n").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    server.signal();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let started = std::time::Instant::now();
    let (code, _) = server.stop();
    assert_eq!(code, Some(1));
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn a_second_server_on_one_data_directory_is_refused() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let output = run(&["serve", "--listen", "127.0.0.1:0"], &directory.data(), &[]);
    assert_fails(&output, &["another process holds the data directory"]);
    for command in [["account", "list"], ["root", "rotate-key"], ["root", "reset"]] {
        assert_fails(&run(&command, &directory.data(), &[]), &["another process holds", "stop it"]);
    }
    assert!(server.get("/readyz").contains("ready"), "the first is not disturbed");
}

#[test]
fn starts_that_cannot_work_say_why_and_what_helps() {
    let directory = Directory::new();
    Server::start(&directory, &[]).stop();
    let data = directory.data();
    let serve = |arguments: &[&str], variables: &[(&str, &str)]| {
        let all = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
        run(&all, &data, variables)
    };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_fails(&run(&["serve", "--listen", &address], &data, &[]), &[&address, "choose another port"]);

    let wrong = "00".repeat(32);
    assert_fails(&serve(&[], &[("PORTCULLIS_MASTER_KEY", &wrong)]), &["master key", "PORTCULLIS_MASTER_KEY"]);
    let output = serve(&[], &[("PORTCULLIS_MASTER_KEY", "letmein")]);
    assert_fails(&output, &["64 hexadecimal digits", "openssl rand -hex 32"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("letmein"), "a bad key is still a secret");

    let file = directory.0.join("exposed.key");
    std::fs::write(&file, &wrong).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_fails(
        &serve(&["--master-key-file", file.to_str().unwrap()], &[]),
        &["may be read by others", "chmod 600"],
    );
    assert_fails(&serve(&["--master-key-file", "/nowhere/key"], &[]), &["is missing", "backup"]);

    let (nowhere, me) = ("/nowhere/cert.pem", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    assert_fails(
        &serve(&["--tls-cert", nowhere, "--tls-key", me], &[]),
        &["certificate in `/nowhere/cert.pem`"],
    );
    assert_fails(&serve(&["--tls-cert", me, "--tls-key", me], &[]), &["certificate", "Cargo.toml", "PEM"]);
    assert_fails(&serve(&["--tls-cert", me], &[]), &["only one is given"]);
    assert_fails(&serve(&["--audit-file", "/nowhere/audit"], &[]), &["audit file `/nowhere/audit`"]);
    assert_fails(
        &serve(&[], &[("PORTCULLIS_ACCOUNT_ID", "42")]),
        &["`42` in PORTCULLIS_ACCOUNT_ID", "twelve digits"],
    );
    assert_fails(
        &serve(&[], &[("PORTCULLIS_ROOT_ACCESS_KEY_ID", ID)]),
        &["PORTCULLIS_ROOT_SECRET_ACCESS_KEY"],
    );
    assert_fails(&run(&["account", "list"], &directory.0.join("empty"), &[]), &["there is no data in"]);

    std::fs::remove_file(data.join("master.key")).unwrap();
    assert_fails(&serve(&[], &[]), &["master.key` is missing", "backup"]);
}

#[test]
fn accounts_are_made_and_root_users_recovered_offline() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let first = server.key();
    server.stop();
    let data = directory.data();
    let arguments =
        ["account", "create", "--id", "444455556666", "--email", "b@example.com", "--root-access-key"];
    let made = run(&arguments, &data, &[]);
    assert!(made.status.success(), "{made:?}");
    let made = key_in(&made.stdout);
    assert_fails(&run(&arguments, &data, &[]), &["`444455556666` exists already"]);
    let list = run(&["account", "list"], &data, &[]);
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.contains("444455556666 b@example.com - 1\n") && list.lines().count() == 2, "{list}");
    assert_fails(&run(&["root", "rotate-key"], &data, &[]), &["several accounts", "--account"]);
    let rotated = run(
        &["root", "reset", "--account", "444455556666", "--email", "c@example.com", "--root-access-key"],
        &data,
        &[],
    );
    assert!(rotated.status.success(), "{rotated:?}");
    let rotated = key_in(&rotated.stdout);
    let server = Server::start(&directory, &[]);
    assert!(server.identity(&rotated).contains("arn:aws:iam::444455556666:root"));
    assert!(server.identity(&first).starts_with("HTTP/1.1 200 "), "the other account is as it was");
    let old = server.identity(&made);
    assert!(old.starts_with("HTTP/1.1 403 ") && old.contains("InvalidClientTokenId"), "{old}");
    server.stop();
    let list = String::from_utf8(run(&["account", "list"], &data, &[]).stdout).unwrap();
    assert!(list.contains("444455556666 c@example.com - 3\n"), "made, reset, and its key was used: {list}");
}

#[test]
fn a_root_access_key_exists_only_when_asked_for() {
    let directory = Directory::new();
    let server = Server::start_with(&directory, &[], &[("PORTCULLIS_ROOT_ACCESS_KEY", "false")]);
    let printed = server.printed();
    assert!(!printed.contains("AWS_ACCESS_KEY_ID") && printed.contains("\npassword        "), "{printed}");
    server.stop();
    let reset = |more: &[&str]| {
        let output = run(&[&["root", "reset"], more].concat(), &directory.data(), &[]);
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = reset(&["--root-access-key"]);
    assert!(shown.contains("AWS_ACCESS_KEY_ID") && !shown.contains("password"), "{shown}");
    let key = key_in(shown.as_bytes());
    let shown = reset(&[]);
    assert!(shown.contains("\npassword        ") && !shown.contains("AWS_ACCESS_KEY_ID"), "{shown}");
    let server = Server::start(&directory, &[]);
    assert!(server.identity(&key).contains("InvalidClientTokenId"), "the reset took the key away");
}

fn key_in(printed: &[u8]) -> Key {
    let printed = String::from_utf8_lossy(printed).into_owned();
    let value = |name: &str| printed.split(name).nth(1).unwrap().lines().next().unwrap().to_owned();
    Key { id: value("AWS_ACCESS_KEY_ID="), secret: value("AWS_SECRET_ACCESS_KEY=") }
}

#[test]
fn probes_and_metrics_tell_the_state() {
    let directory = Directory::new();
    let server = Server::start(&directory, &[]);
    let key = server.key();
    assert!(server.get("/livez").ends_with("\r\n\r\nalive\n"));
    assert!(server.get("/readyz").ends_with("\r\n\r\nready\n"));
    server.call(&key, "Action=CreateUser&UserName=Bob");
    let twice = server.call(&key, "Action=CreateUser&UserName=bob");
    assert!(twice.contains("EntityAlreadyExists"), "{twice}");
    let metrics = server.get("/metrics");
    for line in [
        "portcullis_calls_total{operation=\"iam:CreateUser\",status=\"200\",fault=\"\"} 1",
        "portcullis_calls_total{operation=\"iam:CreateUser\",status=\"409\",fault=\"EntityAlreadyExists\"} 1",
        "portcullis_commits_total 1",
        "portcullis_accounts 1",
        "portcullis_revision 2",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{line}\n{metrics}");
    }
}

#[test]
fn help_and_version_succeed_and_mistakes_do_not() {
    for (arguments, code) in
        [(&["--help"][..], 0), (&["--version"], 0), (&["serve", "--help"], 0), (&["fly"], 2)]
    {
        let output = program(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}
