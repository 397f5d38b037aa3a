// SPDX-License-Identifier: Apache-2.0
//! What is not believed at the place where responses are presented, and what providers are told of that place.

use super::*;
use crate::saml::identity_provider::{
    DECRYPTION_KEY, Encryption, PLACE, Signer, encrypted, metadata_of, signed,
};

fn post_at(world: &mut World, path: &str, response: &str) -> Reply {
    world.visit("POST", path, &[FORM], &form(&[("SAMLResponse", &encode(response))]))
}

#[test]
fn nothing_that_assume_role_with_saml_refuses_signs_in() {
    let (mut world, root) = world();
    let stranger = metadata_of(&[(None, include_str!("../../certificates/self-p256.pem"))], "");
    world.ok_with(&root, "CreateSAMLProvider Name=Other", &[("SAMLMetadataDocument", &stranger)]);
    let now = world.now;
    let one = own(&world);
    let long = Response { issued_at: now - 400, not_before: now - 400, ..one.clone() };
    let signed_by = |one: &Response, signer: Signer| one.around(&signed(&one.assertion(), &one.id, signer));
    let other = format!("arn:aws:iam::{ACCOUNT}:saml-provider/Other");
    let rows = [
        ("no response at all", "<a/>".to_owned(), "the outermost element is not Response"),
        ("nothing signed", one.around(&one.assertion()), "Response signature invalid"),
        ("signed by a stranger", signed_by(&one, Signer::Stranger), "Response signature invalid"),
        (
            "changed after it was signed",
            one.assertion_signed().replace("alice@", "eve@"),
            "Response signature invalid",
        ),
        ("too old", long.assertion_signed(), "Token must be redeemed within 5 minutes of issuance"),
        (
            "for another audience",
            Response { audience: "https://a.example.com".into(), ..one.clone() }.assertion_signed(),
            "Response does not contain the required audience",
        ),
        (
            "to be presented elsewhere",
            Response { recipient: "https://a.example.com/saml".into(), ..one.clone() }.assertion_signed(),
            "no SubjectConfirmation lets a bearer present the assertion here",
        ),
        (
            "sent elsewhere",
            Response { destination: Some("https://a.example.com/saml".into()), ..one.clone() }
                .assertion_signed(),
            "the Destination of the response is another",
        ),
        (
            "of another issuer",
            Response { issuer: "https://a.example.com".into(), ..one.clone() }.assertion_signed(),
            "Issuer not present in specified provider",
        ),
        (
            "not a success",
            Response { status: "urn:oasis:names:tc:SAML:2.0:status:Responder".into(), ..one.clone() }
                .assertion_signed(),
            "the identity provider answered with status",
        ),
        (
            "without a role",
            one.clone().aws("Role", &[]).assertion_signed(),
            "Your request included an invalid SAML response.",
        ),
        (
            "for a provider that is not there",
            one.clone().aws("Role", &[&format!("{ROLE},{PROVIDER}x")]).assertion_signed(),
            "Specified provider doesn't exist",
        ),
        (
            "for a provider with another key",
            signed_by(&one.clone().aws("Role", &[&format!("{ROLE},{other}")]), Signer::Rsa),
            "Response signature invalid",
        ),
        (
            "for no pair",
            one.clone().aws("Role", &["Reader"]).assertion_signed(),
            "is not the ARN of a role and that of a SAML provider",
        ),
        (
            "without a session name",
            one.clone().aws("RoleSessionName", &[]).assertion_signed(),
            "RoleSessionName is required",
        ),
    ];
    for (what, response, expected) in rows {
        let reply = post(&mut world, &response);
        let told = summary(&reply);
        assert!(told.starts_with("400 ") && told.contains(expected), "{what}: {told}");
        assert_eq!((reply.transition.clone(), header(&reply, "set-cookie")), (None, String::new()), "{what}");
        assert_eq!(audit(&reply)["responseElements"]["ConsoleLogin"], "Failure", "{what}");
    }
    let not_base64 = world.visit("POST", "/saml", &[FORM], "SAMLResponse=!");
    assert_eq!(summary(&not_base64), "400 InvalidIdentityToken Invalid base64 SAMLResponse");
    assert_eq!(
        summary(&world.visit("POST", "/saml", &[FORM], "")),
        "400 InvalidRequest `SAMLResponse` is missing"
    );
    let in_query = format!("/saml?{}", form(&[("SAMLResponse", &encode(&one.assertion_signed()))]));
    assert_eq!(
        summary(&world.visit("POST", &in_query, &[FORM], "")),
        "400 InvalidRequest `SAMLResponse` is missing"
    );
    assert_eq!(world.visit("GET", "/saml", &[], "").response.status, 405);
    let long = format!("SAMLResponse={}", "A".repeat(100_001));
    let told = "400 InvalidRequest `SAMLResponse` has more than 100000 bytes";
    assert_eq!(summary(&world.visit("POST", "/saml", &[FORM], &long)), told);
    // Of one who is not named nothing can be granted, as AWS tells it.
    let assertion = one.assertion();
    let (before, rest) = assertion.split_once("<saml:NameID").unwrap();
    let nameless = format!("{before}{}", rest.split_once("</saml:NameID>").unwrap().1);
    let reply = post(&mut world, &one.around(&signed(&nameless, &one.id, Signer::Rsa)));
    assert_eq!(summary(&reply), "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML");
    assert_eq!(audit(&reply)["userIdentity"]["type"], "SAMLUser");
    // All that is left as it was made is believed.
    assert_eq!(summary(&post(&mut world, &one.assertion_signed())), "signedIn");
}

