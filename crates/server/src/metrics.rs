// SPDX-License-Identifier: Apache-2.0
//! What is counted, in the text format that Prometheus reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::histogram::Histogram;
use crate::load::Published;

/// The numbers of one server.
pub(crate) struct Metrics {
    calls: Mutex<Calls>,
    call_seconds: Histogram,
    batch_commits: Histogram,
    commit_seconds: Histogram,
    commits: AtomicU64,
    decided_again: AtomicU64,
    store_errors: [AtomicU64; StoreErrorKind::NAMES.len()],
    connections: AtomicI64,
}

/// Calls by operation, then by status and fault, of which an operation has few.
#[derive(Default)]
struct Calls {
    by_operation: BTreeMap<String, Vec<Series>>,
    series: usize,
}

struct Series {
    status: u16,
    fault: String,
    count: u64,
}

impl Calls {
    /// Counts a call. A series that is known takes no memory, so that calls are quick.
    fn count(&mut self, operation: &str, status: u16, fault: &str) {
        let same = |series: &&mut Series| series.status == status && series.fault == fault;
        if let Some(known) = self.by_operation.get_mut(operation)
            && let Some(series) = known.iter_mut().find(same)
        {
            series.count += 1;
            return;
        }
        let is_other = (operation, fault) == (OTHER, OTHER);
        if self.series >= SERIES_MAX && !is_other {
            return self.count(OTHER, status, OTHER);
        }
        self.series += 1;
        let series = Series { status, fault: fault.to_owned(), count: 1 };
        self.by_operation.entry(operation.to_owned()).or_default().push(series);
    }
}

/// Stands for operation and fault where there are too many.
const OTHER: &str = "other";

/// How a store fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreErrorKind {
    /// Another had written.
    Stale,
    /// Whether the commit was made is not known.
    Ambiguous,
    /// The commit was not made.
    Failed,
    /// An account could not be read.
    Load,
}

impl StoreErrorKind {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Stale, "stale"),
        (Self::Ambiguous, "ambiguous"),
        (Self::Failed, "failed"),
        (Self::Load, "load"),
    ];
}

/// What the server knows at the time of asking.
pub(crate) struct Gauges<'a> {
    pub(crate) published: &'a Published,
    pub(crate) ready: bool,
    pub(crate) audit_broken: bool,
    pub(crate) audit_dropped: u64,
    pub(crate) log_dropped: u64,
    pub(crate) uses_dropped: u64,
}

/// Labels come from names that the service knows; this bounds memory even if one day they do not.
const SERIES_MAX: usize = 4_096;

const SECONDS: &[f64] =
    &[0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];
const COUNTS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

impl Metrics {
    /// All numbers at zero.
    pub(crate) fn new() -> Self {
        Self {
            calls: Mutex::default(),
            call_seconds: Histogram::new(SECONDS),
            batch_commits: Histogram::new(COUNTS),
            commit_seconds: Histogram::new(SECONDS),
            commits: AtomicU64::new(0),
            decided_again: AtomicU64::new(0),
            store_errors: Default::default(),
            connections: AtomicI64::new(0),
        }
    }

    /// Counts a call that was answered.
    pub(crate) fn count_call(
        &self,
        operation: Option<&str>,
        status: u16,
        fault: Option<&str>,
        took: Duration,
    ) {
        self.call_seconds.observe(took.as_secs_f64());
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.count(operation.unwrap_or_default(), status, fault.unwrap_or_default());
    }

