// SPDX-License-Identifier: Apache-2.0
//! Clients that registered. Their id carries what they registered, sealed, so that nothing of them is stored.

use aws_lc_rs::digest::{SHA256, digest};

use super::failure::Failure;
use super::request::Members;
use crate::door::Door;
use crate::json::Json;

/// How long a registration holds, in seconds: ninety days, as with AWS's.
const SECONDS_MAX: i64 = 90 * 24 * 3_600;

const ID: &[u8] = b"sso client";
const SECRET: &[u8] = b"sso client secret";

const NAME: u8 = 1;
const SCOPE: u8 = 2;
const REDIRECT_URI: u8 = 3;
const GRANT_TYPE: u8 = 4;
const EXPIRES_AT: u8 = 5;
const CLIENT: u8 = 6;

/// The only scope there is here: to see one's accounts and roles, and to assume them.
pub(super) const SCOPE_ACCOUNT_ACCESS: &str = "sso:account:access";

/// How many scopes a client may ask for.
const SCOPES_MAX: usize = 25;
const REDIRECT_URIS_MAX: usize = 10;
const NAME_CHARACTERS_MAX: usize = 128;

/// How a client comes to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GrantType {
    AuthorizationCode,
    DeviceCode,
    RefreshToken,
}

impl GrantType {
    const ALL: [Self; 3] = [Self::AuthorizationCode, Self::DeviceCode, Self::RefreshToken];

    fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::RefreshToken => "refresh_token",
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or_else(Failure::unsupported_grant_type)
    }
}

/// A client that registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Client {
    /// SHA-256 of its id, by which what it is given is bound to it.
    pub(super) key: Vec<u8>,
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) redirect_uris: Vec<String>,
    grant_types: Vec<GrantType>,
}

/// Registers a client: anybody may, and it may nothing until a person agrees.
pub(super) fn register(door: &Door<'_>) -> Result<Json, Failure> {
    let members = Members::read(door.incoming)?;
    let client = asked(&members, door)?;
    let (issued_at, expires_at) = (door.now(), door.now() + SECONDS_MAX);
    let keys = &door.settings.token_keys;
    let id = keys.seal_note(ID, door.moment, |writer| {
        writer.text(NAME, &client.name);
        client.scopes.iter().for_each(|scope| writer.text(SCOPE, scope));
        client.redirect_uris.iter().for_each(|uri| writer.text(REDIRECT_URI, uri));
        client.grant_types.iter().for_each(|grant| writer.text(GRANT_TYPE, grant.as_str()));
        writer.number(EXPIRES_AT, expires_at);
    });
    let id = id.ok_or_else(Failure::internal)?;
    let secret = keys.seal_note(SECRET, door.moment, |writer| writer.bytes(CLIENT, &key_of(&id)));
    let number = |seconds: i64| Json::Written(seconds.to_string());
    let public_url = &door.settings.public_url;
    Ok(Json::object([
        ("clientId", Json::text(id)),
        ("clientSecret", Json::text(secret.ok_or_else(Failure::internal)?)),
        ("clientIdIssuedAt", number(issued_at)),
        ("clientSecretExpiresAt", number(expires_at)),
        ("authorizationEndpoint", Json::text(format!("{public_url}{}", super::AUTHORIZE_PATH))),
        ("tokenEndpoint", Json::text(format!("{public_url}{}", super::TOKEN_PATH))),
    ]))
}

fn key_of(id: &str) -> Vec<u8> {
    digest(&SHA256, id.as_bytes()).as_ref().to_vec()
}

/// What a client asks to be registered as.
fn asked(members: &Members, door: &Door<'_>) -> Result<Client, Failure> {
    let (name, kind) = (members.text("clientName")?, members.text("clientType")?);
    let scopes = members.texts("scopes")?;
    let redirect_uris = members.texts("redirectUris")?;
    let grant_types = members.texts("grantTypes")?;
    if kind != "public" {
        return Err(Failure::invalid_client_metadata("The only client type is `public`"));
    }
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.chars().any(char::is_control) {
        return Err(Failure::invalid_client_metadata(format!(
            "The client's name must have 1 to {NAME_CHARACTERS_MAX} characters"
        )));
    }
    let is_known = |scope: &String| scope == SCOPE_ACCOUNT_ACCESS;
    if scopes.len() > SCOPES_MAX || !scopes.iter().all(is_known) {
        return Err(Failure::invalid_scope());
    }
    let mut read = Vec::new();
    for text in &grant_types {
        let grant = GrantType::read(text)?;
        if !read.contains(&grant) {
            read.push(grant);
        }
    }
    if grant_types.is_empty() {
        // Clients that know of no grant types are those of before there was a choice.
        read = vec![GrantType::DeviceCode, GrantType::RefreshToken];
    }
    if redirect_uris.len() > REDIRECT_URIS_MAX || !redirect_uris.iter().all(|uri| loopback(uri).is_some()) {
        return Err(Failure::invalid_redirect_uri(
            "A redirect URI must be of the form `http://127.0.0.1/PATH` or `http://[::1]/PATH`",
        ));
    }
    if read.contains(&GrantType::AuthorizationCode) && redirect_uris.is_empty() {
        return Err(Failure::invalid_redirect_uri("`redirectUris` is missing"));
    }
    if members.optional_text("issuerUrl")?.is_some_and(|url| !super::is_start_url(url, door.settings)) {
        return Err(Failure::invalid_request("`issuerUrl` is not the start URL of this server"));
    }
    if members.optional_text("entitledApplicationArn")?.is_some() {
        return Err(Failure::invalid_request(
            "There are no applications, so `entitledApplicationArn` names none",
        ));
    }
    Ok(Client { key: Vec::new(), name: name.to_owned(), scopes, redirect_uris, grant_types: read })
}

