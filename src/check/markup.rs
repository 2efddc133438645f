//! What a page makes a browser ask for, read from its HTML as browsers read it.

use super::srcset;
use vertebra_html::{HtmlToken, Positions, Tag, tokenize};

/// Addresses as the page writes them.
#[derive(Debug, Default, PartialEq)]
pub struct WrittenAddresses {
    pub styles: Vec<String>,
    pub scripts: Vec<String>,
    /// The version that a phone takes of each picture, and whether it waits until the reader is near.
    pub pictures: Vec<(String, bool)>,
    /// All else that is loaded: frames, films that play by themselves, what is loaded ahead.
    pub others: Vec<String>,
    /// What the browser gets ready for without loading anything.
    pub prepared: Vec<String>,
}

/// Reads a page.
pub fn asked(html: &str) -> WrittenAddresses {
    let mut state = State::default();
    tokenize(html, Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) => state.start(tag),
        HtmlToken::End("picture") => state.picture = None,
        _ => {}
    });
    state.asked
}

#[derive(Default)]
struct State {
    asked: WrittenAddresses,
    /// Inside a `picture`: the address of the first source that the phone takes.
    picture: Option<Option<String>>,
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| &*it.value);
        let some = |name: &str| get(name).map(str::trim).filter(|value| !value.is_empty());
        let is_lazy = get("loading").is_some_and(|it| it.eq_ignore_ascii_case("lazy"));
        let asked = &mut self.asked;
        match &*tag.name {
            "link" => {
                let href = || some("href").map(str::to_owned);
                let picture = some("imagesrcset").and_then(|set| srcset::choose(None, Some(set), some("imagesizes")));
                link(asked, some("rel"), some("as"), picture.or_else(href));
            }
            "script" => asked.scripts.extend(some("src").map(str::to_owned)),
            "picture" => self.picture = Some(None),
            "source" => {
                if let Some(None) = self.picture
                    && srcset::takes(some("type"), some("media"))
                {
                    self.picture = Some(srcset::choose(None, some("srcset"), some("sizes")));
                }
            }
            "img" => {
                let own = || srcset::choose(some("src"), some("srcset"), some("sizes"));
                let taken = self.picture.take().flatten().or_else(own);
                asked.pictures.extend(taken.map(|url| (url, is_lazy)));
            }
            "input" if get("type") == Some("image") => {
                asked.pictures.extend(some("src").map(|url| (url.to_owned(), false)));
            }
            "image" | "use" | "feimage" => {
                let url = some("href").or(some("xlink:href")).filter(|url| !url.starts_with('#'));
                asked.pictures.extend(url.map(|url| (url.to_owned(), false)));
            }
            "iframe" if !is_lazy => asked.others.extend(some("src").map(str::to_owned)),
            "iframe" => asked.prepared.extend(some("src").map(str::to_owned)),
            "embed" => asked.others.extend(some("src").map(str::to_owned)),
            "object" => asked.others.extend(some("data").map(str::to_owned)),
            "video" | "audio" => {
                asked.pictures.extend(some("poster").map(|url| (url.to_owned(), false)));
                // Without `autoplay`, little more than the beginning is loaded; but the host is asked.
                let to = if get("autoplay").is_some() { &mut asked.others } else { &mut asked.prepared };
                to.extend(some("src").map(str::to_owned));
            }
            _ => {}
        }
    }
}

fn link(asked: &mut WrittenAddresses, rel: Option<&str>, kind: Option<&str>, href: Option<String>) {
    let (Some(rel), Some(href)) = (rel, href) else { return };
    let rel = rel.to_ascii_lowercase();
    let is = |word: &str| rel.split_ascii_whitespace().any(|it| it == word);
    if is("stylesheet") {
        if !is("alternate") {
            asked.styles.push(href);
        }
    } else if is("modulepreload") || is("preload") && kind == Some("script") {
        asked.scripts.push(href);
    } else if is("preload") && kind == Some("style") {
        asked.styles.push(href);
    } else if is("preload") && kind == Some("image") {
        asked.pictures.push((href, false));
    } else if is("preload") || is("prefetch") {
        asked.others.push(href);
    } else if ["icon", "apple-touch-icon", "mask-icon", "manifest", "preconnect", "dns-prefetch", "prerender"]
        .iter()
        .any(|word| is(word))
    {
        asked.prepared.push(href);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_asked_for_is_found() {
        let found = asked(
            "<link rel=stylesheet href=/a.css><link rel='alternate stylesheet' href=/no.css><link rel=icon href=/i.svg>\
             <link rel=preload as=font href=/f.woff2>\
             <link rel=preload as=image imagesrcset='/1,1.png 400w, /1,2.png 720w'><link rel=preconnect href=https://x.example>\
             <link rel=alternate href=/feed><link rel=canonical href=https://example.org/>\
             <script src=/a.js defer></script><script>'<img src=/no.png>'</script><noscript><img src=/no.png></noscript>\
             <img src=/a.png><img src=/b.png loading=lazy srcset='/b1.png 400w, /b2.png 720w'>\
             <picture><source type=image/jxl srcset=/c.jxl><source type=image/webp srcset='/c.webp 2x'><source srcset=/no.png>\
             <img src=/c.png></picture><img src=''><svg><use href=#a /><use href=/s.svg#a /></svg>\
             <video poster=/p.jpg src=/v.mp4></video><iframe src=//y.example/></iframe><!-- <img src=/no.png> -->\
             <a href=https://z.example>z</a>",
        );
        let texts = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(found.styles, texts(&["/a.css"]));
        assert_eq!(found.scripts, texts(&["/a.js"]));
        let pictures: Vec<_> = found.pictures.iter().map(|(url, lazy)| format!("{url} {lazy}")).collect();
        assert_eq!(
            pictures,
            ["/1,2.png false", "/a.png false", "/b2.png true", "/c.webp false", "/s.svg#a false", "/p.jpg false"]
        );
        assert_eq!(found.others, texts(&["/f.woff2", "//y.example/"]));
        assert_eq!(found.prepared, texts(&["/i.svg", "https://x.example", "/v.mp4"]));
    }
}
