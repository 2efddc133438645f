//! Which outputs are made again after an edit, by name: those that show what was edited, and no others.

use vertebra_base::snapshot::Changes;

use super::watched::{Told, Watched};

const ALL_FEEDS: [&str; 2] = ["atom.xml", "feed.json"];

#[test]
fn a_body_concerns_its_page_alone() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "To rest.", "To walk.");
    assert_eq!(told.rendered, ["guides/second/index.html"]);
    assert!(site.text("guides/second/index.html").contains("To walk."));
}

#[test]
fn a_body_that_can_be_searched_concerns_the_parts_of_the_index_that_hold_it() {
    let pages = (0..60).map(|number| {
        let words = ["alpha", "beta", "gamma", "delta"].map(|word| format!("{word}{number}")).join(" ");
        format!("-- content/guides/many-{number}.md --\n---\ntitle: Page {number}\ntype: plain\n---\nHas {words}.\n")
    });
    let search = "-- content/search.md --\n---\ntitle: Search\ntype: search\n---\nFind a page.\n";
    let small = include_str!("small.txt");
    let types = small.split("-- ").find(|file| file.starts_with("themes/small/theme.yaml --")).expect("a theme");
    let types =
        format!("-- {}", types.replace("types:\n", "types:\n  search: {template: plain.html, label: Search}\n"));
    let all = format!("{search}{types}{}", pages.collect::<String>());
    let mut site = Watched::with(&all, vertebra_engine::Purpose::Watch);
    let told = site.edit("content/guides/many-7.md", "beta7", "beta7b");
    let (texts, others): (Vec<&String>, Vec<&String>) = told.changed.iter().partition(|path| path.contains("/texts-"));
    assert_eq!(texts.len(), 1, "{told:?}");
    assert_eq!(others.iter().filter(|path| path.contains("/words.")).count(), 1, "{told:?}");
    let others: Vec<_> = others.into_iter().filter(|path| !path.starts_with("assets/search/")).collect();
    assert_eq!(others, ["guides/many-7/index.html", "search/index.json"]);
    assert_eq!(told.removed.len(), 2, "{told:?}");
}

#[test]
fn a_longer_body_concerns_its_page_alone() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "To rest.", "To rest, and to walk for an hour every day.");
    assert_eq!(told.changed, ["guides/second/index.html"]);
    assert_eq!(told.rendered, ["guides/second/index.html"]);
}

#[test]
fn another_link_in_a_body_concerns_its_page_alone() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/first.md", "second.md#what-helps", "third.md");
    assert_eq!(told.changed, ["guides/first/index.html"]);
}

#[test]
fn a_body_that_a_full_feed_holds_concerns_the_feeds_too() {
    let mut site = Watched::new();
    let told = site.edit("content/news/opening.md", "Come in.", "Come by.");
    assert_eq!(told.rendered, [ALL_FEEDS[0], ALL_FEEDS[1], "news/opening/index.html"]);
}

#[test]
fn a_body_that_feeds_only_sum_up_concerns_its_page_alone() {
    let mut site = Watched::new();
    site.edit("content/site.yaml", "content: full", "content: summary");
    let told = site.edit("content/news/opening.md", "Come in.", "Come by.");
    assert_eq!(told.rendered, ["news/opening/index.html"]);
}

#[test]
fn a_title_concerns_those_that_show_it() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "title: Second", "title: Another");
    let shown = [
        "guides/first/index.html",
        "guides/index.html",
        "guides/second/index.html",
        "guides/third/index.html",
        "shows/index.html",
        "tags/rest/index.html",
    ];
    assert_eq!(told.changed, shown);
    assert_eq!(told.rendered, shown);
}

#[test]
fn a_title_in_a_feed_concerns_the_feed() {
    let mut site = Watched::new();
    let told = site.edit("content/news/closing.md", "title: Closing", "title: The end");
    assert_eq!(told.rendered, ["atom.xml", "feed.json", "news/closing/index.html", "news/index.html"]);
}

#[test]
fn a_title_in_a_menu_concerns_those_that_show_the_menu() {
    let mut site = Watched::new();
    let told = site.edit("content/contact.md", "title: Contact", "title: Call us");
    assert_eq!(told.rendered, ["contact/index.html", "index.html"]);
}

