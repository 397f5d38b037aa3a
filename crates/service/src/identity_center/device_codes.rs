// SPDX-License-Identifier: Apache-2.0
//! Devices that wait for a person: kept in memory for ten minutes, because nobody is known yet in whose account they
//! could be stored. What is forgotten, by a restart too, is asked for again; nothing is granted by forgetting.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::context::network;

/// For how many seconds a device may wait.
pub(super) const SECONDS_MAX: i64 = 600;

/// How long a device is told to wait from one question to the next, in seconds. As with AWS's.
pub(super) const INTERVAL_SECONDS: i64 = 1;

/// How many questions may come at once: AWS's CLI asks twice before it waits for the first time.
const BURST: i64 = 5;

/// How many devices may wait at once, and how many of them from one address.
const DEVICES_MAX: usize = 10_000;
const DEVICES_PER_ADDRESS_MAX: usize = 1_000;

/// The devices that wait.
#[derive(Debug)]
pub struct DeviceCodes {
    by_user_code: BTreeMap<String, Device>,
    devices_max: usize,
    devices_per_address_max: usize,
}

impl Default for DeviceCodes {
    fn default() -> Self {
        Self {
            by_user_code: BTreeMap::new(),
            devices_max: DEVICES_MAX,
            devices_per_address_max: DEVICES_PER_ADDRESS_MAX,
        }
    }
}

#[derive(Debug)]
struct Device {
    /// Part of the device code: a user code may come again, a device code does not.
    id: String,
    client_name: String,
    address: IpAddr,
    /// Milliseconds since 1970.
    opened_at: i64,
    state: State,
    /// When the next question would be due if all had kept to the interval, in milliseconds since 1970.
    due_at: i64,
}

#[derive(Debug)]
enum State {
    Waiting,
    Approved(String),
    Denied,
    Used,
}

/// What is asked of the devices that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceOrder {
    /// One more waits.
    Open {
        /// The code that a person types.
        user_code: String,
        /// Part of the device code.
        id: String,
        /// What the client calls itself.
        client_name: String,
        /// Where it asks from.
        address: IpAddr,
    },
    /// Which device a person means.
    Look {
        /// The code that the person typed.
        user_code: String,
    },
    /// A person has decided.
    Settle {
        /// The code that the person typed.
        user_code: String,
        /// The device that the person was shown.
        id: String,
        /// What the device is granted, sealed; `None` if it was denied.
        grant: Option<String>,
    },
    /// The device asks whether somebody has decided.
    Poll {
        /// The device's user code.
        user_code: String,
        /// The other part of its device code.
        id: String,
    },
}

/// What is found of the devices that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceFinding {
    /// Whether there was room for one more.
    Opened(bool),
    /// The device that waits under the code, if one does.
    Waiting(Option<WaitingDevice>),
    /// Whether it still waited.
    Settled(bool),
    /// What a device is told.
    Polled(Polled),
}

/// A device as a person is shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDevice {
    /// Which of those that had or will have this code.
    pub id: String,
    /// What its client calls itself.
    pub client_name: String,
    /// Where it asks from.
    pub address: IpAddr,
}

/// What a device is told that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Polled {
    /// Nobody has decided.
    Waiting,
    /// It asks too often.
    TooSoon,
    /// A person refused.
    Denied,
    /// A person agreed. This is told once.
    Approved(String),
    /// It was told already.
    Used,
    /// It does not wait, or no longer.
    Unknown,
}

impl DeviceCodes {
    /// Does what is ordered, at a time in milliseconds since 1970.
    pub fn answer(&mut self, order: &DeviceOrder, now: i64) -> DeviceFinding {
        match order {
            DeviceOrder::Open { user_code, id, client_name, address } => {
                self.by_user_code.retain(|_, device| device.is_fresh(now));
                let address = network(*address);
                let of_address = self.by_user_code.values().filter(|one| one.address == address).count();
                let is_free = !self.by_user_code.contains_key(user_code)
                    && self.by_user_code.len() < self.devices_max
                    && of_address < self.devices_per_address_max;
                if is_free {
                    let (id, client_name) = (id.clone(), client_name.clone());
                    let state = State::Waiting;
                    let device = Device { id, client_name, address, opened_at: now, state, due_at: now };
                    self.by_user_code.insert(user_code.clone(), device);
                }
                DeviceFinding::Opened(is_free)
            }
            DeviceOrder::Look { user_code } => {
                let device = self.device(user_code, now).filter(|one| matches!(one.state, State::Waiting));
                DeviceFinding::Waiting(device.map(|one| WaitingDevice {
                    id: one.id.clone(),
                    client_name: one.client_name.clone(),
                    address: one.address,
                }))
            }
            DeviceOrder::Settle { user_code, id, grant } => {
                let device = self.device(user_code, now);
                let device = device.filter(|one| one.id == *id && matches!(one.state, State::Waiting));
                let is_waiting = device.is_some();
                if let Some(device) = device {
                    device.state = grant.clone().map_or(State::Denied, State::Approved);
                }
                DeviceFinding::Settled(is_waiting)
            }
            DeviceOrder::Poll { user_code, id } => {
                let device = self.device(user_code, now).filter(|one| one.id == *id);
                DeviceFinding::Polled(device.map_or(Polled::Unknown, |device| device.poll(now)))
            }
        }
    }

