"""A desktop of our own (X server, window manager, session bus) and a person in front of it."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
PATIENCE = 45.0
"""Seconds that the person waits for something to appear on a slow machine."""
T = TypeVar("T")


@dataclass(frozen=True)
class Node:
    """One thing on the screen as assistive technology sees it."""

    path: tuple[int, ...]
    role: str
    name: str
    states: frozenset[str]
    text: str
    box: tuple[int, int, int, int] | None

    @property
    def centre(self) -> tuple[int, int]:
        """Return the middle of the thing on the screen."""
        assert self.box is not None
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


def until(what: str, look: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """Return what `look` finds as soon as it finds something; fail with `what` when patience ends."""
    pause = threading.Event()
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s for: {what}")
        pause.wait(0.1)


class Desktop:
    """An X server with a window manager and a session bus."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def run(self, *command: str, data: bytes | None = None) -> str:
        """Run a tool on this desktop and return what it prints."""
        done = subprocess.run(command, env=self.environment, input=data, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
        return done.stdout.decode()

    def picture(self, path: Path) -> None:
        """Take a picture of the whole screen."""
        self.run("import", "-window", "root", str(path))


@contextmanager
def desktop(home: Path, size: str = "1600x1000") -> Iterator[Desktop]:
    """Start a desktop whose home is `home`, and end it."""
    with ExitStack() as stack:

        def start(*command: str, **options: Any) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                command, env=environment, text=True, stderr=subprocess.DEVNULL, start_new_session=True, **options
            )

            def end() -> None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                for stream in (process.stdin, process.stdout):
                    if stream:
                        stream.close()

            stack.callback(end)
            return process

        runtime = home / "runtime"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "LANG": "C.UTF-8",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "0",
            "PYTHONFAULTHANDLER": "1",
        }
        read, write = os.pipe()
        start(
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{size}x24",
            "-dpi",
            "96",
            "-nolisten",
            "tcp",
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as display:
            environment["DISPLAY"] = f":{display.readline().strip()}"
        bus = start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        start("openbox", "--sm-disable")
        made = Desktop(environment)
        until(
            "the window manager",
            lambda: "_NET_SUPPORTING_WM_CHECK(WINDOW)" in made.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"),
        )
        yield made


class Person:
    """Someone who uses the application by keyboard, pointer and screen reader."""

    def __init__(
        self, on: Desktop, process: "subprocess.Popen[bytes]", reader: "subprocess.Popen[str]", log: Path
    ) -> None:
        self.desktop = on
        self.log = log
        self.process = process
        self._reader = reader

    # ------------------------------------------------------------ seeing

    def _ask(self, **question: Any) -> Any:
        assert self._reader.stdin is not None and self._reader.stdout is not None
        self._reader.stdin.write(json.dumps({"application": "sightline", **question}) + "\n")
        self._reader.stdin.flush()
        reply = json.loads(self._reader.stdout.readline())
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply["answer"]

    def nodes(self) -> list[Node]:
        """Return everything that shows."""
        if self.process.poll() is not None:
            raise AssertionError(
                f"the application ended with {self.process.returncode}:\n{self.log.read_text()[-6000:]}"
            )
        try:
            return [
                Node(
                    tuple(n["path"]),
                    n["role"],
                    n["name"],
                    frozenset(n["states"]),
                    n["text"],
                    n["box"] and tuple(n["box"]),
                )
                for n in self._ask(ask="tree")
            ]
        except RuntimeError:
            return []

    def find(self, name: str, role: str = "") -> Node | None:
        """Return the first thing whose name contains these words."""
        return next((n for n in self.nodes() if name.lower() in n.name.lower() and (not role or n.role == role)), None)

    def see(self, name: str, role: str = "", patience: float = PATIENCE) -> Node:
        """Wait until a thing shows whose name contains these words."""
        try:
            return until(f"{role or 'something'} named {name!r}", lambda: self.find(name, role), patience)
        except AssertionError:
            shown = "\n".join(f"  {n.role}: {n.name[:110]}" for n in self.nodes() if n.name)
            raise AssertionError(f"no {role or 'thing'} named {name!r}; there is:\n{shown}") from None

    def gone(self, name: str, role: str = "") -> None:
        """Wait until nothing shows whose name contains these words."""
        until(f"{name!r} to go away", lambda: self.find(name, role) is None)

    def selected(self, role: str = "list item") -> Node | None:
        """Return the selected row that has the focus, or else any selected row."""
        rows = [n for n in self.nodes() if n.role == role and "selected" in n.states]
        return next((n for n in rows if "focused" in n.states), rows[-1] if rows else None)

    # ------------------------------------------------------------ doing

    def press(self, *keys: str) -> None:
        """Press keys one after the other (`j`, `ctrl+Return`, `F6`)."""
        for key in keys:
            self.desktop.run("xdotool", "key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type text."""
        self.desktop.run("xdotool", "type", "--delay", "12", "--file", "-", data=text.encode())

    def click(self, node: Node) -> None:
        """Click in the middle of a thing."""
        x, y = node.centre
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def act(self, node: Node) -> None:
        """Do the first action of a thing, as a screen reader would."""
        self._ask(ask="act", path=list(node.path))

    def choose_file(self, title: str, path: Path) -> None:
        """Type a path into the file dialog of that title, and wait until its window is gone.

        The wait asks the X server: walking the accessibility tree at the instant when Qt's own file dialog closes can
        crash Qt 6.11 (a cell of the dialog's list asks for the view that is being destroyed).
        """
        self.see("File name", "text")
        self.press("ctrl+a")
        self.type(str(path))
        open_before = self._windows(title)
        self.press("Return")
        until(f"the file dialog {title!r} to close", lambda: self._windows(title) < open_before)

    def _windows(self, title: str) -> int:
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        done = subprocess.run(command, env=self.desktop.environment, capture_output=True, text=True, check=False)
        return len(done.stdout.split())

    def fill(self, name: str, text: str, role: str = "") -> None:
        """Put text into a field."""
        self.click(self.see(name, role))
        self.press("ctrl+a")
        self.type(text)


@contextmanager
def person(on: Desktop, command: list[str], directory: Path) -> Iterator[Person]:
    """Start the application and sit down in front of it; afterwards end it."""
    reader = subprocess.Popen(
        ["/usr/bin/python3", str(HERE / "accessibility.py")],
        env=on.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    log = (directory / "application.log").open("ab")
    process = subprocess.Popen(command, env=on.environment, cwd=directory, stdout=log, stderr=log)
    someone = Person(on, process, reader, directory / "application.log")
    try:
        until("the application in the accessibility tree", lambda: len(someone.nodes()) > 3)
        yield someone
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.kill()
        reader.wait()
        for stream in (reader.stdin, reader.stdout):
            if stream:
                stream.close()
        log.close()
