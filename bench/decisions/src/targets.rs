// SPDX-License-Identifier: Apache-2.0
//! What the engine is held to, as ratios within one run, and whether it is met.

/// The targets of a workload.
pub struct Targets {
    /// How many times the floor a decision may cost.
    pub floor_max: f64,
    /// How many times faster than the best peer it must be.
    pub peer_min: f64,
    /// Whether only peers count that answer every request.
    pub of_whole_peers: bool,
}

pub const BUILD_MAX: f64 = 2.5;
pub const GROWTH_MAX: f64 = 2.0;
pub const COMPILE_SECONDS_MAX: f64 = 1.0;
pub const COMPILE_MEGABYTES_MAX: f64 = 40.0;

impl Targets {
    /// `None` for workloads of other names.
    pub fn of(workload: &str) -> Option<Self> {
        let (floor_max, peer_min, of_whole_peers) = match workload {
            "W1" => (3.0, 60.0, false),
            "W2" => (4.0, 300.0, true),
            "W3" => (6.0, 5_000.0, false),
            _ => return None,
        };
        Some(Self { floor_max, peer_min, of_whole_peers })
    }
}

/// Says whether a value is at most as high as it may be.
pub fn at_most(value: f64, limit: Option<f64>) -> String {
    verdict("at most", limit, |limit| value <= limit)
}

/// Says whether a value is at least as high as it must be.
pub fn at_least(value: f64, limit: Option<f64>) -> String {
    verdict("at least", limit, |limit| value >= limit)
}

fn verdict(bound: &str, limit: Option<f64>, holds: impl Fn(f64) -> bool) -> String {
    let Some(limit) = limit else { return String::new() };
    format!(" (target: {bound} {limit}; {})", if holds(limit) { "met" } else { "MISSED" })
}
