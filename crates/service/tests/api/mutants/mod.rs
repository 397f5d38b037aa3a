// SPDX-License-Identifier: Apache-2.0
//! Negative tests by machine: valid credentials of every kind, changed in every field, of which none is taken that says
//! anything else.
//!
//! A [`Trial`] has valid originals, fields, each with its way of changing them, and a rule that says without the code
//! under test whether a mutant still says the same. Whatever says the same must be taken and mean the same; all else
//! must be refused, by a fault that is documented for it, and change nothing. `PORTCULLIS_MUTANTS` says how many mutants
//! of each kind are tried, `PORTCULLIS_MUTANTS_SEED` which; a failure names the seed and the mutant's number.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "tests fail by panicking, what is made is shown, and a table of fields is as long as it is"
)]

mod aws_login;
mod change;
mod codes;
mod identity_center;
mod openid_connect_sign_in;
mod presigned_urls;
mod saml_responses;
mod saml_sign_in;
mod security_keys;
mod session_tokens;
mod sign_in;
mod signed_request;
mod signed_requests;
mod web_identity_tokens;

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use portcullis_service::Reply;

/// What an answer of STS says besides the credentials, which end when they are asked for, and later.
fn without_credentials(reply: &Reply) -> String {
    let body = String::from_utf8_lossy(&reply.response.body).into_owned();
    let (head, rest) = body.split_once("<Credentials>").unwrap();
    format!("{head}{}", rest.split_once("</Credentials>").unwrap().1)
}

/// How many mutants of each kind there are, unless the environment says more.
const MUTANTS: usize = 2_000;

/// What a kind of credential is tried with.
pub(crate) struct Trial<'a, C> {
    /// The kind of credential.
    pub(crate) kind: &'a str,
    /// Credentials that must be taken as they are, before all mutants and after them.
    pub(crate) originals: Vec<C>,
    /// Each is changed as often as the others.
    pub(crate) fields: Vec<Field<'a, C>>,
    /// What a mutant of an original must come to.
    pub(crate) rule: Rule<'a, C>,
    /// The codes of the faults that may refuse mutants.
    pub(crate) faults: &'a [&'a str],
}

type Rule<'a, C> = Box<dyn Fn(&C, &C) -> Verdict + 'a>;

/// A field and its way of changing it, which gives nothing where an original lacks the field.
pub(crate) struct Field<'a, C> {
    name: &'static str,
    change: Change<'a, C>,
}

type Change<'a, C> = Box<dyn Fn(&C, &mut Random) -> Option<C> + 'a>;

/// A field that every original has.
pub(crate) fn field<'a, C>(name: &'static str, change: impl Fn(&C, &mut Random) -> C + 'a) -> Field<'a, C> {
    Field { name, change: Box::new(move |original, random| Some(change(original, random))) }
}

/// A field that some originals have.
pub(crate) fn some_field<'a, C>(
    name: &'static str,
    change: impl Fn(&C, &mut Random) -> Option<C> + 'a,
) -> Field<'a, C> {
    Field { name, change: Box::new(change) }
}

/// What must become of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It says what the original says, so it must be taken as that is.
    Same,
    /// It says the same in a form that need not be taken.
    Loose,
    /// It says something else, or nothing.
    Other,
}

impl Verdict {
    /// The same, or something else.
    pub(crate) fn same(is_same: bool) -> Self {
        if is_same { Self::Same } else { Self::Other }
    }
}

/// What became of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was taken, and said this.
    Taken(String),
    /// It was refused by a fault of this code; and whether something changed that must not.
    Refused(String, bool),
}

impl Outcome {
    /// What a reply comes to, with what it says if the credential was taken.
    pub(crate) fn of(reply: &Reply, says: impl FnOnce(&Reply) -> String) -> Self {
        match &reply.fault {
            None => Self::Taken(says(reply)),
            // Neither a change nor that the caller was here.
            Some(code) => Self::Refused(code.clone(), reply.transition.is_some() || reply.usage.is_some()),
        }
    }
}

/// What became of the mutants of a field.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    made: usize,
    taken: usize,
}

