// SPDX-License-Identifier: Apache-2.0
//! How programs come to their credentials, and what they may do with them.

use std::time::Duration;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::profile::ProfileFileCredentialsProvider;

use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{Region, SdkConfig};
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_sdk_iam::config::{Credentials, SharedCredentialsProvider};
use aws_sdk_iam::error::ProvideErrorMetadata;

use crate::{account, allow, environment, plain_http, root, trust};

/// The environment, but with other credentials.
async fn with(credentials: SharedCredentialsProvider) -> SdkConfig {
    environment().await.into_builder().credentials_provider(credentials).build()
}

async fn arn(config: &SdkConfig) -> String {
    let identity = aws_sdk_sts::Client::new(config).get_caller_identity().send().await.unwrap();
    identity.arn.unwrap()
}

/// A user who may call all of STS, and a role of the same name that it may assume to list users.
async fn user_and_role(name: &str) -> Credentials {
    let iam = root().await;
    iam.create_user().user_name(name).send().await.unwrap();
    let put = iam.put_user_policy().user_name(name).policy_name("sts");
    put.policy_document(allow("sts:*")).send().await.unwrap();
    let made = iam.create_role().role_name(name);
    let trust = trust(&format!(r#""AWS":"arn:aws:iam::{}:user/{name}""#, account()));
    made.assume_role_policy_document(trust).send().await.unwrap();
    let put = iam.put_role_policy().role_name(name).policy_name("list");
    put.policy_document(allow("iam:List*")).send().await.unwrap();
    let key = iam.create_access_key().user_name(name).send().await.unwrap().access_key.unwrap();
    Credentials::new(key.access_key_id, key.secret_access_key, None, None, "test")
}

fn role_arn(name: &str) -> String {
    format!("arn:aws:iam::{}:role/{name}", account())
}

#[tokio::test]
async fn the_environment() {
    assert_eq!(arn(&environment().await).await, format!("arn:aws:iam::{}:root", account()));
    let config = with(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new())).await;
    assert_eq!(arn(&config).await, format!("arn:aws:iam::{}:root", account()));
}

#[tokio::test]
async fn a_role_that_the_sdk_assumes() {
    let user = with(SharedCredentialsProvider::new(user_and_role("oven").await)).await;
    let provider = AssumeRoleProvider::builder(role_arn("oven"))
        .session_name("morning")
        .session_length(Duration::from_secs(900))
        .policy(allow("iam:ListUsers"))
        .tags([("shift", "early")])
        .configure(&user)
        .build()
        .await;
    let session = with(SharedCredentialsProvider::new(provider)).await;
    let session_arn = format!("arn:aws:sts::{}:assumed-role/oven/morning", account());
    assert_eq!(arn(&session).await, session_arn);
    let iam = aws_sdk_iam::Client::new(&session);
    iam.list_users().send().await.unwrap();
    let denied = iam.list_roles().send().await.unwrap_err();
    assert_eq!(denied.raw_response().unwrap().status().as_u16(), 403);
    let denied = denied.into_service_error();
    assert_eq!(denied.code(), Some("AccessDenied"));
    let why = format!(
        "User: {session_arn} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::{}:role/ because no session policy allows the iam:ListRoles action",
        account()
    );
    assert_eq!(denied.message(), Some(why.as_str()));
}

#[tokio::test]
async fn a_profile_with_a_role() {
    let user = user_and_role("shelf").await;
    let text = format!(
        "[profile user]\naws_access_key_id = {}\naws_secret_access_key = {}\n\
         [profile shelf]\nrole_arn = {}\nsource_profile = user\nrole_session_name = noon\n",
        user.access_key_id(),
        user.secret_access_key(),
        role_arn("shelf")
    );
    let files = EnvConfigFiles::builder().with_contents(EnvConfigFileKind::Config, text).build();
    let settings = ProviderConfig::without_region()
        .with_http_client(plain_http())
        .with_region(Some(Region::new("us-east-1")));
    let provider = ProfileFileCredentialsProvider::builder()
        .configure(&settings)
        .profile_files(files)
        .profile_name("shelf");
    let session = with(SharedCredentialsProvider::new(provider.build())).await;
    assert_eq!(arn(&session).await, format!("arn:aws:sts::{}:assumed-role/shelf/noon", account()));
}

#[tokio::test]
async fn sessions_of_users_and_guests() {
    let user = with(SharedCredentialsProvider::new(user_and_role("till").await)).await;
    let sts = aws_sdk_sts::Client::new(&user);
    let given = sts.get_session_token().duration_seconds(900).send().await.unwrap().credentials.unwrap();
    let left = given.expiration().secs()
        - aws_sdk_sts::primitives::DateTime::from(std::time::SystemTime::now()).secs();
    assert!((880..=901).contains(&left), "{left}");
    let own = Credentials::new(
        given.access_key_id,
        given.secret_access_key,
        Some(given.session_token),
        None,
        "test",
    );
    assert_eq!(
        arn(&with(SharedCredentialsProvider::new(own)).await).await,
        format!("arn:aws:iam::{}:user/till", account())
    );
    let guest = sts.get_federation_token().name("guest").policy(allow("s3:*")).send().await.unwrap();
    assert_eq!(
        guest.federated_user().unwrap().arn(),
        format!("arn:aws:sts::{}:federated-user/guest", account())
    );
}

#[tokio::test]
async fn a_wrong_secret() {
    let user = user_and_role("liar").await;
    let wrong = Credentials::new(user.access_key_id(), "wrong", None, None, "test");
    let iam = aws_sdk_iam::Client::new(&with(SharedCredentialsProvider::new(wrong)).await);
    let refused = iam.list_users().send().await.unwrap_err().into_service_error();
    assert_eq!(refused.code(), Some("SignatureDoesNotMatch"));
}
