//! Each step as the people concerned take it over HTTP, and where things stand after it.

use jiff::{SignedDuration, Timestamp};
use punte_tests::{Answer, Household, Provider, Who};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Counted,
    model::Model,
    steps::{Change, Person, Say, Step, World},
    town::{Town, address, title},
};

/// Where things stand, as the database says.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Standing {
    pub(super) review: String,
    pub(super) version: i64,
    pub(super) revision: Uuid,
    /// Whether the offer is in the view that all reads go through.
    pub(super) shown: bool,
    /// The newest item of the queue.
    pub(super) item: Option<Uuid>,
    pub(super) deal: Option<String>,
    pub(super) deal_version: Option<i64>,
}

const STANDING: &str = "
    select o.review, o.version, o.latest_revision_id as revision, m.state as deal, m.version as deal_version,
        exists (select from visible_offer v where v.id = o.id) as shown,
        (select i.id from review_item i where i.offer_id = o.id order by i.id desc limit 1) as item
    from offer o left join match m on m.id = $2::uuid where o.id = $1::uuid";

/// One sequence.
pub(super) struct Play<'a> {
    pub(super) town: &'a mut Town,
    pub(super) provider: Provider,
    pub(super) offer: String,
    pub(super) household: Household,
    /// What the household chose last.
    pub(super) asked: Option<String>,
    /// Edits that were taken.
    written: usize,
    /// When the four people signed in.
    signed_in: [Option<Timestamp>; 4],
}

impl<'a> Play<'a> {
    /// Nothing happened yet.
    pub(super) async fn begin(town: &'a mut Town, world: &World) -> Self {
        let (provider, offer, household) = town.people(world).await;
        Self {
            town,
            provider,
            offer,
            household,
            asked: None,
            written: 0,
            signed_in: [None; 4],
        }
    }

    /// The connection with the server's own rights.
    pub(super) fn db(&mut self) -> &mut PgConnection {
        &mut self.town.db
    }

    /// Somebody, as the cast knows them.
    pub(super) fn who(&self, person: Person) -> &Who {
        match person {
            Person::First => &self.town.app.cast.moderators[0],
            Person::Second => &self.town.app.cast.moderators[1],
            Person::Third => &self.town.app.cast.moderators[2],
            Person::Author => &self.provider.member,
        }
    }

    /// Signs somebody in who did not of late: a block takes a factor that was shown within five minutes.
    async fn sign_in(&mut self, person: Person) {
        let now = self.town.app.now();
        let lately = |at: Timestamp| now.duration_since(at) < SignedDuration::from_mins(4);
        if !self.signed_in[person as usize].is_some_and(lately) {
            self.who(person).sign_in_by(&self.town.cases).await;
            self.signed_in[person as usize] = Some(now);
        }
    }

    /// Where things stand.
    pub(super) async fn standing(&mut self) -> Standing {
        sqlx::query_as(STANDING)
            .bind(&self.offer)
            .bind(&self.asked)
            .fetch_one(&mut self.town.db)
            .await
            .unwrap()
    }

    /// Everybody sees what the model says, in the words that were approved, and it stands where the model says.
    pub(super) async fn compare(
        &mut self,
        model: &Model,
        counted: &mut Counted,
    ) -> Result<(), String> {
        let found = self.standing().await;
        let said = (model.review(), model.shown(), model.deal());
        if (found.review.as_str(), found.shown, found.deal.as_deref()) != said {
            return Err(format!("{found:?}, by the model {said:?}"));
        }
        let seen = self.town.app.get(format!("/public/offers/{}", self.offer));
        let seen = seen.send().await;
        let words = (seen.status == 200).then(|| seen.text_at("/title"));
        let expected = model.words().filter(|_| model.public()).map(title);
        if words != expected {
            return Err(format!("seen: {words:?}, by the model {expected:?}"));
        }
        counted.public += usize::from(model.public());
        Ok(())
    }

    /// What its own people see, and how to reach each other.
    pub(super) async fn compare_at_the_end(&mut self, model: &Model) -> Result<(), String> {
        self.sign_in(Person::Author).await;
        let app = &self.town.app;
        let review = app.offer(&self.provider, &self.offer).await;
        let review = review.text_at("/review");
        if review != model.review() {
            return Err(format!("its provider sees {review}"));
        }
        if let Some(asked) = &self.asked {
            let state = app.get(format!("/matches/{asked}"));
            let state = state.by(&self.household.who).expect(200).await;
            let contacts = app.get(format!("/matches/{asked}/contacts"));
            let contacts = contacts.by(&self.provider.member).send().await;
            let found = (state.text_at("/state"), contacts.status == 200);
            let said = (model.deal().unwrap_or_default(), model.contacts());
            if (found.0.as_str(), found.1) != said {
                return Err(format!("the two sides see {found:?}, not {said:?}"));
            }
        }
        Ok(())
    }

