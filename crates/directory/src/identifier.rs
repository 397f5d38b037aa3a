// SPDX-License-Identifier: Apache-2.0
//! Account numbers, unique ids and access key ids, as AWS forms them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A twelve-digit account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u64);

const ACCOUNT_ID_MAX: u64 = 999_999_999_999;

impl AccountId {
    /// The account of this number; `None` if it has more than twelve digits.
    pub fn from_number(number: u64) -> Option<Self> {
        (number <= ACCOUNT_ID_MAX).then_some(Self(number))
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The number's twelve digits. Nearly every call writes some, and this is many times quicker than `write!`.
    pub fn digits(self) -> Digits {
        let mut rest = self.0;
        let mut digits = [b'0'; 12];
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        Digits(digits)
    }

    /// A random account that, like AWS's, does not begin with a zero.
    pub fn from_random(random: [u8; 8]) -> Self {
        const FIRST: u64 = 100_000_000_000;
        Self(FIRST + u64::from_be_bytes(random) % (ACCOUNT_ID_MAX - FIRST + 1))
    }
}

/// An account's number as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits([u8; 12]);

impl Digits {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.digits().as_str())
    }
}

impl FromStr for AccountId {
    type Err = NotAnAccountId;

    fn from_str(text: &str) -> Result<Self, NotAnAccountId> {
        let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { text.parse().ok() } else { None };
        number.map(Self).ok_or_else(|| NotAnAccountId(text.to_owned()))
    }
}

/// The text is not twelve digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnAccountId(String);

impl fmt::Display for NotAnAccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not an account id of twelve digits", self.0)
    }
}

impl std::error::Error for NotAnAccountId {}

/// The unique id of a user, group, role, policy or instance profile. It is never used again.
///
/// Copies share their text: an id stands in its record and in half a dozen indexes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniqueId(Arc<str>);

impl UniqueId {
    /// Makes an id of a prefix and random bytes that, as an access key id does, carries the account's number:
    /// 21 characters in all, or 20 for an SSH public key.
    pub fn from_random(prefix: Prefix, account: AccountId, random: [u8; 6]) -> Self {
        let mut text = prefix.as_str().to_owned();
        let letters = if prefix == Prefix::SshPublicKey { 16 } else { 17 };
        text.extend(base32(&numbered(account, &random)).take(letters));
        Self(text.into())
    }

    /// The id of a certificate: its SHA-1 fingerprint, 32 characters.
    pub fn from_fingerprint(sha1: [u8; 20]) -> Self {
        Self(base32(&sha1).collect::<String>().into())
    }

    /// The account whose number the id carries; `None` if it has another form.
    pub fn account(&self) -> Option<AccountId> {
        (self.0.len() == 21).then(|| carried_account(&self.0)).flatten()
    }

    /// The id with this text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UniqueId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The prefixes AWS gives to unique ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// `AGPA`.
    Group,
    /// `AIPA`.
    InstanceProfile,
    /// `ANPA`.
    ManagedPolicy,
    /// `AROA`.
    Role,
    /// `ASCA`.
    ServerCertificate,
    /// `ACCA`.
    ServiceSpecificCredential,
    /// `APKA`.
    SshPublicKey,
    /// `AIDA`.
    User,
}

impl Prefix {
    /// The four letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Group => "AGPA",
            Self::InstanceProfile => "AIPA",
            Self::ManagedPolicy => "ANPA",
            Self::Role => "AROA",
            Self::ServerCertificate => "ASCA",
            Self::ServiceSpecificCredential => "ACCA",
            Self::SshPublicKey => "APKA",
            Self::User => "AIDA",
        }
    }
}

/// The two kinds of access key ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyTerm {
    /// `AKIA`: a user's or the root user's key.
    LongTerm,
    /// `ASIA`: temporary credentials.
    Temporary,
}

impl KeyTerm {
    fn prefix(self) -> &'static str {
        match self {
            Self::LongTerm => "AKIA",
            Self::Temporary => "ASIA",
        }
    }
}

