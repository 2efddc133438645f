//! JSON as it may stand inside a `<script>` element.

use serde_json::Value;

/// A value as JSON in which nothing can close the script, begin a comment or an entity, or end a line of a program.
/// Source: HTML Standard, "Restrictions for contents of script elements"; JSON lets any character be written by number.
pub fn for_script(value: &Value) -> String {
    let text = value.to_string();
    let mut safe = String::with_capacity(text.len() + 64);
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_closes_the_script_and_nothing_is_lost() {
        let value = Value::from("</script><!-- & \u{2028}\u{2029} \" \\");
        let text = for_script(&value);
        assert_eq!(text, r#""\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029 \" \\""#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
