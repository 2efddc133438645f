//! Just enough of HTML for tests to ask what stands where. It takes well-formed pages only and says where one is not.

/// An element and what is in it.
#[derive(Debug, Default)]
pub struct Node {
    pub tag: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Debug)]
pub enum Child {
    Node(Node),
    Text(String),
}

const VOID: [&str; 9] = ["meta", "link", "img", "br", "hr", "input", "wbr", "source", "col"];

/// A page or a piece of one.
pub fn parse(html: &str) -> Node {
    let mut open = vec![Node::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&mut open, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<!") {
            rest = rest.split_once('>').expect("a declaration ends").1;
            continue;
        }
        let end = end_of_tag(rest);
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let node = open.pop().expect("an element is open");
            assert_eq!(node.tag, name, "an end tag closes what was opened last; before: {}", start(rest));
            open.last_mut().expect("the page itself stays open").children.push(Child::Node(node));
            continue;
        }
        let node = element(tag.trim_end_matches('/'));
        if VOID.contains(&node.tag.as_str()) || tag.ends_with('/') {
            open.last_mut().expect("the page itself stays open").children.push(Child::Node(node));
        } else if matches!(node.tag.as_str(), "script" | "style") {
            let close = format!("</{}>", node.tag);
            let (inside, after) = rest.split_once(&close).expect("it ends");
            let node = Node { children: vec![Child::Text(inside.to_owned())], ..node };
            open.last_mut().expect("the page itself stays open").children.push(Child::Node(node));
            rest = after;
        } else {
            open.push(node);
        }
    }
    text(&mut open, rest);
    assert_eq!(open.len(), 1, "<{}> is never closed", open.last().map_or("", |node| &node.tag));
    open.pop().expect("the page itself")
}

fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

fn text(open: &mut [Node], text: &str) {
    if !text.is_empty() {
        open.last_mut().expect("the page itself stays open").children.push(Child::Text(plain(text)));
    }
}

fn plain(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#8593;", "↑")];
    marks.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)).replace("&amp;", "&")
}

fn end_of_tag(rest: &str) -> usize {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("this tag never ends: {}", start(rest))
}

fn element(tag: &str) -> Node {
    let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(name_end);
    let mut node = Node { tag: name.to_owned(), ..Node::default() };
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let value = match after.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').expect("the quotation mark is closed");
                rest = after;
                value
            }
            None => {
                rest =
                    after.strip_prefix('=').map_or(after, |bare| bare.trim_start_matches(|c: char| !c.is_whitespace()));
                ""
            }
        };
        node.attributes.push((key.to_owned(), plain(value)));
    }
    node
}

impl Node {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All text in it, with one space between words.
    pub fn text(&self) -> String {
        let mut all = String::new();
        self.gather(&mut all);
        all.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn gather(&self, all: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => all.push_str(text),
                Child::Node(node) if matches!(node.tag.as_str(), "script" | "style") => {}
                Child::Node(node) => node.gather(all),
            }
        }
    }

    /// Elements in it, at any depth, in order.
    pub fn each(&self) -> Vec<&Node> {
        let mut all = Vec::new();
        for child in &self.children {
            if let Child::Node(node) = child {
                all.push(node);
                all.extend(node.each());
            }
        }
        all
    }

    /// The elements that stand right in it.
    pub fn inside(&self) -> Vec<&Node> {
        self.children.iter().filter_map(|child| if let Child::Node(node) = child { Some(node) } else { None }).collect()
    }

    /// Elements by a selector such as `nav.series li[aria-current=page] a`.
    pub fn all(&self, selector: &str) -> Vec<&Node> {
        let mut found = vec![self];
        for part in selector.split_whitespace() {
            let mut next: Vec<&Node> = Vec::new();
            for node in found {
                for inner in node.each() {
                    if inner.is(part) && !next.iter().any(|known| std::ptr::eq(*known, inner)) {
                        next.push(inner);
                    }
                }
            }
            found = next;
        }
        found
    }

    /// The one element of a selector.
    #[track_caller]
    pub fn one(&self, selector: &str) -> &Node {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.text());
        found[0]
    }

    /// Whether there is no such element.
    pub fn none(&self, selector: &str) -> bool {
        self.all(selector).is_empty()
    }

    /// The texts of the elements of a selector.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|node| node.text()).collect()
    }

    fn is(&self, part: &str) -> bool {
        let (names, conditions) = part.split_once('[').map_or((part, ""), |(names, rest)| (names, rest));
        let mut classes = names.split('.');
        let tag = classes.next().unwrap_or("");
        let (tag, id) = tag.split_once('#').map_or((tag, None), |(tag, id)| (tag, Some(id)));
        let own: Vec<&str> = self.get("class").unwrap_or("").split_whitespace().collect();
        let holds = |condition: &str| match condition.split_once('=') {
            Some((key, value)) => self.get(key) == Some(value),
            None => self.get(condition).is_some(),
        };
        (tag.is_empty() || tag == self.tag)
            && id.is_none_or(|id| self.get("id") == Some(id))
            && classes.all(|class| own.contains(&class))
            && conditions.split('[').map(|one| one.trim_end_matches(']')).filter(|one| !one.is_empty()).all(holds)
    }
}
