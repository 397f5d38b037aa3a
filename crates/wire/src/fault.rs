// SPDX-License-Identifier: Apache-2.0
//! What a client is told when its request fails: AWS's code, status and words.

use std::borrow::Cow;
use std::fmt;

use crate::service::Service;
use crate::xml::Writer;

/// An answer that says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// AWS's error code, such as `NoSuchEntity`.
    pub code: Cow<'static, str>,
    /// The HTTP status that goes with the code.
    pub status: u16,
    /// The text for people.
    pub message: String,
    /// Whether the client is at fault (`Sender`) rather than the server (`Receiver`).
    pub sender: bool,
}

impl Fault {
    /// A fault of the client's making.
    pub fn sender(code: impl Into<Cow<'static, str>>, status: u16, message: impl Into<String>) -> Self {
        Self { code: code.into(), status, message: message.into(), sender: true }
    }

    /// A fault of the server's making.
    pub fn receiver(code: impl Into<Cow<'static, str>>, status: u16, message: impl Into<String>) -> Self {
        Self { code: code.into(), status, message: message.into(), sender: false }
    }

    /// The whole XML body of the answer, in the namespace of the service that was asked.
    pub fn encode(&self, service: Service, request_id: &str) -> String {
        let mut xml = Writer::new();
        xml.open_with_namespace("ErrorResponse", service.xml_namespace());
        xml.open("Error");
        xml.text("Type", if self.sender { "Sender" } else { "Receiver" });
        xml.text("Code", &self.code);
        // Some of AWS's faults have no words.
        if !self.message.is_empty() {
            xml.text("Message", &self.message);
        }
        xml.close("Error");
        xml.text("RequestId", request_id);
        xml.close("ErrorResponse");
        xml.finish()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.code, self.status, self.message)
    }
}

impl std::error::Error for Fault {}
