//! What every page shows around its own: the help strip, the languages, the way to the areas; and how templates speak.

use std::{fmt::Display, sync::Arc};

use askama::filters::Safe;
use fluent_templates::fluent_bundle::FluentValue;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use punte_core::{
    clock::{local_day, local_time, local_time_in},
    error::FieldError,
    help_line::{self, HelpLine},
    id::RequestId,
    locale::Locale,
    offer::Category,
    policy::Actor,
    sign_in::Factor,
};

use super::assets::{DESK_SCRIPT, ICONS, MARK, SCRIPT, STYLE};
use crate::{
    ids,
    texts::{day_text, field_text, text, text_of},
};

/// Who looks, as far as the page's head cares: which ways it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Person {
    /// A request is open on this phone.
    pub household: bool,
    /// An account is signed in.
    pub account: bool,
    /// It moderates.
    pub moderator: bool,
    /// It looks after children who are alone.
    pub child_protection: bool,
    /// It may follow requests of others.
    pub case_worker: bool,
    /// The request that is open is somebody else's, who agreed that this account follows it.
    pub acts_for_others: bool,
    /// It administers.
    pub administrator: bool,
    /// It reads the audit log.
    pub auditor: bool,
    /// It has a role, and no second factor yet.
    pub factor_missing: bool,
}

impl Person {
    /// Of whoever calls, and of the request that is open beside.
    pub fn of(actor: &Actor, request: Option<RequestId>) -> Self {
        let household = request.is_some();
        match actor {
            Actor::Account {
                roles,
                factor,
                helps_for,
                ..
            } => Self {
                household,
                acts_for_others: false,
                case_worker: !helps_for.is_empty(),
                account: true,
                moderator: roles.moderator,
                child_protection: roles.child_protection,
                administrator: roles.administrator,
                auditor: roles.auditor,
                factor_missing: *factor == Factor::Missing,
            },
            Actor::Visitor | Actor::System | Actor::Partner { .. } | Actor::Tracking { .. } => {
                Self {
                    household,
                    ..Self::default()
                }
            }
        }
    }
}

/// The frame. Templates call its methods: `f.t("key")`.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of the page.
    pub locale: Locale,
    /// The address below the language: `/offers`. Empty on the first page.
    pub path: String,
    /// The query string.
    pub query: String,
    /// Who looks.
    pub person: Person,
    /// The numbers that people are told to call.
    pub help_lines: Arc<[HelpLine]>,
    /// Whether the data are examples.
    pub demo: bool,
    /// The present local day.
    pub today: Date,
    /// What they were told and have not read.
    pub unread: Unread,
    /// The key of what was done a moment ago.
    pub said: Option<String>,
    /// Binds forms to this browser.
    pub guard: String,
}

/// How much whoever looks was told and has not read; none where nobody looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unread {
    /// Of the account that is signed in.
    pub own: Option<i64>,
    /// Of the household whose request is open, if it is here itself.
    pub request: Option<i64>,
}

/// The way to what one was told.
pub struct InboxLink {
    /// Where to.
    pub address: String,
    /// Its words.
    pub name: String,
    /// How much of it is not read.
    pub unread: i64,
    /// Whether it is the page that is read.
    pub current: bool,
}

/// One way in the head of a page.
pub struct Way {
    /// Where to.
    pub address: String,
    /// Its words.
    pub name: String,
    /// Whether the page lies on it.
    pub current: bool,
}

