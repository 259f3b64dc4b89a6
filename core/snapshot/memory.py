"""A memory with a bound: what was used longest ago is forgotten first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by key, at most `limit` in weight.

    Args:
        limit: the most that the weights may add up to.
        weight: how much a value weighs; one each by default.
    """

    def __init__(self, limit: int, weight: Callable[[V], int] | None = None) -> None:
        self._limit = limit
        self._weight = weight or (lambda _value: 1)
        self._values: OrderedDict[K, V] = OrderedDict()
        self._total = 0

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def get(self, key: K) -> V | None:
        """Return a value that is remembered, or None."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        return None

    def keep(self, key: K, value: V) -> V:
        """Remember a value and return it."""
        self._values[key] = value
        self._total += self._weight(value)
        while self._total > self._limit and len(self._values) > 1:
            _, gone = self._values.popitem(last=False)
            self._total -= self._weight(gone)
        return value
