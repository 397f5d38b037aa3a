// SPDX-License-Identifier: Apache-2.0
//! Gathers what was used, off the path of the calls, and hands it to the writer from time to time.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Principal;
use portcullis_service::usage::Use;

/// Where calls leave what they used. It never makes a call wait: when there is no room, the use is lost.
pub(crate) struct Uses {
    tray: Arc<Tray>,
    dropped: AtomicU64,
    recent: Recent,
}

/// Some of the uses that were taken a moment ago: who calls often tells the same again and again, which is not news. Each
/// has one place, and one that comes to the place of another takes it.
struct Recent(Box<[Mutex<Option<Use>>]>);

/// How many of them are remembered.
const RECENT: usize = 4_096;

/// For how many seconds a use is no news. What is recorded is not told more exactly than that by far.
const RECENT_SECONDS: i64 = 60;

/// What lies between the calls and the thread that gathers.
#[derive(Default)]
struct Tray {
    waiting: Mutex<Waiting>,
    /// Told when there is much to gather, and to end.
    called: Condvar,
}

#[derive(Default)]
struct Waiting {
    uses: Vec<Use>,
    closing: bool,
    /// Whether nobody gathers any more.
    closed: bool,
}

/// The thread that gathers uses.
pub(crate) struct Gatherer {
    tray: Arc<Tray>,
    thread: JoinHandle<()>,
}

/// How many uses may wait to be gathered.
const WAITING_MAX: usize = 16_384;

/// How many different uses are gathered before they are handed over early.
const GATHERED_MAX: usize = 20_000;

/// How many uses the writer takes at once, so that jobs do not wait long behind them.
const HANDED_MAX: usize = 1_000;

/// How long uses are gathered.
pub(crate) const GATHERING: Duration = Duration::from_secs(60);

impl Uses {
    /// A place for uses.
    pub(crate) fn new() -> Self {
        Self { tray: Arc::default(), dropped: AtomicU64::new(0), recent: Recent::new() }
    }

    /// Takes a use, or counts it as lost.
    pub(crate) fn offer(&self, used: Use) {
        if !self.recent.is_news(&used) {
            return;
        }
        let mut waiting = self.tray.waiting();
        if waiting.closed || waiting.uses.len() >= WAITING_MAX {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            drop(waiting);
            // The next call may find room.
            self.recent.forget(&used);
            return;
        }
        waiting.uses.push(used);
        // Waking the thread for each use would cost the calls more than the use itself.
        if waiting.uses.len() == WAITING_MAX / 2 {
            self.tray.called.notify_one();
        }
    }

    /// How many uses were lost.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Starts the thread. What it gathers within `period` it hands over together.
    pub(crate) fn gather(
        &self,
        period: Duration,
        hand_over: impl Fn(Vec<Use>) + Send + 'static,
    ) -> io::Result<Gatherer> {
        let tray = Arc::clone(&self.tray);
        let run = move || tray.gather(period, hand_over);
        let thread = std::thread::Builder::new().name("usage".to_owned()).spawn(run)?;
        Ok(Gatherer { tray: Arc::clone(&self.tray), thread })
    }
}

impl Recent {
    fn new() -> Self {
        Self((0..RECENT).map(|_| Mutex::default()).collect())
    }

    /// Whether the same was not told within the last seconds.
    fn is_news(&self, used: &Use) -> bool {
        let Some(place) = self.0.get(Self::number(used)) else { return true };
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |known: &Use| {
            (0..RECENT_SECONDS).contains(&used.at.saturating_sub(known.at))
                && (known.action, known.service) == (used.action, used.service)
                && (&known.principal, &known.key) == (&used.principal, &used.key)
                && (known.account, &known.region) == (used.account, &used.region)
        };
        if place.as_ref().is_some_and(is_known) {
            return false;
        }
        *place = Some(used.clone());
        true
    }

