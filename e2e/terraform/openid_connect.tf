# SPDX-License-Identifier: Apache-2.0
# A provider of OpenID Connect whose tokens roles may trust.

resource "aws_iam_openid_connect_provider" "suppliers" {
  url             = "https://suppliers.example.com"
  client_id_list  = ["shop", "till"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
  tags            = { shift = var.shift }
}

data "aws_iam_openid_connect_provider" "by_arn" {
  arn = aws_iam_openid_connect_provider.suppliers.arn
}

data "aws_iam_openid_connect_provider" "by_url" {
  url        = "https://suppliers.example.com"
  depends_on = [aws_iam_openid_connect_provider.suppliers]
}
