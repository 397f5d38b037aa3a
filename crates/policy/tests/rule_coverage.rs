// SPDX-License-Identifier: Apache-2.0
//! Every rule of the policy language has a test whose name begins with the rule's id.

use std::path::Path;

/// The rules that this crate keeps. `s_2` is rule S-2; `missing_keys_12_2` is the table of missing keys.
const RULES: &str = "
    e_1 e_2 e_3 e_4 e_5 e_6
    s_1 s_2 s_3 s_4 s_5 s_6 s_7 s_8 s_9 s_10 s_11 s_12 s_13
    p_1 p_2 p_3 p_4 p_5 p_6 p_7 p_8 p_9 p_10 p_11
    np_1 np_2 np_3 np_4 np_5
    x_a x_b x_c x_d x_e
    pb_1 pb_2 pb_3 pb_4
    sp_1 sp_2 sp_3 sp_4
    scp_1 scp_2 scp_3 scp_5 scp_7
    rcp_1 rcp_2 rcp_3 rcp_5
    vpce_1 vpce_2
    a_1 a_2 a_3 a_4
    r_1 r_2 r_3 r_4 r_5 r_6 r_7 r_8 r_9 r_10 r_11
    c_1 c_2 c_3 c_4 c_5
    missing_keys_12_2
    m_1 m_2 m_3 m_4 m_5
    o_1 o_2 o_3 o_4 o_5 o_6 o_7 o_8 o_9 o_10
    v_1 v_2 v_3 v_4 v_5 v_6 v_7
    t_1 t_2 t_3 t_4 t_5 t_6 t_10 t_17
    k_1 k_2 k_3
    i_1 i_2
    b_1 b_2
    g_1 g_2 g_3 g_4 g_5 g_6 g_7 g_8
";

#[test]
fn every_rule_has_a_test_that_bears_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Vec::new();
    for folder in ["src", "tests"] {
        collect_test_names(&root.join(folder), &mut names);
    }
    let has_test = |rule: &str| names.iter().any(|name| name.starts_with(&format!("{rule}_")));
    let bare: Vec<&str> = RULES.split_whitespace().filter(|rule| !has_test(rule)).collect();
    assert!(bare.is_empty(), "no test for {bare:?}");
}

/// The names of the functions under `#[test]`, also those in `proptest!`.
#[expect(clippy::disallowed_methods, clippy::expect_used, reason = "this test reads the crate's own sources")]
fn collect_test_names(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            collect_test_names(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).expect("the file is text");
            let mut lines = source.lines().map(str::trim);
            while let Some(line) = lines.next() {
                let name = (line == "#[test]").then(|| lines.next()).flatten();
                let name =
                    name.and_then(|line| line.strip_prefix("fn ")).and_then(|rest| rest.split_once('('));
                names.extend(name.map(|(name, _)| name.to_owned()));
            }
        }
    }
}
