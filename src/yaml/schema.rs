//! A table of keys as a JSON Schema, by which editors complete and check what authors write.

use serde_json::{Map, Value, json};

use super::keys::{YamlKeys, YamlShape, all};

/// The schema of a mapping with these keys.
pub fn schema(title: &str, keys: YamlKeys) -> Value {
    let mut schema = mapping(keys);
    // The version that editors of YAML support best.
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = title.into();
    schema
}

fn mapping(keys: YamlKeys) -> Value {
    let properties: Map<String, Value> = all(keys)
        .map(|key| {
            let mut value = of(&key.shape);
            value["description"] = key.about.into();
            (key.name.to_owned(), value)
        })
        .collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn of(shape: &YamlShape) -> Value {
    match shape {
        YamlShape::Text => json!({"type": ["string", "number"]}),
        YamlShape::Pattern(pattern) => json!({"type": "string", "pattern": pattern}),
        YamlShape::Whole(most) => json!({"type": "integer", "minimum": 1, "maximum": most}),
        YamlShape::Number(most) => json!({"type": "number", "minimum": 0, "maximum": most}),
        YamlShape::Switch => json!({"enum": ["on", "off", true, false, "yes", "no"]}),
        YamlShape::Choice(words) => json!({"enum": words}),
        YamlShape::OneOrMore(one) => {
            json!({"anyOf": [of(one), {"type": "array", "items": of(one)}]})
        }
        YamlShape::Pairs(value) => json!({"type": "object", "additionalProperties": of(value)}),
        YamlShape::Table(names, words) => {
            let names = names().into_iter();
            let properties = names.map(|name| (name.to_owned(), json!({"enum": words})));
            let properties: Map<String, Value> = properties.collect();
            json!({"type": "object", "properties": properties, "additionalProperties": false})
        }
        YamlShape::Entries => json!({
            "type": "array",
            "items": {"type": ["string", "number", "object", "array"]},
        }),
        YamlShape::Section(keys) => mapping(keys),
        YamlShape::Named(_, keys) => json!({"anyOf": [of(&YamlShape::Text), mapping(keys)]}),
        YamlShape::Items(_, keys) => json!({
            "type": "array",
            "items": {"anyOf": [of(&YamlShape::Text), mapping(keys)]},
        }),
        YamlShape::Either(shapes) => {
            json!({"anyOf": shapes.iter().map(of).collect::<Vec<_>>()})
        }
    }
}
