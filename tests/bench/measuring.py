"""Runs commands in processes of their own and notes wall time, processor time and memory."""

import contextlib
import resource
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
ROUNDS = 5
_PAGE = resource.getpagesize() / 1024 / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of wall, seconds of processor, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One result beside its reference."""

    name: str
    ours: Cost
    reference: Cost | None
    budget: str

    def cells(self) -> str:
        """Return the cells of the table."""
        wall = f"{self.ours.wall:.2f}"
        if self.reference is None:
            return f"{wall} | | | {self.budget} | | {self.ours.memory:.0f}"
        ratio, cpu = self.ours.wall / self.reference.wall, self.ours.cpu / max(0.001, self.reference.cpu)
        return f"{wall} | {self.reference.wall:.2f} | {ratio:.2f} | {self.budget} | {cpu:.2f} | {self.ours.memory:.0f}"


class _Memory(threading.Thread):
    """Looks every 20 ms how much memory a process and all that it started hold together (Linux only, else 0)."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._ended = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        """Look until `end`."""
        while not self._ended.wait(0.02):
            self.peak = max(self.peak, _resident(self._process))

    def end(self) -> float:
        """Return the most that was held at once, in MiB."""
        self._ended.set()
        self.join()
        return self.peak


def _resident(process: int) -> float:
    """Return the MiB that a process and its descendants hold now."""
    total = 0.0
    with contextlib.suppress(OSError, ValueError, IndexError):
        total = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                total += _resident(int(child))
    return total


def run(command: Sequence[str], cwd: Path = ROOT, accepted: tuple[int, ...] = (0,)) -> Cost:
    """Run one command to its end, its output thrown away; the memory is that of all its processes together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    memory = _Memory(process.pid)
    memory.start()
    _, said = process.communicate()
    wall = perf_counter() - start
    peak = memory.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in accepted:
        raise SystemExit(f"{command[0]} failed: {said.decode()[-500:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak)


def inner(code: str, *arguments: str) -> Cost:
    """Run Python code that prints `wall cpu MiB` of its own measured part on its last line."""
    prelude = (
        "import resource, sys, time\n"
        "class measured:\n"
        "    def __enter__(self):\n"
        "        self.w, self.c = time.perf_counter(), _cpu()\n"
        "    def __exit__(self, *_):\n"
        "        w, c = time.perf_counter() - self.w, _cpu() - self.c\n"
        "        print(w, c, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
        "def _cpu():\n"
        "    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, "
        "resource.RUSAGE_CHILDREN)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", prelude + code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    wall, cpu, memory = map(float, done.stdout.split()[-3:])
    return Cost(wall, cpu, memory)


def added(one: Cost, two: Cost) -> Cost:
    """Return what two commands take one after the other."""
    return Cost(one.wall + two.wall, one.cpu + two.cpu, max(one.memory, two.memory))


def best(costs: Sequence[Cost]) -> Cost:
    """Return the run with the shortest wall time: the least disturbed one."""
    return min(costs, key=lambda cost: cost.wall)
