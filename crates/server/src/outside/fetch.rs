// SPDX-License-Identifier: Apache-2.0
//! Fetches one document over TLS: within limits of size and time, from where identity providers may stand, and without
//! following redirects.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper::header::{ACCEPT, HOST, USER_AGENT};
use hyper::{Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use portcullis_service::federation::oidc::DOCUMENT_BYTES_MAX;
use portcullis_service::outside::FetchProblem;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::address::is_public;
use super::trust::{Roots, looking_config, thumbprint};

/// How long a document may take, from the question for its server's address to its last byte. AWS waits as long.
const FETCH_TIME: Duration = Duration::from_secs(5);

/// How long one address of a server may take to answer.
const CONNECT_TIME: Duration = Duration::from_secs(2);

/// The most bytes of a head.
const HEAD_BYTES_MAX: usize = 32_768;

/// Where and whom to fetch from.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// Whether addresses that are not public may be asked.
    pub(crate) private: bool,
    /// Whom to believe.
    pub(crate) roots: Roots,
}

/// A connection's task, which ends with whoever holds this.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The document at a URL.
pub(super) async fn document(
    url: &str,
    thumbprints: &[String],
    rules: &Rules,
) -> Result<Arc<str>, FetchProblem> {
    let config = rules.roots.config(thumbprints).ok_or(FetchProblem::Unusable)?;
    let fetched = timeout(FETCH_TIME, get(url, config, rules)).await;
    fetched.unwrap_or(Err(FetchProblem::Unreachable))
}

/// The thumbprint of the last certificate that a URL's server shows.
pub(super) async fn server_thumbprint(url: &str, rules: &Rules) -> Result<String, FetchProblem> {
    let config = looking_config().ok_or(FetchProblem::Unusable)?;
    let look = async {
        let target = Target::read(url)?;
        let stream = target.connect(config, rules).await?;
        let shown = stream.get_ref().1.peer_certificates().and_then(|chain| chain.last().map(thumbprint));
        shown.ok_or(FetchProblem::Unusable)
    };
    timeout(FETCH_TIME, look).await.unwrap_or(Err(FetchProblem::Unreachable))
}

/// What a URL names.
struct Target {
    host: String,
    port: u16,
    /// The `Host` header.
    authority: String,
    path: String,
}

impl Target {
    fn read(url: &str) -> Result<Self, FetchProblem> {
        let uri: Uri = url.parse().map_err(|_| FetchProblem::Unusable)?;
        let authority = uri.authority().ok_or(FetchProblem::Unusable)?;
        if uri.scheme_str() != Some("https") || authority.as_str().contains('@') {
            return Err(FetchProblem::Unusable);
        }
        Ok(Self {
            host: authority.host().trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: authority.port_u16().unwrap_or(443),
            authority: authority.as_str().to_owned(),
            path: uri.path_and_query().map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
        })
    }

    /// Connects to the first address that answers. The addresses that were looked at are those that are connected to.
    async fn connect(
        &self,
        config: ClientConfig,
        rules: &Rules,
    ) -> Result<TlsStream<TcpStream>, FetchProblem> {
        let allowed = |address: IpAddr| rules.private || is_public(address);
        let addresses: Vec<SocketAddr> = match self.host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, self.port)],
            Err(_) => {
                let found = lookup_host((self.host.as_str(), self.port)).await;
                found.map_err(|_| FetchProblem::Unreachable)?.collect()
            }
        };
        let forbidden = !addresses.is_empty() && !addresses.iter().any(|address| allowed(address.ip()));
        if forbidden {
            return Err(FetchProblem::Unusable);
        }
        let name = ServerName::try_from(self.host.clone()).map_err(|_| FetchProblem::Unusable)?;
        for address in addresses.into_iter().filter(|address| allowed(address.ip())) {
            if let Ok(Ok(stream)) = timeout(CONNECT_TIME, TcpStream::connect(address)).await {
                let connected = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
                return connected.map_err(|error| problem(&error));
            }
        }
        Err(FetchProblem::Unreachable)
    }
}

/// What a failure of the handshake means.
fn problem(error: &std::io::Error) -> FetchProblem {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::InvalidCertificate(_)) => FetchProblem::Untrusted,
        Some(_) => FetchProblem::Unusable,
        None => FetchProblem::Unreachable,
    }
}

async fn get(url: &str, config: ClientConfig, rules: &Rules) -> Result<Arc<str>, FetchProblem> {
    let target = Target::read(url)?;
    let stream = target.connect(config, rules).await?;
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| FetchProblem::Unreachable)?;
    let _driver = Driver(tokio::spawn(async move {
        let _ended = connection.await;
    }));
    let request = Request::get(&target.path)
        .header(HOST, &target.authority)
        .header(ACCEPT, "application/json")
        .header(USER_AGENT, concat!("portcullis/", env!("CARGO_PKG_VERSION")))
        .body(Empty::<Bytes>::new())
        .map_err(|_| FetchProblem::Unusable)?;
    let response = sender.send_request(request).await.map_err(|error| answer_problem(&error))?;
    match response.status() {
        StatusCode::OK => {}
        // The provider says that it cannot answer now.
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => return Err(FetchProblem::Unreachable),
        status if status.is_server_error() => return Err(FetchProblem::Unreachable),
        _ => return Err(FetchProblem::Unusable),
    }
    let body = Limited::new(response.into_body(), DOCUMENT_BYTES_MAX).collect().await;
    let body = body.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
        Some(_) => FetchProblem::Unusable,
        None => FetchProblem::Unreachable,
    })?;
    let text = String::from_utf8(body.to_bytes().to_vec()).map_err(|_| FetchProblem::Unusable)?;
    Ok(Arc::from(text))
}

/// An answer that is no HTTP is of no use; one that breaks off may come another time.
fn answer_problem(error: &hyper::Error) -> FetchProblem {
    if error.is_parse() || error.is_parse_too_large() {
        FetchProblem::Unusable
    } else {
        FetchProblem::Unreachable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_come_apart() {
        let read = |url: &str| {
            Target::read(url).map(|target| (target.host, target.port, target.authority, target.path))
        };
        let parts = |host: &str, port, authority: &str, path: &str| {
            Ok((host.to_owned(), port, authority.to_owned(), path.to_owned()))
        };
        assert_eq!(read("https://a.example/x?y=1"), parts("a.example", 443, "a.example", "/x?y=1"));
        assert_eq!(read("https://[::1]:8443"), parts("::1", 8_443, "[::1]:8443", "/"));
        for url in
            ["http://a.example/", "https://ann@a.example/", "a.example", "https://", "file:///etc/passwd"]
        {
            assert_eq!(read(url), Err(FetchProblem::Unusable), "{url}");
        }
    }
}
