// SPDX-License-Identifier: Apache-2.0
//! Sessions: who may have one, what it may do, and what passes on to the next. Names carry the rules.

use crate::world::{ACCOUNT, Key, World, document, trust};

/// A role that a principal may assume, with an inline policy.
fn role(world: &mut World, root: &Key, name: &str, trusted: &str, statement: &str) {
    role_with_trust(world, root, name, &trust(trusted), statement);
}

fn role_with_trust(world: &mut World, root: &Key, name: &str, trust: &str, statement: &str) {
    let script = format!("CreateRole RoleName={name} MaxSessionDuration=7200");
    world.ok_with(root, &script, &[("AssumeRolePolicyDocument", trust)]);
    let script = format!("PutRolePolicy RoleName={name} PolicyName=inline");
    world.ok_with(root, &script, &[("PolicyDocument", &document(statement))]);
}

/// A trust policy for several actions of one principal.
fn trust_for(principal: &str, actions: &str) -> String {
    let actions = actions.split(',').map(|action| format!("\"{action}\"")).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":[{actions}]}}]}}"#
    )
}

fn assume(world: &mut World, key: &Key, role: &str, more: &str) -> crate::world::Answer {
    let script =
        format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{role} RoleSessionName=shift {more}");
    world.call(key, &script)
}

#[test]
fn t_2_a_trust_policy_that_names_the_user_is_enough() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(&mut world, &root, "Cashier", &format!("arn:aws:iam::{ACCOUNT}:user/bob"), "Allow iam:GetUser *");
    let session = assume(&mut world, &bob, "Cashier", "");
    assert_eq!(session.summary(), "OK");
    let session = session.credentials();
    let identity = world.ok(&session, "GetCallerIdentity");
    assert_eq!(identity.get("Arn"), format!("arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/shift"));
    assert!(identity.get("UserId").starts_with("AROA") && identity.get("UserId").ends_with(":shift"));
    assert_eq!(world.call(&session, "GetUser UserName=bob").summary(), "OK");
}

#[test]
fn t_1_t_2_a_trust_policy_that_names_the_account_leaves_the_choice_to_identity_policies() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(&mut world, &root, "Cashier", ACCOUNT, "Allow iam:GetUser *");
    assert_eq!(
        assume(&mut world, &bob, "Cashier", "").summary(),
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: sts:AssumeRole on \
             resource: arn:aws:iam::{ACCOUNT}:role/Cashier because no identity-based policy allows the sts:AssumeRole action"
        )
    );
    world.grant(&root, "bob", "assume", "Allow sts:AssumeRole *");
    assert_eq!(assume(&mut world, &bob, "Cashier", "").summary(), "OK");
}

#[test]
fn t_1_identity_policies_alone_are_never_enough() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.user(&root, "eve");
    world.grant(&root, "bob", "assume", "Allow sts:AssumeRole *");
    role(&mut world, &root, "Cashier", &format!("arn:aws:iam::{ACCOUNT}:user/eve"), "Allow iam:GetUser *");
    let denied = assume(&mut world, &bob, "Cashier", "").summary();
    assert!(denied.ends_with("because no role trust policy allows the sts:AssumeRole action"), "{denied}");
    // A role that does not exist gives the same code, and no reason.
    let denied = assume(&mut world, &bob, "Nobody", "").summary();
    assert!(denied.ends_with(&format!("on resource: arn:aws:iam::{ACCOUNT}:role/Nobody")), "{denied}");
}

#[test]
fn what_is_no_role_is_told_before_permission_is_asked() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    for arn in [format!("arn:aws:iam::{ACCOUNT}:user/bob"), "arn:aws:iam::1234567".into(), "r".repeat(20)] {
        let script = format!("AssumeRole RoleArn={arn} RoleSessionName=shift");
        assert_eq!(world.call(&bob, &script).summary(), format!("400 ValidationError {arn} is invalid"));
    }
}

