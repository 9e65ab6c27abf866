//! The papers people hand in and take away: workbooks, comma-separated sheets, official letters
//! and photos.
//!
//! Bytes come in and cells go out (`workbook`), cells come in and bytes go out (`sheet`, `csv_out`),
//! prose comes in and a letter in the form of GB/T 9704 goes out (`letter`), a camera's picture
//! comes in and one fit to be shown goes out (`photo`).
//! It never knows what a cell means, never runs anything found in a file, and never trusts
//! what a file says about its own size.

pub mod address;
pub mod cell;
pub mod csv_in;
pub mod csv_out;
pub mod letter;
pub mod photo;
pub mod serial;
pub mod sheet;
pub mod text;
pub mod workbook;
