//! What is bad for each kind of field, typed by hand: the JSON, and the pointer (below the field), code and status that must come.

mod numbers;
mod shapes;
mod texts;
mod value;

pub use value::Bad;

/// A kind of field.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A word out of a list.
    Word,
    /// `true` or `false`.
    Flag,
    /// A whole number: the least and the most allowed, and what the server's own type holds.
    Whole(i128, i128, i128, i128),
    /// Text of so many characters.
    Text(usize, usize),
    /// Text of at most so many characters, of which the rest is put right.
    Loose(usize),
    /// Text of so many characters, where phone numbers, links and addresses are refused.
    Free(usize, usize),
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A page.
    Page,
    /// A password.
    Password,
    /// A tracking code.
    Code,
    /// A code that lets a case worker in.
    CaseCode,
    /// The code of an invitation.
    InvitationCode,
    /// A code of a mail.
    LinkCode,
    /// The short number of a request.
    Number,
    /// A PIN; and what is said of a wrong one.
    Pin(&'static str),
    /// What a moderator is told to find a request by.
    Known,
    /// A code of a second factor.
    FactorCode,
    /// The mark of a hint.
    Mark,
    /// Four characters of a document.
    LastFour,
    /// A day.
    Day,
    /// An instant.
    Moment,
    /// An instant within the last year.
    PastMoment,
    /// From a day to a day.
    Period,
    /// A UUID.
    Id,
    /// A place of the gazetteer.
    Place,
    /// A point; whether it must lie near Orhei.
    Point(bool),
    /// A coordinate: the most it may be.
    Degrees(u16),
    /// An occupation.
    Isco,
    /// A currency.
    Currency,
    /// A language.
    Language,
    /// At least and at most so many items, each like this.
    List(usize, usize, &'static str),
    /// The same, none twice.
    Set(usize, usize, &'static str),
    /// A closed object.
    Object,
    /// The same, of a category.
    Details,
    /// A part of a merge patch.
    Part,
    /// Any text: what is wrong with it is not said, only that nobody is let in.
    Unsaid,
    /// A pointer into an offer.
    Field,
    /// A map by locale.
    Map,
    /// The reference of an offer, where its id is given already.
    Reference,
    /// Answers by the keys of a checklist.
    Answers,
    /// Any object.
    Bag,
    /// Text with columns in braces.
    Template,
    /// The name of a list.
    Source,
    /// A country.
    Country,
}

impl Kind {
    /// What is bad for it. `null` is not among it.
    pub fn bad(self) -> Vec<Bad> {
        match self {
            Self::Word => texts::word(),
            Self::Text(least, most) => texts::plain(least, most),
            Self::Loose(most) => texts::loose(most),
            Self::Free(least, most) => texts::free(least, most),
            Self::Email => texts::email(),
            Self::Phone => texts::phone(),
            Self::Page => texts::page(),
            Self::Password => texts::password(),
            Self::Code => texts::code("tracking-code"),
            Self::CaseCode => texts::code("case-code"),
            Self::InvitationCode => texts::code("invitation-code"),
            Self::LinkCode => texts::code("link-code"),
            Self::Number => texts::number(),
            Self::Known => texts::known(),
            Self::Pin(said) => texts::pin(said),
            Self::FactorCode => texts::factor_code(),
            Self::Mark => texts::code("unknown-value"),
            Self::LastFour => texts::last_four(),
            Self::Isco => texts::isco(),
            Self::Currency => texts::currency(),
            Self::Language => texts::language(),
            Self::Id => texts::id(),
            Self::Field => texts::field(),
            Self::Whole(least, most, type_least, type_most) => {
                numbers::whole(least, most, type_least, type_most)
            }
            Self::Place => numbers::place(),
            Self::Point(near) => numbers::point(near),
            Self::Degrees(most) => numbers::degrees(most),
            Self::Day => numbers::day(),
            Self::Moment => numbers::moment(false),
            Self::PastMoment => numbers::moment(true),
            Self::Period => numbers::period(),
            Self::Flag => shapes::flag(),
            Self::List(least, most, item) => shapes::list(least, most, item, false),
            Self::Set(least, most, item) => shapes::list(least, most, item, true),
            Self::Object => shapes::object(),
            Self::Details => shapes::details(),
            Self::Part => shapes::part(),
            Self::Map => shapes::map(),
            Self::Reference => texts::reference(),
            Self::Answers => shapes::answers(),
            Self::Bag => shapes::bag(),
            Self::Template => texts::template(),
            Self::Source => texts::source(),
            Self::Country => texts::country(),
            Self::Unsaid => value::is_no_text(),
        }
    }
}
