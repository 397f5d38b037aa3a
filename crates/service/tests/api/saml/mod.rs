// SPDX-License-Identifier: Apache-2.0
//! `AssumeRoleWithSAML`: who is believed, what comes of it, and every way of lying that is known.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and a table is as long as it is"
)]

mod attacks;
mod chaining;
pub(crate) mod identity_provider;

use crate::world::{ACCOUNT, Answer, Key, World, percent_decode};
use identity_provider::{
    DECRYPTION_KEY, Encryption, ISSUER, OWN_PLACE, PLACE, PROVIDER, ROLE, Response, Signer, encode,
    encrypted, metadata, metadata_of, signed,
};

/// The trust policy of a role for the people of the provider, under a condition.
pub(crate) fn trust(actions: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Federated":"{PROVIDER}"}},"Action":{actions},"Condition":{condition}}}]}}"#
    )
}

/// A world with the provider and a role that trusts it.
pub(crate) fn world() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok_with(&root, "CreateSAMLProvider Name=Idp", &[("SAMLMetadataDocument", &metadata())]);
    let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}");
    world.ok_with(&root, "CreateRole RoleName=Reader", &[("AssumeRolePolicyDocument", &document)]);
    (world, root)
}

/// Presents a response, as it stands in XML.
pub(crate) fn present(world: &mut World, response: &str, more: &str) -> Answer {
    let script = format!("AssumeRoleWithSAML RoleArn={ROLE} PrincipalArn={PROVIDER} {more}");
    world.call_unsigned(&script, &[("SAMLAssertion", &encode(response))])
}

/// A response for the next call of the world.
pub(crate) fn response(world: &World) -> Response {
    Response::new(world.now + 1)
}

fn set_trust(world: &mut World, root: &Key, actions: &str, condition: &str) {
    let document = trust(actions, condition);
    world.ok_with(root, "UpdateAssumeRolePolicy RoleName=Reader", &[("PolicyDocument", &document)]);
}

