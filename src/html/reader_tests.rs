//! Pages, and what is read in them.

use super::facts::{LandmarkKind, PageLink};
use super::reader::{anchors, read};

#[test]
fn names_are_those_that_are_heard() {
    let found = read(
        "<a href=/a>One <b>two</b><span aria-hidden=true> arrow <span>x</span></span></a><a href=/b aria-label=' Spoken '>seen</a>\
         <a href=/c><img src=x alt='A back'></a><a href=/d><svg><title>Drawn</title></svg></a><a href=/e></a>\
         <a href=/f aria-labelledby=h></a><a name=old>no link</a><button></button><button>Go</button>\
         <h2 id=h>Two <i>words</i></h2>",
    );
    let names: Vec<_> = found.links.iter().map(|link| link.name.as_deref().unwrap_or("?")).collect();
    assert_eq!(names, ["One two", "Spoken", "A back", "Drawn", "", "?"]);
    assert_eq!(found.nameless_buttons.len(), 1);
    let heading = &found.headings[0];
    assert_eq!((heading.level, heading.id.as_deref(), heading.text.as_str()), (2, Some("h"), "Two words"));
}

#[test]
fn a_name_is_whole_where_an_entity_or_a_mark_stands_inside_a_word() {
    for (html, name) in [
        ("R&amp;D", "R&D"),
        ("Caf&eacute;s", "Caf\u{e9}s"),
        ("O&#39;Brien &lt;b&gt;", "O'Brien <b>"),
        ("R<b>&amp;</b><!-- and -->D", "R&D"),
        ("R&amp;D<br>lab", "R&D lab"),
        ("R&amp;D<img src=x alt='Q&amp;A'>lab", "R&D Q&A lab"),
        ("<i aria-hidden=true>&rarr;</i>R&amp;D", "R&D"),
    ] {
        let found = read(&format!("<h2>{html}</h2><a href=x>{html}</a>"));
        assert_eq!((found.headings[0].text.as_str(), found.links[0].name.as_deref()), (name, Some(name)), "{html}");
    }
    let found = read("<p id='R&amp;D'>R&amp;D</p><a href='#R&amp;D'>x</a><img alt='' src='/R&amp;D.png'>");
    assert_eq!((found.ids[0].id.as_str(), found.texts[0].text.as_str()), ("R&D", "R&D"));
    assert_eq!((found.lost_fragments().len(), found.loads[0].url.as_str()), (0, "/R&D.png"));
}

#[test]
fn what_a_link_is_about_is_the_nearest_item_or_heading() {
    let html = "<a href=0></a><h2 id=a><a href=1></a></h2><p><a href=2></a><ul><li><a href=3></a><ul><li></li></ul><a href=4></a>\
                </li></ul></li><a href=5></a><!-- <li> --><script>'<li>'</script><a title='<li>' href=6></a>\
                <dl><dt><a href=7></a><dd><a href=8></a></dl><LI><a href=9></a><h3><a href=10></a></h3></LI>";
    let found = read(html);
    let about = |link: &PageLink| link.context.map_or("", |at| &html[at..at + 3]);
    let all: Vec<_> = found.links.iter().map(about).collect();
    assert_eq!(all, ["", "<h2", "<h2", "<li", "<li", "<h2", "<h2", "<dt", "<dd", "<LI", "<h3"]);
    assert_eq!(found.links[3].context, found.links[4].context);
}

#[test]
fn landmarks_are_those_of_the_page() {
    let found = read(
        "<html lang=en><title>A &amp; b</title><header></header><nav aria-label=Main></nav><nav></nav>\
         <main><article><header></header><footer></footer></article></main><footer></footer><nav hidden></nav>",
    );
    let names = |kind| found.landmarks(kind).map(|it| it.name.as_str()).collect::<Vec<_>>();
    assert_eq!([LandmarkKind::Main, LandmarkKind::Banner, LandmarkKind::ContentInfo].map(names), [[""]; 3]);
    assert_eq!(names(LandmarkKind::Navigation), ["Main", ""]);
    assert_eq!((found.language.as_deref(), found.title.as_str()), (Some("en"), "A & b"));
}

#[test]
fn everything_that_is_asked_for_is_found() {
    let found = read(
        "<script src=/a.js></script><img src=b.png srcset='c.png 1x, d.png 2x'><form action=/send></form>\
         <link rel=canonical href=https://x.example/><link rel=preconnect href=//y.example>\
         <p style=\"background: url('e.png')\"><style>@import 'f.css'; a { b: url(g.png) }</style>",
    );
    let urls: Vec<_> = found.loads.iter().map(|load| load.url.as_str()).collect();
    assert_eq!(urls, ["/a.js", "b.png", "c.png", "d.png", "/send", "//y.example", "e.png", "g.png", "f.css"]);
    assert_eq!(found.named[0].url, "https://x.example/");
    assert_eq!(found.without_alt[0].url, "b.png");
}

#[test]
fn every_candidate_of_a_picture_is_found() {
    let html = "<picture><source srcset='/w_1,h_2/a.avif 1x, data:,x 2x'><img src=/a.png srcset='/a.png?v=1,2 1x' alt=''></picture>\
                <link rel=preload as=image href=/b.png imagesrcset='/b,1.png 1x, /b,2.png 2x'>";
    let found = read(html);
    let urls: Vec<_> = found.loads.iter().map(|load| load.url.as_str()).collect();
    let expected = ["/w_1,h_2/a.avif", "data:,x", "/a.png", "/a.png?v=1,2", "/b.png", "/b,1.png", "/b,2.png"];
    assert_eq!(urls, expected);
    assert!(html[found.loads[2].place.clone()].starts_with("<img src=/a.png"));
}

#[test]
fn ids_are_those_that_a_link_reaches() {
    let html = "<p id='single'><P ID=bare><p id=a&amp;b><p title='id=\"no\"' ID=\"both\"><!-- <p id=\"comment\"> -->\
                <template id=made><p id=\"kept\"></template><script>'<p id=\"script\">'</script><noscript><p id=\"without\"></noscript>\
                <textarea><p id=\"typed\"></textarea><p id=''><p id=\"Größe 1\"><a name=old></a><input name=field><p/id=slash>\
                <p id=one id=two>";
    let mut found: Vec<_> = anchors(html).into_iter().collect();
    found.sort_unstable();
    assert_eq!(found, ["", "Größe 1", "a&b", "bare", "both", "made", "old", "one", "single", "slash"]);
    let facts = read(html);
    assert!(found.iter().all(|id| facts.has_anchor(id)), "{facts:?}");
    for other in ["comment", "kept", "script", "without", "typed", "field", "two", "Bare", "BARE"] {
        assert!(!facts.has_anchor(other), "{other}");
    }
    assert!(facts.has_anchor("top") && facts.has_anchor(""));
}
