// SPDX-License-Identifier: Apache-2.0
//! Who asks, read from an ARN or a word.

use portcullis_policy::evaluation::{Context, Principal, Value as KeyValue};
use portcullis_policy::language::json::{Kind, Value};

use super::members::{Fault, members, required, text, wrong_kind};

const FORMS: &str = "the ARN of a user, role, assumed-role, federated-user or root, `anonymous`, or \
                     {\"service\": \"NAME\"}";

/// Reads the principal. The context is looked at only for the path of a session's role.
pub(super) fn read(value: &Value, context: &Context) -> Result<Principal, Fault> {
    match &value.kind {
        Kind::Object(_) => {
            let [service] = members(value, "principal", ["service"])?;
            let name = text(required(service, value, "service")?, "principal.service")?;
            Ok(Principal::Service { name: name.to_owned() })
        }
        Kind::Text(word) if word == "anonymous" => Ok(Principal::Anonymous),
        Kind::Text(_) => {
            let arn = text(value, "principal")?;
            of_arn(arn, context).ok_or_else(|| {
                Fault::at(value, format!("principal `{}` must be {FORMS}", arn.escape_debug()))
            })
        }
        _ => Err(wrong_kind(value, "principal", FORMS)),
    }
}

fn of_arn(arn: &str, context: &Context) -> Option<Principal> {
    let Parts { partition, service, account, resource } = parts(arn)?;
    let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
    let has_name = !name.is_empty() && !name.ends_with('/');
    let account_text = account.to_owned();
    Some(match (service, kind) {
        ("iam", "root") if resource == "root" => {
            Principal::Root { partition: partition.to_owned(), account: account_text }
        }
        ("iam", "user") if has_name => {
            Principal::User { arn: arn.to_owned(), account: account_text, unique_id: None }
        }
        // It is always a session that asks. Which one is not known here, so it gets a name that none can have, and
        // policies that name sessions do not mean it.
        ("iam", "role") if has_name => {
            let role = name.rsplit('/').next()?;
            Principal::Role {
                role_arn: arn.to_owned(),
                session_arn: format!("arn:{partition}:sts::{account}:assumed-role/{role}/"),
                account: account_text,
                unique_id: None,
            }
        }
        ("sts", "assumed-role") => {
            let (role, session) = name.split_once('/')?;
            if role.is_empty() || session.is_empty() || session.contains('/') {
                return None;
            }
            let role_arn = role_in_context(context, partition, account, role)
                .map_or_else(|| format!("arn:{partition}:iam::{account}:role/{role}"), str::to_owned);
            let session_arn = arn.to_owned();
            Principal::Role { role_arn, session_arn, account: account_text, unique_id: None }
        }
        // Whose credentials asked for the session is not known; no policy that names that user means the session.
        ("sts", "federated-user") if has_name => Principal::FederatedUser {
            session_arn: arn.to_owned(),
            user_arn: String::new(),
            account: account_text,
            unique_id: None,
        },
        _ => return None,
    })
}

/// The role's ARN with its path, if the request says it: for sessions of roles `aws:PrincipalArn` is just that. The
/// session's ARN lacks the path, and only the path tells a service-linked role.
fn role_in_context<'a>(context: &'a Context, partition: &str, account: &str, role: &str) -> Option<&'a str> {
    let Some(KeyValue::Single(arn)) = context.get("aws:PrincipalArn") else { return None };
    let own = parts(arn)?;
    let name = own.resource.strip_prefix("role/")?.rsplit('/').next()?;
    let is_same = own.service == "iam"
        && own.partition == partition
        && own.account == account
        && name.eq_ignore_ascii_case(role);
    is_same.then_some(arn)
}

/// What tells IAM's ARNs apart; they have no region.
struct Parts<'a> {
    partition: &'a str,
    service: &'a str,
    account: &'a str,
    resource: &'a str,
}

fn parts(arn: &str) -> Option<Parts<'_>> {
    let pieces: Vec<&str> = arn.splitn(6, ':').collect();
    let &["arn", partition, service, "", account, resource] = pieces.as_slice() else { return None };
    let is_whole = !partition.is_empty() && is_account(account);
    is_whole.then_some(Parts { partition, service, account, resource })
}

/// Twelve digits.
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use portcullis_policy::language::json;

    use super::*;

    fn principal(text: &str, context: &Context) -> Result<Principal, Fault> {
        read(&json::read(text).unwrap(), context)
    }

    #[test]
    fn a_session_takes_its_roles_path_from_the_context() {
        let text = r#""arn:aws:sts::111122223333:assumed-role/App/i-1""#;
        let table = [
            (None, "arn:aws:iam::111122223333:role/App"),
            (Some("arn:aws:iam::111122223333:role/a/b/app"), "arn:aws:iam::111122223333:role/a/b/app"),
            (Some("arn:aws:iam::111122223333:role/a/Other"), "arn:aws:iam::111122223333:role/App"),
            (Some("arn:aws:iam::999999999999:role/a/App"), "arn:aws:iam::111122223333:role/App"),
            (Some("arn:aws:iam::111122223333:user/a/App"), "arn:aws:iam::111122223333:role/App"),
        ];
        for (key, wanted) in table {
            let mut context = Context::new();
            if let Some(arn) = key {
                context.set("aws:principalARN", arn);
            }
            let Principal::Role { role_arn, .. } = principal(text, &context).unwrap() else {
                panic!("no role");
            };
            assert_eq!(role_arn, wanted, "{key:?}");
        }
    }

    #[test]
    fn what_is_no_principal_is_refused() {
        for text in [
            "7",
            "null",
            r#""""#,
            r#""alice""#,
            r#""*""#,
            r#""111122223333""#,
            r#""arn:aws:iam::111122223333:user""#,
            r#""arn:aws:iam::111122223333:user/""#,
            r#""arn:aws:iam::111122223333:role/path/""#,
            r#""arn:aws:iam::111122223333:rooty""#,
            r#""arn:aws:iam::111122223333:root/x""#,
            r#""arn:aws:iam::111122223333:group/g""#,
            r#""arn:aws:iam::11112222333:user/a""#,
            r#""arn:aws:iam:us-east-1:111122223333:user/a""#,
            r#""arn::iam::111122223333:user/a""#,
            r#""arn:aws:sts::111122223333:assumed-role/r""#,
            r#""arn:aws:sts::111122223333:assumed-role/r/s/t""#,
            r#""arn:aws:sts::111122223333:assumed-role//s""#,
            r#""arn:aws:sts::111122223333:federated-user/""#,
            r#""arn:aws:s3:::bucket""#,
            "{}",
            r#"{"service": ""}"#,
            r#"{"service": "a", "aws": "b"}"#,
        ] {
            assert!(principal(text, &Context::new()).is_err(), "{text}");
        }
    }
}
