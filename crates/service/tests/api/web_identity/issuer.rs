// SPDX-License-Identifier: Apache-2.0
//! An OpenID Connect provider: keys of each kind, the documents it publishes, and tokens that it signs.

use std::sync::LazyLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use crate::world::{Key, World};

pub const URL: &str = "https://idp.example.com/shop";
pub const NAME: &str = "idp.example.com/shop";
pub const CLIENT: &str = "sts.amazonaws.com";
/// All the algorithms that are allowed.
pub const ALGORITHMS: [&str; 6] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

static RSA: LazyLock<RsaKeyPair> = LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap());
static EC: LazyLock<[(&str, EcdsaKeyPair); 3]> = LazyLock::new(|| {
    let pair = |algorithm: &'static EcdsaSigningAlgorithm| EcdsaKeyPair::generate(algorithm).unwrap();
    [
        ("P-256", pair(&ECDSA_P256_SHA256_FIXED_SIGNING)),
        ("P-384", pair(&ECDSA_P384_SHA384_FIXED_SIGNING)),
        ("P-521", pair(&ECDSA_P521_SHA512_FIXED_SIGNING)),
    ]
});

/// The modulus of the RSA key.
pub fn modulus() -> Vec<u8> {
    // The public key is SEQUENCE { INTEGER modulus, INTEGER 65537 }, in which the modulus begins with a zero.
    RSA.public_key().as_ref()[9..265].to_vec()
}

/// The set of all keys, with their ids.
pub fn keys() -> String {
    let mut keys = vec![rsa_key("rsa", "")];
    for (curve, pair) in EC.iter() {
        let point = &pair.public_key().as_ref()[1..];
        let (x, y) = point.split_at(point.len() / 2);
        let (x, y) = (BASE64.encode(x), BASE64.encode(y));
        keys.push(format!(r#"{{"kty":"EC","crv":"{curve}","kid":"{curve}","x":"{x}","y":"{y}"}}"#));
    }
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

/// The RSA key under an id, with more members.
pub fn rsa_key(id: &str, more: &str) -> String {
    format!(r#"{{"kty":"RSA","kid":"{id}","n":"{}","e":"AQAB"{more}}}"#, BASE64.encode(modulus()))
}

/// The discovery document of an issuer.
pub fn discovery(issuer: &str) -> String {
    format!(
        r#"{{"issuer":"{issuer}","jwks_uri":"{issuer}/keys","response_types_supported":["id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}}"#
    )
}

/// Publishes what the provider at this URL does.
pub fn publish(world: &mut World, issuer: &str) {
    world
        .documents
        .insert(format!("{issuer}/.well-known/openid-configuration"), Ok(discovery(issuer).into()));
    world.documents.insert(format!("{issuer}/keys"), Ok(keys().into()));
}

/// A world whose account trusts the provider, with the role `till` that trusts whomever it vouches for.
pub fn world() -> (World, Key) {
    let (mut world, root) = World::new();
    publish(&mut world, URL);
    let provider = format!(
        "CreateOpenIDConnectProvider Url={URL} ClientIDList.member.1={CLIENT} ThumbprintList.member.1={}",
        "a".repeat(40)
    );
    world.ok(&root, &provider);
    role(&mut world, &root, "till", "");
    (world, root)
}

/// Makes a role that trusts the provider, under conditions: `,"Condition":{…}`.
pub fn role(world: &mut World, root: &Key, name: &str, condition: &str) {
    let actions = r#"["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"]"#;
    let document = trust(actions, condition);
    let more = [("AssumeRolePolicyDocument", document.as_str())];
    world.ok_with(root, &format!("CreateRole RoleName={name}"), &more);
}

/// A trust policy for the provider with these actions.
pub fn trust(actions: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{NAME}"}},"Action":{actions}{condition}}}]}}"#
    )
}

/// What a token says: names and JSON values. A name that is set again takes the place of the one before.
#[derive(Clone)]
pub struct Claims(Vec<(String, String)>);

impl Claims {
    /// What a sound token says at this time.
    pub fn at(now: i64) -> Self {
        let claims = Self(Vec::new());
        let text = |text: &str| format!("\"{text}\"");
        claims
            .with("iss", &text(URL))
            .with("aud", &text(CLIENT))
            .with("sub", &text("repo:shop/till:ref:main"))
            .with("iat", &now.to_string())
            .with("exp", &(now + 600).to_string())
    }

    pub fn with(mut self, name: &str, json: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), json.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    fn json(&self) -> String {
        let members = self.0.iter().map(|(name, json)| format!("\"{name}\":{json}"));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    /// The token, signed as this algorithm says.
    pub fn sign(&self, algorithm: &str) -> String {
        let id = match algorithm {
            "ES256" => "P-256",
            "ES384" => "P-384",
            "ES512" => "P-521",
            _ => "rsa",
        };
        self.sign_with(&format!(r#"{{"alg":"{algorithm}","kid":"{id}","typ":"JWT"}}"#), algorithm)
    }

    /// The token with this header, signed with the key of an algorithm whatever the header says.
    pub fn sign_with(&self, header: &str, algorithm: &str) -> String {
        let input = format!("{}.{}", BASE64.encode(header), BASE64.encode(self.json()));
        let signature = BASE64.encode(sign(algorithm, input.as_bytes()));
        format!("{input}.{signature}")
    }
}

fn sign(algorithm: &str, input: &[u8]) -> Vec<u8> {
    let chance = SystemRandom::new();
    let encoding: &dyn signature::RsaEncoding = match algorithm {
        "RS256" => &signature::RSA_PKCS1_SHA256,
        "RS384" => &signature::RSA_PKCS1_SHA384,
        "RS512" => &signature::RSA_PKCS1_SHA512,
        "PS256" => &signature::RSA_PSS_SHA256,
        _ => {
            let at = ["ES256", "ES384", "ES512"].iter().position(|name| *name == algorithm).unwrap();
            return EC[at].1.sign(&chance, input).unwrap().as_ref().to_vec();
        }
    };
    let mut signature = vec![0; RSA.public_modulus_len()];
    RSA.sign(encoding, &chance, input, &mut signature).unwrap();
    signature
}
