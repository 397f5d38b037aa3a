// SPDX-License-Identifier: Apache-2.0
//! The floor: the same HTTP library with the same limits, reading whole requests and answering 200 fixed bytes.

use std::convert::Infallible;
use std::error::Error;
use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

static ANSWER: [u8; 200] = [b'x'; 200];

/// Serves for ever.
pub fn serve(address: SocketAddr) -> Result<(), Box<dyn Error>> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind(address).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(async {
                let answer = service_fn(|mut request: Request<Incoming>| async move {
                    // As every server must that looks at what it is sent.
                    while let Some(Ok(frame)) = request.frame().await {
                        black_box(frame);
                    }
                    Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(&ANSWER))))
                });
                // The limits of the server's `listen.rs`. Heads that do not come are given up, as in the library's own
                // examples and as the server does by means of its own.
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(Duration::from_secs(30))
                    .max_headers(100)
                    .max_header_size(64 * 1_024)
                    .max_buf_size(128 * 1_024)
                    .serve_connection(TokioIo::new(stream), answer);
                let _ended = connection.await;
            });
        }
    })
}
