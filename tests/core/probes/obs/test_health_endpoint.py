import pytest

from core.model.outcome import Outcome
from core.probes.obs.health_endpoint import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": '@app.route("/health")\ndef health():\n    return "ok"\n'},
        {"src/a.ts": "app.get('/healthz', (req, res) => res.send('ok'));\n"},
        {"main.go": 'func main() {\n\thttp.HandleFunc("/readyz", ready)\n}\n'},
        {"lib/status.ex": 'def call(%Conn{path_info: ["status"]} = conn, _), do: send_resp(conn, 200, "")\n'},
        {"src/Program.cs": 'app.MapHealthChecks("/healthz");\n'},
        {"config/routes.rb": 'Rails.application.routes.draw do\n  get "up" => "rails/health#show"\nend\n'},
        {"bootstrap/app.php": "<?php\nreturn $app->withRouting(\n    health: '/up',\n);\n"},
        {"pom.xml": "<project><artifactId>spring-boot-starter-actuator</artifactId></project>\n"},
        {"src/app/api/heartbeat/route.ts": "export async function GET() {}\n"},
    ],
)
def test_an_endpoint_in_code_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": 'status = data.get("status")\n'},
        {"app/a.py": 'requests.get("http://other/health")\n'},
        {"src/a.ts": "const up = form.get('up');\n"},
        {"k8s/d.yaml": "kind: Deployment\nspec:\n  livenessProbe:\n    tcpSocket:\n      port: 80\n"},
        {"tests/test_a.py": 'client.get("/health")\n'},
    ],
)
def test_clients_and_getters_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {"Api/Up.cs": 'class Up : ControllerBase {\n  [HttpGet("~/api/v1/health")]\n  public A B() => Ok();\n}\n'},
        {"Api/Up.cs": 'class A : ControllerBase {\n  [AllowAnonymous, HttpGet("health")]\n  public A B() => C;\n}\n'},
        {"Api/HealthController.cs": '[Route("[controller]")]\npublic class HealthController : Controller\n{\n}\n'},
        {"Program.cs": 'app.UseHealthChecks("/up");\n'},
        {"Program.cs": 'app.MapGet("/healthz", () => Results.Ok());\n'},
        {"src/Routes.scala": 'val routes = HttpRoutes.of[IO] {\n  case GET -> Root / "health" => Ok()\n}\n'},
        {"conf/routes": "GET     /health     controllers.HealthController.index\n"},
    ],
)
def test_routes_by_attribute_and_by_convention(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_controller_about_health_as_a_subject_is_none() -> None:
    text = '[Route("api/records")]\npublic class HealthRecordsController : Controller\n{\n}\n'
    assert ask(PROBE, {"Api/HealthRecordsController.cs": text}).outcome is Outcome.ABSENT
