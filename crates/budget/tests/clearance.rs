//! The clearance before publishing: what has to be listed and what must not be, kind by kind, and whole documents that
//! give no false alarm. Everything quoted here is made up.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

use mingsuan_budget::clearance::{Exposure, ExposureKind, SheetHead, clearance, sheet};
use mingsuan_document::read;
use mingsuan_import::import;

use ExposureKind::*;

fn examine(bytes: &[u8], name: &str) -> Vec<Exposure> {
    let document = read(bytes, name).unwrap();
    clearance(&document, &import(&document, None))
}

/// Kind and excerpt of what is listed of a text of paragraphs, or of HTML.
fn listed(text: &str) -> Vec<(ExposureKind, String)> {
    let page = if text.starts_with('<') { text.to_owned() } else { format!("<p>{text}</p>") };
    let page = format!("<html><body>{page}</body></html>");
    examine(page.as_bytes(), "x.html").into_iter().map(|exposure| (exposure.kind, exposure.excerpt)).collect()
}

fn assert_listed(cases: &[(&str, ExposureKind, &str)]) {
    for (text, kind, excerpt) in cases {
        assert_eq!(listed(text), [(*kind, (*excerpt).to_owned())], "{text}");
    }
}

fn assert_silent(texts: &[&str]) {
    for text in texts {
        assert_eq!(listed(text), [], "{text}");
    }
}

/// A table of one header row and the rows below.
fn table(rows: &[&[&str]]) -> String {
    let row =
        |cells: &&[&str]| format!("<tr>{}</tr>", cells.iter().map(|c| format!("<td>{c}</td>")).collect::<String>());
    format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
}

#[test]
fn identity_numbers() {
    assert_listed(&[
        ("王某，11010519491231002X，补助三百元", IdentityNumber, "110105**********2X"),
        ("证号１１０１０５１９４９１２３１００２Ｘ。", IdentityNumber, "110105**********2X"),
        ("110105 19491231 002x", IdentityNumber, "110105**********2x"),
        ("身份证号：110105194912310020", IdentityNumber, "110105**********20"),
        ("身份证号码110105491231002", IdentityNumber, "110105********2"),
    ]);
    assert_eq!(listed(&table(&[&["序号", "证件号码"], &["1", "1101051949\n1231002X"]]))[0].0, IdentityNumber);
    assert_silent(&[
        "项目编码110105194912310020",
        "统一社会信用代码：11010519491231002X",
        "13102824P00BWB610048Y",
        "110105194912310021",
        "资金总额110105194912310.02元",
        "A110105194912310021X1",
        "441900230000000000123",
    ]);
}

#[test]
fn telephones() {
    assert_listed(&[
        ("联系人手机13800001234", Mobile, "138******34"),
        ("电话：+86 138-0000-1234", Mobile, "138******34"),
        ("１３８００００１２３４", Mobile, "138******34"),
        ("宅电：0316-8000123", Landline, "031******23"),
        ("家庭电话（0316）8000123", Landline, "031******23"),
        ("电话：8000123", Landline, "80****3"),
    ]);
    assert_eq!(
        listed("13800001234,13900001234"),
        [(Mobile, "138******34".to_owned()), (Mobile, "139******34".to_owned())]
    );
    assert_silent(&[
        "拨付13800001234元",
        "拨付13800001234.00",
        "咨询电话：0316-8000123",
        "预算公开联系电话：0316—8000123",
        "热线12345，投诉电话 0316-8000123",
        "2024-2026年共80001234万元",
        "<p>部门预算公开联系人：金某某</p><p>联系电话：023—80001234</p>",
        "采购目录编号A02010105，数量8000123",
        "冀财预〔2023〕13800001号",
    ]);
    assert_silent(&[&table(&[&["项目", "预算金额"], &["甲", "13800001234"]])]);
    assert_eq!(listed(&table(&[&["单位", "联系电话"], &["甲", "13800001234"]]))[0].0, Mobile);
}

