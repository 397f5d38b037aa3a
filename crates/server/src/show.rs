// SPDX-License-Identifier: Apache-2.0
//! Shows a new root access key, once, in lines that can be pasted into a shell.

use std::io::{self, IsTerminal, Write};

use portcullis_service::bootstrap::Created;

use crate::problem::Problem;

/// Where a client finds the server and how.
#[derive(Debug)]
pub(crate) struct Endpoint<'a> {
    /// Such as `http://127.0.0.1:4599`; `None` where no server is started.
    pub(crate) url: Option<&'a str>,
    pub(crate) region: &'a str,
}

/// Prints the key of a new or recovered root user.
pub(crate) fn credentials(title: &str, created: &Created, endpoint: &Endpoint) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = text(title, created, endpoint, colour);
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

fn text(title: &str, created: &Created, endpoint: &Endpoint, colour: bool) -> String {
    let (bold, dim, plain) = if colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let mut lines = vec![
        format!("{bold}{title}{plain}"),
        format!(
            "{dim}The secret access key is shown this once. Paste these lines into a shell to use it:{plain}"
        ),
        String::new(),
        format!("export AWS_ACCESS_KEY_ID={}", created.access_key_id),
        format!("export AWS_SECRET_ACCESS_KEY={}", created.secret.expose()),
    ];
    lines.extend(endpoint.url.map(|url| format!("export AWS_ENDPOINT_URL={url}")));
    // Of the two names of the region, each client reads the one or the other.
    lines.push(format!("export AWS_REGION={}", endpoint.region));
    lines.push(format!("export AWS_DEFAULT_REGION={}", endpoint.region));
    lines.push(String::new());
    if endpoint.url.is_some() {
        lines.push(format!("{dim}Then try: aws sts get-caller-identity{plain}"));
        lines.push(String::new());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use portcullis_directory::record::SecretAccessKey;

    use super::*;

    fn created() -> Created {
        Created {
            account: "111122223333".parse().unwrap(),
            changes: Vec::new(),
            access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned()),
        }
    }

    #[test]
    fn every_line_between_the_blank_ones_can_be_pasted() {
        let endpoint = Endpoint { url: Some("http://127.0.0.1:4599"), region: "us-east-1" };
        let text = text("Account 111122223333 is made.", &created(), &endpoint, false);
        let pasted: Vec<_> = text.split("\n\n").nth(1).unwrap().lines().collect();
        assert_eq!(
            pasted,
            [
                "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
                "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                "export AWS_ENDPOINT_URL=http://127.0.0.1:4599",
                "export AWS_REGION=us-east-1",
                "export AWS_DEFAULT_REGION=us-east-1",
            ]
        );
        assert!(!text.contains('\x1b'));
    }

    #[test]
    fn colour_stays_off_the_lines_to_paste() {
        let endpoint = Endpoint { url: None, region: "us-east-1" };
        let text = text("Title", &created(), &endpoint, true);
        assert!(text.starts_with("\x1b[1mTitle\x1b[0m\n"));
        assert!(text.lines().filter(|line| line.starts_with("export")).all(|line| !line.contains('\x1b')));
        assert!(!text.contains("AWS_ENDPOINT_URL"));
    }
}
