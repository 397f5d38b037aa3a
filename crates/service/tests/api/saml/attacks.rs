// SPDX-License-Identifier: Apache-2.0
//! Ways of lying with XML that other verifiers have believed. None is believed here, and each for the right reason.

use super::identity_provider::{
    AWS, DECRYPTION_KEY, Encryption, OWN_PLACE, PLACE, PROVIDER, ROLE, Response, Signer, around_info,
    encrypted, insert, signature, signed,
};
use super::{present, response, world};

const INVALID: &str = "Response signature invalid";

/// The assertion of a liar, for whoever is asked for.
fn evil(one: &Response) -> String {
    Response { id: "_evil".into(), name: "admin@example.com".into(), ..one.clone() }.assertion()
}

/// A name, the document, and what is told of it.
type Lie = (&'static str, String, &'static str);

/// Signatures that are moved away from what they sign, or what they sign from where it belongs.
fn wrappings(one: &Response) -> Vec<Lie> {
    let good = signed(&one.assertion(), &one.id, Signer::Rsa);
    let lie = evil(one);
    let only_signature = signature(&one.assertion(), &one.id, Signer::Rsa);
    let in_object = only_signature
        .replace("</ds:Signature>", &format!("<ds:Object>{}</ds:Object></ds:Signature>", one.assertion()));
    let nested =
        lie.replace("</saml:Assertion>", &format!("<saml:Advice>{good}</saml:Advice></saml:Assertion>"));
    let same_id = Response { name: "admin@example.com".into(), ..one.clone() };
    let extensions = format!("<samlp:Extensions>{good}</samlp:Extensions>");
    let two = "Response has more than one Assertion";
    let elsewhere = "a Signature stands where none belongs";
    let over_another = "the signature is not over the element that holds it";
    vec![
        ("a liar's sibling before", one.around(&format!("{lie}{good}")), two),
        ("a liar's sibling after", one.around(&format!("{good}{lie}")), two),
        ("the original in the extensions", one.around(&format!("{extensions}{lie}")), elsewhere),
        ("the original within the lie", one.around(&nested), elsewhere),
        (
            "the original within the lie's signature",
            one.around(&insert(&lie, &in_object)),
            "the response has more than one assertion",
        ),
        (
            "the signature in the lie",
            one.around(&insert(&lie, &only_signature)),
            "the signature is not over the element that holds it",
        ),
        ("a detached sibling", one.around(&format!("{lie}{only_signature}")), over_another),
        (
            "the same id, with another name",
            one.around(&insert(&same_id.assertion(), &only_signature)),
            INVALID,
        ),
        (
            "two elements of one id",
            one.around(&format!("<samlp:Extensions>{}</samlp:Extensions>{good}", same_id.assertion())),
            "two elements have the id `_a1`",
        ),
        (
            "an id in another case",
            one.around(&good.replacen("<saml:Subject>", "<saml:Subject Id=\"_a1\">", 1)),
            "two elements have the id `_a1`",
        ),
        (
            "the response around another root",
            format!("<x>{}</x>", one.around(&good)),
            "the outermost element is not Response",
        ),
        ("an assertion alone", good.clone(), "the outermost element is not Response"),
        ("no assertion", one.around(""), "the response has not exactly one assertion"),
        (
            "an assertion in another namespace",
            one.around(&good.replace("tc:SAML:2.0:assertion", "tc:SAML:1.0:assertion")),
            elsewhere,
        ),
        (
            "a second assertion within a signed response's extensions",
            signed(
                &one.around(&format!("<samlp:Extensions>{lie}</samlp:Extensions>{}", one.assertion())),
                "_r_a1",
                Signer::Rsa,
            ),
            "the response has more than one assertion",
        ),
        (
            "a plain and an encrypted assertion",
            one.around(&format!("{good}{}", encrypted(&lie, Encryption::Gcm))),
            "the response has not exactly one assertion",
        ),
    ]
}