    fn device(&mut self, user_code: &str, now: i64) -> Option<&mut Device> {
        self.by_user_code.get_mut(user_code).filter(|device| device.is_fresh(now))
    }
}

impl Device {
    fn is_fresh(&self, now: i64) -> bool {
        now.saturating_sub(self.opened_at) < SECONDS_MAX * 1_000
    }

    fn poll(&mut self, now: i64) -> Polled {
        let interval = INTERVAL_SECONDS * 1_000;
        if self.due_at.saturating_sub(now) >= BURST * interval {
            return Polled::TooSoon;
        }
        self.due_at = self.due_at.max(now).saturating_add(interval);
        match &mut self.state {
            State::Waiting => Polled::Waiting,
            State::Denied => Polled::Denied,
            State::Used => Polled::Used,
            State::Approved(grant) => {
                let grant = std::mem::take(grant);
                self.state = State::Used;
                Polled::Approved(grant)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(number: u32, address: u32) -> DeviceOrder {
        DeviceOrder::Open {
            user_code: format!("CODE-{number}"),
            id: number.to_string(),
            client_name: "cli".into(),
            address: IpAddr::V4(address.into()),
        }
    }

    fn poll(codes: &mut DeviceCodes, id: &str, now: i64) -> Polled {
        let order = DeviceOrder::Poll { user_code: "CODE-1".into(), id: id.into() };
        match codes.answer(&order, now) {
            DeviceFinding::Polled(polled) => polled,
            other => panic!("{other:?}"),
        }
    }

    fn settle(grant: Option<&str>) -> DeviceOrder {
        DeviceOrder::Settle { user_code: "CODE-1".into(), id: "1".into(), grant: grant.map(str::to_owned) }
    }

    #[test]
    fn an_approval_is_told_once_and_only_to_its_device() {
        let mut codes = DeviceCodes::default();
        assert_eq!(codes.answer(&open(1, 1), 0), DeviceFinding::Opened(true));
        assert_eq!(codes.answer(&open(1, 1), 0), DeviceFinding::Opened(false), "a code is one device's");
        assert_eq!(poll(&mut codes, "1", 0), Polled::Waiting);
        assert_eq!(codes.answer(&settle(Some("grant")), 0), DeviceFinding::Settled(true));
        assert_eq!(codes.answer(&settle(None), 0), DeviceFinding::Settled(false), "it is decided once");
        assert_eq!(poll(&mut codes, "2", 0), Polled::Unknown);
        assert_eq!(poll(&mut codes, "1", 0), Polled::Approved("grant".into()));
        assert_eq!(poll(&mut codes, "1", 0), Polled::Used);
    }

    #[test]
    fn who_asks_too_often_is_slowed_down_and_learns_nothing() {
        let mut codes = DeviceCodes::default();
        codes.answer(&open(1, 1), 0);
        for _ in 0..5 {
            assert_eq!(poll(&mut codes, "1", 0), Polled::Waiting);
        }
        assert_eq!(codes.answer(&settle(Some("grant")), 0), DeviceFinding::Settled(true));
        assert_eq!(poll(&mut codes, "1", 0), Polled::TooSoon);
        assert_eq!(poll(&mut codes, "1", 1), Polled::Approved("grant".into()), "the burst is over");
    }

    #[test]
    fn a_device_waits_for_ten_minutes() {
        let mut codes = DeviceCodes::default();
        codes.answer(&open(1, 1), 0);
        assert_eq!(poll(&mut codes, "1", 599_999), Polled::Waiting);
        assert_eq!(poll(&mut codes, "1", 600_000), Polled::Unknown);
        assert_eq!(codes.answer(&settle(Some("grant")), 600_000), DeviceFinding::Settled(false));
    }

    #[test]
    fn how_many_wait_is_bounded_for_each_address_and_for_all() {
        let mut codes = DeviceCodes { devices_max: 10, devices_per_address_max: 3, ..DeviceCodes::default() };
        let mut opened = Vec::new();
        for number in 0..15 {
            let finding = codes.answer(&open(number, number / 5), 0);
            opened.extend((finding == DeviceFinding::Opened(true)).then_some(number));
        }
        assert_eq!(opened, [0, 1, 2, 5, 6, 7, 10, 11, 12]);
        assert_eq!(codes.answer(&open(15, 3), 0), DeviceFinding::Opened(true));
        assert_eq!(codes.answer(&open(16, 4), 0), DeviceFinding::Opened(false), "ten wait");
        assert_eq!(codes.answer(&open(16, 4), 600_000), DeviceFinding::Opened(true));
        assert_eq!(codes.by_user_code.len(), 1, "what is over is forgotten");
    }
}
