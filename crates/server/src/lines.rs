// SPDX-License-Identifier: Apache-2.0
//! Writes lines on a thread of their own, so that a slow disk or terminal holds up no request.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Where lines go.
pub(crate) trait Sink: Send + 'static {
    /// Writes whole lines, all or none of them.
    fn write(&mut self, lines: &str) -> io::Result<()>;

    /// Makes what was written durable; called once, at the end.
    fn finish(&mut self) -> io::Result<()>;
}

/// What happens to lines that cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnFailure {
    /// They are given up and counted.
    Drop,
    /// They are kept and written again and again until it works.
    Retry,
}

/// Lines that wait, and the thread that writes them.
pub(crate) struct Lines {
    state: Arc<State>,
    capacity: usize,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct State {
    waiting: Mutex<Waiting>,
    /// Told when the first line comes, and to end.
    called: Condvar,
    broken: AtomicBool,
    dropped: AtomicU64,
    closing: AtomicBool,
}

/// Whole lines in one text, which is written as it is.
#[derive(Default)]
struct Waiting {
    text: String,
    count: usize,
    /// Whether nobody takes lines any more.
    closed: bool,
}

/// For how long lines are gathered after the first. Waking the thread for each of them would cost calls more than
/// the lines themselves.
const GATHERING: Duration = Duration::from_millis(5);
/// How much memory is kept for the lines to come.
const KEPT_BYTES: usize = 1 << 20;
const RETRY_DELAY: Duration = Duration::from_millis(500);

impl Lines {
    /// Starts the thread. At most `capacity` lines wait for it.
    pub(crate) fn start(
        name: &str,
        capacity: usize,
        on_failure: OnFailure,
        sink: impl Sink,
    ) -> io::Result<Self> {
        let state = Arc::new(State::default());
        let writer = Writer { state: Arc::clone(&state), on_failure, sink };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || writer.run())?;
        Ok(Self { state, capacity, thread: Mutex::new(Some(thread)) })
    }

    /// Takes a line without its line feed; when there is no room the line is dropped and counted.
    pub(crate) fn offer(&self, line: &str) {
        if self.put(line).is_err() {
            self.state.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Takes a line, waiting for room as long as the thread is able to write.
    pub(crate) fn insist(&self, line: &str) {
        while let Err(refused) = self.put(line) {
            if refused == Refused::Closed || self.broken() {
                self.state.dropped.fetch_add(1, Ordering::Relaxed);
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn put(&self, line: &str) -> Result<(), Refused> {
        let mut waiting = self.state.waiting();
        if waiting.closed {
            return Err(Refused::Closed);
        }
        if waiting.count >= self.capacity {
            return Err(Refused::Full);
        }
        waiting.text.push_str(line);
        waiting.text.push('\n');
        waiting.count += 1;
        if waiting.count == 1 {
            self.state.called.notify_one();
        }
        Ok(())
    }

    /// Whether lines cannot be written at present.
    pub(crate) fn broken(&self) -> bool {
        self.state.broken.load(Ordering::Acquire)
    }

    /// How many lines were lost.
    pub(crate) fn dropped(&self) -> u64 {
        self.state.dropped.load(Ordering::Relaxed)
    }

    /// Writes what waits, and ends the thread. Lines that come later are dropped.
    pub(crate) fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            self.state.closing.store(true, Ordering::Release);
            // Under the lock, so that the thread is either told or has not looked yet.
            drop(self.state.waiting());
            self.state.called.notify_one();
            let _panicked = thread.join();
        }
    }
}

impl State {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }
}

/// Why a line was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    Closed,
    Full,
}

struct Writer<S> {
    state: Arc<State>,
    on_failure: OnFailure,
    sink: S,
}

impl<S> Drop for Writer<S> {
    /// However the thread ends, nobody is to wait for it.
    fn drop(&mut self) {
        self.state.waiting().closed = true;
    }
}

impl<S: Sink> Writer<S> {
    fn run(mut self) {
        let mut text = String::new();
        while let Some(count) = self.gather(&mut text) {
            self.write(&text, count);
            text.shrink_to(KEPT_BYTES);
        }
        if self.sink.finish().is_err() {
            self.state.broken.store(true, Ordering::Release);
        }
    }

