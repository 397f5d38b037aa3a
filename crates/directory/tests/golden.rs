// SPDX-License-Identifier: Apache-2.0
//! The stored bytes of each kind of record, as released. Old files are never changed: new code reads them.
//! Run with `UPDATE_GOLDEN=1` to write the file of a kind or version that is new.

#![expect(
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test of files may read files, and a failure is a panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use portcullis_directory::change::Kind;
use portcullis_directory::encoding::{VERSION, decode, encode};
use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{
    AccessKey, AccountRecord, AccountSettings, ActionUse, AssertionEncryption, CredentialReportPart, Group,
    InlinePolicy, InstanceProfile, Job, JobSubject, KeyOwner, KeyStatus, KeyUse, LoginProfile, MfaDevice,
    MfaFactor, OpenIdConnectProvider, OutboundFederation, Owner, PasswordPolicy, Policy, PolicyDocument,
    PolicyVersion, Principal, PublicKey, Record, Role, RoleDeletion, SamlPrivateKey, SamlProvider,
    SecretAccessKey, SecretText, SecurityKey, ServerCertificate, ServiceSpecificCredential, SignOut,
    SigningCertificate, SigningKey, SshPublicKey, Tags, TokenVersion, Usage, UsedAssertion, User,
    VirtualDevice,
};

const DOCUMENT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

fn tags() -> Tags {
    [("Team".to_owned(), "Käse".to_owned()), ("empty".to_owned(), String::new())].into_iter().collect()
}

