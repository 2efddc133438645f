//! Words of a text that were meant as the address of a website or a mailbox and are none, because a sign in them is wrong.
//! Asks no network: knows an address by how it looks.

/// `https;//`, `https:/`
const MOST_SIGNS: usize = 4;

/// What is wrong with a word that was meant as an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelt {
    pub message: &'static str,
    /// What to write.
    pub help: String,
}

impl Misspelt {
    /// What is wrong with a word of a text, without the signs around it. None for what is an address, or none at all.
    pub fn find(word: &str) -> Option<Self> {
        website(word).or_else(|| mailbox(word))
    }
}

impl Misspelt {
    /// Where the address begins in a word that holds one with its scheme: 5 in `read:https://…`; else the whole word is
    /// one.
    pub fn beginning(word: &str) -> usize {
        let is_letter = |c: char| c.is_ascii_alphabetic();
        word.find("://").map_or(0, |end| word[..end].trim_end_matches(is_letter).len())
    }

    /// What is wrong with an address in running text whose signs were taken for those of Markdown. `word` is what
    /// readers see, `written` what the file holds.
    pub fn find_marks(word: &str, written: &str) -> Option<Self> {
        // `example.com/**news**`: emphasis that is closed, of a part of the address.
        let is_part = |it: &str| it.strip_prefix("**").is_some_and(|it| !it.trim_end_matches('*').contains('*'));
        let is_address = word.contains("://") || has_host(word) && !written.split('/').skip(1).any(is_part);
        let help = format!("write it in code, `{written}`, or as a link: [words](https://…)");
        (is_address && word != written && written.contains(['*', '_', '~'])).then_some(Misspelt {
            message: "signs in this address were read as Markdown, so readers do not see them",
            help,
        })
    }

    /// What is wrong with an address that goes on behind a space: `https://exa mple.com/page`.
    pub fn find_space(word: &str, next: &str) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        let host = lower.strip_prefix("https://").or(lower.strip_prefix("http://"))?;
        let is_part =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
        let is_cut = is_part(host) && (!host.contains('.') || host.ends_with('.')) && host != "localhost";
        (is_cut && has_host(next)).then(|| Misspelt {
            message: "this web address is no link, because of the space in it",
            help: format!("take the space out: {word}{next}"),
        })
    }
}

/// Whether a word begins as an address without its scheme does: `example.com/page`.
fn has_host(word: &str) -> bool {
    let Some((host, _)) = word.split_once('/') else { return false };
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let end = host.rsplit('.').next().unwrap_or("");
    host.contains('.') && host.split('.').all(is_name) && end.len() > 1 && end.chars().all(char::is_alphabetic)
}

fn website(word: &str) -> Option<Misspelt> {
    const NONE: &str = "this looks like a web address, but something in it is wrong, so it is no link";
    let lower = word.to_ascii_lowercase();
    let begun = ["https", "http", "sftp", "ftp"].iter().find_map(|scheme| Some((*scheme, lower.strip_prefix(scheme)?)));
    if let Some((scheme, rest)) = begun {
        let scheme = if scheme == "http" { "https" } else { scheme };
        let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let signs = &rest[..rest.len() - name.len()];
        if name.is_empty() {
            return None;
        }
        if signs != "://" {
            // `http!s://`
            let cut = name.split_once("://").filter(|(before, _)| before.len() <= 1);
            let name = cut.map_or(name, |(_, name)| name);
            let is_meant = cut.is_some() || signs.contains("//") || signs.contains(":/");
            let help = format!("write {scheme}:// at its beginning: {scheme}://{}", &word[word.len() - name.len()..]);
            return (is_meant && signs.len() <= MOST_SIGNS && name.contains('.'))
                .then_some(Misspelt { message: NONE, help });
        }
        let is_cut = name.matches('{').count() != name.matches('}').count();
        return (!is_host(name) || is_cut)
            .then(|| Misspelt { message: NONE, help: format!("write it like this: {scheme}://www.example.com/page") });
    }
    if let Some((before, name)) = lower.split_once("://") {
        let scheme = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        if matches!(scheme, "http" | "https") {
            if before[..before.len() - scheme.len()].contains(char::is_alphanumeric) {
                return None;
            }
            let at = word.len() - name.len() - "://".len() - scheme.len();
            let help = format!("put a space before it: {}", &word[at..]);
            let message = "this web address is no link, because of the sign before it";
            return Some(Misspelt { message, help });
        }
        // `htt"ps://`, `ttps://`
        let is_cut = !scheme.is_empty() && ["http", "https"].iter().any(|whole| whole.ends_with(scheme));
        let help = format!("write https:// at its beginning: https://{}", &word[word.len() - name.len()..]);
        return (is_cut && before.starts_with(['h', 't', 'p']) && name.contains('.'))
            .then_some(Misspelt { message: NONE, help });
    }
    let name =
        lower.strip_prefix("www").filter(|name| name.starts_with(['.', ',', ';', ':']) && name[1..].contains('.'))?;
    (!name.starts_with('.') || !is_host(&name[1..]))
        .then(|| Misspelt { message: NONE, help: "write it like this: www.example.com".to_owned() })
}