#[test]
fn the_same_bytes_concern_nobody() {
    let mut site = Watched::new();
    let revision = site.kept.build.revision();
    let text = site.world.text("content/guides/second.md");
    let told = site.save(&[("content/guides/second.md", Some(&text))]);
    assert_eq!(told, Told::default());
    assert_eq!(site.kept.build.revision(), revision);
}

#[test]
fn a_remark_in_the_fields_changes_nothing() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "title: Second", "# a remark\ntitle: Second");
    assert_eq!(told.changed, [""; 0]);
    assert!(told.rendered.iter().all(|path| path == "guides/second/index.html"), "{told:?}");
}

#[test]
fn a_remark_in_data_changes_nothing() {
    let mut site = Watched::new();
    let told = site.edit("content/data/evidence.yaml", "furlan:", "# a remark\nfurlan:");
    assert_eq!(told, Told::default());
}

#[test]
fn a_tag_concerns_its_list_and_the_list_of_all() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/third.md", "title: Third", "title: Third\ntags: [rest]");
    assert_eq!(told.changed, ["tags/index.html", "tags/rest/index.html"]);
    for needless in ["plain/index.html", "news/closing/index.html", "index.html", "robots.txt"] {
        assert!(!told.rendered.contains(&needless.to_owned()), "{needless}: {told:?}");
    }
}

#[test]
fn a_new_tag_is_a_new_list() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/third.md", "title: Third", "title: Third\ntags: [sleep]");
    assert_eq!(told.changed, ["sitemap.xml", "tags/index.html", "tags/sleep/index.html"]);
    for needless in ["plain/index.html", "news/closing/index.html", "index.html", "tags/rest/index.html"] {
        assert!(!told.rendered.contains(&needless.to_owned()), "{needless}: {told:?}");
    }
}

#[test]
fn an_entry_of_a_data_file_concerns_those_that_read_it() {
    let mut site = Watched::new();
    let told = site.edit("content/data/evidence.yaml", "Massage", "More massage");
    assert_eq!(told.rendered, ["cites/index.html"]);
}

#[test]
fn a_data_file_concerns_those_that_load_it() {
    let mut site = Watched::new();
    let told = site.edit("content/data/flags.yaml", "fever", "fever, falls");
    assert_eq!(told.rendered, ["flags/index.html"]);
}

#[test]
fn a_component_concerns_those_that_use_it() {
    let mut site = Watched::new();
    let told = site.edit("themes/small/components/source.html", "{{ entry.title }}", "<cite>{{ entry.title }}</cite>");
    assert_eq!(told.rendered, ["cites-another/index.html", "cites/index.html"]);
}

#[test]
fn a_template_concerns_the_pages_of_its_types() {
    let mut site = Watched::new();
    let told = site.edit("themes/small/templates/section.html", "<h1>", "<h1 class=\"large\">");
    assert_eq!(told.rendered, ["guides/index.html", "news/index.html"]);
}

#[test]
fn an_id_that_a_template_takes_or_leaves_concerns_the_heading_of_that_name() {
    let mut site = Watched::new();
    site.edit("themes/small/templates/page.html", "<h1>", "<h1 id=\"what-helps\">");
    assert!(site.text("guides/second/index.html").contains("<h2 id=\"what-helps-2\">"));
    site.edit("themes/small/templates/page.html", " id=\"what-helps\"", "");
    assert!(site.text("guides/second/index.html").contains("<h2 id=\"what-helps\">"));
}

#[test]
fn a_style_concerns_those_that_name_it() {
    let mut site = Watched::new();
    let told = site.edit("themes/small/styles/page.css", "black", "blue");
    let (style, pages): (Vec<_>, Vec<_>) = told.rendered.iter().partition(|path| path.starts_with("assets/page."));
    assert_eq!(style.len(), 1, "{told:?}");
    let named = ["first", "fourth", "second", "third"].map(|name| format!("guides/{name}/index.html"));
    assert_eq!(pages, named.iter().collect::<Vec<_>>());
    assert_eq!(told.removed.len(), 1, "the style of before: {told:?}");
}

#[test]
fn a_remark_in_a_style_concerns_no_page() {
    let mut site = Watched::new();
    let told = site.edit("themes/small/styles/page.css", "p {", "/* quiet */ p   {");
    assert_eq!((told.rendered.len(), told.changed.len(), told.removed.len()), (1, 0, 0), "{told:?}");
    assert!(told.rendered[0].starts_with("assets/page."), "{told:?}");
}

