//! CPU time, and what is said of many times.

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// CPU time of this thread so far, nanoseconds. Wall time on a shared machine is off by 3 to 10 times.
pub(super) fn thread_ns() -> u64 {
    nanoseconds(ClockId::ThreadCPUTime)
}

/// CPU time of this process so far, all threads, nanoseconds.
pub(super) fn process_ns() -> u64 {
    nanoseconds(ClockId::ProcessCPUTime)
}

fn nanoseconds(clock: ClockId) -> u64 {
    let time = clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    seconds * 1_000_000_000 + u64::try_from(time.tv_nsec).unwrap_or(0)
}

/// Runs something; its result and its CPU time in nanoseconds.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let began = thread_ns();
    let result = work();
    (result, thread_ns().saturating_sub(began))
}

/// Percentiles of times, microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "units in names: they are those of the JSON"
)]
pub(super) struct Spread {
    /// Median.
    pub p50_us: f64,
    /// 95th percentile.
    pub p95_us: f64,
    /// 99th percentile.
    pub p99_us: f64,
}

impl Spread {
    /// Of times in nanoseconds; zeros of none.
    pub fn of(mut ns: Vec<u64>) -> Self {
        ns.sort_unstable();
        Self {
            p50_us: micros(percentile(&ns, 50)),
            p95_us: micros(percentile(&ns, 95)),
            p99_us: micros(percentile(&ns, 99)),
        }
    }
}

/// The smallest value that so many percent of all do not exceed (nearest rank); 0 of none.
pub(super) fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// Nanoseconds as microseconds.
pub(super) fn micros(ns: u64) -> f64 {
    real(ns) / 1_000.0
}

/// A count as a real number: exact up to 2^53, and nothing here comes near.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts and nanoseconds below 2^53"
)]
pub(super) const fn real(count: u64) -> f64 {
    count as f64
}

/// A count as a real number.
pub(super) fn real_len(count: usize) -> f64 {
    real(u64::try_from(count).unwrap_or(u64::MAX))
}

/// The mean of a sum over so many; 0 of none.
pub(super) fn mean(sum: f64, of: usize) -> f64 {
    sum / real_len(of.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let hundred: Vec<u64> = (1..=100).collect();
        assert_eq!(percentile(&hundred, 50), 50);
        assert_eq!(percentile(&hundred, 99), 99);
        assert_eq!(percentile(&[7], 99), 7);
        assert_eq!(percentile(&[], 50), 0);
        assert_eq!(percentile(&[1, 2, 3], 50), 2);
    }

    #[test]
    fn work_takes_cpu_time_of_its_thread_and_its_result_comes_back() {
        let work = || (0..2_000_000_u64).fold(1, |a, b| std::hint::black_box(a ^ b));
        let (result, busy) = timed(work);
        assert!(busy > 0 && result == work());
    }
}
