// SPDX-License-Identifier: Apache-2.0
//! `portcullis credentials`: session credentials in the form that `credential_process` of the shared config takes.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::json;
use zeroize::Zeroizing;

use crate::client::sign_in::{Answers, Person, session, written};
use crate::client::sts::Order;
use crate::client::{Client, Keys, Session, block_on};
use crate::now;
use crate::problem::Problem;

/// A kept session that lasts no longer than this, in seconds, is replaced.
const LEFT_SECONDS_MIN: i64 = 300;

/// Who the credentials are for.
pub(crate) enum Whose {
    /// A role's session, got with the keys in the environment.
    Role { order: Box<Order>, keys: Keys },
    /// A person's, who signs in; kept in a folder until it ends.
    Person { person: Person, kept_in: PathBuf, endpoint: String },
}

/// Prints the credentials as JSON.
pub(crate) fn print(client: &Client, whose: Whose) -> Result<(), Problem> {
    let got = match whose {
        Whose::Role { order, keys } => block_on(client.assume_role(&order, &keys))?,
        Whose::Person { person, kept_in, endpoint } => {
            let (account, name) = match &person {
                Person::User { account, name } => (account.as_str(), name),
                Person::Root { email, account } => (account.as_deref().unwrap_or_default(), email),
            };
            let file = kept_in.join(file_name(&[&endpoint, account, name]));
            match kept(&file) {
                Some(session) => session,
                None => {
                    let session = block_on(client.sign_in(&person, &mut Terminal))?;
                    keep(&file, &session)?;
                    session
                }
            }
        }
    };
    let text = json!({
        "Version": 1,
        "AccessKeyId": got.keys.id,
        "SecretAccessKey": *got.keys.secret,
        "SessionToken": got.keys.token,
        "Expiration": got.expiration,
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

/// A name that tells nobody whose session a file holds.
fn file_name(parts: &[&str]) -> String {
    let digest = digest(&SHA256, parts.join("\n").as_bytes());
    let hex: String = digest.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("session-{hex}.json")
}

fn kept(file: &Path) -> Option<Session> {
    let text = Zeroizing::new(fs::read_to_string(file).ok()?);
    let found = session(&serde_json::from_str(&text).ok()?).ok()?;
    let left = found.expires_at.saturating_sub(now::milliseconds().div_euclid(1_000));
    (left > LEFT_SECONDS_MIN).then_some(found)
}

fn keep(file: &Path, session: &Session) -> Result<(), Problem> {
    let written = || {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        if let Some(folder) = file.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        // A file of its own takes the place of the old one at once: whoever reads meanwhile reads a whole one.
        let fresh = file.with_extension(format!("{}.tmp", std::process::id()));
        let mut options = fs::OpenOptions::new();
        let mut out = options.write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        out.write_all(written(session).as_bytes())?;
        fs::rename(&fresh, file)
    };
    written().map_err(|error: io::Error| {
        Problem::new(
            format!("cannot keep the session in `{}`: {error}", file.display()),
            "name a folder of your own with --cache-dir DIR",
        )
    })
}

/// The variables that answer in the place of a person.
const PASSWORD: &str = "PORTCULLIS_PASSWORD";
const NEW_PASSWORD: &str = "PORTCULLIS_NEW_PASSWORD";
const MFA_CODE: &str = "PORTCULLIS_MFA_CODE";

/// A password out of a variable, or typed where nobody sees it.
fn secret(prompt: &str, variable: &str) -> Result<Zeroizing<String>, Problem> {
    if let Ok(given) = std::env::var(variable) {
        return Ok(Zeroizing::new(given));
    }
    let typed = rpassword::prompt_password(prompt).map(Zeroizing::new);
    typed.map_err(|error| {
        Problem::new(
            format!("cannot ask for the password: {error}"),
            format!("run this at a terminal once, or set {variable}"),
        )
    })
}

/// The person at the terminal.
struct Terminal;

impl Answers for Terminal {
    fn password(&mut self) -> Result<Zeroizing<String>, Problem> {
        secret("Password: ", PASSWORD)
    }

    fn new_password(&mut self) -> Result<Zeroizing<String>, Problem> {
        let typed = secret("The password must be replaced. New password: ", NEW_PASSWORD)?;
        // Nobody sees what is typed, and it is needed the next time.
        if *secret("Once more: ", NEW_PASSWORD)? != *typed {
            return Err(Problem::new("the two new passwords differ", "sign in again"));
        }
        Ok(typed)
    }

    fn code(&mut self, serial_number: &str) -> Result<String, Problem> {
        if let Ok(given) = std::env::var(MFA_CODE) {
            return Ok(given);
        }
        let asked = || {
            // Standard output is the answer's.
            let mut terminal = fs::OpenOptions::new().read(true).write(true).open("/dev/tty")?;
            write!(terminal, "Code of {serial_number}: ")?;
            let mut line = String::new();
            io::BufReader::new(terminal).read_line(&mut line)?;
            Ok(line.trim().to_owned())
        };
        asked().map_err(|error: io::Error| {
            Problem::new(
                format!("cannot ask for the code of `{serial_number}`: {error}"),
                format!("run this at a terminal, or set {MFA_CODE}"),
            )
        })
    }
}
