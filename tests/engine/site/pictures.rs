//! Pictures: which files are published of one, what pages say of it, and what editors are told.

use std::collections::BTreeMap;
use std::sync::Mutex;

use vertebra_base::artifact_cache::{ArtifactCache, CacheBackend};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Options;

use super::fixture::{Built, PLAIN, build, build_snapshot, coded, files, options};
use support::pictures::{jpeg, open, pixels, png, with_exif, with_profile};

const IMAGE: &str = r#"-- themes/mini/components/image.html --
{% component image(src, alt = "", decorative = false, alone = false, title = "", picture = none, first = false, caption = "", wide = false) %}<img src="{{ src }}" alt="{{ alt }}"{% if picture %} {{ picture.width }}x{{ picture.height }} own="{{ picture.srcset }}"{% for source in picture.sources %} {{ source.type }}="{{ source.srcset }}"{% endfor %}{% endif %}{% if first %} first{% endif %}{% if wide %} wide{% endif %}{{ caption }}>{% endcomponent image %}
"#;

fn page(body: &str) -> String {
    format!("-- content/a.md --\n---\ntitle: A\n---\n{body}\n")
}

/// A site with pictures beside its texts.
fn with(text: &str, pictures: &[(&str, Vec<u8>)]) -> Built {
    with_threads(text, pictures, 2)
}

fn with_threads(text: &str, pictures: &[(&str, Vec<u8>)], threads: usize) -> Built {
    let mut all = files(PLAIN);
    all.extend(files(text));
    let texts = all.iter().map(|(path, text)| (path.as_str(), text.as_bytes().to_vec()));
    let pictures = pictures.iter().map(|(path, bytes)| (*path, bytes.clone()));
    let files: BTreeMap<_, _> =
        texts.chain(pictures).map(|(path, bytes)| (SourcePath::new(path), bytes.into())).collect();
    build_snapshot(Snapshot { files, ..Snapshot::default() }, &Options { threads, ..options() })
}

/// The names of outputs that begin and end so, without the digits of their content.
fn names(site: &Built, start: &str) -> Vec<String> {
    let short = |name: &&str| match name.split('.').collect::<Vec<_>>()[..] {
        [stem, _, ending] => format!("{stem}.{ending}"),
        _ => (*name).to_owned(),
    };
    let mut names: Vec<_> = site.names().iter().filter(|name| name.starts_with(start)).map(short).collect();
    names.sort();
    names
}

fn output<'s>(site: &'s Built, start: &str, end: &str) -> &'s [u8] {
    let found = site.outputs.iter().find(|(name, _)| name.starts_with(start) && name.ends_with(end));
    found.unwrap_or_else(|| panic!("no {start}…{end} in {:?}", site.names())).1
}

#[test]
fn a_photo_is_published_in_the_sizes_and_forms_that_screens_need() {
    let site =
        with(&format!("{IMAGE}{}", page("![Hands on a back](photo.jpg)")), &[("content/photo.jpg", jpeg(1000, 700))]);
    site.clean();
    let all = ["photo-1000.jpg", "photo-1000.webp", "photo-480.webp", "photo-800.jpg", "photo-800.webp"];
    assert_eq!(names(&site, "assets/photo"), all.map(|name| format!("assets/{name}")));
    assert!(!site.has("photo.jpg"), "the file itself, which may be large and hold a place, is not");
    let html = site.text("a/index.html");
    for part in
        [" alt=\"Hands on a back\" 800x560 own=\"/assets/photo-800.", ".webp 480w, /assets/photo-800.", " first>"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    for (name, size) in [("assets/photo-480", (480, 336)), ("assets/photo-1000", (1000, 700))] {
        assert_eq!(open(output(&site, name, ".webp")).dimensions(), size);
    }
}

#[test]
fn a_photo_stands_upright_in_the_colors_of_screens_and_tells_nothing() {
    let taken = with_exif(&jpeg(60, 40), 6, true);
    let site = with(
        &page("![Red at the right](photo.jpg)"),
        &[("content/photo.jpg", taken), ("content/p3.jpg", with_profile(40, 40, [230, 60, 60]))],
    );
    assert_eq!(
        site.told(),
        "content/a.md:4:21 warning[image-location] this photo contains its location; the published copies do not | \
         check that no person or document can be recognized / or run: vertebra fix --strip-location content/photo.jpg"
    );
    for ending in [".jpg", ".webp"] {
        let bytes = output(&site, "assets/photo", ending);
        assert!(!bytes.windows(4).any(|part| part == b"Exif" || part == b"EXIF"), "{ending}");
        let shown = open(bytes);
        assert_eq!(shown.dimensions(), (40, 60));
        let (right, left) = (shown.get_pixel(35, 30), shown.get_pixel(4, 30));
        assert!(right[0] > right[2] && left[2] > left[0], "{right:?} {left:?}");
    }
    let site = with(&page("![Red](p3.jpg)"), &[("content/p3.jpg", with_profile(40, 40, [230, 60, 60]))]);
    let red = *open(output(site.clean(), "assets/p3", ".jpg")).get_pixel(20, 20);
    assert!(red[0] > 240 && red[1] < 50, "brighter numbers for the same red: {red:?}");
}

#[test]
fn a_drawing_keeps_every_pixel() {
    let drawing = png(90, 60, 200);
    let site = with(&page("![A drawing](art.png)"), &[("content/art.png", drawing.clone())]);
    site.clean();
    let webp = output(&site, "assets/art-90", ".webp");
    let seen = |bytes: &[u8]| {
        open(bytes).pixels().map(|pixel| if pixel[3] == 0 { [0; 4] } else { pixel.0 }).collect::<Vec<_>>()
    };
    assert_eq!(seen(webp), seen(&drawing));
    assert_eq!(seen(output(&site, "assets/art-90", ".png")), seen(&drawing));
}

#[test]
fn a_file_that_a_page_links_to_or_nobody_names_is_published_without_its_secrets() {
    let taken = with_exif(&jpeg(60, 40), 6, true);
    let site = with(
        &page("![Hands](photo.jpg) and [the whole photo](photo.jpg)."),
        &[("content/photo.jpg", taken.clone()), ("content/other.jpg", taken.clone())],
    );
    assert_eq!(site.codes(), ["image-location", "image-location"]);
    for name in ["photo.jpg", "other.jpg"] {
        let bytes = &site.outputs[name];
        let turned = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().unwrap();
        let turned = image::ImageDecoder::orientation(&mut turned.into_decoder().unwrap()).unwrap();
        assert_eq!(turned.to_exif(), 6, "it still says which way up it is");
        let told = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes)).unwrap();
        assert!(told.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_none(), "and not where it was taken");
        assert_eq!(open(bytes).as_raw(), open(&taken).as_raw());
    }
}

