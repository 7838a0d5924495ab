//! Two households, one offer: proposing, accepting, capacity, calling off.

use std::rc::Rc;

use serde_json::json;

use super::{
    client::{Answer, Step, given, list, number, text},
    people::Household,
    ranking::typed,
    report::{self, Faults},
    story::{Journey, Posted},
};
use crate::{
    cli::tables::{self, Stops},
    ids,
};

impl Journey {
    /// Both households choose the offer; there is room for one.
    pub async fn agree(&mut self, offer: &Posted) -> Step<()> {
        let (first, second) = (Rc::clone(&self.first), Rc::clone(&self.second));
        let one = self.propose_twice(&first, offer).await?;
        self.check_numbers_only(offer, &one).await?;
        let two = self
            .propose(&second, offer, None)
            .await?
            .expect(201)?
            .text("/id")
            .to_owned();
        let category = offer.fixture.category;
        report::step(&format!(
            "It has {}. The family asks for {}, a mother and her daughter for {}.",
            offer.counted(offer.capacity()),
            first.quantity(category),
            second.quantity(category)
        ));
        self.check_hidden(
            offer,
            &first,
            &one,
            "before the answer, contacts are hidden from both sides",
        )
        .await?;

        let accepted = self.accept(offer, &one).await?;
        report::step("The provider accepts the family.");
        self.report.check(
            "the family's match is accepted",
            &Faults::default().unless(
                accepted.status == 200,
                format!("answered {}", accepted.describe()),
            ),
        );
        self.check_free(
            offer,
            first.quantity(category),
            "what the family takes is held",
        )
        .await?;
        self.check_shown(offer, &first, &one, "the family now sees")
            .await?;
        self.check_strangers(&one).await?;
        let ranked = self.is_ranked(offer, &second).await?;
        self.report.check(
            "what is left is too little for the others: they are not shown it any more",
            &Faults::default().unless(!ranked, "it is ranked for them"),
        );
        let why = self.why(&second, offer).await?;
        report::step("They ask: why not this one?");
        report::block(&tables::explanation(&typed(&why, "")?, &Stops::default()));
        self.report.check(
            "it is full, and that is all",
            &Faults::default().unless(
                why.pointer("/exclusions") == Some(&json!([{ "code": "full" }])),
                format!("it is {}", why.pointer("/exclusions").unwrap_or(&why)),
            ),
        );

        let refused = self.accept(offer, &two).await?;
        report::step("The provider tries to accept the mother and her daughter too.");
        self.report.check(
            "it is refused: what is promised is not promised twice",
            &Faults::default().unless_refused("accepting", &refused, 409, "capacity-exhausted"),
        );
        self.check_free(
            offer,
            first.quantity(category),
            "not one more is held than before",
        )
        .await?;
        self.check_hidden(offer, &second, &two, "their contacts stay hidden")
            .await?;

        self.end(&first.token, &one).await?;
        report::step("The family calls off: its dates changed.");
        self.check_free(offer, 0, "exactly what it held is given back")
            .await?;
        self.check_hidden(offer, &first, &one, "contacts are hidden again")
            .await?;
        let accepted = self.accept(offer, &two).await?;
        report::step("The provider accepts the mother and her daughter.");
        self.report.check(
            "now there is room for them",
            &Faults::default().unless(
                accepted.status == 200,
                format!("answered {}", accepted.describe()),
            ),
        );
        self.check_free(offer, second.quantity(category), "what they take is held")
            .await?;
        self.check_shown(offer, &second, &two, "mother and daughter now see")
            .await?;
        self.follow_through(offer, &second, &two).await
    }

    /// Chooses an offer for the need of its category.
    pub async fn propose(
        &self,
        household: &Household,
        offer: &Posted,
        key: Option<&str>,
    ) -> Step<Answer> {
        let need = household.need(offer.fixture.category)?;
        let mut call = self
            .client
            .post(&format!("/needs/{need}/proposals"))
            .with(&household.token)
            .json(&json!({ "offer_id": offer.id }));
        if let Some(key) = key {
            call = call.once(key);
        }
        call.send().await
    }

    /// Chooses it, and sends the same again as a bad line would.
    async fn propose_twice(&mut self, household: &Household, offer: &Posted) -> Step<String> {
        let key = ids::random().to_string();
        let once = self
            .propose(household, offer, Some(&key))
            .await?
            .expect(201)?;
        let again = self.propose(household, offer, Some(&key)).await?;
        let all = self
            .client
            .get(&format!("/requests/{}/matches", household.request))
            .with(&household.token)
            .send()
            .await?
            .expect(200)?;
        let here = list(&all.body, "/items")
            .iter()
            .filter(|m| text(m, "/offer_id") == offer.id)
            .count();
        self.report.check(
            "the same proposal sent twice is one proposal",
            &Faults::default()
                .unless(
                    again.status == 201 && again.text("/id") == once.text("/id"),
                    format!("the second time answered {}", again.describe()),
                )
                .unless(here == 1, format!("{here} proposals are listed")),
        );
        Ok(once.text("/id").to_owned())
    }

    /// The provider finds the proposal in its list, with numbers and nothing else about the people.
    async fn check_numbers_only(&mut self, offer: &Posted, id: &str) -> Step<()> {
        let path = format!("/providers/{}/matches?state=proposed", offer.provider.id);
        let asked = self.client.list(Some(&offer.provider.token), &path).await?;
        let found = asked
            .iter()
            .find(|m| text(m, "/id") == id)
            .cloned()
            .unwrap_or_default();
        let page = found.to_string();
        let contact = &self.first.contact;
        let mut faults = Faults::default()
            .unless(
                asked.len() == 1,
                format!("{} proposals are listed", asked.len()),
            )
            .unless(
                number(&found, "/party/people") == 3
                    && number(&found, "/party/children") == 1
                    && number(&found, "/party/pets") == 1,
                "the numbers are not three, one and one",
            )
            .unless(
                !given(&found, "/need_id"),
                "the need of the household is named",
            );
        for field in ["/name", "/phone", "/email", "/safe_note"] {
            faults = faults.unless(
                !page.contains(text(contact, field)),
                format!("{field} of the household is shown"),
            );
        }
        self.report.check(
            "the provider sees how many people, children and animals, and no name",
            &faults,
        );
        Ok(())
    }

    /// The provider says yes to the version that it sees now.
    async fn accept(&self, offer: &Posted, id: &str) -> Step<Answer> {
        let path = format!("/matches/{id}");
        self.client
            .act(&offer.provider.token, &path, "accept")
            .await?
            .send()
            .await
    }

    /// Calls a match off.
    async fn end(&self, token: &str, id: &str) -> Step<()> {
        self.client
            .act(token, &format!("/matches/{id}"), "cancel")
            .await?
            .json(&json!({ "reason": "dates_changed" }))
            .send()
            .await?
            .expect(200)?;
        Ok(())
    }

    /// How much is free, as the provider sees it.
    pub async fn check_free(&mut self, offer: &Posted, held: i64, sentence: &str) -> Step<()> {
        let own = self.own(offer).await?;
        let (free, right) = (number(&own.body, "/free"), offer.capacity() - held);
        self.report.check(
            &format!(
                "{sentence}: {right} of {} free",
                offer.counted(offer.capacity())
            ),
            &Faults::default().unless(free == right, format!("{free} are free")),
        );
        Ok(())
    }
}
