// SPDX-License-Identifier: Apache-2.0
//! AWS Query and SigV4 bytes to typed shapes and back; no state and no policy.

pub mod address;
pub mod constraint;
pub mod fault;
pub mod faults;
pub mod form;
mod generated;
pub mod operation;
pub mod pattern;
pub mod query;
pub mod request;
pub mod response;
mod scan;
pub mod secret;
pub mod service;
pub mod sigv4;
pub mod timestamp;
pub mod xml;

pub use fault::Fault;
pub use form::Form;
pub use generated::{iam, sts};
pub use operation::{Call, OperationFacts, Page, Paged, Respond, route};
pub use request::HttpRequest;
pub use response::HttpResponse;
pub use secret::Secret;
pub use service::Service;
pub use timestamp::Timestamp;
pub use xml::url_encode_document;