#[test]
fn what_cannot_be_shown_is_told_where_it_is_shown_first() {
    let cut = jpeg(200, 200)[..3000].to_vec();
    // The frame header says more pixels than there are: height, then width.
    let mut huge = jpeg(16, 16);
    let at = huge.windows(2).position(|part| part == [0xff, 0xc0]).unwrap();
    huge[at + 5..at + 9].copy_from_slice(&[0x23, 0x28, 0x2e, 0xe0]);
    let text = format!(
        "{}-- content/b.md --\n---\ntitle: B\n---\n![x](cut.jpg)\n",
        page("![x](cut.jpg)\n\n![x](empty.png) ![x](phone.heic)\n\n![x](huge.jpg)\n\n![x](page.png)")
    );
    let site = with(
        &text,
        &[
            ("content/cut.jpg", cut),
            ("content/empty.png", Vec::new()),
            ("content/phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec()),
            ("content/huge.jpg", huge),
            ("content/page.png", b"<!DOCTYPE html><title>Not found</title>".to_vec()),
        ],
    );
    let lines: Vec<_> =
        site.diagnostics.iter().map(|d| format!("{} {} {}", site.place(d), coded(d), d.message)).collect();
    assert_eq!(
        lines,
        [
            "content/a.md:4:6 error[picture-broken] this image is damaged: the file is incomplete",
            "content/a.md:6:6 error[picture-broken] this image is an empty file",
            "content/a.md:6:22 error[picture-kind] this is a HEIC photo from an iPhone, which some browsers cannot show",
            "content/a.md:8:6 error[picture-huge] this image is too large to process: 12000 × 9000 pixels",
            "content/a.md:10:6 error[picture-kind] this is a web page, not an image, which some browsers cannot show",
        ]
    );
    assert!(site.diagnostics[2].help.as_ref().is_some_and(|help| help.contains("on an iPhone, send the photo")));
}

#[test]
fn a_drawing_that_cannot_be_cleaned_is_not_published_whoever_asks_for_it() {
    let script = "<script>alert(1)</script>";
    let deep =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}{script}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
    let cut = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{script}<g>");
    let foreign = format!("<svg>{script}</svg>");
    let odd = [b"<svg xmlns=\"http://www.w3.org/2000/svg\">\xff".as_slice(), script.as_bytes(), b"</svg>"].concat();
    for drawing in [deep.into_bytes(), cut.into_bytes(), foreign.into_bytes(), odd] {
        for body in ["Nothing is shown.", "[The drawing](plan.svg)", "![A plan](plan.svg)"] {
            for name in ["plan.svg", "plan.SVG"] {
                let body = body.replace("plan.svg", name);
                let site = with(&page(&body), &[(&format!("content/{name}"), drawing.clone())]);
                let told: Vec<_> = site.diagnostics.iter().filter(|d| d.code == "picture-broken").collect();
                assert_eq!(told.len(), 1, "{body}: {}", site.told());
                let published = site.outputs.values().any(|bytes| String::from_utf8_lossy(bytes).contains(script));
                assert!(!published, "{body}");
            }
        }
    }
}

