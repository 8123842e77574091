//! `ReadError`: why a file could not be read, each message saying what is wrong and what to do about it.
//! What is merely odd about a file that could be read is an `Issue` on the document, not an error.

use thiserror::Error;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// No bytes at all, or nothing but white space.
    #[error("文件是空的。请确认文件已经保存、传输完整，再试一次")]
    Empty,
    /// A format that is recognised but not read.
    #[error("这是{what}，不能直接读取。请{advice}")]
    UnsupportedFormat {
        /// What the file seems to be.
        what: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// The file is protected by a password.
    #[error("文件有密码保护，内容已加密，无法读取。请用 Word、Excel 或 WPS 打开，去掉密码后另存，再试一次")]
    Encrypted,
    /// A zip container that stops before its end.
    #[error("文件不完整（压缩包的末尾缺失），多半是传输中断。请重新传输或重新另存一份")]
    Truncated,
    /// A zip container or one of its members that cannot be unpacked.
    #[error("文件已损坏（{detail}）。请重新传输一份，或用能打开它的程序（如 Word、WPS）修复后另存，再试一次")]
    Corrupt {
        /// What could not be unpacked.
        detail: String,
    },
    /// More than a disclosure can reasonably hold; see [`crate::limits`].
    #[error("文件过大：{what}超过上限 {limit}。请确认没有选错文件；如内容无误，请拆成几份")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, with its unit.
        limit: String,
    },
    /// Elements or tables nested deeper than the limit.
    #[error("文件结构异常：{what}嵌套超过 {limit} 层。请用 Word、Excel 或 WPS 打开后另存，再试一次")]
    TooDeep {
        /// What is nested.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// Pages that hold nothing but pictures.
    #[error(
        "全部 {pages} 页都是图片（多半是扫描件），没有文字，无法检查。请换用带文字的文件，或先作文字识别（OCR）并核对"
    )]
    OnlyPictures {
        /// Pages with pictures.
        pages: usize,
    },
    /// Neither a known format nor text.
    #[error("这不是文本，也不是认得的文档格式。请把原件另存为 docx、xlsx、html 或 txt")]
    NotText,
    /// A part of the file breaks the rules of its format.
    #[error("文件内容有误（{part}：{detail}）。请用 Word、Excel 或 WPS 打开后另存，再试一次")]
    Malformed {
        /// The part of the container, or the format.
        part: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl ReadError {
    pub(crate) fn malformed(part: &str, detail: impl Into<String>) -> Self {
        Self::Malformed { part: part.to_owned(), detail: detail.into() }
    }

    pub(crate) fn too_many_bytes(what: &'static str, limit: u64) -> Self {
        Self::TooLarge { what, limit: format!("{} MB", limit >> 20) }
    }
}
