// SPDX-License-Identifier: Apache-2.0
//! Responses of a SAML provider, signed in each of the forms that there are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::change::{base64_form, bytes, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field, without_credentials};
use crate::saml::identity_provider::{PROVIDER, ROLE, Response, encode};
use crate::saml::{response, world};
use crate::world::World;

/// What a browser carries, when, and whether only its response is signed.
#[derive(Debug, Clone, PartialEq)]
struct Carried {
    text: String,
    at: i64,
    made_at: i64,
    is_whole: bool,
}

fn present(carried: &Carried, world: &mut World) -> Outcome {
    let script = format!("AssumeRoleWithSAML RoleArn={ROLE} PrincipalArn={PROVIDER}");
    let reply = world.consider_call(None, &script, &[("SAMLAssertion", &carried.text)], carried.at);
    Outcome::of(&reply, without_credentials)
}

/// A form in which a response is written.
type Form = fn(&Response) -> String;

#[test]
fn no_mutant_of_a_saml_response_says_anything_else() {
    let (mut world, _) = world();
    let one = response(&world);
    let other = Response { id: "_b2".into(), name: "mallory".into(), ..one.clone() };
    let forms: [(Form, bool); 3] = [
        (Response::assertion_signed, false),
        (Response::response_signed, true),
        // Its assertion needs no response's signature.
        (Response::both_signed, false),
    ];
    let carried = |text: String, is_whole: bool| Carried { text, at: one.now, made_at: one.now, is_whole };
    let originals = forms.map(|(make, is_whole)| carried(encode(&make(&one)), is_whole)).to_vec();
    let others: Vec<String> = forms.iter().map(|(make, _)| make(&other)).collect();
    let rule = |original: &Carried, mutant: &Carried| {
        let age = mutant.at - mutant.made_at;
        // It is good for five minutes, by clocks that are a minute apart at most.
        let is_sound = (-60..300 + 60).contains(&age);
        match document(&mutant.text).and_then(|document| meaning(&document, mutant.is_whole)) {
            _ if original.text == mutant.text => Verdict::same(is_sound),
            Some(says)
                if is_sound
                    && Some(&says)
                        == meaning(&document(&original.text).unwrap(), mutant.is_whole).as_ref() =>
            {
                Verdict::Loose
            }
            _ => Verdict::Other,
        }
    };
    let faults = &[
        "AccessDenied",
        "ExpiredTokenException",
        "IDPRejectedClaim",
        "InvalidIdentityToken",
        "ValidationError",
    ];
    let trial =
        Trial { kind: "SAML responses", originals, fields: fields(&others), rule: Box::new(rule), faults };
    run(&trial, |carried| present(carried, &mut world));
}

/// A change of the document, within the first element of this name.
fn within(name: &'static str, element: &'static str) -> Field<'static, Carried> {
    some_field(name, move |carried: &Carried, random: &mut Random| {
        let document = document(&carried.text)?;
        let start = document.find(&format!("<{element}"))?;
        let end =
            document[start..].find(&format!("</{element}>")).map(|end| start + end + element.len() + 3)?;
        let changed = match random.below(3) {
            0 => bytes(&document.as_bytes()[start..end], random),
            _ => text(&document[start..end], random).into_bytes(),
        };
        let all = [&document.as_bytes()[..start], &changed, &document.as_bytes()[end..]].concat();
        Some(Carried { text: STANDARD.encode(all), ..carried.clone() })
    })
}

