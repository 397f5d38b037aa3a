// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structures inside the requests and responses of the STS API.

mod assumed_role_user;
mod credentials;
mod federated_user;
mod policy_descriptor_type;
mod provided_context;
mod tag;

pub use assumed_role_user::AssumedRoleUser;
pub use credentials::Credentials;
pub use federated_user::FederatedUser;
pub use policy_descriptor_type::PolicyDescriptorType;
pub use provided_context::ProvidedContext;
pub use tag::Tag;
