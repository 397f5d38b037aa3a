// SPDX-License-Identifier: Apache-2.0
//! What a principal's policies make of the actions that it was asked for before: a small table, filled as it is asked.
//!
//! A cell only repeats what the indexes say, and those never change; so it does not matter which cells there are, nor
//! which of two threads writes one. Each is one number, and the table never grows.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::{index::ClassNumber, vocabulary::KnownAction};

/// The classes of an action in the layers of a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) identity: ClassNumber,
    pub(super) boundary: ClassNumber,
}

/// A table of a kibibyte. An action has its place in one set, and there in any slot.
#[derive(Debug, Default)]
pub(super) struct Cells {
    sets: [Set; SETS],
}

/// A cache line. Slots are filled from the one on that an action prefers, so that the first free one ends a search.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Set {
    slots: [AtomicU64; SLOTS],
}

const SETS: usize = 16;
const SLOTS: usize = 8;

/// Two classes and an action share 64 bits. The plain answers are the highest numbers also of 24 bits.
const CLASS_BITS: u32 = 24;
const CLASS_MAX: ClassNumber = (1 << CLASS_BITS) - 1;
const ACTION_BITS: u32 = 16;
const ACTION_MASK: u64 = (1 << ACTION_BITS) - 1;
/// How many of the highest class numbers are plain answers.
const PLAIN: ClassNumber = 3;

impl Cells {
    /// The cell of an action, if there is one.
    pub(super) fn find(&self, action: KnownAction) -> Option<Cell> {
        let wanted = key(action);
        for slot in self.slots(action) {
            match slot.load(Relaxed) {
                0 => return None,
                found if found & ACTION_MASK == wanted => return Some(Cell::unpacked(found)),
                _ => {}
            }
        }
        None
    }

    /// Keeps the cell of an action, in the place of another one if need be.
    pub(super) fn keep(&self, action: KnownAction, cell: Cell) {
        let Some(cell) = cell.packed() else { return };
        let free = self.slots(action).find(|slot| slot.load(Relaxed) == 0);
        if let Some(slot) = free.or_else(|| self.slots(action).next()) {
            slot.store(cell << ACTION_BITS | key(action), Relaxed);
        }
    }

    /// The slots where an action may stand, the preferred one first.
    fn slots(&self, KnownAction(number): KnownAction) -> impl Iterator<Item = &AtomicU64> {
        let number = usize::from(number);
        let slots = self.sets.get(number % SETS).map(|set| &set.slots);
        let preferred = number / SETS;
        (0..SLOTS).filter_map(move |at| slots?.get((preferred + at) % SLOTS))
    }
}

/// Tells an action from others and from a free slot.
fn key(KnownAction(number): KnownAction) -> u64 {
    u64::from(number) + 1
}

impl Cell {
    /// `None` if a number is too high to be kept.
    fn packed(self) -> Option<u64> {
        let [identity, boundary] = [self.identity, self.boundary].map(|class| {
            let is_plain = class > ClassNumber::MAX - PLAIN;
            (is_plain || class <= CLASS_MAX - PLAIN).then_some(u64::from(class & CLASS_MAX))
        });
        Some(boundary? << CLASS_BITS | identity?)
    }

    fn unpacked(slot: u64) -> Self {
        let class = |bits: u32| {
            let [a, b, c, ..] = (slot >> bits).to_le_bytes();
            let class = ClassNumber::from_le_bytes([a, b, c, 0]);
            if class > CLASS_MAX - PLAIN { class | !CLASS_MAX } else { class }
        };
        Self { identity: class(ACTION_BITS), boundary: class(ACTION_BITS + CLASS_BITS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_what_was_kept() {
        let classes = [0, 1, 77_777, CLASS_MAX - PLAIN, u32::MAX, u32::MAX - 1, u32::MAX - 2];
        for number in [0, 1, 15, 16, 255, 4_711, 64_999] {
            for identity in classes {
                for boundary in classes {
                    let (cells, cell) = (Cells::default(), Cell { identity, boundary });
                    assert_eq!(cells.find(KnownAction(number)), None);
                    cells.keep(KnownAction(number), cell);
                    assert_eq!(cells.find(KnownAction(number)), Some(cell));
                    assert_eq!(cells.find(KnownAction(number + 16)), None);
                }
            }
        }
    }

    #[test]
    fn a_number_that_does_not_fit_is_not_kept() {
        let cells = Cells::default();
        for class in [CLASS_MAX - PLAIN + 1, CLASS_MAX, CLASS_MAX + 1, u32::MAX - PLAIN] {
            cells.keep(KnownAction(3), Cell { identity: class, boundary: 0 });
            cells.keep(KnownAction(3), Cell { identity: 0, boundary: class });
            assert_eq!(cells.find(KnownAction(3)), None, "{class}");
        }
    }

    #[test]
    fn a_full_set_takes_the_newest_action() {
        let cells = Cells::default();
        let action = |at: u16| KnownAction(at * 16 + 5);
        for at in 0..100 {
            let cell = Cell { identity: at.into(), boundary: 1 };
            cells.keep(action(at), cell);
            assert_eq!(cells.find(action(at)), Some(cell));
        }
        let kept = (0..100).filter(|at| cells.find(action(*at)).is_some());
        assert_eq!(kept.count(), SLOTS);
        for at in 0..100u16 {
            let identity = cells.find(action(at)).map(|cell| cell.identity);
            assert!(identity.is_none_or(|identity| identity == u32::from(at)));
        }
    }
}
