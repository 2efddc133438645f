//! Which files each host reads, and where in the finished site they stand.
//!
//! What a host reads from the folder that it shows stands at the top, under the name that the host has given it. What a
//! server is configured with stands in `.deploy/`: it travels with the pages that it belongs to, so that a switch to
//! another release, or back, switches both; and no visitor gets it, as all these configurations refuse names that begin
//! with a dot.

use super::deploy::{Deploy, HostTarget};
use names::*;

/// The names of the files.
pub mod names {
    pub const HEADERS: &str = "_headers";
    pub const REDIRECTS: &str = "_redirects";
    pub const VERCEL: &str = "vercel.json";
    pub const NO_JEKYLL: &str = ".nojekyll";
    pub const CNAME: &str = "CNAME";
    pub const FUNCTION: &str = ".deploy/viewer-request.js";
    pub const RESPONSE: &str = ".deploy/viewer-response.js";
    pub const STORE: &str = ".deploy/key-value-store.json";
    pub const POLICY: &str = ".deploy/response-headers-policy.json";
    pub const ERRORS: &str = ".deploy/custom-error-responses.json";
    pub const CACHE: &str = ".deploy/cache-control.json";
    pub const NGINX_HTTP: &str = ".deploy/nginx-http.conf";
    pub const NGINX_SERVER: &str = ".deploy/nginx-server.conf";
    pub const HTACCESS: &str = ".htaccess";
    pub const CADDY: &str = ".deploy/Caddyfile";
    /// RFC 9116, section 3.
    pub const SECURITY: &str = ".well-known/security.txt";
}

/// The files that are made for the host of a site, by their paths in the finished site.
pub fn host_files(deploy: &Deploy) -> Vec<&'static str> {
    let mut files = match deploy.target.value {
        HostTarget::None => vec![],
        HostTarget::Netlify | HostTarget::CloudflarePages => vec![HEADERS, REDIRECTS],
        HostTarget::Vercel => vec![VERCEL],
        HostTarget::GithubPages => vec![NO_JEKYLL],
        HostTarget::S3Cloudfront => vec![FUNCTION, RESPONSE, STORE, POLICY, ERRORS, CACHE],
        HostTarget::Nginx => vec![NGINX_HTTP, NGINX_SERVER],
        HostTarget::Apache => vec![HTACCESS],
        HostTarget::Caddy => vec![CADDY],
    };
    if deploy.target.value == HostTarget::GithubPages && deploy.cname.is_some() {
        files.push(CNAME);
    }
    if deploy.security_txt.is_some() {
        files.push(SECURITY);
    }
    files
}
