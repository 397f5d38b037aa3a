// SPDX-License-Identifier: Apache-2.0
//! A valid response, changed at every place: no change is accepted that would change what it says.

use super::identity_provider::Response;
use super::{present, response, world};

/// How many mutants of each document are tried; `PORTCULLIS_SAML_MUTANTS` asks for more.
const MUTANTS: usize = 700;

/// Chance that is the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }
}

fn mutate(document: &str, random: &mut Random) -> String {
    let mut bytes = document.as_bytes().to_vec();
    let at = random.below(bytes.len());
    match random.below(6) {
        0 => bytes[at] = bytes[at].wrapping_add(1),
        1 => bytes[at] ^= 0x20,
        2 => {
            bytes.remove(at);
        }
        3 => bytes.insert(at, b"ax<>\"'&/ "[random.below(9)]),
        4 => {
            let end = (at + 1 + random.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let end = (at + 1 + random.below(200)).min(bytes.len());
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, copy);
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// What everything that is read of a response says; equal if and only if a change means nothing.
fn meaning(answer: &crate::world::Answer) -> Vec<String> {
    let elements = ["Subject", "SubjectType", "Issuer", "Audience", "NameQualifier", "Arn"];
    elements.iter().map(|element| answer.get(element)).collect()
}

#[test]
fn no_mutant_says_anything_else() {
    let count =
        std::option_env!("PORTCULLIS_SAML_MUTANTS").and_then(|text| text.parse().ok()).unwrap_or(MUTANTS);
    let (mut world, _) = world();
    let (before, now) = (world.directory.clone(), world.now);
    let one = response(&world);
    let forms: [fn(&Response) -> String; 3] =
        [Response::assertion_signed, Response::response_signed, Response::both_signed];
    let mut random = Random(42);
    for (form, make) in forms.into_iter().enumerate() {
        let document = make(&one);
        let expected = meaning(&present(&mut world, &document, ""));
        let (mut accepted, mut tried) = (0, 0);
        while tried < count {
            let mutant = mutate(&document, &mut random);
            if mutant == document {
                continue;
            }
            tried += 1;
            (world.directory, world.now) = (before.clone(), now);
            let answer = present(&mut world, &mutant, "");
            if answer.status == 200 {
                // White space and quotes may differ where no signature is, and in a signature's own text.
                assert_eq!(meaning(&answer), expected, "{mutant}");
                accepted += 1;
            }
        }
        // In a response that is signed as a whole there is hardly a place left.
        let bound = if form == 0 { count / 4 } else { count / 20 };
        assert!(accepted <= bound, "{accepted} of {count} mutants of form {form} are accepted");
        (world.directory, world.now) = (before.clone(), now);
    }
}
