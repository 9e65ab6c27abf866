//! The short names of what can be wrong with what a person gave us.
//!
//! In: nothing. Out: a code that machines read (`no-such-day`) and the words that say what to
//! do. A code, once given out, keeps its meaning.

use crate::{Words, words};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $code:literal $zh:literal $en:literal;)*) => {
        /// What is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as machines read it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// What is wrong and what to do, without the particulars.
            pub const fn words(self) -> Words {
                match self { $(Code::$name => words($zh, $en),)* }
            }
        }
    };
}

codes! {
    /// A field that must be filled is blank.
    Missing "missing" "必填，这里是空的。请补上。" "This must be filled in.";
    /// Not a day of the calendar.
    NoSuchDay "no-such-day" "没有这一天。请写成 2022-07-06 这样的日期。" "There is no such day. Write a date like 2022-07-06.";
    /// Not a month.
    NoSuchMonth "no-such-month" "没有这个月份。请写成 2022-07。" "There is no such month. Write it like 2022-07.";
    /// Not a time of day.
    NoSuchTime "no-such-time" "没有这个时间。请写成 14:30，或 2022-07-06 14:30。" "There is no such time. Write it like 14:30, or 2022-07-06 14:30.";
    /// Not a number.
    NotANumber "not-a-number" "这里要填数字。" "A number is needed here.";
    /// More decimals, or a larger number, than the field holds.
    TooFine "too-fine" "小数位数太多，或数字太大。" "Too many decimals, or too large a number.";
    /// Below zero where that cannot be.
    Negative "negative" "不能是负数。" "This cannot be negative.";
    /// Outside the range of the field.
    OutOfRange "out-of-range" "超出了可填的范围。" "This is outside the range allowed.";
    /// A score above the full mark.
    OverFullMarks "over-full-marks" "得分超过了满分。" "The score is above the full mark.";
    /// Not one of the choices.
    UnknownChoice "unknown-choice" "不在可选项里。请选一个已有的选项。" "Not one of the choices. Pick one of those listed.";
    /// No such place in the area tree.
    UnknownPlace "unknown-place" "找不到这个地方。请写街道或社区的全名。" "No such place. Write the full name of the street or community.";
    /// No record with this number.
    UnknownReference "unknown-reference" "找不到这个编号对应的记录。请核对编号，或先登记它。" "No record has this number. Check it, or record it first.";
    /// More than one record fits.
    AmbiguousReference "ambiguous-reference" "不止一条记录符合。请写编号。" "More than one record fits. Write its number.";
    /// The key is taken.
    DuplicateKey "duplicate-key" "这个编号已经用过了。请换一个编号，或去改原来那一条。" "This number is taken. Use another, or change the record that has it.";
    /// Too long.
    TooLong "too-long" "太长了。请写短一些。" "Too long. Please shorten it.";
    /// Contains characters that cannot be kept.
    BadText "bad-text" "含有不能保存的字符。请删掉再试。" "It contains characters that cannot be kept. Remove them.";
    /// A password that is too easily guessed.
    WeakPassword "weak-password" "请换一个密码。" "Choose another password.";
    /// A password typed twice, differently.
    PasswordsDiffer "passwords-differ" "请把新密码再输入一遍，两次要一样。" "Type the new password again, the same both times.";
    /// Not the password that the account has now.
    WrongPassword "wrong-password" "请重新输入现在用的密码。" "Type the password you use now.";
    /// One idempotency key with two contents.
    KeyReused "key-reused" "同一个提交编号发来了两样内容。请重新打开表单再填；程序请换一个新的 Idempotency-Key。" "One key came with two contents. Open the form anew; a program takes a new Idempotency-Key.";
    /// A filter that cannot be read.
    BadFilter "bad-filter" "筛选条件读不懂。请核对写法，或去掉它。" "This filter cannot be read. Check how it is written, or leave it out.";
    /// A place in a list that is none.
    BadCursor "bad-cursor" "翻页的位置不对。请从第一页看起。" "This is no place in the list. Begin at its first page.";
    /// A value of the wrong shape, in JSON.
    BadShape "bad-shape" "这个值的写法不对。请按接口说明（/api/v1/openapi.json）写。" "This value has the wrong shape. See /api/v1/openapi.json.";
    /// Sealed answers whose key is gone.
    AnswersClosed "answers-closed" "原来的作答已经打不开，这一条不能改作答。请另记一次筛查。" "The answers kept here cannot be opened any more, so none can be changed. Record another screening.";
    /// A name for an address that an address cannot hold.
    BadSlug "bad-slug" "请换一个网址名。" "Choose another name for the address.";
    /// The end lies before the start.
    EndBeforeStart "end-before-start" "结束早于开始。" "The end lies before the start.";
    /// A link that leads back to its own record.
    GoesRound "goes-round" "绕了一圈又指回自己。请指向另一条记录。" "It leads back to this record. Point at another one.";
    /// Two columns carry the same header.
    DuplicateColumn "duplicate-column" "有两列用了同一个列名。请删掉一列。" "Two columns have the same header. Remove one.";
    /// A column that must be there is not.
    MissingColumn "missing-column" "缺少必需的列。" "A needed column is missing.";
    /// A sheet nobody recognises.
    UnknownSheet "unknown-sheet" "认不出这张表是什么台账。请用下载的模板，或改表名、列名。" "This sheet is not recognised. Use the template, or name the sheet and its columns as there.";
    /// A column nobody recognises.
    UnknownColumn "unknown-column" "认不出这一列，没有读。" "This column is not recognised and was not read.";
    /// Nothing to read in the sheet.
    EmptySheet "empty-sheet" "表里没有可读的行。第一行要是列名。" "There are no rows to read. The first row must hold the headers.";
    /// The file cannot be read at all.
    Unreadable "unreadable" "这个文件读不了。" "This file cannot be read.";
    /// A definition that names what is not there, or what may not be counted so.
    Unfit "unfit" "这个口径用不了。请按说明改定义。" "This definition cannot be used. Change it as said.";
    /// A text with figures in it that cannot be read.
    UnreadText "unread-text" "文稿里有读不懂的地方。请按说明改这几行。" "Some lines of this text cannot be read. Change them as said.";
    /// A typed total differs from the sum of its parts; the parts decide.
    TotalDiffers "total-differs" "填的总分和各题之和不同，以各题为准。" "The typed total differs from its items; the items decide.";
    /// The year in a number differs from the one in the title.
    YearDiffers "year-differs" "编号里的年份和标题里的不同，以编号为准。要改就填年度。" "The year in the number differs from the one in the title; the number decides. Enter the year to say otherwise.";
    /// The head count differs from the sign-in rows; the rows decide.
    HeadcountDiffers "headcount-differs" "登记人次和签到条数不同，以签到为准。" "The head count differs from the sign-ins; the sign-ins decide.";
    /// A return that is signed or handed in cannot be changed in this.
    Settled "settled" "已经签发或报送，这一项不能再改。要改请退回，再更正报送。" "It is signed or handed in; this cannot be changed any more. Send it back and hand in a correction.";
    /// A state that cannot follow the one before.
    NoSuchStep "no-such-step" "现在还不能到这一步。" "This step cannot follow yet.";
    /// Not a period.
    NoSuchPeriod "no-such-period" "读不懂这个时段。请写成 2022-07、2022Q3、2022H1 或 2022。" "This is no period. Write it like 2022-07, 2022Q3, 2022H1 or 2022.";
    /// A figure of a return that nobody who answers for the park has confirmed.
    Unconfirmed "unconfirmed" "还没有核定，核定之后才能签发。" "Not confirmed yet; it can be signed once it is.";
    /// A number of one definition and period that differs from the one given out before.
    Differs "differs" "同一口径、同一时段的数和上次报出的不同。请写明原因再报出。" "It differs from the number of the same definition and period given out before. Say why before it goes out.";
    /// A word that a list of choices does not hold yet.
    NewWord "new-word" "以前没用过这个词，会当新的一类记下。要是写错了，请改。" "No record has this word yet; it is taken as a new choice. Change it if it is misspelt.";
    /// Somebody else changed it meanwhile.
    Changed "changed" "别人刚改过这条记录。请看看新的内容再存。" "Somebody has just changed this record. Look at it again before saving.";
    /// Other records need it.
    InUse "in-use" "还有别的记录用着它，不能删除。" "Other records use it; it cannot be removed.";
    /// Not theirs to do.
    NotAllowed "not-allowed" "您的角色不能做这件事。" "Your role may not do this.";
    /// No such field.
    UnknownField "unknown-field" "没有这个字段。" "There is no such field.";
}
