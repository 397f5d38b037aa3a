// SPDX-License-Identifier: Apache-2.0
//! The compiled engine decides as the reference does, and explains it so: outcome, blocking layers, matched statements
//! and near misses.

#[expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a failure is a panic")]
mod engine_worlds;

use engine_worlds::world;
use portcullis_policy::evaluation::{Layer, Outcome, evaluate};

#[test]
fn the_engine_equals_the_reference() {
    for seed in 0..20_000 {
        let (world, mut dice) = world(seed);
        world.check(&mut dice);
    }
}

/// Worlds in which hardly anything matches would prove little.
#[test]
fn the_worlds_are_varied() {
    let decisions: Vec<_> = (0..2_000).map(|seed| world(seed).0.reference(evaluate)).collect();
    for outcome in [Outcome::Allow, Outcome::ImplicitDeny, Outcome::ExplicitDeny] {
        let share = decisions.iter().filter(|decision| decision.outcome == outcome).count();
        assert!(share > 100, "{outcome:?}: {share} of 2,000");
    }
    use Layer::{Boundary, Endpoint, Identity, Rcp, Resource, Scp, Session};
    for layer in [Boundary, Endpoint, Identity, Rcp, Resource, Scp, Session] {
        let blocking = decisions.iter().filter(|decision| decision.blocked_by.contains(&layer)).count();
        let matching =
            decisions.iter().filter(|decision| decision.matched.iter().any(|found| found.layer == layer));
        assert!(blocking > 50 && matching.count() > 50, "{layer:?}");
    }
}
