// SPDX-License-Identifier: Apache-2.0
//! Which services have service-linked roles: the role's name, its managed policy, and whether it takes a suffix.
//!
//! The rows are facts of AWS's documentation of each service. A service that is not here is one whose role is not
//! known, and for it there is no role.

/// The path of service-linked roles, which only AWS gives.
pub const PATH: &str = "/aws-service-role/";

const DOMAIN: &str = ".amazonaws.com";
const NAME_PREFIX: &str = "AWSServiceRoleFor";

/// What a service says of its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    service: &'static str,
    name: &'static str,
    policy: &'static str,
}

impl Template {
    /// The template of a service, such as `autoscaling.amazonaws.com`.
    pub fn of(service_name: &str) -> Option<Self> {
        let service = service_name.strip_suffix(DOMAIN)?;
        let found = TABLE.binary_search_by(|(known, _, _)| (*known).cmp(service)).ok()?;
        TABLE.get(found).map(|(service, name, policy)| Self { service, name, policy })
    }

    /// Every template, in the order of the services' names.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(service, name, policy)| Self { service, name, policy })
    }

    /// The service's name.
    pub fn service_name(self) -> String {
        format!("{}{DOMAIN}", self.service)
    }

    /// The role's path: `/aws-service-role/SERVICE/`.
    pub fn path(self) -> String {
        format!("{PATH}{}/", self.service_name())
    }

    /// The role's name, with a suffix if one is given.
    pub fn role_name(self, suffix: Option<&str>) -> String {
        match suffix {
            Some(suffix) => format!("{NAME_PREFIX}{}_{suffix}", self.name),
            None => format!("{NAME_PREFIX}{}", self.name),
        }
    }

    /// The ARN of the managed policy that says what the role may do.
    pub fn policy_arn(self) -> String {
        format!("arn:aws:iam::aws:policy{PATH}{}", self.policy)
    }

    /// Whether there can be several roles, told apart by a suffix.
    pub fn takes_suffix(self) -> bool {
        WITH_SUFFIX.contains(&self.service)
    }

    /// The role's trust policy, in the form in which AWS shows it.
    pub fn trust_policy(self) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{{"Service":["{}"]}}}}]}}"#,
            self.service_name()
        )
    }
}

const WITH_SUFFIX: [&str; 3] = ["autoscaling", "connect", "lexv2"];

