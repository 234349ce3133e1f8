//! Decides which object of a page's JSON-LD is the article, and what it says.
//!
//! `{"@type": "NewsArticle", "headline": "…", "author": {"@id": "#anna"}}`: alone, in a list or a `@graph`, in one of several
//! blocks. A block that is broken gives what stands before the fault.

use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Levels of lists and objects that are searched for the article.
const LEVELS: usize = 8;

/// The article of a page.
pub(crate) struct Article {
    objects: Vec<Object>,
    at: usize,
}

impl Article {
    /// Finds the object whose type stands first in `types`, which are in lower case; of two with the same type the first.
    pub(crate) fn find<'t>(
        blocks: &[String],
        mut types: impl Iterator<Item = &'t str>,
    ) -> Option<Self> {
        let mut objects = Vec::new();
        for block in blocks {
            for value in values(block) {
                collect(value, 0, &mut objects);
            }
        }
        let at = types.find_map(|kind| objects.iter().position(|object| is_a(object, kind)))?;
        Some(Self { objects, at })
    }

    /// What a key, in lower case, says: texts, or the names of the things that it holds. References are followed.
    pub(crate) fn get(&self, key: &str) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(value) = lookup(&self.objects[self.at], key) {
            self.names(value, 0, &mut found);
        }
        found
    }

    fn names(&self, value: &Value, level: usize, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(values) if level < LEVELS => {
                values
                    .iter()
                    .for_each(|value| self.names(value, level + 1, found));
            }
            Value::Object(object) if level < LEVELS => {
                let id = lookup(object, "@id").and_then(Value::as_str);
                let referred = || {
                    self.objects.iter().find(|other| {
                        lookup(other, "name").is_some()
                            && lookup(other, "@id").and_then(Value::as_str) == id
                    })
                };
                let name =
                    lookup(object, "name").or_else(|| lookup(id.and_then(|_| referred())?, "name"));
                match (name, id) {
                    (Some(name), _) => self.names(name, level + 1, found),
                    (None, Some(id)) => found.push(id.to_owned()),
                    (None, None) => {}
                }
            }
            _ => {}
        }
    }
}

/// The values of a block, wrappers of old browsers taken off and line breaks within strings made spaces.
fn values(block: &str) -> Vec<Value> {
    let mut text = block.trim();
    for (open, close) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
    ] {
        text = text.strip_prefix(open).unwrap_or(text).trim();
        text = text.strip_suffix(close).unwrap_or(text).trim();
    }
    let text = text.replace(|c: char| c.is_control(), " ");
    let text = if text.contains("{&quot;") {
        text.replace("&quot;", "\"")
    } else {
        text
    };
    serde_json::Deserializer::from_str(&text)
        .into_iter()
        .map_while(Result::ok)
        .collect()
}

/// Adds the objects of a value, each before those within it.
fn collect(value: Value, level: usize, objects: &mut Vec<Object>) {
    match value {
        Value::Array(values) if level < LEVELS => {
            values
                .into_iter()
                .for_each(|value| collect(value, level + 1, objects));
        }
        Value::Object(object) => {
            let inner: Vec<Value> = ["@graph", "mainEntity"]
                .iter()
                .filter_map(|key| object.get(*key))
                .filter(|value| !value.is_string())
                .cloned()
                .collect();
            objects.push(object);
            if level < LEVELS {
                inner
                    .into_iter()
                    .for_each(|value| collect(value, level + 1, objects));
            }
        }
        _ => {}
    }
}

fn is_a(object: &Object, kind: &str) -> bool {
    let is = |value: &Value| {
        value.as_str().is_some_and(|name| {
            name.rsplit('/')
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(kind))
        })
    };
    match lookup(object, "@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// Keys are written in several ways; the first that fits counts.
fn lookup<'o>(object: &'o Object, key: &str) -> Option<&'o Value> {
    object
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(key))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn find(blocks: &[&str]) -> Option<Article> {
        let blocks: Vec<_> = blocks.iter().map(|&block| block.to_owned()).collect();
        Article::find(&blocks, ["newsarticle", "webpage"].into_iter())
    }

    fn check(blocks: &[&str], key: &str, expected: &[&str]) {
        let found = find(blocks)
            .map(|article| article.get(key))
            .unwrap_or_default();
        assert_eq!(found, expected, "{blocks:?}");
    }

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        let article = r#"{"@type":"NewsArticle","headline":"Envoys meet"}"#;
        check(&[article], "headline", &["Envoys meet"]);
        check(
            &[&format!("[{{\"@type\":\"WebPage\"}},{article}]")],
            "headline",
            &["Envoys meet"],
        );
        check(
            &[&format!("{{\"@graph\":[{article}]}}")],
            "headline",
            &["Envoys meet"],
        );
        check(&["{\"@type\":", article], "headline", &["Envoys meet"]);
        check(
            &[&format!("<!-- {article} -->")],
            "headline",
            &["Envoys meet"],
        );
        check(
            &[&article.replace("Envoys meet", "Envoys\nmeet")],
            "headline",
            &["Envoys meet"],
        );
        check(
            &[&article.replace('"', "&quot;")],
            "headline",
            &["Envoys meet"],
        );
        check(&[&format!("{article};")], "headline", &["Envoys meet"]);
        check(
            &[r#"{"@type":["Thing","http://schema.org/NewsArticle"],"Headline":"A"}"#],
            "headline",
            &["A"],
        );
        check(&[r#"{"@type":"Recipe","headline":"A"}"#], "headline", &[]);
    }

    #[test]
    fn names_of_things_and_references_to_them() {
        check(
            &[r#"{"@type":"NewsArticle","author":["Anna Beispiel",{"name":"Max Muster"}]}"#],
            "author",
            &["Anna Beispiel", "Max Muster"],
        );
        check(
            &[
                r##"{"@graph":[{"@type":"NewsArticle","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Anna Beispiel"}]}"##,
            ],
            "author",
            &["Anna Beispiel"],
        );
        check(&[r#"{"@type":"NewsArticle","author":null}"#], "author", &[]);
    }

    proptest! {
        #[test]
        fn never_panics(block in "([{}\\[\\],:\"a&;]|\"@type\"|\"NewsArticle\"|\"author\"|\"@id\"|\"@graph\"){0,40}") {
            if let Some(article) = find(&[&block]) {
                article.get("author");
            }
        }
    }
}
