//! Every output that a site may have: the job that makes it, the file that it becomes, and who wants it there. It is the
//! only list of what exists: links are looked up in it, and two jobs that want one address are told by it.
//!
//! Plans; renders nothing. It is made before links are looked up, so what hangs on them is not in it: the forms of
//! pictures that pages show follow in `Site::jobs`, and the parts of the search index, which their content names, after
//! that.

mod doubles;
mod jobs;
mod made;
mod model;
mod programs;
mod role;

pub use doubles::report;
pub use jobs::{numbered, plan};
pub use made::redirect_output;
pub use model::{FeedFormat, Job, Owner, Plan, Planned};
pub use programs::{
    LLMS, SITEMAP_LIMIT, bare_lists, feeds, formats, has_llms, has_twin, indexed, sitemap_name, sitemap_parts,
    twin_url, twins,
};
