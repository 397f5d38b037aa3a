// SPDX-License-Identifier: Apache-2.0
//! Links to identity providers, for people who come to the sign-in page and have no password here. Everybody sees them, so
//! they are those that whoever runs the server names, and not what accounts have.

use portcullis_directory::arn;
use portcullis_wire::Form;

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::{Done, oidc, saml};
use crate::door::Door;
use crate::json::Json;

const LABEL_CHARACTERS_MAX: usize = 64;
const PATH_BYTES_MAX: usize = 2_048;

/// A link that the sign-in page shows to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    label: String,
    path: String,
}

impl SignInLink {
    /// A link with this label to a path of this server that sends browsers to an identity provider.
    ///
    /// # Errors
    /// What is wrong with the label or the path, as a clause.
    pub fn new(label: String, path: String) -> Result<Self, String> {
        let count = label.chars().count();
        if label.trim().is_empty() || count > LABEL_CHARACTERS_MAX || label.chars().any(char::is_control) {
            return Err(format!("its `label` must have 1 to {LABEL_CHARACTERS_MAX} characters to read"));
        }
        check_path(&path)?;
        Ok(Self { label, path })
    }
}

fn check_path(path: &str) -> Result<(), String> {
    let kind = match path.split_once('?') {
        Some((saml::START_PATH, query)) => Some(("saml-provider", query)),
        Some((oidc::PATH, query)) => Some(("oidc-provider", query)),
        _ => None,
    };
    let Some((kind, query)) = kind else {
        return Err(format!("its `path` must begin with `{}?` or `{}?`", saml::START_PATH, oidc::PATH));
    };
    if path.len() > PATH_BYTES_MAX || !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!(
            "its `path` must have at most {PATH_BYTES_MAX} letters, digits and signs of ASCII"
        ));
    }
    let form =
        Form::parse(query, &[]).map_err(|fault| format!("its `path` is not one: {}", fault.message))?;
    let provider = form.get("provider").unwrap_or_default();
    let is_provider = arn::parse(provider).is_some_and(|parts| (parts.service, parts.kind) == ("iam", kind));
    if !is_provider {
        return Err(format!("the `provider` of its `path` is not the ARN of one: `{provider}`"));
    }
    if form.get("destination").is_some() {
        return Err("its `path` has a `destination`, which the page adds".to_owned());
    }
    Ok(())
}

/// Tells the links, in their order.
pub(super) fn list(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ListSignInLinks);
    let links = door.settings.sign_in_links.iter().map(|link| {
        let url = format!("{}{}", door.base_path(), link.path);
        Json::object([("label", Json::text(&*link.label)), ("url", Json::text(url))])
    });
    event.succeed();
    Ok(Done::read(Answer::json(Json::object([("links", Json::Array(links.collect()))]))))
}

#[cfg(test)]
mod tests {
    use super::SignInLink;

    const SAML: &str = "/signin/v1/saml?provider=arn:aws:iam::111122223333:saml-provider/Office";
    const OIDC: &str =
        "/signin/v1/oidc?provider=arn%3Aaws%3Aiam%3A%3A111122223333%3Aoidc-provider%2Fidp.example.com";

    #[test]
    fn a_link_leads_to_a_provider_and_nowhere_else() {
        let no_path = "its `path` must begin with";
        let no_provider = "the `provider` of its `path` is not the ARN of one";
        for (label, path, expected) in [
            ("Office", SAML.to_owned(), None),
            ("B\u{fc}ro", format!("{SAML}&role=arn:aws:iam::111122223333:role/Cashier"), None),
            ("Office", format!("{OIDC}&client_id=console"), None),
            ("", SAML.to_owned(), Some("its `label` must have")),
            (" ", SAML.to_owned(), Some("its `label` must have")),
            ("a\nb", SAML.to_owned(), Some("its `label` must have")),
            (&*"a".repeat(65), SAML.to_owned(), Some("its `label` must have")),
            ("Office", format!("https://evil.example{SAML}"), Some(no_path)),
            ("Office", format!("/{SAML}"), Some(no_path)),
            ("Office", "javascript:alert(1)".to_owned(), Some(no_path)),
            ("Office", "/signin/v1/saml".to_owned(), Some(no_path)),
            ("Office", SAML.replace("/saml?", "/oidc?"), Some(no_provider)),
            ("Office", OIDC.replace("/oidc?", "/saml?"), Some(no_provider)),
            ("Office", "/signin/v1/saml?provider=Office".to_owned(), Some(no_provider)),
            ("Office", format!("{SAML} x"), Some("its `path` must have at most")),
            ("Office", format!("{SAML}&destination=/"), Some("its `path` has a `destination`")),
        ] {
            let made = SignInLink::new(label.to_owned(), path.clone());
            match (made, expected) {
                (Ok(_), None) => {}
                (Err(why), Some(expected)) => assert!(why.starts_with(expected), "{path}: {why}"),
                (made, _) => panic!("{label} {path}: {made:?}"),
            }
        }
    }
}
