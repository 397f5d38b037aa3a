// SPDX-License-Identifier: Apache-2.0
//! Finds, among the literal beginnings of many patterns, those that a text begins with.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// A tree of texts; each node stands for the text from the root down to it.
#[derive(Debug)]
pub(super) struct Trie<T> {
    nodes: Box<[Node]>,
    /// The first byte of each node's label, at the node's place: children stand side by side.
    firsts: Box<[u8]>,
    labels: Box<[u8]>,
    entries: Box<[T]>,
}

/// Half a cache line. Where a number does not fit, there is no tree.
#[derive(Debug, Clone, Default)]
struct Node {
    /// The bytes from its parent to it.
    label_start: u32,
    label_len: u16,
    /// What stands exactly here.
    entries_len: u16,
    entries_start: u32,
    children_start: u32,
    children_len: u16,
    /// The first bytes of the children's labels, if there are not too many.
    firsts: [u8; FEW],
}

/// How many children a node can tell apart by itself.
const FEW: usize = 14;

impl Node {
    fn child(&self, byte: u8, firsts: &[u8]) -> Option<usize> {
        let start = self.children_start as usize;
        let length = usize::from(self.children_len);
        let firsts = match self.firsts.get(..length) {
            Some(own) => own,
            None => firsts.get(start..start + length)?,
        };
        firsts.iter().position(|first| *first == byte).map(|child| start + child)
    }
}

/// A run of entries that is still to be made a node.
struct Pending {
    entries: Range<usize>,
    /// How many bytes their parents have taken.
    depth: usize,
    node: usize,
}

impl<T> Trie<T> {
    /// Builds a tree; entries of the same text keep their order. `None` if there is more of anything than a
    /// node can count.
    pub(super) fn new(mut entries: Vec<(Box<str>, T)>) -> Option<Self> {
        entries.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut trie = Build { nodes: vec![Node::default()], firsts: vec![0], ..Build::default() };
        let mut pending = VecDeque::from([Pending { entries: 0..entries.len(), depth: 0, node: 0 }]);
        while let Some(next) = pending.pop_front() {
            trie.add(next, &entries, &mut pending)?;
        }
        Some(Self {
            nodes: trie.nodes.into(),
            firsts: trie.firsts.into(),
            labels: trie.labels.into(),
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        })
    }

    /// Visits the entries of all texts that `text` begins with, with their length, the shortest first, until `visit`
    /// answers false. The case of letters does not matter before byte `folded_end`; the tree has them in lower case there.
    pub(super) fn walk(&self, text: &[u8], folded_end: usize, mut visit: impl FnMut(usize, &[T]) -> bool) {
        let mut at = 0;
        let mut node = self.nodes.first();
        while let Some(found) = node {
            let label_len = usize::from(found.label_len);
            // The first byte of all labels but the root's was compared when the child was chosen.
            if label_len > 1 || at == 0 {
                let start = found.label_start as usize;
                let label = self.labels.get(start..start + label_len).unwrap_or_default();
                let Some(rest) = text.get(at..) else { return };
                let begins = if at >= folded_end {
                    rest.starts_with(label)
                } else {
                    begins_folded(rest, label, folded_end - at)
                };
                if !begins {
                    return;
                }
            }
            at += label_len;
            if found.entries_len > 0 {
                let start = found.entries_start as usize;
                let entries =
                    self.entries.get(start..start + usize::from(found.entries_len)).unwrap_or_default();
                if !visit(at, entries) {
                    return;
                }
            }
            let Some(mut byte) = text.get(at).copied() else { return };
            if at < folded_end {
                byte = byte.to_ascii_lowercase();
            }
            node = found.child(byte, &self.firsts).and_then(|child| self.nodes.get(child));
        }
    }
}

