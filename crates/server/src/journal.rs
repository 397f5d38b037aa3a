// SPDX-License-Identifier: Apache-2.0
//! What is kept of each call: its audit line, its log line, its numbers, its use.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::lines::Lines;
use crate::log::{Level, Log, Value};
use crate::metrics::Metrics;
use crate::usage::Uses;
use portcullis_directory::identifier::{AccountId, Digits};
use portcullis_service::{Moment, Reply};

/// The audit file, the log, the metrics, and what was used.
pub(crate) struct Journal {
    pub(crate) audit: Lines,
    pub(crate) log: Log,
    pub(crate) metrics: Metrics,
    pub(crate) uses: Uses,
}

/// What the log says of a call besides its reply.
pub(crate) struct Facts<'a> {
    request_id: &'a str,
    source_ip: IpAddr,
    started: Instant,
    /// The same time in milliseconds since 1970.
    started_milliseconds: i64,
}

impl<'a> Facts<'a> {
    /// What is known when a call comes.
    pub(crate) fn new(moment: &'a Moment, source_ip: IpAddr, started: Instant) -> Self {
        let Moment { request_id, now_milliseconds, .. } = moment;
        Self { request_id, source_ip, started, started_milliseconds: *now_milliseconds }
    }
}

impl Journal {
    /// Enters a call that changed nothing. Its audit line is dropped, and counted, when the file cannot keep up.
    pub(crate) fn enter_read(&self, facts: &Facts, reply: &mut Reply) {
        self.audit.offer(&reply.audit);
        self.enter(facts, reply);
    }

    /// Enters a call that changed something or tried to. Its audit line waits for room.
    pub(crate) fn enter_write(&self, facts: &Facts, reply: &mut Reply) {
        self.audit.insist(&reply.audit);
        self.enter(facts, reply);
    }

    /// Enters a request that could not be read, of which there is nothing to audit.
    pub(crate) fn enter_unreadable(&self, facts: &Facts, status: u16, code: &str) {
        let took = facts.started.elapsed();
        self.metrics.count_call(None, status, Some(code), took);
        self.log_call(facts, took, None, status, Some(code), None);
    }

    /// Ends both files; what waits is written first.
    pub(crate) fn close(&self) {
        self.audit.close();
        if self.audit.broken() || self.audit.dropped() > 0 {
            self.log.error("audit lines were lost", &[("lines", Value::Count(self.audit.dropped()))]);
        }
        self.log.close();
    }

    fn enter(&self, facts: &Facts, reply: &mut Reply) {
        if let Some(used) = reply.usage.take() {
            self.uses.offer(used);
        }
        let status = reply.response.status;
        let (operation, fault) = (reply.operation.as_deref(), reply.fault.as_deref());
        let took = facts.started.elapsed();
        self.metrics.count_call(operation, status, fault, took);
        let account = reply.account.map(AccountId::digits);
        self.log_call(facts, took, operation, status, fault, account.as_ref().map(Digits::as_str));
    }

    fn log_call(
        &self,
        facts: &Facts,
        took: Duration,
        operation: Option<&str>,
        status: u16,
        fault: Option<&str>,
        account: Option<&str>,
    ) {
        let level = if status >= 500 { Level::Error } else { Level::Info };
        let fields = [
            Some(("operation", Value::Name(operation.unwrap_or("-")))),
            Some(("status", Value::Count(status.into()))),
            fault.map(|fault| ("fault", Value::Text(fault))),
            account.map(|account| ("account", Value::Name(account))),
            Some(("source", Value::Address(facts.source_ip))),
            Some(("duration", Value::Duration(took))),
            Some(("request_id", Value::Name(facts.request_id))),
        ];
        let took_milliseconds = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
        let ended = facts.started_milliseconds.saturating_add(took_milliseconds);
        self.log.write_of(level, ended, "call", fields.into_iter().flatten());
    }
}
