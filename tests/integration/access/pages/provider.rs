//! The provider's area.

use super::{ENT, NONE, Row};

/// The provider's area.
#[rustfmt::skip]
pub(super) const TABLE: &[Row] = &[
    //                                                                                                                   vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Where everybody begins who offers help: visitors are told how, whoever has no provider is led to make one.
    Row("GET /provider", "", NONE,                                                                                      [200, 200, 303, 200, 200, 200, 200, 303, 303, 303, 303, 303, 303, 200, 200, 200]),
    Row("GET /provider/new", "", NONE,                                                                                  [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /provider/join", "", NONE,                                                                                 [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /provider/offers/new", "", NONE,                                                                           [ENT, ENT, 303, 200, ENT, 200, 200, 303, 303, 303, 303, 303, 303, ENT, 200, 200]),
    Row("GET /provider/offers/new/{category}", "service", NONE,                                                         [ENT, ENT, 303, 200, ENT, 200, 200, 303, 303, 303, 303, 303, 303, ENT, 200, 200]),
    // A provider's own.
    Row("GET /provider/of/{id}", "provider", NONE,                                                                      [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("GET /provider/of/{id}/history", "provider", NONE,                                                              [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    Row("GET /provider/of/{id}/questions", "provider", NONE,                                                            [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    Row("GET /provider/of/{id}/members", "provider", NONE,                                                              [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    // What it says about itself is for those who administer it.
    Row("GET /provider/of/{id}/profile", "provider", NONE,                                                              [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 200]),
    Row("GET /provider/offers/{id}", "live", NONE,                                                                      [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    Row("GET /provider/offers/{id}/edit", "live", NONE,                                                                 [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    Row("GET /provider/offers/{id}/availability", "live", NONE,                                                         [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200]),
    // What households asked it. A household sees the same on pages of its own.
    Row("GET /provider/matches/{id}", "accepted", NONE,                                                                 [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("GET /provider/matches/{id}/{how}", "waiting yes", NONE,                                                        [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("GET /provider/matches/{id}/feedback", "accepted", NONE,                                                        [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("GET /provider/matches/{id}/messages", "accepted", NONE,                                                        [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("GET /provider/inquiries/{id}", "inquiry", NONE,                                                                [ENT, ENT, 404, 404, ENT, 404, 404, 404, 404, 404, 404, 404, 404, ENT, 200, 200]),
    Row("POST /provider/new", "", &[("who", "person"), ("name", "Ana"), ("email", "none")],                             [401, 401, 422, 422, 403, 422, 422, 422, 422, 422, 422, 422, 422, 403, 422, 422]),
    Row("POST /provider/join", "", &[("code", "none")],                                                                 [401, 401, 422, 422, 403, 422, 422, 422, 422, 422, 422, 422, 422, 403, 422, 422]),
    // The same role again.
    Row("POST /provider/of/{id}/members", "provider", &[("do", "role"), ("member", "{colleague}"), ("role", "member")], [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 303]),
    Row("POST /provider/of/{id}/profile", "provider", NONE,                                                             [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 422]),
    // A long form asks whoever is signed out to sign in, and keeps what was written.
    Row("POST /provider/offers/new/{category}", "service", &[("provider", "{provider}")],                               [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 422, 422]),
    Row("POST /provider/offers/{id}/edit", "draft", &[("category", "service")],                                         [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 422, 422]), // ?
    Row("POST /provider/offers/{id}/availability", "live", &[("version", "0")],                                         [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 422, 422]),
    Row("POST /provider/offers/{id}/capacity", "live", &[("version", "0")],                                             [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 422, 422]),
    // Of a version that there never was.
    Row("POST /provider/offers/{id}/{step:submit|confirm|pause|resume|withdraw}", "live confirm", &[("version", "0")],  [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 412, 412]),
    // The household may know that it is there, and that its provider answers.
    Row("POST /provider/matches/{id}/{how}", "waiting yes", &[("version", "0")],                                        [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 412, 412]),
    Row("POST /provider/matches/{id}/contacts", "accepted", NONE,                                                       [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 200, 200]),
    Row("POST /provider/matches/{id}/messages", "accepted", NONE,                                                       [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 422, 422]),
    // Said once from a side, by whoever says it first.
    Row("POST /provider/matches/{id}/feedback", "accepted", &[("delivered", "yes"), ("rating", "5")],                   [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 303, 409]), // ?
    Row("POST /provider/inquiries/{id}", "inquiry", NONE,                                                               [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 422, 422]),
];
