// SPDX-License-Identifier: Apache-2.0
//! Tags: keys keep the case they were written in; on users and roles they are unique without case, elsewhere with it.

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The key as written.
    pub key: String,
    /// The value.
    pub value: String,
}

/// The tags of one resource, in the order in which they were first set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// No tags.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the tag whose key is `key`, compared without case.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|tag| tag.key.eq_ignore_ascii_case(key)).map(|tag| tag.value.as_str())
    }

    /// Sets a tag. One whose key differs only in case is replaced, key and all, as IAM does.
    pub fn set(&mut self, key: &str, value: &str) {
        let tag = Tag { key: key.to_owned(), value: value.to_owned() };
        match self.0.iter_mut().find(|known| known.key.eq_ignore_ascii_case(key)) {
            Some(known) => *known = tag,
            None => self.0.push(tag),
        }
    }

    /// Removes the tag whose key is `key`, compared without case. A key that is not there is no error.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|tag| !tag.key.eq_ignore_ascii_case(key));
    }

    /// Sets a tag on a resource whose keys differ by case, as those of policies do: only the same key is replaced.
    pub fn set_exact(&mut self, key: &str, value: &str) {
        let tag = Tag { key: key.to_owned(), value: value.to_owned() };
        match self.0.iter_mut().find(|known| known.key == key) {
            Some(known) => *known = tag,
            None => self.0.push(tag),
        }
    }

    /// Removes the tag of exactly this key. A key that is not there is no error.
    pub fn remove_exact(&mut self, key: &str) {
        self.0.retain(|tag| tag.key != key);
    }

    /// Gives back the room that was kept for more tags.
    pub(crate) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// The tags in order.
    pub fn iter(&self) -> impl Iterator<Item = &Tag> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Tags {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut tags = Self::new();
        for (key, value) in pairs {
            tags.set(&key, &value);
        }
        tags.shrink();
        tags
    }
}
