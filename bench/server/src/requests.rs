// SPDX-License-Identifier: Apache-2.0
//! Signed requests, ready for the wire, as the AWS CLI sends them.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use portcullis_wire::HttpRequest;
use portcullis_wire::request::Header;
use portcullis_wire::sigv4::{Credentials, Scope, sign};

use crate::generate::Caller;

const AGENT: &str = "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7 \
                     md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";

/// Who calls whom: the service, what stands in the form, and the form's version.
pub fn get_caller_identity(caller: &Caller) -> Result<Vec<u8>, Box<dyn Error>> {
    signed(caller, "sts", "Action=GetCallerIdentity&Version=2011-06-15")
}

pub fn assume_role(caller: &Caller, session: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let role = caller.role_arn.replace(':', "%3A").replace('/', "%2F");
    let session = format!("RoleSessionName=session-{session}");
    signed(caller, "sts", &format!("Action=AssumeRole&Version=2011-06-15&RoleArn={role}&{session}"))
}

pub fn get_user(caller: &Caller, user: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    signed(caller, "iam", &format!("Action=GetUser&Version=2010-05-08&UserName=user-{user}"))
}

pub fn list_users(caller: &Caller) -> Result<Vec<u8>, Box<dyn Error>> {
    signed(caller, "iam", "Action=ListUsers&Version=2010-05-08&MaxItems=100")
}

pub fn create_user(caller: &Caller, name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    signed(caller, "iam", &format!("Action=CreateUser&Version=2010-05-08&UserName={name}"))
}

fn signed(caller: &Caller, service: &str, body: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let host = format!("{service}.example.com");
    let headers = [
        ("host", host.as_str()),
        ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
        ("user-agent", AGENT),
        ("accept-encoding", "identity"),
    ];
    let mut headers: Vec<Header<'_>> = headers.map(|(name, value)| (name.into(), value.into())).to_vec();
    let credentials = Credentials {
        access_key_id: &caller.access_key_id,
        secret_access_key: &caller.secret,
        security_token: None,
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().cast_signed();
    let request =
        HttpRequest { method: "POST", path: "/", query: "", headers: headers.clone(), body: body.as_bytes() };
    let scope = Scope { region: "us-east-1", service };
    let signed = sign(&request, &credentials, &scope, now).map_err(|fault| fault.message)?;
    headers.extend(signed.into_iter().map(|(name, value)| (name.into(), value.into())));
    let mut bytes = b"POST / HTTP/1.1\r\n".to_vec();
    for (name, value) in headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    bytes.extend(b"amz-sdk-invocation-id: 7b1d0b9c-4a53-4c8a-9f6e-3c1b0a2d4e5f\r\n");
    bytes.extend(b"amz-sdk-request: attempt=1\r\n");
    bytes.extend(format!("content-length: {}\r\n\r\n{body}", body.len()).bytes());
    Ok(bytes)
}
