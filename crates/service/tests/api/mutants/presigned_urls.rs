// SPDX-License-Identifier: Apache-2.0
//! Requests that are signed in their query, so that anybody who has the URL can send them.

use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use portcullis_wire::sigv4::{Credentials, Scope, presign};

use super::change::text;
use super::signed_request::Sent;
use super::signed_requests::{FAULTS, cast, header_fields, line_fields, says};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::world::{Key, World, escape, form};

/// The parameters that make a URL presigned, but for those that some have not.
const PARAMETERS: [&str; 6] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
];

/// A URL that is signed now; with a header besides the host if it is to be sent by POST.
fn presigned(world: &World, key: &Key, script: &str, method: &str) -> Sent {
    let (service, form) = form(script, &[]);
    let mut headers = vec![("host".to_owned(), "localhost:4599".to_owned())];
    if method == "POST" {
        headers.push(("x-amz-meta".to_owned(), "two  words".to_owned()));
    }
    let request =
        HttpRequest { method, path: "/", query: &form, headers: wire_headers(headers.clone()), body: b"" };
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let scope = Scope { region: "us-east-1", service };
    let query = presign(&request, &credentials, &scope, world.now, 60).unwrap();
    headers.push(("user-agent".to_owned(), "mutants/1.0".to_owned()));
    Sent {
        method: method.to_owned(),
        path: "/".to_owned(),
        query,
        headers,
        body: Vec::new(),
        at: world.now,
        signed_at: world.now,
    }
}

#[test]
fn no_mutant_of_a_presigned_url_is_taken() {
    let mut cast = cast();
    let world = &cast.world;
    let originals = vec![
        presigned(world, &cast.root, "GetCallerIdentity", "GET"),
        presigned(world, &cast.bob, "CreateUser UserName=a.b@c Path=/a-b/", "POST"),
        presigned(world, &cast.session, "GetCallerIdentity", "GET"),
        presigned(world, &cast.role, "ListUsers PathPrefix=/ MaxItems=7", "GET"),
    ];
    let others = [
        presigned(world, &cast.root, "ListUsers", "GET"),
        presigned(world, &cast.bob, "GetCallerIdentity", "GET"),
        presigned(world, &cast.session, "GetCallerIdentity", "POST"),
        presigned(world, &cast.role, "GetCallerIdentity", "GET"),
    ];
    let mut fields = line_fields();
    // No original has a body, or a type of one.
    fields.retain(|field| !field.name.starts_with("body: "));
    fields.extend(
        header_fields()
            .into_iter()
            .filter(|field| !["content-type", "x-amz-date", "x-amz-security-token"].contains(&field.name)),
    );
    fields.extend(parameter_fields(&others));
    let rule = |original: &Sent, mutant: &Sent| Verdict::same(mutant.says() == original.says());
    let trial = Trial { kind: "presigned URLs", originals, fields, rule: Box::new(rule), faults: FAULTS };
    let world = &mut cast.world;
    run(&trial, |sent| Outcome::of(&sent.present(world), says));
}

/// The same request with a parameter changed, if it has the parameter.
fn with(sent: &Sent, name: &str, change: impl FnOnce(&str) -> String) -> Option<Sent> {
    let mut pairs: Vec<String> = sent.query.split('&').map(str::to_owned).collect();
    let start = format!("{name}=");
    let pair = pairs.iter_mut().find(|pair| pair.starts_with(&start))?;
    *pair = change(pair);
    Some(Sent { query: pairs.join("&"), ..sent.clone() })
}

fn value(sent: &Sent, name: &str) -> Option<String> {
    let start = format!("{name}=");
    let found = sent.query.split('&').find_map(|pair| pair.strip_prefix(&start));
    found.map(crate::world::percent_decode)
}

fn parameter_fields(others: &[Sent]) -> Vec<Field<'_, Sent>> {
    let of_value = |name: &'static str| {
        some_field(name, move |sent: &Sent, random: &mut Random| {
            let old = value(sent, name)?;
            with(sent, name, |_| format!("{name}={}", escape(&text(&old, random))))
        })
    };
    let mut fields: Vec<Field<'_, Sent>> = PARAMETERS.into_iter().map(of_value).collect();
    fields.push(of_value("X-Amz-Security-Token"));
    fields.extend([
        some_field("credential: each part", |sent: &Sent, random| {
            let old = value(sent, "X-Amz-Credential")?;
            let mut parts: Vec<&str> = old.split('/').collect();
            let at = random.below(parts.len());
            let new = text(parts[at], random);
            parts[at] = &new;
            with(sent, "X-Amz-Credential", |_| format!("X-Amz-Credential={}", escape(&parts.join("/"))))
        }),
        some_field("a longer life", |sent: &Sent, random| {
            let lives = ["61", "600", "604800", "604801", "0", "-1", "", "6e1", "060", "60.0"];
            with(sent, "X-Amz-Expires", |_| format!("X-Amz-Expires={}", random.pick(&lives)))
        }),
        some_field("a parameter's name in another case", |sent: &Sent, random| {
            let name = random.pick(&PARAMETERS);
            with(sent, name, |pair| pair.replace(name, &name.to_ascii_lowercase()))
        }),
        some_field("a parameter twice", |sent: &Sent, random| {
            let name = random.pick(&PARAMETERS);
            let is_same = random.below(2) == 0;
            with(
                sent,
                name,
                |pair| if is_same { format!("{pair}&{pair}") } else { format!("{name}=0&{pair}") },
            )
        }),
        some_field("a parameter left out", |sent: &Sent, random| {
            with(sent, random.pick(&PARAMETERS), |_| String::new())
        }),
        some_field("parameters in another encoding", |sent: &Sent, random| {
            let name = random.pick(&PARAMETERS);
            let kind = random.below(3);
            with(sent, name, |pair| match kind {
                0 => pair.replace("X-Amz", "%58-Amz"),
                1 => pair.replace("%2F", "/"),
                _ => pair.replace("%2F", "%2f").replace("Z", "%5A"),
            })
        }),
        some_field("signature of another URL", |sent: &Sent, random| {
            let other = value(&random.pick(others), "X-Amz-Signature")?;
            with(sent, "X-Amz-Signature", |_| format!("X-Amz-Signature={other}"))
        }),
        field("moved to the header", |sent: &Sent, random| {
            let part = |name: &str| value(sent, name).unwrap();
            let authorization = format!(
                "AWS4-HMAC-SHA256 Credential={}, SignedHeaders={}, Signature={}",
                part("X-Amz-Credential"),
                part("X-Amz-SignedHeaders"),
                part("X-Amz-Signature")
            );
            let mut moved = sent.clone();
            let stays = random.below(2) == 0;
            let query = sent.query.split('&').filter(|pair| stays || !pair.starts_with("X-Amz-"));
            moved.query = query.collect::<Vec<_>>().join("&");
            moved.headers.push(("authorization".to_owned(), authorization));
            let date = if random.below(2) == 0 { "x-amz-date" } else { "date" };
            moved.headers.push((date.to_owned(), part("X-Amz-Date")));
            moved
        }),
    ]);
    fields
}
