// SPDX-License-Identifier: Apache-2.0
//! Writes COVERAGE.md: which of AWS's operations are there.

use std::path::{Path, PathBuf};

use super::model::Model;
use super::{Output, service};

/// The table of all operations.
pub(super) fn outputs(root: &Path, models: &[Model]) -> Result<Vec<Output>, String> {
    let (mut tables, mut summary) = (String::new(), String::new());
    for model in models {
        let title = model.service.to_uppercase();
        let implemented = service::implemented(root, model)?;
        let (done, all) = (implemented.len(), model.operations.len());
        summary.push_str(&format!("- {title}: {done} of {all} operations\n"));
        tables.push_str(&format!("\n## {title}\n\n| operation | state |\n|---|---|\n"));
        for name in model.operations.keys() {
            let state = match implemented.get(name) {
                Some(path) => format!("[done]({})", path.display()),
                None => "not yet".to_owned(),
            };
            tables.push_str(&format!("| {name} | {state} |\n"));
        }
    }
    let text = format!(
        "<!-- Written by `cargo xtask generate`; do not edit. -->\n# Coverage\n\n\
         Which operations of AWS's APIs this server has. One that is \"not yet\" there answers with the error\n\
         `NotImplemented` (status 501), which names it.\n\n{summary}{tables}"
    );
    Ok(vec![(PathBuf::from("COVERAGE.md"), text)])
}
