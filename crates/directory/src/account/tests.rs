// SPDX-License-Identifier: Apache-2.0
//! Whatever changes come in whatever order, the indexes are what the records say.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::held_policies::{CompiledPolicies, Undecidable};
use super::*;
use crate::change::Kind;
use crate::encoding;
use crate::identifier::AccountId;
use crate::record::{
    AccountSettings, ActionUse, CredentialReportPart, Job, JobSubject, KeyStatus, KeyUse, LoginProfile,
    MfaDevice, MfaFactor, OpenIdConnectProvider, OutboundFederation, PolicyDocument, Principal, PublicKey,
    RoleDeletion, SecretAccessKey, SecretText, SecurityKey, SignOut, SigningKey, Tags, Usage, UsedAssertion,
    VirtualDevice,
};

fn id(prefix: &str, number: u8) -> UniqueId {
    UniqueId::new(format!("{prefix}{number}"))
}

pub(super) fn account() -> Account {
    Account::new(AccountRecord {
        id: AccountId::from_number(42).unwrap(),
        email: "root@example.com".into(),
        created_at: 0,
        alias: None,
        quotas: BTreeMap::new(),
    })
}

fn arns() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(0..4_u8, 0..3)
        .prop_map(|set| set.into_iter().map(|n| format!("arn:aws:iam::000000000042:policy/p{n}")).collect())
}

fn change() -> impl Strategy<Value = Change> {
    let profile = (0..3_u8, proptest::option::of(0..3_u8)).prop_map(|(number, role)| InstanceProfile {
        id: id("AIPA", number),
        name: format!("profile{number}"),
        path: "/".into(),
        created_at: 4,
        role: role.map(|role| id("AROA", role)),
        tags: Tags::new(),
    });
    let key = (0..4_u8, proptest::option::of(0..3_u8)).prop_map(|(number, user)| AccessKey {
        id: format!("AKIA{number}"),
        owner: user.map_or(KeyOwner::Root, |user| KeyOwner::User(id("AIDA", user))),
        secret: SecretAccessKey::new("secret".into()),
        status: KeyStatus::Active,
        created_at: 5,
    });
    let others = prop_oneof![
        report(),
        own(),
        credential(),
        saml(),
        mfa_device(),
        provider(),
        profile.prop_map(Change::put),
        key.prop_map(Change::put)
    ];
    or_removal(prop_oneof![2 => others, 3 => holding()])
}

/// The change, or the removal of what it puts.
fn or_removal(put: impl Strategy<Value = Change>) -> impl Strategy<Value = Change> {
    (put, any::<bool>()).prop_map(|(put, remove)| if remove { Change::Remove(put.key()) } else { put })
}

/// Principals and policies.
fn holding() -> impl Strategy<Value = Change> {
    let path = || prop_oneof![Just("/".to_owned()), Just("/team/".to_owned())];
    let user = (0..4_u8, 0..6_u8, path(), proptest::collection::btree_set(0..3_u8, 0..3), arns()).prop_map(
        |(number, name, path, groups, attached)| User {
            id: id("AIDA", number),
            name: format!("User{number}x{name}"),
            path,
            created_at: 1,
            permissions_boundary: attached.first().cloned(),
            tags: Tags::new(),
            groups: groups.into_iter().map(|group| id("AGPA", group)).collect::<BTreeSet<_>>(),
            attached_policies: attached,
            password_last_used_at: None,
        },
    );
    let group = (0..3_u8, path(), arns()).prop_map(|(number, path, attached_policies)| Group {
        id: id("AGPA", number),
        name: format!("group{number}"),
        path,
        created_at: 2,
        attached_policies,
    });
    let role = (0..3_u8, arns()).prop_map(|(number, attached_policies)| Role {
        id: id("AROA", number),
        name: format!("role{number}"),
        path: "/".into(),
        created_at: 3,
        trust_policy: PolicyDocument::new("{}"),
        description: Some("a role".into()),
        session_seconds_max: 3_600,
        permissions_boundary: attached_policies.last().cloned(),
        tags: [("k".to_owned(), "v".to_owned())].into_iter().collect(),
        attached_policies,
    });
    let policy = (0..4_u8, path(), 1..4_u32).prop_map(|(number, path, default_version)| Policy {
        id: id("ANPA", number),
        name: format!("p{number}"),
        path,
        description: None,
        created_at: 5,
        updated_at: 6,
        default_version,
        latest_version: 3,
        tags: Tags::new(),
    });
    let version = (0..4_u8, 1..4_u32, document()).prop_map(|(policy, number, document)| PolicyVersion {
        policy: id("ANPA", policy),
        number,
        document,
        created_at: 6,
    });
    let owner = prop_oneof![
        (0..3_u8).prop_map(|number| Owner::User(id("AIDA", number))),
        (0..3_u8).prop_map(|number| Owner::Group(id("AGPA", number))),
        (0..3_u8).prop_map(|number| Owner::Role(id("AROA", number))),
    ];
    let inline = (owner, 0..3_u8, document()).prop_map(|(owner, name, document)| InlinePolicy {
        owner,
        name: format!("a/inline{name}"),
        document,
    });
    prop_oneof![
        user.prop_map(Change::put),
        group.prop_map(Change::put),
        role.prop_map(Change::put),
        policy.prop_map(Change::put),
        version.prop_map(Change::put),
        inline.prop_map(Change::put),
    ]
}

