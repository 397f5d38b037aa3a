// SPDX-License-Identifier: Apache-2.0
//! `serve`: puts the house together, serves until the word to stop, and takes it apart in order.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arc_swap::ArcSwap;
use portcullis_service::bootstrap::RootAccess;
use portcullis_service::{KnownCallers, Manner, MessageKeys, Reply, Settings, TokenKeys};
use portcullis_store::embedded::Embedded;
use portcullis_wire::{HttpResponse, Service};
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Semaphore, watch};

use crate::audit::{self, Audit};
use crate::call::Decide;
use crate::commit::{Desk, Writer};
use crate::data_dir::Place;
use crate::environment::Given;
use crate::exchange::{LARGE_BODIES, Limits, Shell};
use crate::first_start::{self, Outcome};
use crate::journal::Journal;
use crate::lines::{Lines, OnFailure};
use crate::listen;
use crate::load::Published;
use crate::log::{Format, Log, StandardError, Value};
use crate::metrics::Metrics;
use crate::outside::{Outside, Roots, Rules};
use crate::problem::Problem;
use crate::race::{First, race};
use crate::refuse;
use crate::show::{self, Endpoint};
use crate::sign_in_clients;
use crate::throttle::Throttle;
use crate::tls;
use crate::usage::{GATHERING, Gatherer, Uses};

/// What `serve` is told.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) listen: SocketAddr,
    /// The files of the certificate chain and of its key.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    pub(crate) log_format: Format,
    pub(crate) audit_file: Option<PathBuf>,
    /// What the root user of the first account begins with, if no key is given.
    pub(crate) access: RootAccess,
    pub(crate) region: String,
    /// The URL under which others reach the server, if it is not the one it listens on.
    pub(crate) public_url: Option<String>,
    pub(crate) skew_seconds: u32,
    /// Whether identity providers may stand in private networks.
    pub(crate) private_identity_providers: bool,
    /// A file of roots that vouch for identity providers, besides the public ones.
    pub(crate) identity_provider_ca: Option<PathBuf>,
    /// A file of the clients that this installation is to identity providers, with their secrets, and of links to them.
    pub(crate) sign_in_clients: Option<PathBuf>,
    pub(crate) limits: Limits,
}

/// How many audit lines may wait for the disk.
const AUDIT_CAPACITY: usize = 16_384;

/// Serves until SIGTERM or SIGINT.
pub(crate) fn serve(options: Options) -> Result<(), Problem> {
    let given = Given::read()?;
    let tls = options.tls.as_ref().map(|(certificate, key)| tls::acceptor(certificate, key)).transpose()?;
    let roots = Roots::with(options.identity_provider_ca.as_deref())?;
    let rules = Rules { private: options.private_identity_providers, roots };
    let sign_in = options.sign_in_clients.as_deref().map(sign_in_clients::read).transpose()?;
    let mut store = options.place.open()?;
    let in_place = |error| Problem::store(&error, &options.place.directory);
    let mut published = Published::load(&mut store).map_err(in_place)?;
    // The port is taken before the first account is made, so that credentials are shown only by a server that runs.
    let listener = listen::bind(options.listen)?;
    let address = listener.local_addr().unwrap_or(options.listen);
    let journal = Arc::new(open_journal(&options, Uses::new())?);
    warn_of_damage(&journal, &store, &published);
    let url = url(address, tls.is_some());
    let public_url = options.public_url.clone().unwrap_or_else(|| url.clone());
    let settings = settings(&options, sign_in.unwrap_or_default(), &store, &public_url)?;
    match first_start::ensure_account(&mut store, &mut published, given, options.access)? {
        Outcome::Made { created, shown: true } => {
            let endpoint = Endpoint { url: Some(&url), region: &options.region };
            let title = format!("Account {} is made.", created.account);
            show::credential(&title, created.account, &created.credential, &endpoint)?;
        }
        Outcome::Made { created, shown: false } => {
            let account = created.account.to_string();
            journal
                .log
                .info("made the account with the given access key", &[("account", Value::Text(&account))]);
        }
        Outcome::Known { ignored } => ignored.iter().for_each(|words| journal.log.warn(words, &[])),
    }
    if tls.is_none() && !address.ip().is_loopback() {
        journal.log.warn("without TLS, secrets pass over the network in the clear: see --tls-cert", &[]);
    }
    let store_damaged = !store.damage().is_empty();
    let decide = decide(settings);
    let published = Arc::new(ArcSwap::from_pointee(published));
    let desk = Desk {
        store: Box::new(store),
        decide: Arc::clone(&decide),
        published: Arc::clone(&published),
        journal: Arc::clone(&journal),
    };
    let shell = Arc::new(Shell {
        decide,
        published,
        writer: Writer::start(desk).map_err(|error| system(&error))?,
        journal,
        throttle: Throttle::default(),
        outside: Outside::new(rules),
        limits: options.limits,
        large_bodies: Semaphore::new(LARGE_BODIES),
        stopping: AtomicBool::new(false),
        store_damaged,
        public_url,
    });
    // What is used cannot be recorded in a store that cannot be written.
    let gatherer = (!store_damaged).then(|| gather(&shell)).transpose()?;
    let served = run(listener, tls, &shell, &url);
    gatherer.into_iter().for_each(Gatherer::close);
    // What is left of connections went first, then comes the writer, which nobody calls any more, then what it wrote of.
    shell.writer.close();
    shell.journal.log.info("stopped", &[]);
    shell.journal.close();
    served
}

