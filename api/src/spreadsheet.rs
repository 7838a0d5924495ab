//! Tables for spreadsheets, in which no cell is taken for a formula.

use std::borrow::Cow;

use actix_web::{HttpResponse, http::header};

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
pub fn inert(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The answer that a browser keeps as a file of this name.
pub fn download(name: &str, table: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/csv")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(table)
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in [
            ("room_seen", "room_seen"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("@x", "'@x"),
            ("-1", "'-1"),
            ("\tx", "'\tx"),
        ] {
            assert_eq!(inert(text), cell);
        }
    }
}
