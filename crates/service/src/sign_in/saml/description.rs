// SPDX-License-Identifier: Apache-2.0
//! The metadata of this server as a SAML service provider, which identity providers read.

use super::super::Done;
use super::super::answer::{Answer, Refusal};
use super::super::audit::{Event, Name};
use super::{own_name, place_of_provider, provider_id};
use crate::door::Door;
use crate::federation::saml::request::POST;
use crate::markup::escape;

/// The kinds of names that are taken for somebody.
const NAME_FORMATS: [&str; 4] = [
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
];

/// The attributes that an assertion must have, and those that it may have.
const ATTRIBUTES: [(&str, bool); 5] = [
    ("Role", true),
    ("RoleSessionName", true),
    ("SessionDuration", false),
    ("SourceIdentity", false),
    ("TransitiveTagKeys", false),
];

pub(in super::super) fn describe(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::GetSamlMetadata);
    // Which providers there are is nobody's business: the description of one that is not there looks the same.
    let place = provider_id(door.incoming.http.path).map(|id| place_of_provider(id, door));
    let name = escape(&own_name(door));
    let place = place.map_or_else(|| name.clone(), |place| escape(&place));
    let formats: String =
        NAME_FORMATS.iter().map(|format| format!("    <NameIDFormat>{format}</NameIDFormat>\n")).collect();
    let attributes: String = ATTRIBUTES
        .iter()
        .map(|(name, is_required)| {
            format!(
                "      <RequestedAttribute Name=\"https://aws.amazon.com/SAML/Attributes/{name}\" \
                 NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" FriendlyName=\"{name}\" \
                 isRequired=\"{is_required}\"/>\n"
            )
        })
        .collect();
    event.succeed();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{name}\">\n  \
         <SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         AuthnRequestsSigned=\"false\" WantAssertionsSigned=\"true\">\n{formats}    \
         <AssertionConsumerService index=\"1\" isDefault=\"true\" Binding=\"{POST}\" Location=\"{place}\"/>\n    \
         <AttributeConsumingService index=\"1\">\n      <ServiceName xml:lang=\"en\">Portcullis</ServiceName>\n\
         {attributes}    </AttributeConsumingService>\n  </SPSSODescriptor>\n</EntityDescriptor>\n"
    );
    Ok(Done::read(Answer::of(200, "application/samlmetadata+xml", body)))
}
