// SPDX-License-Identifier: Apache-2.0
//! Compiled `Resource` and `NotResource` (rules ).

use std::sync::Arc;

use super::{
    arn_states,
    key::Circumstances,
    pattern::{self, Piece, Subject},
    request::View,
};
use crate::{
    evaluation::{Layer, arn::PIECES, truth::Truth},
    language::{Effect, ResourceElement},
};

/// The resources that a statement covers.
#[derive(Debug)]
pub(super) struct ResourceSet {
    /// True for `NotResource`, and for an absent element, which then covers everything if `listed` is empty.
    negated: bool,
    /// Whether the element is absent (rule R-8).
    absent: bool,
    /// Whether some pattern is `*`.
    star: bool,
    /// Whether a pattern that cannot be read counts as one that names the resource: it never makes a statement allow
    /// and never keeps one from denying.
    unreadable_names: bool,
    /// Whether some pattern cannot be read.
    has_unreadable: bool,
    /// All other patterns.
    patterns: Box<[ResourcePattern]>,
}

/// One pattern of resources, other than `*`.
#[derive(Debug)]
pub(super) struct ResourcePattern {
    /// The literal beginning; what belongs to the first five pieces is in lower case.
    head: Box<str>,
    /// What follows it.
    tail: Tail,
    /// Why the pattern counts only in some layers.
    shortness: Shortness,
}

/// What follows the literal beginning of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Tail {
    /// Nothing.
    End,
    /// `*`.
    Anything,
    /// Pieces of which every run crosses colons.
    Pieces(Arc<[Piece]>),
    /// The whole pattern, beginning included, for those with a run that stops at colons.
    States(Arc<arn_states::Pattern>),
}

/// Where a pattern of fewer than six pieces counts (rule R-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shortness {
    Full,
    Short { has_wildcard: bool, ends_with_star: bool },
}

impl Shortness {
    fn counts(self, layer: Layer) -> bool {
        match (self, layer) {
            (Self::Full, _) | (Self::Short { .. }, Layer::Identity | Layer::Boundary | Layer::Session) => {
                true
            }
            (Self::Short { has_wildcard, .. }, Layer::Resource | Layer::Endpoint) => has_wildcard,
            (Self::Short { ends_with_star, .. }, Layer::Scp) => ends_with_star,
            (Self::Short { .. }, Layer::Rcp) => false,
        }
    }
}

/// Eight bytes that stand in every resource that a set covers, and where: the end of what all patterns begin with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    start: u32,
    bytes: [u8; MARK_LEN],
}

const MARK_LEN: usize = 8;

impl Mark {
    /// Whether the resource certainly has other bytes there. It costs less than finding out.
    pub(super) fn is_missing<C>(&self, view: &View<'_, C>) -> bool {
        let left = view.resource.as_bytes().get(self.start as usize..);
        !view.has_odd_case && left.and_then(<[u8]>::first_chunk) != Some(&self.bytes)
    }
}

/// What is known of a resource set before there is a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// It covers every resource.
    Everything,
    /// It covers nothing.
    Nothing,
    /// It covers what one of the patterns names, if the action has resources at all.
    Listed,
    /// It has to be asked as a whole.
    Asked,
}

impl ResourceSet {
    pub(super) fn compile(element: Option<&ResourceElement>, effect: Effect, interpolate: bool) -> Self {
        let Some(element) = element else {
            let unreadable_names = effect == Effect::Deny;
            return Self {
                negated: false,
                absent: true,
                star: false,
                unreadable_names,
                has_unreadable: false,
                patterns: Box::default(),
            };
        };
        let mut set = Self {
            negated: element.negated,
            absent: false,
            star: false,
            unreadable_names: false,
            has_unreadable: false,
            patterns: Box::default(),
        };
        let mut patterns = Vec::new();
        for text in element.patterns.iter().map(|pattern| pattern.value.as_str()) {
            if is_star(text) {
                set.star = true;
                continue;
            }
            match ResourcePattern::compile(text, interpolate) {
                Some(pattern) => patterns.push(pattern),
                None => {
                    set.has_unreadable = true;
                    set.unreadable_names = element.negated == (effect == Effect::Allow);
                }
            }
        }
        set.patterns = patterns.into();
        set
    }

    /// What can be said without a request. A set that is `Everything` or `Nothing` is so for every request.
    pub(super) fn scope(&self, layer: Layer) -> Scope {
        if self.absent {
            return if layer == Layer::Resource || self.unreadable_names {
                Scope::Everything
            } else {
                Scope::Nothing
            };
        }
        match (self.star, self.negated) {
            (true, false) => Scope::Everything,
            (true, true) => Scope::Nothing,
            (false, false) if !self.unreadable_names => Scope::Listed,
            _ => Scope::Asked,
        }
    }

    /// What every covered resource has, if something is known of it.
    pub(super) fn mark(&self, layer: Layer) -> Option<Mark> {
        if self.scope(layer) != Scope::Listed {
            return None;
        }
        let mut heads = self.patterns.iter().map(|pattern| pattern.head.as_bytes());
        let first = heads.next()?;
        let length = heads.fold(first.len(), |length, head| {
            first.iter().zip(head).take(length).take_while(|(left, right)| left == right).count()
        });
        let bytes = *first.get(..length)?.last_chunk::<MARK_LEN>()?;
        Some(Mark { start: u32::try_from(length - MARK_LEN).ok()?, bytes })
    }

