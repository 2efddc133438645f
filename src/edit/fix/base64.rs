//! The bytes of a picture that stands inside a text. Source of the form: RFC 2397 (`data:`) and RFC 4648, section 4.

/// The bytes behind `data:image/…;base64,`; none when this is no such picture or a letter is wrong.
pub fn picture(address: &str) -> Option<Vec<u8>> {
    let (head, data) = address.trim().split_once(',')?;
    let head = head.to_ascii_lowercase();
    if !head.starts_with("data:image/") || !head.ends_with(";base64") {
        return None;
    }
    let mut bytes = Vec::with_capacity(data.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for c in data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=").bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            c if c.is_ascii_whitespace() => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn the_bytes_of_a_picture() {
        assert_eq!(picture("data:image/png;base64,iVBORw0KGgo=").as_deref(), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(picture("DATA:image/gif;BASE64,R0lG"), Some(b"GIF".to_vec()));
        for other in ["data:image/png,abc", "data:text/html;base64,AAAA", "a.png", "data:image/png;base64,!!"] {
            assert_eq!(picture(other), None, "{other}");
        }
    }
}
