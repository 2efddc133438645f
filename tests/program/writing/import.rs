//! `vertebra import`, as it is typed.

use super::documents::{docx, p, r, t};
use support::Site;
use support::pictures as made;

fn site() -> Site {
    let site = Site::small();
    let picture = made::png(40, 30, 9);
    let body = [
        p("Titel", &t("Your first visit: what to expect")),
        p("berschrift1", &t("Before")),
        p("", &r("<w:color w:val=\"FF0000\"/>", "Eat something light.")),
        p(
            "",
            "<w:r><w:drawing><wp:docPr descr=\"A room\"/><pic:pic><a:blip r:embed=\"media/a.png\"/></pic:pic></w:drawing></w:r>",
        ),
    ];
    site.write("visit.docx", docx(&body.concat()).part("image", "media/a.png", &picture).bytes());
    site
}

#[test]
fn a_document_becomes_a_draft_with_its_pictures() {
    let site = site();
    let run = site.run(&["import", "visit.docx", "--in", "guides", "--date", "2026-11-20"]).ends(0);
    let path = "content/guides/your-first-visit-what-to-expect.md";
    let text = site.read(path);
    assert!(text.starts_with("---\ntitle: \"Your first visit: what to expect\"\n"), "{text}");
    assert!(text.contains("\ntype: page\ndate: 2026-11-20\n") && text.contains("\ndraft: true # To publish"), "{text}");
    assert!(
        text.ends_with("---\n## Before\n\nEat something light.\n\n![A room](your-first-visit-what-to-expect-1.png)\n"),
        "{text}"
    );
    assert!(site.has("content/guides/your-first-visit-what-to-expect-1.png"));
    let line = 1 + text.lines().position(|line| line == "Eat something light.").unwrap();
    let told = format!("Left out or changed:\n  line {line:<5}text color: \"Eat something light.\"\n");
    assert!(run.out.contains(&told), "{}", run.out);
    // The engine reads what was written without a fault.
    assert!(!site.run(&["check", "--drafts"]).ends(0).err.contains("error["));
    // What is there is never replaced, and nothing is written beside it.
    let run = site.run(&["import", "visit.docx", "--in", "guides"]).ends(2);
    assert!(run.err.contains("already exists; nothing was changed"), "{}", run.err);
}

#[test]
fn a_picture_in_the_way_keeps_everything_from_being_written() {
    let site = site();
    site.write("content/visit-1.png", "mine");
    let run = site.run(&["import", "visit.docx", "--title", "Visit"]).ends(2);
    assert!(run.err.contains("visit-1.png already exists; nothing was changed"), "{}", run.err);
    assert!(!site.has("content/visit.md"));
    assert_eq!(site.read("content/visit-1.png"), "mine");
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let site = site();
    let run = site.run(&["import", "visit.docx", "--title", "Visit", "--dry-run"]).ends(0);
    assert!(
        run.out.starts_with("---\ntitle: \"Visit\"\n") && run.out.contains("![A room](visit-1.png)"),
        "{}",
        run.out
    );
    assert!(
        run.err.ends_with("Nothing was written. Without --dry-run, the page would be content/visit.md.\n"),
        "{}",
        run.err
    );
    assert!(!site.has("content/visit.md"));
    // The words that stood above the text are not lost in silence.
    let told = "the title of the document, since --title gives the page another: \"Your first visit: what to expect\"";
    assert!(run.err.contains(told) || run.out.contains(told), "{}{}", run.out, run.err);
}

#[test]
fn pictures_beside_html_are_taken_and_none_from_elsewhere() {
    let site = Site::small();
    site.write("secret.png", made::png(9, 9, 1));
    site.write("page/images/a b.png", made::png(8, 8, 1));
    site.write(
        "page/page.html",
        "<h1>Page</h1><p><img src='images/a%20b.png' alt=A><img src='../secret.png' alt=B></p>",
    );
    let run = site.run(&["import", "page/page.html"]).ends(0);
    assert!(site.read("content/page.md").ends_with("---\n![A](page-1.png)\n"), "{}", site.read("content/page.md"));
    assert!(site.has("content/page-1.png"));
    assert!(run.out.contains("an image that was not found next to the file: \"B\""), "{}", run.out);
}

#[test]
fn the_type_is_that_of_the_folder() {
    let site = Site::small();
    site.write("content/site.yaml", format!("{}defaults: {{\"guides/*.md\": {{type: article}}}}\n", support::SETTINGS));
    site.write("a.html", "<p>Text");
    site.run(&["import", "a.html", "--in", "guides"]).ends(0);
    assert!(site.read("content/guides/a.md").contains("\ntype: article\n"));
    let run = site.run(&["import", "a.html", "--type", "artikle"]).ends(2);
    assert!(run.err.contains("there is no page type \"artikle\"") && run.err.contains("did you mean article?"));
    assert!(site.run(&["import", "nowhere.docx"]).ends(2).err.contains("there is no file nowhere.docx"));
}
