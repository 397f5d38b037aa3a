// SPDX-License-Identifier: Apache-2.0
//! Which trust policies IAM refuses for a role, in which words, and which it takes.

use portcullis_policy::validation::{WriteKind, validate_write};

fn outcome(text: &str) -> Result<(), String> {
    validate_write(text, WriteKind::TrustPolicy).map(drop).map_err(|refusal| refusal.message)
}

fn refuses<'a>(rows: impl IntoIterator<Item = (String, &'a str)>) {
    for (text, message) in rows {
        assert_eq!(outcome(&text), Err(message.into()), "{text}");
    }
}

fn accepts(documents: impl IntoIterator<Item = String>) {
    for text in documents {
        assert_eq!(outcome(&text), Ok(()), "{text}");
    }
}

fn policy(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#)
}

/// One statement that lets this principal, a JSON value, assume the role.
fn principal(value: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Principal":{value},"Action":"sts:AssumeRole"}}"#))
}

fn action(value: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":{value}}}"#))
}

fn with(members: &str) -> String {
    let start = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#;
    policy(&format!("{start},{members}}}"))
}

#[test]
fn t_1_trust_policies_that_iam_takes() {
    accepts(
        [
            r#"{"AWS":"*"}"#,
            r#"{"AWS":"111122223333"}"#,
            r#"{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/path/Ana"]}"#,
            r#"{"AWS":"arn:aws:iam::111122223333:role/service/Cashier"}"#,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/Cashier/till-4"}"#,
            r#"{"AWS":"arn:aws:sts::111122223333:federated-user/Ana"}"#,
            r#"{"AWS":"AROAEXAMPLEEXAMPLE123"}"#,
            r#"{"Service":"ec2.amazonaws.com"}"#,
            r#"{"Service":["lambda.amazonaws.com","delivery.logs.amazonaws.com"],"AWS":"111122223333"}"#,
            r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/ExampleCorp"}"#,
            r#"{"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com/shop"}"#,
            r#"{"Federated":"accounts.google.com"}"#,
        ]
        .map(principal),
    );
    accepts([
        // The version may be the older one, or missing.
        principal(r#"{"AWS":"*"}"#).replace("2012", "2008"),
        principal(r#"{"AWS":"*"}"#).replace(r#""Version":"2012-10-17","#, ""),
        action(r#"["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity","sts:SetContext"]"#),
        action(r#"["sts:AssumeRoleWithSAML","STS:assumerolewithwebidentity"]"#),
        with(
            r#""Condition":{"StringEquals":{"sts:ExternalId":"x 1"},"Bool":{"aws:MultiFactorAuthPresent":true}}"#,
        ),
        with(r#""Sid":"with spaces-too""#),
    ]);
}

#[test]
fn g_8_what_is_no_json_is_named_so() {
    let message = "This policy contains invalid Json";
    refuses([
        ("{invalid".into(), message),
        (String::new(), message),
        ("file.json".into(), message),
        ("[]".into(), message),
        (with(r#""Effect":"Allow""#), message),
        (with(r#""Sid":"日本""#), message),
    ]);
}

#[test]
fn g_1_document_elements() {
    let version = |value: &str| principal(r#"{"AWS":"*"}"#).replace(r#""2012-10-17""#, value);
    let version_message = "The policy must contain a valid version string";
    refuses([
        (r#"{"probe":"malformed"}"#.into(), "Unknown field probe"),
        (r#"{"version":"2012-10-17","statement":[]}"#.into(), "Unknown field version"),
        (with(r#""_comment":"x""#), "Unknown field _comment"),
        (version(r#""2013-10-17""#), version_message),
        (version("2012"), version_message),
        (r#"{"Version":"2012-10-17"}"#.into(), "Missing required field Statement"),
        (policy("[]"), "Could not parse the policy: Statement is empty!"),
    ]);
}

#[test]
fn g_2_statement_elements() {
    let effect = |value: &str| action(r#""sts:AssumeRole""#).replace("Allow", value);
    refuses([
        (policy(r#"{"Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#), "Missing required field Effect"),
        (effect("allow"), "Invalid effect: allow"),
        (policy(r#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#), "Missing required field Principal"),
        (policy(r#"{"Effect":"Allow","Principal":{"AWS":"*"}}"#), "Missing required field Action"),
        (action("[]"), "Missing required field Action"),
        (with(r#""Condition":{"StringEqual":{"a:b":"c"}}"#), "Invalid Condition type : StringEqual"),
    ]);
}

#[test]
fn r_8_trust_policies_have_no_resource() {
    let message = "Has prohibited field Resource";
    refuses([
        (with(r#""Resource":"*""#), message),
        (with(r#""NotResource":"*""#), "AssumeRole policy must not contain resources."),
        // An identity policy in the wrong place is told by its resource, before what it lacks.
        (policy(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#), message),
    ]);
}

#[test]
fn t_1_trust_policies_name_only_the_actions_of_assuming_a_role() {
    let message = "AssumeRole policy may only specify STS AssumeRole actions.";
    refuses(
        [
            r#""*""#,
            r#""sts:*""#,
            r#""s3:GetObject""#,
            r#""sts:GetSessionToken""#,
            r#"["sts:AssumeRole","iam:PassRole"]"#,
            r#""AssumeRole""#,
        ]
        .map(|value| (action(value), message)),
    );
    let not_action = action(r#""s3:GetObject""#).replace("Action", "NotAction");
    refuses([(not_action, message)]);
}

#[test]
fn np_5_trust_policies_have_no_not_principal() {
    let not_principal = |effect: &str| {
        policy(&format!(r#"{{"Effect":"{effect}","NotPrincipal":{{"AWS":"*"}},"Action":"sts:AssumeRole"}}"#))
    };
    refuses([
        (not_principal("Allow"), "Allow with NotPrincipal is not allowed."),
        (not_principal("Deny"), "AssumeRole policy must not contain NotPrincipal field."),
    ]);
}

#[test]
fn p_1_principals_stand_in_an_object_and_are_not_empty() {
    let star = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
    let none = "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a \
                statement with no principals!";
    refuses([
        (principal(r#""*""#), star),
        (principal(r#""*""#).replace("Allow", "Deny"), star),
        (principal("{}"), "Missing required field Principal cannot be empty!"),
        (principal(r#"{"AWS":[]}"#), none),
    ]);
    // What the grammar does not know is told by its place: AWS's own report of this very document.
    let terraform = r#"{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"service":"ec2.amazonaws.com"}}],"Version":"2012-10-17"}"#;
    refuses([
        (terraform.into(), "Syntax error at position (1,83)"),
        (principal("\n  \"111122223333\""), "Syntax error at position (2,4)"),
        (principal("\n\n7"), "Syntax error at position (3,2)"),
    ]);
}

#[test]
fn p_3_principals_are_whole_names() {
    for text in [
        "",
        "1111",
        "111122223333 ",
        "Ana",
        "arn:aws:iam::111122223333:user/*",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:group/Cashiers",
        "arn:aws:iam::1111:root",
        "arn:aws:iam:us-east-1:111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/Cashier",
        "arn:aws:sts::111122223333:assumed-role/Cashier/*",
        "arn:aws:s3:::bucket",
        "arn:aws:iam::111122223333",
    ] {
        let message = format!("Invalid principal in policy: \"AWS\":\"{text}\"");
        refuses([(principal(&format!(r#"{{"AWS":"{text}"}}"#)), message.as_str())]);
    }
    let federated = "Federated principals must be valid domain names or SAML metadata ARNs";
    refuses([
        (principal(r#"{"Service":"lambda"}"#), "Invalid principal in policy: \"SERVICE\":\"lambda\""),
        (principal(r#"{"Service":"*"}"#), "Invalid principal in policy: \"SERVICE\":\"*\""),
        (principal(r#"{"CanonicalUser":"7"}"#), "Invalid principal in policy: \"CANONICAL_USER\":\"7\""),
        (principal(r#"{"Federated":"*"}"#), federated),
        (principal(r#"{"Federated":"arn:aws:iam::111122223333:role/x"}"#), federated),
        (principal(r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/"}"#), federated),
    ]);
}

#[test]
fn g_3_sids_of_trust_policies_are_unique() {
    let two = |first: &str, second: &str| {
        let statement = |sid: &str| {
            format!(
                r#"{{"Sid":"{sid}","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":"sts:AssumeRole"}}"#
            )
        };
        policy(&format!("[{},{}]", statement(first), statement(second)))
    };
    refuses([(two("a", "a"), "The Statement Ids in the policy are not unique")]);
    accepts([two("", ""), two("a", "b")]);
}

#[test]
fn t_6_trust_in_cognito_needs_a_condition() {
    let cognito = |rest: &str| {
        let start = r#"{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"}"#;
        policy(&format!(r#"{start},"Action":"sts:AssumeRoleWithWebIdentity"{rest}}}"#))
    };
    let message = "A condition block must be present for the Cognito provider";
    refuses([(cognito(""), message), (cognito(r#","Condition":{"StringEquals":{}}"#), message)]);
    accepts([
        cognito(r#","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-east-1:1"}}"#),
        cognito("").replace("Allow", "Deny"),
    ]);
}

#[test]
fn t_6_trust_in_a_provider_that_many_share_looks_at_whose_customer_somebody_is() {
    let trust = |url: &str, condition: &str| {
        let start = format!(
            r#"{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{url}"}}"#
        );
        policy(&format!(r#"{start},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{{condition}}}}}"#))
    };
    let github = "token.actions.githubusercontent.com";
    let refused = |url: &str, keys: &str| {
        Err(format!(
            "Trust policy with trusted principal arn:aws:iam::111122223333:oidc-provider/{url} must evaluate, using \
             StringEquals, StringLike or StringEqualsIgnoreCase, {keys} which is not scoped to all."
        ))
    };
    let of_github = |url: &str| refused(url, &format!("{url}:sub or {url}:job_workflow_ref"));
    let on = |operator: &str, key: &str, value: &str| format!(r#""{operator}":{{"{github}:{key}":{value}}}"#);
    for (condition, is_taken) in [
        (String::new(), false),
        (on("StringEquals", "aud", "\"sts.amazonaws.com\""), false),
        (on("StringEquals", "repository", "\"acme/shop\""), false),
        (on("StringEquals", "sub", "\"repo:acme/shop:ref:refs/heads/main\""), true),
        (on("StringLike", "sub", "[\"repo:acme/*\",\"repo:coffee/*\"]"), true),
        (on("StringEqualsIgnoreCase", "SUB", "\"repo:acme/shop\""), true),
        (on("ForAnyValue:StringLike", "sub", "\"repo:acme/*\""), true),
        (on("StringLike", "job_workflow_ref", "\"acme/*\""), true),
        (on("StringLike", "sub", "\"repo:*\""), true),
        (on("StringLike", "sub", "\"*\""), false),
        (on("StringLike", "sub", "\"**\""), false),
        (on("StringEquals", "sub", "\"\""), false),
        (on("StringLike", "sub", "[\"repo:acme/*\",\"*\"]"), false),
        (on("StringLike", "sub", "[]"), false),
        (on("StringNotEquals", "sub", "\"repo:eve/shop\""), false),
        (on("StringLikeIfExists", "sub", "\"repo:acme/*\""), false),
        (on("Null", "sub", "\"false\""), false),
        (on("StringLike", "sub", "\"repo:acme/*\"").replace(github, "gitlab.com"), false),
    ] {
        let expected = if is_taken { Ok(()) } else { of_github(github) };
        assert_eq!(outcome(&trust(github, &condition)), expected, "{condition}");
    }
    for (url, expected) in [
        ("token.actions.githubusercontent.com/acme", of_github("token.actions.githubusercontent.com/acme")),
        ("gitlab.com", refused("gitlab.com", "gitlab.com:sub")),
        ("app.terraform.io", refused("app.terraform.io", "app.terraform.io:sub")),
        ("oidc.vercel.com", refused("oidc.vercel.com", "oidc.vercel.com:aud")),
        (
            "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
            refused("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName"),
        ),
        ("gitlab.com/acme", Ok(())),
        ("gitlab.example.com", Ok(())),
        ("token.actions.githubusercontent.com.example.com", Ok(())),
        ("sts.windows.net/another", Ok(())),
    ] {
        assert_eq!(outcome(&trust(url, "")), expected, "{url}");
        assert_eq!(outcome(&trust(url, "").replace("\"Allow\"", "\"Deny\"")), Ok(()), "{url}");
    }
}