/// Makes an access key id of twenty characters that carries the account's number, as AWS's do:
/// of the first 48 bits one is set, forty are the number, seven are random.
pub fn access_key_id(term: KeyTerm, account: AccountId, random: [u8; 5]) -> String {
    let mut id = String::with_capacity(20);
    id.push_str(term.prefix());
    id.extend(base32(&numbered(account, &random)));
    id
}

/// Forty-eight bits that carry the account's number, then random ones.
fn numbered(account: AccountId, random: &[u8]) -> Vec<u8> {
    let (first, rest) = random.split_first().unwrap_or((&0, &[]));
    let head = (1 << 47) | (account.number() << 7) | u64::from(first & 0x7F);
    let mut bytes = head.to_be_bytes().get(2..).map(<[u8]>::to_vec).unwrap_or_default();
    bytes.extend(rest);
    bytes
}

/// The account whose number an access key id carries; `None` if the id has not AWS's form.
pub fn account_of_access_key_id(id: &str) -> Option<AccountId> {
    if id.len() != 20 || !(id.starts_with("AKIA") || id.starts_with("ASIA")) {
        return None;
    }
    carried_account(id)
}

/// The account that the letters after the prefix carry.
fn carried_account(id: &str) -> Option<AccountId> {
    let mut head: u64 = 0;
    for letter in id.bytes().skip(4).take(10) {
        head = (head << 5) | u64::from(base32_value(letter)?);
    }
    if !id.bytes().skip(14).all(|letter| base32_value(letter).is_some()) {
        return None;
    }
    // Ten letters are fifty bits; the number ends two bits and seven bits before their end.
    AccountId::from_number((head >> 9) & ((1 << 40) - 1))
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn base32(bytes: &[u8]) -> impl Iterator<Item = char> + '_ {
    let letters = (bytes.len() * 8).div_ceil(5);
    (0..letters).map(move |index| {
        let bit = index * 5;
        let high = bytes.get(bit / 8).copied().unwrap_or_default();
        let low = bytes.get(bit / 8 + 1).copied().unwrap_or_default();
        let window = u16::from_be_bytes([high, low]);
        let value = usize::from((window >> (11 - bit % 8)) & 0x1F);
        char::from(BASE32.get(value).copied().unwrap_or(b'A'))
    })
}

fn base32_value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'2'..=b'7' => Some(letter - b'2' + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_key_ids_carry_the_account() {
        for number in [0, 1, 111_122_223_333, 999_999_999_999] {
            let account = AccountId::from_number(number).unwrap();
            for random in [[0; 5], [0xFF; 5], [1, 2, 3, 4, 5]] {
                let id = access_key_id(KeyTerm::LongTerm, account, random);
                assert_eq!(id.len(), 20, "{id}");
                assert_eq!(account_of_access_key_id(&id), Some(account), "{id}");
            }
        }
    }

    #[test]
    fn the_published_example_of_an_account_in_a_key_decodes() {
        // The example that publications on the form of access key ids use.
        assert_eq!(account_of_access_key_id("ASIAY34FZKBOKMUTVV7A").unwrap().to_string(), "609629065308");
    }

    #[test]
    fn ids_of_another_form_carry_no_account() {
        for id in ["", "AKIA", "AKIAIOSFODNN7EXAMPL1", "BKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLEX"] {
            assert_eq!(account_of_access_key_id(id), None, "{id}");
        }
    }

    #[test]
    fn unique_ids_have_twenty_one_characters() {
        let account = AccountId::from_number(111_122_223_333).unwrap();
        let id = UniqueId::from_random(Prefix::User, account, [7; 6]);
        assert_eq!(id.as_str().len(), 21);
        assert_eq!(id.account(), Some(account));
        assert_eq!(UniqueId::new("AIDACKCEVSQ6C2EXAMPL1").account(), None);
        assert!(id.as_str().starts_with("AIDA"));
        assert_eq!(UniqueId::from_random(Prefix::SshPublicKey, account, [7; 6]).as_str().len(), 20);
    }

    #[test]
    fn account_ids_are_twelve_digits() {
        assert_eq!("000000000042".parse::<AccountId>().unwrap().to_string(), "000000000042");
        for text in ["", "42", "1234567890123", "12345678901a", "+12345678901"] {
            assert!(text.parse::<AccountId>().is_err(), "{text}");
        }
    }
}
