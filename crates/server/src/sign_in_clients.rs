// SPDX-License-Identifier: Apache-2.0
//! Reads what this installation is to identity providers where people sign in: clients with secrets, and links to them.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use portcullis_directory::arn;
use portcullis_directory::record::SecretText;
use portcullis_service::sign_in::{SecretMethod, SignInClient, SignInLink};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::problem::Problem;

const FLAG: &str = "--sign-in-clients FILE";

/// Thousands of clients fit.
const FILE_BYTES_MAX: u64 = 1_048_576;

/// What a file holds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Configured {
    /// The clients that have secrets.
    pub(crate) clients: Vec<SignInClient>,
    /// The links that the sign-in page shows to everybody, in their order.
    pub(crate) links: Vec<SignInLink>,
}

/// What stands in a file, which only its owner may read:
/// `{"clients": [{"provider": ARN, "clientId": TEXT, "clientSecret": TEXT, "method": "client_secret_post"}],
/// "links": [{"label": TEXT, "path": "/signin/v1/oidc?provider=ARN"}]}`. One of the two lists may be missing.
pub(crate) fn read(path: &Path) -> Result<Configured, Problem> {
    let text = contents(path)?;
    parse(&text).map_err(|why| {
        Problem::new(
            format!("cannot use the sign-in clients in `{}`: {why}", path.display()),
            "docs/guides/signing-in.md shows the form of the file",
        )
    })
}

fn contents(path: &Path) -> Result<Zeroizing<String>, Problem> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| {
        let hint = format!("give a file that this user may read with {FLAG}");
        Problem::new(format!("cannot read the sign-in clients from `{shown}`: {error}"), hint)
    };
    let file = File::open(path).map_err(unreadable)?;
    // Asked of the open file, so that it cannot be another one by then.
    let mode = file.metadata().map_err(unreadable)?.mode();
    if mode & 0o077 != 0 {
        return Err(Problem::new(
            format!("others may read or write the sign-in clients in `{shown}` (mode {:o})", mode & 0o777),
            format!("run `chmod 600 {shown}`, and give the clients new secrets if others have read them"),
        ));
    }
    let mut text = Zeroizing::new(String::new());
    file.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(Problem::new(
            format!("the file `{shown}` is too long for sign-in clients"),
            format!("give another file with {FLAG}"),
        ));
    }
    Ok(text)
}

fn parse(text: &str) -> Result<Configured, String> {
    // What serde_json tells of a mistake is its place, and nothing of what stands there.
    let value: Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let Value::Object(mut members) = value else { return Err("it is no JSON object".to_owned()) };
    let (clients, links) = (list(&mut members, "clients")?, list(&mut members, "links")?);
    if let Some(unknown) = members.keys().next() {
        return Err(format!("it has an unknown member `{unknown}`"));
    }
    if clients.is_none() && links.is_none() {
        return Err("it has no list `clients`, and none of `links`".to_owned());
    }
    let mut configured = Configured::default();
    for (at, value) in clients.into_iter().flatten().enumerate() {
        let client = client(value).map_err(|why| format!("client {}: {why}", at + 1))?;
        let is_known =
            |one: &SignInClient| (&one.provider, &one.client_id) == (&client.provider, &client.client_id);
        if configured.clients.iter().any(is_known) {
            return Err(format!("client {}: `{}` stands there twice", at + 1, client.client_id));
        }
        configured.clients.push(client);
    }
    for (at, value) in links.into_iter().flatten().enumerate() {
        configured.links.push(link(value).map_err(|why| format!("link {}: {why}", at + 1))?);
    }
    Ok(configured)
}

fn list(members: &mut Map<String, Value>, name: &str) -> Result<Option<Vec<Value>>, String> {
    match members.remove(name) {
        None => Ok(None),
        Some(Value::Array(values)) => Ok(Some(values)),
        Some(_) => Err(format!("its `{name}` is no list")),
    }
}

fn link(value: Value) -> Result<SignInLink, String> {
    let Value::Object(mut members) = value else { return Err("it is no JSON object".to_owned()) };
    let (label, path) = (text(&mut members, "label")?, text(&mut members, "path")?);
    match members.keys().next() {
        Some(unknown) => Err(format!("it has an unknown member `{unknown}`")),
        None => SignInLink::new(label, path),
    }
}

fn client(value: Value) -> Result<SignInClient, String> {
    let Value::Object(mut members) = value else { return Err("it is no JSON object".to_owned()) };
    let provider = text(&mut members, "provider")?;
    let is_provider = arn::parse(&provider).is_some_and(|parts| {
        (parts.service, parts.kind) == ("iam", "oidc-provider") && !parts.account.is_empty()
    });
    if !is_provider {
        return Err(format!("`{provider}` is not the ARN of an OpenID Connect provider"));
    }
    let client_id = text(&mut members, "clientId")?;
    let secret = SecretText::new(text(&mut members, "clientSecret")?);
    let method = match members.contains_key("method") {
        true => Some(method(&text(&mut members, "method")?)?),
        false => None,
    };
    match members.keys().next() {
        Some(unknown) => Err(format!("it has an unknown member `{unknown}`")),
        None => Ok(SignInClient { provider, client_id, secret, method }),
    }
}

