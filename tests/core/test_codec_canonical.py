"""The quick way to canonical JSON must write the very bytes of RFC 8785."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from core import codec

numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
leaves = st.none() | st.booleans() | numbers | st.text() | st.sampled_from(['\x7f\x00\x1f\u2028"\\/', "€\U0001f600"])
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(values)
def test_it_is_what_the_slow_way_writes(value: object) -> None:
    assert codec.canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]
