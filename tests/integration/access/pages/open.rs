//! What anybody may see and send, and asking for help.

use super::{COD, ENT, Fields, NONE, Row};

/// What lies beside the languages: files, the reference of the API, and the way to one's language.
#[rustfmt::skip]
pub(super) const BESIDE: &[Row] = &[
    //                                                           vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    Row("GET /", "", NONE,                                      [303; 16]),
    Row("GET /api/docs", "", NONE,                              [200; 16]),
    Row("GET /api/docs/", "", NONE,                             [200; 16]),
    Row("GET /api/docs/{file}", "swagger-initializer.js", NONE, [200; 16]),
    // A link of a mail that nobody got.
    Row("GET /unsubscribe/{token}", "none", NONE,               [404; 16]),
    Row("POST /unsubscribe/{token}", "none", NONE,              [404; 16]),
    Row("POST /unsubscribe/{token}/undo", "none", NONE,         [404; 16]),
    Row("GET /static/{digest}/{name}", "older punte.css", NONE, [200; 16]),
];

/// Pages for everybody, and asking.
#[rustfmt::skip]
pub(super) const TABLE: &[Row] = &[
    //                                                                                    vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // For everybody.
    Row("GET ", "", NONE,                                                                [200; 16]),
    Row("GET /help", "", NONE,                                                           [200; 16]),
    Row("GET /checks", "", NONE,                                                         [200; 16]),
    Row("GET /your-data", "", NONE,                                                      [200; 16]),
    Row("GET /partners", "", NONE,                                                       [200; 16]),
    Row("GET /offline", "", NONE,                                                        [200; 16]),
    Row("GET /sw.js", "", NONE,                                                          [200; 16]),
    Row("GET /guides", "", NONE,                                                         [200; 16]),
    Row("GET /guides/{theme}", "pets", NONE,                                             [200; 16]),
    Row("GET /offers", "", NONE,                                                         [200; 16]),
    Row("GET /offers/{id}", "live", NONE,                                                [200; 16]),
    Row("GET /map", "", NONE,                                                            [200; 16]),
    Row("GET /report", "", NONE,                                                         [200; 16]),
    Row("GET /report/follow", "", NONE,                                                  [200; 16]),
    // Whoever has the link, whether the offer is there or not.
    Row("GET /still/{id}", "live", NONE,                                                 [200; 16]),
    Row("POST /still/{id}", "live", NONE,                                                [422; 16]),
    Row("GET /still-needed/{id}", "need", NONE,                                          [200; 16]),
    Row("POST /still-needed/{id}", "need", NONE,                                         [422; 16]),
    Row("GET /check-in/{id}/{kind}", "accepted day", NONE,                               [200; 16]),
    Row("POST /check-in/{id}/{kind}", "accepted day", NONE,                              [422; 16]),
    Row("POST /guides/{theme}/feedback", "pets", NONE,                                   [422; 16]),
    Row("POST /guides/{theme}/suggestion", "pets", NONE,                                 [422; 16]),
    Row("POST /report", "", NONE,                                                        [422; 16]),
    Row("POST /report/more", "", &[("code", "none"), ("text", "The door has no lock.")], [422; 16]),
    Row("POST /report/follow", "", &[("code", "none")],                                  [422; 16]),
    // Translated by moderators; to everybody else there is no such page.
    Row("GET /offers/{id}/translations/{of}", "live uk", NONE,                           [ENT, ENT, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200, 404, 404, 404]),
    Row("POST /offers/{id}/translations/{of}", "live uk", NONE,                          [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 422, 422, 404, 404, 404]),
    // Asking begins without anything; what comes after is for whoever holds the draft, who is none of these.
    Row("GET /ask", "", NONE,                                                            [303; 16]),
    Row("GET /ask/what", "", NONE,                                                       [200; 16]),
    Row("GET /ask/where", "", NONE,                                                      [COD; 16]),
    Row("GET /ask/who", "", NONE,                                                        [COD; 16]),
    Row("GET /ask/with", "", NONE,                                                       [COD; 16]),
    Row("GET /ask/wishes", "", NONE,                                                     [COD; 16]),
    Row("GET /ask/when", "", NONE,                                                       [COD; 16]),
    Row("GET /ask/reach", "", NONE,                                                      [COD; 16]),
    Row("GET /ask/review", "", NONE,                                                     [COD; 16]),
    Row("GET /ask/sent", "", NONE,                                                       [COD; 16]),
    Row("GET /ask/stopped", "", NONE,                                                    [COD; 16]),
    Row("GET /ask/people", "", NONE,                                                     [COD; 16]),
    Row("GET /ask/discard", "", NONE,                                                    [COD; 16]),
    // Without a draft a step asks for its code, and keeps what was answered.
    Row("POST /ask/what", "", NONE,                                                      [422; 16]),
    Row("POST /ask/where", "", NONE,                                                     [422; 16]),
    Row("POST /ask/who", "", NONE,                                                       [422; 16]),
    Row("POST /ask/with", "", NONE,                                                      [422; 16]),
    Row("POST /ask/wishes", "", NONE,                                                    [422; 16]),
    Row("POST /ask/when", "", NONE,                                                      [422; 16]),
    Row("POST /ask/reach", "", NONE,                                                     [422; 16]),
    Row("POST /ask/review", "", NONE,                                                    [401; 16]),
    // There is nothing to throw away: the same.
    Row("POST /ask/discard", "", NONE,                                                   [303; 16]),
];

/// The same for whoever has begun to ask, in their order: what is asked without a draft, and the card that shows its code.
#[rustfmt::skip]
pub(super) const ASKING: &[(&str, Fields, u16)] = &[
    ("GET /ask",          NONE, 303),
    ("GET /ask/what",     NONE, 200),
    ("GET /ask/where",    NONE, 200),
    ("GET /ask/who",      NONE, 200),
    ("GET /ask/with",     NONE, 200),
    ("GET /ask/wishes",   NONE, 200), // ?
    ("GET /ask/when",     NONE, 200),
    ("GET /ask/reach",    NONE, 200),
    // Not all is answered, nothing was sent, and no child is alone: it leads to where one goes on.
    ("GET /ask/review",   NONE, 303),
    ("GET /ask/sent",     NONE, 303),
    ("GET /ask/people",   NONE, 303),
    ("GET /ask/stopped",  NONE, 200),
    ("GET /ask/discard",  NONE, 200),
    ("GET /my",           NONE, 200),
    ("GET /my/card",      NONE, 200),
    // What is not filed is no request.
    ("GET /my/request",   NONE, COD),
    ("GET /my/data",      NONE, COD),
    ("POST /my/erase",    NONE, 401),
    ("POST /ask/what",    NONE, 422),
    ("POST /ask/where",   NONE, 422),
    ("POST /ask/who",     &[("women", "99")], 422),
    ("POST /ask/when",    NONE, 422), // ?
    ("POST /ask/reach",   NONE, 422),
    ("POST /ask/review",  NONE, 303),
    ("POST /ask/discard", NONE, 303),
    // It is gone.
    ("GET /ask/where",    NONE, COD),
    ("GET /my/card",      NONE, COD),
];
