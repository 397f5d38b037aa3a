// SPDX-License-Identifier: Apache-2.0
//! Whatever is signed is accepted, whatever is changed afterwards is refused, and nothing at all panics.
#![expect(clippy::unwrap_used, reason = "what a test cannot read it cannot test")]

use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Credentials, Options, Scope, parse, presign, sign, verify};
use proptest::prelude::*;

const NOW: i64 = 1_772_323_198;
const SCOPE: Scope = Scope { region: "eu-west-1", service: "sts" };

/// The parts of a request, owned, so that they can be changed.
#[derive(Debug, Clone)]
struct Parts {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Parts {
    fn request(&self) -> HttpRequest<'_> {
        HttpRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: self.headers.iter().map(|(name, value)| (name.into(), value.into())).collect(),
            body: &self.body,
        }
    }

    fn accepted(&self, secret: &str) -> bool {
        let request = self.request();
        parse(&request).is_ok_and(|presented| {
            presented.access_key_id == "AKIDEXAMPLE"
                && verify(&request, &presented, secret.as_bytes(), NOW, &Options::new("sts")).is_ok()
        })
    }

    /// The texts that the signature covers and those that carry it, but for the body.
    fn signed_texts(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.method, &mut self.path, &mut self.query];
        texts.extend(self.headers.iter_mut().map(|(_, value)| value));
        texts.retain(|text| !text.is_empty());
        texts
    }
}

prop_compose! {
    fn parts()(
        method in "(GET|POST)",
        path in "/[a-z0-9~%.+]{0,8}(/[a-zé ]{1,8}){0,2}/?",
        pairs in prop::collection::vec(("[a-zA-Z.]{1,6}", "([a-zA-Z0-9~._-]|%[2-7][0-9A-F]|%C3%A9|\\+|=){0,12}"), 0..5),
        values in prop::collection::vec("[!-~]{1,10}( [!-~é]{1,10}){0,2}", 0..4),
        body in prop::collection::vec(any::<u8>(), 0..64),
    ) -> Parts {
        let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut headers = vec![("host".to_owned(), "sts.example.org".to_owned())];
        headers.extend(values.into_iter().enumerate().map(|(index, value)| (format!("x-amz-meta-{index}"), value)));
        Parts { method, path, query: query.join("&"), headers, body }
    }
}

/// A byte of printable ASCII that is another one, and no blank, which headers would lose.
fn other(byte: u8, step: u8) -> u8 {
    b'!' + (byte.wrapping_sub(b'!').wrapping_add(step % 93 + 1)) % 94
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn what_is_signed_is_accepted_and_what_is_changed_is_refused(
        mut parts in parts(),
        secret in "[A-Za-z0-9/+]{1,40}",
        token in prop::option::of("[A-Za-z0-9/+=]{1,40}"),
        presigned in any::<bool>(),
        place in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        step in any::<u8>(),
    ) {
        let credentials = Credentials {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: &secret,
            security_token: token.as_deref(),
        };
        if presigned {
            parts.query = presign(&parts.request(), &credentials, &SCOPE, NOW, 60).unwrap();
        } else {
            let added = sign(&parts.request(), &credentials, &SCOPE, NOW).unwrap();
            parts.headers.extend(added);
        }
        prop_assert!(parts.accepted(&secret));
        let request = parts.request();
        let presented = parse(&request).unwrap();
        prop_assert_eq!(presented.security_token.as_deref(), token.as_deref());
        let other_secret = secret.clone() + "x";
        prop_assert!(!parts.accepted(&other_secret));

        let mut changed = parts.clone();
        if !changed.body.is_empty() {
            let index = at.index(changed.body.len());
            changed.body[index] = changed.body[index].wrapping_add(step | 1);
            prop_assert!(!changed.accepted(&secret));
        }

        let mut changed = parts.clone();
        let mut texts = changed.signed_texts();
        let index = place.index(texts.len());
        let text = &mut *texts[index];
        let ascii: Vec<usize> = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_graphic()).map(|(i, _)| i).collect();
        let index = ascii[at.index(ascii.len())];
        let mut bytes = text.clone().into_bytes();
        bytes[index] = other(bytes[index], step);
        *text = String::from_utf8(bytes).unwrap();
        // Two spellings of one meaning are one request: escapes in either case, and what they stand for.
        prop_assume!(!same_meaning(&parts, &changed));
        prop_assert!(!changed.accepted(&secret), "{changed:?}");
    }

    #[test]
    fn no_request_panics(
        query in "(X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)=[ -~é]{0,20}&){0,8}",
        authorization in prop::option::of("(AWS4-HMAC-SHA256|AWS|[ -~é]{0,9}) ?((Credential|Signature|SignedHeaders)?=?[ -~é]{0,20},){0,4}"),
        date in "[ -~é]{0,20}",
        path in "[ -~é]{0,20}",
    ) {
        let mut headers = vec![("host".to_owned(), "h".to_owned()), ("date".to_owned(), date)];
        headers.extend(authorization.map(|value| ("authorization".to_owned(), value)));
        let parts = Parts { method: "GET".to_owned(), path, query, headers, body: Vec::new() };
        prop_assert!(!parts.accepted("secret"));
    }
}

/// Whether two requests read the same once their queries are decoded and their paths normalised.
fn same_meaning(one: &Parts, two: &Parts) -> bool {
    let decoded = |query: &str| {
        let mut pairs: Vec<String> = query.split('&').filter(|pair| !pair.is_empty()).map(decode).collect();
        pairs.sort();
        pairs
    };
    let segments = |path: &str| {
        let mut segments: Vec<String> = Vec::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty() && *segment != ".") {
            if segment == ".." {
                segments.pop();
            } else {
                segments.push(segment.to_owned());
            }
        }
        let slash = path.ends_with('/') || segments.is_empty();
        (segments, slash)
    };
    one.method == two.method
        && one.headers == two.headers
        && segments(&one.path) == segments(&two.path)
        && decoded(&one.query) == decoded(&two.query)
}

fn decode(pair: &str) -> String {
    let pair = if pair.contains('=') { pair.to_owned() } else { format!("{pair}=") };
    let (name, value) = pair.split_once('=').unwrap();
    let decode = |text: &str| {
        let text = text.replace('+', "%20");
        let mut pieces = text.split('%');
        let mut bytes: Vec<String> =
            pieces.next().unwrap().bytes().map(|byte| format!("{byte:02x}")).collect();
        for piece in pieces {
            bytes.push(piece.chars().take(2).collect::<String>().to_lowercase());
            bytes.extend(piece.bytes().skip(2).map(|byte| format!("{byte:02x}")));
        }
        bytes.concat()
    };
    format!("{}={}", decode(name), decode(value))
}
