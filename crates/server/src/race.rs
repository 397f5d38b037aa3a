// SPDX-License-Identifier: Apache-2.0
//! Waits for the first of two things.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Which of two came first.
pub(crate) enum First<A, B> {
    /// The one named first; it also wins a tie.
    Left(A),
    /// The other.
    Right(B),
}

/// Waits until one of two futures is ready and drops the other.
pub(crate) async fn race<A: Future, B: Future>(left: A, right: B) -> First<A::Output, B::Output> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    poll_fn(|context| {
        if let Poll::Ready(output) = left.as_mut().poll(context) {
            return Poll::Ready(First::Left(output));
        }
        right.as_mut().poll(context).map(First::Right)
    })
    .await
}
