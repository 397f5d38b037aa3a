// SPDX-License-Identifier: Apache-2.0
//! The values of a condition, read once: texts, patterns, ARNs, numbers, dates, addresses.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::{
    arn_operand::ArnOperand,
    date,
    key::Circumstances,
    pattern::{self, Piece, Subject},
};
use crate::{
    evaluation::operators::{self, Comparison, Range, binary, numeric},
    language::Test,
};

/// How many texts are compared one by one; more are kept in order and searched.
const LINEAR_MAX: usize = 8;

/// All values of one condition key under one operator.
#[derive(Debug)]
pub(super) enum Operands {
    /// A single one, which stands where it is needed.
    One(Operand),
    /// A few literal texts, compared with case, side by side.
    Few(FewTexts),
    /// Literal texts, compared with case; in order if there are many.
    Texts(Box<[Box<str>]>),
    /// One by one, whatever their kind.
    Each(Box<[Operand]>),
}

/// Two to four texts, one behind the other.
#[derive(Debug)]
pub(super) struct FewTexts {
    count: u8,
    ends: [u16; FEW],
    text: Box<str>,
}

const FEW: usize = 4;

impl FewTexts {
    fn new(texts: &[Box<str>]) -> Option<Self> {
        let mut ends = [0; FEW];
        let mut end = 0;
        for (at, text) in texts.iter().enumerate() {
            end += text.len();
            *ends.get_mut(at)? = u16::try_from(end).ok()?;
        }
        Some(Self { count: u8::try_from(texts.len()).ok()?, ends, text: texts.concat().into() })
    }

    fn has(&self, actual: &str) -> bool {
        let mut start = 0;
        self.ends.iter().take(usize::from(self.count)).any(|end| {
            let range = start..usize::from(*end);
            start = range.end;
            self.text.as_bytes().get(range) == Some(actual.as_bytes())
        })
    }
}

/// One value.
#[derive(Debug)]
pub(super) enum Operand {
    /// It cannot be read, and the condition takes it as holding or not by the statement's effect.
    Unreadable,
    Text(Box<str>),
    TextWithVariables(Box<[Piece]>),
    TextWithoutCase(Box<str>),
    /// Variables under an operator that reads the text: `…IgnoreCase`, `Bool` and `BinaryEquals`.
    ReadLater(Box<[Piece]>),
    Glob(Box<[Piece]>),
    Arn(ArnOperand),
    Truth(Option<bool>),
    /// Base64, if it is.
    Bytes(Option<Box<str>>),
    Address(Option<Range>),
    Number(Box<str>),
    Date(Option<date::Moment>),
}

impl Operands {
    /// Reads the values of an operator.
    pub(super) fn compile<'a>(test: Test, interpolate: bool, values: impl Iterator<Item = &'a str>) -> Self {
        let interpolate = interpolate && operators::takes_variables(test);
        let mut operands: Vec<Operand> =
            values.map(|text| Operand::compile(test, interpolate, text)).collect();
        if operands.len() == 1
            && let Some(only) = operands.pop()
        {
            return Self::One(only);
        }
        if !operands.iter().all(|operand| matches!(operand, Operand::Text(_))) {
            return Self::Each(operands.into());
        }
        let texts = operands.into_iter().filter_map(|operand| match operand {
            Operand::Text(text) => Some(text),
            _ => None,
        });
        let mut texts: Vec<Box<str>> = texts.collect();
        if let Some(few) = FewTexts::new(&texts) {
            return Self::Few(few);
        }
        if texts.len() > LINEAR_MAX {
            texts.sort_unstable();
        }
        Self::Texts(texts.into())
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Few(texts) => texts.count == 0,
            Self::Texts(texts) => texts.is_empty(),
            Self::Each(operands) => operands.is_empty(),
        }
    }

    /// Whether one value of the request satisfies the operator: a positive one wants some value of the policy to be
    /// equal, a negated one wants all to be different (rules C-1, M-1, M-2). `unreadable_holds` says how values count
    /// that cannot be read.
    pub(super) fn satisfied(
        &self,
        test: Test,
        actual: &str,
        unreadable_holds: bool,
        context: &impl Circumstances,
    ) -> bool {
        let negated = operators::is_negated(test);
        match self {
            Self::One(Operand::Text(text)) => (text.as_ref() == actual) != negated,
            Self::Few(texts) => texts.has(actual) != negated,
            Self::Texts(texts) => has(texts, actual) != negated,
            Self::One(operand) => {
                let actual = Actual::read(test, actual);
                operand.holds(test, negated, &actual, unreadable_holds, context)
            }
            Self::Each(operands) => {
                let actual = Actual::read(test, actual);
                let mut all = operands
                    .iter()
                    .map(|operand| operand.holds(test, negated, &actual, unreadable_holds, context));
                if negated { all.all(|holds| holds) } else { all.any(|holds| holds) }
            }
        }
    }
}