/// Services without `.amazonaws.com`, names of roles without `AWSServiceRoleFor`, names of policies; in order.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
    ("accountdiscovery.ssm", "AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy"),
    ("acm", "CertificateManager", "CertificateManagerServiceRolePolicy"),
    ("airflow", "AmazonMWAA", "AmazonMWAAServiceRolePolicy"),
    ("airflow-serverless", "AmazonMWAAServerless", "AmazonMWAAServerlessServiceRolePolicy"),
    ("apidestinations.events", "AmazonEventBridgeApiDestinations", "AmazonEventBridgeApiDestinationsServiceRolePolicy"),
    ("appfabric", "AppFabric", "AWSAppFabricServiceRolePolicy"),
    ("application-insights", "ApplicationInsights", "CloudwatchApplicationInsightsServiceLinkedRolePolicy"),
    ("application-signals.cloudwatch", "CloudWatchApplicationSignals", "CloudWatchApplicationSignalsServiceRolePolicy"),
    ("appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy"),
    ("apprunner", "AppRunner", "AppRunnerServiceRolePolicy"),
    ("appstream.application-autoscaling", "ApplicationAutoScaling_AppStreamFleet", "AWSApplicationAutoscalingAppStreamFleetPolicy"),
    ("appsync", "AppSync", "AWSAppSyncServiceRolePolicy"),
    ("artifact", "Artifact", "AWSArtifactServiceRolePolicy"),
    ("auditmanager", "AuditManager", "AWSAuditManagerServiceRolePolicy"),
    ("autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"),
    ("autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"),
    ("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
    ("batch", "Batch", "BatchServiceRolePolicy"),
    ("braket", "AmazonBraket", "AmazonBraketServiceRolePolicy"),
    ("cassandra.application-autoscaling", "ApplicationAutoScaling_CassandraTable", "AWSApplicationAutoscalingCassandraTablePolicy"),
    ("chime", "AmazonChime", "AmazonChimeServiceRolePolicy"),
    ("cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"),
    ("cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"),
    ("codeguru-reviewer", "AmazonCodeGuruReviewer", "AmazonCodeGuruReviewerServiceRolePolicy"),
    ("codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"),
    ("cognito-idp", "AmazonCognitoIdp", "AmazonCognitoIdpServiceRolePolicy"),
    ("comprehend.application-autoscaling", "ApplicationAutoScaling_ComprehendEndpoint", "AWSApplicationAutoscalingComprehendEndpointPolicy"),
    ("compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"),
    ("config", "Config", "AWSConfigServiceRolePolicy"),
    ("config-conforms", "ConfigConforms", "ConfigConformsServiceRolePolicy"),
    ("connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
    ("continuousexport.discovery", "ApplicationDiscoveryServiceContinuousExport", "ApplicationDiscoveryServiceContinuousExportServiceRolePolicy"),
    ("cost-optimization-hub.bcm", "CostOptimizationHub", "CostOptimizationHubServiceRolePolicy"),
    ("custom-resource.application-autoscaling", "ApplicationAutoScaling_CustomResource", "AWSApplicationAutoScalingCustomResourcePolicy"),
    ("datasync", "DataSync", "AWSDataSyncServiceRolePolicy"),
    ("dax", "DAX", "DAXServiceRolePolicy"),
    ("delivery.logs", "LogDelivery", "AWSServiceRoleForLogDeliveryPolicy"),
    ("devops-guru", "DevOpsGuru", "AmazonDevOpsGuruServiceRolePolicy"),
    ("dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy"),
    ("dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"),
    ("docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"),
    ("drs", "ElasticDisasterRecovery", "AWSElasticDisasterRecoveryServiceRolePolicy"),
    ("dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable", "AWSApplicationAutoscalingDynamoDBTablePolicy"),
    ("ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"),
    ("ec2.application-autoscaling", "ApplicationAutoScaling_EC2SpotFleetRequest", "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy"),
    ("ec2fastlaunch", "EC2FastLaunch", "EC2FastLaunchServiceRolePolicy"),
    ("ec2fleet", "EC2Fleet", "AWSEC2FleetServiceRolePolicy"),
    ("ec2scheduled", "EC2ScheduledInstances", "AWSServiceRoleForEC2ScheduledInstances"),
    ("ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy"),
    ("ecs", "ECS", "AmazonECSServiceRolePolicy"),
    ("ecs.application-autoscaling", "ApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"),
    ("eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
    ("eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"),
    ("eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"),
    ("eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
    ("elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"),
    ("elasticache.application-autoscaling", "ApplicationAutoScaling_ElastiCacheRG", "AWSApplicationAutoscalingElastiCacheRGPolicy"),
    ("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
    ("elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
    ("elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
    ("elasticmapreduce", "EMRCleanup", "AmazonEMRCleanupPolicy"),
    ("email.cognito-idp", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"),
    ("emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"),
    ("emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"),
    ("es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
    ("events", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
    ("fis", "FIS", "AmazonFISServiceRolePolicy"),
    ("fms", "FMS", "FMSServiceRolePolicy"),
    ("fsx", "AmazonFSx", "AmazonFSxServiceRolePolicy"),
    ("globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
    ("grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"),
    ("guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
    ("imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder"),
    ("inspector", "AmazonInspector", "AmazonInspectorServiceRolePolicy"),
    ("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
    ("internetmonitor", "InternetMonitor", "CloudWatchInternetMonitorServiceRolePolicy"),
    ("iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"),
    ("ipam", "IPAM", "AWSIPAMServiceRolePolicy"),
    ("kafka", "Kafka", "KafkaServiceRolePolicy"),
    ("kafka.application-autoscaling", "ApplicationAutoScaling_KafkaCluster", "AWSApplicationAutoscalingKafkaClusterPolicy"),
    ("kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy"),
    ("lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"),
    ("lambda.application-autoscaling", "ApplicationAutoScaling_LambdaConcurrency", "AWSApplicationAutoscalingLambdaConcurrencyPolicy"),
    ("lex", "LexBots", "LexBotPolicy"),
    ("lexv2", "LexV2Bots", "AmazonLexV2BotPolicy"),
    ("lightsail", "Lightsail", "LightsailExportAccess"),
    ("logger.cloudfront", "CloudFrontLogger", "AWSCloudFrontLogger"),
    ("m2", "AWSM2", "AWSM2ServicePolicy"),
    ("macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
    ("maintenance.elasticbeanstalk", "ElasticBeanstalkMaintenance", "AWSElasticBeanstalkMaintenance"),
    ("malware-protection.guardduty", "AmazonGuardDutyMalwareProtection", "AmazonGuardDutyMalwareProtectionServiceRolePolicy"),
    ("managedupdates.elasticbeanstalk", "ElasticBeanstalkManagedUpdates", "AWSElasticBeanstalkManagedUpdatesServiceRolePolicy"),
    ("member.org.stacksets.cloudformation", "CloudFormationStackSetsOrgMember", "CloudFormationStackSetsOrgMemberServiceRolePolicy"),
    ("memorydb", "MemoryDB", "MemoryDBServiceRolePolicy"),
    ("mgn", "ApplicationMigrationService", "AWSApplicationMigrationServiceRolePolicy"),
    ("migrationhub-orchestrator", "MigrationHubOrchestrator", "AWSMigrationHubOrchestratorServiceRolePolicy"),
    ("mq", "AmazonMQ", "AmazonMQServiceRolePolicy"),
    ("mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"),
    ("neptune-graph", "NeptuneGraph", "AWSServiceRoleForNeptuneGraphPolicy"),
    ("neptune.application-autoscaling", "ApplicationAutoScaling_NeptuneCluster", "AWSApplicationAutoscalingNeptuneClusterPolicy"),
    ("network-firewall", "NetworkFirewall", "AWSNetworkFirewallServiceRolePolicy"),
    ("networkmanager", "NetworkManager", "AWSNetworkManagerServiceRolePolicy"),
    ("notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"),
    ("observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"),
    ("opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
    ("ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"),
    ("ops.athena", "AmazonAthena", "AmazonAthenaServiceRolePolicy"),
    ("ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"),
    ("opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"),
    ("opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"),
    ("organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
    ("osis", "AmazonOpenSearchIngestionService", "AmazonOpenSearchIngestionServiceRolePolicy"),
    ("pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
    ("ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
    ("rds", "RDS", "AmazonRDSServiceRolePolicy"),
    ("rds.application-autoscaling", "ApplicationAutoScaling_RDSCluster", "AWSApplicationAutoscalingRDSClusterPolicy"),
    ("redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
    ("remediation.config", "ConfigRemediation", "AWSConfigRemediationServiceRolePolicy"),
    ("replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"),
    ("replication.dynamodb", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
    ("replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"),
    ("replicator.lambda", "LambdaReplicator", "AWSLambdaReplicator"),
    ("reporting.trustedadvisor", "TrustedAdvisorReporting", "AWSTrustedAdvisorReportingServiceRolePolicy"),
    ("repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy"),
    ("resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"),
    ("rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy"),
    ("route53resolver", "Route53Resolver", "Route53ResolverServiceRolePolicy"),
    ("s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"),
    ("sagemaker", "AmazonSageMakerNotebooks", "AmazonSageMakerNotebooksServiceRolePolicy"),
    ("sagemaker.application-autoscaling", "ApplicationAutoScaling_SageMakerEndpoint", "AWSApplicationAutoscalingSageMakerEndpointPolicy"),
    ("schemas", "Schemas", "AmazonEventBridgeSchemasServiceRolePolicy"),
    ("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
    ("securitylake", "SecurityLake", "SecurityLakeServiceLinkedRole"),
    ("servicecatalog-appregistry", "AWSServiceCatalogAppRegistry", "AWSServiceCatalogAppRegistryServiceRolePolicy"),
    ("servicequotas", "ServiceQuotas", "ServiceQuotasServiceRolePolicy"),
    ("ses", "AmazonSES", "AmazonSESServiceRolePolicy"),
    ("shield", "AWSShield", "AWSShieldServiceRolePolicy"),
    ("spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
    ("spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
    ("ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
    ("ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy"),
    ("ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy"),
    ("ssm-sap", "AWSSSMForSAP", "AWSSSMForSAPServiceLinkedRolePolicy"),
    ("sso", "SSO", "AWSSSOServiceRolePolicy"),
    ("stacksets.cloudformation", "CloudFormationStackSetsOrgAdmin", "CloudFormationStackSetsOrgAdminServiceRolePolicy"),
    ("support", "Support", "AWSSupportServiceRolePolicy"),
    ("thirdparty.config", "ConfigThirdParty", "AWSConfigThirdPartyServiceRolePolicy"),
    ("timestream-influxdb", "TimestreamInfluxDB", "AmazonTimestreamInfluxDBServiceRolePolicy"),
    ("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
    ("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
    ("vpc-lattice", "VpcLattice", "AWSVpcLatticeServiceRolePolicy"),
    ("vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"),
    ("waf", "WAFLogging", "WAFLoggingServiceRolePolicy"),
    ("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws_managed;

    #[test]
    fn the_table_is_in_order_and_every_policy_is_one_of_aws() {
        assert!(TABLE.is_sorted_by(|(one, _, _), (next, _, _)| one < next));
        for template in Template::all() {
            let document = aws_managed::default_document(&template.policy_arn());
            assert!(document.is_some_and(|document| document.parsed().is_ok()), "{template:?}");
            assert_eq!(Template::of(&template.service_name()), Some(template));
            assert!(template.role_name(None).len() <= 64, "{template:?}");
        }
        assert!(WITH_SUFFIX.iter().all(|service| Template::of(&format!("{service}{DOMAIN}")).is_some()));
    }

    #[test]
    fn only_whole_service_names_are_known() {
        assert_eq!(Template::of("autoscaling"), None);
        assert_eq!(Template::of("AutoScaling.amazonaws.com"), None);
        let spot = Template::of("spot.amazonaws.com").unwrap();
        assert_eq!(spot.role_name(None), "AWSServiceRoleForEC2Spot");
        assert_eq!(spot.path(), "/aws-service-role/spot.amazonaws.com/");
        assert_eq!(spot.policy_arn(), "arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy");
    }
}
