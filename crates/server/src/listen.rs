// SPDX-License-Identifier: Apache-2.0
//! Accepts connections, as many as are allowed, and speaks HTTP/1.1 on each, with or without TLS.

use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::exchange::{Peer, Shell};
use crate::log::Value;
use crate::problem::Problem;
use crate::race::{First, race};
use crate::stall::{Impatient, Progress};

/// The most headers of a request, as AWS's own front ends allow.
const HEADERS_MAX: usize = 100;

/// The most bytes of a request's head. A session token and a presigned query fit many times.
const HEAD_BYTES_MAX: usize = 64 * 1_024;

/// How much of a connection's input and output waits in memory.
const BUFFER_BYTES_MAX: usize = 128 * 1_024;

/// How long connections may take to end when the server does.
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// Takes the port.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, Problem> {
    let listener = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    listener.map_err(|error| {
        let hint = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there: stop it, or choose another port with --listen ADDRESS:PORT"
            }
            std::io::ErrorKind::PermissionDenied => {
                "ports below 1024 need a privilege: choose a higher one with --listen ADDRESS:PORT"
            }
            _ => "choose an address of this machine with --listen ADDRESS:PORT, such as 127.0.0.1:4599",
        };
        Problem::new(format!("cannot listen on `{address}`: {error}"), hint)
    })
}

/// Accepts connections until the word to stop, then waits for those that are open.
pub(crate) async fn accept(
    listener: tokio::net::TcpListener,
    tls: Option<TlsAcceptor>,
    shell: Arc<Shell>,
    mut stop: watch::Receiver<bool>,
) {
    let places = shell.limits.connections;
    let free = Arc::new(Semaphore::new(places));
    loop {
        // The place comes first, so that connections without one wait in the system's queue.
        let next = async {
            let place = Arc::clone(&free).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = match race(told(&mut stop), next).await {
            First::Left(_) => break,
            First::Right(next) => next,
        };
        match accepted {
            Ok((stream, address)) => {
                tokio::spawn(connection(
                    stream,
                    address,
                    tls.clone(),
                    Arc::clone(&shell),
                    stop.clone(),
                    place,
                ));
            }
            Err(error) => {
                // Out of file descriptors, most likely. Trying again at once would only burn the processor.
                shell
                    .journal
                    .log
                    .warn("cannot accept a connection", &[("why", Value::Text(&error.to_string()))]);
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
    shell.stopping.store(true, Ordering::Release);
    drop(listener);
    let all = u32::try_from(places).unwrap_or(u32::MAX);
    if timeout(STOP_TIMEOUT, free.acquire_many(all)).await.is_err() {
        shell.journal.log.warn("connections that did not end are cut off", &[]);
    }
}

async fn connection(
    stream: TcpStream,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    shell: Arc<Shell>,
    stop: watch::Receiver<bool>,
    _place: Option<OwnedSemaphorePermit>,
) {
    shell.journal.metrics.count_connection(1);
    // Answers are written whole; waiting to fill packets would only delay them.
    let _slower = stream.set_nodelay(true);
    let peer = Peer { ip: address.ip().to_canonical(), secure: tls.is_some() };
    match tls {
        None => speak(stream, peer, &shell, stop).await,
        Some(tls) => {
            // A handshake that fails or takes too long has no one to tell.
            if let Ok(Ok(stream)) = timeout(shell.limits.read, tls.accept(stream)).await {
                speak(stream, peer, &shell, stop).await;
            }
        }
    }
    shell.journal.metrics.count_connection(-1);
}

async fn speak<S>(stream: S, peer: Peer, shell: &Shell, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (patience, progress) = (shell.limits.read, Arc::new(Progress::default()));
    let service = service_fn(|request| shell.exchange(peer, &progress, request));
    let stream = Impatient::new(stream, patience, Arc::clone(&progress));
    let mut connection = pin!(
        http1::Builder::new()
            .max_headers(HEADERS_MAX)
            .max_header_size(HEAD_BYTES_MAX)
            .max_buf_size(BUFFER_BYTES_MAX)
            .serve_connection(TokioIo::new(stream), service)
    );
    // What goes wrong on a connection is the client's to see: hyper has answered what could be answered.
    let ended = race(race(told(&mut stop), progress.ceases(patience)), connection.as_mut()).await;
    if let First::Left(First::Left(_)) = ended {
        connection.as_mut().graceful_shutdown();
        race(progress.ceases(patience), connection).await;
    }
}

/// Waits for the word to stop, or for the loss of whoever could say it.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _said = stop.wait_for(|stop| *stop).await.is_ok();
}