    /// Forgets a use that was not taken in the end.
    fn forget(&self, used: &Use) {
        if let Some(place) = self.0.get(Self::number(used)) {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Ids end in what was drawn by chance.
    fn number(used: &Use) -> usize {
        let id = used.principal.id().as_bytes().last_chunk().map_or(0, |end| u64::from_ne_bytes(*end));
        // Spreads them over the upper bits (Knuth's multiplicative method).
        let spread = (id ^ used.action.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(spread >> (u64::BITS - RECENT.ilog2())).unwrap_or_default()
    }
}

impl Gatherer {
    /// Hands over what was gathered, and ends the thread. Uses that come later are lost.
    pub(crate) fn close(self) {
        self.tray.waiting().closing = true;
        self.tray.called.notify_one();
        let _panicked = self.thread.join();
    }
}

impl Tray {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gather(&self, period: Duration, hand_over: impl Fn(Vec<Use>)) {
        let mut gathered = Gathered::default();
        let mut uses = Vec::new();
        let mut due = Instant::now() + period;
        loop {
            let ends = self.take(due, &mut uses);
            uses.drain(..).for_each(|used| gathered.add(used));
            if ends || gathered.0.len() >= GATHERED_MAX || Instant::now() >= due {
                gathered.take().into_iter().for_each(&hand_over);
                due = Instant::now() + period;
            }
            if ends {
                return;
            }
        }
    }

    /// Waits until there is much to gather, or until it is due, and moves it into `uses`, whose memory is used again.
    /// Tells whether these were the last uses.
    fn take(&self, due: Instant, uses: &mut Vec<Use>) -> bool {
        let idle = |waiting: &mut Waiting| waiting.uses.len() < WAITING_MAX / 2 && !waiting.closing;
        let patience = due.saturating_duration_since(Instant::now());
        let waited = self.called.wait_timeout_while(self.waiting(), patience, idle);
        let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
        waiting.closed = waiting.closing;
        std::mem::swap(&mut waiting.uses, uses);
        waiting.closing
    }
}

/// The latest use of each action by each principal and key: in which region, and when.
#[derive(Default)]
struct Gathered(HashMap<Place, (String, i64)>);

type Place = (AccountId, Principal, Option<String>, &'static str, &'static str);

impl Gathered {
    fn add(&mut self, used: Use) {
        let Use { account, principal, key, service, action, region, at } = used;
        match self.0.entry((account, principal, key, service, action)) {
            Entry::Occupied(mut known) if known.get().1 < at => *known.get_mut() = (region, at),
            Entry::Occupied(_) => {}
            Entry::Vacant(free) => {
                free.insert((region, at));
            }
        }
    }

    /// Everything in portions, accounts and principals together.
    fn take(&mut self) -> Vec<Vec<Use>> {
        let mut gathered: Vec<_> = std::mem::take(&mut self.0).into_iter().collect();
        gathered.sort();
        let uses = gathered.into_iter().map(|((account, principal, key, service, action), (region, at))| {
            Use { account, principal, key, service, action, region, at }
        });
        let uses: Vec<Use> = uses.collect();
        uses.chunks(HANDED_MAX).map(<[Use]>::to_vec).collect()
    }
}

#[cfg(test)]
mod tests {
    use portcullis_directory::identifier::UniqueId;

    use super::*;

    fn used(name: u64, action: &'static str, at: i64) -> Use {
        Use {
            account: "111122223333".parse().unwrap(),
            principal: Principal::User(UniqueId::new(format!("AIDA{name}"))),
            key: None,
            service: "iam",
            action,
            region: "us-east-1".to_owned(),
            at,
        }
    }

    #[test]
    fn of_the_same_use_the_latest_is_kept_in_whatever_order_they_come() {
        let mut gathered = Gathered::default();
        for (name, action, at) in [(1, "GetUser", 5), (2, "GetUser", 1), (1, "GetUser", 9), (1, "GetUser", 7)]
        {
            gathered.add(used(name, action, at));
        }
        gathered.add(used(1, "GetRole", 3));
        let taken = gathered.take();
        let told: Vec<_> = taken[0].iter().map(|used| (used.principal.id(), used.action, used.at)).collect();
        assert_eq!(told, [("AIDA1", "GetRole", 3), ("AIDA1", "GetUser", 9), ("AIDA2", "GetUser", 1)]);
        assert!(gathered.take().is_empty());
    }

    #[test]
    fn uses_are_handed_over_at_the_end_in_portions_that_the_writer_can_take() {
        let uses = Uses::new();
        let handed = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&handed);
        let hand_over = move |portion: Vec<Use>| sink.lock().unwrap().push(portion.len());
        let gatherer = uses.gather(Duration::from_secs(3_600), hand_over).unwrap();
        for name in 0..2_500 {
            uses.offer(used(name, "GetUser", 1));
        }
        gatherer.close();
        assert_eq!(*handed.lock().unwrap(), [1_000, 1_000, 500]);
        assert_eq!(uses.dropped(), 0);
        uses.offer(used(0, "GetRole", 1));
        assert_eq!(uses.dropped(), 1, "nobody gathers any more");
    }

    #[test]
    fn what_was_told_within_a_minute_is_not_told_again() {
        let uses = Uses::new();
        let other_key = Use { key: Some("AKIA".to_owned()), ..used(1, "GetUser", 100) };
        for used in [
            used(1, "GetUser", 100),
            used(1, "GetUser", 159),
            used(1, "GetUser", 160),
            used(2, "GetUser", 100),
            used(1, "GetRole", 100),
            other_key,
            // The clock was set back.
            used(2, "GetUser", 50),
        ] {
            uses.offer(used);
        }
        let taken = std::mem::take(&mut uses.tray.waiting().uses);
        assert_eq!(taken.iter().map(|used| used.at).collect::<Vec<_>>(), [100, 160, 100, 100, 100, 50]);
    }

    #[test]
    fn a_use_that_was_lost_is_taken_when_it_is_told_again() {
        let uses = Uses::new();
        for name in 0..u64::try_from(WAITING_MAX).unwrap() {
            uses.offer(used(name, "GetUser", 1));
        }
        uses.offer(used(1, "ListUsers", 2));
        assert_eq!(uses.dropped(), 1);
        uses.tray.waiting().uses.clear();
        for at in [3, 4] {
            uses.offer(used(1, "ListUsers", at));
        }
        assert_eq!(uses.dropped(), 1);
        assert_eq!(uses.tray.waiting().uses, [used(1, "ListUsers", 3)]);
    }

    #[test]
    fn uses_are_handed_over_when_the_period_is_over() {
        let uses = Uses::new();
        let (sink, handed) = std::sync::mpsc::channel();
        let gatherer = uses.gather(Duration::from_millis(5), move |uses| sink.send(uses).unwrap()).unwrap();
        uses.offer(used(1, "GetUser", 1));
        assert_eq!(handed.recv_timeout(Duration::from_secs(60)).unwrap(), [used(1, "GetUser", 1)]);
        gatherer.close();
    }

    #[test]
    fn a_full_queue_loses_uses_and_keeps_nobody_waiting() {
        let uses = Uses::new();
        for name in 0..=WAITING_MAX as u64 {
            uses.offer(used(name, "GetUser", 1));
        }
        assert_eq!(uses.dropped(), 1);
    }
}
