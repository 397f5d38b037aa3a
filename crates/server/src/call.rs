// SPDX-License-Identifier: Apache-2.0
//! One API call, owned, so that it can wait for its commit and be decided again.

use std::borrow::Cow;
use std::net::IpAddr;
use std::time::Instant;

use bytes::Bytes;
use hyper::header::AUTHORIZATION;
use hyper::{HeaderMap, Method, Uri};
use portcullis_directory::Directory;
use portcullis_wire::request::Header;
use portcullis_wire::{HttpRequest, Service};

use portcullis_service::outside::Ask;

use crate::journal::Facts;
use crate::{refuse, signing};
use portcullis_service::{Incoming, Moment, Reply};

/// The one pure function, with its settings.
pub(crate) type Decide = dyn Fn(&Directory, &Moment, &Incoming<'_>) -> Reply + Send + Sync;

/// A request and the moment it is decided in.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    /// All values are texts: see [`texts`].
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) source_ip: IpAddr,
    /// Whether it came over TLS.
    pub(crate) secure: bool,
    pub(crate) moment: Moment,
    pub(crate) started: Instant,
}

/// A request as the pure function looks at it, and the moment.
pub(crate) struct Question<'a> {
    pub(crate) incoming: Incoming<'a>,
    pub(crate) moment: &'a Moment,
}

impl Call {
    /// The call as it is looked at.
    pub(crate) fn question(&self) -> Question<'_> {
        let http = HttpRequest {
            method: self.method.as_str(),
            path: self.uri.path(),
            query: self.uri.query().unwrap_or_default(),
            headers: texts(&self.headers).unwrap_or_default(),
            body: &self.body,
        };
        let incoming = Incoming { http, source_ip: self.source_ip, secure: self.secure };
        Question { incoming, moment: &self.moment }
    }

    /// Decides the call on a state, as [`Question::decide`] does.
    pub(crate) fn decide(&self, decide: &Decide, directory: &Directory) -> Reply {
        self.question().decide(decide, directory)
    }

    /// The service that was asked, as far as can be told without believing anything.
    pub(crate) fn service(&self) -> Service {
        service(&self.headers)
    }

    /// What the journal says of the call besides its reply.
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts::new(&self.moment, self.source_ip, self.started)
    }
}

impl Question<'_> {
    /// Decides the call on a state. Deciding twice on the same state has the same outcome.
    ///
    /// A reply that still carries an [`Ask`] is no answer: what it asks for is to be found first.
    pub(crate) fn decide(&self, decide: &Decide, directory: &Directory) -> Reply {
        self.moment.rewind();
        let mut reply = decide(directory, self.moment, &self.incoming);
        self.sign(&mut reply);
        reply
    }

    /// Makes the signature that the reply asks for. An answer without the one that belongs in it must not leave.
    fn sign(&self, reply: &mut Reply) {
        let Some(Ask::Signature(order)) = reply.ask.take_if(|ask| matches!(ask, Ask::Signature(_))) else {
            return;
        };
        let signature = signing::sign(&order);
        if let Some(signature) = &signature {
            reply.signed(&order, signature);
        } else {
            refuse::overrule(reply, &refuse::internal(), &self.moment.request_id);
        }
    }

    /// The access key id that the call claims, in its header or its query.
    pub(crate) fn claimed_access_key_id(&self) -> Option<&str> {
        let http = &self.incoming.http;
        let claim = http
            .header("authorization")
            .and_then(|header| header.split_once("Credential="))
            .or_else(|| {
                // A presigned call has its credential in the query; the slashes in it may be percent-encoded.
                http.query.split_once("X-Amz-Credential=")
            })?;
        claim.1.split(['/', '%', '&', ',']).next()
    }
}

/// The service in the credential scope of the `authorization` header; IAM when there is none.
pub(crate) fn service(headers: &HeaderMap) -> Service {
    let scope = headers.get(AUTHORIZATION).and_then(|value| str::from_utf8(value.as_bytes()).ok());
    let is_sts = scope.is_some_and(|scope| scope.contains("/sts/aws4_request"));
    if is_sts { Service::Sts } else { Service::Iam }
}

/// All headers, if they are texts. Bytes that are none could not be signed the same way by both sides.
pub(crate) fn texts(headers: &HeaderMap) -> Option<Vec<Header<'_>>> {
    let mut texts = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let value = str::from_utf8(value.as_bytes()).ok()?;
        texts.push((Cow::Borrowed(name.as_str()), Cow::Borrowed(value)));
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn call(authorization: Option<&str>, query: &str) -> Call {
        Call {
            method: Method::GET,
            uri: format!("/?{query}").parse().unwrap(),
            headers: authorization
                .map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()))
                .into_iter()
                .collect(),
            body: Bytes::new(),
            source_ip: "127.0.0.1".parse().unwrap(),
            secure: false,
            moment: crate::now::moment().unwrap(),
            started: Instant::now(),
        }
    }

    #[test]
    fn the_claimed_key_is_found_in_header_and_query() {
        let header =
            "AWS4-HMAC-SHA256 Credential=AKIAHEADER/20261122/us-east-1/sts/aws4_request, SignedHeaders=host";
        assert_eq!(call(Some(header), "").question().claimed_access_key_id(), Some("AKIAHEADER"));
        assert_eq!(call(Some(header), "").service(), Service::Sts);
        let query = "Action=ListUsers&X-Amz-Credential=AKIAQUERY%2F20261122%2Fus-east-1&X-Amz-Date=1";
        assert_eq!(call(None, query).question().claimed_access_key_id(), Some("AKIAQUERY"));
        assert_eq!(call(None, query).service(), Service::Iam);
        assert_eq!(call(None, "Action=ListUsers").question().claimed_access_key_id(), None);
        assert_eq!(call(Some("Basic abc"), "").question().claimed_access_key_id(), None);
    }
}
