//! Many times as three: the median, the 95th of a hundred, the longest.

use std::time::Duration;

/// The head of a table of times.
pub fn head() {
    println!("| what | times | median ms | 95th ms | longest ms |");
    println!("| --- | ---: | ---: | ---: | ---: |");
}

/// One line of it.
pub fn line(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100).clamp(1, times.len().max(1)) - 1;
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    println!("| {what} | {} | {:.2} | {:.2} | {:.2} |", times.len(), at(50), at(95), at(100));
}
