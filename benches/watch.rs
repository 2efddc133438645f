//! How long a saved file takes to be seen: in the preview, in the finished site, and inside the program alone. Measures;
//! judges nothing.
//!
//!     cargo bench --bench watch
//!     cargo bench --bench watch -- inside
//!     VERTEBRA_PAGES=1000 VERTEBRA_EDITS=500 cargo bench --bench watch -- serve build
//!
//! Words choose the parts: `inside`, `serve`, `build`; none means all. `VERTEBRA_PAGES` is the size of the site that the
//! program itself is started on (10,000), `VERTEBRA_EDITS` how often it is edited between two looks at its memory
//! (10,000). Leaves nothing behind.

#[path = "stages/corpus.rs"]
mod corpus;
#[path = "watch/figures.rs"]
mod figures;
#[path = "watch/inside.rs"]
mod inside;
#[path = "watch/outside.rs"]
mod outside;
#[path = "watch/program.rs"]
mod program;
#[path = "watch/site.rs"]
mod site;

use std::error::Error;

// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PARTS: [&str; 3] = ["inside", "serve", "build"];

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let Some(other) = asked.iter().find(|word| !PARTS.contains(&word.as_str())) {
        return Err(format!("there is no part \"{other}\"; the parts are: {}", PARTS.join(", ")).into());
    }
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    if wanted("inside") {
        println!("\nInside the program, without waiting for quiet:\n");
        figures::head();
        for pages in [1_000, 10_000] {
            let site = site::Site::write(&scratch.path().join(format!("inside-{pages}")), pages)?;
            inside::measure(&site)?;
        }
    }
    let (pages, edits) = (number("VERTEBRA_PAGES", 10_000)?, number("VERTEBRA_EDITS", 10_000)?);
    for part in ["serve", "build"].into_iter().filter(|part| wanted(part)) {
        let site = site::Site::write(&scratch.path().join(part), pages)?;
        match part {
            "serve" => outside::serve(&site, edits)?,
            _ => outside::build(&site, edits)?,
        }
    }
    Ok(())
}

fn number(name: &str, default: usize) -> Result<usize, Box<dyn Error>> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name} takes a whole number, not \"{text}\"").into()),
        Err(_) => Ok(default),
    }
}
