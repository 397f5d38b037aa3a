// SPDX-License-Identifier: Apache-2.0
//! Generated policies: overlapping patterns, every operator, every way of naming principals, every layer.

use portcullis_policy::{evaluation::Value, language::Test};

use super::{
    Dice, World,
    requests::{KEYS, VALUES},
};

/// What a document is for.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Caller,
    Named,
    Control,
}

/// Gives the world policies in some of the layers.
pub(super) fn add(world: &mut World, dice: &mut Dice) {
    world.identity = documents(world, Kind::Caller, dice, 4);
    if dice.chance(30) {
        world.boundary = Some(document(world, Kind::Caller, dice));
    }
    if dice.chance(25) {
        world.session = Some(documents(world, Kind::Caller, dice, 3));
    }
    if dice.chance(45) {
        world.resource_policy = Some((document(world, Kind::Named, dice), dice.chance(30)));
    }
    if dice.chance(20) {
        world.scps = (0..dice.below(3)).map(|_| documents(world, Kind::Caller, dice, 3)).collect();
    }
    if dice.chance(20) {
        world.rcps = (0..dice.below(3)).map(|_| documents(world, Kind::Control, dice, 3)).collect();
    }
    if dice.chance(20) {
        world.endpoint = documents(world, Kind::Named, dice, 3);
    }
}

fn documents(world: &World, kind: Kind, dice: &mut Dice, limit: usize) -> Vec<String> {
    (0..dice.below(limit)).map(|_| document(world, kind, dice)).collect()
}

