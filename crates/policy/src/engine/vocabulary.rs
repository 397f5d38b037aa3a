// SPDX-License-Identifier: Apache-2.0
//! The actions that an engine knows by number.

use std::collections::BTreeMap;
use std::ops::Range;

use super::hash;
use crate::{
    catalogue::Catalogue,
    evaluation::{
        glob::{self, Symbol},
        service_rules,
    },
};

/// The most actions that get numbers. What is beyond is treated as an unknown action, which is slower and nothing else.
const NUMBERS_MAX: usize = 65_000;

/// Every known action, found by name without regard to case (rule A-1).
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// In the order of their prefixes in lower case.
    services: Box<[ServiceActions]>,
    /// All names in lower case, one after the other in the order of their numbers.
    names: Box<str>,
    /// Where each name ends.
    ends: Box<[u32]>,
    /// An open-addressed table; its size is a power of two, and half of it or more is free.
    slots: Box<[Slot]>,
}

/// The actions of one service.
#[derive(Debug)]
struct ServiceActions {
    /// The prefix in lower case.
    prefix: Box<str>,
    /// The number of the first action; the others follow.
    first: u16,
    /// The names after the prefix, in lower case and in order.
    actions: Box<[Box<str>]>,
}

/// A small one, so that the table stays near.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The upper half of the name's hash; the lower one leads to the slot.
    tag: u16,
    /// The number of the action and one more, or 0 in a free slot.
    next_number: u16,
}

/// The number of an action. All are numbered from 0 without gaps, and those of a service stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownAction(pub(super) u16);

/// What services make of some actions whatever the policies say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ActionTraits {
    /// The service may refuse the action on some resources (rules I-1, I-2 and K-2).
    pub(super) may_be_refused: bool,
    /// Resource control policies leave it alone (rule RCP-3).
    pub(super) beyond_rcps: bool,
}

impl ActionTraits {
    pub(super) fn of(action: &str) -> Self {
        let is_of = |service: &str| {
            action.split_at_checked(4).is_some_and(|(start, _)| start.eq_ignore_ascii_case(service))
        };
        let is_kms = is_of("kms:");
        Self {
            may_be_refused: is_kms || is_of("iam:"),
            beyond_rcps: is_kms && service_rules::is_beyond_rcps(action),
        }
    }
}

