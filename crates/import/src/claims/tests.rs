//! Claims read from made-up sentences. What the words mean is tested in `subject.rs`.

use mingsuan_model::{Decimal, Place};

use super::*;

fn read(text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    let speaker = Speaker { year: Some(2024), agency: "云山县示例局".into(), is_final: false };
    read_claims(&Placed { text: text.into(), place: Place::default() }, &Under::default(), &speaker, &mut claims);
    claims
}

fn shown(claims: &[Claim]) -> Vec<String> {
    claims.iter().map(|claim| format!("{} {:?}", claim.number, claim.coordinate)).collect()
}

#[test]
fn amounts_get_their_coordinate_from_the_words_before_them() {
    let claims = read("2024年收入预算100.00万元，其中：一般公共预算收入90.00万元，上年结转结余10.00万元。");
    assert_eq!(
        shown(&claims),
        [
            "100.00 {year=2024 side=revenue measure=amount}",
            "90.00 {year=2024 side=revenue measure=amount source=current fund=general}",
            "10.00 {year=2024 side=revenue measure=amount source=carry-over}",
        ]
    );
}

#[test]
fn changes_belong_to_what_was_said_before() {
    let claims = read(
        "“三公”经费预算安排15.29万元，其中因公出国（境）费0.00万元；公务接待费0.59万元。与2023年相比减少0.25万元。",
    );
    assert_eq!(claims.len(), 4);
    let change = &claims[3];
    assert_eq!(
        (change.kind, change.direction, change.base_year),
        (ClaimKind::Change, Some(Direction::Down), Some(2023))
    );
    assert!(change.coordinate.is_at(Dimension::Item, "official-costs"), "{:?}", change.coordinate);
    assert!(claims[1].coordinate.is_at(Dimension::Item, "abroad"), "{:?}", claims[1].coordinate);
}

#[test]
fn parts_of_a_change_are_known() {
    let claims =
        read("收支安排80.00万元，较2023年预算减少20.00万元，其中：基本支出减少5.00万元，项目支出减少15.00万元。");
    assert_eq!(claims[2].part_of, Some(1));
    assert!(claims[2].coordinate.is_at(Dimension::Kind, "basic"));
    assert!(claims[1].coordinate.is_at(Dimension::Side, "outlay"));
    assert_eq!(facts_of(&claims)[2].value, CellValue::Number(Decimal::new(-500, 2).unwrap()));
}

#[test]
fn reasons_with_amounts_are_not_the_change_itself() {
    let claims = read("收入预算80.00万元，比上年减少20.00万元，主要原因是退休人员减少5.00万元。");
    assert!(claims[1].coordinate.is_at(Dimension::Side, "revenue"));
    assert!(claims[2].coordinate.has_unknown(), "{:?}", claims[2].coordinate);
}

#[test]
fn a_change_right_behind_an_item_of_a_list_is_that_items() {
    let claims =
        read("支出预算80.00万元，其中：基本支出30.00万元，比上年增加2.00万元；项目支出50.00万元，比上年减少3.00万元。");
    let kinds: Vec<_> = claims.iter().map(|claim| claim.coordinate.key(Dimension::Kind)).collect();
    assert_eq!(kinds, [None, Some("basic"), Some("basic"), Some("project"), Some("project")]);
    let claims = read("本单位总收入80.00万元,其中本年收入60.00万元,较2023年减少5.00万元,下降7.7%。");
    assert!(claims[2].coordinate.is_at(Dimension::Source, "current"), "{:?}", claims[2].coordinate);
}

#[test]
fn rates_and_unit_prices_are_no_amounts() {
    let claims = read("满意度不低于95%，每平方米不超过600元/㎡。");
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].kind, ClaimKind::Percent);
}

#[test]
fn parts_are_of_the_fund_and_the_class_of_the_whole() {
    let claims =
        read("一般公共预算支出预算80.00万元，其中：基本支出30.00万元，比上年增加2.00万元；项目支出50.00万元。");
    let at = |id: usize| format!("{:?}", claims[id].coordinate);
    assert_eq!(at(1), "{year=2024 side=expenditure measure=amount fund=general kind=basic}");
    assert_eq!(at(2), "{year=2024 side=expenditure measure=change fund=general kind=basic}");
    assert_eq!(at(3), "{year=2024 side=expenditure measure=amount fund=general kind=project}");
    let claims = read("（2）公用经费：①行政运行（2010301）20.00万元；②培训支出（2050803）1.00万元。");
    assert!(claims.iter().all(|claim| claim.coordinate.is_at(Dimension::Kind, "public")));
    assert_eq!(claims[1].coordinate.code(Dimension::Function), Some(2_050_803));
}

