// SPDX-License-Identifier: Apache-2.0
//! Deciding: both evaluators and the explanation agree, and what must follow from a decision does.

mod choices;
mod documents;

use std::sync::LazyLock;

use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{ContextView, Engine, PlainRequest};
use portcullis_policy::evaluation::{
    Authority, Context, Decision, NamedPolicy, Outcome, Policies, Principal, Request, ResourcePolicy,
    evaluate,
};
use portcullis_policy::explanation::{Explanation, explain};
use portcullis_policy::language::{Document, Effect};

use choices::Choices;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Catalogue::embedded()));

/// The bytes of the input choose, one after the other, a request and the policies that bear on it.
pub fn policy_evaluate(input: &[u8]) {
    let mut choices = Choices::new(input);
    let context = context(&mut choices);
    let (action, resource) = (choices.action(), choices.arn());
    let request = Request {
        principal: principal(&mut choices),
        action: &action,
        resource: &resource,
        resource_account: choices.pick(&[None, Some("111122223333"), Some("444455556666"), Some("aws")]),
        context: &context,
        wildcard_only_action: choices.chance(8),
    };
    let stack = Stack::new(&mut choices);
    let decision = evaluate(&request, &stack.policies());
    check_alone(&decision, &request, &stack);
    let explanation = explain(&request, &stack.policies());
    assert_eq!(explanation.decision, decision);
    check_engine(&explanation, &request, &stack);
    assert!(!explanation.to_string().is_empty() && explanation.to_json().starts_with('{'));
    check_order(&decision, &request, stack);
}

fn principal(choices: &mut Choices<'_>) -> Principal {
    let account = choices.pick(&["111122223333", "444455556666"]).to_owned();
    let unique_id = choices.chance(2).then(|| "AIDAEXAMPLE".to_owned());
    match choices.below(7) {
        0 => Principal::Root { partition: "aws".to_owned(), account },
        1 => Principal::Role {
            role_arn: format!(
                "arn:aws:iam::{account}:role/{}App",
                choices.pick(&["", "p/", "aws-service-role/"])
            ),
            session_arn: format!("arn:aws:sts::{account}:assumed-role/App/s"),
            account,
            unique_id,
        },
        2 => Principal::FederatedUser {
            session_arn: format!("arn:aws:sts::{account}:federated-user/alice"),
            user_arn: choices
                .pick(&["", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/alice"])
                .to_owned(),
            account,
            unique_id,
        },
        3 => Principal::Service { name: "ec2.amazonaws.com".to_owned() },
        4 => Principal::Federated { provider: "accounts.example.com".to_owned() },
        5 => Principal::Anonymous,
        _ => Principal::User { arn: format!("arn:aws:iam::{account}:user/alice"), account, unique_id },
    }
}

fn context(choices: &mut Choices<'_>) -> Context {
    let mut context = Context::new();
    for _ in 0..choices.below(4) {
        let key = choices.key();
        if choices.chance(3) {
            let values = (0..choices.below(3)).map(|_| choices.value()).collect();
            context.set_many(&key, values);
        } else {
            let value = choices.value();
            context.set(&key, value);
        }
    }
    context
}

/// Documents by layer, owned.
struct Stack {
    identity: Vec<Document>,
    boundary: Option<Document>,
    session: Option<Vec<Document>>,
    resource: Option<(Document, Authority)>,
    scps: Vec<Vec<Document>>,
    rcps: Vec<Vec<Document>>,
    endpoint: Vec<Document>,
    granted: bool,
    restrict_public: bool,
}

impl Stack {
    fn new(choices: &mut Choices<'_>) -> Self {
        let authority = choices.pick(&[Authority::Ordinary, Authority::Required]);
        Self {
            identity: documents::list(choices, false),
            boundary: choices.chance(3).then(|| documents::document(choices, false)),
            session: choices.chance(3).then(|| documents::list(choices, false)),
            resource: choices.chance(2).then(|| (documents::document(choices, true), authority)),
            scps: (0..choices.below(3)).map(|_| documents::list(choices, false)).collect(),
            rcps: (0..choices.below(3)).map(|_| documents::list(choices, true)).collect(),
            endpoint: if choices.chance(4) { documents::list(choices, true) } else { Vec::new() },
            granted: choices.chance(8),
            restrict_public: choices.chance(8),
        }
    }

    fn policies(&self) -> Policies<'_> {
        Policies {
            identity: named(&self.identity),
            boundary: self.boundary.as_ref().map(|document| NamedPolicy { name: "p", document }),
            session: self.session.as_deref().map(named),
            resource: self.resource.as_ref().map(|(document, authority)| ResourcePolicy {
                policy: NamedPolicy { name: "p", document },
                authority: *authority,
            }),
            scps: self.scps.iter().map(|level| named(level)).collect(),
            rcps: self.rcps.iter().map(|level| named(level)).collect(),
            endpoint: named(&self.endpoint),
            granted: self.granted,
            restrict_public: self.restrict_public,
        }
    }

    /// All lists and all statements the other way round.
    fn reverse(&mut self) {
        let lists = [&mut self.identity, &mut self.endpoint].into_iter().chain(&mut self.session);
        for list in lists.chain(&mut self.scps).chain(&mut self.rcps) {
            list.reverse();
            list.iter_mut().for_each(|document| document.statements.reverse());
        }
        let resource = self.resource.as_mut().map(|(document, _)| document);
        for document in self.boundary.as_mut().into_iter().chain(resource) {
            document.statements.reverse();
        }
        self.scps.reverse();
        self.rcps.reverse();
    }
}

fn named(documents: &[Document]) -> Vec<NamedPolicy<'_>> {
    documents.iter().map(|document| NamedPolicy { name: "p", document }).collect()
}

