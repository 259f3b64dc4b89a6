"""What is loaded in idle time: everything that the first audit would wait for."""

import json
import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import json, sys
from PySide6.QtCore import QTimer
from gui.ahead import Ahead
from gui.app import application
app = application()
ahead = Ahead()
ahead.start()
watch = QTimer()
watch.timeout.connect(lambda: app.quit() if ahead.done else None)
watch.start(10)
app.exec()
print(json.dumps(sorted(sys.modules)))
"""


def test_the_first_audit_finds_its_libraries_loaded(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    modules = json.loads(done.stdout.splitlines()[-1])
    wanted = ("sqlmodel", "core.store.opening", "gui.views.workspace", "pygments.lexers", "markdown_it")
    assert [name for name in wanted if name not in modules] == []
