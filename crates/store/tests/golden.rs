// SPDX-License-Identifier: Apache-2.0
//! Stores of every released format open and hold what was written. `examples/golden_store.rs` made them.

mod scratch;

use std::fs;
use std::path::Path;

use portcullis_directory::change::Kind;
use portcullis_directory::record::Record;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::contents;
use portcullis_store::testing::samples::{account, audit_line, commit, each_kind, user};
use portcullis_store::{Head, Store};

use scratch::{Scratch, master_key};

/// The kinds of records that were not there yet when the store was made.
const CAME_LATER: &[Kind] = &[
    Kind::CredentialReportPart,
    Kind::Job,
    Kind::LoginProfile,
    Kind::MfaDevice,
    Kind::OpenIdConnectProvider,
    Kind::RoleDeletion,
    Kind::SamlProvider,
    Kind::ServerCertificate,
    Kind::ServiceSpecificCredential,
    Kind::Settings,
    Kind::SignOut,
    Kind::SigningCertificate,
    Kind::SigningKey,
    Kind::SshPublicKey,
    Kind::Usage,
    Kind::UsedAssertion,
];

#[test]
fn a_store_of_format_1_opens() {
    let directory = Scratch::new();
    fs::create_dir_all(directory.path()).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format-1.db");
    fs::copy(golden, directory.path().join("portcullis.db")).unwrap();
    let mut store = Embedded::open(directory.path(), &master_key()).unwrap();
    assert_eq!(store.damage(), [] as [String; 0]);
    let heads = [Head { account: account(0), revision: 3 }, Head { account: account(1), revision: 1 }];
    assert_eq!(store.heads().unwrap(), heads);
    let mut records = each_kind(account(0));
    records.retain(|record| !CAME_LATER.contains(&record.key().kind));
    records.push(user(2, "bob"));
    records.sort_by_key(Record::key);
    assert_eq!(contents(&mut store, account(0)), Ok((3, records)));
    assert_eq!(contents(&mut store, account(1)), Ok((1, Vec::new())));
    let lines = store.audit_since(account(0), 1, 9).unwrap();
    let lines: Vec<_> = lines.into_iter().map(|line| line.line).collect();
    assert_eq!(lines, [audit_line(account(0), 2), audit_line(account(0), 3)]);
    // Secrets that others derived, such as the key of session tokens, must not change either.
    let secret = store.derive("golden").unwrap();
    assert_eq!(secret[..8], [32, 193, 55, 148, 29, 64, 88, 233]);
    assert_eq!(store.commit(&[commit(account(0), 1, Vec::new())]), [Ok(2)], "its requests are remembered");
    assert_eq!(store.commit(&[commit(account(0), 3, Vec::new())]), [Ok(4)], "it can be written");
}
