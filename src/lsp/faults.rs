//! Why a question gets no answer, in the numbers of the protocol.

use lsp_server::ErrorCode;

/// What a client is told instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: i32,
    pub message: String,
}

impl Fault {
    /// The parameters are none.
    pub fn parameters() -> Self {
        Fault::new(ErrorCode::InvalidParams, "the parameters of this request cannot be read")
    }

    /// What was asked for cannot be done, for a reason that a person is told.
    pub fn refused(message: impl Into<String>) -> Self {
        Fault::new(ErrorCode::RequestFailed, message)
    }

    /// Any other.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Fault { code: code as i32, message: message.into() }
    }
}
