// SPDX-License-Identifier: Apache-2.0
//! What is decided, for whom, and why.

use super::{ALICE, ALLOW_ALL, decision, request, run, text};

#[test]
fn every_form_of_principal_is_itself() {
    // Each is allowed by a resource policy that names it, and not by one that names its neighbour.
    let table = [
        (ALICE, r#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#, true),
        (ALICE, r#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, false),
        (
            r#""arn:aws:iam::111122223333:role/path/App""#,
            r#"{"AWS":"arn:aws:iam::111122223333:role/App"}"#,
            true,
        ),
        (r#""arn:aws:iam::111122223333:role/App""#, r#"{"AWS":"arn:aws:iam::111122223333:role/Ape"}"#, false),
        (
            r#""arn:aws:iam::111122223333:role/App""#,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/App/s"}"#,
            false,
        ),
        (
            r#""arn:aws:sts::111122223333:assumed-role/App/s""#,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/App/s"}"#,
            true,
        ),
        (
            r#""arn:aws:sts::111122223333:assumed-role/App/s""#,
            r#"{"AWS":"arn:aws:iam::111122223333:role/some/path/App"}"#,
            true,
        ),
        (
            r#""arn:aws:sts::111122223333:assumed-role/App/s""#,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/App/t"}"#,
            false,
        ),
        (
            r#""arn:aws:sts::111122223333:federated-user/Bo""#,
            r#"{"AWS":"arn:aws:sts::111122223333:federated-user/Bo"}"#,
            true,
        ),
        (
            r#""arn:aws:sts::111122223333:federated-user/Bo""#,
            r#"{"AWS":"arn:aws:iam::111122223333:user/alice"}"#,
            false,
        ),
        (r#""anonymous""#, r#""*""#, true),
        (r#""anonymous""#, r#"{"AWS":"arn:aws:iam::111122223333:root"}"#, false),
        (r#"{"service":"ec2.amazonaws.com"}"#, r#"{"Service":"ec2.amazonaws.com"}"#, true),
        (r#"{"service":"ec2.amazonaws.com"}"#, r#"{"Service":"s3.amazonaws.com"}"#, false),
    ];
    for (principal, named, allowed) in table {
        let policies = format!(
            r#","policies":{{"resource":{{"Statement":{{"Effect":"Allow","Principal":{named},"Action":"*"}}}}}}"#
        );
        let found = decision(&request(principal, "s3:GetObject", "arn:aws:s3:::b/k", &policies));
        assert_eq!(found.starts_with("allow"), allowed, "{principal} {named}: {found}");
    }
    // The root user needs no policy at all.
    let root = r#""arn:aws:iam::111122223333:root""#;
    assert_eq!(decision(&request(root, "s3:GetObject", "arn:aws:s3:::b/k", "")), "allow ");
    assert_eq!(decision(&request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", "")), "implicitDeny identity");
}

#[test]
fn every_layer_has_its_say() {
    let deny = r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#;
    let own_deny = r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
    let table = [
        (format!(r#""identity":[{ALLOW_ALL},{own_deny}]"#), "explicitDeny identity"),
        (format!(r#""identity":[{ALLOW_ALL}],"boundary":{own_deny}"#), "explicitDeny boundary"),
        (format!(r#""identity":[{ALLOW_ALL}],"session":[]"#), "implicitDeny session"),
        (format!(r#""identity":[{ALLOW_ALL}],"session":[{ALLOW_ALL}]"#), "allow "),
        (format!(r#""identity":[{ALLOW_ALL}],"session":null,"boundary":null,"scps":null"#), "allow "),
        (format!(r#""identity":[{ALLOW_ALL}],"resource":{deny}"#), "explicitDeny resource"),
        (format!(r#""identity":[{ALLOW_ALL}],"scps":[[{ALLOW_ALL}],[]]"#), "implicitDeny scp"),
        (format!(r#""identity":[{ALLOW_ALL}],"rcps":[[{deny}]]"#), "explicitDeny rcp"),
        (format!(r#""identity":[{ALLOW_ALL}],"endpoint":[{deny}]"#), "explicitDeny endpoint"),
        (format!(r#""boundary":{own_deny},"scps":[[]]"#), "explicitDeny scp,identity,boundary"),
    ];
    for (policies, wanted) in table {
        let more = format!(r#","policies":{{{policies}}}"#);
        assert_eq!(
            decision(&request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", &more)),
            wanted,
            "{policies}"
        );
    }
}

#[test]
fn a_trust_policy_and_a_key_policy_must_allow_and_others_need_not() {
    let elsewhere = r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"*"}}"#;
    let more = format!(r#","policies":{{"identity":[{ALLOW_ALL}],"resource":{elsewhere}}}"#);
    for (action, arn, wanted) in [
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/App", "implicitDeny resource"),
        ("STS:TagSession", "arn:aws:iam::111122223333:role/App", "implicitDeny resource"),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1", "implicitDeny resource"),
        ("iam:PassRole", "arn:aws:iam::111122223333:role/App", "allow "),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/a", "allow "),
        ("s3:GetObject", "arn:aws:s3:::b/k", "allow "),
    ] {
        assert_eq!(decision(&request(ALICE, action, arn, &more)), wanted, "{action} {arn}");
    }
}

#[test]
fn the_resource_belongs_to_the_account_given_or_the_one_in_its_arn() {
    let request = |resource: &str| {
        format!(
            r#"{{"id":"r","principal":{ALICE},"action":"sqs:SendMessage","resource":{resource},"policies":{{"identity":[{ALLOW_ALL}]}}}}"#
        )
    };
    for (resource, wanted) in [
        (r#"{"arn":"arn:aws:sqs:us-east-1:111122223333:q"}"#, "allow "),
        (r#"{"arn":"arn:aws:sqs:us-east-1:444455556666:q"}"#, "implicitDeny resource"),
        (r#"{"arn":"arn:aws:sqs:us-east-1:444455556666:q","account":"111122223333"}"#, "allow "),
        (r#"{"arn":"arn:aws:s3:::b"}"#, "allow "),
        (r#"{"arn":"arn:aws:s3:::b","account":"444455556666"}"#, "implicitDeny resource"),
    ] {
        assert_eq!(decision(&request(resource)), wanted, "{resource}");
    }
}

#[test]
fn actions_without_resources_are_known_or_told() {
    let document = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}}"#;
    for (action, more, wanted) in [
        ("s3:ListAllMyBuckets", "", "implicitDeny identity"),
        ("s3:ListAllMyBuckets", r#","wildcardOnlyAction":false"#, "allow "),
        ("s3:ListBucket", "", "allow "),
        ("s3:ListBucket", r#","wildcardOnlyAction":true"#, "implicitDeny identity"),
        ("unheard:Of", "", "allow "),
    ] {
        let more = format!(r#"{more},"policies":{{"identity":[{document}]}}"#);
        assert_eq!(decision(&request(ALICE, action, "arn:aws:s3:::b", &more)), wanted, "{action} {more}");
    }
}

#[test]
fn context_values_of_every_type_are_texts() {
    let condition = r#"{"NumericEquals":{"n:n":"1.50"},"Bool":{"b:b":"true"},"StringEquals":{"s:s":"x"},"ForAllValues:StringEquals":{"l:l":["a","1","false"]},"Null":{"l:l":"false","absent":"true"}}"#;
    let policies = format!(
        r#""policies":{{"identity":[{{"Statement":{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}}}]}}"#
    );
    let context = r#""context":{"N:n":1.50,"b:b":true,"s:s":"x","l:l":["a",1,false]}"#;
    let more = format!(",{context},{policies}");
    assert_eq!(decision(&request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", &more)), "allow ");
}

#[test]
fn reasons_are_given_in_both_forms() {
    let document = r#"{"Statement":{"Sid":"Mfa","Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}"#;
    let more = format!(
        r#","context":{{"aws:MultiFactorAuthPresent":false}},"policies":{{"identity":[{document}]}}"#
    );
    let line = request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", &more);
    let output = run(&["evaluate", "--explain=text"], line.as_bytes());
    let told = text(&output.stdout);
    assert!(output.status.success());
    for part in ["Request \"r\", line 1\n", "Denied", "`Mfa`", "aws:MultiFactorAuthPresent", "s3:GetObject"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // What is not a terminal gets a line for each request.
    for flag in ["--explain", "--explain=json", "--explain=auto"] {
        let output = run(&["evaluate", flag], line.as_bytes());
        let answer = text(&output.stdout);
        assert!(
            answer.starts_with(r#"{"id":"r","decision":"implicitDeny","blockedBy":["identity"],"#),
            "{answer}"
        );
        assert!(answer.contains(r#","explanation":{"principal":""#), "{answer}");
        assert!(answer.contains(r#","text":"Denied"#), "{answer}");
        assert_eq!((answer.lines().count(), answer.ends_with("}\n")), (1, true), "{answer}");
    }
}
