// SPDX-License-Identifier: Apache-2.0
//! What holds for every explanation: it agrees with the decision, and its near misses miss by what it says.

use std::sync::LazyLock;

use portcullis_policy::{
    catalogue::Catalogue,
    engine::{ContextView, Engine, PlainRequest},
    evaluation::{
        Authority, Context, Layer, Match, NamedPolicy, Policies, Principal, Request, ResourcePolicy, evaluate,
    },
    explanation::{Element, Explanation, Failure, NEAR_MISSES_MAX, NearMiss, Says, explain},
    language::{
        Document, Effect, Located, PrincipalElement, PrincipalKind, PrincipalPattern, Span, Statement,
    },
};
use proptest::{prelude::*, sample::select};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Catalogue::embedded()));

const OWN: &str = "111122223333";

/// Documents by layer, and who asks for what.
#[derive(Debug, Clone)]
struct World {
    identity: Vec<Document>,
    boundary: Option<Document>,
    session: Option<Vec<Document>>,
    resource: Option<Document>,
    scps: Vec<Vec<Document>>,
    rcps: Vec<Vec<Document>>,
    endpoint: Vec<Document>,
    caller: Principal,
    authority: Authority,
    keys: Vec<(&'static str, Vec<&'static str>)>,
    wildcard_only: bool,
    abroad: bool,
}

fn named(documents: &[Document]) -> Vec<NamedPolicy<'_>> {
    documents.iter().map(|document| NamedPolicy { name: "policy", document }).collect()
}

impl World {
    fn context(&self) -> Context {
        let mut context = Context::new();
        for (key, values) in &self.keys {
            match values.as_slice() {
                [value] => context.set(key, *value),
                values => context.set_many(key, values.iter().map(|value| (*value).to_owned()).collect()),
            }
        }
        context
    }

    fn with<T>(&self, ask: impl FnOnce(&Request<'_>, &Policies<'_>) -> T) -> T {
        let context = self.context();
        let request = Request {
            principal: self.caller.clone(),
            action: "s3:GetObject",
            resource: "arn:aws:s3:::beans/latte",
            resource_account: Some(if self.abroad { "444455556666" } else { OWN }),
            context: &context,
            wildcard_only_action: self.wildcard_only,
        };
        let policies = Policies {
            identity: named(&self.identity),
            boundary: self.boundary.as_ref().map(|document| NamedPolicy { name: "policy", document }),
            session: self.session.as_deref().map(named),
            resource: self.resource.as_ref().map(|document| ResourcePolicy {
                policy: NamedPolicy { name: "policy", document },
                authority: self.authority,
            }),
            scps: self.scps.iter().map(|level| named(level)).collect(),
            rcps: self.rcps.iter().map(|level| named(level)).collect(),
            endpoint: named(&self.endpoint),
            ..Policies::default()
        };
        ask(&request, &policies)
    }

    /// What the compiled engine tells, which is what the reference tells.
    fn explain(&self) -> Explanation {
        self.with(|request, policies| {
            let effective = ENGINE.effective(request.principal.clone(), ENGINE.layers(policies));
            let explanation = effective.explain(&PlainRequest {
                action: request.action,
                resource: request.resource,
                resource_account: request.resource_account,
                context: ContextView::Context(request.context),
                wildcard_only_action: request.wildcard_only_action,
            });
            assert_eq!(explanation, explain(request, policies));
            explanation
        })
    }

    /// The same world in which a layer has one document of one statement.
    fn with_only(&self, layer: Layer, statement: Statement) -> Self {
        let document = Document {
            version: Some(portcullis_policy::language::Version::V2012),
            id: None,
            statements: vec![statement],
            single_statement: false,
        };
        let mut world = self.clone();
        match layer {
            Layer::Identity => world.identity = vec![document],
            Layer::Boundary => world.boundary = Some(document),
            Layer::Session => world.session = Some(vec![document]),
            Layer::Resource => world.resource = Some(document),
            Layer::Scp => world.scps = vec![vec![document]],
            Layer::Rcp => world.rcps = vec![vec![document]],
            Layer::Endpoint => world.endpoint = vec![document],
        }
        world
    }

    /// The statement that a near miss is about; statements of one world differ in their `Sid`.
    #[expect(clippy::expect_used, reason = "near misses are statements of the world")]
    fn statement(&self, miss: &NearMiss) -> Statement {
        let every = [&self.identity, &self.endpoint].into_iter().flatten();
        let every = every.chain(self.boundary.iter()).chain(self.session.iter().flatten());
        let every = every.chain(self.resource.iter());
        let mut every = every.chain(self.scps.iter().flatten()).chain(self.rcps.iter().flatten());
        let sid = |statement: &Statement| statement.sid.as_ref().map(|sid| sid.value.clone());
        every
            .find_map(|document| {
                let statement = document.statements.get(miss.place.statement)?;
                (sid(statement) == miss.place.sid).then(|| statement.clone())
            })
            .expect("a statement")
    }
}

