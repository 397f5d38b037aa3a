// SPDX-License-Identifier: Apache-2.0
//! How layers make a decision: sections 1, 4, 5 and 6 of the rules.

use portcullis_policy::{
    evaluation::{Layer::*, Outcome},
    language::Effect,
};

use super::support::*;

#[test]
fn e_1_three_outcomes() {
    case(user()).identity(allow("")).allows();
    case(user()).is_silent(&[Identity]);
    case(user()).identity(allow("")).identity(deny("")).denies(&[Identity]);
}

#[test]
fn e_2_a_deny_of_any_layer_is_explicit() {
    let allowed = || {
        case(user())
            .identity(allow(""))
            .boundary(allow(""))
            .session(&[allow("")])
            .resource_policy(&[grant(USER)])
            .scp_level(&[allow("")])
            .rcp_level(&[allow("'Principal':'*'")])
            .endpoint(allow("'Principal':'*'"))
    };
    allowed().allows();
    allowed().identity(deny("")).denies(&[Identity]);
    allowed().boundary(deny("")).denies(&[Boundary]);
    allowed().session(&[allow(""), deny("")]).denies(&[Session]);
    allowed().resource_policy(&[deny("'Principal':'*'")]).denies(&[Resource]);
    allowed().scp_level(&[allow(""), deny("")]).denies(&[Scp]);
    allowed().rcp_level(&[allow("'Principal':'*'"), deny("'Principal':'*'")]).denies(&[Rcp]);
    allowed().endpoint(deny("'Principal':'*'")).denies(&[Endpoint]);
}

#[test]
fn e_2_what_cannot_be_read_never_allows_and_always_denies() {
    // The parser leaves variables to validation, so this one is broken in the document.
    for broken in
        ["'Resource':'arn:aws:s3:::${aws:username'", "'Condition':{'StringLike':{'aws:username':'${'}}"]
    {
        let context = "aws:username=ann";
        case(user()).identity(allow(broken)).context(context).is_silent(&[Identity]);
        case(user()).identity(allow("")).identity(deny(broken)).context(context).denies(&[Identity]);
        // Turning the element round does not make it readable.
        let not = broken.replace("'Resource'", "'NotResource'").replace("StringLike", "StringNotLike");
        case(user()).identity(allow(&not)).context(context).is_silent(&[Identity]);
        case(user()).identity(allow("")).identity(deny(&not)).context(context).denies(&[Identity]);
    }
    // What does not match for another reason does not deny.
    let elsewhere = deny("'Action':'ec2:*','Resource':'arn:aws:s3:::${aws:username'");
    case(user()).identity(allow("")).identity(elsewhere).allows();
}

#[test]
fn e_3_every_blocking_layer_and_every_matching_statement_is_reported() {
    let decision = case(user())
        .identity(allow("'Sid':'first'"))
        .identity(deny("'Sid':'second'"))
        .boundary(allow("'Action':'ec2:*'"))
        .scp_level(&[])
        .decide();
    assert_eq!(decision.outcome, Outcome::ExplicitDeny);
    assert_eq!(decision.blocked_by, [Scp, Identity, Boundary]);
    let matched: Vec<_> =
        decision.matched.iter().map(|one| (one.layer, one.sid.as_deref(), one.effect)).collect();
    assert_eq!(matched, [(Identity, Some("first"), Effect::Allow), (Identity, Some("second"), Effect::Deny)]);
}

#[test]
fn e_4_the_root_user_needs_no_policy_and_is_stopped_by_denies_only() {
    case(root()).allows();
    case(user()).is_silent(&[Identity]);
    case(root()).scp_level(&[allow(""), deny("")]).denies(&[Scp]);
    case(root()).scp_level(&[allow("'Action':'ec2:*'")]).is_silent(&[Scp]);
    case(root()).rcp_level(&[allow("'Principal':'*'"), deny("'Principal':'*'")]).denies(&[Rcp]);
    case(root()).resource_policy(&[deny("'Principal':'*'")]).denies(&[Resource]);
}

#[test]
fn e_5_all_identity_policies_count_as_one_set() {
    let own = allow("'Action':'s3:PutObject'");
    let of_group = allow("'Action':'s3:GetObject'");
    case(user()).identity(own.clone()).is_silent(&[Identity]);
    case(user()).identity(own.clone()).identity(of_group.clone()).allows();
    case(user()).identity(own).identity(of_group).identity(deny("'Action':'s3:Get*'")).denies(&[Identity]);
}

#[test]
fn e_6_all_elements_of_one_statement_must_match() {
    let table = [
        ("'Action':'s3:GetObject','Resource':'arn:aws:s3:::beans/*'", true),
        ("'Action':'s3:PutObject','Resource':'arn:aws:s3:::beans/*'", false),
        ("'Action':'s3:GetObject','Resource':'arn:aws:s3:::tea/*'", false),
        ("'Condition':{'StringEquals':{'aws:username':'ann'}}", true),
        ("'Condition':{'StringEquals':{'aws:username':'bob'}}", false),
    ];
    for (rest, wanted) in table {
        assert_eq!(applies(rest, &case(user()).context("aws:username=ann")), wanted, "{rest}");
    }
    // Halves of two statements do not make a whole.
    case(user())
        .identity(allow("'Action':'s3:GetObject','Resource':'arn:aws:s3:::tea/*'"))
        .identity(allow("'Action':'s3:PutObject','Resource':'arn:aws:s3:::beans/*'"))
        .is_silent(&[Identity]);
}

