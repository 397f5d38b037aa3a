// SPDX-License-Identifier: Apache-2.0
//! How requests come in, what is said of broken ones, and the exit code.

use std::io::{BufRead, BufReader, Write};

use super::{ALICE, ALLOW_ALL, decision, evaluate, portcullis, request, run, text};

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