fn text(members: &mut Map<String, Value>, name: &str) -> Result<String, String> {
    match members.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(_) => Err(format!("its `{name}` is no text, or an empty one")),
        None => Err(format!("its `{name}` is missing")),
    }
}

fn method(name: &str) -> Result<SecretMethod, String> {
    let found = SecretMethod::ALL.into_iter().find(|one| one.as_str() == name);
    found.ok_or_else(|| {
        let names = SecretMethod::ALL.map(|one| format!("`{}`", one.as_str()));
        format!("its `method` is `{name}`, and not one of {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";

    #[test]
    fn clients_are_read_with_their_secrets_and_how_they_show_them() {
        let text = format!(
            r#"{{"clients":[{{"provider":"{PROVIDER}","clientId":"a","clientSecret":"hush"}},
                {{"provider":"{PROVIDER}","clientId":"b","clientSecret":"hush","method":"client_secret_post"}}]}}"#
        );
        let client = |id: &str, method| SignInClient {
            provider: PROVIDER.to_owned(),
            client_id: id.to_owned(),
            secret: SecretText::new("hush".to_owned()),
            method,
        };
        let clients = vec![client("a", None), client("b", Some(SecretMethod::Post))];
        assert_eq!(parse(&text), Ok(Configured { clients, links: Vec::new() }));
        assert_eq!(parse(r#"{"clients":[]}"#), Ok(Configured::default()));
    }

    #[test]
    fn links_are_read_in_their_order() {
        let path =
            |name: &str| format!("/signin/v1/saml?provider=arn:aws:iam::111122223333:saml-provider/{name}");
        let (b, a) = (path("B"), path("A"));
        let text = format!(
            r#"{{"links":[{{"label":"B\u00fcro","path":"{b}"}},{{"label":"Office","path":"{a}"}}]}}"#
        );
        let link = |label: &str, path: &str| SignInLink::new(label.to_owned(), path.to_owned()).unwrap();
        let links = vec![link("B\u{fc}ro", &b), link("Office", &a)];
        assert_eq!(parse(&text), Ok(Configured { clients: Vec::new(), links }));
    }

    #[test]
    fn mistakes_are_named_and_secrets_are_not() {
        let one = |members: &str| format!(r#"{{"clients":[{{{members}}}]}}"#);
        let sound = format!(r#""provider":"{PROVIDER}","clientId":"a","clientSecret":"hush""#);
        for (text, expected) in [
            ("".to_owned(), "it is no JSON: "),
            ("{\"clients\":[hush]}".to_owned(), "it is no JSON: "),
            ("[]".to_owned(), "it is no JSON object"),
            ("{}".to_owned(), "it has no list `clients`, and none of `links`"),
            (r#"{"clients":{}}"#.to_owned(), "its `clients` is no list"),
            (r#"{"links":7}"#.to_owned(), "its `links` is no list"),
            (r#"{"links":["Office"]}"#.to_owned(), "link 1: it is no JSON object"),
            (r#"{"links":[{"label":"Office"}]}"#.to_owned(), "link 1: its `path` is missing"),
            (r#"{"links":[{"label":"Office","path":"/"}]}"#.to_owned(), "link 1: its `path` must begin with"),
            (
                r#"{"links":[{"label":"Office","path":"/","x":1}]}"#.to_owned(),
                "link 1: it has an unknown member `x`",
            ),
            (r#"{"clients":[],"x":1}"#.to_owned(), "it has an unknown member `x`"),
            (r#"{"clients":["hush"]}"#.to_owned(), "client 1: it is no JSON object"),
            (one(r#""clientId":"a""#), "client 1: its `provider` is missing"),
            (
                one(r#""provider":"https://idp.example.com","clientId":"a","clientSecret":"hush""#),
                "client 1: `https://idp.example.com` is not the ARN of an OpenID Connect provider",
            ),
            (one(&sound.replace("\"a\"", "\"\"")), "client 1: its `clientId` is no text, or an empty one"),
            (
                one(&sound.replace("\"hush\"", "7")),
                "client 1: its `clientSecret` is no text, or an empty one",
            ),
            (
                one(&format!(r#"{sound},"method":"private_key_jwt""#)),
                "client 1: its `method` is `private_key_jwt`, and not one of `client_secret_basic`, \
                 `client_secret_post`",
            ),
            (one(&format!(r#"{sound},"secret":"hush""#)), "client 1: it has an unknown member `secret`"),
            (format!(r#"{{"clients":[{{{sound}}},{{{sound}}}]}}"#), "client 2: `a` stands there twice"),
        ] {
            let why = parse(&text).unwrap_err();
            assert!(why.starts_with(expected) && !why.contains("hush"), "{text}: {why}");
        }
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        let path = std::env::temp_dir().join(format!("portcullis-sign-in-clients-{}", std::process::id()));
        std::fs::write(&path, r#"{"clients":[]}"#).unwrap();
        for (mode, expected) in [(0o600, None), (0o640, Some("(mode 640)")), (0o604, Some("(mode 604)"))] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            match (read(&path), expected) {
                (Ok(clients), None) => assert_eq!(clients, Configured::default()),
                (Err(problem), Some(expected)) => {
                    assert!(problem.to_string().contains(expected), "{problem}")
                }
                (outcome, _) => panic!("{mode:o}: {outcome:?}"),
            }
        }
        std::fs::remove_file(&path).unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("cannot read the sign-in clients from"));
    }
}
