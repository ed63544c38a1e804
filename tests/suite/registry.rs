//! The registry inside sandboxes, by itself: what the OCI distribution specification (1.1) says of registries, case by
//! case, and clients that nobody here wrote. `docker_hub` has what learners see of it.

mod access;
mod bad_input;
mod pull;
mod push;
mod skopeo;