#[test]
fn x_a_both_accounts_must_allow() {
    let abroad = || case(user()).owned_by(OTHER);
    abroad().identity(allow("")).resource_policy(&[grant(USER)]).allows();
    abroad().identity(allow("")).is_silent(&[Resource]);
    abroad().resource_policy(&[grant(USER)]).is_silent(&[Identity]);
    abroad().is_silent(&[Resource, Identity]);
}

#[test]
fn x_b_any_way_of_naming_will_do_and_none_replaces_the_identity_policy() {
    for named in [SESSION, ROLE, "AROABARISTA", ROOT, OWN, "*"] {
        let abroad = case(role()).owned_by(OTHER).resource_policy(&[grant(named)]);
        abroad.clone().identity(allow("")).allows();
        abroad.is_silent(&[Identity]);
    }
    case(root()).owned_by(OTHER).resource_policy(&[grant(OWN)]).allows();
    case(root()).owned_by(OTHER).is_silent(&[Resource]);
}

#[test]
fn x_c_boundary_and_session_always_limit_across_accounts() {
    for named in [SESSION, ROLE, OWN, "*"] {
        let abroad = case(role()).owned_by(OTHER).identity(allow("")).resource_policy(&[grant(named)]);
        abroad.clone().boundary(allow("'Action':'ec2:*'")).is_silent(&[Boundary]);
        abroad.session(&[]).is_silent(&[Session]);
    }
}

#[test]
fn x_d_each_organization_limits_its_own_side() {
    // `scps` are those of the caller's account and `rcps` those of the resource's: either blocks, and neither is
    // needed from the other side.
    let abroad = || case(user()).owned_by(OTHER).identity(allow("")).resource_policy(&[grant(USER)]);
    abroad().scp_level(&[allow("'Action':'ec2:*'")]).is_silent(&[Scp]);
    abroad().rcp_level(&[allow("'Principal':'*'"), deny("'Principal':'*'")]).denies(&[Rcp]);
    abroad().allows();
}

#[test]
fn x_e_without_resource_policies_there_is_no_way_across() {
    case(user()).owned_by(OTHER).identity(allow("")).is_silent(&[Resource]);
    case(user()).owned_by(OWN).identity(allow("")).allows();
    // What AWS owns is open to every account's own policies.
    case(user()).owned_by("aws").identity(allow("")).allows();
}

#[test]
fn pb_1_a_boundary_caps_and_grants_nothing() {
    let narrow = || allow("'Action':'s3:GetObject'");
    case(user()).identity(allow("")).boundary(narrow()).allows();
    case(user()).identity(allow("")).boundary(narrow()).action("s3:PutObject").is_silent(&[Boundary]);
    case(user()).boundary(narrow()).is_silent(&[Identity]);
    case(role()).identity(allow("'Action':'ec2:*'")).boundary(narrow()).is_silent(&[Identity]);
}

#[test]
fn pb_2_without_a_boundary_nothing_is_capped() {
    case(user()).identity(allow("")).allows();
}

#[test]
fn pb_4_the_root_user_has_no_boundary() {
    case(root()).boundary(deny("")).allows();
}

#[test]
fn sp_1_a_role_session_has_what_all_three_allow() {
    let get = || allow("'Action':'s3:Get*'");
    case(role()).identity(get()).session(&[get()]).boundary(get()).allows();
    case(role()).identity(get()).session(&[allow("'Action':'s3:Put*'")]).is_silent(&[Session]);
    case(role()).session(&[get()]).is_silent(&[Identity]);
    case(role()).identity(get()).session(&[get()]).boundary(allow("'Action':'ec2:*'")).is_silent(&[Boundary]);
}

#[test]
fn sp_2_session_policies_are_a_union() {
    let (put, get) = (allow("'Action':'s3:Put*'"), allow("'Action':'s3:Get*'"));
    case(role()).identity(allow("")).session(&[put.clone(), get.clone()]).allows();
    case(role()).identity(allow("")).session(std::slice::from_ref(&put)).is_silent(&[Session]);
    case(role()).identity(allow("")).session(&[put, get, deny("'Action':'s3:Get*'")]).denies(&[Session]);
}

#[test]
fn sp_4_a_federated_user_without_session_policy_has_no_identity_permissions() {
    case(federated()).identity(allow("")).is_silent(&[Session]);
    case(federated()).identity(allow("")).session(&[]).is_silent(&[Session]);
    case(federated()).identity(allow("")).session(&[allow("")]).allows();
    case(role()).identity(allow("")).allows();
}
