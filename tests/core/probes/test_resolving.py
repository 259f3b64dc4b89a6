"""Values of charts, variables and module arguments stand in place of what names them."""

from core.formats.infrastructure import Resource
from core.probes.reading import resources
from tests.helpers.snapshots import snapshot

TEMPLATE = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replicas: {{ .Values.replicas }}\n"


def _found(files: dict[str, str], path: str) -> list[Resource]:
    return [resource for file, resource in resources(snapshot(files)) if file.path == path]


def test_a_subchart_gets_what_the_chart_around_it_says() -> None:
    files = {
        "shop/Chart.yaml": "apiVersion: v2\nname: shop\n",
        "shop/values.yaml": "replicas: 9\ndb:\n  replicas: 2\n",
        "shop/charts/db/Chart.yaml": "apiVersion: v2\nname: db\n",
        "shop/charts/db/values.yaml": "replicas: 1\n",
        "shop/charts/db/templates/db.yaml": TEMPLATE,
        "shop/templates/web.yaml": TEMPLATE,
    }
    assert _found(files, "shop/charts/db/templates/db.yaml")[0].values["spec"] == {"replicas": 2}
    assert _found(files, "shop/templates/web.yaml")[0].values["spec"] == {"replicas": 9}


def test_of_several_callers_the_strongest_counts() -> None:
    files = {
        "dev/main.tf": 'module "db" {\n  source = "../db"\n  size = 1\n  zones = false\n}\n',
        "prod/main.tf": 'module "db" {\n  source = "../db"\n  size = 3\n  zones = true\n}\n',
        "db/variables.tf": 'variable "size" {\n  default = 2\n}\nvariable "zones" {}\n',
        "db/main.tf": 'resource "aws_db_instance" "a" {\n  count_of = var.size\n  multi_az = var.zones\n'
        "  name = var.name\n}\n",
    }
    assert _found(files, "db/main.tf")[0].values == {"count_of": 3, "multi_az": True, "name": "var.name"}


def test_bicep_modules_are_followed_through_modules() -> None:
    files = {
        "main.bicep": "param on bool = true\nmodule a './a.bicep' = {\n  params: { zones: on }\n}\n",
        "a.bicep": "param zones bool\nmodule b './b.bicep' = {\n  params: { zones: zones }\n}\n",
        "b.bicep": "param zones bool = false\nresource p 'Microsoft.Web/serverfarms@2024' = {\n  z: zones\n}\n",
    }
    assert _found(files, "b.bicep")[1].values == {"z": True}


def test_values_that_are_no_mapping_and_templates_without_a_chart() -> None:
    files = {"c/Chart.yaml": "apiVersion: v2\nname: c\n", "c/values.yaml": "- a\n", "c/templates/a.yaml": TEMPLATE}
    assert _found(files, "c/templates/a.yaml")[0].values["spec"] == {"replicas": "{{ .Values.replicas }}"}
    alone = {"templates/a.yaml": TEMPLATE}
    assert _found(alone, "templates/a.yaml")[0].values["spec"] == {"replicas": "{{ .Values.replicas }}"}
