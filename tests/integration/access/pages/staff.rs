//! Those who help others, look after children, check, administer and audit.

use super::{ENT, FAC, NONE, Row};

/// Case work.
#[rustfmt::skip]
pub(super) const HELPING: &[Row] = &[
    //                                                       vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Case workers. Everybody with an account is told how one becomes one.
    Row("GET /helping", "", NONE,                           [ENT, ENT, 200, 200, ENT, 200, 200, 200, 200, 200, 200, 200, 200, ENT, 200, 200]),
    Row("GET /helping/new", "", NONE,                       [ENT, ENT, 403, 403, 403, 200, 200, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    Row("GET /helping/{id}", "case", NONE,                  [ENT, ENT, 403, 403, 403, 200, 200, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    Row("GET /helping/{id}/code", "case", NONE,             [ENT, ENT, 403, 403, 403, 200, 200, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    Row("POST /helping/{id}/code", "case", NONE,            [401, 401, 403, 403, 403, 422, 422, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    Row("POST /helping/new", "", NONE,                      [401, 401, 403, 403, 403, 422, 422, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    Row("POST /helping/{id}", "case", &[("do", "note")],    [401, 401, 403, 403, 403, 422, 422, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
    // How they are reached; the look is written down.
    Row("POST /helping/{id}", "case", &[("do", "contact")], [401, 401, 403, 403, 403, 200, 200, 403, 403, 403, FAC, 403, 403, 403, 403, 403]),
];

/// Child protection.
#[rustfmt::skip]
pub(super) const CHILD_CASES: &[Row] = &[
    //                                                                                        vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Children who ask for help alone: to everybody but child protection there is no such page.
    Row("GET /child-cases", "", NONE,                                                        [ENT, ENT, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /child-cases/{id}", "child", NONE,                                              [ENT, ENT, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /child-cases/{id}", "child", &[("do", "note")],                                [401, 401, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /child-cases/{id}", "child", &[("do", "take")],                                [401, 401, 404, 404, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /child-cases/{id}", "child", &[("do", "contact"), ("reason", "get_in_touch")], [401, 401, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404]), // ?
    // Where they were: whoever follows a mail goes on to what is theirs or not.
    Row("GET /cases", "", NONE,                                                              [303; 16]),
    Row("GET /cases/{id}", "child", NONE,                                                    [303; 16]),
];

/// The moderators' desk.
#[rustfmt::skip]
pub(super) const DESK: &[Row] = &[
    //                                                                                       vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // Moderators who showed a second factor.
    Row("GET /desk", "", NONE,                                                              [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/reports", "", NONE,                                                      [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    // Child protection, too, for children who are alone.
    Row("GET /desk/codes", "", NONE,                                                        [ENT, ENT, 403, 403, 403, 403, 403, 200, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/expiring", "", NONE,                                                     [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/together", "", NONE,                                                     [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/items/{id}", "item", NONE,                                               [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/reports/{id}", "report", NONE,                                           [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/providers/{id}", "provider", NONE,                                       [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/providers/{id}/evidence", "provider", NONE,                              [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    // Figures are read by administrators and auditors, too.
    Row("GET /desk/figures", "", NONE,                                                      [ENT, ENT, 403, 403, 403, 403, 403, 403, 200, 200, FAC, 200, 200, 403, 403, 403]),
    Row("GET /desk/figures.csv", "", NONE,                                                  [ENT, ENT, 403, 403, 403, 403, 403, 403, 200, 200, FAC, 200, 200, 403, 403, 403]),
    Row("POST /desk/codes", "", &[("known", "+37369000000"), ("reason", "card_number")],    [401, 401, 403, 403, 403, 403, 403, 422, 403, 403, FAC, 422, 422, 403, 403, 403]),
    Row("POST /desk/together", "", NONE,                                                    [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 422, 422, 403, 403, 403]),
    Row("POST /desk/items/{id}", "item", NONE,                                              [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 422, 422, 403, 403, 403]),
    Row("POST /desk/items/{id}", "item", &[("look", "private"), ("why-private", "vetting")], [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]), // ?
    Row("POST /desk/items/{id}", "item", &[("look", "identity"), ("why-identity", "vetting")], [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("POST /desk/providers/{id}", "provider", NONE,                                      [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 422, 422, 403, 403, 403]),
    Row("POST /desk/providers/{id}", "provider", &[("look", "identity"), ("why-identity", "vetting")], [401, 401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200, 404, 404, 404]),
    Row("POST /desk/providers/{id}", "provider", &[("do", "feedback")],                     [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 200, 200, 403, 403, 403]),
    Row("POST /desk/providers/{id}/evidence", "provider", NONE,                             [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 422, 422, 403, 403, 403]),
    // Each takes it from the other, and sees what was written. Who it is is asked before whether they may: a visitor is refused, not led in.
    Row("POST /desk/reports/{id}", "report", &[("do", "take")],                             [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 303, 303, 403, 403, 403]),
    // Numbers that nobody saw: the queue shows those that there are.
    Row("POST /desk/households/{id}", "raised", &[("do", "dismiss"), ("seen", "none")],     [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 303, 303, 403, 403, 403]),
    Row("POST /desk/reports/{id}", "report", &[("do", "close")],                            [401, 401, 403, 403, 403, 403, 403, 403, 403, 403, FAC, 422, 422, 403, 403, 403]),
];

/// Administrators and auditors.
#[rustfmt::skip]
pub(super) const ADMIN: &[Row] = &[
    //                                                                                          vis  end  out  oth  ohh  cw   hel  chi  adm  aud  nof  mod  mo2  hh   pl   mem
    // What visitors said, the work in the background, how it is set up and stands: to everybody but administrators there is no such page.
    Row("GET /admin", "", NONE,                                                                [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/remarks/{id}", "remark", NONE,                                             [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/background", "", NONE,                                                     [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/settings", "", NONE,                                                       [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/settings/help-lines", "", NONE,                                            [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/settings/help-lines/{id}", "line", NONE,                                   [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET /admin/health", "", NONE,                                                         [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    // Auditors count, too.
    Row("GET /admin/counts", "", NONE,                                                         [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 200, 404, 404, 404, 404, 404, 404]),
    // Moderators read second what administrators write.
    Row("GET /admin/guides", "", NONE,                                                         [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 200, 200, 404, 404, 404]),
    Row("GET /admin/guides/{theme}/{tag}", "pets en", NONE,                                    [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 200, 200, 404, 404, 404]),
    Row("GET /admin/guides/{theme}/{tag}/{version}", "pets en 1", NONE,                        [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 200, 200, 404, 404, 404]),
    Row("GET /admin/guides/{theme}/{tag}/{version}/edit", "pets en 1", NONE,                   [ENT, ENT, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404]),
    // That there are accounts and keys is no secret.
    Row("GET /admin/accounts", "", NONE,                                                       [ENT, ENT, 403, 403, ENT, 403, 403, 403, 200, 403, FAC, 403, 403, ENT, 403, 403]),
    Row("GET /admin/accounts/{id}", "account", NONE,                                           [ENT, ENT, 403, 403, 403, 403, 403, 403, 200, 403, FAC, 403, 403, 403, 403, 403]),
    Row("GET /admin/partners", "", NONE,                                                       [ENT, ENT, 403, 403, 403, 403, 403, 403, 200, 403, FAC, 403, 403, 403, 403, 403]),
    Row("GET /admin/partners/{id}", "application", NONE,                                       [ENT, ENT, 403, 403, 403, 403, 403, 403, 200, 403, FAC, 403, 403, 403, 403, 403]),
    Row("GET /audit", "", NONE,                                                                [ENT, ENT, 403, 403, 403, 403, 403, 403, 403, 200, FAC, 403, 403, 403, 403, 403]),
    Row("POST /admin/remarks/{id}", "remark", &[("do", "note")],                               [401, 401, 404, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404]),
    // A job that nobody has: somebody else was faster.
    Row("POST /admin/background", "", &[("do", "retry"), ("job", "{nobody's}")],               [401, 401, 404, 404, 404, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404, 404]),
    // Of a version that there never was: the list shows how it stands.
    Row("POST /admin/settings", "", &[("do", "remove"), ("line", "{line}"), ("version", "0")], [401, 401, 404, 404, 404, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /admin/settings/help-lines", "", NONE,                                           [401, 401, 404, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /admin/settings/help-lines/{id}", "line", NONE,                                  [401, 401, 404, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404]),
    // It is published already.
    Row("POST /admin/guides/{theme}/{tag}/{version}", "pets en 1", &[("do", "publish")],       [401, 401, 404, 404, 404, 404, 404, 404, 409, 404, 404, 409, 409, 404, 404, 404]), // ?
    Row("POST /admin/guides/{theme}/{tag}/{version}/edit", "pets en 1", NONE,                  [401, 401, 404, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST /admin/accounts", "", NONE,                                                      [401, 401, 403, 403, 403, 403, 403, 403, 422, 403, FAC, 403, 403, 403, 403, 403]),
    // It is enabled already.
    Row("POST /admin/accounts/{id}", "account", &[("do", "enable")],                           [401, 401, 403, 403, 403, 403, 403, 403, 303, 403, FAC, 403, 403, 403, 403, 403]),
    Row("POST /admin/partners", "", NONE,                                                      [401, 401, 403, 403, 403, 403, 403, 403, 422, 403, FAC, 403, 403, 403, 403, 403]),
    Row("POST /admin/partners/{id}", "application", NONE,                                      [401, 401, 403, 403, 403, 403, 403, 403, 422, 403, FAC, 403, 403, 403, 403, 403]),
];
