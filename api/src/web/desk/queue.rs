//! The queue: what needs me first, in the order in which we mean to decide.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;
use punte_core::{locale::Locale, offer::Category};
use serde::Deserialize;

use super::{
    bar::{Tab, address, bar},
    fields::place_name,
    hints::hint_text,
    household::Household,
    waiting::{age, due, minutes_left},
};
use crate::{
    app::{
        danger::Overdue,
        reviews::{DeskLine, DeskSearch, DeskTab, MOST_WORDS, Stand, UNDO_LISTED, Undoable},
    },
    extract::{Query, decode, encode},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Rows on a page.
const ROWS: u32 = 25;

/// Households that are shown at once; the next come up as these are settled.
const HOUSEHOLDS: u32 = 25;

/// What the address asks for. Everything is a text: a form sends empty ones, and a saved address may be old.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    tab: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct QueuePage {
    f: Rc<Frame>,
    tabs: Vec<Tab>,
    tab: DeskTab,
    category: Option<Category>,
    words: String,
    rows: Vec<Row>,
    /// What nobody looked at in time: it stands above everything else.
    overdue: Overdue,
    /// Households of which numbers stand out, where the tab is of what needs somebody or could hurt.
    households: Vec<Household>,
    /// How many of those wait beside the ones that are shown.
    more_households: u32,
    /// How many reports of danger wait, and how many of them are late.
    reports: (u32, u32),
    /// Where the first page is, if this is another one.
    first: Option<String>,
    next: Option<String>,
    /// What can still be taken back.
    undo: Vec<Undoable>,
    now: Timestamp,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call methods, and pass references"
)]
impl QueuePage {
    const fn filtered(&self) -> bool {
        self.category.is_some() || !self.words.is_empty()
    }

    const fn categories(&self) -> [Category; 5] {
        Category::ALL
    }

    /// How late something is, in words.
    fn late(&self, at: &Timestamp) -> String {
        due(&self.f, *at, self.now).0
    }

    fn is(&self, category: &Category) -> bool {
        self.category == Some(*category)
    }
}

/// A line of the queue.
#[derive(Clone)]
pub struct Row {
    /// Of the item.
    pub id: String,
    /// Of the version, for a decision on several.
    pub revision: String,
    /// Its page.
    pub address: String,
    /// The offer's title, and the language that it is in.
    pub title: String,
    /// As [`Row::title`].
    pub language: Option<Locale>,
    /// Its category.
    pub category: Category,
    /// Its place.
    pub place: String,
    /// `new`, `edited` or `recheck`.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Why it was handed on, in words, and nobody decided since.
    pub handed_on: Option<String>,
    /// Whether a report about its provider is open.
    pub reported: bool,
    /// What to look at, without what was called no problem.
    pub hints: Vec<String>,
    /// Whether the installation has looked.
    pub read: bool,
    /// Whether the moderator keeps answers to its checklist.
    pub kept: bool,
    /// How many must approve, and which one this would be.
    pub required: u8,
    /// As [`Row::required`].
    pub approval: u32,
    /// How long it waits.
    pub age: String,
    /// How long there is to decide.
    pub due: String,
    /// Whether that is over.
    pub late: bool,
    /// `free`, `mine`, `held`, `own`, `decided`, `handed-on` or `closed`.
    pub stand: &'static str,
    /// Who has it, in words; empty if nobody.
    pub lease: String,
    /// Whether it is what people see, looked at again.
    recheck: bool,
}

