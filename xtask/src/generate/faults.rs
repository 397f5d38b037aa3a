// SPDX-License-Identifier: Apache-2.0
//! Writes one constructor per error code, and the list of generated modules.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::model::Model;
use super::{Output, names};

/// The faults of all APIs together, by code.
pub(super) fn outputs(models: &[Model]) -> Result<Vec<Output>, String> {
    let mut codes: BTreeMap<&str, (i64, bool)> = BTreeMap::new();
    for error in
        models.iter().flat_map(|model| model.shapes.values()).filter_map(|shape| shape.error.as_ref())
    {
        let facts = (error.status, error.is_sender);
        if codes.insert(&error.code, facts).is_some_and(|other| other != facts) {
            return Err(format!("error code `{}` has two meanings", error.code));
        }
    }
    let mut text =
        format!("{}//! The faults that the API models name.\n\nuse crate::fault::Fault;\n", super::HEADER);
    for (code, (status, is_sender)) in codes {
        let side = if is_sender { "sender" } else { "receiver" };
        text.push_str(&format!(
            "
            /// `{code}`, status {status}.
            pub fn {}(message: impl Into<String>) -> Fault {{
                Fault::{side}(\"{code}\", {status}, message)
            }}
            ",
            names::snake(code)
        ));
    }
    let folder = PathBuf::from("crates/wire/src/generated");
    let mut list = format!("{}//! What follows from the API models.\n\n", super::HEADER);
    list.push_str(
        "#![expect(missing_docs, reason = \"AWS's documentation says what the members mean\")]\n\n",
    );
    list.push_str("pub(crate) mod faults;\n");
    for model in models {
        list.push_str(&format!("pub mod {};\n", model.service));
    }
    Ok(vec![(folder.join("faults.rs"), text), (folder.join("mod.rs"), list)])
}
