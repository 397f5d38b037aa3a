// SPDX-License-Identifier: Apache-2.0
//! CreateOAuth2Token: turns a code, and later a refresh token, into credentials that last a quarter of an hour.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use data_encoding::HEXLOWER;
use portcullis_directory::change::Change;
use portcullis_directory::record::UsedAssertion;
use portcullis_wire::sts::Credentials;

use super::authorize::permit;
use super::client::Client;
use super::dpop::{self, Proof};
use super::error::OAuth2Error;
use super::grant::{Code, Ended, Grant, sha256};
use crate::access::Access;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::pkce;
use crate::session::NewSession;
use crate::session_token::Claims;
use crate::sign_in::Done;
use crate::sign_in::answer::{Answer, Refusal};
use crate::sign_in::audit::{Event, Name};
use crate::sign_in::request::Members;

/// How long credentials last, in seconds, if the sign-in lasts so long.
const CREDENTIAL_SECONDS: i64 = 900;
/// The condition key that names the sign-in from which credentials come.
const SIGN_IN_SESSION_KEY: &str = "aws:SignInSessionArn";
const TOKEN_TYPE: &str = "aws_sigv4";

const MEMBERS: [&str; 6] = ["clientId", "grantType", "code", "redirectUri", "codeVerifier", "refreshToken"];

pub(in crate::sign_in) fn create(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::CreateOAuth2Token);
    // Other operations share the path, and the query tells them apart.
    if !door.incoming.http.query.is_empty() {
        return Err(invalid("This kind of token is not issued here."));
    }
    let members = Members::read(door, &MEMBERS).map_err(of_members)?;
    let client = text(&members, "clientId")?;
    event.requested(Json::object([("client_id", Json::text(client))]));
    let client = Client::find(client).ok_or_else(|| invalid(format!("There is no client `{client}`.")))?;
    let grant_type = text(&members, "grantType")?;
    if !matches!(grant_type, "authorization_code" | "refresh_token") {
        return Err(invalid(format!("There is no grant type `{grant_type}`.")));
    }
    event.tell("grant_type", Json::text(grant_type));
    let proof = dpop::verify(door).map_err(|why| invalid(format!("Not proven: {why}.")))?;
    match grant_type {
        "authorization_code" => redeem(client, &members, proof, door, event),
        _ => refresh(client, &members, proof, door, event),
    }
}

/// Turns a code into the first credentials and a refresh token for whoever has the key.
fn redeem(
    client: Client,
    members: &Members,
    proof: Proof,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    let text = |name: &str| text(members, name);
    let (redirect_uri, verifier) = (text("redirectUri")?, text("codeVerifier")?);
    let code =
        Code::open(text("code")?, door).ok_or_else(|| invalid("The authorization code is not valid."))?;
    if code.grant.client != client || !code.was_sent_to(redirect_uri) {
        return Err(invalid("The authorization code was given for another client or redirect URI."));
    }
    if !pkce::is_proven(verifier, &code.challenge) {
        return Err(invalid("The code verifier is not that of the authorization request."));
    }
    if door.now() >= code.expires_at {
        return Err(Refusal::oauth2(OAuth2Error::AuthCodeExpired, "The authorization code has expired."));
    }
    let used = UsedAssertion { id: format!("oauth2-code/{}", code.id), expires_at: code.expires_at };
    let issued = Issued::to(&code.grant, vec![proof.used, used], "authorization_code", door, event)?;
    let refresh_token = code.grant.refresh_token(&proof.thumbprint, door).map_err(of_server)?;
    let id_token = id_token(&issued, client, door).ok_or_else(|| of_server(Refusal::unavailable()))?;
    Ok(issued.answer(refresh_token, Some(id_token), event))
}

/// Gives new credentials to whoever has the key to which the refresh token is bound.
fn refresh(
    client: Client,
    members: &Members,
    proof: Proof,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    let token = text(members, "refreshToken")?;
    let (grant, thumbprint) =
        Grant::of_refresh_token(token, door).ok_or_else(|| invalid("The refresh token is not valid."))?;
    if grant.client != client || thumbprint != proof.thumbprint {
        return Err(invalid("The refresh token was given to another client or key."));
    }
    let issued = Issued::to(&grant, vec![proof.used], "refresh_token", door, event)?;
    Ok(issued.answer(token.to_owned(), None, event))
}

/// Credentials that were just made.
struct Issued {
    caller: Caller,
    credentials: Credentials,
    seconds: i64,
    changes: Vec<Change>,
}

