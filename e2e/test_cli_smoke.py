# SPDX-License-Identifier: Apache-2.0
"""The AWS CLI calls every operation that the server has, in an order that makes sense, and reads each answer.

The CLI's own driver runs inside this process: a process for each of so many commands would take a minute.
"""

import contextlib
import io
import json
import re
import shlex

import pytest
from awscli.clidriver import create_clidriver
from botocore import xform_name

from clients import allow, document, refused, trust
from server import ACCOUNT, REPOSITORY, ROOT

POLICY = f"arn:aws:iam::{ACCOUNT}:policy/p/pol"
AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/p/rol"
DOCUMENT = shlex.quote(document(allow("s3:GetObject")))
TRUST = shlex.quote(trust(f"arn:aws:iam::{ACCOUNT}:root"))
SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/idp"
MFA = f"arn:aws:iam::{ACCOUNT}:mfa/phone"
IDP = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com/shop"
THUMBPRINT = "6938fd4d98bab03faadb97b34396831e3780aea1"
DELEGATION = "0123456789abcdef"
TEMPLATE = "arn:aws:iam::aws:role-template/ecs.amazonaws.com/Worker:1"
TAGS = "--tags Key=team,Value=blue Key=shift,Value="

# The certificates and keys that the service's own tests use.
FILES = f"file://{REPOSITORY}/crates/service/tests"

