//! The tests that drive Quai as people do. One binary, a module for each of those who use it.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod api;
mod attacks;
mod authors;
mod bad_input;
mod bench;
mod bombs;
mod canary;
mod docker_hub;
mod engine_away;
mod exercises;
mod forgeries;
mod front_end;
mod frost;
mod help;
mod hostile;
mod hosts;
mod journey;
mod limits;
mod observability;
mod operator;
mod pages;
mod playground;
mod pool;
mod preview;
mod quizzes;
mod reach;
mod reading;
mod registry;
mod restart;
mod screen;
mod spelling;
mod terminal;
mod warnings;
mod witness;
mod workspace;
