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
    /// All names in lower case, one after the other.
    names: Box<str>,
    /// An open-addressed table; its size is a power of two, and half of it or more is free.
    slots: Box<[Slot]>,
}

/// The actions of one service.
#[derive(Debug)]
struct ServiceActions {
    /// The prefix in lower case.
    prefix: Box<str>,
    /// The names after the prefix, in lower case and in order.
    actions: Box<[Box<str>]>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    /// Where the full name stands; its length is 0 in a free slot.
    start: u32,
    length: u16,
    action: KnownAction,
}

/// The number of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownAction {
    pub(super) service: u16,
    pub(super) action: u16,
}

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
        let mut left = NUMBERS_MAX;
        let services = by_service.into_iter().map_while(|(prefix, mut actions)| {
            actions.sort_unstable();
            actions.dedup();
            actions.truncate(left);
            left -= actions.len();
            (!actions.is_empty()).then(|| ServiceActions { prefix: prefix.into(), actions: actions.into() })
        });
        Self::indexed(services.collect())
    }

    fn indexed(services: Box<[ServiceActions]>) -> Self {
        let count: usize = services.iter().map(|service| service.actions.len()).sum();
        let free = Slot { hash: 0, start: 0, length: 0, action: KnownAction { service: 0, action: 0 } };
        let size = (count * 2).next_power_of_two().max(2);
        let mut slots = vec![free; size].into_boxed_slice();
        let mut names = String::new();
        for (service, own) in (0u16..).zip(&services) {
            for (action, name) in (0u16..).zip(&own.actions) {
                let full = format!("{}:{name}", own.prefix);
                let (Ok(start), Ok(length)) = (u32::try_from(names.len()), u16::try_from(full.len())) else {
                    continue;
                };
                let slot = Slot {
                    hash: hash::short_without_case(&full),
                    start,
                    length,
                    action: KnownAction { service, action },
                };
                names.push_str(&full);
                let mut at = slot.hash as usize;
                while let Some(place) = slots.get_mut(at & (size - 1)) {
                    if place.length == 0 {
                        *place = slot;
                        break;
                    }
                    at = at.wrapping_add(1);
                }
            }
        }
        Self { services, names: names.into(), slots }
    }

    /// The number of an action.
    pub(super) fn find(&self, action: &str) -> Option<KnownAction> {
        let hash = hash::short_without_case(action);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize;
        loop {
            let slot = self.slots.get(at & mask)?;
            if slot.length == 0 {
                return None;
            }
            if slot.hash == hash && self.name(slot).eq_ignore_ascii_case(action) {
                return Some(slot.action);
            }
            at = at.wrapping_add(1);
        }
    }

    fn name(&self, slot: &Slot) -> &str {
        let start = slot.start as usize;
        self.names.get(start..start + usize::from(slot.length)).unwrap_or_default()
    }

    /// How many services there are; their numbers count from 0.
    pub(super) fn services_len(&self) -> usize {
        self.services.len()
    }

    /// How many actions a service has; their numbers count from 0.
    pub(super) fn actions_len(&self, service: u16) -> usize {
        self.services.get(usize::from(service)).map_or(0, |service| service.actions.len())
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

    /// Calls `found` with every run of a service's actions that the pattern of a name (in lower case) covers.
    pub(super) fn covered(&self, service: usize, pattern: &str, mut found: impl FnMut(Range<usize>)) {
        let Some(service) = self.services.get(service) else { return };
        let literal = pattern.find(['*', '?']).and_then(|end| pattern.get(..end)).unwrap_or(pattern);
        // All names with the literal start are neighbours, because they are in order.
        let start = service.actions.partition_point(|name| name.as_ref() < literal);
        let candidates = service.actions.get(start..).unwrap_or_default();
        let length = candidates.partition_point(|name| name.starts_with(literal));
        let candidates = candidates.get(..length).unwrap_or_default();
        if pattern.strip_prefix(literal) == Some("*") {
            found(start..start + length);
            return;
        }
        for (at, name) in candidates.iter().enumerate() {
            if glob::matches(pattern.chars().map(Symbol::of), name.chars()) {
                found(start + at..start + at + 1);
            }
        }
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
