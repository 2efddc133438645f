//! Fields that take keys of a data file: those of every page, and those that a theme declares for files of its own.

use super::fixture::{Built, build, build_with, mini_theme, options};
use vertebra_engine::{CheckLevel, Options};

const THEME: &str = concat!(
    "-- themes/mini/theme.yaml --\n",
    mini_theme!(
        "  product:
    template: page.html
    fields:
      suppliers: {kind: list, keys_of: suppliers}
      maker: {kind: text, stated: true, keys_of: suppliers}
"
    ),
    "\
-- content/data/suppliers.yaml --
oak-yard: {name: Oak Yard}
pine-mill: {name: Pine Mill}
spare: {name: Spare}
"
);

fn product(fields: &str) -> String {
    format!("-- content/table.md --\n---\ntitle: Table\ntype: product\n{fields}---\nIt stands.\n")
}

#[track_caller]
fn told(fields: &str) -> String {
    build(&(THEME.to_owned() + &product(fields))).told_in_full()
}

#[test]
fn a_key_that_no_entry_has_is_told_with_the_nearest() {
    assert_eq!(
        told("suppliers: [oak-yard, pine-mil]\nmaker: nobody\n"),
        "\
content/table.md:4:23: error[key-unknown]: \"pine-mil\" is not in content/data/suppliers.yaml
  ^ pine-mil
  help: did you mean \"pine-mill\"?
content/table.md:5:8: error[key-unknown]: \"nobody\" is not in content/data/suppliers.yaml
  ^ nobody
  help: add it to content/data/suppliers.yaml, or use one of its keys
"
    );
    for fine in ["", "suppliers: []\n", "suppliers: [oak-yard]\nmaker: none\n", "maker: unknown\n", "maker: spare\n"] {
        assert_eq!(told(fine), "", "{fine}");
    }
}

#[test]
fn a_file_that_is_not_there_has_no_keys() {
    let types = THEME.split("-- content").next().unwrap_or_default();
    let site = build(&(types.to_owned() + &product("maker: oak-yard\n")));
    assert_eq!(site.codes(), ["key-unknown"]);
}

#[test]
fn an_entry_that_no_field_names_is_told() {
    let options = Options { depth: CheckLevel::Thorough, ..options() };
    let unused = |fields: &str| {
        let site: Built = build_with(&(THEME.to_owned() + &product(fields)), &options);
        let unused = site.diagnostics.iter().filter(|d| d.code == "data-unused");
        unused.map(|d| d.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(unused("suppliers: [oak-yard]\nmaker: pine-mill\n"), ["no page uses \"spare\""]);
    // The key of another file is another one.
    assert_eq!(unused("suppliers: [oak-yard, spare]\nfacts: [pine-mill]\n"), ["no page uses \"pine-mill\""]);
}
