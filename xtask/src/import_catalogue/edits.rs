// SPDX-License-Identifier: Apache-2.0
//! The shortest edits that turn one list of lines into another.

/// One edit, applied in order from the top of the old list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// How many lines to copy before the edit.
    pub(crate) skip: usize,
    /// How many lines to leave out.
    pub(crate) delete: usize,
    /// The lines to put in.
    pub(crate) insert: Vec<u32>,
}

/// Myers' greedy algorithm over the part between the common head and the common tail.
pub(crate) fn between(old: &[u32], new: &[u32]) -> Vec<Edit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_core = old_rest.get(..old_rest.len() - tail).unwrap_or_default();
    let new_core = new_rest.get(..new_rest.len() - tail).unwrap_or_default();

    let mut edits: Vec<Edit> = Vec::new();
    let mut skip = head;
    let mut open = false;
    for step in script(old_core, new_core) {
        match step {
            Step::Keep => {
                open = false;
                skip += 1;
                continue;
            }
            Step::Delete | Step::Insert(_) if !open => {
                edits.push(Edit { skip, delete: 0, insert: Vec::new() });
                (skip, open) = (0, true);
            }
            _ => {}
        }
        if let Some(edit) = edits.last_mut() {
            match step {
                Step::Delete => edit.delete += 1,
                Step::Insert(line) => edit.insert.push(line),
                Step::Keep => {}
            }
        }
    }
    edits
}

#[derive(Clone, Copy)]
enum Step {
    Keep,
    Delete,
    Insert(u32),
}

fn script(old: &[u32], new: &[u32]) -> Vec<Step> {
    let trace = furthest_points(old, new);
    let mut steps = Vec::new();
    let (mut x, mut y) = (old.len() as isize, new.len() as isize);
    for (distance, points) in trace.iter().enumerate().rev() {
        let reach = distance as isize;
        let diagonal = x - y;
        let at = |k: isize| points.get((k + reach + 1) as usize).copied().unwrap_or(-1);
        let down = diagonal == -reach || (diagonal != reach && at(diagonal - 1) < at(diagonal + 1));
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let (from_x, from_y) = if distance == 0 { (0, 0) } else { (at(from), at(from) - from) };
        while x > from_x && y > from_y {
            steps.push(Step::Keep);
            (x, y) = (x - 1, y - 1);
        }
        if distance > 0 {
            let inserted = new.get(from_y as usize).copied().unwrap_or_default();
            steps.push(if down { Step::Insert(inserted) } else { Step::Delete });
        }
        (x, y) = (from_x, from_y);
    }
    steps.reverse();
    steps
}

/// For each edit distance, the furthest old line reached on each diagonal before that distance's step;
/// diagonal k of distance d stands at index k + d + 1.
fn furthest_points(old: &[u32], new: &[u32]) -> Vec<Vec<isize>> {
    let (height, width) = (old.len() as isize, new.len() as isize);
    let mut trace: Vec<Vec<isize>> = Vec::new();
    let mut current = vec![-1, 0, 0];
    for reach in 0..=(height + width) {
        trace.push(current.clone());
        let at = |k: isize| current.get((k + reach + 1) as usize).copied().unwrap_or(-1);
        let mut next = vec![-1; (2 * reach + 5) as usize];
        for diagonal in (-reach..=reach).step_by(2) {
            let down = diagonal == -reach || (diagonal != reach && at(diagonal - 1) < at(diagonal + 1));
            let mut x = match (reach, down) {
                (0, _) => 0,
                (_, true) => at(diagonal + 1),
                (_, false) => at(diagonal - 1) + 1,
            };
            let mut y = x - diagonal;
            while x < height && y < width && x >= 0 && y >= 0 && old.get(x as usize) == new.get(y as usize) {
                (x, y) = (x + 1, y + 1);
            }
            if let Some(slot) = next.get_mut((diagonal + reach + 2) as usize) {
                *slot = x;
            }
            if x >= height && y >= width {
                return trace;
            }
        }
        current = next;
    }
    trace
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(old: &[u32], edits: &[Edit]) -> Vec<u32> {
        let mut new = Vec::new();
        let mut rest = old;
        for edit in edits {
            new.extend_from_slice(&rest[..edit.skip]);
            rest = &rest[edit.skip + edit.delete..];
            new.extend_from_slice(&edit.insert);
        }
        new.extend_from_slice(rest);
        new
    }

    #[test]
    fn edits_turn_the_old_list_into_the_new_one() {
        // A small generator is enough: short lists over few symbols meet every shape of edit.
        let mut state: u32 = 7;
        let mut draw = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for _ in 0..5_000 {
            let (old_len, new_len) = (draw(12), draw(12));
            let old: Vec<u32> = (0..old_len).map(|_| draw(4)).collect();
            let new: Vec<u32> = (0..new_len).map(|_| draw(4)).collect();
            assert_eq!(apply(&old, &between(&old, &new)), new, "{old:?} -> {new:?}");
        }
    }

    #[test]
    fn edits_are_minimal() {
        assert_eq!(between(&[1, 2, 3], &[1, 2, 3]), []);
        assert_eq!(between(&[1, 2, 3, 4], &[1, 3, 4]), [Edit { skip: 1, delete: 1, insert: vec![] }]);
        assert_eq!(between(&[1, 2], &[1, 9, 2]), [Edit { skip: 1, delete: 0, insert: vec![9] }]);
    }
}
