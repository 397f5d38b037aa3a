// SPDX-License-Identifier: Apache-2.0
//! What a resource policy's Allow makes up for, by the way it names the caller: section 2 of the rules.

use portcullis_policy::evaluation::{Layer::*, Principal};

use super::support::*;

/// A caller that a resource policy names so, with nothing else.
fn granted(caller: Principal, named: &str) -> Case {
    case(caller).resource_policy(&[grant(named)])
}

fn elsewhere() -> String {
    allow("'Action':'ec2:*'")
}

#[test]
fn s_1_user_grant_needs_nothing_else() {
    for named in [USER, "AIDAANN"] {
        granted(user(), named).allows();
        granted(user(), named).boundary(elsewhere()).allows();
    }
}

#[test]
fn s_2_role_grant_is_capped_by_the_boundary_and_the_session() {
    for named in [ROLE, "AROABARISTA"] {
        granted(role(), named).allows();
        granted(role(), named).boundary(elsewhere()).is_silent(&[Boundary]);
        granted(role(), named).session(&[elsewhere()]).is_silent(&[Session]);
        granted(role(), named).boundary(allow("")).session(&[allow("")]).allows();
    }
}

#[test]
fn s_3_role_session_grant_is_not_capped() {
    granted(role(), SESSION).allows();
    granted(role(), SESSION).boundary(elsewhere()).allows();
    granted(role(), SESSION).session(&[elsewhere()]).allows();
}

#[test]
fn s_4_federated_session_grant_is_not_capped() {
    granted(federated(), FEDERATED).allows();
    granted(federated(), FEDERATED).boundary(elsewhere()).session(&[]).allows();
}

#[test]
fn s_5_user_grant_behind_a_federated_session_is_capped() {
    granted(federated(), USER).session(&[allow("")]).allows();
    granted(federated(), USER).is_silent(&[Session]);
    granted(federated(), USER).session(&[allow("")]).boundary(elsewhere()).is_silent(&[Boundary]);
}

#[test]
fn s_6_star_grant_is_not_capped() {
    for caller in [user(), role(), federated()] {
        granted(caller.clone(), "*").allows();
        granted(caller, "*").boundary(elsewhere()).session(&[]).allows();
    }
    let to_role =
        allow(&format!("'Principal':'*','Condition':{{'ArnEquals':{{'aws:PrincipalArn':'{ROLE}'}}}}"));
    let limited = case(role()).boundary(elsewhere()).session(&[]).resource_policy(&[to_role]);
    limited.clone().context(&format!("aws:PrincipalArn={ROLE}")).allows();
    limited.context(&format!("aws:PrincipalArn={USER}")).is_silent(&[Identity, Boundary, Session]);
}

#[test]
fn s_7_account_grant_only_delegates() {
    for named in [ROOT, OWN] {
        granted(user(), named).is_silent(&[Identity]);
        granted(user(), named).identity(allow("")).allows();
        granted(user(), named).identity(allow("")).boundary(elsewhere()).is_silent(&[Boundary]);
        granted(role(), named).identity(allow("")).session(&[]).is_silent(&[Session]);
    }
}

#[test]
fn s_7_the_furthest_reaching_grant_counts() {
    case(role()).resource_policy(&[grant(OWN), grant(ROLE)]).allows();
    case(role()).resource_policy(&[grant(ROLE), grant(OWN)]).allows();
    granted(role(), &format!("{OWN}','{SESSION}")).boundary(elsewhere()).session(&[]).allows();
}

#[test]
fn s_8_a_statement_without_principal_grants_nothing() {
    case(user()).resource_policy(&[allow("")]).is_silent(&[Identity]);
    // A Deny whom nobody is named by is taken to mean everybody.
    case(user()).identity(allow("")).resource_policy(&[deny("")]).denies(&[Resource]);
}

#[test]
fn s_9_a_deny_of_the_account_denies_everyone_in_it() {
    for named in [ROOT, OWN] {
        for caller in [user(), role(), federated(), root()] {
            case(caller)
                .identity(allow(""))
                .session(&[allow("")])
                .resource_policy(&[grant("*"), deny(&format!("'Principal':{{'AWS':'{named}'}}"))])
                .denies(&[Resource]);
        }
    }
    case(user())
        .identity(allow(""))
        .resource_policy(&[deny(&format!("'Principal':{{'AWS':'{OTHER}'}}"))])
        .allows();
}

#[test]
fn s_10_a_deny_of_the_role_denies_its_sessions() {
    let refusing = deny(&format!("'Principal':{{'AWS':'{ROLE}'}}"));
    case(role()).identity(allow("")).resource_policy(&[refusing.clone(), grant(SESSION)]).denies(&[Resource]);
    case(user()).identity(allow("")).resource_policy(&[refusing]).allows();
}

#[test]
fn s_11_a_deny_in_boundary_or_session_beats_every_grant() {
    for named in [SESSION, ROLE, "*"] {
        granted(role(), named).boundary(deny("")).session(&[allow("")]).denies(&[Boundary]);
        granted(role(), named).session(&[deny("")]).denies(&[Session]);
    }
}

#[test]
fn s_12_without_resource_policy_the_identity_policy_decides() {
    case(user()).identity(allow("")).allows();
    case(user()).identity(elsewhere()).is_silent(&[Identity]);
}

#[test]
fn s_13_silence_of_a_resource_policy_does_not_block_in_the_account() {
    let silent = [grant(OTHER)];
    case(user()).identity(allow("")).resource_policy(&silent).allows();
    // Unless the service says that it must allow.
    case(user()).identity(allow("")).required_policy(&silent).is_silent(&[Resource]);
}

#[test]
fn pb_3_a_boundary_limits_grants_by_the_way_they_name() {
    let table = [(USER, true), ("*", true), (OWN, false)];
    for (named, wanted) in table {
        let bounded = granted(user(), named).identity(allow("")).boundary(elsewhere());
        assert_eq!(bounded.is_allowed(), wanted, "{named}");
    }
}

#[test]
fn sp_3_a_session_policy_limits_grants_by_the_way_they_name() {
    let table = [(SESSION, true), ("*", true), (ROLE, false), (OWN, false)];
    for (named, wanted) in table {
        let narrowed = granted(role(), named).identity(allow("")).session(&[elsewhere()]);
        assert_eq!(narrowed.is_allowed(), wanted, "{named}");
    }
}
