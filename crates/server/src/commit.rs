// SPDX-License-Identifier: Apache-2.0
//! The single writer: makes changes durable in batches, publishes them, and only then lets them be answered.

mod desk;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use portcullis_wire::HttpResponse;
use tokio::sync::oneshot;

use crate::call::Call;
use portcullis_service::Reply;
use portcullis_service::usage::Use;

pub(crate) use desk::{Desk, NO_AUDIT};

/// A call that was decided and whose changes wait to be made.
pub(crate) struct Job {
    pub(crate) call: Call,
    pub(crate) reply: Reply,
    pub(crate) answer: oneshot::Sender<HttpResponse>,
}

/// The door to the writer's thread.
pub(crate) struct Writer {
    queue: SyncSender<Message>,
    alive: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Message {
    Job(Box<Job>),
    Uses(Vec<Use>),
    Close,
}

/// The door through which uses of principals and keys come.
#[derive(Clone)]
pub(crate) struct Recorder(SyncSender<Message>);

impl Recorder {
    /// Hands uses to the writer, waiting for room in its queue.
    pub(crate) fn record(&self, uses: Vec<Use>) {
        // When the writer is gone nothing can be recorded any more.
        let _gone = self.0.send(Message::Uses(uses));
    }
}

/// How many jobs may wait. More are refused at once, which clients take as a word to try again.
const QUEUE_JOBS: usize = 1_024;

/// How many jobs become durable together at most.
const BATCH_JOBS: usize = 256;

impl Writer {
    /// Starts the thread.
    pub(crate) fn start(desk: Desk) -> io::Result<Self> {
        let (queue, messages) = sync_channel(QUEUE_JOBS);
        let alive = Arc::new(AtomicBool::new(true));
        let pulse = Pulse(Arc::clone(&alive));
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
            let _pulse = pulse;
            run(desk, &messages);
        })?;
        Ok(Self { queue, alive, thread: Mutex::new(Some(thread)) })
    }

    /// Hands a job to the writer, which answers it and enters it in the journal.
    ///
    /// # Errors
    /// The queue is full, or the writer is gone; the job comes back.
    pub(crate) fn submit(&self, job: Box<Job>) -> Result<(), Box<Job>> {
        match self.queue.try_send(Message::Job(job)) {
            Err(TrySendError::Full(Message::Job(job)) | TrySendError::Disconnected(Message::Job(job))) => {
                Err(job)
            }
            // What comes back is what was sent: nothing else ever does.
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Ok(()),
        }
    }

    /// A door for uses.
    pub(crate) fn recorder(&self) -> Recorder {
        Recorder(self.queue.clone())
    }

    /// Whether the thread runs.
    pub(crate) fn alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// Finishes what waits, and ends the thread.
    pub(crate) fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A thread that is gone already needs no word.
            let _gone = self.queue.send(Message::Close);
            let _panicked = thread.join();
        }
    }
}

/// Says that the thread is gone, even when it panicked.
struct Pulse(Arc<AtomicBool>);

impl Drop for Pulse {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

fn run(mut desk: Desk, messages: &Receiver<Message>) {
    let mut closing = false;
    while !closing {
        let mut next = messages.recv().ok();
        // Nobody can send any more: as good as the word to close.
        closing = next.is_none();
        let (mut batch, mut uses) = (Vec::new(), Vec::new());
        while let Some(message) = next.take() {
            match message {
                Message::Job(job) => batch.push(*job),
                Message::Uses(more) => uses.extend(more),
                Message::Close => closing = true,
            }
            // Jobs that were queued behind the word to close are finished too.
            if batch.len() < BATCH_JOBS || closing {
                next = messages.try_recv().ok();
            }
        }
        desk.process(batch);
        if !uses.is_empty() {
            desk.record(&uses);
        }
    }
}

#[cfg(test)]
mod tests;