impl Vocabulary {
    /// Numbers the actions of a catalogue and others besides; names without a colon have no number.
    pub(super) fn new<'a>(catalogue: &'a Catalogue, others: impl Iterator<Item = &'a str>) -> Self {
        let mut by_service: BTreeMap<String, Vec<Box<str>>> = BTreeMap::new();
        let known = catalogue
            .services()
            .flat_map(|service| service.actions().map(move |action| (service.prefix(), action.name())));
        for (prefix, name) in known.chain(others.filter_map(|name| name.split_once(':'))) {
            let actions = by_service.entry(prefix.to_ascii_lowercase()).or_default();
            actions.push(name.to_ascii_lowercase().into());
        }
        let mut services = Vec::new();
        let mut first: u16 = 0;
        for (prefix, mut actions) in by_service {
            actions.sort_unstable();
            actions.dedup();
            actions.truncate(NUMBERS_MAX - usize::from(first));
            let Ok(length) = u16::try_from(actions.len()) else { break };
            services.push(ServiceActions { prefix: prefix.into(), first, actions: actions.into() });
            first += length;
        }
        Self::indexed(services.into(), usize::from(first))
    }

    fn indexed(services: Box<[ServiceActions]>, length: usize) -> Self {
        let size = (length * 2).next_power_of_two().max(2);
        let mut slots = vec![Slot::default(); size].into_boxed_slice();
        let mut names = String::new();
        let mut ends = Vec::with_capacity(length);
        let full = services
            .iter()
            .flat_map(|service| service.actions.iter().map(|name| format!("{}:{name}", service.prefix)));
        for (full, next_number) in full.zip(1u16..) {
            // Beyond what 32 bits count there are no names, and the actions are as if unknown.
            let Ok(end) = u32::try_from(names.len() + full.len()) else { break };
            names.push_str(&full);
            ends.push(end);
            insert(&mut slots, &full, next_number);
        }
        Self { services, names: names.into(), ends: ends.into(), slots }
    }

    /// The number of an action.
    pub(super) fn find(&self, action: &str) -> Option<KnownAction> {
        let (mut at, tag) = place(action);
        let mask = self.slots.len().wrapping_sub(1);
        loop {
            let slot = self.slots.get(at & mask)?;
            // A free slot ends the search.
            let number = slot.next_number.checked_sub(1)?;
            if slot.tag == tag && self.name(number).eq_ignore_ascii_case(action.as_bytes()) {
                return Some(KnownAction(number));
            }
            at = at.wrapping_add(1);
        }
    }

    fn name(&self, number: u16) -> &[u8] {
        let number = usize::from(number);
        let end_of = |number: usize| self.ends.get(number).copied().unwrap_or_default();
        let start = number.checked_sub(1).map_or(0, end_of);
        self.names.as_bytes().get(start as usize..end_of(number) as usize).unwrap_or_default()
    }

    /// How many actions there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The services that a pattern's prefix names: one, or all for `*` (rule A-2).
    pub(super) fn services_of(&self, prefix: &str) -> Range<usize> {
        if prefix == "*" {
            return 0..self.services.len();
        }
        let prefix = prefix.to_ascii_lowercase();
        match self.services.binary_search_by(|service| service.prefix.as_ref().cmp(prefix.as_str())) {
            Ok(at) => at..at + 1,
            Err(_) => 0..0,
        }
    }

    /// Calls `found` with the numbers of every run of a service's actions that the pattern of a name (in lower case)
    /// covers.
    pub(super) fn covered(&self, service: usize, pattern: &str, mut found: impl FnMut(Range<usize>)) {
        let Some(service) = self.services.get(service) else { return };
        let mut found = |start: usize, length: usize| {
            let start = usize::from(service.first) + start;
            found(start..start + length);
        };
        let literal = pattern.find(['*', '?']).and_then(|end| pattern.get(..end)).unwrap_or(pattern);
        // All names with the literal start are neighbours, because they are in order.
        let start = service.actions.partition_point(|name| name.as_ref() < literal);
        let candidates = service.actions.get(start..).unwrap_or_default();
        let length = candidates.partition_point(|name| name.starts_with(literal));
        let candidates = candidates.get(..length).unwrap_or_default();
        if pattern.strip_prefix(literal) == Some("*") {
            found(start, length);
            return;
        }
        for (at, name) in candidates.iter().enumerate() {
            if glob::matches(pattern.chars().map(Symbol::of), name.chars()) {
                found(start + at, 1);
            }
        }
    }
}

/// Where the search for a name begins, and the tag of its slot.
fn place(name: &str) -> (usize, u16) {
    let hash = hash::short_without_case(name);
    let [_, _, low, high] = hash.to_le_bytes();
    (hash as usize, u16::from_le_bytes([low, high]))
}

fn insert(slots: &mut [Slot], name: &str, next_number: u16) {
    let (mut at, tag) = place(name);
    let mask = slots.len().wrapping_sub(1);
    while let Some(slot) = slots.get_mut(at & mask) {
        if slot.next_number == 0 {
            *slot = Slot { tag, next_number };
            return;
        }
        at = at.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_1_actions_are_found_without_case() {
        let catalogue = Catalogue::embedded();
        let vocabulary = Vocabulary::new(catalogue, ["beans:Grind", "beans:grind", "nonsense"].into_iter());
        let mut count = 0;
        for action in catalogue.services().flat_map(|service| service.actions()) {
            let name = format!("{}:{}", action.service().prefix(), action.name());
            let found = vocabulary.find(&name).unwrap();
            assert_eq!(vocabulary.find(&name.to_uppercase()), Some(found), "`{name}`");
            count += 1;
        }
        assert!(count > 10_000);
        assert!(vocabulary.find("BEANS:grind").is_some());
        assert_eq!(vocabulary.find("beans:Roast"), None);
        assert_eq!(vocabulary.find("nonsense"), None);
        assert_eq!(vocabulary.find(""), None);
    }

    #[test]
    fn an_empty_vocabulary_knows_nothing() {
        let vocabulary = Vocabulary::new(&Catalogue::default(), std::iter::empty());
        assert_eq!(vocabulary.find("s3:GetObject"), None);
    }
}
