// SPDX-License-Identifier: Apache-2.0
//! The load: plain sockets, requests that are signed already, and next to no work for each.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// One keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

impl Connection {
    pub fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream, buffer: vec![0; 256 * 1_024], filled: 0 })
    }

    fn send(&mut self, request: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(request)
    }

    /// Reads one whole answer, which must be a success.
    fn receive(&mut self) -> Result<(), Box<dyn Error>> {
        self.filled = 0;
        loop {
            let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
            let count = self.stream.read(room)?;
            if count == 0 {
                return Err("the server closed the connection".into());
            }
            self.filled += count;
            let answer = &self.buffer[..self.filled];
            if let Some(length) = length(answer) {
                if !answer.starts_with(b"HTTP/1.1 200") {
                    return Err(String::from_utf8_lossy(answer).into_owned().into());
                }
                if self.filled >= length {
                    return Ok(());
                }
            }
        }
    }

    /// Sends a request and waits for its answer.
    pub fn call(&mut self, request: &[u8]) -> Result<Duration, Box<dyn Error>> {
        let begun = Instant::now();
        self.send(request)?;
        self.receive()?;
        Ok(begun.elapsed())
    }
}

/// The length of the answer that begins here, once its head is whole.
fn length(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let name = b"content-length: ";
    let at = answer[..head].windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
    let digits = answer[at + name.len()..head].iter().take_while(|byte| byte.is_ascii_digit());
    Some(head + digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0')))
}

/// Many connections that one thread keeps busy: half of them wait for answers while the other half is served.
pub struct Crowd {
    connections: Vec<Connection>,
    next: usize,
}

impl Crowd {
    pub fn open(address: SocketAddr, connections: usize) -> std::io::Result<Self> {
        let connections =
            (0..connections).map(|_| Connection::open(address)).collect::<std::io::Result<_>>()?;
        Ok(Self { connections, next: 0 })
    }

    /// Sends requests for a while. Gives the answers a second.
    pub fn drive(&mut self, requests: &[Vec<u8>], time: Duration) -> Result<f64, Box<dyn Error>> {
        let (begun, mut answers) = (Instant::now(), 0_usize);
        let half = self.connections.len() / 2;
        let (front, back) = self.connections.split_at_mut(half);
        let mut send = |group: &mut [Connection]| -> Result<(), Box<dyn Error>> {
            for connection in group {
                self.next = (self.next + 1) % requests.len();
                connection.send(&requests[self.next])?;
            }
            Ok(())
        };
        let mut receive = |group: &mut [Connection]| -> Result<(), Box<dyn Error>> {
            // The last one is answered last, so this thread sleeps once for all.
            for connection in group.iter_mut().rev() {
                connection.receive()?;
                answers += 1;
            }
            Ok(())
        };
        send(front)?;
        while begun.elapsed() < time {
            send(back)?;
            receive(front)?;
            send(front)?;
            receive(back)?;
        }
        receive(front)?;
        Ok(answers as f64 / begun.elapsed().as_secs_f64())
    }
}

/// Crowds that each keep a thread busy, all at once. Gives the answers a second of all.
pub fn drive_together(
    crowds: &mut [Crowd],
    requests: &[Vec<u8>],
    time: Duration,
) -> Result<f64, Box<dyn Error>> {
    let part = requests.len().div_ceil(crowds.len().max(1)).max(1);
    let rates: Vec<Result<f64, String>> = std::thread::scope(|scope| {
        let drive = |(crowd, own): (&mut Crowd, &[Vec<u8>])| {
            crowd.drive(own, time).map_err(|error| error.to_string())
        };
        // The first to be joined ends with the others, for all have the same time.
        let threads: Vec<_> = crowds
            .iter_mut()
            .zip(requests.chunks(part))
            .map(|each| scope.spawn(move || drive(each)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Err("a thread panicked".into()))).collect()
    });
    Ok(rates.into_iter().sum::<Result<f64, String>>()?)
}

/// Clients of their own, each on a thread with its share of the requests, that send one after the other until the time
/// is over. Gives the answers a second, and takes the requests that were sent out of the lists.
pub fn clients(
    address: SocketAddr,
    shares: &mut [Vec<Vec<u8>>],
    time: Duration,
) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    let counts: Vec<Result<usize, String>> = std::thread::scope(|scope| {
        let work = |share: &mut Vec<Vec<u8>>| -> Result<usize, Box<dyn Error>> {
            let mut connection = Connection::open(address)?;
            let mut answers = 0;
            while begun.elapsed() < time {
                connection.call(&share.pop().ok_or("there are too few requests")?)?;
                answers += 1;
            }
            Ok(answers)
        };
        let threads: Vec<_> = shares
            .iter_mut()
            .map(|share| scope.spawn(move || work(share).map_err(|error| error.to_string())))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Err("a client panicked".into()))).collect()
    });
    let elapsed = begun.elapsed().as_secs_f64();
    let answers = counts.into_iter().sum::<Result<usize, String>>()?;
    Ok(answers as f64 / elapsed)
}
