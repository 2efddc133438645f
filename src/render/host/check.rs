//! What a host cannot do of what it is asked: limits, letters, settings that it does not follow. Told at the line of
//! `site.yaml` that names the host.

use super::asked::AskedSources;
use super::model::Model;
use super::pattern::AddressPattern;
use super::{caddy, cloudflare, cloudfront, headers, netlify, security, vercel};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::config::{self, Config, HostTarget};
use vertebra_site::Site;

/// Netlify reads large files of redirects slowly, and may not read them at all. Source: docs.netlify.com, "Redirects and
/// rewrites".
const NETLIFY_MANY: usize = 10_000;

/// Everything that there is to say.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let mut told = LimitReporter { file: SourcePath::new(config::FILE), span: config.deploy.span(), out: Vec::new() };
    told.security(site);
    told.twice(config);
    if config.deploy.target.value == HostTarget::None {
        return told.out;
    }
    told.unused(site);
    told.place(config);
    let model = Model::of(site, &AskedSources::default());
    match model.target {
        HostTarget::Netlify => told.netlify(&model, site),
        HostTarget::CloudflarePages => told.cloudflare(&model, site),
        HostTarget::Vercel => told.vercel(&model),
        HostTarget::S3Cloudfront => told.cloudfront(&model),
        HostTarget::Caddy => told.letters(&model, |path| !caddy::can_be_written(path)),
        _ => {}
    }
    told.out
}

struct LimitReporter {
    file: SourcePath,
    span: Option<Span>,
    out: Vec<Diagnostic>,
}

impl LimitReporter {
    fn limit(&mut self, severity: Severity, message: String, help: &str) {
        let limit = match severity {
            Severity::Error => Diagnostic::error("host-limit", &self.file, self.span, message),
            _ => Diagnostic::warning("host-limit", &self.file, self.span, message),
        };
        self.out.push(limit.with_help(help));
    }

    /// Settings that the host does not follow.
    fn unused(&mut self, site: &Site) {
        let (config, title) = (&site.config, site.config.deploy.target.value.title());
        let target = config.deploy.target.value;
        if !config.precompress.is_empty() && !target.sends_copies() {
            let message = format!("{title} compresses files itself and does not use the precompressed copies");
            let help = "remove the line precompress: from content/site.yaml";
            self.out.push(Diagnostic::warning("host-unused", &self.file, self.span, message).with_help(help));
        }
        if config.deploy.cname.is_some() && target != HostTarget::GithubPages {
            let message = format!("{title} does not use a CNAME file");
            let help = "remove the line cname: and set the domain in the settings of the host";
            self.out.push(Diagnostic::warning("host-unused", &self.file, self.span, message).with_help(help));
        }
        let headers = &config.deploy.headers;
        let has_headers = headers.hsts == Some(true) || headers.frame_ancestors.is_some() || !headers.extra.is_empty();
        if has_headers && !target.has_headers() {
            let message =
                format!("{title} does not support custom headers: hsts, frame_ancestors and extra have no effect");
            let help = "remove them, or choose another host; security_policy still works, as part of the pages";
            self.out.push(Diagnostic::warning("host-unused", &self.file, self.span, message).with_help(help));
        }
    }

    /// Whether the host can show the site at the address that `base_url` names.
    fn place(&mut self, config: &Config) {
        let (base, title) = (&config.base_url, config.deploy.target.value.title());
        let at_top = matches!(
            config.deploy.target.value,
            HostTarget::Netlify | HostTarget::CloudflarePages | HostTarget::Vercel
        );
        if at_top && !base.path.is_empty() {
            let message =
                format!("{title} serves a site at the root of its domain, but base_url ends in {}/", base.href_path());
            let help = format!("write: base_url: {}/", base.origin);
            self.out.push(Diagnostic::warning("host-place", &self.file, self.span, message).with_help(help));
        }
        if let Some(name) = &config.deploy.cname
            && (base.host() != name.to_lowercase() || !base.path.is_empty())
        {
            let message = format!("cname is {name}, but base_url is {}{}/", base.origin, base.href_path());
            let help = format!("write: base_url: https://{name}/");
            self.out.push(Diagnostic::warning("host-place", &self.file, self.span, message).with_help(help));
        }
    }

