// SPDX-License-Identifier: Apache-2.0
//! Explanations as people read them.

use std::fmt;

use super::{
    Actual, Element, Excuse, Explanation, Failure, LayerAccount, NearMiss, Note, Refusal, Says,
    StatementPlace, Wanted,
};
use crate::evaluation::{Layer, Outcome};
use crate::language::{Effect, Operator, Qualifier, Test};

impl fmt::Display for Explanation {
    /// Several lines, the last without its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.decision.outcome {
            Outcome::Allow => "Allowed",
            Outcome::ImplicitDeny => "Denied, because nothing allows it",
            Outcome::ExplicitDeny => "Denied by a statement",
        };
        write!(f, "{outcome}: {} on {} by {}", self.action, self.resource, self.principal)?;
        if !self.decision.blocked_by.is_empty() {
            let names: Vec<&str> = self.decision.blocked_by.iter().map(|layer| title(*layer)).collect();
            write!(f, "\nBlocked by: {}", names.join(", "))?;
        }
        let telling = self.layers.iter().filter(|layer| layer.tells());
        telling.into_iter().try_for_each(|layer| write!(f, "\n{layer}"))
    }
}

impl LayerAccount {
    /// Whether there is something to say of the layer. One without policies that need not allow has no part in it.
    fn tells(&self) -> bool {
        !matches!(self.excuse, Some(Excuse::NoPolicies | Excuse::SameAccount))
            || !self.matched.is_empty()
            || !self.near_misses.is_empty()
    }
}

impl fmt::Display for LayerAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = match self.says {
            Says::Denies => "denies",
            Says::Allows => "allows",
            Says::Silent => "allows nothing",
        };
        write!(f, "{}: {says}", title(self.layer))?;
        match (self.says, self.refusal, self.excuse) {
            (Says::Denies, _, _) => f.write_str(", which blocks")?,
            (_, Some(refusal), _) => write!(f, ", which blocks: {}", refusal_text(refusal))?,
            (_, None, Some(excuse)) => write!(f, ", which does not matter: {}", excuse_text(excuse))?,
            (_, None, None) => {}
        }
        for (level, says) in self.levels.iter().enumerate() {
            if *says == Says::Silent {
                write!(f, "\n  level {level} allows nothing")?;
            }
        }
        self.matched.iter().try_for_each(|place| write!(f, "\n  {place}"))?;
        self.near_misses.iter().try_for_each(|miss| write!(f, "\n  {miss}"))
    }
}

impl fmt::Display for StatementPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in `{}`, statement {}", self.effect.name(), self.policy, self.statement)?;
        if let Some(sid) = &self.sid {
            write!(f, " `{sid}`")?;
        }
        match self.level {
            Some(level) => write!(f, ", level {level}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for NearMiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let would = match self.place.effect {
            Effect::Allow => "would allow",
            Effect::Deny => "would deny",
        };
        write!(f, "{} {would}, but:", self.place)?;
        self.failures.iter().try_for_each(|failure| write!(f, "\n    {failure}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = self.wanted.iter().map(ToString::to_string).collect::<Vec<_>>();
        let wanted = if wanted.is_empty() { "nothing".to_owned() } else { wanted.join(" or ") };
        match &self.element {
            Element::Condition { operator, key } => {
                write!(f, "Condition {operator} {key}: ")?;
                condition(f, *operator, &self.actual, &wanted)?;
            }
            element => {
                let (name, negated) = element.name();
                let is = if negated { "is excepted by" } else { "is not covered by" };
                write!(f, "{name}: {} {is} {wanted}", self.actual)?;
            }
        }
        match self.note {
            Some(note) => write!(f, " ({})", note_text(note)),
            None => Ok(()),
        }
    }
}

impl Element {
    /// The element's name in a policy, and whether it is the negated form.
    pub(super) fn name(&self) -> (&'static str, bool) {
        match self {
            Self::Principal { negated: false } => ("Principal", false),
            Self::Principal { negated: true } => ("NotPrincipal", true),
            Self::Action { negated: false } => ("Action", false),
            Self::Action { negated: true } => ("NotAction", true),
            Self::Resource { negated: false } => ("Resource", false),
            Self::Resource { negated: true } => ("NotResource", true),
            Self::Condition { .. } => ("Condition", false),
        }
    }
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("nothing"),
            Self::Single(value) => write!(f, "`{value}`"),
            Self::Many(values) if values.is_empty() => f.write_str("no value"),
            Self::Many(values) => write!(f, "`{}`", values.join("`, `")),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.text)?;
        if let Some(resolved) = &self.resolved {
            write!(f, " (here `{resolved}`)")?;
        }
        match &self.missing_variable {
            Some(key) => write!(f, " (the request has no {key})"),
            None => Ok(()),
        }
    }
}

