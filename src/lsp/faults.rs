//! Why a question gets no answer, in the numbers of the protocol.

use lsp_server::ErrorCode;

/// What a client is told instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    pub code: i32,
    pub message: String,
}

impl RequestError {
    /// The parameters are none.
    pub fn parameters() -> Self {
        RequestError::new(ErrorCode::InvalidParams, "the parameters of this request cannot be read")
    }

    /// What was asked for cannot be done, for a reason that a person is told.
    pub fn refused(message: impl Into<String>) -> Self {
        RequestError::new(ErrorCode::RequestFailed, message)
    }

    /// Any other.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        RequestError { code: code as i32, message: message.into() }
    }
}