/// What a decision says of itself, and what one more Deny makes of it.
fn check_alone(decision: &Decision, request: &Request<'_>, stack: &Stack) {
    assert_eq!(decision.outcome == Outcome::Allow, decision.blocked_by.is_empty(), "{decision:?}");
    assert!(decision.blocked_by.is_sorted() && decision.matched.iter().map(|found| found.layer).is_sorted());
    let denies = decision.matched.iter().any(|found| found.effect == Effect::Deny);
    assert_eq!(decision.outcome == Outcome::ExplicitDeny, denies, "{decision:?}");
    let deny =
        Document::parse(r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#);
    let Ok(deny) = &deny else { panic!("{deny:?}") };
    let mut policies = stack.policies();
    policies.endpoint.push(NamedPolicy { name: "deny", document: deny });
    assert_eq!(evaluate(request, &policies).outcome, Outcome::ExplicitDeny);
}

fn check_engine(explanation: &Explanation, request: &Request<'_>, stack: &Stack) {
    let decision = &explanation.decision;
    let effective = ENGINE.effective(request.principal.clone(), ENGINE.layers(&stack.policies()));
    let plain = PlainRequest {
        action: request.action,
        resource: request.resource,
        resource_account: request.resource_account,
        context: ContextView::Context(request.context),
        wildcard_only_action: request.wildcard_only_action,
    };
    assert_eq!(effective.decide_plain(&plain), decision.outcome, "{request:?} {:?}", stack.policies());
    assert_eq!(&effective.decision_plain(&plain), decision, "{request:?} {:?}", stack.policies());
    let Ok(interned) = ENGINE.intern(&plain) else { panic!("{request:?}") };
    assert_eq!(effective.decide(&interned), decision.outcome, "{request:?} {:?}", stack.policies());
    assert_eq!(&effective.explain(&plain), explanation, "{request:?} {:?}", stack.policies());
}

/// The order of policies and statements never matters (rule E-6).
fn check_order(decision: &Decision, request: &Request<'_>, mut stack: Stack) {
    stack.reverse();
    let reversed = evaluate(request, &stack.policies());
    assert_eq!((reversed.outcome, &reversed.blocked_by), (decision.outcome, &decision.blocked_by));
}
