// SPDX-License-Identifier: Apache-2.0
//! Server certificates: what each operation does, what it checks, and which of its errors comes first.

use crate::world::{ACCOUNT, Answer, Key, World};
use portcullis_directory::quota::Quota;

macro_rules! pem {
    ($name:literal) => {
        include_str!(concat!("../certificates/", $name, ".pem"))
    };
}

const LEAF: &str = pem!("leaf");
const KEY: &str = pem!("leaf-key");
const INTERMEDIATE: &str = pem!("intermediate");
const ROOT: &str = pem!("root");
const UNREADABLE: &str = "400 MalformedCertificate Unable to parse certificate. Please ensure the certificate is in PEM \
                          format.";
const NO_KEY: &str = "400 MalformedCertificate the private key is not a sound RSA or elliptic-curve key in unencrypted \
                      PEM format";
const MISMATCH: &str = "400 KeyPairMismatch the private key does not belong to the certificate";
const LATE: &str = "400 MalformedCertificate the certificate is not valid at this time";
const NO_SHOP: &str = "404 NoSuchEntity The Server Certificate with name shop cannot be found.";

fn upload(world: &mut World, key: &Key, name: &str, parts: [&str; 3]) -> Answer {
    let [body, private_key, chain] = parts;
    let mut more = vec![("CertificateBody", body), ("PrivateKey", private_key)];
    if !chain.is_empty() {
        more.push(("CertificateChain", chain));
    }
    world.call_with(key, &format!("UploadServerCertificate ServerCertificateName={name}"), &more)
}

fn out_of_chain(index: &str) -> String {
    format!(
        "400 MalformedCertificate Unable to validate certificate chain. The certificate chain must start with the \
         immediate signing certificate, followed by any intermediaries in order. The index within the chain of the \
         invalid certificate is: {index}"
    )
}

#[test]
fn upload_checks_form_then_tags_then_what_is_uploaded_then_name_then_quota() {
    let (mut world, root) = World::new();
    let duplicate = "UploadServerCertificate ServerCertificateName=shop CertificateBody=x PrivateKey=y \
                     Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=a Tags.member.2.Value=2";
    world.script(
        &root,
        &[
            (
                "UploadServerCertificate ServerCertificateName=shop CertificateBody=x",
                "400 ValidationError 1 validation error detected: Value at 'privateKey' failed to satisfy \
                 constraint: Member must not be null",
            ),
            (duplicate, "400 InvalidInput Duplicate tag keys found."),
        ],
    );
    let mut record = crate::seed::account(&world).record().as_ref().clone();
    record.quotas.insert(Quota::ServerCertificates, 1);
    crate::seed::put(&mut world, record);
    let backwards = format!("{ROOT}{INTERMEDIATE}");
    for (name, parts, expected) in [
        ("shop", ["x", "y", "z"], UNREADABLE),
        ("shop", [KEY, KEY, "z"], UNREADABLE),
        ("shop", [LEAF, "y", "z"], NO_KEY),
        ("shop", [LEAF, pem!("leaf-key-encrypted"), "z"], NO_KEY),
        ("shop", [LEAF, pem!("rsa-1024-key"), "z"], NO_KEY),
        ("shop", [LEAF, pem!("self-p256-key"), "z"], MISMATCH),
        ("shop", [pem!("leaf-expired"), KEY, "z"], LATE),
        ("shop", [pem!("leaf-not-yet"), KEY, "z"], LATE),
        ("shop", [LEAF, KEY, "z"], &out_of_chain("-1")),
        ("shop", [LEAF, KEY, ROOT], &out_of_chain("-1")),
        ("shop", [LEAF, KEY, pem!("impostor")], &out_of_chain("-1")),
        ("shop", [LEAF, KEY, &backwards], &out_of_chain("-1")),
        ("shop", [LEAF, KEY, &format!("{INTERMEDIATE}{INTERMEDIATE}")], &out_of_chain("1")),
        ("shop", [LEAF, KEY, &format!("text\n{INTERMEDIATE}")], &out_of_chain("-1")),
        ("shop", [LEAF, KEY, &format!("{INTERMEDIATE}{ROOT}")], "OK"),
        ("SHOP", [LEAF, pem!("self-p256-key"), ""], MISMATCH),
        (
            "SHOP",
            [LEAF, KEY, ""],
            "409 EntityAlreadyExists The Server Certificate with name SHOP already exists.",
        ),
        (
            "other",
            [LEAF, KEY, ""],
            "409 LimitExceeded Cannot exceed quota for ServerCertificatesPerAccount: 1",
        ),
    ] {
        assert_eq!(upload(&mut world, &root, name, parts).summary(), expected, "{name} {parts:?}");
    }
}

