// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on saml provider.

mod create_saml_provider;
mod delete_saml_provider;
mod get_saml_provider;
mod list_saml_provider_tags;
mod list_saml_providers;
pub(super) mod subject;
mod tag_saml_provider;
mod untag_saml_provider;
mod update_saml_provider;
