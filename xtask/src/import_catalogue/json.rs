// SPDX-License-Identifier: Apache-2.0
//! Taking members out of JSON with an error that names what is missing.

use serde_json::Value;

/// Reads a whole text. Members keep the order of the source, because a document's order is a fact.
pub(crate) fn parse(source: &str) -> Result<Value, String> {
    serde_json::from_str(source).map_err(|error| format!("json: {error}"))
}

/// The members of an object in the order of the source; none for anything else.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The items of an array; none for anything else.
pub(crate) fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The string member `key`, which must be there.
pub(crate) fn text<'a>(holder: &'a Value, key: &str) -> Result<&'a str, String> {
    holder.get(key).and_then(Value::as_str).ok_or_else(|| format!("expected a string member `{key}`"))
}

/// The strings of an array member; none if the member is absent.
pub(crate) fn texts<'a>(holder: &'a Value, key: &str) -> Result<Vec<&'a str>, String> {
    let list = holder.get(key).map(items).unwrap_or_default();
    list.iter().map(|item| item.as_str().ok_or_else(|| format!("expected strings in `{key}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order() {
        let value = parse(r#"{"b": 1, "a": 2, "c": 3}"#).unwrap();
        assert_eq!(members(&value).map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["b", "a", "c"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let value = parse(r#"{"a": 1, "b": ["x", 2]}"#).unwrap();
        assert_eq!(text(&value, "a"), Err("expected a string member `a`".to_owned()));
        assert_eq!(texts(&value, "b"), Err("expected strings in `b`".to_owned()));
        assert_eq!(texts(&value, "c"), Ok(Vec::new()));
    }
}
