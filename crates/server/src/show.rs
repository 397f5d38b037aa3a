// SPDX-License-Identifier: Apache-2.0
//! Shows a root user's new credential, once: a key in lines that can be pasted into a shell, a password to sign in with.

use std::io::{self, IsTerminal, Write};

use portcullis_directory::identifier::AccountId;
use portcullis_service::bootstrap::RootCredential;

use crate::problem::Problem;

/// Where a client finds the server and how.
#[derive(Debug)]
pub(crate) struct Endpoint<'a> {
    /// Such as `http://127.0.0.1:4599`; `None` where no server is started.
    pub(crate) url: Option<&'a str>,
    pub(crate) region: &'a str,
}

/// Prints what a new or recovered root user proves itself with.
pub(crate) fn credential(
    title: &str,
    account: AccountId,
    credential: &RootCredential,
    endpoint: &Endpoint,
) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = text(title, account, credential, endpoint, colour);
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

fn text(
    title: &str,
    account: AccountId,
    credential: &RootCredential,
    endpoint: &Endpoint,
    colour: bool,
) -> String {
    let (bold, dim, plain) = if colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let (note, lines, next) = match credential {
        RootCredential::AccessKey { id, secret } => key(id, secret.expose(), endpoint),
        RootCredential::Password { email, password } => {
            self::password(account, email, password.expose(), endpoint)
        }
    };
    let mut text = format!("{bold}{title}{plain}\n{dim}{note}{plain}\n\n{}\n\n", lines.join("\n"));
    if let Some(next) = next {
        text += &format!("{dim}{next}{plain}\n\n");
    }
    text
}

/// What is said of a secret, the secret in lines, and what comes next.
type Parts = (&'static str, Vec<String>, Option<String>);

fn key(id: &str, secret: &str, endpoint: &Endpoint) -> Parts {
    let mut lines =
        vec![format!("export AWS_ACCESS_KEY_ID={id}"), format!("export AWS_SECRET_ACCESS_KEY={secret}")];
    lines.extend(endpoint.url.map(|url| format!("export AWS_ENDPOINT_URL={url}")));
    // Of the two names of the region, each client reads the one or the other.
    lines.push(format!("export AWS_REGION={}", endpoint.region));
    lines.push(format!("export AWS_DEFAULT_REGION={}", endpoint.region));
    (
        "The secret access key is shown this once. Paste these lines into a shell to use it:",
        lines,
        endpoint.url.map(|_| "Then try: aws sts get-caller-identity".to_owned()),
    )
}

fn password(account: AccountId, email: &str, password: &str, endpoint: &Endpoint) -> Parts {
    let lines = vec![
        format!("account         {account}"),
        format!("e-mail address  {email}"),
        format!("password        {password}"),
    ];
    (
        "The password is shown this once, and must be replaced at the first sign-in:",
        lines,
        endpoint.url.map(|url| {
            format!(
                "Sign in at {url}/signin, or with: portcullis credentials sign-in --email {email} --account {account} \
                 --endpoint-url {url}"
            )
        }),
    )
}

#[cfg(test)]
mod tests {
    use portcullis_directory::record::{SecretAccessKey, SecretText};

    use super::*;

    fn shown(credential: &RootCredential, url: Option<&str>, colour: bool) -> String {
        let endpoint = Endpoint { url, region: "us-east-1" };
        text("Account 111122223333 is made.", "111122223333".parse().unwrap(), credential, &endpoint, colour)
    }

    fn key() -> RootCredential {
        RootCredential::AccessKey {
            id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned()),
        }
    }

    #[test]
    fn every_line_between_the_blank_ones_can_be_pasted() {
        let text = shown(&key(), Some("http://127.0.0.1:4599"), false);
        let pasted: Vec<_> = text.split("\n\n").nth(1).unwrap().lines().collect();
        assert_eq!(
            pasted,
            [
                "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
                "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                "export AWS_ENDPOINT_URL=http://127.0.0.1:4599",
                "export AWS_REGION=us-east-1",
                "export AWS_DEFAULT_REGION=us-east-1",
            ]
        );
        assert!(!text.contains('\x1b'));
    }

    #[test]
    fn colour_stays_off_the_lines_to_paste() {
        let text = shown(&key(), None, true);
        assert!(text.starts_with("\x1b[1mAccount 111122223333 is made.\x1b[0m\n"));
        assert!(text.lines().filter(|line| line.starts_with("export")).all(|line| !line.contains('\x1b')));
        assert!(!text.contains("AWS_ENDPOINT_URL"));
    }

    #[test]
    fn a_password_comes_with_the_way_to_use_it() {
        let password = SecretText::new("made-up-1".to_owned());
        let credential = RootCredential::Password { email: "root@example.com".to_owned(), password };
        let text = shown(&credential, Some("http://127.0.0.1:4599"), false);
        for line in [
            "account         111122223333",
            "e-mail address  root@example.com",
            "password        made-up-1",
            "Sign in at http://127.0.0.1:4599/signin, or with: portcullis credentials sign-in --email root@example.com --account 111122223333 \
             --endpoint-url http://127.0.0.1:4599",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line}:\n{text}");
        }
    }
}
