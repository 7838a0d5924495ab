//! Taking everything back, so that journeys do not pile up.

use std::rc::Rc;

use super::{
    client::Step,
    people::Household,
    report::{self, Faults},
    story::Journey,
};

impl Journey {
    /// Withdraws the requests, then the offers; each on its own, whatever happened to the others.
    pub async fn tidy_up(&mut self) {
        report::chapter("Tidying up");
        for household in [Rc::clone(&self.first), Rc::clone(&self.second)] {
            if let Err(stop) = self.withdraw_request(&household).await {
                self.report.stopped("withdrawing a request", &stop);
            }
        }
        report::step("The households withdraw their requests.");
        for offer in self.offers.clone() {
            let category = offer.fixture.category;
            let withdrawn = async {
                let given = self.given.get(&offer.id).copied().unwrap_or_default();
                let sentence = if given == 0 {
                    format!("all of the {category} offer is free again")
                } else {
                    format!("of the {category} offer only what took place is taken")
                };
                self.check_free(&offer, given, &sentence).await?;
                self.step_offer(&offer, "withdraw").await?;
                let (listed, read) = self.public(&offer).await?;
                self.report.check(
                    &format!("the {category} offer, withdrawn, is not public any more"),
                    &Faults::default()
                        .unless(listed.is_none(), "it is in the public list")
                        .unless(
                            read.status == 404,
                            format!("its page answers {}", read.describe()),
                        ),
                );
                Ok(())
            };
            if let Err(stop) = withdrawn.await {
                self.report
                    .stopped(&format!("withdrawing the {category} offer"), &stop);
            }
        }
    }

    /// A household takes its request back.
    pub async fn withdraw_request(&self, household: &Household) -> Step<()> {
        let path = format!("/requests/{}", household.request);
        self.client
            .act(&household.token, &path, "withdraw")
            .await?
            .send()
            .await?
            .expect(200)?;
        Ok(())
    }
}
