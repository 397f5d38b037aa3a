// SPDX-License-Identifier: Apache-2.0
//! The portcullis binary.

fn main() {}