/// Documents, of which now and then one cannot be read.
fn document() -> impl Strategy<Value = PolicyDocument> {
    (0..9_u8).prop_map(|number| match number {
        0 => PolicyDocument::new("{}"),
        _ => PolicyDocument::new(format!(
            r#"{{"Statement":{{"Sid":"S{number}","Effect":"Allow","Action":"s3:*","Resource":"*"}}}}"#
        )),
    })
}

fn mfa_device() -> impl Strategy<Value = Change> {
    let factor = prop_oneof![
        (proptest::option::of(0..9_i64), 0..3_u32).prop_map(|(used_step, wrong_codes)| {
            let seed = SecretText::new("GEZDGNBV".into());
            MfaFactor::Virtual(VirtualDevice { used_step, wrong_codes, ..VirtualDevice::new(seed) })
        }),
        (0..3_u8, 0..3_u32).prop_map(|(credential, sign_count)| {
            MfaFactor::SecurityKey(SecurityKey {
                credential_id: vec![credential],
                public_key: vec![1, 2],
                sign_count,
                aaguid: [credential; 16],
                certifications: [("FIDO".to_owned(), "L1".to_owned())].into_iter().collect(),
                challenged_at_milliseconds: 3,
            })
        }),
    ];
    let owner = prop_oneof![
        Just(None),
        Just(Some(KeyOwner::Root)),
        (0..3_u8).prop_map(|user| Some(KeyOwner::User(id("AIDA", user)))),
    ];
    let device =
        (0..4_u8, any::<bool>(), owner, factor).prop_map(|(number, upper, owner, factor)| MfaDevice {
            serial_number: format!("arn:aws:iam::000000000042:mfa/{}{number}", if upper { "X" } else { "x" }),
            enabled_at: owner.as_ref().map(|_| 5),
            owner,
            created_at: 4,
            tags: Tags::new(),
            factor,
        });
    device.prop_map(Change::put)
}

/// SAML providers and used assertions.
fn saml() -> impl Strategy<Value = Change> {
    let provider = (0..3_u8, 0..3_u8).prop_map(|(number, name)| SamlProvider {
        id: id("SAML", number),
        name: format!("Idp{number}x{name}"),
        created_at: 8,
        valid_until: 9,
        metadata: "<EntityDescriptor/>".into(),
        encryption: None,
        private_keys: Vec::new(),
        tags: Tags::new(),
    });
    let used = (0..4_u8, 0..4_i64)
        .prop_map(|(number, expires_at)| UsedAssertion { id: format!("used{number}"), expires_at });
    prop_oneof![provider.prop_map(Change::put), used.prop_map(Change::put)]
}

