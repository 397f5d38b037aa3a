// SPDX-License-Identifier: Apache-2.0
//! Service control policies, resource control policies and endpoint policies: sections 7 to 9 of the rules.

use portcullis_policy::evaluation::{Layer::*, Principal};

use super::support::*;

fn everybody(rest: &str) -> String {
    let rest = if rest.is_empty() { String::new() } else { format!(",{rest}") };
    allow(&format!("'Principal':'*'{rest}"))
}

fn nobody(rest: &str) -> String {
    everybody(rest).replace("'Allow'", "'Deny'")
}

#[test]
fn scp_1_every_level_must_allow_and_any_may_deny() {
    let allowed = || case(user()).identity(allow("")).scp_level(&[allow("")]);
    allowed().scp_level(&[allow("")]).allows();
    allowed().scp_level(&[allow("'Action':'ec2:*'")]).scp_level(&[allow("")]).is_silent(&[Scp]);
    allowed().scp_level(&[]).is_silent(&[Scp]);
    allowed().scp_level(&[allow("'Action':'ec2:*'"), allow("")]).allows();
    allowed().scp_level(&[allow(""), deny("")]).denies(&[Scp]);
}

#[test]
fn scp_2_grants_nothing() {
    case(user()).scp_level(&[allow("")]).is_silent(&[Identity]);
}

#[test]
fn scp_3_limits_users_roles_and_root_but_no_service_linked_role() {
    for caller in [user(), role(), root(), federated()] {
        let allowed = case(caller).identity(allow("")).session(&[allow("")]);
        allowed.clone().allows();
        allowed.scp_level(&[allow("'Action':'ec2:*'")]).is_silent(&[Scp]);
    }
    case(service_linked_role()).identity(allow("")).scp_level(&[deny("")]).allows();
    // Principals from outside: their own account's policies are asked, not the resource's. The management account is
    // one without levels.
    case(user()).owned_by(OTHER).identity(allow("")).resource_policy(&[grant(USER)]).allows();
}

#[test]
fn scp_5_an_allow_may_have_conditions_resources_and_negations() {
    let in_paris = allow("'Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-3'}}");
    let limited = case(user()).identity(allow("")).scp_level(&[in_paris]);
    limited.clone().context("aws:RequestedRegion=eu-west-3").allows();
    limited.context("aws:RequestedRegion=us-east-1").is_silent(&[Scp]);
    let table = [
        ("'Resource':'arn:aws:s3:::beans/*'", true),
        ("'Resource':'arn:aws:s3:::tea/*'", false),
        ("'NotResource':'arn:aws:s3:::tea/*'", true),
        ("'NotAction':'s3:Get*'", false),
        ("'NotAction':'ec2:*'", true),
        ("'Action':'s3:*Object'", true),
        ("'Action':'s3:?etObject'", true),
    ];
    for (rest, wanted) in table {
        let allowed = case(user()).identity(allow("")).scp_level(&[allow(rest)]).is_allowed();
        assert_eq!(allowed, wanted, "{rest}");
    }
}

#[test]
fn scp_7_does_not_limit_anonymous_and_services() {
    for caller in [Principal::Anonymous, service("ec2.amazonaws.com")] {
        case(caller).resource_policy(&[grant("*")]).scp_level(&[deny("")]).allows();
    }
}

#[test]
fn rcp_1_every_level_must_allow_and_any_may_deny() {
    let allowed = || case(user()).identity(allow("")).rcp_level(&[everybody("")]);
    allowed().rcp_level(&[everybody("")]).allows();
    allowed().rcp_level(&[everybody(""), nobody("")]).denies(&[Rcp]);
    allowed().rcp_level(&[]).is_silent(&[Rcp]);
    case(user()).rcp_level(&[everybody("")]).is_silent(&[Identity]);
}

#[test]
fn rcp_2_limits_every_caller() {
    let callers = [
        user(),
        role(),
        root(),
        federated(),
        service("ec2.amazonaws.com"),
        provider("p"),
        Principal::Anonymous,
    ];
    for caller in callers {
        for owner in [OWN, OTHER] {
            case(caller.clone())
                .owned_by(owner)
                .identity(allow(""))
                .session(&[allow("")])
                .resource_policy(&[grant("*")])
                .rcp_level(&[everybody(""), nobody("")])
                .denies(&[Rcp]);
        }
    }
}

#[test]
fn rcp_3_leaves_service_linked_roles_and_retired_grants_alone() {
    case(service_linked_role()).identity(allow("")).rcp_level(&[nobody("")]).allows();
    case(user()).action("kms:RetireGrant").identity(allow("")).rcp_level(&[nobody("")]).allows();
    case(user()).action("kms:RevokeGrant").identity(allow("")).rcp_level(&[nobody("")]).denies(&[Rcp]);
}

#[test]
fn rcp_5_the_confused_deputy_pattern_stops_services_acting_for_outsiders() {
    let guard = "'Condition':{\
        'StringNotEqualsIfExists':{'aws:SourceOrgID':'o-1234567890'},\
        'Null':{'aws:SourceAccount':'false'},\
        'Bool':{'aws:PrincipalIsAWSService':'true'}}";
    let deputy = || {
        case(service("logs.amazonaws.com"))
            .resource_policy(&[grant("*")])
            .rcp_level(&[everybody(""), nobody(guard)])
    };
    let base = "aws:PrincipalIsAWSService=true";
    deputy().context(&format!("{base}; aws:SourceAccount={OTHER}; aws:SourceOrgID=o-other")).denies(&[Rcp]);
    deputy().context(&format!("{base}; aws:SourceAccount={OTHER}")).denies(&[Rcp]);
    deputy().context(&format!("{base}; aws:SourceAccount={OWN}; aws:SourceOrgID=o-1234567890")).allows();
    deputy().context(base).allows();
}

#[test]
fn vpce_1_an_endpoint_policy_restricts_and_grants_nothing() {
    let allowed = || case(user()).identity(allow(""));
    allowed().endpoint(everybody("")).allows();
    allowed().endpoint(grant(USER)).allows();
    allowed().endpoint(grant(OTHER)).is_silent(&[Endpoint]);
    allowed().endpoint(everybody("")).endpoint(nobody("")).denies(&[Endpoint]);
    case(user()).endpoint(everybody("")).is_silent(&[Identity]);
    allowed().allows();
}

#[test]
fn vpce_2_gates_anonymous_requests_too() {
    let open = || case(Principal::Anonymous).resource_policy(&[grant("*")]);
    open().endpoint(everybody("")).allows();
    open().endpoint(everybody("'Action':'ec2:*'")).is_silent(&[Endpoint]);
}
