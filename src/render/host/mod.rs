//! What each host needs beside the pages: where old addresses lead, which headers are sent, how long browsers keep a
//! file. One neutral `Model`, and for each host one small writer of the files that it reads.
//!
//! Pure: makes texts, writes no file, asks nobody. What hosts really do with the texts is tried in `tests/hosts`.

mod apache;
mod asked;
mod caddy;
mod check;
mod class;
mod cloudflare;
mod cloudfront;
mod github;
mod headers;
mod model;
mod netlify;
mod nginx;
mod pattern;
mod policy;
mod security;
mod text;
mod vercel;

pub use asked::{AskedSources, directives, hash, inline_directive, source_of};
pub use check::check;
pub use class::CacheClass;
pub use model::{Model, RedirectRule, RedirectStatus};
pub use pattern::{AddressPattern, HeaderRule};
pub use policy::{Policy, meta_policy};

use vertebra_schema::config::{HostTarget, names};
use vertebra_site::Site;

/// The text of a file for the host, by its name in the finished site. `asked`: what the pages ask for.
pub fn text(site: &Site, asked: &AskedSources, name: &str) -> String {
    if name == names::SECURITY {
        return security::text(site);
    }
    let model = Model::of(site, asked);
    match name {
        names::HEADERS if model.target == HostTarget::CloudflarePages => cloudflare::headers(&model),
        names::HEADERS => netlify::headers(&model),
        names::REDIRECTS if model.target == HostTarget::CloudflarePages => cloudflare::redirects(&model),
        names::REDIRECTS => netlify::redirects(&model),
        names::VERCEL => vercel::config(&model),
        names::CNAME => github::cname(site),
        names::FUNCTION => cloudfront::viewer_request(&model),
        names::RESPONSE => cloudfront::viewer_response(&model),
        names::STORE => cloudfront::key_value_store(&model),
        names::POLICY => cloudfront::headers_policy(&model),
        names::ERRORS => cloudfront::error_responses(&model),
        names::CACHE => cloudfront::cache_control(&model),
        names::NGINX_HTTP => nginx::http(&model),
        names::NGINX_SERVER => nginx::server(&model),
        names::HTACCESS => apache::htaccess(&model),
        names::CADDY => caddy::caddyfile(&model),
        _ => String::new(),
    }
}
