// SPDX-License-Identifier: Apache-2.0
//! What an operation may look at: the snapshot, the caller, the moment, and where the request came from.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use portcullis_directory::{Account, Directory};

use crate::caller::Caller;
use crate::handle::Settings;
use crate::moment::Moment;

/// Everything a decision may depend on, besides the request itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// All accounts, as they are for the whole of this call.
    pub directory: &'a Directory,
    /// Who calls.
    pub caller: &'a Caller,
    /// Time and chance.
    pub moment: &'a Moment,
    /// What the installation has set.
    pub settings: &'a Settings,
    /// Where the request came from.
    pub origin: &'a Origin<'a>,
}

/// Where a request came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The address of the other end.
    pub source_ip: IpAddr,
    /// Whether it came over TLS.
    pub secure: bool,
    /// The `User-Agent` header.
    pub user_agent: Option<&'a str>,
    /// The `Referer` header.
    pub referer: Option<&'a str>,
    /// The region of the credential scope.
    pub region: &'a str,
}

/// The network by which whoever comes from an address is counted: whoever has one IPv6 address has 2⁶⁴ of them.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

impl<'a> Context<'a> {
    /// The caller's account: the one that is read and changed.
    pub fn account(&self) -> &'a Arc<Account> {
        &self.caller.account
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        self.moment.now()
    }
}
