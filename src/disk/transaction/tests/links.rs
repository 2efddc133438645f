//! Links and permissions: what is behind a link is changed only inside of the site, and what is protected stays.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

#[test]
fn a_file_that_is_read_only_stays_as_it_is() {
    let root = site();
    let place = root.path().join("content/guides/b.md");
    fs::set_permissions(&place, fs::Permissions::from_mode(0o444)).unwrap();
    let error = carry_out(root.path(), &edits()).unwrap_err();
    assert_eq!(error.to_string(), "content/guides/b.md is read-only; nothing was changed");
    assert_eq!(tree(root.path()), files(OLD));
}

#[test]
fn a_link_stays_a_link_and_modes_stay() {
    let root = site();
    fs::set_permissions(root.path().join("content/guides/b.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("guides/b.md", root.path().join("content/link.md")).unwrap();
    carry_out(root.path(), &overwrite("content/link.md", "page b", "new")).unwrap();
    let mode = || root.path().join("content/guides/b.md").metadata().unwrap().permissions().mode() & 0o777;
    assert!(root.path().join("content/link.md").symlink_metadata().unwrap().file_type().is_symlink());
    assert_eq!((fs::read_to_string(root.path().join("content/guides/b.md")).unwrap().as_str(), mode()), ("new", 0o640));
    undo(root.path()).unwrap();
    assert_eq!(
        (fs::read_to_string(root.path().join("content/guides/b.md")).unwrap().as_str(), mode()),
        ("page b", 0o640)
    );
}

#[test]
fn the_owner_of_a_file_stays_where_the_program_may_give_it_away() {
    use std::os::unix::fs::{MetadataExt, chown};
    let root = site();
    let place = root.path().join("content/a.md");
    // Only the administrator of a computer may; for everybody else the file is their own already.
    let _ = chown(&place, Some(1234), Some(2345));
    let owner = || place.metadata().map(|it| (it.uid(), it.gid())).unwrap();
    let before = owner();
    carry_out(root.path(), &overwrite("content/a.md", "links to guides/b.md", "new")).unwrap();
    assert_eq!(owner(), before);
    undo(root.path()).unwrap();
    assert_eq!(owner(), before);
    crate::atomic::replace(&place, b"newer", crate::atomic::Durability::Synced).unwrap();
    assert_eq!(owner(), before);
}

#[test]
fn no_link_leads_the_program_out_of_the_site_or_to_hidden_files() {
    let outside = TempDir::new().unwrap();
    let victim: PathBuf = outside.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    let root = site();
    write(root.path(), ".git/config", "precious");
    symlink(&victim, root.path().join("content/out.md")).unwrap();
    symlink("../.git/config", root.path().join("content/hidden.md")).unwrap();
    symlink("../.git", root.path().join("content/folder")).unwrap();
    let is_refused = |edits: &FileEdits| matches!(carry_out(root.path(), edits), Err(EditError::Outside(_)));
    for path in ["content/out.md", "content/hidden.md", "content/folder/config"] {
        assert!(is_refused(&overwrite(path, "precious", "new")), "{path}");
    }
    assert!(is_refused(&FileEdits::new("new", vec![FileEdit::create("content/folder/new.md", "text")])));
    assert!(is_refused(&FileEdits::new(
        "move",
        vec![FileEdit::Move { from: SourcePath::new("content/a.md"), to: SourcePath::new("content/folder/a.md") }]
    )));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert_eq!(fs::read_to_string(root.path().join(".git/config")).unwrap(), "precious");
}

#[test]
fn state_folders_that_are_links_are_refused() {
    let outside = TempDir::new().unwrap();
    for link in [".vertebra", ".vertebra/backup"] {
        let root = site();
        if let Some((folder, _)) = link.split_once('/') {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        symlink(outside.path(), root.path().join(link)).unwrap();
        let error = carry_out(root.path(), &edits()).unwrap_err();
        assert!(error.to_string().contains("it is a symbolic link, but must be a folder"), "{error}");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{link}");
    }
}

#[test]
fn a_folder_of_content_may_be_a_link_as_a_whole() {
    let (root, elsewhere) = (site(), TempDir::new().unwrap());
    fs::rename(root.path().join("content"), elsewhere.path().join("texts")).unwrap();
    symlink(elsewhere.path().join("texts"), root.path().join("content")).unwrap();
    carry_out(root.path(), &edits()).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.path().join("texts/advice/more/c.md")).unwrap(), "page c");
    undo(root.path()).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.path().join("texts/guides/b.md")).unwrap(), "page b");
}
