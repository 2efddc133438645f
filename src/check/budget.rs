//! The pages of a site against its budgets: a row of figures each, and what is over.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::WrittenAddresses;
use super::weighed::PageSizes;
use vertebra_base::link::{BaseUrl, LinkPlace, place};
use vertebra_base::path::OutputPath;
use vertebra_schema::config::Budgets;

/// What a page comes to. Weights are bytes on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageWeight {
    pub page: OutputPath,
    pub html: usize,
    pub css: usize,
    pub js: usize,
    /// The heaviest picture.
    pub image: usize,
    /// All that is loaded before the reader scrolls.
    pub whole: usize,
    pub requests: usize,
    /// Other hosts, in order.
    pub hosts: Vec<String>,
    /// The HTML was compressed to weigh it.
    is_exact: bool,
    /// The style sheets, the scripts, and the heaviest picture, as outputs.
    styles: Vec<String>,
    scripts: Vec<String>,
    heaviest: Option<String>,
}

/// What may be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BudgetLimit {
    Html,
    Css,
    Js,
    Image,
    Page,
    Requests,
    ThirdParties,
}

/// A limit that a page is over, with all pages that are over it for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    pub limit: BudgetLimit,
    /// The first page, which stands for the others.
    pub page: OutputPath,
    /// How many others there are.
    pub others: usize,
    pub is: usize,
    pub may: usize,
    /// The files or hosts that are meant.
    pub names: Vec<String>,
}

/// The figures of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub budgets: Budgets,
    /// The heaviest pages, the worst one first.
    pub worst: Vec<PageWeight>,
    pub over: Vec<Over>,
}

impl BudgetLimit {
    /// All limits, in the order of the table.
    pub const ALL: [BudgetLimit; 7] = [
        BudgetLimit::Html,
        BudgetLimit::Css,
        BudgetLimit::Js,
        BudgetLimit::Image,
        BudgetLimit::Page,
        BudgetLimit::Requests,
        BudgetLimit::ThirdParties,
    ];

    /// What a page has of it.
    pub fn of(self, row: &PageWeight) -> usize {
        match self {
            BudgetLimit::Html => row.html,
            BudgetLimit::Css => row.css,
            BudgetLimit::Js => row.js,
            BudgetLimit::Image => row.image,
            BudgetLimit::Page => row.whole,
            BudgetLimit::Requests => row.requests,
            BudgetLimit::ThirdParties => row.hosts.len(),
        }
    }

    /// What a page may have of it.
    pub fn may(self, budgets: &Budgets) -> usize {
        match self {
            BudgetLimit::Html => budgets.html,
            BudgetLimit::Css => budgets.css,
            BudgetLimit::Js => budgets.js,
            BudgetLimit::Image => budgets.image,
            BudgetLimit::Page => budgets.page,
            BudgetLimit::Requests => budgets.requests,
            BudgetLimit::ThirdParties => budgets.third_parties,
        }
    }
}

/// How many pages are shown.
const SHOWN: usize = 10;

/// Judges all pages. `weigh_again` weighs a page of which only the most is known that it can weigh.
pub fn judge(
    weighed: &[PageSizes],
    budgets: &Budgets,
    base: &BaseUrl,
    weigh_again: &dyn Fn(&OutputPath) -> Option<usize>,
) -> Judged {
    let sizes: BTreeMap<&str, usize> = weighed.iter().map(|it| (it.path.as_str(), it.bytes)).collect();
    let mut rows: Vec<PageWeight> =
        weighed.iter().filter_map(|it| Some(row(it, it.asked.as_ref()?, &sizes, base))).collect();
    for row in rows.iter_mut().filter(|row| row.whole > budgets.page) {
        weigh(row, weigh_again);
    }
    let over = over(&rows, budgets);
    let worst_first = |rows: &mut Vec<PageWeight>| {
        rows.sort_by(|a, b| load(b, budgets).total_cmp(&load(a, budgets)).then_with(|| a.page.cmp(&b.page)));
    };
    worst_first(&mut rows);
    rows.truncate(SHOWN);
    rows.iter_mut().for_each(|row| weigh(row, weigh_again));
    worst_first(&mut rows);
    Judged { budgets: budgets.clone(), worst: rows, over }
}

