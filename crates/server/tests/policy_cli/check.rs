// SPDX-License-Identifier: Apache-2.0
//! `portcullis policy check`: what is wrong with policies, and where.

use super::{ALLOW_ALL, run, text};

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
