// SPDX-License-Identifier: Apache-2.0
//! A simulation of any policies decides as the engine does.

use crate::world::World;
use portcullis_policy::evaluation::{
    Authority, Context, NamedPolicy, Outcome, Policies, Principal, Request, ResourcePolicy, evaluate,
};
use portcullis_policy::language::Document;
use proptest::{prelude::*, sample::select};

const CALLER: &str = "arn:aws:iam::111122223333:user/ann";
const RESOURCE: &str = "arn:aws:s3:::beans/latte";

fn statement(principals: Vec<&'static str>) -> impl Strategy<Value = String> {
    let actions = vec![
        r#""Action":"*""#,
        r#""Action":["s3:Get*","s3:List*"]"#,
        r#""Action":"s3:Put*""#,
        r#""NotAction":"s3:Put*""#,
    ];
    let resources = vec![
        r#""Resource":"arn:aws:s3:::beans/*""#,
        r#""Resource":"arn:aws:s3:::tea/*""#,
        r#""NotResource":"arn:aws:s3:::tea/*""#,
        r#""Resource":"arn:aws:s3:::beans/${aws:PrincipalTag/cup}""#,
    ];
    let conditions = vec![
        "",
        r#","Condition":{"StringEquals":{"aws:PrincipalTag/team":"milk"}}"#,
        r#","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"milk"}}"#,
        r#","Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":"a*"}}"#,
        r#","Condition":{"Null":{"aws:TagKeys":"false"}}"#,
    ];
    let effects = vec!["Allow", "Allow", "Deny"];
    (select(effects), select(principals), select(actions), select(resources), select(conditions)).prop_map(
        |(effect, principal, action, resource, condition)| {
            format!(r#"{{"Effect":"{effect}",{principal}{action},{resource}{condition}}}"#)
        },
    )
}

fn policy(principals: Vec<&'static str>) -> impl Strategy<Value = String> {
    prop::collection::vec(statement(principals), 1..4).prop_map(|statements| {
        format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
    })
}

fn identity() -> impl Strategy<Value = String> {
    policy(vec![""])
}

fn resource() -> impl Strategy<Value = String> {
    policy(vec![
        r#""Principal":"*","#,
        r#""Principal":{"AWS":"111122223333"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"#,
        r#""NotPrincipal":{"AWS":"444455556666"},"#,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn simulations_decide_as_the_engine_does(
        own in prop::collection::vec(identity(), 1..3),
        boundary in prop::option::of(identity()),
        on_resource in prop::option::of(resource()),
        levels in prop::collection::vec(prop::collection::vec(identity(), 1..3), 0..3),
        team in prop::option::of(select(vec!["milk", "tea"])),
        tags in prop::option::of(select(vec!["a1", "b1"])),
        is_abroad in any::<bool>(),
    ) {
        let mut parameters = vec![
            ("CallerArn".to_owned(), CALLER.to_owned()),
            ("ActionNames.member.1".to_owned(), "s3:GetObject".to_owned()),
            ("ResourceArns.member.1".to_owned(), RESOURCE.to_owned()),
        ];
        let mut context = Context::new();
        let mut entry = |number: usize, name: &str, kind: &str, value: &str| {
            let entry = format!("ContextEntries.member.{number}.ContextKey");
            parameters.push((format!("{entry}Name"), name.to_owned()));
            parameters.push((format!("{entry}Type"), kind.to_owned()));
            parameters.push((format!("{entry}Values.member.1"), value.to_owned()));
        };
        if let Some(team) = team {
            entry(1, "aws:PrincipalTag/team", "string", team);
            context.set("aws:PrincipalTag/team", team);
        }
        if let Some(tag) = tags {
            entry(2, "aws:TagKeys", "stringList", tag);
            context.set_many("aws:TagKeys", vec![tag.to_owned()]);
        }
        for (at, text) in own.iter().enumerate() {
            parameters.push((format!("PolicyInputList.member.{}", at + 1), text.clone()));
        }
        for (at, text) in boundary.iter().enumerate() {
            parameters.push((format!("PermissionsBoundaryPolicyInputList.member.{}", at + 1), text.clone()));
        }
        parameters.extend(on_resource.iter().map(|text| ("ResourcePolicy".to_owned(), text.clone())));
        for (level, texts) in levels.iter().enumerate() {
            for (at, text) in texts.iter().enumerate() {
                let list = format!(
                    "OrderedOrganizationPolicyInputList.member.{}.ServiceControlPolicyInputList.member.{}",
                    level + 1,
                    at + 1
                );
                parameters.push((list, text.clone()));
            }
        }
        if is_abroad {
            parameters.push(("ResourceOwner".to_owned(), "arn:aws:iam::444455556666:root".to_owned()));
        }
        let (mut world, root) = World::new();
        let borrowed: Vec<(&str, &str)> =
            parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = world.ok_with(&root, "SimulateCustomPolicy", &borrowed);

        let parse = |text: &String| Document::parse(text).expect("a policy");
        let own: Vec<Document> = own.iter().map(parse).collect();
        let boundary = boundary.as_ref().map(parse);
        let on_resource = on_resource.as_ref().map(parse);
        let levels: Vec<Vec<Document>> =
            levels.iter().map(|texts| texts.iter().map(parse).collect()).collect();
        let named = |document| NamedPolicy { name: "policy", document };
        let policies = Policies {
            identity: own.iter().map(named).collect(),
            boundary: boundary.as_ref().map(named),
            resource: on_resource
                .as_ref()
                .map(|document| ResourcePolicy { policy: named(document), authority: Authority::Ordinary }),
            scps: levels.iter().map(|level| level.iter().map(named).collect()).collect(),
            ..Policies::default()
        };
        let request = Request {
            principal: Principal::User {
                arn: CALLER.to_owned(),
                account: "111122223333".to_owned(),
                unique_id: None,
            },
            action: "s3:GetObject",
            resource: RESOURCE,
            // Whose the resource is matters only to a policy of its own.
            resource_account: (is_abroad && on_resource.is_some()).then_some("444455556666"),
            context: &context,
            wildcard_only_action: false,
        };
        let decision = evaluate(&request, &policies);
        let wanted = match decision.outcome {
            Outcome::Allow => "allowed",
            Outcome::ImplicitDeny => "implicitDeny",
            Outcome::ExplicitDeny => "explicitDeny",
        };
        prop_assert_eq!(answer.get("EvalDecision"), wanted);
    }
}
