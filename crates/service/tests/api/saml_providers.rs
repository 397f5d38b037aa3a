// SPDX-License-Identifier: Apache-2.0
//! SAML providers: what each operation does, what it checks, and which of its errors comes first.

use crate::saml::identity_provider::{DECRYPTION_KEY, PROVIDER, metadata, metadata_of};
use crate::world::{ACCOUNT, Key, World};
use portcullis_directory::quota::Quota;

macro_rules! pem {
    ($name:literal) => {
        include_str!(concat!("../certificates/", $name, ".pem"))
    };
}

const MISSING: &str =
    "404 NoSuchEntity Manifest not found for arn arn:aws:iam::111122223333:saml-provider/Idp";

fn create(world: &mut World, key: &Key, more: &str, document: &str) -> String {
    let script = format!("CreateSAMLProvider Name=Idp {more}");
    world.call_with(key, &script, &[("SAMLMetadataDocument", document)]).summary()
}

fn update(world: &mut World, key: &Key, more: &[(&str, &str)]) -> String {
    world.call_with(key, &format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}"), more).summary()
}

#[test]
fn create_checks_tags_then_metadata_then_keys_then_name_then_quota() {
    let (mut world, root) = World::new();
    let bad = "x".repeat(1_000);
    let duplicate = "Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=a Tags.member.2.Value=2";
    let short = create(&mut world, &root, "", "short");
    assert!(short.contains("Member must have length greater than or equal to 1000"), "{short}");
    assert_eq!(create(&mut world, &root, duplicate, &bad), "400 InvalidInput Duplicate tag keys found.");
    let parse = create(&mut world, &root, "AddPrivateKey=x", &bad);
    assert!(
        parse.starts_with("400 InvalidInput Could not parse metadata: the XML is not well-formed"),
        "{parse}"
    );
    let key = create(&mut world, &root, "AddPrivateKey=x AssertionEncryptionMode=Required", &metadata());
    let no_key =
        "400 InvalidInput The private key is not an RSA key of at least 2048 bits in unencrypted PEM format.";
    assert_eq!(key, no_key);
    let required = create(&mut world, &root, "AssertionEncryptionMode=Required", &metadata());
    let without = "400 InvalidInput Unable to set assertion encryption mode to Required because no private key is \
                   provided.";
    assert_eq!(required, without);
    assert_eq!(create(&mut world, &root, "", &metadata()), "OK");
    let again = "409 EntityAlreadyExists Provider with name Idp already exists.";
    assert_eq!(create(&mut world, &root, "", &metadata()), again);
    let mut record = crate::seed::account(&world).record().as_ref().clone();
    record.quotas.insert(Quota::SamlProviders, 1);
    crate::seed::put(&mut world, record);
    let answer =
        world.call_with(&root, "CreateSAMLProvider Name=Two", &[("SAMLMetadataDocument", &metadata())]);
    assert_eq!(answer.summary(), "409 LimitExceeded Cannot exceed quota for SAMLProvidersPerAccount: 1");
}

#[test]
fn metadata_must_describe_one_identity_provider_with_strong_keys() {
    let (mut world, root) = World::new();
    let good = metadata();
    let weak = "the key of an X509Certificate is not an RSA key of at least 2048 bits nor one on P-256, P-384 or P-521";
    let rows = [
        (
            good.replace("md:EntityDescriptor", "md:EntitiesDescriptor"),
            "the outermost element is not EntityDescriptor",
        ),
        (good.replace(" entityID=", " entityId="), "EntityDescriptor has no entityID"),
        (
            good.replace("IDPSSODescriptor", "SPSSODescriptor"),
            "the EntityDescriptor has not one IDPSSODescriptor for SAML 2.0",
        ),
        (
            good.replace("tc:SAML:2.0:protocol", "tc:SAML:1.1:protocol"),
            "the EntityDescriptor has not one IDPSSODescriptor for SAML 2.0",
        ),
        (
            metadata_of(&[(Some("encryption"), pem!("leaf"))], ""),
            "the IDPSSODescriptor has no certificate for signing",
        ),
        (metadata_of(&[(Some("signing"), pem!("leaf-key"))], ""), "an X509Certificate is not a certificate"),
        (metadata_of(&[(Some("signing"), pem!("self-ed25519"))], ""), weak),
        (
            good.replace("?>\n<!--", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]><!--"),
            "a document type declaration is not allowed",
        ),
    ];
    for (document, reason) in rows {
        let expected = format!("400 InvalidInput Could not parse metadata: {reason}");
        assert_eq!(create(&mut world, &root, "", &document), expected);
    }
}

