//! What was checked about a provider, what is missing for an offer, and whether people see it.

use jiff::Timestamp;
use punte_core::{
    offer::{Availability, Category, OfferContent, ReviewState},
    period::Period,
    provider::{ProviderKind, ProviderStatus, VettingLevel, level_for},
};

use crate::{
    app::{
        offers::OfferView,
        providers::{CheckView, ProviderView},
    },
    web::frame::Frame,
};

impl Frame {
    /// A period in words.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub fn span(&self, period: &Period) -> String {
        self.w2(
            "provider-from-to",
            ("from", &self.day(period.from())),
            ("to", &self.day(period.to())),
        )
    }

    /// The days that a match holds: of medical help a week.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub fn held(&self, category: &Category, days: &Period) -> String {
        match category {
            Category::Medical => self.week(*days),
            _ => self.span(days),
        }
    }
}

/// An offer's state in words, with the class of its tag and its icon.
pub struct Sign {
    /// The class.
    pub class: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// The words.
    pub words: String,
}

/// The level that counts now, if any: of a provider that is stopped or whose checks are old, none.
fn level_now(provider: &ProviderView, now: Timestamp) -> Option<VettingLevel> {
    let counts = provider.status == ProviderStatus::Vetted
        && provider.vetted_until.is_some_and(|until| until > now);
    provider.vetting_level.filter(|_| counts)
}

/// The levels for which there is still something to be shown before an offer can be seen.
pub fn missing_for(
    provider: &ProviderView,
    offer: &OfferView,
    now: Timestamp,
) -> Vec<VettingLevel> {
    let Ok(content) = OfferContent::parse(offer.content.clone()) else {
        return Vec::new();
    };
    let kind = provider.profile.kind;
    // What a public register says of an institution is not known here: such an offer is not called hidden.
    if kind == ProviderKind::Authority && offer.live_revision_id.is_some() {
        return Vec::new();
    }
    let own = level_now(provider, now);
    missing_up_to(
        content.least_vetting(kind),
        kind,
        own,
        &provider.checks,
        now,
    )
}

/// The levels for which there is still something to be shown before families with children are matched to an offer that others are
/// matched to before.
pub fn missing_for_families(
    provider: &ProviderView,
    offer: &OfferView,
    now: Timestamp,
) -> Vec<VettingLevel> {
    let kind = provider.profile.kind;
    let content = OfferContent::parse(offer.content.clone()).ok();
    let least = content.and_then(|content| content.families_vetting(kind));
    least.map_or_else(Vec::new, |least| {
        missing_up_to(least, kind, level_now(provider, now), &provider.checks, now)
    })
}

/// The levels up to one for which nothing was shown that still counts; none where a provider has it.
pub fn missing_up_to(
    least: VettingLevel,
    kind: ProviderKind,
    own: Option<VettingLevel>,
    checks: &[CheckView],
    now: Timestamp,
) -> Vec<VettingLevel> {
    if level_for(kind, own, None, now) >= Some(least) {
        return Vec::new();
    }
    let shown = |level| {
        let mut counts = checks.iter().filter(|c| c.lapses_at > now);
        counts.any(|c| c.kind.supports(level, kind))
    };
    let rungs = [VettingLevel::L1, VettingLevel::L2, VettingLevel::L3];
    let missing = rungs.into_iter().filter(|l| *l <= least && !shown(*l));
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        vec![least]
    } else {
        missing
    }
}

/// Whether what was checked about an offer counts no more.
pub fn is_unchecked(offer: &OfferView, now: Timestamp) -> bool {
    offer.checks_until.is_some_and(|until| until <= now)
}

/// Where an offer stands, in words.
pub fn sign(f: &Frame, provider: &ProviderView, offer: &OfferView, now: Timestamp) -> Sign {
    let state = |class, icon| Sign {
        class,
        icon,
        words: f.state("review", &offer.review),
    };
    match offer.review {
        ReviewState::Draft => state("t-unknown", "edit"),
        ReviewState::Submitted | ReviewState::InReview => state("", "clock"),
        ReviewState::ChangesRequested => state("t-warn", "edit"),
        ReviewState::Rejected => state("t-stop", "x"),
        ReviewState::Suspended => state("t-stop", "stop"),
        ReviewState::Withdrawn => state("t-off", "undo"),
        ReviewState::Expired => state("t-warn", "clock"),
        ReviewState::Approved if offer.expires_at <= now => Sign {
            class: "t-warn",
            icon: "clock",
            words: f.state("review", &ReviewState::Expired),
        },
        ReviewState::Approved if offer.availability == Availability::Paused => Sign {
            class: "t-off",
            icon: "pause",
            words: f.state("availability", &offer.availability),
        },
        ReviewState::Approved
            if !missing_for(provider, offer, now).is_empty() || is_unchecked(offer, now) =>
        {
            Sign {
                class: "t-warn",
                icon: "shield",
                words: f.t("provider-sign-hidden"),
            }
        }
        ReviewState::Approved => state("t-ok", "eye"),
    }
}

/// How much of an offer is free, in words: `4 of 7 beds`.
/// Of places that are counted by week, how many there are: one full week says nothing of the others.
pub fn free(f: &Frame, offer: &OfferView) -> String {
    if offer.category == Category::Medical {
        let unit = f.n("provider-unit-medical", offer.capacity);
        return format!("{}\u{a0}{unit}", offer.capacity);
    }
    let of = f.w2(
        "provider-free-of",
        ("free", &offer.free),
        ("capacity", &offer.capacity),
    );
    let unit = f.n(
        &format!("provider-unit-{}", offer.category.as_str()),
        offer.capacity,
    );
    format!("{of} {unit}")
}

/// What has to be shown to us for a level, sentence by sentence.
pub const fn level_keys(level: VettingLevel, kind: ProviderKind) -> &'static [&'static str] {
    match level {
        VettingLevel::L0 => &["provider-need-l0"],
        VettingLevel::L1 if kind.is_organisation() => {
            &["provider-need-l1", "provider-need-l1-organisation"]
        }
        VettingLevel::L1 => &["provider-need-l1"],
        VettingLevel::L2 => &["provider-need-l2"],
        VettingLevel::L3 => &["provider-need-l3"],
    }
}

#[cfg(test)]
mod tests {
    use punte_core::locale::Locale;

    use super::*;
    use crate::texts;

    #[test]
    fn no_private_person_is_told_that_a_register_says_who_they_are() {
        let words = |kind, locale| {
            let keys = level_keys(VettingLevel::L1, kind).iter();
            let said: Vec<String> = keys.map(|key| texts::text(locale, key)).collect();
            said.join(" ")
        };
        for (locale, register) in [
            (Locale::En, "register"),
            (Locale::Ro, "registru"),
            (Locale::Uk, "реєстр"),
            (Locale::Ru, "реестр"),
        ] {
            for kind in ProviderKind::ALL {
                let said = words(kind, locale);
                assert_eq!(said.contains(register), kind.is_organisation(), "{said}");
            }
        }
    }
}
