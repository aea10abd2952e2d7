"""The thumbnail cache: limit and eviction, several users at once, damage, a full disk."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from simgui.core import thumbnails as module
from simgui.core.errors import DiskFull
from simgui.core.thumbnails import Thumbnails


def key(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def some(first: int, count: int, size_bytes: int = 1000) -> list[tuple[bytes, bytes]]:
    return [(key(number), bytes([number % 256]) * size_bytes) for number in range(first, first + count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails.sqlite3"


def test_what_was_put_comes_back(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 2000))
    assert cache.get(key(7)) == bytes([7]) * 1000
    assert cache.get(key(99999)) is None
    # more keys than SQLite binds at once, some of them not there
    found = cache.get_many([key(number) for number in range(1500, 3500)])
    assert found == dict(some(1500, 500))
    assert cache.count() == 2000
    assert cache.size_bytes() == 2_000_000
    cache.close()
    again = Thumbnails(path)
    assert again.get(key(1999)) == dict(some(1999, 1))[key(1999)]
    again.close()


def test_put_again_replaces(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many([(key(1), b"old"), (key(2), b"two")])
    cache.put_many([(key(1), b"newer")])
    assert cache.get_many([key(1), key(2)]) == {key(1): b"newer", key(2): b"two"}
    assert (cache.count(), cache.size_bytes()) == (2, 8)
    cache.close()


def test_eviction_drops_what_was_used_longest_ago(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000_000))
    monkeypatch.setattr(module.time, "time", lambda: float(next(clock)))
    cache = Thumbnails(path, limit_bytes=1_000_000)
    for number in range(100):
        cache.put_many(some(number, 1))
    assert cache.evict() == 0
    looked_at = [key(number) for number in range(20)]
    assert len(cache.get_many(looked_at)) == 20
    cache.set_limit(50_000)
    kept = cache.get_many([key(number) for number in range(100)])
    assert sum(map(len, kept.values())) == 45_000  # 90 % of the limit
    # the twenty oldest were looked at last: they stay, then the newest
    assert set(kept) == {*looked_at, *(key(number) for number in range(75, 100))}
    cache.close()


def test_uses_are_written_when_it_is_closed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000_000))
    monkeypatch.setattr(module.time, "time", lambda: float(next(clock)))
    cache = Thumbnails(path)
    for number in range(10):
        cache.put_many(some(number, 1))
    cache.get(key(0))
    before = cache_times(path)
    assert before[key(0)] == min(before.values()), "a look alone must not write"
    cache.close()
    after = cache_times(path)
    assert after[key(0)] == max(after.values())


def cache_times(path: Path) -> dict[bytes, float]:
    connection = sqlite3.connect(path)
    try:
        return dict(connection.execute("SELECT picture_hash, used_s FROM thumbnails"))
    finally:
        connection.close()


def test_putting_keeps_to_the_limit_by_itself(path: Path) -> None:
    cache = Thumbnails(path, limit_bytes=500_000)
    for first in range(0, 5000, 50):
        cache.put_many(some(first, 50))
        assert cache.size_bytes() <= 500_000 * 1.15
    assert cache.count() >= 300
    cache.close()


def test_a_lower_limit_gives_room_back(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 500, size_bytes=20_000))
    cache.close()
    full_bytes = path.stat().st_size
    cache = Thumbnails(path)
    cache.set_limit(1_000_000)
    cache.close()
    assert path.stat().st_size < full_bytes / 5


@pytest.mark.parametrize("damage", ["garbage", "torn", "empty header"])
def test_a_damaged_file_is_set_aside_and_begun_anew(path: Path, damage: str) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 300))
    cache.close()
    sound = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(os.urandom(50_000))
    elif damage == "torn":
        path.write_bytes(sound[:4096] + os.urandom(len(sound) - 4096))
    else:
        path.write_bytes(bytes(100) + sound[100:])
    cache = Thumbnails(path)
    assert cache.get(key(5)) is None
    cache.put_many(some(0, 3))
    assert cache.get(key(2)) == dict(some(2, 1))[key(2)]
    assert path.with_suffix(".damaged.sqlite3").exists()
    cache.close()


def test_what_a_crash_left_beside_a_damaged_file_does_not_spoil_the_new_one(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 500))
    cache.close()
    cache = Thumbnails(path)
    cache.put_many(some(600, 1))
    log = path.with_name(path.name + "-wal")
    left = log.read_bytes()
    assert left
    cache.close()
    path.write_bytes(os.urandom(path.stat().st_size))
    log.write_bytes(left)
    cache = Thumbnails(path)
    assert cache.get_many([key(number) for number in range(500)]) == {}
    cache.put_many(some(7, 2))
    cache.close()
    again = Thumbnails(path)
    assert again.get_many([key(number) for number in range(500)]) == dict(some(7, 2))
    again.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_damage_while_it_is_open(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 3000))
    cache.close()
    cache = Thumbnails(path)
    assert cache.count() == 3000
    data = bytearray(path.read_bytes())
    data[8192:] = os.urandom(len(data) - 8192)
    path.write_bytes(data)
    assert cache.get_many([key(number) for number in range(3000)]) == {}
    cache.put_many(some(1, 1))
    assert cache.count() == 1
    cache.close()


def test_read_only_never_writes(path: Path) -> None:
    absent = Thumbnails(path, read_only=True)
    assert (absent.get(key(1)), absent.count(), absent.size_bytes(), absent.evict()) == (None, 0, 0, 0)
    absent.close()
    assert not path.exists()
    writer = Thumbnails(path)
    writer.put_many(some(0, 1000))
    reader = Thumbnails(path, read_only=True)
    times = cache_times(path)
    assert len(reader.get_many([key(number) for number in range(1000)])) == 1000
    writer.put_many(some(5000, 1))
    assert reader.get(key(5000)) is not None, "what a writer adds is seen"
    reader.close()
    assert cache_times(path).items() >= times.items()
    writer.close()
    path.write_bytes(os.urandom(9000))
    garbage = path.read_bytes()
    reader = Thumbnails(path, read_only=True)
    assert reader.get(key(1)) is None
    reader.close()
    assert path.read_bytes() == garbage


def test_threads_share_one_cache(path: Path) -> None:
    cache = Thumbnails(path)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for first in range(number * 1000, number * 1000 + 300, 30):
                cache.put_many(some(first, 30))
                assert cache.get_many([key(first + i) for i in range(30)]) == dict(some(first, 30))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert cache.count() == 8 * 300
    cache.close()


_OTHER_PROCESS = """
import sys
from pathlib import Path
from simgui.core.thumbnails import Thumbnails
cache = Thumbnails(Path(sys.argv[1]))
for number in range(200):
    cache.put_many([(b"other%27d" % number, b"x" * 2000)])
    assert cache.get(b"other%27d" % number) is not None
cache.close()
"""


def test_processes_share_one_cache(path: Path) -> None:
    root = Path(__file__).parents[2]
    other = subprocess.Popen([sys.executable, "-c", _OTHER_PROCESS, str(path)], cwd=root)
    cache = Thumbnails(path)
    for number in range(200):
        cache.put_many(some(number, 1))
    assert other.wait(60) == 0
    assert cache.count() == 400
    cache.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(path: Path) -> None:
    cache = Thumbnails(path)
    cache.put_many(some(0, 10))
    assert cache._connection is not None
    pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
    cache._connection.execute(
        f"PRAGMA max_page_count = {pages + 5}"
    )  # SQLite's own "database or disk is full"
    with pytest.raises(DiskFull) as caught:
        cache.put_many(some(100, 500))
    assert caught.value.fields["path"] == str(path.parent)
    assert cache.count() == 10
    cache._connection.execute("PRAGMA max_page_count = 1000000")
    cache.put_many(some(100, 500))
    assert cache.count() == 510
    cache.close()
