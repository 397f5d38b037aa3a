// SPDX-License-Identifier: Apache-2.0
//! What a client is told when its credentials are refused: AWS's texts, in the order in which AWS checks.
#![expect(clippy::unwrap_used, reason = "what a test cannot read it cannot test")]

use std::borrow::Cow;

use portcullis_wire::sigv4::{
    AUTHORIZATION_BYTES_MAX, Credentials, Options, Presented, SIGNED_HEADERS_MAX, Scope, admit, parse,
    presign, sign, verify,
};
use portcullis_wire::{Fault, HttpRequest};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const NOW: i64 = 1_440_938_160;
const SIGNATURE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn request<'a>(query: &'a str, headers: &[(&str, &str)]) -> HttpRequest<'a> {
    let own = |text: &str| Cow::Owned(text.to_owned());
    let headers = headers.iter().map(|(name, value)| (own(name), own(value))).collect();
    HttpRequest { method: "POST", path: "/", query, headers, body: b"Action=ListUsers" }
}

/// A request with this `Authorization` and with the headers that most requests have.
fn authorized(authorization: &str) -> HttpRequest<'static> {
    request(
        "",
        &[
            ("host", "iam.amazonaws.com"),
            ("x-amz-date", "20150830T123600Z"),
            ("authorization", authorization),
        ],
    )
}

fn scoped(scope: &str) -> HttpRequest<'static> {
    authorized(&format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders=host;x-amz-date, Signature={SIGNATURE}"
    ))
}

fn check<'a>(request: &'a HttpRequest, now: i64) -> Result<Presented<'a>, Fault> {
    let presented = parse(request)?;
    verify(request, &presented, SECRET.as_bytes(), now, &Options::new("iam"))?;
    Ok(presented)
}

/// The fault of a request at the time at which it says it was signed.
fn refusal(request: &HttpRequest) -> String {
    let fault = check(request, NOW).unwrap_err();
    assert!(fault.sender);
    format!("{} {} {}", fault.status, fault.code, fault.message)
}

/// A query, headers, and what they are refused with.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const HOST: (&str, &str) = ("host", "iam.amazonaws.com");
const DATE: (&str, &str) = ("x-amz-date", "20150830T123600Z");
const WHOLE: &str = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
                     SignedHeaders=host;x-amz-date, \
                     Signature=0000000000000000000000000000000000000000000000000000000000000000";

const fn authorization(value: &'static str) -> (&'static str, &'static str) {
    ("authorization", value)
}

