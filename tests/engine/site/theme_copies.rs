//! Copies of files of another theme: what is said when the other theme has changed its file.

use super::fixture::{Built, build};

/// A theme with a copy of the page of the theme that it extends, which was taken in this form.
fn taken_as(kept: &str) -> Built {
    build(&format!(
        "-- themes/mini/theme.yaml --\nname: mini\nextends: base\n\
         -- themes/base/theme.yaml --\nname: base\ntypes: {{page: {{template: page.html}}, section: {{template: page.html}}}}\n\
         -- themes/base/templates/page.html --\n<main>\n<h1>{{{{ page.title }}}}</h1>\n</main>\n\
         -- themes/mini/templates/page.html --\n<main class=own>\n<h1>{{{{ page.title }}}}</h1>\n</main>\n\
         -- content/a.md --\n---\ntitle: A\n---\n{kept}"
    ))
}

#[test]
fn a_copy_whose_original_has_changed_is_told_with_what_changed() {
    let kept = "-- themes/mini/taken/base/templates/page.html --\n";
    taken_as(&format!("{kept}<main>\n<h1>{{{{ page.title }}}}</h1>\n</main>\n")).clean();
    let old = taken_as(&format!("{kept}<main>\n<h2>{{{{ page.title }}}}</h2>\n</main>\n"));
    assert_eq!(
        old.told_in_full(),
        "themes/mini/templates/page.html: note[theme-copy-old]: themes/base/templates/page.html has changed since this copy of it was taken\n  \
         help: make the same changes here, then run: vertebra theme take templates/page.html --merged\n  \
         note: what changed:\n        @@ -1,3 +1,3 @@\n         <main>\n        -<h2>{{ page.title }}</h2>\n        +<h1>{{ page.title }}</h1>\n         </main>\n"
    );
    let gone = "-- themes/mini/templates/old.html --\n-- themes/mini/taken/base/templates/old.html --\n";
    assert_eq!(
        taken_as(gone).told_in_full(),
        "themes/mini/templates/old.html: note[theme-copy-old]: this is a copy of themes/base/templates/old.html, which no longer exists\n  \
         help: if nothing uses this file any more, remove it and themes/mini/taken/base/templates/old.html; otherwise, remove themes/mini/taken/base/templates/old.html\n"
    );
    // A copy that was given up is nobody's concern.
    taken_as("-- themes/mini/taken/base/templates/other.html --\nx\n").clean();
}
