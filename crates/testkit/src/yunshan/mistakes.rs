//! The planted mistakes: each at a place of its own, so that none hides or explains another.

use super::clean_draft;
use crate::draft::{CellRef, Draft, DraftBlock, Slot};
use crate::project_code::with_wrong_check;

/// One planted mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Short name.
    pub id: &'static str,
    /// Statement or section.
    pub place: &'static str,
    /// The row, by label.
    pub row: &'static str,
    /// The column, by header.
    pub column: &'static str,
    /// Table, row and column counted from 1, when it is a cell.
    pub cell: Option<[usize; 3]>,
    /// What stood there.
    pub was: String,
    /// What stands there now; empty when it was taken out.
    pub is: String,
    /// Families of rules that may report it; the first is the expected one.
    pub families: &'static [&'static str],
    /// What is wrong, in Chinese.
    pub about: &'static str,
}

/// A cell to change: table title, label in its row, grid column from 1, header, new text.
struct CellFault {
    id: &'static str,
    title: &'static str,
    row: &'static str,
    at: usize,
    column: &'static str,
    is: &'static str,
    families: &'static [&'static str],
    about: &'static str,
}

const CELLS: [CellFault; 10] = [
    CellFault {
        id: "subtotal-digit",
        title: "单位预算一般公共预算财政拨款支出表",
        row: "21302",
        at: 4,
        column: "合计",
        is: "1706.47",
        families: &["A"],
        about: "款级合计错一位数字，与其下各项之和、基本支出加项目支出均不相等",
    },
    CellFault {
        id: "function-name",
        title: "单位预算支出总表",
        row: "2130209",
        at: 3,
        column: "科目名称",
        is: "森林资源培育",
        families: &["K"],
        about: "科目编码2130209对应的名称应为森林生态效益补偿",
    },
    CellFault {
        id: "project-sum",
        title: "4、云山湿地公园管护经费绩效目标表",
        row: "预算规模及资金用途",
        at: 3,
        column: "预算数",
        is: "85.00",
        families: &["X", "P", "A"],
        about: "项目预算数两位数字颠倒，与财政资金不等，六个项目之和也不等于项目支出",
    },
    CellFault {
        id: "payment-plan",
        title: "6、林草资源监测信息系统运维费绩效目标表",
        row: "75%",
        at: 8,
        column: "12月底",
        is: "90%",
        families: &["P"],
        about: "资金支出计划到12月底没有达到100%",
    },
    CellFault {
        id: "check-character",
        title: "2、退化林分修复工程绩效目标表",
        row: "项目编码",
        at: 2,
        column: "项目编码",
        is: "",
        families: &["P", "K"],
        about: "项目编码末位校验字符不对",
    },
    CellFault {
        id: "catch-all-code",
        title: "单位政府采购预算",
        row: "林业有害生物防治服务",
        at: 4,
        column: "政府采购目录序号",
        is: "C09029900",
        families: &["G", "K"],
        about: "有对应的具体品目，却使用兜底品目编码，名称与编码也不一致",
    },
    CellFault {
        id: "quantity-price",
        title: "单位政府采购预算",
        row: "无人机",
        at: 6,
        column: "数量",
        is: "3",
        families: &["G"],
        about: "数量乘单价不等于采购金额",
    },
    CellFault {
        id: "assets-total",
        title: "单位固定资产占用情况表",
        row: "资产总额",
        at: 3,
        column: "价值",
        is: "710.87",
        families: &["G", "A"],
        about: "资产总额与各项之和、与文字说明不等",
    },
    CellFault {
        id: "cost-above-budget",
        title: "3、林业有害生物防治经费绩效目标表",
        row: "防治工作总成本",
        at: 5,
        column: "指标值",
        is: "≤965万元",
        families: &["P"],
        about: "成本指标是项目预算的十倍",
    },
    CellFault {
        id: "odd-unit",
        title: "5、生态护林员补助绩效目标表",
        row: "补助按月发放率",
        at: 5,
        column: "指标值",
        is: "100比率",
        families: &["P"],
        about: "比率写成了计量单位，应为100%",
    },
];

/// A phrase to change in the text: section, old, new; an empty new one takes the paragraph out.
struct TextFault {
    id: &'static str,
    place: &'static str,
    was: &'static str,
    is: &'static str,
    families: &'static [&'static str],
    about: &'static str,
}

