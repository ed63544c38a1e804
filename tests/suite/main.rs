//! The tests that drive Quai as people do. One binary, a module for each of those who use it.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod api;
mod attacks;
mod bad_input;
mod engine_away;
mod exercises;
mod front_end;
mod hostile;
mod journey;
mod limits;
mod operator;
mod pool;
mod terminal;
