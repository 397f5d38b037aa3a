// SPDX-License-Identifier: Apache-2.0
//! What holds for all policies and requests.

use portcullis_policy::{
    evaluation::{
        Authority, Context, Decision, Layer, NamedPolicy, Outcome, Policies, Principal, Request,
        ResourcePolicy, evaluate,
    },
    language::{Document, Effect},
};
use proptest::{prelude::*, sample::select};

const OWN: &str = "111122223333";

/// The policies of one request, by layer.
#[derive(Debug, Clone)]
struct World {
    identity: Vec<Document>,
    boundary: Option<Document>,
    session: Option<Vec<Document>>,
    resource: Option<(Document, bool)>,
    scps: Vec<Vec<Document>>,
    rcps: Vec<Vec<Document>>,
    endpoint: Vec<Document>,
    caller: Principal,
    abroad: bool,
    tagged: bool,
}

fn named<'a>(documents: &'a [Document]) -> Vec<NamedPolicy<'a>> {
    documents.iter().map(|document| NamedPolicy { name: "policy", document }).collect()
}

impl World {
    fn decide(&self) -> Decision {
        let mut context = Context::new();
        if self.tagged {
            context.set("aws:PrincipalTag/team", "milk");
        }
        let request = Request {
            principal: self.caller.clone(),
            action: "s3:GetObject",
            resource: "arn:aws:s3:::beans/latte",
            resource_account: Some(if self.abroad { "444455556666" } else { OWN }),
            context: &context,
            wildcard_only_action: false,
        };
        let policies = Policies {
            identity: named(&self.identity),
            boundary: self.boundary.as_ref().map(|document| NamedPolicy { name: "policy", document }),
            session: self.session.as_deref().map(named),
            resource: self.resource.as_ref().map(|(document, required)| ResourcePolicy {
                policy: NamedPolicy { name: "policy", document },
                authority: if *required { Authority::Required } else { Authority::Ordinary },
            }),
            scps: self.scps.iter().map(|level| named(level)).collect(),
            rcps: self.rcps.iter().map(|level| named(level)).collect(),
            endpoint: named(&self.endpoint),
            ..Policies::default()
        };
        evaluate(&request, &policies)
    }

    /// Every document, with its layer.
    fn documents(&mut self) -> Vec<(Layer, &mut Document)> {
        let mut all: Vec<(Layer, &mut Document)> = Vec::new();
        all.extend(self.identity.iter_mut().map(|document| (Layer::Identity, document)));
        all.extend(self.boundary.iter_mut().map(|document| (Layer::Boundary, document)));
        all.extend(self.session.iter_mut().flatten().map(|document| (Layer::Session, document)));
        all.extend(self.resource.iter_mut().map(|(document, _)| (Layer::Resource, document)));
        all.extend(self.scps.iter_mut().flatten().map(|document| (Layer::Scp, document)));
        all.extend(self.rcps.iter_mut().flatten().map(|document| (Layer::Rcp, document)));
        all.extend(self.endpoint.iter_mut().map(|document| (Layer::Endpoint, document)));
        all
    }

    /// Adds a statement to the document at `at`, counted round; gives whether there is one.
    fn add(&mut self, at: usize, effect: &str, choice: &Choice) -> bool {
        let mut documents = self.documents();
        let count = documents.len().max(1);
        let Some((layer, document)) = documents.get_mut(at % count) else { return false };
        document.statements.extend(parse(&[choice.statement(effect, *layer)]).statements);
        true
    }
}

/// What a statement says, whatever layer it will stand in.
#[derive(Debug, Clone)]
struct Choice {
    principal: &'static str,
    action: &'static str,
    resource: &'static str,
    condition: &'static str,
}

