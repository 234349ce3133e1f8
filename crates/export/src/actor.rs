//! One resolved actor phrase as JSON: the shape that `chancery resolve` writes, one object a line.

use chancery_model::Entity;
use serde::Serialize;

use crate::record::{LinksRecord, OfficeRecord};

/// What an actor phrase stands for.
#[derive(Debug, Serialize)]
pub struct ActorRecord {
    /// Id of the input line.
    pub id: Option<String>,
    /// Canonical name, else the phrase without its determiner.
    pub name: String,
    /// `person`, `state`, `organization`, `place`, `group`, `other`.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-3, or PLOVER's `IGO UNO EUR NGO ISM IMG MNC`.
    pub country: Option<String>,
    /// PLOVER sector codes, the main one first.
    pub sectors: Vec<&'static str>,
    /// Office held on the day.
    pub office: Option<OfficeRecord>,
    /// Ids elsewhere.
    pub links: LinksRecord,
    /// 0 to 1.
    pub confidence: f64,
}

impl ActorRecord {
    /// The record of one reading of a phrase.
    pub fn of(id: Option<String>, entity: &Entity, confidence: f32) -> Self {
        Self {
            id,
            name: entity.name.clone(),
            kind: entity.kind.code(),
            country: entity.country.map(|code| code.to_string()),
            sectors: entity.sectors.iter().map(|sector| sector.code()).collect(),
            office: OfficeRecord::of(entity),
            links: LinksRecord::of(entity),
            confidence: crate::record::rounded(confidence),
        }
    }
}
