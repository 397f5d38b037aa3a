// SPDX-License-Identifier: Apache-2.0
//! What the shell itself answers when a call cannot be decided or made durable: faults that AWS's services share.

use std::net::IpAddr;

use portcullis_service::Reply;
use portcullis_wire::Fault;
use portcullis_wire::timestamp::Timestamp;

use crate::{json, now};

/// Why the shell refuses a request that it cannot even hand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The body has more bytes than this.
    TooLarge(usize),
    /// The body did not come in time.
    Slow,
    /// The request is not HTTP as it should be.
    Malformed(&'static str),
}

impl Unreadable {
    /// The fault that says so.
    pub(crate) fn fault(self) -> Fault {
        match self {
            Self::TooLarge(limit) => Fault::sender(
                "RequestEntityTooLargeException",
                413,
                format!("The request body is larger than {limit} bytes."),
            ),
            Self::Slow => Fault::sender(
                "RequestTimeoutException",
                408,
                "The request was not received in time.".to_owned(),
            ),
            Self::Malformed(why) => Fault::sender("MalformedHttpRequestException", 400, why.to_owned()),
        }
    }
}

/// The server cannot do now what it can do at other times; clients try again.
pub(crate) fn unavailable(why: &str) -> Fault {
    Fault::receiver("ServiceUnavailable", 503, why)
}

/// Somebody tries to sign in too often.
pub(crate) fn too_soon() -> Fault {
    Fault::sender(
        "TooManyAttempts",
        429,
        "There were too many attempts. Wait before you try again.".to_owned(),
    )
}

/// The server has a defect.
pub(crate) fn internal() -> Fault {
    Fault::receiver("InternalFailure", 500, "The request processing has failed because of an unknown error.")
}

/// Puts a fault in the place of a reply that cannot be given.
pub(crate) fn overrule(reply: &mut Reply, fault: &Fault, request_id: &str) {
    reply.response = reply.manner.tell(fault, request_id);
    reply.transition = None;
    reply.audit = audit_of_failure(&reply.audit, fault);
    reply.fault = Some(fault.code.clone().into_owned());
}

/// The audit record of a call, after what the call came to was replaced by a fault.
fn audit_of_failure(record: &str, fault: &Fault) -> String {
    let Some(members) = json::members(record) else { return record.to_owned() };
    let mut out = String::from("{");
    for (key, value) in members {
        match key {
            "\"errorCode\"" | "\"errorMessage\"" => continue,
            "\"requestParameters\"" => {
                push_error(&mut out, fault);
                out += &format!("{key}:{value},");
            }
            "\"responseElements\"" => out += &format!("{key}:null,"),
            _ => out += &format!("{key}:{value},"),
        }
    }
    out.pop();
    out + "}"
}

/// The audit record of a call of which nothing is known but that it met a defect.
pub(crate) fn audit_of_defect(fault: &Fault, request_id: &str, source_ip: IpAddr) -> String {
    let time = Timestamp(now::milliseconds().div_euclid(1_000));
    let mut out = String::from("{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"Unknown\"},");
    out += &format!("\"eventTime\":\"{time}\",\"sourceIPAddress\":\"{}\",", source_ip.to_canonical());
    push_error(&mut out, fault);
    out + &format!(
        "\"requestID\":\"{request_id}\",\"eventID\":\"{request_id}\",\"eventType\":\"AwsApiCall\"}}"
    )
}

fn push_error(out: &mut String, fault: &Fault) {
    out.push_str("\"errorCode\":");
    json::push_text(out, &fault.code);
    out.push_str(",\"errorMessage\":");
    json::push_text(out, &fault.message);
    out.push(',');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_record_of_a_refused_change_does_not_claim_success() {
        let record = r#"{"eventName":"CreateUser","requestParameters":{"userName":"a,\"b"},"responseElements":{"x":1},"readOnly":false}"#;
        assert_eq!(
            audit_of_failure(record, &unavailable("Try \"again\".")),
            r#"{"eventName":"CreateUser","errorCode":"ServiceUnavailable","errorMessage":"Try \"again\".","requestParameters":{"userName":"a,\"b"},"responseElements":null,"readOnly":false}"#
        );
    }

    #[test]
    fn the_error_of_a_failed_call_is_replaced() {
        let record = r#"{"errorCode":"InvalidClientTokenId","errorMessage":"no","requestParameters":null,"responseElements":null}"#;
        let expected = r#"{"errorCode":"ServiceUnavailable","errorMessage":"w","requestParameters":null,"responseElements":null}"#;
        assert_eq!(audit_of_failure(record, &unavailable("w")), expected);
    }
}
