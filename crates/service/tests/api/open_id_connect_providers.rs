// SPDX-License-Identifier: Apache-2.0
//! OpenID Connect providers: what each operation does, what it checks, and which of its errors comes first.

use crate::world::{ACCOUNT, World};

const ARN: &str = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";
const FIRST: &str = "6938fd4d98bab03faadb97b34396831e3780aea1";
const SECOND: &str = "1c58a3a8518e8759bf075b76b750d4f2df264fcd";
const INVALID: &str = "400 ValidationError Invalid Open ID Connect Provider URL";
const INVALID_PART: &str = "400 InvalidInput Invalid Open ID Connect Provider URL.";
const NONE: &str = "404 NoSuchEntity OpenIDConnect Provider not found for arn arn:aws:iam::111122223333:oidc-provider/\
                    idp.example.com";

fn create(url: &str) -> String {
    format!("CreateOpenIDConnectProvider Url={url} ThumbprintList.member.1={FIRST}")
}

fn create_with(url: &str, thumbprints: usize) -> String {
    let list = (1..=thumbprints).map(|at| format!(" ThumbprintList.member.{at}={at:040}"));
    format!("CreateOpenIDConnectProvider Url={url}{}", list.collect::<String>())
}

fn on_provider(operation: &str) -> String {
    format!("{operation} OpenIDConnectProviderArn={ARN}")
}

#[test]
fn creation_checks_the_form_then_the_url_then_thumbprints_then_tags_then_what_is_there() {
    let (mut world, root) = World::new();
    let constraint = "failed to satisfy constraint: Member must";
    let long = "b".repeat(256);
    let three = format!(
        "CreateOpenIDConnectProvider Url={long} ClientIDList.member.1={long} ThumbprintList.member.1=ab"
    );
    let answer = world.call(&root, &three);
    let message = answer.get("Message");
    assert!(message.starts_with("3 validation errors detected: "), "{message}");
    // AWS says nothing against members that are missing here, as it does of other lists.
    for (list, greatest, least) in [("clientIDList", 255, 1), ("thumbprintList", 40, 40)] {
        let words = format!(
            "Value at '{list}' {constraint} satisfy constraint: [Member must have length less than or equal to \
             {greatest}, Member must have length greater than or equal to {least}]"
        );
        assert!(message.contains(&words), "{message}");
    }
    let untag = format!("{} TagKeys.member.1={long}", on_provider("UntagOpenIDConnectProvider"));
    let message = world.call(&root, &untag).get("Message");
    assert!(message.ends_with("Member must not be null]"), "{message}");
    let tags = "Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=a Tags.member.2.Value=2";
    let exists = "409 EntityAlreadyExists Provider with url https://idp.example.com already exists.";
    let many = "400 InvalidInput Thumbprint list must contain fewer than 5 entries.";
    let none =
        format!("400 ValidationError 1 validation error detected: Value at 'url' {constraint} not be null");
    for (script, expected) in [
        ("CreateOpenIDConnectProvider".to_owned(), none.as_str()),
        (create_with("idp.example.com", 6), INVALID),
        (create("https://"), INVALID),
        (create("https:///path"), INVALID),
        (create("http://idp.example.com"), &format!("{INVALID_PART} The URL must begin with https://.")),
        (create("https://ana@idp.example.com"), INVALID_PART),
        (create("https://idp.example.com?a=1"), INVALID_PART),
        (create("https://idp.example.com#a"), INVALID_PART),
        (create("https://idp.example.com:8443"), INVALID_PART),
        (create("https://idp_.example.com"), INVALID_PART),
        (create("https://-idp.example.com"), INVALID_PART),
        (create("https://idp..example.com"), INVALID_PART),
        (create("https://1.2.3.256"), INVALID_PART),
        (create("https://[::g]"), INVALID_PART),
        (create_with("https://idp.example.com", 6), many),
        (create("https://idp.example.com") + " " + tags, "400 InvalidInput Duplicate tag keys found."),
        (create_with("https://idp.example.com", 5), "OK"),
        (create("https://idp.example.com"), exists),
        (create("https://idp.example.com/"), "OK"),
        (create("https://IDP.example.com/a/B"), "OK"),
        (create("https://198.51.100.7"), "OK"),
        (create("https://[2001:db8::7]/"), "OK"),
    ] {
        assert_eq!(world.call(&root, &script).summary(), expected, "{script}");
    }
    let listed = world.ok(&root, "ListOpenIDConnectProviders").all("Arn");
    let of = |url: &str| format!("arn:aws:iam::{ACCOUNT}:oidc-provider/{url}");
    let urls =
        ["198.51.100.7", "IDP.example.com/a/B", "[2001:db8::7]/", "idp.example.com", "idp.example.com/"];
    assert_eq!(listed, urls.map(of));
    let summary = world.ok(&root, "GetAccountSummary").body;
    assert!(summary.contains("<key>Providers</key><value>5</value>"), "{summary}");
}

