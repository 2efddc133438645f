//! Pictures of HTML: files beside it, or pasted into the text.

use super::reader::{Inside, Reader};
use crate::ImportedImage;
use crate::model::{InlineStyle, Piece, PieceKind};
use vertebra_edit::fix::pasted_picture;
use vertebra_html::Handle;
use vertebra_media::image_file;

impl Reader<'_> {
    pub(super) fn image(&mut self, node: &Handle, inside: &Inside) {
        let address = node.attribute("src").unwrap_or_default();
        let title = node.attribute("title").filter(|it| !it.trim().is_empty());
        let alt = node.attribute("alt").filter(|it| !it.trim().is_empty()).or(title).unwrap_or_default();
        let name = match self.names.get(&address) {
            Some(Some(name)) => Some(name.clone()),
            // One that is missing is told each time: it may show something else there.
            _ => {
                let name = self.take_out(&address, &alt);
                self.names.insert(address, name.clone());
                name
            }
        };
        if let Some(name) = name {
            let kind = PieceKind::Picture { name, alt, decorative: false };
            self.pieces
                .push(Piece { kind, style: InlineStyle { link: inside.style.link.clone(), ..InlineStyle::default() } });
        }
    }

    /// A picture as a file of its own; none when there is none that a website can show.
    fn take_out(&mut self, address: &str, alt: &str) -> Option<String> {
        let words = if alt.is_empty() && !address.starts_with("data:") { address } else { alt };
        let bytes = match address.split_once(':') {
            Some(("data", _)) => pasted_picture(address),
            Some(("http" | "https", _)) => {
                let words = if alt.trim().is_empty() { address.to_owned() } else { format!("{alt} ({address})") };
                self.lose("an image that is not in the file; save it next to the page and add it", &words);
                return None;
            }
            Some((scheme, _)) if scheme.len() > 1 => None,
            _ => {
                let path = percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned();
                (self.source.beside)(&path)
            }
        };
        let Some(bytes) = bytes else {
            self.lose("an image that was not found next to the file", words);
            return None;
        };
        match image_file::look(&bytes) {
            Ok(found) => {
                let count = self.document.pictures.len() + 1;
                let name = format!("{}-{count}.{}", self.source.stem, found.kind.ending());
                self.document.pictures.push(ImportedImage { name: name.clone(), bytes });
                Some(name)
            }
            Err(_) => {
                self.lose("an image in a format that browsers do not support; save it as PNG and add it", words);
                None
            }
        }
    }
}