#[test]
fn keys_of_every_form_and_curve_are_taken() {
    let (mut world, root) = World::new();
    for (name, body, key) in [
        ("pkcs8", LEAF, KEY),
        ("pkcs1", LEAF, pem!("leaf-key-pkcs1")),
        ("p256", pem!("self-p256"), pem!("self-p256-key")),
        ("sec1", pem!("self-p256"), pem!("self-p256-key-sec1")),
        ("p384", pem!("self-p384"), pem!("self-p384-key")),
        ("p521", pem!("self-p521"), pem!("self-p521-key")),
    ] {
        assert_eq!(upload(&mut world, &root, name, [body, key, ""]).summary(), "OK", "{name}");
    }
    let listed = world.ok(&root, "ListServerCertificates MaxItems=4");
    assert_eq!(listed.all("ServerCertificateName"), ["p256", "p384", "p521", "pkcs1"]);
    let rest = world.ok(&root, &format!("ListServerCertificates Marker={}", listed.get("Marker")));
    assert_eq!(rest.all("ServerCertificateName"), ["pkcs8", "sec1"]);
    let summary = world.ok(&root, "GetAccountSummary").body;
    assert!(summary.contains("<key>ServerCertificates</key><value>6</value>"), "{summary}");
    assert!(summary.contains("<key>ServerCertificatesQuota</key><value>20</value>"), "{summary}");
}

#[test]
fn a_certificate_comes_back_without_its_private_key() {
    let (mut world, root) = World::new();
    let chain = format!("{INTERMEDIATE}{ROOT}");
    let more = [("CertificateBody", LEAF), ("PrivateKey", KEY), ("CertificateChain", &*chain)];
    let script = "UploadServerCertificate ServerCertificateName=shop Path=/cloudfront/ Tags.member.1.Key=team \
                  Tags.member.1.Value=blue";
    let made = world.ok_with(&root, script, &more);
    let id = made.get("ServerCertificateId");
    assert!(id.starts_with("ASCA") && id.len() == 21, "{id}");
    let metadata = format!(
        "<Path>/cloudfront/</Path><ServerCertificateName>shop</ServerCertificateName><ServerCertificateId>{id}\
         </ServerCertificateId><Arn>arn:aws:iam::{ACCOUNT}:server-certificate/cloudfront/shop</Arn><UploadDate>{}\
         </UploadDate><Expiration>2035-01-01T00:00:00Z</Expiration>",
        made.get("UploadDate")
    );
    let tags = "<member><Key>team</Key><Value>blue</Value></member>";
    assert_eq!(
        (made.get("ServerCertificateMetadata"), made.get("Tags")),
        (metadata.clone(), tags.to_owned())
    );
    let shown = world.ok(&root, "GetServerCertificate ServerCertificateName=SHOP");
    let expected = format!(
        "<ServerCertificateMetadata>{metadata}</ServerCertificateMetadata><CertificateBody>{}</CertificateBody>\
         <CertificateChain>{}</CertificateChain><Tags>{tags}</Tags>",
        LEAF.trim(),
        chain.trim()
    );
    assert_eq!(shown.get("ServerCertificate"), expected);
    let listed = world.ok(&root, "ListServerCertificates PathPrefix=/cloudfront/");
    assert_eq!(listed.get("ServerCertificateMetadataList"), format!("<member>{metadata}</member>"));
    let secret = KEY.lines().nth(3).unwrap();
    for answer in [made, shown, listed] {
        assert!(!answer.body.contains(secret), "{}", answer.body);
        assert!(!answer.audit.contains(secret), "{}", answer.audit);
    }
    let elsewhere = world.ok(&root, "ListServerCertificates PathPrefix=/x/");
    assert!(elsewhere.body.contains("<ServerCertificateMetadataList/>"), "{}", elsewhere.body);
    // Without tags, only GetServerCertificate shows a list of them.
    let plain = upload(&mut world, &root, "plain", [LEAF, KEY, ""]);
    assert_eq!(plain.all("Tags"), [""; 0]);
    let plain = world.ok(&root, "GetServerCertificate ServerCertificateName=plain");
    assert!(plain.body.contains("</CertificateBody><Tags/></ServerCertificate>"), "{}", plain.body);
}

