//! Many who ask at a time, and how long each waited: on one thread, as one worker of the server does.

use std::time::Instant;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

/// What came of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli::bench) enum Said {
    /// It has its place.
    Sold,
    /// There was none left.
    Full,
}

/// What came of all of them.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// How many have a place.
    pub sold: usize,
    /// How many do not.
    pub refused: usize,
    /// How long each waited, nanoseconds.
    pub ns: Vec<u64>,
    /// How long all of them took together, nanoseconds.
    pub took_ns: u64,
}

fn ns(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// Asks for all of these, so many at a time.
pub(super) async fn ask_all<T>(
    claims: &[T],
    at_a_time: usize,
    ask: impl AsyncFn(&T) -> Result<Said, Box<dyn std::error::Error>>,
) -> Result<Answers, Box<dyn std::error::Error>> {
    let ask = &ask;
    let all = Instant::now();
    let said: Vec<(Said, u64)> = stream::iter(claims)
        .map(|claim| async move {
            let began = Instant::now();
            let said = ask(claim).await?;
            Ok::<_, Box<dyn std::error::Error>>((said, ns(began)))
        })
        .buffer_unordered(at_a_time)
        .try_collect()
        .await?;
    let took_ns = ns(all);
    let sold = said.iter().filter(|(said, _)| *said == Said::Sold).count();
    Ok(Answers {
        sold,
        refused: said.len() - sold,
        ns: said.into_iter().map(|(_, ns)| ns).collect(),
        took_ns,
    })
}
