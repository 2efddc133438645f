//! The same work on many items, by several threads, with the results in the order of the items.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many items a thread takes at a time: few enough to share out evenly, enough to seldom ask.
const CHUNK: usize = 16;

/// Applies `work` to every item. `threads` 1 or few items use the calling thread alone.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_with(threads, items, |_| (), |(), item| work(item))
}

/// As `map`, with a state of its own for every thread, made by `start` from the thread's number.
pub fn map_with<T: Sync, S, R: Send>(
    threads: usize,
    items: &[T],
    start: impl Fn(usize) -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(items.len().div_ceil(CHUNK)).max(1);
    if threads == 1 {
        let mut state = start(0);
        return items.iter().map(|item| work(&mut state, item)).collect();
    }
    let next = AtomicUsize::new(0);
    let run = |number: usize| {
        let mut state = start(number);
        let mut parts = Vec::new();
        loop {
            let from = next.fetch_add(CHUNK, Ordering::Relaxed);
            if from >= items.len() {
                return parts;
            }
            let chunk = &items[from..items.len().min(from + CHUNK)];
            parts.push((from, chunk.iter().map(|item| work(&mut state, item)).collect::<Vec<R>>()));
        }
    };
    let mut parts = std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads)
            .map(|number| {
                scope.spawn({
                    let run = &run;
                    move || run(number)
                })
            })
            .collect();
        let mut parts = run(0);
        for handle in handles {
            match handle.join() {
                Ok(more) => parts.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        parts
    });
    parts.sort_unstable_by_key(|(from, _)| *from);
    let mut results = Vec::with_capacity(items.len());
    parts.into_iter().for_each(|(_, part)| results.extend(part));
    results
}

/// As `map`, giving each item away: what an item holds is free again as soon as the work on it is done.
pub fn consume<T: Send, R: Send>(threads: usize, items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let slots: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let take = |slot: &Mutex<Option<T>>| slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    map(threads, &slots, |slot| take(slot).map(&work)).into_iter().flatten().collect()
}

/// Lets go of something large without waiting for it: taking a site of thousands of pages apart takes a while.
pub fn let_go<T: Send + 'static>(value: T) {
    std::thread::spawn(move || drop(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 7] {
            assert_eq!(map(threads, &items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
            assert_eq!(consume(threads, items.clone(), |n| n), items);
        }
    }
}
