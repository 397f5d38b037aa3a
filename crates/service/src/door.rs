// SPDX-License-Identifier: Apache-2.0
//! The frame of what is served besides IAM and STS: what a step may look at, and which step a request is for.

use portcullis_directory::Directory;
use portcullis_wire::{Fault, sigv4};

use crate::authenticate::authenticate;
use crate::caller::Caller;
use crate::context::{Context, Origin};
use crate::handle::{Incoming, Settings};
use crate::moment::Moment;

/// Everything a step may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Door<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) settings: &'a Settings,
    pub(crate) moment: &'a Moment,
    pub(crate) incoming: &'a Incoming<'a>,
    pub(crate) origin: &'a Origin<'a>,
}

impl<'a> Door<'a> {
    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.moment.now()
    }

    /// Whether browsers reach this server over TLS, here or before it.
    pub(crate) fn is_secure(&self) -> bool {
        self.incoming.secure || self.settings.public_url.starts_with("https://")
    }

    /// What stands before this server's paths in a browser: nothing, unless it shares its host with others.
    pub(crate) fn base_path(&self) -> &'a str {
        base_path(&self.settings.public_url)
    }

    /// Who signed the request, for a service of this name.
    ///
    /// # Errors
    /// Nobody did, or not with a credential that is good.
    pub(crate) fn signer(&self, service: &'static str) -> Result<Caller, Fault> {
        let http = &self.incoming.http;
        let presented = sigv4::parse(http)?;
        authenticate(self.directory, self.settings, http, &presented, service, self.now())
    }

    /// What an operation of IAM or STS would look at, were it this caller's.
    pub(crate) fn context<'b>(&self, caller: &'b Caller) -> Context<'b>
    where
        'a: 'b,
    {
        let Self { directory, settings, moment, origin, .. } = *self;
        Context { directory, caller, moment, settings, origin }
    }
}

/// The path of a URL, without a slash at its end.
pub(crate) fn base_path(url: &str) -> &str {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    authority.find('/').and_then(|at| authority.get(at..)).unwrap_or_default()
}

/// Why no step is for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoStep {
    /// There is none under its path.
    Path,
    /// Those under its path take other methods.
    Method,
}

/// The step for a method and a path, of steps that are listed by both.
pub(crate) fn find<S: Copy>(steps: &[(&str, &str, S)], method: &str, path: &str) -> Result<S, NoStep> {
    let mut of_path = steps.iter().filter(|(_, known, _)| *known == path).peekable();
    if of_path.peek().is_none() {
        return Err(NoStep::Path);
    }
    of_path.find(|(known, ..)| *known == method).map(|(.., step)| *step).ok_or(NoStep::Method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_found_by_path_and_then_by_method() {
        let steps = [("GET", "/a", 1), ("POST", "/a", 2), ("GET", "/b", 3)];
        for (method, path, expected) in [
            ("GET", "/a", Ok(1)),
            ("POST", "/a", Ok(2)),
            ("POST", "/b", Err(NoStep::Method)),
            ("get", "/b", Err(NoStep::Method)),
            ("GET", "/", Err(NoStep::Path)),
            ("GET", "/a/", Err(NoStep::Path)),
        ] {
            assert_eq!(find(&steps, method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn a_server_may_stand_below_a_path() {
        for (url, expected) in [
            ("https://example.com", ""),
            ("https://example.com/iam", "/iam"),
            ("http://[::1]:80/a/b", "/a/b"),
        ] {
            assert_eq!(base_path(url), expected, "{url}");
        }
    }
}
