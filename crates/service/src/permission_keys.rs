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

    /// The account that owns the resource.
    pub(crate) fn owner(&self) -> &Digits {
        &self.owner
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::Arc;

    use portcullis_directory::Account;
    use portcullis_directory::identifier::AccountId;
    use portcullis_directory::record::{AccountRecord, Record, Tags};

    use super::*;
    use crate::caller::Identity;

    fn caller() -> Caller {
        let id: AccountId = "111122223333".parse().unwrap();
        let record = AccountRecord {
            id,
            email: "root@example.com".to_owned(),
            created_at: 0,
            alias: None,
            quotas: BTreeMap::new(),
        };
        let account = Account::from_records(1, vec![Record::Account(record.into())]).unwrap();
        let (account, access_key_id) = (Arc::new(account), "AKIAONE".to_owned());
        Caller { account, identity: Identity::Root, access_key_id, session: None, known: None }
    }

    fn tags(pairs: &[(&str, &str)]) -> Tags {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn one(values: Option<Values<'_>>) -> Option<String> {
        match values? {
            Values::One(value) => Some(value.to_owned()),
            Values::Many(values) => Some(values.iter().collect::<Vec<_>>().join(" and ")),
        }
    }

    #[test]
    fn what_is_found_under_a_key_is_what_is_listed_last() {
        let caller = caller();
        let origin = Origin {
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure: true,
            user_agent: Some("aws-cli"),
            referer: None,
            region: "us-east-1",
        };
        let common = CommonKeys { caller: &caller, origin: &origin, now: 60, gathered: OnceLock::new() };
        let permission = Permission::new("iam:TagRole", "arn:aws:iam::444455556666:role/Deploy")
            .resource_tags(&tags(&[("Team", "blue"), ("cost", "7")]))
            // Takes the place of one that is the same but for case.
            .resource_tags(&tags(&[("team", "red")]))
            .request_tags([("Stage", "prod"), ("owner", "ann")])
            // The call's own keys take the place of those that each call has.
            .key("aws:UserAgent", "told otherwise");
        let owner: AccountId = "444455556666".parse().unwrap();
        let keys = PermissionKeys::of(&permission, owner.digits(), &common);
        let mut listed = BTreeMap::new();
        for (key, values) in keys.pairs() {
            listed.insert(key.to_ascii_lowercase(), one(Some(values)));
        }
        for (key, value) in &listed {
            assert_eq!(&one(keys.find(key)), value, "{key}");
        }
        for (key, value) in [
            ("aws:resourcetag/team", Some("red")),
            ("iam:resourcetag/cost", Some("7")),
            ("iam:resourcetag/", None),
            ("aws:requesttag/stage", Some("prod")),
            ("aws:tagkeys", Some("Stage and owner")),
            ("aws:resourceaccount", Some("444455556666")),
            ("aws:principalaccount", Some("111122223333")),
            ("aws:useragent", Some("told otherwise")),
            ("aws:epochtime", Some("60")),
            ("aws:referer", None),
        ] {
            assert_eq!(one(keys.find(key)).as_deref(), value, "{key}");
            assert_eq!(listed.get(key).cloned().flatten().as_deref(), value, "{key}");
        }
    }
}
