// SPDX-License-Identifier: Apache-2.0
//! Calls a second, beside a bare HTTP server: as one machine gives them, and as one processor does.

use std::error::Error;
use std::path::Path;

use crate::generate::Made;
use crate::load::{Crowd, drive_together};
use crate::measure::{CLIENTS, Plan, TURN, signed};
use crate::process::Process;
use crate::report::{Report, median, note};

/// Two servers with their loads.
struct Pair {
    bare: Side,
    own: Side,
}

/// A server, and the connections of the threads that keep it busy.
struct Side {
    process: Process,
    crowds: Vec<Crowd>,
}

/// What was measured of an operation.
struct Measured {
    /// Answers a second, of the server and of the bare one.
    rates: [f64; 2],
    /// The processor time of a call, in microseconds.
    processor_micros: [f64; 2],
    /// The server's rate in percent of the bare server's.
    share: f64,
}

/// Servers and load share all processors of the machine, as they do under any load generator that runs beside them.
/// This is what the targets speak of.
pub fn together(plan: &Plan, full: &Path, made: &Made, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(CLIENTS / 2);
    let mut pair = Pair::start(plan, full, None, threads)?;
    for (name, build, target) in plan.rated() {
        let measured = pair.measure(&signed(made, build)?, plan.rounds)?;
        note(name, measured.told());
        report.at_least(&format!("{name} to the bare server's rate"), measured.share, target, "%");
    }
    let dropped = |what: &str| pair.own.process.metric(&format!("portcullis_{what}_lines_dropped_total"));
    note("audit lines that were dropped", format!("{:>10}", dropped("audit")?));
    note("log lines that were dropped", format!("{:>10}", dropped("log")?));
    Ok(())
}

/// Each server has one processor and the load another, which tells what a call costs a server alone.
pub fn alone(plan: &Plan, full: &Path, processor: Option<usize>, made: &Made) -> Result<(), Box<dyn Error>> {
    let mut pair = Pair::start(plan, full, processor, 1)?;
    for (name, build, _) in plan.rated() {
        let measured = pair.measure(&signed(made, build)?, plan.rounds)?;
        note(&format!("{name} on a processor alone"), measured.told());
        note(&format!("{name} there, to the bare server's"), format!("{:>10.2} %", measured.share));
    }
    Ok(())
}

impl Pair {
    fn start(
        plan: &Plan,
        full: &Path,
        processor: Option<usize>,
        threads: usize,
    ) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            bare: Side::of(Process::bare(processor)?, threads)?,
            own: Side::of(Process::server(&plan.server, full, processor)?, threads)?,
        })
    }

    fn measure(&mut self, requests: &[Vec<u8>], rounds: usize) -> Result<Measured, Box<dyn Error>> {
        let (mut rates, mut micros) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        let mut shares = Vec::new();
        for round in 0..=rounds {
            let [(bare, bare_micros), (own, own_micros)] =
                [self.bare.turn(requests)?, self.own.turn(requests)?];
            if round == 0 {
                continue;
            }
            shares.push(100.0 * own / bare);
            for (at, (rate, time)) in [(own, own_micros), (bare, bare_micros)].into_iter().enumerate() {
                rates[at].push(rate);
                micros[at].push(time);
            }
        }
        Ok(Measured {
            rates: [median(&rates[0]), median(&rates[1])],
            processor_micros: [mean(&micros[0]), mean(&micros[1])],
            share: median(&shares),
        })
    }
}

impl Side {
    fn of(process: Process, threads: usize) -> Result<Self, Box<dyn Error>> {
        let crowd = |_| Crowd::open(process.address, CLIENTS / threads);
        let crowds = (0..threads).map(crowd).collect::<std::io::Result<_>>()?;
        Ok(Self { process, crowds })
    }

    /// Answers a second, and the microseconds of processor time that each took.
    fn turn(&mut self, requests: &[Vec<u8>]) -> Result<(f64, f64), Box<dyn Error>> {
        let before = self.process.processor_seconds()?;
        let rate = drive_together(&mut self.crowds, requests, TURN)?;
        let seconds = self.process.processor_seconds()? - before;
        Ok((rate, seconds * 1e6 / (rate * TURN.as_secs_f64())))
    }
}

impl Measured {
    fn told(&self) -> String {
        let ([rate, bare], [time, bare_time]) = (self.rates, self.processor_micros);
        format!(
            "{rate:>10.0} a second, of the bare server {bare:.0}; processor time {time:.1} and {bare_time:.1} µs"
        )
    }
}

/// Processor time is counted in hundredths of a second, so that single turns tell little.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
