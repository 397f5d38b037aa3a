// SPDX-License-Identifier: Apache-2.0
//! How long compiling takes, and what the result weighs.

use std::sync::Arc;
use std::time::Instant;

use portcullis_directory::managed_policy_catalogue::AwsManagedPolicies;
use portcullis_policy::{
    catalogue::Catalogue,
    engine::{CompiledPolicy, ContextView, EffectivePolicies, Engine, Layers, PlainRequest, PolicyGroup},
    evaluation::Principal,
    language::Document,
};

use crate::allocations;

/// Compiles the newest version of every policy that AWS manages, and indexes each.
pub fn all_managed_policies() {
    let documents: Vec<(String, Arc<Document>)> = AwsManagedPolicies::embedded()
        .iter()
        .map(|policy| {
            let source = policy.default_version().and_then(|version| version.document().ok());
            let document = Document::parse(&source.expect("a sound catalogue")).expect("a policy of AWS's");
            (policy.arn(), Arc::new(document))
        })
        .collect();
    let (start, before) = (Instant::now(), allocations::live_bytes());
    let engine = Engine::new(Catalogue::embedded());
    let (vocabulary_time, vocabulary) = (start.elapsed(), allocations::live_bytes() - before);
    let (start, before) = (Instant::now(), allocations::live_bytes());
    let compiled: Vec<Arc<CompiledPolicy>> =
        documents.iter().map(|(name, document)| engine.compile(name, Arc::clone(document))).collect();
    let (compile_time, weight) = (start.elapsed(), allocations::live_bytes() - before);
    let user = Principal::User {
        arn: "arn:aws:iam::111122223333:user/nora".into(),
        account: "111122223333".into(),
        unique_id: None,
    };
    let (start, before) = (Instant::now(), allocations::live_bytes());
    let effective: Vec<EffectivePolicies> = compiled
        .iter()
        .map(|policy| {
            let group = PolicyGroup::of(std::slice::from_ref(policy));
            engine.effective(user.clone(), Layers { identity: Some(group), ..Layers::default() })
        })
        .collect();
    let request = PlainRequest {
        action: "s3:GetObject",
        resource: "*",
        resource_account: None,
        context: ContextView::Pairs(&[]),
        wildcard_only_action: false,
    };
    for effective in &effective {
        std::hint::black_box(effective.decide_plain(&request));
    }
    let (index_time, indexes) = (start.elapsed(), allocations::live_bytes() - before);
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!("\ncompile: all {} policies that AWS manages", compiled.len());
    println!(
        "vocabulary, once for all: {:.0} ms, {:.1} MB",
        vocabulary_time.as_secs_f64() * 1e3,
        megabytes(vocabulary)
    );
    println!("policies: {:.0} ms, {:.1} MB", compile_time.as_secs_f64() * 1e3, megabytes(weight));
    println!(
        "an index of each alone: {:.0} ms, {:.1} MB",
        index_time.as_secs_f64() * 1e3,
        megabytes(indexes)
    );
}
