import pytest

from core.model.outcome import Outcome
from core.probes.rel.chaos import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


@pytest.mark.parametrize(
    "files",
    [
        {"chaos/pod.yaml": "apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\n"},
        {"chaos/engine.yaml": "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\n"},
        {"tests/test_db.py": "from toxiproxy import Toxiproxy\nproxy = Toxiproxy().create(name='db')\n"},
        {"store_test.go": 'func TestCrash(t *testing.T) {\n\tfailpoint.Enable("store/crash", "panic")\n}\n'},
        {
            "k8s/route.yaml": "kind: VirtualService\nspec:\n  http:\n    - fault:\n        delay:\n"
            "          fixedDelay: 5s\n"
        },
        {"envoy.yaml": "http_filters:\n  - name: envoy.filters.http.fault\n"},
        {"infra/main.tf": 'resource "aws_fis_experiment_template" "a" {\n}\n'},
        {"infra/main.bicep": "resource e 'Microsoft.Chaos/experiments@2024-01-01' = {\n}\n"},
        {"scripts/run.sh": "java -jar app.jar --spring.profiles.active=chaos-monkey\n"},
        {"src/P.cs": "builder.AddChaosLatency(0.02, TimeSpan.FromSeconds(5));\n"},
    ],
)
def test_experiments_and_injected_faults_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "We practise chaos engineering with toxiproxy and `kind: PodChaos`.\n"},
        {"go.sum": "github.com/Shopify/toxiproxy v2.1.4+incompatible/go.mod h1:OX=\n"},
        {".tools/prom.sum": "github.com/Shopify/toxiproxy/v2 v2.1.4/go.mod h1:OX=\n"},
        {
            "crds/istio.yaml": "properties:\n  fault:\n    description: Fault injection policy\n"
            "    properties:\n      abort: {}\n"
        },
        {"data/airports.py": "A = [('SWA', 'Jieyang Chaoshan Airport')]\n"},
        {"pom.xml": "<artifactId>chaos-monkey-spring-boot</artifactId>\n"},
        {"src/graph.py": "from gremlin_python.process import traversal\n"},
    ],
)
def test_words_sums_and_shapes_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


RESILIENCY = "#!/bin/sh\n%s\ncurl -f localhost:9000\n"


def test_a_script_of_ci_that_stops_parts_of_the_system() -> None:
    ci = workflow("run: make test-resiliency") | {"Makefile": "test-resiliency:\n\tbash ./test/resiliency-tests.sh\n"}
    stops = {"test/resiliency-tests.sh": RESILIENCY % "docker stop shop-db-1"}
    assert ask(PROBE, ci | stops).outcome is Outcome.PRESENT
    assert ask(PROBE, stops).outcome is Outcome.ABSENT
    assert ask(PROBE, ci | {"test/resiliency-tests.sh": RESILIENCY % "true"}).outcome is Outcome.ABSENT


def test_places_at_which_tests_make_the_application_fail() -> None:
    text = "let h = Scheduler::test(vec![(3, FailureLocation::InsideProcessBatch)]);\n"
    assert ask(PROBE, {"src/batches_test.rs": text}).outcome is Outcome.PRESENT