#[test]
fn t_3_x_a_across_accounts_both_sides_must_allow() {
    let (mut world, root) = World::new();
    let other_root = world.account("444455556666");
    let ann = world.user(&other_root, "ann");
    let condition = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},
        "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"coffee-42"}}}]}"#;
    role_with_trust(&mut world, &root, "Audit", condition, "Allow iam:GetUser *");
    let with_id = "ExternalId=coffee-42";
    assert!(assume(&mut world, &ann, "Audit", with_id).summary().starts_with("403 AccessDenied"));
    world.grant(&other_root, "ann", "assume", &format!("Allow sts:AssumeRole arn:aws:iam::{ACCOUNT}:role/*"));
    let denied = assume(&mut world, &ann, "Audit", "").summary();
    // Strangers learn nothing of the other account's policies.
    assert!(denied.ends_with(&format!("on resource: arn:aws:iam::{ACCOUNT}:role/Audit")), "{denied}");
    assert!(assume(&mut world, &ann, "Audit", "ExternalId=wrong").summary().starts_with("403"));
    let session = assume(&mut world, &ann, "Audit", with_id);
    assert_eq!(session.summary(), "OK");
    let session = session.credentials();
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Account"), ACCOUNT);
    assert!(world.call(&session, "GetUser UserName=ann").summary().starts_with("404"));
}

#[test]
fn t_5_a_role_assumes_itself_only_if_its_trust_policy_names_it() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let bob_arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    role(&mut world, &root, "Self", &bob_arn, "Allow sts:AssumeRole *");
    let session = assume(&mut world, &bob, "Self", "").credentials();
    assert!(assume(&mut world, &session, "Self", "").summary().starts_with("403 AccessDenied"));
    let both = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole",
        "Principal":{{"AWS":["{bob_arn}","arn:aws:iam::{ACCOUNT}:role/Self"]}}}}]}}"#
    );
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Self", &[("PolicyDocument", &both)]);
    assert_eq!(assume(&mut world, &session, "Self", "").summary(), "OK");
}

#[test]
fn t_8_t_9_what_everyone_may_whatever_policies_say() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.grant(&root, "bob", "nothing", "Deny * *");
    assert_eq!(world.ok(&bob, "GetCallerIdentity").get("Arn"), format!("arn:aws:iam::{ACCOUNT}:user/bob"));
    let session = world.ok(&bob, "GetSessionToken").credentials();
    assert_eq!(
        world.ok(&session, "GetCallerIdentity").get("Arn"),
        format!("arn:aws:iam::{ACCOUNT}:user/bob")
    );
    assert!(
        world.call(&bob, "GetUser").summary().contains("with an explicit deny in an identity-based policy")
    );
}

#[test]
fn t_11_durations_are_bounded_by_the_role_and_by_chaining() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(&mut world, &root, "First", &format!("arn:aws:iam::{ACCOUNT}:user/bob"), "Allow sts:AssumeRole *");
    role(&mut world, &root, "Second", &format!("arn:aws:iam::{ACCOUNT}:role/First"), "Allow iam:GetUser *");
    assert_eq!(
        assume(&mut world, &bob, "First", "DurationSeconds=7201").summary(),
        "400 ValidationError The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
    let first = assume(&mut world, &bob, "First", "DurationSeconds=7200");
    assert_eq!(first.summary(), "OK");
    let first = first.credentials();
    assert_eq!(
        assume(&mut world, &first, "Second", "DurationSeconds=3601").summary(),
        "400 ValidationError The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role \
         chaining"
    );
    let second = assume(&mut world, &first, "Second", "DurationSeconds=3600");
    assert_eq!(second.summary(), "OK");
    let too_short = assume(&mut world, &bob, "First", "DurationSeconds=899").summary();
    assert!(too_short.contains("Member must have value greater than or equal to 900"), "{too_short}");
    // Time passes, and the sessions end.
    world.now += 3_601;
    let ended = world.call(&second.credentials(), "GetCallerIdentity").summary();
    assert_eq!(ended, "403 ExpiredToken The security token included in the request is expired");
    assert_eq!(world.call(&first, "GetCallerIdentity").summary(), "OK");
    world.now += 3_600;
    assert!(world.call(&first, "GetCallerIdentity").summary().starts_with("403 ExpiredToken"));
}

