// SPDX-License-Identifier: Apache-2.0
//! A furnished house: an account with one of everything in it, and everybody who may come to the door. The scripts in
//! `conformance/operations/` are played in it, each in a house as it was furnished.

#![allow(
    unreachable_pub,
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use std::collections::BTreeMap;

use portcullis_directory::Directory;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::AccountRecord;
use portcullis_service::session_token::Claims;

use crate::authenticator::{self, App};
use crate::saml::identity_provider::{self, PROVIDER, ROLE, Signer};
use crate::web_identity::issuer;
use crate::world::{ACCOUNT, Answer, Key, World, document, trust};

/// The account that the stranger comes from.
pub const OTHER: &str = "444455556666";

/// Who may call, in the order of the matrix.
pub const ACTORS: [&str; 13] = [
    "root",
    "admin",
    "reader",
    "keeper",
    "nobody",
    "role",
    "federated",
    "session",
    "guarded",
    "guarded-session",
    "guarded-mfa",
    "stranger",
    "unsigned",
];

const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// What AWS's guide lets users do with their own credentials.
const MANAGE_OWN: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":["iam:GetAccountPasswordPolicy","iam:ListVirtualMFADevices"],"Resource":"*"},
    {"Effect":"Allow","Resource":"arn:aws:iam::*:user/${aws:username}","Action":["iam:ChangePassword","iam:GetUser",
        "iam:CreateAccessKey","iam:DeleteAccessKey","iam:GetAccessKeyLastUsed","iam:ListAccessKeys",
        "iam:UpdateAccessKey","iam:DeleteSigningCertificate","iam:ListSigningCertificates",
        "iam:UpdateSigningCertificate","iam:UploadSigningCertificate","iam:DeleteSSHPublicKey","iam:GetSSHPublicKey",
        "iam:ListSSHPublicKeys","iam:UpdateSSHPublicKey","iam:UploadSSHPublicKey",
        "iam:CreateServiceSpecificCredential","iam:DeleteServiceSpecificCredential",
        "iam:ListServiceSpecificCredentials","iam:ResetServiceSpecificCredential",
        "iam:UpdateServiceSpecificCredential","iam:DeactivateMFADevice","iam:EnableMFADevice","iam:ListMFADevices",
        "iam:ResyncMFADevice"]},
    {"Effect":"Allow","Action":"iam:CreateVirtualMFADevice","Resource":"arn:aws:iam::*:mfa/*"}]}"#;

/// What AWS's guide denies to those who have not given MFA.
const DENY_WITHOUT_MFA: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Resource":"*",
    "NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices",
        "iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"],
    "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;

/// The house, its people's keys, and what scripts say in braces.
pub struct House {
    pub world: World,
    pub keys: BTreeMap<String, Key>,
    pub values: BTreeMap<String, String>,
    furnished: Directory,
    opening: i64,
}

impl House {
    /// Furnishes a house and lets its people in.
    pub fn open() -> Self {
        let (mut world, root) = World::new();
        let furnished = world.directory.clone();
        let keys = [("root".to_owned(), root.clone())].into();
        let opening = world.now;
        let values = texts();
        world.ok(&root, "EnableOutboundWebIdentityFederation");
        let mut house = Self { world, keys, values, furnished, opening };
        house.people();
        house.identities();
        house.policies();
        house.credentials();
        house.account();
        house.sessions();
        house.mfa_devices();
        house.identity_providers();
        house.saml_provider();
        house.furnished = house.world.directory.clone();
        house.opening = house.world.now;
        house
    }

    /// Puts everything back to its place.
    pub fn clear(&mut self) {
        self.world.directory = self.furnished.clone();
        self.world.now = self.opening;
    }

    /// A call by somebody of the house. The script says what the house knows in braces.
    pub fn call(&mut self, actor: &str, operation: &str, parameters: &[(String, String)]) -> Answer {
        let parameters: Vec<_> = parameters.iter().map(|(name, value)| (name, self.filled(value))).collect();
        let more: Vec<(&str, &str)> =
            parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        // Whoever calls often must not come too late with the last call.
        self.world.now = self.opening;
        if actor == "unsigned" {
            return self.world.call_unsigned(operation, &more);
        }
        let key = self.keys.get(actor).unwrap_or_else(|| panic!("`{actor}` is nobody of the house")).clone();
        self.world.call_with(&key, operation, &more)
    }

    /// Gives the account another quota.
    pub fn set_quota(&mut self, quota: Quota, number: u32) {
        let mut record = AccountRecord::clone(crate::seed::account(&self.world).record());
        record.quotas.insert(quota, number);
        crate::seed::put(&mut self.world, record);
    }

