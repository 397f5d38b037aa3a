// SPDX-License-Identifier: Apache-2.0
//! The AWS policy language: parse, print, validate, evaluate and explain policies.
//!
//! Nothing here knows accounts, clocks, files or sockets: documents and requests go in, decisions come out. There is no
//! global state but the embedded catalogue of AWS's actions, which never changes.
//!
//! - [`language`] reads and prints documents; errors carry the bytes they are about.
//! - [`engine`] decides, as fast as it can: policies are compiled once, and a decision allocates nothing.
//! - [`evaluation`] is the plain definition of what the engine decides. [`explanation`] is what the engine tells of why.
//! - [`validation`] refuses what IAM refuses at write time.
//! - [`catalogue`] is AWS's service authorization reference.
//!
//! # A decision in ten lines
//!
//! ```
//! use portcullis_policy::{catalogue::Catalogue, engine::*, evaluation::{Outcome, Principal}, language::Document};
//!
//! let engine = Engine::new(Catalogue::embedded());
//! let document = Document::parse(
//!     r#"{"Version": "2012-10-17", "Statement": {
//!         "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::beans/${aws:username}/*"}}"#,
//! )?;
//! let policy = engine.compile("drink", document);
//! let ann = Principal::User {
//!     arn: "arn:aws:iam::111122223333:user/ann".into(),
//!     account: "111122223333".into(),
//!     unique_id: None,
//! };
//! let policies = engine.effective(
//!     ann,
//!     Layers { identity: Some(PolicyGroup::of(&[policy])), ..Layers::default() },
//! );
//! let request = PlainRequest {
//!     action: "s3:GetObject",
//!     resource: "arn:aws:s3:::beans/ann/latte",
//!     resource_account: None,
//!     context: ContextView::Pairs(&[("aws:username", Values::One("ann"))]),
//!     wildcard_only_action: false,
//! };
//! assert_eq!(policies.decide_plain(&request), Outcome::Allow);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A service with actions and ARNs of its own
//!
//! Actions that no catalogue lists are decided all the same; those that the engine is told of cost less. Unless AWS's
//! own refusals shall count, say that the policies alone decide. [`EffectivePolicies::decision`] tells which statements
//! matched and which layers block, and [`EffectivePolicies::explain`] which came near, and what kept them from matching.
//!
//! [`EffectivePolicies::decision`]: engine::EffectivePolicies::decision
//! [`EffectivePolicies::explain`]: engine::EffectivePolicies::explain
//!
//! ```
//! use portcullis_policy::{
//!     catalogue::Catalogue,
//!     engine::{ContextView, Engine, Layers, PlainRequest, PolicyGroup, Values},
//!     evaluation::{Layer, Outcome, Principal},
//!     language::Document,
//! };
//!
//! let engine = Engine::with_actions(&Catalogue::default(), ["beans:Grind", "beans:Roast", "beans:Taste"]);
//! let document = Document::parse(
//!     r#"{"Version": "2012-10-17", "Statement": [
//!         {"Effect": "Allow", "Action": "beans:*", "Resource": "arn:example:beans:::sack/*"},
//!         {"Sid": "NotAtNight", "Effect": "Deny", "Action": "beans:Roast", "Resource": "*",
//!          "Condition": {"NumericGreaterThanEquals": {"beans:hour": "22"}}}]}"#,
//! )?;
//! let roaster = Principal::Role {
//!     role_arn: "arn:example:iam::111122223333:role/roaster".into(),
//!     session_arn: "arn:example:sts::111122223333:assumed-role/roaster/monday".into(),
//!     account: "111122223333".into(),
//!     unique_id: None,
//! };
//! let layers = Layers {
//!     identity: Some(PolicyGroup::of(&[engine.compile("roasters", document)])),
//!     policies_alone: true,
//!     ..Layers::default()
//! };
//! let policies = engine.effective(roaster, layers);
//! let context = [("beans:hour", Values::One("23"))];
//! let request = PlainRequest {
//!     action: "beans:Roast",
//!     resource: "arn:example:beans:::sack/7",
//!     resource_account: None,
//!     context: ContextView::Pairs(&context),
//!     wildcard_only_action: false,
//! };
//! let decision = policies.decision(&engine.intern(&request)?);
//! assert_eq!(decision.outcome, Outcome::ExplicitDeny);
//! assert_eq!(decision.blocked_by, [Layer::Identity]);
//! assert_eq!(decision.matched[1].sid.as_deref(), Some("NotAtNight"));
//! let explanation = policies.explain(&request);
//! assert!(explanation.to_string().contains("Deny in `roasters`, statement 1 `NotAtNight`"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A cache for many tenants
//!
//! Each policy version is compiled once for all tenants that attach it, and each principal's policies are joined when it
//! first asks. When a policy or an attachment changes, forget what was made of it; nothing compiled ever changes.
//!
//! ```
//! use std::{collections::BTreeMap, sync::Arc};
//!
//! use portcullis_policy::{
//!     catalogue::Catalogue,
//!     engine::{CompiledPolicy, ContextView, EffectivePolicies, Engine, Layers, PlainRequest, PolicyGroup},
//!     evaluation::{Outcome, Principal},
//!     language::{Document, ParseError},
//! };
//!
//! struct Tenants {
//!     engine: Engine,
//!     /// By the digest of a version's text, whoever attaches it; here the text itself.
//!     policies: BTreeMap<String, Arc<CompiledPolicy>>,
//!     /// By tenant and user.
//!     principals: BTreeMap<(String, String), EffectivePolicies>,
//! }
//!
//! impl Tenants {
//!     fn policies_of(
//!         &mut self,
//!         tenant: &str,
//!         user: &str,
//!         attached: &[&str],
//!     ) -> Result<&EffectivePolicies, ParseError> {
//!         let mut compiled = Vec::new();
//!         for text in attached {
//!             if !self.policies.contains_key(*text) {
//!                 let policy = self.engine.compile(text, Document::parse(text)?);
//!                 self.policies.insert((*text).to_owned(), policy);
//!             }
//!             compiled.extend(self.policies.get(*text).cloned());
//!         }
//!         let engine = &self.engine;
//!         Ok(self.principals.entry((tenant.to_owned(), user.to_owned())).or_insert_with(|| {
//!             let caller = Principal::User {
//!                 arn: format!("arn:aws:iam::{tenant}:user/{user}"),
//!                 account: tenant.to_owned(),
//!                 unique_id: None,
//!             };
//!             let layers = Layers { identity: Some(PolicyGroup::of(&compiled)), ..Layers::default() };
//!             engine.effective(caller, layers)
//!         }))
//!     }
//!
//!     /// An attachment changed: the next request joins the principal's policies anew.
//!     fn forget(&mut self, tenant: &str, user: &str) {
//!         self.principals.remove(&(tenant.to_owned(), user.to_owned()));
//!     }
//! }
//!
//! let engine = Engine::new(Catalogue::embedded());
//! let mut tenants = Tenants { engine, policies: BTreeMap::new(), principals: BTreeMap::new() };
//! let read = r#"{"Statement": {"Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "*"}}"#;
//! let request = PlainRequest {
//!     action: "sqs:ReceiveMessage",
//!     resource: "arn:aws:sqs:us-east-1:111122223333:orders",
//!     resource_account: None,
//!     context: ContextView::Pairs(&[]),
//!     wildcard_only_action: false,
//! };
//! assert_eq!(tenants.policies_of("111122223333", "ann", &[read])?.decide_plain(&request), Outcome::Allow);
//! tenants.forget("111122223333", "ann");
//! assert_eq!(tenants.policies_of("111122223333", "ann", &[])?.decide_plain(&request), Outcome::ImplicitDeny);
//! assert_eq!(tenants.policies.len(), 1);
//! # Ok::<(), ParseError>(())
//! ```
//!
//! # Promises
//!
//! No input makes it panic: parsing, compiling and deciding return errors or decisions, whatever the texts, and the
//! lints of the crate refuse code that could panic. Matching takes time of at most the product of the lengths of pattern
//! and text. What cannot be read never allows, and never keeps a statement from denying.

pub mod catalogue;
pub mod engine;
pub mod evaluation;
pub mod explanation;
pub mod language;
pub mod validation;