#[test]
fn a_role_is_granted_only_through_the_provider_that_signs() {
    let (mut world, root) = world();
    // Another provider of the account, which the role trusts as well, signs with the other key.
    let other_key = metadata_of(&[(None, include_str!("../../certificates/self-p256.pem"))], "");
    world.ok_with(&root, "CreateSAMLProvider Name=Other", &[("SAMLMetadataDocument", &other_key)]);
    let only_rsa = metadata_of(&[(None, include_str!("../../certificates/leaf.pem"))], "");
    world.ok_with(
        &root,
        &format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}"),
        &[("SAMLMetadataDocument", &only_rsa)],
    );
    trusting(&mut world, &root, "Writer");
    let other = format!("arn:aws:iam::{ACCOUNT}:saml-provider/Other");
    let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}").replace(PROVIDER, &other);
    world.ok_with(&root, "CreateRole RoleName=Secret", &[("AssumeRolePolicyDocument", &document)]);
    // The provider names a role that trusts another provider, through that other one: it does not sign for that.
    let secret = format!("{},{other}", role("Secret").0);
    let one = own(&world).aws("Role", &[&secret, &role("Reader").1]);
    let reply = post(&mut world, &one.assertion_signed());
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Reader/alice");
    assert_eq!(text(&reply, "/principal/arn"), arn, "the role that it may grant is the only one");
    // And through itself: the role does not trust it.
    let one = Response { id: "_2".into(), ..own(&world) }.aws("Role", &[&role("Secret").1]);
    let denied = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    assert_eq!(summary(&post(&mut world, &one.assertion_signed())), denied);
    // Nor does a provider of one account grant roles of another.
    let stranger = world.account("444455556666");
    let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}");
    world.ok_with(&stranger, "CreateRole RoleName=Reader", &[("AssumeRolePolicyDocument", &document)]);
    let across = format!("{},{PROVIDER}", ROLE.replace(ACCOUNT, "444455556666"));
    let one = Response { id: "_3".into(), ..own(&world) }.aws("Role", &[&across]);
    let gone = "400 InvalidIdentityToken Specified provider doesn't exist";
    assert_eq!(summary(&post(&mut world, &one.assertion_signed())), gone);
}

#[test]
fn an_assertion_is_used_once_whichever_way() {
    let (mut world, _) = world();
    let one = own(&world).assertion_signed();
    assert_eq!(summary(&post(&mut world, &one)), "signedIn");
    let used = "400 InvalidIdentityToken the assertion has been used already";
    assert_eq!(summary(&post(&mut world, &one)), used);
    assert_eq!(crate::saml::present(&mut world, &one, "").summary(), used);
    let two = Response { id: "_2".into(), ..own(&world) }.assertion_signed();
    assert_eq!(crate::saml::present(&mut world, &two, "").summary(), "OK");
    assert_eq!(summary(&post(&mut world, &two)), used);
}

