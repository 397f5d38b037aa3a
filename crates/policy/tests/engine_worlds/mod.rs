// SPDX-License-Identifier: Apache-2.0
//! Worlds of policies and requests, generated to be nasty, in which the compiled engine must agree with the reference.

mod policies;
mod requests;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use portcullis_policy::{
    catalogue::Catalogue,
    engine::{CompiledPolicy, ContextView, Engine, Layers, List, Lookup, PlainRequest, PolicyGroup, Values},
    evaluation::{
        Authority, Context, NamedPolicy, Policies, Principal, Request, ResourcePolicy, Value, evaluate,
    },
    explanation::explain,
    language::Document,
};

/// A repeatable source of choices.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// True in `percent` of all throws.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// One request with all policies that bear on it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) caller: Principal,
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) resource_account: Option<String>,
    pub(crate) wildcard_only_action: bool,
    /// In the order in which they are set; keys may come twice.
    pub(crate) context: Vec<(String, Value)>,
    /// Every document as source, by layer.
    pub(crate) identity: Vec<String>,
    pub(crate) boundary: Option<String>,
    pub(crate) session: Option<Vec<String>>,
    pub(crate) resource_policy: Option<(String, bool)>,
    pub(crate) scps: Vec<Vec<String>>,
    pub(crate) rcps: Vec<Vec<String>>,
    pub(crate) endpoint: Vec<String>,
    pub(crate) granted: bool,
    pub(crate) restrict_public: bool,
}

/// Keys that are looked for when they are asked for.
#[derive(Debug)]
struct Searched<'a>(&'a [(&'a str, Values<'a>)]);

impl Lookup for Searched<'_> {
    fn find(&self, name: &str) -> Option<Values<'_>> {
        let found = self.0.iter().rev().find(|(key, _)| key.to_ascii_lowercase() == name);
        found.map(|(_, values)| *values)
    }

    fn pairs(&self) -> Vec<(Cow<'_, str>, Values<'_>)> {
        self.0.iter().map(|(key, values)| (Cow::Borrowed(*key), *values)).collect()
    }
}

static CATALOGUE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Catalogue::embedded()));
static OWN_ACTIONS: LazyLock<Engine> =
    LazyLock::new(|| Engine::with_actions(Catalogue::embedded(), ["beans:Grind", "beans:Röst", "Tea:Brew"]));
static NOTHING: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Catalogue::default()));

