//! What a page asks for and its security policy forbids: readers would find a gap there, and nobody would hear of it.
//!
//! Source: W3C, Content Security Policy Level 3.

use super::hosts;
use super::local;
use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::link::{LinkPlace, place};
use vertebra_html::{InlineCode, InlineKind, Load, LoadKind};
use vertebra_render::host::{Policy, directives, hash, inline_directive, source_of};

/// Holds the page against the policy that is sent with it, and against those that it gives itself.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let facts = subject.facts;
    if subject.carries_policy && facts.policies.is_empty() {
        let message = "this page has no security policy: GitHub Pages sends none, so the page must carry it";
        let help = "add to the template, inside <head>: <meta http-equiv=\"Content-Security-Policy\" content=\"{{ config.meta_policy }}\">";
        out.push(UnplacedFault::warning("policy-missing", Trace::Template, message, help));
    }
    let own: Vec<Policy> = facts.policies.iter().map(|it| Policy::parse(&it.url)).collect();
    let sent = subject.policy.filter(|_| !subject.carries_policy);
    for policy in sent.into_iter().chain(&own) {
        facts.loads.iter().for_each(|it| load(subject, policy, it, out));
        facts.inline.iter().for_each(|it| inline(policy, (it, subject.is_raw()), out));
    }
}

fn load(subject: &PageUnderCheck, policy: &Policy, load: &Load, out: &mut Vec<UnplacedFault>) {
    let Some(source) = source_of(&load.url, subject.output, subject.base) else { return };
    let is_framed = source == "'self'" && matches!(load.kind, LoadKind::Frame | LoadKind::Object);
    let extra = is_framed.then_some("frame-ancestors");
    let mut asked = directives(load.kind).iter().copied().chain(extra);
    let Some(directive) = asked.find(|directive| !policy.allows(directive, &source)) else { return };
    if let LinkPlace::Host(host) = place(&load.url, subject.output, subject.base)
        && host != subject.base.host()
    {
        if local::is_local(&host) {
            return;
        }
        if !subject.checks.allows(&host) {
            return hosts::push(out, hosts::foreign(load, &host).at(&load.place));
        }
    }
    let what = hosts::words(load.kind);
    let bare = source.trim_matches('\'');
    let message = format!("the security policy of this site blocks {what}: {directive} does not allow {bare}");
    let help = match directive {
        "frame-ancestors" => "write self among frame_ancestors: in content/site.yaml".to_owned(),
        _ if source == "data:" => "save it as a file of the site, and name that".to_owned(),
        _ => format!("write in content/site.yaml, under deploy: headers: security_policy: {directive}: [{bare}]"),
    };
    let trace = Trace::Text(vec![load.url.clone(), bare.to_owned()]);
    hosts::push(out, UnplacedFault::error("policy-blocks", trace, message, help).at(&load.place));
}

fn inline(policy: &Policy, (found, is_raw): (&InlineCode, bool), out: &mut Vec<UnplacedFault>) {
    let is_block = matches!(found.kind, InlineKind::Script | InlineKind::StyleSheet);
    let known = if is_block { hash(&found.text) } else { String::new() };
    if inline_directive(&found.kind).is_some_and(|directive| policy.allows_inline(directive, &known)) {
        return;
    }
    let first = found.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let written = |name: &str| {
        let quoted = |quote: &str| format!("{name}={quote}{}{quote}", found.text);
        vec![quoted("\""), quoted("'"), format!("{name}=")]
    };
    let hashed = "or write in theme.yaml: hash_inline: true";
    let (what, help, letters) = match &found.kind {
        InlineKind::Script => (
            "this script, because it stands in the page".to_owned(),
            match is_raw {
                true => "move it into a file beside this one: <script src=\"my.js\" defer></script>".to_owned(),
                false => format!(
                    "move it into a file in the folder scripts of the theme: <script src=\"{{{{ asset(path=\"my.js\") }}}}\" defer></script>\n{hashed}"
                ),
            },
            vec![first, "<script".to_owned()],
        ),
        InlineKind::StyleSheet => (
            "this style sheet, because it stands in the page".to_owned(),
            match is_raw {
                true => "move it into a file beside this one: <link rel=\"stylesheet\" href=\"my.css\">".to_owned(),
                false => format!("move it into a style sheet of the theme\n{hashed}"),
            },
            vec![first, "<style".to_owned()],
        ),
        InlineKind::Handler(name) => (
            format!("{name}, because the code stands in the page"),
            "move the code into a script of the theme, and attach it there with addEventListener".to_owned(),
            written(name),
        ),
        InlineKind::Style => (
            "this style, because it stands in the page".to_owned(),
            "write a class instead, and describe it in a style sheet of the theme".to_owned(),
            written("style"),
        ),
        InlineKind::Base => (
            "this <base>: a page may not move all of its addresses".to_owned(),
            "remove it, and write the addresses from the root of the site".to_owned(),
            vec!["<base".to_owned()],
        ),
    };
    let message = format!("the security policy of this site blocks {what}");
    hosts::push(out, UnplacedFault::error("policy-blocks", Trace::Text(letters), message, help).at(&found.place));
}
