//! `vertebra publish`: checks everything, shows what visitors will see change, asks, and puts the site in place.

mod compare;
mod words;

use super::arguments::{CheckArguments, PublishArguments, SiteArguments};
use super::ask::agreed;
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::release::{self, PreparedAddressBook};
use super::rendering::Rendering;
use super::summary::{self, folder, problems};
use super::terminal::Terminal;
use compare::{Compare, VisibleChanges};
use vertebra_disk::{Comparison, PublishTransaction, check_place, read};
use vertebra_engine::Build;
use vertebra_report::{Tally, count};

/// Checks, shows, asks, publishes. Nothing is written when anything is wrong.
pub fn run(site: &SiteArguments, asked: &PublishArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let out = common::out_folder(site, asked.out.as_deref());
    read::check_site(&site.root)?;
    check_place(&site.root, &out)?;
    let common = CheckArguments { strict: asked.strict, day: asked.day.clone(), ..CheckArguments::default() };
    let options = common::release_options(site, &common);
    let mut clock = StepClock::start();
    let build = common::open(site, &options, &mut clock)?;
    release::check_book(&site.root, &build)?;
    // What has errors already is rendered only to find the others too.
    let stops = Tally::of(build.diagnostics()).stops(asked.strict);
    let begun = match stops {
        true => None,
        false => Some((PublishTransaction::begin(&out, false)?.lasting(), Comparison::begin(&out)?)),
    };
    let compare = Compare::new(&out);
    let put = |output| {
        if let Some((stage, comparison)) = &begun {
            comparison.put(&output);
            compare.put(&output);
            stage.put(output);
        }
    };
    let put = common::with_copies(&build, &options.store, &put);
    let rendering = common::render(&build, (site, &common), (terminal, &mut clock), &put);
    drop(put);
    let Some((stage, comparison)) = begun.filter(|_| !rendering.tally.stops(asked.strict)) else {
        terminal.remark(&stopped(&rendering, asked));
        return Ok(Exit::SiteHasErrors);
    };

    let mut changes = compare.finish(&comparison.finish()?, &build);
    if changes.is_empty() {
        changes.never_published(&build);
    }
    // Who is asked has to see what about.
    if !terminal.quiet || !asked.yes && !changes.is_empty() {
        terminal.result(&words::changes(&changes, asked.full, terminal.result_painter()));
    }
    if !terminal.quiet {
        terminal.result(&words::to_know(&build, &rendering));
    }
    if let Some(refusal) = too_many_removed(&changes, &build, asked) {
        terminal.remark(&refusal);
        return Ok(Exit::SiteHasErrors);
    }
    if !changes.is_empty() && !agreed(terminal, "Publish this?", asked.yes, ("published", "publish without confirming"))
    {
        return Ok(Exit::NothingDone);
    }
    // No memo: what a release looks at besides is no part of what a plain build remembers.
    let book = PreparedAddressBook::prepare(&site.root, &build, "publish")?;
    let published = stage.commit(None)?;
    book.record(terminal)?;
    if !terminal.quiet {
        terminal.remark(&summary::kept(&published.kept_unknown, &out, terminal.verbose));
        terminal.result(&words::next(&changes, &published, &folder(&out), build.site().config.deploy.target.value));
    }
    // The program ends here: taking a large site apart piece by piece would only keep the editor waiting.
    std::mem::forget(build);
    Ok(Exit::Fine)
}

fn stopped(rendering: &Rendering, asked: &PublishArguments) -> String {
    let (found, pages) = (problems(rendering.tally), count(rendering.pages, "page"));
    let kind = if rendering.tally.errors == 0 { "warnings" } else { "errors" };
    let strict = if asked.strict { " --strict" } else { "" };
    let because = if rendering.tally.errors == 0 { ", because of --strict" } else { "" };
    format!(
        "{found} in {pages}. Nothing was published{because}. Fix the {kind} above, then run: vertebra publish{strict}\n"
    )
}

/// A slip that takes many pages away, such as a folder that was renamed, is stopped here.
fn too_many_removed(changes: &VisibleChanges, build: &Build, asked: &PublishArguments) -> Option<String> {
    let removed = changes.removed.len();
    let most =
        asked.allow_removing.unwrap_or_else(|| build.site().config.publishing.most_removed(changes.pages_before));
    (removed > most).then(|| {
        format!(
            "{} would be removed, but at most {most} may be removed at once. Nothing was published.\n  \
             help: to remove them, run: vertebra publish --allow-removing {removed}\n  \
             note: this limit is set in content/site.yaml: publish: {{max_removed: {most}}}\n",
            count(removed, "page")
        )
    })
}