# Each line is a command. `=>` is followed by what its answer must hold, asked in the CLI's own query language:
# `PATH = VALUE`, `PATH as $NAME` to keep it for later lines, or `fails CODE`.
AS_ROOT = f"""
iam create-account-alias --account-alias coffee
iam list-account-aliases                                                    => AccountAliases[0] = coffee
iam create-policy --policy-name pol --path /p/ --description d --policy-document {DOCUMENT} {TAGS} => Policy.Arn = {POLICY}
iam create-user --user-name usr --path /p/ --permissions-boundary {POLICY} {TAGS} => User.Path = /p/
iam get-user --user-name usr                                                => User.Tags[0].Key = team
iam list-users --path-prefix /p/                                            => Users[0].UserName = usr
iam update-user --user-name usr --new-user-name user
iam put-user-permissions-boundary --user-name user --permissions-boundary {AWS_POLICY}
iam delete-user-permissions-boundary --user-name user
iam tag-user --user-name user --tags Key=extra,Value=1
iam untag-user --user-name user --tag-keys extra shift
iam list-user-tags --user-name user                                         => Tags[].Key | join(',',@) = team
iam create-group --group-name grp --path /p/                                => Group.Path = /p/
iam update-group --group-name grp --new-group-name group
iam add-user-to-group --group-name group --user-name user
iam get-group --group-name group                                            => Users[0].UserName = user
iam list-groups --path-prefix /p/                                           => Groups[0].GroupName = group
iam list-groups-for-user --user-name user                                   => Groups[0].GroupName = group
iam create-open-id-connect-provider --url https://idp.example.com/shop --client-id-list till --thumbprint-list {THUMBPRINT} {TAGS} => OpenIDConnectProviderArn as $IDP
iam list-open-id-connect-providers                                          => OpenIDConnectProviderList[0].Arn = {IDP}
iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn $IDP --client-id bar
iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn $IDP --client-id till
iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn $IDP --thumbprint-list {THUMBPRINT}
iam tag-open-id-connect-provider --open-id-connect-provider-arn $IDP --tags Key=extra,Value=1
iam untag-open-id-connect-provider --open-id-connect-provider-arn $IDP --tag-keys extra shift
iam list-open-id-connect-provider-tags --open-id-connect-provider-arn $IDP  => Tags[].Key | join(',',@) = team
iam get-open-id-connect-provider --open-id-connect-provider-arn $IDP        => ClientIDList[0] = bar
sts assume-role-with-web-identity --role-arn {ROLE} --role-session-name ann --web-identity-token none => fails InvalidIdentityToken
iam delete-open-id-connect-provider --open-id-connect-provider-arn $IDP
iam create-access-key --user-name user                                      => AccessKey.AccessKeyId as $KEY
iam list-access-keys --user-name user                                       => AccessKeyMetadata[0].UserName = user
iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile /dev/null --bootstrap-method QRCodePNG {TAGS} => VirtualMFADevice.SerialNumber as $MFA
iam list-virtual-mfa-devices --assignment-status Unassigned                 => VirtualMFADevices[0].SerialNumber = {MFA}
iam tag-mfa-device --serial-number $MFA --tags Key=extra,Value=1
iam untag-mfa-device --serial-number $MFA --tag-keys extra shift
iam list-mfa-device-tags --serial-number $MFA                               => Tags[].Key | join(',',@) = team
iam enable-mfa-device --user-name user --serial-number $MFA --authentication-code1 123456 --authentication-code2 123456 => fails InvalidAuthenticationCode
iam resync-mfa-device --user-name user --serial-number $MFA --authentication-code1 123456 --authentication-code2 123456 => fails NoSuchEntity
iam deactivate-mfa-device --user-name user --serial-number $MFA             => fails NoSuchEntity
iam get-mfa-device --user-name user --serial-number $MFA                    => fails NoSuchEntity
iam list-mfa-devices --user-name user                                       => MFADevices | length(@) = 0
iam delete-virtual-mfa-device --serial-number $MFA
iam create-role --role-name rol --path /p/ --assume-role-policy-document {TRUST} --max-session-duration 7200 {TAGS} => Role.Arn = {ROLE}
iam get-role --role-name rol                                                => Role.MaxSessionDuration = 7200
iam list-roles --path-prefix /p/                                            => Roles[0].RoleName = rol
iam update-role --role-name rol --max-session-duration 3600 --description d
iam update-role-description --role-name rol --description described         => Role.Description = described
iam update-assume-role-policy --role-name rol --policy-document {TRUST}
iam put-role-permissions-boundary --role-name rol --permissions-boundary {POLICY}
iam delete-role-permissions-boundary --role-name rol
iam tag-role --role-name rol --tags Key=extra,Value=1
iam untag-role --role-name rol --tag-keys extra shift
iam list-role-tags --role-name rol                                          => Tags[].Key | join(',',@) = team
iam get-policy --policy-arn {POLICY}                                        => Policy.DefaultVersionId = v1
iam list-policies --scope Local                                             => Policies[0].PolicyName = pol
iam create-policy-version --policy-arn {POLICY} --policy-document {DOCUMENT} => PolicyVersion.VersionId = v2
iam get-policy-version --policy-arn {POLICY} --version-id v1                => PolicyVersion.Document.Statement[0].Action = s3:GetObject
iam list-policy-versions --policy-arn {POLICY}                              => length(Versions) = 2
iam set-default-policy-version --policy-arn {POLICY} --version-id v2
iam delete-policy-version --policy-arn {POLICY} --version-id v1
iam tag-policy --policy-arn {POLICY} --tags Key=extra,Value=1
iam untag-policy --policy-arn {POLICY} --tag-keys extra shift
iam list-policy-tags --policy-arn {POLICY}                                  => Tags[].Key | join(',',@) = team
iam attach-user-policy --user-name user --policy-arn {POLICY}
iam attach-group-policy --group-name group --policy-arn {POLICY}
iam attach-role-policy --role-name rol --policy-arn {POLICY}
iam list-attached-user-policies --user-name user                            => AttachedPolicies[0].PolicyArn = {POLICY}
iam list-attached-group-policies --group-name group                         => AttachedPolicies[0].PolicyArn = {POLICY}
iam list-attached-role-policies --role-name rol                             => AttachedPolicies[0].PolicyArn = {POLICY}
iam list-entities-for-policy --policy-arn {POLICY}                          => PolicyRoles[0].RoleName = rol
iam put-user-policy --user-name user --policy-name inl --policy-document {DOCUMENT}
iam put-group-policy --group-name group --policy-name inl --policy-document {DOCUMENT}
iam put-role-policy --role-name rol --policy-name inl --policy-document {DOCUMENT}
iam get-user-policy --user-name user --policy-name inl                      => PolicyDocument.Statement[0].Effect = Allow
iam get-group-policy --group-name group --policy-name inl                   => PolicyDocument.Statement[0].Effect = Allow
iam get-role-policy --role-name rol --policy-name inl                       => PolicyDocument.Statement[0].Effect = Allow
iam list-user-policies --user-name user                                     => PolicyNames[0] = inl
iam list-group-policies --group-name group                                  => PolicyNames[0] = inl
iam list-role-policies --role-name rol                                      => PolicyNames[0] = inl
iam create-instance-profile --instance-profile-name ins --path /p/ {TAGS}   => InstanceProfile.Path = /p/
iam add-role-to-instance-profile --instance-profile-name ins --role-name rol
iam get-instance-profile --instance-profile-name ins                        => InstanceProfile.Roles[0].RoleName = rol
iam list-instance-profiles --path-prefix /p/                                => InstanceProfiles[0].InstanceProfileName = ins
iam list-instance-profiles-for-role --role-name rol                         => InstanceProfiles[0].InstanceProfileName = ins
iam tag-instance-profile --instance-profile-name ins --tags Key=extra,Value=1
iam untag-instance-profile --instance-profile-name ins --tag-keys extra shift
iam list-instance-profile-tags --instance-profile-name ins                  => Tags[].Key | join(',',@) = team
iam get-account-summary                                                     => SummaryMap.Users = 1
iam get-account-authorization-details                                       => RoleDetailList[0].InstanceProfileList[0].InstanceProfileName = ins
iam generate-credential-report                                              => State = STARTED
iam get-credential-report                                                   => ReportFormat = text/csv
iam get-access-key-last-used --access-key-id $KEY                           => AccessKeyLastUsed.ServiceName = N/A
iam generate-service-last-accessed-details --arn {ROLE} --granularity ACTION_LEVEL => JobId as $JOB
iam get-service-last-accessed-details --job-id $JOB                         => ServicesLastAccessed[0].ServiceNamespace = s3
iam get-service-last-accessed-details-with-entities --job-id $JOB --service-namespace s3 => EntityDetailsList[0].EntityInfo.Arn = {ROLE}
iam list-policies-granting-service-access --arn {ROLE} --service-namespaces s3 => PoliciesGrantingServiceAccess[0].Policies[0].PolicyName = inl
iam update-account-password-policy --minimum-password-length 12 --require-symbols
iam get-account-password-policy                                             => PasswordPolicy.MinimumPasswordLength = 12
iam create-login-profile --user-name user --password 'Pa$$word-12345' --password-reset-required => LoginProfile.PasswordResetRequired = True
iam update-login-profile --user-name user --no-password-reset-required
iam get-login-profile --user-name user                                      => LoginProfile.PasswordResetRequired = False
iam change-password --old-password a --new-password b                       => fails InvalidUserType
iam delete-login-profile --user-name user
iam delete-account-password-policy
iam set-security-token-service-preferences --global-endpoint-token-version v2Token
iam put-account-properties --properties RoleManager/Enabled=true
iam get-account-properties                                                  => Properties."RoleManager/Enabled" = true
iam create-service-linked-role --aws-service-name ecs.amazonaws.com         => Role.RoleName as $LINKED
iam delete-service-linked-role --role-name $LINKED                          => DeletionTaskId as $TASK
iam get-service-linked-role-deletion-status --deletion-task-id $TASK        => Status = SUCCEEDED
iam upload-ssh-public-key --user-name user --ssh-public-key-body {FILES}/keys/ssh-rsa-2048.pub => SSHPublicKey.SSHPublicKeyId as $SSH
iam get-ssh-public-key --user-name user --ssh-public-key-id $SSH --encoding SSH => SSHPublicKey.Status = Active
iam update-ssh-public-key --user-name user --ssh-public-key-id $SSH --status Inactive
iam list-ssh-public-keys --user-name user                                   => SSHPublicKeys[0].Status = Inactive
iam delete-ssh-public-key --user-name user --ssh-public-key-id $SSH
iam upload-signing-certificate --user-name user --certificate-body {FILES}/certificates/self-p256.pem => Certificate.CertificateId as $SIGNING
iam update-signing-certificate --user-name user --certificate-id $SIGNING --status Inactive
iam list-signing-certificates --user-name user                              => Certificates[0].Status = Inactive
iam delete-signing-certificate --user-name user --certificate-id $SIGNING
iam create-saml-provider --name idp --saml-metadata-document {FILES}/saml/metadata.xml {TAGS} => SAMLProviderArn = {SAML}
iam list-saml-providers                                                     => SAMLProviderList[0].Arn = {SAML}
iam update-saml-provider --saml-provider-arn {SAML} --add-private-key {FILES}/certificates/leaf-key.pem --assertion-encryption-mode Required => SAMLProviderArn = {SAML}
iam get-saml-provider --saml-provider-arn {SAML}                            => PrivateKeyList[0].KeyId as $SAMLKEY
iam get-saml-provider --saml-provider-arn {SAML}                            => AssertionEncryptionMode = Required
iam update-saml-provider --saml-provider-arn {SAML} --assertion-encryption-mode Allowed --remove-private-key $SAMLKEY => SAMLProviderArn = {SAML}
iam tag-saml-provider --saml-provider-arn {SAML} --tags Key=extra,Value=1
iam untag-saml-provider --saml-provider-arn {SAML} --tag-keys extra shift
iam list-saml-provider-tags --saml-provider-arn {SAML}                      => Tags[].Key | join(',',@) = team
sts assume-role-with-saml --role-arn {ROLE} --principal-arn {SAML} --saml-assertion bm90aGluZw== => fails InvalidIdentityToken
iam delete-saml-provider --saml-provider-arn {SAML}
iam upload-server-certificate --server-certificate-name cert --certificate-body {FILES}/certificates/leaf.pem --private-key {FILES}/certificates/leaf-key.pem --certificate-chain {FILES}/certificates/intermediate.pem {TAGS} => ServerCertificateMetadata.Path = /
iam update-server-certificate --server-certificate-name cert --new-server-certificate-name certificate --new-path /p/
iam get-server-certificate --server-certificate-name certificate            => ServerCertificate.ServerCertificateMetadata.Path = /p/
iam list-server-certificates --path-prefix /p/                              => ServerCertificateMetadataList[0].ServerCertificateName = certificate
iam tag-server-certificate --server-certificate-name certificate --tags Key=extra,Value=1
iam untag-server-certificate --server-certificate-name certificate --tag-keys extra shift
iam list-server-certificate-tags --server-certificate-name certificate      => Tags[].Key | join(',',@) = team
iam delete-server-certificate --server-certificate-name certificate
iam create-service-specific-credential --user-name user --service-name codecommit.amazonaws.com => ServiceSpecificCredential.ServiceSpecificCredentialId as $SERVICE
iam reset-service-specific-credential --user-name user --service-specific-credential-id $SERVICE => ServiceSpecificCredential.Status = Active
iam update-service-specific-credential --user-name user --service-specific-credential-id $SERVICE --status Inactive
iam list-service-specific-credentials --user-name user                      => ServiceSpecificCredentials[0].Status = Inactive
iam delete-service-specific-credential --user-name user --service-specific-credential-id $SERVICE
sts get-caller-identity                                                     => Account = {ACCOUNT}
sts get-session-token --duration-seconds 900                                => length(Credentials) = 4
iam simulate-custom-policy --policy-input-list {DOCUMENT} --action-names s3:GetObject => EvaluationResults[0].EvalDecision = allowed
iam simulate-principal-policy --policy-source-arn {ROLE} --action-names s3:PutObject => EvaluationResults[0].EvalDecision = implicitDeny
iam get-context-keys-for-custom-policy --policy-input-list {DOCUMENT}      => length(ContextKeyNames) = 0
iam get-context-keys-for-principal-policy --policy-source-arn {ROLE}       => length(ContextKeyNames) = 0
iam enable-outbound-web-identity-federation                                 => starts_with(IssuerIdentifier, 'http') = True
iam get-outbound-web-identity-federation-info                               => JwtVendingEnabled = True
sts get-web-identity-token --audience coffee --signing-algorithm RS256       => starts_with(WebIdentityToken, 'ey') = True
iam disable-outbound-web-identity-federation
iam list-delegation-requests                                                => length(DelegationRequests) = 0
iam create-delegation-request --description d --requestor-workflow-id workflow --session-duration 3600 --notification-channel arn:aws:sns:us-east-1:{ACCOUNT}:t --permissions PolicyTemplateArn=arn:aws:iam::444455556666:delegation-template/t => fails AccessDenied
iam accept-delegation-request --delegation-request-id {DELEGATION} => fails NoSuchEntity
iam associate-delegation-request --delegation-request-id {DELEGATION} => fails NoSuchEntity
iam get-delegation-request --delegation-request-id {DELEGATION} => fails NoSuchEntity
iam reject-delegation-request --delegation-request-id {DELEGATION} => fails NoSuchEntity
iam update-delegation-request --delegation-request-id {DELEGATION} => fails NoSuchEntity
iam send-delegation-token --delegation-request-id {DELEGATION}               => fails NoSuchEntity
iam get-human-readable-summary --entity-arn arn:aws:iam::{ACCOUNT}:delegation-request/{DELEGATION} => fails NoSuchEntity
iam acquire-role --template-arn {TEMPLATE}                                  => fails NoSuchEntity
iam get-role-template-version --template-arn {TEMPLATE}                     => fails NoSuchEntity
sts get-delegated-access-token --trade-in-token token                        => fails ExpiredTradeInTokenException
sts get-federation-token --name guest                                       => FederatedUser.Arn = arn:aws:sts::{ACCOUNT}:federated-user/guest
sts get-access-key-info --access-key-id {ROOT.access_key_id}                => Account = {ACCOUNT}
"""

