// SPDX-License-Identifier: Apache-2.0
//! The pages that people sign in with: fixed files, for everybody. All that they do, they do by the sign-in API.

use portcullis_wire::HttpResponse;

/// What a page may do: load what lies beside it and speak to this server, and nothing else. Nobody may frame it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                                       base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The files: path, type, content.
const FILES: &[(&str, &str, &str)] = &[
    ("/signin", HTML, include_str!("pages/sign_in.html")),
    ("/signin/style.css", CSS, include_str!("pages/style.css")),
    ("/signin/sign-in.mjs", SCRIPT, include_str!("pages/sign_in.mjs")),
    ("/signin/steps.mjs", SCRIPT, include_str!("pages/steps.mjs")),
];

/// The answer to a browser; `None` if the path is none of a page.
pub(crate) fn answer(method: &str, path: &str) -> Option<HttpResponse> {
    let (_, kind, content) = FILES.iter().find(|(known, ..)| *known == path)?;
    let headers = |kind: &str| {
        [
            ("content-type", kind),
            ("cache-control", "no-store"),
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ]
        .map(|(name, value)| (name.into(), value.to_owned()))
        .to_vec()
    };
    Some(if matches!(method, "GET" | "HEAD") {
        HttpResponse { status: 200, headers: headers(kind), body: content.as_bytes().to_vec() }
    } else {
        let body = "only GET is allowed here\n".into();
        HttpResponse { status: 405, headers: headers("text/plain; charset=utf-8"), body }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(path: &str) -> String {
        String::from_utf8(answer("GET", path).unwrap().body).unwrap()
    }

    #[test]
    fn pages_refer_only_to_files_that_are_there_and_carry_no_code_of_their_own() {
        let html = body("/signin");
        // Relative, because the server may stand below a path of another.
        let referred: Vec<&str> = html.split('"').filter(|part| part.starts_with("signin/")).collect();
        for path in &referred {
            assert!(answer("GET", &format!("/{path}")).is_some(), "{path} is not served");
        }
        assert_eq!(referred.len(), 2);
        let tags: Vec<&str> = html.split('<').filter(|tag| tag.starts_with("script")).collect();
        assert!(tags.iter().all(|tag| tag.contains(" src=\"signin/")), "{tags:?}");
        let mut attributes = html.split_whitespace().filter(|part| part.contains('='));
        let own = attributes.find(|part| part.starts_with("style") || part.starts_with("on"));
        assert_eq!(own, None, "code or style in the page itself");
        let script = body("/signin/sign-in.mjs");
        assert!(script.contains("from \"./steps.mjs\""));
        for id in script.split("find(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(html.contains(&format!(" id=\"{id}\"")), "the script looks for {id}");
        }
    }

    #[test]
    fn every_field_has_a_label() {
        let html = body("/signin");
        let names = html.split("<input id=\"").skip(1).chain(html.split("<select id=\"").skip(1));
        for id in names.filter_map(|rest| rest.split('"').next()) {
            assert!(html.contains(&format!("<label for=\"{id}\">")), "{id} has no label");
        }
    }

    #[test]
    fn nobody_may_frame_keep_or_post_to_a_page() {
        for (path, ..) in FILES {
            let answer = answer("GET", path).unwrap();
            let header = |name: &str| {
                answer.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
            };
            assert_eq!(header("cache-control"), "no-store", "{path}");
            let policy = header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"));
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(super::answer("POST", path).unwrap().status, 405);
        }
        assert_eq!(answer("GET", "/signin/"), None);
        assert_eq!(answer("GET", "/signin/v1/session"), None);
    }
}
