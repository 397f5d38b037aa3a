// SPDX-License-Identifier: Apache-2.0
//! Requests to a provider to sign somebody in, and how a browser carries them there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_wire::Timestamp;

use super::metadata::Metadata;
use super::{ASSERTION, PROTOCOL};
use crate::markup::escape;

const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
/// The binding by which browsers bring responses, and by which some providers take requests.
pub(crate) const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// How hard the text is compressed, from 0 to 10. It is short: what is in between does.
const COMPRESSION: u8 = 6;

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct AuthnRequest<'a> {
    /// What the response will say that it answers.
    pub(crate) id: &'a str,
    /// Seconds since 1970.
    pub(crate) issued_at: i64,
    /// Our name for ourselves.
    pub(crate) issuer: &'a str,
    /// Where the response is to be presented.
    pub(crate) consumer: &'a str,
}

/// How a browser carries a request to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Carried {
    /// In this URL, to which it is sent.
    Redirect(String),
    /// In the field `SAMLRequest` of a form.
    Form {
        /// The URL to which the form goes.
        location: String,
        /// What the field holds.
        saml_request: String,
    },
}

impl AuthnRequest<'_> {
    /// How a browser carries this request to a provider: by a redirection, or by a form where the provider takes only
    /// that. `None` if it takes neither.
    ///
    /// It is not signed, whatever the provider's `WantAuthnRequestsSigned` says: that speaks of all services at once, and
    /// Keycloak, Okta and others say it of services that need not sign.
    pub(crate) fn carried(&self, provider: &Metadata) -> Option<Carried> {
        let place = |binding: &str| {
            let mut services = provider.sign_on.iter();
            let found = services.find(|(by, location)| by == binding && is_web_url(location));
            found.map(|(_, location)| location.as_str())
        };
        if let Some(location) = place(REDIRECT) {
            let text = miniz_oxide::deflate::compress_to_vec(self.to_xml(location).as_bytes(), COMPRESSION);
            let separator = if location.contains('?') { '&' } else { '?' };
            return Some(Carried::Redirect(format!(
                "{location}{separator}SAMLRequest={}",
                percent_encoded(&BASE64.encode(text))
            )));
        }
        let location = place(POST)?;
        let saml_request = BASE64.encode(self.to_xml(location));
        Some(Carried::Form { location: location.to_owned(), saml_request })
    }

    fn to_xml(&self, destination: &str) -> String {
        format!(
            "<samlp:AuthnRequest xmlns:samlp=\"{PROTOCOL}\" xmlns:saml=\"{ASSERTION}\" ID=\"{id}\" Version=\"2.0\" \
             IssueInstant=\"{issued}\" Destination=\"{destination}\" AssertionConsumerServiceURL=\"{consumer}\" \
             ProtocolBinding=\"{POST}\"><saml:Issuer>{issuer}</saml:Issuer><samlp:NameIDPolicy AllowCreate=\"true\"/>\
             </samlp:AuthnRequest>",
            id = escape(self.id),
            issued = Timestamp(self.issued_at),
            destination = escape(destination),
            consumer = escape(self.consumer),
            issuer = escape(self.issuer),
        )
    }
}

/// Whether a browser may be sent there. What would be a script, or end a header, is none; nor is a fragment, behind which
/// no query is sent.
fn is_web_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?']))
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#' && byte != b'\\')
}

fn percent_encoded(base64: &str) -> String {
    base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(sign_on: &[(&str, &str)]) -> Metadata {
        let sign_on = sign_on.iter().map(|(by, at)| ((*by).to_owned(), (*at).to_owned())).collect();
        Metadata { entity_id: "https://idp.example.com".into(), sign_on, keys: Vec::new() }
    }

    const REQUEST: AuthnRequest<'_> =
        AuthnRequest { id: "_1", issued_at: 0, issuer: "https://me/saml", consumer: "https://me/saml?a&b" };

    fn query_of(carried: &Carried) -> (&str, String) {
        let Carried::Redirect(url) = carried else { panic!("{carried:?}") };
        let (location, value) = url.split_once("SAMLRequest=").unwrap();
        let base64 = value.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        let deflated = BASE64.decode(base64).unwrap();
        let text = miniz_oxide::inflate::decompress_to_vec(&deflated).unwrap();
        (location, String::from_utf8(text).unwrap())
    }

    #[test]
    fn a_redirection_is_preferred_and_keeps_the_query_of_its_place() {
        let both = [(POST, "https://idp/post"), (REDIRECT, "https://idp/redirect?tenant=7")];
        let carried = REQUEST.carried(&metadata(&both)).unwrap();
        let (location, text) = query_of(&carried);
        assert_eq!(location, "https://idp/redirect?tenant=7&");
        assert!(text.contains("Destination=\"https://idp/redirect?tenant=7\""), "{text}");
        assert!(text.contains("AssertionConsumerServiceURL=\"https://me/saml?a&amp;b\""), "{text}");
        let only = [(REDIRECT, "https://idp/redirect")];
        assert_eq!(query_of(&REQUEST.carried(&metadata(&only)).unwrap()).0, "https://idp/redirect?");
    }

    #[test]
    fn a_form_is_used_where_nothing_else_is_taken() {
        let carried = REQUEST.carried(&metadata(&[(POST, "https://idp/post")])).unwrap();
        let Carried::Form { location, saml_request } = carried else { panic!("{carried:?}") };
        assert_eq!(location, "https://idp/post");
        let text = String::from_utf8(BASE64.decode(saml_request).unwrap()).unwrap();
        assert!(text.contains("ID=\"_1\""), "{text}");
    }

    #[test]
    fn nobody_is_sent_to_what_is_no_page_of_the_web() {
        for location in [
            "",
            "javascript:alert(1)//https://idp",
            "data:text/html,x",
            "//idp/sso",
            "https://",
            "https:///sso",
            "https://idp/sso#fragment",
            "https://idp/a b",
            "https://idp/\r\nset-cookie: a=b",
            "https://idp\\evil",
            "ftp://idp/sso",
        ] {
            let asked = REQUEST.carried(&metadata(&[(REDIRECT, location), (POST, location)]));
            assert_eq!(asked, None, "{location}");
        }
        let soap = [("urn:oasis:names:tc:SAML:2.0:bindings:SOAP", "https://idp/soap")];
        assert_eq!(REQUEST.carried(&metadata(&soap)), None);
    }
}
