//! The switch of languages: each leads to the page that is read, also where that came of a form. There leads, too, whoever comes to the
//! address of that form by itself, as with a tab that is opened again ([`super::faults`]).

use punte_core::locale::Locale;

use super::frame::Frame;

/// How addresses begin and end to which forms are sent, and at which nothing is looked at: what is shown there, something wrong or what was
/// asked for, is about the page above.
const SENT: [(&str, &str); 17] = [
    ("/account", "/erase"),
    ("/account", "/mails"),
    ("/account", "/new-address"),
    ("/account", "/recovery-codes"),
    ("/account", "/sessions"),
    ("/account/second-factor", "/confirm"),
    ("/my/data", "/account"),
    ("/my/data", "/consent"),
    ("/my/matches/", "/cancel"),
    ("/my/matches/", "/check-in"),
    ("/my/matches/", "/contacts"),
    ("/my/needs/", "/propose"),
    ("/my/pin", "/off"),
    ("/provider/matches/", "/contacts"),
    ("/provider/offers/", "/capacity"),
    ("/report", "/more"),
    ("/unsubscribe/", "/undo"),
];

/// A language of the switch.
pub struct LanguageLink {
    /// Which.
    pub locale: Locale,
    /// Its name in itself.
    pub name: &'static str,
    /// The same, where there is little room.
    pub short: &'static str,
    /// This page in it.
    pub address: String,
    /// Whether it is the one that is read.
    pub current: bool,
}

/// Where the page of a path can be looked at.
pub(super) fn looked_at(path: &str) -> &str {
    let above = SENT.iter().find_map(|(begin, end)| {
        let above = path.strip_suffix(end)?;
        above.starts_with(begin).then_some(above)
    });
    above.unwrap_or(path)
}

impl Frame {
    /// The languages, with this page in each.
    pub fn languages(&self) -> Vec<LanguageLink> {
        let path = looked_at(&self.path);
        let mark = if self.query.is_empty() { "" } else { "?" };
        Locale::ALL
            .into_iter()
            .map(|locale| {
                let (name, short) = match locale {
                    Locale::Uk => ("Українська", "УКР"),
                    Locale::Ro => ("Română", "RO"),
                    Locale::En => ("English", "EN"),
                    Locale::Ru => ("Русский", "РУС"),
                };
                LanguageLink {
                    locale,
                    name,
                    short,
                    address: format!("/{}{path}{mark}{}", locale.as_str(), self.query),
                    current: locale == self.locale,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::looked_at;

    #[test]
    fn what_a_form_showed_is_looked_at_above_and_every_page_where_it_is() {
        for (sent, above) in [
            ("/my/matches/1/contacts", "/my/matches/1"),
            ("/my/needs/1/propose", "/my/needs/1"),
            ("/unsubscribe/a/undo", "/unsubscribe/a"),
            ("/report/more", "/report"),
        ] {
            assert_eq!(looked_at(sent), above);
        }
        for page in [
            "",
            "/my/mails",
            "/provider/matches/1/cancel",
            "/provider/matches/1/confirm",
            "/my/matches/1/messages",
        ] {
            assert_eq!(looked_at(page), page);
        }
    }
}
