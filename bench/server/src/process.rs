// SPDX-License-Identifier: Apache-2.0
//! The processes that are measured: how they start, and what they take.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that runs until it is dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
    /// From its start to its first good answer.
    pub start: Duration,
}

/// How long a server may take to start at all.
const PATIENCE: Duration = Duration::from_secs(300);

impl Process {
    /// Starts the product on a data directory; on one processor, if there is one to give.
    pub fn server(binary: &Path, data: &Path, processor: Option<usize>) -> Result<Self, Box<dyn Error>> {
        let address = free_address()?;
        let mut command = on_processor(binary, processor);
        let log = fs::File::create(data.with_extension("log"))?;
        command.args(["serve", "--listen", &address.to_string(), "--data-dir"]).arg(data);
        command.stdout(Stdio::null()).stderr(log);
        Self::start(command, address, "/readyz")
    }

    /// Starts the bare HTTP server, which is this program in another role.
    pub fn bare(processor: Option<usize>) -> Result<Self, Box<dyn Error>> {
        let address = free_address()?;
        let mut command = on_processor(&std::env::current_exe()?, processor);
        command.args(["--bare", &address.to_string()]);
        Self::start(command, address, "/")
    }

    fn start(mut command: Command, address: SocketAddr, path: &str) -> Result<Self, Box<dyn Error>> {
        let begun = Instant::now();
        let mut process = Self { child: command.spawn()?, address, start: Duration::ZERO };
        while !answers(address, path) {
            if let Some(status) = process.child.try_wait()? {
                return Err(format!("{command:?} ended: {status}").into());
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{command:?} does not become ready").into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        process.start = begun.elapsed();
        Ok(process)
    }

    /// What it holds in memory, in bytes.
    pub fn resident_bytes(&self) -> Result<f64, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1_024.0)
    }

    /// The processor time it has taken, in seconds; the system counts hundredths.
    pub fn processor_seconds(&self) -> Result<f64, Box<dyn Error>> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The second field, a name in brackets, may hold blanks.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_ascii_whitespace().collect();
        let ticks =
            |at: usize| fields.get(at).ok_or("stat is short")?.parse::<f64>().map_err(|_| "no number");
        Ok((ticks(11)? + ticks(12)?) / 100.0)
    }

    /// One number of the server's metrics.
    pub fn metric(&self, name: &str) -> Result<f64, Box<dyn Error>> {
        let text = get(self.address, "/metrics")?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.ok_or(format!("no metric `{name}`"))?.parse()?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// The processors for the servers and for the load; none on a machine with only one, or without `taskset`.
pub fn processors() -> (Option<usize>, Option<usize>) {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let there = Command::new("taskset").arg("--version").stdout(Stdio::null()).status();
    match there {
        Ok(status) if status.success() && count > 1 => (Some(0), Some(1)),
        _ => (None, None),
    }
}

/// Keeps this program, with all its threads, on these processors, such as `0-3`.
pub fn keep_on(processors: &str) {
    let own = std::process::id().to_string();
    let moved =
        Command::new("taskset").args(["-a", "-c", "-p", processors, &own]).stdout(Stdio::null()).status();
    if !moved.is_ok_and(|status| status.success()) {
        eprintln!("cannot keep to processor {processors}");
    }
}

fn on_processor(binary: &Path, processor: Option<usize>) -> Command {
    let Some(processor) = processor else { return Command::new(binary) };
    let mut command = Command::new("taskset");
    command.args(["-c", &processor.to_string()]).arg(binary);
    command
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))?.local_addr()
}

fn answers(address: SocketAddr, path: &str) -> bool {
    get(address, path).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn get(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// A directory that is removed with everything in it.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(path: PathBuf) -> std::io::Result<Self> {
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _left = fs::remove_dir_all(&self.0);
    }
}
