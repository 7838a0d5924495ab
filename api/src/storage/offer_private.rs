//! What only the provider and a matched household see of a version of an offer (identity schema), sealed.

use std::collections::BTreeMap;

use punte_core::{
    id::RevisionId,
    offer::{OfferPrivate, OfferPrivateDraft},
    place::GeoPoint,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Geog, Result, data_keys, opening::Opening};
use crate::vault::{
    DataKey, IndexKind, OFFER_ADDRESS, OFFER_DRIVER, OFFER_LICENCE_NUMBER, OFFER_PLATE,
    OFFER_POINT, Vault,
};

/// A row, ready to be written.
struct Sealed {
    address: Option<Vec<u8>>,
    address_index: Option<Vec<u8>>,
    point: Option<Vec<u8>>,
    point_index: Option<Vec<u8>>,
    driver: Option<Vec<u8>>,
    plate: Option<Vec<u8>>,
    licence_number: Option<Vec<u8>>,
}

fn seal(vault: &Vault, key: &DataKey, p: &OfferPrivateDraft) -> Result<Sealed> {
    let point = p.point.map(point_text);
    Ok(Sealed {
        address: key.seal_some(OFFER_ADDRESS, p.address.as_deref())?,
        address_index: p
            .address
            .as_deref()
            .map(|a| vault.index(IndexKind::Address, &a.to_lowercase())),
        point: key.seal_some(OFFER_POINT, point.as_deref())?,
        point_index: point.as_deref().map(|p| vault.index(IndexKind::Point, p)),
        driver: key.seal_some(OFFER_DRIVER, p.driver.as_deref())?,
        plate: key.seal_some(OFFER_PLATE, p.plate.as_deref())?,
        licence_number: key.seal_some(OFFER_LICENCE_NUMBER, p.licence_number.as_deref())?,
    })
}

/// Degrees as Rust writes and reads them, to the last bit.
fn point_text(point: GeoPoint) -> String {
    format!("{} {}", point.lat(), point.lon())
}

/// The point that [`point_text`] wrote.
pub(super) fn read_point(text: &str) -> Option<GeoPoint> {
    let (lat, lon) = text.split_once(' ')?;
    GeoPoint::new(lat.parse().ok()?, lon.parse().ok()?).ok()
}

/// Adds the private data of a version.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: RevisionId,
    private: &OfferPrivate,
) -> Result<()> {
    let key = data_keys::insert(db, vault, id.0).await?;
    let s = seal(vault, &key, private.get())?;
    sqlx::query!(
        "insert into identity.offer_private (revision_id, address, address_index, point, point_index, driver, plate, licence_number)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0, s.address, s.address_index, s.point, s.point_index, s.driver, s.plate, s.licence_number
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces the private data of a version that was not submitted yet.
pub async fn update(
    opening: &mut Opening<'_>,
    id: RevisionId,
    private: &OfferPrivate,
) -> Result<()> {
    let Some(key) = opening.key(id.0).await? else {
        return Ok(());
    };
    write(opening.db, opening.vault, &key, id, private.get()).await
}

async fn write(
    db: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    id: RevisionId,
    private: &OfferPrivateDraft,
) -> Result<()> {
    let s = seal(vault, key, private)?;
    sqlx::query!(
        "update identity.offer_private set address = $2, address_index = $3, point = $4, point_index = $5, driver = $6, plate = $7,
             licence_number = $8, plain_address = null, plain_point = null, plain_driver = null, plain_plate = null,
             plain_licence_number = null
         where revision_id = $1",
        id.0, s.address, s.address_index, s.point, s.point_index, s.driver, s.plate, s.licence_number
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The private data of a version; none once they were erased.
pub async fn find(opening: &mut Opening<'_>, id: RevisionId) -> Result<Option<OfferPrivateDraft>> {
    let row = sqlx::query!(
        "select address, point, driver, plate, licence_number, k.wrapped, k.kek, k.version
         from identity.offer_private p join identity.data_key k on k.row_id = p.revision_id where p.revision_id = $1",
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        Ok(OfferPrivateDraft {
            address: key.open_some(OFFER_ADDRESS, r.address.as_deref())?,
            point: key
                .open_some(OFFER_POINT, r.point.as_deref())?
                .and_then(|text| read_point(&text)),
            driver: key.open_some(OFFER_DRIVER, r.driver.as_deref())?,
            plate: key.open_some(OFFER_PLATE, r.plate.as_deref())?,
            licence_number: key.open_some(OFFER_LICENCE_NUMBER, r.licence_number.as_deref())?,
        })
    })
    .transpose()
}

/// The exact points of some versions; those that have none, or were erased, are left out.
pub(super) async fn list_points(
    opening: &mut Opening<'_>,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, GeoPoint>> {
    let rows = sqlx::query!(
        r#"select p.revision_id, p.point as "point!", k.wrapped, k.kek, k.version
           from identity.offer_private p join identity.data_key k on k.row_id = p.revision_id
           where p.revision_id = any($1) and p.point is not null"#,
        ids
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut points = BTreeMap::new();
    for r in rows {
        let key = data_keys::open(opening, r.revision_id, r.wrapped, r.kek, r.version)?;
        let point = key.open(OFFER_POINT, &r.point)?;
        points.extend(read_point(&point).map(|point| (r.revision_id, point)));
    }
    Ok(points)
}

/// Seals up to `limit` rows that an older version wrote in plain text; answers how many.
pub async fn seal_plain(opening: &mut Opening<'_>, limit: i64) -> Result<usize> {
    let Opening { db, vault } = opening;
    let rows = sqlx::query!(
        r#"select revision_id, plain_address, plain_point as "plain_point: Geog", plain_driver, plain_plate, plain_licence_number
           from identity.offer_private p
           where num_nonnulls(address, point, driver, plate, licence_number) = 0
               and not exists (select from identity.data_key k where k.row_id = p.revision_id)
           limit $1 for update skip locked"#,
        limit
    )
    .fetch_all(&mut **db)
    .await?;
    let count = rows.len();
    for r in rows {
        let key = data_keys::insert(db, vault, r.revision_id).await?;
        let plain = OfferPrivateDraft {
            address: r.plain_address,
            point: r.plain_point.and_then(Geog::point),
            driver: r.plain_driver,
            plate: r.plain_plate,
            licence_number: r.plain_licence_number,
        };
        if plain != OfferPrivateDraft::default() {
            write(db, vault, &key, RevisionId(r.revision_id), &plain).await?;
        }
    }
    Ok(count)
}
