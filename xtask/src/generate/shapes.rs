// SPDX-License-Identifier: Apache-2.0
//! Writes one file per structure that stands inside requests and responses, and the parts that operations share.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::model::{Kind, Member, Model};
use super::{Output, constraints, names};

/// The structures of one API, and the module that lists them.
pub(super) fn outputs(model: &Model) -> Result<Vec<Output>, String> {
    let folder = PathBuf::from("crates/wire/src/generated").join(&model.service).join("shapes");
    let read = model.below(|operation| operation.input.as_ref())?;
    let written = model.below(|operation| operation.output.as_ref())?;
    let (mut modules, mut uses, mut outputs) = (String::new(), String::new(), Vec::new());
    for name in read.union(&written) {
        let Kind::Structure { members } = &model.shape(name)?.kind else { continue };
        let mut body = format!("/// A `{name}`.\n{}", structure(model, name, members)?);
        if read.contains(name) {
            let fields = reading(model, members)?.ok_or_else(|| format!("shape `{name}` has no members"))?;
            body.push_str(&format!(
                "
                impl Value for {name} {{
                    const SCALAR: bool = false;

                    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {{
                        reader.structure(|reader| Self {{ {fields} }})
                    }}
                }}
                "
            ));
        }
        if written.contains(name) {
            body.push_str(&writing(model, name, members)?);
        }
        let module = names::snake(name);
        let doc = format!("//! The structure `{name}`.");
        outputs.push((folder.join(format!("{module}.rs")), rust_file(model, &doc, &body)));
        modules.push_str(&format!("mod {module};\n"));
        uses.push_str(&format!("pub use {module}::{name};\n"));
    }
    let list = format!(
        "{}//! The structures inside the requests and responses of the {} API.\n\n{modules}\n{uses}",
        super::HEADER,
        model.service.to_uppercase()
    );
    outputs.push((folder.join("mod.rs"), list));
    Ok(outputs)
}

/// The API's variant of `Service`.
pub(super) fn service_variant(model: &Model) -> &'static str {
    if model.service == "iam" { "Iam" } else { "Sts" }
}

/// A structure's definition.
pub(super) fn structure(model: &Model, name: &str, members: &[Member]) -> Result<String, String> {
    let derive = "#[derive(Debug, Clone, Default, PartialEq, Eq)]";
    if members.is_empty() {
        return Ok(format!("{derive}\npub struct {name};\n"));
    }
    let mut fields = String::new();
    for member in members {
        let kind = model.member_type(member)?;
        fields.push_str(&format!("pub {}: {kind},\n", names::field(&member.name)));
    }
    Ok(format!("{derive}\npub struct {name} {{ {fields} }}\n"))
}

/// The fields of a structure, each read by a `reader`; `None` when there are none.
pub(super) fn reading(model: &Model, members: &[Member]) -> Result<Option<String>, String> {
    let mut fields = String::new();
    for member in members {
        let read = if member.is_required { "required" } else { "optional" };
        let limits = constraints::reference(model, &member.shape)?;
        fields.push_str(&format!(
            "{}: reader.{read}(\"{}\", {limits}),\n",
            names::field(&member.name),
            member.name
        ));
    }
    Ok((!members.is_empty()).then_some(fields))
}

/// How a structure's members are written.
pub(super) fn writing(model: &Model, name: &str, members: &[Member]) -> Result<String, String> {
    if members.is_empty() {
        return Ok(format!("\nimpl Content for {name} {{ fn write(&self, _: &mut Writer) {{}} }}\n"));
    }
    let mut lines = String::new();
    for member in members {
        // Clients expect every member of this shape, and only of this shape, to be percent-encoded.
        let is_document = member.shape == "policyDocumentType";
        if !matches!(model.shape(&member.shape)?.kind, Kind::String) && is_document {
            return Err("`policyDocumentType` is not a text any more".to_owned());
        }
        let (field, member_name) = (names::field(&member.name), &member.name);
        lines.push_str(&match (is_document, member.is_required) {
            (true, true) => format!("xml.document(\"{member_name}\", Some(&self.{field}));\n"),
            (true, false) => format!("xml.document(\"{member_name}\", self.{field}.as_ref());\n"),
            (false, true) => format!("xml.member(\"{member_name}\", &self.{field});\n"),
            (false, false) => format!("xml.optional(\"{member_name}\", self.{field}.as_ref());\n"),
        });
    }
    Ok(format!("\nimpl Content for {name} {{ fn write(&self, xml: &mut Writer) {{ {lines} }} }}\n"))
}

/// What generated code may use: the sign it is used by, the module it is in, its name.
const NAMES: [(&str, &str, &str); 16] = [
    ("BTreeMap<", "std::collections", "BTreeMap"),
    ("Constraint", "crate::constraint", "Constraint"),
    ("Fault>", "crate::fault", "Fault"),
    ("&Form", "crate::form", "Form"),
    ("Call for", "crate::operation", "Call"),
    ("Page for", "crate::operation", "Page"),
    ("Paged for", "crate::operation", "Paged"),
    ("Respond for", "crate::operation", "Respond"),
    ("Reader", "crate::query", "Reader"),
    ("Value for", "crate::query", "Value"),
    ("Secret", "crate::secret", "Secret"),
    ("Service::", "crate::service", "Service"),
    ("Timestamp", "crate::timestamp", "Timestamp"),
    ("Content for", "crate::xml", "Content"),
    ("&mut Writer", "crate::xml", "Writer"),
    ("answer(", "crate::xml", "answer"),
];

/// A whole file: header, module doc, the imports it needs, and the body.
pub(super) fn rust_file(model: &Model, module: &str, body: &str) -> String {
    let is_used = |sign: &str| {
        body.match_indices(sign).any(|(at, _)| {
            let before = body.get(..at).and_then(|text| text.chars().next_back());
            !before.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        })
    };
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, module, name) in NAMES.into_iter().filter(|(sign, _, _)| is_used(sign)) {
        uses.entry(module).or_default().push(name);
    }
    let mut lines = String::new();
    if uses.remove("std::collections").is_some() {
        lines.push_str("use std::collections::BTreeMap;\n\n");
    }
    if is_used("c::") {
        lines.push_str(&format!("use crate::generated::{}::constraints as c;\n", model.service));
    }
    for (module, names) in uses {
        lines.push_str(&format!("use {module}::{{{}}};\n", names.join(", ")));
    }
    format!("{}{module}\n\n{lines}\n{body}", super::HEADER)
}
