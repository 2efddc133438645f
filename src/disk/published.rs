//! What publishing did, however it was done.

/// What publishing did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PublishSummary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Files in the output folder that Vertebra did not write and has not spoken of before.
    pub kept_unknown: Vec<String>,
}
