import pytest

from core.model.outcome import Outcome
from core.probes.rel.graceful_shutdown import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "signal.signal(signal.SIGTERM, stop)\n"},
        {"src/a.js": "process.on('SIGTERM', () => server.close());\n"},
        {"main.go": "func main() {\n\tsignal.Notify(stop, syscall.SIGTERM)\n}\n"},
        {"Dockerfile": 'CMD ["uvicorn", "a:app", "--timeout-graceful-shutdown=30"]\n'},
        {"src/Worker.cs": "public override async Task StopAsync(CancellationToken token)\n{\n}\n"},
        {"deploy/web.yaml.erb": "lifecycle:\n  preStop:\n    exec:\n      command: [nginx, -s, quit]\n"},
        {
            "k8s/d.yaml": "kind: Deployment\nspec:\n  terminationGracePeriodSeconds: 60\n  containers:\n"
            "    - lifecycle:\n        preStop:\n          exec: {}\n"
        },
    ],
)
def test_handled_signals_and_draining_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"k8s/d.yaml": "kind: Deployment\nspec:\n  terminationGracePeriodSeconds: 60\n"},
        {"k8s/d.yaml": "lifecycle:\n  preStop:\n    exec:\n      command: [sleep, '25']\n"},
        {"src/Startup.cs": "public void Configure(IHostApplicationLifetime lifetime)\n{\n}\n"},
        {"app/a.py": "app.run()\n"},
        {"docs/a.md": "Use process.on('SIGTERM').\n"},
        {"main.go": "func main() {\n\tsignal.Notify(sigs, syscall.SIGUSR1)\n}\n"},
    ],
)
def test_defaults_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_the_time_that_a_platform_gives_before_it_kills() -> None:
    assert ask(PROBE, {"fly.toml": 'kill_signal = "SIGTERM"\nkill_timeout = 30\n'}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"config/deploy.yml": "service: shop\ndrain_timeout: 30\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"fly.toml": 'app = "shop"\n'}).outcome is Outcome.ABSENT
