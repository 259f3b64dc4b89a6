"""A desktop of its own for every journey, and the sample repository."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.repository.sample import make_sample
from tests.end_to_end.desktop import Desktop, desktop

NEEDED = ("Xvfb", "openbox", "xdotool", "xprop", "dbus-daemon", "xclip")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    assert not missing, f"`packaging/bootstrap test` installs what is missing: {missing}"
    home = tmp_path / "home"
    home.mkdir()
    with desktop(home) as made:
        yield made


@pytest.fixture
def sightline() -> str:
    """Return the installed command."""
    return str(Path(sys.executable).parent / "sightline")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("client") / "parcel-desk")