/// Records that reports are made of.
fn report() -> impl Strategy<Value = Change> {
    let subject = prop_oneof![
        Just(JobSubject::Entity(Owner::Role(id("AROA", 1)))),
        Just(JobSubject::Policy("arn:aws:iam::aws:policy/ReadOnlyAccess".into())),
    ];
    let job = (0..4_u8, subject, any::<bool>()).prop_map(|(number, subject, tells_actions)| Job {
        id: format!("job{number}"),
        created_at: 7,
        asked_by: "root".into(),
        subject,
        tells_actions,
    });
    let part = (0..3_u32).prop_map(|number| CredentialReportPart {
        number,
        parts: 3,
        generated_at: 8,
        text: "a,b\nc".into(),
    });
    let principal = prop_oneof![
        Just(Principal::Root),
        (0..3_u8).prop_map(|number| Principal::User(id("AIDA", number))),
        (0..3_u8).prop_map(|number| Principal::Role(id("AROA", number))),
    ];
    let uses = proptest::collection::vec((0..3_u8, any::<i32>()), 0..6);
    let usage = (principal, uses).prop_map(|(principal, uses)| {
        let mut usage = Usage::new(principal);
        for (number, at) in uses {
            let (at, region) = (i64::from(at), "eu-west-1".to_owned());
            usage.note_action(ActionUse { action: format!("iam:A{number}"), at, region: region.clone() });
            usage.note_key(KeyUse { key: format!("AKIA{number}"), at, service: "sts".into(), region });
        }
        usage
    });
    prop_oneof![job.prop_map(Change::put), part.prop_map(Change::put), usage.prop_map(Change::put)]
}

/// Identity providers outside.
fn provider() -> impl Strategy<Value = Change> {
    (0..4_u8, 0..3_usize).prop_map(|(number, count)| {
        Change::put(OpenIdConnectProvider {
            url: format!("idp{number}.example.com/"),
            client_ids: (0..count).map(|id| format!("client{id}")).collect(),
            thumbprints: vec!["0".repeat(40); count],
            created_at: 1,
            tags: Tags::new(),
        })
    })
}

fn own() -> impl Strategy<Value = Change> {
    let settings = any::<bool>().prop_map(|enabled| AccountSettings {
        outbound_federation: OutboundFederation { enabled, issuer_id: Some("issuer".into()) },
        ..AccountSettings::default()
    });
    let key = (0..3_u8, proptest::option::of(0..9_i64)).prop_map(|(number, retired_at)| SigningKey {
        id: format!("key{number}"),
        created_at: 1,
        retired_at,
        public: PublicKey::P384 { x: vec![number], y: vec![1] },
        private: None,
    });
    let deletion = (0..3_u8, 0..9_i64).prop_map(|(number, created_at)| RoleDeletion {
        task_id: format!("task{number}"),
        role_arn: "arn".into(),
        created_at,
    });
    prop_oneof![settings.prop_map(Change::put), key.prop_map(Change::put), deletion.prop_map(Change::put)]
}