    /// Counts a transaction of the store with this many commits, of which some were made.
    pub(crate) fn count_batch(&self, commits: usize, made: usize, took: Duration) {
        #[expect(clippy::cast_precision_loss, reason = "a batch has at most some hundred commits")]
        self.batch_commits.observe(commits as f64);
        self.commit_seconds.observe(took.as_secs_f64());
        self.commits.fetch_add(u64::try_from(made).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Counts a call that was decided again because its account had moved on.
    pub(crate) fn count_decided_again(&self) {
        self.decided_again.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a failure of the store.
    pub(crate) fn count_store_error(&self, kind: StoreErrorKind) {
        for ((named, _), count) in StoreErrorKind::NAMES.iter().zip(&self.store_errors) {
            if *named == kind {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Counts connections that open (1) and close (-1).
    pub(crate) fn count_connection(&self, change: i64) {
        self.connections.fetch_add(change, Ordering::Relaxed);
    }

    /// Everything, as Prometheus reads it.
    pub(crate) fn render(&self, gauges: &Gauges) -> String {
        let mut out = String::with_capacity(4_096);
        self.render_calls(&mut out);
        self.call_seconds.render(&mut out, "portcullis_call_seconds", "How long API calls took.");
        self.batch_commits.render(
            &mut out,
            "portcullis_batch_commits",
            "Commits in one transaction of the store.",
        );
        self.commit_seconds.render(
            &mut out,
            "portcullis_commit_seconds",
            "How long the store took to make a transaction durable.",
        );
        let count = |number: &AtomicU64| number.load(Ordering::Relaxed).to_string();
        let mut one = |kind: &str, name: &str, help: &str, value: String| {
            // Writing to a string cannot fail.
            let _infallible = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
        };
        one("counter", "portcullis_commits_total", "Commits made.", count(&self.commits));
        let help = "Calls decided again because their account had moved on.";
        one("counter", "portcullis_decided_again_total", help, count(&self.decided_again));
        let help = "Audit lines lost.";
        one("counter", "portcullis_audit_lines_dropped_total", help, gauges.audit_dropped.to_string());
        let help = "Log lines lost.";
        one("counter", "portcullis_log_lines_dropped_total", help, gauges.log_dropped.to_string());
        let help = "Uses of principals and keys lost before they were recorded.";
        one("counter", "portcullis_uses_dropped_total", help, gauges.uses_dropped.to_string());
        let help = "Whether the audit file cannot be written and changes are refused.";
        one("gauge", "portcullis_audit_broken", help, u8::from(gauges.audit_broken).to_string());
        let help = "Whether the server is ready.";
        one("gauge", "portcullis_ready", help, u8::from(gauges.ready).to_string());
        let connections = self.connections.load(Ordering::Relaxed).to_string();
        one("gauge", "portcullis_connections", "Open connections.", connections);
        let accounts = gauges.published.directory.accounts();
        let (number, revisions) = accounts
            .fold((0_u64, 0_u64), |(n, sum), account| (n + 1, sum.saturating_add(account.revision())));
        one("gauge", "portcullis_accounts", "Accounts that are served.", number.to_string());
        let damaged = gauges.published.damaged.len().to_string();
        one("gauge", "portcullis_accounts_damaged", "Accounts that are damaged and not served.", damaged);
        let help = "The sum of the revisions of all accounts that are served.";
        one("gauge", "portcullis_revision", help, revisions.to_string());
        self.render_store_errors(&mut out);
        out
    }

    fn render_calls(&self, out: &mut String) {
        let _infallible = writeln!(
            out,
            "# HELP portcullis_build_info The version that runs.\n# TYPE portcullis_build_info gauge\n\
             portcullis_build_info{{version=\"{}\"}} 1",
            env!("CARGO_PKG_VERSION")
        );
        let _infallible = writeln!(
            out,
            "# HELP portcullis_calls_total API calls by operation, HTTP status and fault code.\n\
             # TYPE portcullis_calls_total counter"
        );
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        for (operation, series) in &calls.by_operation {
            let operation = label(operation);
            for Series { status, fault, count } in series {
                let fault = label(fault);
                let _infallible = writeln!(
                    out,
                    "portcullis_calls_total{{operation=\"{operation}\",status=\"{status}\",fault=\"{fault}\"}} {count}"
                );
            }
        }
    }

    fn render_store_errors(&self, out: &mut String) {
        let _infallible = writeln!(
            out,
            "# HELP portcullis_store_errors_total Failures of the store.\n# TYPE portcullis_store_errors_total counter"
        );
        for ((_, name), count) in StoreErrorKind::NAMES.iter().zip(&self.store_errors) {
            let count = count.load(Ordering::Relaxed);
            let _infallible = writeln!(out, "portcullis_store_errors_total{{kind=\"{name}\"}} {count}");
        }
    }
}

/// A text as a label's value.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_operation_status_and_fault() {
        let metrics = Metrics::new();
        let took = Duration::from_millis(2);
        metrics.count_call(Some("iam:CreateUser"), 200, None, took);
        metrics.count_call(Some("iam:CreateUser"), 200, None, took);
        metrics.count_call(Some("iam:CreateUser"), 409, Some("EntityAlreadyExists"), took);
        metrics.count_call(None, 400, Some("a\"b\\c\n"), took);
        metrics.count_batch(3, 2, took);
        metrics.count_store_error(StoreErrorKind::Failed);
        let published = Published::default();
        let gauges = Gauges {
            published: &published,
            ready: true,
            audit_broken: false,
            audit_dropped: 7,
            log_dropped: 0,
            uses_dropped: 3,
        };
        let text = metrics.render(&gauges);
        for line in [
            "portcullis_calls_total{operation=\"iam:CreateUser\",status=\"200\",fault=\"\"} 2",
            "portcullis_calls_total{operation=\"iam:CreateUser\",status=\"409\",fault=\"EntityAlreadyExists\"} 1",
            "portcullis_calls_total{operation=\"\",status=\"400\",fault=\"a\\\"b\\\\c\\n\"} 1",
            "portcullis_call_seconds_count 4",
            "portcullis_batch_commits_bucket{le=\"4\"} 1",
            "portcullis_batch_commits_bucket{le=\"2\"} 0",
            "portcullis_commits_total 2",
            "portcullis_store_errors_total{kind=\"failed\"} 1",
            "portcullis_store_errors_total{kind=\"stale\"} 0",
            "portcullis_audit_lines_dropped_total 7",
            "portcullis_uses_dropped_total 3",
            "portcullis_ready 1",
            "portcullis_accounts 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");
        }
    }

    #[test]
    fn the_number_of_series_is_bounded() {
        let metrics = Metrics::new();
        for number in 0..2 * SERIES_MAX {
            metrics.count_call(Some(&number.to_string()), 200, None, Duration::ZERO);
        }
        let calls = metrics.calls.lock().unwrap();
        assert_eq!(calls.series, SERIES_MAX + 1);
        assert_eq!(calls.by_operation[OTHER][0].count, SERIES_MAX as u64);
    }
}
