//! What can go wrong while a publication is written, in words for the person who asked for it.
//! What is wrong with the budget is never an error here.

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The container of a docx.
    #[error("无法生成 docx 文件：{0}")]
    Docx(#[from] zip::result::ZipError),
    /// The bytes of a container.
    #[error("无法写出文件内容：{0}")]
    Io(#[from] std::io::Error),
    /// The workbook.
    #[error("无法生成工作簿：{0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The original cannot be marked.
    #[error("无法在原件上标注：{0}")]
    Annotate(String),
}