/// The statement without what failed.
#[expect(clippy::expect_used, reason = "only a resource that is there fails here")]
fn repair(statement: &mut Statement, layer: Layer, failure: &Failure) {
    let star = |text: &str| Located { value: text.to_owned(), span: Span::default() };
    match failure.element {
        Element::Action { .. } => {
            statement.action.negated = false;
            statement.action.patterns = vec![star("*")];
        }
        Element::Resource { .. } => {
            let resource = statement.resource.as_mut().expect("a resource");
            resource.negated = false;
            resource.patterns = vec![star("*")];
        }
        Element::Principal { .. } => {
            let everybody = PrincipalPattern { kind: PrincipalKind::Aws, text: "*".into() };
            let element = PrincipalElement {
                negated: false,
                span: Span::default(),
                principals: vec![Located { value: everybody, span: Span::default() }],
                bare_star: true,
            };
            let is_named = matches!(layer, Layer::Resource | Layer::Endpoint | Layer::Rcp);
            statement.principal = is_named.then_some(element);
        }
        Element::Condition { .. } => {
            for block in &mut statement.conditions {
                block.entries.retain(|entry| entry.key.span != failure.span);
            }
        }
    }
}

fn acts(world: &World, layer: Layer, statement: Statement) -> bool {
    let decision = world.with_only(layer, statement).with(evaluate);
    decision.matched.iter().any(|found| found.layer == layer)
}

