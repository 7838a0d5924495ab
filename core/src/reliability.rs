//! How far a provider can be relied on, counted from what households met with it.
//!
//! Each household counts once for its last answer and once for its last help, so that neither anger nor friendship is multiplied: with or
//! without any one of them, the share that is ranked, `(answered + 2) / (asked + 4)`, differs by 6/35 at most (`core/tests/reliability.rs`).
//!
//! - An answer in time is a trial that went well, whatever the answer was.
//! - Help is worth a whole trial if it took place, half of one if it did partly, and nothing if it did not, or nobody was there, or the
//!   provider called off what it had agreed to, unless for an emergency (`EndReason::lets_down`). Where the household found something
//!   better meanwhile, it is no trial at all.
//! - What a household says of how it was, its rating and whether it was as described, takes away at most half of what its help is worth;
//!   the two hardest are left out of it. So ratings weigh from the fourth household on, and no two of them decide anything.
//! - Parts of a trial are rounded up, for the provider.

use crate::{
    aftercare::{HowFar, WhyNot},
    matching::Reliability,
};

/// What a trial that went well is worth; its parts are whole numbers.
const WHOLE: u64 = 64;
/// The best that a household can say, in the same way.
const BEST: u64 = 16;
/// So many of the hardest ratings are left out.
const LEFT_OUT: usize = 2;

/// How help was, the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    /// The household says that nobody was there, or the provider called it off, and nothing more was said.
    NotThere,
    /// It said how it was.
    Said {
        /// Whether it took place.
        delivered: HowFar,
        /// Why not, or not whole.
        why_not: Option<WhyNot>,
        /// Whether it was as described.
        as_described: Option<HowFar>,
        /// 1 to 5.
        rating: u8,
    },
}

/// What one household met with a provider, each the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Met {
    /// Whether it was answered in time; `None` if it waits, or did not ask.
    pub answered: Option<bool>,
    /// How the help was.
    pub help: Option<Help>,
}

/// What help was worth, and how much of it the household's words take away; `None` if it is no trial.
fn worth(help: Help) -> Option<(u64, u64)> {
    let Help::Said {
        delivered,
        why_not,
        as_described,
        rating,
    } = help
    else {
        return Some((0, 0));
    };
    if why_not == Some(WhyNot::FoundElsewhere) {
        return None;
    }
    let worth = match delivered {
        HowFar::Yes => WHOLE,
        HowFar::Partly => WHOLE / 2,
        HowFar::No => 0,
    };
    let rated = u64::from(rating.clamp(1, 5) - 1) * BEST / 4;
    let said = match as_described {
        None => rated,
        Some(HowFar::Yes) => rated.midpoint(BEST),
        Some(HowFar::Partly) => rated.midpoint(BEST / 2),
        Some(HowFar::No) => rated.midpoint(0),
    };
    Some((worth, worth * (BEST - said) / (2 * BEST)))
}

/// Counts what households met.
pub fn count(met: &[Met]) -> Reliability {
    let answers: Vec<bool> = met.iter().filter_map(|m| m.answered).collect();
    let helped: Vec<(u64, u64)> = met.iter().filter_map(|m| m.help.and_then(worth)).collect();
    let mut losses: Vec<u64> = helped.iter().map(|h| h.1).collect();
    losses.sort_unstable();
    losses.truncate(losses.len().saturating_sub(LEFT_OUT));
    let parts = helped.iter().map(|h| h.0).sum::<u64>() - losses.iter().sum::<u64>();
    let good = answers.iter().filter(|good| **good).count() + whole(parts);
    let most = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Reliability {
        answered: most(good),
        asked: most(answers.len() + helped.len()),
    }
}

/// Trials in parts, rounded up.
fn whole(parts: u64) -> usize {
    usize::try_from(parts.div_ceil(WHOLE)).unwrap_or(usize::MAX)
}
