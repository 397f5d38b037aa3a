# SPDX-License-Identifier: Apache-2.0
# A provider of SAML whose assertions roles may trust.

resource "aws_iam_saml_provider" "office" {
  name                   = "office"
  saml_metadata_document = file("${var.files}/saml/metadata.xml")
  tags                   = { shift = var.shift }
}

data "aws_iam_saml_provider" "office" {
  arn = aws_iam_saml_provider.office.arn
}
