//! The card: the code, large, in two languages, and as a square that a phone reads.
//!
//! The code is known here only while the draft that made it is: until it is filed, and for a day after. It is in no address: the
//! square holds one whose part behind `#` never leaves the phone that reads it.

use std::{fmt::Write as _, rc::Rc};

use actix_web::{HttpResponse, get};
use askama::Template;
use punte_core::locale::Locale;
use qrcode::{Color, EcLevel, QrCode};

use crate::{
    app::AppError,
    problem::Fault,
    texts::text,
    web::{frame::Frame, visit::Visit},
};

/// Free modules around a square (ISO/IEC 18004, 9.1: four).
const QUIET: usize = 4;

/// A square, drawn as lines.
pub struct Square {
    /// Its view box.
    pub view: String,
    /// Its dark modules.
    pub path: String,
}

/// The square that opens a request; none if it cannot be drawn, and then the code is typed.
pub fn square(visit: &Visit, code: &str) -> Option<Square> {
    let locale = visit.frame.locale.as_str();
    draw(&format!("{}/{locale}/my#{code}", visit.app.public_url))
}

/// A text as a square.
pub fn draw(text: &str) -> Option<Square> {
    // A card is folded and gets wet; more than this would make the modules too small for an old camera.
    let drawn = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let (width, colors) = (drawn.width(), drawn.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}.5h{}", x + QUIET, y + QUIET, run.len());
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Some(Square {
        view: format!("0 0 {side} {side}"),
        path,
    })
}

#[derive(Template)]
#[template(path = "my/card.html")]
pub struct CardPage {
    f: Rc<Frame>,
    code: String,
    /// The short number, once the request is filed.
    number: Option<String>,
    /// Where one goes on: the end of its address.
    back: &'static str,
    square: Option<Square>,
    host: String,
    local: Locale,
}

impl CardPage {
    /// The card of a code.
    pub fn new(visit: &Visit, code: String, number: Option<String>, back: &'static str) -> Self {
        let host = visit.app.public_url.split("://").last();
        Self {
            f: visit.frame.clone(),
            square: square(visit, &code),
            code,
            number,
            back,
            host: host.unwrap_or_default().to_owned(),
            // The people on the spot speak Romanian in both countries of the first region; whoever reads Romanian gets Ukrainian
            // beside.
            local: if visit.frame.locale == Locale::Ro {
                Locale::Uk
            } else {
                Locale::Ro
            },
        }
    }

    fn today(&self) -> String {
        self.f.day(self.f.today)
    }

    /// In the language of the people on the spot.
    fn l(&self, key: &str) -> String {
        text(self.local, key)
    }
}

#[get("/my/card")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let known = match visit.session.draft {
        None => None,
        Some(id) => match visit.app.read_draft(id).await {
            Ok(draft) => Some(draft.code),
            Err(AppError::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
    };
    let Some(code) = known else {
        // Whoever has the code can open the request with it; nobody else is told it.
        visit.household()?;
        visit.session.say("card-unknown");
        return Ok(visit.go("/my/request"));
    };
    let number = match visit.own_request() {
        Ok((household, id)) => visit.app.read_request(&household, id).await?.number,
        Err(_not_filed) => None,
    };
    let page = CardPage::new(&visit, code, number, "/my/request");
    visit.show(&page)
}
