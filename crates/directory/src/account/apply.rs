// SPDX-License-Identifier: Apache-2.0
//! Applying changes: total, and keeping the indexes true.

use std::sync::Arc;

use super::{Account, Index};
use crate::change::{Change, Key, Kind};
use crate::identifier::UniqueId;
use crate::record::{
    AccessKey, Group, InlinePolicy, InstanceProfile, Owner, PolicyVersion, Record, Role,
    ServiceSpecificCredential, User,
};

impl Account {
    pub(super) fn change(&mut self, change: &Change) {
        match change {
            Change::Put(record) => self.put(record),
            Change::Remove(key) => self.remove(key),
        }
    }

    fn put(&mut self, record: &Record) {
        match record {
            Record::Account(record) => self.record = Arc::clone(record),
            Record::User(user) => {
                if let Some(before) = self.users.put(Arc::clone(user)) {
                    self.index.remove_user(&before);
                }
                self.index.add_user(user);
            }
            Record::Group(group) => {
                if let Some(before) = self.groups.put(Arc::clone(group)) {
                    self.index.remove_group(&before);
                }
                self.index.add_group(group);
                self.forget_compiled(&Owner::Group(group.id.clone()));
            }
            Record::Role(role) => {
                if let Some(before) = self.roles.put(Arc::clone(role)) {
                    self.index.remove_role(&before);
                }
                self.index.add_role(role);
            }
            Record::Policy(policy) => {
                let before = self.policies.put(Arc::clone(policy));
                self.forget_compiled_by(before.as_deref(), policy);
            }
            Record::PolicyVersion(version) => self.put_version(version),
            Record::InlinePolicy(inline) => self.put_inline(inline),
            Record::AccessKey(key) => {
                if let Some(before) = self.access_keys.get(key.id.as_str()).cloned() {
                    self.index.remove_key(&before);
                }
                let id: Arc<str> = Arc::from(key.id.as_str());
                self.access_keys.insert_mut(Arc::clone(&id), Arc::clone(key));
                self.index.keys_by_owner.0.insert_mut((key.owner.clone(), id));
            }
            Record::InstanceProfile(profile) => {
                if let Some(before) = self.instance_profiles.put(Arc::clone(profile)) {
                    self.index.remove_profile(&before);
                }
                self.index.add_profile(profile);
            }
            Record::MfaDevice(device) => self.mfa.put(device),
            Record::OpenIdConnectProvider(one) => self.federation.put_open_id_connect_provider(one),
            Record::CredentialReportPart(part) => self.reports.put_part(part),
            Record::Job(job) => self.reports.put_job(job),
            Record::LoginProfile(profile) => self.sign_in.put_login_profile(profile),
            Record::SignOut(sign_out) => self.sign_in.put_sign_out(sign_out),
            Record::Usage(usage) => self.reports.put_usage(usage),
            Record::RoleDeletion(deletion) => self.own.put_role_deletion(deletion),
            Record::Settings(settings) => self.own.put_settings(settings),
            Record::SigningKey(key) => self.own.put_signing_key(key),
            Record::SamlProvider(one) => drop(self.saml_providers.put(Arc::clone(one))),
            Record::UsedAssertion(used) => self.used_assertions.put(used),
            Record::ServerCertificate(one) => {
                self.server_certificates.put(Arc::clone(one));
            }
            Record::ServiceSpecificCredential(one) => {
                if let Some(before) = self.service_specific_credentials.put(Arc::clone(one)) {
                    self.index.remove_service_user_name(&before);
                }
                self.index.add_service_user_name(one);
            }
            Record::SigningCertificate(one) => {
                self.signing_certificates.put(Arc::clone(one));
            }
            Record::SshPublicKey(key) => {
                self.ssh_public_keys.put(Arc::clone(key));
            }
        }
    }

    fn put_version(&mut self, version: &Arc<PolicyVersion>) {
        let key = (version.policy.clone(), version.number);
        self.policy_versions.insert_mut(key, Arc::clone(version));
        self.forget_compiled_version(&version.policy, version.number);
    }

    fn put_inline(&mut self, inline: &Arc<InlinePolicy>) {
        let key = (inline.owner.clone(), inline.name.clone());
        self.inline_policies.insert_mut(key, Arc::clone(inline));
        self.forget_compiled(&inline.owner);
    }

