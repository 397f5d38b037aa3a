// SPDX-License-Identifier: Apache-2.0
//! libFuzzer's door to `operations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portcullis_fuzz::operations(data));
