# SPDX-License-Identifier: Apache-2.0
# Credentials of every kind, and what the account requires of them.

variable "status" {
  type    = string
  default = "Active"
}

variable "password_length" {
  type    = number
  default = 12
}

variable "token_version" {
  type    = string
  default = "v2Token"
}

variable "shift" {
  type    = string
  default = "early"
}

# Where the certificates and keys are that the service's own tests use.
variable "files" {
  type = string
}

resource "aws_iam_account_password_policy" "shop" {
  minimum_password_length        = var.password_length
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 5
  hard_expiry                    = false
}

resource "aws_iam_security_token_service_preferences" "shop" {
  global_endpoint_token_version = var.token_version
}

# Whatever hangs on this user when it goes, goes with it.
resource "aws_iam_user" "technician" {
  name          = "technician"
  path          = "/machines/"
  force_destroy = true
  tags          = { shift = var.shift }
}

resource "aws_iam_user_login_profile" "technician" {
  user            = aws_iam_user.technician.name
  password_length = 24

  # A login profile that is imported has no password to tell of.
  lifecycle {
    ignore_changes = [password_length, password_reset_required, pgp_key]
  }
}

resource "aws_iam_access_key" "technician" {
  user   = aws_iam_user.technician.name
  status = var.status
}

resource "aws_iam_user_ssh_key" "technician" {
  username   = aws_iam_user.technician.name
  encoding   = "SSH"
  public_key = file("${var.files}/keys/ssh-rsa-2048.pub")
  status     = var.status
}

resource "aws_iam_signing_certificate" "technician" {
  user_name        = aws_iam_user.technician.name
  certificate_body = file("${var.files}/certificates/self-p256.pem")
  status           = var.status
}

resource "aws_iam_service_specific_credential" "technician" {
  service_name = "codecommit.amazonaws.com"
  user_name    = aws_iam_user.technician.name
  status       = var.status
}

resource "aws_iam_virtual_mfa_device" "technician" {
  virtual_mfa_device_name = "technician"
  path                    = "/machines/"
  tags                    = { shift = var.shift }
}

resource "aws_iam_server_certificate" "till" {
  name_prefix       = "till-"
  path              = "/shop/"
  certificate_body  = file("${var.files}/certificates/leaf.pem")
  certificate_chain = file("${var.files}/certificates/intermediate.pem")
  private_key       = file("${var.files}/certificates/leaf-key.pem")
  tags              = { shift = var.shift }

  # The server never tells the key again, so that an import cannot know it.
  lifecycle {
    ignore_changes = [private_key]
  }
}