/// Statements with every way to fail; the `Sid` is theirs alone.
fn statement(layer: Layer) -> impl Strategy<Value = String> {
    let named = vec![
        r#""Principal":"*","#,
        r#""Principal":{"AWS":"111122223333"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"},"#,
        r#""NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/ann","111122223333"]},"#,
        "",
    ];
    let principals = match layer {
        Layer::Resource | Layer::Endpoint | Layer::Rcp => named,
        _ => vec!["", "", "", r#""Principal":"*","#],
    };
    let actions = vec![
        r#""Action":"*""#,
        r#""Action":["s3:Get*","s3:List*"]"#,
        r#""Action":"s3:Put*""#,
        r#""NotAction":"s3:Get*""#,
    ];
    let resources = vec![
        r#""Resource":"*""#,
        r#""Resource":"arn:aws:s3:::beans/*""#,
        r#""Resource":"arn:aws:s3:::tea/*""#,
        r#""NotResource":"arn:aws:s3:::beans/*""#,
        r#""Resource":"arn:aws:s3:::beans/${aws:username}""#,
        r#""NotResource":"arn:aws:s3:::${broken""#,
    ];
    let condition = vec![
        r#""StringEquals":{"aws:PrincipalTag/team":"milk"}"#,
        r#""StringNotEquals":{"aws:PrincipalTag/team":["milk","tea"]}"#,
        r#""IpAddress":{"aws:SourceIp":"192.168.0.0/16"}"#,
        r#""Null":{"aws:username":"true"}"#,
        r#""ForAllValues:StringLike":{"aws:TagKeys":["a*","b"]}"#,
        r#""ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"C"}"#,
        r#""StringLike":{"aws:username":"${aws:PrincipalTag/team}","aws:TagKeys":"a"}"#,
        r#""NumericLessThan":{"aws:MultiFactorAuthAge":"300"}"#,
    ];
    let conditions = prop::sample::subsequence(condition, 0..3);
    (select(principals), select(actions), select(resources), conditions).prop_map(
        |(principal, action, resource, conditions)| {
            format!(r#"{principal}{action},{resource},"Condition":{{{}}}"#, conditions.join(","))
        },
    )
}

#[expect(clippy::expect_used, reason = "the texts are the test's own")]
fn policy(layer: Layer) -> impl Strategy<Value = Document> {
    let effects = select(vec!["Allow", "Allow", "Deny"]);
    prop::collection::vec((effects, statement(layer), any::<u64>()), 1..4).prop_map(|statements| {
        let texts: Vec<String> = statements
            .iter()
            .map(|(effect, rest, id)| format!(r#"{{"Sid":"S{id}","Effect":"{effect}",{rest}}}"#))
            .collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, texts.join(","));
        Document::parse(&text).expect("a policy")
    })
}

fn policies(layer: Layer) -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(policy(layer), 0..3)
}

fn caller() -> impl Strategy<Value = Principal> {
    let account = || OWN.to_owned();
    select(vec![
        Principal::Root { partition: "aws".into(), account: account() },
        Principal::User {
            arn: "arn:aws:iam::111122223333:user/ann".into(),
            account: account(),
            unique_id: None,
        },
        Principal::Role {
            role_arn: "arn:aws:iam::111122223333:role/barista".into(),
            session_arn: "arn:aws:sts::111122223333:assumed-role/barista/morning".into(),
            account: account(),
            unique_id: None,
        },
        Principal::Service { name: "ec2.amazonaws.com".into() },
        Principal::Anonymous,
    ])
}

fn keys() -> impl Strategy<Value = Vec<(&'static str, Vec<&'static str>)>> {
    let all = vec![
        ("aws:PrincipalTag/team", vec!["milk"]),
        ("aws:SourceIp", vec!["10.1.2.3"]),
        ("aws:username", vec!["latte"]),
        ("aws:TagKeys", vec!["a1", "C"]),
        ("aws:TagKeys", vec![]),
        ("aws:MultiFactorAuthAge", vec!["soon"]),
    ];
    prop::sample::subsequence(all, 0..6)
}

fn world() -> impl Strategy<Value = World> {
    let of_caller = (
        policies(Layer::Identity),
        prop::option::of(policy(Layer::Boundary)),
        prop::option::of(policies(Layer::Session)),
    );
    let organization = (
        prop::collection::vec(policies(Layer::Scp), 0..3),
        prop::collection::vec(policies(Layer::Rcp), 0..3),
        policies(Layer::Endpoint),
    );
    let resource = (prop::option::of(policy(Layer::Resource)), any::<bool>());
    let scene = (keys(), any::<bool>(), any::<bool>());
    (of_caller, resource, organization, caller(), scene).prop_map(
        |((identity, boundary, session), (resource, required), (scps, rcps, endpoint), caller, scene)| {
            let (keys, wildcard_only, abroad) = scene;
            let authority = if required { Authority::Required } else { Authority::Ordinary };
            World {
                identity,
                boundary,
                session,
                resource,
                scps,
                rcps,
                endpoint,
                caller,
                authority,
                keys,
                wildcard_only,
                abroad,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn e_3_explanations_agree_with_decisions(world in world()) {
        let explanation = world.explain();
        prop_assert_eq!(&explanation.decision, &world.with(evaluate));
        let blocking = explanation.layers.iter().filter(|account| account.blocks);
        let blocked_by: Vec<Layer> = blocking.map(|account| account.layer).collect();
        prop_assert_eq!(&blocked_by, &explanation.decision.blocked_by);
        let matched = explanation.layers.iter().flat_map(|account| {
            account.matched.iter().map(|place| Match {
                layer: account.layer,
                policy: place.policy.clone(),
                statement: place.statement,
                sid: place.sid.clone(),
                effect: place.effect,
            })
        });
        prop_assert_eq!(matched.collect::<Vec<_>>(), explanation.decision.matched);
    }

    #[test]
    fn e_3_layers_say_what_their_statements_do(world in world()) {
        for account in world.explain().layers {
            let has = |effect| account.matched.iter().any(|place| place.effect == effect);
            prop_assert_eq!(account.says == Says::Denies, has(Effect::Deny));
            prop_assert!(account.says != Says::Allows || has(Effect::Allow));
            prop_assert_eq!(account.blocks, account.says == Says::Denies || account.refusal.is_some());
            prop_assert!(account.refusal.is_none() || account.excuse.is_none());
            prop_assert!(account.says != Says::Silent || account.refusal.is_some() || account.excuse.is_some());
            for effect in [Effect::Allow, Effect::Deny] {
                let misses = account.near_misses.iter().filter(|miss| miss.place.effect == effect).count();
                prop_assert!(misses <= NEAR_MISSES_MAX);
            }
        }
    }

    #[test]
    fn e_6_a_near_miss_acts_if_and_only_if_nothing_of_it_fails(world in world()) {
        for account in world.explain().layers {
            for miss in &account.near_misses {
                prop_assert!(!miss.failures.is_empty());
                let broken = world.statement(miss);
                prop_assert!(!acts(&world, account.layer, broken.clone()));
                let mut whole = broken.clone();
                miss.failures.iter().for_each(|failure| repair(&mut whole, account.layer, failure));
                prop_assert!(acts(&world, account.layer, whole), "{miss}");
                for kept in 0..miss.failures.len() {
                    let mut nearly = broken.clone();
                    for (at, failure) in miss.failures.iter().enumerate() {
                        if at != kept {
                            repair(&mut nearly, account.layer, failure);
                        }
                    }
                    prop_assert!(!acts(&world, account.layer, nearly), "{miss}");
                }
            }
        }
    }

    #[test]
    fn e_3_both_forms_can_always_be_written(world in world()) {
        let explanation = world.explain();
        let lines = explanation.to_string().lines().count();
        prop_assert!(lines > explanation.decision.blocked_by.len() + explanation.decision.matched.len());
        let json = explanation.to_json();
        prop_assert!(portcullis_policy::language::json::read(&json).is_ok(), "{json}");
    }
}
