//! `vertebra serve`: puts into words what the preview tells, and prints it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use super::arguments::{ServeArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use crate::path::SourcePath;
use crate::report::{self, Paint, Tally, count};
use crate::serve::{self, Changed, Found, Kind, Listening, News, Place, Settings};

/// Shows the site until it is ended.
pub fn run(site: &SiteArguments, asked: &ServeArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let settings = Settings {
        root: site.root.clone(),
        place: Place { bind: asked.bind, port: asked.port, open: asked.open },
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
    text + &format!("Preview: {}\n", address(news.address))
}

/// Where a browser on this computer finds the preview.
fn address(bound: SocketAddr) -> String {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(ip, bound.port()))
}

/// `guides/first-visit.md changed · 3 ms · 1 open page reloads`
fn changed(news: &Changed) -> String {
    let pages = match (news.reloaded, news.restyled) {
        (0, 0) => "no open page is affected".to_owned(),
        (0, restyled) => format!("{} gets the new style", open_pages(restyled)),
        (1, _) => "1 open page reloads".to_owned(),
        (reloaded, _) => format!("{} reload", open_pages(reloaded)),
    };
    format!("{} · {} · {pages}\n", what(&news.files), time(news.took))
}

fn open_pages(number: usize) -> String {
    count(number, "open page")
}

fn what(files: &[(SourcePath, Kind)]) -> String {
    let verb = |kind: Kind| match kind {
        Kind::Added => "added",
        Kind::Changed => "changed",
        Kind::Removed => "removed",
    };
    match files {
        [] => "time has passed".to_owned(),
        [(path, kind)] => format!("{} {}", path.in_content().unwrap_or(path.as_str()), verb(*kind)),
        many => format!("{} changed", count(many.len(), "file")),
    }
}

fn time(took: Duration) -> String {
    format!("{} ms", took.as_millis().max(1))
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
