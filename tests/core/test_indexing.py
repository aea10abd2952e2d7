"""Indexing: what is read, what is recognised, and that nothing is lost whatever happens in between."""

from __future__ import annotations

import itertools
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import psutil
import pytest
from PIL import Image

from simgui.core import decode, indexing, reading, roots
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.errors import EmbedderError, ImageError, InputError, Locked
from simgui.core.indexing import IndexSummary
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.vectors import block_names
from tests.conftest import Indexer, blob, save_blobs


def stored_vector(library: Library, path: Path) -> np.ndarray:
    found = library.catalog.file_at(os.fsencode(path))
    assert found is not None, path
    vector = library.snapshot().vector_of(found[1])
    assert vector is not None, path
    return vector


def own_vector(embedder: Embedder, path: Path) -> np.ndarray:
    return embedder.embed(decode.decode(path.read_bytes()).pixels[None])[0]


def assert_each_has_its_own_vector(library: Library, embedder: Embedder, paths: list[Path]) -> None:
    for path in paths:
        distance = np.linalg.norm(stored_vector(library, path) - own_vector(embedder, path))
        assert distance < 1e-3, path


def consistent(summary: IndexSummary) -> bool:
    files = summary.embedded + summary.unchanged + len([p for p in summary.problems])
    return summary.files == files


