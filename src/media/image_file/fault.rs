//! Why a picture cannot be shown, in the words of an editor, and what to do about it.

/// What is wrong with the file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageError {
    Empty,
    /// Of a kind that browsers or Vertebra cannot show: its name.
    Foreign(Foreign),
    /// It ends in the middle.
    Cut,
    /// More pixels than are worth decoding: width and height.
    Huge(u32, u32),
    /// A drawing with more nested elements than this.
    Deep(usize),
    /// A drawing with an element that has more attributes than this.
    Crowded(usize),
    /// A color profile that is larger than this when it is unpacked, in bytes.
    Profile(usize),
    /// It cannot be read: what the decoder says.
    Broken(String),
}

/// Kinds of files that are not made for the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Heic,
    Avif,
    /// TIFF, and the raw files of cameras, which are built like it.
    Tiff,
    Bmp,
    Photoshop,
    JpegXl,
    Pdf,
    Html,
    Video,
}

impl ImageError {
    /// One sentence, lower case, no full stop.
    pub fn message(&self) -> String {
        match self {
            ImageError::Empty => "this image is an empty file".to_owned(),
            ImageError::Foreign(kind) => format!("this is {}, which some browsers cannot show", kind.name()),
            ImageError::Cut => "this image is damaged: the file is incomplete".to_owned(),
            ImageError::Huge(width, height) => {
                format!("this image is too large to process: {width} × {height} pixels")
            }
            ImageError::Deep(most) => format!("this drawing has more than {most} nested elements"),
            ImageError::Crowded(most) => {
                format!("an element of this drawing has more than {most} attributes")
            }
            ImageError::Profile(most) => {
                format!("the color profile of this image is larger than {} MB when unpacked", most / 1024 / 1024)
            }
            ImageError::Broken(_) => "this image cannot be read".to_owned(),
        }
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            ImageError::Empty | ImageError::Cut => "copy the file from its source again",
            ImageError::Foreign(kind) => kind.help(),
            ImageError::Huge(..) => "save a smaller copy, about 2400 pixels wide, and use that",
            ImageError::Crowded(_) => "open it in a drawing program and save it as SVG again",
            ImageError::Deep(_) => "open it in a drawing program, ungroup its parts, and save it as SVG again",
            ImageError::Profile(_) => {
                "open it in an image editor and export it for the web, with the color profile sRGB"
            }
            ImageError::Broken(_) => "open it in an image editor and save it again as JPEG or PNG",
        }
    }

    /// What the decoder says, for those who want to know.
    pub fn note(&self) -> Option<String> {
        match self {
            ImageError::Broken(said) if !said.is_empty() => Some(format!("the file says: {said}")),
            _ => None,
        }
    }
}

impl Foreign {
    fn name(self) -> &'static str {
        match self {
            Foreign::Heic => "a HEIC photo from an iPhone",
            Foreign::Avif => "an AVIF image",
            Foreign::Tiff => "a TIFF image or a camera raw file",
            Foreign::Bmp => "a BMP image",
            Foreign::Photoshop => "a Photoshop file",
            Foreign::JpegXl => "a JPEG XL image",
            Foreign::Pdf => "a PDF",
            Foreign::Html => "a web page, not an image",
            Foreign::Video => "a video",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Foreign::Heic => {
                "convert it to JPEG:\n\
                 on an iPhone, send the photo to yourself by mail\n\
                 on a Mac, open it in Preview and choose File > Export > JPEG\n\
                 on Windows, open it in Photos and choose Save as\n\
                 to take JPEG photos from now on: Settings > Camera > Formats > Most Compatible"
            }
            Foreign::Html => "save the image itself: right-click it and choose Save image as",
            Foreign::Pdf | Foreign::Video => "link to it instead: [text](file)",
            _ => "open it in an image editor and export it as JPEG (photos) or PNG (drawings)",
        }
    }
}
