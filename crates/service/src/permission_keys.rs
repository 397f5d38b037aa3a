// SPDX-License-Identifier: Apache-2.0
//! The condition keys of a permission, which are looked for only when a policy asks for one. Most calls are decided by
//! policies that ask for none.

use std::borrow::Cow;
use std::sync::OnceLock;

use portcullis_directory::identifier::Digits;
use portcullis_policy::engine::{Lookup, Values};
use portcullis_wire::{Timestamp, address};

use crate::access::Permission;
use crate::call_keys::CallKeys;
use crate::caller::Caller;
use crate::context::{Context, Origin};

/// The keys of one permission: its own, and those that the call has anyway.
#[derive(Debug)]
pub(crate) struct PermissionKeys<'a, 'c> {
    permission: &'a Permission,
    /// The account that owns the resource.
    owner: Digits,
    common: &'a CommonKeys<'c>,
}

/// The keys that every call has: the caller's, the time's and the connection's. They are gathered once.
#[derive(Debug)]
pub(crate) struct CommonKeys<'a> {
    caller: &'a Caller,
    origin: &'a Origin<'a>,
    /// Seconds since 1970.
    now: i64,
    gathered: OnceLock<CallKeys<'a>>,
}

const RESOURCE_ACCOUNT: &str = "aws:ResourceAccount";
/// What stands before the keys of a resource's tags.
const RESOURCE_TAG: [&str; 2] = ["aws:ResourceTag/", "iam:ResourceTag/"];

impl<'a, 'c> PermissionKeys<'a, 'c> {
    pub(crate) fn of(permission: &'a Permission, owner: Digits, common: &'a CommonKeys<'c>) -> Self {
        Self { permission, owner, common }
    }

    /// The value of the resource's tag that a key means, if it means one.
    fn resource_tag(&self, name: &str) -> Option<&str> {
        let tag_key = RESOURCE_TAG.iter().find_map(|prefix| {
            let (head, rest) = name.split_at_checked(prefix.len())?;
            head.eq_ignore_ascii_case(prefix).then_some(rest)
        })?;
        let tags = self.permission.all_resource_tags().filter(|tag| tag.key.eq_ignore_ascii_case(tag_key));
        tags.last().map(|tag| tag.value.as_str())
    }
}

impl Lookup for PermissionKeys<'_, '_> {
    fn find(&self, name: &str) -> Option<Values<'_>> {
        if let Some(value) = self.permission.keys.get(name) {
            return Some(Values::from(value));
        }
        if let Some(value) = self.resource_tag(name) {
            return Some(Values::One(value));
        }
        if name.eq_ignore_ascii_case(RESOURCE_ACCOUNT) {
            return Some(Values::One(self.owner.as_str()));
        }
        self.common.gathered().find(name)
    }

    fn pairs(&self) -> Vec<(Cow<'_, str>, Values<'_>)> {
        let mut pairs = self.common.gathered().pairs();
        pairs.push((RESOURCE_ACCOUNT.into(), Values::One(self.owner.as_str())));
        for tag in self.permission.all_resource_tags() {
            for prefix in RESOURCE_TAG {
                pairs.push(([prefix, &*tag.key].concat().into(), Values::One(&tag.value)));
            }
        }
        pairs.extend(self.permission.keys.iter().map(|(key, value)| (key.into(), Values::from(value))));
        pairs
    }
}

impl<'a> CommonKeys<'a> {
    pub(crate) fn of(cx: &Context<'a>) -> Self {
        Self { caller: cx.caller, origin: cx.origin, now: cx.now(), gathered: OnceLock::new() }
    }

    fn gathered(&self) -> &CallKeys<'a> {
        self.gathered.get_or_init(|| {
            let mut keys = CallKeys::new();
            self.caller.set_keys(&mut keys, self.now);
            set_time(&mut keys, self.now);
            set_origin(&mut keys, self.origin);
            keys
        })
    }
}

pub(crate) fn set_time(keys: &mut CallKeys<'_>, now: i64) {
    keys.set("aws:CurrentTime", Timestamp(now).to_string());
    keys.set("aws:EpochTime", now.to_string());
}

/// What most addresses need.
const ADDRESS_BYTES: usize = 16;

fn set_origin<'a>(keys: &mut CallKeys<'a>, origin: &Origin<'a>) {
    let mut source = String::with_capacity(ADDRESS_BYTES);
    address::push(&mut source, origin.source_ip.to_canonical());
    keys.set("aws:SourceIp", source);
    keys.set("aws:SecureTransport", if origin.secure { "true" } else { "false" });
    keys.set("aws:RequestedRegion", origin.region);
    if let Some(agent) = origin.user_agent {
        keys.set("aws:UserAgent", agent);
    }
    if let Some(referer) = origin.referer {
        keys.set("aws:Referer", referer);
    }
}
