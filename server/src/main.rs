//! `quai`: parses, logs, and calls what was asked for.

use std::process::ExitCode;

use clap::Parser;
use server::{
    commands,
    config::{Cli, Command},
    logging,
};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    logging::start(cli.log_format, cli.log());
    let done = match cli.command {
        Command::Up(config) => commands::up(config).await,
        Command::Serve(config) => commands::serve(config).await,
        Command::Guard { instance, engines } => commands::guard(instance, engines).await,
        Command::Doctor(config) => commands::doctor(config).await,
        Command::Verify { exercises, config } => commands::verify(exercises, config).await,
        Command::Images { change, config } => commands::images(change, config).await,
        Command::Bench { plan, config } => commands::bench(plan, config).await,
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("quai: {error:#}");
            ExitCode::FAILURE
        }
    }
}
