// SPDX-License-Identifier: Apache-2.0
//! The guide and the schema say what the program does.

use super::{ALICE, evaluate, request, run, text};

#[test]
fn the_guides_examples_are_answered_as_it_says() {
    let guide = include_str!("../../../../docs/guides/policy-cli.md");
    let block = |name: &str| {
        let start = format!("```ndjson {name}\n");
        guide.split(&start).nth(1).unwrap().split("```").next().unwrap()
    };
    let output = run(&["evaluate"], block("requests").as_bytes());
    assert_eq!(text(&output.stdout), block("answers"));
}

#[test]
fn the_schema_knows_the_members_that_are_read() {
    use portcullis_policy::language::json::{self, Kind, Value};
    fn member<'a>(value: &'a Value, path: &str) -> &'a Value {
        path.split('/').fold(value, |value, name| {
            let Kind::Object(members) = &value.kind else { panic!("{path}: no object") };
            &members.iter().find(|member| member.key.value == name).unwrap_or_else(|| panic!("{path}")).value
        })
    }
    let schema = json::read(include_str!("../../../../docs/policy-evaluate.schema.json")).unwrap();
    let names = |path: &str| {
        let Kind::Object(members) = &member(&schema, path).kind else { panic!("{path}") };
        members.iter().map(|member| member.key.value.clone()).collect::<Vec<_>>()
    };
    // Each is read, for a wrong value is refused for what it is and not for its name.
    let top = names("$defs/request/properties");
    assert_eq!(top.len(), 7);
    for name in top {
        let (answers, _) = evaluate(&format!(
            r#"{{"principal":"anonymous","action":"a:b","resource":{{"arn":"*"}},"{name}":[]}}"#
        ));
        let known = answers[0].contains("must be") || answers[0].contains("occurs twice");
        assert!(known, "{name}: {answers:?}");
    }
    let layers = names("$defs/request/properties/policies/properties");
    assert_eq!(layers.len(), 7);
    for name in layers {
        let (answers, _) = evaluate(&request(ALICE, "a:b", "*", &format!(r#","policies":{{"{name}":7}}"#)));
        assert!(answers[0].contains(&format!("`{name}` must be")), "{answers:?}");
    }
}
