// SPDX-License-Identifier: Apache-2.0
//! What a call costs before and after any socket: the pure function alone, on one thread of this program.

use std::error::Error;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use portcullis_directory::{Account, Directory};
use portcullis_service::{Incoming, KnownCallers, MessageKeys, Moment, Settings, TokenKeys, handle, uuid};
use portcullis_store::Store;
use portcullis_wire::HttpRequest;

use crate::generate;

/// The state of a store, and a server's settings.
pub struct Pure {
    directory: Directory,
    settings: Settings,
    now_milliseconds: i64,
    calls: u128,
}

impl Pure {
    /// Reads a whole store, as the server does when it starts.
    pub fn open(data: &Path) -> Result<Self, Box<dyn Error>> {
        let mut store = generate::open(data)?;
        let mut directory = Directory::new();
        for head in store.heads()? {
            let loaded = store.load(head.account)?;
            let account = Account::from_records(loaded.revision, loaded.records)?;
            directory = directory.with_account(account)?;
        }
        let settings = Settings {
            token_keys: TokenKeys::new([1; 32]),
            known_callers: KnownCallers::default(),
            message_keys: MessageKeys::new([2; 32]),
            skew_seconds: 900,
            region: "us-east-1".to_owned(),
            public_url: "http://127.0.0.1:4599".to_owned(),
            private_identity_providers: false,
            sign_in_clients: Vec::new(),
            sign_in_links: Vec::new(),
        };
        let now_milliseconds = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        Ok(Self { directory, settings, now_milliseconds, calls: 0 })
    }

    /// Handles all requests so many times. Gives the microseconds that one took.
    pub fn drive(&mut self, requests: &[Vec<u8>], times: usize) -> Result<f64, Box<dyn Error>> {
        let parsed = requests.iter().map(|bytes| parse(bytes)).collect::<Result<Vec<_>, _>>()?;
        let begun = Instant::now();
        for _ in 0..times {
            for http in &parsed {
                self.calls += 1;
                let request_id = uuid(self.calls.to_be_bytes());
                let mut entropy = [0; 32];
                entropy[..16].copy_from_slice(&self.calls.to_be_bytes());
                let moment = Moment::new(self.now_milliseconds, entropy, request_id);
                let source_ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
                // The server borrows the headers of each request, too.
                let incoming = Incoming { http: http.clone(), source_ip, secure: false };
                let reply = handle(&self.directory, &self.settings, &moment, &incoming);
                if reply.response.status != 200 {
                    return Err(String::from_utf8_lossy(&reply.response.body).into_owned().into());
                }
                black_box(reply);
            }
        }
        Ok(begun.elapsed().as_secs_f64() * 1e6 / (times * parsed.len()) as f64)
    }
}

fn parse(bytes: &[u8]) -> Result<HttpRequest<'_>, Box<dyn Error>> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or("a request has no end")?;
    let head = str::from_utf8(&bytes[..end])?;
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    Ok(HttpRequest { method: "POST", path: "/", query: "", headers, body: &bytes[end + 4..] })
}
