// SPDX-License-Identifier: Apache-2.0
//! The ARNs of IAM's and STS's own resources.

use crate::identifier::AccountId;

/// The partition of every ARN.
pub const PARTITION: &str = "aws";

/// `arn:aws:iam::ACCOUNT:root`.
pub fn root(account: AccountId) -> String {
    format!("arn:{PARTITION}:iam::{account}:root")
}

/// `arn:aws:iam::ACCOUNT:user/PATH/NAME`.
pub fn user(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "user", path, name)
}

/// `arn:aws:iam::ACCOUNT:group/PATH/NAME`.
pub fn group(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "group", path, name)
}

/// `arn:aws:iam::ACCOUNT:role/PATH/NAME`.
pub fn role(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "role", path, name)
}

/// `arn:aws:iam::ACCOUNT:policy/PATH/NAME`.
pub fn policy(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "policy", path, name)
}

/// `arn:aws:iam::ACCOUNT:instance-profile/PATH/NAME`.
pub fn instance_profile(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "instance-profile", path, name)
}

/// `arn:aws:iam::ACCOUNT:saml-provider/NAME`. Providers have no path.
pub fn saml_provider(account: AccountId, name: &str) -> String {
    iam(account, "saml-provider", "/", name)
}

/// `arn:aws:iam::ACCOUNT:server-certificate/PATH/NAME`.
pub fn server_certificate(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "server-certificate", path, name)
}

/// `arn:aws:iam::ACCOUNT:mfa/PATH/NAME`.
pub fn mfa_device(account: AccountId, path: &str, name: &str) -> String {
    iam(account, "mfa", path, name)
}

/// `arn:aws:iam::ACCOUNT:u2f/user/NAME/DEVICE`, or `arn:aws:iam::ACCOUNT:u2f/root/DEVICE` for the root user.
pub fn security_key(account: AccountId, user_name: Option<&str>, device: &str) -> String {
    match user_name {
        Some(name) => format!("arn:{PARTITION}:iam::{account}:u2f/user/{name}/{device}"),
        None => format!("arn:{PARTITION}:iam::{account}:u2f/root/{device}"),
    }
}

/// `arn:aws:iam::ACCOUNT:oidc-provider/URL`. The URL is without `https://`.
pub fn open_id_connect_provider(account: AccountId, url: &str) -> String {
    format!("arn:{PARTITION}:iam::{account}:oidc-provider/{url}")
}

/// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. The role's path is not part of it.
pub fn assumed_role(account: AccountId, role_name: &str, session_name: &str) -> String {
    let account = account.digits();
    ["arn:", PARTITION, ":sts::", account.as_str(), ":assumed-role/", role_name, "/", session_name].concat()
}

/// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
pub fn federated_user(account: AccountId, name: &str) -> String {
    format!("arn:{PARTITION}:sts::{account}:federated-user/{name}")
}

fn iam(account: AccountId, kind: &str, path: &str, name: &str) -> String {
    // A path begins and ends with a slash, so nothing stands between the parts.
    ["arn:", PARTITION, ":iam::", account.digits().as_str(), ":", kind, path, name].concat()
}

/// The resource of an ARN of IAM's in an account.
pub(crate) fn of_account(account: AccountId, arn: &str) -> Option<&str> {
    let rest = arn.strip_prefix("arn:")?.strip_prefix(PARTITION)?.strip_prefix(":iam::")?;
    rest.strip_prefix(account.digits().as_str())?.strip_prefix(':')
}

/// An ARN of IAM or STS taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// `iam` or `sts`, or another service.
    pub service: &'a str,
    /// The account field: twelve digits, `aws`, or empty.
    pub account: &'a str,
    /// What stands before the first slash of the resource, for example `user`; `root` for the root user.
    pub kind: &'a str,
    /// The path with both slashes, for example `/` or `/a/b/`; empty if there is none.
    pub path: &'a str,
    /// What stands after the last slash.
    pub name: &'a str,
}

/// Takes an ARN apart. `None` if it is not one of this partition.
pub fn parse(arn: &str) -> Option<Parts<'_>> {
    let rest = arn.strip_prefix("arn:")?.strip_prefix(PARTITION)?.strip_prefix(':')?;
    let (service, rest) = split_at_colon(rest)?;
    let (_region, rest) = split_at_colon(rest)?;
    let (account, resource) = split_at_colon(rest)?;
    let (kind, rest) = match resource.bytes().position(|byte| byte == b'/') {
        Some(at) => resource.split_at_checked(at)?,
        None => (resource, ""),
    };
    let (path, name) = match rest.bytes().rposition(|byte| byte == b'/') {
        Some(at) => rest.split_at_checked(at + 1)?,
        None => ("", ""),
    };
    Some(Parts { service, account, kind, path, name })
}

/// What stands before and after the first colon. The fields are short, so bytes are compared one by one.
fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (field, rest) = text.split_at_checked(text.bytes().position(|byte| byte == b':')?)?;
    Some((field, rest.strip_prefix(':')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_carry_paths_and_come_apart_again() {
        let account: AccountId = "000000000042".parse().unwrap();
        for (arn, kind, path, name) in [
            (user(account, "/", "alice"), "user", "/", "alice"),
            (role(account, "/a/b/", "Deploy"), "role", "/a/b/", "Deploy"),
            (root(account), "root", "", ""),
            (assumed_role(account, "Deploy", "s1"), "assumed-role", "/Deploy/", "s1"),
        ] {
            let parts = parse(&arn).unwrap();
            assert_eq!(
                (parts.account, parts.kind, parts.path, parts.name),
                ("000000000042", kind, path, name)
            );
        }
        assert_eq!(parse("arn:aws:iam::1"), None);
        assert_eq!(parse("alice"), None);
    }
}
