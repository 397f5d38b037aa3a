// SPDX-License-Identifier: Apache-2.0
//! `IpAddress` and `NotIpAddress`: addresses and ranges of both families (rule O-7).

use std::net::{IpAddr, Ipv4Addr};

use super::Comparison;

/// Whether the address lies in the range. Another family is a difference; a text that is neither is unreadable.
pub(super) fn within(actual: &str, wanted: &str) -> Comparison {
    match (actual.parse().ok(), Range::parse(wanted)) {
        (Some(address), Some(range)) => Comparison::from(range.contains(address)),
        _ => Comparison::Unreadable,
    }
}

/// A range of addresses, by its leading bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// An address of the range; an IPv4 address written as IPv6 is IPv4. Bits after the prefix do not count.
    pub(crate) address: IpAddr,
    /// How many leading bits all addresses share.
    pub(crate) prefix: u32,
}

impl Range {
    /// Reads `address/bits`, or an address alone, which is a range of one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv4() { Ipv4Addr::BITS } else { std::net::Ipv6Addr::BITS };
        let prefix = match prefix {
            None => width,
            // `parse` alone would take a sign.
            Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok()?,
            Some(_) => return None,
        };
        if prefix > width {
            return None;
        }
        // A range of IPv6 wider than the mapped block stays one of IPv6.
        match address.to_canonical() {
            IpAddr::V4(v4) if address.is_ipv6() => match prefix.checked_sub(96) {
                Some(prefix) => Some(Self { address: IpAddr::V4(v4), prefix }),
                None => Some(Self { address, prefix }),
            },
            _ => Some(Self { address, prefix }),
        }
    }

    pub(crate) fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differing = own.to_bits() ^ other.to_bits();
                differing.leading_zeros() >= self.prefix
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differing = own.to_bits() ^ other.to_bits();
                differing.leading_zeros() >= self.prefix
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_7_addresses_in_ranges() {
        use Comparison::{Different, Equal, Unreadable};
        let table = [
            ("203.0.113.7", "203.0.113.0/24", Equal),
            ("203.0.113.7", "203.0.113.99/24", Equal),
            ("203.0.114.7", "203.0.113.0/24", Different),
            ("203.0.113.7", "203.0.113.7", Equal),
            ("203.0.113.8", "203.0.113.7", Different),
            ("203.0.113.7", "0.0.0.0/0", Equal),
            ("203.0.113.7", "203.0.113.7/32", Equal),
            ("2001:db8::1", "2001:DB8:0:0::/32", Equal),
            ("2001:db8:0:0:0:0:0:1", "2001:db8::1", Equal),
            ("2001:db9::1", "2001:db8::/32", Different),
            ("2001:db8::1", "::/0", Equal),
            ("::ffff:203.0.113.7", "203.0.113.0/24", Equal),
            ("203.0.113.7", "::ffff:203.0.113.0/120", Equal),
            ("203.0.113.7", "::ffff:203.0.113.7", Equal),
            ("2001:db8::1", "0.0.0.0/0", Different),
            ("203.0.113.7", "::/0", Different),
            ("203.0.113.7", "203.0.113.0/33", Unreadable),
            ("203.0.113.7", "203.0.113.0/+8", Unreadable),
            ("203.0.113.7", "203.0.113.0/", Unreadable),
            ("203.0.113.7", "203.0.113", Unreadable),
            ("203.0.113.007", "203.0.113.7", Unreadable),
            ("203.0.113.0/24", "203.0.113.0/24", Unreadable),
            ("fe80::1%eth0", "fe80::/10", Unreadable),
            ("somewhere", "0.0.0.0/0", Unreadable),
            ("", "0.0.0.0/0", Unreadable),
        ];
        for (address, range, wanted) in table {
            assert_eq!(within(address, range), wanted, "`{address}` in `{range}`");
        }
    }
}
