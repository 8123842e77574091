//! The dimensions of the fact cube and the trees of their named members, read from `standards/dimensions.toml`.
//! Which header or label means which member is the lexicon's business (`mingsuan-import`).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// One axis of the cube of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// 单位或部门, an ordinal of the disclosure's agencies.
    Agency,
    /// 年度.
    Year,
    /// 预算数, 决算数, 执行数.
    Phase,
    /// 收入, 支出, 结转; also 采购 and 资产.
    Side,
    /// 金额, 数量, 单价, 增减额 …
    Measure,
    /// 本年 or 上年结转.
    Source,
    /// 资金来源、资金性质.
    Fund,
    /// 支出功能分类, by code.
    Function,
    /// 部门预算支出经济分类, by code.
    Economic,
    /// 政府预算支出经济分类, by code.
    GovEconomic,
    /// 基本支出, 项目支出 …
    Kind,
    /// 项目, an ordinal of the disclosure's projects.
    Project,
    /// 项目类别.
    Category,
    /// “三公” items, 机关运行经费, asset classes.
    Item,
}

impl Dimension {
    /// All dimensions, in the order of [`crate::Coordinate`]'s slots.
    pub const ALL: [Self; 14] = [
        Self::Agency,
        Self::Year,
        Self::Phase,
        Self::Side,
        Self::Measure,
        Self::Source,
        Self::Fund,
        Self::Function,
        Self::Economic,
        Self::GovEconomic,
        Self::Kind,
        Self::Project,
        Self::Category,
        Self::Item,
    ];

    /// The slot of this dimension in a coordinate.
    pub const fn slot(self) -> usize {
        self as usize
    }

    /// The name used in data files and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Year => "year",
            Self::Phase => "phase",
            Self::Side => "side",
            Self::Measure => "measure",
            Self::Source => "source",
            Self::Fund => "fund",
            Self::Function => "function",
            Self::Economic => "economic",
            Self::GovEconomic => "gov_economic",
            Self::Kind => "kind",
            Self::Project => "project",
            Self::Category => "category",
            Self::Item => "item",
        }
    }

    /// The dimension of a name in a data file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.key() == key)
    }

    /// The tree of a dimension with named members; `None` for codes, years and ordinals.
    pub fn tree(self) -> Option<&'static Tree> {
        TREES[self.slot()].as_ref()
    }

    /// Whether the members are classification codes, whose parents follow from the digits.
    pub const fn is_coded(self) -> bool {
        matches!(self, Self::Function | Self::Economic | Self::GovEconomic)
    }
}

/// A member's position on one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Not restricted on this dimension: the total.
    All,
    /// One member: an ordinal in the tree, a code, a year or an ordinal of the disclosure.
    Member(u32),
    /// Restricted in a way that was not understood: never compared.
    Unknown,
}

impl Value {
    /// The member, if it is one.
    pub const fn member(self) -> Option<u32> {
        match self {
            Self::Member(member) => Some(member),
            _ => None,
        }
    }
}

/// One named member.
#[derive(Clone, Debug, Deserialize)]
pub struct TreeMember {
    /// The name used in data files, unique in its dimension.
    pub key: String,
    /// The Chinese name reports print.
    pub name: String,
    /// Key of the parent; none stands directly under the total.
    parent: Option<String>,
    /// 其中: the parent is more than its children.
    #[serde(default)]
    pub of_which: bool,
    /// The parent's sum is complete without it.
    #[serde(default)]
    pub optional: bool,
    #[serde(skip)]
    parent_id: Option<u32>,
}

/// The members of one dimension and who is whose parent.
#[derive(Debug)]
pub struct Tree {
    members: Vec<TreeMember>,
    /// For each member, the members at or below it, one bit each.
    within: Vec<u64>,
    by_key: HashMap<String, u32>,
}

impl Tree {
    fn new(mut members: Vec<TreeMember>) -> Self {
        let by_key: HashMap<String, u32> =
            members.iter().zip(0..).map(|(member, id): (&TreeMember, u32)| (member.key.clone(), id)).collect();
        for member in &mut members {
            member.parent_id = member.parent.as_ref().and_then(|parent| by_key.get(parent).copied());
        }
        let mut within: Vec<u64> = (0..members.len()).map(|id| 1 << id).collect();
        for (id, member) in members.iter().enumerate().rev() {
            if let Some(parent) = member.parent_id {
                within[parent as usize] |= within[id];
            }
        }
        Self { members, within, by_key }
    }

    /// A member and all below it, one bit each; trees have at most 64 members, by test.
    pub fn bits_within(&self, id: u32) -> u64 {
        self.within.get(id as usize).copied().unwrap_or(0)
    }

    /// The member of a key.
    pub fn id(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// The member of an id.
    pub fn get(&self, id: u32) -> Option<&TreeMember> {
        self.members.get(id as usize)
    }

    /// The parent; `None` for a member directly under the total.
    pub fn parent(&self, id: u32) -> Option<u32> {
        self.get(id)?.parent_id
    }

    /// The ids of the direct children; `None` asks for the children of the total.
    pub fn children(&self, parent: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.members).filter(move |(_, member)| member.parent_id == parent).map(|(id, _)| id)
    }

    /// Whether `id` is `ancestor` or stands below it.
    pub fn is_within(&self, id: u32, ancestor: u32) -> bool {
        let mut at = Some(id);
        while let Some(current) = at {
            if current == ancestor {
                return true;
            }
            at = self.parent(current);
        }
        false
    }

    /// All members with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &TreeMember)> {
        (0..).zip(&self.members)
    }
}

static TREES: LazyLock<[Option<Tree>; 14]> = LazyLock::new(|| {
    let mut raw: HashMap<String, Vec<TreeMember>> = toml::from_str(include_str!("../../../standards/dimensions.toml"))
        .expect("standards/dimensions.toml is part of the program and its test reads it");
    Dimension::ALL.map(|dimension| raw.remove(dimension.key()).map(Tree::new))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_are_sound() {
        for dimension in Dimension::ALL {
            let Some(tree) = dimension.tree() else { continue };
            assert!(tree.members.len() <= 64, "{dimension:?} has more members than bits");
            for (id, member) in tree.iter() {
                assert!(
                    member.parent.is_none() || member.parent_id.is_some_and(|p| p < id),
                    "{dimension:?} {}",
                    member.key
                );
                assert_eq!(tree.id(&member.key), Some(id), "{dimension:?} {} stands twice", member.key);
            }
        }
        assert_eq!(TREES.iter().flatten().count(), 8, "phase, side, measure, source, fund, kind, category, item");
    }

    #[test]
    fn members_know_their_ancestors() {
        let tree = Dimension::Fund.tree().expect("funds have a tree");
        let (general, fiscal) = (tree.id("general").unwrap(), tree.id("fiscal").unwrap());
        assert!(tree.is_within(general, fiscal) && !tree.is_within(fiscal, general));
        assert_eq!(tree.children(None).count(), 2);
    }
}
