// SPDX-License-Identifier: Apache-2.0
//! Requests that are signed in their `Authorization` header.

use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use portcullis_wire::sigv4::{Credentials, Scope, sign};

use super::change::{bytes, text};
use super::signed_request::{Sent, owned};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::world::{ACCOUNT, Key, World, form, trust};

/// The faults of requests whose signature does not hold, and of those that are not understood before it is looked at.
pub(super) const FAULTS: &[&str] = &[
    "ExpiredToken",
    "IncompleteSignature",
    "InvalidAction",
    "InvalidClientTokenId",
    "MalformedQueryString",
    "MethodNotAllowed",
    "MissingAction",
    "MissingAuthenticationToken",
    "SignatureDoesNotMatch",
];

/// Callers of each kind: the root user, a user, and sessions of a user and of a role.
pub(super) struct Cast {
    pub(super) world: World,
    pub(super) root: Key,
    pub(super) bob: Key,
    pub(super) session: Key,
    pub(super) role: Key,
}

pub(super) fn cast() -> Cast {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.grant(&root, "bob", "all", "Allow iam:*,sts:* *");
    world.ok_with(
        &root,
        "CreateRole RoleName=Till",
        &[("AssumeRolePolicyDocument", &trust(&format!("arn:aws:iam::{ACCOUNT}:root")))],
    );
    world.grant_role(&root, "Till", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Till RoleSessionName=shift");
    let role = world.ok(&bob, &assume).credentials();
    let session = world.ok(&bob, "GetSessionToken").credentials();
    Cast { world, root, bob, session, role }
}

/// A call in the form that botocore gives it, signed now; by GET if there is a query instead of a body.
fn signed(world: &World, key: &Key, script: &str, is_get: bool) -> Sent {
    let tag = [("Tags.member.1.Key", "a b"), ("Tags.member.1.Value", "")];
    let (service, form) = form(script, if script.starts_with("CreateUser") { &tag } else { &[] });
    let (method, query, body) =
        if is_get { ("GET", &*form, String::new()) } else { ("POST", "", form.clone()) };
    let mut headers = vec![("host".to_owned(), "localhost:4599".to_owned())];
    if !is_get {
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        headers.push(("content-type".to_owned(), kind.to_owned()));
    }
    headers.push(("x-amz-meta".to_owned(), "two  words".to_owned()));
    headers.push(("user-agent".to_owned(), "mutants/1.0".to_owned()));
    let mut request =
        HttpRequest { method, path: "/", query, headers: wire_headers(headers), body: body.as_bytes() };
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let added = sign(&request, &credentials, &Scope { region: "us-east-1", service }, world.now).unwrap();
    request.headers.extend(wire_headers(added));
    Sent {
        method: method.to_owned(),
        path: "/".to_owned(),
        query: query.to_owned(),
        headers: owned(request.headers),
        body: body.clone().into_bytes(),
        at: world.now,
        signed_at: world.now,
    }
}

#[test]
fn no_mutant_of_a_signed_request_is_taken() {
    let mut cast = cast();
    let world = &cast.world;
    let originals = vec![
        signed(world, &cast.root, "CreateUser UserName=eve Path=/a-b/", false),
        signed(world, &cast.bob, "ListUsers PathPrefix=/ MaxItems=7", true),
        signed(world, &cast.session, "GetCallerIdentity", false),
        signed(world, &cast.role, "CreateUser UserName=a.b@c", true),
    ];
    let others = [
        signed(world, &cast.bob, "CreateUser UserName=mallory", false),
        signed(world, &cast.role, "ListUsers", true),
        signed(world, &cast.root, "GetCallerIdentity", false),
        signed(world, &cast.session, "GetCallerIdentity", true),
    ];
    let keys = [&cast.root, &cast.bob, &cast.session, &cast.role].map(|key| key.id.clone());
    let mut fields = line_fields();
    fields.extend(header_fields());
    fields.extend(authorization_fields(&others, keys.to_vec()));
    let rule = |original: &Sent, mutant: &Sent| Verdict::same(mutant.says() == original.says());
    let trial = Trial { kind: "signed requests", originals, fields, rule: Box::new(rule), faults: FAULTS };
    let world = &mut cast.world;
    run(&trial, |sent| Outcome::of(&sent.present(world), says));
}

/// What a reply says, with what it changes.
pub(super) fn says(reply: &portcullis_service::Reply) -> String {
    let body = String::from_utf8_lossy(&reply.response.body);
    // Only the time at which it was made tells it from another of the same request.
    let body = body.split("<CreateDate>").next().unwrap_or_default();
    format!("{:?} {body}", reply.transition.as_ref().map(|transition| transition.changes.len()))
}

/// Changes of method, path, query, body and time.
pub(super) fn line_fields<'a>() -> Vec<Field<'a, Sent>> {
    vec![
        field("method", |sent: &Sent, random| {
            let methods = ["GET", "POST", "PUT", "HEAD", "get", "DELETE", "OPTIONS", ""];
            let method = match random.below(2) {
                0 => (random.pick(&methods)).to_owned(),
                _ => text(&sent.method, random),
            };
            Sent { method, ..sent.clone() }
        }),
        field("path", |sent: &Sent, random| {
            let paths =
                ["//", "/./", "/a/..", "/a/../", "/..", "/a", "/%2F", "/.%2e", "/iam", "/ ", "", "/;", "/\\"];
            let path = match random.below(2) {
                0 => (random.pick(&paths)).to_owned(),
                _ => text(&sent.path, random),
            };
            Sent { path, ..sent.clone() }
        }),
        field("query", |sent: &Sent, random| Sent { query: text(&sent.query, random), ..sent.clone() }),
        some_field("query: parameters", |sent: &Sent, random| {
            Some(Sent { query: parameters(&sent.query, random)?, ..sent.clone() })
        }),
        some_field("query: encoding", |sent: &Sent, random| {
            Some(Sent { query: encoding(&sent.query, random)?, ..sent.clone() })
        }),
        field("query: added", |sent: &Sent, random| {
            let added = [
                "UserName=root",
                "Action=DeleteUser",
                "X-Amz-Signature=0",
                "x=",
                "&",
                "X-Amz-Date=0",
                "%41=1",
            ];
            Sent { query: format!("{}&{}", sent.query, random.pick(&added)), ..sent.clone() }
        }),
        field("body", |sent: &Sent, random| Sent { body: bytes(&sent.body, random), ..sent.clone() }),
        some_field("body: parameters", |sent: &Sent, random| {
            let body = parameters(std::str::from_utf8(&sent.body).unwrap(), random)?;
            Some(Sent { body: body.into_bytes(), ..sent.clone() })
        }),
        some_field("body: encoding", |sent: &Sent, random| {
            let body = encoding(std::str::from_utf8(&sent.body).unwrap(), random)?;
            Some(Sent { body: body.into_bytes(), ..sent.clone() })
        }),
        field("body and query exchanged", |sent: &Sent, _random| Sent {
            query: String::from_utf8(sent.body.clone()).unwrap(),
            body: sent.query.clone().into_bytes(),
            ..sent.clone()
        }),
        field("time of arrival", |sent: &Sent, random| {
            let seconds = [-86_400, -901, -900, -1, 1, 899, 900, 901, 902, 3_600, 86_400, 31_536_000];
            Sent { at: sent.at + random.pick(&seconds), ..sent.clone() }
        }),
    ]
}

/// Parameters in another order, one of them twice, one left out or named otherwise.
pub(super) fn parameters(form: &str, random: &mut Random) -> Option<String> {
    let mut pairs: Vec<&str> = form.split('&').filter(|pair| !pair.is_empty()).collect();
    let at = random.below(pairs.len().max(1));
    let pair = *pairs.get(at)?;
    let named;
    match random.below(6) {
        0 => pairs.rotate_left(1),
        1 => pairs.push(pair),
        2 => drop(pairs.remove(at)),
        3 => {
            let (name, value) = pair.split_once('=')?;
            named = match random.below(2) {
                0 => format!("{}={value}", text(name, random)),
                _ => format!("{name}={}", text(value, random)),
            };
            pairs[at] = &named;
        }
        4 => pairs.insert(at, ""),
        _ => {
            named = pair.split_once('=')?.0.to_owned();
            pairs[at] = &named;
        }
    }
    Some(pairs.join("&"))
}

/// The same parameters in another encoding, which says the same in a query and something else in a body.
pub(super) fn encoding(form: &str, random: &mut Random) -> Option<String> {
    let at = random.below(form.len().max(1));
    let letter = form.get(at..=at)?;
    Some(match random.below(3) {
        0 if letter.chars().all(char::is_alphanumeric)
            && !form[..at].ends_with('%')
            && !form[..at.saturating_sub(1)].ends_with('%') =>
        {
            format!("{}%{:02x}{}", &form[..at], letter.as_bytes()[0], &form[at + 1..])
        }
        1 => form.replacen("%20", "+", 1),
        _ => form.replace("%2F", "%2f"),
    })
}

/// Changes of the headers.
pub(super) fn header_fields<'a>() -> Vec<Field<'a, Sent>> {
    vec![
        some_field("host", |sent: &Sent, random| {
            let hosts =
                ["localhost", "evil.example.com", "localhost:04599", "LOCALHOST:4599", "", "localhost:4599."];
            let host = random.pick(&hosts);
            sent.with_header(
                "host",
                |value| if random.below(2) == 0 { host.to_owned() } else { text(value, random) },
            )
        }),
        some_field("content-type", |sent: &Sent, random| {
            sent.with_header("content-type", |value| text(value, random))
        }),
        some_field("x-amz-date", |sent: &Sent, random| {
            let dates =
                ["20260102", "Fri, 02 Jan 2026 03:04:05 GMT", "20260102T030405z", "2026-01-02T03:04:05Z", ""];
            let date = random.pick(&dates);
            sent.with_header("x-amz-date", |value| {
                if random.below(3) == 0 { date.to_owned() } else { text(value, random) }
            })
        }),
        some_field("x-amz-security-token", |sent: &Sent, random| {
            sent.with_header("x-amz-security-token", |value| text(value, random))
        }),
        some_field("another signed header", |sent: &Sent, random| {
            sent.with_header("x-amz-meta", |value| text(value, random))
        }),
        some_field("a header that is not signed", |sent: &Sent, random| {
            sent.with_header("user-agent", |value| text(value, random))
        }),
        field("a header left out", |sent: &Sent, random| {
            let name = random.pick(&sent.headers).0.clone();
            sent.without_header(&name)
        }),
        field("a header twice", |sent: &Sent, random| {
            let mut changed = sent.clone();
            let (name, value) = random.pick(&sent.headers).clone();
            let value = if random.below(2) == 0 { value } else { text(&value, random) };
            changed.headers.insert(random.below(sent.headers.len()), (name, value));
            changed
        }),
        field("a header added", |sent: &Sent, random| {
            let added = [
                ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                ("x-amz-security-token", "x"),
                ("X-Amz-Target", "IAM.DeleteUser"),
                ("x-forwarded-for", "10.0.0.1"),
                ("x-http-method-override", "DELETE"),
                ("date", "Fri, 02 Jan 2026 03:04:05 GMT"),
                ("authorization", "Basic YTpi"),
                ("host", "evil.example.com"),
                ("content-type", "application/json"),
            ];
            let mut changed = sent.clone();
            let (name, value) = random.pick(&added);
            changed.headers.insert(random.below(sent.headers.len() + 1), (name.to_owned(), value.to_owned()));
            changed
        }),
        field("the order of headers", |sent: &Sent, random| {
            let mut changed = sent.clone();
            changed.headers.swap(random.below(sent.headers.len()), random.below(sent.headers.len()));
            changed
        }),
        field("the case of a header's name", |sent: &Sent, random| {
            let mut changed = sent.clone();
            let at = random.below(sent.headers.len());
            changed.headers[at].0 = changed.headers[at].0.to_ascii_uppercase();
            changed
        }),
        field("blanks of a header's value", |sent: &Sent, random| {
            let mut changed = sent.clone();
            let blank = random.pick(&[" ", "  ", "\t", " \t "]);
            let at = random.below(sent.headers.len());
            let value = &changed.headers[at].1;
            changed.headers[at].1 = match random.below(4) {
                0 => format!("{blank}{value}"),
                1 => format!("{value}{blank}"),
                2 => value.replace(' ', blank),
                _ => value.replace(' ', ""),
            };
            changed
        }),
    ]
}

/// Changes of each part of the `Authorization` header.
fn authorization_fields(others: &[Sent], keys: Vec<String>) -> Vec<Field<'_, Sent>> {
    fn part(name: &'static str, of: fn(&mut [String; 8]) -> &mut String) -> Field<'static, Sent> {
        some_field(name, move |sent: &Sent, random| {
            sent.with_header("authorization", |value| {
                let mut parts = apart(value);
                let part = of(&mut parts);
                *part = text(part, random);
                together(&parts)
            })
        })
    }
    vec![
        part("algorithm", |parts| &mut parts[0]),
        part("credential: key id", |parts| &mut parts[1]),
        part("credential: date", |parts| &mut parts[2]),
        part("credential: region", |parts| &mut parts[3]),
        part("credential: service", |parts| &mut parts[4]),
        part("credential: terminator", |parts| &mut parts[5]),
        part("signed headers", |parts| &mut parts[6]),
        part("signature", |parts| &mut parts[7]),
        some_field("credential: another's key id", move |sent: &Sent, random| {
            sent.with_header("authorization", |value| {
                let mut parts = apart(value);
                parts[1] = random.pick(&keys);
                together(&parts)
            })
        }),
        some_field("credential and date: another day", |sent: &Sent, random| {
            let day = random.pick(&["20260101", "20260103", "20250102"]);
            let sent =
                sent.with_header("authorization", |value| value.replace("/20260102/", &format!("/{day}/")))?;
            let sent = sent.with_header("x-amz-date", |value| value.replace("20260102", day))?;
            let seconds = [-86_400, 86_400, -31_536_000];
            Some(Sent { at: sent.at + random.pick(&seconds), ..sent })
        }),
        some_field("signature of another request", move |sent: &Sent, random| {
            let other = apart(random.pick(others).header("authorization").unwrap());
            sent.with_header("authorization", |value| {
                let mut parts = apart(value);
                parts[7].clone_from(&other[7]);
                together(&parts)
            })
        }),
        some_field("signed headers: fewer or more", |sent: &Sent, random| {
            sent.with_header("authorization", |value| {
                let mut parts = apart(value);
                let mut names: Vec<&str> = parts[6].split(';').collect();
                match random.below(4) {
                    0 => drop(names.remove(random.below(names.len()))),
                    1 => names.push(["user-agent", "authorization", "date", "", "host"][random.below(5)]),
                    2 => names.reverse(),
                    _ => names = Vec::new(),
                }
                parts[6] = names.join(";");
                together(&parts)
            })
        }),
        some_field("the header's form", |sent: &Sent, random| {
            let whole = |value: &str| {
                let [algorithm, rest] = value.splitn(2, ' ').collect::<Vec<_>>()[..] else {
                    return String::new();
                };
                let mut elements: Vec<&str> = rest.split(", ").collect();
                match random.below(10) {
                    0 => elements.rotate_left(1),
                    1 => elements.push("Nonce=1"),
                    2 => elements.push(elements[random.below(3)]),
                    3 => elements.push("Signature=0"),
                    4 => return format!("{algorithm} {}", elements.join(",")),
                    5 => return format!("{algorithm} {}", elements.join(" \t,, ")),
                    6 => return format!("{algorithm}\t{rest}"),
                    7 => return value.to_ascii_lowercase(),
                    8 => return format!("{value}, {value}"),
                    _ => elements.push("Signature"),
                }
                format!("{algorithm} {}", elements.join(", "))
            };
            sent.with_header("authorization", whole)
        }),
        some_field("moved to the query", |sent: &Sent, random| {
            let parts = apart(sent.header("authorization")?);
            let credential = crate::world::escape(&parts[1..6].join("/"));
            let headers = crate::world::escape(&parts[6]);
            let date = sent.header("x-amz-date")?;
            let moved = format!(
                "X-Amz-Algorithm={}&X-Amz-Credential={credential}&X-Amz-Date={date}&X-Amz-SignedHeaders={headers}&\
                 X-Amz-Signature={}",
                parts[0], parts[7]
            );
            let mut changed = sent.without_header("authorization");
            if random.below(2) == 0 {
                changed = changed.without_header("x-amz-date");
            }
            changed.query = if sent.query.is_empty() { moved } else { format!("{}&{moved}", sent.query) };
            Some(changed)
        }),
    ]
}

/// The parts of the header: the algorithm, the five of the credential, the signed headers and the signature.
fn apart(authorization: &str) -> [String; 8] {
    let rest = authorization.replace("AWS4-HMAC-SHA256 Credential=", "");
    let (credential, rest) = rest.split_once(", SignedHeaders=").unwrap();
    let (headers, signature) = rest.split_once(", Signature=").unwrap();
    let mut parts = vec!["AWS4-HMAC-SHA256".to_owned()];
    parts.extend(credential.split('/').map(str::to_owned));
    parts.extend([headers.to_owned(), signature.to_owned()]);
    parts.try_into().unwrap()
}

fn together(parts: &[String; 8]) -> String {
    let [algorithm, scope @ .., headers, signature] = parts;
    format!("{algorithm} Credential={}, SignedHeaders={headers}, Signature={signature}", scope.join("/"))
}
