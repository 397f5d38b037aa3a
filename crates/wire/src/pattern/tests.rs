// SPDX-License-Identifier: Apache-2.0
//! What patterns match, with the models' own patterns where they are peculiar.

use super::Pattern;
use crate::generated::{iam, sts};

fn check(source: &'static str, yes: &[&str], no: &[&str]) {
    let pattern = Pattern::new(source);
    assert!(pattern.is_understood(), "{source}");
    for text in yes {
        assert!(pattern.matches(text), "`{source}` should match `{text}`");
    }
    for text in no {
        assert!(!pattern.matches(text), "`{source}` should not match `{text}`");
    }
}

#[test]
fn classes_and_repetition() {
    check(r"[\w+=,.@-]+", &["Bob", "a-b", "x+=,.@_9"], &["", "a b", "ü", "a/b", "a\n"]);
    check(r"\d{12}", &["123456789012"], &["12345678901", "1234567890123", "12345678901a", "١٢٣٤٥٦٧٨٩٠١٢"]);
    check(r"[\d]*", &["", "007"], &["x"]);
    check(r"[ -~]+", &["a z"], &["\u{7f}", "é"]);
    check(r"[\u0009\u000A\u000D\u0020-\u00FF]+", &["a\tb\r\n", "ÿ"], &["\u{0}", "Ā", ""]);
    check(r"[\w+=,.\-]+", &["a-b"], &["a@b"]);
}

#[test]
fn groups_and_alternatives() {
    check(
        r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
        &["/", "/a/", "/a/b/", "///"],
        &["", "a", "/a", "/a b/", "//"],
    );
    check(r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", &["/", "/a/", "/a/b-c/"], &["", "//", "a/", "/a b/"]);
    check(r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", &["v1", "v10.a-b", "v1."], &["v0", "1", "v1.!", "v01"]);
    check(
        r"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$",
        &["http://", "https://a/b?c=d&e#f"],
        &["ftp://a", "https://a b", "https://a??"],
    );
}

#[test]
fn anchors_and_counts() {
    check(r"^o-[a-z0-9]{10,32}$", &["o-0123456789"], &["o-012345678", "x-0123456789", "o-0123456789A"]);
    check(r"^p-[0-9a-zA-Z_]{8,128}$", &["p-examplepolicy"], &["p-short"]);
    check(
        r"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*",
        &["o-0123456789/r-abcd", "o-0123456789/r-abcd/ou-ab12-cdef"],
        &["o-0123456789", "o-0123456789/r-abc"],
    );
}

#[test]
fn an_account_alias_has_no_two_hyphens_in_a_row() {
    check(
        r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
        &["abc", "a-c", "a-b-c", "012"],
        &["ab", "a--c", "-ab", "ab-", "Abc", "a-b--c"],
    );
}

#[test]
fn tags_take_letters_of_every_script() {
    let source = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";
    check(
        source,
        &["", "Abteilung Süd", "部門", "a\u{3000}b", "٣", "a:b/c=d+e-f@g"],
        &["a;b", "a\tb", "{", "🙂"],
    );
}

#[test]
fn java_reads_four_digits_after_a_backslash_u() {
    // The last two items of this class are meant to be whole planes, but are not to Java.
    let source = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";
    check(source, &["plain", "部", "\u{FFFD}"], &["🙂", "\u{1}"]);
}

#[test]
fn what_is_not_understood_matches_nothing() {
    for source in [r"a(?=b)", r"[a-z&&[^b]]", r"\bword", "(", "[", "a{2", "*", r"\p{Greek}", "a{9999}"] {
        let pattern = Pattern::new(source);
        assert!(!pattern.is_understood(), "{source}");
        assert!(!pattern.matches("a"), "{source}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    let text = "a".repeat(200_000);
    assert!(!Pattern::new(r"([a-z]*)*(a|a)*b").matches(&text));
}

#[test]
fn every_pattern_of_the_models_is_understood() {
    let patterns: Vec<&Pattern> = [iam::constraints::PATTERNS, sts::constraints::PATTERNS].concat();
    assert!(patterns.len() > 40);
    for pattern in patterns {
        assert!(pattern.is_understood(), "{}", pattern.source());
    }
}