/// What an editor puts around a certificate and at the ends of its lines is not shown again.
#[test]
fn a_certificate_comes_back_with_line_feeds_alone_and_nothing_around_it() {
    let (mut world, root) = World::new();
    let windows = |text: &str| format!("\r\n {}\r\n", text.replace('\n', "\r\n"));
    upload(&mut world, &root, "shop", [&*windows(LEAF), KEY, &*windows(INTERMEDIATE)]);
    let shown = world.ok(&root, "GetServerCertificate ServerCertificateName=shop");
    assert_eq!(shown.get("CertificateBody"), LEAF.trim());
    assert_eq!(shown.get("CertificateChain"), INTERMEDIATE.trim());
}

#[test]
fn a_certificate_is_renamed_tagged_and_deleted() {
    let (mut world, root) = World::new();
    for script in [
        "GetServerCertificate ServerCertificateName=shop",
        "UpdateServerCertificate ServerCertificateName=shop NewPath=/x/",
        "DeleteServerCertificate ServerCertificateName=shop",
        "TagServerCertificate ServerCertificateName=shop Tags.member.1.Key=a Tags.member.1.Value=1",
        "UntagServerCertificate ServerCertificateName=shop TagKeys.member.1=a",
        "ListServerCertificateTags ServerCertificateName=shop",
    ] {
        assert_eq!(world.call(&root, script).summary(), NO_SHOP, "{script}");
    }
    upload(&mut world, &root, "shop", [LEAF, KEY, ""]);
    upload(&mut world, &root, "till", [LEAF, KEY, ""]);
    let taken = "409 EntityAlreadyExists The Server Certificate with name Till already exists.";
    world.script(
        &root,
        &[
            ("UpdateServerCertificate ServerCertificateName=shop NewServerCertificateName=Till", taken),
            ("UpdateServerCertificate ServerCertificateName=shop NewServerCertificateName=Shop", "OK"),
            ("UpdateServerCertificate ServerCertificateName=shop", "OK"),
            ("UpdateServerCertificate ServerCertificateName=shop NewPath=/x/", "OK"),
            (
                "TagServerCertificate ServerCertificateName=shop Tags.member.1.Key=a Tags.member.1.Value=1 \
                 Tags.member.2.Key=A Tags.member.2.Value=2",
                "OK",
            ),
            ("UntagServerCertificate ServerCertificateName=shop TagKeys.member.1=a TagKeys.member.2=b", "OK"),
        ],
    );
    let shown = world.ok(&root, "GetServerCertificate ServerCertificateName=shop");
    assert_eq!(shown.get("Arn"), format!("arn:aws:iam::{ACCOUNT}:server-certificate/x/Shop"));
    let tags = world.ok(&root, "ListServerCertificateTags ServerCertificateName=shop");
    assert_eq!(tags.get("Tags"), "<member><Key>A</Key><Value>2</Value></member>", "tags differ by case");
    world.script(
        &root,
        &[
            ("DeleteServerCertificate ServerCertificateName=SHOP", "OK"),
            ("DeleteServerCertificate ServerCertificateName=shop", NO_SHOP),
        ],
    );
}

