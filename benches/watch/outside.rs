//! The program from outside: files are saved as editors save them, and looked for where readers see them.

use std::error::Error;
use std::fs;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use super::figures;
use super::program::{Browser, HANGS, Program};
use super::site::{Edit, Part, Site};

/// How often it is looked whether an edit can be seen.
const LOOK: Duration = Duration::from_micros(500);
/// Nobody saves faster than that on purpose.
const PAUSE: Duration = Duration::from_millis(200);
/// Files of one burst, such as a change of branch.
const BURST: usize = 100;

/// `vertebra serve`: to the response that holds the edit.
pub fn serve(site: &Site, edits: usize) -> Result<(), Box<dyn Error>> {
    let (program, line) = Program::start(&site.root, &["serve", "--port", "0"], "Preview: ")?;
    let host = line.trim_start_matches("Preview: http://").trim_end_matches('/').to_owned();
    let mut browser = Browser::open(&host)?;
    browser.get("/")?;
    let first = program.started.elapsed();
    println!("\nserve at {} pages: first page after {:.0} ms\n", site.pages, first.as_secs_f64() * 1000.0);
    measure(site, &program, edits, &mut |edit| Ok(browser.get(&edit.url)?.contains(&edit.marker)))
}

/// `vertebra build --watch`: to the file in the finished site that holds the edit.
pub fn build(site: &Site, edits: usize) -> Result<(), Box<dyn Error>> {
    let (program, _) = Program::start(&site.root, &["build", "--watch"], "Watching for changes")?;
    let first = program.started.elapsed();
    println!("\nbuild --watch at {} pages: watching after {:.0} ms\n", site.pages, first.as_secs_f64() * 1000.0);
    let out = site.root.join("public");
    let mut see = |edit: &Edit| match fs::read(out.join(format!("{}index.html", &edit.url[1..]))) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).contains(&edit.marker)),
        // For a moment there may be none, while one takes the place of the other.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    };
    measure(site, &program, edits, &mut see)
}

/// Whether an edit can be seen.
type See<'a> = &'a mut dyn FnMut(&Edit) -> Result<bool, Box<dyn Error>>;

fn measure(site: &Site, program: &Program, edits: usize, see: See) -> Result<(), Box<dyn Error>> {
    program.settle();
    figures::head();
    let mut turn = 0;
    for (part, name, count) in [(Part::Body, "body", 50), (Part::Title, "title", 20)] {
        let mut times = Vec::new();
        for article in site.spread(count, turn + 1) {
            turn += 1;
            let edit = site.edit(article, part, turn);
            // The page is open in the browser.
            see(&edit)?;
            thread::sleep(PAUSE);
            site.save(&edit)?;
            times.push(wait(&edit, see)?);
        }
        figures::line(&format!("{name} edit, written to seen"), times);
    }
    program.settle();
    let before = program.memory();
    let started = Instant::now();
    save_many(site, edits, &mut turn, see)?;
    let took = started.elapsed();
    program.settle();
    println!("\n{edits} edits, in bursts of {BURST} and one after the other, all seen: {:.0} s", took.as_secs_f64());
    match before.zip(program.memory()) {
        Some((before, after)) => {
            let (before, after) = (before as f64 / 1024.0, after as f64 / 1024.0);
            println!(
                "memory: {before:.1} MiB before them, {after:.1} MiB after ({:+.1}%)",
                (after / before - 1.0) * 100.0
            )
        }
        None => println!("memory: this system does not tell"),
    }
    Ok(())
}

/// Bursts and single saves by turns; each edit must be seen before the next turn.
fn save_many(site: &Site, edits: usize, turn: &mut usize, see: See) -> Result<(), Box<dyn Error>> {
    let mut left = edits;
    let mut burst = true;
    while left > 0 {
        let count = BURST.min(left);
        let mut made = Vec::with_capacity(count);
        for article in site.spread(count, *turn) {
            *turn += 1;
            let part = if (*turn).is_multiple_of(5) { Part::Title } else { Part::Body };
            let edit = site.edit(article, part, *turn);
            site.save(&edit)?;
            match burst {
                true => made.push(edit),
                false => _ = wait(&edit, see)?,
            }
        }
        made.iter().try_for_each(|edit| wait(edit, see).map(|_| ()))?;
        left -= count;
        burst = !burst;
    }
    Ok(())
}

/// The time until an edit is seen.
fn wait(edit: &Edit, see: See) -> Result<Duration, Box<dyn Error>> {
    let saved = Instant::now();
    while !see(edit)? {
        if saved.elapsed() > HANGS {
            return Err(format!("{} was never seen at {}", edit.marker, edit.url).into());
        }
        thread::sleep(LOOK);
    }
    Ok(saved.elapsed())
}
