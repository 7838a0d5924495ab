//! Contacts: hidden from both sides, shown to both sides, never to anybody else.

use serde_json::Value;

use super::{
    client::{Answer, Step, given, text},
    people::Household,
    report::Faults,
    story::{Journey, Posted},
};

impl Journey {
    async fn contacts(&self, token: &str, id: &str) -> Step<Answer> {
        self.client
            .get(&format!("/matches/{id}/contacts"))
            .with(token)
            .send()
            .await
    }

    /// Neither side gets the other's contacts.
    pub async fn check_hidden(
        &mut self,
        offer: &Posted,
        household: &Household,
        id: &str,
        sentence: &str,
    ) -> Step<()> {
        let to_them = self.contacts(&household.token, id).await?;
        let to_provider = self.contacts(&offer.provider.token, id).await?;
        self.report.check(
            sentence,
            &Faults::default()
                .unless_refused("to the household", &to_them, 409, "illegal-state")
                .unless_refused("to the provider", &to_provider, 409, "illegal-state"),
        );
        Ok(())
    }

    /// Both sides get what they need to meet, and no more.
    pub async fn check_shown(
        &mut self,
        offer: &Posted,
        household: &Household,
        id: &str,
        who: &str,
    ) -> Step<()> {
        let to_them = self.contacts(&household.token, id).await?;
        let mut faults = Faults::default().unless(
            to_them.status == 200,
            format!("answered {}", to_them.describe()),
        );
        let (provider, private) = (&offer.fixture.provider, &offer.fixture.private);
        for (owner, fields) in [
            (
                provider,
                [
                    "/name",
                    "/contact_person",
                    "/phone",
                    "/email",
                    "/contact_hours",
                ]
                .as_slice(),
            ),
            (
                private,
                ["/address", "/point", "/driver", "/plate", "/licence_number"].as_slice(),
            ),
        ] {
            for field in fields {
                faults = faults.unless(
                    same(
                        owner.pointer(field),
                        to_them.body.pointer(&format!("/provider{field}")),
                    ),
                    format!("{field} is not as the provider gave it"),
                );
            }
        }
        faults = faults.unless(
            !given(&to_them.body, "/household"),
            "their own contacts are sent back",
        );
        self.report.check(
            &format!("{who} the provider's name, phone, e-mail{}", more(private)),
            &faults,
        );

        let to_provider = self.contacts(&offer.provider.token, id).await?;
        let contact = &household.contact;
        let channel = text(contact, "/channel");
        let mut faults = Faults::default().unless(
            to_provider.status == 200,
            format!("answered {}", to_provider.describe()),
        );
        for (field, right) in [
            ("/channel", true),
            ("/name", true),
            ("/safe_note", true),
            ("/phone", channel == "phone"),
            ("/email", channel == "email"),
        ] {
            let given = contact.pointer(field).filter(|_| right);
            faults = faults.unless(
                same(
                    given,
                    to_provider.body.pointer(&format!("/household{field}")),
                ),
                format!("{field} is not as the household chose"),
            );
        }
        faults = faults.unless(
            !given(&to_provider.body, "/provider"),
            "its own contacts are sent back",
        );
        self.report.check(
            &format!("the provider sees the {channel} that they chose, and no other way"),
            &faults,
        );
        Ok(())
    }

    /// Nobody else learns that there is a match.
    pub async fn check_strangers(&mut self, id: &str) -> Step<()> {
        let mut faults = Faults::default();
        for path in [format!("/matches/{id}"), format!("/matches/{id}/contacts")] {
            let nobody = self.client.get(&path).send().await?;
            faults = faults.unless_refused("without a token", &nobody, 401, "unauthenticated");
            for (who, token) in [
                ("another household", &self.second.token),
                ("a moderator", &self.moderators.first),
            ] {
                let answer = self.client.get(&path).with(token).send().await?;
                faults = faults.unless_refused(who, &answer, 404, "not-found");
            }
        }
        self.report.check(
            "nobody else sees the match or a contact: no visitor, household or moderator",
            &faults,
        );
        Ok(())
    }
}

/// The same value, or given on neither side.
fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let value = |v: Option<&Value>| v.filter(|v| !v.is_null()).cloned();
    value(one) == value(other)
}

/// What else the provider gave for those who agreed.
fn more(private: &Value) -> String {
    [
        ("/address", "address"),
        ("/driver", "driver"),
        ("/plate", "plate"),
        ("/licence_number", "licence"),
    ]
    .iter()
    .filter(|(field, _)| given(private, field))
    .fold(String::new(), |text, (_, word)| text + ", " + word)
}