#[test]
fn bank_accounts() {
    assert_listed(&[
        ("汇入6222020200112233446", BankAccount, "6222*************46"),
        ("卡 6217 0000 1234 5670", BankAccount, "6217**********70"),
        ("开户行及账号：050123456789", BankAccount, "0501******89"),
    ]);
    assert_eq!(listed(&table(&[&["收款单位", "银行账号"], &["甲", "050123456789012"]]))[0].0, BankAccount);
    assert_silent(&[
        "汇入6222020200112233440",
        "2021 2022 2023 2024年",
        "项目代码6222020200112233446",
        "预算数622202020011元",
        "政务新媒体账号100个",
    ]);
    assert_silent(&[&table(&[&["账户", "资金"], &["财政专户", "622202020011"]])]);
}

#[test]
fn mailboxes_and_plates() {
    assert_listed(&[
        ("发至zhangsan@example.com。", Email, "z***@example.com"),
        ("公务用车冀R·8T235一辆", LicencePlate, "冀R****5"),
        ("车牌号：冀RD12345", LicencePlate, "冀R*****5"),
        ("警车冀R1234警", LicencePlate, "冀R****警"),
    ]);
    assert_silent(&[
        "意见请发xxgk@example.gov.cn",
        "监督邮箱：abc@example.com",
        "执行DB13/T2024标准，京A级景区",
        "冀ABCDEFG",
        "藏A区",
    ]);
}

#[test]
fn names_beside_money() {
    assert_listed(&[
        ("补助对象：王小明，每月300元", PersonName, "王**"),
        ("户主： 高山", PersonName, "高*"),
        ("发放困难党员李大力同志慰问金500元。", PersonName, "李**"),
        ("付给欧阳某某先生0.5万元", PersonName, "欧***"),
        ("联系人：金某某", PersonName, "金**"),
    ]);
    let list = table(&[&["序号", "姓名", "补助金额"], &["1", "王小明", "300.00"], &["2", "高山", "300.00"]]);
    assert_eq!(listed(&list), [(PersonName, "王**".to_owned()), (PersonName, "高*".to_owned())]);
    assert_silent(&[
        "补助对象：高龄老人，每人每月50元",
        "补助对象：全县低保户",
        "补助对象：困难群众",
        "受益人：农民",
        "救助对象：党员干部、王村居民",
        "市领导同志接访，安排经费20万元",
        "组织党员同志学习，经费3万元",
        "离退休老同志活动经费5万元",
        "王小明同志任组长",
        "学习雷锋同志活动经费2万元",
        "部门预算公开联系人：金某某 联系电话：023—80001234",
        "部门主要负责人审签情况：黄某某",
    ]);
    assert_silent(&[
        &table(&[
            &["补助对象", "标准（元）"],
            &["高龄老人", "50"],
            &["孤儿", "1000"],
            &["残疾人", "80"],
            &["高校", "1"],
        ]),
        &table(&[&["评价指标", "姓名"], &["甲", "王小明"]]),
    ]);
}

#[test]
fn home_addresses() {
    assert_listed(&[
        ("家庭住址：某县某镇某村12号，补助", HomeAddress, "某县某******"),
        ("住幸福家园3号楼2单元501室的住户", HomeAddress, "家园3*********"),
        ("补贴5栋1单元301号", HomeAddress, "5栋1******"),
    ]);
    assert_silent(&[
        "办公地址：某县府前街12号",
        "改造老旧小区12个、住宅楼35栋，涉及1200户",
        "完成3号楼外墙维修",
        "住址信息采集工作",
        "新村建设项目共5个村320户",
    ]);
}