#[test]
fn t_11_root_sessions_last_an_hour_at_most() {
    let (mut world, root) = World::new();
    let session = world.ok(&root, "GetSessionToken DurationSeconds=43200");
    world.now += 3_598;
    assert_eq!(world.call(&session.credentials(), "GetCallerIdentity").summary(), "OK");
    world.now += 2;
    assert!(
        world.call(&session.credentials(), "GetCallerIdentity").summary().starts_with("403 ExpiredToken")
    );
    assert_eq!(
        world
            .call(&root, &format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Any RoleSessionName=xy"))
            .status,
        403
    );
    role(&mut world, &root, "Any", ACCOUNT, "Allow iam:GetUser *");
    assert_eq!(
        assume(&mut world, &root, "Any", "").summary(),
        "403 AccessDenied Roles may not be assumed by root accounts."
    );
}

#[test]
fn t_12_a_source_identity_needs_its_permission_and_never_changes() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let bob_arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    role(&mut world, &root, "Plain", &bob_arn, "Allow iam:GetUser *");
    let denied = assume(&mut world, &bob, "Plain", "SourceIdentity=Bob").summary();
    assert!(denied.contains("sts:SetSourceIdentity"), "{denied}");
    let actions = "sts:AssumeRole,sts:SetSourceIdentity";
    role_with_trust(&mut world, &root, "First", &trust_for(&bob_arn, actions), "Allow sts:* *");
    let first = assume(&mut world, &bob, "First", "SourceIdentity=Bob");
    assert_eq!((first.summary().as_str(), first.get("SourceIdentity").as_str()), ("OK", "Bob"));
    let first_arn = format!("arn:aws:iam::{ACCOUNT}:role/First");
    let keyed = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{first_arn}"}},
        "Action":["sts:AssumeRole","sts:SetSourceIdentity"],
        "Condition":{{"StringEquals":{{"aws:SourceIdentity":"Bob"}}}}}}]}}"#
    );
    role_with_trust(&mut world, &root, "Second", &keyed, "Allow iam:GetUser *");
    let second = assume(&mut world, &first.credentials(), "Second", "");
    assert_eq!((second.summary().as_str(), second.get("SourceIdentity").as_str()), ("OK", "Bob"));
    let changed = assume(&mut world, &first.credentials(), "Second", "SourceIdentity=Eve").summary();
    assert!(changed.starts_with("403 AccessDenied"), "{changed}");
    let reserved = assume(&mut world, &bob, "First", "SourceIdentity=aws:x").summary();
    assert!(reserved.starts_with("400 ValidationError"), "{reserved}");
}

#[test]
fn t_13_session_tags_need_their_permission_and_beat_the_roles_own() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let bob_arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    role(&mut world, &root, "Plain", &bob_arn, "Allow iam:GetUser *");
    let tag = "Tags.member.1.Key=team Tags.member.1.Value=blue";
    let denied = assume(&mut world, &bob, "Plain", tag).summary();
    assert!(denied.contains("sts:TagSession"), "{denied}");
    let actions = "sts:AssumeRole,sts:TagSession";
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*",
        "Condition":{"StringEquals":{"aws:PrincipalTag/Team":"blue"}}}]}"#;
    role_with_trust(&mut world, &root, "Tagged", &trust_for(&bob_arn, actions), "Allow iam:ListUsers *");
    world.ok_with(&root, "PutRolePolicy RoleName=Tagged PolicyName=inline", &[("PolicyDocument", document)]);
    world.ok(&root, "TagRole RoleName=Tagged Tags.member.1.Key=TEAM Tags.member.1.Value=red");
    let red = assume(&mut world, &bob, "Tagged", "").credentials();
    assert!(world.call(&red, "GetUser UserName=bob").summary().starts_with("403"));
    let blue = assume(&mut world, &bob, "Tagged", tag).credentials();
    assert_eq!(world.call(&blue, "GetUser UserName=bob").summary(), "OK");
    let twice = format!("{tag} Tags.member.2.Key=TEAM Tags.member.2.Value=x");
    let twice = assume(&mut world, &bob, "Tagged", &twice).summary();
    assert!(twice.starts_with("400 InvalidParameterValue Duplicate tag keys found."), "{twice}");
}

