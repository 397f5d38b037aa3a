// SPDX-License-Identifier: Apache-2.0
//! Runs the built program and speaks raw HTTP to it, so that a test sees what the wire sees.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use portcullis_wire::HttpRequest;
use portcullis_wire::request::Header;
use portcullis_wire::sigv4::{Credentials, Scope, sign};

/// A directory that is gone when the test is.
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("portcullis-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.0.join("data")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

/// The program with a clean environment.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portcullis"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// Runs the program on a data directory until it ends by itself.
pub(crate) fn run(arguments: &[&str], data: &Path, variables: &[(&str, &str)]) -> Output {
    let mut command = program(arguments);
    command.arg("--data-dir").arg(data).envs(variables.iter().copied());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("the program was to end by itself: {:?}", child.wait_with_output().unwrap());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

/// The standard error of a run that is expected to fail with this text.
pub(crate) fn assert_fails(output: &Output, texts: &[&str]) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("portcullis: error: ") && error.contains("\n  hint: "), "{error}");
    for text in texts {
        assert!(error.contains(text), "`{text}` in:\n{error}");
    }
}

/// A running server. It is killed when the test ends without stopping it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    printed: PathBuf,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

/// The root key that a first start printed.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Server {
    /// Starts with a root access key, which [`Server::key`] finds.
    pub(crate) fn start(directory: &Directory, arguments: &[&str]) -> Self {
        Self::start_with(directory, arguments, &[])
    }

    pub(crate) fn start_with(directory: &Directory, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let printed = directory.0.join("printed");
        let mut command = program(&["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
        command.arg("--data-dir").arg(directory.data()).args(arguments);
        command.env("PORTCULLIS_ROOT_ACCESS_KEY", "true").envs(variables.iter().copied());
        command.stdout(std::fs::File::create(&printed).unwrap()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let log = Arc::new(Mutex::new(String::new()));
        let mut address = None;
        while address.is_none() {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).unwrap() > 0, "the server ended: {}", log.lock().unwrap());
            log.lock().unwrap().push_str(&line);
            let url = line.split("\"url\":\"").nth(1).and_then(|rest| rest.split('"').next());
            address = url.and_then(|url| url.split("://").nth(1)).map(str::to_owned);
        }
        let copy = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
                copy.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        Self { child, address: address.unwrap(), printed, log, reader: Some(reader) }
    }

    /// What was printed to standard output.
    pub(crate) fn printed(&self) -> String {
        std::fs::read_to_string(&self.printed).unwrap()
    }

    /// The root key that was printed.
    pub(crate) fn key(&self) -> Key {
        let printed = self.printed();
        let value = |name: &str| {
            let start = format!("export {name}=");
            printed.lines().find_map(|line| line.strip_prefix(start.as_str())).unwrap().to_owned()
        };
        Key { id: value("AWS_ACCESS_KEY_ID"), secret: value("AWS_SECRET_ACCESS_KEY") }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// What comes back on a connection of its own for these bytes, until the server closes it.
    pub(crate) fn exchange(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may refuse before it has read everything.
        let _refused = stream.write_all(bytes);
        read_to_end(&mut stream)
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.exchange(format!("GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").as_bytes())
    }

    /// The answer to a signed call of IAM.
    pub(crate) fn call(&self, key: &Key, form: &str) -> String {
        self.exchange(&signed(&self.address, key, form))
    }

    /// The answer of STS to who the caller is.
    pub(crate) fn identity(&self, key: &Key) -> String {
        self.exchange(&signed(&self.address, key, "Action=GetCallerIdentity"))
    }

    /// Says that the server should stop, without waiting.
    pub(crate) fn signal(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Waits for the end and returns the exit code and the log.
    pub(crate) fn wait(mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the server does not end:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
        self.reader.take().unwrap().join().unwrap();
        (self.child.wait().unwrap().code(), self.log())
    }

    pub(crate) fn stop(self) -> (Option<i32>, String) {
        self.signal();
        self.wait()
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// All that comes, or as much as came before the connection broke.
pub(crate) fn read_to_end(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4_096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The bytes of a signed call, of IAM but for `GetCallerIdentity`, that closes its connection.
pub(crate) fn signed(host: &str, key: &Key, form: &str) -> Vec<u8> {
    let (service, version) =
        if form == "Action=GetCallerIdentity" { ("sts", "2011-06-15") } else { ("iam", "2010-05-08") };
    let form = format!("{form}&Version={version}");
    let content_type = "application/x-www-form-urlencoded";
    let mut headers: Vec<Header<'_>> =
        vec![("host".into(), host.into()), ("content-type".into(), content_type.into())];
    let request =
        HttpRequest { method: "POST", path: "/", query: "", headers: headers.clone(), body: form.as_bytes() };
    let credentials =
        Credentials { access_key_id: &key.id, secret_access_key: &key.secret, security_token: None };
    let scope = Scope { region: "us-east-1", service };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let signed = sign(&request, &credentials, &scope, i64::try_from(now).unwrap()).unwrap();
    headers.extend(signed.into_iter().map(|(name, value)| (name.into(), value.into())));
    let mut head = String::from("POST / HTTP/1.1\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    (head + &format!("content-length: {}\r\n\r\n{form}", form.len())).into_bytes()
}