#[test]
fn classified_matters() {
    for text in [
        "机密★10年",
        "密级：秘密",
        "秘密",
        "【机密】",
        "内部资料 注意保存",
        "仅供内部参考",
        "安排涉密信息系统运维经费20万元",
        "普通密码设备购置12万元",
    ] {
        assert_eq!(listed(text).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Classified], "{text}");
    }
    let projects = table(&[&["项目名称", "金额"], &["涉密机房改造项目", "12.00"], &["信息化运维", "3.00"]]);
    assert_eq!(listed(&projects), [(Classified, "涉密机房".to_owned())]);
    assert_eq!(listed(&table(&[&["文件", "密级"], &["甲", "机密"]]))[0].0, Classified);
    assert_silent(&[
        "涉密采购按照有关规定执行，预算5万元",
        "除涉密项目外，全部公开",
        "备注：涉密项目按要求不予公开。",
        "该项目涉密。",
        "负责机关保密、机要工作，管理涉密载体",
        "保守国家秘密和商业秘密",
        "非涉密信息系统运维经费20万元",
        "保密检查涉密计算机12台",
        "系统数据机密性得到保障",
        "采购商用密码设备5万元",
        "具体编制属涉密内容，按照国家保密规定不予公开",
    ]);
    assert_silent(&[&table(&[&["指标", "内容"], &["秘密", "甲"]])]);
}

#[test]
fn internal_marks() {
    for text in
        ["2026年部门预算（草案）", "某局2026年预算公开（征求意见稿）", "送审稿", "【内部】", "某某单位预算（初稿） "]
    {
        assert_eq!(listed(text).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Internal], "{text}");
    }
    assert_silent(&[
        "起草地方性法规、规章草案",
        "编制本级决算草案",
        "完成《某某办法（征求意见稿）》",
        "内部控制",
        "加强内部审计，指导内部管理。",
        "本年形成规划初稿",
    ]);
    assert_silent(&[&table(&[&["指标", "值"], &["规划成果", "（初稿）"]])]);
}

#[test]
fn traces_of_a_page() {
    let listed = listed(
        r#"<!-- 王局要求先不公开这一项 --><!-- 头部开始 --><!-- footer --><p style="display:none">旧稿 12345</p>
           <p>正文<a href="http://10.1.2.3/a">内网</a><a href="https://www.example.gov.cn/">官网</a><a href="\\srv\share">共享</a></p>"#,
    );
    assert_eq!(
        listed,
        [
            (Comment, "王局要求先不公开这一项".to_owned()),
            (Hidden, "旧稿 *****".to_owned()),
            (ExternalLink, "http://10.1.2.3/a".to_owned()),
            (ExternalLink, r"\\srv\share".to_owned()),
        ]
    );
}

#[test]
fn properties_name_people_or_nobody() {
    let with = |author: &str| {
        let page = format!(
            "<html><head><meta name=\"author\" content=\"{author}\"></head><body><p>云山县林业和草原局2026年单位预算公开</p></body></html>"
        );
        examine(page.as_bytes(), "x.html")
            .into_iter()
            .map(|e| (e.kind, e.excerpt.clone(), e.describe_place()))
            .collect::<Vec<_>>()
    };
    assert_eq!(with("赵某某"), [(Metadata, "赵**".to_owned(), "作者".to_owned())]);
    for harmless in [
        "Administrator",
        "Microsoft Office User",
        "微软用户",
        "LibreOffice 7.4.7",
        "Apache POI",
        "lenovo",
        "-",
        "云山县林业和草原局",
    ] {
        assert_eq!(with(harmless), [], "{harmless}");
    }
}

