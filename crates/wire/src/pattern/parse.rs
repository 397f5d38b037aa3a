// SPDX-License-Identifier: Apache-2.0
//! Reads the text of a pattern.

/// A pattern's tree.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// One character of a set.
    Take(Set),
    /// A look-ahead: the next character is not of the set.
    NotAhead(Set),
    /// One after the other.
    All(Vec<Node>),
    /// One of them.
    Any(Vec<Node>),
    /// Again and again; without a `max`, without end.
    Repeat { node: Box<Node>, min: usize, max: Option<usize> },
}

/// A set of characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    ranges: Vec<(char, char)>,
    categories: Vec<Category>,
    negated: bool,
}

/// A set of characters that is quickly asked.
#[derive(Debug, Clone)]
pub(super) struct Characters {
    /// Whether each byte is one of them: none is that is not of ASCII.
    ascii: [bool; 256],
    set: Set,
}

impl Characters {
    pub(super) fn contains(&self, character: char) -> bool {
        match u8::try_from(character) {
            Ok(byte @ 0..=127) => self.contains_byte(byte),
            _ => self.set.contains(character),
        }
    }

    fn contains_byte(&self, byte: u8) -> bool {
        self.ascii.get(usize::from(byte)).is_some_and(|is_one| *is_one)
    }

    /// Whether all the characters of a text are of the set.
    pub(super) fn contains_all(&self, text: &str) -> bool {
        // Nearly all texts are of ASCII alone, whose bytes are looked at quicker than characters.
        text.bytes().fold(true, |all, byte| all & self.contains_byte(byte))
            || text.chars().all(|character| self.contains(character))
    }
}

#[derive(Debug, Clone, Copy)]
enum Category {
    Letter,
    Number,
    Separator,
}

impl Set {
    /// The set as it is asked: for nearly all characters a table tells.
    pub(super) fn ready(self) -> Characters {
        let mut ascii = [false; 256];
        ascii
            .iter_mut()
            .zip('\0'..='\u{7F}')
            .for_each(|(is_one, character)| *is_one = self.contains(character));
        Characters { ascii, set: self }
    }

    fn contains(&self, character: char) -> bool {
        let listed = self.ranges.iter().any(|&(first, last)| (first..=last).contains(&character))
            || self.categories.iter().any(|category| category.contains(character));
        listed != self.negated
    }

    fn one(character: char) -> Self {
        Self { ranges: vec![(character, character)], ..Self::default() }
    }

    fn extend(&mut self, other: Self) {
        self.ranges.extend(other.ranges);
        self.categories.extend(other.categories);
    }
}

impl Category {
    fn contains(self, character: char) -> bool {
        match self {
            // The standard library has no general categories: besides the letters this takes in the marks that
            // belong to them, such as the vowel signs of Indic scripts.
            Self::Letter => character.is_alphabetic(),
            Self::Number => character.is_numeric(),
            Self::Separator => matches!(
                character,
                ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
                    ..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
            ),
        }
    }
}

/// How deep groups may be nested.
const DEPTH_MAX: usize = 16;

