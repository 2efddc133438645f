//! `vertebra new page`: a file whose front matter has every field of its type, each explained.

use super::arguments::{NewPageArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::fresh::{self, Fresh};
use super::terminal::Terminal;
use super::work::{self, Clock};
use crate::disk::create::create_file;

/// Writes the file of a new page.
pub fn run(site: &SiteArguments, asked: &NewPageArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = work::plain_options(&asked.day);
    let build = work::open(site, &options, &mut Clock::start())?;
    let schema = build.schema();
    let kind = fresh::find_type(&asked.kind, schema)?;
    let page = Fresh { title: &asked.title, kind: (&asked.kind, kind), values: &Default::default(), body: "" };
    let path = fresh::path_of(&asked.title, &asked.kind, &asked.folder)?;
    create_file(&site.root.join(&path), &fresh::page(&page, schema, fresh::today(&options, schema)))?;
    if !terminal.quiet {
        terminal.result(&format!(
            "{path} is ready to be written. It is a draft until you remove the line draft: true.\n{}To see it, run: vertebra build --drafts\n",
            fresh::to_fill_in(&page)
        ));
    }
    Ok(Exit::Fine)
}
