//! Escaping as CommonMark's reference implementation does it, byte for byte.

/// Bytes that stand for themselves in an address; the others are written as `%XX`, `&` and `'` as entities.
const ADDRESS: &[u8] = b"-_.+!*(),%#@?=;:/$~";

/// Writes text, or the value of an attribute in double quotes.
pub fn text(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    while let Some(length) = bytes[done..].iter().position(|byte| ESCAPED[usize::from(*byte)]) {
        let at = done + length;
        out.push_str(&text[done..at]);
        out.push_str(match bytes[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Bytes that `text` writes as entities.
static ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table
};

/// Writes an address inside `href="…"` or `src="…"`. What is already `%XX` stays as it is.
pub fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || ADDRESS.contains(&byte) => out.push(byte as char),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_and_addresses() {
        let mut out = String::new();
        super::text(&mut out, "a<b> & \"c\" 'd'");
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;c&quot; 'd'");
        out.clear();
        super::address(&mut out, "/ä b?x=1&y='%20[`\\");
        assert_eq!(out, "/%C3%A4%20b?x=1&amp;y=&#x27;%20%5B%60%5C");
    }
}
