// SPDX-License-Identifier: Apache-2.0
//! Measures subjects side by side, on a machine that others use too.

use std::hint::black_box;
use std::time::{Duration, Instant};

use portcullis_policy::evaluation::Outcome;

use crate::{allocations, subject::Subject, workload::Workload};

/// How long a run of requests is that is timed as one: short, so that most runs are not interrupted.
const RUN: usize = 200;

/// What was measured of a subject.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    pub name: String,
    /// Nanoseconds a decision: the sum over all runs of each run's median time, divided by the requests.
    pub nanoseconds: f64,
    /// Nanoseconds of single decisions, the clock's own time included.
    pub p50: f64,
    pub p99: f64,
    pub allocations: f64,
    /// How many of the requests were answered at all, and how many as expected.
    pub answered: usize,
    pub right: usize,
    pub asked: usize,
}

/// Measures all subjects on the first `count` requests, in `rounds` rounds that take turns, so that whatever else the
/// machine does hits all alike.
pub fn measure(
    workload: &Workload,
    subjects: &mut [&mut dyn Subject],
    requests: &[usize],
    rounds: usize,
) -> Vec<Measured> {
    let mut measured: Vec<Measured> = Vec::new();
    let mut times: Vec<Vec<Vec<f64>>> = Vec::new();
    for subject in subjects.iter_mut() {
        let mut one =
            Measured { name: subject.name().to_owned(), asked: requests.len(), ..Measured::default() };
        for at in requests {
            let answer: Option<Outcome> = subject.answer(*at);
            one.answered += usize::from(answer.is_some());
            one.right += usize::from(answer == Some(workload.requests[*at].expect));
        }
        let before = allocations::count();
        pass(*subject, requests);
        one.allocations = (allocations::count() - before) as f64 / requests.len() as f64;
        measured.push(one);
        times.push(vec![Vec::new(); requests.len().div_ceil(RUN)]);
    }
    let mut singles: Vec<Vec<f64>> = vec![Vec::new(); subjects.len()];
    for _ in 0..rounds {
        for (subject, times) in subjects.iter_mut().zip(&mut times) {
            for (run, times) in requests.chunks(RUN).zip(times) {
                times.push(pass(*subject, run).as_nanos() as f64);
            }
        }
    }
    for (subject, singles) in subjects.iter_mut().zip(&mut singles) {
        for at in requests {
            let start = Instant::now();
            black_box(subject.answer(black_box(*at)));
            singles.push(start.elapsed().as_nanos() as f64);
        }
    }
    for ((one, times), singles) in measured.iter_mut().zip(times).zip(&mut singles) {
        one.nanoseconds = times.into_iter().map(median).sum::<f64>() / requests.len() as f64;
        singles.sort_by(f64::total_cmp);
        one.p50 = singles[singles.len() / 2];
        one.p99 = singles[singles.len() * 99 / 100];
    }
    measured
}

/// Asks the requests once. It stands alone so that profilers see it.
#[inline(never)]
pub fn pass(subject: &mut dyn Subject, requests: &[usize]) -> Duration {
    let start = Instant::now();
    for at in requests {
        black_box(subject.answer(black_box(*at)));
    }
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

impl Measured {
    pub const HEADING: &'static str = "                                    ns/decision   decisions/s     p50 ns     p99 ns  allocs  answered   right";

    pub fn line(&self) -> String {
        let percent = |part: usize| 100.0 * part as f64 / self.asked as f64;
        let share = |part: usize| {
            if part == self.asked { "  100 %".into() } else { format!("{:>5.2} %", percent(part)) }
        };
        let (answered, right) = if self.name == "floor" {
            ("      –".into(), "      –".into())
        } else {
            (share(self.answered), share(self.right))
        };
        format!(
            "{:<34}  {:>11.1}  {:>12.0}  {:>9.0}  {:>9.0}  {:>6.1}  {answered:>8}  {right:>7}",
            self.name,
            self.nanoseconds,
            1e9 / self.nanoseconds,
            self.p50,
            self.p99,
            self.allocations
        )
    }
}
