//! When an offer can be had, how much of it there is, and what is promised of it: of housing night by night, of medical help week by week,
//! where a week is the day of its Monday. From which day on it matters says `Category::counted_from`.

use punte_core::{id::OfferId, period::Period};
use sqlx::PgConnection;

use super::{Result, from_date, from_range, to_date, to_range};

/// Replaces the intervals during which an offer can be had.
pub async fn replace(db: &mut PgConnection, id: OfferId, intervals: &[Period]) -> Result<()> {
    sqlx::query!("delete from offer_availability where offer_id = $1", id.0)
        .execute(&mut *db)
        .await?;
    for interval in intervals {
        sqlx::query!(
            "insert into offer_availability (offer_id, during) values ($1, $2)",
            id.0,
            to_range(*interval)
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The intervals, in order.
pub async fn list(db: &mut PgConnection, id: OfferId) -> Result<Vec<Period>> {
    let rows = sqlx::query_scalar!(
        "select during from offer_availability where offer_id = $1 order by during",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.iter().filter_map(from_range).collect())
}

/// Sets the operational capacity, also of the nights or weeks from a day on and of the legs of a ride. The database refuses less than what
/// is promised.
pub async fn update_capacity(
    db: &mut PgConnection,
    id: OfferId,
    capacity: u16,
    from: jiff::civil::Date,
) -> Result<()> {
    sqlx::query!(
        "update offer_stock set capacity = $2 where offer_id = $1",
        id.0,
        i32::from(capacity)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update offer_leg set capacity = $2 where offer_id = $1",
        id.0,
        i32::from(capacity)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "select day from offer_night where offer_id = $1 and day >= $2 order by day for update",
        id.0,
        to_date(from)
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "update offer_night set capacity = $2 where offer_id = $1 and day >= $3",
        id.0,
        i32::from(capacity),
        to_date(from)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether something is promised on a night, or in a week, from a day on that the intervals leave out.
pub async fn has_promises_outside(
    db: &mut PgConnection,
    id: OfferId,
    from: jiff::civil::Date,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from offer_night n where n.offer_id = $1 and n.day >= $2 and n.reserved > 0 and not is_open_on(n)) as "found!""#,
        id.0,
        to_date(from)
    )
    .fetch_one(db)
    .await
}

/// The nights, or Mondays of weeks, from `from` up to `to` of which something is promised, with how much, in order.
pub async fn list_promised(
    db: &mut PgConnection,
    id: OfferId,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
) -> Result<Vec<(jiff::civil::Date, u32)>> {
    let rows = sqlx::query!(
        "select day, reserved from offer_night where offer_id = $1 and day >= $2 and day < $3 and reserved > 0 order by day",
        id.0, to_date(from), to_date(to)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (from_date(r.day), u32::try_from(r.reserved).unwrap_or(0)))
        .collect())
}

/// The most that is promised on one of the nights from `from` up to `to`.
pub async fn most_promised(
    db: &mut PgConnection,
    id: OfferId,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
) -> Result<u32> {
    let n = sqlx::query_scalar!(
        r#"select coalesce(max(reserved), 0) as "n!" from offer_night where offer_id = $1 and day >= $2 and day < $3"#,
        id.0, to_date(from), to_date(to)
    )
    .fetch_one(db)
    .await?;
    Ok(u32::try_from(n).unwrap_or(0))
}

/// Seats of a ride that are promised on each leg, from a stop to the next; nothing before the first was.
pub async fn list_promised_seats(db: &mut PgConnection, id: OfferId) -> Result<Vec<u32>> {
    let reserved = sqlx::query_scalar!(
        "select reserved from offer_leg where offer_id = $1 order by leg",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(reserved
        .into_iter()
        .map(|n| u32::try_from(n).unwrap_or(0))
        .collect())
}
