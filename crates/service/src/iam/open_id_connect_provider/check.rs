// SPDX-License-Identifier: Apache-2.0
//! What IAM requires of a provider's URL and thumbprints.

use std::net::{Ipv4Addr, Ipv6Addr};

use portcullis_directory::account::THUMBPRINTS_MAX;
use portcullis_wire::{Fault, faults};

const INVALID: &str = "Invalid Open ID Connect Provider URL";
const LABEL_BYTES_MAX: usize = 63;
const HOST_BYTES_MAX: usize = 253;

/// A provider's URL without `https://`.
///
/// # Errors
/// It is none, or has what the URL of an issuer may not have. A port is allowed only where `allow_port` says so.
pub(super) fn read_url(text: &str, allow_port: bool) -> Result<&str, Fault> {
    let invalid_form = || faults::validation_error(INVALID);
    let invalid_part = || faults::invalid_input(format!("{INVALID}."));
    if !text.contains("://") {
        return Err(invalid_form());
    }
    let url = text
        .strip_prefix("https://")
        .ok_or_else(|| faults::invalid_input(format!("{INVALID}. The URL must begin with https://.")))?;
    let authority = url.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() {
        return Err(invalid_form());
    }
    let is_visible = |byte: u8| byte.is_ascii_graphic();
    if url.contains(['?', '#', '@', '\\']) || !url.bytes().all(is_visible) {
        return Err(invalid_part());
    }
    let (host, port) = split_port(authority);
    let port_is_fine = match port {
        None => true,
        Some(port) => allow_port && !port.starts_with('0') && port.parse::<u16>().is_ok(),
    };
    if port_is_fine && is_host(host) { Ok(url) } else { Err(invalid_part()) }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    // The colons of an IPv6 address stand in brackets.
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= LABEL_BYTES_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_name = host.len() <= HOST_BYTES_MAX && host.split('.').all(is_label);
    // What ends in a number is an address or nothing (WHATWG URL, "ends in a number").
    let ends_in_number =
        host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    if ends_in_number { host.parse::<Ipv4Addr>().is_ok() } else { is_name }
}

/// Thumbprints as they are stored: in lower case, each once.
///
/// # Errors
/// There are too many.
pub(super) fn read_thumbprints(given: &[String]) -> Result<Vec<String>, Fault> {
    // AWS's words and its number do not agree: five are allowed.
    if given.len() > THUMBPRINTS_MAX {
        let message = format!("Thumbprint list must contain fewer than {THUMBPRINTS_MAX} entries.");
        return Err(faults::invalid_input(message));
    }
    Ok(each_once(given.iter().map(|thumbprint| thumbprint.to_ascii_lowercase())))
}

/// The texts without those that came before.
pub(super) fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}
