// SPDX-License-Identifier: Apache-2.0
//! Finds what the pure function asks for: new keys, the slow work of hashing passwords, which is bounded, what identity
//! providers publish, and which devices wait for a person.

mod address;
mod documents;
mod fetch;
mod trust;

use std::sync::{Mutex, PoisonError};

use portcullis_service::identity_center::DeviceCodes;
use portcullis_service::outside::{Ask, Finding};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

pub(crate) use self::fetch::Rules;
pub(crate) use self::trust::Roots;

use self::documents::Documents;
use crate::{now, signing};

/// What finds.
#[derive(Debug)]
pub(crate) struct Outside {
    /// A permit for each hash that is worked at: each takes a processor and tens of megabytes.
    hashing: Semaphore,
    /// A permit for each that is worked at or waits for it.
    waiting: Semaphore,
    documents: Documents,
    /// A permit for each code that is shown to a token endpoint.
    exchanging: Semaphore,
    rules: Rules,
    /// The devices that wait for a person.
    devices: Mutex<DeviceCodes>,
}

/// How many hashes may wait for each that is worked at. At tenths of a second each, clients give up on more.
const WAITING_MAX: usize = 32;

/// How many codes are shown to token endpoints at once.
const EXCHANGING_MAX: usize = 64;

impl Outside {
    /// Hashes as many passwords at once as there are processors, and fetches by these rules.
    pub(crate) fn new(rules: Rules) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            hashing: Semaphore::new(processors),
            waiting: Semaphore::new(processors.saturating_mul(WAITING_MAX)),
            documents: Documents::new(),
            exchanging: Semaphore::new(EXCHANGING_MAX),
            rules,
            devices: Mutex::default(),
        }
    }

    /// Finds what was asked for; `None` if there is too much to do, or it cannot be done.
    pub(crate) async fn find(&self, ask: &Ask) -> Option<Finding> {
        match ask {
            Ask::SigningKeys => spawn_blocking(signing::keys).await.ok()?.map(Finding::SigningKeys),
            // A signature goes into an answer that is decided already.
            Ask::Signature(_) => None,
            Ask::Document(order) => {
                let fetch = || fetch::document(&order.url, &order.thumbprints, &self.rules);
                self.documents.find(order, fetch).await.map(Finding::Document)
            }
            Ask::Exchange(order) => {
                let _permit = self.exchanging.try_acquire().ok()?;
                Some(Finding::Exchange(fetch::exchange(order, &self.rules).await))
            }
            Ask::Thumbprint { url } => {
                Some(Finding::Thumbprint(fetch::server_thumbprint(url, &self.rules).await))
            }
            Ask::Device(order) => {
                let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
                Some(Finding::Device(devices.answer(order, now::milliseconds())))
            }
            Ask::PasswordHash { .. } | Ask::PasswordMatch { .. } => self.work(ask.clone()).await,
        }
    }

    async fn work(&self, ask: Ask) -> Option<Finding> {
        let _waiting = self.waiting.try_acquire().ok()?;
        let _hashing = self.hashing.acquire().await.ok()?;
        spawn_blocking(move || ask.work()).await.ok()?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portcullis_directory::record::SecretText;

    #[test]
    fn hashes_beyond_what_may_wait_are_refused_at_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let rules = Rules { private: false, roots: Roots::with(None).unwrap() };
        let mut outside = Outside::new(rules);
        (outside.hashing, outside.waiting) = (Semaphore::new(1), Semaphore::new(1));
        let ask = Ask::PasswordHash { password: SecretText::new("correct horse".into()), salt: [1; 16] };
        let hash = runtime.block_on(outside.find(&ask));
        assert!(matches!(hash, Some(Finding::PasswordHash(_))), "{hash:?}");
        let _taken = outside.waiting.try_acquire().unwrap();
        assert_eq!(runtime.block_on(outside.find(&ask)), None);
    }
}
