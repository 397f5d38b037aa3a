// SPDX-License-Identifier: Apache-2.0
//! A histogram in the form that Prometheus reads.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// How often values fell below each of some bounds.
pub(crate) struct Histogram {
    bounds: &'static [f64],
    /// How many values fell between each bound and the one before it.
    buckets: Vec<AtomicU64>,
    count: AtomicU64,
    /// The sum in millionths, which an atomic integer can hold.
    sum_millionths: AtomicU64,
}

impl Histogram {
    /// An empty histogram with these upper bounds, in rising order.
    pub(crate) fn new(bounds: &'static [f64]) -> Self {
        let buckets = bounds.iter().map(|_| AtomicU64::new(0)).collect();
        Self { bounds, buckets, count: AtomicU64::new(0), sum_millionths: AtomicU64::new(0) }
    }

    /// Counts a value, which must not be negative.
    pub(crate) fn observe(&self, value: f64) {
        let bucket = self.bounds.iter().zip(&self.buckets).find(|(bound, _)| value <= **bound);
        if let Some((_, bucket)) = bucket {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
        self.sum_millionths.fetch_add((value * 1e6) as u64, Ordering::Relaxed);
    }

    /// Appends the histogram in the Prometheus text format.
    pub(crate) fn render(&self, out: &mut String, name: &str, help: &str) {
        // Read first, so that no bucket shows more than the count even while values come in.
        let mut below = 0;
        let cumulate = |bucket: &AtomicU64| {
            below += bucket.load(Ordering::Relaxed);
            below
        };
        let buckets: Vec<u64> = self.buckets.iter().map(cumulate).collect();
        let count = self.count.load(Ordering::Relaxed).max(buckets.last().copied().unwrap_or_default());
        let millionths = self.sum_millionths.load(Ordering::Relaxed);
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "# HELP {name} {help}\n# TYPE {name} histogram");
        for (bound, bucket) in self.bounds.iter().zip(buckets) {
            let _infallible = writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {bucket}");
        }
        let (whole, part) = (millionths / 1_000_000, millionths % 1_000_000);
        let _infallible = writeln!(
            out,
            "{name}_bucket{{le=\"+Inf\"}} {count}\n{name}_sum {whole}.{part:06}\n{name}_count {count}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative() {
        let histogram = Histogram::new(&[0.5, 1.0]);
        [0.1, 0.5, 0.7, 2.0].into_iter().for_each(|value| histogram.observe(value));
        let mut out = String::new();
        histogram.render(&mut out, "x_seconds", "How long x took.");
        assert_eq!(
            out,
            "# HELP x_seconds How long x took.\n# TYPE x_seconds histogram\nx_seconds_bucket{le=\"0.5\"} 2\n\
             x_seconds_bucket{le=\"1\"} 3\nx_seconds_bucket{le=\"+Inf\"} 4\nx_seconds_sum 3.300000\nx_seconds_count 4\n"
        );
    }
}