/// Each row repairs what the row before was refused for, so the order of rows is the order of checks.
const HEADER_FAULTS: [Row; 12] = [
    ("a=%yy", &[], "404 MalformedQueryString The query string contains a syntax error."),
    ("", &[], "403 MissingAuthenticationToken Request is missing Authentication Token"),
    (
        "X-Amz-Algorithm=",
        &[authorization("Basic YTpi")],
        "403 SignatureDoesNotMatch Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' \
             as HTTP header.",
    ),
    (
        "",
        &[authorization("Basic YTpi")],
        "403 MissingAuthenticationToken Request is missing Authentication Token",
    ),
    (
        "",
        &[authorization("AWS4-HMAC-SHA512 Credential, Signature=b")],
        "400 IncompleteSignature Invalid key=value pair (missing equal-sign) in Authorization header \
             (hashed with SHA-256 and encoded with Base64): 'k9yYq5jJ6PUt+DyayCF/7CcGU43Ci+zQNeZpw3JdCYU='.",
    ),
    (
        "",
        &[authorization("AWS4-HMAC-SHA512 Foo=Bar")],
        "400 IncompleteSignature Authorization header requires 'Credential' parameter. Authorization header \
             requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. \
             Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with \
             SHA-256 and encoded with Base64) Authorization=p8+qXiQ4l06Xv8TZUS82wtseCnRHtV9jGZyC/Cg53yc=",
    ),
    (
        "",
        &[
            authorization("AWS4-HMAC-SHA512 Credential=a/b/c/d,Signature=0,SignedHeaders="),
            ("x-amz-date", "201"),
        ],
        "400 IncompleteSignature Date must be in ISO-8601 'basic format'. Got '201'. \
             See http://en.wikipedia.org/wiki/ISO_8601",
    ),
    (
        "",
        &[authorization("AWS4-HMAC-SHA512 Credential=a/b/c/d,Signature=0,SignedHeaders="), DATE],
        "403 SignatureDoesNotMatch 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ),
    (
        "",
        &[HOST, authorization("AWS4-HMAC-SHA512 Credential=a/b/c/d,Signature=0,SignedHeaders=Host"), DATE],
        "403 SignatureDoesNotMatch 'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
    ),
    (
        "",
        &[
            HOST,
            authorization("AWS4-HMAC-SHA512 Credential=a/b/c/d,Signature=0,SignedHeaders=host;x-amz-date"),
            DATE,
        ],
        "400 IncompleteSignature Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for \
             now). ",
    ),
    (
        "",
        &[
            HOST,
            authorization("AWS4-HMAC-SHA256 Credential=a/b/c/d,Signature=0,SignedHeaders=host;x-amz-date"),
            DATE,
        ],
        "400 IncompleteSignature Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term, got 'a/b/c/d'",
    ),
    (
        "",
        &[HOST, authorization(WHOLE), DATE],
        "403 SignatureDoesNotMatch The request signature we calculated does not match the signature you \
             provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for \
             details.\n\nThe Canonical String for this request should have been\n'POST\n/\n\n\
             host:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n\
             35c90566de3331317629e720a0b94e716fef6e70eaf2b6a1869347ea22b53297'\n\n\
             The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20150830T123600Z\n\
             20150830/us-east-1/iam/aws4_request\n\
             a1876ae50680d582719a1295d8755e6832411955fe00839922037608cb1c8cd4'\n",
    ),
];

#[test]
fn header_faults_come_in_order() {
    for (query, headers, text) in HEADER_FAULTS {
        assert_eq!(refusal(&request(query, headers)), text, "{query} {headers:?}");
    }
}

#[test]
fn presigned_faults_come_in_order() {
    let credential = "X-Amz-Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request";
    let rows = [
        (
            "X-Amz-Algorithm=&X-Amz-Date=".to_owned(),
            "400 IncompleteSignature AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string \
             parameters must include 'X-Amz-Credential'. AWS query-string parameters must include \
             'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string \
             parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
        ),
        (
            format!(
                "X-Amz-Algorithm=A&X-Amz-Signature=0&X-Amz-SignedHeaders=a&X-Amz-Date=b&{credential}&X-Amz-Expires=-1"
            ),
            "400 IncompleteSignature X-Amz-Expires should be a number",
        ),
        (
            format!(
                "X-Amz-Algorithm=A&X-Amz-Signature=0&X-Amz-SignedHeaders=a&X-Amz-Date=b&{credential}&X-Amz-Expires=0"
            ),
            "400 IncompleteSignature X-Amz-Expires must be between 1 and 604800 seconds",
        ),
        (
            format!(
                "X-Amz-Algorithm=A&X-Amz-Signature=0&X-Amz-SignedHeaders=a&X-Amz-Date=b&{credential}&X-Amz-Expires=604801"
            ),
            "400 IncompleteSignature X-Amz-Expires must be between 1 and 604800 seconds",
        ),
        (
            format!("X-Amz-Algorithm=A&X-Amz-Signature=0&X-Amz-SignedHeaders=a&X-Amz-Date=b&{credential}"),
            "400 IncompleteSignature Date must be in ISO-8601 'basic format'. Got 'b'. \
             See http://en.wikipedia.org/wiki/ISO_8601",
        ),
        (
            format!(
                "X-Amz-Algorithm=A&X-Amz-Signature=0&X-Amz-SignedHeaders=a&X-Amz-Date=20150830T123600Z&{credential}"
            ),
            "403 SignatureDoesNotMatch 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ),
        (
            format!(
                "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Signature=0&X-Amz-SignedHeaders=host&X-Amz-Date=20150830T123600Z&{credential}"
            ),
            "400 IncompleteSignature Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 \
             for now). ",
        ),
        (
            format!(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0&X-Amz-SignedHeaders=host&X-Amz-Date=20150830T123600Z&{credential}%2F"
            ),
            "400 IncompleteSignature Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term, got 'AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request/'",
        ),
    ];
    for (query, text) in &rows {
        assert_eq!(refusal(&request(query, &[("host", "iam.amazonaws.com")])), *text, "{query}");
    }
}

#[test]
fn all_that_is_wrong_with_a_scope_is_told_at_once() {
    let region = "Credential should be scoped to a valid region, not 'US'. ";
    let service = "Credential should be scoped to correct service: 'iam'. ";
    let terminator =
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ";
    let day = "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
               '20150829' != '20150830', from '20150830T123600Z'.";
    for (scope, complaints) in [
        ("20150829/US/s3/aws5_request", vec![region, service, terminator, day]),
        ("20150829/us-east-1/s3/aws4_request", vec![service, day]),
        ("20150830/us-east-1/sts/aws4_request", vec![service]),
        ("20150830/us-east-1/iam/aws5_request", vec![terminator]),
        ("20150829/us-east-1/iam/aws4_request", vec![day]),
        ("20150830/US/iam/aws4_request", vec![region]),
    ] {
        let text = format!("403 SignatureDoesNotMatch {}", complaints.concat());
        assert_eq!(refusal(&scoped(scope)), text, "{scope}");
    }
    for region in ["us-east-1", "eu-central-2", "us-gov-west-1", "local", "7"] {
        let request = scoped(&format!("20150830/{region}/iam/aws4_request"));
        let presented = parse(&request).unwrap();
        assert!(admit(&presented, NOW, &Options::new("iam")).is_ok(), "any region is accepted");
    }
}

#[test]
fn time_is_checked_before_scope_to_the_second() {
    let request = scoped("20150830/us-east-1/wrong/aws4_request");
    let presented = parse(&request).unwrap();
    let message = |now: i64, skew_seconds: u32| {
        let fault = admit(&presented, now, &Options { skew_seconds, service: "iam" }).unwrap_err();
        assert_eq!((fault.status, &*fault.code), (403, "SignatureDoesNotMatch"));
        fault.message
    };
    let scope = "Credential should be scoped to correct service: 'iam'. ";
    for (now, skew_seconds, text) in [
        (NOW, 900, scope),
        (NOW + 900, 900, scope),
        (
            NOW + 901,
            900,
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)",
        ),
        (NOW - 900, 900, scope),
        (
            NOW - 901,
            900,
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z \
             (20150830T122059Z + 15 min.)",
        ),
        (
            NOW + 91,
            90,
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T123731Z - 90 sec.)",
        ),
        (
            i64::MAX,
            900,
            "Signature expired: 20150830T123600Z is now earlier than 99991231T235959Z (99991231T235959Z - 15 min.)",
        ),
        (
            i64::MIN,
            900,
            "Signature not yet current: 20150830T123600Z is still later than 00000101T000000Z \
             (00000101T000000Z + 15 min.)",
        ),
    ] {
        assert_eq!(message(now, skew_seconds), text);
    }
}

