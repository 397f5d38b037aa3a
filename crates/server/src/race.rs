// SPDX-License-Identifier: Apache-2.0
//! Waits for the first of two things.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Which of two came first.
pub(crate) enum First<A, B> {
    /// The one named first; it also wins a tie.
    Left(A),
    /// The other.
    Right(B),
}

/// Waits until one of two futures is ready and drops the other. The one named first is asked only when something has
/// woken it, so that it costs nothing however often the other wakes.
pub(crate) async fn race<A: Future, B: Future>(left: A, right: B) -> First<A::Output, B::Output> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    let bell = Arc::new(Bell { rung: AtomicBool::new(true), whom: Mutex::new(None) });
    let waker = Waker::from(Arc::clone(&bell));
    let mut known: Option<Waker> = None;
    poll_fn(|context| {
        if known.as_ref().is_none_or(|known| !known.will_wake(context.waker())) {
            known = Some(context.waker().clone());
            bell.wakes(context.waker());
        }
        if bell.has_rung()
            && let Poll::Ready(output) = left.as_mut().poll(&mut Context::from_waker(&waker))
        {
            return Poll::Ready(First::Left(output));
        }
        right.as_mut().poll(context).map(First::Right)
    })
    .await
}

/// Notes that it was rung, and wakes somebody.
struct Bell {
    rung: AtomicBool,
    whom: Mutex<Option<Waker>>,
}

impl Bell {
    fn wakes(&self, whom: &Waker) {
        *self.whom.lock().unwrap_or_else(PoisonError::into_inner) = Some(whom.clone());
    }

    /// Whether it was rung since this was asked the last time.
    fn has_rung(&self) -> bool {
        // Looking is much quicker than taking back.
        self.rung.load(Ordering::Acquire) && self.rung.swap(false, Ordering::AcqRel)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        let whom = self.whom.lock().unwrap_or_else(PoisonError::into_inner).clone();
        whom.iter().for_each(Waker::wake_by_ref);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn the_left_one_is_asked_first_and_then_only_when_it_is_woken() {
        let (asked, woken) = (Cell::new(0), Cell::new(None));
        let left = poll_fn(|context| {
            asked.set(asked.get() + 1);
            woken.set(Some(context.waker().clone()));
            if asked.get() == 2 { Poll::Ready(()) } else { Poll::Pending }
        });
        let mut race = pin!(race(left, std::future::pending::<()>()));
        for _ in 0..3 {
            assert!(poll(race.as_mut()).is_pending());
            assert_eq!(asked.get(), 1);
        }
        woken.take().unwrap().wake();
        assert!(matches!(poll(race.as_mut()), Poll::Ready(First::Left(()))));
    }

    #[test]
    fn the_left_one_wins_a_tie() {
        let mut race = pin!(race(async {}, async {}));
        assert!(matches!(poll(race.as_mut()), Poll::Ready(First::Left(()))));
        let mut other = pin!(super::race(std::future::pending::<()>(), async {}));
        assert!(matches!(poll(other.as_mut()), Poll::Ready(First::Right(()))));
    }
}
