"""The picture in ARCHITECTURE.md is held by machine: imports go down, heavy libraries stay in their rooms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_follow_the_contracts() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_a_light_verb_loads_no_heavy_library() -> None:
    code = (
        "import sys; from core.cli.main import main\n"
        "try: main(['rubric', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'weasyprint', 'pyhanko', 'sqlmodel', 'git', 'PySide6', 'pikepdf'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