#[test]
fn encrypted_assertions_are_presented_at_the_place_of_their_provider() {
    let (mut world, root) = world();
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER} AssertionEncryptionMode=Required");
    world.ok_with(&root, &update, &[("AddPrivateKey", DECRYPTION_KEY)]);
    let shown = world.ok(&root, &format!("GetSAMLProvider SAMLProviderArn={PROVIDER}"));
    let path = format!("/saml/acs/{}", shown.get("SAMLProviderUUID"));
    let place = format!("https://iam.example.com{path}");
    let at_place = |world: &World, id: &str| Response {
        id: id.into(),
        recipient: place.clone(),
        destination: Some(place.clone()),
        ..own(world)
    };
    let sealed = |one: &Response, encryption: Encryption| {
        one.around(&encrypted(&signed(&one.assertion(), &one.id, Signer::Rsa), encryption))
    };
    let one = sealed(&at_place(&world, "_1"), Encryption::Gcm);
    let elsewhere =
        "400 InvalidIdentityToken an encrypted assertion belongs at the URL of its provider, /saml/acs/ID";
    assert_eq!(summary(&post(&mut world, &one)), elsewhere);
    assert_eq!(summary(&post_at(&mut world, &path, &one)), "signedIn");
    let used = "400 InvalidIdentityToken the assertion has been used already";
    assert_eq!(summary(&post_at(&mut world, &path, &one)), used);
    let two = sealed(&at_place(&world, "_2"), Encryption::Cbc);
    assert_eq!(summary(&post_at(&mut world, &path, &two)), "signedIn");
    let plain = at_place(&world, "_3").assertion_signed();
    assert_eq!(
        summary(&post_at(&mut world, &path, &plain)),
        "400 InvalidIdentityToken the assertion is not encrypted"
    );
    let gone = "400 InvalidIdentityToken Specified provider doesn't exist";
    assert_eq!(summary(&post_at(&mut world, "/saml/acs/SAMLNONE", &two)), gone);
    assert_eq!(world.visit("POST", "/saml/acs/", &[FORM], "").response.status, 404);
    // A request to this provider asks for an answer at its own place.
    let start = format!("/signin/v1/saml?provider={PROVIDER}");
    let location = header(&world.visit("GET", &start, &[], ""), "location");
    let request = super::requested::request_in(&location);
    assert_eq!(super::requested::attribute(&request, "AssertionConsumerServiceURL"), place);
}

#[test]
fn the_places_of_aws_are_places_of_ours() {
    let (mut world, root) = world();
    let id = world.ok(&root, &format!("GetSAMLProvider SAMLProviderArn={PROVIDER}")).get("SAMLProviderUUID");
    let of_provider = format!("https://eu-west-1.signin.aws.amazon.com/saml/acs/{id}");
    for (number, (place, is_ours)) in [
        (PLACE, true),
        ("https://us-east-1.signin.aws.amazon.com/saml", true),
        (&*of_provider, true),
        (OWN_PLACE, true),
        (&*format!("{OWN_PLACE}/acs/{id}"), true),
        (&*format!("{OWN_PLACE}/acs/{id}x"), false),
        ("https://us-east-1.signin.aws.amazon.com/saml/acs/SAMLOTHER", false),
        ("https://signin.aws.amazon.com/saml/", false),
        ("http://signin.aws.amazon.com/saml", false),
        ("https://evil.example.com/signin.aws.amazon.com/saml", false),
        ("https://evil.example.com?.signin.aws.amazon.com/saml", false),
        ("https://.signin.aws.amazon.com/saml", false),
        ("https://evilsignin.aws.amazon.com/saml", false),
        ("https://signin.aws.amazon.com.evil.example.com/saml", false),
    ]
    .into_iter()
    .enumerate()
    {
        let one =
            Response { id: format!("_{number}"), recipient: place.into(), destination: None, ..own(&world) };
        let told = summary(&post(&mut world, &one.assertion_signed()));
        assert_eq!(told == "signedIn", is_ours, "{place}: {told}");
    }
}

#[test]
fn providers_read_what_this_server_is() {
    let (mut world, _) = world();
    for (path, place) in [
        ("/saml/metadata.xml", OWN_PLACE),
        ("/static/saml-metadata.xml", OWN_PLACE),
        ("/static/saml/SAMLX7/saml-metadata.xml", "https://iam.example.com/saml/acs/SAMLX7"),
    ] {
        let reply = world.visit("GET", path, &[], "");
        assert_eq!(header(&reply, "content-type"), "application/samlmetadata+xml");
        let text = String::from_utf8(reply.response.body.clone()).unwrap();
        assert!(text.contains(&format!("entityID=\"{OWN_PLACE}\"")), "{text}");
        assert!(text.contains(&format!("Location=\"{place}\"/>")), "{text}");
        assert!(text.contains("WantAssertionsSigned=\"true\""), "{text}");
    }
    for path in [
        "/static/saml/",
        "/static/saml/a/b/saml-metadata.xml",
        "/static/saml/a\"b/saml-metadata.xml",
        "/saml/x",
    ] {
        assert_eq!(world.visit("GET", path, &[], "").response.status, 404, "{path}");
    }
}
