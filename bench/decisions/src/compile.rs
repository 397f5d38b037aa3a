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

use crate::{
    allocations,
    targets::{COMPILE_MEGABYTES_MAX, COMPILE_SECONDS_MAX, at_most},
};

/// Compiles the newest version of every policy that AWS manages, and indexes each.
pub fn all_managed_policies() {
    let catalogue = AwsManagedPolicies::embedded();
    let before = allocations::live_bytes();
    let documents: Vec<(String, Arc<Document>)> = catalogue
        .iter()
        .map(|policy| {
            let source = policy.default_version().and_then(|version| version.document().ok());
            let document = Document::parse(&source.expect("a sound catalogue")).expect("a policy of AWS's");
            (policy.arn(), Arc::new(document))
        })
        .collect();
    let parsed = allocations::live_bytes() - before;
    // What is parsed once for the whole process is none of theirs.
    let actions = Catalogue::embedded();
    let (start, before) = (Instant::now(), allocations::live_bytes());
    let engine = Engine::new(actions);
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
    println!("the documents, which are kept for explanations: {:.1} MB", megabytes(parsed));
    let seconds = (vocabulary_time + compile_time + index_time).as_secs_f64();
    println!("in all: {seconds:.2} s{}", at_most(seconds, Some(COMPILE_SECONDS_MAX)));
    let weight = megabytes(vocabulary + weight + indexes + parsed);
    println!("in all: {weight:.1} MB{}", at_most(weight, Some(COMPILE_MEGABYTES_MAX)));
}
