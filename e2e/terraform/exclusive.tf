# SPDX-License-Identifier: Apache-2.0
# What has these policies and no others, and roles that services made.

resource "aws_iam_user" "auditor" {
  name                 = "auditor"
  permissions_boundary = aws_iam_policy.limits.arn
}

resource "aws_iam_group" "auditors" {
  name = "Auditors"
}

resource "aws_iam_role" "auditor" {
  name_prefix        = "Auditor-"
  assume_role_policy = data.aws_iam_policy_document.people.json
  tags               = { shift = var.shift }
}

resource "aws_iam_policy" "audit" {
  name_prefix = "Audit-"
  policy      = data.aws_iam_policy_document.menu.json
  tags        = { shift = var.shift }
}

# All three at once, with one resource.
resource "aws_iam_policy_attachment" "audit" {
  name       = "audit"
  policy_arn = aws_iam_policy.audit.arn
  users      = [aws_iam_user.auditor.name]
  groups     = [aws_iam_group.auditors.name]
  roles      = [aws_iam_role.auditor.name]
}

resource "aws_iam_user_policy" "auditor" {
  name   = "Own"
  user   = aws_iam_user.auditor.name
  policy = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_group_policy" "auditors" {
  name   = "Own"
  group  = aws_iam_group.auditors.name
  policy = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_role_policy" "auditor" {
  name   = "Own"
  role   = aws_iam_role.auditor.id
  policy = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_user_policies_exclusive" "auditor" {
  user_name    = aws_iam_user.auditor.name
  policy_names = [aws_iam_user_policy.auditor.name]
}

resource "aws_iam_group_policies_exclusive" "auditors" {
  group_name   = aws_iam_group.auditors.name
  policy_names = [aws_iam_group_policy.auditors.name]
}

resource "aws_iam_role_policies_exclusive" "auditor" {
  role_name    = aws_iam_role.auditor.name
  policy_names = [aws_iam_role_policy.auditor.name]
}

resource "aws_iam_user_policy_attachments_exclusive" "auditor" {
  user_name   = aws_iam_user.auditor.name
  policy_arns = [aws_iam_policy_attachment.audit.policy_arn]
}

resource "aws_iam_group_policy_attachments_exclusive" "auditors" {
  group_name  = aws_iam_group.auditors.name
  policy_arns = [aws_iam_policy_attachment.audit.policy_arn]
}

resource "aws_iam_role_policy_attachments_exclusive" "auditor" {
  role_name   = aws_iam_role.auditor.name
  policy_arns = [aws_iam_policy_attachment.audit.policy_arn]
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "shop"
  description      = "Scales the tills"
  tags             = { shift = var.shift }
}
