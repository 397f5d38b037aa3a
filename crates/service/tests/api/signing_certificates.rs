// SPDX-License-Identifier: Apache-2.0
//! Signing certificates: what each operation does, and which of its errors comes first.

use crate::world::{ACCOUNT, Answer, Key, World};

const ONE: &str = include_str!("../certificates/leaf.pem");
const TWO: &str = include_str!("../certificates/self-p256.pem");
const THREE: &str = include_str!("../certificates/root.pem");
const NO_ID: &str = "NONEXISTENTCERTID12345678901";
const NONE: &str = "404 NoSuchEntity The Certificate with id NONEXISTENTCERTID12345678901 cannot be found.";
const NO_BOB: &str = "404 NoSuchEntity The user with name bob cannot be found.";

fn upload(world: &mut World, key: &Key, user: &str, body: &str) -> Answer {
    let script = if user.is_empty() { String::new() } else { format!("UserName={user}") };
    world.call_with(key, &format!("UploadSigningCertificate {script}"), &[("CertificateBody", body)])
}

#[test]
fn upload_checks_form_then_user_then_certificate_then_others_then_quota() {
    let (mut world, root) = World::new();
    assert_eq!(
        world.call(&root, "UploadSigningCertificate UserName=bob").summary(),
        "400 ValidationError 1 validation error detected: Value at 'certificateBody' failed to satisfy \
         constraint: Member must not be null"
    );
    assert_eq!(upload(&mut world, &root, "bob", "nothing").summary(), NO_BOB);
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateUser UserName=eve");
    let id = include_str!("../certificates/leaf.id").trim();
    let duplicate = format!(
        "409 DuplicateCertificate certificate `{id}` is already associated with a user of this account"
    );
    let late = "400 InvalidCertificate the certificate is not valid at this time";
    let full = "409 LimitExceeded Cannot exceed quota for CertificatesPerUser: 2";
    for (user, body, expected) in [
        ("bob", "nothing", "400 MalformedCertificate Certificate nothing is malformed."),
        ("bob", include_str!("../certificates/leaf-expired.pem"), late),
        ("bob", include_str!("../certificates/leaf-not-yet.pem"), late),
        ("bob", ONE, "OK"),
        ("bob", ONE, &duplicate),
        ("eve", &ONE.replace('\n', "\r\n"), &duplicate),
        ("", ONE, &duplicate),
        ("bob", TWO, "OK"),
        ("bob", ONE, &duplicate),
        ("bob", THREE, full),
        ("eve", THREE, "OK"),
    ] {
        assert_eq!(upload(&mut world, &root, user, body).summary(), expected, "{user} {body}");
    }
}

#[test]
fn a_certificate_comes_back_is_switched_and_goes() {
    let (mut world, root) = World::new();
    for script in [
        "ListSigningCertificates UserName=bob".to_owned(),
        format!("UpdateSigningCertificate UserName=bob CertificateId={NO_ID} Status=Inactive"),
        format!("DeleteSigningCertificate UserName=bob CertificateId={NO_ID}"),
    ] {
        assert_eq!(world.call(&root, &script).summary(), NO_BOB);
    }
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateUser UserName=eve");
    let empty = world.ok(&root, "ListSigningCertificates UserName=bob");
    assert!(empty.body.contains("<Certificates/><IsTruncated>false</IsTruncated>"), "{}", empty.body);
    let made = upload(&mut world, &root, "bob", ONE);
    let id = include_str!("../certificates/leaf.id").trim();
    let expected = |status: &str| {
        let date = made.get("UploadDate");
        format!(
            "<UserName>bob</UserName><CertificateId>{id}</CertificateId><CertificateBody>{ONE}</CertificateBody>\
             <Status>{status}</Status><UploadDate>{date}</UploadDate>"
        )
    };
    assert_eq!(made.get("Certificate"), expected("Active"));
    let listed = world.ok(&root, "ListSigningCertificates UserName=bob");
    assert_eq!(listed.get("Certificates"), format!("<member>{}</member>", expected("Active")));
    world.script(
        &root,
        &[
            (&format!("UpdateSigningCertificate UserName=bob CertificateId={NO_ID} Status=Inactive"), NONE),
            (&format!("DeleteSigningCertificate UserName=bob CertificateId={NO_ID}"), NONE),
            (&format!("UpdateSigningCertificate UserName=bob CertificateId={id} Status=Inactive"), "OK"),
        ],
    );
    let stranger = world.call(&root, &format!("DeleteSigningCertificate UserName=eve CertificateId={id}"));
    assert_eq!(stranger.status, 404);
    let listed = world.ok(&root, "ListSigningCertificates UserName=bob");
    assert_eq!(listed.get("Certificates"), format!("<member>{}</member>", expected("Inactive")));
    world.script(
        &root,
        &[
            (
                "DeleteUser UserName=bob",
                "409 DeleteConflict Cannot delete entity, must delete certificates first.",
            ),
            (&format!("DeleteSigningCertificate UserName=bob CertificateId={id}"), "OK"),
            ("DeleteUser UserName=bob", "OK"),
        ],
    );
}

#[test]
fn callers_without_a_name_mean_themselves() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let own = r#"{"Effect":"Allow","Action":"iam:*SigningCertificate*","Resource":"arn:aws:iam::*:user/${aws:username}"}"#;
    crate::seed::allow_user(&mut world, "bob", "p", own);
    assert_eq!(upload(&mut world, &bob, "", TWO).get("UserName"), "bob");
    let of_root = upload(&mut world, &root, "", ONE);
    assert!(of_root.body.contains("<UserName/>"), "the root user has no name: {}", of_root.body);
    let summary = world.ok(&root, "GetAccountSummary").body;
    assert!(summary.contains("<key>AccountSigningCertificatesPresent</key><value>1</value>"), "{summary}");
    assert_eq!(world.ok(&bob, "ListSigningCertificates").all("CertificateId").len(), 1);
    let id = world.ok(&root, "ListSigningCertificates").get("CertificateId");
    assert_eq!(
        world.call(&bob, &format!("DeleteSigningCertificate CertificateId={id}")).status,
        404,
        "not his"
    );
    world.ok(&root, &format!("DeleteSigningCertificate CertificateId={id}"));
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows the iam:{action} \
             action"
        )
    };
    world.ok(&root, "CreateUser UserName=eve Path=/x/");
    world.script(
        &bob,
        &[
            ("ListSigningCertificates UserName=eve", &denied("ListSigningCertificates", "user eve")),
            (
                &format!("UpdateSigningCertificate UserName=eve CertificateId={NO_ID} Status=Active"),
                &denied("UpdateSigningCertificate", "user eve"),
            ),
            (
                &format!("DeleteSigningCertificate UserName=eve CertificateId={NO_ID}"),
                &denied("DeleteSigningCertificate", "user eve"),
            ),
            (
                "UploadSigningCertificate UserName=eve CertificateBody=x",
                &denied("UploadSigningCertificate", "user eve"),
            ),
        ],
    );
}

#[test]
fn lists_come_in_pages() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let mut ids = [ONE, TWO].map(|body| upload(&mut world, &root, "bob", body).get("CertificateId"));
    ids.sort();
    let first = world.ok(&root, "ListSigningCertificates UserName=bob MaxItems=1");
    assert_eq!((first.all("CertificateId"), first.get("IsTruncated")), (vec![ids[0].clone()], "true".into()));
    let marker = first.get("Marker");
    let second = world.ok(&root, &format!("ListSigningCertificates UserName=bob Marker={marker}"));
    assert_eq!(second.all("CertificateId"), ids[1..]);
}
