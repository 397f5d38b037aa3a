// SPDX-License-Identifier: Apache-2.0
//! Calls of IAM and STS: whatever their parameters say, they are answered, and what they change fits and can be read
//! again.

use portcullis_wire::operation::find;
use portcullis_wire::{Form, Service};

use super::house::{HOUSE, check_answer};

/// The input is the form of a call, which the root user signs.
pub fn operations(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let action = Form::parse("", input).ok().and_then(|form| form.get("Action").map(str::to_owned));
    let is_sts = action.is_some_and(|action| find(Service::Sts, &action).is_some());
    let reply = HOUSE.signed(if is_sts { "sts" } else { "iam" }, text);
    check_answer(&reply);
    let after = HOUSE.moved_on(&reply);
    // Whoever reads it must be able to go on.
    for read in [
        "Action=GetAccountAuthorizationDetails&Version=2010-05-08",
        "Action=ListVirtualMFADevices&Version=2010-05-08",
    ] {
        if reply.transition.is_some() {
            let read = after.signed("iam", read);
            assert_eq!(read.fault, None, "{text}");
        }
    }
}

/// The input is the body of an uploaded credential: an SSH public key, a signing certificate, or a server's certificate,
/// private key and chain, with NUL characters between them. What is taken is given back as the same, and not taken twice.
pub fn uploads(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut parts = text.splitn(3, '\0');
    let mut part = || portcullis_wire::url_encode_document(parts.next().unwrap_or_default());
    let (first, key, chain) = (part(), part(), part());
    let common = "Version=2010-05-08&UserName=bob";
    let server = format!("Version=2010-05-08&ServerCertificateName=till&PrivateKey={key}");
    let chain = if chain.is_empty() { String::new() } else { format!("&CertificateChain={chain}") };
    for (form, again) in [
        (format!("Action=UploadSSHPublicKey&{common}&SSHPublicKeyBody={first}"), "DuplicateSSHPublicKey"),
        (format!("Action=UploadSigningCertificate&{common}&CertificateBody={first}"), "DuplicateCertificate"),
        (
            format!("Action=UploadServerCertificate&{server}&CertificateBody={first}{chain}"),
            "EntityAlreadyExists",
        ),
    ] {
        let reply = HOUSE.signed("iam", &form);
        check_answer(&reply);
        if reply.fault.is_some() {
            continue;
        }
        let after = HOUSE.moved_on(&reply);
        assert_eq!(after.signed("iam", &form).fault.as_deref(), Some(again), "{form}");
        let answer = String::from_utf8_lossy(&reply.response.body).into_owned();
        let Some(id) = between(&answer, "SSHPublicKeyId") else { continue };
        for encoding in ["SSH", "PEM"] {
            let get = format!("Action=GetSSHPublicKey&{common}&SSHPublicKeyId={id}&Encoding={encoding}");
            let got = after.signed("iam", &get);
            assert_eq!(got.fault, None, "{get}");
            let body = String::from_utf8_lossy(&got.response.body).into_owned();
            let escapes = [("&#xD;", "\r"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
            let body = between(&body, "SSHPublicKeyBody").unwrap_or_default().to_owned();
            let body = escapes.iter().fold(body, |body, (escape, letter)| body.replace(escape, letter));
            let same = portcullis_wire::url_encode_document(&body);
            let same = format!("Action=UploadSSHPublicKey&{common}&SSHPublicKeyBody={same}");
            // The key that is given back is the key, and so is known.
            assert_eq!(after.signed("iam", &same).fault.as_deref(), Some(again), "{encoding}: {body}");
        }
    }
}

/// The text of an element.
fn between<'a>(text: &'a str, element: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{element}>"))?;
    Some(rest.split_once(&format!("</{element}>"))?.0)
}