#[test]
fn a_photo_that_cannot_be_cleaned_is_not_published_with_its_place() {
    let whole = include_bytes!("../../fixtures/pictures/site/content/guides/turned.jpg");
    let exif = |bytes: &[u8]| bytes.windows(4).any(|part| part == b"Exif");
    assert!(exif(&whole[..2000]));
    for (name, body) in [("cut.jpg", "[Photo](cut.jpg)"), ("cut.jpg", "Text."), ("cut.png", "[Photo](cut.png)")] {
        let site = with(&page(body), &[(&format!("content/{name}"), whole[..2000].to_vec())]);
        assert!(site.diagnostics.iter().any(|d| d.code == "picture-broken"), "{body}: {}", site.told());
        assert!(!site.outputs.values().any(|bytes| exif(bytes)), "{body}");
    }
}

#[test]
fn pixels_that_cannot_be_read_are_told_at_the_picture() {
    // The outline is right; what should be the pixels is not.
    let mut spoilt = png(30, 30, 9);
    let at = spoilt.windows(4).position(|part| part == b"IDAT").unwrap();
    spoilt[at + 6..at + 20].fill(0xff);
    let site = with(&page("Text.\n\n![x](art.png)"), &[("content/art.png", spoilt)]);
    let told = site.only();
    assert_eq!((told.code, site.place(told).as_str()), ("picture-broken", "content/a.md:6:6"), "{}", site.told());
    assert_eq!(told.message, "this image cannot be read");
}

#[test]
fn odd_but_honest_pictures_come_out_right() {
    let grey = image::DynamicImage::ImageRgb8(pixels(50, 40)).to_luma16();
    let mut deep = std::io::Cursor::new(Vec::new());
    grey.write_to(&mut deep, image::ImageFormat::Png).unwrap();
    let site = with(
        &page("![Deep](deep.png) ![Dot](dot.png) ![Misnamed](art.jpg)\n\n![Print](print.jpg)"),
        &[
            ("content/deep.png", deep.into_inner()),
            ("content/dot.png", png(1, 1, 3)),
            ("content/art.jpg", png(20, 10, 3)),
            ("content/print.jpg", include_bytes!("../../fixtures/pictures/print.jpg").to_vec()),
        ],
    );
    assert_eq!(coded(site.only()), "warning[picture-print]");
    assert_eq!(open(output(&site, "assets/deep-50", ".webp")).dimensions(), (50, 40));
    assert_eq!(open(output(&site, "assets/dot-1", ".png")).dimensions(), (1, 1));
    assert_eq!(names(&site, "assets/art"), ["assets/art-20.png", "assets/art-20.webp"]);
    let red = *open(output(&site, "assets/print-24", ".jpg")).get_pixel(12, 8);
    assert!(red[0] > 180 && red[1] < 80 && red[2] < 80, "{red:?}");
}

#[test]
fn a_drawing_in_svg_is_made_safe_and_an_animation_is_kept() {
    let site = build(&format!(
        "{}-- content/line.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><script>x()</script><path d=\"M0 0h4\"/></svg>\n",
        page("![](line.svg){decorative}")
    ));
    assert_eq!(
        site.told(),
        "content/a.md:4:5 warning[picture-unsafe] line.svg contains parts that are not allowed in an image, so they were removed: <script> \
         | export it again as plain SVG, without scripts or links to other files"
    );
    let svg = String::from_utf8_lossy(output(&site, "assets/line.", ".svg"));
    assert!(svg.contains("M0 0h4") && !svg.contains("script"), "{svg}");
    assert!(
        site.text("a/index.html").contains("alt=\"\" width=\"40\" height=\"30\">"),
        "{}",
        site.text("a/index.html")
    );

    let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let start = &b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"[..];
    let moves = [start, frame, b"\x21\xfe\x05Paris\0", frame, b"\x3b"].concat();
    let site = with(&page("![Moves](moves.gif)"), &[("content/moves.gif", moves)]);
    assert_eq!(output(site.clean(), "assets/moves.", ".gif"), [start, frame, frame, b"\x3b"].concat());
    let heavy = [start, &frame.repeat(80_000), b"\x3b"].concat();
    let site = with(&page("![Moves](moves.gif)"), &[("content/moves.gif", heavy)]);
    assert_eq!(coded(site.only()), "warning[picture-heavy]");
}