/// Tries a kind of credential. `present` presents one, always in the same state of the world.
pub(crate) fn run<C: Debug + PartialEq>(trial: &Trial<'_, C>, mut present: impl FnMut(&C) -> Outcome) {
    let (count, seed) = (number("PORTCULLIS_MUTANTS", MUTANTS), number("PORTCULLIS_MUTANTS_SEED", 1));
    let said = originals(trial, "before", &mut present);
    assert!(!said.is_empty(), "{} has no original", trial.kind);
    let mut tallies = vec![Tally::default(); trial.fields.len()];
    let (mut made, mut tried) = (0, 0);
    while made < count {
        let (at, place) = (tried % said.len(), tried / said.len() % tallies.len());
        tried += 1;
        assert!(tried <= 100 * count, "{}: most changes change nothing", trial.kind);
        let (original, field) = (&trial.originals[at], &trial.fields[place]);
        let mut random = Random::of(seed, tried);
        let mutant = (field.change)(original, &mut random);
        let Some(mutant) = mutant.filter(|mutant| mutant != original) else { continue };
        made += 1;
        let name = format!("{}: mutant {tried} of seed {seed}, in {}", trial.kind, field.name);
        let outcome = catch_unwind(AssertUnwindSafe(|| present(&mutant)));
        let outcome = outcome.unwrap_or_else(|panicked| {
            println!("{name}: panicked: {mutant:?}");
            resume_unwind(panicked)
        });
        tallies[place].made += 1;
        match ((trial.rule)(original, &mutant), outcome) {
            (Verdict::Same | Verdict::Loose, Outcome::Taken(says)) => {
                assert_eq!(says, said[at], "{name}: means something else: {mutant:?}");
                tallies[place].taken += 1;
            }
            (Verdict::Same, refused) => panic!("{name}: says the same, and {refused:?}: {mutant:?}"),
            (Verdict::Other, Outcome::Taken(says)) => panic!("{name}: IS TAKEN as {says}: {mutant:?}"),
            (Verdict::Other | Verdict::Loose, Outcome::Refused(code, has_changed)) => {
                assert!(trial.faults.contains(&&*code), "{name}: refused by {code}: {mutant:?}");
                assert!(!has_changed, "{name}: refused by {code}, and changed something: {mutant:?}");
            }
        }
        if made % count.div_ceil(10) == 0 {
            println!("{}: {made} of {count} mutants", trial.kind);
        }
    }
    // Else the world may have moved on, and the mutants were refused for that.
    let after = originals(trial, "after", &mut present);
    assert_eq!(after, said, "{}: the originals mean something else", trial.kind);
    report(trial, &tallies);
}

/// What the originals say, which must be taken.
fn originals<C: Debug>(
    trial: &Trial<'_, C>,
    when: &str,
    present: &mut impl FnMut(&C) -> Outcome,
) -> Vec<String> {
    let all = trial.originals.iter().map(|original| match present(original) {
        Outcome::Taken(said) => said,
        refused => panic!("{}: {when} all mutants, {refused:?}: {original:?}", trial.kind),
    });
    all.collect()
}

/// Shows what was made, and fails if a field was left out.
fn report<C>(trial: &Trial<'_, C>, tallies: &[Tally]) {
    for (field, tally) in trial.fields.iter().zip(tallies) {
        let (kind, Tally { made, taken }) = (trial.kind, tally);
        println!("{kind}: {:24} {made:6} mutants, {taken:5} of them say the same", field.name);
        assert!(*made > 0, "{kind}: no mutant in {}", field.name);
    }
}

#[expect(clippy::disallowed_methods, reason = "how many mutants there are, the environment says")]
fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().unwrap())
}

/// Chance that is the same in every run (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    /// The chance of one mutant.
    fn of(seed: usize, number: usize) -> Self {
        let mut seeds = Self(u64::try_from(seed).unwrap());
        Self(seeds.next() ^ u64::try_from(number).unwrap().wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below an end that is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// A byte.
    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    /// One of these.
    pub(crate) fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}