fn has(texts: &[Box<str>], actual: &str) -> bool {
    if texts.len() > LINEAR_MAX {
        texts.binary_search_by(|text| text.as_ref().cmp(actual)).is_ok()
    } else {
        texts.iter().any(|text| text.as_ref() == actual)
    }
}

/// A value of the request, read once for all values of the policy.
struct Actual<'a> {
    text: &'a str,
    address: Option<IpAddr>,
    date: Option<date::Moment<&'a str>>,
}

impl<'a> Actual<'a> {
    fn read(test: Test, text: &'a str) -> Self {
        let (mut address, mut date) = (None, None);
        match test {
            Test::IpAddress | Test::NotIpAddress => address = text.parse().ok(),
            test if is_date(test) => date = date::Moment::read(text),
            _ => {}
        }
        Self { text, address, date }
    }
}

fn is_date(test: Test) -> bool {
    matches!(
        test,
        Test::DateEquals
            | Test::DateNotEquals
            | Test::DateLessThan
            | Test::DateLessThanEquals
            | Test::DateGreaterThan
            | Test::DateGreaterThanEquals
    )
}

impl Operand {
    fn compile(test: Test, interpolate: bool, text: &str) -> Self {
        match test {
            Test::StringLike | Test::StringNotLike => {
                pattern::compile(text, interpolate).map_or(Self::Unreadable, Self::Glob)
            }
            Test::ArnEquals | Test::ArnLike | Test::ArnNotEquals | Test::ArnNotLike => {
                let pieces = pattern::compile(text, interpolate);
                pieces.map_or(Self::Unreadable, |pieces| Self::Arn(ArnOperand::new(pieces)))
            }
            Test::StringEquals
            | Test::StringNotEquals
            | Test::StringEqualsIgnoreCase
            | Test::StringNotEqualsIgnoreCase
            | Test::Bool
            | Test::BinaryEquals => match pattern::compile_literally(text, interpolate) {
                Ok(pieces) => Self::of_text(test, pieces),
                Err(_) => Self::Unreadable,
            },
            Test::IpAddress | Test::NotIpAddress => Self::Address(Range::parse(text)),
            test if is_date(test) => Self::Date(date::Moment::read(text).map(date::Moment::into_owned)),
            _ => Self::Number(text.into()),
        }
    }

    fn of_text(test: Test, pieces: Box<[Piece]>) -> Self {
        match (test, pattern::literal(&pieces)) {
            (Test::StringEquals | Test::StringNotEquals, None) => Self::TextWithVariables(pieces),
            (Test::StringEquals | Test::StringNotEquals, Some(text)) => Self::Text(text),
            (_, None) => Self::ReadLater(pieces),
            (Test::Bool, Some(text)) => Self::Truth(operators::boolean(&text)),
            (Test::BinaryEquals, Some(text)) => Self::Bytes(binary::decode(&text).map(|_| text)),
            (_, Some(text)) => Self::TextWithoutCase(text),
        }
    }

    /// Whether a value of the request compares with this one as the operator wants.
    fn holds(
        &self,
        test: Test,
        negated: bool,
        actual: &Actual<'_>,
        unreadable_holds: bool,
        context: &impl Circumstances,
    ) -> bool {
        let wanted = if negated { Comparison::Different } else { Comparison::Equal };
        match self {
            Self::Unreadable => unreadable_holds,
            _ => self.compare(test, actual, context) == wanted,
        }
    }

