// SPDX-License-Identifier: Apache-2.0
//! What every operation does, asked as clients ask: by signed requests. One program, because each takes long to link.

mod access_keys;
mod account;
mod account_settings;
mod attachments;
mod authentication;
mod authenticator;
mod authorization_api;
mod authorization_matrix;
mod aws_login;
mod conformance_enforced;
mod conformance_simulated;
mod credential_report;
mod delegation_requests;
mod denials;
mod groups;
mod house;
mod identity_center;
mod inline_policies;
mod instance_profiles;
mod last_used;
mod manner;
mod mfa_devices;
mod mfa_sessions;
mod mutants;
mod open_id_connect_providers;
mod operation_scripts;
mod outbound_federation;
mod passwords;
mod permissions;
mod policies;
mod precedence;
mod quotas;
mod reports;
mod role_permissions;
mod roles;
mod saml;
mod saml_providers;
mod saml_sign_in;
mod security_keys;
mod seed;
mod server_certificates;
mod service_linked_roles;
mod service_specific_credentials;
mod sign_in;
mod sign_in_attacks;
mod signing_certificates;
mod simulation;
mod simulation_principals;
mod simulation_properties;
mod ssh_public_keys;
mod stage;
mod sts;
mod trust_policies;
mod users;
mod web_identity;
mod world;

/// The cases of `conformance/evaluation/`, as the policy crate reads them.
#[path = "../../../policy/tests/cases/mod.rs"]
mod cases;
