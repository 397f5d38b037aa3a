// SPDX-License-Identifier: Apache-2.0
//! Matching against its definition: every wildcard tried everywhere, in a table of all positions.

use std::sync::LazyLock;

use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{ContextView, Engine, PlainRequest};
use portcullis_policy::evaluation::{Context, NamedPolicy, Outcome, Policies, Principal, Request, evaluate};
use portcullis_policy::language::Document;

use super::push_json;

/// An engine that knows no action by number, so that all are matched by name.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Catalogue::default()));

/// The input is a pattern, a line feed, and an ARN.
pub fn arn_match(input: &[u8]) {
    let Some((pattern, arn)) = two_texts(input) else { return };
    let mut element = String::new();
    push_json(&mut element, pattern);
    let wanted = arn_matches(pattern, arn);
    check(&format!(r#""Action":"*","Resource":{element}"#), "s3:GetObject", arn, &Context::new(), wanted);
}

/// The input is a pattern, a line feed, and a text.
pub fn glob_match(input: &[u8]) {
    let Some((pattern, text)) = two_texts(input) else { return };
    let mut value = String::new();
    push_json(&mut value, pattern);
    let mut context = Context::new();
    context.set("a:key", text);
    let wanted = glob(&symbols(pattern), &text.chars().collect::<Vec<_>>());
    let statement =
        format!(r#""Action":"*","Resource":"*","Condition":{{"StringLike":{{"a:key":{value}}}}}"#);
    check(&statement, "s3:GetObject", "*", &context, wanted);

    let mut value = String::new();
    push_json(&mut value, &format!("own:{pattern}"));
    let lower = text.to_ascii_lowercase().chars().collect::<Vec<_>>();
    // Malformed patterns name no action (rule A-4).
    let is_whole = !pattern.is_empty() && !pattern.contains(|c: char| c.is_whitespace() || c == ',');
    let wanted = is_whole && glob(&symbols(&pattern.to_ascii_lowercase()), &lower);
    let statement = format!(r#""Action":{value},"Resource":"*""#);
    check(&statement, &format!("own:{text}"), "*", &Context::new(), wanted);
}

fn two_texts(input: &[u8]) -> Option<(&str, &str)> {
    std::str::from_utf8(input).ok()?.split_once('\n')
}

/// Whether a statement that allows takes effect, asked of both evaluators. The old version has no variables.
fn check(statement: &str, action: &str, resource: &str, context: &Context, wanted: bool) {
    let text = format!(r#"{{"Version":"2008-10-17","Statement":{{"Effect":"Allow",{statement}}}}}"#);
    let document = Document::parse(&text);
    let Ok(document) = &document else { panic!("{text}: {document:?}") };
    let principal = Principal::User {
        arn: "arn:aws:iam::111122223333:user/alice".to_owned(),
        account: "111122223333".to_owned(),
        unique_id: None,
    };
    let request = Request {
        principal: principal.clone(),
        action,
        resource,
        resource_account: None,
        context,
        wildcard_only_action: false,
    };
    let policies = Policies { identity: vec![NamedPolicy { name: "p", document }], ..Policies::default() };
    let outcome = if wanted { Outcome::Allow } else { Outcome::ImplicitDeny };
    assert_eq!(
        evaluate(&request, &policies).outcome,
        outcome,
        "{statement} on {action} {resource} {context:?}"
    );

    let effective = ENGINE.effective(principal, ENGINE.layers(&policies));
    let plain = PlainRequest {
        action,
        resource,
        resource_account: None,
        context: ContextView::Context(context),
        wildcard_only_action: false,
    };
    assert_eq!(
        effective.decide_plain(&plain),
        outcome,
        "compiled: {statement} on {action} {resource} {context:?}"
    );
}

/// A character of a pattern: which characters it accepts, by the position they have, and whether it repeats.
#[derive(Clone, Copy)]
struct Symbol {
    accepts: Accepts,
    repeats: bool,
}

#[derive(Clone, Copy)]
enum Accepts {
    Any,
    AnyButColon,
    Own(char),
    /// Before the resource in the text, the letter case does not matter (rule R-2).
    OwnOrCase(char),
}

fn symbols(pattern: &str) -> Vec<Symbol> {
    let symbol = |character| match character {
        '*' => Symbol { accepts: Accepts::Any, repeats: true },
        '?' => Symbol { accepts: Accepts::Any, repeats: false },
        own => Symbol { accepts: Accepts::Own(own), repeats: false },
    };
    pattern.chars().map(symbol).collect()
}

/// Rules R-1 to R-5, for an identity policy.
fn arn_matches(pattern: &str, arn: &str) -> bool {
    if !pattern.is_empty() && pattern.chars().all(|c| c == '*') {
        return true;
    }
    let mut pieces: Vec<&str> = pattern.splitn(6, ':').collect();
    pieces.resize(6, "*");
    let Some((resource, place)) = pieces.split_last() else { return false };
    let mut all = Vec::new();
    for piece in place {
        let length = piece.chars().count();
        all.extend(piece.chars().enumerate().map(|(at, character)| match character {
            '*' if at + 1 == length => Symbol { accepts: Accepts::Any, repeats: true },
            '*' => Symbol { accepts: Accepts::AnyButColon, repeats: true },
            '?' => Symbol { accepts: Accepts::AnyButColon, repeats: false },
            own => Symbol { accepts: Accepts::OwnOrCase(own), repeats: false },
        }));
        all.push(Symbol { accepts: Accepts::Own(':'), repeats: false });
    }
    all.extend(symbols(resource));
    glob(&all, &arn.chars().collect::<Vec<_>>())
}

/// The definition, from the end backwards: `matches[at]` says whether the rest of the pattern matches `text[at..]`.
fn glob(pattern: &[Symbol], text: &[char]) -> bool {
    let mut in_place = vec![true; text.len()];
    let mut colons = 0;
    for (character, place) in text.iter().zip(&mut in_place) {
        *place = colons < 5;
        colons += usize::from(*character == ':');
    }
    let mut matches = vec![false; text.len() + 1];
    matches[text.len()] = true;
    for symbol in pattern.iter().rev() {
        let accepts = |at: usize| match symbol.accepts {
            Accepts::Any => true,
            Accepts::AnyButColon => text[at] != ':',
            Accepts::Own(own) => text[at] == own,
            Accepts::OwnOrCase(own) if in_place[at] => text[at].eq_ignore_ascii_case(&own),
            Accepts::OwnOrCase(own) => text[at] == own,
        };
        if symbol.repeats {
            for at in (0..text.len()).rev() {
                matches[at] |= accepts(at) && matches[at + 1];
            }
        } else {
            for at in 0..text.len() {
                matches[at] = accepts(at) && matches[at + 1];
            }
            matches[text.len()] = false;
        }
    }
    matches[0]
}
