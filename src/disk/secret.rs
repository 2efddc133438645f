//! The secret of the user: letters by chance in a folder of the user, with which results in the cache are sealed. It lies
//! outside of every site, so that it does not come along with a copy of one.
//!
//! Never writes into the folder of a site, and never fails: without a secret, what it would have saved is made again.

use std::fs::{self, DirBuilder};
use std::path::{Path, PathBuf};
use std::{env, fmt, io};

use super::atomic::{self, Durability};
use vertebra_base::fingerprint::Fingerprint;

/// The name of the file.
const NAME: &str = "cache-secret";

/// Letters that nobody else knows; their number is always the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text of the file; none when it is damaged.
    pub fn parse(text: &str) -> Option<Secret> {
        let is_whole = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_whole.then(|| Secret(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 128 bits of chance, since those of the system's are behind each name.
    fn new() -> Secret {
        let random: String = (0..4).map(|_| atomic::random_name()).collect();
        let half = |name: &str| Fingerprint::of_bytes(format!("{name} {random}").as_bytes()).to_string();
        Secret(half("one") + &half("two"))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The secret, if the user has one already.
pub fn find(root: &Path) -> Option<Secret> {
    find_in(&folder(root)?)
}

/// The secret, made now if there is none. None when there is no place for it.
pub fn find_or_make(root: &Path) -> Option<Secret> {
    let folder = folder(root)?;
    find_in(&folder).or_else(|| make_in(&folder).ok())
}

/// The folder of the program among those of the user. None inside of a site: it would come along with the site.
/// Source: XDG Base Directory Specification 0.8; Known Folders of Windows; File System Programming Guide of macOS.
fn folder(root: &Path) -> Option<PathBuf> {
    let given = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        given("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        home()?.join("Library/Application Support")
    } else {
        given("XDG_STATE_HOME").or_else(|| Some(home()?.join(".local/state")))?
    };
    // What is not there yet has the same beginning as the folder it will be in.
    let real = folder.ancestors().find_map(|it| it.canonicalize().ok())?;
    (!real.starts_with(root.canonicalize().ok()?)).then(|| folder.join("vertebra"))
}

fn find_in(folder: &Path) -> Option<Secret> {
    is_private(folder).then(|| fs::read_to_string(folder.join(NAME)).ok())?.and_then(|text| Secret::parse(&text))
}

fn make_in(folder: &Path) -> io::Result<Secret> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    if !is_private(folder) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let secret = Secret::new();
    match atomic::create(&folder.join(NAME), secret.as_str().as_bytes(), Durability::Synced) {
        Ok(()) => Ok(secret),
        // Another run was faster.
        Err(cause) => find_in(folder).ok_or(cause),
    }
}

/// A folder that is no link, and that nobody but the user may open.
fn is_private(folder: &Path) -> bool {
    #[cfg(unix)]
    let is_open = |it: &fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&it.permissions()) & 0o077 != 0;
    // On Windows, what lies in the folder of a user is the user's.
    #[cfg(not(unix))]
    let is_open = |_: &fs::Metadata| false;
    folder.symlink_metadata().is_ok_and(|it| it.is_dir() && !is_open(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_a_damaged_one_is_none() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/vertebra");
        assert_eq!(find_in(&folder), None);
        let made = make_in(&folder).unwrap();
        assert_eq!((find_in(&folder).as_ref(), make_in(&folder).ok().as_ref()), (Some(&made), Some(&made)));
        for text in ["", "short", &"z".repeat(64)] {
            fs::write(folder.join(NAME), text).unwrap();
            assert_eq!(find_in(&folder), None, "{text}");
        }
        assert_ne!(Secret::new(), Secret::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_may_read_is_none() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("vertebra");
        make_in(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in(&folder), None);
        assert!(make_in(&folder).is_err());
    }
}