impl Row {
    /// Of a line, at the present instant.
    pub fn of(visit: &Visit, line: DeskLine) -> Self {
        let f = &visit.frame;
        let now = visit.app.now();
        let (due, late) = due(f, line.item.due_at, now);
        let recheck = line.item.is_recheck();
        let stand = match line.stand {
            Stand::Free => "free",
            Stand::Mine(_) => "mine",
            Stand::Held(_) => "held",
            Stand::Own => "own",
            Stand::Decided => "decided",
            Stand::HandedOn => "handed-on",
            Stand::Closed => "closed",
        };
        Self {
            id: line.item.id.to_string(),
            revision: line.item.revision_id.to_string(),
            address: f.to(&format!("/desk/items/{}", line.item.id)),
            title: line.title,
            language: line.language,
            category: line.item.category,
            place: line.place.as_ref().map(place_name).unwrap_or_default(),
            kind: line.item.kind,
            reference: line.reference,
            handed_on: line
                .item
                .escalation
                .as_ref()
                .map(|e| f.word("escalation", &e.reason_code)),
            reported: line.reported,
            hints: line
                .item
                .hints
                .iter()
                .filter(|h| h.dismissed_at.is_none())
                .map(|h| hint_text(f, &h.hint))
                .collect(),
            read: line.item.hints_noted_at.is_some(),
            kept: line.kept,
            required: line.item.approvals_required,
            approval: line.item.approvals + 1,
            age: age(f, line.item.opened_at, now),
            due,
            late,
            stand,
            lease: lease(f, &line.stand, now),
            recheck,
        }
    }

    /// The picture beside who has it.
    pub fn icon(&self) -> &'static str {
        match self.stand {
            "held" | "mine" => "lock",
            "decided" | "handed-on" => "people",
            _ => "info",
        }
    }

    /// Whether it can be ticked for a decision on several: those ask for changes or refuse, and what people see is stopped.
    pub fn can_be_ticked(&self) -> bool {
        matches!(self.stand, "free" | "mine") && !self.recheck
    }
}

/// Who has an item, in words; empty if nobody.
pub fn lease(f: &Frame, stand: &Stand, now: Timestamp) -> String {
    match stand {
        Stand::Free => String::new(),
        Stand::Mine(until) => f.n("desk-lease-mine", minutes_left(*until, now)),
        Stand::Held(until) => f.n("desk-lease-held", minutes_left(*until, now)),
        Stand::Own => f.t("desk-lease-own"),
        Stand::Decided => f.t("desk-lease-decided"),
        Stand::HandedOn => f.t("desk-lease-handed-on"),
        Stand::Closed => f.t("desk-lease-closed"),
    }
}

#[get("/desk")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let tab = DeskTab::from_name(&asked.tab);
    let category = Category::from_name(&asked.category);
    let words = asked.q.trim().chars().filter(|c| !c.is_control());
    let words: String = words.take(MOST_WORDS).collect();
    let search = DeskSearch {
        tab,
        category,
        words: Some(words.clone()).filter(|words| !words.is_empty()),
    };
    // A mark of a page that cannot be read begins at the first one.
    let after = decode(Some(asked.after.as_str()).filter(|a| !a.is_empty())).unwrap_or(None);
    let found = visit
        .app
        .list_desk(&visit.caller, &search, after, ROWS)
        .await?;
    let counts = visit.app.count_desk(&visit.caller).await?;
    let f = visit.frame.clone();
    let now = visit.app.now();
    let households: Vec<Household> = match tab {
        DeskTab::Me | DeskTab::Risky if after.is_none() => {
            let (app, caller) = (&visit.app, &visit.caller);
            let raised = app
                .list_households_to_look_at(caller, None, HOUSEHOLDS)
                .await?;
            let shown = raised.items.into_iter();
            shown.map(|it| Household::of(&f, it, now)).collect()
        }
        _ => Vec::new(),
    };
    let shown = u32::try_from(households.len()).unwrap_or(u32::MAX);
    let next = found
        .next
        .and_then(|key| encode(&key))
        .map(|mark| address(&f, tab, category, &words, &mark));
    let page = QueuePage {
        tabs: bar(&f, &counts, tab, (category, &words)),
        first: after.map(|_| address(&f, tab, category, &words, "")),
        rows: found
            .items
            .into_iter()
            .map(|line| Row::of(&visit, line))
            .collect(),
        more_households: counts.households.saturating_sub(shown),
        households,
        tab,
        category,
        words,
        overdue: visit.app.list_overdue(&visit.caller).await?,
        reports: (counts.reports, counts.reports_late),
        next,
        undo: visit.app.list_undoable(&visit.caller, UNDO_LISTED).await?,
        now,
        f,
    };
    visit.show(&page)
}