fn samples() -> Vec<Record> {
    let account: AccountId = "000000000042".parse().unwrap();
    vec![
        AccountRecord {
            id: account,
            email: "root@example.com".into(),
            created_at: 1_700_000_000,
            alias: Some("coffee".into()),
            quotas: BTreeMap::from([(Quota::Users, 7)]),
        }
        .into(),
        User {
            id: UniqueId::new("AIDAAAAAAAAAAAAAAAAAA"),
            name: "alice".into(),
            path: "/team/".into(),
            created_at: 1_700_000_001,
            permissions_boundary: Some("arn:aws:iam::aws:policy/ReadOnlyAccess".into()),
            tags: tags(),
            groups: BTreeSet::from([UniqueId::new("AGPAAAAAAAAAAAAAAAAAA")]),
            attached_policies: vec!["arn:aws:iam::aws:policy/AdministratorAccess".into()],
            password_last_used_at: Some(1_700_000_100),
        }
        .into(),
        Group {
            id: UniqueId::new("AGPAAAAAAAAAAAAAAAAAA"),
            name: "Cashiers".into(),
            path: "/".into(),
            created_at: 1_700_000_002,
            attached_policies: vec![],
        }
        .into(),
        Role {
            id: UniqueId::new("AROAAAAAAAAAAAAAAAAAA"),
            name: "Cashier".into(),
            path: "/".into(),
            created_at: 1_700_000_003,
            trust_policy: PolicyDocument::new(DOCUMENT),
            description: Some("who sells".into()),
            session_seconds_max: 7_200,
            permissions_boundary: None,
            tags: tags(),
            attached_policies: vec![],
        }
        .into(),
        Policy {
            id: UniqueId::new("ANPAAAAAAAAAAAAAAAAAA"),
            name: "ReadMenu".into(),
            path: "/".into(),
            description: None,
            created_at: 1_700_000_004,
            updated_at: 1_700_000_005,
            default_version: 2,
            latest_version: 3,
            tags: tags(),
        }
        .into(),
        PolicyVersion {
            policy: UniqueId::new("ANPAAAAAAAAAAAAAAAAAA"),
            number: 2,
            document: PolicyDocument::new(DOCUMENT),
            created_at: 1_700_000_005,
        }
        .into(),
        InlinePolicy {
            owner: Owner::Role(UniqueId::new("AROAAAAAAAAAAAAAAAAAA")),
            name: "inline".into(),
            document: PolicyDocument::new(DOCUMENT),
        }
        .into(),
        AccessKey {
            id: "AKIAIOSFODNN7EXAMPLE".into(),
            owner: KeyOwner::Root,
            secret: SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into()),
            status: KeyStatus::Inactive,
            created_at: 1_700_000_006,
        }
        .into(),
        InstanceProfile {
            id: UniqueId::new("AIPAAAAAAAAAAAAAAAAAA"),
            name: "web".into(),
            path: "/".into(),
            created_at: 1_700_000_007,
            role: Some(UniqueId::new("AROAAAAAAAAAAAAAAAAAA")),
            tags: tags(),
        }
        .into(),
        MfaDevice {
            serial_number: "arn:aws:iam::000000000042:mfa/alice".into(),
            owner: Some(KeyOwner::User(UniqueId::new("AIDAAAAAAAAAAAAAAAAAA"))),
            enabled_at: Some(1_700_000_012),
            created_at: 1_700_000_011,
            tags: tags(),
            factor: MfaFactor::Virtual(VirtualDevice {
                seed: SecretText::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()),
                drift_steps: -2,
                used_step: Some(56_666_667),
                wrong_codes: 1,
                wrong_step: Some(56_666_668),
            }),
        }
        .into(),
        CredentialReportPart {
            number: 0,
            parts: 2,
            generated_at: 1_700_000_008,
            text: "user,arn\n<root_account>".into(),
        }
        .into(),
        Job {
            id: "2eb6c2b8-7b4c-4c3d-8c13-03b72c8cdfdc".into(),
            created_at: 1_700_000_009,
            asked_by: "root".into(),
            subject: JobSubject::Entity(Owner::Group(UniqueId::new("AGPAAAAAAAAAAAAAAAAAA"))),
            tells_actions: true,
        }
        .into(),
        Usage {
            principal: Principal::Role(UniqueId::new("AROAAAAAAAAAAAAAAAAAA")),
            keys: vec![KeyUse {
                key: "AKIAIOSFODNN7EXAMPLE".into(),
                at: 1_700_000_010,
                service: "iam".into(),
                region: "us-east-1".into(),
            }],
            actions: vec![ActionUse {
                action: "iam:GetUser".into(),
                at: 1_700_000_010,
                region: "us-east-1".into(),
            }],
        }
        .into(),
        SshPublicKey {
            id: UniqueId::new("APKAAAAAAAAAAAAAAAAA"),
            user: UniqueId::new("AIDAAAAAAAAAAAAAAAAAA"),
            body: "ssh-rsa AAAA alice".into(),
            status: KeyStatus::Active,
            uploaded_at: 1_700_000_008,
        }
        .into(),
        SigningCertificate {
            id: UniqueId::new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
            owner: KeyOwner::Root,
            body: "-----BEGIN CERTIFICATE-----".into(),
            status: KeyStatus::Inactive,
            uploaded_at: 1_700_000_009,
        }
        .into(),
        LoginProfile {
            owner: KeyOwner::Root,
            hash: SecretText::new("$argon2id$v=19$m=47104,t=1,p=1$c2FsdA$aGFzaA".into()),
            earlier: vec![SecretText::new("$argon2id$1".into()), SecretText::new("$argon2id$2".into())],
            created_at: 1_700_000_009,
            changed_at: 1_700_000_010,
            reset_required: true,
            used_at: Some(1_700_000_011),
        }
        .into(),
        SignOut { access_key_id: "ASIAAAAAAAAAAAAAAAAA".into(), expires_at: 1_700_003_600 }.into(),
        ServerCertificate {
            id: UniqueId::new("ASCAAAAAAAAAAAAAAAAAA"),
            name: "shop".into(),
            path: "/cloudfront/".into(),
            uploaded_at: 1_700_000_010,
            expires_at: 1_800_000_000,
            body: "-----BEGIN CERTIFICATE-----".into(),
            chain: Some("-----BEGIN CERTIFICATE-----".into()),
            private_key: SecretText::new("-----BEGIN PRIVATE KEY-----".into()),
            tags: tags(),
        }
        .into(),
        ServiceSpecificCredential {
            id: UniqueId::new("ACCAAAAAAAAAAAAAAAAAA"),
            user: UniqueId::new("AIDAAAAAAAAAAAAAAAAAA"),
            service: "bedrock.amazonaws.com".into(),
            service_user_name: "alice-at-000000000042".into(),
            password_digest: [7; 32],
            status: KeyStatus::Active,
            created_at: 1_700_000_011,
            expires_at: Some(1_700_086_411),
        }
        .into(),
        SamlProvider {
            id: UniqueId::new("SAMLAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            name: "Idp".into(),
            created_at: 1_700_000_020,
            valid_until: 4_856_000_020,
            metadata: "<EntityDescriptor entityID=\"https://idp.example.com\"/>".into(),
            encryption: Some(AssertionEncryption::Required),
            private_keys: vec![SamlPrivateKey {
                id: "SAMLBAAAAAAAAAAAAAAAAAAAAAAAAAA".into(),
                added_at: 1_700_000_021,
                pem: SecretText::new("-----BEGIN PRIVATE KEY-----\n".into()),
            }],
            tags: tags(),
        }
        .into(),
        UsedAssertion { id: "5f".repeat(32), expires_at: 1_700_000_022 }.into(),
    ]
}

fn providers() -> [Record; 1] {
    let open_id_connect = OpenIdConnectProvider {
        url: "token.actions.example.com/shop".into(),
        client_ids: vec!["sts.amazonaws.com".into(), "till".into()],
        thumbprints: vec!["6938fd4d98bab03faadb97b34396831e3780aea1".into()],
        created_at: 1_700_000_012,
        tags: tags(),
    };
    [open_id_connect.into()]
}