    /// Old addresses with letters that the host reads as something else.
    fn letters(&mut self, model: &Model, is_other: impl Fn(&str) -> bool) {
        let paths = model.moved.iter().map(|moved| &moved.from).chain(&model.gone);
        for path in paths.filter(|path| is_other(path)) {
            let title = model.target.title();
            let message = format!("{title} cannot redirect {path}: it treats some of its characters as a pattern");
            let help = "there is no redirect from there; remove the old address, or choose another host";
            self.out.push(Diagnostic::warning("host-letters", &self.file, self.span, message).with_help(help));
        }
    }

    fn netlify(&mut self, model: &Model, site: &Site) {
        self.letters(model, netlify::is_pattern);
        self.assets(model, site);
        let count = model.moved.len() + model.gone.len();
        if count >= NETLIFY_MANY {
            let message = format!("there are {count} old addresses; Netlify advises against {NETLIFY_MANY} or more");
            self.limit(Severity::Warning, message, "remove old addresses that nobody visits any more");
        }
    }

    fn cloudflare(&mut self, model: &Model, site: &Site) {
        self.letters(model, cloudflare::is_pattern);
        self.assets(model, site);
        let count = model.moved.iter().filter(|moved| !cloudflare::is_pattern(&moved.from)).count();
        let most = cloudflare::STATIC;
        if count > most {
            let message =
                format!("there are {count} old addresses, but Cloudflare Pages supports only {most} redirects");
            let help = "remove old addresses that nobody visits any more, or use Bulk Redirects at Cloudflare";
            self.limit(Severity::Error, message, help);
        } else if !cloudflare::fits_twice(model) {
            let message = format!(
                "Cloudflare Pages supports only {most} redirects: {count} old addresses redirect only with a slash at the end"
            );
            self.limit(Severity::Warning, message, "remove old addresses that nobody visits any more");
        }
        let redirects = cloudflare::redirects(model);
        for line in redirects.lines().filter(|line| line.chars().count() > cloudflare::RULE) {
            let from = line.split(' ').next().unwrap_or_default();
            let message = format!(
                "the redirect from {from} has more than {} characters, so Cloudflare Pages ignores it",
                cloudflare::RULE
            );
            self.limit(Severity::Error, message, "give the page a shorter address");
        }
        let headers = cloudflare::headers(model);
        let rules = cloudflare::count(&headers);
        if rules > cloudflare::HEADER_RULES {
            let message = format!(
                "{rules} header rules are needed, but Cloudflare Pages supports only {}",
                cloudflare::HEADER_RULES
            );
            self.limit(Severity::Error, message, "combine addresses under extra: with an asterisk: /downloads/*");
        }
        for line in headers.lines().filter(|line| line.chars().count() > cloudflare::LINE) {
            let name = line.trim().split(':').next().unwrap_or_default();
            let message = format!(
                "the header {name} has more than {} characters, so Cloudflare Pages ignores it",
                cloudflare::LINE
            );
            self.limit(Severity::Error, message, "list fewer sources under security_policy:");
        }
    }

    /// Hosts whose rules name folders: everything in the folder of the theme is kept for a year.
    fn assets(&mut self, model: &Model, site: &Site) {
        let folder = super::class::ASSETS;
        let plain = |path: &str| path.starts_with(folder) && super::CacheClass::of(path) != super::CacheClass::Hashed;
        let files = site.files.iter().filter(|file| file.is_published() && plain(file.url.as_str()));
        let statics = site.theme.statics.iter().filter(|(name, _)| plain(&format!("/{name}")));
        let sources = files.map(|file| &file.source).chain(statics.map(|(_, file)| &file.source));
        for source in sources {
            let message = format!("on {}, browsers cache everything in {folder} for a year", model.target.title());
            let help = "move this file to another folder: otherwise browsers will not load a new version of it";
            self.out.push(Diagnostic::warning("host-assets", source, None, message).with_help(help));
        }
    }

