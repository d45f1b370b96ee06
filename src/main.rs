//! The command `convalida`: checks applications offline, shows the rules and their sources.

use std::process::ExitCode;

fn main() -> ExitCode {
    convalida::cli::run()
}