/// Puts the true weight of the HTML in place of the most that it can be.
fn weigh(row: &mut PageWeight, weigh_again: &dyn Fn(&OutputPath) -> Option<usize>) {
    if row.is_exact {
        return;
    }
    if let Some(bytes) = weigh_again(&row.page) {
        row.whole = row.whole - row.html + bytes.min(row.html);
        row.html = bytes.min(row.html);
        row.is_exact = true;
    }
}

/// How near a page is to its limits: over 1 beyond one of them.
fn load(row: &PageWeight, budgets: &Budgets) -> f64 {
    let part = |limit: &BudgetLimit| match (limit.of(row), limit.may(budgets)) {
        (0, _) => 0.0,
        (is, may) => is as f64 / may as f64,
    };
    BudgetLimit::ALL.iter().map(part).fold(0.0, f64::max)
}

fn row(weighed: &PageSizes, asked: &WrittenAddresses, sizes: &BTreeMap<&str, usize>, base: &BaseUrl) -> PageWeight {
    let mut hosts = BTreeSet::new();
    // Each file is loaded once, however often it is named.
    let mut here = |url: &str| match place(url, &weighed.path, base) {
        LinkPlace::Here(path) => Some(path),
        LinkPlace::Host(host) => {
            hosts.insert(host);
            None
        }
        LinkPlace::Beside(_) | LinkPlace::Nowhere => None,
    };
    let styles: BTreeSet<String> = asked.styles.iter().filter_map(|url| here(url)).collect();
    let scripts: BTreeSet<String> = asked.scripts.iter().filter_map(|url| here(url)).collect();
    let others: BTreeSet<String> = asked.others.iter().filter_map(|url| here(url)).collect();
    let mut pictures = BTreeMap::new();
    for (url, is_lazy) in &asked.pictures {
        if let Some(path) = here(url) {
            let waits = pictures.entry(path).or_insert(true);
            *waits = *waits && *is_lazy;
        }
    }
    asked.prepared.iter().for_each(|url| _ = here(url));
    let size = |path: &String| sizes.get(path.as_str()).copied().unwrap_or(0);
    let sum = |paths: &BTreeSet<String>| paths.iter().map(size).sum::<usize>();
    let at_once: BTreeSet<String> =
        pictures.iter().filter(|(_, waits)| !**waits).map(|(path, _)| path.clone()).collect();
    let heaviest = pictures.keys().max_by_key(|path| size(path)).cloned();
    let (css, js) = (sum(&styles), sum(&scripts));
    PageWeight {
        page: weighed.path.clone(),
        html: weighed.bytes,
        css,
        js,
        image: heaviest.as_ref().map_or(0, size),
        whole: weighed.bytes + css + js + sum(&at_once) + sum(&others),
        requests: 1 + styles.len() + scripts.len() + at_once.len() + others.len(),
        hosts: hosts.into_iter().collect(),
        is_exact: weighed.is_exact,
        styles: styles.into_iter().collect(),
        scripts: scripts.into_iter().collect(),
        heaviest,
    }
}

/// What is over, in the order of the pages. The same files on many pages are told once.
fn over(rows: &[PageWeight], budgets: &Budgets) -> Vec<Over> {
    let mut found: Vec<Over> = Vec::new();
    for row in rows {
        for limit in BudgetLimit::ALL {
            let (is, may) = (limit.of(row), limit.may(budgets));
            if is <= may {
                continue;
            }
            let names = match limit {
                BudgetLimit::Css => row.styles.clone(),
                BudgetLimit::Js => row.scripts.clone(),
                BudgetLimit::Image => row.heaviest.iter().cloned().collect(),
                BudgetLimit::ThirdParties => row.hosts.clone(),
                BudgetLimit::Html | BudgetLimit::Page | BudgetLimit::Requests => Vec::new(),
            };
            let same = |known: &&mut Over| known.limit == limit && known.names == names;
            let known = if names.is_empty() { None } else { found.iter_mut().find(same) };
            match known {
                Some(known) => known.others += 1,
                None => found.push(Over { limit, page: row.page.clone(), others: 0, is, may, names }),
            }
        }
    }
    found
}
