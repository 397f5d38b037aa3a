// SPDX-License-Identifier: Apache-2.0
//! Every fault a client can be told, one function each: here those common to all operations, in AWS's words
//! where AWS's are known; those of the API models are generated, those of signatures are in `sigv4`.

use crate::fault::Fault;
pub use crate::generated::faults::*;

/// The caller is known but may not do this.
pub fn access_denied(message: impl Into<String>) -> Fault {
    Fault::sender("AccessDenied", 403, message)
}

/// The session's credentials have run out.
pub fn expired_token() -> Fault {
    Fault::sender("ExpiredToken", 403, "The security token included in the request is expired")
}

/// Something went wrong here; the client learns no more.
pub fn internal_failure() -> Fault {
    let message = "The request processing has failed because of an unknown error, exception or failure.";
    Fault::receiver("InternalFailure", 500, message)
}

/// There is no operation of this name in this version.
pub fn invalid_action(action: &str, version: &str) -> Fault {
    let message = format!("Could not find operation {action} for version {version}");
    Fault::sender("InvalidAction", 400, message)
}

/// A parameter has the right form and makes no sense beside the others.
pub fn invalid_parameter_value(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValue", 400, message)
}

/// No such access key, or no such session token.
pub fn invalid_client_token_id() -> Fault {
    Fault::sender("InvalidClientTokenId", 403, "The security token included in the request is invalid.")
}

/// A parameter has the wrong type or form.
pub fn malformed_input(message: impl Into<String>) -> Fault {
    Fault::sender("MalformedInput", 400, message)
}

/// The parameters cannot be taken apart.
pub fn malformed_query_string(detail: impl Into<String>) -> Fault {
    let detail = detail.into();
    Fault::sender("MalformedQueryString", 404, format!("The query string contains a syntax error: {detail}."))
}

/// The request names no operation.
pub fn missing_action() -> Fault {
    Fault::sender("MissingAction", 400, "Missing Action")
}

/// A method other than GET and POST.
pub fn method_not_allowed(method: &str) -> Fault {
    Fault::sender("MethodNotAllowed", 405, format!("method `{method}` is not allowed: use GET or POST"))
}

/// The operation is AWS's, but this server does not have it yet.
pub fn not_implemented(operation: &str) -> Fault {
    let message = format!("operation `{operation}` is known but not implemented by this server");
    Fault::receiver("NotImplemented", 501, message)
}

/// The body is larger than the server takes.
pub fn request_entity_too_large(bytes_max: usize) -> Fault {
    let message = format!("the request body is larger than {bytes_max} bytes");
    Fault::sender("RequestEntityTooLarge", 413, message)
}

/// The server cannot do this now, but may be able to later.
pub fn service_unavailable(message: impl Into<String>) -> Fault {
    Fault::receiver("ServiceUnavailable", 503, message)
}

/// Too many requests.
pub fn throttling() -> Fault {
    Fault::sender("Throttling", 400, "Rate exceeded")
}

/// Values that do not meet the model's constraints; the message lists them all.
pub fn validation_error(message: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", 400, message)
}
