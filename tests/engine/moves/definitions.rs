//! Links whose addresses stand elsewhere in the text, `[name]: address`, in every form that CommonMark allows.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_engine::refactor::{MoveRequest, carry};

use support::files;

use super::sample::{now, told, watch};
use crate::site::fixture::PLAIN;

const SITE: &str = "\
-- content/site.yaml --
title: T
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
theme: mini
-- content/faq.md --
---
title: Questions
---
## Costs
-- content/other.md --
---
title: Other
---
";

/// A page with links of all kinds; `FAQ` is where they lead.
const PAGE: &str = "\
---
title: Visit
evidence: [furlan]
---
[one][next line], [two][quote], [three][list], [four][two
lines], [faq.md][], [faq.md](FAQ \"faq.md\"), [five][picture\\]], [six][titled], [seven][deep], {{ button \"/\" }} [eight][value] [^furlan]

[next line]:
  FAQ

> Words.
>
> [quote]:
> <FAQ>
> 'A title
> on two lines'

- item

  [list]:
     FAQ
     \"Title\"

[two
lines]: FAQ

[faq.md]: FAQ

[picture\\]]: FAQ (Title)

[titled]:
FAQ
\"Title\"

> - > [deep]:
>   > FAQ

[value]:
<FAQ>

[unused]: FAQ

    [code]: FAQ

```
[code]: FAQ
```
";

fn text(faq: &str) -> String {
    let (head, code) = PAGE.split_once("    [code]").unwrap();
    format!("{}    [code]{}", head.replace("FAQ", faq), code.replace("FAQ", "faq.md#costs"))
}

fn site() -> Build {
    let mut all = files(PLAIN);
    all.extend(files(SITE));
    all.insert("content/visit.md".into(), text("faq.md#costs"));
    all.insert("content/data/evidence.yaml".into(), "furlan: {title: F, year: 2015}\n".into());
    let button = "{% component button(to: String) %}<a href=\"{{ to }}\">x</a>{% endcomponent button %}\n";
    all.insert("themes/mini/components/button.html".into(), button.into());
    let build = watch(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert_eq!(told(&build), "");
    build
}

#[test]
fn links_that_are_defined_elsewhere_follow_in_every_form() {
    let rename = |from: &str, to: &str| MoveRequest::Rename { from: from.to_owned(), to: to.to_owned() };
    let remove = MoveRequest::Remove { page: "faq.md".to_owned(), to: Some("other.md".to_owned()) };
    for (wish, then) in [
        (rename("faq.md", "help/questions.md"), "help/questions.md#costs"),
        (rename("faq.md", "a b (c).md"), "a%20b%20(c).md#costs"),
        (rename("faq.md#costs", "What it costs"), "faq.md#what-it-costs"),
        (remove, "other.md"),
    ] {
        let mut build = site();
        carry(&mut build, &wish, &now()).unwrap_or_else(|refusal| panic!("{wish:?} {refusal:?}"));
        let now = build.snapshot().text(&SourcePath::new("content/visit.md")).unwrap().into_owned();
        assert_eq!(now, text(then), "{wish:?}");
        assert_eq!(told(&build), "");
    }
}

#[test]
fn pictures_and_files_that_are_defined_elsewhere_follow_too() {
    let mut build = site();
    let page = |room: &str| {
        format!("---\ntitle: Room\n---\n![A room][room] [room.svg][]\n\n[room]:\n  {room}\n\n[room.svg]: <{room}>\n")
    };
    super::sample::put(&mut build, "content/room.md", Some(&page("room.svg")));
    super::sample::put(
        &mut build,
        "content/room.svg",
        Some("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>"),
    );
    assert_eq!(told(&build), "");
    let wish = MoveRequest::Rename { from: "room.svg".to_owned(), to: "rooms/one.svg".to_owned() };
    carry(&mut build, &wish, &now()).unwrap();
    let now = build.snapshot().text(&SourcePath::new("content/room.md")).unwrap().into_owned();
    assert_eq!(now, page("rooms/one.svg"));
}
