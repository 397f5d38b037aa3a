// SPDX-License-Identifier: Apache-2.0
//! Matching of wildcards: `*` is any run of characters, `?` is exactly one (rules A-2 and O-2).

/// A character of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// The character itself.
    Char(char),
    /// Any one character.
    AnyOne,
    /// Any run of characters, also the empty one.
    AnyRun,
}

impl Symbol {
    /// The meaning of a character in a text in which `*` and `?` are wildcards.
    pub(crate) fn of(character: char) -> Self {
        match character {
            '*' => Self::AnyRun,
            '?' => Self::AnyOne,
            other => Self::Char(other),
        }
    }

    /// The way back: the character as written.
    pub(crate) fn character(self) -> char {
        match self {
            Self::Char(character) => character,
            Self::AnyOne => '?',
            Self::AnyRun => '*',
        }
    }

    fn accepts(self, character: char) -> bool {
        match self {
            Self::Char(own) => own == character,
            Self::AnyOne | Self::AnyRun => true,
        }
    }
}

/// Whether the pattern matches the whole text.
///
/// Nothing is allocated, and the work is at most the product of the lengths. After a mismatch only the last `*` takes
/// one character more: what stands before it has matched as early as it can, and an earlier `*` that took more could
/// not make more matches possible.
pub(crate) fn matches<P, T>(mut pattern: P, mut text: T) -> bool
where
    P: Iterator<Item = Symbol> + Clone,
    T: Iterator<Item = char> + Clone,
{
    // What follows the last `*`, and the text from which that is to be tried next.
    let mut last_run: Option<(P, T)> = None;
    loop {
        let mut ahead = text.clone();
        match (pattern.next(), ahead.next()) {
            (Some(Symbol::AnyRun), _) => last_run = Some((pattern.clone(), text.clone())),
            (Some(symbol), Some(character)) if symbol.accepts(character) => text = ahead,
            (None, None) => return true,
            _ => {
                let Some((after_run, from)) = last_run.as_mut() else { return false };
                if from.next().is_none() {
                    return false;
                }
                pattern = after_run.clone();
                text = from.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn glob(pattern: &str, text: &str) -> bool {
        matches(pattern.chars().map(Symbol::of), text.chars())
    }

    /// The definition, word by word; exponential.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', after)), _) => (0..=text.len()).any(|taken| naive(after, &text[taken..])),
            (Some((own, after)), Some((character, rest))) => {
                (*own == '?' || own == character) && naive(after, rest)
            }
            _ => false,
        }
    }

    #[test]
    fn a_2_wildcards() {
        let table = [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("?", "", false),
            ("?", "é", true),
            ("??", "é", false),
            ("a*c", "ac", true),
            ("a*c", "abcbc", true),
            ("a*c", "abcb", false),
            ("*b*", "abc", true),
            ("a**b", "ab", true),
            ("a?b*", "axb", true),
            ("*aab", "aaab", true),
        ];
        for (pattern, text, wanted) in table {
            assert_eq!(glob(pattern, text), wanted, "`{pattern}` on `{text}`");
        }
    }

    #[test]
    fn a_2_many_wildcards_stay_cheap() {
        let pattern = "*a".repeat(2_000) + "b";
        assert!(!glob(&pattern, &"a".repeat(5_000)));
    }

    proptest! {
        #[test]
        fn a_2_glob_equals_its_definition(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
            let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            prop_assert_eq!(glob(&pattern, &text), naive(&p, &t));
        }
    }
}
