// SPDX-License-Identifier: Apache-2.0
//! The command line: every flag, its variable, its default, and help with examples.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use portcullis_directory::identifier::AccountId;
use portcullis_directory::quota::Quota;
use portcullis_service::bootstrap::RootAccess;

use crate::data_dir::Place;
use crate::exchange::Limits;
use crate::log::Format;
use crate::problem::Problem;
use crate::serve::Options;
use crate::{client_cli, policy_cli};

mod help;

/// What the program was asked to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// `serve`.
    Serve(Box<Options>),
    /// `account create`.
    CreateAccount { place: Place, id: Option<AccountId>, email: String, access: RootAccess },
    /// `account list`.
    ListAccounts { place: Place },
    /// `account set-quota`.
    SetQuota { place: Place, account: Option<AccountId>, quota: Quota, number: u32 },
    /// `root rotate-key`.
    RotateRootKey { place: Place, account: Option<AccountId> },
    /// `root set-password`.
    SetRootPassword { place: Place, account: Option<AccountId> },
    /// `root reset`.
    ResetRoot { place: Place, account: Option<AccountId>, email: Option<String>, access: RootAccess },
    /// `policy …`.
    Policy(policy_cli::Command),
    /// `credentials …` and `agent`.
    Client(client_cli::Command),
}

/// Why a command line is not carried out.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It asks for help, or is wrong in a way that clap explains.
    Usage(clap::Error),
    /// A value cannot be used.
    Value(Problem),
}

/// Reads a command line, the program's name included.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Refused> {
    let matches = command().try_get_matches_from(arguments).map_err(Refused::Usage)?;
    match matches.subcommand() {
        Some(("serve", matches)) => options(matches).map(|options| Command::Serve(Box::new(options))),
        Some(("account", matches)) => match matches.subcommand() {
            Some(("create", matches)) => Ok(Command::CreateAccount {
                place: place(matches)?,
                id: value(matches, "id"),
                email: value(matches, "email").unwrap_or_default(),
                access: root_access(matches),
            }),
            Some(("set-quota", matches)) => match (value(matches, "quota"), value(matches, "number")) {
                (Some(quota), Some(number)) => Ok(Command::SetQuota {
                    place: place(matches)?,
                    account: value(matches, "account"),
                    quota,
                    number,
                }),
                _ => Err(usage()),
            },
            Some((_, matches)) => Ok(Command::ListAccounts { place: place(matches)? }),
            None => Err(usage()),
        },
        Some((name @ ("credentials" | "agent"), matches)) => {
            client_cli::read(name, matches).map(Command::Client).ok_or_else(usage)
        }
        Some(("policy", matches)) => policy_cli::read(matches).map(Command::Policy).ok_or_else(usage),
        Some((_, matches)) => match matches.subcommand() {
            Some(("rotate-key", matches)) => {
                Ok(Command::RotateRootKey { place: place(matches)?, account: value(matches, "account") })
            }
            Some(("set-password", matches)) => {
                Ok(Command::SetRootPassword { place: place(matches)?, account: value(matches, "account") })
            }
            Some((_, matches)) => Ok(Command::ResetRoot {
                place: place(matches)?,
                account: value(matches, "account"),
                email: value(matches, "email"),
                access: root_access(matches),
            }),
            None => Err(usage()),
        },
        None => Err(usage()),
    }
}

fn usage() -> Refused {
    Refused::Usage(command().error(clap::error::ErrorKind::MissingSubcommand, "a command is missing"))
}

fn options(matches: &ArgMatches) -> Result<Options, Refused> {
    let tls = match (value(matches, "tls-cert"), value(matches, "tls-key")) {
        (Some(certificate), Some(key)) => Some((certificate, key)),
        (None, None) => None,
        // Clap sees to it on the command line, but one of the two may come from a variable.
        _ => {
            return Err(Refused::Value(Problem::new(
                "of --tls-cert and --tls-key only one is given",
                "give both to serve TLS, or neither",
            )));
        }
    };
    let seconds: u64 = value(matches, "read-timeout-seconds").unwrap_or(30);
    Ok(Options {
        place: place(matches)?,
        listen: value(matches, "listen").unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 4599))),
        tls,
        log_format: match value::<String>(matches, "log-format").as_deref() {
            Some("json") => Format::Json,
            _ => Format::Human,
        },
        audit_file: value(matches, "audit-file"),
        access: root_access(matches),
        region: value(matches, "region").unwrap_or_else(|| "us-east-1".to_owned()),
        public_url: value(matches, "public-url"),
        skew_seconds: value(matches, "skew-seconds").unwrap_or(900),
        private_identity_providers: matches.get_flag("allow-private-identity-providers"),
        identity_provider_ca: value(matches, "identity-provider-ca"),
        sign_in_clients: value(matches, "sign-in-clients"),
        limits: Limits {
            body_bytes: BODY_BYTES_MAX,
            read: Duration::from_secs(seconds),
            connections: value::<u64>(matches, "max-connections")
                .and_then(|number| usize::try_from(number).ok())
                .unwrap_or(1_024),
        },
    })
}

