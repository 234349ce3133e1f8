//! Clocks, memory and texts.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// What a round lasts at least: shorter work is repeated until it does.
const ROUND: Duration = Duration::from_millis(60);

/// How many times more rounds such short work gets: it is easily disturbed.
const MORE_ROUNDS: usize = 4;

/// CPU time of this thread for `work`, the shortest of `rounds`; work that is over too soon to be timed is repeated.
pub(crate) fn best(rounds: usize, work: impl Fn()) -> Duration {
    let first = once(&work);
    let repeats = (ROUND.as_secs_f64() / first.as_secs_f64().max(1e-6)).ceil() as u32;
    if repeats <= 1 {
        return (1..rounds).map(|_| once(&work)).fold(first, Duration::min);
    }
    let repeated = || (0..repeats).for_each(|_| work());
    let shortest = (0..MORE_ROUNDS * rounds.max(1))
        .map(|_| once(repeated))
        .min();
    shortest.unwrap_or(first) / repeats
}

/// CPU time of this thread for `work`.
pub(crate) fn once(work: impl FnOnce()) -> Duration {
    let start = ThreadTime::now();
    work();
    start.elapsed()
}

/// Time by the clock on the wall for `work` on each of `0..items`, by as many threads as there are processors.
pub(crate) fn on_all_threads(
    threads: usize,
    items: usize,
    work: impl Fn(usize) + Sync,
) -> Duration {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let item = next.fetch_add(1, Ordering::Relaxed);
                    if item >= items {
                        break;
                    }
                    work(item);
                }
            });
        }
    });
    start.elapsed()
}

/// Largest memory in MiB that the process held since [`forget_peak_memory`], where the system tells (Linux).
pub(crate) fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// Lets the peak count from now on, where the system can; elsewhere it counts from the start of the process.
pub(crate) fn forget_peak_memory() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The texts of a file of JSON lines.
pub(crate) fn texts(path: &Path) -> io::Result<Vec<String>> {
    let text_of = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = row.get("text").and_then(serde_json::Value::as_str);
        text.map(str::to_owned)
            .ok_or_else(|| io::Error::other("a line has no `text`"))
    };
    let lines = fs::read_to_string(path)?;
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(text_of)
        .collect()
}
