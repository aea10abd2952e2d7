"""The stores: what survives a kill, a full disk, two processes at once, a newer or an older schema."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import h5py
import numpy as np
import pytest

from simgui.core import schema
from simgui.core.catalog import CATALOG_FILE, EmbedderRecord
from simgui.core.errors import Corrupt, DiskFull, InputError, Locked, SchemaMismatch, StoreError
from simgui.core.library import Library
from simgui.core.vectors import VectorFile, block_rows
from tests.conftest import Indexer, save_blobs

COMMAND = [sys.executable, "-m", "simgui", "--library"]


def test_only_reading_needs_a_library(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Library.open(tmp_path / "none", create=False)
    assert caught.value.code == "no_library"
    assert not (tmp_path / "none").exists()


def test_a_newer_library_is_refused_untouched(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    connection = sqlite3.connect(tmp_path / "library" / CATALOG_FILE)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(SchemaMismatch) as caught:
        Library.open(tmp_path / "library")
    assert caught.value.fields["found"] == 999


def test_a_migration_keeps_the_content_and_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path / "library") as library:
        library.history.decide_pair(b"a" * 32, b"b" * 32, "duplicate", ("a", "b"))
    before = len(schema.MIGRATIONS)
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS, "ALTER TABLE roots ADD COLUMN colour TEXT;")
    )
    with Library.open(tmp_path / "library") as library:
        columns = [row[1] for row in library.catalog.read().execute("PRAGMA table_info(roots)")]
        assert "colour" in columns
        assert library.history.pair_words(b"a" * 32, [b"b" * 32]) == {b"b" * 32: "duplicate"}
    copies = list((tmp_path / "library").glob(f"*version-{before}*"))
    assert len(copies) == 1
    copy = sqlite3.connect(copies[0])
    assert schema.version(copy) == before
    assert copy.execute("SELECT count(*) FROM events").fetchone() == (1,)
    copy.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(tmp_path / "library").close()
    broken = "ALTER TABLE roots ADD COLUMN colour TEXT; SELECT nonsense FROM nowhere;"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(StoreError):
        Library.open(tmp_path / "library")
    monkeypatch.undo()
    with Library.open(tmp_path / "library") as library:
        assert "colour" not in [row[1] for row in library.catalog.read().execute("PRAGMA table_info(roots)")]


def test_a_damaged_catalogue_is_said_so(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    (tmp_path / "library" / CATALOG_FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(Corrupt):
        Library.open(tmp_path / "library")


def test_a_write_that_fails_leaves_nothing_behind(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError), library.catalog.write() as connection:
        connection.executemany("INSERT INTO settings VALUES (?, '1')", [("a",), ("a",)])
    assert library.catalog.setting("a") is None
    library.catalog.set_setting("a", 2)
    assert library.catalog.setting("a") == 2


def test_blocks_double_and_rows_cross_from_one_into_the_next(tmp_path: Path) -> None:
    assert [block_rows(n) for n in range(7)] == [4096, 4096, 8192, 16384, 32768, 65536, 65536]
    record = EmbedderRecord(1, "f" * 16, {"name": "x"}, 4, "v.h5")
    file = VectorFile(tmp_path / "v.h5", record)
    vectors = np.eye(4, dtype=np.float32)[np.arange(5000) % 4]
    places = file.append(vectors[:4000], (0, 0)) + file.append(vectors[4000:], (0, 4000))
    file.flush()
    file.close()
    assert places[4095:4097] == [(0, 4095), (1, 0)]
    assert len(places) == len(set(places)) == 5000
    with pytest.raises(Corrupt):
        VectorFile(tmp_path / "v.h5", EmbedderRecord(2, "e" * 16, {"name": "y"}, 4, "v.h5"))


def test_descriptors_of_another_version_are_set_aside_and_made_anew(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 2)
    indexer(tmp_path / "photos")
    (path,) = indexer.library.path.glob("vectors-*.h5")
    with h5py.File(path, "r+", locking=False) as file:
        file.attrs["schema"] = 1
    with Library.open(indexer.library.path) as library, pytest.raises(Corrupt) as raised:
        library.snapshot()
    assert raised.value.fields["detail"] == "another version of simgui made it"
    assert indexer().embedded == 2


def test_a_new_library_is_a_small_file(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 2)
    indexer(tmp_path / "photos")
    (file,) = indexer.library.path.glob("vectors-*.h5")
    assert file.stat().st_size < 16 << 20


def test_rows_that_no_commit_names_do_not_exist(tmp_path: Path, indexer: Indexer) -> None:
    """A process killed between writing descriptors and naming them"""
    save_blobs(tmp_path / "photos", 3)
    indexer(tmp_path / "photos")
    record = indexer.library.embedder()
    assert record is not None
    file = VectorFile(indexer.library.path / record.vectors_file, record)
    file.append(np.full((2, record.dimension), 0.5, np.float32), (0, 3))
    file.flush()
    file.close()
    save_blobs(tmp_path / "photos", 2, first=4)
    assert indexer().embedded == 2
    snapshot = indexer.library.snapshot()
    assert snapshot.images == 5
    assert np.allclose(np.linalg.norm(snapshot.blocks[0].vectors.astype(np.float32), axis=1), 1, atol=1e-2)


def test_a_snapshot_stays_as_it_was_while_the_library_grows(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 3)
    indexer(tmp_path / "photos")
    before = indexer.library.snapshot()
    kept = before.blocks[0].vectors.copy()
    assert indexer.library.snapshot() is before
    save_blobs(tmp_path / "photos", 2, first=4)
    indexer()
    assert before.images == 3
    assert np.array_equal(before.blocks[0].vectors, kept)
    assert indexer.library.snapshot().images == 5


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """I1: a real process, killed for good at several moments"""
    folder, library_path = tmp_path / "photos", tmp_path / "library"
    paths = save_blobs(folder, 150)
    command = [*COMMAND, str(library_path), "index", str(folder)]
    environment = dict(os.environ)
    kills = 0
    for delay_s in (2.5, 3.5, 4.0, 4.5):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
    assert kills
    done = 0
    if (library_path / CATALOG_FILE).exists():
        with Library.open(library_path) as library:
            done = library.status().embedded
    ran = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    summary = json.loads(ran.stdout)
    assert summary["embedded"] == 150 - done
    assert summary["unchanged"] == done
    with Library.open(library_path) as library:
        read = library.catalog.read()
        assert read.execute("SELECT count(*), count(DISTINCT path) FROM files").fetchone() == (150, 150)
        assert read.execute("SELECT count(*), count(DISTINCT image) FROM rows").fetchone() == (150, 150)
    ran = subprocess.run(
        [*COMMAND, str(library_path), "search", *map(str, paths[::8]), "-k", "1", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for query, path in zip(json.loads(ran.stdout)["queries"], paths[::8], strict=True):
        assert query["hits"][0]["distance"] == 0
        assert query["hits"][0]["path"] == str(path)


@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's unshare and tmpfs")
def test_a_full_disk_stops_with_one_message_and_goes_on_after_more_room(tmp_path: Path) -> None:
    """I4"""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare is not allowed here")
    folder, mount = tmp_path / "photos", tmp_path / "mount"
    save_blobs(folder, 300, size_px=(320, 240))
    mount.mkdir()
    python = f"{sys.executable} -m simgui --library {mount}/library"
    script = f"""
