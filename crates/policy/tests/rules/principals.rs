// SPDX-License-Identifier: Apache-2.0
//! Who is meant: section 3 of the rules.

use portcullis_policy::evaluation::{Layer::*, Principal};

use super::support::*;

/// Whether a resource policy that must allow does so, by an element such as `'Principal':'*'`.
fn names(element: &str, caller: Principal) -> bool {
    case(caller).identity(allow("")).session(&[allow("")]).required_policy(&[allow(element)]).is_allowed()
}

fn names_aws(text: &str, caller: Principal) -> bool {
    names(&format!("'Principal':{{'AWS':'{text}'}}"), caller)
}

#[test]
fn p_1_forms_of_the_element() {
    let table = [
        ("'Principal':'*'", true),
        ("'Principal':{'AWS':'*'}", true),
        (&format!("'Principal':{{'AWS':['{OTHER}','{USER}']}}"), true),
        (&format!("'Principal':{{'Service':'ec2.amazonaws.com','AWS':'{USER}'}}"), true),
        ("'Principal':{'Service':'ec2.amazonaws.com'}", false),
        ("'Principal':{'Federated':'accounts.google.com'}", false),
        (
            "'Principal':{'CanonicalUser':'79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'}",
            false,
        ),
        (&format!("'Principal':{{'Service':'{USER}'}}"), false),
    ];
    for (element, wanted) in table {
        assert_eq!(names(element, user()), wanted, "{element}");
    }
}

