//! Bad input, through the real program and real files: whatever is in the folder or on the command line, there is a
//! clear message, exit status 1 or 2, and the published site stays as it was.

mod fields;
mod gates;
mod kept;
mod many;
mod places;
mod publishing;
mod text;
mod theme;
mod typed;
