// SPDX-License-Identifier: Apache-2.0
//! Sessions for those whom an OpenID Connect provider vouches for: whom it proves, and whom it does not.

#![allow(
    unreachable_pub,
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

pub mod browser;
mod claims;
mod documents;
pub mod issuer;
mod sign_in;
mod sign_in_attacks;

use crate::world::{Answer, World};
use issuer::{ALGORITHMS, CLIENT, Claims, NAME, URL, role, rsa_key, trust, world};

const NOT_A_TOKEN: &str = "400 InvalidIdentityToken The ID Token provided is not a valid JWT. (You may see this error \
                           if you sent an Access Token)";
const NOT_VALIDATED: &str = "400 InvalidIdentityToken The web identity token provided could not be validated. See the \
                             AssumeRoleWithWebIdentity documentation for requirements.";
const NO_KEY: &str = "400 InvalidIdentityToken Couldn't retrieve verification key from your identity provider,  \
                      please reference AssumeRoleWithWebIdentity documentation for requirements";
const DENIED: &str = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithWebIdentity";

/// Asks for a session of a role with a token.
fn assume(world: &mut World, role: &str, token: &str) -> Answer {
    assume_with(world, role, token, "")
}

fn assume_with(world: &mut World, role: &str, token: &str, more: &str) -> Answer {
    let script = format!(
        "AssumeRoleWithWebIdentity RoleArn=arn:aws:iam::111122223333:role/{role} RoleSessionName=ann \
         WebIdentityToken={token} {more}"
    );
    world.call_unsigned(&script, &[])
}

#[test]
fn a_token_of_the_provider_makes_a_session_of_the_role() {
    let (mut world, root) = world();
    let token = Claims::at(world.now).sign("RS256");
    let answer = assume(&mut world, "till", &token);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let rest = answer.body.split("</Credentials>").nth(1).unwrap();
    let id = answer.get("AssumedRoleId");
    let expected = format!(
        "<SubjectFromWebIdentityToken>repo:shop/till:ref:main</SubjectFromWebIdentityToken><AssumedRoleUser>\
         <AssumedRoleId>{id}</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/till/ann</Arn>\
         </AssumedRoleUser><Provider>arn:aws:iam::111122223333:oidc-provider/{NAME}</Provider>\
         <Audience>{CLIENT}</Audience></AssumeRoleWithWebIdentityResult>"
    );
    assert!(rest.starts_with(&expected), "{rest}");
    for part in [
        r#""userIdentity":{"type":"WebIdentityUser","principalId":"arn:aws:iam::111122223333:oidc-provider/"#,
        r#""userName":"repo:shop/till:ref:main""#,
        r#""subjectFromWebIdentityToken":"repo:shop/till:ref:main""#,
        r#""webIdentityToken":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
    ] {
        assert!(answer.audit.contains(part), "{part}: {}", answer.audit);
    }
    assert!(!answer.audit.contains(&token), "{}", answer.audit);
    let session = answer.credentials();
    let caller = world.ok(&session, "GetCallerIdentity");
    assert_eq!(caller.get("UserId"), id);
    // What the provider said of the user holds in the session, as far as AWS lets it.
    for (key, value, allowed) in [
        ("aws:FederatedProvider", "arn:aws:iam::111122223333:oidc-provider/idp.example.com/shop", true),
        ("idp.example.com/shop:sub", "repo:shop/till:ref:main", true),
        ("idp.example.com/shop:aud", CLIENT, true),
        ("idp.example.com/shop:oaud", CLIENT, false),
        ("idp.example.com/shop:sub", "repo:shop/till:ref:other", false),
    ] {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{{"StringEquals":{{"{key}":"{value}"}}}}}}]}}"#
        );
        let more = [("PolicyDocument", policy.as_str())];
        world.ok_with(&root, "PutRolePolicy RoleName=till PolicyName=p", &more);
        assert_eq!(world.call(&session, "ListUsers").status == 200, allowed, "{key}={value}");
    }
}

