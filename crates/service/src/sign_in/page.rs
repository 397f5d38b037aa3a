// SPDX-License-Identifier: Apache-2.0
//! Pages for browsers that come to a step by a link or a form: without scripts, and never within another site's page.

use super::Door;
use super::answer::{Answer, Refusal};

/// What a page may do: show itself, and send its form to this server.
const POLICY: &str = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Whether who asks is a browser on its way to a page, and no program.
pub(super) fn is_wanted(door: &Door<'_>) -> bool {
    door.incoming.http.header("accept").is_some_and(|accepted| accepted.contains("text/html"))
}

/// A page with this title, and with this content, which is HTML already.
pub(super) fn page(status: u16, title: &str, content: &str) -> Answer {
    let title = escape(title);
    let body = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{content}</main>\n</body>\n</html>\n"
    );
    Answer::of(status, "text/html; charset=utf-8", body)
        .with_header("content-security-policy", POLICY)
        .with_header("x-frame-options", "DENY")
        .with_header("x-content-type-options", "nosniff")
        .with_header("referrer-policy", "same-origin")
}

/// A page that says why a step goes no further.
pub(super) fn refusal(refusal: &Refusal) -> Answer {
    let content = format!("<p>{}</p>\n<p>{}</p>\n", escape(&refusal.message), escape(refusal.code));
    page(refusal.status, "You are not signed in", &content)
}

/// Text as it stands in HTML, in an element or in an attribute between double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // HTML knows no way to write most of them.
            control if control.is_control() => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    escaped
}
