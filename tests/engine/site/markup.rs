//! What browsers find in a page, the checks find too, however its HTML is written; and nothing else.

use super::checks::checked;
use super::fixture::{Built, build};

/// A page with a link to `#box`, in a template that holds this.
fn boxed(template: &str) -> Built {
    build(&format!(
        "-- themes/mini/templates/page.html --\n<h1>{{{{ page.title }}}}</h1>{{{{ page.content }}}}{template}\n\
         -- content/a.md --\n---\ntitle: A\n---\n[to the box](#box) and [from elsewhere](b.md#box)\n\
         -- content/b.md --\n---\ntitle: B\n---\nText.\n"
    ))
}

#[test]
fn an_id_is_found_however_it_is_written() {
    for template in [
        "<section id=\"box\"></section>",
        "<section id='box'></section>",
        "<section id=box></section>",
        "<section id=box class=x></section>",
        "<SECTION ID=box></SECTION>",
        "<section class='id'\nid\n=\n'box'></section>",
        "<section/id='box'/>",
        "<section id=\"b&#111;x\"></section>",
        "<template id=box></template>",
        "<a name='box'></a>",
        "<script>'<!--'</script><p id=box>",
    ] {
        boxed(template).clean();
    }
}

#[test]
fn what_is_no_id_for_a_browser_is_none() {
    for template in [
        "<!-- <section id=\"box\"></section> -->",
        "<section data-id=\"box\"></section>",
        "<section title=' id=\"box\"'></section>",
        "<section id='other' id='box'></section>",
        "<section id='Box'></section>",
        "<section id='boxes'></section>",
        "<input name='box'>",
        "<template><section id='box'></section></template>",
        "<script>let it = '<section id=\"box\"></section>'</script>",
        "<noscript><section id='box'></section></noscript>",
        "<textarea><section id=\"box\"></section></textarea>",
        "<p> id=\"box\" </p>",
        "<p title=' id=\"box\"",
    ] {
        let site = boxed(template);
        assert_eq!(
            site.told(),
            "content/a.md:4:14 error[anchor-broken] this page has no heading with the id \"box\" | remove #box from the link\n\
             content/a.md:4:41 error[anchor-broken] content/b.md has no heading with the id \"box\" | remove #box from the link",
            "{template}"
        );
    }
}

/// The pages of a site whose template holds this before the text, with two pictures to show.
fn pictured(html: &str) -> Built {
    checked(&format!(
        "-- themes/mini/templates/base.html --\n<!DOCTYPE html><html lang=\"{{{{ page.lang }}}}\"><head><title>{{{{ page.title }}}}</title></head><body>\n\
         <main><h1>{{{{ page.title }}}}</h1>{html}<img alt=y src=\"/base/w_3,h_2.svg\">\n{{{{ page.content }}}}{{% block list %}}{{% endblock list %}}</main></body></html>\n\
         -- content/icon.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n\
         -- content/w_3,h_2.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"/>\n"
    ))
}

#[test]
fn a_comma_inside_an_address_of_a_picture_is_a_part_of_it() {
    for html in [
        "<img alt=x src=/base/icon.svg srcset=\"/base/icon.svg?v=1,2 1x\">",
        "<img alt=x src=/base/icon.svg srcset='/base/w_3,h_2.svg 300w,/base/icon.svg 600w'>",
        "<img alt=x src=/base/icon.svg srcset=' , /base/icon.svg, /base/w_3,h_2.svg 2x,'>",
        "<img alt=x src=/base/icon.svg srcset='data:image/png;base64,iVBORw0KGgo= 1x, /base/icon.svg 2x'>",
        "<picture><source type=image/svg+xml srcset='/base/w_3,h_2.svg 1x, /base/icon.svg?a,b 2x'><img alt=x src=/base/icon.svg></picture>",
        "<link rel=preload as=image href=/base/icon.svg imagesrcset='/base/w_3,h_2.svg 1x, /base/icon.svg?a,b 2x'>",
        "<IMG ALT=x SRC=/base/icon.svg SRCSET=/base/w_3,h_2.svg>",
    ] {
        pictured(html).clean();
    }
}

#[test]
fn every_candidate_of_a_picture_is_looked_for() {
    for html in [
        "<img alt=x src=/base/icon.svg srcset='/base/icon.svg 1x,/base/gone,1.svg 2x'>",
        "<picture><source srcset='/base/gone,1.svg'><img alt=x src=/base/icon.svg></picture>",
        "<link rel=preload as=image href=/base/icon.svg imagesrcset='/base/icon.svg 1x, /base/gone,1.svg 2x'>",
    ] {
        let site = pictured(html);
        assert_eq!(site.codes(), ["link-broken"], "{html}\n{}", site.told());
        assert!(site.told().contains("the page loads /gone,1.svg, where nothing is published"), "{}", site.told());
    }
}

/// A page with this text in a theme that uses ids of its own, one of them in a part that it includes.
fn themed(text: &str) -> Built {
    checked(&format!(
        "-- themes/mini/templates/base.html --\n<!DOCTYPE html><html lang=\"{{{{ page.lang }}}}\"><head><title>{{{{ page.title }}}}</title></head><body>\n\
         {{% include 'foot.html' %}}<main id=main-content><h1>{{{{ page.title }}}}</h1>{{{{ page.content }}}}{{% block list %}}{{% endblock list %}}</main></body></html>\n\
         -- themes/mini/templates/foot.html --\n<footer id='about-us'><a href='#main-content'>Text</a></footer>\n\
         -- themes/mini/templates/404.html --\n{{% extends 'base.html' %}}{{% block list %}}<p id=contact></p>{{% endblock list %}}\n\
         -- content/a.md --\n---\ntitle: A\ndescription: About a.\n---\n{text}"
    ))
}

#[test]
fn a_heading_gets_no_id_that_its_template_uses() {
    let site = themed(
        "## Main content\n\n## About us\n\n## About us\n\n## Contact\n\n[Who we are](#about-us-2) and [how to reach us](#contact).\n",
    );
    site.clean();
    let html = site.text("a/index.html");
    let ids = ["main-content-2", "about-us-2", "about-us-3", "contact"];
    assert!(ids.iter().all(|id| html.contains(&format!("<h2 id=\"{id}\">"))), "{html}");
}

#[test]
fn an_id_of_a_template_that_a_text_takes_is_told_at_its_heading() {
    let told = "the id \"main-content\" is used twice on this page, so links reach only the first one | give one of them another id";
    let site = themed("## Text {#main-content}\n");
    assert_eq!(site.told(), format!("content/a.md:5:9 error[id-repeated] {told}"));
}