fn settings() -> [Record; 3] {
    let settings = AccountSettings {
        password_policy: Some(PasswordPolicy {
            length_min: 10,
            require_symbols: true,
            require_numbers: false,
            require_uppercase: true,
            require_lowercase: false,
            allow_users_to_change: true,
            age_days_max: Some(60),
            reuse_prevention: Some(3),
            hard_expiry: Some(false),
        }),
        token_version: TokenVersion::V2,
        role_manager_enabled: true,
        outbound_federation: OutboundFederation { enabled: true, issuer_id: Some("0a1b".into()) },
    };
    let deletion = RoleDeletion {
        task_id: "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/00000000".into(),
        role_arn: "arn:aws:iam::000000000042:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
            .into(),
        created_at: 1_700_000_008,
    };
    let signing = SigningKey {
        id: "thumbprint".into(),
        created_at: 1_700_000_009,
        retired_at: None,
        public: PublicKey::P384 { x: vec![1; 48], y: vec![2; 48] },
        private: Some(SecretAccessKey::new("UEtDUyM4".into())),
    };
    [settings.into(), deletion.into(), signing.into()]
}

#[test]
fn every_released_form_is_still_read_and_the_current_one_still_written() {
    for record in samples().into_iter().chain(settings()).chain(providers()) {
        let kind = record.key().kind;
        let name = format!("v{VERSION}-{}.hex", kind.as_str());
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(&name);
        let written: String = encode(&record).iter().map(|byte| format!("{byte:02x}")).collect();
        if std::env::var_os("UPDATE_GOLDEN").is_some() && !path.exists() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, format!("{written}\n")).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert_eq!(golden.trim(), written, "{name}");
        let bytes: Vec<u8> = (0..golden.trim().len() / 2)
            .map(|at| u8::from_str_radix(&golden[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        assert_eq!(decode(kind, &bytes), Ok(record), "{name}");
    }
}

#[test]
fn settings_keys_and_devices_come_back_whatever_they_leave_out() {
    let retired = SigningKey {
        id: "thumbprint".into(),
        created_at: 1,
        retired_at: Some(2),
        public: PublicKey::Rsa { modulus: vec![0xC0; 256], exponent: vec![1, 0, 1] },
        private: None,
    };
    let unassigned = MfaDevice {
        serial_number: "arn:aws:iam::000000000042:mfa/spare".into(),
        owner: None,
        enabled_at: None,
        created_at: 1,
        tags: Tags::new(),
        factor: MfaFactor::Virtual(VirtualDevice::new(SecretText::new("GEZDGNBV".into()))),
    };
    let key = MfaDevice {
        owner: Some(KeyOwner::Root),
        factor: MfaFactor::SecurityKey(SecurityKey {
            credential_id: vec![1, 0, 255],
            public_key: vec![0xA5],
            sign_count: u32::MAX,
            aaguid: [9; 16],
            certifications: BTreeMap::from([
                ("FIDO".to_owned(), "L1".to_owned()),
                ("FIPS-140-2".to_owned(), "L2".to_owned()),
            ]),
            challenged_at_milliseconds: 1_700_000_000_000,
        }),
        ..unassigned.clone()
    };
    let records: [Record; 4] =
        [AccountSettings::default().into(), retired.into(), unassigned.into(), key.into()];
    for record in records {
        assert_eq!(decode(record.key().kind, &encode(&record)), Ok(record));
    }
}

#[test]
fn what_a_newer_version_wrote_is_refused() {
    let record = samples().remove(1);
    let mut bytes = encode(&record);
    bytes.extend([250, 1, b'x']);
    let error = decode(record.key().kind, &bytes).unwrap_err();
    assert_eq!(error.to_string(), "field 250 is unknown to this version");
    bytes[0] = 9;
    let error = decode(record.key().kind, &bytes).unwrap_err();
    assert_eq!(error.to_string(), "the record has format version 9, this program knows up to 1");
}

#[test]
fn tags_whose_keys_differ_by_case_are_all_kept() {
    let Record::Policy(policy) =
        samples().into_iter().find(|record| record.key().kind == Kind::Policy).unwrap()
    else {
        panic!("no policy among the samples");
    };
    let mut policy = Policy::clone(&policy);
    policy.tags.set_exact("a", "1");
    policy.tags.set_exact("A", "2");
    policy.tags.set_exact("a", "3");
    let record = Record::from(policy.clone());
    assert_eq!(decode(Kind::Policy, &encode(&record)), Ok(record));
    policy.tags.remove_exact("a");
    assert_eq!(policy.tags.iter().last().map(|tag| (&*tag.key, &*tag.value)), Some(("A", "2")));
}
