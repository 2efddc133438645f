//! Many questions: a few hosts at the same time, each host one question after the other, with a pause.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::ask::{LinkProber, host};
use super::{LinkCheckSettings, LinkStatus};

/// Asks about every address. The answers come in no order.
pub fn ask(urls: &[String], settings: &LinkCheckSettings, asked: &(dyn Fn(&str) + Sync)) -> Vec<(String, LinkStatus)> {
    let mut hosts: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for url in urls {
        hosts.entry(host(url).unwrap_or_default()).or_default().push(url);
    }
    // The longest rows first, so that none is left over at the end.
    let mut rows: Vec<Vec<&String>> = hosts.into_values().collect();
    rows.sort_by_key(Vec::len);
    let threads = settings.hosts.min(rows.len());
    let open = Mutex::new(rows);
    let answers = Mutex::new(Vec::with_capacity(urls.len()));
    let turns: Mutex<HashMap<String, Instant>> = Mutex::new(HashMap::new());
    let asker = LinkProber::new(settings);
    let pace = |host: &str| {
        let now = Instant::now();
        let mut turns = turns.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.get(host).copied().unwrap_or(now).max(now);
        turns.insert(host.to_owned(), turn + settings.pause);
        drop(turns);
        std::thread::sleep(turn.saturating_duration_since(now));
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let row = open.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(row) = row else { return };
                    for url in row {
                        let answer = asker.ask(url, &pace);
                        asked(url);
                        answers.lock().unwrap_or_else(PoisonError::into_inner).push((url.clone(), answer));
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}