impl Choice {
    fn statement(&self, effect: &str, layer: Layer) -> String {
        let principal = match layer {
            Layer::Resource | Layer::Endpoint => self.principal,
            Layer::Rcp => r#""Principal":"*","#,
            _ => "",
        };
        let Self { action, resource, condition, .. } = self;
        format!(r#"{{"Effect":"{effect}",{principal}{action},{resource}{condition}}}"#)
    }
}

#[expect(clippy::expect_used, reason = "the texts are the test's own")]
fn parse(statements: &[String]) -> Document {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    Document::parse(&text).expect("a policy")
}

fn choice() -> impl Strategy<Value = Choice> {
    let principals = vec![
        r#""Principal":"*","#,
        r#""Principal":{"AWS":"111122223333"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/barista"},"#,
        r#""Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/barista/morning"},"#,
        r#""Principal":{"Service":"ec2.amazonaws.com"},"#,
        r#""NotPrincipal":{"AWS":"444455556666"},"#,
        r#""NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/ann","111122223333"]},"#,
        "",
    ];
    let actions = vec![
        r#""Action":"*""#,
        r#""Action":"s3:Get*""#,
        r#""Action":"s3:Put*""#,
        r#""NotAction":"s3:Put*""#,
        r#""NotAction":"s3:Get*""#,
    ];
    let resources = vec![
        r#""Resource":"*""#,
        r#""Resource":"arn:aws:s3:::beans/*""#,
        r#""Resource":"arn:aws:s3:::tea/*""#,
        r#""NotResource":"arn:aws:s3:::tea/*""#,
        r#""Resource":"arn:aws:s3:::beans/${aws:username}""#,
        r#""NotResource":"arn:aws:s3:::beans/${aws:username}""#,
        r#""Resource":"arn:aws:s3:::${broken""#,
        r#""NotResource":"arn:aws:s3:::${broken""#,
    ];
    let conditions = vec![
        "",
        "",
        r#","Condition":{"StringEquals":{"aws:PrincipalTag/team":"milk"}}"#,
        r#","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"milk"}}"#,
        r#","Condition":{"Null":{"aws:PrincipalTag/team":"true"}}"#,
    ];
    (select(principals), select(actions), select(resources), select(conditions)).prop_map(
        |(principal, action, resource, condition)| Choice { principal, action, resource, condition },
    )
}

/// A document of a layer; more often than not its statements allow.
fn policy(layer: Layer) -> impl Strategy<Value = Document> {
    let effect = select(vec!["Allow", "Allow", "Allow", "Deny"]);
    prop::collection::vec((effect, choice()), 1..4).prop_map(move |statements| {
        let texts: Vec<String> =
            statements.iter().map(|(effect, choice)| choice.statement(effect, layer)).collect();
        parse(&texts)
    })
}

fn policies(layer: Layer) -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(policy(layer), 0..3)
}

fn caller() -> impl Strategy<Value = Principal> {
    let user_arn = || "arn:aws:iam::111122223333:user/ann".to_owned();
    let session_arn = |rest: &str| format!("arn:aws:sts::111122223333:{rest}");
    select(vec![
        Principal::Root { partition: "aws".into(), account: OWN.into() },
        Principal::User { arn: user_arn(), account: OWN.into(), unique_id: None },
        Principal::Role {
            role_arn: "arn:aws:iam::111122223333:role/barista".into(),
            session_arn: session_arn("assumed-role/barista/morning"),
            account: OWN.into(),
            unique_id: None,
        },
        Principal::FederatedUser {
            session_arn: session_arn("federated-user/zoe"),
            user_arn: user_arn(),
            account: OWN.into(),
            unique_id: None,
        },
        Principal::Service { name: "ec2.amazonaws.com".into() },
        Principal::Anonymous,
    ])
}

fn world() -> impl Strategy<Value = World> {
    let of_caller = (
        policies(Layer::Identity),
        prop::option::of(policy(Layer::Boundary)),
        prop::option::of(policies(Layer::Session)),
    );
    let of_resource = prop::option::of((policy(Layer::Resource), any::<bool>()));
    let organization = (
        prop::collection::vec(policies(Layer::Scp), 0..3),
        prop::collection::vec(policies(Layer::Rcp), 0..3),
        policies(Layer::Endpoint),
    );
    (of_caller, of_resource, organization, caller(), any::<bool>(), any::<bool>()).prop_map(
        |((identity, boundary, session), resource, (scps, rcps, endpoint), caller, abroad, tagged)| World {
            identity,
            boundary,
            session,
            resource,
            scps,
            rcps,
            endpoint,
            caller,
            abroad,
            tagged,
        },
    )
}

