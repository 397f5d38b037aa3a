// SPDX-License-Identifier: Apache-2.0
//! The engine that compiles every policy document of the directory.

use std::sync::LazyLock;

use portcullis_policy::{catalogue::Catalogue, engine::Engine};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Catalogue::embedded()));

/// The one engine of all documents: it knows AWS's actions by number. Others that decide with compiled documents are
/// slower, and no different.
pub fn engine() -> &'static Engine {
    &ENGINE
}
