// SPDX-License-Identifier: Apache-2.0
//! Command lines, and what they come to.

use super::*;

fn parsed(line: &str) -> Command {
    parse(line.split(' ').map(OsString::from)).unwrap_or_else(|refused| panic!("{line}: {refused:?}"))
}

fn usage_error(line: &str) -> String {
    match parse(line.split(' ').map(OsString::from)) {
        Err(Refused::Usage(error)) => error.to_string(),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_definition_is_consistent() {
    command().debug_assert();
}

#[test]
fn serve_takes_all_its_flags() {
    let Command::Serve(options) = parsed(
        "portcullis serve --data-dir /d --listen [::1]:80 --tls-cert c --tls-key k --master-key-file m --log-format \
         json --audit-file a --region eu-west-1 --skew-seconds 300 --public-url https://iam.example.com/x --read-timeout-seconds 5 --max-connections 7 \
         --allow-private-identity-providers --identity-provider-ca r",
    ) else {
        panic!("not serve");
    };
    assert_eq!(options.place.directory, PathBuf::from("/d"));
    assert_eq!(options.place.master_key_file, Some(PathBuf::from("m")));
    assert_eq!(options.listen, "[::1]:80".parse().unwrap());
    assert_eq!(options.tls, Some((PathBuf::from("c"), PathBuf::from("k"))));
    assert_eq!(options.log_format, Format::Json);
    assert_eq!(options.audit_file, Some(PathBuf::from("a")));
    assert_eq!((options.region.as_str(), options.skew_seconds), ("eu-west-1", 300));
    assert_eq!(options.public_url.as_deref(), Some("https://iam.example.com/x"));
    assert!(options.private_identity_providers);
    assert_eq!(options.identity_provider_ca, Some(PathBuf::from("r")));
    assert_eq!((options.limits.read, options.limits.connections), (Duration::from_secs(5), 7));
}

#[test]
fn wrong_values_are_refused() {
    for (line, says) in [
        ("portcullis", "Usage"),
        ("portcullis serve --listen 4599", "invalid socket address"),
        ("portcullis serve --skew-seconds 5", "60..=900"),
        ("portcullis serve --log-format xml", "human, json"),
        ("portcullis serve --public-url iam.example.com", "begins with https://"),
        ("portcullis serve --public-url https://", "names a host"),
        ("portcullis serve --public-url https://iam.example.com/", "does not end in a slash"),
        ("portcullis serve --public-url https://a@iam.example.com", "names a host"),
        ("portcullis account", "Usage"),
        ("portcullis account create", "--email"),
        ("portcullis account create --email a@b --id 42", "twelve digits"),
        ("portcullis root", "Usage"),
        ("portcullis fly", "fly"),
    ] {
        let error = usage_error(line);
        assert!(error.contains(says), "{line}: {error}");
    }
    let half = parse("portcullis serve --tls-cert c".split(' ').map(OsString::from));
    assert!(matches!(half, Err(Refused::Value(_))), "{half:?}");
}

#[test]
fn offline_commands_name_their_account() {
    let line = "portcullis root reset --data-dir /d --account 111122223333 --email a@b.example";
    let Command::ResetRoot { place, account, email, access } = parsed(line) else { panic!("not reset") };
    assert_eq!(access, RootAccess::Password);
    assert_eq!(place.directory, PathBuf::from("/d"));
    assert_eq!(account.unwrap().to_string(), "111122223333");
    assert_eq!(email.as_deref(), Some("a@b.example"));
}

#[test]
fn a_root_access_key_is_there_for_whoever_asks() {
    let Command::ResetRoot { access, .. } = parsed("portcullis root reset --data-dir /d --root-access-key")
    else {
        panic!("not reset")
    };
    assert_eq!(access, RootAccess::NewKey);
    let Command::Serve(options) = parsed("portcullis serve --data-dir /d --root-access-key") else {
        panic!("not serve")
    };
    assert_eq!(options.access, RootAccess::NewKey);
}

#[test]
fn help_shows_every_variable_and_examples() {
    let help = usage_error("portcullis serve --help");
    for flag in serve().get_arguments().filter(|flag| flag.get_id() != "help") {
        let variable = format!("PORTCULLIS_{}", flag.get_id().as_str().to_uppercase().replace('-', "_"));
        assert!(help.contains(&format!("[env: {variable}")), "{variable}:\n{help}");
    }
    for text in [
        "PORTCULLIS_MASTER_KEY ",
        "PORTCULLIS_ACCOUNT_ID",
        "PORTCULLIS_ROOT_EMAIL",
        "Examples:",
        "/metrics",
        "4599",
    ] {
        assert!(help.contains(text), "{text}:\n{help}");
    }
}
