// SPDX-License-Identifier: Apache-2.0
//! Records and commits for tests: each kind of record, with the letters and sizes that break things.

use std::collections::{BTreeMap, BTreeSet};

use portcullis_directory::change::Change;
use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{
    AccessKey, AccountRecord, AccountSettings, ActionUse, AssertionEncryption, CredentialReportPart, Group,
    InlinePolicy, InstanceProfile, Job, JobSubject, KeyOwner, KeyStatus, KeyUse, LoginProfile, MfaDevice,
    MfaFactor, OpenIdConnectProvider, OutboundFederation, Owner, Policy, PolicyDocument, PolicyVersion,
    Principal, PublicKey, Record, Role, RoleDeletion, SamlPrivateKey, SamlProvider, SecretAccessKey,
    SecretText, ServerCertificate, ServiceSpecificCredential, SignOut, SigningCertificate, SigningKey,
    SshPublicKey, Tags, Usage, UsedAssertion, User, VirtualDevice,
};

use crate::Commit;

/// The account `111122223333` plus `index`.
pub fn account(index: u64) -> AccountId {
    AccountId::from_number(111_122_223_333 + index).unwrap_or_else(|| AccountId::from_random([0; 8]))
}

/// A commit of these changes. Its request id and audit line tell the account and the revision it makes.
pub fn commit(account: AccountId, expected_revision: u64, changes: Vec<Change>) -> Commit {
    let next = expected_revision.saturating_add(1);
    Commit {
        account,
        expected_revision,
        changes,
        request_id: format!("request-{account}-{next}"),
        audit: audit_line(account, next),
    }
}

/// The audit line that [`commit`] gives to the commit that makes this revision.
pub fn audit_line(account: AccountId, revision: u64) -> String {
    format!("{{\"recipientAccountId\":\"{account}\",\"eventName\":\"CreateUser\",\"revision\":{revision}}}")
}

/// The user of this number.
pub fn user(number: u64, name: &str) -> Record {
    Record::from(User {
        id: UniqueId::new(format!("AIDA{number:017}")),
        name: name.to_owned(),
        path: "/".to_owned(),
        created_at: 1_767_225_600,
        permissions_boundary: None,
        tags: Tags::new(),
        groups: BTreeSet::new(),
        attached_policies: Vec::new(),
        password_last_used_at: None,
    })
}

/// A version of a policy whose document has this many bytes.
pub fn policy_version(number: u32, bytes: usize) -> Record {
    Record::from(PolicyVersion {
        policy: UniqueId::new("ANPA00000000000000001"),
        number,
        document: PolicyDocument::new("x".repeat(bytes)),
        created_at: 0,
    })
}

const PATH: &str = "/café/";
const CREATED_AT: i64 = 1_767_225_600;
const ROLE_ID: &str = "AROA00000000000000001";
const USER_ID: &str = "AIDA00000000000000001";
const GROUP_ID: &str = "AGPA00000000000000001";

