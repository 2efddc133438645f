//! Budgets: what pages weigh, what they make a browser ask for, and what is said about it.

use super::fixture::{Built, build};
use vertebra_report as report;

/// A site with these budgets, whose pages are shown by this template.
fn with(budgets: &str, template: &str, files: &str) -> Built {
    build(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n{budgets}\n\
         -- themes/mini/templates/page.html --\n{template}\n-- content/a.md --\n---\ntitle: A\n---\n{files}"
    ))
}

/// Text that no compression makes much smaller.
fn noise(length: usize) -> String {
    let mut state = 1u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    };
    (0..length).map(|_| letter()).collect()
}

fn table(site: &Built) -> String {
    let rendered = site.build.render_all(1, &drop);
    report::weights(&rendered.judged.expect("there are budgets"))
}

#[test]
fn a_site_without_budgets_is_not_weighed() {
    let site = with("", "<img src=https://cdn.example/x.png>", "");
    site.clean();
    assert!(site.build.render_all(1, &drop).judged.is_none());
    with("budgets: false", "<img src=https://cdn.example/x.png>", "").clean();
}

#[test]
fn the_usual_budgets_are_those_of_a_quick_page() {
    let site = with("budgets: true", "<p>{{ page.title }}</p>", "");
    site.clean();
    let table = table(&site);
    let words: Vec<_> = table.lines().nth(2).expect("a line").split_whitespace().collect();
    assert_eq!(words, ["allowed", "25.0", "12.0", "8.0", "120.0", "200.0", "12", "0"]);
}

#[test]
fn what_is_over_is_told_with_its_limit() {
    let files = format!(
        "-- themes/mini/styles/main.css --\n.{} {{ color: red }}\n-- themes/mini/scripts/a.js --\n// {}\n\
         -- content/photo.png --\n{}\n-- content/late.png --\n{}\n-- content/b.md --\n---\ntitle: B\n---\n{}\n",
        noise(3000),
        noise(3000),
        noise(5000),
        noise(9000),
        noise(5000),
    );
    let template = "<link rel=stylesheet href='{{ asset(path=\"main.css\") }}'><script src='{{ asset(path=\"a.js\") }}'></script>\
        <link rel=preconnect href=https://fonts.example><script src=//cdn.example/x.js></script>\
        {% if page.title == \"A\" %}<img src=/base/photo.png><img src=../late.png loading=lazy>{% endif %}{{ page.content }}";
    let site = with("budgets: {html: 2, css: 1, js: 1, image: 6, page: 8, requests: 3}", template, &files);
    let hashed =
        |begin: &str| site.names().into_iter().find(|name| name.starts_with(begin)).expect("published").to_owned();
    let told = site
        .told_in_full()
        .replace(&hashed("assets/main."), "assets/main.css")
        .replace(&hashed("assets/a."), "assets/a.js");
    let expected = [
        (
            "content/a.md",
            "a browser requests 4 files to show this page; the limit is 3",
            "use fewer images, or combine style sheets and scripts",
        ),
        (
            "content/a.md",
            "a phone loads 8.7 KB to show this page; the limit is 8 KB",
            "use fewer or smaller images at the top of the page",
        ),
        (
            "content/a.md",
            "this page loads 1.8 KB of scripts; the limit is 1 KB: assets/a.js; so does another page",
            "remove scripts that readers do not need",
        ),
        (
            "content/a.md",
            "this page loads 1.8 KB of styles; the limit is 1 KB: assets/main.css; so does another page",
            "remove unused rules from the style sheets",
        ),
        (
            "content/a.md",
            "this page makes browsers contact other websites: cdn.example, fonts.example; so does another page",
            "copy the files to this site, or use a link instead",
        ),
        (
            "content/a.md",
            "this page shows an image of 8.8 KB; the limit is 6 KB: late.png",
            "use a smaller image, or one with less detail",
        ),
        (
            "content/b.md",
            "the HTML of this page is 3.1 KB (compressed); the limit is 2 KB",
            "split the page in two, or remove what it does not need",
        ),
    ];
    let line = |(file, message, help)| {
        format!(
            "{file}: error[budget]: {message}\n  help: {help}\n  note: the limits are set in content/site.yaml under budgets:\n"
        )
    };
    assert_eq!(told, expected.map(line).concat());
    assert_eq!(
        table(&site),
        "\
Page sizes in KB (compressed), largest first:
             HTML   CSS    JS   picture   page   requests   others
  allowed     2.0   1.0   1.0       6.0    8.0          3        0
  /a/         0.2   1.8!  1.8!      8.8!   8.7!         4!       2!
  /b/         3.1!  1.8!  1.8!      0.0    6.7          3        2!
  /404.html   0.1   0.0   0.0       0.0    0.1          1        0
  /           0.1   0.0   0.0       0.0    0.1          1        0

"
    );
}

#[test]
fn the_same_sheet_on_many_pages_is_told_once() {
    let sheet = format!("-- themes/mini/styles/main.css --\n.{} {{ color: red }}\n", noise(3000));
    let pages: String = (0..9).map(|n| format!("-- content/p{n}.md --\n---\ntitle: P{n}\n---\n")).collect();
    let template = "<link rel=stylesheet href='{{ asset(path=\"main.css\") }}'>{{ page.title }}";
    let site = with("budgets: {css: 1}", template, &(sheet + &pages));
    assert!(site.only().message.ends_with("; so do 9 other pages"), "{}", site.told());
    assert_eq!(table(&site).lines().count(), 3 + 10 + 1, "ten pages, and the home page's list is the eleventh");
}

#[test]
fn budgets_that_cannot_be_read_are_told() {
    let told = |budgets: &str| with(budgets, "{{ page.title }}", "").told_in_full();
    assert_eq!(
        told("budgets: {htlm: 20}"),
        "content/site.yaml:6:11: error[field-unknown]: \"htlm\" is not a known field\n  ^ htlm\n  help: did you mean \"html\"?\n"
    );
    assert_eq!(
        told("budgets: 20"),
        "content/site.yaml:6:10: error[field-kind]: \"budgets\" must be true or false, or a group of fields; this is a number\n  ^ 20\n  help: budgets: true\n"
    );
    assert_eq!(
        told("precompress: [gzp]"),
        "content/site.yaml:6:15: error[field-choice]: \"gzp\" is not a supported compression\n  ^ gzp\n  help: did you mean \"gzip\"?\n"
    );
}
