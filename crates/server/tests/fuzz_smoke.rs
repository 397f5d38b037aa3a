// SPDX-License-Identifier: Apache-2.0
//! The fuzz targets on every seed and on seeded mutations of them, without libFuzzer, in seconds.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate of its own")]
mod fuzz;

use std::path::Path;

use fuzz::TARGETS;

/// How many mutations each target gets unless `PORTCULLIS_FUZZ_MUTATIONS` says more.
const MUTATIONS: usize = 3_000;

/// How long they may be in bytes, unless a seed is longer.
const BYTES_MAX: usize = 1_024;

fn mutations() -> usize {
    std::env::var("PORTCULLIS_FUZZ_MUTATIONS").map_or(MUTATIONS, |text| text.parse().unwrap())
}

#[test]
fn seeds_and_their_mutations_hold() {
    for (at, (name, target)) in TARGETS.into_iter().enumerate() {
        let seeds = seeds(name);
        for seed in &seeds {
            target(seed);
        }
        let mut random = Random(at as u64);
        for _ in 0..mutations() {
            let input = mutate(&seeds, &mut random);
            let outcome = std::panic::catch_unwind(|| target(&input));
            let input = String::from_utf8_lossy(&input);
            assert!(outcome.is_ok(), "{name} on {input:?}");
        }
    }
}

/// Patterns and texts for which careless matching takes time that doubles with each character: it would not end in a
/// lifetime, so that this test ends is what it tests.
#[test]
fn matching_of_hostile_wildcards_ends() {
    let stars = "*a".repeat(400);
    let text = "a".repeat(800);
    for input in [
        format!("{stars}b\n{text}"),
        format!("arn:aws:s3:::{stars}b\narn:aws:s3:::{text}"),
        format!("{stars}:{stars}:{stars}:{stars}b\n{text}:{text}:{text}:{text}"),
        format!("{}b\n{text}", "*?".repeat(400)),
    ] {
        fuzz::glob_match(input.as_bytes());
        fuzz::arn_match(input.as_bytes());
    }
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{}", folder.display());
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    /// Mostly ASCII, for what is not UTF-8 does not come far.
    fn byte(&mut self) -> u8 {
        let limit = if self.below(16) == 0 { 256 } else { 128 };
        u8::try_from(self.below(limit)).unwrap()
    }
}

/// What tends to stand where something changes its meaning.
const TOKENS: [&str; 24] = [
    "\"", "{", "}", "[", "]", ":", ",", "*", "?", "${", "}", "\\u0000", "\\ud800", "\n", "\0", "&", "=", "%",
    "%00", "+", "/", "é", "0", "-1e999",
];

/// A seed with a few changes: bytes and tokens put in, cut out, doubled, exchanged, or taken from another seed.
fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let bytes_max = seeds.iter().map(Vec::len).fold(BYTES_MAX, usize::max);
    let mut input = seeds[random.below(seeds.len())].clone();
    let changes = 1 + random.below(6);
    for _ in 0..=random.below(changes) {
        let at = random.below(input.len() + 1);
        let end = (at + random.below(24)).min(input.len());
        let new: Vec<u8> = match random.below(6) {
            0 => Vec::new(),
            1 => vec![random.byte()],
            2 => TOKENS[random.below(TOKENS.len())].as_bytes().to_vec(),
            3 => input[at..end].repeat(2),
            4 => (0..random.below(24)).map(|_| random.byte()).collect(),
            _ => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                other[from..(from + random.below(64)).min(other.len())].to_vec()
            }
        };
        let kept = if random.below(2) == 0 { at } else { end };
        input.splice(at..kept, new);
        input.truncate(bytes_max);
    }
    input
}
