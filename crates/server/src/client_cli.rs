// SPDX-License-Identifier: Apache-2.0
//! The commands of the program as a client: `credentials` and `agent`. They open no data directory.

use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, value_parser};
use zeroize::Zeroizing;

use crate::agent::{self, Source};
use crate::client::sign_in::Person;
use crate::client::sts::Order;
use crate::client::{Client, Keys};
use crate::credentials::{self, Whose};
use crate::problem::Problem;
use crate::{now, offline};

/// What is asked of the client.
#[derive(Debug)]
pub(crate) enum Command {
    /// `credentials assume-role`.
    AssumeRole(Server, Box<Order>),
    /// `credentials sign-in`.
    SignIn { server: Server, person: Person, kept_in: Option<PathBuf> },
    /// `agent`.
    Agent { server: Server, listen: SocketAddr, source: Source, hop_limit: u32 },
}

/// Where the server is.
#[derive(Debug)]
pub(crate) struct Server {
    url: Option<String>,
    ca_file: Option<PathBuf>,
    region: Option<String>,
}

impl Server {
    fn url(&self) -> Result<String, Problem> {
        let url = self.url.clone().ok_or_else(|| {
            Problem::new(
                "no server is named",
                "give its URL with --endpoint-url, AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_STS",
            )
        })?;
        Ok(url.trim_end_matches('/').to_owned())
    }

    fn region(&self) -> String {
        self.region.clone().unwrap_or_else(|| "us-east-1".to_owned())
    }

    fn client(&self) -> Result<Client, Problem> {
        Client::new(&self.url()?, self.ca_file.as_deref(), &self.region())
    }
}

/// Carries a command out.
pub(crate) fn run(command: Command) -> Result<(), Problem> {
    match command {
        Command::AssumeRole(server, order) => {
            let keys = keys_of_environment()?;
            credentials::print(&server.client()?, Whose::Role { order, keys })
        }
        Command::SignIn { server, person, kept_in } => {
            let kept_in = kept_in.map_or_else(cache, Ok)?;
            let whose = Whose::Person { person, kept_in, endpoint: server.url()? };
            credentials::print(&server.client()?, whose)
        }
        Command::Agent { server, listen, source, hop_limit } => {
            let options = agent::Options {
                listen,
                source,
                keys: keys_of_environment()?,
                region: server.region(),
                container_token: container_token()?,
                hop_limit,
            };
            agent::serve(options, server.client()?)
        }
    }
}

fn cache() -> Result<PathBuf, Problem> {
    let home = env::home_dir().filter(|home| !home.as_os_str().is_empty());
    home.map(|home| home.join(".portcullis/sessions")).ok_or_else(|| {
        Problem::new(
            "there is no home directory to keep the session in",
            "name a folder with --cache-dir DIR",
        )
    })
}

/// The keys that SDKs would find in the environment.
fn keys_of_environment() -> Result<Keys, Problem> {
    let given = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    match (given("AWS_ACCESS_KEY_ID"), given("AWS_SECRET_ACCESS_KEY")) {
        (Some(id), Some(secret)) => {
            Ok(Keys { id, secret: Zeroizing::new(secret), token: given("AWS_SESSION_TOKEN") })
        }
        _ => Err(Problem::new(
            "there is no access key in the environment",
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN of a session)",
        )),
    }
}

/// The token that containers send: a given one, or one made up for this run.
fn container_token() -> Result<Zeroizing<String>, Problem> {
    if let Some(given) = env::var("AWS_CONTAINER_AUTHORIZATION_TOKEN").ok().filter(|value| !value.is_empty())
    {
        return Ok(Zeroizing::new(given));
    }
    let moment = now::moment().map_err(|_| offline::no_entropy())?;
    Ok(Zeroizing::new(moment.random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// Reads a command out of what clap found under `name`; `None` if a subcommand is missing.
pub(crate) fn read(name: &str, matches: &ArgMatches) -> Option<Command> {
    if name == "agent" {
        let source = match (value(matches, "role-arn"), value(matches, "instance-profile")) {
            (Some(arn), _) => Source::Role(arn),
            (None, profile) => Source::InstanceProfile(profile?),
        };
        return Some(Command::Agent {
            server: server(matches),
            listen: value(matches, "listen").unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 4598))),
            source,
            hop_limit: value(matches, "hop-limit").unwrap_or(1),
        });
    }
    match matches.subcommand()? {
        ("assume-role", matches) => Some(Command::AssumeRole(
            server(matches),
            Box::new(Order {
                role_arn: value(matches, "role-arn")?,
                session_name: value(matches, "session-name").unwrap_or_else(|| "portcullis".to_owned()),
                duration_seconds: value(matches, "duration-seconds"),
                external_id: value(matches, "external-id"),
                mfa: value(matches, "serial-number").zip(value(matches, "token-code")),
            }),
        )),
        (_, matches) => Some(Command::SignIn {
            server: server(matches),
            person: match value(matches, "email") {
                Some(email) => Person::Root { email, account: value(matches, "account") },
                None => {
                    Person::User { account: value(matches, "account")?, name: value(matches, "user-name")? }
                }
            },
            kept_in: value(matches, "cache-dir"),
        }),
    }
}