def test_one_bad_file_does_not_end_the_run(tmp_path: Path, indexer: Indexer) -> None:
    """D1"""
    folder = tmp_path / "photos"
    good = save_blobs(folder, 20)
    (folder / "0000-zero.jpg").write_bytes(b"")
    (folder / "0010-page.jpg").write_text("<!DOCTYPE html><html><body>404</body></html>")
    whole = good[3].read_bytes()
    (folder / "zzzz-half.jpg").write_bytes(whole[: len(whole) // 2])
    first = indexer(folder)
    assert (first.files, first.images, first.embedded, first.unchanged) == (23, 20, 20, 0)
    codes = {os.path.basename(p.path): p.code for p in first.problems}
    assert codes == {
        b"0000-zero.jpg": "empty",
        b"0010-page.jpg": "not_an_image",
        b"zzzz-half.jpg": "truncated",
    }
    second = indexer(folder)
    assert (second.embedded, second.unchanged, len(second.problems)) == (0, 20, 3)
    # none of them is tried again until it changes
    (folder / "0000-zero.jpg").write_bytes(whole)
    third = indexer(folder)
    assert (third.embedded, third.unchanged, len(third.problems)) == (0, 21, 2)


def test_problem_files_are_not_read_again_unless_they_changed(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    save_blobs(folder, 2)
    (folder / "page.jpg").write_text("<html></html>")
    indexer(folder)
    read: list[bytes] = []
    real = decode.read_file
    monkeypatch.setattr(decode, "read_file", lambda path: read.append(path) or real(path))
    indexer()
    assert read == []


def test_vectors_and_files_do_not_slip_when_some_cannot_be_read(
    tmp_path: Path, indexer: Indexer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I9"""
    monkeypatch.setattr(embedder, "batch", 8)
    monkeypatch.setattr(indexing, "COMMIT_LARGEST", 16)
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 40)
    for position in (0, 7, 8, 15, 39):
        paths[position].write_bytes(b"\xff\xd8 no picture at all")
    summary = indexer(folder)
    assert (summary.embedded, len(summary.problems)) == (35, 5)
    assert_each_has_its_own_vector(
        indexer.library, embedder, [p for i, p in enumerate(paths) if i not in (0, 7, 8, 15, 39)]
    )


def test_an_unchanged_tree_is_neither_read_nor_needs_the_network(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    save_blobs(folder, 10)
    indexer(folder)
    loaded = indexer.loaded
    monkeypatch.setattr(decode, "read_file", lambda path: pytest.fail(f"read {path!r}"))
    summary = indexer()
    assert (summary.files, summary.embedded, summary.unchanged) == (10, 0, 10)
    assert indexer.loaded == loaded


def test_same_bytes_and_same_picture_are_one_image(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    (path,) = save_blobs(folder, 1)
    shutil.copy(path, folder / "copy.jpg")
    # a rating written into the metadata: other bytes, the same picture
    Image.open(path).save(folder / "other.png")
    data = path.read_bytes()
    (folder / "rated.jpg").write_bytes(data[:2] + b"\xff\xfe\x00\x0arating 5" + data[2:])
    summary = indexer(folder)
    assert summary.files == 4
    assert summary.images == 2
    assert summary.embedded == 2
    assert summary.unchanged == 2


def test_one_picture_in_many_files_is_embedded_once_while_storing_lags_behind(
    tmp_path: Path, indexer: Indexer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the batch nor the catalogue knows a picture that is on the device or waits for the disk"""
    monkeypatch.setattr(embedder, "batch", 2)
    monkeypatch.setattr(indexing, "COMMIT_LARGEST", 3)
    real = embedder._forward
    monkeypatch.setattr(embedder, "_forward", lambda batch: time.sleep(0.05) or real(batch))
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 6)
    for copy in range(8):
        for path in paths:
            data = path.read_bytes()
            rated = data[:2] + b"\xff\xfe\x00\x0arating " + str(copy).encode() + data[2:]
            path.with_name(f"{copy} {path.name}").write_bytes(rated)
    summary = indexer(folder)
    assert (summary.files, summary.images, summary.embedded) == (54, 6, 6)
    rows = indexer.library.catalog.read().execute("SELECT count(*), count(DISTINCT image) FROM rows")
    assert rows.fetchone() == (6, 6)
    assert_each_has_its_own_vector(indexer.library, embedder, paths)


def test_what_the_network_cannot_do_ends_the_run_and_keeps_the_library(
    tmp_path: Path, indexer: Indexer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails in the device's thread, and is raised to who asked"""
    folder = tmp_path / "photos"
    save_blobs(folder, 5)
    with monkeypatch.context() as patch:
        patch.setattr(embedder, "_vectors", lambda batch: np.full((len(batch), 1280), np.nan, np.float32))
        with pytest.raises(EmbedderError):
            indexer(folder)
    assert indexer(folder).embedded == 5


def test_a_rating_written_into_the_file_keeps_its_row_and_costs_no_decoding(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = save_blobs(tmp_path / "photos", 1)
    indexer(tmp_path / "photos")
    before = indexer.library.catalog.file_at(os.fsencode(path))
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xfe\x00\x0arating 5" + data[2:])
    monkeypatch.setattr(decode, "decode", lambda *a, **k: pytest.fail("decoded"))
    summary = indexer()
    assert (summary.embedded, summary.unchanged, summary.vanished, summary.relinked) == (0, 1, 0, 0)
    assert indexer.library.catalog.file_at(os.fsencode(path)) == before


def test_a_file_replaced_under_its_old_name(tmp_path: Path, indexer: Indexer, embedder: Embedder) -> None:
    """I8"""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(1, 6):
        blob(number).save(folder / f"{number}.jpg")
    indexer(folder)
    history = indexer.library.history
    ids = {n: indexer.library.catalog.file_at(os.fsencode(folder / f"{n}.jpg")) for n in range(1, 6)}
    assert ids[2] is not None
    assert ids[3] is not None
    history.decide_file(ids[2][0], "leaves", "2.jpg")
    history.decide_file(ids[3][0], "keep", "3.jpg")
    (folder / "2.jpg").unlink()
    for number in (3, 4, 5):
        (folder / f"{number}.jpg").rename(folder / f"{number - 1}.jpg")
    summary = indexer()
    assert (summary.embedded, summary.unchanged, summary.vanished, summary.relinked) == (0, 4, 1, 3)
    assert_each_has_its_own_vector(indexer.library, embedder, [folder / f"{n}.jpg" for n in range(1, 5)])
    # what was decided about 3.jpg follows it to its new name; nothing of the old 2.jpg does
    now = indexer.library.catalog.file_at(os.fsencode(folder / "2.jpg"))
    assert now is not None
    assert history.file_words([now[0]]) == {now[0]: "keep"}


def test_other_content_under_an_old_name_inherits_nothing(
    tmp_path: Path, indexer: Indexer, embedder: Embedder
) -> None:
    (path,) = save_blobs(tmp_path / "photos", 1)
    indexer(tmp_path / "photos")
    old = indexer.library.catalog.file_at(os.fsencode(path))
    assert old is not None
    indexer.library.history.decide_file(old[0], "keep", "1.jpg")
    blob(77).save(path)
    summary = indexer()
    assert (summary.embedded, summary.vanished) == (1, 0)
    new = indexer.library.catalog.file_at(os.fsencode(path))
    assert new is not None
    assert new[0] != old[0]
    assert indexer.library.history.file_words([new[0]]) == {}
    assert_each_has_its_own_vector(indexer.library, embedder, [path])


@pytest.mark.parametrize("how", ["move", "copy"])
def test_a_moved_root_loses_nothing(tmp_path: Path, indexer: Indexer, how: str) -> None:
    """I3: also where the move was a copy to other inodes and the old place is gone"""
    old, new = tmp_path / "old", tmp_path / "new"
    paths = save_blobs(old / "a", 3) + save_blobs(old / "b", 3, first=4)
    indexer(old)
    library = indexer.library
    root = library.catalog.roots()[0]
    library.set_protected(root.id, True)
    first = library.catalog.file_at(os.fsencode(paths[0]))
    assert first is not None
    library.history.decide_file(first[0], "keep", "1")
    if how == "move":
        old.rename(new)
    else:
        shutil.copytree(old, new)
        shutil.rmtree(old)
    summary = indexer(new)
    assert (summary.embedded, summary.unchanged, summary.relinked) == (0, 6, 6)
    states = {r.path: (r.protected, r.state) for r in library.catalog.roots()}
    assert states.pop(os.fsencode(new)) == (True, "online")
    # the bytes alone may be a copy's: then the old root is kept, and may come back
    assert states == ({} if how == "move" else {os.fsencode(old): (True, "offline")})
    moved = library.catalog.file_at(os.fsencode(new / "a" / paths[0].name))
    assert moved == first
    assert library.history.file_words([first[0]]) == {first[0]: "keep"}
    assert (
        len(
            library.thumbnails.get_many(
                [row[0] for row in library.catalog.read().execute("SELECT picture_hash FROM images")]
            )
        )
        == 6
    )


def test_a_moved_subfolder_is_recognised(tmp_path: Path, indexer: Indexer) -> None:
    """I3"""
    root = tmp_path / "photos"
    save_blobs(root / "trip", 5)
    indexer(root)
    (root / "2019").mkdir()
    (root / "trip").rename(root / "2019" / "venice")
    summary = indexer()
    assert (summary.embedded, summary.unchanged, summary.relinked, summary.vanished) == (0, 5, 5, 0)


def test_an_absent_root_is_offline_and_comes_back_for_nothing(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P8"""
    root, away = tmp_path / "card", tmp_path / "away"
    paths = save_blobs(root, 4)
    indexer(root)
    indexer.library.history.decide_pair(b"a" * 32, b"b" * 32, "related", ("a", "b"))
    root.rename(away)
    summary = indexer()
    assert (summary.offline, summary.vanished, summary.embedded) == (4, 0, 0)
    status = indexer.library.status()
    assert [(r.state, r.files) for r in status.roots] == [("offline", 4)]
    assert indexer.library.snapshot().images == 4
    away.rename(root)
    monkeypatch.setattr(decode, "read_file", lambda path: pytest.fail(f"read {path!r}"))
    summary = indexer()
    assert (summary.offline, summary.unchanged, summary.embedded) == (0, 4, 0)
    assert indexer.library.catalog.file_at(os.fsencode(paths[0])) is not None


def test_an_emptied_mount_point_is_offline_not_deleted(tmp_path: Path, indexer: Indexer) -> None:
    """P8: the folder that a disk is mounted on is still there, empty, when the disk is not"""
    root, disk = tmp_path / "mnt", tmp_path / "disk"
    save_blobs(root, 3)
    indexer(root)
    root.rename(disk)
    root.mkdir()
    summary = indexer()
    assert (summary.offline, summary.vanished) == (3, 0)
    # whereas a folder whose pictures were deleted is itself still there
    root.rmdir()
    disk.rename(root)
    for path in root.iterdir():
        path.unlink()
    summary = indexer()
    assert (summary.offline, summary.vanished) == (0, 3)
    assert indexer.library.snapshot().images == 0


def test_vanishing_and_renamed_while_we_run(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: 5 deleted and 2 renamed after they were listed"""
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 20)
    real = decode.read_file
    done = []

    def read(path: bytes) -> bytes:
        if not done:
            done.append(1)
            for gone in paths[10:15]:
                gone.unlink()
            for number, renamed in enumerate(paths[15:17]):
                renamed.rename(folder / f"renamed-{number}.jpg")
        return real(path)

    monkeypatch.setattr(decode, "read_file", read)
    summary = indexer(folder)
    vanished = sorted(os.path.basename(p.path) for p in summary.problems if p.code == "vanished")
    assert vanished == [os.fsencode(p.name) for p in paths[10:15]]
    assert summary.vanished == 5
    assert summary.embedded == 15
    rows = indexer.library.catalog.read().execute("SELECT path FROM files WHERE state = 'present'").fetchall()
    assert all((folder / os.fsdecode(row[0])).exists() for row in rows)
    assert len(rows) == 15


def test_cancel_keeps_what_is_done_and_the_next_run_goes_on(tmp_path: Path, indexer: Indexer) -> None:
    """I2"""
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 60)
    cancel = CancelToken()

    def watch(progress: object) -> None:
        if progress.stages[2].done >= 20:  # type: ignore[attr-defined]
            cancel.cancel()

    first = indexer(folder, cancel=cancel, progress=watch)
    assert first.cancelled
    assert 20 <= first.embedded < 60
    assert indexer.library.snapshot().images == first.embedded
    second = indexer()
    assert not second.cancelled
    assert first.embedded + second.embedded == 60
    assert_each_has_its_own_vector(indexer.library, indexer.embedder, paths[::7])


def test_cancel_while_listing(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 3)
    cancel = CancelToken()
    cancel.cancel()
    summary = indexer(tmp_path / "photos", cancel=cancel)
    assert summary.cancelled
    assert summary.embedded == 0
    assert indexer().embedded == 3


def test_a_second_writer_is_told_who_holds_the_library(tmp_path: Path, indexer: Indexer) -> None:
    """I5"""
    save_blobs(tmp_path / "photos", 2)
    indexer(tmp_path / "photos")
    with Library.open(indexer.library.path) as other:
        with pytest.raises(Locked) as caught:
            Indexer(other, indexer.embedder)()
        assert caught.value.fields["pid"] == os.getpid()
        assert other.snapshot().images == 2
        assert other.status().files == 2
    indexer.library.close()
    with Library.open(indexer.library.path) as after:
        assert Indexer(after, indexer.embedder)().unchanged == 2


def test_a_damaged_vector_file_is_set_aside_and_made_anew(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 6)
    indexer(folder)
    library = indexer.library
    library.history.decide_pair(b"a" * 32, b"b" * 32, "duplicate", ("a", "b"))
    record = library.embedder()
    assert record is not None
    (library.path / record.vectors_file).write_bytes(b"not HDF5")
    notices: list[str] = []
    summary = indexer(on_notice=lambda code, fields: notices.append(code))
    assert notices == ["vectors_damaged"]
    assert (summary.embedded, summary.unchanged) == (6, 0)
    assert_each_has_its_own_vector(library, indexer.embedder, paths)
    assert library.history.pair_words(b"a" * 32, [b"b" * 32]) == {b"b" * 32: "duplicate"}
    assert list(library.path.glob("*.damaged.h5"))


@pytest.mark.parametrize("part", [0, 1, 2])
def test_rows_lost_from_the_vector_file_are_noticed(tmp_path: Path, indexer: Indexer, part: int) -> None:
    """Descriptors, codes and what is known of the codes: one is useless without the others"""
    folder = tmp_path / "photos"
    save_blobs(folder, 6)
    indexer(folder)
    record = indexer.library.embedder()
    assert record is not None
    with h5py.File(indexer.library.path / record.vectors_file, "r+", locking=False) as file:
        file[block_names(0)[part]][2] = 0
    assert indexer().embedded == 6


def test_nested_roots_hold_each_file_once(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos" / "inner", 2)
    save_blobs(tmp_path / "photos", 2, first=3)
    assert indexer(tmp_path / "photos" / "inner").files == 2
    summary = indexer(tmp_path / "photos")
    assert (summary.files, summary.embedded, summary.unchanged) == (4, 2, 2)
    # and a folder inside a root is that root
    assert indexer(tmp_path / "photos" / "inner").files == 2
    assert len(indexer.library.catalog.roots()) == 2


def test_the_library_inside_a_root_is_left_out(tmp_path: Path, embedder: Embedder) -> None:
    save_blobs(tmp_path / "photos", 2)
    with Library.open(tmp_path / "photos" / "library") as library:
        save_blobs(tmp_path / "photos" / "library", 1, first=9)
        assert Indexer(library, embedder)(tmp_path / "photos").files == 2


def test_wrong_paths(tmp_path: Path, indexer: Indexer) -> None:
    with pytest.raises(InputError) as caught:
        indexer(tmp_path / "nowhere")
    assert caught.value.code == "no_such_folder"
    (path,) = save_blobs(tmp_path / "photos", 1)
    with pytest.raises(InputError) as caught:
        indexer(path)
    assert caught.value.code == "not_a_folder"
    with pytest.raises(InputError) as caught:
        indexer()
    assert caught.value.code == "no_roots"


def test_excluded_files_leave_the_search_and_come_back_without_reading(
    tmp_path: Path, indexer: Indexer
) -> None:
    folder = tmp_path / "photos"
    save_blobs(folder, 3)
    indexer(folder)
    summary = indexer(excludes=["0002*"])
    assert (summary.files, summary.unchanged, summary.vanished) == (2, 2, 0)
    assert summary.skipped == {"excluded": 1}
    assert indexer.library.snapshot().images == 2
    with indexer.library.catalog.write() as connection:
        connection.execute("UPDATE roots SET excludes = '[]'")
    summary = indexer()
    assert (summary.files, summary.embedded) == (3, 0)


def test_forgetting_takes_the_record_out_and_leaves_the_files(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    paths = save_blobs(folder / "a", 2) + save_blobs(folder / "b", 1, first=5)
    indexer(folder)
    library = indexer.library
    plan = library.forget_plan(os.fsencode(folder / "a"))
    assert (plan.files, plan.whole_root) == (2, False)
    library.forget(plan)
    assert library.snapshot().images == 1
    assert indexer().files == 1  # it does not come back by itself
    assert indexer(folder / "a").files == 3  # but when it is asked for
    library.forget(library.forget_plan(os.fsencode(folder)))
    assert library.status().roots == ()
    assert all(path.exists() for path in paths)
    with pytest.raises(InputError):
        library.forget_plan(os.fsencode(folder))


def test_progress_names_each_stage_and_never_goes_back(tmp_path: Path, indexer: Indexer) -> None:
    """U3"""
    save_blobs(tmp_path / "photos", 12)
    seen = []
    indexer(tmp_path / "photos", progress=seen.append)
    assert [stage.name for stage in seen[-1].stages] == ["listing", "decoding", "embedding", "storing"]
    assert all(stage.done == stage.total == 12 for stage in seen[-1].stages)
    for before, after in itertools.pairwise(seen):
        assert all(a.done <= b.done for a, b in zip(before.stages, after.stages, strict=True))


def test_companions_get_their_roles(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    blob(1).save(folder / "IMG_1.JPG")
    for name in ("IMG_1.CR2", "IMG_1.xmp", "IMG_1.MOV", "IMG_1.txt", "notes.txt", "drawing.svg", "README"):
        (folder / name).write_bytes(b"x")
    summary = indexer(folder)
    assert summary.files == 1
    assert summary.skipped == {
        "raw_beside_picture": 1, "beside_a_picture": 3, "other_type": 1, "unread_picture_type": 1, "no_extension": 1,
    }  # fmt: skip
    rows = (
        indexer.library.catalog.read()
        .execute("SELECT path, role, capture FROM files ORDER BY path")
        .fetchall()
    )
    assert rows == [
        (b"IMG_1.CR2", "raw", b"IMG_1"),
        (b"IMG_1.JPG", "picture", b"IMG_1"),
        (b"IMG_1.MOV", "video", b"IMG_1"),
        (b"IMG_1.txt", "label", b"IMG_1"),
        (b"IMG_1.xmp", "sidecar", b"IMG_1"),
    ]


def test_a_copy_is_one_image_and_a_photo_is_itself(
    tmp_path: Path, indexer: Indexer, photo: Callable[[int], Image.Image]
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(4):
        photo(number).save(folder / f"{number}.jpg")
    assert indexer(folder).images == 4


def test_a_raw_file_without_a_picture_beside_it_is_read_where_its_extra_is(
    tmp_path: Path, indexer: Indexer
) -> None:
    pytest.importorskip("rawpy")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "x.cr2").write_bytes(b"no raw file at all")
    summary = indexer(tmp_path / "photos")
    assert (summary.files, summary.skipped, len(summary.problems)) == (1, {}, 1)


def test_a_folder_reached_through_a_link_is_the_folder_itself(tmp_path: Path, indexer: Indexer) -> None:
    (path, *_) = save_blobs(tmp_path / "real" / "sub", 3)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    indexer(tmp_path / "real")
    summary = indexer(tmp_path / "link" / "sub")
    assert (summary.files, summary.embedded, len(indexer.library.catalog.roots())) == (3, 0, 1)
    through = tmp_path / "link" / "sub" / path.name
    assert indexer.library.catalog.file_at(os.fsencode(through)) is not None


def test_a_root_inside_another_through_a_link_holds_each_file_once(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "real" / "sub", 2)
    save_blobs(tmp_path / "real", 1, first=5)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    indexer(tmp_path / "real" / "sub")
    assert indexer(tmp_path / "link").embedded == 1
    assert indexer.library.status().files == 3


def test_a_bad_read_while_embedding_again_keeps_what_was_decided(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = save_blobs(tmp_path / "photos", 1)
    indexer(tmp_path / "photos")
    before = indexer.library.catalog.file_at(os.fsencode(path))
    assert before is not None
    indexer.library.history.decide_file(before[0], "keep", "1")
    with indexer.library.catalog.write() as connection:
        connection.execute("DELETE FROM rows")

    def fail(path: bytes) -> bytes:
        raise ImageError("io_error", detail="I/O error")

    monkeypatch.setattr(decode, "read_file", fail)
    assert [p.code for p in indexer().problems] == ["io_error"]
    monkeypatch.undo()
    assert indexer().embedded == 1
    assert indexer.library.catalog.file_at(os.fsencode(path)) == before


def test_protection_follows_even_if_the_run_ends_early(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_blobs(tmp_path / "a", 2)
    indexer(tmp_path / "a")
    indexer.library.set_protected(indexer.library.catalog.roots()[0].id, True)
    (tmp_path / "a").rename(tmp_path / "b")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(roots, "finish", killed)
    with pytest.raises(KeyboardInterrupt):
        indexer(tmp_path / "b")
    assert {r.path: r.protected for r in indexer.library.catalog.roots()}[os.fsencode(tmp_path / "b")]


def test_counts_when_embedded_files_go_while_we_run(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: what was embedded and then deleted is not counted, and nothing is counted twice"""
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 40)
    (folder / "notes.txt").write_text("x")
    monkeypatch.setattr(indexing, "COMMIT_LARGEST", 8)
    real = decode.read_file

    def read(path: bytes) -> bytes:
        if os.path.basename(path) == b"0039.jpg":
            for gone in (*paths[:5], paths[39]):
                gone.unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(decode, "read_file", read)
    summary = indexer(folder)
    assert summary.embedded == 34
    assert summary.unchanged == 0
    assert summary.skipped == {"other_type": 1}
    assert summary.files == summary.embedded + summary.unchanged + len(summary.problems)


def test_a_query_over_a_hundred_thousand_files_uses_an_index(library: Library) -> None:
    read = library.catalog.read()
    for state in ("= 'present'", "= 'problem'", "= 'vanished'"):
        (plan,) = read.execute(
            f"EXPLAIN QUERY PLAN SELECT id FROM files WHERE root = 1 AND path = x'00' AND state {state}"
        )
        assert "USING INDEX" in plan[3], plan[3]
    (plan,) = read.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM files WHERE inode = 1 AND device = 1 AND size_bytes = 1 AND mtime_ns = 1"
        " AND image IS NOT NULL AND state IN ('vanished')"
    )
    assert "files_by_stamp" in plan[3], plan[3]


def test_weights_that_were_moved_are_named_anew(tmp_path: Path, library: Library) -> None:
    import timm
    import torch

    torch.manual_seed(3)
    torch.save(timm.create_model("tf_efficientnet_lite0").state_dict(), tmp_path / "w.pth")
    save_blobs(tmp_path / "photos", 1)
    spec = EmbedderSpec("tf_efficientnet_lite0", str(tmp_path / "w.pth"))
    indexing.index(library, load_embedder, [os.fsencode(tmp_path / "photos")], spec=spec)
    (tmp_path / "w.pth").rename(tmp_path / "moved.pth")
    save_blobs(tmp_path / "photos", 1, first=2)
    moved = EmbedderSpec("tf_efficientnet_lite0", str(tmp_path / "moved.pth"))
    assert indexing.index(library, load_embedder, spec=moved).embedded == 1
    record = library.embedder()
    assert record is not None
    assert record.description["weights"] == moved.weights


def test_a_wrong_path_changes_nothing(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "photos", 1)
    save_blobs(tmp_path / "other", 1)
    indexer(tmp_path / "photos")
    before = indexer.library.embedder()
    spec = EmbedderSpec("efficientnet_b0", str(tmp_path / "none.pth"))
    for paths in ((tmp_path / "other", tmp_path / "typo"), (tmp_path / "photos" / "typo",)):
        with pytest.raises(InputError):
            indexer(*paths, spec=spec, re_embed=True)
    assert indexer.library.embedder() == before
    assert len(indexer.library.catalog.roots()) == 1


def _sizes(folder: Path) -> None:
    folder.mkdir()
    for number, side_px in enumerate((40, 80, 160), 1):
        blob(number, side_px * 2, side_px).save(folder / f"{side_px}.png")


def test_small_pictures_are_left_out_once_read_and_come_back_when_the_rule_goes(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    _sizes(folder)
    summary = indexer(folder, min_side_px=80)
    assert (summary.files, summary.embedded, summary.skipped) == (2, 2, {"too_small": 1})
    assert summary.problems == ()
    read: list[bytes] = []
    real = decode.read_file
    monkeypatch.setattr(decode, "read_file", lambda path: read.append(path) or real(path))  # type: ignore[func-returns-value]
    again = indexer()
    assert (again.files, again.unchanged, again.skipped, read) == (2, 2, {"too_small": 1}, [])
    raised = indexer(min_side_px=100)
    assert (raised.files, raised.vanished, raised.skipped, read) == (1, 0, {"too_small": 2}, [])
    assert indexer.library.snapshot().images == 1
    gone = indexer(min_side_px=0)
    assert (gone.files, gone.embedded, gone.skipped) == (3, 1, {})
    assert [os.path.basename(path) for path in read] == [b"40.png"]


def test_copies_of_a_small_picture_do_not_take_each_others_place(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    _sizes(folder)
    shutil.copy(folder / "40.png", folder / "copy.png")
    os.link(folder / "40.png", folder / "link.png")
    assert indexer(folder, min_side_px=80).skipped == {"too_small": 3}
    monkeypatch.setattr(decode, "read_file", lambda path: pytest.fail(f"{path!r} was read again"))
    assert indexer().skipped == {"too_small": 3}
    monkeypatch.undo()
    os.rename(folder / "copy.png", folder / "moved.png")
    assert indexer().skipped == {"too_small": 3}
    assert indexer(min_side_px=0).files == 5


def test_a_picture_that_is_small_for_one_root_is_found_in_another(tmp_path: Path, indexer: Indexer) -> None:
    _sizes(tmp_path / "all")
    shutil.copytree(tmp_path / "all", tmp_path / "large")
    assert indexer(tmp_path / "all").files == 3
    summary = indexer(tmp_path / "large", min_side_px=80)
    assert (summary.files, summary.embedded, summary.unchanged) == (2, 0, 2)
    assert indexer().files == 5


def test_files_of_few_bytes_are_left_out_by_the_listing(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    _sizes(folder)
    (folder / "empty.jpg").touch()
    (folder / "160.xmp").write_text("<x/>")  # small, but no picture
    assert len(indexer(folder).problems) == 1
    limit = (folder / "80.png").stat().st_size
    summary = indexer(min_bytes=limit)
    assert (summary.files, summary.vanished, summary.problems) == (2, 0, ())
    assert summary.skipped == {"beside_a_picture": 1, "too_small": 2}
    (status,) = indexer.library.status().roots
    assert (status.min_bytes, status.skipped["too_small"]) == (limit, 2)
    assert indexer(min_bytes=0).embedded == 0  # what was known is taken up without the network


def test_what_a_rule_would_leave_out_is_told_before(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "photos"
    _sizes(folder)
    save_blobs(folder / "cache", 2)
    indexer(folder)
    library = indexer.library
    (root,) = library.catalog.roots()

    def told(*excludes: str, min_bytes: int = 0, min_side_px: int = 0) -> tuple[int, int]:
        rules = roots.LeftOut(excludes, min_bytes, min_side_px)
        return roots.would_leave_out(library.catalog, root, rules)

    assert told() == (0, 5)
    assert told("cache/", "", "4*.png") == (3, 5)
    assert told(min_side_px=81) == (2, 5)
    assert told(min_bytes=1 << 30) == (5, 5)
    library.set_rules(root, roots.LeftOut(("./cache", " ", "4*.png"), 0, 100))
    (root,) = library.catalog.roots()
    assert (root.excludes, root.min_side_px) == (("4*.png", "cache"), 100)
    assert indexer().files == 1
    library.set_rules(root, roots.LeftOut())
    assert (indexer().files, library.status().roots[0].excludes) == (5, ())


def test_progress_tells_of_each_root(tmp_path: Path, indexer: Indexer) -> None:
    save_blobs(tmp_path / "a", 3)
    save_blobs(tmp_path / "b", 2, first=10)
    indexer(tmp_path / "a")
    said = []
    indexer(tmp_path / "a", tmp_path / "b", progress=said.append)
    first, second = indexer.library.catalog.roots()
    assert [(r.root, r.left, r.fresh) for r in said[-1].roots] == [(first.id, 0, 0), (second.id, 0, 2)]
    assert said[-1].unchanged == 3


def test_a_forgotten_root_is_put_back_with_its_rules_and_without_the_network(
    tmp_path: Path, indexer: Indexer
) -> None:
    folder = tmp_path / "photos"
    first, *_ = save_blobs(folder, 3)
    indexer(folder, excludes=["0003*"])
    library = indexer.library
    (root,) = library.catalog.roots()
    library.set_protected(root.id, True)
    found = library.catalog.file_at(os.fsencode(first))
    assert found is not None
    library.history.decide_file(found[0], "keep", "0001.jpg")
    plan = library.forget_plan(os.fsencode(folder))
    assert (plan.files, plan.kept, plan.leaving) == (2, 1, 0)
    library.forget(plan)
    assert library.catalog.roots() == []
    library.add_again(plan)
    (again,) = library.catalog.roots()
    assert (again.protected, again.excludes) == (True, ("0003*",))
    assert (indexer().files, indexer().embedded) == (2, 0)


# ---------------------------------------------------------------- reading in processes

# what they run, with a decoder that dies of a certain file
_IN_A_PROCESS = """
import os, sys, time
sys.path[:] = sys.argv[1:]
from simgui.core import decode, reading
real = decode.decode

def decode_or_die(data, **options):
    assert not {"torch", "timm", "PySide6"} & set(sys.modules)
    if data.startswith(b"hostile"):
        os._exit(3)
    time.sleep(WAIT_S)
    return real(data, **options)

decode.decode = decode_or_die
reading.SHARE_BYTES = 0  # so that each picture is asked for
reading.serve()
"""


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def start(code: str) -> None:
        monkeypatch.setattr(reading, "MOST_PROCESSES", 2)
        monkeypatch.setattr(reading, "processes_pay", lambda *_: True)
        monkeypatch.setattr(reading, "_START", code)

    return start


def everything(library: Library) -> list[tuple[object, ...]]:
    rows = library.catalog.read().execute(
        "SELECT f.path, f.state, f.problem, f.sha256, i.picture_hash, i.width_px, i.measures, r.row IS NULL"
        " FROM files f LEFT JOIN images i ON i.id = f.image LEFT JOIN rows r ON r.image = f.image ORDER BY f.path"
    )
    return [(*row, library.thumbnails.get(row[4]) if row[4] else None) for row in rows]


def test_processes_read_what_threads_read_and_a_file_that_kills_one_is_listed(
    tmp_path: Path, embedder: Embedder, in_processes: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 12)
    shutil.copy(paths[0], folder / "copy.jpg")
    (folder / "0005-page.jpg").write_text("<html></html>")
    with Library.open(tmp_path / "threads") as threads, Library.open(tmp_path / "processes") as library:
        Indexer(threads, embedder)(folder)
        in_processes(_IN_A_PROCESS.replace("WAIT_S", "0"))
        by_processes = Indexer(library, embedder)
        monkeypatch.setattr(decode, "read_file", lambda path: pytest.fail(f"{path!r} was read here"))
        assert by_processes(folder).embedded == 12
        assert everything(library) == everything(threads)
        assert_each_has_its_own_vector(library, embedder, paths[::5])
        # the next run recognises by its bytes what it knows, and gets over a file that ends the process twice
        (folder / "0006-hostile.jpg").write_text("hostile")
        os.utime(paths[1], ns=(1, 1))
        summary = by_processes()
        assert (summary.embedded, summary.unchanged) == (0, 13)
        assert {(os.path.basename(p.path), p.code) for p in summary.problems} == {
            (b"0005-page.jpg", "not_an_image"),
            (b"0006-hostile.jpg", "corrupt"),
        }


def test_cancel_does_not_wait_for_what_processes_read(
    tmp_path: Path, indexer: Indexer, in_processes: Callable[[str], None]
) -> None:
    in_processes(_IN_A_PROCESS.replace("WAIT_S", "60"))
    save_blobs(tmp_path / "photos", 5)
    cancel, asked_s = CancelToken(), []

    def stop() -> None:
        asked_s.append(time.monotonic())
        cancel.cancel()

    timer = threading.Timer(1.5, stop)
    timer.start()
    assert indexer(tmp_path / "photos", cancel=cancel).cancelled
    assert time.monotonic() - asked_s[0] < 2
    assert not [child for child in psutil.Process().children() if "reading" in " ".join(child.cmdline())]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read ")]


def test_where_no_process_can_be_started_it_is_read_here(
    tmp_path: Path, indexer: Indexer, in_processes: Callable[[str], None]
) -> None:
    in_processes("raise SystemExit(1)")
    save_blobs(tmp_path / "photos", 5)
    assert indexer(tmp_path / "photos").embedded == 5