#[test]
fn a_port_is_allowed_where_providers_may_be_private() {
    let (mut world, root) = World::new();
    world.settings.private_identity_providers = true;
    for (url, expected) in [
        ("https://localhost:8443/oidc/1", "OK"),
        ("https://[::1]:8443", "OK"),
        ("https://localhost:", INVALID_PART),
        ("https://localhost:0443", INVALID_PART),
        ("https://localhost:65536", INVALID_PART),
    ] {
        assert_eq!(world.call(&root, &create(url)).summary(), expected, "{url}");
    }
}

#[test]
fn without_thumbprints_the_one_that_the_server_shows_is_taken() {
    let (mut world, root) = World::new();
    let script = "CreateOpenIDConnectProvider Url=https://idp.example.com";
    let unreachable = "400 OpenIdIdpCommunicationError Could not connect to https://idp.example.com";
    assert_eq!(world.call(&root, script).summary(), unreachable);
    world.documents.insert("https://idp.example.com/".into(), Ok("".into()));
    world.ok(&root, script);
    let shown = world.ok(&root, &on_provider("GetOpenIDConnectProvider")).get("ThumbprintList");
    assert_eq!(shown, format!("<member>{}</member>", "0a".repeat(20)));
}

#[test]
fn a_provider_is_shown_as_it_was_made_and_changed() {
    let (mut world, root) = World::new();
    let script = format!(
        "CreateOpenIDConnectProvider Url=https://idp.example.com ClientIDList.member.1=b ClientIDList.member.2=a \
         ClientIDList.member.3=b ThumbprintList.member.1={} Tags.member.1.Key=Team Tags.member.1.Value=till",
        FIRST.to_uppercase()
    );
    let made = world.ok(&root, &script);
    assert_eq!((made.get("OpenIDConnectProviderArn").as_str(), made.get("Key").as_str()), (ARN, "Team"));
    let get = on_provider("GetOpenIDConnectProvider");
    let shown = world.ok(&root, &get);
    let expected = format!(
        "<Url>idp.example.com</Url><ClientIDList><member>b</member><member>a</member></ClientIDList>\
         <ThumbprintList><member>{FIRST}</member></ThumbprintList><CreateDate>2026-01-02T03:04:07Z</CreateDate>\
         <Tags><member><Key>Team</Key><Value>till</Value></member></Tags>"
    );
    assert!(shown.body.contains(&expected), "{}", shown.body);
    let add = on_provider("AddClientIDToOpenIDConnectProvider");
    let remove = on_provider("RemoveClientIDFromOpenIDConnectProvider");
    assert_eq!(world.ok(&root, &format!("{add} ClientID=c")).changes, 1);
    assert_eq!(world.ok(&root, &format!("{add} ClientID=c")).changes, 0, "one that is there is no error");
    assert_eq!(world.ok(&root, &format!("{remove} ClientID=b")).changes, 1);
    assert_eq!(world.ok(&root, &format!("{remove} ClientID=b")).changes, 0, "one that is not is no error");
    let update = on_provider("UpdateOpenIDConnectProviderThumbprint");
    world.ok(&root, &format!("{update} ThumbprintList.member.1={SECOND}"));
    let shown = world.ok(&root, &get);
    assert_eq!(shown.get("ClientIDList"), "<member>a</member><member>c</member>");
    assert_eq!(shown.get("ThumbprintList"), format!("<member>{SECOND}</member>"));
    world.ok(&root, &on_provider("DeleteOpenIDConnectProvider"));
    let gone = "404 NoSuchEntity OpenId connect Provider arn:aws:iam::111122223333:oidc-provider/idp.example.com \
                cannot be found.";
    world.script(&root, &[(&on_provider("DeleteOpenIDConnectProvider"), gone), (&get, NONE)]);
}

