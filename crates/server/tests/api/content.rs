//! What was read, to be drawn.

use serde_json::Value;

use crate::common::{Site, example, pdf};

#[tokio::test]
async fn paragraphs_and_tables_come_with_their_places() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("planted.docx"), &example("planted.docx"))]).await;
    let content = site.get(&format!("/checks/{id}/documents/1/content")).await.json();
    assert_eq!(content["format"], "docx");
    assert!(content["pages"].is_null());
    let blocks = content["blocks"].as_array().unwrap();
    let of_kind = |kind: &str| blocks.iter().filter(|block| block["kind"] == kind).collect::<Vec<_>>();
    assert!(of_kind("paragraph").len() > 20 && !of_kind("table").is_empty());
    // Every row of a table fills the grid, spans of the rows above counted.
    for table in of_kind("table") {
        let rows: Vec<&Vec<Value>> =
            table["rows"].as_array().unwrap().iter().map(|row| row.as_array().unwrap()).collect();
        let span = |cell: &Value, name: &str| usize::try_from(cell[name].as_u64().unwrap()).unwrap();
        let mut widths = vec![0; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            for cell in *row {
                (at..rows.len().min(at + span(cell, "row_span")))
                    .for_each(|below| widths[below] += span(cell, "column_span"));
            }
        }
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    }
    // Every finding in a table stands on a cell that is there.
    let document = site.get(&format!("/checks/{id}/documents/1")).await.json();
    let cells: Vec<&Value> = of_kind("table")
        .iter()
        .flat_map(|table| table["rows"].as_array().unwrap())
        .flat_map(|row| row.as_array().unwrap())
        .collect();
    let mut in_tables = 0;
    for finding in document["findings"].as_array().unwrap().iter().filter(|finding| finding["place"]["column"].is_u64())
    {
        let same =
            |cell: &&Value| ["table", "row", "column"].iter().all(|part| cell["place"][part] == finding["place"][part]);
        assert!(cells.iter().any(same), "{}", finding["place"]);
        in_tables += 1;
    }
    assert!(in_tables > 0);
    assert!(cells.iter().any(|cell| cell["is_number"] == true));
}

#[tokio::test]
async fn pages_of_a_pdf_are_drawn() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.pdf"), &pdf())]).await;
    let path = format!("/checks/{id}/documents/1");
    let content = site.get(&format!("{path}/content")).await.json();
    assert_eq!(
        content["pages"],
        serde_json::json!([{"width": 595.0, "height": 842.0}, {"width": 595.0, "height": 842.0}])
    );
    for width in [200_u32, 1190, 2400] {
        let reply = site.get(&format!("{path}/pages/2?width={width}")).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "image/png"), "{}", reply.text());
        let mut reader = png::Decoder::new(std::io::Cursor::new(&reply.body)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(frame.width, width);
        assert!(frame.height.abs_diff(width * 842 / 595) <= 1, "{}", frame.height);
        // The bar of 300 by 40 points is black, the paper around it white.
        let dark = pixels.chunks_exact(frame.color_type.samples()).filter(|pixel| pixel[0] < 64).count();
        let share = dark as f64 / f64::from(frame.width * frame.height);
        assert!((share - 300.0 * 40.0 / (595.0 * 842.0)).abs() < 0.004, "{share}");
    }
    for (rest, status) in [
        ("pages/3", 404),
        ("pages/0", 404),
        ("pages/1?width=199", 422),
        ("pages/1?width=2401", 422),
        ("pages/1?width=x", 400),
    ] {
        site.get(&format!("{path}/{rest}")).await.is_problem(status);
    }
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    site.get(&format!("/checks/{id}/documents/1/pages/1")).await.is_problem(404);
}
