//! What editors are told about the host, word for word: `deploy:` as one could have written it, and the whole message.

use super::fixture::{PLAIN, build};

/// A site with these lines at the end of its settings, and these files.
#[track_caller]
fn check(lines: &str, files: &str, expected: &str) {
    let (head, rest) = PLAIN.split_once("-- themes").expect("the plain site has a theme");
    let text = format!("{head}{lines}\n-- themes{rest}-- content/index.md --\n---\ntitle: Home\n---\n{files}");
    let told = build(&text).told_in_full();
    assert_eq!(told.replace("content/site.yaml:7:", "site:1:").replace("content/site.yaml:8:", "site:2:"), expected);
}

#[test]
fn hosts_have_names() {
    check(
        "deploy: {target: netlfy}",
        "",
        "\
site:1:18: error[field-choice]: \"netlfy\" is none of the words this field takes
  ^ netlfy
  help: did you mean \"netlify\"?
",
    );
    check(
        "deploy: {host: netlify}",
        "",
        "\
site:1:10: error[field-unknown]: \"host\" is not a field I know
  ^ host
  help: the fields here are: target, cname, headers, security_txt
",
    );
}

#[test]
fn what_cannot_be_sent_is_told() {
    check(
        "deploy: {target: github-pages, cname: \"https://www.example.org/\"}",
        "",
        "\
site:1:40: error[deploy-value]: \"https://www.example.org/\" is not the name of a website
  ^ https://www.example.org/
  help: write the name alone, without https:// and without a slash: www.example.org
",
    );
    check(
        "deploy: {headers: {security_policy: {image-src: [self]}}}",
        "",
        "\
site:1:38: error[deploy-value]: \"image-src\" is no part of a security policy that names sources
  ^ image-src
  help: did you mean \"img-src\"?
",
    );
    check(
        "deploy: {headers: {security_policy: {img-src: [images.example.org]}}}",
        "",
        "\
site:1:48: error[deploy-value]: \"images.example.org\" is not a source that a security policy can name
  ^ images.example.org
  help: write self, none, or the address of a website: https://www.example.org
",
    );
    check(
        "deploy: {headers: {extra: {\"/a/*/b\": {X-A: b}}}}",
        "",
        "\
site:1:29: error[deploy-value]: \"/a/*/b\" is not an address, and not the beginning of some
  ^ /a/*/b
  help: write an address such as /downloads/list.pdf, or a beginning with a star at its end: /downloads/*
",
    );
    check(
        "deploy: {headers: {extra: {\"/*\": {X-A: \"$x\"}}}}",
        "",
        "\
site:1:41: error[deploy-value]: this cannot be sent as a header: \"X-A\"
  ^ $x
  help: write its name, a colon and its value in plain letters: X-Frame-Options: DENY
",
    );
}

#[test]
fn one_header_is_sent_once() {
    check(
        "deploy: {headers: {extra: {\"/maps/*\": {Referrer-Policy: no-referrer}}}}",
        "",
        "\
site:1:40: error[host-header]: Referrer-Policy is the same for all addresses of a site
  ^ Referrer-Policy
  help: write it under \"/*\", where it counts for all addresses, or remove the line
",
    );
    check(
        "deploy: {headers: {extra: {\"/*\": {X-A: a}, \"/maps/*\": {x-a: b}}}}",
        "",
        "\
site:1:56: error[host-header]: some addresses would be sent x-a twice: it stands under /*, too
  ^ x-a
  help: write it under \"/*\", where it counts for all addresses, or remove the line
",
    );
}

#[test]
fn files_written_by_hand_do_not_stand_beside_ours() {
    check(
        "deploy: {target: netlify}",
        "-- content/_redirects --\n/a /b\n",
        "\
content/_redirects: error[host-file]: _redirects is written for Netlify already, from content/site.yaml
  help: remove this file, and write its lines as old addresses: aliases: in the page that they lead to
  note: with deploy: {target: none} nothing is written for a host, and this file is published as it is
",
    );
    check(
        "deploy: {target: cloudflare-pages}",
        "-- content/_headers --\n/*\n  X-A: b\n",
        "\
content/_headers: error[host-file]: _headers is written for Cloudflare Pages already, from content/site.yaml
  help: remove this file, and write its lines into content/site.yaml under deploy: headers: extra:
  note: with deploy: {target: none} nothing is written for a host, and this file is published as it is
",
    );
    check("deploy: {target: vercel}", "-- content/_headers --\n/*\n  X-A: b\n", "");
    check("", "-- content/_redirects --\n/a /b\n", "");
}

#[test]
fn settings_without_effect_are_told() {
    check(
        "precompress: [gzip]\ndeploy: {target: netlify, cname: example.org}",
        "",
        "\
site:2:18: warning[host-unused]: Netlify makes files smaller by itself and sends none of the copies
  ^ netlify
  help: remove the line precompress: from content/site.yaml
site:2:18: warning[host-unused]: Netlify reads no file CNAME
  ^ netlify
  help: remove the line cname: and name the website in the settings of the host
",
    );
    check(
        "deploy: {target: github-pages, headers: {hsts: true}}",
        "",
        "\
site:1:18: warning[host-unused]: GitHub Pages sends no headers of yours: hsts, frame_ancestors and extra do nothing there
  ^ github-pages
  help: remove them, or choose another host; security_policy still works, from inside the pages
",
    );
    check(
        "deploy: {target: github-pages, cname: www.example.org}",
        "",
        "\
site:1:18: warning[host-place]: cname says www.example.org, and base_url says https://example.org/
  ^ github-pages
  help: write: base_url: https://www.example.org/
",
    );
    let (head, rest) = PLAIN.split_once("https://example.org/").expect("the plain site has an address");
    let text = format!("{head}https://example.org/guide/{rest}");
    let text = text.replace("theme: mini\n", "theme: mini\ndeploy: {target: vercel}\n");
    assert_eq!(
        build(&text).told_in_full(),
        "\
content/site.yaml:6:18: warning[host-place]: Vercel shows a site at the top of its address, and base_url ends in /guide/
  ^ vercel
  help: write: base_url: https://example.org/
"
    );
}

#[test]
fn what_a_host_would_misread_is_told() {
    check(
        "deploy: {target: cloudflare-pages}",
        "-- content/a.md --\n---\ntitle: A\naliases: [\"/time:table/\"]\n---\n-- content/assets/list.pdf --\nx\n",
        "\
content/assets/list.pdf: warning[host-assets]: on Cloudflare Pages, browsers keep everything in /assets/ for a year
  help: move this file to another folder: a new version of it would not be seen
site:1:18: warning[host-letters]: Cloudflare Pages cannot lead on from /time:table/: it reads some of its letters as a pattern
  ^ cloudflare-pages
  help: nothing leads on from there; remove the old address, or ask for another host
",
    );
}

#[test]
fn security_txt_needs_a_contact_and_a_day() {
    check(
        "deploy: {security_txt: {contact: help@example.org}}",
        "",
        "\
site:1:34: error[security-txt]: \"help@example.org\" is not an address that security.txt can name
  ^ help@example.org
  help: write: mailto:help@example.org
",
    );
    check(
        "deploy: {security_txt: {policy: https://example.org/safety/}}",
        "",
        "\
site:1:10: error[security-txt]: security.txt needs a contact
  ^ security_txt
  help: add a line: contact: mailto:security@example.org
",
    );
    for (day, words) in [
        ("2026-11-19", "security.txt has expired: nobody may use it any more"),
        ("2026-11-21", "security.txt expires tomorrow"),
        ("2026-12-20", "security.txt expires in 30 days"),
        ("2028-01-01", "security.txt should not hold for a year or more"),
    ] {
        check(
            &format!("deploy: {{security_txt: {{contact: mailto:help@example.org, expires: {day}}}}}"),
            "",
            &format!(
                "\
site:1:68: warning[security-txt]: {words}
  ^ {day}
  help: write a later day, less than a year away; or remove the line, and the day follows from that of the build
"
            ),
        );
    }
    check("deploy: {security_txt: {contact: mailto:help@example.org, expires: 2026-12-21}}", "", "");
}
