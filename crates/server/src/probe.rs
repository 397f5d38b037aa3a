// SPDX-License-Identifier: Apache-2.0
//! `/livez`, `/readyz` and `/metrics`: what those who run the server ask it, without credentials.

use std::fmt::Write;

use crate::exchange::Shell;
use crate::load::Published;
use crate::metrics::Gauges;

/// The answer to a probe: status, content type, body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

/// The answer to a probe; `None` if the path is none of theirs.
pub(crate) fn answer(shell: &Shell, method: &str, path: &str) -> Option<Answer> {
    let readiness = || readiness(shell.stopping(), shell.writer.alive(), &shell.published.load());
    let answer = match path {
        "/livez" => plain(200, "alive\n".to_owned()),
        "/readyz" => {
            let (ready, mut body) = readiness();
            if shell.store_damaged {
                body.push_str("the store is damaged: nothing can be changed; the log says why\n");
            }
            if shell.journal.audit.broken() {
                body.push_str("the audit file cannot be written: changes are refused\n");
            }
            plain(if ready { 200 } else { 503 }, body)
        }
        "/metrics" => {
            let gauges = Gauges {
                published: &shell.published.load(),
                ready: readiness().0,
                audit_broken: shell.journal.audit.broken(),
                audit_dropped: shell.journal.audit.dropped(),
                log_dropped: shell.journal.log.dropped(),
                uses_dropped: shell.journal.uses.dropped(),
            };
            let content_type = "text/plain; version=0.0.4; charset=utf-8";
            Answer { status: 200, content_type, body: shell.journal.metrics.render(&gauges) }
        }
        _ => return None,
    };
    Some(if matches!(method, "GET" | "HEAD") {
        answer
    } else {
        plain(405, "only GET is allowed here\n".to_owned())
    })
}

/// Whether the server can do its whole work, and what is to be said of it.
fn readiness(stopping: bool, writer_alive: bool, published: &Published) -> (bool, String) {
    let ready = !stopping && writer_alive;
    let mut text = match (stopping, writer_alive) {
        (true, _) => "not ready: the server is stopping\n",
        (false, false) => "not ready: the writer has ended, so nothing can be changed; restart the server\n",
        (false, true) => "ready\n",
    }
    .to_owned();
    for account in published.damaged.keys() {
        // Writing to a string cannot fail.
        let _infallible = writeln!(text, "account {account} is damaged and not served; the log says why");
    }
    (ready, text)
}

fn plain(status: u16, body: String) -> Answer {
    Answer { status, content_type: "text/plain; charset=utf-8", body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readiness_names_its_reason_and_the_damaged_accounts() {
        let mut published = Published::default();
        assert_eq!(readiness(false, true, &published), (true, "ready\n".to_owned()));
        assert!(!readiness(true, true, &published).0);
        let (ready, text) = readiness(false, false, &published);
        assert!(!ready && text.contains("writer has ended"), "{text}");
        published.damaged.insert("111122223333".parse().unwrap(), "row 7".to_owned());
        let (ready, text) = readiness(false, true, &published);
        assert!(
            ready && text.contains("account 111122223333 is damaged") && !text.contains("row 7"),
            "{text}"
        );
    }
}
