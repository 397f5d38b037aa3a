// SPDX-License-Identifier: Apache-2.0
//! The instance metadata service, version 2: what SDKs on an EC2 machine ask for credentials.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hyper::HeaderMap;
use serde_json::json;

use super::answer::Answer;
use super::header;
use super::holder::{Held, Holder};
use crate::problem::Problem;
use crate::{now, offline};

const CREDENTIALS: &str = "/latest/meta-data/iam/security-credentials/";
/// The longest life of a token: six hours, in seconds.
const TTL_SECONDS_MAX: u32 = 21_600;

pub(super) struct Metadata {
    /// Makes tokens that need not be kept: each tells until when it is good, and is sealed with this key.
    key: hmac::Key,
    region: String,
}

impl Metadata {
    pub(super) fn new(region: String) -> Result<Self, Problem> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new());
        Ok(Self { key: key.map_err(|_| offline::no_entropy())?, region })
    }

    pub(super) async fn answer(
        &self,
        method: &str,
        path: &str,
        headers: &HeaderMap,
        holder: &Holder,
    ) -> Answer {
        // A request that came through a proxy is not one of this machine.
        if header(headers, "x-forwarded-for").is_some() {
            return Answer::status(403);
        }
        if path == "/latest/api/token" {
            return match (
                method,
                header(headers, "x-aws-ec2-metadata-token-ttl-seconds").map(str::parse::<u32>),
            ) {
                ("PUT", Some(Ok(ttl))) if (1..=TTL_SECONDS_MAX).contains(&ttl) => {
                    Answer::token(self.token(now::milliseconds().saturating_add(i64::from(ttl) * 1_000)), ttl)
                }
                ("PUT", _) => Answer::status(400),
                _ => Answer::status(405),
            };
        }
        // Without a token nothing is told: version 1 of the service is what server-side request forgery lives on.
        if !header(headers, "x-aws-ec2-metadata-token")
            .is_some_and(|token| self.is_good(token, now::milliseconds()))
        {
            return Answer::status(401);
        }
        if method != "GET" {
            return Answer::status(405);
        }
        match path {
            "/latest/meta-data/placement/region" => return Answer::text(&*self.region),
            "/latest/meta-data/placement/availability-zone" => {
                return Answer::text(format!("{}a", self.region));
            }
            "/latest/dynamic/instance-identity/document" => {
                return Answer::json(&json!({"region": self.region, "version": "2017-09-30"}));
            }
            _ => {}
        }
        match holder.session().await {
            Ok(held) => of_role(path, &held),
            Err(_) => Answer::status(503),
        }
    }

    fn token(&self, until: i64) -> String {
        let until = until.to_be_bytes();
        let tag = hmac::sign(&self.key, &until);
        BASE64.encode([&until[..], tag.as_ref()].concat())
    }

    fn is_good(&self, token: &str, now: i64) -> bool {
        let Ok(bytes) = BASE64.decode(token) else { return false };
        let Some((until, tag)) = bytes.split_first_chunk::<8>() else { return false };
        hmac::verify(&self.key, until, tag).is_ok() && now < i64::from_be_bytes(*until)
    }
}

fn of_role(path: &str, held: &Held) -> Answer {
    if path == CREDENTIALS || path == CREDENTIALS.trim_end_matches('/') {
        return Answer::text(held.role_name());
    }
    if path == "/latest/meta-data/iam/info" {
        return match &held.profile {
            Some(profile) => Answer::json(&json!({
                "Code": "Success",
                "LastUpdated": held.updated,
                "InstanceProfileArn": profile.arn,
                "InstanceProfileId": profile.id,
            })),
            None => Answer::status(404),
        };
    }
    if path.strip_prefix(CREDENTIALS) != Some(held.role_name()) {
        return Answer::status(404);
    }
    let keys = &held.session.keys;
    Answer::json(&json!({
        "Code": "Success",
        "LastUpdated": held.updated,
        "Type": "AWS-HMAC",
        "AccessKeyId": keys.id,
        "SecretAccessKey": *keys.secret,
        "Token": keys.token,
        "Expiration": held.session.expiration,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_its_time_and_only_as_it_was_made() {
        let metadata = Metadata::new("us-east-1".into()).unwrap();
        let token = metadata.token(1_000);
        assert!(metadata.is_good(&token, 999));
        assert!(!metadata.is_good(&token, 1_000));
        assert!(!Metadata::new("us-east-1".into()).unwrap().is_good(&token, 1));
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(!metadata.is_good(&String::from_utf8(changed).unwrap(), 1), "character {at}");
        }
        assert!(!metadata.is_good("", 1));
    }
}