#[test]
fn the_picture_of_a_page_is_published_and_templates_can_ask_for_its_forms() {
    let text = "-- content/a.md --\n---\ntitle: A\nimage: photo.jpg\n---\n\
        -- themes/mini/templates/page.html --\n{% set shot = picture(src=page.image, sizes=\"50vw\") %}{{ page.image }} {{ shot.width }} {{ shot.sizes }}\
        {% set lost = picture(src=\"none.jpg\", optional=true) %}{% set beside = picture(src=\"photo.jpg\") %}{% set top = picture(src=\"/photo.jpg\") %}{{ lost is none }} {{ beside.src }} {{ top.src }}\n";
    let site = with(text, &[("content/photo.jpg", jpeg(60, 40))]);
    site.clean();
    let html = site.text("a/index.html");
    let src = site.names().into_iter().find(|name| name.ends_with(".jpg")).unwrap().to_owned();
    assert_eq!(html.trim_end(), format!("/{src} 60 50vwtrue /{src} /{src}"));
    let site = with(&text.replace("none.jpg\", optional=true", "phto.jpg\""), &[("content/photo.jpg", jpeg(60, 40))]);
    assert!(site.told().contains("there is no image \"phto.jpg\"; did you mean \"photo.jpg\"?"), "{}", site.told());
}

#[test]
fn what_stands_in_braces_goes_to_the_theme() {
    let text = |braces: &str| {
        format!(
            "{IMAGE}{}",
            page(&format!(
                "![x](line.svg){braces}\n-- content/line.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>"
            ))
        )
    };
    let site = build(&text("{wide caption=\"Hands *on* a_b_ & {back\"}"));
    site.clean();
    assert!(site.text("a/index.html").contains(" wideHands *on* a_b_ &amp; {back>"), "{}", site.text("a/index.html"));
    for (braces, expected) in [
        (
            "{captoin=\"x\"}",
            "content/a.md:4:16 error[argument-unknown] images have no attribute \"captoin\" | did you mean \"caption\"?",
        ),
        (
            "{zoom}",
            "content/a.md:4:16 error[argument-unknown] images have no attribute \"zoom\" | images have the attributes: caption, decorative, wide",
        ),
        (
            "{caption}",
            "content/a.md:4:16 error[argument-kind] \"caption\" needs a value | write it like this: caption=\"…\"",
        ),
        (
            "{wide=yes}",
            "content/a.md:4:16 error[argument-kind] \"wide\" must be true or false; this is \"yes\" | write it like this: wide=true",
        ),
        (
            "{wide} in a text",
            "content/a.md:4:16 error[picture-alone] \"wide\" is not available for an image inside a paragraph | put the image on a line of its own, with an empty line before and after it",
        ),
    ] {
        assert_eq!(build(&text(braces)).told(), expected);
    }
}

#[test]
fn one_thread_or_many_the_same_bytes() {
    let pictures: Vec<_> = ["a", "b", "c", "d"].map(|name| (format!("content/{name}.jpg"), jpeg(900, 300))).to_vec();
    let pictures: Vec<(&str, Vec<u8>)> = pictures.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let text = page("![x](a.jpg) ![x](b.jpg) ![x](c.jpg) ![x](d.jpg)");
    assert_eq!(with_threads(&text, &pictures, 1).outputs, with_threads(&text, &pictures, 4).outputs);
}

#[test]
fn what_was_made_once_is_kept_and_another_file_is_made_anew() {
    #[derive(Debug, Default)]
    struct Shelf(Mutex<BTreeMap<Fingerprint, Vec<u8>>>);
    impl CacheBackend for &'static Shelf {
        fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
            self.0.lock().unwrap().get(&key).cloned()
        }
        fn put(&self, key: Fingerprint, result: &[u8]) {
            assert!(self.0.lock().unwrap().insert(key, result.to_vec()).is_none(), "kept twice");
        }
    }
    let shelf: &'static Shelf = Box::leak(Box::default());
    let options = || Options { store: ArtifactCache::new(shelf), ..options() };
    let text = page("![x](a.jpg)");
    let site = |bytes: Vec<u8>| {
        let mut all = files(PLAIN);
        all.extend(files(&text));
        let texts = all.into_iter().map(|(path, text)| (SourcePath::new(path), text.into_bytes().into()));
        let files = texts.chain([(SourcePath::new("content/a.jpg"), bytes.into())]).collect();
        build_snapshot(Snapshot { files, ..Snapshot::default() }, &options())
    };
    let first = site(jpeg(60, 40));
    let kept = shelf.0.lock().unwrap().len();
    assert_eq!(kept, 2, "a JPEG and a WebP");
    assert_eq!(site(jpeg(60, 40)).outputs, first.outputs);
    assert_eq!(shelf.0.lock().unwrap().len(), kept);
    site(jpeg(61, 40));
    assert_eq!(shelf.0.lock().unwrap().len(), 2 * kept);
}
