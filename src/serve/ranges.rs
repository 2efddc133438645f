//! Parts of an answer: recordings are fetched in parts, and no browser plays what it cannot seek in.
//!
//! Source: RFC 9110, sections 13.1.5 and 14. One part is sent at a time; whoever asks for several gets the whole.

use std::ops::Range;

use axum::http::{HeaderMap, header};

use super::reply::Reply;

/// What of an answer is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// The bytes of a part.
    Part(Range<u64>),
    /// A part behind the end.
    Beyond,
}

/// The answer to a request that may ask for a part of it. `headers` are those of the request.
pub fn ranged(mut reply: Reply, headers: &HeaderMap) -> Reply {
    if reply.status != 200 {
        return reply;
    }
    let length = reply.content.length();
    let wanted = if is_same(&reply, headers) { wanted(headers, length) } else { Wanted::Whole };
    reply = reply.with(header::ACCEPT_RANGES, "bytes");
    match wanted {
        Wanted::Whole => reply,
        Wanted::Part(part) => {
            let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            reply.status = 206;
            reply.content = reply.content.part(part);
            reply.with(header::CONTENT_RANGE, place)
        }
        Wanted::Beyond => {
            let beyond = Reply::plain(416, "This file ends before the part that was asked for.");
            beyond.with(header::CONTENT_RANGE, format!("bytes */{length}"))
        }
    }
}

/// Whether what the browser has is of the same version, so that a part of it is of use.
fn is_same(reply: &Reply, headers: &HeaderMap) -> bool {
    let Some(known) = headers.get(header::IF_RANGE).and_then(|value| value.to_str().ok()) else { return true };
    let is = |name| reply.headers.iter().any(|(own, value)| *own == name && value == known);
    is(header::ETAG) || is(header::LAST_MODIFIED)
}

fn wanted(headers: &HeaderMap, length: u64) -> Wanted {
    let text = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let part = text.and_then(|text| text.trim().strip_prefix("bytes=")).filter(|part| !part.contains(','));
    let Some((first, last)) = part.and_then(|part| part.trim().split_once('-')) else { return Wanted::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (number(first), number(last)) {
        // The last bytes, however many there are.
        (None, Some(0)) if first.trim().is_empty() => Wanted::Beyond,
        (None, Some(count)) if first.trim().is_empty() && length > 0 => {
            Wanted::Part(length.saturating_sub(count)..length)
        }
        (None, Some(_)) if first.trim().is_empty() => Wanted::Beyond,
        (Some(first), _) if first >= length => Wanted::Beyond,
        (Some(first), None) if last.trim().is_empty() => Wanted::Part(first..length),
        (Some(first), Some(last)) if first <= last => Wanted::Part(first..length.min(last.saturating_add(1))),
        _ => Wanted::Whole,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn parts_are_those_of_the_rfc() {
        let check = |range: &'static str, length, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static(range));
            assert_eq!(wanted(&headers, length), expected, "{range} of {length}");
        };
        check("bytes=0-1", 10, Wanted::Part(0..2));
        check("bytes=0-", 10, Wanted::Part(0..10));
        check("bytes=9-", 10, Wanted::Part(9..10));
        check("bytes=5-99", 10, Wanted::Part(5..10));
        check("bytes=-3", 10, Wanted::Part(7..10));
        check("bytes=-99", 10, Wanted::Part(0..10));
        check("bytes=10-", 10, Wanted::Beyond);
        check("bytes=-0", 10, Wanted::Beyond);
        check("bytes=0-", 0, Wanted::Beyond);
        check("bytes=-1", 0, Wanted::Beyond);
        for range in ["bytes=5-4", "bytes=a-b", "bytes=", "bytes=0-1,3-4", "lines=0-1", "bytes=1", "bytes=-"] {
            check(range, 10, Wanted::Whole);
        }
    }
}
