// SPDX-License-Identifier: Apache-2.0
//! Policy documents out of choices.

use portcullis_policy::language::Document;

use super::super::push_json;
use super::choices::Choices;

const OPERATORS: [&str; 26] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
];

const PRINCIPALS: [&str; 8] = [
    r#""*""#,
    r#"{"AWS":"111122223333"}"#,
    r#"{"AWS":["arn:aws:iam::111122223333:user/alice","arn:aws:iam::444455556666:root"]}"#,
    r#"{"AWS":["arn:aws:iam::111122223333:role/App","AIDAEXAMPLE"]}"#,
    r#"{"AWS":["111122223333","arn:aws:iam::111122223333:role/App","arn:aws:sts::111122223333:assumed-role/App/s"]}"#,
    r#"{"AWS":"arn:aws:sts::111122223333:federated-user/alice","CanonicalUser":"c"}"#,
    r#"{"Service":["ec2.amazonaws.com","*"]}"#,
    r#"{"Federated":"accounts.example.com"}"#,
];

/// Up to two documents.
pub(super) fn list(choices: &mut Choices<'_>, named: bool) -> Vec<Document> {
    (0..choices.below(3)).map(|_| document(choices, named)).collect()
}

/// A document; `named` says whether its layer has principals, which now and then is not heeded.
pub(super) fn document(choices: &mut Choices<'_>, named: bool) -> Document {
    let version = choices.pick(&[
        r#""Version":"2012-10-17","#,
        r#""Version":"2008-10-17","#,
        "",
        r#""Version":"2012-10-17","#,
    ]);
    let statements: Vec<String> = (0..=choices.below(3)).map(|_| statement(choices, named)).collect();
    let text = format!("{{{version}\"Statement\":[{}]}}", statements.join(","));
    Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn statement(choices: &mut Choices<'_>, named: bool) -> String {
    let mut text = format!("{{\"Effect\":\"{}\"", choices.pick(&["Allow", "Deny", "Allow"]));
    if named != choices.chance(16) {
        let element = choices.pick(&["Principal", "Principal", "NotPrincipal"]);
        text += &format!(",\"{element}\":{}", choices.pick(&PRINCIPALS));
    }
    text += &format!(",\"{}\":", choices.pick(&["Action", "Action", "Action", "NotAction"]));
    text += &patterns(choices, |choices| {
        let own = choices.action();
        choices.pick(&["*", "s3:*", "*:*", own.as_str()]).to_owned()
    });
    if !choices.chance(16) {
        text += &format!(",\"{}\":", choices.pick(&["Resource", "Resource", "Resource", "NotResource"]));
        text += &patterns(choices, |choices| {
            let own = choices.arn();
            choices.pick(&["*", "arn:aws:s3:::*", "arn:*:*:*:*:*", own.as_str(), own.as_str()]).to_owned()
        });
    }
    if choices.chance(2) {
        text += &format!(",\"Condition\":{{{}}}", condition(choices));
    }
    text + "}"
}

fn condition(choices: &mut Choices<'_>) -> String {
    if choices.chance(8) {
        let mut key = String::new();
        push_json(&mut key, &choices.key());
        return format!("\"Null\":{{{key}:\"{}\"}}", choices.pick(&["true", "false"]));
    }
    let set = choices.pick(&["", "", "ForAllValues:", "ForAnyValue:"]);
    let if_exists = choices.pick(&["", "", "IfExists"]);
    let mut text = format!("\"{set}{}{if_exists}\":{{", choices.pick(&OPERATORS));
    push_json(&mut text, &choices.key());
    text + ":" + &patterns(choices, |choices| choices.value()) + "}"
}

/// One or more texts.
fn patterns(choices: &mut Choices<'_>, text: impl Fn(&mut Choices<'_>) -> String) -> String {
    let mut out = "[".to_owned();
    for at in 0..=choices.below(3) {
        out += if at == 0 { "" } else { "," };
        let text = text(choices);
        push_json(&mut out, &text);
    }
    out + "]"
}
