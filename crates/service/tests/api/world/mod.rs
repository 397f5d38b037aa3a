// SPDX-License-Identifier: Apache-2.0
//! A small world to test operations in: accounts, keys, a clock, and calls that are really signed.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and no test needs the whole world"
)]

mod signer;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::SecretText;
use portcullis_directory::{Account, Directory};
use portcullis_service::bootstrap::{
    NewAccount, RootAccess, RootCredential, create_account, set_root_password,
};
use portcullis_service::identity_center::DeviceCodes;
use portcullis_service::outside::{Ask, ExchangeOrder, Exchanged, FetchProblem, Finding};
use portcullis_service::usage::record;
use portcullis_service::{Incoming, KnownCallers, MessageKeys, Moment, Reply, Settings, TokenKeys, handle};
use portcullis_wire::operation::find;
use portcullis_wire::request::Header;
use portcullis_wire::sigv4::{Credentials, Scope, sign};
use portcullis_wire::{HttpRequest, Service, Timestamp};

/// The account that every world begins with.
pub const ACCOUNT: &str = "111122223333";

/// Credentials of someone in the world.
#[derive(Debug, Clone)]
pub struct Key {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
}

/// Accounts, a clock, and chance that is the same in every run.
pub struct World {
    pub directory: Directory,
    pub settings: Settings,
    /// Seconds since 1970; every call moves it on by one.
    pub now: i64,
    pub source_ip: IpAddr,
    pub secure: bool,
    /// What the outside publishes, by URL; all else cannot be reached.
    pub documents: BTreeMap<String, Result<Arc<str>, FetchProblem>>,
    /// What is found there when a copy does not do, where it differs.
    pub fresh_documents: BTreeMap<String, Result<Arc<str>, FetchProblem>>,
    /// What token endpoints answer, by URL; all else cannot be reached.
    pub token_endpoints: BTreeMap<String, Result<Exchanged, FetchProblem>>,
    /// What was sent to them.
    pub exchanges: Vec<ExchangeOrder>,
    /// The URLs that were asked for, those that were asked for afresh with an exclamation mark.
    pub fetched: Vec<String>,
    /// The devices that wait for a person.
    pub devices: DeviceCodes,
    calls: u64,
}

/// What a call came to.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    pub audit: String,
    pub changes: usize,
    /// The encoded authorization message.
    pub message: Option<String>,
}

impl World {
    /// A world with one account and its root user's key.
    pub fn new() -> (Self, Key) {
        let settings = Settings {
            token_keys: TokenKeys::new([7; 32]),
            known_callers: KnownCallers::default(),
            message_keys: MessageKeys::new([8; 32]),
            skew_seconds: 900,
            region: "us-east-1".into(),
            public_url: "https://iam.example.com".into(),
            private_identity_providers: false,
            sign_in_clients: Vec::new(),
            sign_in_links: Vec::new(),
        };
        let mut world = Self {
            directory: Directory::new(),
            settings,
            now: Timestamp::parse("2026-01-02T03:04:05Z").unwrap().0,
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure: true,
            documents: BTreeMap::new(),
            fresh_documents: BTreeMap::new(),
            token_endpoints: BTreeMap::new(),
            exchanges: Vec::new(),
            fetched: Vec::new(),
            devices: DeviceCodes::default(),
            calls: 0,
        };
        let root = world.account(ACCOUNT);
        (world, root)
    }

    /// Adds an account, and gives its root user's key.
    pub fn account(&mut self, id: &str) -> Key {
        let id: AccountId = id.parse().unwrap();
        let new = NewAccount { id: Some(id), email: "root@example.com".into(), access: RootAccess::NewKey };
        let moment = self.moment();
        let created = create_account(&self.directory, &moment, new).unwrap();
        let records = created.changes.into_iter().map(|change| match change {
            portcullis_directory::change::Change::Put(record) => record,
            portcullis_directory::change::Change::Remove(key) => panic!("a new account removes {key}"),
        });
        let account = Account::from_records(1, records).unwrap();
        self.directory = self.directory.with_account(account).unwrap();
        let RootCredential::AccessKey { id, secret } = created.credential else { panic!("no key was made") };
        Key { id, secret: secret.expose().to_owned(), token: None }
    }

