// SPDX-License-Identifier: Apache-2.0
//! The rules of evaluation, one test or more for each; a test's name begins with the rule's id.

mod rules;
