import pytest

from core.model.outcome import Outcome
from core.probes.rel.chaos import PROBE
from tests.helpers.snapshots import ask


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
