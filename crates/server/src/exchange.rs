// SPDX-License-Identifier: Apache-2.0
//! One HTTP exchange: reads the request within limits, has it decided, and sends the answer.

mod body;

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Body;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, InvalidHeaderName};
use hyper::{Request, Response, StatusCode};
use portcullis_directory::identifier::account_of_access_key_id;
use portcullis_wire::{HttpRequest, HttpResponse, Service};
use tokio::sync::{Semaphore, oneshot};

use crate::call::{self, Call, Decide, Question};
use crate::commit::{Job, NO_AUDIT, Writer};
use crate::journal::{Facts, Journal};
use crate::load::Published;
use crate::outside::Outside;
use crate::refuse::{self, Unreadable};
use crate::stall::Progress;
use crate::throttle::Throttle;
use crate::{issuer, now, pages, probe};
use portcullis_service::{Incoming, Reply};

/// What every connection shares.
pub(crate) struct Shell {
    pub(crate) decide: Arc<Decide>,
    pub(crate) published: Arc<ArcSwap<Published>>,
    pub(crate) writer: Writer,
    pub(crate) journal: Arc<Journal>,
    pub(crate) outside: Outside,
    pub(crate) throttle: Throttle,
    pub(crate) limits: Limits,
    /// Permits for bodies that take much memory.
    pub(crate) large_bodies: Semaphore,
    pub(crate) stopping: AtomicBool,
    /// Whether the store can be read but not written.
    pub(crate) store_damaged: bool,
    /// The URL under which token issuers stand.
    pub(crate) public_url: String,
}

/// The limits of what a client may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The most bytes of a body.
    pub(crate) body_bytes: usize,
    /// How long a head and how long a body may take to come, how long an answer may wait to be taken, and how
    /// long a connection may be idle.
    pub(crate) read: Duration,
    /// How many connections are open at once; more wait in the system's queue.
    pub(crate) connections: usize,
}

/// How often one call may ask for something from outside.
const ASKS_MAX: usize = 8;

/// How many bodies larger than [`body::SMALL_BYTES`] are read at once.
pub(crate) const LARGE_BODIES: usize = 32;

/// Where a connection comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    pub(crate) ip: IpAddr,
    /// Whether it speaks TLS.
    pub(crate) secure: bool,
}

