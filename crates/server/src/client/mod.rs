// SPDX-License-Identifier: Apache-2.0
//! The program as a client of a server: of this program's, as other programs are. It holds nothing but what it is given.

pub(crate) mod sign_in;
pub(crate) mod sts;

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Credentials, Scope, sign};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use zeroize::Zeroizing;

use crate::problem::Problem;
use crate::{now, tls};

/// How long an exchange may take.
const EXCHANGE_TIME: Duration = Duration::from_secs(30);

/// The most bytes of an answer.
const ANSWER_BYTES_MAX: usize = 1_024 * 1_024;

/// A server to talk to.
pub(crate) struct Client {
    authority: String,
    host: String,
    port: u16,
    tls: Option<TlsConnector>,
    /// What every path begins with.
    base: String,
    region: String,
}

/// Keys to sign with.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) id: String,
    pub(crate) secret: Zeroizing<String>,
    pub(crate) token: Option<String>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Zeroizing<String>,
}

impl Client {
    /// A client of the server under this URL. `ca_file` holds roots beside the public ones, in PEM.
    pub(crate) fn new(url: &str, ca_file: Option<&Path>, region: &str) -> Result<Self, Problem> {
        let wrong = || {
            Problem::new(
                format!("`{url}` is not the URL of a server"),
                "give one such as http://127.0.0.1:4599 with --endpoint-url or AWS_ENDPOINT_URL",
            )
        };
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let authority = uri.authority().ok_or_else(wrong)?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        Ok(Self {
            authority: authority.as_str().to_owned(),
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: authority.port_u16().unwrap_or(if secure { 443 } else { 80 }),
            tls: secure.then(|| tls::connector(ca_file)).transpose()?,
            base: uri.path().trim_end_matches('/').to_owned(),
            region: region.to_owned(),
        })
    }

    /// Sends a signed call of IAM or STS.
    async fn call(&self, service: &str, form: &[(&str, &str)], keys: &Keys) -> Result<Answer, Problem> {
        let pairs = form
            .iter()
            .map(|(name, value)| format!("{name}={}", portcullis_wire::url_encode_document(value)));
        let body = Zeroizing::new(pairs.collect::<Vec<_>>().join("&"));
        let path = format!("{}/", self.base);
        let request = HttpRequest {
            method: "POST",
            path: &path,
            query: "",
            headers: vec![
                ("host".into(), (&*self.authority).into()),
                ("content-type".into(), "application/x-www-form-urlencoded; charset=utf-8".into()),
            ],
            body: body.as_bytes(),
        };
        let credentials = Credentials {
            access_key_id: &keys.id,
            secret_access_key: &keys.secret,
            security_token: keys.token.as_deref(),
        };
        let scope = Scope { region: &self.region, service };
        let seconds = now::milliseconds().div_euclid(1_000);
        let signed = sign(&request, &credentials, &scope, seconds)
            .map_err(|fault| Problem::new(fault.message, "check the access key in the environment"))?;
        let own = request.headers.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned()));
        let headers = own.filter(|(name, _)| name != "host").chain(signed).collect();
        self.send("POST", &path, headers, &body).await
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: Vec<(String, String)>,
        body: &str,
    ) -> Result<Answer, Problem> {
        let exchange = async {
            let stream = TcpStream::connect((self.host.as_str(), self.port))
                .await
                .map_err(|error| self.unreachable(&error.to_string()))?;
            match &self.tls {
                None => self.exchange(stream, method, path, headers, body).await,
                Some(tls) => {
                    let name = ServerName::try_from(self.host.clone())
                        .map_err(|error| self.unreachable(&error.to_string()))?;
                    let stream = tls.connect(name, stream).await;
                    let stream = stream.map_err(|error| self.unreachable(&error.to_string()))?;
                    self.exchange(stream, method, path, headers, body).await
                }
            }
        };
        timeout(EXCHANGE_TIME, exchange).await.map_err(|_| self.unreachable("it does not answer in time"))?
    }

    async fn exchange(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        method: &str,
        path: &str,
        headers: Vec<(String, String)>,
        body: &str,
    ) -> Result<Answer, Problem> {
        let failed = |error: &dyn std::error::Error| self.unreachable(&error.to_string());
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| failed(&error))?;
        let driver = tokio::spawn(async move {
            // What goes wrong on the connection is told by the request that waits on it.
            let _ended = connection.await;
        });
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.authority)
            .header(USER_AGENT, concat!("portcullis/", env!("CARGO_PKG_VERSION")));
        if !headers.iter().any(|(name, _)| name == CONTENT_TYPE.as_str()) {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request
            .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
            .map_err(|error| failed(&error))?;
        let response = sender.send_request(request).await.map_err(|error| failed(&error))?;
        let status = response.status().as_u16();
        let read = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        driver.abort();
        let bytes = read.map_err(|error| self.unreachable(&error.to_string()))?.to_bytes();
        let body = String::from_utf8(bytes.to_vec()).map_err(|error| failed(&error))?;
        Ok(Answer { status, body: Zeroizing::new(body) })
    }

    fn unreachable(&self, why: &str) -> Problem {
        Problem::new(
            format!("cannot talk to the server at `{}`: {why}", self.authority),
            "check --endpoint-url (or AWS_ENDPOINT_URL), and that the server runs",
        )
    }
}

/// Credentials for a time.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) keys: Keys,
    /// As the server wrote it.
    pub(crate) expiration: String,
    /// In seconds since 1970.
    pub(crate) expires_at: i64,
}

/// Whatever runs a client runs it to its end on this thread.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Problem::new(error.to_string(), "check the limits on open files"))?;
    runtime.block_on(future)
}
