//! The parts of the engine, one by one: `cargo bench -p punte-core`. The whole against its opponents is `punte bench matching`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a benchmark is read by people who build it"
)]

#[expect(dead_code, reason = "shared by several tests; this one needs less")]
#[path = "../tests/common/mod.rs"]
mod common;
#[expect(dead_code, reason = "shared with the tests of the index")]
#[path = "../tests/index/random.rs"]
mod random;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use punte_core::{
    matching::{Candidate, Index, WeightSet, eligible, rank_by_scan},
    offer::Category,
};
use random::{Rng, Where};

const OFFERS: u128 = 20_000;

fn parts(c: &mut Criterion) {
    let mut rng = Rng(1);
    let offers: Vec<Candidate> = (1..=OFFERS)
        .map(|id| random::offer(&mut rng, id, Category::Housing, Where::Country))
        .collect();
    let queries: Vec<_> = (0..64)
        .map(|_| random::query(&mut rng, Category::Housing, Where::Country))
        .collect();
    let index = Index::build(offers.clone());
    let weights = WeightSet::first();
    let mut next = 0;
    let mut query = || {
        next = (next + 1) % queries.len();
        &queries[next]
    };
    c.bench_function("eligible, one offer", |b| {
        b.iter(|| eligible(black_box(query()), &offers[7]));
    });
    c.bench_function("rank by the definition, 20,000 offers", |b| {
        b.iter(|| rank_by_scan(black_box(query()), &offers, &weights, 20));
    });
    c.bench_function("scan of the index's rows, 20,000 offers", |b| {
        b.iter(|| index.scan(black_box(query()), &weights, 20));
    });
    c.bench_function("rank by the index, 20,000 offers", |b| {
        b.iter(|| index.rank(black_box(query()), &weights, 20));
    });
    c.bench_function("counts only, 20,000 offers", |b| {
        b.iter(|| index.rank(black_box(query()), &weights, 0));
    });
    c.bench_function("read an offer back", |b| {
        b.iter(|| index.get(black_box(offers[7].offer)));
    });
    let mut changing = index.clone();
    let mut at = 0;
    c.bench_function("replace an offer", |b| {
        b.iter(|| {
            at = (at + 1) % offers.len();
            changing.upsert(offers[at].clone());
        });
    });
    c.bench_function("build, 20,000 offers", |b| {
        b.iter_batched(|| offers.clone(), Index::build, BatchSize::LargeInput);
    });
}

criterion_group!(benches, parts);
criterion_main!(benches);
