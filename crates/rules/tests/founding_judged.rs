//! The founding document judged: its sums are right, and its real mistakes are found at their place.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_model::Severity;

#[test]
fn the_founding_document_is_judged_as_a_good_inspector_would() {
    let Some(seed) = support::seed() else { return };
    let (_, judgement) = support::judged(&seed);
    // Its sums are right: nothing serious in the arithmetic, the assets' 0.01 is rounding.
    let arithmetic = ["A0", "X0", "N001", "N002", "N003", "P001", "P002", "G004", "G005", "G006", "G008", "G009"];
    let wrong: Vec<String> = support::serious(&judgement)
        .filter(|f| arithmetic.iter().any(|code| f.code.starts_with(code)))
        .map(support::shown)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        judgement
            .findings
            .iter()
            .any(|f| f.code == "G009" && f.severity == Severity::Info && f.difference.as_deref() == Some("0.01"))
    );
    // Its real mistakes are found, at their place.
    for (code, line) in [
        ("N005", 1534),
        ("P006", 3249),
        ("P014", 3039),
        ("P014", 3133),
        ("T002", 1555),
        ("P008", 1641),
        ("N007", 1514),
        ("N006", 1538),
    ] {
        assert!(
            judgement.findings.iter().any(|f| f.code == code && f.place.line == Some(line)),
            "{code} at line {line}"
        );
    }
    let coverage = &judgement.coverage;
    assert_eq!(coverage.numeric_cells, 265);
    assert!(
        coverage.verified_cells * 100 >= coverage.numeric_cells * 95,
        "{} of {}",
        coverage.verified_cells,
        coverage.numeric_cells
    );
}