    /// Gives the root user of the first account a password.
    pub fn set_root_password(&mut self, password: &str) {
        let (moment, id) = (self.moment(), ACCOUNT.parse().unwrap());
        let given = Some(SecretText::new(password.to_owned()));
        let made = set_root_password(&self.directory, &moment, id, given).unwrap();
        self.directory = self.directory.apply(id, made.revision + 1, &made.changes).unwrap();
    }

    /// The moment of the next call.
    pub fn moment(&mut self) -> Moment {
        self.calls += 1;
        self.now += 1;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.calls.to_be_bytes());
        Moment::new(self.now * 1_000, entropy, format!("00000000-0000-4000-8000-{:012}", self.calls))
    }

    /// Signs a call, sends it, and applies what it changes. The script is the operation and its parameters,
    /// parted by blanks: `CreateUser UserName=bob Tags.member.1.Key=team`. A value with blanks is given in `more`.
    pub fn call_with(&mut self, key: &Key, script: &str, more: &[(&str, &str)]) -> Answer {
        self.call_as(Some(key), script, more)
    }

    fn call_as(&mut self, key: Option<&Key>, script: &str, more: &[(&str, &str)]) -> Answer {
        let (service, body) = form(script, more);
        let reply = self.send_as(key, service, &body);
        self.apply(&reply);
        Answer::of(&reply)
    }

    /// The same without a signature.
    pub fn call_unsigned(&mut self, script: &str, more: &[(&str, &str)]) -> Answer {
        self.call_as(None, script, more)
    }

    /// [`World::call_with`] without values that hold blanks.
    pub fn call(&mut self, key: &Key, script: &str) -> Answer {
        self.call_with(key, script, &[])
    }

    /// A call that must succeed.
    pub fn ok(&mut self, key: &Key, script: &str) -> Answer {
        self.ok_with(key, script, &[])
    }

    /// A call that must succeed, with values that hold blanks.
    pub fn ok_with(&mut self, key: &Key, script: &str, more: &[(&str, &str)]) -> Answer {
        let answer = self.call_with(key, script, more);
        assert_eq!(answer.status, 200, "{script}: {}", answer.body);
        answer
    }

    /// Signs a form body and handles it, without applying what it changes.
    pub fn send(&mut self, key: &Key, service: &str, body: &str) -> Reply {
        self.send_as(Some(key), service, body)
    }

    fn send_as(&mut self, key: Option<&Key>, service: &str, body: &str) -> Reply {
        let mut moment = self.moment();
        let mut request = HttpRequest {
            method: "POST",
            path: "/",
            query: "",
            headers: vec![
                ("host".into(), "localhost".into()),
                ("content-type".into(), "application/x-www-form-urlencoded; charset=utf-8".into()),
                ("user-agent".into(), "world/1.0".into()),
            ],
            body: body.as_bytes(),
        };
        if let Some(key) = key {
            sign_with(key, &mut request, service, self.now);
        }
        let incoming = Incoming { http: request, source_ip: self.source_ip, secure: self.secure };
        let mut first = self.settle(&mut moment, &incoming);
        // A call that is handled again on the same snapshot must come to the same.
        assert_eq!(first, handle(&self.directory, &self.settings, &moment, &incoming), "{body}");
        if let Some(Ask::Signature(order)) = first.ask.take() {
            first.signed(&order, &signer::sign(&order));
        }
        first
    }

    /// Sends a request that is none of IAM's or STS's, as a browser does, and applies what it changes.
    pub fn visit(&mut self, method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let mut moment = self.moment();
        let mut all: Vec<Header<'_>> = vec![("host".into(), "localhost".into())];
        all.extend(headers.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        let http = HttpRequest { method, path, query, headers: all, body: body.as_bytes() };
        let incoming = Incoming { http, source_ip: self.source_ip, secure: self.secure };
        let mut reply = self.settle(&mut moment, &incoming);
        if let Some(Ask::Signature(order)) = reply.ask.take() {
            reply.signed(&order, &signer::sign(&order));
        }
        self.apply(&reply);
        reply
    }

    /// Handles a request at a time of its own, always by the same chance, and applies nothing.
    pub fn consider(&mut self, http: HttpRequest<'_>, at: i64) -> Reply {
        let mut moment = Moment::new(at * 1_000, [0xA7; 32], "00000000-0000-4000-8000-000000000000".into());
        let incoming = Incoming { http, source_ip: self.source_ip, secure: self.secure };
        self.settle(&mut moment, &incoming)
    }

    /// The same with a call that this key signs, or nobody.
    pub fn consider_call(
        &mut self,
        key: Option<&Key>,
        script: &str,
        more: &[(&str, &str)],
        at: i64,
    ) -> Reply {
        let (service, body) = form(script, more);
        let headers = vec![("host".into(), "localhost".into())];
        let mut request =
            HttpRequest { method: "POST", path: "/", query: "", headers, body: body.as_bytes() };
        if let Some(key) = key {
            sign_with(key, &mut request, service, at);
        }
        self.consider(request, at)
    }

    /// Handles a request, and finds what it asks for.
    fn settle(&mut self, moment: &mut Moment, incoming: &Incoming<'_>) -> Reply {
        loop {
            let mut reply = handle(&self.directory, &self.settings, moment, incoming);
            let Some(ask) = reply.ask.take() else { return reply };
            let Some(finding) = self.found(&ask) else {
                reply.ask = Some(ask);
                return reply;
            };
            moment.supply(ask, finding);
        }
    }

    /// What the shell finds for the pure function.
    fn found(&mut self, ask: &Ask) -> Option<Finding> {
        match ask {
            Ask::SigningKeys => Some(Finding::SigningKeys(signer::keys())),
            Ask::Signature(_) => None,
            Ask::Document(order) => {
                self.fetched.push(format!("{}{}", order.url, if order.is_fresh { "!" } else { "" }));
                let fresh = self.fresh_documents.get(&order.url).filter(|_| order.is_fresh);
                let found = fresh.or_else(|| self.documents.get(&order.url)).cloned();
                Some(Finding::Document(found.unwrap_or(Err(FetchProblem::Unreachable))))
            }
            Ask::Exchange(order) => {
                self.exchanges.push(order.clone());
                let answer = self.token_endpoints.get(&order.url).cloned();
                Some(Finding::Exchange(answer.unwrap_or(Err(FetchProblem::Unreachable))))
            }
            Ask::Thumbprint { url } => {
                let is_there = self.documents.keys().any(|known| known.starts_with(url));
                let thumbprint = is_there.then(|| "0a".repeat(20)).ok_or(FetchProblem::Unreachable);
                Some(Finding::Thumbprint(thumbprint))
            }
            Ask::Device(order) => Some(Finding::Device(self.devices.answer(order, self.now * 1_000))),
            work => work.work(),
        }
    }

    fn apply(&mut self, reply: &Reply) {
        if let Some(transition) = &reply.transition {
            let revision = transition.revision + 1;
            self.directory =
                self.directory.apply(transition.account, revision, &transition.changes).expect("changes fit");
        }
        if let Some(used) = &reply.usage {
            let account = self.directory.account(used.account).expect("the caller's account stays");
            let (revision, changes) = (account.revision() + 1, record(account, std::slice::from_ref(used)));
            self.directory = self.directory.apply(used.account, revision, &changes).expect("usage fits");
        }
    }

    /// Makes a user with an access key, and gives the key.
    pub fn user(&mut self, by: &Key, name: &str) -> Key {
        self.ok(by, &format!("CreateUser UserName={name}"));
        let answer = self.ok(by, &format!("CreateAccessKey UserName={name}"));
        Key { id: answer.get("AccessKeyId"), secret: answer.get("SecretAccessKey"), token: None }
    }

    /// Puts an inline policy of one statement on a user: `Allow iam:GetUser *`.
    pub fn grant(&mut self, by: &Key, user: &str, name: &str, statement: &str) {
        let document = document(statement);
        let script = format!("PutUserPolicy UserName={user} PolicyName={name}");
        self.ok_with(by, &script, &[("PolicyDocument", &document)]);
    }

    /// Puts an inline policy of one statement, as JSON, on a role.
    pub fn grant_role(&mut self, by: &Key, role: &str, statement: &str) {
        let document = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        let script = format!("PutRolePolicy RoleName={role} PolicyName=granted");
        self.ok_with(by, &script, &[("PolicyDocument", &document)]);
    }

    /// Checks rows of calls and what they come to: `OK`, or `STATUS CODE message`.
    pub fn script(&mut self, key: &Key, rows: &[(&str, &str)]) {
        for (script, expected) in rows {
            let answer = self.call(key, script);
            assert_eq!(answer.summary(), *expected, "{script}");
        }
    }
}

