//! What is told of pages that their own security policy would leave with a gap, word for word.

use super::fixture::{PLAIN, build};

/// A site for Netlify with these settings, this template and this text of its page.
#[track_caller]
fn check(settings: &str, template: &str, text: &str, expected: &str) {
    let (head, rest) = PLAIN.split_once("-- themes").expect("the plain site has a theme");
    let made = format!(
        "{head}{settings}\n-- themes{rest}-- themes/mini/templates/section.html --\n{template}\n\
         -- content/index.md --\n---\ntitle: Home\n---\n{text}\n"
    );
    assert_eq!(build(&made).told_in_full(), expected);
}

const PAGE: &str = "<h1>{{ page.title }}</h1>{{ page.content }}";

#[test]
fn code_in_pages_is_told_at_the_line_of_the_template() {
    check(
        "deploy: {target: netlify}",
        "<h1>{{ page.title }}</h1>\n<p style=\"color:red\">x</p>\n<button onclick=\"go()\">Go</button>\n<style>\np { color: red }\n</style>\n<script>\nlet x = 1;\n</script>\n<base href=\"/x/\">",
        "",
        "\
themes/mini/templates/section.html:2:4: error[policy-blocks]: the security policy of this site blocks this style, because it stands in the page
  ^ style=\"color:red\"
  help: write a class instead, and describe it in a style sheet of the theme
themes/mini/templates/section.html:3:9: error[policy-blocks]: the security policy of this site blocks onclick, because the code stands in the page
  ^ onclick=\"go()\"
  help: move the code into a script of the theme, and attach it there with addEventListener
themes/mini/templates/section.html:5:1: error[policy-blocks]: the security policy of this site blocks this style sheet, because it stands in the page
  ^ p { color: red }
  help: move it into a style sheet of the theme
        or write in theme.yaml: hash_inline: true
themes/mini/templates/section.html:8:1: error[policy-blocks]: the security policy of this site blocks this script, because it stands in the page
  ^ let x = 1;
  help: move it into a file in the folder scripts of the theme: <script src=\"{{ asset(path=\"my.js\") }}\" defer></script>
        or write in theme.yaml: hash_inline: true
themes/mini/templates/section.html:10:1: error[policy-blocks]: the security policy of this site blocks this <base>: a page may not move all of its addresses
  ^ <base
  help: remove it, and write the addresses from the root of the site
",
    );
}

#[test]
fn other_websites_are_told_by_every_build_where_they_are_written() {
    check("deploy: {target: netlify}", PAGE, "Words.\n\n![A room](https://images.example.net/x.jpg)", "\
content/index.md:6:11: error[host-foreign]: this page loads a picture from images.example.net, which can then track every reader
  ^ https://images.example.net/x.jpg
  help: copy it to this site, or use a link instead
        if it is really needed, write in content/site.yaml: allowed_hosts: [images.example.net]
");
    check(
        "deploy: {target: netlify}\nallowed_hosts: [images.example.net]",
        PAGE,
        "Words.\n\n![A room](https://images.example.net/x.jpg)",
        "",
    );
    check("", PAGE, "Words.\n\n![A room](https://images.example.net/x.jpg)", "");
}

#[test]
fn what_the_settings_forbid_is_told_where_pages_ask_for_it() {
    let frame = "<iframe title=\"Map\" src=\"/map/\"></iframe>\n{{ page.content }}";
    check("deploy: {target: netlify, headers: {security_policy: {frame-src: [none]}}}", frame, "", "\
themes/mini/templates/section.html:1:26: error[policy-blocks]: the security policy of this site blocks a frame: frame-src does not allow self
  ^ /map/
  help: write in content/site.yaml, under deploy: headers: security_policy: frame-src: [self]
");
    check("deploy: {target: netlify, headers: {frame_ancestors: [https://www.example.org]}}", frame, "", "\
themes/mini/templates/section.html:1:26: error[policy-blocks]: the security policy of this site blocks a frame: frame-ancestors does not allow self
  ^ /map/
  help: write self among frame_ancestors: in content/site.yaml
");
    check("deploy: {target: netlify}", "<script src=\"data:text/javascript,x\"></script>", "", "\
themes/mini/templates/section.html:1:14: error[policy-blocks]: the security policy of this site blocks a script: script-src does not allow data:
  ^ data:text/javascript,x
  help: save it as a file of the site, and name that
");
}

#[test]
fn a_policy_that_allows_everything_is_told() {
    check(
        "deploy: {target: netlify, headers: {security_policy: {script-src: [\"'unsafe-inline'\"]}}}",
        PAGE,
        "",
        "\
content/site.yaml:7:69: warning[policy-unsafe]: 'unsafe-inline' allows all code that anybody manages to put into a page
  ^ 'unsafe-inline'
  help: remove it; move scripts and styles into files of the theme, or write in theme.yaml: hash_inline: true
",
    );
    check(
        "deploy: {target: netlify, headers: {security_policy: {style-src: [\"'unsafe-inline'\"]}}}",
        "<p style=\"color:red\">x</p>",
        "",
        "\
content/site.yaml:7:68: warning[policy-unsafe]: 'unsafe-inline' allows all styles that anybody manages to put into a page
  ^ 'unsafe-inline'
  help: remove it; move scripts and styles into files of the theme, or write in theme.yaml: hash_inline: true
",
    );
}

#[test]
fn a_theme_that_leaves_the_policy_out_is_told_where_no_host_sends_it() {
    check("deploy: {target: github-pages}", PAGE, "", "\
themes/mini/templates/404.html: warning[policy-missing]: this page has no security policy: GitHub Pages sends none, so the page must carry it
  help: add to the template, inside <head>: <meta http-equiv=\"Content-Security-Policy\" content=\"{{ config.meta_policy }}\">
themes/mini/templates/section.html: warning[policy-missing]: this page has no security policy: GitHub Pages sends none, so the page must carry it
  help: add to the template, inside <head>: <meta http-equiv=\"Content-Security-Policy\" content=\"{{ config.meta_policy }}\">
themes/mini/templates/taxonomy.html: warning[policy-missing]: this page has no security policy: GitHub Pages sends none, so the page must carry it
  help: add to the template, inside <head>: <meta http-equiv=\"Content-Security-Policy\" content=\"{{ config.meta_policy }}\">
");
}

#[test]
fn pages_that_are_published_as_they_are_obey_the_policy_too() {
    check("deploy: {target: netlify}", PAGE, "-- content/map.html --\n<p>Map</p>\n<script>draw()</script>", "\
content/map.html:2:9: error[policy-blocks]: the security policy of this site blocks this script, because it stands in the page
  ^ draw()
  help: move it into a file beside this one: <script src=\"my.js\" defer></script>
");
}

#[test]
fn a_setting_is_told_at_its_own_line() {
    check(
        "deploy: {target: netlify}\nsettings: {logo: \"https://other.example/logo.png\"}",
        "<img alt=\"\" src=\"{{ config.settings.logo }}\">",
        "-- themes/mini/theme.yaml --\nname: mini\ntypes:\n  page: {template: page.html}\n  section: {template: section.html}\nsettings: {logo: {kind: text}}",
        "\
content/site.yaml:8:19: error[host-foreign]: this page loads a picture from other.example, which can then track every reader
  ^ https://other.example/logo.png
  help: copy it to this site, or use a link instead
        if it is really needed, write in content/site.yaml: allowed_hosts: [other.example]
",
    );
}
