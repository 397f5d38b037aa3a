// SPDX-License-Identifier: Apache-2.0
//! Signs a person in, step by step, with answers that are typed at a terminal or given in the environment.

use portcullis_wire::Timestamp;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{Answer, Client, Keys, Session};
use crate::problem::Problem;

/// Who signs in.
#[derive(Debug, Clone)]
pub(crate) enum Person {
    /// A user of an account, which is named by its number or its alias.
    User { account: String, name: String },
    /// The root user with this address; of this account, where the address stands for several.
    Root { email: String, account: Option<String> },
}

/// Answers what a step asks for.
pub(crate) trait Answers {
    /// The password.
    fn password(&mut self) -> Result<Zeroizing<String>, Problem>;
    /// A new password in the place of one that must be replaced.
    fn new_password(&mut self) -> Result<Zeroizing<String>, Problem>;
    /// The code that a device shows.
    fn code(&mut self, serial_number: &str) -> Result<String, Problem>;
}

impl Client {
    /// Signs somebody in.
    pub(crate) async fn sign_in(
        &self,
        person: &Person,
        answers: &mut impl Answers,
    ) -> Result<Session, Problem> {
        let password = answers.password()?;
        let given = match person {
            Person::User { account, name } => {
                json!({"account": account, "userName": name, "password": *password})
            }
            Person::Root { email, account: Some(account) } => {
                json!({"account": account, "email": email, "password": *password})
            }
            Person::Root { email, account: None } => json!({"email": email, "password": *password}),
        };
        let mut body = self.step("password", &given).await?;
        if is(&body, "outcome", "mfaRequired") {
            let devices = body.get("devices").and_then(Value::as_array).cloned().unwrap_or_default();
            let device = devices.iter().find(|device| is(device, "kind", "virtual")).ok_or_else(|| {
                Problem::new(
                    "the user has no MFA device that shows codes",
                    "sign in with a browser, which can ask a security key",
                )
            })?;
            let serial_number = text(device.get("serialNumber"))?;
            let code = answers.code(&serial_number)?;
            let given = json!({
                "continuation": body.get("continuation"), "serialNumber": serial_number, "code": code,
            });
            body = self.step("mfa", &given).await?;
        }
        if is(&body, "outcome", "newPasswordRequired") {
            let password = answers.new_password()?;
            let given = json!({"continuation": body.get("continuation"), "newPassword": *password});
            body = self.step("new-password", &given).await?;
        }
        session(&body)
    }

    async fn step(&self, name: &str, given: &Value) -> Result<Value, Problem> {
        let body = Zeroizing::new(given.to_string());
        let path = format!("{}/signin/v1/{name}", self.base);
        let answer = self.send("POST", &path, Vec::new(), &body).await?;
        read(&answer)
    }
}

fn read(answer: &Answer) -> Result<Value, Problem> {
    let body: Value = serde_json::from_str(&answer.body).map_err(|_| unreadable())?;
    if answer.status == 200 {
        return Ok(body);
    }
    Err(Problem::new(
        format!("the server refuses: {}", text(body.pointer("/error/message"))?),
        "check the account, the name or address, and the password",
    ))
}

/// The session in the form that the server tells it, which is also that of the file that keeps it.
pub(crate) fn session(body: &Value) -> Result<Session, Problem> {
    let given = |name: &str| text(body.get("credentials").and_then(|given| given.get(name)));
    let expiration = given("expiration")?;
    Ok(Session {
        keys: Keys {
            id: given("accessKeyId")?,
            secret: Zeroizing::new(given("secretAccessKey")?),
            token: Some(given("sessionToken")?),
        },
        expires_at: Timestamp::parse(&expiration).ok_or_else(unreadable)?.0,
        expiration,
    })
}

/// What [`session`] reads.
pub(crate) fn written(session: &Session) -> Zeroizing<String> {
    let keys = &session.keys;
    let credentials = json!({
        "accessKeyId": keys.id, "secretAccessKey": *keys.secret, "sessionToken": keys.token,
        "expiration": session.expiration,
    });
    Zeroizing::new(json!({ "credentials": credentials }).to_string())
}

fn is(value: &Value, name: &str, text: &str) -> bool {
    value.get(name).and_then(Value::as_str) == Some(text)
}

fn text(value: Option<&Value>) -> Result<String, Problem> {
    value.and_then(Value::as_str).map(str::to_owned).ok_or_else(unreadable)
}

fn unreadable() -> Problem {
    Problem::new("the server's answer is not one of its sign-in", "check --endpoint-url")
}