impl Issued {
    /// Makes credentials for a grant, if it is still worth something and policies permit it. `used` is what may not
    /// be presented again.
    fn to(
        grant: &Grant,
        used: Vec<UsedAssertion>,
        grant_type: &str,
        door: &Door<'_>,
        event: &mut Event,
    ) -> Result<Self, Refusal> {
        let (caller, claims, ends_at) = grant.revive(door).map_err(|ended| match ended {
            Ended::Expired => {
                Refusal::oauth2(OAuth2Error::TokenExpired, "The session has expired. Sign in again.")
            }
            Ended::CredentialsChanged => Refusal::oauth2(
                OAuth2Error::UserCredentialsChanged,
                "The user's credentials have changed. Sign in again.",
            ),
        })?;
        event.called(&caller);
        let account = caller.account.clone();
        let (region, id) = (&door.settings.region, account.id());
        let session_arn = format!("arn:aws:signin:{region}:{id}:session/{}", session_id(&claims));
        event.tell("signInSessionArn", Json::text(&*session_arn));
        if let Some(one) = used.iter().find(|one| account.is_assertion_used(&one.id)) {
            return Err(if one.id.starts_with("dpop/") {
                invalid("Not proven: the DPoP proof was used before.")
            } else {
                Refusal::oauth2(OAuth2Error::AuthCodeExpired, "The authorization code was used before.")
            });
        }
        let permission = grant
            .client
            .permission("signin:CreateOAuth2Token", region, id)
            .key("signin:OAuthGrantType", grant_type)
            .key("signin:OAuthClientAuthentication", "none");
        permit(Access::one(permission), &caller, door, event)
            .map_err(|message| Refusal::oauth2(OAuth2Error::InsufficientPermissions, message))?;
        let seconds = CREDENTIAL_SECONDS.min(ends_at.saturating_sub(door.now()));
        let credentials = session_of(claims, session_arn, seconds)
            .issue(door.moment, door.settings)
            .map_err(|_| of_server(Refusal::unavailable()))?;
        let changes = account.use_assertions(used, door.now());
        Ok(Self { caller, credentials, seconds, changes })
    }

    fn answer(self, refresh_token: String, id_token: Option<String>, event: &mut Event) -> Done {
        let credentials = self.credentials;
        let access_token = Json::object([
            ("accessKeyId", Json::text(credentials.access_key_id)),
            ("secretAccessKey", Json::text(credentials.secret_access_key.reveal())),
            ("sessionToken", Json::text(credentials.session_token)),
        ]);
        let mut body = Json::object([
            ("accessToken", access_token),
            ("tokenType", Json::text(TOKEN_TYPE)),
            ("expiresIn", Json::Number(usize::try_from(self.seconds).unwrap_or_default())),
            ("refreshToken", Json::text(refresh_token)),
        ]);
        if let Some(token) = id_token {
            body.set("idToken", Json::text(token));
        }
        event.succeed();
        Done::write(Answer::json(body), &self.caller.account, self.changes)
    }
}

/// Names the sign-in: the same for all that follows from it, and nothing else.
fn session_id(claims: &Claims) -> String {
    let mut name = HEXLOWER.encode(&sha256(&claims.access_key_id));
    name.truncate(32);
    for at in [20, 16, 12, 8] {
        name.insert(at, '-');
    }
    name
}

/// A session like the one that was signed in, for a shorter time.
fn session_of(claims: Claims, session_arn: String, seconds: i64) -> NewSession {
    let mut session = NewSession::signed_in_like(claims, i32::try_from(seconds).unwrap_or_default());
    session.federated_keys.retain(|(name, _)| name != SIGN_IN_SESSION_KEY);
    session.federated_keys.push((SIGN_IN_SESSION_KEY.to_owned(), vec![session_arn]));
    session
}

/// A JWT that tells the client whose session it is. Its signature is for this server alone to verify.
fn id_token(issued: &Issued, client: Client, door: &Door<'_>) -> Option<String> {
    let number = |at: i64| usize::try_from(at).ok().map(Json::Number);
    let header = Json::object([("alg", Json::text("HS256")), ("typ", Json::text("JWT"))]);
    let claims = Json::object([
        ("iss", Json::text(&*door.settings.public_url)),
        ("sub", Json::text(issued.caller.arn())),
        ("aud", Json::text(client.id())),
        ("iat", number(door.now())?),
        ("exp", number(issued.credentials.expiration.0)?),
    ]);
    let input = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let signature = door.settings.token_keys.authentication_tag(b"sign-in id token", input.as_bytes())?;
    Some(format!("{input}.{}", BASE64.encode(signature)))
}

fn text<'a>(members: &'a Members, name: &str) -> Result<&'a str, Refusal> {
    let found = members.text(name).map_err(of_members)?;
    if found.is_empty() { Err(invalid(format!("Member `{name}` is empty."))) } else { Ok(found) }
}

fn of_members(refusal: Refusal) -> Refusal {
    invalid(refusal.message)
}

fn of_server(refusal: Refusal) -> Refusal {
    Refusal::oauth2(OAuth2Error::of_server(refusal.status), refusal.message)
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::oauth2(OAuth2Error::InvalidRequest, message)
}
