// SPDX-License-Identifier: Apache-2.0
//! The source of chance: the only place where it enters the program.

use std::cell::RefCell;

use zeroize::{Zeroize, Zeroizing};

/// The source gives no random bytes.
#[derive(Debug)]
pub(crate) struct NoEntropy;

/// How many bytes are fetched at once: asking for few costs as much as asking for many.
const FETCHED: usize = 1_536;

/// Random bytes that nobody has been given yet.
#[derive(Default)]
struct Stock {
    bytes: Zeroizing<Vec<u8>>,
}

thread_local! {
    static STOCK: RefCell<Stock> = RefCell::default();
}

/// Random bytes, which nobody else is given.
pub(crate) fn draw<const N: usize>() -> Result<[u8; N], NoEntropy> {
    STOCK.with_borrow_mut(Stock::draw)
}

impl Stock {
    fn draw<const N: usize>(&mut self) -> Result<[u8; N], NoEntropy> {
        if self.bytes.len() < N {
            self.bytes.resize(FETCHED.max(N), 0);
            if aws_lc_rs::rand::fill(&mut self.bytes).is_err() {
                // What is half filled is no chance.
                self.bytes.clear();
                return Err(NoEntropy);
            }
        }
        let start = self.bytes.len() - N;
        let mut drawn = [0; N];
        if let Some(given) = self.bytes.get_mut(start..) {
            drawn.copy_from_slice(given);
            given.zeroize();
        }
        self.bytes.truncate(start);
        Ok(drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_given_twice() {
        let mut drawn: Vec<[u8; 16]> = (0..1_000).map(|_| draw().unwrap()).collect();
        drawn.extend(
            (0..10).map(|_| draw::<{ 2 * FETCHED }>().unwrap()).map(|long| *long.first_chunk().unwrap()),
        );
        let before = drawn.len();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), before);
    }
}
