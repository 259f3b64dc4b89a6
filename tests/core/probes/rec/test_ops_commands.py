import pytest

from core.model.outcome import Outcome
from core.probes.rec.ops_commands import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"shop/management/commands/pruneusers.py": "class Command(BaseCommand):\n    pass\n"},
        {"app/cli.py": "@cli.command('replay-webhooks')\ndef go():\n    pass\n"},
        {"app/cli.py": "@app.command()\ndef reindex_products(since: str):\n    pass\n"},
        {"app/Console/Commands/Fix.php": "<?php\nprotected $signature = 'orders:requeue {id}';\n"},
        {"lib/tasks/orders.rake": "namespace :orders do\n  task repair: :environment do\n  end\nend\n"},
        {"cmd/retry.go": 'var c = &cobra.Command{\n\tUse:   "retry ORDER",\n}\n'},
        {"cmd/tools.go": 'func r(app Clause) {\n\tapp.Command(component.Cleanup.String(), "Cleans up.")\n}\n'},
        {"src/cli.ts": "program.command('rotate-keys').action(rotate);\n"},
        {"src/main/java/C.java": '@Command(name = "rebuild-index")\nclass C {\n}\n'},
        {"src/Command/A.php": "<?php\n#[AsCommand(name: 'app:purge-carts')]\nclass A {}\n"},
    ],
)
def test_operators_commands_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {
            "src/cli.py": "@click.command('run')\ndef run():\n    pass\n\n@click.command('shell')\n"
            "def shell():\n    pass\n"
        },
        {"app/cli.py": "@cli.command(name='functional-test-fixtures')\ndef go():\n    pass\n"},
        {"shop/management/commands/populatedb.py": "class Command(BaseCommand):\n    pass\n"},
        {"Makefile": "clean:\n\trm -rf build\n\nrebuild: clean\n\tmake\n"},
        {"tasks.py": "@cli.command('rebuild')\ndef go():\n    pass\n"},
        {"hack/gen.go": 'var c = &cobra.Command{\n\tUse: "rebuild-docs",\n}\n'},
        {"docs/ops.md": "Run `manage.py reindex`.\n"},
        {"tests/test_cli.py": "@cli.command('reindex')\ndef go():\n    pass\n"},
    ],
)
def test_developers_tooling_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