/// One record of each kind, every field filled.
pub fn each_kind(account: AccountId) -> Vec<Record> {
    let mut records = policies();
    records.extend(settings());
    records.extend([
        Record::from(AccountRecord {
            id: account,
            email: "root@example.com".to_owned(),
            created_at: CREATED_AT,
            alias: Some("coffee-shop".to_owned()),
            quotas: BTreeMap::from([(Quota::Users, 7), (Quota::Roles, 0)]),
        }),
        Record::from(User {
            id: UniqueId::new(USER_ID),
            name: "Ana".to_owned(),
            path: PATH.to_owned(),
            created_at: CREATED_AT,
            permissions_boundary: Some("arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()),
            tags: tags(),
            groups: BTreeSet::from([UniqueId::new(GROUP_ID)]),
            attached_policies: vec!["arn:aws:iam::aws:policy/job-function/Billing".to_owned()],
            password_last_used_at: Some(-1),
        }),
        Record::from(Group {
            id: UniqueId::new(GROUP_ID),
            name: "Cashiers".to_owned(),
            path: PATH.to_owned(),
            created_at: CREATED_AT,
            attached_policies: vec!["one".to_owned(), "two".to_owned()],
        }),
        Record::from(Role {
            id: UniqueId::new(ROLE_ID),
            name: "Cashier".to_owned(),
            path: PATH.to_owned(),
            created_at: CREATED_AT,
            trust_policy: document(),
            description: Some("Steht an der Kasse — täglich".to_owned()),
            session_seconds_max: 43_200,
            permissions_boundary: Some("arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()),
            tags: tags(),
            attached_policies: Vec::new(),
        }),
        Record::from(AccessKey {
            id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            owner: KeyOwner::User(UniqueId::new(USER_ID)),
            secret: SecretAccessKey::new(SECRET.to_owned()),
            status: KeyStatus::Inactive,
            created_at: CREATED_AT,
        }),
        Record::from(InstanceProfile {
            id: UniqueId::new("AIPA00000000000000001"),
            name: "Till".to_owned(),
            path: PATH.to_owned(),
            created_at: CREATED_AT,
            role: Some(UniqueId::new(ROLE_ID)),
            tags: tags(),
        }),
    ]);
    records.extend(reports());
    records.extend(credentials());
    records.push(open_id_connect_provider());
    records
}

fn reports() -> Vec<Record> {
    let region = "eu-central-1".to_owned();
    let (key, service) = ("AKIAIOSFODNN7EXAMPLE".to_owned(), "sts".to_owned());
    vec![
        Record::from(CredentialReportPart {
            number: u32::MAX,
            parts: u32::MAX,
            generated_at: CREATED_AT,
            text: "user,arn\nAna,arn:aws:iam::111122223333:user/café/Ana".to_owned(),
        }),
        Record::from(Job {
            id: "2eb6c2b8-7b4c-4c3d-8c13-03b72c8cdfdc".to_owned(),
            created_at: i64::MIN,
            asked_by: USER_ID.to_owned(),
            subject: JobSubject::Policy("arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()),
            tells_actions: true,
        }),
        Record::from(Usage {
            principal: Principal::User(UniqueId::new(USER_ID)),
            keys: vec![KeyUse { key, at: CREATED_AT, service, region: region.clone() }],
            actions: vec![ActionUse { action: "sts:GetCallerIdentity".to_owned(), at: i64::MAX, region }],
        }),
    ]
}

fn open_id_connect_provider() -> Record {
    Record::from(OpenIdConnectProvider {
        url: "idp.example.com/Kasse/".to_owned(),
        client_ids: vec!["ana@kasse".to_owned(), "Über 1/2".to_owned()],
        thumbprints: vec!["0".repeat(40), "f".repeat(40)],
        created_at: CREATED_AT,
        tags: tags(),
    })
}

fn credentials() -> Vec<Record> {
    vec![
        Record::from(SshPublicKey {
            id: UniqueId::new("APKA0000000000000001"),
            user: UniqueId::new(USER_ID),
            body: "ssh-rsa AAAAB3NzaC1yc2E ana@kasse".to_owned(),
            status: KeyStatus::Active,
            uploaded_at: CREATED_AT,
        }),
        Record::from(SigningCertificate {
            id: UniqueId::new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
            owner: KeyOwner::Root,
            body: "-----BEGIN CERTIFICATE-----\r\n".to_owned(),
            status: KeyStatus::Inactive,
            uploaded_at: CREATED_AT,
        }),
        Record::from(LoginProfile {
            owner: KeyOwner::User(UniqueId::new(USER_ID)),
            hash: SecretText::new("$argon2id$v=19$m=47104,t=1,p=1$c2FsdA$aGFzaA".to_owned()),
            earlier: vec![SecretText::new("$argon2id$".to_owned())],
            created_at: CREATED_AT,
            changed_at: CREATED_AT,
            reset_required: true,
            used_at: None,
        }),
        Record::from(MfaDevice {
            serial_number: "arn:aws:iam::111122223333:mfa/phone".to_owned(),
            owner: Some(KeyOwner::Root),
            enabled_at: Some(CREATED_AT),
            created_at: CREATED_AT,
            tags: Tags::new(),
            factor: MfaFactor::Virtual(VirtualDevice::new(SecretText::new("GEZDGNBVGY3TQOJQ".to_owned()))),
        }),
        Record::from(SignOut { access_key_id: "ASIA0000000000000001".to_owned(), expires_at: i64::MAX }),
        Record::from(ServerCertificate {
            id: UniqueId::new("ASCA00000000000000001"),
            name: "Shop".to_owned(),
            path: PATH.to_owned(),
            uploaded_at: CREATED_AT,
            expires_at: i64::MAX,
            body: "-----BEGIN CERTIFICATE-----".to_owned(),
            chain: Some("-----BEGIN CERTIFICATE-----".to_owned()),
            private_key: SecretText::new("-----BEGIN PRIVATE KEY-----".to_owned()),
            tags: tags(),
        }),
        Record::from(ServiceSpecificCredential {
            id: UniqueId::new("ACCA00000000000000001"),
            user: UniqueId::new(USER_ID),
            service: "bedrock.amazonaws.com".to_owned(),
            service_user_name: "Ana-at-000000000042".to_owned(),
            password_digest: [0xFF; 32],
            status: KeyStatus::Active,
            created_at: CREATED_AT,
            expires_at: Some(i64::MAX),
        }),
        Record::from(SamlProvider {
            id: UniqueId::new("SAML0000000000000001"),
            name: "Idp".to_owned(),
            created_at: CREATED_AT,
            valid_until: i64::MAX,
            metadata: "<EntityDescriptor/>".to_owned(),
            encryption: Some(AssertionEncryption::Allowed),
            private_keys: vec![SamlPrivateKey {
                id: "SAML0000000000000002".to_owned(),
                added_at: CREATED_AT,
                pem: SecretText::new("-----BEGIN PRIVATE KEY-----".to_owned()),
            }],
            tags: tags(),
        }),
        Record::from(UsedAssertion { id: "a1".repeat(32), expires_at: i64::MAX }),
    ]
}

/// The secret of the access key in [`each_kind`].
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn settings() -> [Record; 3] {
    let settings = AccountSettings {
        role_manager_enabled: true,
        outbound_federation: OutboundFederation { enabled: true, issuer_id: Some("till".to_owned()) },
        ..AccountSettings::default()
    };
    let deletion = RoleDeletion {
        task_id: "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/1".to_owned(),
        role_arn: "arn:aws:iam::000000000001:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
            .to_owned(),
        created_at: CREATED_AT,
    };
    let key = SigningKey {
        id: "thumbprint".to_owned(),
        created_at: CREATED_AT,
        retired_at: Some(CREATED_AT + 1),
        public: PublicKey::Rsa { modulus: vec![0xC0; 256], exponent: vec![1, 0, 1] },
        private: Some(SecretAccessKey::new(SECRET.to_owned())),
    };
    [settings.into(), deletion.into(), key.into()]
}

fn policies() -> Vec<Record> {
    let policy = UniqueId::new("ANPA00000000000000009");
    vec![
        Record::from(Policy {
            id: policy.clone(),
            name: "Till".to_owned(),
            path: PATH.to_owned(),
            description: None,
            created_at: CREATED_AT,
            updated_at: i64::MAX,
            default_version: 2,
            latest_version: u32::MAX,
            tags: tags(),
        }),
        Record::from(PolicyVersion { policy, number: 2, document: document(), created_at: i64::MIN }),
        Record::from(InlinePolicy {
            owner: Owner::Role(UniqueId::new(ROLE_ID)),
            name: "inline/+=,.@-_".to_owned(),
            document: document(),
        }),
    ]
}

fn document() -> PolicyDocument {
    PolicyDocument::new("{\"Version\":\"2012-10-17\",\n\t\"Statement\":[]}")
}

fn tags() -> Tags {
    let pairs = [("Équipe", "café ☕"), ("empty", ""), ("𝔘𝔫𝔦", "\u{202e}gnirts\u{7f}")];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}
