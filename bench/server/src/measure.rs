// SPDX-License-Identifier: Apache-2.0
//! The measurements, one after the other, each with what it is compared to in turn.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use portcullis_directory::identifier::AccountId;

use crate::calls::Pure;
use crate::generate::{self, Caller, Made, Size};
use crate::group_commit::GroupCommit;
use crate::load::{Connection, clients};
use crate::process::{Process, Scratch, keep_on, processors};
use crate::random::Random;
use crate::report::{Report, median, note};
use crate::{rate, requests};

/// What to measure, and how thoroughly.
pub struct Plan {
    pub server: PathBuf,
    pub data: PathBuf,
    pub seed: u64,
    pub size: Size,
    pub rounds: usize,
    pub only: Vec<String>,
    pub operation: Option<String>,
}

impl Plan {
    /// The operations whose rates are measured.
    pub fn rated(&self) -> impl Iterator<Item = (&'static str, Build, f64)> {
        RATED.into_iter().filter(|(name, ..)| self.operation.as_deref().is_none_or(|only| only == *name))
    }
}

/// The clients of all measurements of rates.
pub const CLIENTS: usize = 64;
/// How many different requests of a kind are sent, over and over.
const REQUESTS: usize = 2_000;
/// How long one turn is.
pub const TURN: Duration = Duration::from_millis(400);
/// How many calls of a kind a turn is that measures how long single calls take.
const CALLS: usize = 150;

/// Gives whether every target holds.
pub fn everything(plan: &Plan) -> Result<bool, Box<dyn Error>> {
    let scratch = Scratch::new(plan.data.clone())?;
    let (servers, load) = processors();
    let wants = |part: &str| plan.only.is_empty() || plan.only.iter().any(|only| only == part);
    let (full, empty) = (scratch.0.join("full"), scratch.0.join("empty"));
    let begun = Instant::now();
    let many = generate::generate(&full, plan.size, plan.seed)?;
    // What the requests touch must be there: one page of users, and a role.
    let few = generate::generate(&empty, Size { accounts: 1, users: 128, roles: 1, policies: 4 }, plan.seed)?;
    note("generated", format!("{:?} in {:.1} s", plan.size, begun.elapsed().as_secs_f64()));
    note("documents", format!("{:.1} MB", many.document_bytes as f64 / 1e6));
    let mut report = Report::default();
    if wants("start") {
        start(plan, &scratch.0, &full, servers, &many, &mut report)?;
    }
    if let Some(processor) = load {
        keep_on(&processor.to_string());
    }
    if wants("latency") {
        latency(plan, [&full, &empty], servers, [&many, &few], &mut report)?;
    }
    if wants("calls") {
        calls(plan, &full, &many)?;
    }
    if wants("rate") && servers.is_some() {
        rate::alone(plan, &full, servers, &many)?;
    }
    if load.is_some() {
        let count = std::thread::available_parallelism().map_or(1, usize::from).max(2);
        keep_on(&format!("0-{}", count.max(all_processors()) - 1));
    }
    if wants("rate") {
        rate::together(plan, &full, &many, &mut report)?;
    }
    if wants("create") {
        create(plan, &scratch.0, &full, &many, &mut report)?;
    }
    Ok(report.finish())
}

fn all_processors() -> usize {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    cpuinfo.lines().filter(|line| line.starts_with("processor")).count()
}

/// How long the start takes, and what a user takes in memory.
fn start(
    plan: &Plan,
    scratch: &Path,
    full: &Path,
    processor: Option<usize>,
    made: &Made,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let without = scratch.join("without-users");
    generate::generate(&without, Size { users: 0, ..plan.size }, plan.seed)?;
    let base = Process::server(&plan.server, &without, None)?.resident_bytes()?;
    let mut times = Vec::new();
    let mut resident = 0.0;
    for _ in 0..plan.rounds.min(5) {
        let server = Process::server(&plan.server, full, None)?;
        times.push(server.start.as_secs_f64());
        resident = server.resident_bytes()?;
    }
    let on_one = Process::server(&plan.server, full, processor)?.start;
    let users = plan.size.users as f64;
    report.at_most("start to ready", median(&times), 10.0, "s");
    note("start to ready on one processor", format!("{:>10.2} s", on_one.as_secs_f64()));
    note("memory in all", format!("{:>10.1} MB, {:.1} MB without users", resident / 1e6, base / 1e6));
    report.at_most("memory a user", (resident - base) / users, 2_048.0, "bytes");
    let everything = (resident - made.document_bytes as f64) / users;
    note("memory but documents, for each user", format!("{everything:>10.2} bytes"));
    Ok(())
}

/// How long single calls take, beside the same calls to a server that holds next to nothing.
fn latency(
    plan: &Plan,
    data: [&Path; 2],
    processor: Option<usize>,
    made: [&Made; 2],
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let servers = [
        Process::server(&plan.server, data[0], processor)?,
        Process::server(&plan.server, data[1], processor)?,
    ];
    let mut connections = [Connection::open(servers[0].address)?, Connection::open(servers[1].address)?];
    for (name, build) in OPERATIONS {
        let requests = [signed(made[0], build)?, signed(made[1], build)?];
        let mut medians = [Vec::new(), Vec::new()];
        let mut ratios = Vec::new();
        // What is read for the first time in the life of a server, such as the documents of a caller, is read before.
        for (connection, requests) in connections.iter_mut().zip(&requests) {
            for request in requests {
                connection.call(request)?;
            }
        }
        for turn in 0..plan.rounds {
            let mut both = [0.0; 2];
            for (at, connection) in connections.iter_mut().enumerate() {
                let mut times = Vec::new();
                for call in 0..CALLS {
                    let request = &requests[at][(turn * CALLS + call) % REQUESTS];
                    times.push(connection.call(request)?.as_secs_f64() * 1e6);
                }
                both[at] = median(&times);
            }
            medians[0].push(both[0]);
            medians[1].push(both[1]);
            ratios.push(both[0] / both[1]);
        }
        let (full, empty) = (median(&medians[0]), median(&medians[1]));
        note(&format!("{name} p50"), format!("{full:>10.1} µs, of the empty server {empty:.1} µs"));
        report.at_most(&format!("{name} p50 to the empty server's"), median(&ratios), 1.5, "times");
    }
    Ok(())
}

