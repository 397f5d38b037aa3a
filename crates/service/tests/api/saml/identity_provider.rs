// SPDX-License-Identifier: Apache-2.0
//! A SAML identity provider for tests. It writes canonical XML by hand, so that it shares no code with what verifies.

use std::sync::LazyLock;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{AES_128, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair as RsaPair, KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey,
    PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_wire::Timestamp;

macro_rules! pem {
    ($name:literal) => {
        include_str!(concat!("../../certificates/", $name, ".pem"))
    };
}

pub(crate) const ISSUER: &str = "https://idp.example.com/saml";
pub(crate) const PROVIDER: &str = "arn:aws:iam::111122223333:saml-provider/Idp";
pub(crate) const ROLE: &str = "arn:aws:iam::111122223333:role/Reader";
pub(crate) const PLACE: &str = "https://signin.aws.amazon.com/saml";
pub(crate) const OWN_PLACE: &str = "https://iam.example.com/saml";
pub(crate) const DECRYPTION_KEY: &str = pem!("leaf-key-pkcs1");
const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const AWS: &str = "https://aws.amazon.com/SAML/Attributes/";

/// What signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    /// The RSA key of the metadata.
    Rsa,
    /// The other key of the metadata, on P-256.
    P256,
    /// An RSA key that the metadata does not know.
    Stranger,
}

/// The provider's metadata, with both keys.
pub(crate) fn metadata() -> String {
    include_str!("../../saml/metadata.xml").to_owned()
}

