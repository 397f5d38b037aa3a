// SPDX-License-Identifier: Apache-2.0
//! Role trust policies and sessions, as far as policies decide: section 13 of the rules.

use portcullis_policy::evaluation::{Layer::*, Principal};

use super::support::*;

/// The caller wants to assume the role, whose trust policy has the statements.
fn assume(caller: Principal, trust: &[String]) -> Case {
    case(caller).action("sts:AssumeRole").on(ROLE).required_policy(trust)
}

fn trust(principal: &str) -> String {
    format!("{{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{principal}}}")
}

fn trust_aws(named: &str) -> String {
    trust(&format!("{{'AWS':'{named}'}}"))
}

#[test]
fn t_1_the_trust_policy_must_allow() {
    assume(user(), &[trust_aws(OTHER)]).identity(allow("")).is_silent(&[Resource]);
    assume(user(), &[trust("{'Service':'ec2.amazonaws.com'}")]).identity(allow("")).is_silent(&[Resource]);
    assume(root(), &[trust_aws(OTHER)]).is_silent(&[Resource]);
    assume(user(), &[trust_aws(OTHER)]).is_silent(&[Resource, Identity]);
}

#[test]
fn t_2_who_is_named_directly_needs_no_identity_policy() {
    for named in [USER, "AIDAANN", "*"] {
        assume(user(), &[trust_aws(named)]).allows();
    }
    assume(role(), &[trust_aws(SESSION)]).allows();
    assume(role(), &[trust_aws(ROLE)]).allows();
    for named in [OWN, ROOT] {
        assume(user(), &[trust_aws(named)]).is_silent(&[Identity]);
        assume(user(), &[trust_aws(named)]).identity(allow("'Action':'sts:AssumeRole'")).allows();
    }
}

#[test]
fn t_3_across_accounts_both_must_allow() {
    for named in [USER, OWN] {
        let abroad = assume(user(), &[trust_aws(named)]).owned_by(OTHER);
        abroad.clone().is_silent(&[Identity]);
        abroad.identity(allow("")).allows();
    }
    assume(user(), &[trust_aws(OTHER)]).owned_by(OTHER).identity(allow("")).is_silent(&[Resource]);
}

#[test]
fn t_4_a_boundary_does_not_limit_a_user_who_is_named_directly() {
    // AWS's pages disagree.
    assume(user(), &[trust_aws(USER)]).boundary(allow("'Action':'s3:*'")).allows();
    assume(user(), &[trust_aws(OWN)])
        .identity(allow(""))
        .boundary(allow("'Action':'s3:*'"))
        .is_silent(&[Boundary]);
    assume(role(), &[trust_aws(ROLE)]).boundary(allow("'Action':'s3:*'")).is_silent(&[Boundary]);
}

#[test]
fn t_5_a_role_does_not_trust_itself_unasked() {
    assume(role(), &[trust_aws(USER)]).identity(allow("")).is_silent(&[Resource]);
    assume(role(), &[trust_aws(ROLE)]).allows();
}

#[test]
fn t_6_federated_callers_have_the_trust_policy_alone() {
    let idp = "accounts.google.com";
    let trusting = [format!(
        "{{'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{{'Federated':'{idp}'}},\
         'Condition':{{'StringEquals':{{'{idp}:aud':'beans'}}}}}}"
    )];
    let arrive = |name: &str| {
        assume(provider(name), &trusting)
            .action("sts:AssumeRoleWithWebIdentity")
            .context("accounts.google.com:aud=beans")
    };
    arrive(idp).allows();
    arrive(idp).owned_by(OTHER).allows();
    arrive(idp).identity(deny("")).scp_level(&[deny("")]).allows();
    arrive(idp).context("accounts.google.com:aud=tea").is_silent(&[Resource]);
    arrive("login.example.com").identity(allow("")).is_silent(&[Resource]);
    arrive(idp).rcp_level(&[deny("'Principal':'*'")]).denies(&[Rcp]);
}

#[test]
fn t_10_actions_without_trust_policy_follow_identity_policies() {
    let decode = || case(user()).action("sts:DecodeAuthorizationMessage").wildcard_only();
    decode().identity(allow("")).allows();
    decode().is_silent(&[Identity]);
    decode().identity(allow("")).owned_by(OTHER).is_silent(&[Resource]);
}

#[test]
fn t_17_sessions_are_revoked_by_the_time_of_issue() {
    let revoked = "'Action':'*','Condition':{'DateLessThan':{'aws:TokenIssueTime':'2024-03-01T12:00:00Z'}}";
    let session = || case(role()).identity(allow("")).identity(deny(revoked));
    session().context("aws:TokenIssueTime=2024-03-01T11:59:59Z").denies(&[Identity]);
    session().context("aws:TokenIssueTime=2024-03-01T12:00:00Z").allows();
    session().allows();
}
