"""CloudFormation and SAM templates, and the Serverless Framework, in the shapes that real ones have."""

import pytest

from core.formats import cloudformation, kubernetes, serverless
from core.formats.errors import NotUnderstood

STACK = """AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Zones:
    Type: String
    Default: 'true'
    AllowedValues: ['true', 'false']
  Name: {Type: String}
Conditions:
  Production: !Equals [!Ref Name, prod]
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Condition: Production
    Properties:
      MultiAZ: !Ref Zones
      DBName: !Sub '${Name}-db'
      BackupRetentionPeriod: !If [Production, 14, 1]
      VPC: !Ref Name
Outputs:
  Host:
    Value: !GetAtt Database.Endpoint.Address
"""

SAM = """AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 10
    Tracing: Active
    Layers: [a]
    DeploymentPreference:
      Type: Canary10Percent5Minutes
      Alarms: [!Ref Errors]
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 30
      Layers: [b]
  Errors:
    Type: AWS::CloudWatch::Alarm
"""

JSON = """{
  "Resources": {
    "Queue": {
      "Type": "AWS::SQS::Queue",
      "Properties": {"RedrivePolicy": {"maxReceiveCount": 3, "deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}}}
    }
  }
}
"""

SERVERLESS = """service: orders
plugins: [serverless-plugin-canary-deployments]
provider:
  name: aws
  runtime: nodejs20.x
  logRetentionInDays: 30
custom:
  prune:
    automatic: true
functions:
  place:
    handler: src/place.handler
    timeout: 6
    deploymentSettings:
      type: Linear10PercentEvery1Minute
resources:
  Resources:
    Dead:
      Type: AWS::SQS::Queue
"""


def test_parameters_conditions_and_short_tags() -> None:
    file = cloudformation.parse("stack.yaml", STACK)
    assert [(r.kind, r.name, r.line, r.end_line, r.condition) for r in file.resources] == [
        ("parameter", "Zones", 3, 6, ""),
        ("parameter", "Name", 7, 7, ""),
        ("AWS::RDS::DBInstance", "Database", 11, 18, "Production"),
        ("output", "Host", 20, 21, ""),
    ]
    assert file.resources[0].values["AllowedValues"] == [True, False]
    assert file.resources[2].values["Properties"] == {
        "MultiAZ": True,
        "DBName": {"Fn::Sub": "${Name}-db"},
        "BackupRetentionPeriod": {"Fn::If": ["Production", 14, 1]},
        "VPC": {"Ref": "Name"},
    }


def test_globals_reach_every_function_and_its_own_settings_win() -> None:
    orders, _ = cloudformation.parse("template.yaml", SAM).resources
    assert orders.values["Properties"] == {
        "Timeout": 30,
        "Tracing": "Active",
        "Layers": ["a", "b"],
        "DeploymentPreference": {"Type": "Canary10Percent5Minutes", "Alarms": [{"Ref": "Errors"}]},
    }


def test_templates_in_json_and_what_is_none() -> None:
    [queue] = cloudformation.parse("queue.template", JSON).resources
    assert queue.values["Properties"]["RedrivePolicy"]["maxReceiveCount"] == 3
    assert cloudformation.parse("package.json", '{"name": "a"}').resources == ()
    assert kubernetes.parse("a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {a: 'AWS::SQS::Queue'}\n").resources
    with pytest.raises(NotUnderstood):
        cloudformation.parse("queue.template", JSON[:-6])


def test_functions_of_the_serverless_framework_inherit_from_their_provider() -> None:
    file = serverless.parse("serverless.yml", SERVERLESS)
    assert [(r.kind, r.name, r.line) for r in file.resources] == [
        ("provider", "aws", 4),
        ("function", "place", 11),
        ("custom", "prune", 8),
        ("AWS::SQS::Queue", "Dead", 18),
    ]
    place = file.resources[1].values
    assert (place["runtime"], place["timeout"], place["logRetentionInDays"]) == ("nodejs20.x", 6, 30)
    assert place["deploymentSettings"] == {"type": "Linear10PercentEvery1Minute"}


def test_short_provider_parts_in_a_list_and_another_file() -> None:
    text = (
        "service: a\nprovider: aws\nfunctions:\n  - ${file(f.yml)}\n  - go: {handler: x}\nresources: ${file(r.yml)}\n"
    )
    assert [(r.kind, r.name) for r in serverless.parse("serverless.yml", text).resources] == [
        ("provider", "aws"),
        ("function", "go"),
    ]
    with pytest.raises(NotUnderstood):
        serverless.parse("serverless.yml", "a: 1\n")
