// SPDX-License-Identifier: Apache-2.0
//! Documents of identity providers, kept for a while: each is fetched by one call at a time, and not more often than
//! its age makes worth while.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use portcullis_service::outside::{DocumentOrder, FetchProblem};
use tokio::sync::{Mutex as Turn, Semaphore};

/// Where a document is kept. Whoever needs it takes turns.
type Place = Arc<Turn<Option<Kept>>>;

type Outcome = Result<Arc<str>, FetchProblem>;

/// The documents that were fetched.
#[derive(Debug)]
pub(super) struct Documents {
    kept: Mutex<BTreeMap<(String, Vec<String>), Place>>,
    /// A permit for each fetch.
    fetching: Semaphore,
}

#[derive(Debug, Clone)]
struct Kept {
    at: Instant,
    outcome: Outcome,
}

/// How long a document is used. A key that a provider withdraws is believed no longer than that.
const USED: Duration = Duration::from_secs(300);

/// How long a document is used when somebody needs it as it is now. Tokens with made-up keys cause no more fetches.
const USED_AS_FRESH: Duration = Duration::from_secs(30);

/// How long a failure is believed, so that a provider that is down does not cost every call its patience.
const FAILED: Duration = Duration::from_secs(5);

/// The most documents that are kept, and the most that are fetched at once.
const KEPT_MAX: usize = 1_024;
const FETCHING_MAX: usize = 64;

impl Documents {
    pub(super) fn new() -> Self {
        Self { kept: Mutex::new(BTreeMap::new()), fetching: Semaphore::new(FETCHING_MAX) }
    }

    /// A document that was kept, or what `fetch` gives. `None` if too many are fetched already.
    pub(super) async fn find<F, Fetched>(&self, order: &DocumentOrder, fetch: F) -> Option<Outcome>
    where
        F: FnOnce() -> Fetched,
        Fetched: Future<Output = Outcome>,
    {
        let place = self.place(order);
        // Others who need the same document wait here for the one who fetches it.
        let mut kept = place.lock().await;
        if let Some(kept) = kept.as_ref().filter(|kept| kept.at.elapsed() < kept.life(order.is_fresh)) {
            return Some(kept.outcome.clone());
        }
        let _permit = self.fetching.try_acquire().ok()?;
        let outcome = fetch().await;
        *kept = Some(Kept { at: Instant::now(), outcome: outcome.clone() });
        Some(outcome)
    }

    fn place(&self, order: &DocumentOrder) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (order.url.clone(), order.thumbprints.clone());
        if kept.len() >= KEPT_MAX && !kept.contains_key(&key) {
            // What nobody waits for can be fetched again.
            kept.retain(|_, place| Arc::strong_count(place) > 1);
        }
        Arc::clone(kept.entry(key).or_default())
    }
}

impl Kept {
    fn life(&self, is_fresh: bool) -> Duration {
        match (&self.outcome, is_fresh) {
            (Err(_), _) => FAILED,
            (Ok(_), true) => USED_AS_FRESH,
            (Ok(_), false) => USED,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn order(url: &str, thumbprint: &str, is_fresh: bool) -> DocumentOrder {
        DocumentOrder { url: url.to_owned(), thumbprints: vec![thumbprint.to_owned()], is_fresh }
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()
    }

    #[test]
    fn a_document_is_fetched_once_for_all_who_need_it() {
        let documents = Arc::new(Documents::new());
        let fetches = Arc::new(AtomicUsize::new(0));
        let runtime = runtime();
        let calls: Vec<_> = (0..20)
            .map(|_| {
                let (documents, fetches) = (Arc::clone(&documents), Arc::clone(&fetches));
                runtime.spawn(async move {
                    let fetch = || async {
                        fetches.fetch_add(1, Ordering::Relaxed);
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        Ok(Arc::from("keys"))
                    };
                    documents.find(&order("https://a", "1", false), fetch).await
                })
            })
            .collect();
        for call in calls {
            assert_eq!(runtime.block_on(call).unwrap(), Some(Ok(Arc::from("keys"))));
        }
        assert_eq!(fetches.load(Ordering::Relaxed), 1);
        // One that is as fresh as that does for those who need it fresh, too. Other thumbprints are other documents.
        for (thumbprint, is_fresh, expected) in [("1", true, "keys"), ("2", false, "other")] {
            let order = order("https://a", thumbprint, is_fresh);
            let found = runtime.block_on(documents.find(&order, || async { Ok(Arc::from("other")) }));
            assert_eq!(found, Some(Ok(Arc::from(expected))), "{thumbprint}");
        }
    }

    #[test]
    fn failures_are_kept_shortly_and_places_are_bounded() {
        let (documents, runtime) = (Documents::new(), runtime());
        let down = || async { Err(FetchProblem::Unreachable) };
        let up = || async { Ok(Arc::from("keys")) };
        let first = order("https://a", "1", false);
        assert_eq!(runtime.block_on(documents.find(&first, down)), Some(Err(FetchProblem::Unreachable)));
        assert_eq!(runtime.block_on(documents.find(&first, up)), Some(Err(FetchProblem::Unreachable)));
        let later = Instant::now().checked_sub(FAILED).unwrap();
        let place = documents.place(&first);
        place.blocking_lock().as_mut().unwrap().at = later;
        assert_eq!(runtime.block_on(documents.find(&first, up)), Some(Ok(Arc::from("keys"))));
        for number in 0..KEPT_MAX * 2 {
            let order = order(&format!("https://{number}"), "1", false);
            assert!(runtime.block_on(documents.find(&order, up)).is_some());
        }
        assert!(documents.kept.lock().unwrap().len() <= KEPT_MAX);
    }
}
