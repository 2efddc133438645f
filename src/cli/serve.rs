//! `vertebra serve`: puts into words what the preview tells, and prints it.

use super::arguments::{ServeArguments, SiteArguments};
use super::common;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_report::{self as report, Paint, Tally, count};
use vertebra_serve::{
    self as serve, Changed, DiagnosticChanges, ListenAddress, Listening, PreviewEvent, PreviewSettings,
};

/// Shows the site until it is ended.
pub fn run(site: &SiteArguments, asked: &ServeArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let place = ListenAddress { bind: asked.bind, port: asked.port, open: asked.open };
    if asked.built {
        let folder = common::out_folder(site, asked.out.as_deref());
        serve::built((&folder, &site.root), place, &asked.allow_hosts, &|news| say(&news, terminal))?;
        return Ok(Exit::Fine);
    }
    let settings = PreviewSettings {
        root: site.root.clone(),
        place,
        names: asked.allow_hosts.clone(),
        date: asked.day.date,
        navigate: asked.navigate,
        editor: asked.editor.clone(),
        poll: asked.poll,
        threads: asked.threads.count(),
    };
    serve::preview(&settings, &|news| say(&news, terminal))?;
    Ok(Exit::Fine)
}

fn say(news: &PreviewEvent, terminal: &Terminal) {
    match news {
        // The one thing that is needed even by those who want to hear little.
        PreviewEvent::Listening(listening) => terminal.result(&self::listening(listening)),
        PreviewEvent::Changed(changed) if !terminal.quiet => terminal.result(&self::changed(changed)),
        PreviewEvent::Changed(_) => {}
        PreviewEvent::Found(found) => {
            let text = report::draw(&found.new, found.snapshot, terminal.remark_painter(), terminal.verbose);
            terminal.remark(&text);
            terminal.remark(&summed(found));
        }
        PreviewEvent::Trouble(words) => {
            let name = terminal.remark_painter().paint(Paint::Error, "vertebra");
            terminal.remark(&format!("{name}: {words}\n"));
        }
    }
}

fn listening(news: &Listening) -> String {
    let mut text = String::new();
    if let Some(port) = news.busy {
        text += &format!("Port {port} is in use; using the next free port.\n");
    }
    text += &format!("Preview: {}\n", news.url());
    if !news.address.ip().is_loopback() {
        let drafts = if news.drafts { ", including drafts" } else { "" };
        text += &format!("Everyone on your network can see this site{drafts}");
        text += &news.network_url().map_or(".\n".to_owned(), |url| format!(": {url}\n"));
    }
    text
}

/// `guides/first-visit.md changed · 3 ms · 1 open page reloads`
fn changed(news: &Changed) -> String {
    let pages = match (news.reloaded, news.restyled) {
        (0, 0) => "no open page is affected".to_owned(),
        (0, 1) => "1 open page gets the new styles".to_owned(),
        (0, restyled) => format!("{restyled} open pages get the new styles"),
        (1, _) => "1 open page reloads".to_owned(),
        (reloaded, _) => format!("{reloaded} open pages reload"),
    };
    format!("{} · {} · {pages}\n", news.what(), news.time())
}

/// `1 problem fixed. 2 errors in all.`
fn summed(found: &DiagnosticChanges) -> String {
    let tally = Tally::of(found.all);
    let left = match (tally.errors, tally.warnings) {
        (0, 0) if found.mended == 0 => "No problems.".to_owned(),
        (0, 0) => "No problems left.".to_owned(),
        (errors, 0) => format!("{} in all.", count(errors, "error")),
        (0, warnings) => format!("{} in all, no errors.", count(warnings, "warning")),
        (errors, warnings) => format!("{} and {} in all.", count(errors, "error"), count(warnings, "warning")),
    };
    match found.mended {
        0 => format!("{left}\n"),
        mended => format!("{} fixed. {left}\n", count(mended, "problem")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use vertebra_base::path::SourcePath;
    use vertebra_serve::FileChange;

    fn line(files: &[(&str, FileChange)], (reloaded, restyled): (usize, usize)) -> String {
        let files = files.iter().map(|(path, kind)| (SourcePath::new(path), *kind)).collect();
        changed(&Changed { files, took: Duration::from_micros(3400), reloaded, restyled })
    }

    #[test]
    fn a_change_is_one_line() {
        let page = [("content/guides/first-visit.md", FileChange::Changed)];
        assert_eq!(line(&page, (1, 0)), "guides/first-visit.md changed · 3 ms · 1 open page reloads\n");
        assert_eq!(line(&page, (2, 1)), "guides/first-visit.md changed · 3 ms · 2 open pages reload\n");
        assert_eq!(line(&page, (0, 0)), "guides/first-visit.md changed · 3 ms · no open page is affected\n");
        let sheet = [("themes/clinic/styles/main.css", FileChange::Changed)];
        assert_eq!(
            line(&sheet, (0, 2)),
            "themes/clinic/styles/main.css changed · 3 ms · 2 open pages get the new styles\n"
        );
        let two = [("content/a.md", FileChange::Added), ("content/b.md", FileChange::Removed)];
        assert_eq!(line(&two[..1], (0, 0)), "a.md added · 3 ms · no open page is affected\n");
        assert_eq!(line(&two, (0, 0)), "2 files changed · 3 ms · no open page is affected\n");
        assert_eq!(line(&[], (1, 0)), "a scheduled time was reached · 3 ms · 1 open page reloads\n");
    }
}
