// SPDX-License-Identifier: Apache-2.0
//! Requests from the wire: nothing panics, nothing unsigned passes, and limits hold.

use portcullis_wire::form::{NAME_BYTES_MAX, PARAMETERS_MAX};
use portcullis_wire::iam::{
    CreateRoleRequest, ListUsersRequest, SimulateCustomPolicyRequest, TagUserRequest,
};
use portcullis_wire::sigv4::{self, Options};
use portcullis_wire::sts::{AssumeRoleRequest, GetFederationTokenRequest};
use portcullis_wire::{Call, Fault, Form, route};

use super::request;

/// The input is a request.
pub fn sigv4_parse(input: &[u8]) {
    let Some(request) = request::read(input) else { return };
    match sigv4::parse(&request) {
        Ok(presented) => {
            assert!(presented.signed_headers.len() <= sigv4::SIGNED_HEADERS_MAX);
            // The time it was signed at, so that the signature itself is reached.
            let options = Options::new(&presented.service);
            let secret = b"a secret that no input knows";
            let verified = sigv4::verify(&request, &presented, secret, presented.timestamp, &options);
            check_refusal(&verified);
            assert!(verified.is_err(), "{request:?}");
        }
        Err(fault) => check_refusal(&Err::<(), _>(fault)),
    }
}

/// The input is a query, a line feed, and a body.
pub fn query_form(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == b'\n');
    let Ok(query) = std::str::from_utf8(parts.next().unwrap_or_default()) else { return };
    let form = Form::parse(query, parts.next().unwrap_or_default());
    check_refusal(&form);
    let Ok(form) = form else { return };
    assert!(form.iter().count() <= PARAMETERS_MAX);
    assert!(form.iter().all(|(name, _)| name.len() <= NAME_BYTES_MAX));
    check_refusal(&route(&form, None));
    check_refusal(&route(&form, Some("sts")));
    check_refusal(&CreateRoleRequest::decode(&form));
    check_refusal(&ListUsersRequest::decode(&form));
    check_refusal(&SimulateCustomPolicyRequest::decode(&form));
    check_refusal(&TagUserRequest::decode(&form));
    check_refusal(&AssumeRoleRequest::decode(&form));
    check_refusal(&GetFederationTokenRequest::decode(&form));
}

fn check_refusal<T>(outcome: &Result<T, Fault>) {
    if let Err(fault) = outcome {
        assert!(!fault.code.is_empty() && (400..600).contains(&fault.status), "{fault:?}");
    }
}
