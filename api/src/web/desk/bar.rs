//! The bar of the desk: every view with how much waits there, on the pages of all of them.

use punte_core::offer::Category;

use crate::{
    app::reviews::{DeskCounts, DeskTab},
    web::frame::Frame,
};

/// A view in the bar.
pub struct Tab {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub address: String,
    /// How much waits there.
    pub count: u32,
    /// Whether it is this page.
    pub current: bool,
}

/// All of them. What is looked for in the queue stays in the addresses of its parts.
pub fn bar(
    f: &Frame,
    counts: &DeskCounts,
    current: DeskTab,
    (category, words): (Option<Category>, &str),
) -> Vec<Tab> {
    let tabs = DeskTab::ALL.into_iter();
    tabs.map(|tab| Tab {
        name: tab.as_str(),
        address: match tab {
            // Reports, and what ends, are more than items.
            DeskTab::Reported => f.to("/desk/reports"),
            DeskTab::Expiring => f.to("/desk/expiring"),
            _ => address(f, tab, category, words, ""),
        },
        count: tab.of(counts),
        current: current == tab,
    })
    .collect()
}

/// The address of a part of the queue.
pub fn address(
    f: &Frame,
    tab: DeskTab,
    category: Option<Category>,
    words: &str,
    after: &str,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if tab != DeskTab::default() {
        query.append_pair("tab", tab.as_str());
    }
    if let Some(category) = category {
        query.append_pair("category", category.as_str());
    }
    for (name, value) in [("q", words), ("after", after)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    f.to(&format!("/desk{mark}{query}"))
}
