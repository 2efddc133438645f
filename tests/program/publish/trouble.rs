//! Links, closed folders, full disks.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;
use vertebra_disk::{PublishError, check_place};

use super::*;

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_through_a_link() {
    use std::os::unix::fs::symlink;
    let (folder, precious) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (out, precious) = (folder.path(), precious.path());
    publish(out, &[("index.html", "home"), ("a/index.html", "a"), ("a/old.html", "old")]);
    // Somebody replaces a page and a whole folder by links to other places, where files of the same names are.
    write(precious, &[("index.html", "precious"), ("old.html", "precious"), ("home.html", "precious")]);
    fs::remove_file(out.join("index.html")).unwrap();
    symlink(precious.join("home.html"), out.join("index.html")).unwrap();
    fs::remove_dir_all(out.join("a")).unwrap();
    symlink(precious, out.join("a")).unwrap();
    let kept = tree(precious);

    let result = try_publish(out, &[("index.html", "new"), ("a/index.html", "new")]);
    assert!(matches!(result, Err(PublishError::InTheWay { count: 1, .. })), "{result:?}");
    assert_eq!(tree(precious), kept);

    // The page that was ours is replaced, the link to the folder stays, and what is behind it is not removed.
    publish(out, &[("index.html", "new")]);
    assert_eq!(tree(out)["index.html"], "new");
    assert!(tree(out)["a"].starts_with("->"));
    assert_eq!(tree(precious), kept);

    force_publish(out, &[("a/index.html", "new")]).unwrap();
    assert_tree(out, &[("a/index.html", "new")]);
    assert_eq!(tree(precious), kept);
}

#[cfg(unix)]
#[test]
fn the_output_folder_itself_may_be_a_link() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("www")).unwrap();
    std::os::unix::fs::symlink("www", folder.path().join("public")).unwrap();
    publish(&folder.path().join("public"), SITE);
    assert_tree(&folder.path().join("www"), SITE);
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_named() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("public", "a file")]);
    for out in ["public", "public/deeper"] {
        let result = try_publish(&folder.path().join(out), SITE);
        assert!(matches!(&result, Err(PublishError::NotAFolder(path)) if path.ends_with("public")), "{result:?}");
    }
}

#[test]
fn a_site_is_not_published_among_its_own_sources() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, &[("content/site.yaml", ""), ("themes/x/theme.yaml", "")]);
    for bad in [".", "content", "content/public", "themes/x", ".."] {
        assert!(matches!(check_place(root, &root.join(bad)), Err(PublishError::AmongSources(_))), "{bad}");
    }
    for good in ["public", "contents", "dist/site"] {
        check_place(root, &root.join(good)).unwrap();
    }
}

/// A small file system of its own, where this machine allows one to be mounted.
struct Mount(TempDir);

impl Mount {
    fn new(options: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).output();
        if done.is_ok_and(|it| it.status.success()) {
            return Some(Mount(folder));
        }
        eprintln!("skipped: no file system can be mounted here");
        None
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(Command::new("mount").args(["-o", &options]).arg(self.0.path()).status().unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let Some(disk) = Mount::new("size=1m") else { return };
    let out = disk.path();
    publish(&out, SITE);
    let before = full_tree(&out);
    let large = "x".repeat(400_000);
    let result =
        try_publish(&out, &[("index.html", &large), ("b.html", &large), ("c.html", &large), ("d.html", &large)]);
    match &result {
        Err(error @ PublishError::Full(_)) => assert!(error.left_site_alone()),
        other => panic!("{other:?}"),
    }
    assert_eq!(full_tree(&out), before);
    assert_eq!(counts(&publish(&out, SITE)), (0, 4, 0));
}

#[test]
fn a_read_only_disk_is_named_and_left_alone() {
    let Some(disk) = Mount::new("size=1m") else { return };
    publish(&disk.path(), SITE);
    disk.remount("ro");
    let result = try_publish(&disk.path(), &[("index.html", "new")]);
    assert!(matches!(result, Err(PublishError::Denied { .. })), "{result:?}");
    assert_tree(&disk.path(), SITE);
    disk.remount("rw");
}
