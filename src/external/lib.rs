//! Asks other websites whether the links that lead there still lead somewhere. Only when an editor asks for it: never in a
//! build, and never of a computer that is not public.
//!
//! In order: what is remembered of an earlier time is taken from `memory`; `queue` asks the rest, politely; `ask` puts one
//! question and follows where it is sent; `tell` says what came of it. Reads and writes no file.
//!
//! ```
//! use vertebra_base::path::SourcePath;
//! use vertebra_check::OutsideLink;
//! use vertebra_external::{LinkStatus, tell};
//!
//! let file = SourcePath::new("content/a.md");
//! let link = OutsideLink { url: "https://example.org/gone".to_owned(), file, span: None, others: 0 };
//! let told = tell(&[link], &[LinkStatus::Dead(404)]);
//! assert_eq!(told[0].code, "link-dead");
//! ```

mod ask;
mod memory;
mod model;
mod queue;
mod tell;

pub use memory::Memory;
pub use model::{LinkCheckSettings, LinkStatus};
pub use tell::tell;

use vertebra_base::link::Link;

/// Asks about every address that `memory` knows nothing of, and remembers the answers. `asked` is told of each answer, from
/// several threads. The answers come in the order of the addresses.
pub fn ask_all(
    urls: &[String],
    memory: &mut Memory,
    now: jiff::Timestamp,
    settings: &LinkCheckSettings,
    asked: &(dyn Fn(&str) + Sync),
) -> Vec<LinkStatus> {
    let bare = |url: &String| {
        let Link { path, query, .. } = Link::parse(url);
        format!("{path}{query}")
    };
    let mut open: Vec<String> = urls.iter().map(bare).filter(|url| memory.get(url, now).is_none()).collect();
    open.sort_unstable();
    open.dedup();
    for (url, answer) in queue::ask(&open, settings, asked) {
        memory.put(url, answer, now);
    }
    let unasked = || LinkStatus::Unknown("was not checked".to_owned());
    urls.iter().map(|url| memory.get(&bare(url), now).cloned().unwrap_or_else(unasked)).collect()
}