    fn compare(&self, test: Test, actual: &Actual<'_>, context: &impl Circumstances) -> Comparison {
        let whole = |pieces: &[Piece]| {
            let subject = Subject { text: actual.text, place_end: 0 };
            Comparison::from(pattern::matches(pieces, subject, 0, context))
        };
        match self {
            Self::Unreadable => Comparison::Unreadable,
            Self::Text(text) => Comparison::from(text.as_ref() == actual.text),
            Self::TextWithoutCase(text) => Comparison::from(same_without_case(actual.text, text)),
            Self::TextWithVariables(pieces) | Self::Glob(pieces) => whole(pieces),
            Self::ReadLater(pieces) => read_later(test, pieces, actual.text, context),
            Self::Arn(operand) => operand.compare(actual.text, context),
            Self::Truth(wanted) => same_truth(actual.text, *wanted),
            Self::Bytes(wanted) => same_bytes(actual.text, wanted.as_deref()),
            Self::Address(range) => match (actual.address, range) {
                (Some(address), Some(range)) => Comparison::from(range.contains(address)),
                _ => Comparison::Unreadable,
            },
            Self::Number(wanted) => ordered(test, numeric::compare(actual.text, wanted)),
            Self::Date(wanted) => match (&actual.date, wanted) {
                (Some(actual), Some(wanted)) => ordered(test, Some(actual.compare(wanted))),
                _ => Comparison::Unreadable,
            },
        }
    }
}

/// Whether the order is the one that the operator asks for.
fn ordered(test: Test, order: Option<Ordering>) -> Comparison {
    let Some(order) = order else { return Comparison::Unreadable };
    Comparison::from(match test {
        Test::NumericLessThan | Test::DateLessThan => order.is_lt(),
        Test::NumericLessThanEquals | Test::DateLessThanEquals => order.is_le(),
        Test::NumericGreaterThan | Test::DateGreaterThan => order.is_gt(),
        Test::NumericGreaterThanEquals | Test::DateGreaterThanEquals => order.is_ge(),
        _ => order.is_eq(),
    })
}

fn same_truth(actual: &str, wanted: Option<bool>) -> Comparison {
    match (operators::boolean(actual), wanted) {
        (Some(actual), Some(wanted)) => Comparison::from(actual == wanted),
        _ => Comparison::Unreadable,
    }
}

/// Bytes have one spelling in base64, so the texts can be compared once one of them is known to be base64.
fn same_bytes(actual: &str, wanted: Option<&str>) -> Comparison {
    match wanted {
        Some(wanted) if wanted == actual => Comparison::Equal,
        _ => Comparison::Different,
    }
}

/// Equality in Unicode's lower case, as texts a whole are put in it.
fn same_without_case(actual: &str, wanted: &str) -> bool {
    if actual.is_ascii() && wanted.is_ascii() {
        return actual.eq_ignore_ascii_case(wanted);
    }
    // The sigma alone has a lower case that depends on its neighbours.
    if actual.contains('Σ') || wanted.contains('Σ') {
        return actual.to_lowercase() == wanted.to_lowercase();
    }
    actual.chars().flat_map(char::to_lowercase).eq(wanted.chars().flat_map(char::to_lowercase))
}

/// Values whose text is known only with the request. This allocates; such policies are rare.
fn read_later(test: Test, pieces: &[Piece], actual: &str, context: &impl Circumstances) -> Comparison {
    if !pattern::is_complete(pieces, context) {
        return Comparison::Different;
    }
    let text: String = pattern::symbols(pieces, context).map(|symbol| symbol.character()).collect();
    match test {
        Test::Bool => same_truth(actual, operators::boolean(&text)),
        Test::BinaryEquals => same_bytes(actual, binary::decode(&text).map(|_| text.as_str())),
        _ => Comparison::from(same_without_case(actual, &text)),
    }
}
