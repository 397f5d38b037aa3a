// SPDX-License-Identifier: Apache-2.0
//! libFuzzer's door to `sigv4_parse`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portcullis_fuzz::sigv4_parse(data));
