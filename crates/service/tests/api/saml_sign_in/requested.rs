// SPDX-License-Identifier: Apache-2.0
//! A browser is sent to the provider, and only that browser brings the answer.

use super::*;
use crate::saml::identity_provider::metadata_of;

const START: &str = "/signin/v1/saml?provider=arn:aws:iam::111122223333:saml-provider/Idp";

/// A browser is sent away. Gives the reply, the id of the request, and the cookie that it keeps.
fn start(world: &mut World, more: &str) -> (Reply, String, String) {
    let reply = world.visit("GET", &format!("{START}{more}"), &[BROWSER], "");
    let request = request_in(&header(&reply, "location"));
    let id = attribute(&request, "ID");
    let cookie = header(&reply, "set-cookie").split(';').next().unwrap().to_owned();
    (reply, id, cookie)
}

/// The id of the request that a reply sends a browser away with.
pub(crate) fn request_id(reply: &Reply) -> String {
    attribute(&request_in(&header(reply, "location")), "ID")
}

/// The request that a redirection carries.
pub(super) fn request_in(location: &str) -> String {
    let (_, value) = location.split_once("SAMLRequest=").unwrap();
    let deflated = base64_decoded(&crate::world::percent_decode(value));
    String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&deflated).unwrap()).unwrap()
}

fn base64_decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