fn document(world: &World, kind: Kind, dice: &mut Dice) -> String {
    let version = dice.pick(&[
        r#""Version":"2012-10-17","#,
        r#""Version":"2012-10-17","#,
        r#""Version":"2012-10-17","#,
        r#""Version":"2008-10-17","#,
        "",
    ]);
    let count = if dice.chance(10) { 12 } else { 1 + dice.below(3) };
    let statements: Vec<String> = (0..count).map(|_| statement(world, kind, dice)).collect();
    format!(r#"{{{version}"Statement":[{}]}}"#, statements.join(","))
}

fn statement(world: &World, kind: Kind, dice: &mut Dice) -> String {
    let effect = if dice.chance(75) { "Allow" } else { "Deny" };
    let mut members = vec![format!(r#""Effect":"{effect}""#)];
    if dice.chance(30) {
        members.push(format!(r#""Sid":"S{}""#, dice.below(9)));
    }
    let names_principals = match kind {
        Kind::Caller => dice.chance(2),
        Kind::Named | Kind::Control => dice.chance(96),
    };
    if names_principals {
        members.push(principal(kind, dice));
    }
    members.push(action(world, dice));
    if !(kind == Kind::Named && dice.chance(15) || dice.chance(2)) {
        members.push(resource(world, dice));
    }
    if dice.chance(55) {
        members.push(format!(r#""Condition":{{{}}}"#, conditions(world, dice)));
    }
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(","))
}

fn principal(kind: Kind, dice: &mut Dice) -> String {
    let not = if dice.chance(if kind == Kind::Named { 15 } else { 4 }) { "Not" } else { "" };
    if dice.chance(35) {
        return format!(r#""{not}Principal":"*""#);
    }
    let key = dice.pick(&["AWS", "AWS", "AWS", "AWS", "Service", "Federated", "CanonicalUser"]);
    let values: Vec<String> = (0..1 + dice.below(3)).map(|_| dice.pick(PRINCIPALS).into()).collect();
    format!(r#""{not}Principal":{{"{key}":{}}}"#, list(&values))
}

const PRINCIPALS: &[&str] = &[
    "*",
    "111122223333",
    "444455556666",
    "arn:aws:iam::111122223333:root",
    "arn:AWS:iam::111122223333:root",
    "arn:aws-cn:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/Path/ann",
    "arn:aws:iam::111122223333:user/path/Ann",
    "arn:aws:IAM::111122223333:role/other/barista",
    "arn:aws:iam::111122223333:role/deep/Barista",
    "arn:aws:sts::111122223333:assumed-role/barista/morning",
    "arn:aws:sts::111122223333:assumed-role/Barista/Morning",
    "arn:aws:sts::111122223333:federated-user/zoe",
    "AIDAANN",
    "AROABARISTA",
    "ec2.amazonaws.com",
    "accounts.example.com",
    "arn:aws:iam::111122223333:*",
    "no arn",
];

fn action(world: &World, dice: &mut Dice) -> String {
    let not = if dice.chance(15) { "Not" } else { "" };
    let mut patterns: Vec<String> = Vec::new();
    for _ in 0..1 + dice.below(3) {
        patterns.push(match dice.below(10) {
            0..=4 if !world.action.is_empty() => blurred(&world.action, dice, false),
            0..=5 => "*".into(),
            _ => dice.pick(ACTION_PATTERNS).into(),
        });
    }
    format!(r#""{not}Action":{}"#, list(&patterns))
}

const ACTION_PATTERNS: &[&str] = &[
    "*:*",
    "s3:*",
    "S3:get*",
    "s3:Get?bject",
    "*:Get*",
    "s3:*Object",
    "s3:*t*t*",
    "beans:*",
    "beans:Grind*",
    "iam:*",
    "kms:*",
    "s3:GetObject",
    "s3:",
    ":GetObject",
    "**",
    "*:",
    "?3:GetObject",
    "s3 :GetObject",
    "s3:Get,Object",
    "iam:Pass*",
    "tea:brew",
    "beans:R?st",
    "ec2:Describe*",
];

fn resource(world: &World, dice: &mut Dice) -> String {
    let not = if dice.chance(15) { "Not" } else { "" };
    let count = if dice.chance(8) { 9 } else { 1 + dice.below(3) };
    let mut patterns: Vec<String> = Vec::new();
    for _ in 0..count {
        patterns.push(match dice.below(10) {
            0..=5 if !world.resource.is_empty() => blurred(&world.resource, dice, true),
            0..=6 => dice.pick(&["*", "*", "**"]).into(),
            7 => arn_pattern(dice),
            _ => dice.pick(RESOURCE_PATTERNS).into(),
        });
    }
    format!(r#""{not}Resource":{}"#, list(&patterns))
}

const RESOURCE_PATTERNS: &[&str] = &[
    "arn:aws:s3:::beans/${aws:username}/*",
    "arn:aws:s3:::${aws:username}",
    "arn:aws:s3:::beans/${aws:PrincipalTag/team, 'latte'}",
    "arn:aws:s3:::beans/${*}",
    "arn:aws:s3:::beans/${?}atte",
    "arn:aws:s3:::${broken",
    "arn:aws:s3:::${aws:TagKeys}/*",
    "arn:aws:s3:*:*:beans/${aws:username}*",
    "arn:*:s3:us-*-1:*:beans/${aws:username}",
    "arn:*",
    "arn",
    "arn:aws:s3",
    "a*",
    "arn:aws:s3:::*a*a*a*a*a*a*b",
    "${aws:username}:*:*:*:*:*",
    "arn:aws:s3:::b?ns/l?*/?",
    "*:*:*:*:*:*",
];

/// An ARN pattern with wildcards in any place.
fn arn_pattern(dice: &mut Dice) -> String {
    let mut pieces = Vec::new();
    for texts in [
        &["arn", "*", "a?n", "a*n", "A*"][..],
        &["aws", "*", "a*", "?ws", "*s"],
        &["s3", "*", "S?", "s*3", "?"],
        &["", "*", "us-*-1", "us-*", "?"],
        &["", "*", "111122223333", "1*3", "11*"],
        &["beans/latte", "*", "beans/*", "*/latte", "b*/${aws:username}", "*:cold", "é*", ""],
    ] {
        pieces.push(dice.pick(texts));
    }
    pieces.truncate(if dice.chance(85) { 6 } else { 1 + dice.below(5) });
    pieces.join(":")
}

/// A pattern made of a text: some of it becomes wildcards, variables or other case.
fn blurred(text: &str, dice: &mut Dice, variables: bool) -> String {
    let mut pattern = text.to_owned();
    for _ in 0..dice.below(4) {
        let characters: Vec<char> = pattern.chars().collect();
        let at = dice.below(characters.len().max(1));
        let length = dice.below(characters.len() - at.min(characters.len()) + 1);
        let (start, rest) = characters.split_at(at.min(characters.len()));
        let (middle, end) = rest.split_at(length.min(rest.len()));
        let middle: String = match dice.below(8) {
            0..=2 => "*".into(),
            3 => "?".repeat(middle.len().min(3)),
            4 => middle.iter().collect::<String>().to_ascii_uppercase(),
            5 if variables => {
                dice.pick(&["${aws:username}", "${*}", "${x:key, 'a'}", "${aws:SourceIp}", "${$}"]).into()
            }
            6 => "**".into(),
            _ => middle.iter().collect(),
        };
        pattern = start.iter().collect::<String>() + &middle + &end.iter().collect::<String>();
        if pattern.is_empty() {
            return "*".into();
        }
    }
    pattern
}

fn conditions(world: &World, dice: &mut Dice) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut used: Vec<String> = Vec::new();
    for _ in 0..1 + dice.below(2) {
        let operator = operator(dice);
        if used.contains(&operator) {
            continue;
        }
        let mut keys: Vec<&str> = Vec::new();
        let mut entries: Vec<String> = Vec::new();
        for _ in 0..1 + dice.below(2) {
            let key = dice.pick(KEYS);
            if !keys.iter().any(|other| other.eq_ignore_ascii_case(key)) {
                keys.push(key);
                entries.push(format!(
                    "{}:{}",
                    quoted(key),
                    list(&condition_values(world, key, &operator, dice))
                ));
            }
        }
        blocks.push(format!("{}:{{{}}}", quoted(&operator), entries.join(",")));
        used.push(operator);
    }
    blocks.join(",")
}

fn operator(dice: &mut Dice) -> String {
    let qualifier = dice.pick(&["", "", "", "", "ForAllValues:", "ForAnyValue:"]);
    let test = Test::ALL[dice.below(Test::ALL.len())];
    let suffix = if test != Test::Null && dice.chance(20) { "IfExists" } else { "" };
    format!("{qualifier}{}{suffix}", test.name())
}

fn condition_values(world: &World, key: &str, operator: &str, dice: &mut Dice) -> Vec<String> {
    let count = if dice.chance(6) { 12 } else { dice.below(4) };
    let own: Vec<&str> = world
        .context
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(key))
        .flat_map(|(_, value)| match value {
            Value::Single(text) => vec![text.as_str()],
            Value::Many(texts) => texts.iter().map(String::as_str).collect(),
        })
        .collect();
    (0..count)
        .map(|_| match dice.below(8) {
            _ if operator.contains("Null") => dice.pick(&["true", "false", "True", "x"]).into(),
            0..=2 if !own.is_empty() => {
                let text = dice.pick(&own);
                if dice.chance(50) && !text.is_empty() { blurred(text, dice, true) } else { text.into() }
            }
            3 => dice
                .pick(&[
                    "${aws:username}",
                    "${AWS:USERNAME}*",
                    "${x:key, 'ann'}",
                    "${aws:TagKeys}",
                    "arn:aws:${x:key}:beans/*",
                    "arn:aws:s3:::${aws:username}/*",
                    "${aws:SourceArn}",
                    "${broken",
                    "${*}",
                ])
                .into(),
            _ => dice.pick(VALUES).into(),
        })
        .collect()
}