#[test]
fn each_operation_asks_on_the_certificate_with_its_tags() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    upload(&mut world, &root, "shop", [LEAF, KEY, ""]);
    world.ok(&root, "UpdateServerCertificate ServerCertificateName=shop NewPath=/x/");
    world.ok(
        &root,
        "TagServerCertificate ServerCertificateName=shop Tags.member.1.Key=team Tags.member.1.Value=blue",
    );
    let scripts = [
        "GetServerCertificate ServerCertificateName=shop",
        "ListServerCertificateTags ServerCertificateName=shop",
        "TagServerCertificate ServerCertificateName=shop Tags.member.1.Key=a Tags.member.1.Value=1",
        "UntagServerCertificate ServerCertificateName=shop TagKeys.member.1=a",
        "UpdateServerCertificate ServerCertificateName=shop",
        "DeleteServerCertificate ServerCertificateName=shop",
    ];
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows \
             the iam:{action} action"
        )
    };
    for script in scripts {
        let action = script.split(' ').next().unwrap();
        let told = match action {
            "TagServerCertificate" => format!("arn:aws:iam::{ACCOUNT}:server-certificate/x/shop"),
            _ => "server certificate shop".to_owned(),
        };
        assert_eq!(world.call(&bob, script).summary(), denied(action, &told));
    }
    assert_eq!(
        world.call(&bob, "ListServerCertificates").summary(),
        denied("ListServerCertificates", &format!("arn:aws:iam::{ACCOUNT}:server-certificate/"))
    );
    let made = upload(&mut world, &bob, "new", [LEAF, KEY, ""]);
    assert_eq!(
        made.summary(),
        denied("UploadServerCertificate", &format!("arn:aws:iam::{ACCOUNT}:server-certificate/new"))
    );
    let tagged = r#"{"Effect":"Allow","Action":"iam:*ServerCertificate*","Resource":"arn:aws:iam::*:server-certificate/x/*","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue","iam:ResourceTag/team":"blue"}}}"#;
    crate::seed::allow_user(&mut world, "bob", "p", tagged);
    let moved = "UpdateServerCertificate ServerCertificateName=shop NewPath=/y/";
    assert_eq!(
        world.call(&bob, moved).summary(),
        denied("UpdateServerCertificate", "server certificate shop"),
        "also the target"
    );
    for script in scripts {
        assert_eq!(world.call(&bob, script).summary(), "OK", "{script}");
    }
}

#[test]
fn the_tags_of_a_request_are_condition_keys() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let only = r#"{"Effect":"Allow","Action":"iam:*ServerCertificate*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}},{"Effect":"Allow","Action":"iam:UntagServerCertificate","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]},"Null":{"aws:TagKeys":"false"}}}"#;
    crate::seed::allow_user(&mut world, "bob", "p", only);
    let tag = |key: &str, value: &str| format!("Tags.member.1.Key={key} Tags.member.1.Value={value}");
    let blue = tag("team", "blue");
    for (tags, status) in [(tag("team", "red"), 403), (String::new(), 403), (blue.clone(), 200)] {
        let script = format!("UploadServerCertificate ServerCertificateName=shop {tags}");
        let more = [("CertificateBody", LEAF), ("PrivateKey", KEY)];
        assert_eq!(world.call_with(&bob, &script, &more).status, status, "{tags}");
    }
    let other = "Tags.member.2.Key=x Tags.member.2.Value=y";
    for (script, status) in [
        (format!("TagServerCertificate ServerCertificateName=shop {blue} {other}"), 403),
        (format!("TagServerCertificate ServerCertificateName=shop {blue}"), 200),
        ("UntagServerCertificate ServerCertificateName=shop TagKeys.member.1=x".to_owned(), 403),
        ("UntagServerCertificate ServerCertificateName=shop TagKeys.member.1=team".to_owned(), 200),
    ] {
        assert_eq!(world.call(&bob, &script).status, status, "{script}");
    }
}
