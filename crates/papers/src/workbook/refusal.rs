//! Why a workbook is not taken, in words that say what to do about it.

use base::Lang;

/// The reason why a file is not taken. It is the person's to mend, never a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum Refusal {
    /// The file has no bytes.
    Empty,
    /// The file is neither a workbook nor named as a CSV file.
    NotAWorkbook,
    /// The file is a workbook of the kind before 2007 (`.xls`, `.et`).
    OldWorkbook,
    /// The file is locked by a password.
    Encrypted,
    /// The file is a package of another kind: a letter, an `.ods`, an `.xlsb`, a plain archive.
    OtherPackage,
    /// A part of the file is cut off or spoiled.
    Damaged {
        /// The part, as the package names it; for a sheet's own contents, the sheet and cell.
        place: String,
    },
    /// A part declares or uses an entity, which no workbook does.
    Entities {
        /// The part, as the package names it.
        place: String,
    },
    /// The file is over the limit of bytes.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The file unpacks to more than the limit.
    TooMuchInside,
    /// The package has more parts than the limit.
    TooManyParts,
    /// The workbook has more sheets than the limit.
    TooManySheets {
        /// The limit.
        limit: usize,
    },
    /// A sheet has more rows than the limit.
    TooManyRows {
        /// The words on the sheet's tab.
        sheet: String,
        /// The limit.
        limit: usize,
    },
    /// The sheets together have more cells than the limit.
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// The cells together hold more text than the limit.
    TooMuchText,
    /// A CSV file is in none of UTF-8, UTF-16 and GB 18030.
    UnknownEncoding,
}

impl Refusal {
    /// Gives the refusal of a part or cell that cannot be read.
    pub(crate) fn damaged(place: &str) -> Self {
        Self::Damaged {
            place: place.to_owned(),
        }
    }

    /// Gives the short word for logs and programs; it never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "workbook_empty",
            Self::NotAWorkbook => "workbook_not_one",
            Self::OldWorkbook => "workbook_old",
            Self::Encrypted => "workbook_locked",
            Self::OtherPackage => "workbook_other_package",
            Self::Damaged { .. } => "workbook_damaged",
            Self::Entities { .. } => "workbook_entities",
            Self::TooLarge { .. } => "workbook_too_large",
            Self::TooMuchInside => "workbook_too_much_inside",
            Self::TooManyParts => "workbook_too_many_parts",
            Self::TooManySheets { .. } => "workbook_too_many_sheets",
            Self::TooManyRows { .. } => "workbook_too_many_rows",
            Self::TooManyCells { .. } => "workbook_too_many_cells",
            Self::TooMuchText => "workbook_too_much_text",
            Self::UnknownEncoding => "sheet_unknown_encoding",
        }
    }

    /// Gives what is wrong and what to do, in one or two sentences.
    pub fn words(&self, language: Lang) -> String {
        match language {
            Lang::Zh => self.chinese(),
            Lang::En => self.english(),
        }
    }

    fn chinese(&self) -> String {
        const SAVE_AS: &str = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再上传。";
        const SPLIT: &str = "请分成几个文件上传。";
        const AGAIN: &str =
            "请用 Excel 或 WPS 打开它、另存一份后再上传；如果打不开，请向给您文件的人重新要一份。";
        match self {
            Self::Empty => "这个文件是空的，没有内容。请重新选择文件。".into(),
            Self::NotAWorkbook => format!("这个文件不是 Excel 工作簿（.xlsx）。{SAVE_AS}"),
            Self::OldWorkbook => format!("这个文件是旧版工作簿（.xls 或 .et）。{SAVE_AS}"),
            Self::Encrypted => "这个文件设有打开密码。请打开它，去掉密码并保存后再上传。".into(),
            Self::OtherPackage => format!("这个文件里没有 Excel 工作簿（.xlsx）的内容。{SAVE_AS}"),
            Self::Damaged { place } => format!("这个文件不完整或已损坏（位置：{place}）。{AGAIN}"),
            Self::Entities { place } => {
                format!("这个文件里有不允许的内容（位置：{place}）。{AGAIN}")
            }
            Self::TooLarge { limit } => format!("这个文件超过 {} MB。{SPLIT}", limit >> 20),
            Self::TooMuchInside => {
                "这个文件解开后太大。请删去用不到的工作表和图片，或者分成几个文件上传。".into()
            }
            Self::TooManyParts => {
                "这个文件里的部件太多。请删去图片和用不到的工作表后再上传。".into()
            }
            Self::TooManySheets { limit } => format!("工作表超过 {limit} 张。{SPLIT}"),
            Self::TooManyRows { sheet, limit } => {
                format!("工作表“{sheet}”超过 {limit} 行。{SPLIT}")
            }
            Self::TooManyCells { limit } => format!("填了内容的单元格超过 {limit} 个。{SPLIT}"),
            Self::TooMuchText => format!("单元格里的文字太多。{SPLIT}"),
            Self::UnknownEncoding => format!("看不懂这个文件的文字编码。{SAVE_AS}"),
        }
    }

    fn english(&self) -> String {
        const SAVE_AS: &str =
            "Open it in Excel or WPS, save it as an Excel workbook (.xlsx) and upload that.";
        const SPLIT: &str = "Please upload it as several files.";
        const AGAIN: &str = "Open it in Excel or WPS, save a copy and upload that; if it does not open, ask for the file again.";
        match self {
            Self::Empty => "This file is empty. Please choose another.".into(),
            Self::NotAWorkbook => format!("This file is not an Excel workbook (.xlsx). {SAVE_AS}"),
            Self::OldWorkbook => format!("This file is an old workbook (.xls or .et). {SAVE_AS}"),
            Self::Encrypted => "This file is locked by a password. Open it, remove the password, save it and upload it again.".into(),
            Self::OtherPackage => format!("There is no Excel workbook (.xlsx) in this file. {SAVE_AS}"),
            Self::Damaged { place } => format!("This file is cut off or damaged (at {place}). {AGAIN}"),
            Self::Entities { place } => format!("This file holds something not allowed (at {place}). {AGAIN}"),
            Self::TooLarge { limit } => format!("This file is larger than {} MB. {SPLIT}", limit >> 20),
            Self::TooMuchInside => "This file is too large once unpacked. Remove sheets and pictures that are not needed, or upload it as several files.".into(),
            Self::TooManyParts => "This file has too many parts. Remove pictures and sheets that are not needed and upload it again.".into(),
            Self::TooManySheets { limit } => format!("There are more than {limit} sheets. {SPLIT}"),
            Self::TooManyRows { sheet, limit } => format!("The sheet “{sheet}” has more than {limit} rows. {SPLIT}"),
            Self::TooManyCells { limit } => format!("There are more than {limit} filled cells. {SPLIT}"),
            Self::TooMuchText => format!("There is too much text in the cells. {SPLIT}"),
            Self::UnknownEncoding => format!("The letters of this file are in an unknown encoding. {SAVE_AS}"),
        }
    }
}
