//! What a command says on standard output.
//!
//! In: words. Out: a line. Whoever reads along may stop at any time (`youju figures … | head`):
//! what is said from then on is said to nobody, and the command ends as it would have ended.
//! Output that is lost for another reason, such as a full disk, is a failure: it is never
//! passed over.

use std::{fmt, io, io::Write};

use super::Failure;

/// Says a line.
///
/// # Errors
/// When standard output cannot be written, unless nobody reads it any more.
pub fn line(words: fmt::Arguments<'_>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{words}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::file("stdout".as_ref(), &error))
        }
        _ => Ok(()),
    }
}

/// Says a line on standard error; where that is lost too, there is nobody to tell.
pub fn aside(words: impl fmt::Display) {
    drop(writeln!(io::stderr().lock(), "{words}"));
}

/// Says a line on standard output, written as for `format!`; see [`line()`].
macro_rules! tell {
    ($($words:tt)*) => {
        $crate::commands::out::line(format_args!($($words)*))
    };
}
