// SPDX-License-Identifier: Apache-2.0
//! What was measured against what was promised.

/// The lines of the report, and whether every target holds.
#[derive(Default)]
pub struct Report {
    missed: Vec<String>,
}

impl Report {
    /// A number that must not be greater than its target.
    pub fn at_most(&mut self, what: &str, value: f64, target: f64, unit: &str) {
        self.line(what, value, "at most", target, unit, value <= target);
    }

    /// A number that must not be less than its target.
    pub fn at_least(&mut self, what: &str, value: f64, target: f64, unit: &str) {
        self.line(what, value, "at least", target, unit, value >= target);
    }

    fn line(&mut self, what: &str, value: f64, relation: &str, target: f64, unit: &str, holds: bool) {
        let verdict = if holds { "holds" } else { "MISSED" };
        println!("{what:<44} {value:>10.2} {unit:<8} target: {relation} {target} {unit:<8} {verdict}");
        if !holds {
            self.missed.push(what.to_owned());
        }
    }

    /// Whether nothing was missed.
    pub fn finish(self) -> bool {
        println!();
        match self.missed.as_slice() {
            [] => println!("every target holds"),
            missed => println!("missed: {}", missed.join(", ")),
        }
        self.missed.is_empty()
    }
}

/// A number that nothing was promised of.
pub fn note(what: &str, text: String) {
    println!("{what:<44} {text}");
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
