//! Jobs that make the bytes of pictures.

use std::rc::Rc;

use super::worker::{RenderedOutput, Worker};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::output::{Bytes, Output};
use vertebra_media::image_file::{self, ImageError, ImageInfo, Master};
use vertebra_site::SiteFile;
use vertebra_site::deps::Dep;
use vertebra_site::plan::Planned;

impl Worker<'_> {
    /// A file under its own name. A picture goes without what cameras write into it; one that cannot be cleaned stays,
    /// which is told where all pictures are looked at.
    pub fn file(&self, at: usize, planned: &Planned) -> RenderedOutput {
        let file = &self.shared.site.files[at];
        if file.is_withheld() {
            let facts = vec![Dep::File(file.source.clone()), Dep::Place(planned.output.clone())];
            return RenderedOutput { output: None, facts, diagnostics: Vec::new() };
        }
        let bytes = match file.picture() {
            Some(picture) => image_file::strip(picture, file.content.held()).map(Bytes::Made),
            None => Ok(Bytes::Read(file.content.clone())),
        };
        self.made(file, bytes, planned)
    }

    /// One form of a picture: as it was kept, or made now.
    pub fn form(&self, at: usize, number: usize, planned: &Planned) -> RenderedOutput {
        let file = &self.shared.site.files[at];
        let (forms, bytes) = (file.forms(), file.content.held());
        let made = match (file.picture(), forms.get(number)) {
            (Some(picture), Some((form, _))) => self.shared.store.get_or_make(form.key(picture), || {
                image_file::encode(picture, bytes, *form, || self.decoded(picture, bytes))
            }),
            _ => Err(ImageError::Broken(String::new())),
        };
        self.made(file, made.map(Bytes::Made), planned)
    }

    fn made(&self, file: &SiteFile, bytes: Result<Bytes, ImageError>, planned: &Planned) -> RenderedOutput {
        let facts = vec![Dep::File(file.source.clone()), Dep::Place(planned.output.clone())];
        match bytes {
            Ok(bytes) => {
                let output = Some(Output { path: planned.output.clone(), bytes });
                RenderedOutput { output, facts, diagnostics: Vec::new() }
            }
            Err(fault) => {
                let diagnostics: Vec<Diagnostic> = vec![vertebra_site::broken(&self.shared.site, file, &fault)];
                RenderedOutput { output: None, facts, diagnostics }
            }
        }
    }

    /// The pixels of a picture; those of the last one are still at hand.
    fn decoded(&self, picture: &ImageInfo, bytes: &[u8]) -> Result<Rc<Master>, ImageError> {
        if let Some((print, master)) = &*self.decoded.borrow()
            && *print == picture.print
        {
            return Ok(master.clone());
        }
        // What is not needed any more is let go of before the next is decoded.
        self.decoded.replace(None);
        let master = Rc::new(image_file::master(picture, bytes)?);
        self.decoded.replace(Some((picture.print, master.clone())));
        Ok(master)
    }
}