fn is_allowed(decision: &Decision) -> bool {
    decision.outcome == Outcome::Allow
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn e_1_adding_a_deny_never_allows(world in world(), at in any::<usize>(), choice in choice()) {
        let mut stricter = world.clone();
        stricter.add(at, "Deny", &choice);
        prop_assert!(is_allowed(&world.decide()) || !is_allowed(&stricter.decide()));
    }

    #[test]
    fn e_1_adding_an_allow_never_denies(world in world(), at in any::<usize>(), choice in choice()) {
        let mut laxer = world.clone();
        laxer.add(at, "Allow", &choice);
        prop_assert!(!is_allowed(&world.decide()) || is_allowed(&laxer.decide()));
    }

    #[test]
    fn e_1_a_denial_is_explicit_if_and_only_if_a_deny_matches(world in world()) {
        let decision = world.decide();
        let refused = decision.matched.iter().any(|found| found.effect == Effect::Deny);
        prop_assert_eq!(decision.outcome == Outcome::ExplicitDeny, refused);
    }

    #[test]
    fn e_3_a_denial_names_its_layers_in_order(world in world()) {
        let decision = world.decide();
        prop_assert_eq!(is_allowed(&decision), decision.blocked_by.is_empty());
        prop_assert!(decision.blocked_by.is_sorted_by(|left, right| left < right));
        prop_assert!(decision.matched.is_sorted_by_key(|found| found.layer));
        let denying = decision.matched.iter().filter(|found| found.effect == Effect::Deny);
        prop_assert!(denying.into_iter().all(|found| decision.blocked_by.contains(&found.layer)));
    }

    #[test]
    fn e_6_order_does_not_matter(world in world()) {
        let mut turned = world.clone();
        for (_, document) in turned.documents() {
            document.statements.reverse();
        }
        turned.identity.reverse();
        turned.session.iter_mut().for_each(|policies| policies.reverse());
        turned.scps.reverse();
        turned.rcps.reverse();
        turned.endpoint.reverse();
        turned.scps.iter_mut().chain(&mut turned.rcps).for_each(|level| level.reverse());
        let (one, other) = (world.decide(), turned.decide());
        prop_assert_eq!((one.outcome, one.blocked_by), (other.outcome, other.blocked_by));
    }

    #[test]
    fn e_2_whatever_the_texts_nothing_panics(
        pattern in r"(arn|[*?:${}a-z,' ]){0,12}",
        value in r"[*?:${}a-z0-9.,/'TZ+= -]{0,16}",
        operator in select(OPERATORS.to_vec()),
        actual in r"[*?:a-z0-9.,/TZ+=\PC-]{0,16}",
    ) {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{pattern}","Resource":"{pattern}",
                "Condition":{{"{operator}":{{"x:key":"{value}"}}}}}}]}}"#
        );
        let Ok(document) = Document::parse(&text) else { return Ok(()) };
        let mut context = Context::new();
        context.set("x:key", actual.clone());
        let request = Request {
            principal: Principal::Anonymous,
            action: &actual,
            resource: &actual,
            resource_account: None,
            context: &context,
            wildcard_only_action: false,
        };
        let policy = NamedPolicy { name: "policy", document: &document };
        let policies = Policies { endpoint: vec![policy], ..Policies::default() };
        prop_assert!(!is_allowed(&evaluate(&request, &policies)));
    }

    #[test]
    fn m_1_and_m_2_qualifiers_are_all_and_any_over_the_single_values(
        values in prop::collection::vec("[ab]{1,2}", 1..4),
        wanted in prop::collection::vec("[ab*?]{1,2}", 1..4),
        operator in select(vec!["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"]),
    ) {
        let each: Vec<bool> = values.iter().map(|value| {
            let mut context = Context::new();
            context.set("x:key", value.as_str());
            condition_holds(operator, &wanted, &context)
        }).collect();
        let mut context = Context::new();
        context.set_many("x:key", values);
        let holds = |qualifier: &str| condition_holds(&format!("{qualifier}:{operator}"), &wanted, &context);
        prop_assert_eq!(holds("ForAllValues"), each.iter().all(|held| *held));
        prop_assert_eq!(holds("ForAnyValue"), each.iter().any(|held| *held));
    }

    #[test]
    fn r_1_patterns_without_runs_match_as_wholes_do(pattern in "[ab?]{1,4}", resource in "[ab:]{1,4}") {
        // Where no piece but the last has wildcards, that one matches as `StringLike` does.
        let arn = format!("arn:aws:s3:::{resource}");
        let mut context = Context::new();
        context.set("x:key", arn.clone());
        let like = condition_holds("StringLike", &[format!("arn:aws:s3:::{pattern}")], &context);
        let statement = format!(r#"{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::{pattern}"}}"#);
        prop_assert_eq!(allows(&parse(&[statement]), &arn, &context), like);
    }
}

const OPERATORS: &[&str] = &[
    "ArnLike",
    "ArnNotEquals",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateNotEquals",
    "ForAnyValue:StringLike",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericLessThan",
    "NumericNotEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
];

fn condition_holds(operator: &str, wanted: &[String], context: &Context) -> bool {
    let values: Vec<String> = wanted.iter().map(|value| format!(r#""{value}""#)).collect();
    let statement = format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"{operator}":{{"x:key":[{}]}}}}}}"#,
        values.join(",")
    );
    allows(&parse(&[statement]), "arn:aws:s3:::beans", context)
}

/// Whether an identity policy alone allows a user.
fn allows(document: &Document, resource: &str, context: &Context) -> bool {
    let request = Request {
        principal: Principal::User {
            arn: "arn:aws:iam::111122223333:user/ann".into(),
            account: OWN.into(),
            unique_id: None,
        },
        action: "s3:GetObject",
        resource,
        resource_account: None,
        context,
        wildcard_only_action: false,
    };
    let policies =
        Policies { identity: vec![NamedPolicy { name: "policy", document }], ..Policies::default() };
    is_allowed(&evaluate(&request, &policies))
}
