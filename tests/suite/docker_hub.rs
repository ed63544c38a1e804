//! Docker Hub as learners see it in a room without internet: the ordinary commands print what they print at home.

mod added;
mod catalogue;
mod commands;
mod strain;