/// Whether what stands behind `https://` begins with the name of a computer, be it one that only its owner can find.
fn is_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    // `www.[town].gov`: the reader puts a name there.
    let filled = host.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    if filled.is_some_and(|(name, after)| !name.is_empty() && after.starts_with('.')) {
        return true;
    }
    // `https://e#xample.com`
    let is_cut = rest[host.len()..].starts_with(['#', '?']) && !host.contains('.');
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    !is_cut && name.split('.').all(is_name) && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// `me@@example.com`, `me@example..com`, `me@example,com`
fn mailbox(word: &str) -> Option<Misspelt> {
    let (local, domain) = word.split_once('@')?;
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let name = domain.trim_start_matches('@');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-');
    let end = name.rsplit(['.', ',']).next().unwrap_or("");
    let is_meant = !local.is_empty()
        && local.chars().all(is_local)
        && name.chars().all(is_domain)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.len() > end.len()
        && end.len() > 1
        && end.chars().all(|c| c.is_ascii_alphabetic());
    let is_wrong = name.len() < domain.len() || name.contains("..") || name.contains(',');
    let mended = name.replace(',', ".").split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    (is_meant && is_wrong).then(|| Misspelt {
        message: "this looks like a mail address, but something in it is wrong, so it is no link",
        help: format!("write it like this: {local}@{mended}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_a_slip_are_known() {
        for word in [
            "https//example.com/a",
            "http!s://example.com/abc",
            "https://e#xample.com/abc",
            "https:/example.com",
            "https;//example.com",
            "https:/~/example.com/abc",
            "https://example.com/}abc",
            "HTTPS//example.com",
            "https://ex:ample.com",
            "https://example.#com",
            "https://}example.com/abc",
            "}https://example.com",
            "htt\"ps://example.com",
            "h>ttps://example.com/a",
            "ttps://example.com",
            "www.example._com/a",
            "www,example.com",
            "ftp:/*/example.com/a_b",
            "WWW;example.com",
        ] {
            assert!(website(word).is_some(), "{word}");
        }
        for word in
            ["me@@example.com", "me@example..com", "me@example,com", "first.last@mail.example,org", "a_b@example,co.uk"]
        {
            assert!(mailbox(word).is_some(), "{word}");
        }
    }

    #[test]
    fn signs_and_spaces_in_addresses_are_known() {
        for written in
            ["ftp://example.com/a*b*c", "hxxps://example.com/a_*b*", "example.com/a*b*c", "example.com/**b**c"]
        {
            assert!(Misspelt::find_marks(&written.replace('*', ""), written).is_some(), "{written}");
            assert!(Misspelt::find_marks(written, written).is_none(), "{written}");
        }
        for written in ["and/*or*", "1.5/*2*", "e.g./*x*", "*example.com*", "example.com/**news**"] {
            assert!(Misspelt::find_marks(&written.replace('*', ""), written).is_none(), "{written}");
        }
        assert!(Misspelt::find_space("https://exa", "mple.com/a").is_some());
        assert!(Misspelt::find_space("https://example.", "com.au/a").is_some());
        assert!(Misspelt::find_space("https://intranet", "and/or").is_none());
        assert!(Misspelt::find_space("http://localhost", "example.com/a").is_none());
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        for word in [
            "http://localhost:8080/x",
            "http://127.0.0.1/x",
            "https://intranet/",
            "https://api.example.com/{id}/x",
            "http/https",
            "HTTP/2",
            "https://",
            "ftp://files.example.com",
            "git://example.com/x.git",
            "www.[town].gov/open",
            "and/or",
            "www",
            "www.",
            "www:",
            "wwwexample.com",
            "//comment",
            "a//b",
            "s3://bucket.name/x",
            "@name",
            "a@b",
            "package@1.2.3",
            "name@,",
            "git@github.com:a/b",
            "web.archive.org/web/2020/http://example.com",
        ] {
            assert!(website(word).is_none() && mailbox(word).is_none(), "{word}");
        }
    }
}