#[test]
fn t_14_only_transitive_tags_pass_on_and_they_cannot_be_passed_again() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let bob_arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    let actions = "sts:AssumeRole,sts:TagSession";
    role_with_trust(&mut world, &root, "First", &trust_for(&bob_arn, actions), "Allow sts:* *");
    let first_arn = format!("arn:aws:iam::{ACCOUNT}:role/First");
    role_with_trust(&mut world, &root, "Second", &trust_for(&first_arn, actions), "Allow iam:ListUsers *");
    let document = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}},
        {"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/shift":"late"}}}]}"#;
    world.ok_with(&root, "PutRolePolicy RoleName=Second PolicyName=inline", &[("PolicyDocument", document)]);
    world.ok(&root, "TagRole RoleName=Second Tags.member.1.Key=team Tags.member.1.Value=red");
    let tags = "Tags.member.1.Key=team Tags.member.1.Value=blue Tags.member.2.Key=shift Tags.member.2.Value=late \
                TransitiveTagKeys.member.1=team";
    let first = assume(&mut world, &bob, "First", tags).credentials();
    let second = assume(&mut world, &first, "Second", "").credentials();
    assert_eq!(world.call(&second, "GetUser UserName=bob").summary(), "OK");
    assert!(world.call(&second, "ListUsers").summary().starts_with("403"));
    let again =
        assume(&mut world, &first, "Second", "Tags.member.1.Key=Team Tags.member.1.Value=green").summary();
    assert!(
        again.starts_with("400 InvalidParameterValue One of the specified transitive tag keys"),
        "{again}"
    );
    let missing = assume(&mut world, &bob, "First", "TransitiveTagKeys.member.1=team").summary();
    assert!(missing.starts_with("400 InvalidParameterValue"), "{missing}");
}

#[test]
fn sp_1_sp_2_session_policies_narrow_and_are_a_union_among_themselves() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(
        &mut world,
        &root,
        "Wide",
        &format!("arn:aws:iam::{ACCOUNT}:user/bob"),
        "Allow iam:Get*,iam:List* *",
    );
    let create = "CreatePolicy PolicyName=OnlyGroups";
    world.ok_with(&root, create, &[("PolicyDocument", &document("Allow iam:ListGroups *"))]);
    let script = format!(
        "AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Wide RoleSessionName=narrow \
         PolicyArns.member.1.arn=arn:aws:iam::{ACCOUNT}:policy/OnlyGroups"
    );
    let session =
        world.ok_with(&bob, &script, &[("Policy", &document("Allow iam:ListUsers,iam:CreateUser *"))]);
    assert!(session.get("PackedPolicySize").parse::<i32>().unwrap() > 0);
    let session = session.credentials();
    assert_eq!(world.call(&session, "ListUsers").summary(), "OK");
    assert_eq!(world.call(&session, "ListGroups").summary(), "OK");
    let denied = world.call(&session, "ListRoles").summary();
    assert!(denied.ends_with("because no session policy allows the iam:ListRoles action"), "{denied}");
    // What the session policy allows beyond the role stays denied.
    assert!(world.call(&session, "CreateUser UserName=x").summary().starts_with("403"));
    let broken = world.call_with(&bob, &script, &[("Policy", "{")]).summary();
    assert!(broken.starts_with("400 MalformedPolicyDocument"), "{broken}");
    let unknown = script.replace("OnlyGroups", "Nothing");
    assert_eq!(world.call(&bob, &unknown).status, 400);
    let long = "x".repeat(2_100);
    let long = document(&format!("Allow iam:GetUser arn:aws:iam::{ACCOUNT}:user/{long}"));
    assert!(
        world
            .call_with(&bob, &script, &[("Policy", &long)])
            .summary()
            .starts_with("400 PackedPolicyTooLarge")
    );
}

#[test]
fn sp_6_p_9_a_federated_session_can_call_neither_iam_nor_sts_but_to_ask_who_it_is() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let get = "GetFederationToken Name=guest";
    assert!(world.call(&bob, get).summary().starts_with("403 AccessDenied"));
    world.grant(&root, "bob", "federate", "Allow sts:GetFederationToken,sts:GetAccessKeyInfo *");
    let bare = world.ok(&bob, get);
    assert_eq!(bare.get("FederatedUserId"), format!("{ACCOUNT}:guest"));
    let bare = bare.credentials();
    assert_eq!(
        world.ok(&bare, "GetCallerIdentity").get("Arn"),
        format!("arn:aws:sts::{ACCOUNT}:federated-user/guest")
    );
    // No IAM call at all, whatever the policies (rule SP-6).
    assert!(world.call(&bare, "ListUsers").summary().starts_with("403 InvalidClientTokenId"));
    let denied = world.call(&bare, &format!("GetAccessKeyInfo AccessKeyId={}", root.id)).summary();
    assert_eq!(denied, "403 AccessDenied Cannot call GetAccessKeyInfo with session credentials");
}

