import pytest

from core.model.outcome import Outcome
from core.probes.obs.deep_health import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {
            "app/a.py": '@app.route("/health")\ndef health():\n    db.session.execute(text("SELECT 1"))\n'
            '    return "ok"\n'
        },
        {
            "app/b.py": 'def health():\n    return {"db": version()}\n\ndef version():\n'
            '    return session.execute("x")\n'
        },
        {
            "src/a.ts": "export async function healthCheck(req, res) {\n  await pool.query('SELECT 1');\n"
            "  res.send('ok');\n}\n"
        },
        {"src/Program.cs": "builder.Services.AddHealthChecks().AddNpgSql(conn);\n"},
        {"src/h.go": "func readyz(w http.ResponseWriter) {\n\tif err := db.Ping(); err != nil {\n\t\treturn\n\t}\n}\n"},
        {
            "lib/tenants.ex": "# health of a tenant\ndefmodule Tenants do\n  def check_tenant_connection(conn) do\n"
            '    Postgrex.query(conn, "SELECT 1", [])\n  end\n\n  def health(id), do: :ok\nend\n'
        },
        {"config/routes.rb": "get '/healthcheck/ready', to: Healthcheck.rack_response(Healthcheck::ActiveRecord)\n"},
    ],
)
def test_a_check_that_touches_a_dependency_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": '@app.route("/health")\ndef health():\n    return "ok"\n'},
        {"src/Program.cs": "builder.Services.AddOpenTelemetry().WithTracing(t => t.AddRedisInstrumentation());\n"},
        {"app/a.py": 'def connect():\n    db.execute("SELECT 1")\n\ndef health():\n    return "ok"\n'},
    ],
)
def test_always_healthy_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {"lib/shop/tenants.ex": "defmodule T do\n  def health_check(id) do\n    get_health_conn(id)\n  end\nend\n"},
        {
            "src/main/java/DbHealth.java": "class DbHealth {\n  Health health() {\n    source.getConnection();\n"
            "    return up();\n  }\n}\n"
        },
    ],
)
def test_a_check_that_opens_a_connection(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_file_whose_path_is_the_route() -> None:
    text = "export const loader = async () => {\n  %s;\n  return Response.json({ status: 'ok' });\n};\n"
    checks = text % "await prisma.$queryRaw`SELECT 1`"
    assert ask(PROBE, {"app/routes/api+/health.ts": checks}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"app/routes/api+/orders.ts": checks}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"app/routes/api+/health.ts": text % "const x = 1"}).outcome is Outcome.ABSENT


def test_a_handler_in_go_that_asks_a_key_server() -> None:
    handler = "func ReadinessCheckHandler(w http.ResponseWriter, r *http.Request) {\n\t%s\n}\n"
    asks = handler % "if _, err := GlobalKMS.GenerateKey(ctx, req); err != nil {\n\t}"
    assert ask(PROBE, {"cmd/health.go": asks}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"cmd/health.go": handler % "w.WriteHeader(200)"}).outcome is Outcome.ABSENT


def test_a_controller_of_the_status_that_touches_the_database_counts() -> None:
    body = (
        "<?php\nclass StatusController\n{\n    public function show()\n    {\n"
        "        $ok = DB::table('migrations')->count() > 0;\n        return response()->json([], $ok ? 200 : 500);\n"
        "    }\n}\n"
    )
    assert ask(PROBE, {"app/Settings/StatusController.php": body}).outcome is Outcome.PRESENT
    orders = body.replace("500", "201")
    assert ask(PROBE, {"app/Orders/OrderStatusController.php": orders}).outcome is Outcome.ABSENT


def test_a_handler_that_is_given_a_connection_only_answers_with_one() -> None:
    assert (
        ask(PROBE, {"src/web.rs": '#[get("/alive")]\nfn alive(_conn: DbConn) -> String {\n    now()\n}\n'}).outcome
        is Outcome.PRESENT
    )
    assert (
        ask(PROBE, {"src/web.rs": '#[get("/alive")]\nfn alive() -> String {\n    now()\n}\n'}).outcome is Outcome.ABSENT
    )


def test_a_health_controller_that_asks_a_model_counts() -> None:
    body = "<?php\nclass HealthcheckController\n{\n    public function check()\n    {\n        User::count();\n"
    asks = body + "        return response('OK', 200);\n    }\n}\n"
    assert ask(PROBE, {"app/Http/Controllers/HealthcheckController.php": asks}).outcome is Outcome.PRESENT
    shallow = asks.replace("        User::count();\n", "")
    assert ask(PROBE, {"app/Http/Controllers/HealthcheckController.php": shallow}).outcome is Outcome.ABSENT