    fn vercel(&mut self, model: &Model) {
        let (count, most) = (model.moved.len(), vercel::REDIRECTS);
        if count > most {
            let message = format!("there are {count} old addresses, but Vercel supports only {most} redirects");
            let help = "remove old addresses that nobody visits any more, or use Bulk Redirects at Vercel";
            self.limit(Severity::Error, message, help);
        }
        for moved in model.moved.iter().filter(|moved| moved.from.len().max(moved.to.len()) > vercel::LENGTH) {
            let message = format!("the redirect from {} has more than {} characters", moved.from, vercel::LENGTH);
            self.limit(Severity::Error, message, "give the page a shorter address");
        }
    }

    fn cloudfront(&mut self, model: &Model) {
        let (pair, key) = cloudfront::longest_pair(model);
        if pair > cloudfront::PAIR || key > cloudfront::KEY {
            let message = format!(
                "an old address is too long for CloudFront: {} bytes, or {} with its target",
                cloudfront::KEY,
                cloudfront::PAIR
            );
            self.limit(Severity::Error, message, "give the page a shorter address");
        }
        let size = cloudfront::viewer_response(model).len().max(cloudfront::viewer_request(model).len());
        if size > cloudfront::FUNCTION {
            let message = format!("a CloudFront function is {size} bytes; the limit is {}", cloudfront::FUNCTION);
            self.limit(Severity::Error, message, "combine addresses under extra: with an asterisk: /downloads/*");
        }
    }

    /// A day that somebody has chosen comes, and passes.
    fn security(&mut self, site: &Site) {
        let chosen = site.config.deploy.security_txt.as_ref().and_then(|it| it.expires.as_ref());
        let Some(day) = chosen else { return };
        let left = site.now.date().until(security::expires(site)).map_or(0, |span| span.get_days());
        let help = "write a later date, less than a year away; or remove the line: the date is then set by each build";
        let tell = |message: String| Diagnostic::warning("security-txt", &self.file, day.span, message).with_help(help);
        let told = match left {
            ..=0 => tell("security.txt has expired".to_owned()),
            1 => tell("security.txt expires tomorrow".to_owned()),
            2..=30 => tell(format!("security.txt expires in {left} days")),
            365.. => tell("security.txt should expire within a year".to_owned()),
            _ => return,
        };
        self.out.push(told);
    }

    /// Headers that an address would be given twice.
    fn twice(&mut self, config: &Config) {
        let extra = &config.deploy.headers.extra;
        let mut seen: Vec<(AddressPattern, &str, &str)> = Vec::new();
        for one in extra {
            let everywhere = one.pattern.value == "/*";
            for (name, _) in &one.headers {
                let help = match everywhere {
                    true => "remove one of the two lines",
                    false => "write it under \"/*\", which applies to all addresses, or remove the line",
                };
                let pattern = AddressPattern::new("", &one.pattern.value);
                let message = if !everywhere && headers::is_decided(&name.value) {
                    format!("{} must be the same for all addresses of a site", name.value)
                } else if let Some((_, _, other)) = seen
                    .iter()
                    .find(|(other, known, _)| known.eq_ignore_ascii_case(&name.value) && other.meets(&pattern))
                {
                    format!("some addresses would get {} twice: it is also under {other}", name.value)
                } else if everywhere && name.value.eq_ignore_ascii_case("cache-control") {
                    "how long browsers cache a file depends on its type".to_owned()
                } else {
                    seen.push((pattern, &name.value, &one.pattern.value));
                    continue;
                };
                self.out.push(Diagnostic::error("host-header", &self.file, name.span, message).with_help(help));
            }
        }
    }
}
