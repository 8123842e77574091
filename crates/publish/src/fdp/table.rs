//! A table of the package: its fields with their types, its rows, and both as CSV and as the resource of a descriptor.
//! What the tables hold is the other modules' business.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::manifest::hex;

/// The type of a field, by the Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
    /// 元 with two decimals.
    Money,
    Boolean,
    Date,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number | Self::Money => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) kind: Kind,
    /// The column type of the fiscal taxonomy.
    pub(super) column_type: Option<&'static str>,
    pub(super) is_required: bool,
    /// The values it can have.
    pub(super) values: &'static [&'static str],
    /// A regular expression for the whole value.
    pub(super) pattern: Option<&'static str>,
}

/// A field of a name, title and type.
pub(super) const fn field(name: &'static str, title: &'static str, kind: Kind) -> Field {
    Field { name, title, kind, column_type: None, is_required: false, values: &[], pattern: None }
}

impl Field {
    pub(super) const fn typed(self, column_type: &'static str) -> Self {
        Self { column_type: Some(column_type), ..self }
    }

    pub(super) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    pub(super) const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    pub(super) const fn like(self, pattern: &'static str) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    fn descriptor(&self, is_key: bool) -> Value {
        let mut out = Map::new();
        out.insert("name".to_owned(), self.name.into());
        out.insert("title".to_owned(), self.title.into());
        out.insert("type".to_owned(), self.kind.name().into());
        if let Some(column_type) = self.column_type {
            out.insert("columnType".to_owned(), column_type.into());
        }
        if self.kind == Kind::Money {
            out.insert("currency".to_owned(), "CNY".into());
            out.insert("factor".to_owned(), 1.into());
        }
        let mut constraints = Map::new();
        if self.is_required || is_key {
            constraints.insert("required".to_owned(), true.into());
        }
        if is_key {
            constraints.insert("unique".to_owned(), true.into());
        }
        if !self.values.is_empty() {
            constraints.insert("enum".to_owned(), self.values.into());
        }
        if let Some(pattern) = self.pattern {
            constraints.insert("pattern".to_owned(), pattern.into());
        }
        if !constraints.is_empty() {
            out.insert("constraints".to_owned(), constraints.into());
        }
        out.into()
    }
}

/// A field whose values stand in the key of another table.
#[derive(Clone, Copy, Debug)]
pub(super) struct ForeignKey {
    pub(super) field: &'static str,
    pub(super) resource: &'static str,
    pub(super) target: &'static str,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) primary_key: &'static [&'static str],
    pub(super) foreign_keys: Vec<ForeignKey>,
    /// A value for each field; an empty one is missing.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn path(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The table as RFC 4180 has it.
    pub(super) fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(self.fields.iter().map(|field| field.name))?;
        for row in &self.rows {
            writer.write_record(row.iter().zip(self.fields).map(|(value, field)| guarded(value, field.kind)))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    /// The resource of the descriptor.
    pub(super) fn resource(&self, bytes: &[u8]) -> Value {
        let only_key = |name: &str| self.primary_key == [name];
        let fields: Vec<Value> = self.fields.iter().map(|field| field.descriptor(only_key(field.name))).collect();
        let mut schema = json!({ "fields": fields, "missingValues": [""], "primaryKey": self.primary_key });
        if !self.foreign_keys.is_empty() {
            let keys = self.foreign_keys.iter();
            schema["foreignKeys"] = keys
                .map(|key| {
                    json!({ "fields": [key.field], "reference": { "resource": key.resource, "fields": [key.target] } })
                })
                .collect();
        }
        json!({
            "profile": "tabular-data-resource",
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "path": self.path(),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes.len(),
            "hash": format!("sha256:{}", hex(&Sha256::digest(bytes))),
            "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
            "schema": schema,
        })
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front; the package says so.
fn guarded(value: &str, kind: Kind) -> String {
    let is_formula = kind == Kind::Text && value.len() > 1 && value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{value}") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        const FIELDS: [Field; 2] = [field("a", "甲", Kind::Text), field("b", "乙", Kind::Money)];
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let rows = vec![row("=1+1", "-1.00"), row("-", ""), row("一,二\n\"三\"", "0.00")];
        let table = Table {
            name: "t",
            title: "",
            description: "",
            fields: &FIELDS,
            primary_key: &["a"],
            foreign_keys: Vec::new(),
            rows,
        };
        let text = String::from_utf8(table.csv().expect("writes to memory")).expect("is UTF-8");
        assert_eq!(text, "a,b\r\n'=1+1,-1.00\r\n-,\r\n\"一,二\n\"\"三\"\"\",0.00\r\n");
    }
}
