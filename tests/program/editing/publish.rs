//! `vertebra publish`: shows what visitors will see change, asks, and publishes only when nothing is wrong.

use support::{SETTINGS, Site};

const TODAY: &str = "2026-11-20";

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndescription: About {title}.\ntype: page\n---\n{text}\n")
}

/// A site with some pages that link to each other, published.
fn site() -> Site {
    let site = Site::new(&[("content/site.yaml", &format!("{SETTINGS}theme: plain\n"))]);
    let names = ["one", "two", "three", "four", "five", "six"];
    let links: String = names.iter().map(|name| format!("- [The page {name}]({name}.md)\n")).collect();
    site.write("content/index.md", page("Home", &format!("Welcome.\n\n{links}")));
    names
        .iter()
        .for_each(|name| site.write(&format!("content/{name}.md"), page(name, "Bring a list of your medicines.")));
    publish(&site, &["--yes"]).ends(0);
    site
}

fn publish(site: &Site, arguments: &[&str]) -> support::Run {
    site.run(&[&["publish", "--date", TODAY], arguments].concat())
}

#[test]
fn nothing_is_published_before_somebody_has_said_yes() {
    let site = Site::small();
    let run = publish(&site, &[]).ends(1);
    assert!(run.out.contains("New pages (2)\n  /  Home\n"), "{}", run.out);
    assert!(run.err.ends_with(
        "Nothing was published: there is no terminal to confirm in. To publish without confirming, add: --yes\n"
    ));
    assert!(!site.has("public") && !site.has("content/addresses.yaml"));
    let run = publish(&site, &["--yes"]).ends(0);
    assert!(run.out.contains("What to do next: upload everything in public/ to your web host"), "{}", run.out);
    assert!(site.has("public/index.html"));
    assert!(site.read("content/addresses.yaml").contains("  /: {since: 2026-11-20"), "every address is remembered");
}

/// Whoever builds first sees and is asked all the same what goes online.
#[test]
fn what_was_built_and_never_published_is_shown_and_asked_for() {
    let site = Site::small();
    site.run(&["build", "--date", TODAY]).ends(0);
    let run = publish(&site, &[]).ends(1);
    let words = "This site has been built, but these pages were never published.\n\nNew pages (1)\n  /  Home\n";
    assert!(run.out.starts_with(words), "{}", run.out);
    assert!(!site.has("content/addresses.yaml"));
    let run = publish(&site, &["--yes"]).ends(0);
    assert!(run.out.contains("What to do next: upload everything in public/ to your web host"), "{}", run.out);
    // What was changed and built since may be online or not: nobody but the editor knows.
    let run = publish(&site, &[]).ends(0);
    let words = "If you have not uploaded it since it was built: upload everything in public/ to your web host";
    assert!(run.out.starts_with("Nothing changes for visitors") && run.out.contains(words), "{}", run.out);
}

#[test]
fn only_what_visitors_see_is_shown() {
    let site = site();
    let run = publish(&site, &[]).ends(0);
    assert!(run.out.starts_with("Nothing changes for visitors: the built site is up to date.\n"), "{}", run.out);

    site.edit("content/one.md", "a list of your medicines", "a towel and a list of your medicines");
    site.write("content/two.md", page("two", &"Line.\n\nAnother one.\n\n".repeat(8)));
    site.write("content/seven.md", page("seven", "New here."));
    site.edit(
        "content/index.md",
        "- [The page six](six.md)\n",
        "- [The page six](six.md)\n- [The page seven](seven.md)\n",
    );
    let before = site.tree("public");
    let run = publish(&site, &[]).ends(1);
    assert!(run.out.contains("New pages (1)\n  /seven/  seven\n"), "{}", run.out);
    assert!(run.out.contains("Changed pages (3)\n"), "{}", run.out);
    let changed =
        "  /one/  one\n    - Bring a list of your medicines.\n    + Bring a towel and a list of your medicines.\n";
    assert!(run.out.contains(changed), "{}", run.out);
    assert!(run.out.contains("    and 11 more lines; to see all, add: --full\n"), "{}", run.out);
    assert!(publish(&site, &["--full"]).out.matches("    + Another one.\n").count() > 5);
    assert!(site.tree("public") == before, "nothing is written yet");
    publish(&site, &["--yes"]).ends(0);
    assert!(site.read("public/one/index.html").contains("a towel"));
    assert!(publish(&site, &[]).ends(0).out.starts_with("Nothing changes for visitors"));
}

