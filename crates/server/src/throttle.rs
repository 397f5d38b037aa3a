// SPDX-License-Identifier: Apache-2.0
//! Slows down those who try to sign in again and again. Nobody is locked out: it is forgotten within minutes, and what
//! others do never keeps the root user out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use portcullis_service::context::network;
use portcullis_service::sign_in::Attempt;

/// The failures of somebody, of an address, or of somebody at an address.
#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    /// How many attempts are being judged: each may turn out to be one more.
    pending: u32,
}

impl Failures {
    fn is_remembered(&self, now: Instant) -> bool {
        self.pending > 0 || now < self.last + MEMORY
    }
}

/// Who failed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Subject {
    Address(IpAddr),
    Name(String),
    NameAtAddress(String, IpAddr),
}

impl Subject {
    /// How many failures are free, and how long one waits at most after more.
    fn allowance(&self) -> (u32, Duration) {
        match self {
            Self::NameAtAddress(..) => (5, Duration::from_secs(300)),
            Self::Address(_) => (50, Duration::from_secs(300)),
            // Somebody's name is tried from everywhere when it is attacked, and its owner must still come in.
            Self::Name(_) => (20, Duration::from_secs(30)),
        }
    }
}

/// After how long failures are forgotten.
const MEMORY: Duration = Duration::from_secs(900);

/// How many subjects are remembered. When there are more, the oldest are forgotten.
const SUBJECTS_MAX: usize = 50_000;

/// What is remembered of failed attempts.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<HashMap<Subject, Failures>>);

/// An attempt that is being judged. It counts as a failure until it is dropped: many that come at once get no more tries
/// than as many one after the other.
#[derive(Debug)]
pub(crate) struct Judging<'a> {
    throttle: &'a Throttle,
    subjects: Vec<Subject>,
}

impl Drop for Judging<'_> {
    fn drop(&mut self) {
        let mut known = self.throttle.0.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in &self.subjects {
            if let Some(failures) = known.get_mut(subject) {
                failures.pending = failures.pending.saturating_sub(1);
                if failures.pending == 0 && failures.count == 0 {
                    known.remove(subject);
                }
            }
        }
    }
}

impl Throttle {
    /// Lets an attempt be judged, or says how long to wait before it may be made.
    pub(crate) fn begin(
        &self,
        attempt: &Attempt,
        address: IpAddr,
        now: Instant,
    ) -> Result<Judging<'_>, Duration> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let subjects = subjects(attempt, address);
        let waits = subjects.iter().filter_map(|subject| known.get(subject)?.wait(subject, now));
        if let Some(wait) = waits.max() {
            return Err(wait);
        }
        for subject in &subjects {
            let none = Failures { count: 0, last: now, pending: 0 };
            let failures = known.entry(subject.clone()).or_insert(none);
            failures.pending = failures.pending.saturating_add(1);
        }
        if known.len() > SUBJECTS_MAX {
            forget(&mut known, now);
        }
        Ok(Judging { throttle: self, subjects })
    }

    /// Remembers how an attempt ended.
    pub(crate) fn note(&self, attempt: &Attempt, address: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in subjects(attempt, address) {
            if attempt.proven {
                // An address that found one password is not forgiven the others.
                if !matches!(subject, Subject::Address(_))
                    && let Some(failures) = known.get_mut(&subject)
                {
                    failures.count = 0;
                }
                continue;
            }
            let none = Failures { count: 0, last: now, pending: 0 };
            let failures = known.entry(subject).or_insert(none);
            let is_fresh = now < failures.last + MEMORY;
            failures.count = if is_fresh { failures.count.saturating_add(1) } else { 1 };
            failures.last = now;
        }
        if known.len() > SUBJECTS_MAX {
            forget(&mut known, now);
        }
    }
}

impl Failures {
    /// How long the subject has to wait, if it has to.
    fn wait(&self, subject: &Subject, now: Instant) -> Option<Duration> {
        let (free, most) = subject.allowance();
        let count = if now < self.last + MEMORY { self.count } else { 0 };
        let beyond = count.saturating_add(self.pending).checked_sub(free)?;
        let pause = Duration::from_secs(1_u64 << beyond.min(20)).min(most);
        // What is being judged is as recent as can be.
        let since = if self.pending > 0 { now } else { self.last };
        (since + pause).checked_duration_since(now).filter(|left| !left.is_zero())
    }
}

fn forget(known: &mut HashMap<Subject, Failures>, now: Instant) {
    known.retain(|_, failures| failures.is_remembered(now));
    if known.len() > SUBJECTS_MAX {
        let mut times: Vec<Instant> = known.values().map(|failures| failures.last).collect();
        times.sort_unstable();
        let middle = times.get(times.len() / 2).copied().unwrap_or(now);
        known.retain(|_, failures| failures.pending > 0 || failures.last > middle);
    }
}