/// AWS's largest documents, URL-encoded, stay far below.
const BODY_BYTES_MAX: usize = 1_024 * 1_024;

fn place(matches: &ArgMatches) -> Result<Place, Refused> {
    let directory = value::<PathBuf>(matches, "data-dir").or_else(|| {
        std::env::home_dir().filter(|home| !home.as_os_str().is_empty()).map(|home| home.join(".portcullis"))
    });
    let Some(directory) = directory else {
        return Err(Refused::Value(Problem::new(
            "there is no home directory to keep the data in",
            "name a data directory with --data-dir DIR or PORTCULLIS_DATA_DIR",
        )));
    };
    Ok(Place { directory, master_key_file: value(matches, "master-key-file") })
}

fn value<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.get_one::<T>(name).cloned()
}

fn command() -> clap::Command {
    let data = || [data_dir(), master_key_file()];
    let id = flag("id", "ID", "Twelve digits [default: random]").value_parser(ValueParser::new(account_id));
    let create = clap::Command::new("create")
        .about("Makes an account and prints its root user's password, once")
        .args(data())
        .arg(id)
        .arg(email("The e-mail address of the root user").required(true))
        .arg(root_access_key())
        .after_help(help::ACCOUNT_CREATE);
    let list =
        clap::Command::new("list").about("Lists the accounts").args(data()).after_help(help::ACCOUNT_LIST);
    let set_quota = clap::Command::new("set-quota")
        .about("Gives an account another number for one of AWS's quotas")
        .args(data())
        .arg(account())
        .arg(
            Arg::new("quota")
                .value_name("QUOTA")
                .help("AWS's name, for example UsersPerAccount")
                .required(true),
        )
        .arg(Arg::new("number").value_name("NUMBER").help("How many").required(true))
        .mut_arg("quota", |argument| argument.value_parser(ValueParser::new(quota)))
        .mut_arg("number", |argument| argument.value_parser(value_parser!(u32)))
        .after_help(help::SET_QUOTA);
    clap::Command::new("portcullis")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A self-hosted IAM and STS server that speaks AWS's protocols")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(help::PROGRAM)
        .subcommand(serve())
        .subcommand(
            group("account", "Makes and lists accounts and sets their quotas, while no server runs")
                .subcommand(create)
                .subcommand(list)
                .subcommand(set_quota),
        )
        .subcommand(root())
        .subcommand(policy_cli::definition())
        .subcommand(client_cli::credentials())
        .subcommand(client_cli::agent())
}

fn group(name: &'static str, about: &'static str) -> clap::Command {
    clap::Command::new(name).about(about).subcommand_required(true).arg_required_else_help(true)
}

fn root() -> clap::Command {
    let data = || [data_dir(), master_key_file()];
    let rotate = clap::Command::new("rotate-key")
        .about("Replaces the root user's access keys by a new one and prints it, once")
        .args(data())
        .arg(account())
        .after_help(help::ROTATE_KEY);
    let set_password = clap::Command::new("set-password")
        .about("Gives the root user a new password to sign in with and prints it, once")
        .args(data())
        .arg(account())
        .after_help(help::SET_PASSWORD);
    let reset = clap::Command::new("reset")
        .about("Removes all credentials of the root user, makes a new password and prints it, once")
        .args(data())
        .arg(account())
        .arg(email("A new e-mail address of the root user"))
        .arg(root_access_key())
        .after_help(help::RESET);
    group("root", "Recovers the root user of an account, while no server runs")
        .subcommand(rotate)
        .subcommand(set_password)
        .subcommand(reset)
}

fn account() -> Arg {
    flag("account", "ID", "The account; needed when the data directory holds several")
        .value_parser(ValueParser::new(account_id))
}

fn email(help: &'static str) -> Arg {
    flag("email", "ADDRESS", help)
}