    fn remove(&mut self, key: &Key) {
        let id = UniqueId::new(key.id.as_str());
        match key.kind {
            // An account's own record goes only with the account.
            Kind::Account => {}
            Kind::User => {
                if let Some(before) = self.users.remove(&id) {
                    self.index.remove_user(&before);
                }
            }
            Kind::Group => {
                if let Some(before) = self.groups.remove(&id) {
                    self.index.remove_group(&before);
                    self.forget_compiled(&Owner::Group(id));
                }
            }
            Kind::Role => {
                if let Some(before) = self.roles.remove(&id) {
                    self.index.remove_role(&before);
                }
            }
            Kind::Policy => {
                if let Some(before) = self.policies.remove(&id) {
                    self.forget_compiled_with(&before.arn(self.id()));
                }
            }
            Kind::PolicyVersion => {
                if let Some((policy, number)) = key.policy_version_parts() {
                    self.policy_versions.remove_mut(&(policy.clone(), number));
                    self.forget_compiled_version(&policy, number);
                }
            }
            Kind::InlinePolicy => {
                if let Some((owner, name)) = key.inline_policy_parts() {
                    self.forget_compiled(&owner);
                    self.inline_policies.remove_mut(&(owner, name));
                }
            }
            Kind::AccessKey => {
                if let Some(before) = self.access_keys.get(key.id.as_str()).cloned() {
                    self.index.remove_key(&before);
                    self.access_keys.remove_mut(key.id.as_str());
                }
            }
            Kind::InstanceProfile => {
                if let Some(before) = self.instance_profiles.remove(&id) {
                    self.index.remove_profile(&before);
                }
            }
            Kind::MfaDevice => self.mfa.remove(&key.id),
            Kind::OpenIdConnectProvider => self.federation.remove_open_id_connect_provider(&key.id),
            Kind::CredentialReportPart | Kind::Job | Kind::Usage => self.reports.remove(key),
            Kind::LoginProfile => self.sign_in.remove_login_profile(&key.id),
            Kind::SignOut => self.sign_in.remove_sign_out(&key.id),
            Kind::RoleDeletion => self.own.remove_role_deletion(&key.id),
            Kind::Settings => self.own.remove_settings(),
            Kind::SigningKey => self.own.remove_signing_key(&key.id),
            Kind::SamlProvider => drop(self.saml_providers.remove(&id)),
            Kind::UsedAssertion => self.used_assertions.remove(&key.id),
            Kind::ServerCertificate => drop(self.server_certificates.remove(&id)),
            Kind::ServiceSpecificCredential => {
                if let Some(before) = self.service_specific_credentials.remove(&id) {
                    self.index.remove_service_user_name(&before);
                }
            }
            Kind::SigningCertificate => {
                self.signing_certificates.remove(&id);
            }
            Kind::SshPublicKey => {
                self.ssh_public_keys.remove(&id);
            }
        }
    }
}

impl Index {
    fn add_user(&mut self, user: &User) {
        for group in &user.groups {
            self.members.0.insert_mut((group.clone(), user.id.clone()));
        }
        let owner = Owner::User(user.id.clone());
        self.add_policies(&owner, &user.attached_policies, user.permissions_boundary.as_deref());
    }

    fn remove_user(&mut self, user: &User) {
        for group in &user.groups {
            self.members.0.remove_mut(&(group.clone(), user.id.clone()));
        }
        let owner = Owner::User(user.id.clone());
        self.remove_policies(&owner, &user.attached_policies, user.permissions_boundary.as_deref());
    }

    fn add_group(&mut self, group: &Group) {
        self.add_policies(&Owner::Group(group.id.clone()), &group.attached_policies, None);
    }

    fn remove_group(&mut self, group: &Group) {
        self.remove_policies(&Owner::Group(group.id.clone()), &group.attached_policies, None);
    }

    fn add_role(&mut self, role: &Role) {
        let owner = Owner::Role(role.id.clone());
        self.add_policies(&owner, &role.attached_policies, role.permissions_boundary.as_deref());
    }

    fn remove_role(&mut self, role: &Role) {
        let owner = Owner::Role(role.id.clone());
        self.remove_policies(&owner, &role.attached_policies, role.permissions_boundary.as_deref());
    }

    fn remove_key(&mut self, key: &AccessKey) {
        self.keys_by_owner.0.remove_mut(&(key.owner.clone(), Arc::from(key.id.as_str())));
    }

    fn add_profile(&mut self, profile: &InstanceProfile) {
        if let Some(role) = &profile.role {
            self.profiles_by_role.0.insert_mut((role.clone(), profile.id.clone()));
        }
    }

    fn remove_profile(&mut self, profile: &InstanceProfile) {
        if let Some(role) = &profile.role {
            self.profiles_by_role.0.remove_mut(&(role.clone(), profile.id.clone()));
        }
    }

    fn add_service_user_name(&mut self, one: &ServiceSpecificCredential) {
        self.service_user_names.0.insert_mut(service_user_name(one));
    }

    fn remove_service_user_name(&mut self, one: &ServiceSpecificCredential) {
        self.service_user_names.0.remove_mut(&service_user_name(one));
    }

    fn add_policies(&mut self, owner: &Owner, attached: &[String], boundary: Option<&str>) {
        for arn in attached {
            self.attachments.0.insert_mut((arn.clone(), owner.clone()));
        }
        if let Some(arn) = boundary {
            self.boundaries.0.insert_mut((arn.to_owned(), owner.clone()));
        }
    }

    fn remove_policies(&mut self, owner: &Owner, attached: &[String], boundary: Option<&str>) {
        for arn in attached {
            self.attachments.0.remove_mut(&(arn.clone(), owner.clone()));
        }
        if let Some(arn) = boundary {
            self.boundaries.0.remove_mut(&(arn.to_owned(), owner.clone()));
        }
    }
}

fn service_user_name(one: &ServiceSpecificCredential) -> (String, String, UniqueId) {
    (one.service.clone(), one.service_user_name.clone(), one.id.clone())
}