/// Reads a pattern; `None` when it uses something that is not understood.
pub(super) fn parse(source: &str) -> Option<Node> {
    // The whole text is matched anyway, so anchors at the ends say nothing.
    let source = source.strip_prefix('^').unwrap_or(source);
    let source = source.strip_suffix('$').unwrap_or(source);
    let mut parser = Parser { rest: source };
    let node = parser.alternatives(0)?;
    parser.rest.is_empty().then_some(node)
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next()?;
        self.rest = characters.as_str();
        Some(character)
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn alternatives(&mut self, depth: usize) -> Option<Node> {
        if depth > DEPTH_MAX {
            return None;
        }
        let mut branches = vec![self.sequence(depth)?];
        while self.eat("|") {
            branches.push(self.sequence(depth)?);
        }
        Some(Node::Any(branches))
    }

    fn sequence(&mut self, depth: usize) -> Option<Node> {
        let mut nodes = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let node = self.atom(depth)?;
            nodes.push(self.repetition(node)?);
        }
        Some(Node::All(nodes))
    }

    fn atom(&mut self, depth: usize) -> Option<Node> {
        if self.eat("(?!") {
            let Node::Take(set) = self.atom(depth)? else { return None };
            return self.eat(")").then_some(Node::NotAhead(set));
        }
        match self.next()? {
            '(' => {
                let group = self.alternatives(depth + 1)?;
                self.eat(")").then_some(group)
            }
            '[' => self.class().map(Node::Take),
            '\\' => self.escape().map(Node::Take),
            '.' => Some(Node::Take(Set {
                ranges: vec![('\n', '\n'), ('\r', '\r')],
                negated: true,
                ..Set::default()
            })),
            '*' | '+' | '?' | '{' | '}' | ']' | '^' | '$' => None,
            plain => Some(Node::Take(Set::one(plain))),
        }
    }

    fn repetition(&mut self, node: Node) -> Option<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let (inside, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                let (min, max) = match inside.split_once(',') {
                    Some((min, "")) => (min.parse().ok()?, None),
                    Some((min, max)) => (min.parse().ok()?, Some(max.parse().ok()?)),
                    None => (inside.parse().ok()?, Some(inside.parse().ok()?)),
                };
                return Some(Node::Repeat { node: Box::new(node), min, max });
            }
            _ => return Some(node),
        };
        self.next();
        Some(Node::Repeat { node: Box::new(node), min, max })
    }

    fn class(&mut self) -> Option<Set> {
        let mut set = Set { negated: self.eat("^"), ..Set::default() };
        loop {
            let item = match self.next()? {
                ']' => return Some(set),
                '\\' => self.escape()?,
                '[' | '&' if self.peek() == Some('&') => return None,
                plain => Set::one(plain),
            };
            // A hyphen makes a range only between two single characters, as in Java.
            let from = match item.ranges.as_slice() {
                [(first, last)] if first == last && item.categories.is_empty() => Some(*first),
                _ => None,
            };
            let closes = self.rest.starts_with("-]") || !self.rest.starts_with('-');
            match from {
                Some(from) if !closes => {
                    self.next();
                    let to = match self.next()? {
                        '\\' => self.escape()?,
                        plain => Set::one(plain),
                    };
                    match to.ranges.as_slice() {
                        [(first, last)] if first == last && *first >= from => set.ranges.push((from, *first)),
                        _ => return None,
                    }
                }
                _ => set.extend(item),
            }
        }
    }

    /// What follows a backslash. The models were written for Java, whose `\w` and `\d` are ASCII and whose
    /// `\u` takes four digits.
    fn escape(&mut self) -> Option<Set> {
        let ranges = match self.next()? {
            'w' => vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')],
            'd' => vec![('0', '9')],
            's' => vec![(' ', ' '), ('\t', '\r')],
            'u' => {
                let (digits, rest) = self.rest.split_at_checked(4)?;
                self.rest = rest;
                // Half a surrogate pair is no character; a range that ends or starts there means its neighbour.
                let code = match u32::from_str_radix(digits, 16).ok()? {
                    0xD800..=0xDBFF => 0xD7FF,
                    0xDC00..=0xDFFF => 0xE000,
                    code => code,
                };
                return char::from_u32(code).map(Set::one);
            }
            'p' => {
                let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                let category = match name {
                    "L" => Category::Letter,
                    "N" => Category::Number,
                    "Z" => Category::Separator,
                    _ => return None,
                };
                return Some(Set { categories: vec![category], ..Set::default() });
            }
            letter if letter.is_ascii_alphanumeric() => return None,
            plain => return Some(Set::one(plain)),
        };
        Some(Set { ranges, ..Set::default() })
    }
}
