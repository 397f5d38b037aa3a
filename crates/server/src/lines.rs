// SPDX-License-Identifier: Apache-2.0
//! Writes lines on a thread of their own, so that a slow disk or terminal holds up no request.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
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

/// A queue of lines and the thread that writes them.
pub(crate) struct Lines {
    queue: SyncSender<Item>,
    state: Arc<State>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct State {
    broken: AtomicBool,
    dropped: AtomicU64,
    /// Set before the word to end is queued, so that it is heard even when the queue is full.
    closing: AtomicBool,
}

enum Item {
    Line(String),
    Close,
}

/// How many lines are written at once at most.
const BATCH_LINES: usize = 512;
const RETRY_DELAY: Duration = Duration::from_millis(500);

impl Lines {
    /// Starts the thread. At most `capacity` lines wait for it.
    pub(crate) fn start(
        name: &str,
        capacity: usize,
        on_failure: OnFailure,
        sink: impl Sink,
    ) -> io::Result<Self> {
        let (queue, items) = sync_channel(capacity);
        let state = Arc::new(State::default());
        let writer = Writer { items, state: Arc::clone(&state), on_failure, sink, closing: false };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || writer.run())?;
        Ok(Self { queue, state, thread: Mutex::new(Some(thread)) })
    }

    /// Queues a line without its line feed; when the queue is full the line is dropped and counted.
    pub(crate) fn offer(&self, line: String) {
        if self.queue.try_send(Item::Line(line)).is_err() {
            self.state.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Queues a line, waiting for room as long as the thread is able to write.
    pub(crate) fn insist(&self, line: String) {
        let mut item = Item::Line(line);
        loop {
            match self.queue.try_send(item) {
                Ok(()) => return,
                Err(TrySendError::Full(back)) if !self.broken() => item = back,
                Err(_) => break,
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        self.state.dropped.fetch_add(1, Ordering::Relaxed);
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
            // A thread that has ended already needs no word and no waiting.
            if self.queue.send(Item::Close).is_ok() {
                let _panicked = thread.join();
            }
        }
    }
}

struct Writer<S> {
    items: Receiver<Item>,
    state: Arc<State>,
    on_failure: OnFailure,
    sink: S,
    closing: bool,
}

impl<S: Sink> Writer<S> {
    fn run(mut self) {
        while !self.closing {
            let Ok(first) = self.items.recv() else { break };
            let (text, count) = self.gather(first);
            if count > 0 {
                self.write(&text, count);
            }
        }
        if self.sink.finish().is_err() {
            self.state.broken.store(true, Ordering::Release);
        }
    }

    /// The lines that wait, in one text.
    fn gather(&mut self, first: Item) -> (String, u64) {
        let mut text = String::new();
        let mut count = 0;
        let mut next = Some(first);
        while let Some(item) = next.take() {
            match item {
                Item::Line(line) => {
                    text.push_str(&line);
                    text.push('\n');
                    count += 1;
                    if count < BATCH_LINES as u64 {
                        next = self.items.try_recv().ok();
                    }
                }
                Item::Close => self.closing = true,
            }
        }
        (text, count)
    }

    fn write(&mut self, text: &str, count: u64) {
        while self.sink.write(text).is_err() {
            self.state.broken.store(true, Ordering::Release);
            if self.on_failure == OnFailure::Drop || self.state.closing.load(Ordering::Acquire) {
                self.state.dropped.fetch_add(count, Ordering::Relaxed);
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
        (0..100).for_each(|number| lines.insist(number.to_string()));
        lines.close();
        lines.offer("late".to_owned());
        let expected: String = (0..100).map(|number| format!("{number}\n")).collect();
        assert_eq!(*paper.written.lock().unwrap(), expected + "(end)");
        assert_eq!(lines.dropped(), 1, "the late line is counted");
    }

    #[test]
    fn a_sink_that_heals_gets_the_lines_it_refused() {
        let paper = Paper::default();
        paper.failing.store(true, Ordering::Release);
        let lines = Lines::start("test", 4, OnFailure::Retry, paper.clone()).unwrap();
        lines.insist("kept".to_owned());
        wait_until("broken", || lines.broken());
        (0..10).for_each(|_| lines.offer("more".to_owned()));
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
        lines.insist("lost".to_owned());
        wait_until("broken", || lines.broken());
        lines.close();
        assert_eq!(lines.dropped(), 1);
    }
}