fn server(matches: &ArgMatches) -> Server {
    let of_sts = || env::var("AWS_ENDPOINT_URL_STS").ok();
    Server {
        url: value(matches, "endpoint-url").or_else(of_sts),
        ca_file: value(matches, "ca-file"),
        region: value(matches, "region"),
    }
}

fn value<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.get_one::<T>(name).cloned()
}

fn flag(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).hide_env_values(true)
}

fn common() -> [Arg; 3] {
    [
        flag("endpoint-url", "URL", "The server, for example http://127.0.0.1:4599").env("AWS_ENDPOINT_URL"),
        flag("ca-file", "FILE", "Root certificates to believe in beside the public ones (PEM)")
            .env("AWS_CA_BUNDLE")
            .value_parser(value_parser!(PathBuf)),
        flag("region", "REGION", "The region to sign for [default: us-east-1]").env("AWS_REGION"),
    ]
}

/// `credentials` with its subcommands.
pub(crate) fn credentials() -> clap::Command {
    let assume_role = clap::Command::new("assume-role")
        .about("Prints the session of a role, got with the access key in the environment")
        .args(common())
        .arg(flag("role-arn", "ARN", "The role").required(true))
        .arg(flag("session-name", "NAME", "The session's name [default: portcullis]"))
        .arg(
            flag("duration-seconds", "SECONDS", "How long the session lasts [default: an hour]")
                .value_parser(value_parser!(u32)),
        )
        .arg(flag("external-id", "ID", "What the role's trust policy asks of strangers"))
        .arg(flag("serial-number", "ARN", "An MFA device").requires("token-code"))
        .arg(flag("token-code", "CODE", "The code it shows").requires("serial-number"))
        .after_help(ASSUME_ROLE);
    let sign_in = clap::Command::new("sign-in")
        .about("Prints a user's session, and asks for the password when there is none")
        .args(common())
        .arg(
            flag("account", "ACCOUNT", "Twelve digits, or the account's alias")
                .required_unless_present("email"),
        )
        .arg(flag("user-name", "NAME", "The user").required_unless_present("email"))
        .arg(
            flag("email", "ADDRESS", "The root user's e-mail address, in the place of a user's name")
                .conflicts_with("user-name"),
        )
        .arg(
            flag("cache-dir", "DIR", "Where the session is kept [default: ~/.portcullis/sessions]")
                .value_parser(value_parser!(PathBuf)),
        )
        .after_help(SIGN_IN);
    clap::Command::new("credentials")
        .about("Prints session credentials for the `credential_process` of AWS's shared config")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(assume_role)
        .subcommand(sign_in)
}

/// `agent`.
pub(crate) fn agent() -> clap::Command {
    clap::Command::new("agent")
        .about("Hands a role's credentials to the SDKs on this machine, as ECS and EC2 do")
        .args(common())
        .arg(
            flag("listen", "ADDRESS:PORT", "Where to listen [default: 127.0.0.1:4598]")
                .value_parser(value_parser!(SocketAddr)),
        )
        .arg(flag("role-arn", "ARN", "The role").conflicts_with("instance-profile"))
        .arg(
            flag("instance-profile", "NAME", "The instance profile whose role it is")
                .required_unless_present("role-arn"),
        )
        .arg(
            flag("hop-limit", "NUMBER", "How many routers an answer may pass, 1 to 64 [default: 1]")
                .value_parser(value_parser!(u32).range(1..=64)),
        )
        .after_help(AGENT)
}

const ASSUME_ROLE: &str = "\
In ~/.aws/config:
  [profile cashier]
  credential_process = portcullis credentials assume-role --role-arn arn:aws:iam::111122223333:role/Cashier

Example:
  portcullis credentials assume-role --role-arn arn:aws:iam::111122223333:role/Cashier --duration-seconds 900";

const SIGN_IN: &str = "\
Variables that answer in the place of a person:
  PORTCULLIS_PASSWORD       The password
  PORTCULLIS_NEW_PASSWORD   The password in its place, when it must be replaced
  PORTCULLIS_MFA_CODE       The code that the user's MFA device shows

In ~/.aws/config:
  [profile ann]
  credential_process = portcullis credentials sign-in --account coffee --user-name ann

Examples:
  portcullis credentials sign-in --account 111122223333 --user-name ann --endpoint-url http://127.0.0.1:4599
  portcullis credentials sign-in --email root@example.com --account 111122223333";

const AGENT: &str = "\
The agent signs with the access key in the environment, which the role's trust policy must let assume it. It prints
what to set for SDKs. Containers send a token: AWS_CONTAINER_AUTHORIZATION_TOKEN, or one that is made up. Machines speak
version 2 of the instance metadata service.

Examples:
  portcullis agent --role-arn arn:aws:iam::111122223333:role/Cashier
  portcullis agent --instance-profile till --listen 169.254.169.254:80";
