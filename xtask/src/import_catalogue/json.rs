// SPDX-License-Identifier: Apache-2.0
//! A small JSON reader that keeps the order of members, because a document's order is a fact.

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// `null`, `true`, `false` or a number, as written.
    Plain(String),
    /// A string, unescaped.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object's members in the order of the source.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text.
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        let mut reader = Reader { source, at: 0 };
        let value = reader.value()?;
        reader.skip_space();
        if reader.at < source.len() {
            return Err(reader.complaint("text after the value"));
        }
        Ok(value)
    }

    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> &[(String, Json)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array; none for anything else.
    pub(crate) fn items(&self) -> &[Json] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The string member `key`, which must be there.
    pub(crate) fn text(&self, key: &str) -> Result<&str, String> {
        match self.get(key) {
            Some(Self::Text(text)) => Ok(text),
            _ => Err(format!("expected a string member `{key}`")),
        }
    }

    /// The strings of an array member; none if the member is absent.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&str>, String> {
        let items = self.get(key).map(Self::items).unwrap_or_default();
        items
            .iter()
            .map(|item| match item {
                Self::Text(text) => Ok(text.as_str()),
                _ => Err(format!("expected strings in `{key}`")),
            })
            .collect()
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn complaint(&self, what: &str) -> String {
        format!("json: {what} at byte {}", self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self) -> Result<Json, String> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'[') => self.list(),
            Some(b'{') => self.object(),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let start = self.at;
                while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E')) {
                    self.at += 1;
                }
                Ok(Json::Plain(self.source.get(start..self.at).unwrap_or_default().to_owned()))
            }
            _ => Err(self.complaint("expected a value")),
        }
    }

    fn list(&mut self) -> Result<Json, String> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Json::List(items));
            }
            if !self.take(b',') {
                return Err(self.complaint("expected `,` or `]`"));
            }
        }
    }

    fn object(&mut self) -> Result<Json, String> {
        let mut members = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.complaint("expected a member's name"));
            }
            let name = self.string()?;
            self.skip_space();
            if !self.take(b':') {
                return Err(self.complaint("expected `:`"));
            }
            members.push((name, self.value()?));
            self.skip_space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.take(b',') {
                return Err(self.complaint("expected `,` or `}`"));
            }
        }
    }

    fn string(&mut self) -> Result<String, String> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\')) {
                self.at += 1;
            }
            text.push_str(self.source.get(start..self.at).unwrap_or_default());
            if self.take(b'"') {
                return Ok(text);
            }
            if !self.take(b'\\') {
                return Err(self.complaint("unfinished string"));
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'u') => {
                let digits = self.source.get(self.at..self.at + 4).unwrap_or_default();
                self.at += 4;
                // Surrogate pairs do not occur in the packages; meeting one is an error, not a guess.
                u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or_else(|| self.complaint("unreadable escape"))?
            }
            _ => return Err(self.complaint("unknown escape")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_escapes_are_read() {
        let value = Json::parse(r#" {"b": [1, true, "x\"\u0041"], "a": {}} "#).unwrap();
        let names: Vec<&str> = value.members().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
        assert_eq!(value.get("b").unwrap().items()[2], Json::Text("x\"A".to_owned()));
    }

    #[test]
    fn broken_text_is_refused() {
        for source in ["", "{", "[1,]", r#"{"a" 1}"#, r#""x"#, "[] []", r#""\ud800""#] {
            assert!(Json::parse(source).is_err(), "{source}");
        }
    }
}
