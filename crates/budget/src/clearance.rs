//! Clearance (公开前审查): what a document would give away if it were published as it is: personal data, marks of
//! classified or internal matters, traces in the file. Nothing is removed here, and the numbers of the budget are not judged.

mod mask;
mod names;
mod numbers;
mod passages;
mod secrets;
mod sheet;
mod standard;
mod traces;

use mingsuan_document::Document;
use mingsuan_model::{Disclosure, Place};

pub use sheet::{SheetError, SheetHead, sheet};

use self::passages::Passage;
use self::standard::{STANDARD, Standard};

/// What kind of thing would be given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExposureKind {
    /// 公民身份号码
    IdentityNumber,
    /// 手机号码
    Mobile,
    /// 固定电话
    Landline,
    /// 银行账号
    BankAccount,
    /// 电子邮箱
    Email,
    /// 机动车号牌
    LicencePlate,
    /// 个人姓名
    PersonName,
    /// 家庭住址
    HomeAddress,
    /// 涉密内容
    Classified,
    /// 内部标记
    Internal,
    /// 隐藏内容
    Hidden,
    /// 批注和注释
    Comment,
    /// 修订痕迹
    TrackedChange,
    /// 文件属性
    Metadata,
    /// 嵌入对象和宏
    Embedded,
    /// 内部链接和路径
    ExternalLink,
}

impl ExposureKind {
    /// All kinds, in the order of the sheet.
    pub const ALL: [Self; 16] = [
        Self::IdentityNumber,
        Self::Mobile,
        Self::Landline,
        Self::BankAccount,
        Self::Email,
        Self::LicencePlate,
        Self::PersonName,
        Self::HomeAddress,
        Self::Classified,
        Self::Internal,
        Self::Hidden,
        Self::Comment,
        Self::TrackedChange,
        Self::Metadata,
        Self::Embedded,
        Self::ExternalLink,
    ];

    /// The name in `standards/clearance.toml`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::IdentityNumber => "identity-number",
            Self::Mobile => "mobile",
            Self::Landline => "landline",
            Self::BankAccount => "bank-account",
            Self::Email => "email",
            Self::LicencePlate => "licence-plate",
            Self::PersonName => "person-name",
            Self::HomeAddress => "home-address",
            Self::Classified => "classified",
            Self::Internal => "internal",
            Self::Hidden => "hidden",
            Self::Comment => "comment",
            Self::TrackedChange => "tracked-change",
            Self::Metadata => "metadata",
            Self::Embedded => "embedded",
            Self::ExternalLink => "external-link",
        }
    }

    /// The Chinese name.
    pub fn title(self) -> &'static str {
        &STANDARD.kind(self).title
    }
}

/// One thing that would be given away. Nobody can read the thing itself from it: the excerpt is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// What kind of thing.
    pub kind: ExposureKind,
    /// What stands there, masked.
    pub excerpt: String,
    /// Where; for the first of several alike.
    pub place: Place,
    /// What part of the file it stands in when that is not the text: 文件属性“作者”, 页眉页脚, 批注.
    pub part: Option<String>,
    /// Why it is listed, in Chinese.
    pub why: String,
    /// Legal basis.
    pub basis: &'static [String],
    /// What to do, in Chinese.
    pub advice: &'static str,
}

impl Exposure {
    fn new(kind: ExposureKind, excerpt: String, place: Place) -> Self {
        let entry = STANDARD.kind(kind);
        Self { kind, excerpt, place, part: None, why: entry.why.clone(), basis: &entry.basis, advice: &entry.advice }
    }

    /// The place in one phrase, with the part of the file.
    pub fn describe_place(&self) -> String {
        match &self.part {
            Some(part) if self.place == Place::default() => part.clone(),
            Some(part) => format!("{} {part}", self.place.describe()),
            None => self.place.describe(),
        }
    }
}

/// Lists what a document would give away, in reading order, the traces in the file last.
/// `disclosure` is what was understood of the same document.
pub fn clearance(document: &Document, disclosure: &Disclosure) -> Vec<Exposure> {
    let standard = &*STANDARD;
    let mut exposures = Vec::new();
    for passage in passages::passages(document, disclosure, standard) {
        examine(&passage, disclosure, standard, &mut exposures);
    }
    traces::examine(&document.traces, disclosure, standard, &mut exposures);
    exposures
}

/// A span of characters that was taken as something, and what.
struct Hit {
    kind: ExposureKind,
    /// Bytes of the passage's text.
    span: std::ops::Range<usize>,
    excerpt: String,
}

fn examine(passage: &Passage, disclosure: &Disclosure, standard: &Standard, exposures: &mut Vec<Exposure>) {
    let mut hits = numbers::find(passage, disclosure, standard);
    hits.extend(names::find(passage, standard));
    hits.extend(secrets::find(passage, standard));
    hits.sort_by_key(|hit| hit.span.start);
    for hit in hits {
        let mut place = passage.place.clone();
        let offset = passage.text[..hit.span.start].chars().count();
        place.offset = u32::try_from(offset).ok().filter(|offset| *offset > 0);
        let part = passage.part.clone();
        exposures.push(Exposure { part, ..Exposure::new(hit.kind, hit.excerpt, place) });
    }
}