pub type Build = fn(&Caller, usize) -> Result<Vec<u8>, Box<dyn Error>>;

const OPERATIONS: [(&str, Build); 3] = [
    ("GetUser", |caller, number| requests::get_user(caller, number % caller.users)),
    ("ListUsers", |caller, _| requests::list_users(caller)),
    ("AssumeRole", requests::assume_role),
];

/// The operations whose rates are measured, and how much of the bare server's rate each is to have.
const RATED: [(&str, Build, f64); 2] = [
    ("GetCallerIdentity", |caller, _| requests::get_caller_identity(caller), 60.0),
    ("AssumeRole", requests::assume_role, 40.0),
];

/// Requests of callers that are drawn from all accounts, those of large accounts as often as their number says.
pub fn signed(made: &Made, build: Build) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut random = Random::new(7);
    let whole: Vec<&Caller> = made.callers.iter().filter(|caller| caller.users >= 100).collect();
    // A page of users is compared with a page of the same length.
    let callers = if whole.is_empty() { made.callers.iter().collect() } else { whole };
    (0..REQUESTS).map(|_| build(callers[random.below(callers.len())], random.below(1 << 20))).collect()
}

/// What the pure function takes of a call, of which a server's rate holds the sockets as well.
fn calls(plan: &Plan, full: &Path, made: &Made) -> Result<(), Box<dyn Error>> {
    let mut pure = Pure::open(full)?;
    for (name, build, _) in plan.rated() {
        let requests = signed(made, build)?;
        // Callers and their policies are known from the first time on.
        pure.drive(&requests, 1)?;
        let times = (0..plan.rounds).map(|_| pure.drive(&requests, 4)).collect::<Result<Vec<_>, _>>()?;
        note(&format!("{name} without sockets"), format!("{:>10.2} µs", median(&times)));
    }
    Ok(())
}

/// New users a second, beside the commits that the store can make alone.
fn create(
    plan: &Plan,
    scratch: &Path,
    full: &Path,
    made: &Made,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let copy = scratch.join("copy");
    fs::create_dir_all(&copy)?;
    for file in ["portcullis.db", "portcullis.db-wal", "portcullis.lock", "master.key"] {
        if full.join(file).is_file() {
            fs::copy(full.join(file), copy.join(file))?;
        }
    }
    let server = Process::server(&plan.server, full, None)?;
    let mut store: Option<GroupCommit> = None;
    let mut number = 0;
    let one = vec![made.callers[0].clone(); CLIENTS];
    let step = (made.callers.len() / CLIENTS).max(1);
    let spread: Vec<Caller> = made.callers.iter().step_by(step).take(CLIENTS).cloned().collect();
    for (name, callers) in [("one account", one), ("many accounts", spread)] {
        let accounts: Vec<AccountId> = callers.iter().map(|caller| caller.account).collect();
        let (mut rates, mut store_rates, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut batch = 1.0;
        for round in 0..=plan.rounds.min(8) {
            let mut shares_of_requests = Vec::new();
            for caller in &callers {
                let mut own = Vec::new();
                for _ in 0..REQUESTS / 8 {
                    number += 1;
                    own.push(requests::create_user(caller, &format!("created-{number}"))?);
                }
                shares_of_requests.push(own);
            }
            let count = |what: &str| server.metric(&format!("portcullis_batch_commits_{what}"));
            let before = (count("sum")?, count("count")?);
            let rate = clients(server.address, &mut shares_of_requests, TURN * 2)?;
            batch = ((count("sum")? - before.0) / (count("count")? - before.1)).round().max(1.0);
            let store = match &mut store {
                Some(store) => store,
                None => store.insert(GroupCommit::new(generate::open(&copy)?, audit_line(full)?)),
            };
            let alone = store.drive(&accounts, batch as usize, TURN * 2)?;
            if round > 0 || plan.rounds == 1 {
                rates.push(rate);
                store_rates.push(alone);
                shares.push(100.0 * rate / alone);
            }
        }
        let (rate, alone) = (median(&rates), median(&store_rates));
        let text = format!("{rate:>10.0} a second, the store alone {alone:.0}, in batches of {batch:.0}");
        note(&format!("CreateUser in {name}"), text);
        report.at_least(&format!("CreateUser in {name} to the store's rate"), median(&shares), 60.0, "%");
    }
    Ok(())
}

/// The last record of a call that the server wrote.
fn audit_line(data: &Path) -> Result<String, Box<dyn Error>> {
    for entry in fs::read_dir(data.join("audit"))? {
        let text = fs::read_to_string(entry?.path())?;
        if let Some(line) = text.lines().rev().find(|line| line.contains("\"CreateUser\"")) {
            return Ok(line.to_owned());
        }
    }
    Err("the server wrote no record of a call".into())
}