/// Signs a request as the key's owner does.
fn sign_with(key: &Key, request: &mut HttpRequest<'_>, service: &str, at: i64) {
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let signed = sign(request, &credentials, &Scope { region: "us-east-1", service }, at).unwrap();
    request.headers.extend(signed.into_iter().map(|(name, value)| (name.into(), value.into())));
}

/// The service that a script's operation belongs to, and the form of the call.
pub fn form(script: &str, more: &[(&str, &str)]) -> (&'static str, String) {
    let mut words = script.split_whitespace();
    let operation = words.next().unwrap();
    let is_sts = find(Service::Sts, operation).is_some();
    let (service, version) = if is_sts { ("sts", "2011-06-15") } else { ("iam", "2010-05-08") };
    let mut pairs = vec![("Action", operation), ("Version", version)];
    pairs.extend(words.map(|word| word.split_once('=').expect("parameters are Name=value")));
    pairs.extend(more);
    let body = pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    (service, body.collect::<Vec<_>>().join("&"))
}

impl Answer {
    pub fn of(reply: &Reply) -> Self {
        let headers = &reply.response.headers;
        let message = headers.iter().find(|(name, _)| name == portcullis_service::MESSAGE_HEADER);
        Self {
            status: reply.response.status,
            body: String::from_utf8(reply.response.body.clone()).unwrap(),
            audit: reply.audit.clone(),
            message: message.map(|(_, value)| value.clone()),
            changes: reply.transition.as_ref().map_or(0, |transition| transition.changes.len()),
        }
    }

