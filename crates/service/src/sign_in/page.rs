// SPDX-License-Identifier: Apache-2.0
//! Pages for browsers that come to a step by a link or a form: without scripts, and never within another site's page.

use portcullis_wire::Fault;

use super::answer::{Answer, Refusal};
use crate::door::Door;
use crate::markup::escape;

/// What a page may do: show itself, in the style that lies on this server, and send its form where it says.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action";

/// Where the form of a page may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormAction<'a> {
    /// To this server.
    Own,
    /// To an identity provider, which may send the browser on within its own house.
    Provider,
    /// To this server, which may send the browser on to this origin.
    OwnAndThen(&'a str),
}

/// Whether who asks is a browser on its way to a page, and no program.
pub(super) fn is_wanted(door: &Door<'_>) -> bool {
    door.incoming.http.header("accept").is_some_and(|accepted| accepted.contains("text/html"))
}

/// A page with this title, and with this content, which is HTML already. The base path is what stands before this server's
/// paths in a browser.
pub(crate) fn page(status: u16, title: &str, content: &str, form: FormAction<'_>, base_path: &str) -> Answer {
    let action = match form {
        FormAction::Own => "'self'",
        FormAction::Provider => "https: http:",
        // A content security policy has no word for IPv6 addresses.
        FormAction::OwnAndThen(origin) if origin.contains('[') => "'self' http:",
        FormAction::OwnAndThen(origin) => &*format!("'self' {origin}"),
    };
    let (title, base_path) = (escape(title), escape(base_path));
    let body = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{base_path}/signin/style.css\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{content}</main>\n</body>\n</html>\n"
    );
    Answer::of(status, "text/html; charset=utf-8", body)
        .with_header("content-security-policy", format!("{POLICY} {action}"))
        .with_header("x-frame-options", "DENY")
        .with_header("x-content-type-options", "nosniff")
        .with_header("referrer-policy", "same-origin")
}

/// A path of this server, as a browser knows it, for an attribute.
pub(crate) fn own(path: &str, door: &Door<'_>) -> String {
    escape(&format!("{}{path}", door.base_path()))
}

/// A page that says why a step goes no further.
pub(super) fn refusal(refusal: &Refusal, base_path: &str) -> Answer {
    stop(refusal.status, &refusal.message, refusal.code, base_path)
}

/// The same, of a fault.
pub(crate) fn fault(fault: &Fault, base_path: &str) -> Answer {
    stop(fault.status, &fault.message, &fault.code, base_path)
}

/// A page that says that this goes no further, and why.
pub(crate) fn stop(status: u16, message: &str, code: &str, base_path: &str) -> Answer {
    let content = format!("<p>{}</p>\n<p>{}</p>\n", escape(message), escape(code));
    page(status, "This goes no further", &content, FormAction::Own, base_path)
}