#[test]
fn every_operation_checks_the_arn_then_permission_then_existence() {
    let (mut world, root) = World::new();
    let nobody = world.user(&root, "nobody");
    for (operation, more) in [
        ("GetOpenIDConnectProvider", ""),
        ("AddClientIDToOpenIDConnectProvider", " ClientID=a"),
        ("RemoveClientIDFromOpenIDConnectProvider", " ClientID=a"),
        ("UpdateOpenIDConnectProviderThumbprint", &format!(" ThumbprintList.member.1={FIRST}")),
        ("TagOpenIDConnectProvider", " Tags.member.1.Key=a Tags.member.1.Value=1"),
        ("UntagOpenIDConnectProvider", " TagKeys.member.1=a"),
        ("ListOpenIDConnectProviderTags", ""),
    ] {
        let with = |arn: &str| format!("{operation} OpenIDConnectProviderArn={arn}{more}");
        let denied = format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: \
             iam:{operation} on resource: {ARN} because no identity-based policy allows the iam:{operation} action"
        );
        let empty = "arn:aws:iam::111122223333:oidc-provider/";
        world.script(
            &nobody,
            &[
                (
                    &with("idp.example.com/provider"),
                    "400 ValidationError Invalid ARN: idp.example.com/provider",
                ),
                (
                    &with("arn:aws:iam::111122223333:role/idp"),
                    "400 ValidationError Invalid resource type in ARN",
                ),
                (
                    &with("arn:aws:sts::111122223333:oidc-provider/idp"),
                    "400 ValidationError Invalid service in ARN",
                ),
                (&with(empty), &format!("400 ValidationError Invalid ARN: {empty}")),
                (&with(ARN), &denied),
            ],
        );
        assert_eq!(world.call(&root, &with(ARN)).summary(), NONE);
        let foreign = "arn:aws:iam::444455556666:oidc-provider/idp.example.com";
        assert_eq!(world.call(&root, &with(foreign)).get("Code"), "AccessDenied", "{operation}");
    }
    world.script(
        &nobody,
        &[(
            "ListOpenIDConnectProviders",
            "403 AccessDenied User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: \
             iam:ListOpenIDConnectProviders on resource: arn:aws:iam::111122223333:oidc-provider/* because no \
             identity-based policy allows the iam:ListOpenIDConnectProviders action",
        )],
    );
    let none = on_provider("UpdateOpenIDConnectProviderThumbprint") + " ThumbprintList=";
    assert_eq!(world.call(&root, &none).status, 400);
}

#[test]
fn tags_are_set_listed_and_removed_and_policies_can_test_them() {
    let (mut world, root) = World::new();
    world
        .ok(&root, &(create("https://idp.example.com") + " Tags.member.1.Key=team Tags.member.1.Value=till"));
    let tag = on_provider("TagOpenIDConnectProvider");
    world.ok(&root, &format!("{tag} Tags.member.1.Key=Team Tags.member.1.Value=bar"));
    let listed = world.ok(&root, &(on_provider("ListOpenIDConnectProviderTags") + " MaxItems=1"));
    assert_eq!((listed.get("Key").as_str(), listed.get("IsTruncated").as_str()), ("Team", "true"));
    let many = (1..=49).map(|at| format!(" Tags.member.{at}.Key=k{at} Tags.member.{at}.Value=v"));
    let full = "409 LimitExceeded The number of tags has reached the maximum limit.";
    assert_eq!(world.call(&root, &(tag.clone() + &many.collect::<String>())).summary(), full);
    world.ok(
        &root,
        &(on_provider("UntagOpenIDConnectProvider") + " TagKeys.member.1=Team TagKeys.member.2=none"),
    );
    assert_eq!(world.ok(&root, &on_provider("ListOpenIDConnectProviderTags")).all("Key"), ["team"]);
    let ana = world.user(&root, "ana");
    let policy = |key: &str, value: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:*OpenIDConnectProvider*","Resource":"*","Condition":{{"ForAnyValue:StringEquals":{{"{key}":"{value}"}}}}}}]}}"#
        )
    };
    for (key, value, script, allowed) in [
        ("aws:ResourceTag/team", "till", on_provider("GetOpenIDConnectProvider"), true),
        ("iam:ResourceTag/team", "till", on_provider("GetOpenIDConnectProvider"), true),
        ("aws:ResourceTag/team", "bar", on_provider("GetOpenIDConnectProvider"), false),
        ("aws:RequestTag/a", "1", format!("{tag} Tags.member.1.Key=a Tags.member.1.Value=1"), true),
        ("aws:RequestTag/a", "2", format!("{tag} Tags.member.1.Key=a Tags.member.1.Value=1"), false),
        ("aws:TagKeys", "a", on_provider("UntagOpenIDConnectProvider") + " TagKeys.member.1=a", true),
        ("aws:TagKeys", "b", on_provider("UntagOpenIDConnectProvider") + " TagKeys.member.1=a", false),
        (
            "aws:RequestTag/a",
            "1",
            create("https://new.example.com") + " Tags.member.1.Key=a Tags.member.1.Value=1",
            true,
        ),
        ("aws:RequestTag/a", "1", create("https://newer.example.com"), false),
    ] {
        let more = [("PolicyDocument", &*policy(key, value))];
        world.ok_with(&root, "PutUserPolicy UserName=ana PolicyName=p", &more);
        assert_eq!(world.call(&ana, &script).status == 200, allowed, "{key}={value}: {script}");
    }
}
