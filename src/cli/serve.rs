//! `vertebra serve`: puts into words what the preview tells, and prints it.

use super::arguments::{ServeArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use super::work;
use crate::report::{self, Paint, Tally, count};
use crate::serve::{self, Changed, Found, Listening, News, Place, Settings};

/// Shows the site until it is ended.
pub fn run(site: &SiteArguments, asked: &ServeArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let place = Place { bind: asked.bind, port: asked.port, open: asked.open };
    if asked.built {
        let folder = work::out_folder(site, asked.out.as_deref());
        serve::built(&folder, &site.root, place, &|news| say(&news, terminal))?;
        return Ok(Exit::Fine);
    }
    let settings = Settings {
        root: site.root.clone(),
        place,
        date: asked.day.date,
        navigate: asked.navigate,
        editor: asked.editor.clone(),
        poll: asked.poll,
        threads: asked.threads.count(),
    };
    serve::preview(&settings, &|news| say(&news, terminal))?;
    Ok(Exit::Fine)
}

fn say(news: &News, terminal: &Terminal) {
    match news {
        // The one thing that is needed even by those who want to hear little.
        News::Listening(listening) => terminal.result(&self::listening(listening)),
        News::Changed(changed) if !terminal.quiet => terminal.result(&self::changed(changed)),
        News::Changed(_) => {}
        News::Found(found) => {
            let text = report::draw(&found.new, found.snapshot, terminal.remark_painter(), terminal.verbose);
            terminal.remark(&text);
            terminal.remark(&summed(found));
        }
        News::Trouble(words) => {
            let name = terminal.remark_painter().paint(Paint::Error, "vertebra");
            terminal.remark(&format!("{name}: {words}\n"));
        }
    }
}

fn listening(news: &Listening) -> String {
    let everybody = news.address.ip().is_unspecified();
    let mut text = String::new();
    if let Some(port) = news.busy {
        text += &format!("Another program has port {port}; this is the next one that is free.\n");
    }
    if everybody {
        text += "Every computer in your network can see this site, drafts too.\n";
    }
    text + &format!("Preview: {}\n", news.url())
}

/// `guides/first-visit.md changed · 3 ms · 1 open page reloads`
fn changed(news: &Changed) -> String {
    let pages = match (news.reloaded, news.restyled) {
        (0, 0) => "no open page is affected".to_owned(),
        (0, restyled) => format!("{} gets the new style", open_pages(restyled)),
        (1, _) => "1 open page reloads".to_owned(),
        (reloaded, _) => format!("{} reload", open_pages(reloaded)),
    };
    format!("{} · {} · {pages}\n", news.what(), news.time())
}

fn open_pages(number: usize) -> String {
    count(number, "open page")
}

/// `1 error mended, 2 errors left`
fn summed(found: &Found) -> String {
    let tally = Tally::of(found.all);
    let left = match (tally.errors, tally.warnings) {
        (0, 0) => "Nothing is wrong any more.".to_owned(),
        (errors, warnings) => format!("{} and {} in all.", count(errors, "error"), count(warnings, "warning")),
    };
    match found.mended {
        0 => format!("{left}\n"),
        mended => format!("{} mended. {left}\n", count(mended, "problem")),
    }
}
