//! What editors are told about the host, word for word: `deploy:` as one could have written it, and the whole message.

use super::fixture::{PLAIN, build};

/// A site with these lines at the end of its settings, and these files.
#[track_caller]
fn check(lines: &str, files: &str, expected: &str) {
    let (head, rest) = PLAIN.split_once("-- themes").expect("the plain site has a theme");
    let text = format!("{head}{lines}\n-- themes{rest}-- content/index.md --\n---\ntitle: Home\n---\n{files}");
    let mut site = build(&text);
    // The plain theme has no room for it.
    site.diagnostics.retain(|it| it.code != "policy-missing");
    let told = site.told_in_full();
    assert_eq!(told.replace("content/site.yaml:7:", "site:1:").replace("content/site.yaml:8:", "site:2:"), expected);
}

#[test]
fn hosts_have_names() {
    check(
        "deploy: {target: netlfy}",
        "",
        "\
site:1:18: error[field-choice]: \"netlfy\" is not one of the values of this field
  ^ netlfy
  help: did you mean \"netlify\"?
",
    );
    check(
        "deploy: {host: netlify}",
        "",
        "\
site:1:10: error[field-unknown]: \"host\" is not a known field
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
site:1:40: error[deploy-value]: \"https://www.example.org/\" is not a host name
  ^ https://www.example.org/
  help: write only the host name, without https:// and without a slash: www.example.org
",
    );
    check(
        "deploy: {headers: {security_policy: {image-src: [self]}}}",
        "",
        "\
site:1:38: error[deploy-value]: \"image-src\" is not a directive of a content security policy that takes sources
  ^ image-src
  help: did you mean \"img-src\"?
",
    );
    check(
        "deploy: {headers: {security_policy: {img-src: [images.example.org]}}}",
        "",
        "\
site:1:48: error[deploy-value]: \"images.example.org\" is not a valid source in a content security policy
  ^ images.example.org
  help: write self, none, or the address of a website: https://www.example.org
",
    );
    check(
        "deploy: {headers: {extra: {\"/a/*/b\": {X-A: b}}}}",
        "",
        "\
site:1:29: error[deploy-value]: \"/a/*/b\" is not an address or a pattern for addresses
  ^ /a/*/b
  help: write an address such as /downloads/list.pdf, or a pattern that ends in an asterisk: /downloads/*
",
    );
    check(
        "deploy: {headers: {extra: {\"/*\": {X-A: \"$x\"}}}}",
        "",
        "\
site:1:41: error[deploy-value]: this is not a valid header: \"X-A\"
  ^ $x
  help: write its name, a colon and its value in ASCII: X-Frame-Options: DENY
",
    );
}

#[test]
fn one_header_is_sent_once() {
    check(
        "deploy: {headers: {extra: {\"/maps/*\": {Referrer-Policy: no-referrer}}}}",
        "",
        "\
site:1:40: error[host-header]: Referrer-Policy must be the same for all addresses of a site
  ^ Referrer-Policy
  help: write it under \"/*\", which applies to all addresses, or remove the line
",
    );
    check(
        "deploy: {headers: {extra: {\"/*\": {X-A: a}, \"/maps/*\": {x-a: b}}}}",
        "",
        "\
site:1:56: error[host-header]: some addresses would get x-a twice: it is also under /*
  ^ x-a
  help: write it under \"/*\", which applies to all addresses, or remove the line
",
    );
}

#[test]
fn files_written_by_hand_do_not_stand_beside_ours() {
    check(
        "deploy: {target: netlify}",
        "-- content/_redirects --\n/a /b\n",
        "\
content/_redirects: error[host-file]: _redirects is already generated for Netlify from content/site.yaml
  help: remove this file, and add its lines as old addresses: aliases: in the page they redirect to
  note: with deploy: {target: none} no files are generated for a host, and this file is published unchanged
",
    );
    check(
        "deploy: {target: cloudflare-pages}",
        "-- content/_headers --\n/*\n  X-A: b\n",
        "\
content/_headers: error[host-file]: _headers is already generated for Cloudflare Pages from content/site.yaml
  help: remove this file, and add its lines to content/site.yaml under deploy: headers: extra:
  note: with deploy: {target: none} no files are generated for a host, and this file is published unchanged
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
site:2:18: warning[host-unused]: Netlify compresses files itself and does not use the precompressed copies
  ^ netlify
  help: remove the line precompress: from content/site.yaml
site:2:18: warning[host-unused]: Netlify does not use a CNAME file
  ^ netlify
  help: remove the line cname: and set the domain in the settings of the host
",
    );
    check(
        "deploy: {target: github-pages, headers: {hsts: true}}",
        "",
        "\
site:1:18: warning[host-unused]: GitHub Pages does not support custom headers: hsts, frame_ancestors and extra have no effect
  ^ github-pages
  help: remove them, or choose another host; security_policy still works, as part of the pages
",
    );
    check(
        "deploy: {target: github-pages, cname: www.example.org}",
        "",
        "\
site:1:18: warning[host-place]: cname is www.example.org, but base_url is https://example.org/
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
content/site.yaml:6:18: warning[host-place]: Vercel serves a site at the root of its domain, but base_url ends in /guide/
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
content/assets/list.pdf: warning[host-assets]: on Cloudflare Pages, browsers cache everything in /assets/ for a year
  help: move this file to another folder: otherwise browsers will not load a new version of it
site:1:18: warning[host-letters]: Cloudflare Pages cannot redirect /time:table/: it treats some of its characters as a pattern
  ^ cloudflare-pages
  help: there is no redirect from there; remove the old address, or choose another host
",
    );
}

#[test]
fn security_txt_needs_a_contact_and_a_day() {
    check(
        "deploy: {security_txt: {contact: help@example.org}}",
        "",
        "\
site:1:34: error[security-txt]: \"help@example.org\" is not a valid contact for security.txt
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
  help: add the line: contact: mailto:security@example.org
",
    );
    for (day, words) in [
        ("2026-11-19", "security.txt has expired"),
        ("2026-11-21", "security.txt expires tomorrow"),
        ("2026-12-20", "security.txt expires in 30 days"),
        ("2028-01-01", "security.txt should expire within a year"),
    ] {
        check(
            &format!("deploy: {{security_txt: {{contact: mailto:help@example.org, expires: {day}}}}}"),
            "",
            &format!(
                "\
site:1:68: warning[security-txt]: {words}
  ^ {day}
  help: write a later date, less than a year away; or remove the line: the date is then set by each build
"
            ),
        );
    }
    check("deploy: {security_txt: {contact: mailto:help@example.org, expires: 2026-12-21}}", "", "");
}