set -u
mount -t tmpfs -o size=1m none {mount}
{python} index {folder} --json 2>{tmp_path}/err1 >{tmp_path}/out1; echo "first $?"
{python} status --json >{tmp_path}/status; echo "status $?"
{python} search {folder}/0001.jpg --json >{tmp_path}/search 2>/dev/null; echo "search $?"
mount -o remount,size=200m {mount}
{python} index --json 2>{tmp_path}/err2 >{tmp_path}/out2; echo "second $?"
"""
    ran = subprocess.run(
        ["unshare", "-rm", "bash", "-c", script], capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["first", "1", "status", "0", "search", "0", "second", "0"], (
        ran.stdout + ran.stderr + (tmp_path / "err1").read_text()
    )
    said = [line for line in (tmp_path / "err1").read_text().splitlines() if line.startswith("simgui:")]
    assert len(said) == 1
    assert str(mount) in said[0]
    assert '"embedded": ' in (tmp_path / "out2").read_text()


def test_two_processes_at_once(tmp_path: Path) -> None:
    """I5"""
    folder = tmp_path / "photos"
    save_blobs(folder, 200)
    command = [*COMMAND, str(tmp_path / "library"), "index", str(folder)]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        lock = tmp_path / "library" / "writer.json"
        for _ in range(200):
            if lock.exists() and lock.read_text():
                break
            time.sleep(0.05)
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert second.returncode == 1
        assert str(first.pid) in second.stderr
        looked = subprocess.run(
            [*COMMAND, str(tmp_path / "library"), "status", "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert '"indexing": {' in looked.stdout
    finally:
        first.communicate()
    assert first.returncode == 0
    with Library.open(tmp_path / "library") as library:
        assert library.catalog.read().execute("SELECT count(*) FROM rows").fetchone() == (200,)


def test_a_dead_writers_lock_does_not_keep_anyone_out(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom simgui.core.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); library.lock(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "library")], check=False)
    assert (tmp_path / "library" / "writer.json").exists()
    with Library.open(tmp_path / "library") as library:
        assert library.writer() is None
        library.lock()
        with Library.open(tmp_path / "library") as other, pytest.raises(Locked):
            other.lock()


def test_disk_full_is_told_apart(tmp_path: Path) -> None:
    from simgui.core.catalog import store_errors

    with pytest.raises(DiskFull), store_errors(tmp_path / "x"):
        raise OSError(28, "No space left on device")
    with pytest.raises(DiskFull), store_errors(tmp_path / "x"):
        raise sqlite3.OperationalError("database or disk is full")
    with pytest.raises(StoreError) as caught, store_errors(tmp_path / "x"):
        raise PermissionError(13, "no")
    assert caught.value.code == "store_failed"


def test_a_vector_file_that_was_hardly_begun_is_replaced(tmp_path: Path, indexer: Indexer) -> None:
    """Killed while the file was made: it holds nothing, and no row names it"""
    save_blobs(tmp_path / "photos", 2)
    indexer(tmp_path / "photos")
    record = indexer.library.embedder()
    assert record is not None
    with indexer.library.catalog.write() as connection:
        connection.execute("DELETE FROM rows")
    (indexer.library.path / record.vectors_file).write_bytes(b"\x89HDF")
    assert indexer().embedded == 2
    assert indexer.library.snapshot().images == 2


def test_an_emptied_catalogue_is_not_taken_for_a_new_library(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 1)
    indexer(tmp_path / "photos")
    indexer.library.close()
    for name in (CATALOG_FILE, CATALOG_FILE + "-wal"):
        if (indexer.library.path / name).exists():
            (indexer.library.path / name).write_bytes(b"")
    with pytest.raises(Corrupt) as caught:
        Library.open(indexer.library.path)
    assert caught.value.code == "corrupt_catalog"
