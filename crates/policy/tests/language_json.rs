// SPDX-License-Identifier: Apache-2.0
//! The JSON reader: what it accepts, what it refuses, and where it says the fault is.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use portcullis_policy::language::Span;
use portcullis_policy::language::json::{DEPTH_MAX, JsonErrorKind, Kind, TEXT_BYTES_MAX, read, read_up_to};

fn kind(text: &str) -> Kind {
    read(text).unwrap_or_else(|error| panic!("{text}: {error}")).kind
}

#[test]
fn texts_resolve_their_escapes() {
    for (source, expected) in [
        (r#""""#, ""),
        (r#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
        (r#""\u0041\u00e9\u00E9""#, "Aéé"),
        (r#""\ud83d\ude00 \uD83D\uDE00 😀""#, "😀 😀 😀"),
        (r#""\udbff\udfff""#, "\u{10FFFF}"),
        (r#""\u0000""#, "\0"),
        ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
    ] {
        assert_eq!(kind(source), Kind::Text(expected.into()), "{source}");
    }
}

#[test]
fn numbers_keep_their_spelling() {
    for number in ["0", "-0", "10", "-1.50", "1e5", "1E+05", "2.5e-3", "123456789012345678901234567890"] {
        assert_eq!(kind(number), Kind::Number(number.into()));
    }
    for number in ["01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "--1"] {
        assert!(read(number).is_err(), "{number}");
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_goes_wrong() {
    for (source, start, message) in [
        ("", 0, "text ends inside a JSON value"),
        ("   ", 3, "text ends inside a JSON value"),
        ("{", 1, "text ends inside a JSON value"),
        ("[1", 2, "text ends inside a JSON value"),
        ("\"abc", 4, "text ends inside a JSON value"),
        ("\"abc\\", 5, "text ends inside a JSON value"),
        ("\"\\u12", 5, "text ends inside a JSON value"),
        ("tru", 3, "text ends inside a JSON value"),
        ("{} {}", 3, "`{` where JSON needs the end of the text"),
        ("[1,]", 3, "`]` where JSON needs a value"),
        ("[1 2]", 3, "`2` where JSON needs `,` or `]`"),
        ("{\"a\":1,}", 7, "`}` where JSON needs a key in quotes"),
        ("{\"a\" 1}", 5, "`1` where JSON needs `:`"),
        ("{\"a\":1 \"b\":2}", 7, "`\"` where JSON needs `,` or `}`"),
        ("{a:1}", 1, "`a` where JSON needs a key in quotes"),
        ("{'a':1}", 1, "`\\'` where JSON needs a key in quotes"),
        ("nul1", 3, "`1` where JSON needs null"),
        ("// x\n1", 0, "`/` where JSON needs a value"),
        ("\u{feff}{}", 0, "`\\u{feff}` where JSON needs a value"),
        ("\u{a0}1", 0, "`\\u{a0}` where JSON needs a value"),
        ("01", 1, "`1` where JSON needs a number without leading zero"),
        ("\"a\nb\"", 2, "control character in a text must be escaped"),
        ("\"a\\qb\"", 2, "escape that JSON does not know"),
        ("\"\\u12g4\"", 1, "escape that JSON does not know"),
        ("\"\\ud800\"", 1, "escaped surrogate without its partner"),
        ("\"\\ud800\\n\"", 1, "escaped surrogate without its partner"),
        ("\"\\ud800\\u0041\"", 1, "escaped surrogate without its partner"),
        ("\"\\udc00\"", 1, "escaped surrogate without its partner"),
    ] {
        let error = read(source).expect_err(source);
        assert_eq!((error.span.start, error.to_string().as_str()), (start, message), "{source}");
        assert!(error.span.end <= source.len());
    }
}

#[test]
fn g_1_a_repeated_key_is_an_error_also_when_it_is_spelled_with_escapes() {
    let source = r#"{"a":1,"b":{"a":2},"\u0061":3}"#;
    let error = read(source).expect_err("`a` occurs twice");
    assert_eq!(error.kind, JsonErrorKind::DuplicateKey("a".into()));
    assert_eq!(error.span.slice(source), r#""\u0061""#);
    assert!(read(r#"{"a":1,"A":2}"#).is_ok(), "JSON keys differ by case");
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(DEPTH_MAX)).is_ok());
    let error = read(&nested(DEPTH_MAX + 1)).expect_err("one level too deep");
    assert_eq!(
        (error.kind, error.span),
        (JsonErrorKind::TooDeep, Span { start: DEPTH_MAX, end: DEPTH_MAX + 1 })
    );
    assert!(read(&"[".repeat(TEXT_BYTES_MAX)).is_err());
    assert!(read(&"{\"a\":".repeat(10_000)).is_err());
}

#[test]
fn length_is_bounded() {
    let text = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    assert!(read(&text(TEXT_BYTES_MAX)).is_ok());
    let error = read(&text(TEXT_BYTES_MAX + 1)).expect_err("one byte too long");
    assert_eq!(error.kind, JsonErrorKind::TooLong(TEXT_BYTES_MAX));
    assert!(read_up_to(&text(TEXT_BYTES_MAX + 1), TEXT_BYTES_MAX + 1).is_ok());
    assert_eq!(read_up_to("[1]", 2).expect_err("too long").to_string(), "text is longer than 2 bytes");
}

#[test]
fn members_and_items_know_their_places() {
    let source = " { \"k\" : [ true , \"é\" ] , \"n\":null } ";
    let value = read(source).expect("it is JSON");
    let slice = |span: Span| span.slice(source);
    assert_eq!(slice(value.span), source.trim());
    let Kind::Object(members) = value.kind else { panic!("an object") };
    assert_eq!(members.iter().map(|member| slice(member.key.span)).collect::<Vec<_>>(), ["\"k\"", "\"n\""]);
    assert_eq!(
        members.iter().map(|member| slice(member.value.span)).collect::<Vec<_>>(),
        ["[ true , \"é\" ]", "null"]
    );
    let Kind::Array(items) = &members[0].value.kind else { panic!("an array") };
    assert_eq!(items.iter().map(|item| slice(item.span)).collect::<Vec<_>>(), ["true", "\"é\""]);
}
