// SPDX-License-Identifier: Apache-2.0
//! Requests: as plain texts, and interned so that deciding them again costs least.

use std::hint::black_box;
use std::sync::Arc;

use super::{
    hash,
    key::{Circumstances, ContextView, Key, List, Needs, Values, bit},
    vocabulary::{ActionTraits, KnownAction, Vocabulary},
};
use crate::evaluation::{Context, arn::PIECES};

/// A request as a service meets it: plain texts, borrowed. Who asks stands in the policies that are asked.
#[derive(Debug, Clone, Copy)]
pub struct PlainRequest<'a> {
    /// The permission's name, for example `s3:GetObject`; case does not matter (rule A-1).
    pub action: &'a str,
    /// The ARN of the resource, or `*` where the action has none.
    pub resource: &'a str,
    /// The account that owns the resource, if it is known. `None` is read as the caller's own account.
    pub resource_account: Option<&'a str>,
    /// The condition keys and their values.
    pub context: ContextView<'a>,
    /// Whether the action has no resource types, so that only `Resource: *` matches (rule R-7).
    pub wildcard_only_action: bool,
}

/// A request in a form of its own that is cheap to decide: the action by number, the condition keys by hash, and all
/// texts side by side.
#[derive(Debug, Clone)]
pub struct InternedRequest {
    /// The vocabulary that the action's number is of.
    vocabulary: Arc<Vocabulary>,
    action: Option<KnownAction>,
    traits: ActionTraits,
    resource: ResourceFacts,
    wildcard_only_action: bool,
    action_length: u32,
    resource_length: u32,
    /// `None` if the resource's account is not known.
    account_length: Option<u32>,
    /// How many condition keys there are.
    keys_len: u32,
    /// The [`bit`] of each condition key.
    key_bits: u64,
    /// The hash of each condition key, then [`ENTRY`] numbers for each, then the limits of the values of keys with sets.
    words: Box<[u32]>,
    /// Action, resource, account, then each key in lower case with its values.
    text: Box<str>,
}

/// The numbers of a condition key: where it starts and ends in the text, and where its value ends. Of a key with a set
/// of values the last is [`SET`] with the place in the numbers where there is the count of limits, and then those.
const ENTRY: usize = 3;
const SET: u32 = 1 << 31;

/// What the matching of resources needs to know of the text.
#[derive(Debug, Clone, Copy)]
struct ResourceFacts {
    place_end: u32,
    has_odd_case: bool,
}

/// A request as the engine looks at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a, C> {
    /// The action's number, if it has one.
    pub(super) action: Option<KnownAction>,
    pub(super) traits: ActionTraits,
    pub(super) action_name: &'a str,
    pub(super) resource: &'a str,
    /// The bytes of the resource up to its fifth colon, or all. There the case of letters does not matter (rule R-2).
    pub(super) place_end: usize,
    /// Whether there are upper-case letters among those bytes.
    pub(super) has_odd_case: bool,
    pub(super) resource_account: Option<&'a str>,
    pub(super) wildcard_only_action: bool,
    pub(super) context: C,
}

impl<C> View<'_, C> {
    /// Whether the resource begins with a text whose letters are in lower case as far as case does not matter.
    pub(super) fn begins_without_case(&self, head: &str) -> bool {
        let bytes = self.resource.as_bytes();
        let place = head.len().min(self.place_end);
        match (
            bytes.get(..head.len()).and_then(|begin| begin.split_at_checked(place)),
            head.as_bytes().split_at_checked(place),
        ) {
            (Some((place, rest)), Some((head_place, head_rest))) => {
                place.eq_ignore_ascii_case(head_place) && rest == head_rest
            }
            _ => false,
        }
    }
}

impl ResourceFacts {
    fn of(resource: &str) -> Self {
        let (mut colons, mut upper) = (0, false);
        let bytes = resource.as_bytes();
        let fifth = bytes.iter().position(|byte| {
            upper |= byte.is_ascii_uppercase();
            colons += usize::from(*byte == b':');
            colons == PIECES - 1
        });
        let place_end = u32::try_from(fifth.unwrap_or(bytes.len())).unwrap_or(u32::MAX);
        Self { place_end, has_odd_case: upper }
    }
}

