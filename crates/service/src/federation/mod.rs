// SPDX-License-Identifier: Apache-2.0
//! Identity providers outside, and how what they say is proven.

pub mod oidc;
pub mod saml;
