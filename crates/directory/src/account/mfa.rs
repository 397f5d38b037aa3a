// SPDX-License-Identifier: Apache-2.0
//! The MFA devices of an account, found by serial number, by owner and by credential; and what it requires of them.

use std::ops::Bound;
use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use super::{Account, Refusal, Set};
use crate::quota::Quota;
use crate::record::{KeyOwner, MfaDevice, MfaFactor, Record};

/// The part of an account that this file keeps.
#[derive(Debug, Clone)]
pub(super) struct Mfa {
    by_serial: RedBlackTreeMapSync<String, Arc<MfaDevice>>,
    /// Serial numbers without case, in which no two devices are the same.
    serials: Set<(String, String)>,
    by_owner: Set<(KeyOwner, String)>,
    by_credential: Set<(Vec<u8>, String)>,
}

impl Default for Mfa {
    fn default() -> Self {
        Self {
            by_serial: RedBlackTreeMapSync::new_sync(),
            serials: Set::default(),
            by_owner: Set::default(),
            by_credential: Set::default(),
        }
    }
}

impl PartialEq for Mfa {
    fn eq(&self, other: &Self) -> bool {
        self.by_serial == other.by_serial
            && self.serials == other.serials
            && self.by_owner == other.by_owner
            && self.by_credential == other.by_credential
    }
}

impl Mfa {
    pub(super) fn put(&mut self, device: &Arc<MfaDevice>) {
        let serial = device.serial_number.clone();
        self.remove(&serial);
        self.serials.0.insert_mut((serial.to_ascii_lowercase(), serial.clone()));
        if let Some(owner) = &device.owner {
            self.by_owner.0.insert_mut((owner.clone(), serial.clone()));
        }
        if let MfaFactor::SecurityKey(key) = &device.factor {
            self.by_credential.0.insert_mut((key.credential_id.clone(), serial.clone()));
        }
        self.by_serial.insert_mut(serial, Arc::clone(device));
    }

    pub(super) fn remove(&mut self, serial: &str) {
        let Some(before) = self.by_serial.get(serial).cloned() else { return };
        let serial = before.serial_number.clone();
        self.serials.0.remove_mut(&(serial.to_ascii_lowercase(), serial.clone()));
        if let Some(owner) = &before.owner {
            self.by_owner.0.remove_mut(&(owner.clone(), serial.clone()));
        }
        if let MfaFactor::SecurityKey(key) = &before.factor {
            self.by_credential.0.remove_mut(&(key.credential_id.clone(), serial.clone()));
        }
        self.by_serial.remove_mut(&serial);
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        self.by_serial.values().map(|device| Record::MfaDevice(Arc::clone(device)))
    }
}

impl Account {
    /// Every MFA device, in the order of their serial numbers without case.
    pub fn mfa_devices(&self) -> impl Iterator<Item = &Arc<MfaDevice>> {
        self.mfa.serials.0.iter().filter_map(|(_, serial)| self.mfa.by_serial.get(serial))
    }

    /// The MFA device with this serial number.
    pub fn mfa_device(&self, serial_number: &str) -> Option<&Arc<MfaDevice>> {
        self.mfa.by_serial.get(serial_number)
    }

    /// The MFA devices of an owner, in the order of their serial numbers.
    pub fn mfa_devices_of(&self, owner: &KeyOwner) -> impl Iterator<Item = &Arc<MfaDevice>> {
        let (owner, first) = (owner.clone(), (owner.clone(), String::new()));
        let entries = self.mfa.by_owner.0.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |(of, _)| *of == owner).filter_map(|(_, serial)| self.mfa_device(serial))
    }

    /// The security key with this credential id.
    pub fn security_key(&self, credential_id: &[u8]) -> Option<&Arc<MfaDevice>> {
        let first = (credential_id.to_vec(), String::new());
        let (of, serial) =
            self.mfa.by_credential.0.range((Bound::Included(first), Bound::Unbounded)).next()?;
        self.mfa_device(serial).filter(|_| of == credential_id)
    }

    /// The virtual MFA device with this serial number.
    ///
    /// # Errors
    /// There is none.
    pub fn require_virtual_mfa_device(&self, serial_number: &str) -> Result<&Arc<MfaDevice>, Refusal> {
        let found = self.mfa_device(serial_number);
        found.filter(|device| matches!(device.factor, MfaFactor::Virtual(_))).ok_or_else(|| {
            Refusal::NoSuchEntity(format!(
                "VirtualMFADevice with serial number {serial_number} does not exist."
            ))
        })
    }

    /// The MFA device with this serial number that belongs to this owner.
    ///
    /// # Errors
    /// There is none of this serial number, or it is not this owner's.
    pub fn require_mfa_device_of(
        &self,
        owner: &KeyOwner,
        serial_number: &str,
    ) -> Result<&Arc<MfaDevice>, Refusal> {
        let found = match self.mfa_device(serial_number) {
            Some(found) => found,
            None => self.require_virtual_mfa_device(serial_number)?,
        };
        if found.owner.as_ref() == Some(owner) {
            return Ok(found);
        }
        Err(Refusal::NoSuchEntity("MFA Device invalid for user.".to_owned()))
    }

    /// That no MFA device has this serial number, and that the account may have one more virtual device. AWS lets an
    /// account have as many as users.
    ///
    /// # Errors
    /// One has it, perhaps in another case, or there are as many as may be.
    pub fn require_room_for_virtual_mfa_device(&self, serial_number: &str) -> Result<(), Refusal> {
        let first = (serial_number.to_ascii_lowercase(), String::new());
        let next = self.mfa.serials.0.range((Bound::Included(first.clone()), Bound::Unbounded)).next();
        if next.is_some_and(|(serial, _)| *serial == first.0) {
            return Err(Refusal::EntityAlreadyExists(
                "MFADevice entity at the same path and name already exists.".to_owned(),
            ));
        }
        let number = self.quota(Quota::Users);
        let virtual_devices = self.mfa.by_serial.size().saturating_sub(self.mfa.by_credential.0.size());
        if virtual_devices < number {
            return Ok(());
        }
        Err(Refusal::LimitExceeded(format!("Cannot exceed quota for MFADevices: {number}")))
    }

    /// That an owner may have one more MFA device.
    ///
    /// # Errors
    /// The quota is used up.
    pub fn require_room_for_mfa_device(&self, owner: &KeyOwner) -> Result<(), Refusal> {
        self.require_room(Quota::MfaDevicesPerUser, self.mfa_devices_of(owner).count())
    }
}