    /// Whether the set covers the resource of the request.
    pub(super) fn covers(&self, layer: Layer, view: &View<'_, impl Circumstances>) -> bool {
        if self.absent {
            return layer == Layer::Resource || self.unreadable_names;
        }
        // An action without resource types has no resource that an ARN could name (rule R-7).
        let listed = self.star
            || (!view.wildcard_only_action
                && (self.unreadable_names
                    || self.patterns.iter().any(|pattern| pattern.counts(layer) && pattern.matches(view))));
        listed != self.negated
    }

    /// How the element stands to the resource of the request.
    pub(super) fn truth(&self, layer: Layer, view: &View<'_, impl Circumstances>) -> Truth {
        let names = |pattern: &ResourcePattern| pattern.counts(layer) && pattern.matches(view);
        let listed = if self.absent {
            return if layer == Layer::Resource { Truth::True } else { Truth::Unknown };
        } else if self.star {
            Truth::True
        } else if view.wildcard_only_action {
            Truth::False
        } else if self.patterns.iter().any(names) {
            Truth::True
        } else if self.has_unreadable {
            Truth::Unknown
        } else {
            Truth::False
        };
        listed.negated_if(self.negated)
    }

    pub(super) fn patterns(&self) -> &[ResourcePattern] {
        &self.patterns
    }
}

impl ResourcePattern {
    /// `None` if a variable cannot be read.
    fn compile(text: &str, interpolate: bool) -> Option<Self> {
        let mut place: Vec<&str> = text.splitn(PIECES, ':').collect();
        let shortness = if place.len() < PIECES {
            place.resize(PIECES, "*");
            Shortness::Short { has_wildcard: text.contains(['*', '?']), ends_with_star: text.ends_with('*') }
        } else {
            Shortness::Full
        };
        let resource = place.pop()?;
        // Variables are known only after the fifth colon (rule R-9).
        let resource = pattern::compile(resource, interpolate).ok()?;
        let (head, tail) = if place.iter().any(|piece| stops_at_colons(piece)) {
            let head = place_head(&place);
            (head, Tail::States(Arc::new(arn_states::Pattern::new(&place, resource))))
        } else {
            crossing(&place, &resource)
        };
        Some(Self { head: head.into(), tail, shortness })
    }

    pub(super) fn counts(&self, layer: Layer) -> bool {
        self.shortness.counts(layer)
    }

    /// The text that every matching resource begins with; what belongs to the first five pieces is in lower case.
    pub(super) fn head(&self) -> &str {
        &self.head
    }

    /// What follows it.
    pub(super) fn tail(&self) -> &Tail {
        &self.tail
    }

    fn matches(&self, view: &View<'_, impl Circumstances>) -> bool {
        let begins = if view.has_odd_case {
            view.begins_without_case(&self.head)
        } else {
            view.resource.as_bytes().starts_with(self.head.as_bytes())
        };
        begins && self.tail.matches(self.head.len(), view)
    }
}

impl Tail {
    /// Whether the resource matches, given that it begins with the head, which is so long.
    pub(super) fn matches(&self, head_len: usize, view: &View<'_, impl Circumstances>) -> bool {
        match self {
            Self::Anything => true,
            Self::End => view.resource.len() == head_len,
            Self::Pieces(pieces) => {
                let subject = Subject { text: view.resource, place_end: view.place_end };
                pattern::matches(pieces, subject, head_len, &view.context)
            }
            Self::States(pattern) => pattern.matches(view.resource, &view.context),
        }
    }
}

/// `*`, or several of them.
fn is_star(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}

/// Whether a `*` stands before the end of the piece; there it stops at colons (rule R-3).
fn stops_at_colons(piece: &str) -> bool {
    piece.find('*').is_some_and(|at| at + 1 < piece.len())
}

/// The literal beginning of the first five pieces, in lower case.
fn place_head(place: &[&str]) -> String {
    let joined = place.join(":") + ":";
    let end = joined.find(['*', '?']).unwrap_or(joined.len());
    joined.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// Head and tail of a pattern of which every run crosses colons.
fn crossing(place: &[&str], resource: &[Piece]) -> (String, Tail) {
    let mut head = place_head(place);
    let joined = place.join(":") + ":";
    let mut pieces = Vec::new();
    push_place(&mut pieces, joined.get(head.len()..).unwrap_or_default());
    for piece in resource {
        match (pieces.last_mut(), piece) {
            (None, Piece::Literal(text)) => head.push_str(text),
            // Two runs are as one; a literal goes on.
            (Some(Piece::Run), Piece::Run) => {}
            (Some(Piece::Literal(before)), Piece::Literal(text)) => {
                *before = format!("{before}{text}").into()
            }
            (_, piece) => pieces.push(piece.clone()),
        }
    }
    let tail = match pieces.as_slice() {
        [] => Tail::End,
        [Piece::Run] => Tail::Anything,
        _ => Tail::Pieces(pieces.into()),
    };
    (head, tail)
}

/// The pieces of a text before the fifth colon.
fn push_place(pieces: &mut Vec<Piece>, mut text: &str) {
    while let Some(first) = text.chars().next() {
        let end = match first {
            '*' | '?' => 1,
            _ => text.find(['*', '?']).unwrap_or(text.len()),
        };
        let Some((taken, rest)) = text.split_at_checked(end) else { return };
        match first {
            '*' => pieces.push(Piece::Run),
            '?' => pieces.push(Piece::OneInPlace),
            // Without letters there is no case to disregard.
            _ if !taken.bytes().any(|byte| byte.is_ascii_alphabetic()) => {
                pieces.push(Piece::Literal(taken.into()))
            }
            _ => pieces.push(Piece::PlaceLiteral(taken.into())),
        }
        text = rest;
    }
}