fn fields(others: &[String]) -> Vec<Field<'_, Carried>> {
    vec![
        within("issuer", "saml:Issuer"),
        within("status", "samlp:Status"),
        within("assertion", "saml:Assertion"),
        within("subject", "saml:Subject"),
        within("name", "saml:NameID"),
        within("confirmation", "saml:SubjectConfirmation"),
        within("conditions", "saml:Conditions"),
        within("audience", "saml:Audience"),
        within("authentication", "saml:AuthnStatement"),
        within("attributes", "saml:AttributeStatement"),
        within("signature", "ds:Signature"),
        within("what is signed of the signature", "ds:SignedInfo"),
        within("reference", "ds:Reference"),
        within("digest", "ds:DigestValue"),
        within("signature's value", "ds:SignatureValue"),
        within("response", "samlp:Response"),
        some_field("elements left out, twice, or elsewhere", |carried: &Carried, random| {
            let document = document(&carried.text)?;
            let names = [
                "saml:Assertion",
                "ds:Signature",
                "saml:Subject",
                "saml:Conditions",
                "samlp:Status",
                "saml:Issuer",
            ];
            let name = random.pick(&names);
            let start = document.find(&format!("<{name}"))?;
            let end =
                document[start..].find(&format!("</{name}>")).map(|end| start + end + name.len() + 3)?;
            let (head, element, tail) = (&document[..start], &document[start..end], &document[end..]);
            let to = tail.find('<').map(|_| random.below(tail.matches("</").count()))?;
            let place = tail.match_indices("</").nth(to)?.0;
            let changed = match random.below(5) {
                0 => format!("{head}{tail}"),
                1 => format!("{head}{element}{element}{tail}"),
                2 => format!("{head}{}{element}{}", &tail[..place], &tail[place..]),
                3 => format!("{head}{}{element}{tail}", element.replace("alice", "mallory")),
                _ => format!(
                    "{head}{element}{}{tail}",
                    element.replace("alice", "mallory").replace("_a1", "_c3")
                ),
            };
            Some(Carried { text: encode(&changed), ..carried.clone() })
        }),
        some_field("comments, entities and declarations", |carried: &Carried, random| {
            let document = document(&carried.text)?;
            let added = [
                "<!-- -->",
                "<?php ?>",
                "<![CDATA[]]>",
                "<!DOCTYPE a [<!ENTITY e \"x\">]>",
                "&e;",
                "&#x41;",
                "<x xmlns=\"\"/>",
                "\u{feff}",
            ];
            let at = random.below(document.len());
            let text = encode(&format!("{}{}{}", &document[..at], random.pick(&added), &document[at..]));
            Some(Carried { text, ..carried.clone() })
        }),
        some_field("spliced of two", |carried: &Carried, random| {
            let (one, other) = (document(&carried.text)?, random.pick(others));
            let (one, whole) = (one.as_bytes(), other.as_bytes());
            let spliced =
                if random.below(2) == 0 { splice(one, whole, random) } else { splice(whole, one, random) };
            // All of the other assertion is no mutant.
            let assertion = &other[other.find("<saml:Assertion")?..other.find("</saml:Assertion>")?];
            let is_other = String::from_utf8(spliced.clone()).is_ok_and(|text| text.contains(assertion));
            (!is_other).then(|| Carried { text: STANDARD.encode(spliced), ..carried.clone() })
        }),
        field("base 64", |carried: &Carried, random| Carried {
            text: base64_form(&carried.text, random),
            ..carried.clone()
        }),
        field("time", |carried: &Carried, random| {
            let around =
                [carried.made_at - 60, carried.made_at, carried.made_at + 360, carried.made_at + 86_400];
            Carried { at: random.pick(&around) + random.pick(&[-2, -1, 0, 1, 2]), ..carried.clone() }
        }),
    ]
}

/// The document that a browser carries, however its base 64 is broken into lines.
fn document(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

/// A part of a document: what XML says that it means, whatever its form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Start(String, Vec<(String, String)>),
    End(String),
    Text(String),
}

/// What a response says: of one that is signed as a whole everything; of another its status, who made it, for where, and
/// its assertion. An enveloped signature is taken out before its parent is digested, so that it may stand anywhere in
/// it; the text between its elements means nothing.
fn meaning(document: &str, is_whole: bool) -> Option<Vec<Part>> {
    let (mut parts, mut signatures) = (Vec::new(), Vec::new());
    let mut within: Vec<String> = Vec::new();
    for part in parts_of(document)? {
        match &part {
            Part::Start(name, _) => within.push(name.clone()),
            Part::End(name) => within.pop().filter(|start| start == name).map(drop)?,
            Part::Text(_) => {}
        }
        let part = match (part, within.last().map(String::as_str)) {
            (Part::Text(_), Some("ds:Signature")) => continue,
            (Part::Text(text), Some("ds:SignatureValue")) => {
                let text: String = text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
                Part::Text(text)
            }
            // Attributes of these two are not covered by what they sign.
            (Part::Start(name, mut attributes), Some("ds:Signature" | "ds:SignatureValue")) => {
                attributes.retain(|(name, _)| name.starts_with("xmlns"));
                Part::Start(name, attributes)
            }
            (part, _) => part,
        };
        match within.iter().position(|name| name == "ds:Signature") {
            Some(at) => signatures.push((within.get(..at)?.to_vec(), part)),
            None if part == Part::End("ds:Signature".to_owned()) => {}
            None => parts.push(part),
        }
    }
    // Each under its parent; within one parent they keep their order.
    signatures.sort_by(|one, other| one.0.cmp(&other.0));
    let mut says = if is_whole { parts } else { unsigned_response(&parts)? };
    for (parent, part) in signatures {
        let is_covered = is_whole || parent.last().is_some_and(|name| name == "saml:Assertion");
        says.extend(is_covered.then_some([Part::Text(parent.join("/")), part]).into_iter().flatten());
    }
    Some(says)
}