/// Metadata with these certificates, each for a use, and with further attributes of the entity.
pub(crate) fn metadata_of(keys: &[(Option<&str>, &str)], attributes: &str) -> String {
    let descriptors: String = keys
        .iter()
        .map(|(purpose, certificate)| {
            let purpose = purpose.map(|purpose| format!(" use=\"{purpose}\"")).unwrap_or_default();
            let lines = certificate.lines().filter(|line| !line.starts_with("-----"));
            let base64: String = lines.map(|line| format!("{line}\n")).collect();
            format!(
                "<md:KeyDescriptor{purpose}><ds:KeyInfo xmlns:ds=\"{XMLDSIG}\"><ds:X509Data><ds:X509Certificate>\n\
                 {base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- what the provider publishes about itself, with every element \
         that it needs, and with words enough for the least length that a metadata document may have: a thousand \
         characters -->\n<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{ISSUER}\"\
         {attributes}>\n<md:IDPSSODescriptor \
         protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{descriptors}\
         <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>\
         <md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" \
         Location=\"https://idp.example.com/sso\"></md:SingleSignOnService></md:IDPSSODescriptor>\n\
         </md:EntityDescriptor>\n"
    )
}

/// A response to be made. Each part can be changed before it is signed.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) now: i64,
    pub(crate) id: String,
    pub(crate) issuer: String,
    pub(crate) audience: String,
    pub(crate) recipient: String,
    pub(crate) destination: Option<String>,
    /// The request that is answered, as the response and as the assertion say it.
    pub(crate) in_response_to: (Option<String>, Option<String>),
    pub(crate) status: String,
    pub(crate) issued_at: i64,
    pub(crate) not_before: i64,
    pub(crate) ends_at: i64,
    pub(crate) confirmation_ends_at: Option<i64>,
    pub(crate) session_ends_at: Option<i64>,
    pub(crate) name: String,
    pub(crate) format: String,
    pub(crate) attributes: Vec<(String, Vec<String>)>,
}

impl Response {
    pub(crate) fn new(now: i64) -> Self {
        Self {
            now,
            id: "_a1".into(),
            issuer: ISSUER.into(),
            audience: PLACE.into(),
            recipient: PLACE.into(),
            destination: Some(PLACE.into()),
            in_response_to: (None, None),
            status: "urn:oasis:names:tc:SAML:2.0:status:Success".into(),
            issued_at: now,
            not_before: now - 10,
            ends_at: now + 300,
            confirmation_ends_at: Some(now + 300),
            session_ends_at: None,
            name: "alice@example.com".into(),
            format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent".into(),
            attributes: vec![
                (format!("{AWS}Role"), vec![format!("{ROLE},{PROVIDER}")]),
                (format!("{AWS}RoleSessionName"), vec!["alice".into()]),
            ],
        }
    }

    /// With an attribute in place of the one of this name.
    pub(crate) fn with(mut self, name: &str, values: &[&str]) -> Self {
        self.attributes.retain(|(of, _)| of != name);
        self.attributes.push((name.into(), values.iter().map(|value| (*value).to_owned()).collect()));
        self
    }

    /// With one of AWS's attributes in place of the one of this name.
    pub(crate) fn aws(self, name: &str, values: &[&str]) -> Self {
        self.with(&format!("{AWS}{name}"), values)
    }

    /// The assertion in exclusive canonical form, without a signature.
    pub(crate) fn assertion(&self) -> String {
        let at = |seconds: i64| Timestamp(seconds).to_string();
        let attributes: String = self
            .attributes
            .iter()
            .map(|(name, values)| {
                let values: String = values
                    .iter()
                    .map(|value| format!("<saml:AttributeValue>{value}</saml:AttributeValue>"))
                    .collect();
                format!("<saml:Attribute Name=\"{name}\">{values}</saml:Attribute>")
            })
            .collect();
        let ends = self.confirmation_ends_at.map(|seconds| format!(" NotOnOrAfter=\"{}\"", at(seconds)));
        let request = self.in_response_to.1.as_ref().map(|id| format!(" InResponseTo=\"{id}\""));
        let session = self.session_ends_at.map(|end| format!(" SessionNotOnOrAfter=\"{}\"", at(end)));
        format!(
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}\" IssueInstant=\"{issued}\" \
             Version=\"2.0\"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID Format=\"{format}\">{name}\
             </saml:NameID><saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
             <saml:SubjectConfirmationData{request}{ends} Recipient=\"{recipient}\"></saml:SubjectConfirmationData>\
             </saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore=\"{before}\" NotOnOrAfter=\"{after}\">\
             <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>\
             </saml:Conditions><saml:AuthnStatement AuthnInstant=\"{issued}\"{session}><saml:AuthnContext>\
             <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>\
             </saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{attributes}\
             </saml:AttributeStatement></saml:Assertion>",
            id = self.id,
            issued = at(self.issued_at),
            issuer = self.issuer,
            format = self.format,
            name = self.name,
            request = request.unwrap_or_default(),
            ends = ends.unwrap_or_default(),
            recipient = self.recipient,
            before = at(self.not_before),
            after = at(self.ends_at),
            audience = self.audience,
            session = session.unwrap_or_default(),
        )
    }

    /// A response that holds this, in exclusive canonical form.
    pub(crate) fn around(&self, content: &str) -> String {
        let destination = self.destination.as_ref().map(|place| format!(" Destination=\"{place}\""));
        let request = self.in_response_to.0.as_ref().map(|id| format!(" InResponseTo=\"{id}\""));
        format!(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"{destination} ID=\"_r{id}\"{request} \
             IssueInstant=\"{issued}\" Version=\"2.0\"><saml:Issuer \
             xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{issuer}</saml:Issuer><samlp:Status>\
             <samlp:StatusCode Value=\"{status}\"></samlp:StatusCode></samlp:Status>{content}</samlp:Response>",
            destination = destination.unwrap_or_default(),
            request = request.unwrap_or_default(),
            id = self.id,
            issued = Timestamp(self.issued_at),
            issuer = self.issuer,
            status = self.status,
        )
    }

    /// The assertion with a signature, in a response without one.
    pub(crate) fn assertion_signed(&self) -> String {
        self.around(&signed(&self.assertion(), &self.id, Signer::Rsa))
    }

    /// A signed response around an assertion without a signature.
    pub(crate) fn response_signed(&self) -> String {
        signed(&self.around(&self.assertion()), &format!("_r{}", self.id), Signer::Rsa)
    }

    /// A signed response around a signed assertion.
    pub(crate) fn both_signed(&self) -> String {
        let assertion = signed(&self.assertion(), &self.id, Signer::P256);
        signed(&self.around(&assertion), &format!("_r{}", self.id), Signer::Rsa)
    }
}

/// The form in which browsers carry a response.
pub(crate) fn encode(response: &str) -> String {
    BASE64.encode(response)
}

/// A canonical element with an enveloped signature after its issuer.
pub(crate) fn signed(element: &str, id: &str, signer: Signer) -> String {
    insert(element, &signature(element, id, signer))
}

/// An element with a signature after its issuer.
pub(crate) fn insert(element: &str, signature: &str) -> String {
    let (head, tail) = element.split_once("</saml:Issuer>").unwrap();
    format!("{head}</saml:Issuer>{signature}{tail}")
}

/// The signature over a canonical element.
pub(crate) fn signature(element: &str, id: &str, signer: Signer) -> String {
    let digest = BASE64.encode(digest(&SHA256, element.as_bytes()));
    let method = match signer {
        Signer::Rsa | Signer::Stranger => "rsa-sha256",
        Signer::P256 => "ecdsa-sha256",
    };
    let info = format!(
        "<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\
         </ds:CanonicalizationMethod><ds:SignatureMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#{method}\"></ds:SignatureMethod><ds:Reference URI=\"#{id}\">\
         <ds:Transforms><ds:Transform Algorithm=\"{XMLDSIG}enveloped-signature\"></ds:Transform><ds:Transform \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms><ds:DigestMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod><ds:DigestValue>{digest}\
         </ds:DigestValue></ds:Reference></ds:SignedInfo>"
    );
    around_info(&info, signer)
}

