//! What `site.yaml` says of checks: which other websites may be asked, how long titles may be, which files need no link.

use super::parts::glob;
use crate::Glob;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_yaml::Fields;

/// What checks allow.
#[derive(Debug, Clone)]
pub struct Checks {
    /// Hosts that readers' browsers may be made to ask, in small letters. A name counts for those below it.
    pub allowed_hosts: Vec<String>,
    /// How many characters of a title search results show.
    pub title_length: usize,
    /// How many characters of a description they show.
    pub description_length: usize,
    /// Words that say nothing as the text of a link, beside those that are known; small letters.
    pub vague: Vec<String>,
    /// Files that need no link, as paths inside `content`.
    pub unused_files: Vec<Glob>,
}

impl Default for Checks {
    /// Search results show about 60 characters of a title and 160 of a description; both are measured in pixels and
    /// differ from device to device.
    fn default() -> Self {
        let (allowed_hosts, vague, unused_files) = (Vec::new(), Vec::new(), Vec::new());
        Checks { allowed_hosts, title_length: 60, description_length: 160, vague, unused_files }
    }
}

impl Checks {
    /// Whether readers' browsers may be made to ask a host.
    pub fn allows(&self, host: &str) -> bool {
        let is_below = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.allowed_hosts.iter().any(|name| is_below(name))
    }
}

/// Reads `allowed_hosts`, `limits`, `vague_links` and `unused_files`.
pub fn checks<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Checks {
    let usual = Checks::default();
    let file = fields.file;
    let mut allowed_hosts = Vec::new();
    for host in fields.texts("allowed_hosts", out) {
        let name = host.value.to_lowercase();
        if name.contains('/') || name.is_empty() {
            let bare = name.rsplit("://").next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
            let message = "this must be a host name, not an address";
            let help = format!("write: {bare}");
            out.push(Diagnostic::error("field-kind", file, host.span, message).with_help(help));
        } else {
            allowed_hosts.push(name);
        }
    }
    let (mut title_length, mut description_length) = (usual.title_length, usual.description_length);
    if let Some(entry) = fields.take("limits") {
        let mut inner = Fields::of(&entry.value, file, out);
        title_length = inner.count("title", out).unwrap_or(title_length);
        description_length = inner.count("description", out).unwrap_or(description_length);
        inner.finish(out);
    }
    let vague = fields.texts("vague_links", out).into_iter().map(|word| word.value.to_lowercase()).collect();
    let globs = fields.texts("unused_files", out);
    let unused_files = globs.iter().filter_map(|pattern| glob(&pattern.value, pattern.span, file, out)).collect();
    Checks { allowed_hosts, title_length, description_length, vague, unused_files }
}