pub(super) fn attribute(xml: &str, name: &str) -> String {
    let (_, rest) = xml.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// An answer to a request.
fn answer(world: &World, id: &str) -> Response {
    let answered = (Some(id.to_owned()), Some(id.to_owned()));
    Response { in_response_to: answered, ..own(world) }
}

fn bring(world: &mut World, response: &str, cookie: &str) -> Reply {
    let body = form(&[("SAMLResponse", &encode(response)), ("RelayState", "/elsewhere")]);
    world.visit("POST", "/saml", &[FORM, BROWSER, ("cookie", cookie)], &body)
}

#[test]
fn a_browser_is_sent_to_the_provider_and_comes_back_to_where_it_wanted() {
    let (mut world, _) = world();
    let (reply, id, cookie) = start(&mut world, "&destination=/reports");
    let location = header(&reply, "location");
    assert_eq!(reply.response.status, 302);
    assert!(location.starts_with("https://idp.example.com/sso?SAMLRequest="), "{location}");
    let request = request_in(&location);
    assert_eq!(attribute(&request, "AssertionConsumerServiceURL"), OWN_PLACE);
    assert_eq!(attribute(&request, "Destination"), "https://idp.example.com/sso");
    assert_eq!(attribute(&request, "IssueInstant"), portcullis_wire::Timestamp(world.now).to_string());
    assert!(request.contains(&format!("<saml:Issuer>{OWN_PLACE}</saml:Issuer>")), "{request}");
    let set = header(&reply, "set-cookie");
    assert!(set.ends_with("; Path=/saml; Max-Age=1800; HttpOnly; SameSite=None; Secure"), "{set}");
    let one = answer(&world, &id).assertion_signed();
    let reply = bring(&mut world, &one, &cookie);
    // What the provider says beside the answer counts for nothing: the request says where to go.
    assert_eq!(summary(&reply), "302 /reports");
    let cleared = reply.response.headers.iter().filter(|(name, _)| name == "set-cookie").nth(1).unwrap();
    assert!(cleared.1.starts_with(cookie.split('=').next().unwrap()), "{}", cleared.1);
    assert!(cleared.1.contains("=; Path=/saml; Max-Age=0;"), "{}", cleared.1);
    assert_eq!(audit(&reply)["additionalEventData"]["LoginTo"], "https://iam.example.com/reports");
}

#[test]
fn without_tls_the_cookie_says_nothing_of_sites() {
    let (mut world, _) = world();
    world.secure = false;
    world.settings.public_url = "http://localhost:4599".into();
    let (reply, ..) = start(&mut world, "");
    let set = header(&reply, "set-cookie");
    assert!(set.ends_with("; Path=/saml; Max-Age=1800; HttpOnly"), "{set}");
}

#[test]
fn an_answer_is_taken_from_the_browser_that_was_sent_away_alone() {
    let (mut world, root) = world();
    world.ok_with(
        &root,
        "CreateSAMLProvider Name=Other",
        &[(
            "SAMLMetadataDocument",
            &metadata_of(&[(None, include_str!("../../certificates/self-p256.pem"))], ""),
        )],
    );
    let (_, mine, my_cookie) = start(&mut world, "");
    let (_, other, other_cookie) = start(&mut world, "");
    let another_provider = START.replace("/Idp", "/Other");
    let reply = world.visit("GET", &another_provider, &[BROWSER], "");
    let elsewhere = attribute(&request_in(&header(&reply, "location")), "ID");
    let elsewhere_cookie = header(&reply, "set-cookie").split(';').next().unwrap().to_owned();
    let renamed = |cookie: &str, id: &str| {
        let (_, value) = cookie.split_once('=').unwrap();
        format!("portcullis-saml-{}={value}", &id[1..17])
    };
    let in_both = |id: &str| (Some(id.to_owned()), Some(id.to_owned()));
    let unknown = "UnknownRequest";
    let differing = "do not answer the same request";
    let rows = [
        ("no cookie at all", in_both(&mine), String::new(), unknown),
        ("the cookie of another request", in_both(&mine), other_cookie.clone(), unknown),
        ("the same under the right name", in_both(&mine), renamed(&other_cookie, &mine), unknown),
        ("a request to another provider", in_both(&elsewhere), elsewhere_cookie, unknown),
        (
            "a request that nobody made",
            in_both("_0123456789abcdef0123456789abcdef"),
            my_cookie.clone(),
            unknown,
        ),
        ("an id that is none of ours", in_both("id-7"), my_cookie.clone(), unknown),
        ("an empty id", in_both(""), my_cookie.clone(), unknown),
        ("the answer to another's request", in_both(&other), my_cookie.clone(), unknown),
        ("an altered cookie", in_both(&mine), format!("{my_cookie}A"), unknown),
        ("an assertion unasked in an answer", (Some(mine.clone()), None), my_cookie.clone(), differing),
        (
            "an answer to one in an answer to another",
            (Some(mine.clone()), Some(other.clone())),
            my_cookie.clone(),
            differing,
        ),
    ];
    for (number, (what, in_response_to, cookie, expected)) in rows.into_iter().enumerate() {
        let one = Response { id: format!("_n{number}"), in_response_to, ..own(&world) };
        let reply = bring(&mut world, &one.assertion_signed(), &cookie);
        let shown = page(&reply);
        assert!(shown.contains(expected), "{what}: {shown}");
        assert_eq!(reply.transition, None, "{what}");
        assert_eq!(header(&reply, "set-cookie"), "", "{what}");
    }
    // Whoever takes the id away from the response, which is not signed, gains nothing.
    let stripped = Response { in_response_to: (None, Some(other.clone())), ..own(&world) };
    let reply = bring(&mut world, &stripped.assertion_signed(), "");
    assert!(page(&reply).contains(unknown));
    // And yet it is an answer where it belongs.
    let two_cookies = format!("{my_cookie}; {other_cookie}");
    assert_eq!(summary(&bring(&mut world, &stripped.assertion_signed(), &two_cookies)), "302 /signin");
}

#[test]
fn an_answer_that_comes_too_late_is_none() {
    let (mut world, _) = world();
    let (_, id, cookie) = start(&mut world, "");
    world.now += 1_799;
    let late = answer(&world, &id).assertion_signed();
    assert!(page(&bring(&mut world, &late, &cookie)).contains("UnknownRequest"));
}

#[test]
fn a_request_may_want_one_role() {
    let (mut world, root) = world();
    trusting(&mut world, &root, "Writer");
    let both = [role("Reader").1, role("Writer").1];
    let granting = |world: &World, id: &str, number: u8| {
        let one = Response { id: format!("_{number}"), ..answer(world, id) };
        one.aws("Role", &[&both[0], &both[1]]).assertion_signed()
    };
    let (_, id, cookie) = start(&mut world, &format!("&role={}", role("Writer").0));
    let one = granting(&world, &id, 1);
    let reply = bring(&mut world, &one, &cookie);
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Writer/alice");
    assert_eq!(text(&session_of(&mut world, &reply), "/principal/arn"), arn);
    let (_, id, cookie) = start(&mut world, &format!("&role={}", role("Admin").0));
    let one = granting(&world, &id, 2);
    assert!(page(&bring(&mut world, &one, &cookie)).contains("NoRole"));
}

#[test]
fn a_provider_that_takes_only_forms_gets_one() {
    let (mut world, root) = world();
    let certificate = include_str!("../../certificates/leaf.pem");
    let by_form = metadata_of(&[(None, certificate)], "").replace("HTTP-Redirect", "HTTP-POST");
    world.ok_with(
        &root,
        &format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}"),
        &[("SAMLMetadataDocument", &by_form)],
    );
    let reply = world.visit("GET", START, &[BROWSER], "");
    let shown = page(&reply);
    assert!(shown.contains("<form method=\"post\" action=\"https://idp.example.com/sso\">"), "{shown}");
    assert!(header(&reply, "content-security-policy").ends_with("form-action https: http:"));
    let (_, rest) = shown.split_once("name=\"SAMLRequest\" value=\"").unwrap();
    let request = String::from_utf8(base64_decoded(rest.split_once('"').unwrap().0)).unwrap();
    let cookie = header(&reply, "set-cookie").split(';').next().unwrap().to_owned();
    let one = answer(&world, &attribute(&request, "ID")).assertion_signed();
    assert_eq!(summary(&bring(&mut world, &one, &cookie)), "302 /signin");
}