# As the user, with what the answers above gave.
AS_USER = f"""
sts assume-role --role-arn {ROLE} --role-session-name cli                   => AssumedRoleUser.Arn = arn:aws:sts::{ACCOUNT}:assumed-role/rol/cli
"""

AFTER = f"""
sts decode-authorization-message --encoded-message $ENCODED                 => length(@) = 1
iam update-access-key --user-name user --access-key-id $KEY --status Inactive
iam delete-access-key --user-name user --access-key-id $KEY
iam remove-role-from-instance-profile --instance-profile-name ins --role-name rol
iam delete-instance-profile --instance-profile-name ins
iam delete-user-policy --user-name user --policy-name inl
iam delete-group-policy --group-name group --policy-name inl
iam delete-role-policy --role-name rol --policy-name inl
iam detach-user-policy --user-name user --policy-arn {POLICY}
iam detach-group-policy --group-name group --policy-arn {POLICY}
iam detach-role-policy --role-name rol --policy-arn {POLICY}
iam remove-user-from-group --group-name group --user-name user
iam delete-group --group-name group
iam delete-user --user-name user
iam delete-role --role-name rol
iam delete-policy --policy-arn {POLICY}
iam delete-account-alias --account-alias coffee
iam get-account-summary                                                     => SummaryMap.[Users,Groups,Roles,Policies] | sum(@) = 0
"""


