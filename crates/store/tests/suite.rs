// SPDX-License-Identifier: Apache-2.0
//! Every engine passes the suite.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod scratch;

use portcullis_store::Store;
use portcullis_store::embedded::Embedded;
use portcullis_store::memory::Memory;
use portcullis_store::testing::{Opener, run_suite};

use scratch::{Scratch, master_key};

struct Memories;

impl Opener for Memories {
    fn fresh(&mut self) -> Box<dyn Store> {
        Box::new(Memory::new())
    }

    fn reopen(&mut self, store: Box<dyn Store>) -> Box<dyn Store> {
        store
    }
}

struct Directories(Scratch);

impl Directories {
    fn open(&self) -> Box<dyn Store> {
        let store = Embedded::open(self.0.path(), &master_key()).unwrap();
        assert_eq!(store.damage(), [] as [String; 0]);
        Box::new(store)
    }
}

impl Opener for Directories {
    fn fresh(&mut self) -> Box<dyn Store> {
        self.0 = Scratch::new();
        self.open()
    }

    fn reopen(&mut self, store: Box<dyn Store>) -> Box<dyn Store> {
        drop(store);
        self.open()
    }
}

#[test]
fn memory_passes_the_suite() {
    run_suite(&mut Memories);
}

#[test]
fn embedded_passes_the_suite() {
    run_suite(&mut Directories(Scratch::new()));
}
