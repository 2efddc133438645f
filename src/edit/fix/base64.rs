//! The bytes of a picture that stands inside a text. Source of the form: RFC 2397 (`data:`) and RFC 4648, section 4.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// As people and programs write it: with `=` at the end or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes behind `data:image/…;base64,`; none when this is no such picture or a letter is wrong.
pub fn picture(address: &str) -> Option<Vec<u8>> {
    let (head, data) = address.trim().split_once(',')?;
    let head = head.to_ascii_lowercase();
    if !head.starts_with("data:image/") || !head.ends_with(";base64") {
        return None;
    }
    let data = data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    // The letters for addresses (RFC 4648, section 5) are meant as the others; lines may be broken.
    let letters = data.split('=').next().unwrap_or_default().replace('-', "+").replace('_', "/");
    let bytes = LENIENT.decode(letters.split_ascii_whitespace().collect::<String>()).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn the_bytes_of_a_picture() {
        assert_eq!(picture("data:image/png;base64,iVBORw0KGgo=").as_deref(), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(picture("data:image/png;base64,iVBO\n Rw0KGgo%3D"), picture("data:image/png;base64,iVBORw0KGgo"));
        assert_eq!(picture("data:image/x;base64,-_-_"), picture("data:image/x;base64,+/%2B/"));
        assert_eq!(picture("DATA:image/gif;BASE64,R0lG"), Some(b"GIF".to_vec()));
        for other in ["data:image/png,abc", "data:text/html;base64,AAAA", "a.png", "data:image/png;base64,!!"] {
            assert_eq!(picture(other), None, "{other}");
        }
    }
}
