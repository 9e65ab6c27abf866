//! The intake, tried.