impl Client {
    /// The client with this id, if it registered here and its registration has not expired.
    pub(super) fn with_id(id: &str, door: &Door<'_>) -> Option<Self> {
        let found = door.settings.token_keys.open_note(ID, id, |reader| {
            let grant_types = reader.texts(GRANT_TYPE).ok()?;
            let grant_types = grant_types.iter().map(|text| GrantType::read(text).ok());
            let client = Self {
                key: key_of(id),
                name: reader.text(NAME).ok()?,
                scopes: reader.texts(SCOPE).ok()?,
                redirect_uris: reader.texts(REDIRECT_URI).ok()?,
                grant_types: grant_types.collect::<Option<Vec<_>>>()?,
            };
            Some((client, reader.number(EXPIRES_AT).ok()?))
        });
        found.filter(|(_, expires_at)| door.now() < *expires_at).map(|(client, _)| client)
    }

    /// The client that a request names, proven by its secret.
    pub(super) fn proven(members: &Members, door: &Door<'_>) -> Result<Self, Failure> {
        let (id, secret) = (members.text("clientId")?, members.text("clientSecret")?);
        let client = Self::with_id(id, door).ok_or_else(Failure::invalid_client)?;
        let of = door.settings.token_keys.open_note(SECRET, secret, |reader| {
            let all = reader.all(CLIENT);
            all.first().map(|key| key.to_vec())
        });
        if of.as_ref() == Some(&client.key) { Ok(client) } else { Err(Failure::invalid_client()) }
    }

    /// That the client registered for a grant type.
    pub(super) fn require(&self, grant_type: GrantType) -> Result<(), Failure> {
        if self.grant_types.contains(&grant_type) { Ok(()) } else { Err(Failure::unauthorized_client()) }
    }

    /// Whether what the client is given can be refreshed: clients that name no scopes are those of before there was
    /// refreshing, and get tokens that last as long as the session.
    pub(super) fn refreshes(&self) -> bool {
        !self.scopes.is_empty() && self.grant_types.contains(&GrantType::RefreshToken)
    }

    /// Whether the client registered a redirect URI, whose port is chosen anew each time (RFC 8252, section 7.3).
    pub(super) fn has_redirect_uri(&self, uri: &str) -> bool {
        let asked = loopback(uri);
        asked.is_some() && self.redirect_uris.iter().any(|known| loopback(known) == asked)
    }
}

/// The host and the path of a redirect URI that leads to a program on the person's own machine.
fn loopback(uri: &str) -> Option<(&'static str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let host = ["127.0.0.1", "[::1]"].into_iter().find(|host| rest.starts_with(host))?;
    let rest = rest.strip_prefix(host)?;
    let path_at = rest.find('/').unwrap_or(rest.len());
    let (port, path) = rest.split_at_checked(path_at)?;
    let is_port = match port.strip_prefix(':') {
        Some(digits) => digits.parse::<u16>().is_ok_and(|number| number > 0 && number.to_string() == digits),
        None => port.is_empty(),
    };
    let is_path_letter = |letter: char| letter.is_ascii_alphanumeric() || "/-._~".contains(letter);
    (is_port && path.len() <= 256 && path.chars().all(is_path_letter)).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::loopback;

    #[test]
    fn only_programs_on_the_own_machine_are_redirected_to() {
        let rows = [
            ("http://127.0.0.1/oauth/callback", Some(("127.0.0.1", "/oauth/callback"))),
            ("http://127.0.0.1:49152/oauth/callback", Some(("127.0.0.1", "/oauth/callback"))),
            ("http://[::1]:8080/", Some(("[::1]", "/"))),
            ("http://[::1]", Some(("[::1]", ""))),
            ("http://127.0.0.1", Some(("127.0.0.1", ""))),
            ("https://127.0.0.1/oauth/callback", None),
            ("http://localhost/oauth/callback", None),
            ("http://127.0.0.1.example.com/", None),
            ("http://127.0.0.1@example.com/", None),
            ("http://127.0.0.1:80@example.com/", None),
            ("http://user@127.0.0.1/", None),
            ("http://[::1].example.com/", None),
            ("http://[::1]example.com/", None),
            ("http://127.0.0.1:0/", None),
            ("http://127.0.0.1:080/", None),
            ("http://127.0.0.1:65536/", None),
            ("http://127.0.0.1:/", None),
            ("http://127.0.0.1/a?b", None),
            ("http://127.0.0.1/a#b", None),
            ("http://127.0.0.1/a\\b", None),
            ("http://127.0.0.1/\u{e4}", None),
            ("http://127.0.0.1/a b", None),
            ("http://127.0.0.1/a\r\nb: c", None),
            ("http://[", None),
            ("http://", None),
            ("", None),
        ];
        for (uri, expected) in rows {
            assert_eq!(loopback(uri), expected, "{uri}");
        }
    }
}
