// SPDX-License-Identifier: Apache-2.0
//! What keeps connections from lasting for nothing: a stream that gives up when its other end does not take what is
//! written for too long, and the notice of whether requests come.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// What comes of a connection: the heads of requests, and parts of answers that are taken. Only the connection itself
/// notes it.
#[derive(Default)]
pub(crate) struct Progress {
    steps: AtomicU32,
    /// Whether a request is being answered.
    answering: AtomicBool,
}

/// That a request is being answered, until this is dropped.
pub(crate) struct Answering<'a>(&'a Progress);

/// A connection of which nothing comes is looked at so often before it is given up. Setting a timer for each request
/// would cost the request more than all looking does.
const LOOKS: u32 = 4;

impl Progress {
    /// Notes that the head of a request has come.
    pub(crate) fn answer(&self) -> Answering<'_> {
        self.answering.store(true, Ordering::Relaxed);
        Answering(self)
    }

    fn step(&self) {
        self.steps.store(self.steps.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
    }

    /// Waits until nothing has come for so long, or up to a quarter longer.
    pub(crate) async fn ceases(&self, patience: Duration) {
        let (mut known, mut looks) = (self.steps.load(Ordering::Relaxed), 0);
        while looks < LOOKS {
            sleep(patience / LOOKS).await;
            let steps = self.steps.load(Ordering::Relaxed);
            let still = steps == known && !self.answering.load(Ordering::Relaxed);
            looks = if still { looks + 1 } else { 0 };
            known = steps;
        }
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        self.0.step();
        self.0.answering.store(false, Ordering::Relaxed);
    }
}

/// A stream whose writes fail after they have made no progress for a while. Reads are timed elsewhere.
pub(crate) struct Impatient<S> {
    stream: S,
    patience: Duration,
    progress: Arc<Progress>,
    /// Runs while a write waits.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Impatient<S> {
    /// Wraps a stream, of which is noted what is written.
    pub(crate) fn new(stream: S, patience: Duration, progress: Arc<Progress>) -> Self {
        Self { stream, patience, progress, waiting: None }
    }

    fn note(&self, written: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(_)) = written {
            self.progress.step();
        }
    }

    fn limit<T>(&mut self, context: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.waiting = None;
            return poll;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Impatient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Impatient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(&poll);
        self.limit(context, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.note(&poll);
        self.limit(context, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_flush(context);
        self.limit(context, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_shutdown(context);
        self.limit(context, poll)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::{First, race};

    #[test]
    fn a_connection_is_given_up_once_nothing_comes_of_it_and_nothing_is_being_answered() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (patience, longer) = (Duration::from_millis(40), Duration::from_millis(200));
            let progress = Progress::default();
            let answering = progress.answer();
            assert!(matches!(race(progress.ceases(patience), sleep(longer)).await, First::Right(())));
            drop(answering);
            let steps = async {
                for _ in 0..20 {
                    sleep(patience / 4).await;
                    progress.step();
                }
            };
            assert!(matches!(race(progress.ceases(patience), steps).await, First::Right(())));
            progress.ceases(patience).await;
        });
    }
}