impl Frame {
    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }

    /// The text of a key made of two parts: `f.tt("category", offer.category)` is `category-housing`.
    pub fn tt(&self, stem: &str, name: impl Display) -> String {
        text(self.locale, &format!("{stem}-{name}").replace('_', "-"))
    }

    /// The text of a key with a count, as `$n`: the plural form is the language's.
    pub fn n(&self, key: &str, count: impl TryInto<i64>) -> String {
        let count = count.try_into().unwrap_or(i64::MAX);
        text_of(self.locale, key, &[("n", FluentValue::from(count))])
    }

    /// The text of a key with one value by its name.
    pub fn w(&self, key: &str, name: &'static str, value: impl Display) -> String {
        text_of(
            self.locale,
            key,
            &[(name, FluentValue::from(value.to_string()))],
        )
    }

    /// The text of a key with two values by their names.
    pub fn w2(
        &self,
        key: &str,
        first: (&'static str, &dyn Display),
        second: (&'static str, &dyn Display),
    ) -> String {
        text_of(
            self.locale,
            key,
            &[
                (first.0, FluentValue::from(first.1.to_string())),
                (second.0, FluentValue::from(second.1.to_string())),
            ],
        )
    }

    /// What is wrong with a field, in words.
    pub fn error(&self, error: &FieldError) -> String {
        field_text(self.locale, error)
    }

    /// A day in words: `26 листопада 2026`.
    pub fn day(&self, day: Date) -> String {
        day_text(self.locale, day)
    }

    /// The local day of an instant, in words.
    pub fn day_at(&self, instant: &Timestamp) -> String {
        self.day(local_day(*instant))
    }

    /// The local day and time of an instant, in words.
    pub fn time_at(&self, instant: &Timestamp) -> String {
        self.moment(local_time(*instant))
    }

    /// The day and time of an instant by the clocks of a country, in words.
    pub fn time_in(&self, country: &str, instant: &Timestamp) -> String {
        self.moment(local_time_in(country, *instant))
    }

    fn moment(&self, local: DateTime) -> String {
        format!(
            "{}, {:02}:{:02}",
            self.day(local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// A page, in the language of this one: `f.to("/offers")`.
    pub fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.locale.as_str())
    }

    /// The ways in the head of the page.
    pub fn ways(&self) -> Vec<Way> {
        // Each area adds its line here when it is there.
        let ways = [
            ("", "way-find", true),
            ("/ask", "way-ask", true),
            ("/my", "way-my", true),
            ("/guides", "way-guides", true),
            ("/provider", "way-offer", true),
            ("/helping", "way-helping", self.person.case_worker),
            ("/desk", "way-desk", self.person.moderator),
            (
                "/child-cases",
                "way-child-cases",
                self.person.child_protection,
            ),
            ("/admin", "way-admin", self.person.administrator),
            ("/audit", "way-audit", self.person.auditor),
        ];
        ways.into_iter()
            .filter(|(_, _, shown)| *shown)
            .map(|(path, key, _)| Way {
                address: self.to(path),
                name: self.t(key),
                current: if path.is_empty() {
                    self.path.is_empty()
                } else {
                    self.path.starts_with(path)
                },
            })
            .collect()
    }

    /// The ways to what one was told.
    pub fn inboxes(&self) -> Vec<InboxLink> {
        let Unread { own, request } = self.unread;
        [
            ("/account/inbox", "inbox", own),
            ("/my/inbox", "inbox-my", request),
        ]
        .into_iter()
        .filter_map(|(path, key, unread)| {
            Some(InboxLink {
                address: self.to(path),
                name: self.t(key),
                unread: unread?,
                current: self.path == path,
            })
        })
        .collect()
    }

    /// Where "leave this site" goes: a page that anybody could have open. Chosen by language, so that it fits the phone.
    pub const fn exit(&self) -> &'static str {
        match self.locale {
            Locale::Uk => "https://uk.wikipedia.org/",
            Locale::Ro => "https://ro.wikipedia.org/",
            Locale::En => "https://en.wikipedia.org/",
            Locale::Ru => "https://ru.wikipedia.org/",
        }
    }

    /// A small picture; a word stands beside it.
    pub fn icon(&self, name: &str) -> Safe<String> {
        Safe(format!(
            "<svg class=\"i\" aria-hidden=\"true\"><use href=\"{}#{name}\"/></svg>",
            self.icons()
        ))
    }

    /// The marker of a category: colour, silhouette and glyph together.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub fn mark(&self, category: &Category) -> Safe<String> {
        let name = category.as_str();
        let (glyph, at, size) = match category {
            Category::Housing => ("housing", "x=\"6\" y=\"8\"", 12),
            Category::Transport => ("transport", "x=\"5\" y=\"5\"", 14),
            Category::Medical => ("plus", "x=\"5\" y=\"5\"", 14),
            Category::Job => ("job", "x=\"5\" y=\"5\"", 14),
            Category::Service => ("service", "x=\"6\" y=\"6\"", 12),
        };
        let icons = self.icons();
        Safe(format!(
            "<svg class=\"mk k-{name}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"{icons}#s-{name}\"/>\
             <use class=\"g\" href=\"{icons}#{glyph}\" {at} width=\"{size}\" height=\"{size}\"/></svg>"
        ))
    }

    /// What every form that changes something carries: the guard, and a key that makes a double tap one change.
    pub fn guarded(&self) -> Safe<String> {
        Safe(format!(
            "<input type=\"hidden\" name=\"guard\" value=\"{}\"><input type=\"hidden\" name=\"once\" value=\"{}\">",
            self.guard,
            ids::random()
        ))
    }

    /// The number at the top of every page.
    pub fn hotline(&self) -> Option<&HelpLine> {
        help_line::first(&self.help_lines)
    }

    /// The number that a child who is alone is told to call.
    pub fn hotline_for_children(&self) -> Option<&HelpLine> {
        help_line::first_for_children(&self.help_lines)
    }
}

#[expect(clippy::unused_self, reason = "templates call methods")]
impl Frame {
    /// Where the stylesheet, the icons and the script are.
    pub fn style(&self) -> &'static str {
        &STYLE.address
    }

    /// As [`Frame::style`].
    pub fn script(&self) -> &'static str {
        &SCRIPT.address
    }

    /// As [`Frame::style`]: the keys of the desk.
    pub fn desk_script(&self) -> &'static str {
        &DESK_SCRIPT.address
    }

    /// As [`Frame::style`].
    pub fn mark_address(&self) -> &'static str {
        &MARK.address
    }

    /// As [`Frame::style`].
    pub fn icons(&self) -> &'static str {
        &ICONS.address
    }
}
