// SPDX-License-Identifier: Apache-2.0
//! Applies `models/patches.toml` to a model.

use serde_json::Value;

/// One correction.
#[derive(Debug, Default, PartialEq)]
struct Patch {
    service: String,
    at: String,
    value: String,
    reason: String,
}

/// Applies the patches of this service in their order.
pub(super) fn apply(service: &str, model: &mut Value, patches: &str) -> Result<(), String> {
    for patch in parse(patches)? {
        if patch.service == service {
            patch
                .apply(model)
                .map_err(|problem| format!("models/patches.toml, patch of `{}`: {problem}", patch.at))?;
        }
    }
    Ok(())
}

impl Patch {
    fn apply(&self, model: &mut Value) -> Result<(), String> {
        if self.reason.is_empty() {
            return Err("it gives no reason".to_owned());
        }
        let value: Value =
            serde_json::from_str(&self.value).map_err(|error| format!("its value is not JSON: {error}"))?;
        let (parent, key) = self.at.rsplit_once('/').ok_or("`at` is not a JSON pointer")?;
        let parent = model.pointer_mut(parent).and_then(Value::as_object_mut);
        let parent = parent.ok_or("the model has nothing there")?;
        if parent.get(key) == Some(&value) {
            return Err("the model says so already: remove the patch".to_owned());
        }
        parent.insert(key.to_owned(), value);
        Ok(())
    }
}

/// Reads the small part of TOML that the file uses: `[[patch]]` and one quoted text a line.
fn parse(text: &str) -> Result<Vec<Patch>, String> {
    let mut patches: Vec<Patch> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let broken = |problem: &str| format!("models/patches.toml, line {}: {problem}", number + 1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == "[[patch]]" {
            patches.push(Patch::default());
            continue;
        }
        let (key, value) = line.split_once('=').ok_or_else(|| broken("expected `key = \"value\"`"))?;
        let value = value.trim();
        let quoted = |quote: char| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
        let value = quoted('\'').or_else(|| quoted('"').filter(|value| !value.contains(['\\', '"'])));
        let value = value.ok_or_else(|| broken("expected a text in quotes, without escapes"))?.to_owned();
        let patch = patches.last_mut().ok_or_else(|| broken("expected [[patch]] first"))?;
        let field = match key.trim() {
            "service" => &mut patch.service,
            "at" => &mut patch.at,
            "value" => &mut patch.value,
            "reason" => &mut patch.reason,
            _ => return Err(broken("unknown key")),
        };
        *field = value;
    }
    Ok(patches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PATCH: &str = "\
# A comment.
[[patch]]
service = \"iam\"
at = \"/shapes/nameType/max\"
value = '64'
reason = \"as documented\"
";

    #[test]
    fn a_patch_changes_the_model_of_its_service_only() {
        let mut model = json!({"shapes": {"nameType": {"max": 128}}});
        apply("sts", &mut model, PATCH).unwrap();
        assert_eq!(model.pointer("/shapes/nameType/max"), Some(&json!(128)));
        apply("iam", &mut model, PATCH).unwrap();
        assert_eq!(model.pointer("/shapes/nameType/max"), Some(&json!(64)));
    }

    #[test]
    fn a_patch_that_does_nothing_or_gives_no_reason_is_refused() {
        let mut model = json!({"shapes": {"nameType": {"max": 64}}});
        assert!(apply("iam", &mut model, PATCH).unwrap_err().contains("already"));
        let unreasoned = PATCH.replace("as documented", "");
        assert!(apply("iam", &mut model, &unreasoned).unwrap_err().contains("no reason"));
        let lost = PATCH.replace("nameType", "otherType");
        assert!(apply("iam", &mut model, &lost).unwrap_err().contains("nothing there"));
        for broken in
            ["service = \"iam\"", "[[patch]]\ncolour = \"red\"", "[[patch]]\nat = 5", "[[patch]]\nat"]
        {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }
}
