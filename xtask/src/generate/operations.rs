// SPDX-License-Identifier: Apache-2.0
//! Writes one file per operation: its request, its response, and how they are read and written.

use std::path::PathBuf;

use super::model::{Model, Operation};
use super::{Output, names, shapes};

/// The operations of one API, and the module that lists them.
pub(super) fn outputs(model: &Model) -> Result<Vec<Output>, String> {
    let folder = PathBuf::from("crates/wire/src/generated").join(&model.service);
    let mut outputs = Vec::new();
    for (name, operation) in &model.operations {
        outputs.push((folder.join(format!("{}.rs", names::snake(name))), file(model, name, operation)?));
    }
    outputs.push((folder.join("mod.rs"), list(model)));
    Ok(outputs)
}

fn file(model: &Model, name: &str, operation: &Operation) -> Result<String, String> {
    let service = shapes::service_variant(model);
    let inputs = model.members(operation.input.as_ref())?;
    let outputs = model.members(operation.output.as_ref())?;
    let request = shapes::structure(model, &format!("{name}Request"), inputs)?;
    let response = shapes::structure(model, &format!("{name}Response"), outputs)?;
    let reading = match shapes::reading(model, inputs)? {
        Some(fields) => format!("|reader| Self {{ {fields} }}"),
        None => "|_| Self".to_owned(),
    };
    let result = if operation.output.is_some() { "Some(self)" } else { "None" };
    let mut body = format!(
        "/// What `{name}` is asked.\n{request}\n\
         impl Call for {name}Request {{
             const SERVICE: Service = Service::{service};
             const NAME: &'static str = \"{name}\";
             type Response = {name}Response;

             fn decode(form: &Form) -> Result<Self, Fault> {{ Reader::read(form, Self::SERVICE, {reading}) }}
         }}

         /// What `{name}` answers.\n{response}\n\
         impl Respond for {name}Response {{
             fn encode(&self, request_id: &str) -> String {{
                 answer(Service::{service}, \"{name}\", {result}, request_id)
             }}
         }}
         "
    );
    if operation.output.is_some() {
        body.push_str(&shapes::writing(model, &format!("{name}Response"), outputs)?);
    }
    if operation.is_paged {
        body.push_str(&paging(name));
    }
    let module = format!("//! `{name}`: its request and its response.");
    Ok(shapes::rust_file(model, &module, &body))
}

fn paging(name: &str) -> String {
    format!(
        "
        impl Paged for {name}Request {{
            fn marker(&self) -> Option<&str> {{ self.marker.as_deref() }}

            fn max_items(&self) -> Option<i32> {{ self.max_items }}
        }}

        impl Page for {name}Response {{
            fn set_next(&mut self, marker: Option<String>) {{
                self.is_truncated = Some(marker.is_some());
                self.marker = marker;
            }}
        }}
        "
    )
}

fn list(model: &Model) -> String {
    let service = shapes::service_variant(model);
    let (mut modules, mut uses, mut facts, mut decoders) =
        (String::new(), String::new(), String::new(), String::new());
    for (name, operation) in &model.operations {
        let module = names::snake(name);
        modules.push_str(&format!("mod {module};\n"));
        uses.push_str(&format!("pub use {module}::{{{name}Request, {name}Response}};\n"));
        decoders.push_str(&format!(
            "(\"{name}\", |form| {name}Request::decode(form).map(|request| format!(\"{{request:?}}\"))),\n"
        ));
        let is_anonymous = operation.is_anonymous;
        facts.push_str(&format!(
            "OperationFacts {{ service: Service::{service}, name: \"{name}\", is_anonymous: {is_anonymous} }},\n"
        ));
    }
    format!(
        "{}//! The shapes and operations of the {} API.\n\n\
         pub(crate) mod constraints;\nmod shapes;\n{modules}\n\
         pub use shapes::*;\n{uses}\n\
         #[cfg(test)]\nuse crate::operation::Call;\nuse crate::operation::OperationFacts;\nuse crate::service::Service;\n\n\
         /// All operations, by name.\n\
         pub(crate) const OPERATIONS: &[OperationFacts] = &[{facts}];\n\n\
         /// What reads each operation's request and prints it, for tests of all operations.\n\
         #[cfg(test)]\n\
         pub(crate) const DECODERS: &[(&str, Decoder)] = &[{decoders}];\n\n\
         #[cfg(test)]\n\
         type Decoder = fn(&crate::form::Form) -> Result<String, crate::fault::Fault>;\n",
        super::HEADER,
        model.service.to_uppercase(),
    )
}
