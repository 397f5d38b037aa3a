// SPDX-License-Identifier: Apache-2.0
//! Matching a condition key against a declared one such as `aws:RequestTag/${TagKey}`.

/// Whether `name` is the declared key: each `${…}` stands for at least one character, and case does not matter.
pub(super) fn matches(declared: &str, name: &str) -> bool {
    let Some((head, mut pattern)) = next_variable(declared) else {
        return declared.eq_ignore_ascii_case(name);
    };
    let Some(mut rest) = strip_prefix(name, head) else {
        return false;
    };
    // The shortest match of each part leaves the most to the parts after it, so there is no need to go back.
    while let Some((part, after)) = next_variable(pattern) {
        let Some(at) = find(rest, part, 1) else {
            return false;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
        pattern = after;
    }
    let tail = rest.len().checked_sub(pattern.len()).filter(|at| *at >= 1);
    tail.and_then(|at| rest.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(pattern))
}

/// The text before the first variable and the text after it.
fn next_variable(pattern: &str) -> Option<(&str, &str)> {
    let (head, rest) = pattern.split_once("${")?;
    let (_, after) = rest.split_once('}')?;
    Some((head, after))
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn find(text: &str, part: &str, from: usize) -> Option<usize> {
    (from..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| strip_prefix(rest, part).is_some()))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn variables_stand_for_one_character_or_more() {
        let table = [
            ("aws:TagKeys", "AWS:tagkeys", true),
            ("aws:TagKeys", "aws:TagKey", false),
            ("aws:RequestTag/${TagKey}", "aws:requesttag/a/b", true),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/", false),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag", false),
            ("a:x/${n}.value", "a:x/q.value", true),
            ("a:x/${n}.value", "a:x/.value", false),
            ("a:x/${n}.value", "a:x/q.valued", false),
            ("a:${n}-${m}", "a:1-2", true),
            ("a:${n}-${m}", "a:--2", true),
            ("a:${n}-${m}", "a:1-", false),
            ("a:${n}", "a:é", true),
            ("é${n}", "aa", false),
        ];
        for (declared, name, expected) in table {
            assert_eq!(matches(declared, name), expected, "{declared} {name}");
        }
    }
}