/// Why a key's condition fails, in words.
fn condition(f: &mut fmt::Formatter<'_>, operator: Operator, actual: &Actual, wanted: &str) -> fmt::Result {
    if operator.test == Test::Null {
        let is = if *actual == Actual::Absent { "is not in the request" } else { "is in the request" };
        return write!(f, "the key {is}");
    }
    let (holds, fails) = verbs(operator.test);
    match (operator.qualifier, actual) {
        (_, Actual::Absent) => f.write_str("the request has no such key"),
        (Some(Qualifier::ForAllValues), _) => write!(f, "not every value of {actual} {holds} {wanted}"),
        (Some(Qualifier::ForAnyValue), _) => write!(f, "no value of {actual} {holds} {wanted}"),
        (None, _) => write!(f, "{actual} {fails} {wanted}"),
    }
}

/// How a value stands to the policy's when the operator holds, and when it fails.
fn verbs(test: Test) -> (&'static str, &'static str) {
    match test {
        Test::StringEquals | Test::BinaryEquals | Test::NumericEquals | Test::DateEquals => {
            ("equals", "does not equal")
        }
        Test::StringNotEquals | Test::NumericNotEquals | Test::DateNotEquals => ("differs from", "equals"),
        Test::StringEqualsIgnoreCase => ("equals but for case", "does not equal but for case"),
        Test::StringNotEqualsIgnoreCase => ("differs by more than case from", "equals but for case"),
        Test::StringLike | Test::ArnEquals | Test::ArnLike => ("matches", "does not match"),
        Test::StringNotLike | Test::ArnNotEquals | Test::ArnNotLike => ("does not match", "matches"),
        Test::Bool => ("is", "is not"),
        Test::IpAddress => ("is in", "is not in"),
        Test::NotIpAddress => ("is not in", "is in"),
        Test::NumericLessThan | Test::DateLessThan => ("is less than", "is not less than"),
        Test::NumericLessThanEquals | Test::DateLessThanEquals => ("is at most", "is not at most"),
        Test::NumericGreaterThan | Test::DateGreaterThan => ("is greater than", "is not greater than"),
        Test::NumericGreaterThanEquals | Test::DateGreaterThanEquals => ("is at least", "is not at least"),
        // `Null` is told without values.
        Test::Null => ("is", "is not"),
    }
}

fn title(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "resource control policies",
        Layer::Scp => "service control policies",
        Layer::Endpoint => "endpoint policies",
        Layer::Resource => "the resource's policy",
        Layer::Identity => "identity policies",
        Layer::Boundary => "the permissions boundary",
        Layer::Session => "session policies",
    }
}

fn refusal_text(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NothingAllows => "it must allow",
        Refusal::PublicAccess => "the service keeps public policies from strangers",
        Refusal::OwnedByAws => "the resource belongs to AWS",
    }
}

fn excuse_text(excuse: Excuse) -> &'static str {
    match excuse {
        Excuse::NoPolicies => "there are none",
        Excuse::RootUser => "the root user needs none",
        Excuse::ResourcePolicy => "the resource's policy names the caller",
        Excuse::ServiceGrant => "the service itself grants it",
        Excuse::SameAccount => "the resource is of the caller's account",
    }
}

fn note_text(note: Note) -> &'static str {
    match note {
        Note::WildcardOnlyAction => "the action has no resource types, so only `*` covers it",
        Note::SetWithoutQualifier => "a key with several values needs ForAllValues or ForAnyValue",
        Note::Misplaced => "the element must stand in policies of this kind, or must not",
        Note::Unreadable => "it cannot be read",
    }
}