/// A signature element around what is signed, whatever that says.
pub(crate) fn around_info(info: &str, signer: Signer) -> String {
    let canonical = info.replacen("<ds:SignedInfo>", &format!("<ds:SignedInfo xmlns:ds=\"{XMLDSIG}\">"), 1);
    let value = BASE64.encode(sign(canonical.as_bytes(), signer));
    format!(
        "<ds:Signature xmlns:ds=\"{XMLDSIG}\">{info}<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>"
    )
}

static STRANGER: LazyLock<RsaKeyPair> = LazyLock::new(|| {
    let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    RsaKeyPair::from_pkcs8(der.as_ref()).unwrap()
});

fn der(pem: &str) -> Vec<u8> {
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    BASE64.decode(base64).unwrap()
}

fn sign(bytes: &[u8], signer: Signer) -> Vec<u8> {
    let random = SystemRandom::new();
    let rsa = |pair: &RsaKeyPair| {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &random, bytes, &mut signature).unwrap();
        signature
    };
    match signer {
        Signer::Rsa => rsa(&RsaKeyPair::from_pkcs8(&der(pem!("leaf-key"))).unwrap()),
        Signer::Stranger => rsa(&STRANGER),
        Signer::P256 => {
            let pair =
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der(pem!("self-p256-key")))
                    .unwrap();
            pair.sign(&random, bytes).unwrap().as_ref().to_vec()
        }
    }
}

/// How an assertion is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// AES-256-GCM, RSA-OAEP with SHA-256.
    Gcm,
    /// AES-128-CBC, RSA-OAEP with SHA-1.
    Cbc,
}

/// An EncryptedAssertion for [`DECRYPTION_KEY`].
pub(crate) fn encrypted(assertion: &str, encryption: Encryption) -> String {
    let pair = RsaKeyPair::from_pkcs8(&der(pem!("leaf-key"))).unwrap();
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let public =
        OaepPublicEncryptingKey::new(PublicEncryptingKey::from_der(public.as_ref()).unwrap()).unwrap();
    let (cipher, transport, secret, sealed) = match encryption {
        Encryption::Gcm => {
            let secret = vec![7; 32];
            let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &secret).unwrap());
            let mut body = assertion.as_bytes().to_vec();
            let nonce = Nonce::assume_unique_for_key([9; 12]);
            key.seal_in_place_append_tag(nonce, Aad::empty(), &mut body).unwrap();
            let transport = "http://www.w3.org/2009/xmlenc11#rsa-oaep\"><ds:DigestMethod \
                             xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                             Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><xenc11:MGF \
                             xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" \
                             Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>";
            ("http://www.w3.org/2009/xmlenc11#aes256-gcm", transport, secret, [vec![9; 12], body].concat())
        }
        Encryption::Cbc => {
            let secret = vec![5; 16];
            let padding = 16 - assertion.len() % 16;
            let mut body = assertion.as_bytes().to_vec();
            body.extend(std::iter::repeat_n(0, padding - 1));
            body.push(u8::try_from(padding).unwrap());
            let key = EncryptingKey::cbc(UnboundCipherKey::new(&AES_128, &secret).unwrap()).unwrap();
            let context = EncryptionContext::Iv128(FixedLength::from([3; 16]));
            key.less_safe_encrypt(&mut body, context).unwrap();
            let transport = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p\">";
            ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", transport, secret, [vec![3; 16], body].concat())
        }
    };
    let algorithm = if encryption == Encryption::Gcm { &OAEP_SHA256_MGF1SHA256 } else { &OAEP_SHA1_MGF1SHA1 };
    let mut wrapped = vec![0; public.ciphertext_size()];
    let wrapped = public.encrypt(algorithm, &secret, &mut wrapped, None).unwrap().to_vec();
    format!(
        "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"><xenc:EncryptedData \
         xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" Type=\"http://www.w3.org/2001/04/xmlenc#Element\">\
         <xenc:EncryptionMethod Algorithm=\"{cipher}\"/><ds:KeyInfo xmlns:ds=\"{XMLDSIG}\"><xenc:EncryptedKey>\
         <xenc:EncryptionMethod Algorithm=\"{transport}</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>{}\
         </xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>{}\
         </xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>",
        BASE64.encode(wrapped),
        BASE64.encode(sealed)
    )
}
