// SPDX-License-Identifier: Apache-2.0
//! Programs that use the AWS SDK for Rust: tests, which a server at `AWS_ENDPOINT_URL` must pass.
#![cfg(test)]

mod credentials;
mod faults;
mod pages;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_iam::config::SharedHttpClient;
use aws_smithy_http_client::Builder;

/// What the SDK finds in the environment: address, region, and the root user's key.
async fn environment() -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest()).http_client(plain_http()).load().await
}

fn plain_http() -> SharedHttpClient {
    Builder::new().build_http()
}

async fn root() -> aws_sdk_iam::Client {
    aws_sdk_iam::Client::new(&environment().await)
}

fn account() -> String {
    std::env::var("PORTCULLIS_ACCOUNT_ID").expect("the test names the account")
}

fn allow(action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#
    )
}

/// A trust policy; the principal is one entry of a `Principal` element, in JSON.
fn trust(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{{principal}}},"Action":["sts:AssumeRole","sts:TagSession"]}}]}}"#
    )
}
