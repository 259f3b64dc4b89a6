"""The commit graph in compact arrays: one pass over `git log`, a million commits in some 200 MB."""

from array import array
from collections.abc import Callable, Iterable

from core.history import messages

FORMAT = "%H%x00%P%x00%at%x00%ct%x00%ae%x00%s"
"""The `git log --format` whose lines `History.add_lines` reads."""

_FIELDS = 6
_CHECK_EVERY = 10_000


class History:
    """Commits by number, in the order in which they were first heard of (as a commit or as a parent).

    Attributes:
        number: id (hexadecimal, as bytes) to number.
        authored: author date, seconds since 1970.
        committed: committer date, seconds since 1970.
        first_parent: number, -1 where there is none.
        second_parent: of merges, -1 for other commits.
        more_parents: the third parent and so on, which few merges have.
        flags: of core.history.messages.
        known: 1 where the commit itself was in the log, 0 where it is only named as a parent (a shallow history).
        authors: number of commits by author address.
        unreadable: lines that are not of the format.

    Args:
        since: what subjects say is noted only of commits from this instant on (seconds since 1970): older ones are in
            no release that is measured, and reading their subjects would take as long as all the rest.
        check: called now and then in long work over the graph; may raise to stop.
    """

    def __init__(self, since: int = 0, check: Callable[[], None] | None = None) -> None:
        self._since = since
        self.check = check or (lambda: None)
        self.number: dict[bytes, int] = {}
        self.authored = array("q")
        self.committed = array("q")
        self.first_parent = array("i")
        self.second_parent = array("i")
        self.more_parents: dict[int, tuple[int, ...]] = {}
        self.flags = bytearray()
        self.known = bytearray()
        self.authors: dict[bytes, int] = {}
        self.reverts: dict[int, bytes] = {}
        self.unreadable = 0
        self._bots: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self.known)

    def _new(self, commit: bytes) -> int:
        number = self.number[commit] = len(self.known)
        self.authored.append(0)
        self.committed.append(0)
        self.first_parent.append(-1)
        self.second_parent.append(-1)
        self.flags.append(0)
        self.known.append(0)
        return number

    def add_lines(self, lines: Iterable[bytes]) -> int:
        """Take lines of `git log` in any order; return how many commits they held."""
        get, new, kind_of = self.number.get, self._new, messages.kind_of
        authors, bots, since, count = self.authors, self._bots, self._since, 0
        for line in lines:
            fields = line.split(b"\0", _FIELDS - 1)
            if len(fields) != _FIELDS:
                self.unreadable += 1
                continue
            commit, parents, authored, committed, author, subject = fields
            number = get(commit)
            if number is None:
                number = new(commit)
            self.known[number] = 1
            try:
                self.authored[number] = int(authored)
                self.committed[number] = at = int(committed)
            except (ValueError, OverflowError):
                self.unreadable += 1
                at = 0
            if len(parents) > 64:
                ids = parents.split()
                numbers = tuple(new(p) if (n := get(p)) is None else n for p in ids)
                self.first_parent[number] = numbers[0]
                if len(numbers) > 1:
                    self.second_parent[number] = numbers[1]
                if len(numbers) > 2:
                    self.more_parents[number] = numbers[2:]
            elif parents:
                parent = get(parents)
                self.first_parent[number] = new(parents) if parent is None else parent
            if author in authors:
                authors[author] += 1
            else:
                authors[author] = 1
                bots[author] = messages.BOT if messages.is_bot(author) else 0
            if at >= since:
                kind = kind_of(subject)
                self.flags[number] = kind | bots[author]
                if kind == messages.REVERT:
                    self.reverts[number] = commit
            count += 1
        return count

    def is_merge(self, number: int) -> bool:
        """Tell whether a commit has more than one parent; merges are no changes."""
        return self.second_parent[number] >= 0

    def parents(self, number: int) -> tuple[int, ...]:
        """Return the numbers of a commit's parents."""
        first, second = self.first_parent[number], self.second_parent[number]
        if second < 0:
            return () if first < 0 else (first,)
        return first, second, *self.more_parents.get(number, ())

    def reachable(self, *tips: int) -> bytearray:
        """Return a mark for every commit that the tips contain."""
        marks = bytearray(len(self))
        self.mark(marks, tips)
        return marks

    def mark(self, marks: bytearray, tips: Iterable[int]) -> list[int]:
        """Mark what the tips contain and was not marked yet; return those numbers."""
        todo = [tip for tip in tips if not marks[tip]]
        found: list[int] = []
        first_parent, second_parent, known = self.first_parent, self.second_parent, self.known
        checked = 0
        while todo:
            if len(found) - checked > _CHECK_EVERY:
                checked = len(found)
                self.check()
            number = todo.pop()
            while number >= 0 and not marks[number]:
                marks[number] = 1
                if known[number]:
                    found.append(number)
                if second_parent[number] >= 0:
                    todo.extend(self.parents(number)[1:])
                number = first_parent[number]
        return found

    def first_parents(self, tip: int) -> list[int]:
        """Return the chain of first parents of a commit, newest first, the commit included."""
        chain = []
        seen = set()
        number = tip
        while number >= 0 and self.known[number] and number not in seen:
            seen.add(number)
            chain.append(number)
            number = self.first_parent[number]
        return chain
