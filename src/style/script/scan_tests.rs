//! Scripts in every form that hides code from a reader or words from code, and what is found in them.

use super::*;

#[test]
fn the_modules_of_a_script_are_found() {
    for (js, expected) in [
        ("import './a.js'", "./a.js"),
        ("import a from \"./a.js\";import{b}from'./b.js'", "./a.js ./b.js"),
        (
            "import a, { b as c, from } from './a.js';\nimport * as d from './d.js' with { type: 'json' };",
            "./a.js ./d.js",
        ),
        ("import from from './a.js'", "./a.js"),
        ("import {\n  a, // from './no.js'\n  b /* from './no.js' */\n} from\n'./a.js'", "./a.js"),
        ("import { 'a string' as a } from './a.js'", "./a.js"),
        ("export { a } from './a.js'; export * from './b.js'; export * as c from './c.js'", "./a.js ./b.js ./c.js"),
        ("export { a }; const from = './no.js'; export default from; export const b = 'x'", ""),
        ("const a = await import('./a.js'); import(`./b.js`).then(() => import ( './c.js' ))", "./a.js ./b.js ./c.js"),
        ("import('./a.js', { with: { type: 'json' } })", "./a.js"),
        ("import('./a' + b); import(name); import(`./${a}.js`)", ""),
        ("import.meta.url; a.import('./no.js'); a.from('./no.js'); a?.import('./no.js'); ({ import: './no.js' })", ""),
        (
            "// import './no.js'\n/* import './no.js' */ 'import \"./no.js\"'; `import './no.js'`; /import '.\\/no.js'/",
            "",
        ),
        ("a = b / c; import('./a.js'); d = e / f", "./a.js"),
        ("if (x) /[/'\"]`/.test(y); import('./a.js')", "./a.js"),
        ("return /'/.test(a) ? import('./a.js') : `${ /`/ } ${ import('./b.js') } ${ `${ '}' }` }`", "./a.js ./b.js"),
        ("(a) / b / c; x[0] / 2; 3 / 4; import './a.js'", "./a.js"),
        ("from('./no.js'); Array.from('./no.js'); let from = a; from\n'./no.js'", ""),
        ("#!/usr/bin/env node 'x\nimport './a.js'", "./a.js"),
        ("class A { #x = 1; get from() { return '/x/'; } static import() { return './no.js' } }", ""),
        ("a();\n//# sourceMappingURL=a.js.map", "a.js.map"),
    ] {
        let found = scan(js);
        let shown: Vec<_> = found.imports.iter().map(|it| &js[it.range.clone()]).collect();
        assert_eq!(shown.join(" "), expected, "{js}");
        assert_eq!(found.unbalanced, None, "{js}");
    }
}

#[test]
fn what_is_not_closed_is_found() {
    use ScriptImbalance::*;
    for (js, expected) in [
        ("function a() { b();", Some(Open(13))),
        ("a(b, [c);", Some(Open(5))),
        ("a() }", Some(Close(4))),
        ("a = 'b\nc = 1", Some(String(4))),
        ("a = \"it's\"; b = 'it\\'s'; c = 'a\\\nb'", None),
        ("a = `b ${c", Some(Template(4))),
        ("a = `b ${c(`d`)} e", Some(Template(4))),
        ("a(); /* b", Some(Comment(5))),
        ("a = /[(]/; b = c /(d); e = (f) / g", None),
        ("a = b\n/(c/.d)", None),
        ("x = {}\n/(/.test(y)", None),
        ("a = '\u{2028}é'; b = `é${'é'}`; /é/", None),
        ("<!-- a ( \n", Some(Open(7))),
        ("", None),
    ] {
        assert_eq!(scan(js).unbalanced, expected, "{js}");
    }
    for js in ["'é", "`é${", "/é", "/*é", "\\é", "a.é", "..é", "#é", "é(", "'\\", "`\\", "/\\", "import é from", "++"]
    {
        scan(js);
    }
}
