// SPDX-License-Identifier: Apache-2.0
//! `portcullis policy` as a program: what goes in, what comes out, and the exit code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

fn portcullis(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portcullis"));
    command.arg("policy").args(arguments).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = portcullis(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // From another thread, for answers come while requests still go in.
    let writer = std::thread::spawn(move || {
        // A program that has refused its arguments reads nothing.
        let _closed = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The answers to these requests, and the exit code.
fn evaluate(requests: &str) -> (Vec<String>, i32) {
    let output = run(&["evaluate"], requests.as_bytes());
    (text(&output.stdout).lines().map(str::to_owned).collect(), output.status.code().unwrap())
}

const ALICE: &str = r#""arn:aws:iam::111122223333:user/alice""#;
const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

fn request(principal: &str, action: &str, arn: &str, more: &str) -> String {
    format!(
        r#"{{"id":"r","principal":{principal},"action":"{action}","resource":{{"arn":"{arn}","account":"111122223333"}}{more}}}"#
    )
}

fn decision(request: &str) -> String {
    let (answers, code) = evaluate(request);
    assert_eq!((answers.len(), code), (1, 0), "{request}\n{answers:?}");
    let rest = answers[0].strip_prefix(r#"{"id":"r","decision":""#).unwrap_or_else(|| panic!("{answers:?}"));
    rest.replace(r#"","blockedBy":["#, " ").split(']').next().unwrap().replace('"', "")
}

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
fn broken_requests_are_answered_in_their_place() {
    let good = request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", "");
    let with = |more: &str| request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", more);
    let policy = |policies: &str| with(&format!(r#","policies":{{{policies}}}"#));
    let table = [
        ("{".to_owned(), "null", "text ends inside a JSON value"),
        ("nonsense".to_owned(), "null", "where JSON needs"),
        ("[]".to_owned(), "null", "`request` must be an object, not an array"),
        (r#"{"id":7.50}"#.to_owned(), "7.50", "member `principal` is missing"),
        (r#"{"id":[7],"principal":"anonymous"}"#.to_owned(), "null", "`id` must be a text or a number"),
        (
            r#"{"id":"\u0041","principal":"alice"}"#.to_owned(),
            r#""\u0041""#,
            "principal `alice` must be the ARN of",
        ),
        (with(r#","id":"r""#), "null", "key `id` occurs twice"),
        (with(r#","Context":{}"#), r#""r""#, "unknown member `Context` of `request`"),
        (
            with(r#","wildcardOnlyAction":"no""#),
            r#""r""#,
            "`wildcardOnlyAction` must be a boolean, not a text",
        ),
        (with(r#","context":{"a:b":null}"#), r#""r""#, "`a:b` must be a text, number or boolean"),
        (with(r#","context":{"a:b":[["c"]]}"#), r#""r""#, "`a:b` must be a text, number or boolean"),
        (with(r#","context":{"a:b":"c","A:b":"d"}"#), r#""r""#, "condition key `A:b` occurs twice"),
        (with(r#","context":{"":"c"}"#), r#""r""#, "a condition key is empty"),
        (request(ALICE, "s3:*", "*", ""), r#""r""#, "action `s3:*` must be one permission"),
        (request(ALICE, "GetObject", "*", ""), r#""r""#, "action `GetObject` must be one permission"),
        (request(ALICE, "s3:GetObject", "bucket", ""), r#""r""#, "resource `bucket` must be an ARN or `*`"),
        (good.replace(r#""111122223333"}"#, r#""42"}"#), r#""r""#, "account `42` must be twelve digits"),
        (good.replace(r#""arn":"arn:aws:s3:::b/k","#, ""), r#""r""#, "member `arn` is missing"),
        (policy(r#""identities":[]"#), r#""r""#, "unknown member `identities` of `policies`"),
        (policy(r#""identity":{}"#), r#""r""#, "`identity` must be an array, not an object"),
        (policy(r#""boundary":[]"#), r#""r""#, "`boundary` must be a policy document"),
        (policy(r#""scps":[{}]"#), r#""r""#, "`scps[0]` must be an array, not an object"),
        (policy(r#""scps":[[],[{}]]"#), r#""r""#, "scps[1][0]: element `Statement` is missing"),
        (policy(r#""identity":[{"name":"n"}]"#), r#""r""#, "member `document` is missing"),
        (policy(r#""identity":[{"name":"n","Statement":[]}]"#), r#""r""#, "unknown member `Statement`"),
        (policy(r#""identity":[{"name":1,"document":{}}]"#), r#""r""#, "`name` must be a text, not a number"),
        (
            policy(r#""identity":[{"Statement":{"Effect":"Permit"}}]"#),
            r#""r""#,
            "identity[0]: effect `Permit`",
        ),
    ];
    let mut lines: Vec<&str> = vec![&good];
    for (line, _, _) in &table {
        lines.extend([line, good.as_str()]);
    }
    let (answers, code) = evaluate(&lines.join("\n"));
    assert_eq!((answers.len(), code), (lines.len(), 2), "{answers:#?}");
    for (at, (line, id, message)) in table.iter().enumerate() {
        let number = 2 * at + 2;
        let answer = &answers[number - 1];
        assert!(answer.starts_with(&format!("{{\"id\":{id},\"error\":\"")), "{line}\n{answer}");
        assert!(answer.contains(message), "{line}\n{answer}");
        assert!(answer.contains(&format!(",\"line\":{number},\"column\":")), "{line}\n{answer}");
        assert!(answers[number].starts_with(r#"{"id":"r","decision":"implicitDeny""#), "{}", answers[number]);
    }
}

#[test]
fn every_limit_is_named() {
    let with = |more: &str| request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", more);
    let keys = |count: usize| {
        let keys: Vec<String> = (0..count).map(|at| format!(r#""k:{at}":"v""#)).collect();
        with(&format!(r#","context":{{{}}}"#, keys.join(",")))
    };
    let values = |count: usize| with(&format!(r#","context":{{"k:k":[{}]}}"#, vec!["1"; count].join(",")));
    let value = |bytes: usize| with(&format!(r#","context":{{"k:k":"{}"}}"#, "v".repeat(bytes)));
    let arn = |bytes: usize| {
        request(ALICE, "s3:GetObject", &format!("arn:aws:s3:::{}", "x".repeat(bytes - 13)), "")
    };
    let documents =
        |count: usize| with(&format!(r#","policies":{{"identity":[{}]}}"#, vec![ALLOW_ALL; count].join(",")));
    let document = |bytes: usize| {
        let empty = ALLOW_ALL.len() + r#","Id":"""#.len();
        let document = ALLOW_ALL
            .replace(r#","Statement""#, &format!(r#","Id":"{}","Statement""#, "i".repeat(bytes - empty)));
        with(&format!(r#","policies":{{"boundary":{document}}}"#))
    };
    let statements = |count: usize| {
        let all = vec![r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#; count].join(",");
        with(&format!(r#","policies":{{"boundary":{{"Statement":[{all}]}}}}"#))
    };
    // `context`, its array and the value's arrays.
    let nested = |depth: usize| {
        with(&format!(r#","context":{{"k:k":{}{}}}"#, "[".repeat(depth - 2), "]".repeat(depth - 2)))
    };
    let whole = |bytes: usize| {
        let request = with("");
        request.clone() + &" ".repeat(bytes - request.len())
    };
    type Sized<'a> = &'a dyn Fn(usize) -> String;
    let table: [(Sized<'_>, usize, &str); 9] = [
        (&keys, 1_024, "`context` has more than 1024 keys"),
        (&values, 1_024, "`k:k` has more than 1024 values"),
        (&value, 16_384, "`k:k` is longer than 16384 bytes"),
        (&arn, 16_384, "`resource.arn` is longer than 16384 bytes"),
        (&documents, 1_024, "there are more than 1024 policy documents"),
        (&document, 524_288, "boundary: the document is longer than 524288 bytes"),
        (&statements, 2_048, "boundary: there are more than 2048 statements"),
        (&whole, 8_388_608, "the request is longer than 8388608 bytes"),
        (&nested, 32, "arrays and objects are nested deeper than 32 levels"),
    ];
    for (sized, limit, message) in table {
        let (answers, code) = evaluate(&format!("{}\n{}\n", sized(limit), sized(limit + 1)));
        assert_eq!((answers.len(), code), (2, 2), "{message}");
        assert!(answers[1].contains(message), "{message}: {}", answers[1]);
        // Nested arrays are no values, so the last within its limit is refused, but for another reason.
        let within = if limit == 32 { "must be a text" } else { r#""decision":"# };
        assert!(answers[0].contains(within), "{message}: {}", answers[0]);
    }
}

#[test]
fn ten_thousand_lines_are_answered_in_order() {
    let requests: String = (0..10_000)
        .map(|number| {
            let policies = format!(r#","policies":{{"identity":[{ALLOW_ALL}]}}"#);
            let more = if number % 3 == 0 { policies.as_str() } else { "" };
            let line = request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", more);
            line.replace(r#""id":"r""#, &format!(r#""id":{number}"#)) + "\n"
        })
        .collect();
    let (answers, code) = evaluate(&requests);
    assert_eq!((answers.len(), code), (10_000, 0));
    for (number, answer) in answers.iter().enumerate() {
        let decision = if number % 3 == 0 { "allow" } else { "implicitDeny" };
        let wanted = format!(r#"{{"id":{number},"decision":"{decision}","#);
        assert!(answer.starts_with(&wanted), "{answer}");
    }
}

#[test]
fn an_answer_leaves_before_the_next_request_comes() {
    let mut child = portcullis(&["evaluate"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        let line = request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", "");
        writeln!(input, "{}", line.replace(r#""r""#, &number.to_string())).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!(r#"{{"id":{number},"#)), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn one_request_may_be_spread_over_lines() {
    let spread =
        request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", "").replace(',', ",\n  ").replace('{', "{\n");
    assert_eq!(decision(&spread), "implicitDeny identity");
    let (answers, code) = evaluate(&format!("\n{}", spread.replace("GetObject", "Get*")));
    assert_eq!((answers.len(), code), (1, 2));
    assert!(answers[0].contains(r#"action `s3:Get*`"#), "{answers:?}");
    assert!(answers[0].ends_with(r#","line":5,"column":12}"#), "{answers:?}");
}

#[test]
fn the_exit_code_tells_whether_all_is_as_expected() {
    let denied = request(ALICE, "s3:GetObject", "arn:aws:s3:::b/k", "") + "\n";
    let allowed = request(r#""arn:aws:iam::111122223333:root""#, "s3:GetObject", "*", "") + "\n";
    let both = format!("{denied}{allowed}");
    let broken = format!("{allowed}x\n");
    let table = [
        ("allow", allowed.as_str(), 0),
        ("allow", &denied, 1),
        ("allow", &both, 1),
        ("allow", &broken, 2),
        ("deny", &denied, 0),
        ("deny", &allowed, 1),
        ("implicitDeny", &denied, 0),
        ("explicitDeny", &denied, 1),
        ("allow", "", 2),
        ("allow", "\n", 2),
        ("perhaps", &allowed, 2),
    ];
    for (expected, requests, code) in table {
        let output = run(&["evaluate", "--expect", expected], requests.as_bytes());
        assert_eq!(output.status.code(), Some(code), "{expected} {requests}");
        assert_eq!(output.stderr.is_empty(), code == 0, "{expected} {requests}");
    }
    assert_eq!(evaluate(""), (vec![], 0));
    assert_eq!(evaluate(&both).1, 0);
}

#[test]
fn files_are_read_in_order_and_errors_name_them() {
    let directory = std::env::temp_dir().join(format!("portcullis-policy-files-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = |name: &str| directory.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a"), request(ALICE, "s3:GetObject", "*", "")).unwrap();
    std::fs::write(path("b"), "\nx\n").unwrap();
    let (a, b, none) = (path("a"), path("b"), path("none"));
    let input = request(ALICE, "s3:GetObject", "*", "").replace(r#""r""#, "3");
    let output = run(&["evaluate", &b, &none, &a, "-"], input.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let answers: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(answers.len(), 3, "{answers:?}");
    assert!(answers[0].ends_with(&format!(r#","file":"{b}","line":2,"column":1}}"#)), "{answers:?}");
    assert!(answers[1].starts_with(r#"{"id":"r","decision""#) && answers[2].starts_with(r#"{"id":3,"#));
    assert!(text(&output.stderr).contains(&format!("cannot read `{none}`")), "{}", text(&output.stderr));
    std::fs::remove_dir_all(directory).unwrap();
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

#[test]
fn the_guides_examples_are_answered_as_it_says() {
    let guide = include_str!("../../../docs/guides/policy-cli.md");
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
    let schema = json::read(include_str!("../../../docs/policy-evaluate.schema.json")).unwrap();
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

#[test]
fn check_tells_what_is_wrong_and_where() {
    let principal = ALLOW_ALL.replace(r#""Action""#, r#""Principal":"*","Action""#);
    let deny = principal.replace("Allow", "Deny").replace(r#""Action":"*""#, r#""Action":"s3:*""#);
    let long = ALLOW_ALL
        .replace(r#""Resource":"*""#, &format!(r#""Resource":["*","arn:aws:s3:::{}"]"#, "x".repeat(7_000)));
    let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#;
    let table: [(&[&str], &str, &str); 24] = [
        (&[], ALLOW_ALL, ""),
        (&[], &principal, ""),
        (&[], "", "-:1:1: text ends inside a JSON value\n"),
        (
            &[],
            "{\n \"Statement\": [\n  {\"Effect\": \"Permit\", \"Action\": \"*\"}]}",
            "-:3:14: effect `Permit`",
        ),
        (&[], "{\n\"é\": 1}", "-:2:1: unknown element `é`\n"),
        (&["--kind", "identity"], ALLOW_ALL, ""),
        (&["--kind", "managed"], ALLOW_ALL, ""),
        (&["--kind", "session"], ALLOW_ALL, ""),
        (
            &["--kind", "managed"],
            &principal,
            "-:1:1: MalformedPolicyDocument: Policy document should not specify",
        ),
        (&["--kind", "managed"], &long, "characters that count, the default quota is 6144"),
        (&["--kind", "session"], &long, "the default quota is 2048"),
        (&["--kind", "identity"], &long, ""),
        (&["--kind", "trust"], ALLOW_ALL, "-:1:1: MalformedPolicyDocument: Has prohibited field Resource\n"),
        (&["--kind", "trust"], trust, ""),
        (&["--kind", "resource"], &principal, ""),
        (
            &["--kind", "resource"],
            ALLOW_ALL,
            "-:1:38: a statement of a resource policy must say whom it means",
        ),
        (&["--kind", "scp"], ALLOW_ALL, ""),
        (&["--kind", "scp"], &principal, "a service control policy names no principals"),
        (&["--kind", "rcp"], &principal, ""),
        (&["--kind", "rcp"], &deny, ""),
        (&["--kind", "rcp"], &deny.replace("Deny", "Allow"), "`Effect` must be `Deny`"),
        (&["--kind", "rcp"], &deny.replace(r#""Action""#, r#""NotAction""#), "has no `NotAction`"),
        (&["--kind", "rcp"], &deny.replace(r#""Principal""#, r#""NotPrincipal""#), "must be `*`"),
        (&["--kind", "rcp"], ALLOW_ALL, "element `Principal` is missing"),
    ];
    for (flags, document, says) in table {
        let arguments = [&["check", "-"], flags].concat();
        let output = run(&arguments, document.as_bytes());
        let printed = text(&output.stdout);
        let code = if says.is_empty() { 0 } else { 1 };
        assert_eq!(output.status.code(), Some(code), "{flags:?} {document}\n{printed}");
        assert!(
            printed.contains(says) && printed.is_empty() == says.is_empty(),
            "{flags:?} {says}\n{printed}"
        );
    }
}

#[test]
fn check_reports_all_files_and_answers_in_json() {
    let directory = std::env::temp_dir().join(format!("portcullis-policy-check-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = |name: &str| directory.join(name).to_str().unwrap().to_owned();
    let (good, bad, huge, bytes, none) =
        (path("good"), path("bad"), path("huge"), path("bytes"), path("none"));
    std::fs::write(&good, ALLOW_ALL).unwrap();
    std::fs::write(&bad, "{}").unwrap();
    std::fs::write(&huge, " ".repeat(524_289)).unwrap();
    std::fs::write(&bytes, b"\"a\xff\"").unwrap();
    let output = run(&["check", "--json", &good, &bad, &huge, &bytes], b"");
    let wanted = format!(
        "{{\"file\":\"{good}\",\"valid\":true,\"problems\":[]}}\n\
         {{\"file\":\"{bad}\",\"valid\":false,\"problems\":[{{\"line\":1,\"column\":1,\"message\":\"element \
         `Statement` is missing\"}}]}}\n\
         {{\"file\":\"{huge}\",\"valid\":false,\"problems\":[{{\"line\":1,\"column\":1,\"message\":\"the document is \
         longer than 524288 bytes\"}}]}}\n\
         {{\"file\":\"{bytes}\",\"valid\":false,\"problems\":[{{\"line\":1,\"column\":3,\"message\":\"the document is \
         not UTF-8\"}}]}}\n"
    );
    assert_eq!((text(&output.stdout), output.status.code()), (wanted.as_str(), Some(1)));
    let output = run(&["check", &none, &bad], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), format!("{bad}:1:1: element `Statement` is missing\n"));
    assert!(text(&output.stderr).contains("cannot read"), "{}", text(&output.stderr));
    assert_eq!(run(&["check"], b"").status.code(), Some(2));
    assert_eq!(run(&["check", "--kind", "odd", &good], b"").status.code(), Some(2));
    std::fs::remove_dir_all(directory).unwrap();
}