fn credential() -> impl Strategy<Value = Change> {
    let status = || prop_oneof![Just(KeyStatus::Active), Just(KeyStatus::Inactive)];
    let ssh = (0..4_u8, 0..3_u8, status()).prop_map(|(number, user, status)| SshPublicKey {
        id: id("APKA", number),
        user: id("AIDA", user),
        body: "ssh-rsa".into(),
        status,
        uploaded_at: 7,
    });
    let signing = (0..4_u8, proptest::option::of(0..3_u8)).prop_map(|(number, user)| SigningCertificate {
        id: id("CERT", number),
        owner: user.map_or(KeyOwner::Root, |user| KeyOwner::User(id("AIDA", user))),
        body: "PEM".into(),
        status: KeyStatus::Active,
        uploaded_at: 8,
    });
    let server = (0..3_u8, 0..5_u8).prop_map(|(number, name)| ServerCertificate {
        id: id("ASCA", number),
        name: format!("Server{number}x{name}"),
        path: "/".into(),
        uploaded_at: 9,
        expires_at: 10,
        body: "PEM".into(),
        chain: (name > 2).then(|| "PEM".into()),
        private_key: SecretText::new("PEM".into()),
        tags: Tags::new(),
    });
    let service = (0..4_u8, 0..3_u8, 0..3_u8, status()).prop_map(|(number, user, name, status)| {
        ServiceSpecificCredential {
            id: id("ACCA", number),
            user: id("AIDA", user),
            service: "logs.amazonaws.com".into(),
            service_user_name: format!("name{name}"),
            password_digest: [number; 32],
            status,
            created_at: 11,
            expires_at: (name > 1).then_some(12),
        }
    });
    let password = (proptest::option::of(0..3_u8), 0..3_usize).prop_map(|(user, earlier)| LoginProfile {
        owner: user.map_or(KeyOwner::Root, |user| KeyOwner::User(id("AIDA", user))),
        hash: SecretText::new("hash".into()),
        earlier: vec![SecretText::new("earlier".into()); earlier],
        created_at: 13,
        changed_at: 14,
        reset_required: earlier > 1,
        used_at: None,
    });
    let sign_out =
        (0..3_u8).prop_map(|number| SignOut { access_key_id: format!("ASIA{number}"), expires_at: 15 });
    prop_oneof![
        password.prop_map(Change::put),
        sign_out.prop_map(Change::put),
        ssh.prop_map(Change::put),
        signing.prop_map(Change::put),
        server.prop_map(Change::put),
        service.prop_map(Change::put),
    ]
}

/// What principals hold, by the name and the address of every document.
type Held = Vec<Result<Vec<(String, usize)>, Undecidable>>;

fn listed(compiled: Result<&CompiledPolicies, &Undecidable>) -> Result<Vec<(String, usize)>, Undecidable> {
    let compiled = compiled.map_err(Clone::clone)?;
    let boundary = compiled.boundary.iter().flat_map(|group| group.iter());
    let policies = compiled.identity.iter().chain(boundary);
    Ok(policies.map(|(name, document)| (name.to_owned(), std::sync::Arc::as_ptr(document).addr())).collect())
}

/// What every user and role holds: as it is kept, and as it is found out anew.
fn held(account: &Account) -> (Held, Held) {
    let anew = |owner: Owner| listed(account.held_policies(&owner).and_then(|held| held.compiled()).as_ref());
    let users = account
        .users
        .iter()
        .map(|user| (listed(account.policies_of_user(user)), anew(Owner::User(user.id.clone()))));
    let roles = account
        .roles
        .iter()
        .map(|role| (listed(account.policies_of_role(role)), anew(Owner::Role(role.id.clone()))));
    users.chain(roles).unzip()
}