    /// `OK`, or `STATUS CODE message`.
    pub fn summary(&self) -> String {
        if self.status == 200 {
            return "OK".to_owned();
        }
        format!("{} {} {}", self.status, self.get("Code"), self.get("Message"))
    }

    /// The text of the first element of this name, unescaped.
    pub fn get(&self, element: &str) -> String {
        let all = self.all(element);
        all.first().unwrap_or_else(|| panic!("no <{element}> in {}", self.body)).clone()
    }

    /// The texts of all elements of this name, unescaped, in order.
    pub fn all(&self, element: &str) -> Vec<String> {
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let texts = self.body.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap());
        texts.map(unescape).collect()
    }

    /// The temporary credentials in the answer.
    pub fn credentials(&self) -> Key {
        Key {
            id: self.get("AccessKeyId"),
            secret: self.get("SecretAccessKey"),
            token: Some(self.get("SessionToken")),
        }
    }
}

/// A document of one statement: `Allow iam:GetUser,iam:ListUsers *`.
pub fn document(statement: &str) -> String {
    let mut words = statement.split_whitespace();
    let (effect, actions, resource) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    let actions = actions.split(',').map(|action| format!("\"{action}\"")).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Action":[{actions}],"Resource":"{resource}"}}]}}"#
    )
}

/// A trust policy that lets one AWS principal assume.
pub fn trust(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}]}}"#
    )
}

pub fn escape(text: &str) -> String {
    portcullis_wire::url_encode_document(text)
}

/// Undoes XML's escapes, then those of a policy document if there are any.
fn unescape(text: &str) -> String {
    let pairs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Undoes the percent-encoding of a policy document.
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
