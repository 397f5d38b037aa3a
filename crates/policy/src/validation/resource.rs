// SPDX-License-Identifier: Apache-2.0
//! The forms of `Resource` that IAM accepts at write time.

/// What an IAM resource must begin with, if it is not `*`.
const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// What is wrong with the form of a resource, in AWS's words.
pub(super) fn format_fault(resource: &str) -> Option<String> {
    if resource == "*" {
        return None;
    }
    let no_arn = || Some(format!("Resource {resource} must be in ARN format or \"*\"."));
    let Some((scheme, rest)) = resource.split_once(':') else { return no_arn() };
    let (partition, rest) =
        rest.split_once(':').map_or((rest, None), |(partition, rest)| (partition, Some(rest)));
    if partition != "aws" && partition != "*" {
        let full = full_form(rest);
        return Some(format!(
            "Partition \"{partition}\" is not valid for resource \"arn:{partition}:{full}\"."
        ));
    }
    if scheme != "arn" {
        return no_arn();
    }
    let (service, rest) = match rest.map(|rest| rest.split_once(':').unwrap_or((rest, ""))) {
        Some((service, rest)) if !service.contains(['*', '?']) => (service, rest),
        _ => return Some("Resource vendor must be fully qualified and cannot contain regexes.".into()),
    };
    let mut fields = rest.splitn(3, ':');
    let (region, account, path) = (
        fields.next().unwrap_or_default(),
        fields.next().unwrap_or_default(),
        fields.next().unwrap_or_default(),
    );
    match service {
        "iam" if !region.is_empty() => {
            Some(format!("IAM resource {resource} cannot contain region information."))
        }
        "iam" if !is_iam_path(path) => {
            Some(format!("IAM resource path must either be \"*\" or start with {}.", IAM_PATHS.join(", ")))
        }
        // Buckets and objects have neither region nor account; access points and jobs have both.
        "s3" if !region.is_empty() && account.is_empty() => {
            Some(format!("Resource {resource} can not contain region information."))
        }
        _ => None,
    }
}

/// Whether the older parser, which sees every policy too, can take the resource apart.
pub(super) fn is_legacy_form(resource: &str) -> bool {
    let fields = resource.split(':').collect::<Vec<_>>();
    resource == "*"
        || (fields.len() >= 6 || !resource.contains("::"))
            && fields.get(2).is_some_and(|field| !field.is_empty())
}

/// AWS's message does not tell of `root`, but AWS's own policies for tasks of the root user name it.
fn is_iam_path(path: &str) -> bool {
    matches!(path, "*" | "root") || IAM_PATHS.iter().any(|start| path.starts_with(start))
}

/// The four fields behind the partition, with `*` for those that are missing.
fn full_form(rest: Option<&str>) -> String {
    let mut fields = rest.filter(|rest| !rest.is_empty()).into_iter().flat_map(|rest| rest.splitn(4, ':'));
    [(); 4].map(|()| fields.next().unwrap_or("*")).join(":")
}
