//! The form of a picture that is for programs which know no others.

use vertebra_base::path::OutputPath;
use vertebra_media::image_file::{Variant, VariantFormat};
use vertebra_site::SiteFile;

/// The form for programs that show links, and for those that know no other: the largest in the picture's own kind.
pub fn plain(file: &SiteFile) -> Option<OutputPath> {
    plain_form(file).map(|(_, path)| path)
}

/// Width and height of that form; of the file, where there is none.
pub fn plain_size(file: &SiteFile) -> Option<(u32, u32)> {
    let size = plain_form(file).map(|(form, _)| (form.width, form.height)).or_else(|| Some(file.picture()?.size()));
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

fn plain_form(file: &SiteFile) -> Option<(Variant, OutputPath)> {
    let forms = file.forms();
    let own = forms.iter().rev().find(|(form, _)| form.form != VariantFormat::WebP);
    own.or(forms.last()).cloned()
}
