// SPDX-License-Identifier: Apache-2.0
//! What a session keeps of the assertion that made it: AWS's keys for the calls that follow, at the next role's trust
//! policy and at the role's own policies.

use super::*;

const NEXT: &str = "AssumeRole RoleArn=arn:aws:iam::111122223333:role/Next RoleSessionName=next";

/// Conditions, and whether they hold for a session of alice.
const ROWS: [(&str, bool); 12] = [
    (r#""StringEquals":{"saml:sub":"alice@example.com"}"#, true),
    (r#""StringEquals":{"saml:sub":"bob@example.com"}"#, false),
    (r#""StringEquals":{"saml:sub_type":"persistent"}"#, true),
    (r#""StringEquals":{"saml:sub_type":"transient"}"#, false),
    (r#""StringEquals":{"saml:namequalifier":"UAtm2Y/rtPI9mwtbN4eZ0BdmsnE="}"#, true),
    (r#""StringEquals":{"saml:namequalifier":"x"}"#, false),
    (r#""StringEquals":{"aws:FederatedProvider":"arn:aws:iam::111122223333:saml-provider/Idp"}"#, true),
    // What only the role itself could ask for.
    (r#""Null":{"saml:iss":"true"}"#, true),
    (r#""Null":{"saml:aud":"true"}"#, true),
    (r#""Null":{"saml:doc":"true"}"#, true),
    (r#""Null":{"saml:cn":"true"}"#, true),
    (r#""Null":{"saml:mail":"true"}"#, true),
];

/// A world with a second role, which the first may assume as far as it is concerned.
fn with_next() -> (World, Key) {
    let (mut world, root) = world();
    let anything = crate::world::document("Allow sts:* *");
    world.ok_with(&root, "PutRolePolicy RoleName=Reader PolicyName=p", &[("PolicyDocument", &anything)]);
    world.ok_with(&root, "CreateRole RoleName=Next", &[("AssumeRolePolicyDocument", &trusting_reader("{}"))]);
    (world, root)
}

fn trusting_reader(condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ROLE}"}},"Action":"sts:AssumeRole","Condition":{condition}}}]}}"#
    )
}

/// A session of each way in: of the API, and of a browser.
fn sessions(world: &mut World) -> Vec<(&'static str, Key)> {
    let say = |world: &World, id: &str| {
        let one = Response { id: id.into(), ..response(world) };
        one.with("urn:oid:2.5.4.3", &["Alice"])
            .with("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", &["a@example.com"])
            .assertion_signed()
    };
    let one = say(world, "_1");
    let by_api = present(world, &one, "").credentials();
    let two = say(world, "_2");
    let by_browser = crate::saml_sign_in::session_by_post(world, &two);
    vec![("API", by_api), ("browser", by_browser)]
}

#[test]
fn the_next_role_sees_who_the_person_is() {
    let (mut world, root) = with_next();
    for (way, session) in sessions(&mut world) {
        for (condition, holds) in ROWS {
            let document = trusting_reader(&format!("{{{condition}}}"));
            world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Next", &[("PolicyDocument", &document)]);
            let answer = world.call(&session, NEXT);
            assert_eq!(answer.status == 200, holds, "{way} {condition}: {}", answer.summary());
        }
    }
}

#[test]
fn the_policies_of_the_role_see_it_too_and_those_of_the_next_do_not() {
    let (mut world, root) = with_next();
    let sessions = sessions(&mut world);
    let one_key = r#""StringEquals":{"saml:sub":"alice@example.com"}"#;
    let policy = |condition: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:ListRoles","sts:AssumeRole"],"Resource":"*","Condition":{{{condition}}}}}]}}"#
        )
    };
    for (way, session) in sessions {
        for (condition, holds) in ROWS {
            world.ok_with(
                &root,
                "PutRolePolicy RoleName=Reader PolicyName=p",
                &[("PolicyDocument", &policy(condition))],
            );
            let answer = world.call(&session, "ListRoles");
            assert_eq!(answer.status == 200, holds, "{way} {condition}: {}", answer.summary());
        }
        world.ok_with(
            &root,
            "PutRolePolicy RoleName=Reader PolicyName=p",
            &[("PolicyDocument", &policy(one_key))],
        );
        world.ok_with(
            &root,
            "PutRolePolicy RoleName=Next PolicyName=p",
            &[("PolicyDocument", &policy(one_key))],
        );
        world.ok_with(
            &root,
            "UpdateAssumeRolePolicy RoleName=Next",
            &[("PolicyDocument", &trusting_reader("{}"))],
        );
        let next = world.ok(&session, NEXT).credentials();
        assert_eq!(world.call(&next, "ListRoles").status, 403, "{way}: the keys end with the first session");
    }
}