#[test]
fn authors_of_comments_and_changes_are_masked() {
    let body = r#"<w:p><w:r><w:t>正文</w:t></w:r><w:ins w:author="钱某某"><w:r><w:t>一</w:t></w:r></w:ins>
        <w:ins w:author="钱某某"><w:r><w:t>二</w:t></w:r></w:ins><w:del w:author="孙某"><w:r><w:delText>三</w:delText></w:r></w:del></w:p>"#;
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let comments =
        r#"<w:comments><w:comment w:author="赵某某"><w:p><w:r><w:t>待定</w:t></w:r></w:p></w:comment></w:comments>"#;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("word/document.xml", document.as_str()), ("word/comments.xml", comments)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    let found = examine(&zip.finish().unwrap().into_inner(), "x.docx");
    let told: Vec<_> = found.iter().map(|e| (e.kind, e.describe_place())).collect();
    let wanted = [
        (TrackedChange, "第1段 修订（新增，钱**）".to_owned()),
        (TrackedChange, "第1段 修订（删除，孙*）".to_owned()),
        (Comment, "批注（赵**）".to_owned()),
    ];
    assert_eq!(told, wanted);
    assert!(found[0].why.contains("同类共2处"), "{}", found[0].why);
}

#[test]
fn the_excerpt_does_not_tell_the_secret() {
    for text in ["身份证号：11010519491231002X", "手机13800001234", "账号050123456789", "发至zhangsan@example.com"]
    {
        let secret: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        for (_, excerpt) in listed(text) {
            assert!(excerpt.contains('*') && !excerpt.contains(&secret), "{excerpt}");
        }
    }
}

#[test]
fn whole_documents_give_no_false_alarm() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in ["clean.docx", "clean.txt", "planted.docx", "planted.txt"] {
        let path = root.join("examples/yunshan-2026").join(name);
        assert_eq!(examine(&std::fs::read(&path).unwrap(), name), [], "{name}");
    }
    for name in ["dachang-2024.docx", "dachang-2024.xlsx", "dachang-2024.html", "dachang-2024.txt"] {
        match std::fs::read(root.join("../shared/fixtures").join(name)) {
            Ok(bytes) => assert_eq!(examine(&bytes, name), [], "{name}"),
            Err(error) => {
                assert!(std::env::var("CI").as_deref() != Ok("true"), "{name}: {error}");
                eprintln!("skipped: {name} is not there");
            }
        }
    }
}

#[test]
fn generated_budgets_give_no_alarm() {
    for seed in 0..100 {
        let draft = mingsuan_testkit::Generator::new(seed).budget().draft();
        let text = mingsuan_testkit::write_txt::write_txt(&draft);
        assert_eq!(examine(text.as_bytes(), "x.txt"), [], "seed {seed}");
        let page = mingsuan_testkit::write_html::write_html(&draft);
        assert_eq!(examine(page.as_bytes(), "x.html"), [], "seed {seed}");
    }
}

#[test]
fn the_sheet_lists_what_was_found_and_what_was_not() {
    let exposures = examine("身份证号：11010519491231002X\n电话：0316-8000123\n".as_bytes(), "x.txt");
    let head = SheetHead {
        agency: "云山县林业和草原局".to_owned(), year: Some(2026), file: "公开稿.docx".to_owned()
    };
    let bytes = sheet(&exposures, &head).unwrap();
    let document = read(&bytes, "审查表.xlsx").unwrap();
    assert_eq!(document.traces.iter().filter(|t| t.kind != mingsuan_document::TraceKind::Margin).count(), 0);
    let table = document.tables().next().unwrap();
    let rows: Vec<Vec<&str>> =
        (0..table.rows()).map(|r| table.row_cells(r).map(|c| c.text.as_str()).collect()).collect();
    assert_eq!(rows[2], ["序号", "类别", "位置", "内容（已遮盖）", "依据", "处理建议", "审查意见"]);
    assert_eq!(rows[3][..4], ["1", "公民身份号码", "第1行", "110105**********2X"]);
    assert_eq!(rows[4][..4], ["2", "固定电话", "第2行", "031******23"]);
    let nothing = rows.iter().filter(|row| row.get(3) == Some(&"未发现")).count();
    assert_eq!(nothing, ExposureKind::ALL.len() - 2);
    for signer in ["经办人：", "审核人：", "保密审查负责人：", "日期："] {
        assert!(rows.iter().flatten().any(|cell| cell.starts_with(signer)), "{signer}");
    }
}