    /// A text with the house's values in place of their names.
    pub fn filled(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once('{') else { return text.to_owned() };
        let Some((name, after)) = rest.split_once('}') else { return text.to_owned() };
        let value = self.values.get(name).unwrap_or_else(|| panic!("the house has no `{{{name}}}`"));
        format!("{before}{value}{}", self.filled(after))
    }

    fn root(&mut self, script: &str) -> Answer {
        let root = self.keys["root"].clone();
        self.world.ok(&root, script)
    }

    fn root_with(&mut self, script: &str, more: &[(&str, &str)]) -> Answer {
        let root = self.keys["root"].clone();
        self.world.ok_with(&root, script, more)
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    fn people(&mut self) {
        let root = self.keys["root"].clone();
        for name in ["admin", "reader", "keeper", "nobody", "guarded"] {
            let key = self.world.user(&root, name);
            self.set(&format!("{name}.key"), key.id.clone());
            self.keys.insert(name.to_owned(), key);
        }
        for name in ["admin", "guarded"] {
            self.root(&format!("AttachUserPolicy UserName={name} PolicyArn={ADMINISTRATOR}"));
        }
        self.root("AttachUserPolicy UserName=reader PolicyArn=arn:aws:iam::aws:policy/ReadOnlyAccess");
        self.root_with("PutUserPolicy UserName=keeper PolicyName=own", &[("PolicyDocument", MANAGE_OWN)]);
        self.root_with(
            "PutUserPolicy UserName=guarded PolicyName=mfa",
            &[("PolicyDocument", DENY_WITHOUT_MFA)],
        );
        let stranger_root = self.world.account(OTHER);
        let stranger = self.world.user(&stranger_root, "admin");
        let attach = format!("AttachUserPolicy UserName=admin PolicyArn={ADMINISTRATOR}");
        self.world.ok(&stranger_root, &attach);
        self.keys.insert("stranger".to_owned(), stranger);
    }

    /// Users, groups, roles and instance profiles: some in use, some idle.
    fn identities(&mut self) {
        for script in [
            "CreateUser UserName=bob Path=/staff/ Tags.member.1.Key=team Tags.member.1.Value=blue",
            "CreateUser UserName=idle",
            "CreateGroup GroupName=staff",
            "CreateGroup GroupName=empty",
            "AddUserToGroup GroupName=staff UserName=bob",
            "CreateInstanceProfile InstanceProfileName=web Tags.member.1.Key=team Tags.member.1.Value=blue",
            "CreateInstanceProfile InstanceProfileName=bare",
        ] {
            self.root(script);
        }
        let tag = "Tags.member.1.Key=team Tags.member.1.Value=blue";
        for (role, trusted) in
            [("worker", EC2.to_owned()), ("spare", EC2.to_owned()), ("boss", trust(ACCOUNT))]
        {
            let script = format!("CreateRole RoleName={role} {tag}");
            self.root_with(&script, &[("AssumeRolePolicyDocument", &trusted)]);
        }
        self.root("AddRoleToInstanceProfile InstanceProfileName=web RoleName=worker");
        self.root(&format!("AttachRolePolicy RoleName=boss PolicyArn={ADMINISTRATOR}"));
        self.root("CreateServiceLinkedRole AWSServiceName=ecs.amazonaws.com");
        self.root("CreateServiceLinkedRole AWSServiceName=autoscaling.amazonaws.com");
        let deletion = self.root("DeleteServiceLinkedRole RoleName=AWSServiceRoleForAutoScaling");
        self.set("task", deletion.get("DeletionTaskId"));
    }

    fn policies(&mut self) {
        let notes = document("Allow s3:GetObject *");
        let tag = "Tags.member.1.Key=team Tags.member.1.Value=blue";
        for (name, policy) in [("policy", "notes"), ("loose", "loose")] {
            let script = format!("CreatePolicy PolicyName={policy} {tag}");
            let arn = self.root_with(&script, &[("PolicyDocument", &notes)]).get("Arn");
            self.set(name, arn);
        }
        let arn = self.values["policy"].clone();
        self.root_with(&format!("CreatePolicyVersion PolicyArn={arn}"), &[("PolicyDocument", &notes)]);
        for (kind, name) in [("User", "bob"), ("Group", "staff"), ("Role", "worker")] {
            let script = format!("Put{kind}Policy {kind}Name={name} PolicyName=inline");
            self.root_with(&script, &[("PolicyDocument", &notes)]);
            self.root(&format!("Attach{kind}Policy {kind}Name={name} PolicyArn={arn}"));
            if kind != "Group" {
                let script =
                    format!("Put{kind}PermissionsBoundary {kind}Name={name} PermissionsBoundary={arn}");
                self.root(&script);
            }
        }
    }

    /// The keys and certificates of two users, of whom one may keep her own.
    fn credentials(&mut self) {
        let root = self.keys["root"].clone();
        let made = self.world.ok(&root, "CreateAccessKey UserName=bob");
        self.set("bob.key", made.get("AccessKeyId"));
        let (ssh, certificates) = (["ssh.1", "ssh.2"], ["certificate.1", "certificate.2"]);
        for ((user, ssh), certificate) in ["bob", "keeper"].into_iter().zip(ssh).zip(certificates) {
            let body = self.values[ssh].clone();
            let upload = format!("UploadSSHPublicKey UserName={user}");
            let made = self.world.ok_with(&root, &upload, &[("SSHPublicKeyBody", &body)]);
            self.set(&format!("{user}.ssh"), made.get("SSHPublicKeyId"));
            let body = self.values[certificate].clone();
            let upload = format!("UploadSigningCertificate UserName={user}");
            let made = self.world.ok_with(&root, &upload, &[("CertificateBody", &body)]);
            self.set(&format!("{user}.certificate"), made.get("CertificateId"));
            let password = self.values["password"].clone();
            self.root(&format!("CreateLoginProfile UserName={user} Password={password}"));
            let create = "ServiceName=codecommit.amazonaws.com";
            let create = format!("CreateServiceSpecificCredential UserName={user} {create}");
            let made = self.world.ok(&root, &create);
            self.set(&format!("{user}.credential"), made.get("ServiceSpecificCredentialId"));
        }
        let (leaf, key) = (self.values["leaf"].clone(), self.values["leaf.key"].clone());
        let tag = "Tags.member.1.Key=team Tags.member.1.Value=blue";
        let upload = format!("UploadServerCertificate ServerCertificateName=site {tag}");
        self.root_with(&upload, &[("CertificateBody", &leaf), ("PrivateKey", &key)]);
    }

    /// A SAML provider, a role for its people, and what it says of one of them.
    fn saml_provider(&mut self) {
        let document = identity_provider::metadata();
        let create = "CreateSAMLProvider Name=Idp Tags.member.1.Key=team Tags.member.1.Value=blue";
        self.root_with(create, &[("SAMLMetadataDocument", &document)]);
        let trust = crate::saml::trust(r#""sts:AssumeRoleWithSAML""#, "{}");
        self.root_with("CreateRole RoleName=Reader", &[("AssumeRolePolicyDocument", &trust)]);
        let one = identity_provider::Response::new(self.world.now + 1);
        let forged = one.around(&identity_provider::signed(&one.assertion(), &one.id, Signer::Stranger));
        let other = one.clone().aws("Role", &[&format!("{ROLE}s,{PROVIDER}")]);
        let late = identity_provider::Response { issued_at: one.now - 400, ..one.clone() };
        for (name, response) in [
            ("assertion", one.assertion_signed()),
            ("assertion.forged", forged),
            ("assertion.late", late.assertion_signed()),
            ("assertion.of-another-role", other.assertion_signed()),
        ] {
            self.set(name, identity_provider::encode(&response));
        }
        self.set("metadata", document);
        self.set("metadata.unreadable", "x".repeat(1_000));
    }

    /// A device that nobody has, one each of two users, and a security key; with codes that were never used.
    fn mfa_devices(&mut self) {
        let root = self.keys["root"].clone();
        let tag = "Tags.member.1.Key=team Tags.member.1.Value=blue";
        for user in ["bob", "keeper"] {
            let app = authenticator::assigned(&mut self.world, &root, user, user);
            self.set(&format!("{user}.phone"), app.serial.clone());
            self.codes(user, &app);
        }
        let app = App::new(&self.root(&format!("CreateVirtualMFADevice VirtualMFADeviceName=phone {tag}")));
        self.set("phone", app.serial.clone());
        self.codes("phone", &app);
        let serial = authenticator::security_key(&mut self.world, "bob");
        self.set("bob.security-key", serial);
    }

    /// A provider, a role that trusts those whom it vouches for, and tokens.
    fn identity_providers(&mut self) {
        issuer::publish(&mut self.world, issuer::URL);
        let provider = format!(
            "CreateOpenIDConnectProvider Url={} ClientIDList.member.1={} ThumbprintList.member.1={} \
             Tags.member.1.Key=team Tags.member.1.Value=blue",
            issuer::URL,
            issuer::CLIENT,
            "a".repeat(40)
        );
        let arn = self.root(&provider).get("OpenIDConnectProviderArn");
        self.set("oidc", arn);
        self.set("oidc.url", issuer::URL);
        let trusted = issuer::trust("\"sts:AssumeRoleWithWebIdentity\"", "");
        self.root_with("CreateRole RoleName=web", &[("AssumeRolePolicyDocument", &trusted)]);
        let claims = issuer::Claims::at(self.world.now);
        self.set("token", claims.sign("ES256"));
        self.set("token.other-audience", claims.clone().with("aud", "\"other\"").sign("ES256"));
        self.set("token.expired", claims.with("exp", "1767000000").sign("ES256"));
    }

    fn codes(&mut self, name: &str, app: &App) {
        let later = self.world.now + 300;
        self.set(&format!("{name}.code.1"), app.code(later));
        self.set(&format!("{name}.code.2"), app.code(later + 30));
    }

    /// What an account has as a whole.
    fn account(&mut self) {
        for script in [
            "CreateAccountAlias AccountAlias=the-house",
            "UpdateAccountPasswordPolicy MinimumPasswordLength=12",
            "GenerateCredentialReport",
        ] {
            self.root(script);
        }
        let admin = self.keys["admin"].clone();
        let generate = format!("GenerateServiceLastAccessedDetails Arn=arn:aws:iam::{ACCOUNT}:role/worker");
        let job = self.world.ok(&admin, &generate).get("JobId");
        self.set("admin.job", job);
        let nobody = self.keys["nobody"].clone();
        let denied = self.world.call(&nobody, "ListUsers").message.expect("a denial has its message");
        self.set("message", denied);
    }

    fn sessions(&mut self) {
        let admin = self.keys["admin"].clone();
        let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/boss RoleSessionName=s1");
        let role = self.world.ok(&admin, &assume).credentials();
        self.keys.insert("role".to_owned(), role);
        let all = document("Allow * *");
        let guest = self.world.ok_with(&admin, "GetFederationToken Name=guest", &[("Policy", &all)]);
        self.keys.insert("federated".to_owned(), guest.credentials());
        let session = self.world.ok(&admin, "GetSessionToken").credentials();
        self.keys.insert("session".to_owned(), session);
        let guarded = self.keys["guarded"].clone();
        let plain = self.world.ok(&guarded, "GetSessionToken").credentials();
        let with_mfa = self.given_mfa(&plain);
        self.keys.insert("guarded-session".to_owned(), plain);
        self.keys.insert("guarded-mfa".to_owned(), with_mfa);
    }

    /// The same session, as if its user had given MFA.
    fn given_mfa(&mut self, session: &Key) -> Key {
        let keys = &self.world.settings.token_keys;
        let claims = keys.open(session.token.as_deref().unwrap(), self.world.now).unwrap();
        let claims = Claims { mfa_at: Some(claims.issued_at), ..claims };
        let moment = self.world.moment();
        let token = self.world.settings.token_keys.seal(&moment, &claims, 0).unwrap();
        Key { token: Some(token), ..session.clone() }
    }
}

/// The texts that scripts need and cannot hold.
fn texts() -> BTreeMap<String, String> {
    let long = document(&format!("Allow s3:GetObject arn:aws:s3:::{}", "x".repeat(7_000)));
    let nobody = trust(&format!("arn:aws:iam::{ACCOUNT}:user/no-such-user"));
    let long_trust =
        EC2.replace("sts:AssumeRole\"", &format!("sts:AssumeRole\",\"Sid\":\"{}\"", "x".repeat(2_100)));
    let texts = [
        ("account", ACCOUNT),
        ("arn", &format!("arn:aws:iam::{ACCOUNT}")),
        ("password", "Correct-Horse-1"),
        ("trust", EC2),
        ("trust.of-account", &trust(ACCOUNT)),
        ("trust.of-no-such-user", &nobody),
        ("trust.long", &long_trust),
        ("document", &document("Allow s3:GetObject *")),
        ("document.long", &long),
        ("document.unreadable", "{"),
        ("ssh.1", include_str!("../keys/ssh-rsa-2048.pub")),
        ("ssh.2", include_str!("../keys/ssh-rsa-other-1.pub")),
        ("ssh.3", include_str!("../keys/ssh-rsa-other-2.pub")),
        ("ssh.weak", include_str!("../keys/ssh-rsa-1024.pub")),
        ("ssh.ed25519", include_str!("../keys/ssh-ed25519.pub")),
        ("leaf", include_str!("../certificates/leaf.pem")),
        ("leaf.key", include_str!("../certificates/leaf-key.pem")),
        ("leaf.expired", include_str!("../certificates/leaf-expired.pem")),
        ("certificate.1", include_str!("../certificates/self-p256.pem")),
        ("certificate.2", include_str!("../certificates/self-p384.pem")),
        ("certificate.3", include_str!("../certificates/self-p521.pem")),
        ("other.key", include_str!("../certificates/self-p256-key.pem")),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}