const TEXTS: [TextFault; 6] = [
    TextFault {
        id: "text-amount",
        place: "二、2、支出说明",
        was: "人员经费776.38万元",
        is: "人员经费767.38万元",
        families: &["N"],
        about: "文字中的人员经费与基本支出表不等",
    },
    TextFault {
        id: "direction",
        place: "二、3、比上年增减情况",
        was: "基本支出减少12.36万元",
        is: "基本支出增加12.36万元",
        families: &["N", "Y"],
        about: "方向写反：两项均为增加时合计应增加98.56万元，且原因说的是减少",
    },
    TextFault {
        id: "missing-project",
        place: "二、2、支出说明",
        was: "、生态护林员补助",
        is: "",
        families: &["P", "N"],
        about: "文字所列项目少了一个",
    },
    TextFault {
        id: "missing-note",
        place: "单位预算国有资本经营预算财政拨款支出表",
        was: "注：本单位2026年无国有资本经营预算财政拨款支出，空表列示。",
        is: "",
        families: &["D"],
        about: "空表没有说明",
    },
    TextFault {
        id: "wrong-year",
        place: "三、机关运行经费安排情况",
        was: "2026年，我单位机关运行经费",
        is: "2025年，我单位机关运行经费",
        families: &["D", "Y"],
        about: "年度写成了上一年",
    },
    TextFault {
        id: "doubled-stop",
        place: "五、（三）工作保障措施",
        was: "提出改进办法。",
        is: "提出改进办法。。",
        families: &["T"],
        about: "句号重复",
    },
];

/// The draft with every mistake, and their list.
pub fn planted() -> (Draft, Vec<Mistake>) {
    let mut draft = clean_draft();
    let mut mistakes = Vec::new();
    for fault in &CELLS {
        let found = find(&draft, fault.title, fault.row, fault.at);
        mistakes.extend(found.and_then(|place| change_cell(&mut draft, place, fault)));
    }
    mistakes.extend(without_satisfaction(&mut draft));
    for fault in &TEXTS {
        mistakes.extend(change_text(&mut draft, fault));
    }
    (draft, mistakes)
}

/// The cell at a grid column of the row that has a label, in the tables that follow a title.
fn find(draft: &Draft, title: &str, label: &str, column: usize) -> Option<CellRef> {
    let start = draft.blocks.iter().position(
        |block| matches!(block, DraftBlock::Heading(_, text) | DraftBlock::Paragraph(text) if text == title),
    )?;
    let tables = draft.blocks[start + 1..].iter().take_while(|block| matches!(block, DraftBlock::Table(_))).count();
    let cells = draft.cells();
    let inside = |place: &CellRef| (start + 1..=start + tables).contains(&place.block);
    let (row, _) = cells.iter().find(|(place, cell)| inside(place) && cell.text == label)?;
    cells
        .iter()
        .map(|(place, _)| *place)
        .find(|place| place.block == row.block && place.row == row.row && place.column == column)
}

fn change_cell(draft: &mut Draft, place: CellRef, fault: &CellFault) -> Option<Mistake> {
    let was = draft.cell_text(place)?.to_owned();
    let is = if fault.is.is_empty() { with_wrong_check(&was) } else { fault.is.to_owned() };
    draft.set_cell(place, is.clone()).then_some(Mistake {
        id: fault.id,
        place: fault.title,
        row: fault.row,
        column: fault.column,
        cell: Some([place.table, place.row, place.column]),
        was,
        is,
        families: fault.families,
        about: fault.about,
    })
}

/// Takes the last row, satisfaction, out of the first project's indicators.
fn without_satisfaction(draft: &mut Draft) -> Option<Mistake> {
    let title = "1、森林草原防火经费绩效目标表";
    let place = find(draft, title, "林区群众满意度", 3)?;
    let Some(DraftBlock::Table(table)) = draft.blocks.get_mut(place.block) else {
        return None;
    };
    debug_assert!(
        table.grid().last().is_some_and(|line| line[0] == Slot::Origin(0)),
        "the row has its own first level"
    );
    let row = table.rows.pop()?;
    let was: Vec<String> = row.into_iter().map(|cell| cell.text).collect();
    Some(Mistake {
        id: "missing-satisfaction",
        place: title,
        row: "满意度指标",
        column: "",
        cell: None,
        was: was.join(" | "),
        is: String::new(),
        families: &["P"],
        about: "没有满意度指标",
    })
}

fn change_text(draft: &mut Draft, fault: &TextFault) -> Option<Mistake> {
    let whole = draft.blocks.iter().position(|block| matches!(block, DraftBlock::Paragraph(text) if text == fault.was));
    let changed = match whole {
        Some(at) if fault.is.is_empty() => {
            draft.blocks.remove(at);
            true
        }
        _ => draft.replace_in_text(fault.was, fault.is),
    };
    changed.then_some(Mistake {
        id: fault.id,
        place: fault.place,
        row: "",
        column: "",
        cell: None,
        was: fault.was.to_owned(),
        is: fault.is.to_owned(),
        families: fault.families,
        about: fault.about,
    })
}
