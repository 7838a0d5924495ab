//! placeholder
use std::process::ExitCode;
#[derive(clap::Args)]
pub(super) struct JourneyOptions {
    #[arg(long)]
    url: Option<String>,
}
pub(super) fn run(o: &JourneyOptions) -> ExitCode {
    let _ = &o.url;
    ExitCode::FAILURE
}