#[test]
fn a_provider_is_made_shown_listed_changed_and_deleted() {
    let (mut world, root) = World::new();
    let get = format!("GetSAMLProvider SAMLProviderArn={PROVIDER}");
    world.script(
        &root,
        &[
            (&get, MISSING),
            (&format!("DeleteSAMLProvider SAMLProviderArn={PROVIDER}"), MISSING),
            (
                "GetSAMLProvider SAMLProviderArn=arn:aws:iam::111122223333:role/Idp",
                "400 InvalidInput arn:aws:iam::111122223333:role/Idp is not a valid SAML provider ARN",
            ),
        ],
    );
    let made = world.ok_with(
        &root,
        "CreateSAMLProvider Name=Idp Tags.member.1.Key=team Tags.member.1.Value=red",
        &[(
            "SAMLMetadataDocument",
            &metadata_of(&[(None, pem!("leaf"))], " validUntil=\"2030-01-01T00:00:00.5Z\""),
        )],
    );
    assert_eq!((made.get("SAMLProviderArn").as_str(), made.get("Key").as_str()), (PROVIDER, "team"));
    let shown = world.ok(&root, &get);
    // Whatever the metadata say.
    assert_eq!(shown.get("ValidUntil"), "2125-12-09T03:04:10Z");
    assert_eq!(shown.all("AssertionEncryptionMode"), [] as [String; 0]);
    assert_eq!(shown.all("KeyId"), [] as [String; 0]);
    let uuid = shown.get("SAMLProviderUUID");
    assert!(
        (22..=64).contains(&uuid.len()) && uuid.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{uuid}"
    );
    let listed = world.ok(&root, "ListSAMLProviders");
    assert_eq!((listed.all("Arn"), listed.all("ValidUntil").len()), (vec![PROVIDER.to_owned()], 1));
    assert_eq!(listed.all("SAMLMetadataDocument"), [] as [String; 0]);
    assert_eq!(update(&mut world, &root, &[("SAMLMetadataDocument", &metadata())]), "OK");
    let shown = world.ok(&root, &get);
    assert_eq!((shown.get("ValidUntil").get(..4), shown.get("SAMLProviderUUID")), (Some("2125"), uuid));
    assert!(world.ok(&root, "GetAccountSummary").body.contains("<key>Providers</key><value>1</value>"));
    world.ok(&root, &format!("DeleteSAMLProvider SAMLProviderArn={PROVIDER}"));
    assert_eq!(world.ok(&root, "ListSAMLProviders").all("Arn"), [] as [String; 0]);
}

