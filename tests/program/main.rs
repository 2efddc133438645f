//! The world: the program as it is typed, and the functions of the library that touch real files, sockets and processes.

mod build_watch;
mod cli;
mod editing;
mod external;
mod formats;
mod hostile;
mod journey;
mod moves;
mod publish;
mod read;
mod serve;
mod theme;
mod watch;
mod writing;
