// SPDX-License-Identifier: Apache-2.0
//! Every program file names its licence at the top.

use super::{Finding, SourceFile, file_name, finding};

const LINE: &str = "SPDX-License-Identifier: Apache-2.0";

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    files.iter().filter_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Option<Finding> {
    let script = file.text.starts_with("#!") && !file.text.starts_with("#![");
    let comment = match file_name(&file.path).rsplit_once('.') {
        Some((_, "rs" | "js" | "mjs" | "ts")) => "//",
        Some((_, "py" | "sh" | "mk" | "tf")) => "#",
        _ if script || file_name(&file.path) == "Makefile" => "#",
        _ => return None,
    };
    // Only the line that names a script's interpreter may stand before it.
    let line = file.text.lines().nth(usize::from(script)).unwrap_or_default();
    let expected = format!("{comment} {LINE}");
    (line != expected)
        .then(|| finding(&file.path, 1 + usize::from(script), format!("expected `{expected}` here")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn the_licence_line_comes_first() {
        let table = [
            ("a.rs", format!("// {LINE}\n//! Doc.\n"), None),
            ("a.rs", format!("//! Doc.\n// {LINE}\n"), Some("a.rs:1: ")),
            ("a.rs", String::new(), Some("a.rs:1: ")),
            ("a.py", format!("# {LINE}\n"), None),
            ("a.py", format!("#!/usr/bin/env python3\n# {LINE}\n"), None),
            ("a.py", "#!/usr/bin/env python3\nimport x\n".to_owned(), Some("a.py:2: ")),
            (".ci/run", format!("#!/bin/sh\n# {LINE}\n"), None),
            (".ci/run", "#!/bin/sh\nmake test\n".to_owned(), Some(".ci/run:2: ")),
            ("Makefile", "run:\n".to_owned(), Some("Makefile:1: ")),
            ("README.md", "# Portcullis\n".to_owned(), None),
        ];
        for (path, text, expected) in table {
            let found = printed(check(&[file(path, &text)]));
            let agrees = match expected {
                Some(start) => found.len() == 1 && found[0].starts_with(start),
                None => found.is_empty(),
            };
            assert!(agrees, "{path} {text:?}: {found:?}");
        }
    }
}