#[test]
fn parts_of_something_unknown_are_unknown() {
    let claims = read("某专项活动100.00万元，其中：人员经费20.00万元。2024年支出预算300.00万元。");
    let known: Vec<bool> = claims.iter().map(|claim| !claim.coordinate.has_unknown()).collect();
    assert_eq!(known, [false, false, true]);
    let claims = read("专项业务经费：培训费20.00万元；印刷费3.00万元。");
    assert!(claims.iter().all(|claim| claim.coordinate.has_unknown()));
}

#[test]
fn changes_of_something_unknown_and_reasons_are_not_of_the_total() {
    let claims = read("支出预算80.00万元。某专项活动9.00万元，与上年相比减少7.29万元。");
    assert!(claims[2].coordinate.has_unknown());
    let claims = read("收入预算80.00万元，主要原因：项目增加，比上年增加6.00万元。");
    assert!(claims[1].coordinate.has_unknown());
    let claims = read("公用经费45.00万元、增人增资8.00万元，由12.00万元增加至20.00万元。");
    assert!(claims[1..].iter().all(|claim| claim.kind == ClaimKind::Amount && claim.coordinate.has_unknown()));
}

#[test]
fn amounts_of_other_years_and_plans_are_not_this_years() {
    let claims = read("2024年“三公”经费预算数为7.00万元，2023年“三公”经费预算数为9.00万元。");
    let years: Vec<_> = claims.iter().map(|claim| claim.coordinate.get(Dimension::Year)).collect();
    assert_eq!(years, [Value::Member(2024), Value::Member(2023)]);
    let speaker = Speaker { year: Some(2024), agency: String::new(), is_final: true };
    let text = Placed {
        text: "公务接待费年初预算为2.00万元。公务接待费支出决算为1.00万元。".into(),
        ..Placed::default()
    };
    let mut claims = Vec::new();
    read_claims(&text, &Under::default(), &speaker, &mut claims);
    let phases: Vec<_> = claims.iter().map(|claim| claim.coordinate.key(Dimension::Phase)).collect();
    assert_eq!(phases, [Some("budget"), None]);
    let text = "“三公”经费支出预算为2.00万元，支出决算为1.00万元，完成预算的50%。";
    let mut claims = Vec::new();
    read_claims(&Placed { text: text.into(), ..Placed::default() }, &Under::default(), &speaker, &mut claims);
    let at = |id: usize| format!("{:?}", claims[id].coordinate);
    assert!(at(0).contains("phase=budget") && at(0).contains("item=official-costs"), "{}", at(0));
    assert!(!at(1).contains("phase") && at(1).contains("item=official-costs"), "{}", at(1));
}

#[test]
fn parts_of_an_amount_of_another_year_are_of_that_year() {
    let claims = read(
        "2024年度支出合计50.00万元，其中：基本支出9.00万元。2023年度支出合计40.00万元，其中：基本支出8.00万元；项目支出32.00万元。",
    );
    let years: Vec<_> = claims.iter().map(|claim| claim.coordinate.get(Dimension::Year)).collect();
    assert_eq!(years, [2024, 2024, 2023, 2023, 2023].map(Value::Member));
}

#[test]
fn an_amount_without_a_name_has_that_of_the_label_before_it() {
    let claims = read("1．公务接待费。2024年预算数3.00万元，比上年增加1.00万元。");
    assert!(claims.iter().all(|claim| claim.coordinate.is_at(Dimension::Item, "reception")));
}

#[test]
fn totals_of_the_year_are_not_grand_totals_in_final_accounts() {
    let mut claims = Vec::new();
    let speaker = Speaker { year: Some(2024), agency: "云山县示例局".into(), is_final: true };
    let text = "2024年度收入总计90.00万元，支出总计90.00万元。2024年度收入合计80.00万元。2024年度支出合计70.00万元。";
    read_claims(&Placed { text: text.into(), place: Place::default() }, &Under::default(), &speaker, &mut claims);
    assert!(claims[0].coordinate.get(Dimension::Source) == Value::All);
    assert!(claims[2].coordinate.is_at(Dimension::Source, "current"), "{:?}", claims[2].coordinate);
    assert!(claims[3].coordinate.is_at(Dimension::Side, "expenditure"), "{:?}", claims[3].coordinate);
}

#[test]
fn a_change_behind_the_share_of_a_part_is_not_that_of_the_whole() {
    let claims = read("2024年支出总预算90.00万元，基本支出预算30.00万元，占支出总预算的33.33%，同比增加5.00万元。");
    assert!(claims[3].coordinate.has_unknown(), "{:?}", claims[3].coordinate);
}

#[test]
fn parts_of_what_is_not_understood_are_not_the_head() {
    let claims =
        read("2024年，某某安排的“三公”经费70万元。其中，因公出国（境）费30万元，公务接待费40万元。比2023年减少8万元。");
    assert!(claims[3].coordinate.has_unknown(), "{:?}", claims[3].coordinate);
    for text in ["公务接待费、公车购置费，公车运行费（“三公”经费）总额70万元", "项目支出收入70万元"]
    {
        assert!(read(text)[0].coordinate.has_unknown(), "{text}");
    }
}
