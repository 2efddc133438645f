//! What is told of files that somebody renamed by hand: other letters of one name, and names that were exchanged.

use std::collections::BTreeMap;

use super::fixture::{Built, build_files, options};
use super::messages_published::published;

const SITE: &str = "\
-- content/index.md --
---
title: Home
---
The [prices](Price.pdf).
-- content/Price.pdf --
%PDF
-- content/rest.md --
---
title: Rest
---
Long, light strokes. Many people choose it to rest after a long week, and sleep better in the night that follows.
-- content/press.md --
---
title: Press
---
## How firm

Firm, slow work on the deeper layers of muscle. It can be sore for a day or two, which passes without any help.
";

fn again(change: impl Fn(&mut BTreeMap<String, String>)) -> Built {
    let mut all = published(SITE);
    change(&mut all);
    build_files(&all, &options())
}

fn move_file(all: &mut BTreeMap<String, String>, from: &str, to: &str) {
    let text = all.remove(from).expect("a file to rename");
    all.insert(to.to_owned(), text);
}

/// The price list under a name that differs in its first letter, with other bytes or not, for a host.
fn other_case(all: &mut BTreeMap<String, String>, host: &str) {
    move_file(all, "content/Price.pdf", "content/price.pdf");
    let home = all["content/index.md"].replace("Price.pdf", "price.pdf");
    all.insert("content/index.md".to_owned(), home);
    let config = format!("{}deploy: {{target: {host}}}\n", all["content/site.yaml"]);
    all.insert("content/site.yaml".to_owned(), config);
}

#[test]
fn a_file_in_other_letters_has_lost_its_address() {
    let site = again(|all| other_case(all, "nginx"));
    let line = site.pointed(site.only());
    let expected = "\
content/addresses.yaml:12:3: error[file-lost]: the file /Price.pdf was published on 2026-06-02 and is /price.pdf now, in other upper and lower case
  ^ LINE
  help: to keep the old address, add below \"redirects:\" in content/addresses.yaml:
          /Price.pdf: /price.pdf
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /Price.pdf: 2026-11-20
  note: most hosts tell upper and lower case apart
        no page on this site links to it
";
    assert_eq!(site.told_in_full().replace(&line, "LINE"), expected);
    for host in ["none", "vercel", "github-pages"] {
        let site = again(|all| other_case(all, host));
        let told = site.told_in_full();
        let help = "help: to keep the old address, rename it back: vertebra rename price.pdf Price.pdf\n";
        assert!(told.contains(help), "{host}: {told}");
    }
}

#[test]
fn what_the_message_says_keeps_the_address_on_hosts_that_tell_letters_apart() {
    let mended = |host: &'static str, part: &'static str, line: &'static str| {
        again(move |all| {
            other_case(all, host);
            let book = &all["content/addresses.yaml"];
            let text = match book.contains(&format!("{part}:\n")) {
                true => book.replace(&format!("{part}:\n"), &format!("{part}:\n  {line}\n")),
                false => format!("{part}:\n  {line}\n{book}"),
            };
            all.insert("content/addresses.yaml".to_owned(), text);
        })
    };
    for host in ["nginx", "apache", "caddy", "netlify", "cloudflare-pages", "s3-cloudfront"] {
        let site = mended(host, "redirects", "/Price.pdf: /price.pdf");
        site.clean();
        mended(host, "gone", "/Price.pdf: 2026-11-20").clean();
        let rules: String = site
            .outputs
            .iter()
            .filter(|(_, bytes)| bytes.windows(10).any(|it| it == b"/Price.pdf" || it == b"/Price[.]p"))
            .map(|(name, _)| name.as_str())
            .collect();
        assert!(!rules.is_empty(), "{host} leads on");
        assert!(!site.outputs.contains_key("Price.pdf/index.html"), "{host} needs no page for that");
    }
    // The keys of a map of nginx mean any case of their letters: one that leads to itself would never end.
    let site = mended("nginx", "redirects", "/Price.pdf: /price.pdf");
    let http = site.outputs.iter().find(|(name, _)| name.ends_with("http.conf")).expect("a file for nginx");
    let http = String::from_utf8_lossy(http.1);
    assert!(http.contains("    \"~^/Price[.]pdf$\" \"/price.pdf"), "{http}");
    let site = mended("vercel", "redirects", "/Price.pdf: /price.pdf");
    let told = "error[redirect-taken]: /Price.pdf cannot redirect: it differs from /price.pdf only in upper and lower case, \
                and Vercel cannot tell them apart";
    assert!(site.told_in_full().contains(told), "{}", site.told_in_full());
}

#[test]
fn an_alias_that_is_the_address_of_its_own_page_does_nothing() {
    let site = again(|all| {
        let page = all["content/rest.md"].replace("Rest\n", "Rest\naliases: [/rest/, /Rest/]\n");
        all.insert("content/rest.md".to_owned(), page);
    });
    let expected = "\
content/rest.md:3:11: note[alias-same]: the alias /rest/ is the address of this page itself
  ^ /rest/
  help: remove the alias
content/rest.md:3:19: note[alias-same]: the alias /Rest/ does nothing: it differs from /rest/ only in upper and lower case, and your host cannot redirect it
  ^ /Rest/
  help: remove the alias, or give the page exactly this address with url:
";
    assert_eq!(site.told_in_full(), expected);
}

#[test]
fn pages_whose_names_were_exchanged() {
    let exchange = |all: &mut BTreeMap<String, String>| {
        move_file(all, "content/rest.md", "content/other.md");
        move_file(all, "content/press.md", "content/rest.md");
        move_file(all, "content/other.md", "content/press.md");
    };
    let site = again(exchange);
    let told: Vec<&str> = site.diagnostics.iter().map(|d| d.code).collect();
    let expected = "\
content/press.md:2:8: warning[url-exchanged]: this page and content/rest.md have changed places: each was published at the address of the other, /rest/ and /press/
  ^ Rest
  help: if only the names of the files were changed, give each page its old address, here:
        url: /rest/
        if readers of /press/ are to find this page, there is nothing to do
  note: links from other websites still lead to /press/ and /rest/ as published: see content/addresses.yaml
";
    assert!(site.told_in_full().contains(expected), "{}", site.told_in_full());
    assert_eq!(told.iter().filter(|code| **code == "url-exchanged").count(), 1, "it is one cause");
    // A page that is only written anew has taken nobody's place.
    let site = again(|all| {
        let page =
            "---\ntitle: Press\n---\nWholly other words about what nobody has spoken of before today, in this place.\n";
        all.insert("content/press.md".to_owned(), page.to_owned());
    });
    assert!(!site.told_in_full().contains("url-exchanged"), "{}", site.told_in_full());
}