#[test]
fn signature_version_2_is_refused_by_name() {
    let text = "400 IncompleteSignature AWS Signature Version 2 is not supported.";
    let host = [("host", "iam.amazonaws.com")];
    let in_query =
        request("Action=ListUsers&AWSAccessKeyId=AKIDEXAMPLE&SignatureVersion=2&Signature=x", &host);
    let in_body = HttpRequest { body: b"Action=ListUsers&AWSAccessKeyId=AKIDEXAMPLE", ..request("", &host) };
    for request in [in_query, in_body, authorized("AWS AKIDEXAMPLE:c2lnbmF0dXJl")] {
        assert_eq!(refusal(&request), text);
    }
}

#[test]
fn what_says_who_or_when_is_given_once_and_bounded() {
    let whole = scoped("20150830/us-east-1/iam/aws4_request");
    for (name, value) in
        [("authorization", "AWS4-HMAC-SHA256 a=b"), ("host", "other"), ("x-amz-date", "20150830T123600Z")]
    {
        let mut request = whole.clone();
        request.headers.push((name.into(), value.into()));
        let text = format!("400 IncompleteSignature '{name}' must be given only once.");
        assert_eq!(refusal(&request), text);
    }
    let twice = authorized("AWS4-HMAC-SHA256 Credential=a, Credential=b");
    assert_eq!(refusal(&twice), "400 IncompleteSignature 'Credential' must be given only once.");
    let twice = request("X-Amz-Algorithm=a&X-Amz-Algorithm=a", &[]);
    assert_eq!(refusal(&twice), "400 IncompleteSignature 'X-Amz-Algorithm' must be given only once.");

    let long = authorized(&format!("AWS4-HMAC-SHA256 {}", "a".repeat(AUTHORIZATION_BYTES_MAX)));
    let text = "400 IncompleteSignature Authorization header must not be longer than 8192 bytes.";
    assert_eq!(refusal(&long), text);
    let many = vec!["host"; SIGNED_HEADERS_MAX + 1].join(";");
    let many = authorized(&format!("AWS4-HMAC-SHA256 Credential=a, SignedHeaders={many}, Signature=0"));
    assert_eq!(
        refusal(&many),
        "400 IncompleteSignature 'SignedHeaders' must not name more than 100 headers."
    );
}

