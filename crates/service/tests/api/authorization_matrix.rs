// SPDX-License-Identifier: Apache-2.0
//! Who may do what: each operation asked by everybody in a furnished house, compared with the snapshot in
//! `conformance/authorization-matrix.tsv`.

#![allow(
    unreachable_pub,
    clippy::allow_attributes,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and what they read are files of the repository"
)]

use std::path::Path;

use portcullis_wire::Service;
use portcullis_wire::operation::find;

use crate::house::{ACTORS, House};
use crate::operation_scripts::{Call, Script, is_update, read};
use crate::precedence::EVERYBODY;

const PATH: &str = "../../conformance/authorization-matrix.tsv";
const HEAD: &str = "# Who may do what: what the last call of each script in conformance/operations/ comes to, by \
                    caller.\n# Written by `UPDATE_SNAPSHOTS=1 cargo test -p portcullis-service --test api \
                    authorization_matrix`.\n";

/// One operation with parameters, and what it comes to for each of the actors.
struct Row {
    name: String,
    outcomes: Vec<String>,
}

#[test]
fn the_matrix_is_as_it_was_reviewed() {
    let mut house = House::open();
    let mut scripts: Vec<_> = read().into_iter().flat_map(|(_, scripts)| scripts).collect();
    scripts.sort_by(|one, other| one.operation.cmp(&other.operation));
    let rows: Vec<Row> = scripts.iter().flat_map(|script| rows(script, &mut house)).collect();
    let mut text = format!("{HEAD}operation\t{}\n", ACTORS.join("\t"));
    for Row { name, outcomes } in &rows {
        text.push_str(&format!("{name}\t{}\n", outcomes.join("\t")));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PATH);
    if is_update() {
        std::fs::write(path, text).unwrap();
        return;
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    let changes = changes(&stored, &rows);
    assert!(changes.is_empty(), "the matrix has changed (expected → found):\n{}", changes.join("\n"));
    assert_eq!(stored, text, "the matrix is not written as `UPDATE_SNAPSHOTS=1` writes it");
}

/// The rows of a script: its last call, and that call with other parameters.
fn rows(script: &Script, house: &mut House) -> Vec<Row> {
    let plain = std::iter::once(&[][..]);
    let all = plain.chain(script.also.iter().map(Vec::as_slice));
    all.map(|instead| row(script, instead, house)).collect()
}

fn row(script: &Script, instead: &[(String, String)], house: &mut House) -> Row {
    let words: String = instead.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    let name = format!("{}{words}", script.operation);
    let mut outcomes = Vec::new();
    for actor in ACTORS {
        house.clear();
        let mut call = Call::default();
        for step in &script.steps {
            call.mend(step, house);
        }
        call.parameters.retain(|(known, _)| instead.iter().all(|(name, _)| name != known));
        call.parameters.extend_from_slice(instead);
        let answer = house.call(actor, &script.operation, &call.parameters);
        let is_ok = answer.status == 200;
        assert!(is_ok || answer.changes == 0, "{name}: refused to {actor}, and yet something changes");
        outcomes.push(if is_ok { "OK".to_owned() } else { answer.get("Code") });
    }
    check(script, &name, &outcomes);
    Row { name, outcomes }
}

/// What must hold of every row, whatever the snapshot says.
fn check(script: &Script, name: &str, outcomes: &[String]) {
    let of = |actor: &str| {
        let at = ACTORS.iter().position(|known| *known == actor).unwrap();
        outcomes[at].as_str()
    };
    let facts = Service::ALL.into_iter().find_map(|service| find(service, &script.operation)).unwrap();
    if facts.is_anonymous {
        return;
    }
    assert_eq!(of("unsigned"), "MissingAuthenticationToken", "{name}");
    if EVERYBODY.contains(&script.operation.as_str()) {
        return;
    }
    assert_eq!(of("nobody"), "AccessDenied", "{name}: someone without policies");
    let decided = ACTORS.iter().zip(outcomes).filter(|(actor, _)| **actor != "unsigned");
    let gets_through = decided.into_iter().any(|(_, outcome)| outcome != "AccessDenied");
    assert!(
        gets_through || name == "CreateDelegationRequest",
        "{name}: a row that everybody is denied proves nothing"
    );
}

/// What differs, cell for cell.
fn changes(stored: &str, rows: &[Row]) -> Vec<String> {
    let mut lines = stored.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').skip(1).collect();
    let stored: Vec<(&str, Vec<&str>)> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, cells)| (name, cells.split('\t').collect()))
        .collect();
    let mut changes = Vec::new();
    for row in rows {
        let Some((_, cells)) = stored.iter().find(|(name, _)| *name == row.name) else {
            changes.push(format!("{}: a new row", row.name));
            continue;
        };
        for (actor, outcome) in ACTORS.iter().zip(&row.outcomes) {
            let at = head.iter().position(|known| known == actor);
            let expected = at.and_then(|at| cells.get(at)).copied().unwrap_or("(nothing)");
            if expected != outcome {
                changes.push(format!("{} as {actor}: {expected} → {outcome}", row.name));
            }
        }
    }
    let is_there = |name: &str| rows.iter().any(|row| row.name == name);
    changes
        .extend(stored.iter().filter(|(name, _)| !is_there(name)).map(|(name, _)| format!("{name}: gone")));
    changes
}