#[test]
fn every_allowed_algorithm_is_taken_and_no_other() {
    let (mut world, _root) = world();
    for algorithm in ALGORITHMS {
        let token = Claims::at(world.now).sign(algorithm);
        assert_eq!(assume(&mut world, "till", &token).summary(), "OK", "{algorithm}");
    }
    let claims = Claims::at(world.now);
    let header = |algorithm: &str| format!(r#"{{"alg":"{algorithm}","kid":"rsa"}}"#);
    let unsigned = |token: String| token[..=token.rfind('.').unwrap()].to_owned();
    for (token, expected) in [
        (claims.sign("PS256"), NOT_A_TOKEN),
        (unsigned(claims.sign_with(&header("none"), "RS256")), NOT_A_TOKEN),
        (claims.sign_with(&header("None"), "RS256"), NOT_A_TOKEN),
        (claims.sign_with(&header("HS256"), "RS256"), NOT_A_TOKEN),
        (claims.sign_with(&header("EdDSA"), "RS256"), NOT_A_TOKEN),
        (claims.sign_with(&header("rs256"), "RS256"), NOT_A_TOKEN),
        (claims.sign_with(r#"{"kid":"rsa"}"#, "RS256"), NOT_A_TOKEN),
        (claims.sign_with(r#"{"alg":"RS256","alg":"RS256","kid":"rsa"}"#, "RS256"), NOT_A_TOKEN),
        (claims.sign_with(r#"{"alg":"RS256","kid":"rsa","crit":["b64"],"b64":false}"#, "RS256"), NOT_A_TOKEN),
        (claims.sign_with(r#"{"alg":"RS256","kid":7}"#, "RS256"), NOT_A_TOKEN),
        (unsigned(claims.sign("RS256")), NOT_VALIDATED),
        // Another algorithm than the key's, and another than was signed with.
        (claims.sign_with(r#"{"alg":"ES256","kid":"rsa"}"#, "RS256"), NO_KEY),
        (claims.sign_with(r#"{"alg":"ES256","kid":"P-384"}"#, "ES384"), NO_KEY),
        (claims.sign_with(&header("RS512"), "RS256"), NOT_VALIDATED),
        (claims.sign_with(r#"{"alg":"ES256","kid":"P-256"}"#, "ES384"), NOT_VALIDATED),
        // A key that the token brings along is not believed.
        (
            claims.sign_with(&format!(r#"{{"alg":"RS256","kid":"x","jwk":{}}}"#, rsa_key("x", "")), "RS256"),
            NO_KEY,
        ),
    ] {
        assert_eq!(assume(&mut world, "till", &token).summary(), expected, "{token}");
    }
}

#[test]
fn errors_come_in_this_order() {
    let (mut world, _root) = world();
    world.account("444455556666");
    let (now, sound) = (world.now, Claims::at(world.now));
    let expired = format!(
        "Token expired: current date/time {{now}} must be before the expiration date/time {}",
        now - 1
    );
    let none = "400 InvalidIdentityToken No OpenIDConnect provider found in your account for";
    let missing = |claim: &str| format!("400 InvalidIdentityToken Missing a required claim: {claim}");
    for (claims, expected) in [
        (sound.clone().without("iss").without("sub"), missing("iss")),
        (sound.clone().with("iss", "7"), missing("iss")),
        (sound.clone().without("sub").without("aud"), missing("sub")),
        (sound.clone().with("sub", "\"\""), missing("sub")),
        (sound.clone().without("aud").with("iss", "\"https://other.example.com\""), missing("aud")),
        (sound.clone().with("aud", "[]"), missing("aud")),
        (
            sound.clone().with("iss", "\"https://other.example.com\""),
            format!("{none} https://other.example.com"),
        ),
        (
            sound.clone().with("iss", "\"http://idp.example.com/shop\""),
            format!("{none} http://idp.example.com/shop"),
        ),
        (
            sound.clone().with("iss", "\"https://idp.example.com/shop/\""),
            format!("{none} https://idp.example.com/shop/"),
        ),
        (
            sound.clone().with("aud", "\"other\"").without("exp"),
            "400 InvalidIdentityToken Incorrect token audience".into(),
        ),
        (sound.clone().without("exp").without("iat"), missing("exp")),
        (sound.clone().with("exp", "\"9999999999\""), missing("exp")),
        (sound.clone().with("exp", "1e12"), missing("exp")),
        (sound.clone().without("iat"), missing("iat")),
        (sound.clone().with("nbf", "true"), missing("nbf")),
        (sound.clone().with("exp", &(now - 1).to_string()), format!("400 ExpiredTokenException {expired}")),
        (sound.clone().with("iat", &(now + 900).to_string()), NOT_VALIDATED.into()),
        (sound.clone().with("nbf", &(now + 900).to_string()), NOT_VALIDATED.into()),
        (sound.clone().with("sub", &format!("\"{}\"", "a".repeat(256))), NOT_VALIDATED.into()),
    ] {
        let answer = assume(&mut world, "till", &claims.sign("RS256"));
        assert_eq!(answer.summary(), expected.replace("{now}", &world.now.to_string()));
        assert!(world.fetched.is_empty(), "nothing is fetched for a token that cannot be right");
    }
    let token =
        sound.clone().with("exp", &format!("{}.5", now + 600)).with("nbf", &now.to_string()).sign("RS256");
    for (script, expected) in [
        ("RoleArn=arn:aws:iam::111122223333:user/till", "400 ValidationError Request ARN is invalid".to_owned()),
        ("RoleArn=arn:aws:iam::444455556666:role/till", format!("{none} {URL}")),
        ("RoleArn=arn:aws:iam::777788889999:role/till", format!("{none} {URL}")),
        ("RoleArn=arn:aws:iam::111122223333:role/none", DENIED.to_owned()),
        ("RoleArn=arn:aws:iam::111122223333:role/path/till", DENIED.to_owned()),
        (
            "DurationSeconds=3601 RoleArn=arn:aws:iam::111122223333:role/till",
            "400 ValidationError The requested DurationSeconds exceeds the MaxSessionDuration set for this role.".into(),
        ),
        ("RoleArn=arn:aws:iam::111122223333:role/till", "OK".to_owned()),
    ] {
        let script =
            format!("AssumeRoleWithWebIdentity RoleSessionName=ann WebIdentityToken={token} {script}");
        assert_eq!(world.call_unsigned(&script, &[]).summary(), expected, "{script}");
    }
    for text in ["abcd", "a.b.c", "....", "eyJ.eyJ.", &token[1..], &token.replace('.', ",")] {
        assert_eq!(assume(&mut world, "till", text).summary(), NOT_A_TOKEN, "{text}");
    }
    let access_token = assume_with(&mut world, "till", &token, "ProviderId=www.amazon.com");
    assert_eq!((access_token.status, access_token.get("Code").as_str()), (400, "InvalidIdentityToken"));
}

#[test]
fn the_trust_policy_decides_and_is_not_told_about() {
    let (mut world, root) = world();
    let sound = Claims::at(world.now);
    let alone = |action: &str| trust(&format!("\"{action}\""), "");
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{NAME}"}},"Action":"sts:AssumeRoleWithWebIdentity"}},{{"Effect":"Deny","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{NAME}"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringLike":{{"{NAME}:sub":"repo:shop/*"}}}}}}]}}"#
    );
    let another = alone("sts:AssumeRoleWithWebIdentity").replace(NAME, "other.example.com");
    let tags = r#"{"principal_tags":{"team":["till"]}}"#;
    let tagged = sound.clone().with("https://aws.amazon.com/tags", tags);
    let named = sound.clone().with("https://aws.amazon.com/source_identity", "\"Ann\"");
    for (document, claims, expected) in [
        (crate::world::trust("111122223333"), &sound, DENIED),
        (another, &sound, DENIED),
        (
            alone("sts:AssumeRole")
                .replace("Federated", "AWS")
                .replace("oidc-provider/idp.example.com/shop", "root"),
            &sound,
            DENIED,
        ),
        (deny, &sound, DENIED),
        (alone("sts:AssumeRoleWithWebIdentity"), &sound, "OK"),
        (
            alone("sts:AssumeRoleWithWebIdentity"),
            &tagged,
            "403 AccessDenied Not authorized to perform sts:TagSession",
        ),
        (
            alone("sts:AssumeRoleWithWebIdentity"),
            &named,
            "403 AccessDenied Not authorized to perform sts:SetSourceIdentity",
        ),
    ] {
        let more = [("PolicyDocument", document.as_str())];
        world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=till", &more);
        let answer = assume(&mut world, "till", &claims.sign("ES256"));
        assert_eq!(answer.summary(), expected, "{document}");
        assert_eq!(answer.message, None, "who has no credentials may decode nothing");
    }
}

#[test]
fn tokens_of_portcullis_itself_are_taken() {
    let (mut world, root) = world();
    let other = world.account("444455556666");
    world.ok(&other, "EnableOutboundWebIdentityFederation");
    let issuer = world.ok(&other, "GetOutboundWebIdentityFederationInfo").get("IssuerIdentifier");
    let caller = world.user(&other, "clerk");
    world.grant(&other, "clerk", "p", "Allow sts:GetWebIdentityToken *");
    world.ok(
        &root,
        &format!(
            "CreateOpenIDConnectProvider Url={issuer} ClientIDList.member.1=till ThumbprintList.member.1={}",
            "a".repeat(40)
        ),
    );
    let document = trust("\"sts:AssumeRoleWithWebIdentity\"", "").replace(NAME, &issuer["https://".len()..]);
    let more = [("PolicyDocument", document.as_str())];
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=till", &more);
    for algorithm in ["RS256", "ES384"] {
        let script = format!("GetWebIdentityToken Audience.member.1=till SigningAlgorithm={algorithm}");
        let token = world.ok(&caller, &script).get("WebIdentityToken");
        let account = world.directory.account("444455556666".parse().unwrap()).unwrap();
        let keys = portcullis_service::issuer::keys(account, world.now);
        let id = issuer.rsplit('/').next().unwrap();
        let discovery = portcullis_service::issuer::discovery("https://iam.example.com", id);
        world.documents.insert(format!("{issuer}/.well-known/openid-configuration"), Ok(discovery.into()));
        world.documents.insert(format!("{issuer}/.well-known/jwks.json"), Ok(keys.into()));
        let answer = assume(&mut world, "till", &token);
        assert_eq!(answer.summary(), "OK", "{algorithm}");
        assert_eq!(answer.get("SubjectFromWebIdentityToken"), "arn:aws:iam::444455556666:user/clerk");
    }
}

#[test]
fn session_policies_and_sizes_are_those_of_other_sessions() {
    let (mut world, root) = world();
    world.ok(&root, "AttachRolePolicy RoleName=till PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess");
    role(&mut world, &root, "other", "");
    let token = Claims::at(world.now).sign("RS256");
    let more = "PolicyArns.member.1.arn=arn:aws:iam::aws:policy/IAMReadOnlyAccess DurationSeconds=900 \
                MinimumSessionTokenSize=4096";
    let answer = assume_with(&mut world, "till", &token, more);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.get("PackedPolicySize"), "2");
    assert!(answer.get("SessionTokenSize").parse::<usize>().unwrap() >= 4_096);
    let session = answer.credentials();
    assert_eq!(world.call(&session, "ListUsers").summary(), "OK");
    assert_eq!(world.call(&session, "CreateUser UserName=x").status, 403);
    world.now += 900;
    assert_eq!(world.call(&session, "ListUsers").get("Code"), "ExpiredToken");
}
