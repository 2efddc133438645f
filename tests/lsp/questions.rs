//! What is asked about places in texts.