#[test]
fn words_concern_those_that_say_them() {
    let mut site = Watched::new();
    let told = site.edit("themes/small/strings/en.yaml", "hello: Hello", "hello: Good day");
    assert_eq!(told.rendered, ["index.html"]);
}

#[test]
fn a_picture_and_a_file_of_the_theme_concern_themselves() {
    let mut site = Watched::new();
    assert_eq!(site.edit("content/pic.png", "0 0 4 3", "0 0 5 3").rendered, ["pic.png"]);
    assert_eq!(site.edit("themes/small/static/dot.svg", "<svg/>", "<svg />").rendered, ["dot.svg"]);
}

#[test]
fn a_picture_concerns_the_pages_that_show_it() {
    let mut site = Watched::new();
    let told = site.edit("content/plain.md", "Nothing but a text.", "![A picture](pic.png)");
    assert_eq!(told.removed, ["pic.png"], "only shown: its forms are published, not the file");
    let told = site.edit("content/pic.png", "0 0 4 3", "0 0 5 3");
    let (forms, pages): (Vec<_>, Vec<_>) = told.rendered.iter().partition(|path| path.starts_with("assets/pic."));
    assert_eq!((forms.len(), pages), (1, vec![&"plain/index.html".to_owned()]), "{told:?}");
    let told = site.edit("content/plain.md", "(pic.png)", "(pic.png) and [the file](pic.png)");
    assert_eq!(told.changed, ["pic.png", "plain/index.html"]);
}

#[test]
fn a_page_that_appears_concerns_its_section() {
    let mut site = Watched::new();
    let told = site.save(&[("content/guides/fifth.md", Some("---\ntitle: Fifth\nweight: 5\n---\nThe fifth.\n"))]);
    let seen = ["guides/fifth/index.html", "guides/fourth/index.html", "guides/index.html", "sitemap.xml"];
    assert_eq!(told.changed, seen);
    for needless in
        ["news/index.html", "news/closing/index.html", "plain/index.html", "atom.xml", "guides/first/index.html"]
    {
        assert!(!told.rendered.contains(&needless.to_owned()), "{needless}: {told:?}");
    }
}

#[test]
fn a_look_up_that_found_nothing_is_answered_later() {
    let mut site = Watched::new();
    assert!(site.text("shows/index.html").contains("nothing yet"));
    let told = site.save(&[("content/guides/later.md", Some("---\ntitle: Later\n---\nHere it is.\n"))]);
    assert!(told.changed.contains(&"shows/index.html".to_owned()), "{told:?}");
    assert!(site.text("shows/index.html").contains("Later"));
    let told = site.save(&[("content/guides/later.md", None)]);
    assert_eq!(told.removed, ["guides/later/index.html"]);
    assert!(site.text("shows/index.html").contains("nothing yet"));
}

#[test]
fn a_draft_goes_from_wherever_it_was_shown() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "title: Second", "title: Second\ndraft: true");
    assert_eq!(told.removed, ["guides/second/index.html"]);
    let seen = [
        "guides/first/index.html",
        "guides/index.html",
        "guides/third/index.html",
        "shows/index.html",
        "sitemap.xml",
        "tags/index.html",
        "tags/rest/index.html",
    ];
    assert_eq!(told.changed, seen);
    assert!(site.text("shows/index.html").contains("nothing yet"));
}

#[test]
fn there_and_back_again_renders_no_more_than_there() {
    let edits: [(&str, &str, &str); 4] = [
        ("content/guides/second.md", "To rest.", "To walk."),
        ("content/guides/second.md", "title: Second", "title: Another"),
        ("content/data/evidence.yaml", "Massage", "More massage"),
        ("content/news/opening.md", "date: 2026-11-01", "date: 2026-11-09"),
    ];
    for (path, from, to) in edits {
        let mut site = Watched::new();
        let before = site.kept.outputs.clone();
        let there = site.edit(path, from, to);
        let back = site.edit(path, to, from);
        assert_eq!(back.rendered, there.rendered, "{path}");
        assert_eq!(site.kept.outputs, before, "{path}");
    }
}

