"""Files that a person names: only regular ones are read, and no more than they may hold."""

import os
from pathlib import Path

import pytest

from core.input_file import NotReadable, read, read_text


def test_a_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("a.txt")
    assert read(tmp_path / "link", 3) == b"abc"


@pytest.mark.parametrize("name", ["missing", ".", "pipe", "/dev/zero", "/dev/null", "nul\0byte"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotReadable):
        read(tmp_path / name, 10)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abcd")
    with pytest.raises(NotReadable, match="larger"):
        read(tmp_path / "a.txt", 3)


def test_text_is_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    (tmp_path / "marked.yaml").write_bytes(b"\xef\xbb\xbfname: \xc3\xa4\r\n")
    assert read_text(tmp_path / "marked.yaml", 100) == "name: ä\n"
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe4\n")
    with pytest.raises(NotReadable, match=r"latin\.yaml is not UTF-8 text"):
        read_text(tmp_path / "latin.yaml", 100)