    /// Waits for lines and moves them into `text`, whose memory is used again. `None` when there are to be no more.
    fn gather(&self, text: &mut String) -> Option<usize> {
        text.clear();
        let idle = |waiting: &mut Waiting| waiting.count == 0 && !self.state.closing();
        let waiting = self.state.called.wait_while(self.state.waiting(), idle);
        drop(waiting.unwrap_or_else(PoisonError::into_inner));
        if !self.state.closing() {
            std::thread::sleep(GATHERING);
        }
        let mut waiting = self.state.waiting();
        waiting.closed = waiting.count == 0 && self.state.closing();
        if waiting.closed {
            return None;
        }
        std::mem::swap(&mut waiting.text, text);
        Some(std::mem::take(&mut waiting.count))
    }

    fn write(&mut self, text: &str, count: usize) {
        while self.sink.write(text).is_err() {
            self.state.broken.store(true, Ordering::Release);
            if self.on_failure == OnFailure::Drop || self.state.closing() {
                let lost = u64::try_from(count).unwrap_or(u64::MAX);
                self.state.dropped.fetch_add(lost, Ordering::Relaxed);
                return;
            }
            std::thread::sleep(RETRY_DELAY);
        }
        self.state.broken.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sink that fails for as long as it is told to.
    #[derive(Clone, Default)]
    struct Paper {
        failing: Arc<AtomicBool>,
        written: Arc<Mutex<String>>,
    }

    impl Sink for Paper {
        fn write(&mut self, lines: &str) -> io::Result<()> {
            if self.failing.load(Ordering::Acquire) {
                return Err(io::Error::other("no room"));
            }
            self.written.lock().unwrap().push_str(lines);
            Ok(())
        }

        fn finish(&mut self) -> io::Result<()> {
            self.written.lock().unwrap().push_str("(end)");
            Ok(())
        }
    }

    fn wait_until(what: &str, holds: impl Fn() -> bool) {
        for _ in 0..1_000 {
            if holds() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("not within ten seconds: {what}");
    }

    #[test]
    fn what_waits_is_written_before_the_end() {
        let paper = Paper::default();
        let lines = Lines::start("test", 1_000, OnFailure::Drop, paper.clone()).unwrap();
        (0..100).for_each(|number| lines.insist(&number.to_string()));
        lines.close();
        lines.offer("late");
        let expected: String = (0..100).map(|number| format!("{number}\n")).collect();
        assert_eq!(*paper.written.lock().unwrap(), expected + "(end)");
        assert_eq!(lines.dropped(), 1, "the late line is counted");
    }

    #[test]
    fn a_sink_that_heals_gets_the_lines_it_refused() {
        let paper = Paper::default();
        paper.failing.store(true, Ordering::Release);
        let lines = Lines::start("test", 4, OnFailure::Retry, paper.clone()).unwrap();
        lines.insist("kept");
        wait_until("broken", || lines.broken());
        (0..10).for_each(|_| lines.offer("more"));
        assert_eq!(lines.dropped(), 6, "four found room");
        paper.failing.store(false, Ordering::Release);
        wait_until("healed", || !lines.broken());
        lines.close();
        assert_eq!(*paper.written.lock().unwrap(), "kept\nmore\nmore\nmore\nmore\n(end)");
    }

    #[test]
    fn a_sink_that_stays_broken_does_not_hold_up_the_end() {
        let paper = Paper::default();
        paper.failing.store(true, Ordering::Release);
        let lines = Lines::start("test", 1, OnFailure::Retry, paper).unwrap();
        lines.insist("lost");
        wait_until("broken", || lines.broken());
        lines.close();
        assert_eq!(lines.dropped(), 1);
    }
}