impl Shell {
    /// Whether the server is about to end.
    pub(crate) fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Answers one request.
    pub(crate) async fn exchange<B>(
        &self,
        peer: Peer,
        progress: &Progress,
        request: Request<B>,
    ) -> Result<Response<Full<Bytes>>, Infallible>
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let started = Instant::now();
        let _until_answered = progress.answer();
        if let Some(answer) = self.published_at(request.method().as_str(), request.uri().path()) {
            return Ok(answer);
        }
        let Ok(moment) = now::moment() else {
            let response = HttpResponse::fault(&refuse::internal(), Service::Iam, "");
            return Ok(outgoing(response, true));
        };
        let (head, incoming) = request.into_parts();
        let read = match call::texts(&head.headers) {
            Some(headers) => body::read(incoming, &head.headers, &self.limits, &self.large_bodies)
                .await
                .map(|body| (headers, body)),
            None => Err(Unreadable::Malformed("A header of the request is not valid UTF-8.")),
        };
        let (headers, body) = match read {
            Ok(read) => read,
            Err(problem) => {
                let service = call::service(&head.headers);
                let fault = problem.fault();
                let facts = Facts::new(&moment, peer.ip, started);
                self.journal.enter_unreadable(&facts, fault.status, &fault.code);
                // What is left of the request on the connection cannot be told from another request.
                return Ok(outgoing(HttpResponse::fault(&fault, service, &moment.request_id), true));
            }
        };
        let (method, path, query) = (head.method.as_str(), head.uri.path(), head.uri.query());
        let http = HttpRequest { method, path, query: query.unwrap_or_default(), headers, body: &body };
        let incoming = Incoming { http, source_ip: peer.ip, secure: peer.secure };
        let mut reply = self.decide_once(&Question { incoming, moment: &moment });
        if is_whole(&reply) {
            self.journal.enter_read(&Facts::new(&moment, peer.ip, started), &mut reply);
            return Ok(outgoing(reply.response, false));
        }
        let call = Call {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
            source_ip: peer.ip,
            secure: peer.secure,
            moment,
            started,
        };
        Ok(outgoing(self.answer(call, reply).await, false))
    }

    /// What everybody may read who knows the path; `None` if the path is none of such.
    fn published_at(&self, method: &str, path: &str) -> Option<Response<Full<Bytes>>> {
        // Calls go to the root, nearly all of them.
        if path == "/" {
            return None;
        }
        if let Some(answer) = probe::answer(self, method, path) {
            return Some(probed(answer));
        }
        let answer = issuer::answer(self, method, path).or_else(|| pages::answer(method, path))?;
        Some(outgoing(answer, false))
    }

    /// Does what is left to do for a call that was decided once on the published state.
    async fn answer(&self, mut call: Call, reply: Reply) -> HttpResponse {
        let mut reply = self.decide(&mut call, reply).await;
        if reply.transition.is_none() {
            self.journal.enter_read(&call.facts(), &mut reply);
            return reply.response;
        }
        if self.journal.audit.broken() {
            return self.refuse(call, reply, NO_AUDIT);
        }
        let (service, request_id) = (call.service(), call.moment.request_id.clone());
        let (answer, answered) = oneshot::channel();
        if let Err(job) = self.writer.submit(Box::new(Job { call, reply, answer })) {
            let why = if self.writer.alive() {
                "Too many changes wait to be stored. Try again."
            } else {
                "Nothing can be changed at present."
            };
            let Job { call, reply, .. } = *job;
            return self.refuse(call, reply, why);
        }
        // The writer answers each job; if it dies at work, whether the change was made is not known.
        answered.await.unwrap_or_else(|_gone| HttpResponse::fault(&refuse::internal(), service, &request_id))
    }

    /// Decides a call to its end, unless it is a try to sign in that comes too soon after others.
    async fn decide(&self, call: &mut Call, mut reply: Reply) -> Reply {
        let Some(attempt) = reply.attempt.take() else { return self.complete(call, reply).await };
        // While the attempt is judged it counts as one that failed, also if the client goes away.
        let _judging = match self.throttle.begin(&attempt, call.source_ip, Instant::now()) {
            Ok(judging) => judging,
            Err(wait) => {
                refuse::overrule(&mut reply, &refuse::too_soon(), &call.moment.request_id);
                let seconds = wait.as_secs().saturating_add(1).to_string();
                reply.response.headers.push(("retry-after".into(), seconds));
                return reply;
            }
        };
        let mut reply = self.complete(call, reply).await;
        if let Some(attempt) = reply.attempt.take()
            && (attempt.proven || attempt.has_failed(reply.fault.as_deref()))
        {
            self.throttle.note(&attempt, call.source_ip, Instant::now());
        }
        reply
    }

    /// Finds what a decision asks for, and decides again with it.
    async fn complete(&self, call: &mut Call, mut reply: Reply) -> Reply {
        for _ in 0..ASKS_MAX {
            let Some(ask) = reply.ask.take() else { return reply };
            let Some(finding) = self.outside.find(&ask).await else {
                let fault = refuse::unavailable("The server is busy. Try again.");
                refuse::overrule(&mut reply, &fault, &call.moment.request_id);
                return reply;
            };
            call.moment.supply(ask, finding);
            reply = self.decide_once(&call.question());
        }
        if reply.ask.take().is_some() {
            refuse::overrule(&mut reply, &refuse::internal(), &call.moment.request_id);
        }
        reply
    }

    fn decide_once(&self, question: &Question<'_>) -> Reply {
        let published = self.published.load();
        let mut reply = question.decide(&*self.decide, &published.directory);
        if of_damaged_account(question, &reply, &published) {
            let fault = refuse::unavailable("The account cannot be served at present.");
            refuse::overrule(&mut reply, &fault, &question.moment.request_id);
        }
        reply
    }

    fn refuse(&self, call: Call, mut reply: Reply, why: &str) -> HttpResponse {
        refuse::overrule(&mut reply, &refuse::unavailable(why), &call.moment.request_id);
        self.journal.enter_read(&call.facts(), &mut reply);
        reply.response
    }
}

/// Whether nothing is left to do for a call but to answer it.
fn is_whole(reply: &Reply) -> bool {
    reply.transition.is_none() && reply.ask.is_none() && reply.attempt.is_none()
}

/// Whether a call was refused for a key of an account that is not served because it is damaged.
fn of_damaged_account(question: &Question<'_>, reply: &Reply, published: &Published) -> bool {
    if published.damaged.is_empty() || reply.fault.as_deref() != Some("InvalidClientTokenId") {
        return false;
    }
    let account = question.claimed_access_key_id().and_then(account_of_access_key_id);
    account.is_some_and(|account| published.damaged.contains_key(&account))
}

fn probed(answer: probe::Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    response
}

fn outgoing(answer: HttpResponse, close: bool) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Room for these, and for the two that the library adds.
    response.headers_mut().reserve(answer.headers.len() + 2);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (header_name(&name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    if close {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The header of a name. Those of nearly all answers are at hand.
fn header_name(name: &str) -> Result<HeaderName, InvalidHeaderName> {
    const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
    match name {
        "x-amzn-RequestId" => Ok(REQUEST_ID),
        "Content-Type" => Ok(CONTENT_TYPE),
        other => HeaderName::from_bytes(other.as_bytes()),
    }
}