fn begins_folded(text: &[u8], label: &[u8], folded: usize) -> bool {
    let folded = folded.min(label.len());
    match (
        text.get(..label.len()).and_then(|begin| begin.split_at_checked(folded)),
        label.split_at_checked(folded),
    ) {
        (Some((head, rest)), Some((label_head, label_rest))) => {
            head.eq_ignore_ascii_case(label_head) && rest == label_rest
        }
        _ => false,
    }
}

#[derive(Default)]
struct Build<'a> {
    nodes: Vec<Node>,
    firsts: Vec<u8>,
    labels: Vec<u8>,
    /// Where labels stand that were needed before: many nodes have the same.
    known: BTreeMap<&'a [u8], u32>,
}

impl<'a> Build<'a> {
    fn add<T>(
        &mut self,
        pending: Pending,
        entries: &'a [(Box<str>, T)],
        queue: &mut VecDeque<Pending>,
    ) -> Option<()> {
        let own = entries.get(pending.entries.clone()).unwrap_or_default();
        let texts = || own.iter().map(|(text, _)| text.as_bytes().get(pending.depth..).unwrap_or_default());
        // The texts are in order, so the first and the last have in common what all have.
        let first = texts().next().unwrap_or_default();
        let last = texts().next_back().unwrap_or_default();
        let shared = first.iter().zip(last).take_while(|(left, right)| left == right).count();
        let label_start = self.label(first.get(..shared).unwrap_or_default())?;
        let here = texts().take_while(|text| text.len() == shared).count();
        let children_start = u32::try_from(self.nodes.len()).ok()?;
        let mut at = pending.entries.start + here;
        let mut rest = texts().skip(here).filter_map(|text| text.get(shared).copied()).peekable();
        while let Some(byte) = rest.next() {
            let mut length = 1;
            while rest.next_if_eq(&byte).is_some() {
                length += 1;
            }
            let depth = pending.depth + shared;
            queue.push_back(Pending { entries: at..at + length, depth, node: self.nodes.len() });
            self.nodes.push(Node::default());
            self.firsts.push(byte);
            at += length;
        }
        let children = self.firsts.get(children_start as usize..).unwrap_or_default();
        let mut firsts = [0; FEW];
        firsts.iter_mut().zip(children).for_each(|(place, first)| *place = *first);
        let node = Node {
            label_start,
            label_len: u16::try_from(shared).ok()?,
            entries_len: u16::try_from(here).ok()?,
            entries_start: u32::try_from(pending.entries.start).ok()?,
            children_start,
            children_len: u16::try_from(children.len()).ok()?,
            firsts,
        };
        if let Some(place) = self.nodes.get_mut(pending.node) {
            *place = node;
        }
        Some(())
    }

    /// Where a label stands among all.
    fn label(&mut self, label: &'a [u8]) -> Option<u32> {
        if let Some(start) = self.known.get(label) {
            return Some(*start);
        }
        let start = u32::try_from(self.labels.len()).ok()?;
        self.labels.extend(label);
        self.known.insert(label, start);
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn a_walk_visits_every_beginning(
            heads in prop::collection::vec("[abé]{0,5}", 0..12),
            text in "[abéA]{0,7}",
            folded_end in 0usize..9,
        ) {
            let entries = heads.iter().enumerate().map(|(at, head)| (head.as_str().into(), at)).collect();
            let mut visited = Vec::new();
            Trie::new(entries).unwrap().walk(text.as_bytes(), folded_end, |length, found| {
                assert!(found.iter().all(|at: &usize| heads[*at].len() == length));
                visited.extend_from_slice(found);
                true
            });
            let mut bytes = text.clone().into_bytes();
            let end = folded_end.min(bytes.len());
            bytes[..end].make_ascii_lowercase();
            let mut wanted: Vec<usize> =
                (0..heads.len()).filter(|at| bytes.starts_with(heads[*at].as_bytes())).collect();
            wanted.sort_by_key(|at| heads[*at].len());
            prop_assert_eq!(visited, wanted);
        }
    }
}
