// SPDX-License-Identifier: Apache-2.0
//! A browser is sent to its identity provider with a request, which it must have brought along when the answer comes.

use portcullis_directory::arn;
use portcullis_directory::record::SamlProvider;
use portcullis_wire::Form;

use super::super::Done;
use super::super::answer::{Answer, Refusal};
use super::super::audit::{Event, Name};
use super::super::cookie::{self, Cookie, SameSite};
use super::super::destination::own_page;
use super::super::note::{self, Purpose};
use super::super::page::{FormAction, page};
use super::{PATH, own_name, place_of_provider};
use crate::door::Door;
use crate::federation::saml::metadata::Metadata;
use crate::federation::saml::request::{AuthnRequest, Carried};
use crate::markup::escape;

const ID: u8 = 32;
const PROVIDER: u8 = 33;
const DESTINATION: u8 = 34;
const ROLE: u8 = 35;

/// What a request's id begins with: it must not be a digit.
const ID_PREFIX: &str = "_";

/// A request that this browser was sent away with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// What its answer says that it answers.
    id: String,
    /// The ARN of the provider that was asked.
    pub(super) provider: String,
    /// The page of this server that is wanted.
    pub(super) destination: Option<String>,
    /// The role that is wanted, if it is only one.
    pub(super) role_arn: Option<String>,
}

pub(in super::super) fn start(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::RequestSamlAssertion);
    let form = Form::parse(door.incoming.http.query, &[]).map_err(|fault| Refusal::invalid(fault.message))?;
    let provider_arn = form.get("provider").ok_or_else(|| Refusal::invalid("`provider` is missing"))?;
    let own = &*door.settings.public_url;
    let destination = match form.get("destination") {
        Some(asked) => Some(
            own_page(asked, own)
                .ok_or_else(|| Refusal::invalid(format!("`destination` is not a page of {own}")))?,
        ),
        None => None,
    };
    let provider = find(provider_arn, door)
        .ok_or_else(|| Refusal::new(404, "NoSuchProvider", "Specified provider doesn't exist"))?;
    let unusable = |why: &str| Refusal::new(409, "ProviderCannotBeAsked", why);
    let metadata = Metadata::parse(&provider.metadata).map_err(|malformed| unusable(&malformed.0))?;
    let random: [u8; 16] = door.moment.random();
    let request = Request {
        id: format!("{ID_PREFIX}{}", data_encoding::HEXLOWER.encode(&random)),
        provider: provider_arn.to_owned(),
        destination,
        role_arn: form.get("role").map(str::to_owned),
    };
    let name = own_name(door);
    let consumer =
        provider.encryption.map_or_else(|| name.clone(), |_| place_of_provider(provider.id.as_str(), door));
    let asked = AuthnRequest { id: &request.id, issued_at: door.now(), issuer: &name, consumer: &consumer };
    let carried = asked.carried(&metadata).ok_or_else(|| {
        unusable(
            "The metadata of the provider name no SingleSignOnService with the binding HTTP-Redirect or HTTP-POST. \
             Begin at the provider.",
        )
    })?;
    event.succeed();
    let answer = match carried {
        Carried::Redirect(url) => Answer::redirect(&url),
        Carried::Form { location, saml_request } => form_page(&location, &saml_request, door),
    };
    Ok(Done::read(answer.with_cookie(request.cookie(door)?)))
}

fn form_page(location: &str, saml_request: &str, door: &Door<'_>) -> Answer {
    let content = format!(
        "<form method=\"post\" action=\"{}\">\n<input type=\"hidden\" name=\"SAMLRequest\" value=\"{}\">\n\
         <p><button type=\"submit\">Continue</button></p>\n</form>\n",
        escape(location),
        escape(saml_request)
    );
    page(200, "Continue to your identity provider", &content, FormAction::Provider, door.base_path())
}

/// The provider with this ARN, in whichever account.
fn find<'a>(provider_arn: &str, door: &Door<'a>) -> Option<&'a SamlProvider> {
    let account = door.directory.account(arn::parse(provider_arn)?.account.parse().ok()?)?;
    account.require_saml_provider(provider_arn).ok().map(|found| &**found)
}

impl Request {
    /// The request of this id, if this browser was sent away with it.
    pub(super) fn of_browser(id: &str, door: &Door<'_>) -> Option<Self> {
        let sealed = cookie::sent(&cookie_name(id)?, door)?;
        let request = note::open(Purpose::SamlRequest, sealed, door, |reader| {
            Some(Self {
                id: reader.text(ID).ok()?,
                provider: reader.text(PROVIDER).ok()?,
                destination: reader.optional_text(DESTINATION).ok()?,
                role_arn: reader.optional_text(ROLE).ok()?,
            })
        })?;
        (request.id == id).then_some(request)
    }

    /// What the browser keeps until the answer comes.
    fn cookie(&self, door: &Door<'_>) -> Result<String, Refusal> {
        let sealed = note::seal(Purpose::SamlRequest, door, |writer| {
            writer.text(ID, &self.id);
            writer.text(PROVIDER, &self.provider);
            writer.optional_text(DESTINATION, self.destination.as_deref());
            writer.optional_text(ROLE, self.role_arn.as_deref());
        })?;
        self.set_cookie(&sealed, Purpose::SamlRequest.seconds_max(), door)
    }

    /// What takes it from the browser.
    pub(super) fn no_cookie(&self, door: &Door<'_>) -> Result<String, Refusal> {
        self.set_cookie("", 0, door)
    }

    /// The answer comes by a form of another site, with which browsers send only cookies that say so.
    fn set_cookie(&self, value: &str, seconds: i64, door: &Door<'_>) -> Result<String, Refusal> {
        let name = cookie_name(&self.id).ok_or_else(Refusal::unavailable)?;
        let cookie = Cookie { name: name.into(), path: PATH, same_site: SameSite::Any };
        Ok(cookie.set(value, seconds, door))
    }
}

/// Each request has a cookie of its own, for a browser may have sent several away.
fn cookie_name(id: &str) -> Option<String> {
    let digits = id.strip_prefix(ID_PREFIX)?;
    let is_ours = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_ours.then(|| digits.get(..16)).flatten().map(|digits| format!("portcullis-saml-{digits}"))
}