/// Signatures that are none, or are made in ways that are not allowed.
fn signatures(one: &Response) -> Vec<Lie> {
    let good = one.assertion_signed();
    let info = |from: &str, to: &str| {
        let signature = signature(&one.assertion(), &one.id, Signer::Rsa);
        let (_, rest) = signature.split_once("<ds:SignedInfo>").unwrap();
        let (info, _) = rest.split_once("</ds:SignedInfo>").unwrap();
        let changed = format!("<ds:SignedInfo>{info}</ds:SignedInfo>").replacen(from, to, 1);
        assert!(changed.contains(to) && !info.contains(to), "{from}");
        one.around(&insert(&one.assertion(), &around_info(&changed, Signer::Rsa)))
    };
    let value = good.split("<ds:SignatureValue>").nth(1).unwrap().split('<').next().unwrap();
    let transform =
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";
    let transforms = "a transform of the signature is not allowed";
    let algorithm = "the signature's algorithm is not allowed";
    vec![
        ("no signature", one.around(&one.assertion()), INVALID),
        ("an empty value", good.replace(value, ""), INVALID),
        ("another's key", one.around(&signed(&one.assertion(), "_a1", Signer::Stranger)), INVALID),
        (
            "another's key, brought along",
            one.around(&signed(&one.assertion(), "_a1", Signer::Stranger).replace(
                "</ds:Signature>",
                "<ds:KeyInfo><ds:KeyValue>AQAB</ds:KeyValue></ds:KeyInfo></ds:Signature>",
            )),
            INVALID,
        ),
        ("SHA-1", info("xmldsig-more#rsa-sha256", "xmldsig#rsa-sha1"), algorithm),
        ("HMAC with the public key", info("xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"), algorithm),
        (
            "no algorithm",
            info(" Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", " Algorithm=\"\""),
            algorithm,
        ),
        (
            "a length for the signature",
            info("rsa-sha256\">", "rsa-sha256\"><ds:HMACOutputLength>0</ds:HMACOutputLength>"),
            "SignatureMethod has parameters",
        ),
        (
            "a digest with SHA-1",
            info("xmlenc#sha256", "xmldsig#sha1"),
            "the signature's digest method is not allowed",
        ),
        (
            "inclusive canonicalization",
            info(
                "http://www.w3.org/2001/10/xml-exc-c14n#",
                "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            ),
            "the signature's canonicalization method is not allowed",
        ),
        (
            "canonicalization with comments",
            info("xml-exc-c14n#\"></ds:Transform>", "xml-exc-c14n#WithComments\"></ds:Transform>"),
            transforms,
        ),
        (
            "XPath",
            info(
                transform,
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>1=1</ds:XPath></ds:Transform>",
            ),
            transforms,
        ),
        (
            "XSLT",
            info(
                transform,
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>",
            ),
            transforms,
        ),
        (
            "one transform",
            info(transform, "<!---->").replace("<!---->", ""),
            "a signature has two transforms",
        ),
        (
            "the whole document",
            info("URI=\"#_a1\"", "URI=\"\""),
            "the signature is not over the element that holds it",
        ),
        (
            "a file",
            info("URI=\"#_a1\"", "URI=\"/etc/passwd\""),
            "the signature is not over the element that holds it",
        ),
        (
            "an XPointer",
            info("URI=\"#_a1\"", "URI=\"#xpointer(/)\""),
            "the signature is not over the element that holds it",
        ),
        (
            "two references",
            info("</ds:Reference>", "</ds:Reference><ds:Reference URI=\"#_a1\"></ds:Reference>"),
            "SignedInfo has more than one Reference",
        ),
        (
            "no reference",
            info("<ds:Reference URI", "<ds:Manifest URI").replace("</ds:Reference>", "</ds:Manifest>"),
            "Manifest in SignedInfo is not allowed",
        ),
        (
            "two signatures in the assertion",
            one.around(&insert(
                &signed(&one.assertion(), "_a1", Signer::Stranger),
                &signature(&one.assertion(), "_a1", Signer::Rsa),
            )),
            "Assertion has more than one Signature",
        ),
        (
            "two digests",
            good.replace("</ds:DigestValue>", "</ds:DigestValue><ds:DigestValue>AAAA</ds:DigestValue>"),
            "Reference has more than one DigestValue",
        ),
    ]
}

/// Documents that parsers have read in two ways.
fn texts(one: &Response) -> Vec<Lie> {
    let good = one.assertion_signed();
    let comment = "a comment is not allowed";
    let doctype = "a document type declaration is not allowed";
    vec![
        (
            "a comment in the name",
            good.replace("alice@example.com", "alice@example.com<!---->.evil.com"),
            comment,
        ),
        (
            // The signature leaves comments out, so it holds.
            "a comment in a signed name",
            one.around(&signed(&one.assertion(), "_a1", Signer::Rsa).replace("alice@", "ali<!-- -->ce@")),
            comment,
        ),
        ("a comment in a digest", good.replace("<ds:DigestValue>", "<ds:DigestValue><!--x-->"), comment),
        (
            "a processing instruction",
            good.replace("alice@", "ali<?x?>ce@"),
            "a processing instruction is not allowed",
        ),
        ("an element in the name", good.replace("alice@example.com", "alice@<b>x</b>example.com"), INVALID),
        ("a document type", format!("<!DOCTYPE x>{good}"), doctype),
        (
            "entities that expand",
            format!(
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>{}",
                good.replace("alice", "&b;")
            ),
            doctype,
        ),
        (
            "a file as entity",
            format!(
                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>{}",
                good.replace("alice", "&f;")
            ),
            doctype,
        ),
        ("deep nesting", one.around(&"<a>".repeat(20_000)), ""),
        (
            "an attribute in another namespace",
            good.replacen(" ID=\"_a1\"", " xmlns:x=\"urn:x\" ID=\"_a1\" x:ID=\"_b\"", 1),
            INVALID,
        ),
        (
            "a relative namespace",
            good.replacen(" ID=\"_a1\"", " xmlns:x=\"1\" x:y=\"\" ID=\"_a1\"", 1),
            INVALID,
        ),
        (
            "another encoding",
            format!("<?xml version=\"1.0\" encoding=\"UTF-7\"?>{good}"),
            "the XML is not encoded in UTF-8",
        ),
        ("text after the end", format!("{good}x"), ""),
        ("two documents", format!("{good}{good}"), ""),
        ("nothing", " ".repeat(4), ""),
    ]
}

/// Honest documents that are not for us, or not for now.
fn others(one: &Response) -> Vec<Lie> {
    let now = one.now;
    let made = |change: &dyn Fn(&mut Response)| {
        let mut changed = one.clone();
        change(&mut changed);
        changed.assertion_signed()
    };
    let audience = "Response does not contain the required audience";
    let place = "no SubjectConfirmation lets a bearer present the assertion here";
    let issuer = "Issuer not present in specified provider";
    vec![
        ("another issuer", made(&|one| one.issuer = "https://other.example.com".into()), issuer),
        (
            "another issuer of the assertion alone",
            one.around(&signed(
                &Response { issuer: "https://x.example".into(), ..one.clone() }.assertion(),
                "_a1",
                Signer::Rsa,
            )),
            issuer,
        ),
        ("another audience", made(&|one| one.audience = "https://other.example.com".into()), audience),
        ("an audience that begins like ours", made(&|one| one.audience = format!("{OWN_PLACE}x")), audience),
        ("another recipient", made(&|one| one.recipient = "https://other.example.com/saml".into()), place),
        ("a recipient that begins like ours", made(&|one| one.recipient = format!("{PLACE}/evil")), place),
        (
            "another destination",
            made(&|one| one.destination = Some("https://other.example.com".into())),
            "the Destination of the response is another",
        ),
        ("no end of the confirmation", made(&|one| one.confirmation_ends_at = None), place),
        (
            "a failure",
            made(&|one| one.status = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed".into()),
            "the identity provider answered with status urn:oasis:names:tc:SAML:2.0:status:AuthnFailed",
        ),
        ("from the future", made(&|one| one.issued_at = now + 61), "the assertion is not valid yet"),
        ("not valid yet", made(&|one| one.not_before = now + 61), "the assertion is not valid yet"),
        ("no name", made(&|one| one.name = String::new()), "the assertion's ID, Issuer or NameID is empty"),
        (
            "a holder of a key, who must prove it",
            {
                let assertion = one.assertion().replace("cm:bearer", "cm:holder-of-key");
                one.around(&signed(&assertion, "_a1", Signer::Rsa))
            },
            place,
        ),
        (
            "a condition that nobody knows",
            {
                let assertion = one
                    .assertion()
                    .replace("</saml:Conditions>", "<saml:Condition></saml:Condition></saml:Conditions>");
                one.around(&signed(&assertion, "_a1", Signer::Rsa))
            },
            "the condition Condition is not known",
        ),
        (
            "no audience at all",
            {
                let assertion = one.assertion();
                let (head, rest) = assertion.split_once("<saml:AudienceRestriction>").unwrap();
                let (_, tail) = rest.split_once("</saml:AudienceRestriction>").unwrap();
                one.around(&signed(&format!("{head}{tail}"), "_a1", Signer::Rsa))
            },
            audience,
        ),
        (
            "another version",
            made(&|_| {}).replacen("Version=\"2.0\"", "Version=\"1.1\"", 1),
            "the Version of the response is not 2.0",
        ),
    ]
}

#[test]
fn no_lie_is_believed() {
    let (mut world, root) = world();
    let update = format!("UpdateSAMLProvider SAMLProviderArn={PROVIDER}");
    world.ok_with(&root, &update, &[("AddPrivateKey", DECRYPTION_KEY)]);
    let one = response(&world);
    let lies = [wrappings(&one), signatures(&one), texts(&one), others(&one)].concat();
    assert!(lies.len() >= 65, "{}", lies.len());
    let now = world.now;
    let mut wrong = Vec::new();
    for (name, document, reason) in lies {
        world.now = now;
        let answer = present(&mut world, &document, "");
        let expected = format!("400 InvalidIdentityToken {reason}");
        assert_eq!((answer.status, answer.changes), (400, 0), "{name}");
        if !answer.summary().starts_with(&expected) {
            wrong.push(format!("{name}: {}", answer.summary()));
        }
    }
    assert!(wrong.is_empty(), "refused for another reason: {wrong:#?}");
    // The same without a lie is believed.
    world.now = now;
    assert_eq!(present(&mut world, &one.assertion_signed(), "").summary(), "OK");
}

#[test]
fn what_is_too_old_is_expired() {
    let (mut world, _) = world();
    let one = response(&world);
    let redeemed = "Token must be redeemed within 5 minutes of issuance";
    let now = one.now;
    for (change, reason) in [
        (Response { issued_at: now - 360, ..one.clone() }, redeemed),
        (Response { ends_at: now - 60, ..one.clone() }, "the assertion is expired"),
        (
            Response { confirmation_ends_at: Some(now - 60), ..one.clone() },
            "the subject's confirmation is expired",
        ),
        (
            Response { session_ends_at: Some(now - 60), ..one.clone() },
            "the session at the identity provider has ended",
        ),
        (
            Response { session_ends_at: Some(now), ..one.clone() },
            "the session at the identity provider has ended",
        ),
    ] {
        world.now = now - 1;
        let expected = format!("400 ExpiredTokenException {reason}");
        assert_eq!(present(&mut world, &change.assertion_signed(), "").summary(), expected);
    }
    // Clocks may differ by less than a minute.
    for (number, change) in [
        Response { issued_at: now - 359, ..one.clone() },
        Response { issued_at: now + 60, not_before: now + 60, ..one.clone() },
        Response { ends_at: now - 59, confirmation_ends_at: Some(now - 59), ..one.clone() },
    ]
    .into_iter()
    .enumerate()
    {
        world.now = now - 1;
        let change = Response { id: format!("_c{number}"), ..change };
        assert_eq!(present(&mut world, &change.assertion_signed(), "").summary(), "OK", "{number}");
    }
}

#[test]
fn a_role_is_granted_only_with_its_provider() {
    let (mut world, root) = world();
    let metadata = super::metadata();
    world.ok_with(&root, "CreateSAMLProvider Name=Other", &[("SAMLMetadataDocument", &metadata)]);
    let other = PROVIDER.replace("Idp", "Other");
    let admin = ROLE.replace("Reader", "Admin");
    let denied = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    for pair in [
        format!("{ROLE},{other}"),
        format!("{admin},{PROVIDER}"),
        format!("{}x,{PROVIDER}", ROLE),
        format!("{},{PROVIDER}", ROLE.to_lowercase()),
    ] {
        let one = response(&world).with(&format!("{AWS}Role"), &[&pair]).assertion_signed();
        assert_eq!(present(&mut world, &one, "").summary(), denied, "{pair}");
    }
    // Among several the right pair counts, in whichever order.
    let one = response(&world)
        .aws("Role", &[&format!("{admin},{PROVIDER}"), &format!("{PROVIDER},{ROLE}")])
        .assertion_signed();
    assert_eq!(present(&mut world, &one, "").summary(), "OK");
}
