//! `quai`: parses, logs, and calls what was asked for.

use std::process::ExitCode;

use clap::Parser;
use server::{
    commands,
    config::{Cli, Command},
};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).compact().init();
    let done = match cli.command {
        Command::Up(config) => commands::up(config).await,
        Command::Serve(config) => commands::serve(config).await,
        Command::Doctor(config) => commands::doctor(config).await,
        Command::Verify { exercises, config } => commands::verify(exercises, config).await,
        Command::Bench { rounds, config } => commands::bench(rounds, config).await,
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("quai: {error:#}");
            ExitCode::FAILURE
        }
    }
}
