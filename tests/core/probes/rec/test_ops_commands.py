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
        {"lib/tasks/prices.rake": "namespace :a do\n  task delete_empty_prices: :environment do\n  end\nend\n"},
        {"cmd/retry.go": 'var c = &cobra.Command{\n\tUse:   "retry ORDER",\n}\n'},
        {"cmd/tools.go": 'func r(app Clause) {\n\tapp.Command(component.Cleanup.String(), "Cleans up.")\n}\n'},
        {"src/cli.ts": "program.command('rotate-keys').action(rotate);\n"},
        {"src/main/java/C.java": '@Command(name = "rebuild-index")\nclass C {\n}\n'},
        {"src/Command/A.php": "<?php\n#[AsCommand(name: 'app:purge-carts')]\nclass A {}\n"},
        {"src/Options.cs": '[Option("restore-archive", Required = false)]\npublic string? Archive { get; set; }\n'},
        {"src/Tasks/OptimizeDatabaseTask.cs": "public class OptimizeDatabaseTask : IScheduledTask\n{\n}\n"},
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


@pytest.mark.parametrize(
    "files",
    [
        {
            "src/main.rs": "#[derive(Subcommand)]\nenum Command {\n    /// Makes the queue empty.\n"
            "    ClearTaskQueue,\n    ExportWords { name: String },\n}\n"
        },
        {"cmd/main.go": 'import "github.com/urfave/cli/v2"\nvar c = &cli.Command{\n\tName: "reindex",\n}\n'},
        {"src/Command/A.php": "<?php\n#[AsCommand(\n    name: 'app:purge-carts',\n)]\nclass A {}\n"},
        {"lib/mix/tasks/shop.reindex.ex": "defmodule Mix.Tasks.Shop.Reindex do\n  use Mix.Task\nend\n"},
        {"cmd/router.go": 'r.Post(adminVersion + "/rebalance/start").HandlerFunc(admin.Start)\n'},
    ],
)
def test_commands_whose_name_stands_apart_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {
            "src/main.rs": "#[derive(Subcommand)]\nenum Command {\n    Serve,\n    Version,\n}\n"
            "enum Job {\n    Repair,\n}\n"
        },
        {"cmd/flags.go": 'import "github.com/urfave/cli/v3"\nvar f = &cli.IntFlag{\n\tName: "retry-limit",\n}\n'},
        {"cmd/main.go": 'var c = &cli.Command{\n\tName: "healthcheck",\n}\n'},
        {"deploy/job.ts": "export const job = {\n  name: 'cleanup',\n};\n"},
        {"src/routes.ts": "router.post('/admin/users/:id/orders', list);\n"},
    ],
)
def test_what_is_only_named_like_a_command_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
