//! What the program keeps between two runs, in `.vertebra/cache`: damaged, exchanged, or forged by whoever made the copy of the
//! site. What is published stays what a build from nothing gives.

use std::collections::BTreeMap;
use std::fs;

use support::{Site, pictures};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

const CACHE: &str = ".vertebra/cache";

/// A site with pages that are compressed and a picture that is encoded, built once.
fn built() -> Site {
    let site = Site::small();
    site.write("content/site.yaml", format!("{}precompress: [gzip]\n", support::SETTINGS));
    site.write("content/room.jpg", pictures::jpeg(600, 400));
    for name in ["one", "two"] {
        let words = format!("Words about {name}. ").repeat(200);
        let text = format!("---\ntitle: {name}\ndescription: A page.\n---\n![The room](room.jpg)\n\n{words}\n");
        site.write(&format!("content/{name}.md"), text);
    }
    site.run(&["build"]).ends(0);
    site
}

/// The files of a folder, without their times.
fn bytes(site: &Site, folder: &str) -> BTreeMap<String, Vec<u8>> {
    site.tree(folder).into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
}

/// The results in the cache; beside them stands what was kept of the last build.
fn results(site: &Site) -> Vec<(String, Vec<u8>)> {
    let all = bytes(site, CACHE).into_iter();
    let results: Vec<_> = all.filter(|(name, _)| name.contains('/')).collect();
    assert!(results.len() > 4, "pages and pictures are kept");
    results
}

/// Builds with the cache as it is; what is published is as before.
#[track_caller]
fn publishes_the_same(site: &Site, before: &BTreeMap<String, Vec<u8>>, arguments: &[&str]) {
    fs::remove_dir_all(site.path().join("public")).unwrap();
    site.run(arguments).ends(0);
    let after = bytes(site, "public");
    for (name, bytes) in before {
        assert!(after.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(after.len(), before.len());
}

/// What becomes of a result, by its number and its bytes.
type Change<'a> = dyn Fn(usize, &[u8]) -> Vec<u8> + 'a;

#[test]
fn damaged_and_exchanged_results_are_made_again() {
    let site = built();
    let (before, kept) = (bytes(&site, "public"), results(&site));
    let changes: [&Change; 6] = [
        // Every result is put under the name of another.
        &|at, _| kept[(at + 1) % kept.len()].1.clone(),
        &|_, old| old[..old.len() / 2].to_vec(),
        &|_, old| old[..old.len().min(20)].to_vec(),
        &|_, _| Vec::new(),
        &|_, old| [old, b"more"].concat(),
        &|_, old| {
            let mut new = old.to_vec();
            *new.last_mut().unwrap() ^= 1;
            new
        },
    ];
    for change in changes {
        for (at, (name, old)) in kept.iter().enumerate() {
            site.write(&format!("{CACHE}/{name}"), change(at, old));
        }
        publishes_the_same(&site, &before, &["build"]);
    }
}

#[test]
fn what_was_kept_of_the_last_build_is_believed_only_when_it_fits() {
    let site = built();
    site.run(&["build", "--out", "other"]).ends(0);
    let before = bytes(&site, "public");
    let memos: Vec<_> = bytes(&site, CACHE).into_iter().filter(|(name, _)| name.starts_with("built-")).collect();
    let [one, two] = &memos[..] else { panic!("two folders, two notes: {memos:?}") };
    for text in [&two.1[..], &one.1[..one.1.len() / 2], b"", b"{}", b"\xff"] {
        for (name, _) in &memos {
            site.write(&format!("{CACHE}/{name}"), text);
        }
        // A file that was changed by hand is repaired, whatever the notes say of it.
        site.write("public/one/index.html", "changed");
        site.run(&["build"]).ends(0);
        assert!(bytes(&site, "public") == before);
    }
}

/// As the cache seals a result under its key. Whoever reads the code can do this.
fn forged(name: &str, result: &[u8]) -> Vec<u8> {
    let key = Fingerprint::parse(&name.replace('/', "")).unwrap();
    let seal = Fingerprinter::new().text("cache").print(key).print(Fingerprint::of_bytes(result)).finish();
    [seal.to_string().as_bytes(), result].concat()
}

#[test]
fn a_forged_cache_is_not_believed_where_a_site_is_published_for_good() {
    let site = built();
    let (before, kept) = (bytes(&site, "public"), results(&site));
    let forge = || {
        for (name, _) in &kept {
            site.write(&format!("{CACHE}/{name}"), forged(name, b"what somebody else wants to say"));
        }
    };
    forge();
    site.run(&["build", "--verify"]).ends(0);
    for arguments in [&["build", "--release"][..], &["publish", "--yes"]] {
        forge();
        publishes_the_same(&site, &before, arguments);
        assert!(results(&site) == kept, "what was forged is replaced");
    }
    forge();
    fs::remove_dir_all(site.path().join("public")).unwrap();
    site.run(&["build"]).ends(0);
    site.run(&["build", "--verify"]).ends(1);
}

#[test]
#[cfg(target_os = "linux")]
fn what_the_user_s_own_program_made_is_not_made_again_and_a_forged_cache_is_not_believed() {
    let (site, home) = (built(), tempfile::tempdir().unwrap());
    let before = bytes(&site, "public");
    let run = |arguments: &[&str]| {
        fs::remove_dir_all(site.path().join("public")).unwrap();
        site.command().env("XDG_STATE_HOME", home.path()).args(arguments).assert().success();
        assert!(bytes(&site, "public") == before, "{arguments:?}");
    };
    let times = || site.tree(CACHE).into_iter().filter(|(name, _)| name.contains('/')).collect::<Vec<_>>();
    // What was sealed before there was a secret is made once more.
    run(&["build", "--release"]);
    let kept = results(&site);
    let then = times();
    for arguments in [&["build", "--release"][..], &["publish", "--yes"], &["build"]] {
        run(arguments);
        assert!(times() == then, "{arguments:?}: a result was made again");
    }
    // Neither a seal without the secret, nor the result of another key, nor a cache from another user.
    let foreign = built();
    let other = tempfile::tempdir().unwrap();
    foreign.command().env("XDG_STATE_HOME", other.path()).args(["build", "--release"]).assert().success();
    let theirs = results(&foreign);
    assert!(theirs.iter().zip(&kept).all(|(one, two)| one.0 == two.0 && one.1 != two.1));
    let changes: [&Change; 3] = [
        &|at, _| forged(&kept[at].0, b"what somebody else wants to say"),
        &|at, _| kept[(at + 1) % kept.len()].1.clone(),
        &|at, _| theirs[at].1.clone(),
    ];
    for change in changes {
        for arguments in [&["build", "--release"][..], &["publish", "--yes"], &["build"]] {
            for (at, (name, old)) in kept.iter().enumerate() {
                site.write(&format!("{CACHE}/{name}"), change(at, old));
            }
            run(arguments);
            assert!(results(&site) == kept, "{arguments:?}: what is foreign is replaced");
        }
    }
}
