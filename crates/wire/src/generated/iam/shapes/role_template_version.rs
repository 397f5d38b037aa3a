// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `RoleTemplateVersion`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `RoleTemplateVersion`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleTemplateVersion {
    pub template_arn: Option<String>,
    pub template_name: Option<String>,
    pub template_version_id: Option<String>,
    pub description: Option<String>,
    pub major_version: Option<i32>,
    pub default_minor_version: Option<i32>,
    pub managed_by_type: Option<String>,
    pub managed_by_value: Option<String>,
    pub enabled: Option<bool>,
    pub minor_version: Option<i32>,
    pub role_name_pattern: Option<String>,
    pub role_path_pattern: Option<String>,
    pub role_description_pattern: Option<String>,
    pub assume_role_policy_document_template: Option<String>,
    pub inline_policy_templates: Option<Vec<super::InlinePolicy>>,
    pub managed_policy_arns: Option<Vec<String>>,
    pub permission_boundary_arn: Option<String>,
    pub parameters_definition: Option<Vec<super::ParameterDefinition>>,
    pub role_tags_template: Option<Vec<super::TagTemplate>>,
    pub max_session_duration: Option<i32>,
    pub version_enabled: Option<bool>,
    pub create_timestamp: Option<Timestamp>,
    pub update_timestamp: Option<Timestamp>,
}

impl Content for RoleTemplateVersion {
    fn write(&self, xml: &mut Writer) {
        xml.optional("TemplateArn", self.template_arn.as_ref());
        xml.optional("TemplateName", self.template_name.as_ref());
        xml.optional("TemplateVersionId", self.template_version_id.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("MajorVersion", self.major_version.as_ref());
        xml.optional("DefaultMinorVersion", self.default_minor_version.as_ref());
        xml.optional("ManagedByType", self.managed_by_type.as_ref());
        xml.optional("ManagedByValue", self.managed_by_value.as_ref());
        xml.optional("Enabled", self.enabled.as_ref());
        xml.optional("MinorVersion", self.minor_version.as_ref());
        xml.optional("RoleNamePattern", self.role_name_pattern.as_ref());
        xml.optional("RolePathPattern", self.role_path_pattern.as_ref());
        xml.optional("RoleDescriptionPattern", self.role_description_pattern.as_ref());
        xml.document("AssumeRolePolicyDocumentTemplate", self.assume_role_policy_document_template.as_ref());
        xml.optional("InlinePolicyTemplates", self.inline_policy_templates.as_ref());
        xml.optional("ManagedPolicyArns", self.managed_policy_arns.as_ref());
        xml.optional("PermissionBoundaryArn", self.permission_boundary_arn.as_ref());
        xml.optional("ParametersDefinition", self.parameters_definition.as_ref());
        xml.optional("RoleTagsTemplate", self.role_tags_template.as_ref());
        xml.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        xml.optional("VersionEnabled", self.version_enabled.as_ref());
        xml.optional("CreateTimestamp", self.create_timestamp.as_ref());
        xml.optional("UpdateTimestamp", self.update_timestamp.as_ref());
    }
}