#[test]
fn a_provider_that_says_of_all_services_that_they_sign_is_asked_without_a_signature() {
    let (mut world, root) = world();
    let plain = metadata_of(&[(None, include_str!("../../certificates/leaf.pem"))], "");
    let signed =
        plain.replace("<md:IDPSSODescriptor ", "<md:IDPSSODescriptor WantAuthnRequestsSigned=\"true\" ");
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    world.ok_with(&root, &update, &[("SAMLMetadataDocument", &signed)]);
    let (reply, id, cookie) = start(&mut world, "");
    let location = header(&reply, "location");
    assert!(!location.contains("Signature"), "{location}");
    // One that insists answers with its refusal, which is told.
    let refusing = Response {
        status: "urn:oasis:names:tc:SAML:2.0:status:RequestDenied".into(),
        id: "_1".into(),
        ..answer(&world, &id)
    };
    let shown = page(&bring(&mut world, &refusing.assertion_signed(), &cookie));
    assert!(shown.contains("the identity provider answered with status"), "{shown}");
    let one = answer(&world, &id).assertion_signed();
    assert_eq!(summary(&bring(&mut world, &one, &cookie)), "302 /signin");
}

#[test]
fn a_start_says_what_is_wrong() {
    let (mut world, root) = world();
    let visit = |world: &mut World, query: &str| {
        summary(&world.visit("GET", &format!("/signin/v1/saml?{query}"), &[], ""))
    };
    let provider = format!("provider={PROVIDER}");
    assert_eq!(visit(&mut world, ""), "400 InvalidRequest `provider` is missing");
    for unknown in
        ["provider=x", &provider.replace("Idp", "None"), &provider.replace(ACCOUNT, "999999999999")]
    {
        assert_eq!(visit(&mut world, unknown), "404 NoSuchProvider Specified provider doesn't exist");
    }
    let away = format!("{provider}&destination=https://evil.example.com/");
    assert_eq!(
        visit(&mut world, &away),
        "400 InvalidRequest `destination` is not a page of https://iam.example.com"
    );
    let certificate = include_str!("../../certificates/leaf.pem");
    let plain = metadata_of(&[(None, certificate)], "");
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    let nowhere = plain.replace("bindings:HTTP-Redirect", "bindings:SOAP");
    world.ok_with(&root, &update, &[("SAMLMetadataDocument", &nowhere)]);
    assert!(
        visit(&mut world, &provider)
            .starts_with("409 ProviderCannotBeAsked The metadata of the provider name no")
    );
}
