// SPDX-License-Identifier: Apache-2.0
//! Fetches one document over TLS, or asks one token endpoint: within limits of size and time, where identity providers
//! may stand, and without following redirects.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::client::conn::http1::SendRequest;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper::http::request as http_request;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use portcullis_directory::record::SecretText;
use portcullis_service::federation::oidc::DOCUMENT_BYTES_MAX;
use portcullis_service::outside::{EXCHANGE_BYTES_MAX, ExchangeOrder, Exchanged, FetchProblem};
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

/// What a token endpoint answers. It is asked once, and what it answers is kept nowhere.
pub(super) async fn exchange(order: &ExchangeOrder, rules: &Rules) -> Result<Exchanged, FetchProblem> {
    let config = rules.roots.config(&order.thumbprints).ok_or(FetchProblem::Unusable)?;
    timeout(FETCH_TIME, post(order, config, rules)).await.unwrap_or(Err(FetchProblem::Unreachable))
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

    fn request(&self, method: Method) -> http_request::Builder {
        Request::builder()
            .method(method)
            .uri(&self.path)
            .header(HOST, &self.authority)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, concat!("portcullis/", env!("CARGO_PKG_VERSION")))
    }

    async fn open(&self, config: ClientConfig, rules: &Rules) -> Result<Connection, FetchProblem> {
        let stream = self.connect(config, rules).await?;
        let (sender, connection) = hyper::client::conn::http1::Builder::new()
            .max_buf_size(HEAD_BYTES_MAX)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|_| FetchProblem::Unreachable)?;
        let driver = tokio::spawn(async move {
            let _ended = connection.await;
        });
        Ok(Connection { sender, _driver: Driver(driver) })
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
    let request = target.request(Method::GET).body(Full::default()).map_err(|_| FetchProblem::Unusable)?;
    let connection = target.open(config, rules).await?;
    let (_, body) = connection.send(request, &[StatusCode::OK], DOCUMENT_BYTES_MAX).await?;
    Ok(Arc::from(body))
}

async fn post(order: &ExchangeOrder, config: ClientConfig, rules: &Rules) -> Result<Exchanged, FetchProblem> {
    let target = Target::read(&order.url)?;
    let mut request = target.request(Method::POST).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(authorization) = &order.authorization {
        let mut value = HeaderValue::from_str(authorization.expose()).map_err(|_| FetchProblem::Unusable)?;
        value.set_sensitive(true);
        request = request.header(AUTHORIZATION, value);
    }
    let form = Bytes::copy_from_slice(order.form.expose().as_bytes());
    let request = request.body(Full::new(form)).map_err(|_| FetchProblem::Unusable)?;
    let connection = target.open(config, rules).await?;
    // With the other two a provider says why there are no tokens (RFC 6749, section 5.2).
    let read = [StatusCode::OK, StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED];
    let (status, body) = connection.send(request, &read, EXCHANGE_BYTES_MAX).await?;
    Ok(Exchanged { is_granted: status == StatusCode::OK, body: SecretText::new(body) })
}

/// A connection on which one request is sent.
struct Connection {
    sender: SendRequest<Full<Bytes>>,
    _driver: Driver,
}

impl Connection {
    /// The status of the answer, which must be one of these, and its text, which has no more bytes than these.
    async fn send(
        mut self,
        request: Request<Full<Bytes>>,
        read: &[StatusCode],
        bytes_max: usize,
    ) -> Result<(StatusCode, String), FetchProblem> {
        let response = self.sender.send_request(request).await.map_err(|error| answer_problem(&error))?;
        let status = response.status();
        // The provider says that it cannot answer now.
        if status.is_server_error()
            || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
        {
            return Err(FetchProblem::Unreachable);
        }
        if !read.contains(&status) {
            return Err(FetchProblem::Unusable);
        }
        let body = Limited::new(response.into_body(), bytes_max).collect().await;
        let body = body.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
            Some(_) => FetchProblem::Unusable,
            None => FetchProblem::Unreachable,
        })?;
        let text = String::from_utf8(body.to_bytes().to_vec()).map_err(|_| FetchProblem::Unusable)?;
        Ok((status, text))
    }
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