/// What is read of a response that is not signed itself.
fn unsigned_response(parts: &[Part]) -> Option<Vec<Part>> {
    let is_start = |part: &&Part, of: &str| matches!(part, Part::Start(name, _) if name == of);
    let attribute = |of: &str, wanted: &str| -> Option<Part> {
        let Part::Start(name, attributes) = parts.iter().find(|part| is_start(part, of))? else {
            return None;
        };
        let found = attributes.iter().filter(|(name, _)| name == wanted).cloned().collect();
        Some(Part::Start(name.clone(), found))
    };
    let start = parts.iter().position(|part| is_start(&part, "saml:Assertion"))?;
    let end = parts.iter().position(|part| *part == Part::End("saml:Assertion".to_owned()))?;
    let mut says = vec![attribute("samlp:StatusCode", "Value")?];
    // A response need not say for where it is, nor who made it.
    if let Some(Part::Start(_, place)) = attribute("samlp:Response", "Destination") {
        let expected = "https://signin.aws.amazon.com/saml";
        if place.iter().any(|(_, value)| value != expected) {
            return None;
        }
    }
    let head = parts.get(..start)?;
    if head.iter().any(|part| is_start(&part, "saml:Issuer"))
        && !head.contains(&Part::Text("https://idp.example.com/saml".to_owned()))
    {
        return None;
    }
    says.extend(parts.get(start..=end)?.iter().cloned());
    Some(says)
}

/// Reads well-formed XML without declarations; comments and processing instructions are nothing.
fn parts_of(document: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = document.trim_start_matches('\u{feff}');
    while !rest.is_empty() {
        if let Some((_, after)) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
            rest = after;
        } else if let Some((_, after)) = rest.strip_prefix("<?").and_then(|rest| rest.split_once("?>")) {
            rest = after;
        } else if let Some((text, after)) =
            rest.strip_prefix("<![CDATA[").and_then(|rest| rest.split_once("]]>"))
        {
            push_text(&mut parts, text.replace("\r\n", "\n"));
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix("</").and_then(|rest| rest.split_once('>')) {
            parts.push(Part::End(name.trim_end().to_owned()));
            rest = after;
        } else if rest.starts_with('<') {
            let (part, is_empty, after) = start(rest)?;
            let Part::Start(name, _) = &part else { return None };
            let end = Part::End(name.clone());
            parts.push(part);
            parts.extend(is_empty.then_some(end));
            rest = after;
        } else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            push_text(&mut parts, entities(&text.replace("\r\n", "\n").replace('\r', "\n"))?);
            rest = after;
        }
    }
    // Blanks around the document are nothing.
    parts.retain(|part| *part != Part::Text(String::new()));
    while matches!(parts.last(), Some(Part::Text(text)) if text.trim().is_empty()) {
        parts.pop();
    }
    Some(parts)
}

fn push_text(parts: &mut Vec<Part>, text: String) {
    match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(&text),
        // Blanks before the document are nothing.
        None if text.trim().is_empty() => {}
        _ => parts.push(Part::Text(text)),
    }
}

/// A start tag, whether it is an end tag too, and what follows.
fn start(text: &str) -> Option<(Part, bool, &str)> {
    let blank = [' ', '\t', '\n', '\r'];
    let rest = text.strip_prefix('<')?;
    let (name, mut rest) = rest.split_at(rest.find([' ', '\t', '\n', '\r', '/', '>'])?);
    let mut attributes = Vec::new();
    loop {
        let trimmed = rest.trim_start_matches(blank);
        if let Some(after) = trimmed.strip_prefix("/>") {
            attributes.sort();
            return Some((Part::Start(name.to_owned(), attributes), true, after));
        }
        if let Some(after) = trimmed.strip_prefix('>') {
            attributes.sort();
            return Some((Part::Start(name.to_owned(), attributes), false, after));
        }
        let (of, value) = trimmed.split_once('=')?;
        let value = value.trim_start_matches(blank);
        let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let (value, after) = value[1..].split_once(quote)?;
        let value = value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
        attributes.push((of.trim_end_matches(blank).to_owned(), entities(&value)?));
        rest = after;
    }
}

/// A text whose references are replaced.
fn entities(text: &str) -> Option<String> {
    let (first, rest) = text.split_once('&').unwrap_or((text, ""));
    let mut all = first.to_owned();
    for part in rest.split('&').filter(|_| text.contains('&')) {
        let (name, after) = part.split_once(';')?;
        all.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = name.strip_prefix('#')?;
                let number = match number.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(number)?
            }
        });
        all.push_str(after);
    }
    Some(all)
}