fn settings(
    options: &Options,
    sign_in: sign_in_clients::Configured,
    store: &Embedded,
    public_url: &str,
) -> Result<Settings, Problem> {
    let in_place = |error| Problem::store(&error, &options.place.directory);
    let token_root = store.derive("session tokens").map_err(in_place)?;
    let message_root = store.derive("authorization messages").map_err(in_place)?;
    Ok(Settings {
        token_keys: TokenKeys::new(*token_root),
        known_callers: KnownCallers::default(),
        message_keys: MessageKeys::new(*message_root),
        skew_seconds: options.skew_seconds,
        region: options.region.clone(),
        public_url: public_url.to_owned(),
        private_identity_providers: options.private_identity_providers,
        sign_in_clients: sign_in.clients,
        sign_in_links: sign_in.links,
    })
}

fn gather(shell: &Shell) -> Result<Gatherer, Problem> {
    let recorder = shell.writer.recorder();
    let hand_over = move |uses| recorder.record(uses);
    shell.journal.uses.gather(GATHERING, hand_over).map_err(|error| system(&error))
}

fn run(
    listener: std::net::TcpListener,
    tls: Option<tokio_rustls::TlsAcceptor>,
    shell: &Arc<Shell>,
    url: &str,
) -> Result<(), Problem> {
    let runtime = Runtime::new().map_err(|error| system(&error))?;
    let served = runtime.block_on(async {
        let mut signals = Signals::new()?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (stop, stopped) = watch::channel(false);
        shell.journal.log.info("listening", &[("url", Value::Text(url))]);
        let accepting = tokio::spawn(listen::accept(listener, tls, Arc::clone(shell), stopped));
        signals.next().await;
        shell
            .journal
            .log
            .info("stopping: requests under way are finished; a second signal ends at once", &[]);
        let _nobody_listens = stop.send(true);
        tokio::spawn(async move {
            signals.next().await;
            // Nothing that was answered can be lost by this: it is durable.
            std::process::exit(1);
        });
        accepting.await.map_err(std::io::Error::other)
    });
    // What is left of connections ends here.
    drop(runtime);
    served.map_err(|error| system(&error))
}

fn open_journal(options: &Options, uses: Uses) -> Result<Journal, Problem> {
    let place = match &options.audit_file {
        Some(file) => audit::Place::File(file.clone()),
        None => audit::Place::Daily(options.place.directory.join("audit")),
    };
    let audit = Lines::start("audit", AUDIT_CAPACITY, OnFailure::Retry, Audit::open(place)?);
    Ok(Journal {
        audit: audit.map_err(|error| system(&error))?,
        log: Log::start(options.log_format, StandardError).map_err(|error| system(&error))?,
        metrics: Metrics::new(),
        uses,
    })
}

fn warn_of_damage(journal: &Journal, store: &Embedded, published: &Published) {
    for what in store.damage() {
        let fields = [("what", Value::Text(what))];
        journal.log.error("the store is damaged: accounts are served, but nothing can be changed", &fields);
    }
    for (account, what) in &published.damaged {
        let account = account.to_string();
        let fields = [("account", Value::Text(&account)), ("what", Value::Text(what))];
        journal.log.error("an account is damaged and not served", &fields);
    }
}

/// The one pure function, with its settings, behind a wall that a defect in it does not break through.
fn decide(settings: Settings) -> Arc<Decide> {
    Arc::new(move |directory, moment, incoming| {
        let handled = AssertUnwindSafe(|| portcullis_service::handle(directory, &settings, moment, incoming));
        catch_unwind(handled).unwrap_or_else(|_defect| {
            let fault = refuse::internal();
            Reply {
                response: HttpResponse::fault(&fault, Service::Iam, &moment.request_id),
                transition: None,
                audit: refuse::audit_of_defect(&fault, &moment.request_id, incoming.source_ip),
                operation: None,
                fault: Some(fault.code.into_owned()),
                account: None,
                usage: None,
                ask: None,
                attempt: None,
                manner: Manner::Query(Service::Iam),
            }
        })
    })
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the word to stop.
    async fn next(&mut self) {
        match race(self.terminate.recv(), self.interrupt.recv()).await {
            First::Left(_) | First::Right(_) => {}
        }
    }
}

/// The address as clients on this machine write it.
fn url(address: SocketAddr, secure: bool) -> String {
    let scheme = if secure { "https" } else { "http" };
    if address.ip().is_unspecified() {
        return format!("{scheme}://localhost:{}", address.port());
    }
    format!("{scheme}://{address}")
}

fn system(error: &std::io::Error) -> Problem {
    Problem::new(
        format!("the system refuses a resource: {error}"),
        "check the limits on threads and open files",
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn urls_can_be_pasted() {
        let url = |text: &str, secure| super::url(text.parse().unwrap(), secure);
        assert_eq!(url("127.0.0.1:4599", false), "http://127.0.0.1:4599");
        assert_eq!(url("0.0.0.0:443", true), "https://localhost:443");
        assert_eq!(url("[::1]:80", false), "http://[::1]:80");
    }
}
