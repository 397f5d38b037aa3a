// SPDX-License-Identifier: Apache-2.0
//! Paginators give each thing once, and waiters wait until a thing is there.

use std::time::Duration;

use aws_sdk_iam::client::Waiters;

use crate::{account, allow, root, trust};

const NAMES: [&str; 3] = ["page-1", "page-2", "page-3"];

#[tokio::test]
async fn items_of_pages() {
    let iam = root().await;
    for name in NAMES {
        iam.create_user().user_name(name).path("/pages/").send().await.unwrap();
        iam.create_policy()
            .policy_name(name)
            .path("/pages/")
            .policy_document(allow("s3:*"))
            .send()
            .await
            .unwrap();
        let put = iam.put_user_policy().user_name(NAMES[0]).policy_name(name);
        put.policy_document(allow("s3:*")).send().await.unwrap();
    }
    let users = iam.list_users().path_prefix("/pages/").into_paginator().page_size(1).items().send();
    let users = users.try_collect().await.unwrap();
    assert_eq!(users.iter().map(|user| user.user_name()).collect::<Vec<_>>(), NAMES);

    let mut pages = iam.list_policies().path_prefix("/pages/").into_paginator().page_size(2).send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push((page.policies().len(), page.is_truncated()));
    }
    assert_eq!(sizes, [(2, true), (1, false)]);

    let inline = iam.list_user_policies().user_name(NAMES[0]).into_paginator().page_size(1).items().send();
    assert_eq!(inline.try_collect().await.unwrap(), NAMES);
}

#[tokio::test]
async fn waiters() {
    let iam = root().await;
    let seconds = Duration::from_secs(20);
    let arn = format!("arn:aws:iam::{}:policy/awaited", account());
    let later = || tokio::time::sleep(Duration::from_millis(100));

    let wait = iam.wait_until_user_exists().user_name("awaited");
    let make = async { (later().await, iam.create_user().user_name("awaited").send().await).1 };
    let (waited, made) = tokio::join!(wait.wait(seconds), make);
    assert_eq!(waited.unwrap().as_result().unwrap().user(), made.unwrap().user());

    let wait = iam.wait_until_role_exists().role_name("awaited");
    let ask = iam.create_role().role_name("awaited");
    let ask = ask.assume_role_policy_document(trust(r#""Service":"ec2.amazonaws.com""#));
    let make = async { (later().await, ask.send().await).1 };
    let (waited, made) = tokio::join!(wait.wait(seconds), make);
    assert!(waited.unwrap().as_result().is_ok() && made.is_ok());

    let wait = iam.wait_until_policy_exists().policy_arn(arn);
    let ask = iam.create_policy().policy_name("awaited").policy_document(allow("s3:*"));
    let make = async { (later().await, ask.send().await).1 };
    let (waited, made) = tokio::join!(wait.wait(seconds), make);
    assert!(waited.unwrap().as_result().is_ok() && made.is_ok());

    // The SDK compares with another name of the fault here, so that it gives up on the first 404 of anybody.
    iam.create_instance_profile().instance_profile_name("awaited").send().await.unwrap();
    let wait = iam.wait_until_instance_profile_exists().instance_profile_name("awaited");
    assert!(wait.wait(seconds).await.unwrap().as_result().is_ok());
}
