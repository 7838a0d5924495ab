//! Households, filed as visitors file their requests; the codes are kept, so that somebody can look through their eyes.

use jiff::{ToSpan, civil::Date};
use punte_core::{id::RequestId, policy::Actor, request::RequestDraft};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    SeedError, caller, refused,
    sign_ins::{KeptCode, SignInFile},
};
use crate::{
    app::{App, AppError, limits::Origin},
    auth::TrackingCode,
    demo::DemoHousehold,
    ids,
    storage::seeds,
};

/// Under which name the ids of the requests are kept.
const REQUESTS: &str = "demo-households";

#[derive(Deserialize)]
pub(super) struct HouseholdSeed {
    key: String,
    about: String,
    request: Value,
    needs: Vec<NeedSeed>,
}

#[derive(Deserialize)]
struct NeedSeed {
    days: Option<(i64, i64)>,
    need: Value,
}

impl HouseholdSeed {
    /// Names it in the file of codes.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The request, with the dates that hold on this day.
    fn draft(&self, today: Date) -> Result<RequestDraft, serde_json::Error> {
        let day = |n: i64| today.checked_add(n.days()).unwrap_or(today).to_string();
        let needs: Vec<Value> = self
            .needs
            .iter()
            .map(|seed| {
                let mut need = seed.need.clone();
                if let (Some((from, to)), Value::Object(fields)) = (seed.days, &mut need) {
                    let dates = json!({ "from": day(from), "to": day(to) });
                    fields.insert("dates".to_owned(), dates);
                }
                need
            })
            .collect();
        let mut request = self.request.clone();
        if let Value::Object(fields) = &mut request {
            fields.insert("needs".to_owned(), Value::Array(needs));
        }
        serde_json::from_value(request)
    }
}

/// The households with the codes that open their requests.
pub(super) fn shown(households: &[HouseholdSeed], file: &SignInFile) -> Vec<DemoHousehold> {
    households
        .iter()
        .filter_map(|seed| {
            Some(DemoHousehold {
                about: seed.about.clone(),
                code: file.code_of(&seed.key)?.to_owned(),
            })
        })
        .collect()
}

/// Whether the file has a code for each household, and each opens a request.
pub(super) async fn are_filed(
    app: &App,
    households: &[HouseholdSeed],
    file: &SignInFile,
) -> Result<bool, SeedError> {
    for seed in households {
        let Some(code) = file.code_of(&seed.key) else {
            return Ok(false);
        };
        match app.find_request_by_code(code, Origin::here()).await {
            Ok(_) => {}
            Err(AppError::Invalid(_)) => return Ok(false),
            Err(error) => return Err(refused(&seed.key)(error)),
        }
    }
    Ok(true)
}

/// Takes the former requests back and files all of them anew. Ids and codes are written down first: whatever was filed
/// when this is interrupted, the next start finds it.
pub(super) async fn file_anew(
    app: &App,
    households: &[HouseholdSeed],
    file: &mut SignInFile,
) -> Result<(), SeedError> {
    let former = seeds::find(&mut *app.pool.acquire().await?, REQUESTS)
        .await?
        .unwrap_or_default();
    for id in former.split(' ').filter_map(|id| Uuid::parse_str(id).ok()) {
        withdraw(app, RequestId(id)).await?;
    }
    let new: Vec<(RequestId, TrackingCode)> = households
        .iter()
        .map(|_| (RequestId(ids::random()), TrackingCode::generate()))
        .collect();
    let ids: Vec<String> = new.iter().map(|(id, _)| id.to_string()).collect();
    seeds::upsert(&mut *app.pool.acquire().await?, REQUESTS, &ids.join(" ")).await?;
    let codes = households
        .iter()
        .zip(&new)
        .map(|(seed, (_, code))| KeptCode {
            key: seed.key.clone(),
            code: code.reveal(),
        })
        .collect();
    file.keep_codes(codes)?;
    for (seed, (id, code)) in households.iter().zip(&new) {
        let draft = seed
            .draft(app.today())
            .map_err(|e| SeedError::File("households.json", format!("{}: {e}", seed.key)))?;
        app.file_request_under(&caller(Actor::Visitor), None, draft, *id, code)
            .await
            .map_err(refused(&seed.key))?;
    }
    Ok(())
}

/// Takes a request back, if it was filed and is still open.
async fn withdraw(app: &App, request: RequestId) -> Result<(), SeedError> {
    let household = caller(Actor::Tracking {
        request,
        session: None,
        pin: punte_core::sign_in::Factor::None,
        case_worker: None,
    });
    let view = match app.read_request(&household, request).await {
        Ok(view) => view,
        Err(AppError::NotFound) => return Ok(()),
        Err(error) => return Err(refused("old requests")(error)),
    };
    if view.state == "open" {
        app.withdraw_request(&household, None, request, view.version)
            .await
            .map_err(refused("old requests"))?;
    }
    Ok(())
}
