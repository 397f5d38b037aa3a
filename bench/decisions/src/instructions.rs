// SPDX-License-Identifier: Apache-2.0
//! Counts the instructions of a decision with valgrind: unlike time they do not depend on what else the machine does.
//!
//! The program runs itself twice under callgrind, once with more passes over the requests; the difference is theirs.

use std::error::Error;
use std::process::Command;

use crate::{
    measure::pass,
    subject::{BuildAndEvaluate, Compiled, Evaluate, Floor, Plain, Subject, lists},
    workload::Workload,
};

/// How many passes the longer of the two runs makes more.
const MORE: usize = 2;
/// On how many requests of a workload.
const SAMPLE: usize = 2_000;
const MODES: [&str; 3] = ["floor", "evaluate", "build"];

/// Asks all requests so often; the warming pass comes on top.
pub fn passes(workload: &Workload, mode: &str, passes: usize) {
    let compiled = Compiled::new(workload);
    let lists = lists(workload);
    let plain = Plain::new(workload, &lists);
    let all: Vec<usize> = (0..plain.len()).collect();
    let mut evaluate = Evaluate::new(&compiled, &plain);
    let mut build = BuildAndEvaluate { compiled: &compiled, plain: &plain };
    let mut floor = Floor::new(workload);
    let subject: &mut dyn Subject = match mode {
        "floor" => &mut floor,
        "evaluate" => &mut evaluate,
        _ => &mut build,
    };
    for _ in 0..=passes {
        pass(subject, &all);
    }
}

/// Prints the instructions a decision of every workload and mode.
pub fn count(workloads: &[Workload]) -> Result<(), Box<dyn Error>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("instructions: valgrind is not here");
        return Ok(());
    }
    let folder = std::env::temp_dir().join(format!("decisions-{}", std::process::id()));
    for workload in workloads {
        let place = folder.join(&workload.name);
        workload.write(&place, SAMPLE)?;
        for mode in MODES {
            let run = |passes: usize| -> Result<u64, Box<dyn Error>> {
                let output = Command::new("valgrind")
                    .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
                    .arg(std::env::current_exe()?)
                    .arg("--workload")
                    .arg(&place)
                    .args(["--passes", mode, &passes.to_string()])
                    .output()?;
                let text = String::from_utf8_lossy(&output.stderr).into_owned();
                let count =
                    text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
                count.ok_or_else(|| format!("valgrind: {text}").into())
            };
            let more = run(MORE)?.saturating_sub(run(0)?);
            let decisions = workload.requests.len().min(SAMPLE) * MORE;
            println!(
                "{}, {mode}: {:.0} instructions a decision",
                workload.name,
                more as f64 / decisions as f64
            );
        }
    }
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