#[test]
fn p_2_forms_of_aws_principals() {
    let table = [
        (OWN, [true, true, true, true]),
        (ROOT, [true, true, true, true]),
        (USER, [true, false, true, false]),
        (ROLE, [false, true, false, false]),
        (SESSION, [false, true, false, false]),
        (FEDERATED, [false, false, true, false]),
        ("arn:aws:sts::111122223333:assumed-role/Barista/evening", [false; 4]),
        ("arn:aws:sts::111122223333:federated-user/Zoey", [false; 4]),
        ("arn:aws-cn:iam::111122223333:root", [false; 4]),
        (OTHER, [false; 4]),
        ("11112222333", [false; 4]),
        ("Ann", [false; 4]),
        ("", [false; 4]),
    ];
    for (text, wanted) in table {
        let found = [user(), role(), federated(), root()].map(|caller| names_aws(text, caller));
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn p_3_a_partial_wildcard_matches_nobody() {
    for text in [
        "arn:aws:iam::111122223333:user/*",
        "arn:aws:iam::111122223333:user/staff/An?",
        "arn:aws:iam::111122223333:*",
        "arn:aws:iam::*:root",
        "1111*",
        "**",
    ] {
        assert!(!names_aws(text, user()), "{text}");
    }
    for text in ["arn:aws:iam::111122223333:role/*", "arn:aws:sts::111122223333:assumed-role/Barista/*"] {
        assert!(!names_aws(text, role()), "{text}");
    }
}

#[test]
fn p_4_a_role_is_compared_by_account_and_name_without_case() {
    let table = [
        ("arn:aws:iam::111122223333:role/Barista", true),
        ("arn:aws:iam::111122223333:role/app/barista", true),
        ("arn:aws:sts::111122223333:assumed-role/BARISTA/morning", true),
        ("arn:aws:sts::111122223333:assumed-role/Barista/Morning", false),
        ("arn:aws:iam::444455556666:role/app/Barista", false),
        ("arn:aws:iam::111122223333:role/app", false),
        ("arn:aws:iam::111122223333:user/app/Barista", false),
    ];
    for (text, wanted) in table {
        assert_eq!(names_aws(text, role()), wanted, "{text}");
    }
}

#[test]
fn p_5_user_names_are_compared_with_case() {
    assert!(names_aws("arn:aws:iam::111122223333:user/staff/Ann", user()));
    assert!(!names_aws("arn:aws:iam::111122223333:user/staff/ann", user()));
    assert!(!names_aws("arn:aws:iam::111122223333:user/Ann", user()));
}

#[test]
fn p_6_a_stored_unique_id_names_one_incarnation() {
    assert!(names_aws("AIDAANN", user()));
    assert!(!names_aws("AIDAOLDANN", user()));
    assert!(names_aws("AROABARISTA", role()));
    assert!(!names_aws("AIDAANN", role()));
}

#[test]
fn p_7_a_service_is_named_as_service_and_has_no_policies_of_its_own() {
    let ec2 = || service("ec2.amazonaws.com");
    let granted = |element: &str| case(ec2()).resource_policy(&[allow(element)]);
    granted("'Principal':{'Service':'ec2.amazonaws.com'}").allows();
    granted("'Principal':{'Service':['s3.amazonaws.com','ec2.amazonaws.com']}").allows();
    granted("'Principal':'*'").allows();
    for element in [
        "'Principal':{'Service':'s3.amazonaws.com'}",
        "'Principal':{'Service':'*.amazonaws.com'}",
        "'Principal':{'AWS':'ec2.amazonaws.com'}",
        "'Principal':{'AWS':'111122223333'}",
    ] {
        granted(element).is_silent(&[Resource]);
    }
    case(ec2()).identity(allow("")).is_silent(&[Resource]);
    let named = || granted("'Principal':{'Service':'ec2.amazonaws.com'}");
    named().boundary(deny("")).session(&[deny("")]).identity(deny("")).scp_level(&[deny("")]).allows();
    named().rcp_level(&[allow("'Principal':'*'"), deny("'Principal':'*'")]).denies(&[Rcp]);
}

#[test]
fn p_8_an_anonymous_caller_is_named_by_star_alone() {
    let granted = |element: &str| case(Principal::Anonymous).resource_policy(&[allow(element)]);
    granted("'Principal':'*'").allows();
    granted("'Principal':{'AWS':'*'}").allows();
    granted("'NotPrincipal':{'AWS':'111122223333'}").allows();
    for element in ["'Principal':{'AWS':'111122223333'}", "'Principal':{'Service':'*'}", "'NotPrincipal':'*'"]
    {
        granted(element).is_silent(&[Resource]);
    }
    case(Principal::Anonymous).identity(allow("")).is_silent(&[Resource]);
    granted("'Principal':'*'").scp_level(&[deny("")]).allows();
    granted("'Principal':'*'").rcp_level(&[]).is_silent(&[Rcp]);
    granted("'Principal':'*'").endpoint(allow("'Principal':'*','Action':'ec2:*'")).is_silent(&[Endpoint]);
    // Keys about the principal are absent.
    granted("'Principal':'*','Condition':{'StringLike':{'aws:PrincipalArn':'*'}}").is_silent(&[Resource]);
}

#[test]
fn p_9_a_federated_user_has_what_resource_policies_give_it_by_name() {
    case(federated()).identity(allow("")).is_silent(&[Session]);
    case(federated()).resource_policy(&[grant(FEDERATED)]).allows();
    case(federated()).resource_policy(&[grant(USER)]).is_silent(&[Session]);
}

#[test]
fn p_9_a_federated_user_of_the_root_user_is_limited_by_its_session_alone() {
    let zoe = || Principal::FederatedUser {
        session_arn: FEDERATED.into(),
        user_arn: ROOT.into(),
        account: OWN.into(),
        unique_id: None,
    };
    case(zoe()).is_silent(&[Session]);
    case(zoe()).session(&[allow("'Action':'s3:Get*'")]).allows();
    case(zoe()).session(&[allow("'Action':'s3:Put*'")]).is_silent(&[Session]);
}

#[test]
fn p_10_the_root_arn_is_the_account_as_principal_and_the_root_user_as_key() {
    assert!(names_aws(ROOT, root()) && names_aws(ROOT, user()));
    let only_root = format!("'ArnEquals':{{'aws:PrincipalArn':'{ROOT}'}}");
    assert!(holds(&only_root, &format!("aws:PrincipalArn={ROOT}")));
    assert!(!holds(&only_root, &format!("aws:PrincipalArn={USER}")));
}

#[test]
fn p_11_callers_without_a_session_yet_are_named_as_federated() {
    let saml = "arn:aws:iam::111122223333:saml-provider/Okta";
    let table = [
        (format!("'Principal':{{'Federated':'{saml}'}}"), true),
        ("'Principal':{'Federated':'accounts.google.com'}".to_owned(), false),
        (format!("'Principal':{{'AWS':'{OWN}'}}"), false),
        (format!("'Principal':{{'AWS':'{saml}'}}"), false),
    ];
    for (element, wanted) in table {
        assert_eq!(names(&element, provider(saml)), wanted, "{element}");
    }
    assert!(names("'Principal':{'Federated':'accounts.google.com'}", provider("accounts.google.com")));
}

/// Whether a Deny with `NotPrincipal` denies a caller who is allowed otherwise.
fn spares(listed: &str, caller: Principal) -> bool {
    let refusing = deny(&format!("'NotPrincipal':{{'AWS':[{listed}]}}"));
    case(caller).identity(allow("")).session(&[allow("")]).resource_policy(&[refusing]).is_allowed()
}

#[test]
fn np_1_not_principal_covers_those_who_are_not_listed() {
    assert!(!spares(&format!("'{OTHER}'"), user()));
    assert!(spares(&format!("'{USER}','{OWN}'"), user()));
    assert!(spares(&format!("'{OWN}'"), root()));
    assert!(spares("'*'", user()));
}

#[test]
fn np_2_all_that_the_caller_is_must_be_listed() {
    let all = format!("'{SESSION}','{ROLE}','{OWN}'");
    assert!(spares(&all, role()));
    for left_out in [SESSION, ROLE, OWN] {
        let rest = all.replace(&format!("'{left_out}'"), &format!("'{OTHER}'"));
        assert!(!spares(&rest, role()), "{rest}");
    }
    assert!(!spares(&format!("'{USER}'"), user()));
    assert!(spares(&format!("'{FEDERATED}','{USER}','{ROOT}'"), federated()));
    assert!(!spares(&format!("'{FEDERATED}','{ROOT}'"), federated()));
    // A service is only that.
    let refusing = deny("'NotPrincipal':{'Service':'ec2.amazonaws.com'}");
    let granting = allow("'Principal':'*'");
    let policy = [granting, refusing];
    case(service("ec2.amazonaws.com")).resource_policy(&policy).allows();
    case(service("s3.amazonaws.com")).resource_policy(&policy).denies(&[Resource]);
    case(Principal::Anonymous).resource_policy(&policy).denies(&[Resource]);
}

#[test]
fn np_3_a_principal_with_a_boundary_is_never_spared() {
    let refusing = [deny(&format!("'NotPrincipal':{{'AWS':['{USER}','{OWN}']}}"))];
    case(user()).identity(allow("")).resource_policy(&refusing).allows();
    case(user()).identity(allow("")).boundary(allow("")).resource_policy(&refusing).denies(&[Resource]);
}

#[test]
fn np_4_allow_with_not_principal_covers_all_who_are_not_listed_in_any_way() {
    let granting = |listed: &str| [allow(&format!("'NotPrincipal':{{'AWS':'{listed}'}}"))];
    case(user()).resource_policy(&granting(OTHER)).allows();
    case(Principal::Anonymous).resource_policy(&granting(OTHER)).allows();
    case(user()).resource_policy(&granting(USER)).is_silent(&[Identity]);
    case(user()).resource_policy(&granting(OWN)).is_silent(&[Identity]);
    case(role()).resource_policy(&granting(SESSION)).is_silent(&[Identity]);
}

#[test]
fn np_5_policies_that_cannot_name_principals_fail_closed_when_they_do() {
    for element in ["'NotPrincipal':{'AWS':'444455556666'}", "'Principal':'*'"] {
        case(user()).identity(allow(element)).is_silent(&[Identity]);
        case(user()).identity(allow("")).identity(deny(element)).denies(&[Identity]);
        case(user()).identity(allow("")).scp_level(&[allow(element)]).is_silent(&[Scp]);
    }
    let not = "'NotPrincipal':{'AWS':'444455556666'}";
    case(user()).identity(allow("")).rcp_level(&[allow(not)]).is_silent(&[Rcp]);
    case(user()).identity(allow("")).rcp_level(&[allow("'Principal':'*'"), deny(not)]).denies(&[Rcp]);
}