    /// Takes a step.
    pub(super) async fn take(&mut self, step: Step, stands: &Standing) -> Answer {
        let item = stands.item.unwrap_or_default();
        match step {
            Step::Claim(who)
            | Step::Release(who)
            | Step::Decide(who, _)
            | Step::Undo(who)
            | Step::Escalate(who) => {
                self.sign_in(who).await;
                self.on_the_desk(step, who, item, stands.revision).await
            }
            Step::Vet(who, _)
            | Step::Block(who)
            | Step::Verdict(who, _)
            | Step::Suspend(who)
            | Step::Reinstate(who)
            | Step::Close(who) => {
                self.sign_in(who).await;
                self.for_safety(step, who).await
            }
            Step::Report(danger) => {
                let kind = if danger {
                    "danger_now"
                } else {
                    "something_wrong"
                };
                let report = json!({ "offer_id": self.offer, "kind": kind });
                self.town.app.post("/reports").json(&report).send().await
            }
            Step::Edit(change) => self.edit(change, stands.version).await,
            Step::Submit => self.own("submit", stands.version).await,
            Step::Pause => self.own("pause", stands.version).await,
            Step::Resume => self.own("resume", stands.version).await,
            Step::Confirm => self.own("confirm", stands.version).await,
            Step::Withdraw => self.own("withdraw", stands.version).await,
            Step::Propose => {
                let app = &self.town.app;
                let answer = app.try_propose(&self.household, 0, &self.offer).await;
                if answer.status == 201 {
                    self.asked = Some(answer.id());
                }
                answer
            }
            Step::Accept => self.of_the_match("accept", false, stands).await,
            Step::Decline => self.of_the_match("decline", false, stands).await,
            Step::TakeBack => self.of_the_match("cancel", true, stands).await,
            Step::CallOff => self.of_the_match("cancel", false, stands).await,
            Step::Wait(_) | Step::Work => unreachable!("nobody asks for it"),
        }
    }

    async fn on_the_desk(&self, step: Step, who: Person, item: Uuid, revision: Uuid) -> Answer {
        let (app, who) = (&self.town.app, self.who(who));
        let item = item.to_string();
        match step {
            Step::Claim(_) => app.claim(who, &item).await,
            Step::Release(_) => {
                let claim = app.delete(format!("/review/items/{item}/claim"));
                claim.by(who).send().await
            }
            Step::Decide(_, say) => {
                let what = match say {
                    Say::Approve => "approve",
                    Say::Changes => "request_changes",
                    Say::Reject => "reject",
                };
                app.decide(who, &item, what, &revision.to_string()).await
            }
            Step::Escalate(_) => {
                let handed = app.post(format!("/review/items/{item}/escalation"));
                let body =
                    json!({ "revision_id": revision, "reason_code": "needs_second_opinion" });
                handed.by(who).json(&body).send().await
            }
            _ => {
                let undo = app.post(format!("/review/items/{item}/undo"));
                undo.by(who).send().await
            }
        }
    }

    async fn for_safety(&mut self, step: Step, who: Person) -> Answer {
        let of = format!("/providers/{}", self.provider.id);
        let suspension = format!("/offers/{}/suspension", self.offer);
        let report = self.report().await;
        let (app, who) = (&self.town.app, self.who(who));
        match step {
            Step::Vet(_, level) => {
                let kinds = [
                    "email_confirmed",
                    "identity_document",
                    "criminal_record",
                    "visit",
                ];
                let seen = app.post(format!("{of}/evidence"));
                let body = json!({ "kind": kinds[usize::from(level)] });
                seen.by(who).json(&body).send().await
            }
            Step::Block(_) => {
                let block = app.post(format!("{of}/block"));
                block
                    .by(who)
                    .json(&json!({ "reason": "danger" }))
                    .send()
                    .await
            }
            Step::Verdict(_, lift) => {
                let verdict = if lift { "lifted" } else { "upheld" };
                let verdict = json!({ "verdict": verdict });
                let said = app.post(format!("{of}/block/verdicts"));
                said.by(who).json(&verdict).send().await
            }
            Step::Suspend(_) => {
                let suspended = app.post(suspension).by(who);
                let body = json!({ "reason": "unsafe_conditions" });
                suspended.json(&body).send().await
            }
            Step::Reinstate(_) => app.delete(suspension).by(who).send().await,
            _ => {
                let taken = app.post(format!("/reports/{report}/take"));
                let taken = taken.by(who).send().await;
                if taken.status >= 300 {
                    return taken;
                }
                let close = app.post(format!("/reports/{report}/close"));
                let outcome = json!({ "outcome": "nothing_found" });
                close.by(who).json(&outcome).send().await
            }
        }
    }

    /// A report that is not closed: one that hides, if there is one; nil if there is none at all.
    async fn report(&mut self) -> Uuid {
        let found: Option<Uuid> = sqlx::query_scalar(
            "select id from report where offer_id = $1::uuid and state <> 'closed' order by freezes desc limit 1",
        )
        .bind(&self.offer)
        .fetch_optional(&mut self.town.db)
        .await
        .unwrap();
        found.unwrap_or_default()
    }

    /// A step of the provider with its offer.
    async fn own(&mut self, step: &str, version: i64) -> Answer {
        self.sign_in(Person::Author).await;
        let call = self.town.app.post(format!("/offers/{}/{step}", self.offer));
        let call = call.by(&self.provider.member).if_match(version);
        call.send().await
    }

    async fn edit(&mut self, change: Change, version: i64) -> Answer {
        self.sign_in(Person::Author).await;
        let next = self.written + 1;
        let patch = match change {
            Change::Words => json!({ "content": { "title": title(next) } }),
            Change::Place => json!({ "private": { "address": address(next) } }),
        };
        let call = self.town.app.patch(format!("/offers/{}", self.offer));
        let call = call.by(&self.provider.member).if_match(version);
        let answer = call.json(&patch).send().await;
        self.written += usize::from(answer.status == 200);
        answer
    }

    /// A step with what the household chose last.
    async fn of_the_match(&mut self, step: &str, by_household: bool, stands: &Standing) -> Answer {
        self.sign_in(Person::Author).await;
        let nothing = Uuid::nil().to_string();
        let asked = self.asked.as_ref().unwrap_or(&nothing);
        let call = self.town.app.post(format!("/matches/{asked}/{step}"));
        let call = call.if_match(stands.deal_version.unwrap_or(1));
        let call = if step == "accept" {
            call
        } else {
            call.json(&json!({ "reason": "dates_changed" }))
        };
        if by_household {
            call.by(&self.household.who).send().await
        } else {
            call.by(&self.provider.member).send().await
        }
    }
}