#[test]
fn sp_5_sessions_of_users_without_mfa_cannot_call_iam_nor_most_of_sts() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.grant(&root, "bob", "all", "Allow * *");
    role(&mut world, &root, "Cashier", ACCOUNT, "Allow iam:GetUser *");
    let session = world.ok(&bob, "GetSessionToken").credentials();
    world.script(
        &session,
        &[
            ("GetUser", "403 InvalidClientTokenId The security token included in the request is invalid."),
            ("GetSessionToken", "403 AccessDenied Cannot call GetSessionToken with session credentials"),
            (
                "GetFederationToken Name=guest",
                "403 AccessDenied Cannot call GetFederationToken with session credentials",
            ),
        ],
    );
    assert_eq!(assume(&mut world, &session, "Cashier", "").summary(), "OK");
}

#[test]
fn sp_7_role_sessions_cannot_make_user_sessions() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(&mut world, &root, "All", &format!("arn:aws:iam::{ACCOUNT}:user/bob"), "Allow * *");
    let session = assume(&mut world, &bob, "All", "").credentials();
    world.script(
        &session,
        &[
            ("GetSessionToken", "403 AccessDenied Cannot call GetSessionToken with session credentials"),
            (
                "GetFederationToken Name=guest",
                "403 AccessDenied Cannot call GetFederationToken with session credentials",
            ),
            ("GetUser UserName=bob", "OK"),
        ],
    );
}

#[test]
fn t_17_a_deny_on_the_tokens_age_revokes_sessions() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    role(&mut world, &root, "Wide", &format!("arn:aws:iam::{ACCOUNT}:user/bob"), "Allow iam:Get* *");
    let old = assume(&mut world, &bob, "Wide", "").credentials();
    assert_eq!(world.call(&old, "GetUser UserName=bob").summary(), "OK");
    let now = portcullis_wire::Timestamp(world.now);
    let revoke = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"*","Resource":"*",
        "Condition":{{"DateLessThan":{{"aws:TokenIssueTime":"{now}"}}}}}}]}}"#
    );
    let script = "PutRolePolicy RoleName=Wide PolicyName=AWSRevokeOlderSessions";
    world.ok_with(&root, script, &[("PolicyDocument", &revoke)]);
    assert!(world.call(&old, "GetUser UserName=bob").summary().contains("with an explicit deny"));
    let new = assume(&mut world, &bob, "Wide", "").credentials();
    assert_eq!(world.call(&new, "GetUser UserName=bob").summary(), "OK");
}

#[test]
fn deleting_a_role_and_making_it_again_does_not_revive_its_sessions() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let bob_arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    role(&mut world, &root, "Cashier", &bob_arn, "Allow iam:GetUser *");
    let session = assume(&mut world, &bob, "Cashier", "").credentials();
    world.ok(&root, "DeleteRolePolicy RoleName=Cashier PolicyName=inline");
    world.ok(&root, "DeleteRole RoleName=Cashier");
    let dead = "403 InvalidClientTokenId The security token included in the request is invalid.";
    assert_eq!(world.call(&session, "GetCallerIdentity").summary(), dead);
    role(&mut world, &root, "Cashier", &bob_arn, "Allow iam:GetUser *");
    assert_eq!(world.call(&session, "GetCallerIdentity").summary(), dead);
}

#[test]
fn get_access_key_info_tells_the_account_of_any_key() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let info = format!("GetAccessKeyInfo AccessKeyId={}", root.id);
    assert!(world.call(&bob, &info).summary().starts_with("403 AccessDenied"));
    assert_eq!(world.ok(&root, &info).get("Account"), ACCOUNT);
    let unknown = world.call(&root, "GetAccessKeyInfo AccessKeyId=AKIAIOSFODNN7EXAMPLE").summary();
    assert!(unknown.starts_with("400 ValidationError"), "{unknown}");
}