def run(driver, command, query=None):
    """Runs one command and returns what it prints, parsed."""
    arguments = shlex.split(command) + (["--query", query] if query else [])
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = driver.main(arguments)
    assert status == 0, f"aws {command}\n{err.getvalue()}"
    return json.loads(out.getvalue()) if out.getvalue().strip() else None


def error(driver, command):
    """Runs one command that must fail and returns what it says."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = driver.main(shlex.split(command))
    assert status != 0, f"aws {command}\n{out.getvalue()}"
    return err.getvalue()


def play(script, monkeypatch, caller, kept):
    """Runs a script's commands in order and compares their answers with what the script says."""
    with monkeypatch.context() as variables:
        for name, value in {**caller.credentials.variables(), "AWS_ENDPOINT_URL": caller.server.url}.items():
            variables.setenv(name, value)
        driver = create_clidriver()
        for line in script.strip().splitlines():
            command, _, expected = (part.strip() for part in line.partition("=>"))
            command = re.sub(r"\$([A-Z]+)\b", lambda name: kept[name[1]], command)
            if not expected:
                assert run(driver, command) is None, f"aws {command} answers with nothing"
                continue
            if expected.startswith("fails "):
                code = expected.removeprefix("fails ")
                assert f"({code})" in error(driver, command), f"aws {command}"
                continue
            query, keep, name = expected.rpartition(" as $")
            if keep:
                kept[name] = run(driver, command, query)
                continue
            query, _, value = expected.rpartition(" = ")
            assert str(run(driver, command, query)) == value, f"aws {command}"


