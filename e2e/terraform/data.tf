# SPDX-License-Identifier: Apache-2.0
# Every data source reads what the resources made.

data "aws_iam_account_alias" "shop" {
  depends_on = [aws_iam_account_alias.shop]
}

data "aws_iam_user" "admin" {
  user_name = aws_iam_user.admin.name
}

data "aws_iam_users" "shop" {
  path_prefix = "/shop/"
  name_regex  = "^[a-z]+$"
  depends_on  = [aws_iam_user.cashier]
}

data "aws_iam_access_keys" "admin" {
  user = aws_iam_access_key.admin.user
}

data "aws_iam_user_ssh_key" "technician" {
  encoding          = "PEM"
  ssh_public_key_id = aws_iam_user_ssh_key.technician.ssh_public_key_id
  username          = aws_iam_user_ssh_key.technician.username
}

data "aws_iam_group" "cashiers" {
  group_name = aws_iam_group_membership.cashiers.group
}

data "aws_iam_role" "cashier" {
  name = aws_iam_role.cashier.name
}

data "aws_iam_roles" "shop" {
  path_prefix = "/shop/"
  depends_on  = [aws_iam_role.cashier]
}

data "aws_iam_instance_profile" "inventory" {
  name = aws_iam_instance_profile.inventory.name
}

data "aws_iam_instance_profiles" "inventory" {
  role_name = aws_iam_instance_profile.inventory.role
}

data "aws_iam_policy" "by_arn" {
  arn = aws_iam_policy.menu.arn
}

data "aws_iam_policy" "by_name" {
  name        = aws_iam_policy.menu.name
  path_prefix = aws_iam_policy.menu.path
}

data "aws_iam_server_certificate" "till" {
  name_prefix = "till-"
  path_prefix = aws_iam_server_certificate.till.path
  latest      = true
}

data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

data "aws_iam_session_context" "cashier" {
  arn = "arn:aws:sts::${data.aws_caller_identity.current.account_id}:assumed-role/${aws_iam_role.cashier.name}/shift"
}

data "aws_iam_principal_policy_simulation" "admin" {
  policy_source_arn = aws_iam_user.admin.arn
  action_names      = ["s3:GetObject", "iam:CreateUser"]
  depends_on        = [aws_iam_user_policy_attachment.admin]
}

output "read" {
  value = {
    alias              = data.aws_iam_account_alias.shop.account_alias
    user               = data.aws_iam_user.admin.arn
    users              = sort(data.aws_iam_users.shop.names)
    access_keys        = [for key in data.aws_iam_access_keys.admin.access_keys : key.status]
    ssh_key            = split("\n", data.aws_iam_user_ssh_key.technician.public_key)[0]
    group              = sort([for user in data.aws_iam_group.cashiers.users : user.user_name])
    role               = data.aws_iam_role.cashier.max_session_duration
    roles              = sort(data.aws_iam_roles.shop.names)
    profile            = data.aws_iam_instance_profile.inventory.role_name
    profiles           = sort(data.aws_iam_instance_profiles.inventory.names)
    policies           = [data.aws_iam_policy.by_arn.name, data.aws_iam_policy.by_name.arn]
    server_certificate = data.aws_iam_server_certificate.till.path
    issuers            = [data.aws_iam_session_context.current.issuer_arn, data.aws_iam_session_context.cashier.issuer_arn]
    simulated          = data.aws_iam_principal_policy_simulation.admin.all_allowed
  }
}
