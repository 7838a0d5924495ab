//! The one binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    punte_api::cli::run()
}