fn serve() -> clap::Command {
    let number = |range| ValueParser::new(value_parser!(u64).range(range));
    clap::Command::new("serve")
        .about("Starts the server; the first start makes an account and prints its root user's password, once")
        .args([data_dir(), master_key_file()])
        .arg(root_access_key().env("PORTCULLIS_ROOT_ACCESS_KEY").hide_env_values(true))
        .arg(
            flag("listen", "ADDRESS:PORT", "Where to listen for IAM and STS [default: 127.0.0.1:4599]")
                .env("PORTCULLIS_LISTEN")
                .value_parser(value_parser!(SocketAddr)),
        )
        .arg(
            path("tls-cert", "FILE", "Serve TLS with this certificate chain (PEM)")
                .env("PORTCULLIS_TLS_CERT"),
        )
        .arg(path("tls-key", "FILE", "The private key of the certificate (PEM)").env("PORTCULLIS_TLS_KEY"))
        .arg(
            flag("log-format", "FORMAT", "How log lines look [default: human]")
                .env("PORTCULLIS_LOG_FORMAT")
                .value_parser(["human", "json"]),
        )
        .arg(
            path(
                "audit-file",
                "FILE",
                "Append audit lines to this file [default: DIR/audit/audit-DATE.jsonl]",
            )
            .env("PORTCULLIS_AUDIT_FILE"),
        )
        .arg(
            flag("region", "REGION", "The region that audit lines name [default: us-east-1]")
                .env("PORTCULLIS_REGION"),
        )
        .arg(
            flag("public-url", "URL", "How others reach this server; token issuers stand under it [default: the address]")
                .env("PORTCULLIS_PUBLIC_URL")
                .value_parser(ValueParser::new(public_url)),
        )
        .arg(
            flag("skew-seconds", "SECONDS", "How far clients' clocks may be off, 60 to 900 [default: 900]")
                .env("PORTCULLIS_SKEW_SECONDS")
                .value_parser(value_parser!(u32).range(60..=900)),
        )
        .args(identity_providers())
        .arg(
            flag(
                "read-timeout-seconds",
                "SECONDS",
                "How long a request may take to arrive, an answer to be taken, a connection to be idle [default: 30]",
            )
            .env("PORTCULLIS_READ_TIMEOUT_SECONDS")
            .value_parser(number(1..=600)),
        )
        .arg(
            flag("max-connections", "NUMBER", "How many connections are served at once [default: 1024]")
                .env("PORTCULLIS_MAX_CONNECTIONS")
                .value_parser(number(1..=65_536)),
        )
        .after_help(help::SERVE)
}

const ROOT_ACCESS_KEY: &str = "root-access-key";

fn root_access_key() -> Arg {
    Arg::new(ROOT_ACCESS_KEY)
        .long(ROOT_ACCESS_KEY)
        .help("Give the root user of a new account an access key instead of a password")
        .action(ArgAction::SetTrue)
}

fn root_access(matches: &ArgMatches) -> RootAccess {
    if matches.get_flag(ROOT_ACCESS_KEY) { RootAccess::NewKey } else { RootAccess::Password }
}

fn identity_providers() -> [Arg; 3] {
    let private = Arg::new("allow-private-identity-providers")
        .long("allow-private-identity-providers")
        .help("Let OpenID Connect providers stand at private addresses and at ports of their own")
        .env("PORTCULLIS_ALLOW_PRIVATE_IDENTITY_PROVIDERS")
        .hide_env_values(true)
        .action(ArgAction::SetTrue);
    let help = "Root certificates (PEM) that vouch for identity providers, besides the public ones";
    let roots = path("identity-provider-ca", "FILE", help).env("PORTCULLIS_IDENTITY_PROVIDER_CA");
    let help =
        "Providers where people sign in (JSON): the secrets of this server there, and links for its page";
    let clients = path("sign-in-clients", "FILE", help).env("PORTCULLIS_SIGN_IN_CLIENTS");
    [private, roots, clients]
}

fn quota(text: &str) -> Result<Quota, String> {
    Quota::parse(text).ok_or_else(|| {
        let names: Vec<&str> = Quota::ALL.into_iter().map(Quota::as_str).collect();
        format!("there is no such quota; these there are: {}", names.join(", "))
    })
}

fn data_dir() -> Arg {
    path("data-dir", "DIR", "Where everything is kept [default: ~/.portcullis]").env("PORTCULLIS_DATA_DIR")
}

fn master_key_file() -> Arg {
    path("master-key-file", "FILE", "The file with the key that seals the data [default: DIR/master.key]")
        .env("PORTCULLIS_MASTER_KEY_FILE")
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    flag(name, value, help).value_parser(value_parser!(PathBuf))
}

fn flag(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).hide_env_values(true)
}

/// A URL without a slash at its end, to which paths are added.
fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = |rest: &str| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
            && !rest.contains(['?', '#', '@', '"', '\\'])
            && !rest.ends_with('/')
    };
    if rest.is_some_and(fits) {
        return Ok(text.to_owned());
    }
    Err("a public URL begins with https:// or http://, names a host and does not end in a slash".to_owned())
}

fn account_id(text: &str) -> Result<AccountId, String> {
    text.parse().map_err(|_wrong| "an account id is twelve digits, such as 111122223333".to_owned())
}

#[cfg(test)]
mod tests;
