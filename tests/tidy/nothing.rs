//! Nothing: the rules are in the test program beside this.
