// SPDX-License-Identifier: Apache-2.0
//! Asks STS for the session of a role, and IAM for the role of an instance profile.

use portcullis_wire::Timestamp;
use zeroize::Zeroizing;

use super::{Answer, Client, Keys, Session};
use crate::problem::Problem;

/// A session to ask for.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) role_arn: String,
    pub(crate) session_name: String,
    pub(crate) duration_seconds: Option<u32>,
    pub(crate) external_id: Option<String>,
    /// An MFA device's serial number and the code it shows.
    pub(crate) mfa: Option<(String, String)>,
}

impl Client {
    /// `sts:AssumeRole`.
    pub(crate) async fn assume_role(&self, order: &Order, keys: &Keys) -> Result<Session, Problem> {
        let seconds = order.duration_seconds.map(|seconds| seconds.to_string());
        let mut form = vec![
            ("Action", "AssumeRole"),
            ("Version", "2011-06-15"),
            ("RoleArn", &*order.role_arn),
            ("RoleSessionName", &*order.session_name),
        ];
        form.extend(seconds.as_deref().map(|seconds| ("DurationSeconds", seconds)));
        form.extend(order.external_id.as_deref().map(|id| ("ExternalId", id)));
        if let Some((serial_number, code)) = &order.mfa {
            form.extend([("SerialNumber", &**serial_number), ("TokenCode", &**code)]);
        }
        let answer = self.call("sts", &form, keys).await?;
        session(&answer)
    }

    /// The ARN of the role in an instance profile, and the profile's own ARN and id.
    pub(crate) async fn instance_profile(&self, name: &str, keys: &Keys) -> Result<Profile, Problem> {
        let form =
            [("Action", "GetInstanceProfile"), ("Version", "2010-05-08"), ("InstanceProfileName", name)];
        let answer = self.call("iam", &form, keys).await?;
        let body = succeeded(&answer)?;
        let (roles, own) = match body.split_once("<Roles>").and_then(|(before, rest)| {
            let (roles, after) = rest.split_once("</Roles>")?;
            Some((roles.to_owned(), format!("{before}{after}")))
        }) {
            Some(parts) => parts,
            None => (String::new(), body.to_owned()),
        };
        let role_arn = element(&roles, "Arn").ok_or_else(|| {
            Problem::new(
                format!("the instance profile `{name}` has no role"),
                "put one into it with `aws iam add-role-to-instance-profile`",
            )
        })?;
        let of_profile = |name: &str| element(&own, name).ok_or_else(unreadable);
        Ok(Profile { role_arn, arn: of_profile("Arn")?, id: of_profile("InstanceProfileId")? })
    }
}

/// An instance profile with a role.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) role_arn: String,
    pub(crate) arn: String,
    pub(crate) id: String,
}

fn session(answer: &Answer) -> Result<Session, Problem> {
    let body = succeeded(answer)?;
    let member = |name: &str| element(body, name).ok_or_else(unreadable);
    let expiration = member("Expiration")?;
    let expires_at = Timestamp::parse(&expiration).ok_or_else(unreadable)?.0;
    let keys = Keys {
        id: member("AccessKeyId")?,
        secret: Zeroizing::new(member("SecretAccessKey")?),
        token: Some(member("SessionToken")?),
    };
    Ok(Session { keys, expiration, expires_at })
}

/// The body of a call that succeeded.
fn succeeded(answer: &Answer) -> Result<&str, Problem> {
    if answer.status == 200 {
        return Ok(&answer.body);
    }
    let code = element(&answer.body, "Code").unwrap_or_else(|| answer.status.to_string());
    let message = element(&answer.body, "Message").unwrap_or_default();
    Err(Problem::new(
        format!("the server refuses: {code}: {message}"),
        "check the access key in the environment and what its policies allow",
    ))
}

fn unreadable() -> Problem {
    Problem::new("the server's answer is not one of IAM or STS", "check --endpoint-url")
}

/// The text of the first element of this name. Answers of IAM and STS have no attributes on such elements.
fn element(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let pairs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    Some(pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_tell_code_and_message() {
        let body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no &amp; no</Message></Error></ErrorResponse>";
        let answer = Answer { status: 403, body: Zeroizing::new(body.to_owned()) };
        let problem = succeeded(&answer).unwrap_err().to_string();
        assert!(problem.contains("AccessDenied: no & no"), "{problem}");
    }

    #[test]
    fn an_answer_without_credentials_is_a_problem() {
        let answer = Answer { status: 200, body: Zeroizing::new("<a/>".to_owned()) };
        assert!(session(&answer).is_err());
    }
}