fn parse(text: &str) -> Document {
    Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

impl World {
    /// Checks that the engine agrees with the reference, in every form of the request.
    ///
    /// # Panics
    /// It does not.
    pub(crate) fn check(&self, dice: &mut Dice) {
        let (wanted, explained) =
            self.reference(|request, policies| (evaluate(request, policies), explain(request, policies)));
        assert_eq!(explained.decision, wanted, "explained: {self:#?}");
        let engines = [&*CATALOGUE, &*OWN_ACTIONS, &*NOTHING];
        let engine = engines[dice.below(3)];
        // Now and then policies that another engine has compiled are among them.
        let mixed = dice.chance(5);
        let mut next = dice.clone();
        let layers = self.layers(&mut |at, text| {
            let compiler = if mixed { engines[next.below(3)] } else { engine };
            compiler.compile(&name(at), parse(text))
        });
        let effective = engine.effective(self.caller.clone(), layers);
        let lists: Vec<Vec<&str>> = self.context.iter().map(|(_, value)| texts(value)).collect();
        let pairs: Vec<(&str, Values<'_>)> = self
            .context
            .iter()
            .zip(&lists)
            .map(|((key, value), list)| match value {
                Value::Single(text) => (key.as_str(), Values::One(text)),
                Value::Many(_) => (key.as_str(), Values::Many(List::Borrowed(list))),
            })
            .collect();
        let context = self.context();
        let searched = Searched(&pairs);
        for view in
            [ContextView::Pairs(&pairs), ContextView::Context(&context), ContextView::Lookup(&searched)]
        {
            let plain = PlainRequest {
                action: &self.action,
                resource: &self.resource,
                resource_account: self.resource_account.as_deref(),
                context: view,
                wildcard_only_action: self.wildcard_only_action,
            };
            assert_eq!(effective.decide_plain(&plain), wanted.outcome, "plain: {self:#?}");
            assert_eq!(effective.decision_plain(&plain), wanted, "plain: {self:#?}");
            assert_eq!(effective.explain(&plain), explained, "explained: {self:#?}");
            let interner = engines[dice.below(3)];
            let interned = interner.intern(&plain).unwrap();
            assert_eq!(effective.decide(&interned), wanted.outcome, "interned: {self:#?}");
            assert_eq!(effective.decision(&interned), wanted, "interned: {self:#?}");
        }
    }

    pub(crate) fn context(&self) -> Context {
        let mut context = Context::new();
        for (key, value) in &self.context {
            match value {
                Value::Single(text) => context.set(key, text.clone()),
                Value::Many(texts) => context.set_many(key, texts.clone()),
            }
        }
        context
    }

    /// What the reference says.
    pub(crate) fn reference<T>(&self, ask: impl FnOnce(&Request<'_>, &Policies<'_>) -> T) -> T {
        let context = self.context();
        let request = Request {
            principal: self.caller.clone(),
            action: &self.action,
            resource: &self.resource,
            resource_account: self.resource_account.as_deref(),
            context: &context,
            wildcard_only_action: self.wildcard_only_action,
        };
        let mut at = 0;
        let mut read = |text: &String| {
            at += 1;
            (name(at), parse(text))
        };
        let identity: Vec<_> = self.identity.iter().map(&mut read).collect();
        let boundary = self.boundary.as_ref().map(&mut read);
        let session: Option<Vec<_>> =
            self.session.as_ref().map(|texts| texts.iter().map(&mut read).collect());
        let resource = self.resource_policy.as_ref().map(|(text, required)| (read(text), *required));
        let mut levels = |levels: &[Vec<String>]| -> Vec<Vec<(String, Document)>> {
            levels.iter().map(|level| level.iter().map(&mut read).collect()).collect()
        };
        let (scps, rcps) = (levels(&self.scps), levels(&self.rcps));
        let endpoint: Vec<_> = self.endpoint.iter().map(&mut read).collect();
        let policies = Policies {
            identity: named(&identity),
            boundary: boundary.as_ref().map(|(name, document)| NamedPolicy { name, document }),
            session: session.as_deref().map(named),
            resource: resource.as_ref().map(|((name, document), required)| ResourcePolicy {
                policy: NamedPolicy { name, document },
                authority: authority(*required),
            }),
            scps: scps.iter().map(|level| named(level)).collect(),
            rcps: rcps.iter().map(|level| named(level)).collect(),
            endpoint: named(&endpoint),
            granted: self.granted,
            restrict_public: self.restrict_public,
        };
        ask(&request, &policies)
    }

    fn layers(&self, compile: &mut dyn FnMut(usize, &str) -> Arc<CompiledPolicy>) -> Layers {
        let mut at = 0;
        let mut group = |texts: &[String]| {
            let compiled: Vec<Arc<CompiledPolicy>> = texts
                .iter()
                .map(|text| {
                    at += 1;
                    compile(at, text)
                })
                .collect();
            PolicyGroup::of(&compiled)
        };
        Layers {
            identity: Some(group(&self.identity)),
            boundary: self.boundary.as_ref().map(|text| group(std::slice::from_ref(text))),
            session: self.session.as_deref().map(&mut group),
            resource: self
                .resource_policy
                .as_ref()
                .map(|(text, required)| (group(std::slice::from_ref(text)), authority(*required))),
            scps: self.scps.iter().map(|level| group(level)).collect(),
            rcps: self.rcps.iter().map(|level| group(level)).collect(),
            endpoint: (!self.endpoint.is_empty()).then(|| group(&self.endpoint)),
            granted: self.granted,
            restrict_public: self.restrict_public,
            policies_alone: false,
        }
    }
}

fn authority(required: bool) -> Authority {
    if required { Authority::Required } else { Authority::Ordinary }
}

/// The names tell the policies apart by their order.
fn name(at: usize) -> String {
    format!("policy-{at}")
}

fn named(documents: &[(String, Document)]) -> Vec<NamedPolicy<'_>> {
    documents.iter().map(|(name, document)| NamedPolicy { name, document }).collect()
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Single(_) => Vec::new(),
        Value::Many(texts) => texts.iter().map(String::as_str).collect(),
    }
}

/// The world of a number; the same number gives the same world.
pub(crate) fn world(seed: u64) -> (World, Dice) {
    let mut dice = Dice::new(seed);
    let world = requests::world(&mut dice);
    (world, dice)
}
