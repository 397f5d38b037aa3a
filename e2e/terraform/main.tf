# SPDX-License-Identifier: Apache-2.0
# A coffee shop's account: every kind of thing that the server keeps, once at least.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

# No endpoints, no skipped checks: the address comes from AWS_ENDPOINT_URL, and the provider behaves as at AWS.
provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = { shop = "coffee" }
  }
}

variable "session_seconds" {
  type    = number
  default = 3600
}

variable "cashiers" {
  type    = set(string)
  default = ["zoe", "mateo"]
}

variable "menu_actions" {
  type    = list(string)
  default = ["s3:GetObject"]
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "menu" {
  statement {
    sid       = "ReadMenu"
    actions   = var.menu_actions
    resources = ["arn:aws:s3:::menu/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/shop"
      values   = ["coffee"]
    }
  }
}

data "aws_iam_policy_document" "people" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

data "aws_iam_policy_document" "machines" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_account_alias" "shop" {
  account_alias = "coffee-shop"
}

resource "aws_iam_policy" "menu" {
  name        = "ReadMenu"
  path        = "/shop/"
  description = "Reads the menu"
  policy      = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_policy" "limits" {
  name   = "Limits"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_iam_group" "cashiers" {
  name = "Cashiers"
  path = "/shop/"
}

resource "aws_iam_group_policy" "till" {
  name  = "Till"
  group = aws_iam_group.cashiers.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.cashier.arn }]
  })
}

resource "aws_iam_group_policy_attachment" "menu" {
  group      = aws_iam_group.cashiers.name
  policy_arn = aws_iam_policy.menu.arn
}

resource "aws_iam_user" "cashier" {
  for_each             = var.cashiers
  name                 = each.key
  path                 = "/shop/"
  permissions_boundary = aws_iam_policy.limits.arn
  tags                 = { role = "cashier" }
}

resource "aws_iam_group_membership" "cashiers" {
  name  = "cashiers"
  group = aws_iam_group.cashiers.name
  users = [for user in aws_iam_user.cashier : user.name]
}

resource "aws_iam_user" "admin" {
  name = "admin"
}

resource "aws_iam_user_group_membership" "admin" {
  user   = aws_iam_user.admin.name
  groups = [aws_iam_group.office.name]
}

resource "aws_iam_group" "office" {
  name = "Office"
}

resource "aws_iam_user_policy_attachment" "admin" {
  user       = aws_iam_user.admin.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user_policy" "admin" {
  name   = "Own"
  user   = aws_iam_user.admin.name
  policy = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_access_key" "admin" {
  user = aws_iam_user.admin.name
}

resource "aws_iam_role" "cashier" {
  name                 = "Cashier"
  path                 = "/shop/"
  description          = "Takes money"
  assume_role_policy   = data.aws_iam_policy_document.people.json
  max_session_duration = var.session_seconds
  permissions_boundary = aws_iam_policy.limits.arn
}

resource "aws_iam_role_policy_attachment" "cashier" {
  role       = aws_iam_role.cashier.name
  policy_arn = aws_iam_policy.menu.arn
}

resource "aws_iam_role" "inventory" {
  name                  = "Inventory"
  assume_role_policy    = data.aws_iam_policy_document.machines.json
  force_detach_policies = true
}

resource "aws_iam_role_policy" "inventory" {
  name   = "Count"
  role   = aws_iam_role.inventory.id
  policy = data.aws_iam_policy_document.menu.json
}

resource "aws_iam_instance_profile" "inventory" {
  name = "Inventory"
  path = "/shop/"
  role = aws_iam_role.inventory.name
}

output "admin" {
  sensitive = true
  value     = { id = aws_iam_access_key.admin.id, secret = aws_iam_access_key.admin.secret }
}
