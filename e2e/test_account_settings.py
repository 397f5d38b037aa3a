# SPDX-License-Identifier: Apache-2.0
"""What an account sets for itself, and the roles of services, with the AWS CLI and boto3."""

import re

from clients import refused

PROTECTED = re.compile("protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS")


def test_the_password_policy(root):
    with refused("NoSuchEntity", status=404):
        root.iam.get_account_password_policy()
    root.cli("iam", "update-account-password-policy", "--minimum-password-length", "12", "--max-password-age", "90")
    policy = root.cli("iam", "get-account-password-policy")["PasswordPolicy"]
    assert (policy["MinimumPasswordLength"], policy["MaxPasswordAge"], policy["ExpirePasswords"]) == (12, 90, True)
    root.cli("iam", "delete-account-password-policy")
    with refused("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found."):
        root.iam.delete_account_password_policy()


def test_preferences_and_properties(root):
    root.iam.set_security_token_service_preferences(GlobalEndpointTokenVersion="v2Token")
    assert root.iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 2
    root.iam.put_account_properties(Properties={"RoleManager/Enabled": "true"})
    assert root.iam.get_account_properties()["Properties"] == {"RoleManager/Enabled": "true"}


def test_the_role_of_a_service_lives_and_dies_by_its_service(root):
    made = root.cli("iam", "create-service-linked-role", "--aws-service-name", "ecs.amazonaws.com")["Role"]
    assert made["Path"] == "/aws-service-role/ecs.amazonaws.com/"
    assert made["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": ["ecs.amazonaws.com"]}
    attached = root.iam.list_attached_role_policies(RoleName=made["RoleName"])["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in attached] == ["AmazonECSServiceRolePolicy"]
    with refused("UnmodifiableEntity", PROTECTED, status=400):
        root.iam.delete_role(RoleName="AWSServiceRoleForECS")
    with refused("InvalidInput", "Custom suffix is not allowed for ecs.amazonaws.com"):
        root.iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com", CustomSuffix="two")
    task = root.iam.delete_service_linked_role(RoleName="AWSServiceRoleForECS")["DeletionTaskId"]
    assert root.iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] == "SUCCEEDED"
    with refused("NoSuchEntity"):
        root.iam.get_role(RoleName="AWSServiceRoleForECS")