def test_every_operation_answers_the_cli(root, monkeypatch):
    kept = {}
    play(AS_ROOT, monkeypatch, root, kept)
    # Root assumes no roles, so the scripts need one user that they do not make themselves.
    user = root.user("assumer")
    allowed = document(allow("sts:AssumeRole"))
    root.iam.put_user_policy(UserName="assumer", PolicyName="p", PolicyDocument=allowed)
    play(AS_USER, monkeypatch, user, kept)
    with refused("AccessDenied") as denial:
        user.iam.list_users()
    kept["ENCODED"] = encoded_message(root.server, denial)
    root.iam.delete_access_key(UserName="assumer", AccessKeyId=user.credentials.access_key_id)
    root.iam.delete_user_policy(UserName="assumer", PolicyName="p")
    root.iam.delete_user(UserName="assumer")
    play(AFTER, monkeypatch, root, kept)


def encoded_message(server, denial):
    """Why a call was denied, sealed, as its audit record has it."""
    record = server.audit_of(denial.value.response["ResponseMetadata"]["RequestId"])
    return record["additionalEventData"]["encodedAuthorizationMessage"]


def test_the_scripts_leave_nothing_out():
    """Whoever adds an operation adds its command here."""
    coverage = (REPOSITORY / "COVERAGE.md").read_text()
    present = {dashed(name) for name in re.findall(r"^\| (\w+) \| \[done\]", coverage, re.MULTILINE)}
    assert len(present) > 5
    called = {line.split()[1] for line in (AS_ROOT + AS_USER + AFTER).splitlines() if line}
    assert present - called == set()
    assert called - present == set()


def dashed(name):
    return re.sub(r"(?<!^)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "-", name).lower()


def test_an_operation_that_is_not_there_says_so(root):
    coverage = (REPOSITORY / "COVERAGE.md").read_text()
    missing = re.findall(r"^\| (\w+) \| not yet \|", coverage, re.MULTILINE)
    model = root.iam.meta.service_model
    known = [name for name in missing if name in model.operation_names]
    # One that can be called without parameters.
    asked = next((name for name in known if not required(model.operation_model(name))), None)
    if asked is None:
        pytest.skip("every operation is there")
    message = f"operation `{asked}` is known but not implemented by this server"
    with refused("NotImplemented", message, status=501):
        getattr(root.iam, xform_name(asked))()


def required(operation):
    return operation.input_shape.required_members if operation.input_shape else []
