// SPDX-License-Identifier: Apache-2.0
//! Tokens for services outside: turning them on and off, who may have which, what they say, and who can verify them.

#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::world::{Answer, Key, World, trust};
use aws_lc_rs::signature::{
    ECDSA_P384_SHA384_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_service::issuer;

const GET: &str = "GetWebIdentityToken Audience.member.1=https://api.example.com SigningAlgorithm";
const ENABLE: &str = "EnableOutboundWebIdentityFederation";
const OFF: &str = "OutboundWebIdentityFederationDisabledException";

/// The values of a member of this name in a JSON text, without knowing JSON.
fn members(json: &str, name: &str) -> Vec<String> {
    let start = format!("\"{name}\":\"");
    json.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn number(json: &str, name: &str) -> i64 {
    let rest = json.split(&format!("\"{name}\":")).nth(1).unwrap();
    rest.split([',', '}']).next().unwrap().parse().unwrap()
}

fn published(world: &World) -> String {
    issuer::keys(&crate::seed::account(world), world.now)
}

/// The payload of a token, if one of these keys signed it.
fn verified(answer: &Answer, keys: &str) -> Option<String> {
    let token = answer.get("WebIdentityToken");
    let parts: Vec<&str> = token.split('.').collect();
    let decoded = |part: &str| BASE64.decode(part).unwrap();
    let header = String::from_utf8(decoded(parts[0])).unwrap();
    let kid = &members(&header, "kid")[0];
    let key = keys.split("},{").find(|key| key.contains(&format!("\"kid\":\"{kid}\"")))?;
    let bytes = |name: &str| decoded(&members(key, name)[0]);
    let (input, signature) = (format!("{}.{}", parts[0], parts[1]), decoded(parts[2]));
    assert_eq!(members(key, "alg"), members(&header, "alg"), "{key}");
    match members(&header, "alg")[0].as_str() {
        "RS256" => RsaPublicKeyComponents { n: bytes("n"), e: bytes("e") }
            .verify(&RSA_PKCS1_2048_8192_SHA256, input.as_bytes(), &signature)
            .ok()?,
        "ES384" => {
            let point = [vec![4], bytes("x"), bytes("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point)
                .verify(input.as_bytes(), &signature)
                .ok()?;
        }
        other => panic!("{other}"),
    }
    Some(String::from_utf8(decoded(parts[1])).unwrap())
}

fn user(world: &mut World, root: &Key) -> Key {
    let alice = world.user(root, "alice");
    world.grant(root, "alice", "p", "Allow sts:* *");
    alice
}

#[test]
fn the_feature_is_off_until_it_is_turned_on_and_keeps_its_issuer() {
    let (mut world, root) = World::new();
    let off = "404 FeatureDisabled Outbound web identity federation is not enabled for this account.";
    world.script(
        &root,
        &[
            ("GetOutboundWebIdentityFederationInfo", off),
            ("DisableOutboundWebIdentityFederation", off),
            (
                &format!("{GET}=RS256"),
                &format!(
                    "403 {OFF} The outbound web identity federation feature is not enabled for this account. To use \
                     this feature, you must first enable it through the AWS Management Console or API."
                ),
            ),
        ],
    );
    let issuer = world.ok(&root, ENABLE).get("IssuerIdentifier");
    assert!(issuer.starts_with("https://iam.example.com/oidc/"), "{issuer}");
    let info = world.ok(&root, "GetOutboundWebIdentityFederationInfo");
    assert_eq!(
        (info.get("IssuerIdentifier"), info.get("JwtVendingEnabled")),
        (issuer.clone(), "true".into())
    );
    world.script(
        &root,
        &[(
            ENABLE,
            "409 FeatureEnabled Outbound web identity federation is already enabled for this account.",
        )],
    );
    let keys = published(&world);
    world.script(
        &root,
        &[
            ("DisableOutboundWebIdentityFederation", "OK"),
            ("DisableOutboundWebIdentityFederation", off),
            ("GetOutboundWebIdentityFederationInfo", off),
        ],
    );
    assert_eq!(published(&world), keys, "tokens that are out can still be verified");
    assert_eq!(world.ok(&root, ENABLE).get("IssuerIdentifier"), issuer);
    assert_eq!(published(&world), keys, "turning it off and on makes no new keys");
    let other = world.account("444455556666");
    assert_ne!(world.ok(&other, ENABLE).get("IssuerIdentifier"), issuer);
    let id = issuer.rsplit('/').next().unwrap();
    let account = world.directory.account_with_issuer(id).unwrap();
    assert_eq!(account.id().to_string(), crate::world::ACCOUNT);
}

#[test]
fn tokens_have_their_errors_in_order() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    world.script(
        &alice,
        &[
            (
                "GetWebIdentityToken Audience.member.1=a SigningAlgorithm=RS2561 DurationSeconds=59",
                "400 ValidationError 2 validation errors detected: Value '59' at 'durationSeconds' failed to satisfy \
                 constraint: Member must have value greater than or equal to 60; Value 'RS2561' at \
                 'signingAlgorithm' failed to satisfy constraint: Member must have length less than or equal to 5",
            ),
            (
                &format!("{GET}=RS512"),
                "403 AccessDenied User: arn:aws:iam::111122223333:user/alice is not authorized to perform: \
                 sts:GetWebIdentityToken on resource: arn:aws:sts::111122223333:self because no identity-based \
                 policy allows the sts:GetWebIdentityToken action",
            ),
        ],
    );
    world.grant(&root, "alice", "p", "Allow sts:GetWebIdentityToken *");
    let tag = "Tags.member.1.Key=job Tags.member.1.Value=1";
    assert!(
        world
            .call(&alice, &format!("{GET}=RS256 {tag}"))
            .summary()
            .contains("is not authorized to perform: sts:TagGetWebIdentityToken on resource")
    );
    world.grant(&root, "alice", "p", "Allow sts:* *");
    let twice = "Tags.member.2.Key=JOB Tags.member.2.Value=2";
    let rows = [
        (
            format!("{GET}=RS512"),
            "400 ValidationError SigningAlgorithm must be one of the following: RS256, ES384",
        ),
        (
            format!("{GET}=RS256 {tag} {twice}"),
            "400 InvalidParameterValue Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
    ];
    for (script, expected) in &rows {
        assert_eq!(world.call(&alice, script).summary(), *expected, "{script}");
    }
    assert!(world.call(&alice, &format!("{GET}=RS256")).summary().contains(OFF));
    world.ok(&root, ENABLE);
    let many: Vec<String> = (1..=40)
        .map(|n| format!("Tags.member.{n}.Key=k{n} Tags.member.{n}.Value={}", "v".repeat(250)))
        .collect();
    let large = world.call(&alice, &format!("{GET}=RS256 {}", many.join(" ")));
    assert_eq!((large.status, large.get("Code")), (400, "JWTPayloadSizeExceededException".into()));
    world.ok(&alice, &format!("{GET}=RS256 {tag}"));
}

#[test]
fn a_token_says_who_asked_and_anybody_can_verify_it() {
    let (mut world, root) = World::new();
    let alice = user(&mut world, &root);
    world.ok(&root, "TagUser UserName=alice Tags.member.1.Key=team Tags.member.1.Value=blue");
    let issuer = world.ok(&root, ENABLE).get("IssuerIdentifier");
    for algorithm in ["RS256", "ES384"] {
        let answer =
            world.ok(&alice, &format!("{GET}={algorithm} Tags.member.1.Key=job Tags.member.1.Value=42"));
        let payload = verified(&answer, &published(&world)).expect(algorithm);
        let jti = members(&payload, "jti").pop().unwrap();
        let (now, end) = (world.now, world.now + 300);
        assert_eq!(
            payload,
            format!(
                "{{\"aud\":\"https://api.example.com\",\"sub\":\"arn:aws:iam::111122223333:user/alice\",\
                 \"https://sts.amazonaws.com/\":{{\"aws_account\":\"111122223333\",\"source_region\":\"us-east-1\",\
                 \"principal_id\":\"arn:aws:iam::111122223333:user/alice\",\"principal_tags\":{{\"team\":\"blue\"}},\
                 \"request_tags\":{{\"job\":\"42\"}}}},\"iss\":\"{issuer}\",\"exp\":{end},\"iat\":{now},\
                 \"jti\":\"{jti}\"}}"
            )
        );
        assert_eq!(jti.len(), 36);
        assert_eq!(answer.changes, 0);
        assert!(!answer.audit.contains(&answer.get("WebIdentityToken")), "{}", answer.audit);
        // One letter of the payload changed, and nobody believes it.
        let mut forged = answer.clone();
        let token = answer.get("WebIdentityToken");
        let (header, rest) = token.split_once('.').unwrap();
        let lie = BASE64.encode(payload.replace("alice", "mallo"));
        forged.body =
            answer.body.replace(&token, &format!("{header}.{lie}.{}", rest.split_once('.').unwrap().1));
        assert_eq!(verified(&forged, &published(&world)), None);
    }
    let several = world.ok(&alice, &format!("{GET}=RS256 Audience.member.2=b DurationSeconds=3600"));
    let payload = verified(&several, &published(&world)).unwrap();
    assert!(payload.starts_with(r#"{"aud":["https://api.example.com","b"],"#), "{payload}");
    assert_eq!(number(&payload, "exp"), world.now + 3_600);
}

#[test]
fn a_role_session_speaks_for_its_role_and_not_longer_than_it_lasts() {
    let (mut world, root) = World::new();
    let alice = user(&mut world, &root);
    world.ok(&root, ENABLE);
    let role = "CreateRole RoleName=App Path=/team/";
    let policy = trust("arn:aws:iam::111122223333:user/alice")
        .replace(r#""sts:AssumeRole""#, r#"["sts:AssumeRole","sts:SetSourceIdentity"]"#);
    world.ok_with(&root, role, &[("AssumeRolePolicyDocument", &policy)]);
    let statement = crate::world::document("Allow sts:GetWebIdentityToken *");
    world.ok_with(&root, "PutRolePolicy RoleName=App PolicyName=p", &[("PolicyDocument", &statement)]);
    let assume = "AssumeRole RoleArn=arn:aws:iam::111122223333:role/team/App RoleSessionName=run \
                  DurationSeconds=900 SourceIdentity=ana";
    let session = world.ok(&alice, assume);
    let (key, expires) = (session.credentials(), session.get("Expiration"));
    let token = world.ok(&key, &format!("{GET}=ES384 DurationSeconds=600"));
    let payload = verified(&token, &published(&world)).unwrap();
    assert_eq!(members(&payload, "sub"), ["arn:aws:iam::111122223333:role/team/App"]);
    assert_eq!(members(&payload, "principal_id"), ["arn:aws:iam::111122223333:role/team/App"]);
    assert_eq!(members(&payload, "original_session_exp"), [expires]);
    assert_eq!(members(&payload, "source_identity"), ["ana"]);
    let long = world.call(&key, &format!("{GET}=ES384 DurationSeconds=3600"));
    assert_eq!((long.status, long.get("Code")), (403, "SessionDurationEscalationException".into()));
}

#[test]
fn policies_can_restrict_audience_life_and_algorithm() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    world.ok(&root, ENABLE);
    let conditions = [
        (
            r#""ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"https://api.example.com"}"#,
            "Audience.member.2=b",
        ),
        (r#""NumericLessThanEquals":{"sts:DurationSeconds":"300"}"#, "DurationSeconds=301"),
        (r#""StringEquals":{"sts:SigningAlgorithm":"RS256"}"#, "SigningAlgorithm=ES384"),
        (
            r#""ForAllValues:StringEquals":{"aws:TagKeys":"job"}"#,
            "Tags.member.1.Key=other Tags.member.1.Value=1",
        ),
    ];
    for (condition, breach) in conditions {
        let statement =
            format!(r#"{{"Effect":"Allow","Action":"sts:*","Resource":"*","Condition":{{{condition}}}}}"#);
        crate::seed::allow_user(&mut world, "alice", "p", &statement);
        world.ok(&alice, &format!("{GET}=RS256"));
        let call = if breach.starts_with("Signing") {
            format!("GetWebIdentityToken Audience.member.1=https://api.example.com {breach}")
        } else {
            format!("{GET}=RS256 {breach}")
        };
        assert_eq!(world.call(&alice, &call).get("Code"), "AccessDenied", "{condition}");
    }
}

#[test]
fn a_key_signs_for_ninety_days_and_is_published_two_hours_longer() {
    let (mut world, root) = World::new();
    let alice = user(&mut world, &root);
    world.ok(&root, ENABLE);
    let first = world.ok(&alice, &format!("{GET}=ES384"));
    let before = published(&world);
    assert_eq!(members(&before, "kid").len(), 2);
    world.now += 90 * 24 * 3_600;
    let second = world.ok(&alice, &format!("{GET}=ES384"));
    assert!(second.changes > 0, "the call that found the key too old replaced it");
    let both = published(&world);
    assert!(verified(&first, &both).is_some(), "a token of the retired key is still verified");
    assert!(verified(&second, &both).is_some());
    assert_eq!(verified(&second, &before), None);
    let retired: Vec<_> = crate::seed::account(&world)
        .signing_keys()
        .filter(|key| key.retired_at.is_some())
        .map(|key| key.private.is_some())
        .collect();
    assert!(!retired.is_empty() && retired.iter().all(|private| !private), "private halves are gone");
    world.now += 2 * 3_600 + 1;
    assert_eq!(verified(&first, &published(&world)), None);
    assert!(verified(&second, &published(&world)).is_some());
    assert_eq!(world.ok(&alice, &format!("{GET}=ES384")).changes, 0);
}

#[test]
fn the_discovery_document_names_the_issuer_and_its_keys() {
    assert_eq!(
        issuer::discovery("https://iam.example.com", "0a"),
        r#"{"claims_supported":["sub","iss","aud","exp","iat","jti","https://sts.amazonaws.com/"],"id_token_signing_alg_values_supported":["RS256","ES384"],"issuer":"https://iam.example.com/oidc/0a","jwks_uri":"https://iam.example.com/oidc/0a/.well-known/jwks.json","response_types_supported":["id_token"],"subject_types_supported":["public"]}"#
    );
}

#[test]
fn each_step_needs_its_own_permission() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    for action in [ENABLE, "GetOutboundWebIdentityFederationInfo", "DisableOutboundWebIdentityFederation"] {
        let denied = world.call(&alice, action);
        assert!(denied.summary().contains(&format!("to perform: iam:{action} on resource: *")), "{action}");
        world.grant(&root, "alice", "p", &format!("Allow iam:{action} *"));
        world.ok(&alice, action);
    }
}
