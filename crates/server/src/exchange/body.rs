// SPDX-License-Identifier: Apache-2.0
//! Reads a request's body within limits of size, time and memory.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::Body;
use hyper::header::EXPECT;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::Limits;
use crate::refuse::Unreadable;

/// The most bytes of a body that is read without a permit.
pub(crate) const SMALL_BYTES: u64 = 64 * 1_024;

/// How much of a body that is too large is read and thrown away, so that a client which sends all before it
/// listens still hears why it is refused.
const DISCARDED_BYTES_MAX: usize = 8 * 1_024 * 1_024;

/// How long that may take.
const DISCARDING_MAX: Duration = Duration::from_secs(2);

/// The whole body.
pub(super) async fn read<B>(
    body: B,
    headers: &HeaderMap,
    limits: &Limits,
    large_bodies: &Semaphore,
) -> Result<Bytes, Unreadable>
where
    B: Body<Data = Bytes> + Unpin,
{
    let expects = headers.contains_key(EXPECT);
    let mut collecting = pin!(collect(body, expects, limits.body_bytes, large_bodies));
    // A body that came with the head is there at once, and needs no clock.
    let at_once = poll_fn(|context| Poll::Ready(collecting.as_mut().poll(context))).await;
    match at_once {
        Poll::Ready(collected) => collected,
        Poll::Pending => timeout(limits.read, collecting).await.unwrap_or(Err(Unreadable::Slow)),
    }
}

async fn collect<B>(
    mut body: B,
    expects: bool,
    limit: usize,
    large_bodies: &Semaphore,
) -> Result<Bytes, Unreadable>
where
    B: Body<Data = Bytes> + Unpin,
{
    let hint = body.size_hint();
    if hint.lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
        // A client that waits for leave to send hears no; it has nothing on the way.
        if !expects {
            discard(body).await;
        }
        return Err(Unreadable::TooLarge(limit));
    }
    // A body that does not say how long it is counts as large. The semaphore is never closed.
    let large = hint.upper().is_none_or(|upper| upper > SMALL_BYTES);
    let _permit = if large { large_bodies.acquire().await.ok() } else { None };
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Unreadable::Malformed(
                "The request body ended before its length, or is not well encoded.",
            ));
        };
        let Ok(data) = frame.into_data() else { continue };
        if (first.len() + whole.len()).saturating_add(data.len()) > limit {
            drop(whole);
            discard(body).await;
            return Err(Unreadable::TooLarge(limit));
        }
        if first.is_empty() && whole.is_empty() {
            // Nearly always the only one, which then need not be copied.
            first = data;
            if body.is_end_stream() {
                break;
            }
            continue;
        }
        whole.extend_from_slice(&std::mem::take(&mut first));
        whole.extend_from_slice(&data);
    }
    Ok(if first.is_empty() { whole.freeze() } else { first })
}

async fn discard<B>(body: B)
where
    B: Body<Data = Bytes> + Unpin,
{
    // Refused it is either way.
    let _in_time = timeout(DISCARDING_MAX, drain(body)).await;
}

async fn drain<B>(mut body: B)
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut left = DISCARDED_BYTES_MAX;
    while let Some(Ok(frame)) = body.frame().await {
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(bytes) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}
