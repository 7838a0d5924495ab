//! A tree to a type. serde would read a struct from a list as well, and from `[]` if all its fields have defaults.

use std::fmt::Display;

use punte_core::error::FieldError;
use serde::{
    Deserializer,
    de::{
        DeserializeSeed, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
        Visitor, value::StringDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::Value;

use super::append;

/// Codes that a type gives in front of its message, `isco: one to four digits`.
const OWN_CODES: [&str; 4] = ["dates-reversed", "isco", "language", "point"];

/// The first thing wrong. Where it is, the innermost reader that sees it says.
#[derive(Debug)]
pub(super) struct Wrong {
    code: &'static str,
    /// A field of the object that is being read.
    field: Option<String>,
    pointer: Option<String>,
}

impl Wrong {
    const fn new(code: &'static str) -> Self {
        Self {
            code,
            field: None,
            pointer: None,
        }
    }

    fn of_field(code: &'static str, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(code)
        }
    }

    fn at(mut self, pointer: &str) -> Self {
        if self.pointer.is_none() {
            let mut whole = pointer.to_owned();
            if let Some(field) = self.field.take() {
                append(&mut whole, &field);
            }
            self.pointer = Some(whole);
        }
        self
    }
}

impl From<Wrong> for FieldError {
    fn from(wrong: Wrong) -> Self {
        Self::new(wrong.pointer.unwrap_or_default(), wrong.code)
    }
}

impl Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let own = OWN_CODES
            .into_iter()
            .find(|code| message.split_once(':').is_some_and(|(c, _)| c == *code));
        Self::new(own.unwrap_or("invalid"))
    }

    fn invalid_type(_found: Unexpected<'_>, _expected: &dyn Expected) -> Self {
        Self::new("wrong-type")
    }

    fn invalid_value(_found: Unexpected<'_>, _expected: &dyn Expected) -> Self {
        Self::new("out-of-range")
    }

    fn invalid_length(_length: usize, _expected: &dyn Expected) -> Self {
        Self::new("length")
    }

    fn unknown_variant(_name: &str, _expected: &'static [&'static str]) -> Self {
        Self::new("unknown-value")
    }

    fn unknown_field(name: &str, _expected: &'static [&'static str]) -> Self {
        Self::of_field("unknown-field", name)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::of_field("required", name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::of_field("duplicate", name)
    }
}

/// A value that is being read, and its pointer: a struct from an object and nothing else, an enum from its name.
pub(super) struct Reader {
    value: Value,
    pointer: String,
}

/// The name of a field that is being read.
struct Name(String);

impl Reader {
    pub(super) const fn new(value: Value) -> Self {
        Self {
            value,
            pointer: String::new(),
        }
    }

    fn below(value: Value, pointer: &str, segment: &str) -> Self {
        let mut pointer = pointer.to_owned();
        append(&mut pointer, segment);
        Self { value, pointer }
    }
}

/// The fields of an object that are still to be read. What a type finds wrong with a value only after it was read (`try_from`) is
/// said to lie there, too.
struct Fields<I> {
    left: I,
    pointer: String,
    value: Option<Reader>,
}

impl<'de, I: Iterator<Item = (String, Value)>> MapAccess<'de> for Fields<I> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some((name, value)) = self.left.next() else {
            return Ok(None);
        };
        let value = Reader::below(value, &self.pointer, &name);
        let key = seed.deserialize(Name(name)).map_err(|mut wrong| {
            // An unknown field is named by the pointer already.
            wrong.field = None;
            wrong.at(&value.pointer)
        })?;
        self.value = Some(value);
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let value = self.value.take().ok_or_else(|| Wrong::new("invalid"))?;
        let pointer = value.pointer.clone();
        seed.deserialize(value).map_err(|wrong| wrong.at(&pointer))
    }
}

/// The items of a list that are still to be read.
struct Items<I> {
    left: I,
    pointer: String,
}

impl<'de, I: Iterator<Item = (usize, Value)>> SeqAccess<'de> for Items<I> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        let Some((index, item)) = self.left.next() else {
            return Ok(None);
        };
        let item = Reader::below(item, &self.pointer, &index.to_string());
        let pointer = item.pointer.clone();
        seed.deserialize(item)
            .map(Some)
            .map_err(|wrong| wrong.at(&pointer))
    }
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let pointer = self.pointer.clone();
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(n) => match (n.as_u64(), n.as_i64(), n.as_f64()) {
                (Some(n), _, _) => visitor.visit_u64(n),
                (_, Some(n), _) => visitor.visit_i64(n),
                (_, _, Some(n)) => visitor.visit_f64(n),
                (None, None, None) => Err(Wrong::new("out-of-range")),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items {
                left: items.into_iter().enumerate(),
                pointer: self.pointer,
            }),
            Value::Object(fields) => visitor.visit_map(Fields {
                left: fields.into_iter(),
                pointer: self.pointer,
                value: None,
            }),
        }
        .map_err(|wrong| wrong.at(&pointer))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let pointer = self.pointer.clone();
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
        .map_err(|wrong| wrong.at(&pointer))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let pointer = self.pointer.clone();
        visitor
            .visit_newtype_struct(self)
            .map_err(|wrong| wrong.at(&pointer))
    }

    /// The fields that the type names come first, in its order: one that says what the others are can be read before them.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let Value::Object(mut fields) = self.value else {
            return Err(Wrong::new("wrong-type").at(&self.pointer));
        };
        let mut known: Vec<(String, Value)> = Vec::with_capacity(fields.len());
        known.extend(names.iter().filter_map(|name| fields.remove_entry(*name)));
        let pointer = self.pointer.clone();
        visitor
            .visit_map(Fields {
                left: known.into_iter().chain(fields),
                pointer: self.pointer,
                value: None,
            })
            .map_err(|wrong| wrong.at(&pointer))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let text: Result<StringDeserializer<Wrong>, Wrong> = match self.value {
            Value::String(name) => Ok(name.into_deserializer()),
            _ => Err(Wrong::new("wrong-type")),
        };
        text.and_then(|name| visitor.visit_enum(name))
            .map_err(|wrong| wrong.at(&self.pointer))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for Name {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.0)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_enum(IntoDeserializer::<Wrong>::into_deserializer(self.0))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