/// A request in any form.
pub(super) trait Viewed {
    type Context<'a>: Circumstances
    where
        Self: 'a;

    /// The request as an engine of this vocabulary looks at it.
    fn view<'a>(&'a self, vocabulary: &Arc<Vocabulary>) -> View<'a, Self::Context<'a>>;
}

impl Viewed for PlainRequest<'_> {
    type Context<'a>
        = ContextView<'a>
    where
        Self: 'a;

    fn view<'a>(&'a self, vocabulary: &Arc<Vocabulary>) -> View<'a, ContextView<'a>> {
        // Asked for now, it comes from memory while the action is found.
        black_box(self.resource.as_bytes().first().copied());
        let action = vocabulary.find(self.action);
        let facts = ResourceFacts::of(self.resource);
        View {
            action,
            traits: ActionTraits::of(self.action),
            action_name: self.action,
            resource: self.resource,
            place_end: facts.place_end as usize,
            has_odd_case: facts.has_odd_case,
            resource_account: self.resource_account,
            wildcard_only_action: self.wildcard_only_action,
            context: self.context,
        }
    }
}

impl Viewed for InternedRequest {
    type Context<'a> = &'a Self;

    fn view<'a>(&'a self, vocabulary: &Arc<Vocabulary>) -> View<'a, &'a Self> {
        // Conditions will ask for this soon; asked for now, it comes from memory while resources are matched.
        black_box(self.words.first().copied());
        let (action_name, rest) = split(&self.text, self.action_length);
        let (resource, rest) = split(rest, self.resource_length);
        // A request of another engine is found by name again.
        let action = if Arc::ptr_eq(&self.vocabulary, vocabulary) {
            self.action
        } else {
            vocabulary.find(action_name)
        };
        View {
            action,
            traits: self.traits,
            action_name,
            resource,
            place_end: self.resource.place_end as usize,
            has_odd_case: self.resource.has_odd_case,
            resource_account: self.account_length.map(|length| split(rest, length).0),
            wildcard_only_action: self.wildcard_only_action,
            context: self,
        }
    }
}

impl InternedRequest {
    pub(super) fn new(vocabulary: &Arc<Vocabulary>, plain: &PlainRequest<'_>) -> Option<Self> {
        if let ContextView::Lookup(lookup) = plain.context {
            let pairs = lookup.pairs();
            let pairs: Vec<(&str, Values<'_>)> =
                pairs.iter().map(|(key, values)| (&**key, *values)).collect();
            return Self::new(vocabulary, &PlainRequest { context: ContextView::Pairs(&pairs), ..*plain });
        }
        let mut packer = Packer::sized_for(plain);
        let action_length = packer.push(plain.action)?;
        let resource_length = packer.push(plain.resource)? - action_length;
        let account_length = match plain.resource_account {
            Some(account) => Some(packer.push(account)? - action_length - resource_length),
            None => None,
        };
        let keys = keys(plain.context);
        packer.words.extend(keys.clone().map(|(key, _)| hash::short_without_case(key)));
        let keys_len = u32::try_from(packer.words.len()).ok()?;
        let key_bits = packer.words.iter().fold(0, |bits, hash| bits | bit(*hash));
        packer.words.extend(keys.clone().flat_map(|_| [0; ENTRY]));
        for (at, (key, values)) in keys.enumerate() {
            packer.push_entry(keys_len as usize + at * ENTRY, key, values)?;
        }
        Some(Self {
            vocabulary: Arc::clone(vocabulary),
            action: vocabulary.find(plain.action),
            traits: ActionTraits::of(plain.action),
            resource: ResourceFacts::of(plain.resource),
            wildcard_only_action: plain.wildcard_only_action,
            action_length,
            resource_length,
            account_length,
            keys_len,
            key_bits,
            words: packer.words.into(),
            text: packer.text.into(),
        })
    }

    fn text(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Circumstances for &InternedRequest {
    fn lacks(&self, needs: Needs) -> bool {
        needs.exceed(self.key_bits)
    }

    fn find(&self, key: &Key) -> Option<Values<'_>> {
        let (hashes, rest) = self.words.split_at_checked(self.keys_len as usize)?;
        let name = key.name();
        let mut same = hashes.iter().enumerate().filter(|(_, hash)| **hash == key.hash);
        let [_, end, values] = same.find_map(|(at, _)| {
            let entry = *rest.get(at * ENTRY..)?.first_chunk::<ENTRY>()?;
            let [start, end, _] = entry;
            (self.text.as_bytes().get(start as usize..end as usize) == Some(name)).then_some(entry)
        })?;
        if values & SET == 0 {
            return Some(Values::One(self.text(end, values)));
        }
        let (count, limits) = self.words.get((values & !SET) as usize..)?.split_first()?;
        Some(Values::Many(List::Packed(&self.text, limits.get(..*count as usize)?)))
    }
}

impl From<ContextView<'_>> for Context {
    fn from(view: ContextView<'_>) -> Self {
        let mut context = Self::new();
        let mut set = |key: &str, values: &Values<'_>| match values {
            Values::One(value) => context.set(key, *value),
            Values::Many(values) => context.set_many(key, values.iter().map(str::to_owned).collect()),
        };
        match view {
            ContextView::Context(context) => return context.clone(),
            ContextView::Pairs(pairs) => pairs.iter().for_each(|(key, values)| set(key, values)),
            ContextView::Lookup(lookup) => lookup.pairs().iter().for_each(|(key, values)| set(key, values)),
        }
        context
    }
}

