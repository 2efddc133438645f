//! The preview as a browser meets it: real files, the real program, real sockets.

mod addresses;
mod built;
mod client;
mod days;
mod hosted;
mod live;
mod program;
mod refusals;
mod states;
