// SPDX-License-Identifier: Apache-2.0
//! Turns AWS's names into Rust's.

/// `CreateSAMLProvider` as `create_saml_provider`.
pub(super) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let starts_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase)
            });
        if starts_word && !out.ends_with('_') {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// A field's name; a keyword is written raw.
pub(super) fn field(name: &str) -> String {
    let name = snake(name);
    if ["type", "use", "match", "ref", "self", "in", "where"].contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// `userNameType` as `USER_NAME_TYPE`.
pub(super) fn constant(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// A text as a Rust literal.
pub(super) fn literal(text: &str) -> String {
    if text.contains('\\') && !text.contains('"') { format!("r\"{text}\"") } else { format!("{text:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let table = [
            ("CreateUser", "create_user"),
            ("ListSSHPublicKeys", "list_ssh_public_keys"),
            ("QRCodePNG", "qr_code_png"),
            ("Base32StringSeed", "base32_string_seed"),
            ("OpenIDConnectProviderArn", "open_id_connect_provider_arn"),
            ("userNameType", "user_name_type"),
            ("MFADevices", "mfa_devices"),
        ];
        for (name, expected) in table {
            assert_eq!(snake(name), expected);
        }
    }

    #[test]
    fn keywords_are_written_raw() {
        assert_eq!(field("Type"), "r#type");
        assert_eq!(field("Types"), "types");
    }
}
