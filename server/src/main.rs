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
        Command::Up(serving) => commands::up(serving).await,
        Command::Serve(serving) => commands::serve(serving).await,
        Command::Guard { instance, engines } => commands::guard(instance, engines).await,
        Command::Doctor(config) => commands::doctor(config).await,
        Command::Verify { ids, jobs, config } => commands::verify(ids, jobs, config).await,
        Command::New { begun } => commands::new(&begun),
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