proptest! {
    /// Snapshots are asked at any time and in any order, also after later ones: none may see what another holds.
    #[test]
    fn what_is_compiled_follows_every_change(
        changes in proptest::collection::vec((or_removal(holding()), any::<bool>()), 0..60),
        backwards in any::<bool>(),
    ) {
        let mut snapshots = vec![account()];
        for (change, asked) in &changes {
            let before = snapshots.last().unwrap();
            if *asked {
                held(before);
            }
            let after = before.apply(before.revision() + 1, std::slice::from_ref(change));
            snapshots.push(after);
        }
        if backwards {
            snapshots.reverse();
        }
        for snapshot in snapshots {
            let (kept, anew) = held(&snapshot);
            prop_assert_eq!(kept, anew, "at revision {}", snapshot.revision());
        }
    }

    #[test]
    fn indexes_are_what_the_records_say(changes in proptest::collection::vec(change(), 0..60)) {
        let after = account().apply(7, &changes);
        let again = Account::from_records(7, after.records()).unwrap();
        prop_assert_eq!(&after.index, &again.index);
        prop_assert_eq!(&after.mfa, &again.mfa);
        prop_assert_eq!(after.users.len(), again.users.len());
        prop_assert_eq!(after.settings(), again.settings());
        prop_assert!(after.signing_keys().eq(again.signing_keys()));
        prop_assert!(after.open_id_connect_providers().eq(again.open_id_connect_providers()));
        prop_assert_eq!(&after.used_assertions, &again.used_assertions);
        prop_assert_eq!(after.forget_role_deletions(i64::MAX), again.forget_role_deletions(i64::MAX));
        for user in (0..3).map(|number| id("AIDA", number)) {
            let of = |account: &Account| {
                let keys = account.ssh_public_keys.of(&user).cloned().collect::<Vec<_>>();
                let owner = KeyOwner::User(user.clone());
                let certificates = account.signing_certificates.of(&owner).cloned().collect::<Vec<_>>();
                let passwords = account.service_specific_credentials.of(&user).cloned().collect::<Vec<_>>();
                (keys, certificates, passwords)
            };
            prop_assert_eq!(of(&after), of(&again));
            prop_assert!(after.ssh_public_keys.of(&user).all(|key| key.user == user));
        }
    }

    #[test]
    fn changes_keep_one_record_a_key(changes in proptest::collection::vec(change(), 0..60)) {
        let mut model: BTreeMap<Key, Record> = BTreeMap::new();
        for change in &changes {
            match change {
                Change::Put(record) => { model.insert(record.key(), record.clone()); }
                Change::Remove(key) => { model.remove(key); }
            }
        }
        let after = account().apply(7, &changes);
        let found: BTreeMap<Key, Record> = after
            .records()
            .filter(|record| record.key().kind != Kind::Account)
            .map(|record| (record.key(), record))
            .collect();
        prop_assert_eq!(found, model);
    }

    #[test]
    fn stored_bytes_read_back(change in change()) {
        if let Change::Put(record) = change {
            let bytes = encoding::encode(&record);
            prop_assert_eq!(encoding::decode(record.key().kind, &bytes), Ok(record));
        }
    }

    #[test]
    fn damaged_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        for kind in Kind::ALL {
            let _ = encoding::decode(kind, &bytes);
        }
    }
}

#[test]
fn names_are_unique_without_case_and_listed_in_order() {
    let mut account = account();
    for (number, name) in ["bob", "Alice", "carol"].into_iter().enumerate() {
        let user = User {
            id: id("AIDA", u8::try_from(number).unwrap()),
            name: name.into(),
            path: "/".into(),
            created_at: 0,
            permissions_boundary: None,
            tags: Tags::new(),
            groups: BTreeSet::new(),
            attached_policies: Vec::new(),
            password_last_used_at: None,
        };
        account = account.apply(1, &[Change::put(user)]);
    }
    assert_eq!(account.require_user("ALICE").unwrap().name, "Alice");
    let names = |marker| account.users.after(marker).map(|user| user.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names(None), ["Alice", "bob", "carol"]);
    assert_eq!(names(Some("BOB")), ["carol"]);
    assert_eq!(
        account.require_user("dave").unwrap_err().to_string(),
        "The user with name dave cannot be found."
    );
}

#[test]
fn a_version_that_goes_while_it_is_in_force_leaves_nothing_to_decide_with() {
    let policy = Policy {
        id: id("ANPA", 0),
        name: "p0".into(),
        path: "/".into(),
        description: None,
        created_at: 5,
        updated_at: 6,
        default_version: 1,
        latest_version: 1,
        tags: Tags::new(),
    };
    let document = PolicyDocument::new(r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#);
    let version = PolicyVersion { policy: policy.id.clone(), number: 1, document, created_at: 6 };
    let arn = policy.arn(AccountId::from_number(42).unwrap());
    let role = Role {
        id: id("AROA", 0),
        name: "role".into(),
        path: "/".into(),
        created_at: 3,
        trust_policy: PolicyDocument::new("{}"),
        description: None,
        session_seconds_max: 3_600,
        permissions_boundary: None,
        tags: Tags::new(),
        attached_policies: vec![arn.clone()],
    };
    let gone = Record::from(version.clone()).key();
    let before = account().apply(1, &[Change::put(policy), Change::put(version), Change::put(role.clone())]);
    assert_eq!(before.policies_of_role(&role).unwrap().identity.len(), 1);
    let after = before.apply(2, &[Change::Remove(gone)]);
    assert_eq!(after.policies_of_role(&role).unwrap_err(), &Undecidable::Missing(arn));
    assert_eq!(before.policies_of_role(&role).unwrap().identity.len(), 1);
}
