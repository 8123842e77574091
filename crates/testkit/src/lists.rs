//! The reference lists of `standards/lists` as the generator needs them. No judgement on whether a row is current.

use std::sync::OnceLock;

const FUNCTIONS: &str = include_str!("../../../standards/lists/functional-expenditure.csv");
const ECONOMIC: &str = include_str!("../../../standards/lists/economic-department.csv");
const CATALOGUE: &str = include_str!("../../../standards/lists/procurement-catalogue-2022.csv");

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The code of the parent row, empty at the top.
    pub parent: String,
    /// In how many published documents it was seen; 0 where the list does not say.
    pub documents: u32,
}

/// 支出功能分类科目, all rows.
pub fn functions() -> &'static [ListRow] {
    static LIST: OnceLock<Vec<ListRow>> = OnceLock::new();
    LIST.get_or_init(|| rows(FUNCTIONS))
}

/// 部门预算支出经济分类科目, all rows.
pub fn economic() -> &'static [ListRow] {
    static LIST: OnceLock<Vec<ListRow>> = OnceLock::new();
    LIST.get_or_init(|| rows(ECONOMIC))
}

/// 政府采购品目分类目录, only rows without children that are not catch-alls (其他…).
pub fn catalogue_leaves() -> &'static [ListRow] {
    static LIST: OnceLock<Vec<ListRow>> = OnceLock::new();
    LIST.get_or_init(|| {
        let all = rows(CATALOGUE);
        let parents: std::collections::HashSet<&str> = all.iter().map(|row| row.parent.as_str()).collect();
        let is_leaf = |row: &&ListRow| !parents.contains(row.code.as_str()) && !row.name.starts_with("其他");
        all.iter().filter(is_leaf).filter(|row| row.code.len() == 9 && !row.code.contains("99")).cloned().collect()
    })
}

fn rows(text: &str) -> Vec<ListRow> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| head.iter().position(|h| h == name);
    let (parent, documents) = (column("parent"), column("documents"));
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| ListRow {
            code: record.get(0).unwrap_or_default().to_owned(),
            name: record.get(1).unwrap_or_default().to_owned(),
            parent: parent.and_then(|c| record.get(c)).unwrap_or_default().to_owned(),
            documents: documents.and_then(|c| record.get(c)).and_then(|n| n.parse().ok()).unwrap_or(0),
        })
        .collect()
}

/// The name of a functional code; empty when the list has none.
pub fn function_name(code: &str) -> &'static str {
    functions().iter().find(|row| row.code == code).map_or("", |row| row.name.as_str())
}

/// The name of an economic code; empty when the list has none.
pub fn economic_name(code: &str) -> &'static str {
    economic().iter().find(|row| row.code == code).map_or("", |row| row.name.as_str())
}

/// The 31 rows of 收支总表 in their order, each with its functional class; the last has no code.
pub const SUMMARY_CLASSES: [(&str, &str); 31] = [
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("209", "社会保险基金支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("227", "预备费"),
    ("229", "其他支出"),
    ("230", "转移性支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
    ("233", "债务发行费用支出"),
    ("234", "抗疫特别国债安排的支出"),
    ("", "人行科目"),
];

/// 一, 二, … 九十九.
pub fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, DIGITS[n % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}