fn subjects(attempt: &Attempt, address: IpAddr) -> Vec<Subject> {
    let address = network(address);
    let mut subjects = vec![Subject::Address(address), Subject::NameAtAddress(attempt.who.clone(), address)];
    if !attempt.as_root {
        subjects.push(Subject::Name(attempt.who.clone()));
    }
    subjects
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(who: &str, as_root: bool) -> Attempt {
        Attempt { who: who.to_owned(), as_root, proven: false }
    }

    impl Throttle {
        /// How long to wait before this attempt may be made; `None` if it may be made now.
        fn wait(&self, attempt: &Attempt, address: IpAddr, now: Instant) -> Option<Duration> {
            self.begin(attempt, address, now).err()
        }
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_failure_beyond_the_free_ones_doubles_the_wait_up_to_its_most() {
        let (throttle, bob, here) = (Throttle::default(), attempt("1/bob", false), address("10.0.0.1"));
        let mut now = Instant::now();
        let mut waits = Vec::new();
        for _ in 0..16 {
            throttle.note(&bob, here, now);
            let wait = throttle.wait(&bob, here, now).unwrap_or_default();
            waits.push(wait.as_secs());
            now += wait;
        }
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(throttle.wait(&bob, here, now + MEMORY), None, "it is forgotten");
    }

    #[test]
    fn a_success_forgives_the_name_and_not_the_address() {
        let (throttle, now, here) = (Throttle::default(), Instant::now(), address("2001:db8::1"));
        for number in 0..60 {
            throttle.note(&attempt(&format!("1/{number}"), false), here, now);
        }
        let neighbour = address("2001:db8::ffff");
        assert!(throttle.wait(&attempt("1/new", false), neighbour, now).is_some());
        throttle.note(&Attempt { proven: true, ..attempt("1/new", false) }, here, now);
        assert!(throttle.wait(&attempt("1/new", false), here, now).is_some());
        assert_eq!(throttle.wait(&attempt("1/new", false), address("2001:db8:0:1::1"), now), None);
    }

    #[test]
    fn what_others_do_slows_a_user_a_little_and_the_root_user_not_at_all() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for number in 0..200_u8 {
            for who in [attempt("1/bob", false), attempt("root@example.com", true)] {
                throttle.note(&who, address(&format!("10.0.1.{number}")), now);
            }
        }
        let home = address("192.0.2.1");
        assert_eq!(throttle.wait(&attempt("1/bob", false), home, now), Some(Duration::from_secs(30)));
        assert_eq!(throttle.wait(&attempt("root@example.com", true), home, now), None);
    }

    #[test]
    fn attempts_at_once_get_no_more_tries_than_one_after_the_other() {
        let (throttle, bob, here) = (Throttle::default(), attempt("1/bob", false), address("10.0.0.1"));
        let now = Instant::now();
        let mut judged: Vec<Judging<'_>> = Vec::new();
        for _ in 0..5 {
            judged.push(throttle.begin(&bob, here, now).unwrap());
        }
        assert!(throttle.begin(&bob, here, now).is_err(), "five are free, and none is judged yet");
        assert!(throttle.begin(&attempt("1/eve", false), here, now).is_ok(), "others are free");
        // Those that fail stay failures; one that was never judged is none.
        for _ in 0..4 {
            throttle.note(&bob, here, now);
        }
        judged.clear();
        let last = throttle.begin(&bob, here, now).unwrap();
        throttle.note(&bob, here, now);
        drop(last);
        assert_eq!(throttle.wait(&bob, here, now), Some(Duration::from_secs(1)));
        // A success forgives those before it, and those that are still judged count on.
        let later = now + Duration::from_secs(1);
        let (one, other) = (throttle.begin(&bob, here, later).unwrap(), throttle.begin(&bob, here, later));
        assert!(other.is_err());
        throttle.note(&Attempt { proven: true, ..bob.clone() }, here, later);
        drop(one);
        assert_eq!(throttle.wait(&bob, here, later), None);
        assert_eq!(throttle.0.lock().unwrap().len(), 1, "only the address is remembered");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (throttle, mut now) = (Throttle::default(), Instant::now());
        for number in 0..40_000_u32 {
            now += Duration::from_millis(1);
            throttle.note(&attempt(&number.to_string(), true), IpAddr::V4(number.into()), now);
        }
        assert!(throttle.0.lock().unwrap().len() <= SUBJECTS_MAX);
    }
}
