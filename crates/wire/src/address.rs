// SPDX-License-Identifier: Apache-2.0
//! How the addresses of callers are written.

use std::fmt::Write as _;
use std::net::IpAddr;

/// Appends an address. Every call writes it several times, and for IPv4 this is many times quicker than `write!`.
pub fn push(out: &mut String, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            for (index, octet) in address.octets().into_iter().enumerate() {
                if index > 0 {
                    out.push('.');
                }
                let digit = |value: u8| char::from(b'0' + value % 10);
                if octet >= 100 {
                    out.push(digit(octet / 100));
                }
                if octet >= 10 {
                    out.push(digit(octet / 10));
                }
                out.push(digit(octet));
            }
        }
        // Writing to a string cannot fail.
        IpAddr::V6(address) => write!(out, "{address}").unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn addresses_are_written_as_everywhere() {
        let own = |address: IpAddr| {
            let mut text = String::new();
            push(&mut text, address);
            text
        };
        for octet in 0..=255 {
            let address = IpAddr::V4(Ipv4Addr::new(octet, 0, 10, 255 - octet));
            assert_eq!(own(address), address.to_string());
        }
        assert_eq!(own("2001:db8::1".parse().unwrap()), "2001:db8::1");
    }
}