fn signed(request: &mut HttpRequest, at: i64) {
    let credentials =
        Credentials { access_key_id: "AKIDEXAMPLE", secret_access_key: SECRET, security_token: None };
    let added = sign(request, &credentials, &Scope { region: "us-east-1", service: "iam" }, at).unwrap();
    request.headers.extend(added.into_iter().map(|(name, value)| (name.into(), value.into())));
}

/// Only S3 honours `UNSIGNED-PAYLOAD`; elsewhere the body is hashed whatever the header says.
#[test]
fn the_declared_hash_of_the_body_must_be_its_hash() {
    let hash = "35c90566de3331317629e720a0b94e716fef6e70eaf2b6a1869347ea22b53297";
    for (declared, accepted) in [
        (hash, true),
        ("UNSIGNED-PAYLOAD", false),
        (SIGNATURE, false),
        ("", false),
        (&hash.to_uppercase(), false),
    ] {
        let mut request = request("", &[("host", "iam.amazonaws.com"), ("x-amz-content-sha256", declared)]);
        signed(&mut request, NOW);
        assert_eq!(check(&request, NOW).is_ok(), accepted, "{declared}");
    }
}

#[test]
fn the_date_header_stands_in_for_x_amz_date() {
    let mut request = request("", &[("host", "iam.amazonaws.com")]);
    signed(&mut request, NOW);
    // Signed with no more than the host, as a client does that sends only `Date`.
    for (date, accepted) in [
        ("Sun, 30 Aug 2015 12:36:00 GMT", true),
        ("20150830T123600Z", true),
        ("Sun, 30 Aug 2015 12:36:01 GMT", false),
        ("2015-08-30", false),
    ] {
        let mut dated = request.clone();
        dated.headers.retain(|(name, _)| name == "host");
        dated.headers.push(("date".into(), date.into()));
        let signature = "9924b9ea75c24532236892419e395b0c049028d032795bbe38a7187778a89e65";
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, \
             Signature={signature}"
        );
        dated.headers.push(("authorization".into(), authorization.into()));
        assert_eq!(check(&dated, NOW).is_ok(), accepted, "{date}");
    }
    // The form of RFC 1123 is HTTP's own: `X-Amz-Date` may not have it.
    let mut other = request.clone();
    other.headers.iter_mut().find(|(name, _)| name == "x-amz-date").unwrap().1 =
        "Sun, 30 Aug 2015 12:36:00 GMT".into();
    assert!(refusal(&other).contains("Date must be in ISO-8601 'basic format'."));
}

/// STS checks the form of `X-Amz-Expires` and nothing else, so that tokens made of presigned requests live on.
#[test]
fn a_presigned_request_lives_for_the_skew_whatever_it_says() {
    let plain = request("Action=GetCallerIdentity", &[("host", "sts.amazonaws.com")]);
    let credentials =
        Credentials { access_key_id: "AKIDEXAMPLE", secret_access_key: SECRET, security_token: None };
    let scope = Scope { region: "us-east-1", service: "iam" };
    for expires_seconds in [60, 604_800] {
        let query = presign(&plain, &credentials, &scope, NOW, expires_seconds).unwrap();
        let request = HttpRequest { query: &query, ..plain.clone() };
        assert!(check(&request, NOW + 900).is_ok());
        assert!(check(&request, NOW + 901).unwrap_err().message.starts_with("Signature expired: "));
    }
}

#[test]
fn a_request_without_host_is_not_signed() {
    let credentials =
        Credentials { access_key_id: "AKIDEXAMPLE", secret_access_key: SECRET, security_token: None };
    let scope = Scope { region: "us-east-1", service: "iam" };
    let fault = sign(&request("", &[]), &credentials, &scope, NOW).unwrap_err();
    assert!(fault.message.starts_with("'Host' or ':authority' must be a 'SignedHeader'"));
}
