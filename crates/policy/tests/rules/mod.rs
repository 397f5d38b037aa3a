// SPDX-License-Identifier: Apache-2.0
//! The rules by chapter.

mod actions;
mod conditions;
mod decisions;
mod grants;
mod operators;
mod organizations;
mod principals;
mod resources;
mod services;
mod support;
mod trust;
mod variables;
