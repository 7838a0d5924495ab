//! One's own account, and one's own request.

use punte_tests::PASSWORD;

use super::{COD, ENT, FAC, Fields, NONE, NOT, Row};

/// A password that is nobody's.
const WRONG: (&str, &str) = ("password", "not the right one");

/// How it was: well.
const GOOD: Fields = &[("delivered", "yes"), ("rating", "5")];

/// How a household is reached, of a version that there never was.
const CONTACT: Fields = &[
    ("version", "0"),
    ("channel", "phone"),
    ("phone", "+37369555299"),
    ("email", ""),
    ("name", ""),
    ("safe_note", ""),
];

/// The account.
#[rustfmt::skip]
pub(super) const ACCOUNT: &[Row] = &[
    //                                                                                                  vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Signing in, up, and what was forgotten: whoever is there already, and whoever is not.
    Row("GET /account/sign-in", "", NONE,                                                              [200; 16]),
    Row("GET /account/new", "", NONE,                                                                  [200; 16]),
    Row("GET /account/confirm", "", NONE,                                                              [200; 16]),
    Row("GET /account/forgot", "", NONE,                                                               [200; 16]),
    Row("GET /account/reset", "", NONE,                                                                [200; 16]),
    // Nobody's password was right a moment ago.
    Row("GET /account/code", "", NONE,                                                                 [ENT; 16]),
    // One's own account. Whoever has a request open has none.
    Row("GET /account", "", NONE,                                                                      [ENT, ENT, 200, 200, 403, 200, 200, 200, 200, 200, 200, 200, 200, 403, 200, 200]),
    Row("GET /account/second-factor", "", NONE,                                                        [ENT, ENT, 200, 200, 403, 200, 200, 200, 200, 200, 200, 200, 200, 403, 200, 200]),
    Row("GET /account/step-up", "", NONE,                                                              [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    // The link to another address leads whoever has a request open to the sign-in, too.
    Row("GET /account/address", "", NONE,                                                              [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /account/inbox", "", NONE,                                                                [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /account/data", "", NONE,                                                                 [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /account/data/export", "", NONE,                                                          [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /account/requests", "", NONE,                                                             [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    // Nobody's code or password is right, and no address is one.
    Row("POST /account/sign-in", "", &[("email", "nobody@example.org"), WRONG],                        [422; 16]),
    Row("POST /account/code", "", &[("code", "none")],                                                 [ENT; 16]),
    Row("POST /account/new", "", &[("email", "none")],                                                 [422; 16]),
    Row("POST /account/confirm", "", &[("code", "none"), WRONG],                                       [422; 16]),
    Row("POST /account/forgot", "", &[("email", "none")],                                              [422; 16]),
    Row("POST /account/reset", "", &[("code", "none"), WRONG],                                         [422; 16]),
    Row("POST /account", "", &[("current_password", "not the right one"), ("new_password", PASSWORD)], [401, 401, 422, 422, 403, 422, 422, 422, 422, 422, 422, 422, 422, 403, 422, 422]),
    Row("POST /account/new-address", "", &[("email", "none"), ("current_password", "none")],           [401, 401, 422, 422, 403, 422, 422, 422, 422, 422, FAC, 422, 422, 403, 422, 422]),
    Row("POST /account/address", "", &[("code", "none")],                                              [ENT, ENT, 422, 422, ENT, 422, 422, 422, 422, 422, FAC, 422, 422, ENT, 422, 422]),
    Row("POST /account/erase", "", &[WRONG],                                                           [401, 401, 422, 422, 401, 422, 422, 422, 422, 422, 422, 422, 422, 401, 422, 422]),
    // Who works for the site or follows requests of others keeps none; and none of these keeps that one.
    Row("POST /account/requests", "", &[("code", "none")],                                             [401, 401, 422, 422, 401, 403, 403, 403, 403, 403, FAC, 403, 403, 401, 422, 422]),
    Row("POST /account/requests/{id}/open", "request", NONE,                                           [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 404, 404]),
    Row("POST /account/requests/{id}/drop", "request", NONE,                                           [401, 401, 404, 404, 401, 404, 404, 404, 404, 404, 404, 404, 404, 401, 404, 404]),
    // That a sign-in is somebody else's is told nobody: it is over, as it was to be, and goes on.
    Row("POST /account/sessions", "", &[("session", "{others}")],                                      [401, 401, 303, 303, 403, 303, 303, 303, 303, 303, 303, 303, 303, 403, 303, 303]),
    Row("POST /account/inbox", "", NONE,                                                               [401, 401, 303, 303, 401, 303, 303, 303, 303, 303, 303, 303, 303, 401, 303, 303]),
    Row("POST /account/mails", "", NONE,                                                               [401, 401, 303, 303, 403, 303, 303, 303, 303, 303, 303, 303, 303, 403, 303, 303]),
    // Who has none yet is asked to set one up; another one, and recovery codes, take one that was shown a moment ago.
    Row("POST /account/step-up", "", &[("proof", "none")],                                             [401, 401, FAC, FAC, 403, 422, 422, 422, 422, 422, FAC, 422, 422, 403, FAC, FAC]),
    Row("POST /account/second-factor", "", NONE,                                                       [401, 401, FAC, FAC, 403, FAC, FAC, FAC, FAC, FAC, FAC, FAC, FAC, 403, FAC, FAC]),
    Row("POST /account/second-factor/confirm", "", &[("code", "none")],                                [401, 401, 422, 422, 403, 422, 422, 422, 422, 422, 422, 422, 422, 403, 422, 422]),
    Row("POST /account/recovery-codes", "", NONE,                                                      [401, 401, 403, 403, 403, 200, 200, 200, 200, 200, 403, 200, 200, 403, 403, 403]),
];

/// The request that is open on this phone.
#[rustfmt::skip]
pub(super) const REQUEST: &[Row] = &[
    //                                                                                         vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Opening a request, a code that was lost, and what the short number tells: whoever asks.
    Row("GET /my", "", NONE,                                                                  [200; 16]),
    Row("GET /my/lost", "", NONE,                                                             [200; 16]),
    Row("GET /my/renew", "", NONE,                                                            [200; 16]),
    Row("GET /my/number", "", NONE,                                                           [200; 16]),
    // What is open on this phone: to the household its own, and to a case worker who has it open what is not the household's alone.
    Row("GET /my/request", "", NONE,                                                          [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    // The code is known only where it was made.
    Row("GET /my/card", "", NONE,                                                             [COD, COD, COD, COD, 303, COD, 303, COD, COD, COD, COD, COD, COD, 303, COD, COD]),
    Row("GET /my/data", "", NONE,                                                             [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/data/export", "", NONE,                                                      [COD, COD, COD, COD, 200, COD, 403, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/contact", "", NONE,                                                          [COD, COD, COD, COD, 200, COD, 403, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/mails", "", NONE,                                                            [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/inbox", "", NONE,                                                            [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/correct", "", NONE,                                                          [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/add", "", NONE,                                                              [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/withdraw", "", NONE,                                                         [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/erase", "", NONE,                                                            [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/pin", "", NONE,                                                              [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/pin/show", "", NONE,                                                         [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/case-workers", "", NONE,                                                     [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    // About one thing in it: another household's is not there.
    Row("GET /my/needs/{id}", "need", NONE,                                                   [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/needs/{need}/offers/{offer}", "need live", NONE,                             [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/needs/{id}/again", "need", NONE,                                             [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/needs/{id}/correct", "need", NONE,                                           [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/matches/{id}", "accepted", NONE,                                             [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/matches/{id}/feedback", "accepted", NONE,                                    [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/matches/{id}/messages", "accepted", NONE,                                    [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("GET /my/inquiries/{id}", "inquiry", NONE,                                            [COD, COD, COD, COD, 404, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    // Any household may write to an institution about what everybody sees.
    Row("GET /my/offers/{id}/write", "live", NONE,                                            [COD, COD, COD, COD, 200, COD, 200, COD, COD, COD, COD, COD, COD, 200, COD, COD]),
    Row("POST /my", "", &[("code", "none")],                                                  [422; 16]),
    Row("POST /my/lost", "", &[("email", "none")],                                            [422; 16]),
    Row("POST /my/renew", "", &[("code", "none")],                                            [422; 16]),
    Row("POST /my/number", "", &[("number", "none")],                                         [422; 16]),
    // It is no bed that is offered.
    Row("POST /my/needs/{id}/propose", "need", &[("offer", "{advice}")],                      [401, 401, 401, 401, 404, 401, 409, 401, 401, 401, 401, 401, 401, 409, 401, 401]), // ?
    Row("POST /my/needs/{id}/again", "need", NONE,                                            [401, 401, 401, 401, 404, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    Row("POST /my/needs/{id}/correct", "need", NONE,                                          [401, 401, 401, 401, 404, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    Row("POST /my/correct", "", NONE,                                                         [401, 401, 401, 401, 422, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    // Of no kind of help.
    Row("POST /my/add", "", NONE,                                                             [401, 401, 401, 401, 303, 401, 303, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/needs/{id}/still", "need", &[("answer", "needed")],                         [401, 401, 401, 401, 404, 401, 303, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/matches/{id}/contacts", "accepted", NONE,                                   [401, 401, 401, 401, 404, 401, 200, 401, 401, 401, 401, 401, 401, 200, 401, 401]),
    Row("POST /my/matches/{id}/messages", "accepted", NONE,                                   [401, 401, 401, 401, 404, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    Row("POST /my/matches/{id}/cancel", "accepted", &[("version", "0")],                      [401, 401, 401, 401, 404, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    // Of a version that there never was.
    Row("POST /my/matches/{id}/step", "accepted", &[("version", "0"), ("step", "confirm")],   [401, 401, 401, 401, 404, 401, 412, 401, 401, 401, 401, 401, 401, 412, 401, 401]),
    // Nothing began.
    Row("POST /my/matches/{id}/check-in", "accepted", &[("kind", "day"), ("answer", "well")], [401, 401, 401, 401, 404, 401, 409, 401, 401, 401, 401, 401, 401, 409, 401, 401]),
    // Said once from a side, by whoever says it first.
    Row("POST /my/matches/{id}/feedback", "accepted", GOOD,                                   [401, 401, 401, 401, 404, 401, 303, 401, 401, 401, 401, 401, 401, 409, 401, 401]), // ?
    Row("POST /my/inquiries/{id}", "inquiry", NONE,                                           [401, 401, 401, 401, 404, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    Row("POST /my/offers/{id}/write", "live", NONE,                                           [401, 401, 401, 401, 422, 401, 422, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    // What stays the household's, whoever helps.
    Row("POST /my/withdraw", "", &[("version", "0")],                                         [401, 401, 401, 401, 412, 401, 403, 401, 401, 401, 401, 401, 401, 412, 401, 401]),
    Row("POST /my/contact", "", CONTACT,                                                      [401, 401, 401, 401, 412, 401, 403, 401, 401, 401, 401, 401, 401, 412, 401, 401]),
    Row("POST /my/mails", "", NONE,                                                           [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/inbox", "", NONE,                                                           [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/pin", "", NONE,                                                             [401, 401, 401, 401, 422, 401, 403, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    Row("POST /my/pin/off", "", NONE,                                                         [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/pin/show", "", NONE,                                                        [401, 401, 401, 401, 422, 401, 403, 401, 401, 401, 401, 401, 401, 422, 401, 401]),
    // No account keeps it.
    Row("POST /my/data/account", "", NONE,                                                    [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    // A case that nobody has is over, as it was to be.
    Row("POST /my/case-workers", "", &[("do", "end"), ("case", "{nobody's}")],                [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
];

/// What ends what others are asked about.
#[rustfmt::skip]
pub(super) const LAST: &[Row] = &[
    //                                                                    vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Before the household closes it elsewhere, where the helper has it open.
    Row("POST /my/erase", "", NONE,                                      [401, 401, 401, 401, NOT, 401, 403, 401, 401, 401, 401, 401, 401, NOT, 401, 401]),
    Row("POST /my/data/consent", "", &[("purpose", "functional_needs")], [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/close-elsewhere", "", NONE,                            [401, 401, 401, 401, 303, 401, 403, 401, 401, 401, 401, 401, 401, 303, 401, 401]),
    Row("POST /my/erase", "", NONE,                                      [NOT, NOT, NOT, NOT, 303, NOT, NOT, NOT, NOT, NOT, NOT, NOT, NOT, 303, NOT, NOT]), // ?
    // Closing what is not open is no fault.
    Row("POST /helping/close", "", NONE,                                 [303; 16]),
    Row("POST /my/close", "", NONE,                                      [303; 16]),
    Row("POST /account/sign-out", "", NONE,                              [303; 16]),
];
