// SPDX-License-Identifier: Apache-2.0
//! libFuzzer's door to `policy_parse`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portcullis_fuzz::policy_parse(data));
