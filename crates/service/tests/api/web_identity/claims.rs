// SPDX-License-Identifier: Apache-2.0
//! What of a token counts: audiences, the claims that trust policies can test, session tags, source identities, roles.

use super::issuer::{Claims, NAME, URL, publish, role, world};
use super::{DENIED, NOT_VALIDATED, assume};

const WRONG_AUDIENCE: &str = "400 InvalidIdentityToken Incorrect token audience";

#[test]
fn the_authorized_party_counts_before_the_audience() {
    let (mut world, root) = world();
    let arn = format!("arn:aws:iam::111122223333:oidc-provider/{NAME}");
    world.ok(
        &root,
        &format!("AddClientIDToOpenIDConnectProvider OpenIDConnectProviderArn={arn} ClientID=app"),
    );
    let condition = |key: &str, value: &str| {
        format!(r#","Condition":{{"ForAnyValue:StringEquals":{{"{NAME}:{key}":"{value}"}}}}"#)
    };
    role(&mut world, &root, "aud", &condition("aud", "app"));
    role(&mut world, &root, "oaud", &condition("oaud", "project"));
    for (aud, azp, role, expected) in [
        ("\"app\"", None, "aud", "OK"),
        ("[\"app\"]", None, "aud", "OK"),
        ("\"app\"", None, "oaud", DENIED),
        ("\"other\"", None, "aud", WRONG_AUDIENCE),
        ("\"\"", None, "aud", "400 InvalidIdentityToken Missing a required claim: aud"),
        ("[\"app\",7]", None, "aud", "400 InvalidIdentityToken Missing a required claim: aud"),
        ("{\"app\":1}", None, "aud", "400 InvalidIdentityToken Missing a required claim: aud"),
        // Of several audiences one must be authorized.
        ("[\"app\",\"project\"]", None, "aud", NOT_VALIDATED),
        ("[\"app\",\"project\"]", Some("\"app\""), "aud", "OK"),
        ("[\"app\",\"project\"]", Some("\"app\""), "oaud", "OK"),
        ("\"project\"", Some("\"app\""), "aud", "OK"),
        ("\"project\"", Some("\"app\""), "oaud", "OK"),
        ("\"app\"", Some("\"other\""), "aud", WRONG_AUDIENCE),
        ("\"app\"", Some("7"), "aud", "400 InvalidIdentityToken Missing a required claim: azp"),
    ] {
        let mut claims = Claims::at(world.now).with("aud", aud);
        if let Some(azp) = azp {
            claims = claims.with("azp", azp);
        }
        let answer = assume(&mut world, role, &claims.sign("ES256"));
        assert_eq!(answer.summary(), expected, "{aud} {azp:?} {role}");
        if expected == "OK" {
            assert_eq!(answer.get("Audience"), "app");
        }
    }
}

/// Providers by URL, claims as JSON, the keys that trust policies test, with an operator, and whether AWS knows them.
#[test]
fn trust_policies_test_the_claims_that_aws_documents() {
    for (issuer, claim, json, operator, key, value, known) in [
        (URL, "amr", r#"["pwd","otp"]"#, "ForAnyValue:StringEquals", "amr", "otp", true),
        (URL, "amr", "\"otp\"", "ForAnyValue:StringEquals", "amr", "otp", true),
        (URL, "email", "\"a@b\"", "StringEquals", "email", "a@b", true),
        (URL, "repository", "\"shop\"", "StringEquals", "repository", "shop", false),
        (URL, "iss", &format!("\"{URL}\""), "StringEquals", "iss", URL, false),
        (
            "https://token.actions.githubusercontent.com",
            "repository",
            "\"shop/x\"",
            "StringLike",
            "repository",
            "shop/*",
            true,
        ),
        (
            "https://token.actions.githubusercontent.com",
            "job_workflow_ref",
            "\"acme/pipelines/.github/workflows/deploy.yml@refs/heads/main\"",
            "StringLike",
            "job_workflow_ref",
            "acme/pipelines/*",
            true,
        ),
        (
            "https://token.actions.githubusercontent.com",
            "repository_owner_id",
            "\"65\"",
            "StringEquals",
            "repository_owner_id",
            "65",
            true,
        ),
        (
            "https://token.actions.githubusercontent.com",
            "runner_environment",
            "\"self-hosted\"",
            "StringEquals",
            "runner_environment",
            "self-hosted",
            false,
        ),
        (
            "https://token.actions.githubusercontent.com/acme",
            "ref",
            "\"main\"",
            "StringEquals",
            "ref",
            "main",
            true,
        ),
        (
            "https://token.actions.acme.ghe.com",
            "environment",
            "\"p\"",
            "StringEquals",
            "environment",
            "p",
            true,
        ),
        ("https://token.actions.ghe.com", "environment", "\"p\"", "StringEquals", "environment", "p", false),
        (
            "https://token.actions.githubusercontent.com.evil.example",
            "ref",
            "\"main\"",
            "StringEquals",
            "ref",
            "main",
            false,
        ),
        ("https://gitlab.com", "ref_protected", "true", "StringEquals", "ref_protected", "true", true),
        ("https://gitlab.example.com", "project_id", "\"7\"", "StringEquals", "project_id", "7", false),
        ("https://agent.buildkite.com", "pipeline_slug", "\"p\"", "StringEquals", "pipeline_slug", "p", true),
        (
            "https://oidc.circleci.com/org/1",
            "oidc.circleci.com/project-id",
            "\"p\"",
            "StringEquals",
            "oidc.circleci.com/project-id",
            "p",
            true,
        ),
        (
            "https://idcs-a1.identity.oraclecloud.com",
            "rpst_id",
            "\"p\"",
            "StringEquals",
            "rpst_id",
            "p",
            true,
        ),
        (
            "https://accounts.google.com",
            "google",
            r#"{"organization_number":42}"#,
            "NumericEquals",
            "google/organization_number",
            "42",
            true,
        ),
        (
            URL,
            "google",
            r#"{"organization_number":42}"#,
            "NumericEquals",
            "google/organization_number",
            "42",
            false,
        ),
    ] {
        let (mut world, root) = world();
        publish(&mut world, issuer);
        if issuer != URL {
            let script = format!(
                "CreateOpenIDConnectProvider Url={issuer} ClientIDList.member.1=sts.amazonaws.com \
                 ThumbprintList.member.1={}",
                "a".repeat(40)
            );
            world.ok(&root, &script);
        }
        let name = &issuer["https://".len()..];
        let document = super::trust(
            "\"sts:AssumeRoleWithWebIdentity\"",
            &format!(
                r#","Condition":{{"{operator}":{{"{name}:{key}":"{value}"}},"StringEqualsIgnoreCase":{{"{name}:sub":"repo:shop/till:ref:main"}}}}"#
            ),
        );
        let document =
            document.replace(&format!("oidc-provider/{NAME}\""), &format!("oidc-provider/{name}\""));
        world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=till", &[("PolicyDocument", &document)]);
        let sound = Claims::at(world.now).with("iss", &format!("\"{issuer}\""));
        let answer = assume(&mut world, "till", &sound.clone().with(claim, json).sign("ES256"));
        assert_eq!(answer.summary(), if known { "OK" } else { DENIED }, "{issuer} {claim}");
        let (claim, json) = if claim == "iss" { ("x", "1") } else { (claim, "\"something else\"") };
        assert_eq!(
            assume(&mut world, "till", &sound.with(claim, json).sign("ES256")).summary(),
            DENIED,
            "{claim}"
        );
    }
}

const TAGS: &str = "https://aws.amazon.com/tags";

#[test]
fn session_tags_come_nested_or_flat() {
    let (mut world, root) = world();
    let condition = r#","Condition":{"StringEquals":{"aws:RequestTag/team":"till"},"ForAllValues:StringEquals":{"aws:TagKeys":["team","shift"],"sts:TransitiveTagKeys":["team"]}}"#;
    role(&mut world, &root, "tagged", condition);
    let nested = r#"{"principal_tags":{"team":["till"],"shift":"late"},"transitive_tag_keys":["team"]}"#;
    let sound = Claims::at(world.now);
    let flat = sound
        .clone()
        .with(&format!("{TAGS}/principal_tags/team"), "\"till\"")
        .with(&format!("{TAGS}/principal_tags/shift"), "[\"late\"]")
        .with(&format!("{TAGS}/transitive_tag_keys"), "[\"team\"]");
    world.grant_role(&root, "tagged", r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/shift":"late"}}}"#);
    for claims in [sound.clone().with(TAGS, nested), flat] {
        let answer = assume(&mut world, "tagged", &claims.sign("RS256"));
        assert_eq!(answer.summary(), "OK");
        assert_eq!(answer.get("PackedPolicySize"), "1");
        assert_eq!(world.call(&answer.credentials(), "ListUsers").summary(), "OK");
    }
    assert_eq!(assume(&mut world, "tagged", &sound.sign("RS256")).summary(), DENIED);
    let rejected = format!("403 IDPRejectedClaim The claim {TAGS} is invalid.");
    let many = (0..51).map(|at| format!("\"k{at}\":\"v\"")).collect::<Vec<_>>().join(",");
    for json in [
        "7",
        "[]",
        r#"{"principal_tags":["team"]}"#,
        r#"{"principal_tags":{"team":[]}}"#,
        r#"{"principal_tags":{"team":["a","b"]}}"#,
        r#"{"principal_tags":{"team":7}}"#,
        r#"{"principal_tags":{"team":"a","TEAM":"b"}}"#,
        r#"{"principal_tags":{"aws:team":"a"}}"#,
        r#"{"principal_tags":{"":"a"}}"#,
        r#"{"principal_tags":{"a<b":"a"}}"#,
        r#"{"principal_tags":{"team":"a"},"transitive_tag_keys":["other"]}"#,
        r#"{"principal_tags":{"team":"a"},"transitive_tag_keys":{"team":1}}"#,
        &format!(r#"{{"principal_tags":{{"{}":"a"}}}}"#, "k".repeat(129)),
        &format!(r#"{{"principal_tags":{{"k":"{}"}}}}"#, "v".repeat(257)),
        &format!(r#"{{"principal_tags":{{{many}}}}}"#),
    ] {
        let token = Claims::at(world.now).with(TAGS, json).sign("RS256");
        assert_eq!(assume(&mut world, "till", &token).summary(), rejected, "{json}");
    }
    let unknown = Claims::at(world.now).with(&format!("{TAGS}/other"), "\"x\"").sign("RS256");
    assert_eq!(assume(&mut world, "till", &unknown).summary(), rejected);
    // Tags that are sound one by one may be too much together.
    let large = (0..40).map(|at| format!("\"k{at}\":\"{}\"", "v".repeat(200))).collect::<Vec<_>>().join(",");
    let token =
        Claims::at(world.now).with(TAGS, &format!(r#"{{"principal_tags":{{{large}}}}}"#)).sign("RS256");
    assert_eq!(assume(&mut world, "till", &token).get("Code"), "PackedPolicyTooLarge");
}

#[test]
fn the_provider_sets_the_source_identity_and_the_roles() {
    let (mut world, root) = world();
    let sound = Claims::at(world.now);
    let identity = "https://aws.amazon.com/source_identity";
    role(&mut world, &root, "named", r#","Condition":{"StringEquals":{"sts:SourceIdentity":"Ann"}}"#);
    let answer = assume(&mut world, "named", &sound.clone().with(identity, "\"Ann\"").sign("RS256"));
    assert_eq!((answer.summary().as_str(), answer.get("SourceIdentity").as_str()), ("OK", "Ann"));
    assert_eq!(
        assume(&mut world, "named", &sound.clone().with(identity, "\"Bob\"").sign("RS256")).summary(),
        DENIED
    );
    let too_long = format!("\"{}\"", "a".repeat(65));
    for json in ["7", "\"a\"", "\"aws:ann\"", "\"Ann Lee\"", "[\"Ann\"]", &too_long] {
        let answer = assume(&mut world, "till", &sound.clone().with(identity, json).sign("RS256"));
        let rejected = format!("403 IDPRejectedClaim The claim {identity} is invalid.");
        assert_eq!(answer.summary(), rejected, "{json}");
    }
    let roles = "https://aws.amazon.com/roles";
    role(&mut world, &root, "pinned", r#","Condition":{"Bool":{"sts:RoleAuthorizedByIdp":"true"}}"#);
    let arn = "arn:aws:iam::111122223333:role/pinned";
    for (json, expected) in [
        (None, DENIED),
        (Some(format!("\"{arn}\"")), "OK"),
        (Some(format!("[\"x\",\"{arn}\"]")), "OK"),
        (Some("[]".to_owned()), NOT_VALIDATED),
        (Some("\"arn:aws:iam::111122223333:role/*\"".to_owned()), NOT_VALIDATED),
        (Some(format!("\"{}\"", arn.to_uppercase())), NOT_VALIDATED),
        (Some("{}".to_owned()), "403 IDPRejectedClaim The claim https://aws.amazon.com/roles is invalid."),
    ] {
        let claims = json.iter().fold(sound.clone(), |claims, json| claims.with(roles, json));
        assert_eq!(assume(&mut world, "pinned", &claims.sign("RS256")).summary(), expected, "{json:?}");
    }
}
