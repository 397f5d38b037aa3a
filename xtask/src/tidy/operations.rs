// SPDX-License-Identifier: Apache-2.0
//! One operation, one file: where an operation is, its name tells.

use super::{Finding, SourceFile, file_name, finding};

const FOLDERS: &[&str] = &["crates/service/src/iam/", "crates/service/src/sts/"];

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let within = |file: &&SourceFile| {
        file.path.ends_with(".rs") && FOLDERS.iter().any(|folder| file.path.starts_with(folder))
    };
    files.iter().filter(within).flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<Finding> {
    let stem = file_name(&file.path).trim_end_matches(".rs");
    let mut findings = Vec::new();
    let mut first: Option<String> = None;
    for (at, line) in file.text.lines().enumerate() {
        let Some(operation) = implemented(line) else {
            continue;
        };
        let expected = snake_case(&operation);
        if let Some(first) = &first {
            let message = format!("`{operation}` needs a file of its own, this one is `{first}`'s");
            findings.push(finding(&file.path, at + 1, message));
        } else if stem != expected {
            findings.push(finding(
                &file.path,
                at + 1,
                format!("`{operation}` belongs in a file named `{expected}.rs`"),
            ));
        }
        first.get_or_insert(operation);
    }
    findings
}

/// The operation that a line such as `impl Operation for CreateUserRequest {` implements.
fn implemented(line: &str) -> Option<String> {
    let rest = line.strip_prefix("impl")?;
    let (head, target) = rest.split_once(" for ")?;
    let name_of = |text: &str| {
        let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
        let path = text.split_at(end.unwrap_or(text.len())).0;
        path.rsplit("::").next().unwrap_or(path).to_owned()
    };
    let generics_end = head.rfind("> ").map_or(0, |at| at + 1);
    let interface = head.split_at(generics_end).1.trim();
    // An operation on requests has the word twice: `GetDelegationRequestRequest`.
    let target = name_of(target);
    (name_of(interface) == "Operation").then(|| target.strip_suffix("Request").unwrap_or(&target).to_owned())
}

/// `ListMFADevices` → `list_mfa_devices`.
fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after_is_lower = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let starts = before.is_some_and(|before| !before.is_ascii_uppercase() || after_is_lower);
        if letter.is_ascii_uppercase() && starts {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn operations_and_their_files() {
        let at = |name: &str, text: &str| {
            printed(check(&[file(&format!("crates/service/src/iam/user/{name}"), text)]))
        };
        let one = "impl Operation for CreateUserRequest {\n}\n";
        assert!(at("create_user.rs", one).is_empty());
        assert!(at("mod.rs", "mod create_user;\n").is_empty());
        let twice = "impl Operation for GetDelegationRequestRequest {\n}\n";
        assert!(at("get_delegation_request.rs", twice).is_empty());
        assert_eq!(
            at("user.rs", one),
            ["crates/service/src/iam/user/user.rs:1: `CreateUser` belongs in a file named `create_user.rs`"]
        );
        assert_eq!(
            at("create_user.rs", &format!("{one}impl Operation for TagUserRequest {{\n")),
            [
                "crates/service/src/iam/user/create_user.rs:3: `TagUser` needs a file of its own, this one is `CreateUser`'s"
            ]
        );
        assert!(
            check(&[file("crates/service/src/operation.rs", "impl Operation for XRequest {\n")]).is_empty()
        );
    }

    #[test]
    fn implementations_are_recognised() {
        let table = [
            ("impl Operation for CreateUserRequest {", Some("CreateUser")),
            ("impl crate::Operation for wire::iam::GetUserRequest {", Some("GetUser")),
            ("impl<'a> Operation for TagUserRequest<'a> {", Some("TagUser")),
            ("impl Display for CreateUserRequest {", None),
            ("impl CreateUserRequest {", None),
            ("// impl Operation for CreateUserRequest {", None),
        ];
        for (line, expected) in table {
            assert_eq!(implemented(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn names_in_snake_case() {
        let table = [
            ("CreateUser", "create_user"),
            ("ListMFADevices", "list_mfa_devices"),
            ("UploadSSHPublicKey", "upload_ssh_public_key"),
            ("AssumeRoleWithSAML", "assume_role_with_saml"),
            ("AddClientIDToOpenIDConnectProvider", "add_client_id_to_open_id_connect_provider"),
        ];
        for (name, expected) in table {
            assert_eq!(snake_case(name), expected);
        }
    }
}