#[test]
fn a_response_makes_a_session_of_the_role() {
    let (mut world, root) = world();
    world.ok_with(
        &root,
        "PutRolePolicy RoleName=Reader PolicyName=p",
        &[("PolicyDocument", &crate::world::document("Allow iam:GetRole *"))],
    );
    let one = response(&world).assertion_signed();
    let answer = present(&mut world, &one, "");
    assert_eq!(answer.summary(), "OK");
    for (element, expected) in [
        ("Subject", "alice@example.com"),
        ("SubjectType", "persistent"),
        ("Issuer", ISSUER),
        ("Audience", PLACE),
        // Base 64 of SHA-1 of issuer, account, slash and the provider's name.
        ("NameQualifier", "UAtm2Y/rtPI9mwtbN4eZ0BdmsnE="),
        ("Arn", "arn:aws:sts::111122223333:assumed-role/Reader/alice"),
    ] {
        assert_eq!(answer.get(element), expected, "{element}");
    }
    let session = answer.credentials();
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Arn"), answer.get("Arn"));
    world.script(&session, &[("GetRole RoleName=Reader", "OK")]);
    assert!(answer.audit.contains(r#""type":"SAMLUser""#), "{}", answer.audit);
    assert!(answer.audit.contains(r#""userName":"alice@example.com""#), "{}", answer.audit);
    assert!(!answer.audit.contains(&encode("<samlp:Response")[..12]), "{}", answer.audit);
}

#[test]
fn response_and_assertion_may_be_signed_each_alone_or_both() {
    let (mut world, _) = world();
    let mut number = 0;
    let mut next = |world: &World| {
        number += 1;
        Response { id: format!("_n{number}"), ..response(world) }
    };
    let one = next(&world).assertion_signed();
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
    let one = next(&world).response_signed();
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
    let one = next(&world).both_signed();
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
    // The second key of the metadata, which is on a curve.
    let one = next(&world);
    let one = one.around(&signed(&one.assertion(), &one.id, Signer::P256));
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
    // White space between elements of the response belongs to nobody's signature.
    let one = next(&world).assertion_signed().replace("<samlp:Status>", "\n  <samlp:Status>\n");
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
}

#[test]
fn the_installation_is_an_audience_and_a_place_of_its_own() {
    let (mut world, root) = world();
    let condition = format!(r#"{{"StringEquals":{{"saml:aud":"{OWN_PLACE}"}}}}"#);
    set_trust(&mut world, &root, r#""sts:AssumeRoleWithSAML""#, &condition);
    let at = |world: &World, place: &str, audience: &str| Response {
        recipient: place.into(),
        destination: Some(place.into()),
        audience: audience.into(),
        id: format!("_{}x{}", place.len(), audience.len()),
        ..response(world)
    };
    let one = at(&world, OWN_PLACE, OWN_PLACE).assertion_signed();
    let answer = present(&mut world, &one, "");
    assert_eq!((answer.summary().as_str(), answer.get("Audience").as_str()), ("OK", OWN_PLACE));
    let one = at(&world, PLACE, "urn:amazon:webservices").assertion_signed();
    let refused = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    assert_eq!(present(&mut world, &one, "").summary(), refused, "the trust policy wants the other place");
}

#[test]
fn which_request_is_answered_means_nothing_to_the_api() {
    let (mut world, _) = world();
    let some = || Some("_request".to_owned());
    let rows = [(some(), some()), (some(), None), (None, some()), (some(), Some("_other".into()))];
    for (number, in_response_to) in rows.into_iter().enumerate() {
        let one = Response { id: format!("_{number}"), in_response_to, ..response(&world) };
        assert_eq!(present(&mut world, &one.assertion_signed(), "").summary(), "OK", "{number}");
    }
}

#[test]
fn an_assertion_is_used_once() {
    let (mut world, _) = world();
    let one = response(&world).assertion_signed();
    let answer = present(&mut world, &one, "");
    assert_eq!((answer.summary().as_str(), answer.changes), ("OK", 1));
    let again = "400 InvalidIdentityToken the assertion has been used already";
    assert_eq!(present(&mut world, &one, "").summary(), again);
    // Not even in another response around it.
    let other = one.replace("ID=\"_r_a1\"", "ID=\"_other\"");
    assert_eq!(present(&mut world, &other, "").summary(), again);
    // It is kept until its age alone refuses it, and then forgotten.
    world.now += 356;
    assert_eq!(present(&mut world, &one, "").summary(), again);
    let late = "400 ExpiredTokenException Token must be redeemed within 5 minutes of issuance";
    assert_eq!(present(&mut world, &one, "").summary(), late);
    world.now += 10;
    let next = Response { id: "_a2".into(), ..response(&world) }.assertion_signed();
    let answer = present(&mut world, &next, "");
    assert_eq!((answer.summary().as_str(), answer.changes), ("OK", 2), "the used one is forgotten");
}

#[test]
fn an_assertion_whose_role_was_refused_is_not_used_up() {
    let (mut world, root) = world();
    set_trust(&mut world, &root, r#""sts:AssumeRoleWithSAML""#, r#"{"StringEquals":{"saml:sub":"bob"}}"#);
    let one = response(&world).assertion_signed();
    let refused = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    assert_eq!(present(&mut world, &one, "").summary(), refused);
    set_trust(&mut world, &root, r#""sts:AssumeRoleWithSAML""#, "{}");
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
}

#[test]
fn trust_policies_see_what_the_assertion_says() {
    let (mut world, root) = world();
    let oid = |last: &str| format!("urn:oid:1.3.6.1.4.1.5923.1.1.1.{last}");
    let keys = [
        (r#""StringEquals":{"saml:iss":"https://idp.example.com/saml"}"#, true),
        (r#""StringEquals":{"saml:iss":"https://other.example.com"}"#, false),
        (r#""StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}"#, true),
        (r#""StringEquals":{"saml:sub":"alice@example.com"}"#, true),
        (r#""StringEquals":{"saml:sub":"bob"}"#, false),
        (r#""StringEquals":{"saml:sub_type":"persistent"}"#, true),
        (r#""StringEquals":{"saml:sub_type":"transient"}"#, false),
        (r#""StringEquals":{"saml:doc":"111122223333/Idp"}"#, true),
        (r#""StringEquals":{"saml:namequalifier":"UAtm2Y/rtPI9mwtbN4eZ0BdmsnE="}"#, true),
        (r#""StringEquals":{"saml:edupersonorgdn":"ou=shop"}"#, true),
        (r#""ForAnyValue:StringEquals":{"saml:edupersonaffiliation":["staff"]}"#, true),
        (r#""ForAnyValue:StringEquals":{"saml:edupersonaffiliation":["alumni"]}"#, false),
        (r#""ForAllValues:StringEquals":{"saml:edupersonaffiliation":["staff"]}"#, false),
        (r#""StringEquals":{"saml:mail":"alice@example.com"}"#, true),
        (r#""StringEquals":{"sts:RoleSessionName":"alice"}"#, true),
        (r#""StringEquals":{"sts:RoleSessionName":"bob"}"#, false),
        (r#""StringEquals":{"aws:FederatedProvider":"arn:aws:iam::111122223333:saml-provider/Idp"}"#, true),
        (r#""StringEquals":{"aws:username":"alice"}"#, false),
    ];
    for (number, (condition, is_allowed)) in keys.into_iter().enumerate() {
        set_trust(&mut world, &root, r#""sts:AssumeRoleWithSAML""#, &format!("{{{condition}}}"));
        let one = Response { id: format!("_k{number}"), ..response(&world) }
            .with(&oid("1"), &["staff", "member"])
            .with(&oid("3"), &["ou=shop"])
            .with(
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
                &["alice@example.com"],
            )
            // Only the first attribute for a key counts.
            .with("0.9.2342.19200300100.1.3", &["mallory@example.com"]);
        let answer = present(&mut world, &one.assertion_signed(), "");
        assert_eq!(answer.status == 200, is_allowed, "{condition}: {}", answer.body);
    }
}

#[test]
fn tags_and_source_identity_need_permissions_of_their_own() {
    let (mut world, root) = world();
    let one = |world: &World, id: &str| {
        Response { id: id.into(), ..response(world) }
            .aws("PrincipalTag:team", &["red"])
            .aws("PrincipalTag:cost", &["42"])
            .aws("TransitiveTagKeys", &["team"])
            .aws("SourceIdentity", &["alice42"])
            .assertion_signed()
    };
    let first = one(&world, "_t1");
    let refused = |action: &str| format!("403 AccessDenied Not authorized to perform {action}");
    assert_eq!(present(&mut world, &first, "").summary(), refused("sts:TagSession"));
    set_trust(&mut world, &root, r#"["sts:AssumeRoleWithSAML","sts:TagSession"]"#, "{}");
    assert_eq!(present(&mut world, &first, "").summary(), refused("sts:SetSourceIdentity"));
    let all = r#"["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]"#;
    let conditions = [
        (r#"{"StringEquals":{"aws:RequestTag/team":"red"}}"#, true),
        (r#"{"StringEquals":{"aws:RequestTag/team":"blue"}}"#, false),
        (r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"#, false),
        (r#"{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":["team"]}}"#, true),
        (r#"{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":["cost"]}}"#, false),
        (r#"{"StringLike":{"sts:SourceIdentity":"alice*"}}"#, true),
        (r#"{"StringLike":{"sts:SourceIdentity":"bob*"}}"#, false),
    ];
    for (number, (condition, is_allowed)) in conditions.into_iter().enumerate() {
        set_trust(&mut world, &root, all, condition);
        let next = one(&world, &format!("_c{number}"));
        let answer = present(&mut world, &next, "");
        assert_eq!(answer.status == 200, is_allowed, "{condition}: {}", answer.body);
    }
    set_trust(&mut world, &root, all, "{}");
    let next = one(&world, "_t2");
    let answer = present(&mut world, &next, "");
    assert_eq!(answer.get("SourceIdentity"), "alice42");
    // The session carries the tags.
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red","aws:SourceIdentity":"alice42"}}}]}"#;
    world.ok_with(&root, "PutRolePolicy RoleName=Reader PolicyName=p", &[("PolicyDocument", document)]);
    world.script(&answer.credentials(), &[("GetRole RoleName=Reader", "OK")]);
}

/// What the call asks for, the attribute, what is left at the provider, and how long the session lasts.
type Lasting = (&'static str, Option<&'static str>, Option<i64>, Result<i64, &'static str>);

#[test]
fn sessions_last_as_long_as_call_provider_and_role_say() {
    let (mut world, root) = world();
    world.ok(&root, "UpdateRole RoleName=Reader MaxSessionDuration=7200");
    let too_long =
        "400 ValidationError The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    let rows: [Lasting; 11] = [
        ("", None, None, Ok(3_600)),
        ("DurationSeconds=900", None, None, Ok(900)),
        ("DurationSeconds=7200", None, None, Ok(7_200)),
        ("DurationSeconds=7201", None, None, Err(too_long)),
        // The provider's word shortens what the call asks for, and lengthens nothing.
        ("", Some("5400"), None, Ok(3_600)),
        ("", Some("40000"), None, Ok(3_600)),
        ("", Some("1800"), None, Ok(1_800)),
        ("DurationSeconds=900", Some("5400"), None, Ok(900)),
        ("DurationSeconds=7200", Some("5400"), None, Ok(5_400)),
        ("DurationSeconds=7201", Some("5400"), None, Err(too_long)),
        ("", None, Some(600), Ok(600)),
    ];
    for (number, (more, duration, left, expected)) in rows.into_iter().enumerate() {
        let mut one = Response { id: format!("_d{number}"), ..response(&world) };
        one.session_ends_at = left.map(|left| one.now + left);
        if let Some(seconds) = duration {
            one = one.aws("SessionDuration", &[seconds]);
        }
        let answer = present(&mut world, &one.assertion_signed(), more);
        match expected {
            Ok(seconds) => {
                let expiration = portcullis_wire::Timestamp(one.now + seconds).to_string();
                assert_eq!(answer.get("Expiration"), expiration, "{number}");
            }
            Err(message) => assert_eq!(answer.summary(), message, "{number}"),
        }
    }
}

#[test]
fn encrypted_assertions_are_decrypted_with_the_providers_keys() {
    let (mut world, root) = world();
    let one = Response { id: "_e0".into(), ..response(&world) };
    let no_key =
        "400 InvalidIdentityToken the assertion cannot be decrypted with a private key of the provider";
    let text = one.around(&encrypted(&signed(&one.assertion(), "_e0", Signer::Rsa), Encryption::Gcm));
    assert_eq!(present(&mut world, &text, "").summary(), no_key);
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    world.ok_with(&root, &update, &[("AddPrivateKey", DECRYPTION_KEY)]);
    for (number, encryption) in [Encryption::Gcm, Encryption::Cbc].into_iter().enumerate() {
        let id = format!("_e{number}");
        let one = Response { id: id.clone(), ..response(&world) };
        let inner = signed(&one.assertion(), &id, Signer::Rsa);
        let text = one.around(&encrypted(&inner, encryption));
        assert_eq!(present(&mut world, &text, "").summary(), "OK", "{encryption:?}");
        // What is not signed within is nobody's, however well it is encrypted.
        let text = one.around(&encrypted(&one.assertion(), encryption));
        let unsigned = "400 InvalidIdentityToken Response signature invalid";
        assert_eq!(present(&mut world, &text, "").summary(), unsigned, "{encryption:?}");
    }
    world.ok(&root, &format!("{update} AssertionEncryptionMode=Required"));
    let one = Response { id: "_e9".into(), ..response(&world) };
    let plain = "400 InvalidIdentityToken the assertion is not encrypted";
    assert_eq!(present(&mut world, &one.assertion_signed(), "").summary(), plain);
}

#[test]
fn new_metadata_takes_the_old_keys_away() {
    let (mut world, root) = world();
    let only_p256 = metadata_of(&[(Some("signing"), include_str!("../../certificates/self-p256.pem"))], "");
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    world.ok_with(&root, &update, &[("SAMLMetadataDocument", &only_p256)]);
    let one = response(&world);
    let invalid = "400 InvalidIdentityToken Response signature invalid";
    assert_eq!(present(&mut world, &one.assertion_signed(), "").summary(), invalid);
    let rolled = one.around(&signed(&one.assertion(), &one.id, Signer::P256));
    assert_eq!(present(&mut world, &rolled, "").summary(), "OK");
    world.ok(&root, &format!("DeleteSAMLProvider SAMLProviderArn={PROVIDER}"));
    let gone = "400 InvalidIdentityToken Specified provider doesn't exist";
    assert_eq!(present(&mut world, &rolled, "").summary(), gone);
}

#[test]
fn a_provider_is_believed_beyond_the_end_of_its_metadata() {
    let (mut world, root) = world();
    let until = portcullis_wire::Timestamp(world.now - 86_400).to_string();
    let document = metadata_of(
        &[(None, include_str!("../../certificates/leaf.pem"))],
        &format!(" validUntil=\"{until}\""),
    );
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    world.ok_with(&root, &update, &[("SAMLMetadataDocument", &document)]);
    let one = response(&world).assertion_signed();
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
}

#[test]
fn the_order_of_errors() {
    let (mut world, _) = world();
    let good = encode(&response(&world).assertion_signed());
    let other = PROVIDER.replace("Idp", "Other");
    let foreign = PROVIDER.replace(ACCOUNT, "999999999999");
    let missing_role = ROLE.replace("Reader", "Nobody");
    let denied = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    let gone = "400 InvalidIdentityToken Specified provider doesn't exist";
    let pairs = [("alice", "x"), (ROLE, "arn:aws:iam::111122223333:role/Reader")];
    for (role, provider) in pairs {
        let script = format!("AssumeRoleWithSAML RoleArn={role} PrincipalArn={provider}");
        let answer = world.call_unsigned(&script, &[("SAMLAssertion", &good)]);
        assert!(answer.summary().starts_with("400 ValidationError"), "{}", answer.summary());
    }
    for (role, provider, assertion, expected) in [
        (ROLE, other.as_str(), "????", gone),
        (ROLE, &foreign, "????", gone),
        (ROLE, PROVIDER, "????", "400 InvalidIdentityToken Invalid base64 SAMLResponse"),
        // The assertion grants another role.
        (missing_role.as_str(), PROVIDER, &good, denied),
    ] {
        let script = format!("AssumeRoleWithSAML RoleArn={role} PrincipalArn={provider}");
        let answer = world.call_unsigned(&script, &[("SAMLAssertion", assertion)]);
        assert_eq!(answer.summary(), expected, "{role} {provider}");
    }
    // It grants a role that is not there.
    let one = response(&world).aws("Role", &[&format!("{PROVIDER},{missing_role}")]).assertion_signed();
    let script = format!("AssumeRoleWithSAML RoleArn={missing_role} PrincipalArn={PROVIDER}");
    let answer = world.call_unsigned(&script, &[("SAMLAssertion", &encode(&one))]);
    assert_eq!(answer.summary(), denied);
}

#[test]
fn attributes_must_be_as_aws_wants_them() {
    let (mut world, _) = world();
    let named = "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}";
    let long = "n".repeat(65);
    let source = "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"";
    let rows: [(&str, &[&str], &str); 12] = [
        ("RoleSessionName", &[], "RoleSessionName is required in AuthnResponse"),
        ("RoleSessionName", &["a"], named),
        ("RoleSessionName", &["has blank"], named),
        ("RoleSessionName", &[&long], named),
        ("RoleSessionName", &["one", "two"], "RoleSessionName in AuthnResponse must have exactly one value"),
        ("SourceIdentity", &["aws:me"], source),
        ("SourceIdentity", &["me me"], source),
        ("SessionDuration", &["60"], "SessionDuration must be a number of seconds from 900 to 43200"),
        ("Role", &["x"], "the Role `x` is not the ARN of a role and that of a SAML provider"),
        ("PrincipalTag:team", &["a", "b"], "the tag `team` has not exactly one value"),
        ("PrincipalTag:", &["a"], "the tag `` has a key or value of a length that is not allowed"),
        (
            "TransitiveTagKeys",
            &["team"],
            "the specified transitive tag key must be included in the requested tags",
        ),
    ];
    for (name, values, message) in rows {
        let one = response(&world).aws(name, values).assertion_signed();
        let expected = format!("400 InvalidIdentityToken {message}");
        assert_eq!(present(&mut world, &one, "").summary(), expected, "{name} {values:?}");
    }
}

#[test]
fn the_record_of_the_provider_shows_what_was_given() {
    let (mut world, root) = world();
    let answer = world.ok(&root, &format!("GetSAMLProvider SAMLProviderArn={PROVIDER}"));
    assert_eq!(percent_decode(&answer.get("SAMLMetadataDocument")), metadata());
}