#[test]
fn there_and_back_again_between_two_looks_renders_nothing() {
    let mut site = Watched::new();
    let path = "content/guides/second.md";
    let text = site.world.text(path);
    let other = text.replace("title: Second", "title: Another");
    site.kept.apply(Changes::from_texts([(path, Some(other.as_str()))]), &site.world.now);
    let told = site.save(&[(path, Some(&text))]);
    assert_eq!(told, Told::default());
}

#[test]
fn a_heading_that_goes_is_missed_by_those_that_link_to_it() {
    let mut site = Watched::new();
    let told = site.edit("content/guides/second.md", "## What helps", "## What else helps");
    assert_eq!(told.changed, ["guides/second/index.html"]);
    let said: Vec<_> = site.kept.build.all_diagnostics().iter().map(|d| (d.code, d.file.to_string())).collect();
    assert_eq!(said, [("anchor-broken", "content/guides/first.md".to_owned())]);
    let told = site.edit("content/guides/first.md", "#what-helps", "#what-else-helps");
    assert_eq!(told.changed, ["guides/first/index.html"]);
    assert!(site.kept.build.all_diagnostics().is_empty());
}

#[test]
fn time_concerns_those_that_look_at_the_clock() {
    let mut site = Watched::new();
    assert_eq!(site.wait("2026-11-20T18:00:00Z").rendered, [""; 0]);
    assert_eq!(site.wait("2026-11-21T01:00:00Z").rendered, ["diary/index.html"]);
    assert!(site.text("diary/index.html").contains("2026-11-21"));
}

#[test]
fn a_page_appears_at_its_time() {
    let mut site = Watched::new();
    let later = "---\ntitle: Later\nweight: 9\npublish_at: 2026-11-20 18:00\n---\nNow.\n";
    assert_eq!(site.save(&[("content/guides/later.md", Some(later))]).changed, [""; 0]);
    assert_eq!(site.wait("2026-11-20T17:59:59Z").rendered, [""; 0]);
    let told = site.wait("2026-11-20T18:00:00Z");
    assert_eq!(
        told.changed,
        [
            "atom.xml",
            "feed.json",
            "guides/fourth/index.html",
            "guides/index.html",
            "guides/later/index.html",
            "shows/index.html",
            "sitemap.xml"
        ]
    );
}

#[test]
fn a_broken_template_leaves_all_as_it_was_until_it_is_mended() {
    let mut site = Watched::new();
    let before = site.kept.outputs.clone();
    let path = "themes/small/templates/section.html";
    let text = site.world.text(path);
    let told = site.save(&[(path, Some("{% if %}"))]);
    assert_eq!(told, Told::default());
    assert!(!site.kept.build.can_render());
    let told = site.save(&[(path, Some(&text))]);
    assert_eq!(told.changed, [""; 0]);
    assert_eq!(site.kept.outputs, before);
}

#[test]
fn an_entry_of_a_file_of_the_theme_s_own_concerns_the_pages_that_name_it() {
    let small = include_str!("small.txt");
    let types = small.split("-- ").find(|file| file.starts_with("themes/small/theme.yaml --")).expect("a theme");
    let declared = "types:\n  product:\n    template: product.html\n    fields:\n      suppliers: {kind: list, keys_of: suppliers}\n";
    let product = |name: &str, key: &str| {
        format!("-- content/{name}.md --\n---\ntitle: {name}\ntype: product\nsuppliers: [{key}]\n---\n")
    };
    let all = [
        format!("-- {}", types.replace("types:\n", declared)),
        "-- themes/small/templates/product.html --\n{% for key in page.fields.suppliers %}\
         {% set entry = datum(file=\"suppliers.yaml\", key=key) %}{{ entry.name }}{% endfor %}\n"
            .to_owned(),
        "-- content/data/suppliers.yaml --\noak-yard: {name: Oak Yard}\npine-mill: {name: Pine Mill}\n".to_owned(),
        product("table", "oak-yard"),
        product("chair", "pine-mill"),
    ];
    let mut site = Watched::with(&all.concat(), vertebra_engine::Purpose::Watch);
    let told = site.edit("content/data/suppliers.yaml", "Oak Yard", "The Oak Yard");
    assert_eq!(told.rendered, ["table/index.html"]);
    assert_eq!(told.changed, ["table/index.html"]);
}
