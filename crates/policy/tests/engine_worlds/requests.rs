// SPDX-License-Identifier: Apache-2.0
//! Generated requests: callers of every kind, odd ARNs, and contexts of every shape.

use portcullis_policy::evaluation::{Principal, Value};

use super::{Dice, World, policies};

const OWN: &str = "111122223333";

/// A world whose policies are made to fit its request more often than chance would.
pub(super) fn world(dice: &mut Dice) -> World {
    let mut world = World {
        caller: caller(dice),
        action: dice.pick(ACTIONS).into(),
        resource: resource(dice),
        resource_account: dice
            .chance(80)
            .then(|| dice.pick(&["aws", OWN, OWN, OWN, "444455556666", ""]).into()),
        wildcard_only_action: dice.chance(8),
        context: context(dice),
        identity: Vec::new(),
        boundary: None,
        session: None,
        resource_policy: None,
        scps: Vec::new(),
        rcps: Vec::new(),
        endpoint: Vec::new(),
        granted: dice.chance(5),
        restrict_public: dice.chance(10),
    };
    policies::add(&mut world, dice);
    world
}

const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:GetObject",
    "S3:getobject",
    "s3:PutObject",
    "s3:ListBucket",
    "iam:PassRole",
    "iam:TagPolicy",
    "IAM:createpolicy",
    "kms:RetireGrant",
    "kms:CreateAlias",
    "ec2:DescribeInstances",
    "beans:Grind",
    "BEANS:grind",
    "beans:Röst",
    "beans:rÖst",
    "beans:Grinder",
    "tea:Brew",
    "s3:",
    ":GetObject",
    "s3:Get*",
    "nonsense",
    "",
];

fn caller(dice: &mut Dice) -> Principal {
    let unique_id = |id: &str, dice: &mut Dice| dice.chance(50).then(|| id.to_owned());
    let user_arn = || "arn:aws:iam::111122223333:user/Path/ann".to_owned();
    match dice.below(10) {
        0 => Principal::Root { partition: dice.pick(&["aws", "aws-cn", ""]).into(), account: OWN.into() },
        1..=3 => {
            Principal::User { arn: user_arn(), account: OWN.into(), unique_id: unique_id("AIDAANN", dice) }
        }
        4 | 5 => Principal::Role {
            role_arn: dice
                .pick(&[
                    "arn:aws:iam::111122223333:role/deep/Barista",
                    "arn:aws:iam::111122223333:role/aws-service-role/x/Barista",
                    "no arn",
                ])
                .into(),
            session_arn: "arn:aws:sts::111122223333:assumed-role/Barista/morning".into(),
            account: OWN.into(),
            unique_id: unique_id("AROABARISTA", dice),
        },
        6 => Principal::FederatedUser {
            session_arn: "arn:aws:sts::111122223333:federated-user/zoe".into(),
            user_arn: if dice.chance(30) { "arn:aws:iam::111122223333:root".into() } else { user_arn() },
            account: OWN.into(),
            unique_id: unique_id("AIDAANN", dice),
        },
        7 => Principal::Federated { provider: "accounts.example.com".into() },
        8 => Principal::Service { name: "ec2.amazonaws.com".into() },
        _ => Principal::Anonymous,
    }
}

fn resource(dice: &mut Dice) -> String {
    if dice.chance(60) {
        return dice.pick(RESOURCES).into();
    }
    let mut text = String::new();
    for _ in 0..dice.below(9) {
        text.push_str(dice.pick(&[
            "arn",
            "Arn",
            "aws",
            ":",
            ":",
            ":",
            ":",
            "a",
            "B",
            "é",
            "*",
            "?",
            "/",
            "us-east-1",
            "ann",
        ]));
    }
    text
}

const RESOURCES: &[&str] = &[
    "arn:aws:s3:::beans/latte",
    "arn:aws:s3:::beans/ann/latte",
    "arn:aws:s3:::Beans/Latte",
    "ARN:AWS:S3:::beans/latte",
    "arn:aws:s3:us-east-1:111122223333:beans/latte:cold",
    "arn:aws:S3:US-east-1:111122223333:beans/ann",
    "arn:aws:iam::111122223333:role/barista",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::111122223333:role/aws-reserved/x",
    "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
    "arn:aws:s3:::beans/*",
    "arn:aws:s3:::bäns/läツte/🫘",
    "arn:aws:s3:::beans/aaaaaaaaaaaaaaaaaaaab",
    "arn:aws:s3",
    "arn:aws:s3:::",
    ":::::",
    "::::::",
    "*",
    "",
];

/// The keys that policies ask for, too.
pub(super) const KEYS: &[&str] = &[
    "aws:username",
    "aws:UserName",
    "aws:PrincipalTag/team",
    "aws:SourceIp",
    "aws:CurrentTime",
    "aws:TagKeys",
    "s3:max-keys",
    "aws:SecureTransport",
    "aws:SourceArn",
    "x:Ünï",
    "x:key",
];

/// Values of every type, and near misses.
pub(super) const VALUES: &[&str] = &[
    "ann",
    "Ann",
    "beans",
    "a:b",
    "",
    "*",
    "?",
    "a*",
    "milk",
    "STRASSE",
    "straße",
    "ΌΔΟΣ",
    "όδος",
    "όδοσ",
    "K",
    "k",
    "İ",
    "i̇",
    "true",
    "TRUE",
    "false",
    "yes",
    "7",
    "007",
    "7.0",
    "-7",
    "8",
    "1e3",
    "9007199254740993",
    "2024-02-29T12:00:00Z",
    "2024-02-28T12:00:00Z",
    "2024-02-28T13:00:00+01:00",
    "2024-02-28T12:00:00.5Z",
    "2024",
    "1709121600",
    "2024-02-30",
    "203.0.113.7",
    "203.0.113.0/24",
    "::ffff:203.0.113.7",
    "2001:db8::1",
    "2001:db8::/32",
    "0.0.0.0/0",
    "203.0.113.0/33",
    "Zm9v",
    "Zm8=",
    "Zm9=",
    "arn:aws:s3:::beans/latte",
    "arn:aws:s3:::beans/*",
    "arn:aws:iam::111122223333:user/Path/ann",
    "arn:*:s3:::*",
    "arn:aws:s3:*",
    "a?n:aws:s3:::beans/latte",
    "🫘",
];

fn context(dice: &mut Dice) -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    for _ in 0..dice.below(8) {
        let key = dice.pick(KEYS);
        let key = if dice.chance(20) { key.to_ascii_uppercase() } else { key.to_owned() };
        entries.push((key, value(dice)));
    }
    entries
}

fn value(dice: &mut Dice) -> Value {
    if dice.chance(75) {
        return Value::Single(dice.pick(VALUES).into());
    }
    Value::Many((0..dice.below(4)).map(|_| dice.pick(VALUES).into()).collect())
}
