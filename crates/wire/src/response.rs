// SPDX-License-Identifier: Apache-2.0
//! One HTTP response, ready for the socket.

use std::borrow::Cow;

use crate::fault::Fault;
use crate::service::Service;

/// A response's status, headers and body. The length header is left to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Header names and values, in the order they are sent.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The answer to a request that succeeded; `xml` is what `Respond::encode` gave.
    pub fn success(xml: String, request_id: &str) -> Self {
        Self::xml(200, xml, request_id)
    }

    /// The answer to a request that failed.
    pub fn fault(fault: &Fault, service: Service, request_id: &str) -> Self {
        Self::xml(fault.status, fault.encode(service, request_id), request_id)
    }

    fn xml(status: u16, xml: String, request_id: &str) -> Self {
        let headers = vec![
            ("x-amzn-RequestId".into(), request_id.to_owned()),
            ("Content-Type".into(), "text/xml".to_owned()),
        ];
        Self { status, headers, body: xml.into_bytes() }
    }
}