#[test]
fn a_site_with_mistakes_is_not_published() {
    let site = site();
    site.edit("content/one.md", "Bring", "[Bring](no.md)");
    site.edit("content/two.md", "Bring", "Take");
    let before = (site.tree("public"), site.read("content/addresses.yaml"));
    let run = publish(&site, &["--yes"]).ends(1);
    assert!(run.err.contains("error[link-broken]"), "{}", run.err);
    assert!(
        run.err.ends_with("Nothing was published. Fix the errors above, then run: vertebra publish\n"),
        "{}",
        run.err
    );
    assert!((site.tree("public"), site.read("content/addresses.yaml")) == before);
}

#[test]
fn a_page_that_goes_leaves_its_address() {
    let site = site();
    site.remove("content/six.md");
    site.edit("content/index.md", "- [The page six](six.md)\n", "");
    let lost = publish(&site, &["--yes"]).ends(1);
    assert!(lost.err.contains("error[url-lost]"), "{}", lost.err);
    assert!(site.has("public/six/index.html"));
    site.edit("content/five.md", "type: page", "type: page\naliases: [/six/]");
    let run = publish(&site, &["--yes"]).ends(0);
    assert!(run.out.contains("Redirected addresses (1)\n  /six/ redirects to /five/\n"), "{}", run.out);
    assert!(!run.out.contains("Removed pages"), "{}", run.out);
}

#[test]
fn many_pages_do_not_go_at_once_by_a_slip() {
    let site = site();
    let names = ["one", "two", "three", "four", "five", "six"];
    names.iter().for_each(|name| site.remove(&format!("content/{name}.md")));
    site.write("content/index.md", page("Home", "Welcome."));
    let book = site.read("content/addresses.yaml");
    let gone: String = names.iter().map(|name| format!("  /{name}/: 2026-11-20\n")).collect();
    site.write("content/addresses.yaml", book.replacen("gone:\n", &format!("gone:\n{gone}"), 1));
    let refused = publish(&site, &["--yes"]).ends(1);
    assert!(refused.out.contains("Removed pages (6)\n  /five/  five\n"), "{}{}", refused.out, refused.err);
    assert!(refused.err.contains("6 pages would be removed, but at most 5 may be removed at once."), "{}", refused.err);
    assert!(refused.err.contains("run: vertebra publish --allow-removing 6"), "{}", refused.err);
    assert!(site.has("public/one/index.html"));
    site.edit("content/site.yaml", "theme: plain", "theme: plain\npublish: {max_removed: 2}");
    assert!(publish(&site, &["--yes"]).ends(1).err.contains("at most 2 may be removed at once"));
    let run = publish(&site, &["--yes", "--allow-removing", "6"]).ends(0);
    assert!(run.out.contains("; then delete the removed files there."), "{}", run.out);
    assert!(!site.has("public/one/index.html"));
}

#[test]
fn what_is_good_to_know_is_said() {
    let site = site();
    site.write("content/later.md", page("later", "x").replace("type: page", "type: page\npublish_at: 2027-01-01"));
    site.edit(
        "content/two.md",
        "type: page",
        "type: page\nnoindex: true\nreviewed: {by: ana, on: 2025-11-01, every: 1 year}",
    );
    site.write("content/data/people.yaml", "ana: {name: Ana Ruiz}\n");
    let run = publish(&site, &[]);
    for words in [
        "Not published today: 1 page\n  content/later.md  scheduled for 2027-01-01\n",
        "  1 page marked noindex (search engines leave them out): /two/.\n",
        "  1 review is overdue.\n",
        "  To see what each reviewer has to do, run: vertebra review\n",
    ] {
        assert!(run.out.contains(words), "no {words:?} in\n{}{}", run.out, run.err);
    }
}