/// A text of a length, and what follows it.
fn split(text: &str, length: u32) -> (&str, &str) {
    text.split_at_checked(length as usize).unwrap_or_default()
}

/// The keys of a context, those that count first.
fn keys<'a>(context: ContextView<'a>) -> impl Iterator<Item = (&'a str, Values<'a>)> + Clone {
    let (pairs, context) = match context {
        ContextView::Pairs(pairs) => (pairs, None),
        ContextView::Context(context) => (&[][..], Some(context)),
        // Made pairs of before it is interned.
        ContextView::Lookup(_) => (&[][..], None),
    };
    // From the last on, because the last spelling of a key counts.
    let pairs = pairs.iter().rev().copied();
    pairs.chain(
        context.into_iter().flat_map(|context| context.iter().map(|(key, value)| (key, Values::from(value)))),
    )
}

#[derive(Default)]
struct Packer {
    text: String,
    words: Vec<u32>,
}

impl Packer {
    /// With room for what the request needs and no more, so that both parts come to lie side by side.
    fn sized_for(plain: &PlainRequest<'_>) -> Self {
        let mut text = plain.action.len() + plain.resource.len() + plain.resource_account.map_or(0, str::len);
        let mut words = 0;
        for (key, values) in keys(plain.context) {
            let (value, limits) = match values {
                Values::One(value) => (value.len(), 0),
                Values::Many(values) => (values.iter().map(str::len).sum(), values.len() + 2),
            };
            text += key.len() + value;
            words += 1 + ENTRY + limits;
        }
        Self { words: Vec::with_capacity(words), text: String::with_capacity(text) }
    }

    /// Appends a text and gives its end; `None` if it lies beyond what 31 bits count.
    fn push(&mut self, text: &str) -> Option<u32> {
        self.text.push_str(text);
        u32::try_from(self.text.len()).ok().filter(|end| end & SET == 0)
    }

    /// Appends a key with its values, and notes at a place of the numbers where they stand.
    fn push_entry(&mut self, place: usize, key: &str, values: Values<'_>) -> Option<()> {
        let start = self.push("")?;
        self.text.extend(key.chars().map(|character| character.to_ascii_lowercase()));
        let end = self.push("")?;
        let values = match values {
            Values::One(value) => self.push(value)?,
            Values::Many(values) => {
                let list = u32::try_from(self.words.len()).ok().filter(|list| list & SET == 0)?;
                self.words.push(u32::try_from(values.len() + 1).ok()?);
                self.words.push(end);
                for value in values.iter() {
                    let end = self.push(value)?;
                    self.words.push(end);
                }
                list | SET
            }
        };
        *self.words.get_mut(place..)?.first_chunk_mut::<ENTRY>()? = [start, end, values];
        Some(())
    }
}