#[test]
fn private_keys_are_added_and_removed_and_never_shown() {
    let (mut world, root) = World::new();
    create(&mut world, &root, "", &metadata());
    let nothing = "400 InvalidInput Unable to update identity provider. No updates are defined for metadata or \
                   encryption assertion.";
    assert_eq!(update(&mut world, &root, &[]), nothing);
    let both = "400 InvalidInput Unable to add and remove private keys in the same request. Set a value for only one \
                of the two parameters.";
    let id = "A".repeat(22);
    assert_eq!(update(&mut world, &root, &[("AddPrivateKey", "x"), ("RemovePrivateKey", &id)]), both);
    let unknown = format!("404 NoSuchEntity The private key {id} cannot be found.");
    assert_eq!(update(&mut world, &root, &[("RemovePrivateKey", &id)]), unknown);
    for key in [pem!("leaf-key"), DECRYPTION_KEY] {
        assert_eq!(update(&mut world, &root, &[("AddPrivateKey", key)]), "OK");
    }
    let full = "409 LimitExceeded Private key limit of 2 is reached.";
    assert_eq!(update(&mut world, &root, &[("AddPrivateKey", DECRYPTION_KEY)]), full);
    assert_eq!(update(&mut world, &root, &[("AssertionEncryptionMode", "Required")]), "OK");
    let shown = world.ok(&root, &format!("GetSAMLProvider SAMLProviderArn={PROVIDER}"));
    let ids = shown.all("KeyId");
    assert_eq!((ids.len(), shown.get("AssertionEncryptionMode").as_str()), (2, "Required"));
    assert!(!shown.body.contains("PRIVATE KEY"), "{}", shown.body);
    assert_eq!(update(&mut world, &root, &[("RemovePrivateKey", &ids[0])]), "OK");
    let last = "400 InvalidInput Unable to set assertion encryption mode to Required because no private key is \
                provided.";
    assert_eq!(update(&mut world, &root, &[("RemovePrivateKey", &ids[1])]), last);
    for key in [pem!("leaf-key-encrypted"), pem!("rsa-1024-key"), pem!("self-p256-key"), pem!("leaf")] {
        let bad = "400 InvalidInput The private key is not an RSA key of at least 2048 bits in unencrypted PEM format.";
        assert_eq!(update(&mut world, &root, &[("AddPrivateKey", key)]), bad);
    }
}

#[test]
fn tags_are_set_listed_and_removed() {
    let (mut world, root) = World::new();
    create(&mut world, &root, "", &metadata());
    let on = |operation: &str, more: &str| format!("{operation} SAMLProviderArn={PROVIDER} {more}");
    let tags =
        "Tags.member.1.Key=team Tags.member.1.Value=red Tags.member.2.Key=Team Tags.member.2.Value=blue";
    world.ok(&root, &on("TagSAMLProvider", tags));
    let listed = world.ok(&root, &on("ListSAMLProviderTags", ""));
    assert_eq!(listed.all("Key"), ["Team", "team"], "keys differ by case");
    world.ok(&root, &on("UntagSAMLProvider", "TagKeys.member.1=Team"));
    let listed = world.ok(&root, &on("ListSAMLProviderTags", ""));
    assert_eq!((listed.all("Key"), listed.all("Value")), (vec!["team".to_owned()], vec!["red".to_owned()]));
}

#[test]
fn permissions_are_asked_on_the_provider_with_its_tags() {
    let (mut world, root) = World::new();
    create(&mut world, &root, "Tags.member.1.Key=team Tags.member.1.Value=red", &metadata());
    let user = world.user(&root, "alice");
    let arn = format!("arn:aws:iam::{ACCOUNT}:saml-provider/Idp");
    let get = format!("GetSAMLProvider SAMLProviderArn={arn}");
    let denied = format!(
        "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/alice is not authorized to perform: iam:GetSAMLProvider on \
         resource: {arn} because no identity-based policy allows the iam:GetSAMLProvider action"
    );
    world.script(&user, &[(&get, &denied)]);
    let policy = |team: &str, key: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{{"ForAnyValue:StringEquals":{{"{key}":"{team}"}}}}}}]}}"#
        )
    };
    let tag =
        format!("TagSAMLProvider SAMLProviderArn={arn} Tags.member.1.Key=team Tags.member.1.Value=blue");
    let untag = format!("UntagSAMLProvider SAMLProviderArn={arn} TagKeys.member.1=team");
    for (team, key, call, is_allowed) in [
        ("red", "aws:ResourceTag/team", &get, true),
        ("blue", "aws:ResourceTag/team", &get, false),
        ("red", "iam:ResourceTag/team", &get, true),
        ("red", "aws:RequestTag/team", &tag, false),
        ("blue", "aws:RequestTag/team", &tag, true),
        ("cost", "aws:TagKeys", &untag, false),
        ("team", "aws:TagKeys", &untag, true),
    ] {
        let more = [("PolicyDocument", policy(team, key))];
        let more: Vec<_> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.ok_with(&root, "PutUserPolicy UserName=alice PolicyName=p", &more);
        assert_eq!(world.call(&user, call).status == 200, is_allowed, "{team} {key} {call}");
    }
}
