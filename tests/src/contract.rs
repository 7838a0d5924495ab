//! openapi.yaml, as a judge.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::{Arc, Mutex, OnceLock},
};

use jsonschema::Validator;
use serde_json::{Value, json};

/// The committed document.
pub struct Contract {
    /// The document.
    pub document: Value,
    /// Its operations.
    pub operations: Vec<Operation>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// An operation of it.
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path, with `{id}`.
    pub path: String,
    /// The operation's object.
    pub object: Value,
    responses: BTreeMap<u16, BTreeMap<String, Value>>,
}

/// The committed openapi.yaml.
pub fn contract() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
        let document: Value = serde_yaml_ng::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, object) in item.as_object().unwrap() {
                operations.push(Operation::read(path, method, object));
            }
        }
        Contract {
            document,
            operations,
            validators: Mutex::default(),
        }
    })
}

impl Operation {
    fn read(path: &str, method: &str, object: &Value) -> Self {
        let responses = object["responses"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(status, response)| {
                let content = response["content"].as_object().into_iter().flatten();
                let types = content.map(|(name, media)| (name.clone(), media["schema"].clone()));
                (status.parse().unwrap(), types.collect())
            })
            .collect();
        Self {
            id: object["operationId"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            object: object.clone(),
            responses,
        }
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        let (own, asked): (Vec<_>, Vec<_>) =
            (self.path.split('/').collect(), path.split('/').collect());
        self.method == method
            && own.len() == asked.len()
            && own
                .iter()
                .zip(asked)
                .all(|(o, a)| o.starts_with('{') || *o == a)
    }

    /// The documented statuses.
    pub fn statuses(&self) -> Vec<u16> {
        self.responses.keys().copied().collect()
    }
}

impl Contract {
    /// The operation that a request asks for: a path that is written out goes before one with an id (OpenAPI, Paths Object).
    fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        let written_out = self.operations.iter().any(|o| o.path == path);
        self.operations
            .iter()
            .find(|o| o.fits(method, path) && (o.path == path) == written_out)
    }

    /// Checks an answer; its body, or what is wrong with it.
    pub fn check(
        &self,
        method: &str,
        path: &str,
        status: u16,
        content_type: Option<&str>,
        text: &str,
    ) -> Result<Value, String> {
        let path = path.split('?').next().unwrap_or(path);
        let say = |what: String| Err(format!("{method} {path} → {status}: {what}\n{text}"));
        let problem = json!({ "$ref": "#/components/schemas/Problem" });
        let found = self.operation(method, path);
        let types = match found {
            Some(operation) => match operation.responses.get(&status) {
                Some(types) => types.clone(),
                None => return say(format!("{} does not document this status", operation.id)),
            },
            // A path or a method that is not there is a problem, nothing else.
            None if matches!(status, 404 | 405) => {
                BTreeMap::from([("application/problem+json".to_owned(), problem)])
            }
            None => return say("openapi.yaml has no such operation".to_owned()),
        };
        if types.is_empty() {
            return if text.is_empty() {
                Ok(Value::Null)
            } else {
                say("a body that openapi.yaml does not have".to_owned())
            };
        }
        let Some(schema) = content_type.and_then(|t| types.get(t)) else {
            return say(format!(
                "content type {content_type:?}, documented: {:?}",
                types.keys().collect::<Vec<_>>()
            ));
        };
        let read: Result<Value, String> = match content_type {
            Some(t) if t.ends_with("json") => serde_json::from_str(text).map_err(|e| e.to_string()),
            Some(t) if t.ends_with("yaml") => {
                serde_yaml_ng::from_str(text).map_err(|e| e.to_string())
            }
            _ => Ok(Value::String(text.to_owned())),
        };
        let body = match read {
            Ok(body) => body,
            Err(e) => return say(format!("not {content_type:?}: {e}")),
        };
        let errors: Vec<String> = self
            .validator(schema)
            .iter_errors(&body)
            .map(|e| format!("{} at {:?}", e, e.instance_path().to_string()))
            .collect();
        if errors.is_empty() {
            Ok(body)
        } else {
            say(format!(
                "does not fit its schema:\n  {}",
                errors.join("\n  ")
            ))
        }
    }

    /// Checks a body that the server took: it must be one that the document describes.
    pub fn check_request(&self, method: &str, path: &str, body: &[u8]) -> Result<(), String> {
        let path = path.split('?').next().unwrap_or(path);
        let Some(operation) = self.operation(method, path) else {
            return Ok(());
        };
        let content = operation.object["requestBody"]["content"].as_object();
        let Some(schema) = content.and_then(|types| types.values().next()) else {
            return Err(format!("{} takes no body", operation.id));
        };
        let body: Value = serde_json::from_slice(body).map_err(|e| e.to_string())?;
        let errors: Vec<String> = self
            .validator(&schema["schema"])
            .iter_errors(&body)
            .map(|e| format!("{} at {:?}", e, e.instance_path().to_string()))
            .collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "{} took a body that openapi.yaml does not allow: {}\n{body}",
                operation.id,
                errors.join("; ")
            ))
        }
    }

    /// A validator of a schema of the document.
    pub fn validator(&self, schema: &Value) -> Arc<Validator> {
        let key = schema.to_string();
        let mut known = self.validators.lock().unwrap();
        known
            .entry(key)
            .or_insert_with(|| {
                let whole = json!({
                    "$schema": "https://json-schema.org/draft/2020-12/schema",
                    "allOf": [schema],
                    "components": self.document["components"],
                });
                Arc::new(
                    jsonschema::options()
                        .should_validate_formats(true)
                        .build(&whole)
                        .expect("a schema of openapi.yaml is one"),
                )
            })
            .clone()
    }
}
