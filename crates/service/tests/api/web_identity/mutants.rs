// SPDX-License-Identifier: Apache-2.0
//! Changed tokens: whatever is changed in a sound one, it makes no session.

#![expect(clippy::disallowed_methods, reason = "how many mutants there are, the environment says")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use super::assume;
use super::issuer::{ALGORITHMS, Claims, world};

/// How many mutants there are; the variable `PORTCULLIS_MUTANTS` says another number.
const MUTANTS: usize = 2_000;

#[test]
fn no_mutant_of_a_token_makes_a_session() {
    let count = std::env::var("PORTCULLIS_MUTANTS").ok().map_or(MUTANTS, |text| text.parse().unwrap());
    let (mut world, _root) = world();
    let claims = Claims::at(world.now).with("exp", &(world.now + 10_000_000).to_string());
    let tokens: Vec<String> = ALGORITHMS.iter().map(|algorithm| claims.sign(algorithm)).collect();
    for token in &tokens {
        assert_eq!(assume(&mut world, "till", token).summary(), "OK");
    }
    let mut random = Random(1);
    for number in 0..count {
        let token = &tokens[number % tokens.len()];
        let mutant = mutate(token, &tokens, number / tokens.len(), &mut random);
        if tokens.contains(&mutant) {
            continue;
        }
        let answer = assume(&mut world, "till", &mutant);
        assert_ne!(answer.status, 200, "mutant {number} of {token} is taken: {mutant}");
        assert!(answer.status < 500, "mutant {number}: {}", answer.body);
    }
}

/// A token with one thing changed. The first rounds change what attackers change first.
fn mutate(token: &str, others: &[String], round: usize, random: &mut Random) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let decoded = |at: usize| BASE64.decode(parts[at]).unwrap();
    let text = |at: usize| String::from_utf8(decoded(at)).unwrap();
    let join = |header: String, payload: String, signature: &str| format!("{header}.{payload}.{signature}");
    let other: Vec<&str> = others[random.below(others.len())].split('.').collect();
    let header = |header: String| join(BASE64.encode(header), parts[1].to_owned(), parts[2]);
    let payload = |payload: String| join(parts[0].to_owned(), BASE64.encode(payload), parts[2]);
    match round {
        0 => header(r#"{"alg":"none"}"#.to_owned()),
        1 => join(BASE64.encode(r#"{"alg":"none"}"#), parts[1].to_owned(), ""),
        2 => header(text(0).replace("\"alg\":\"", "\"alg\":\"H")),
        3 => header(text(0).replace("\"typ\"", "\"kid\":\"rsa\",\"typ\"")),
        4 => payload(text(1).replace("till", "safe")),
        5 => payload(text(1).replace("\"exp\":", "\"exp\":9")),
        6 => payload(text(1).replace("\"sub\":", "\"sub\":\"admin\",\"x\":")),
        7 => payload(format!("{} ", text(1))),
        8 => join(parts[0].to_owned(), parts[1].to_owned(), other[2]),
        9 => join(other[0].to_owned(), parts[1].to_owned(), parts[2]),
        10 => format!("{token}="),
        11 => format!("{token}."),
        12 => format!(".{token}"),
        13 => format!("{}.{token}", parts[0]),
        14 => join(format!("{}=", parts[0]), parts[1].to_owned(), parts[2]),
        15 => join(parts[0].to_owned(), parts[1].to_owned(), &BASE64.encode(vec![0; decoded(2).len()])),
        16 => token.replace('.', "..").to_owned(),
        17 => header(text(0).replacen('{', "{\"jku\":\"https://evil.example.com\",", 1)),
        _ => by_chance(token, &parts, random),
    }
}

/// Changes a character of the text, or a byte of what a part decodes to, or a part's length.
fn by_chance(token: &str, parts: &[&str], random: &mut Random) -> String {
    let at = random.below(parts.len());
    let mut bytes = BASE64.decode(parts[at]).unwrap();
    let place = random.below(bytes.len());
    match random.below(6) {
        0 => bytes[place] ^= 1 << random.below(8),
        1 => bytes[place] = u8::try_from(random.below(256)).unwrap(),
        2 => bytes.insert(place, u8::try_from(random.below(256)).unwrap()),
        3 => {
            bytes.remove(place);
        }
        4 => bytes.truncate(place),
        _ => {
            const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
            let mut text = token.as_bytes().to_vec();
            let place = random.below(text.len());
            text[place] = LETTERS[random.below(LETTERS.len())];
            return String::from_utf8(text).unwrap();
        }
    }
    let changed = BASE64.encode(bytes);
    let all = parts.iter().enumerate().map(|(index, part)| if index == at { &*changed } else { part });
    all.collect::<Vec<_>>().join(".")
}

/// The same numbers in every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(bound).unwrap()).unwrap()
    }
}
