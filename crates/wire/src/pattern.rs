// SPDX-License-Identifier: Apache-2.0
//! Matches the regular expressions of the API models, in time linear in the text.
//!
//! The models use a small part of Java's language: classes, groups, alternation, repetition, anchors at the
//! ends, and one negative look-ahead at a single character. A pattern is compiled to a small program that is
//! run over all alternatives at once, so no text can make it backtrack.

mod parse;

use std::sync::OnceLock;

use parse::{Characters, Node};

/// A regular expression as the model writes it, compiled when it is first used.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    program: OnceLock<Option<Program>>,
}

impl Pattern {
    /// A pattern that is not compiled yet.
    pub const fn new(source: &'static str) -> Self {
        Self { source, program: OnceLock::new() }
    }

    /// The pattern as the model writes it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern matches all of the text. A pattern outside the language matches nothing.
    pub fn matches(&self, text: &str) -> bool {
        self.compiled().is_some_and(|program| program.matches(text))
    }

    /// Whether the pattern is within the language that is understood here.
    pub fn is_understood(&self) -> bool {
        self.compiled().is_some()
    }

    fn compiled(&self) -> Option<&Program> {
        self.program
            .get_or_init(|| parse::parse(self.source).and_then(|node| Program::compile(&node)))
            .as_ref()
    }
}

/// How many steps a compiled pattern may have; the largest in the models needs a few hundred.
const STEPS_MAX: usize = 4096;

#[derive(Debug)]
enum Step {
    /// Take one character of the set.
    Take(Characters),
    /// Go on only if the next character is not in the set.
    NotAhead(Characters),
    /// Go on in both places.
    Fork(usize, usize),
    /// Go on there.
    Jump(usize),
    /// The text may end here.
    Accept,
}

#[derive(Debug)]
struct Program {
    steps: Vec<Step>,
    /// What the whole pattern is, if it is no more than a run of characters of one set: most patterns are.
    run: Option<Run>,
}

/// At least so many characters of a set.
#[derive(Debug)]
struct Run {
    set: Characters,
    min: usize,
}

impl Run {
    fn of(node: &Node) -> Option<Self> {
        match node {
            Node::All(nodes) => Self::of(nodes.first().filter(|_| nodes.len() == 1)?),
            Node::Any(branches) => Self::of(branches.first().filter(|_| branches.len() == 1)?),
            Node::Repeat { node, min, max: None } => match &**node {
                Node::Take(set) => Some(Self { set: set.clone().ready(), min: *min }),
                _ => None,
            },
            _ => None,
        }
    }

    fn matches(&self, text: &str) -> bool {
        self.set.contains_all(text) && text.chars().take(self.min).count() == self.min
    }
}

impl Program {
    fn compile(node: &Node) -> Option<Self> {
        let mut program = Self { steps: Vec::new(), run: Run::of(node) };
        program.emit(node)?;
        program.push(Step::Accept)?;
        Some(program)
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        let at = self.steps.len();
        self.steps.push(step);
        (at < STEPS_MAX).then_some(at)
    }

    fn emit(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Take(set) => self.push(Step::Take(set.clone().ready())).map(drop),
            Node::NotAhead(set) => self.push(Step::NotAhead(set.clone().ready())).map(drop),
            Node::All(nodes) => nodes.iter().try_for_each(|node| self.emit(node)),
            Node::Any(branches) => self.emit_branches(branches),
            Node::Repeat { node, min, max } => self.emit_repeat(node, *min, *max),
        }
    }

    fn emit_branches(&mut self, branches: &[Node]) -> Option<()> {
        let (last, first) = branches.split_last()?;
        let mut exits = Vec::new();
        for branch in first {
            let fork = self.push(Step::Jump(0))?;
            self.emit(branch)?;
            exits.push(self.push(Step::Jump(0))?);
            *self.steps.get_mut(fork)? = Step::Fork(fork + 1, self.steps.len());
        }
        self.emit(last)?;
        let end = self.steps.len();
        exits.into_iter().try_for_each(|exit| {
            *self.steps.get_mut(exit)? = Step::Jump(end);
            Some(())
        })
    }

    fn emit_repeat(&mut self, node: &Node, min: usize, max: Option<usize>) -> Option<()> {
        (0..min).try_for_each(|_| self.emit(node))?;
        let Some(max) = max else {
            let fork = self.push(Step::Jump(0))?;
            self.emit(node)?;
            self.push(Step::Jump(fork))?;
            *self.steps.get_mut(fork)? = Step::Fork(fork + 1, self.steps.len());
            return Some(());
        };
        for _ in min..max {
            let fork = self.push(Step::Jump(0))?;
            self.emit(node)?;
            // Leaving early goes to the next optional copy's fork, which may leave in turn.
            *self.steps.get_mut(fork)? = Step::Fork(fork + 1, self.steps.len());
        }
        Some(())
    }

    fn matches(&self, text: &str) -> bool {
        if let Some(run) = &self.run {
            return run.matches(text);
        }
        let mut here = Places::new(self.steps.len());
        let mut next = Places::new(self.steps.len());
        let mut characters = text.chars().peekable();
        self.enter(0, characters.peek().copied(), &mut here);
        while let Some(character) = characters.next() {
            next.clear();
            let ahead = characters.peek().copied();
            for &place in &here.list {
                if let Some(Step::Take(set)) = self.steps.get(place)
                    && set.contains(character)
                {
                    self.enter(place + 1, ahead, &mut next);
                }
            }
            std::mem::swap(&mut here, &mut next);
            if here.list.is_empty() {
                return false;
            }
        }
        here.list.iter().any(|&place| matches!(self.steps.get(place), Some(Step::Accept)))
    }

    /// Adds a place and all that can be reached from it without taking a character.
    fn enter(&self, place: usize, ahead: Option<char>, places: &mut Places) {
        places.waiting.push(place);
        while let Some(place) = places.waiting.pop() {
            if !places.add(place) {
                continue;
            }
            match self.steps.get(place) {
                Some(Step::Jump(to)) => places.waiting.push(*to),
                Some(Step::Fork(first, second)) => places.waiting.extend([*second, *first]),
                Some(Step::NotAhead(set)) if !ahead.is_some_and(|next| set.contains(next)) => {
                    places.waiting.push(place + 1);
                }
                _ => {}
            }
        }
    }
}

/// A set of places in the program that remembers the order they came in.
struct Places {
    list: Vec<usize>,
    seen: Vec<bool>,
    /// Places still to be looked at; kept so that its memory is used again.
    waiting: Vec<usize>,
}

impl Places {
    fn new(count: usize) -> Self {
        Self { list: Vec::with_capacity(count), seen: vec![false; count], waiting: Vec::new() }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.seen.fill(false);
    }

    fn add(&mut self, place: usize) -> bool {
        match self.seen.get_mut(place) {
            Some(seen) if !*seen => {
                *seen = true;
                self.list.push(place);
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
