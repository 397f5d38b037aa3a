// SPDX-License-Identifier: Apache-2.0
//! Bytes read as choices.

/// Where all bytes are used up, the first of every choice is taken.
pub(super) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

const ARNS: [&str; 10] = [
    "*",
    "arn:aws:s3:::bucket/key",
    "arn:aws:s3:::bucket",
    "arn:aws:iam::111122223333:role/App",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:sts::111122223333:assumed-role/App/s",
    "arn:aws:kms:eu-west-1:111122223333:key/1",
    "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
    "ARN:aws:sqs:us-east-1:444455556666:q:u:e",
];

const ACTIONS: [&str; 8] = [
    "s3:GetObject",
    "S3:putobject",
    "iam:CreatePolicy",
    "iam:PassRole",
    "sts:AssumeRole",
    "kms:RetireGrant",
    "kms:UpdateAlias",
    "own:Thing",
];

const KEYS: [&str; 10] = [
    "aws:PrincipalArn",
    "aws:principalarn",
    "aws:SourceIp",
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:SecureTransport",
    "aws:TagKeys",
    "aws:username",
    "aws:PrincipalTag/team",
    "own:key",
];

const VALUES: [&str; 16] = [
    "",
    "a",
    "A",
    "alice",
    "true",
    "False",
    "0",
    "-1.5e3",
    "1700000000",
    "2026-07-01T00:00:00Z",
    "10.0.0.1",
    "10.0.0.0/8",
    "2001:db8::/32",
    "YQ==",
    "arn:aws:iam::111122223333:user/alice",
    "${aws:username}",
];

/// Pieces that odd texts are made of.
const FRAGMENTS: [&str; 16] = [
    "a",
    "A",
    "*",
    "?",
    ":",
    "/",
    "${",
    "}",
    "${*}",
    "${aws:username}",
    "${own:key, 'd'}",
    "é",
    "σ",
    "ς",
    "\u{0}",
    "1",
];

impl<'a> Choices<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `limit`, at most 255.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or_default()) % limit
    }

    /// True in one of so many cases.
    pub(super) fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == one_in - 1
    }

    pub(super) fn pick<T: Copy, const N: usize>(&mut self, from: &[T; N]) -> T {
        from[self.below(N)]
    }

    pub(super) fn action(&mut self) -> String {
        self.often(&ACTIONS)
    }

    pub(super) fn arn(&mut self) -> String {
        self.often(&ARNS)
    }

    pub(super) fn key(&mut self) -> String {
        self.pick(&KEYS).to_owned()
    }

    pub(super) fn value(&mut self) -> String {
        self.often(&VALUES)
    }

    /// One of these, or one of these with a piece cut off, or anything.
    fn often<const N: usize>(&mut self, from: &[&str; N]) -> String {
        let known = self.pick(from);
        match self.below(8) {
            0 => self.odd(),
            1 => {
                let kept = self.below(known.len() + 1);
                known.chars().take(kept).collect::<String>() + &self.odd()
            }
            _ => known.to_owned(),
        }
    }

    fn odd(&mut self) -> String {
        (0..self.below(6)).map(|_| self.pick(&FRAGMENTS)).collect()
    }
}
