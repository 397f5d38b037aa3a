// SPDX-License-Identifier: Apache-2.0
//! The credential agent: hands the session of a role to the SDKs on a machine, as ECS and EC2 do.
//!
//! Containers ask `AWS_CONTAINER_CREDENTIALS_FULL_URI` with a token of their own; machines ask the instance metadata
//! service, version 2, whose token takes a `PUT` that no confused proxy or page sends.

mod answer;
mod holder;
mod metadata;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use zeroize::Zeroizing;

use crate::client::{Client, Keys, block_on};
use crate::problem::Problem;
use answer::Answer;
use holder::Holder;
pub(crate) use holder::Source;
use metadata::Metadata;

/// What the agent is started with.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) source: Source,
    pub(crate) keys: Keys,
    pub(crate) region: String,
    /// The token that containers send.
    pub(crate) container_token: Zeroizing<String>,
    /// How many routers an answer of the metadata service may pass.
    pub(crate) hop_limit: u32,
}

/// The path under which containers ask.
const CONTAINER_PATH: &str = "/credentials";

struct Agent {
    holder: Holder,
    metadata: Metadata,
    container_token: Zeroizing<String>,
}

/// Serves until it is told to stop.
pub(crate) fn serve(options: Options, client: Client) -> Result<(), Problem> {
    block_on(async {
        let listener = TcpListener::bind(options.listen).await.map_err(|error| {
            Problem::new(
                format!("cannot listen on `{}`: {error}", options.listen),
                "choose another address of this machine with --listen ADDRESS:PORT",
            )
        })?;
        let address = listener.local_addr().unwrap_or(options.listen);
        let holder = Holder::new(client, options.source, options.keys);
        // What cannot be had now cannot be handed out later either: better said at once.
        holder.session().await?;
        greet(address, &options.container_token)?;
        let agent = Arc::new(Agent {
            holder,
            metadata: Metadata::new(options.region)?,
            container_token: options.container_token,
        });
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            // An answer that may not pass a router does not leave the machine.
            let _unlimited = stream.set_ttl(options.hop_limit);
            let agent = Arc::clone(&agent);
            tokio::spawn(async move {
                let service = service_fn(|request| Arc::clone(&agent).exchange(request));
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                // A client that goes away has no more to be told.
                let _ended = connection.await;
            });
        }
    })
}

fn greet(address: SocketAddr, token: &str) -> Result<(), Problem> {
    use std::io::Write;
    let text = format!(
        "The agent is ready. For containers:\n\nexport AWS_CONTAINER_CREDENTIALS_FULL_URI=http://{address}{CONTAINER_PATH}\n\
         export AWS_CONTAINER_AUTHORIZATION_TOKEN={token}\n\nFor machines:\n\nexport \
         AWS_EC2_METADATA_SERVICE_ENDPOINT=http://{address}\n"
    );
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

/// A header as text.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

impl Agent {
    async fn exchange<B>(self: Arc<Self>, request: Request<B>) -> Result<Response<Full<Bytes>>, Infallible> {
        let (head, _) = request.into_parts();
        let answer = if head.uri.path() == CONTAINER_PATH {
            self.to_container(head.method.as_str(), header(&head.headers, "authorization")).await
        } else {
            self.metadata.answer(head.method.as_str(), head.uri.path(), &head.headers, &self.holder).await
        };
        Ok(answer.into_response())
    }

    async fn to_container(&self, method: &str, token: Option<&str>) -> Answer {
        let is_right = token.is_some_and(|token| answer::is_same(token, &self.container_token));
        if method != "GET" || !is_right {
            return Answer::container_error(
                401,
                "AccessDenied",
                "the authorization token is missing or wrong",
            );
        }
        match self.holder.session().await {
            Ok(held) => Answer::container(&held),
            Err(problem) => Answer::container_error(503, "ServiceUnavailable", &problem.to_string()),
        }
    }
}
