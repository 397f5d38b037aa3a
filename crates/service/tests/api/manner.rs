// SPDX-License-Identifier: Apache-2.0
//! What the server that serves these endpoints says in their place, each in the words that its clients understand.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use portcullis_wire::Fault;

use crate::world::World;

const BROWSER: (&str, &str) = ("accept", "text/html,*/*;q=0.8");
const UNAVAILABLE: (&str, u16) = ("ServiceUnavailable", 503);
const TOO_MANY: (&str, u16) = ("TooManyAttempts", 429);
const DEFECT: (&str, u16) = ("InternalFailure", 500);

/// What an endpoint makes of a fault: status, type, and body.
fn told(method: &str, url: &str, headers: &[(&str, &str)], (code, status): (&'static str, u16)) -> String {
    let (mut world, _) = World::new();
    world.settings.public_url = "https://example.com/iam".into();
    let reply = world.visit(method, url, headers, "");
    let fault = Fault::receiver(code, status, "Wait <a while>.");
    let response = reply.manner.tell(&fault, "0f0f");
    let find = |name: &str| {
        let mut headers = response.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    };
    assert_eq!(find("x-amzn-requestid").unwrap(), "0f0f");
    let error = find("x-amzn-errortype").map(|error| format!(" {error}")).unwrap_or_default();
    let body = String::from_utf8(response.body.clone()).unwrap();
    format!("{} {}{error} {body}", response.status, find("content-type").unwrap())
}

#[test]
fn programs_are_told_in_the_form_of_what_they_call() {
    for (method, url, fault, expected) in [
        (
            "POST",
            "/signin/v1/password",
            TOO_MANY,
            r#"429 application/json {"error":{"code":"TooManyAttempts","message":"Wait <a while>."}}"#,
        ),
        (
            "POST",
            "/authorization/v1/decisions",
            UNAVAILABLE,
            r#"503 application/json {"error":{"code":"ServiceUnavailable","message":"Wait <a while>."}}"#,
        ),
        (
            "POST",
            "/v1/token",
            UNAVAILABLE,
            r#"503 application/json ServiceUnavailableException {"error":"service_unavailable","message":"Wait <a while>."}"#,
        ),
        (
            "POST",
            "/v1/token",
            DEFECT,
            r#"500 application/json InternalServerException {"error":"server_error","message":"Wait <a while>."}"#,
        ),
        (
            "POST",
            "/token",
            UNAVAILABLE,
            r#"503 application/json InternalServerException: {"error":"server_error","error_description":"Wait <a while>."}"#,
        ),
        (
            "POST",
            "/logout",
            UNAVAILABLE,
            r#"503 application/json InternalServerException: {"message":"Wait <a while>.","__type":"com.amazonaws.switchboard.portal#InternalServerException"}"#,
        ),
    ] {
        assert_eq!(told(method, url, &[], fault), expected, "{url}");
    }
    for (url, namespace) in [
        ("/?Action=ListUsers&Version=2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"),
        ("/?Action=GetCallerIdentity&Version=2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
    ] {
        let xml = told("POST", url, &[], UNAVAILABLE);
        assert!(xml.starts_with("503 text/xml") && xml.contains(namespace), "{url}: {xml}");
    }
}

#[test]
fn people_are_told_on_pages() {
    for (method, url, headers) in [
        ("GET", "/device?user_code=BBBB-BBBB", &[][..]),
        ("POST", "/authorize", &[]),
        ("POST", "/saml", &[BROWSER]),
        ("GET", "/signin/v1/oidc", &[BROWSER]),
        ("GET", "/v1/authorize", &[BROWSER]),
    ] {
        let page = told(method, url, headers, TOO_MANY);
        assert!(page.starts_with("429 text/html"), "{url}: {page}");
        for part in ["<p>Wait &lt;a while&gt;.</p>", "href=\"/iam/signin/style.css\"", "TooManyAttempts"] {
            assert!(page.contains(part), "{url}: no {part} in {page}");
        }
    }
}

#[test]
fn who_breaks_a_page_of_identity_center_is_told_on_one() {
    let (mut world, _) = World::new();
    let reply = world.visit("GET", "/device?user_code=%ff", &[], "");
    let body = String::from_utf8(reply.response.body.clone()).unwrap();
    assert_eq!(reply.response.status, 400, "{body}");
    assert!(body.contains("<h1>This goes no further</h1>"), "{body}");
}
