"""The command line as others call it: its JSON, its words, its exit codes. Real processes for what a process does."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from simgui import cli, output
from simgui.core import alterations
from simgui.core.calibrate import Fitted, Measured
from simgui.core.calibration import shipped
from simgui.core.catalog import EmbedderRecord
from simgui.core.decisions import decide_all, picture_at
from simgui.core.embedder import load_embedder
from simgui.core.library import Library
from tests.cli.conftest import Command
from tests.conftest import blob, save_blobs


def test_index(tmp_path: Path, command: Command) -> None:
    save_blobs(tmp_path / "photos", 3)
    (tmp_path / "photos" / "page.jpg").write_text("<html></html>")
    code, first = command.json("index", tmp_path / "photos")
    assert code == 1
    assert {k: first[k] for k in ("files", "images", "embedded", "unchanged", "relinked", "vanished", "offline")} == {
        "files": 4, "images": 3, "embedded": 3, "unchanged": 0, "relinked": 0, "vanished": 0, "offline": 0,
    }  # fmt: skip
    (problem,) = first["problems"]
    assert problem["path"] == str(tmp_path / "photos" / "page.jpg")
    assert problem["code"] == "not_an_image"
    assert "HTML" in problem["message"]
    assert first["embedder"] == "tf_efficientnet_lite0"
    assert first["device"] == "cpu"
    assert first["seconds"] > 0
    assert first["images_per_second"] > 0
    (tmp_path / "photos" / "page.jpg").unlink()
    code, again = command.json("index")
    assert (code, again["embedded"], again["unchanged"], again["skipped"]) == (0, 0, 3, {})


def test_search(tmp_path: Path, command: Command) -> None:
    paths = save_blobs(tmp_path / "photos", 4)
    (tmp_path / "photos" / "copy.jpg").write_bytes(paths[1].read_bytes())
    command("index", tmp_path / "photos")
    (tmp_path / "page.jpg").write_text("<html></html>")
    code, found = command.json(
        "search", paths[1], tmp_path / "page.jpg", tmp_path / "gone.jpg", paths[0], "-k", 3
    )
    assert code == 1
    assert found["images"] == 4
    first, page, gone, last = found["queries"]
    assert page == {"query": str(tmp_path / "page.jpg"), "error": page["error"]}
    assert page["error"]["code"] == "not_an_image"
    assert gone["error"]["code"] == "no_such_file"
    assert len(first["hits"]) == len(last["hits"]) == 3
    top = first["hits"][0]
    assert top["rank"] == 1
    assert top["path"] == str(paths[1])
    assert top["paths"] == [str(paths[1]), str(tmp_path / "photos" / "copy.jpg")]
    assert (top["distance"], top["score"], top["identical"], top["same_file"], top["decision"]) == (
        0,
        1,
        True,
        True,
        None,
    )
    distances = [hit["distance"] for hit in first["hits"]]
    assert distances == sorted(distances)
    assert set(first["timing_ms"]) == {"decode", "embed", "scan", "total"}
    code, near = command.json("search", paths[1], "--within", 0)
    assert (code, [hit["rank"] for hit in near["queries"][0]["hits"]]) == (0, [1])
    _, out, _ = command("search", paths[1], "-k", 1)
    assert "identical" in out
    assert " 0  " in out


def test_decide_undo_redo_history(tmp_path: Path, command: Command) -> None:
    a, b, c = save_blobs(tmp_path / "photos", 3)
    command("index", tmp_path / "photos")
    assert command("decide", a, b, "not-duplicate")[0] == 0
    assert command("decide", c, "keep")[0] == 0

    def decision() -> str | None:
        hits = command.json("search", a)[1]["queries"][0]["hits"]
        found: str | None = next(hit["decision"] for hit in hits if hit["path"] == str(b))
        return found

    assert decision() == "not-duplicate"
    assert command("decide", b, a, "duplicate")[0] == 0
    assert decision() == "duplicate"
    assert command("undo")[0] == 0
    assert decision() == "not-duplicate"
    assert command("redo")[0] == 0
    assert decision() == "duplicate"
    assert command("decide", a, b, "clear")[0] == 0
    assert decision() is None
    code, told = command.json("history")
    assert code == 0
    assert [(e["kind"], e["word"]) for e in told["events"]] == [
        ("decide", None), ("redo", None), ("undo", None), ("decide", "duplicate"), ("decide", "keep"),
        ("decide", "not-duplicate"),
    ]  # fmt: skip
    assert told["events"][-1]["names"] == [a.name, b.name]
    assert told["events"][-1]["paths"] == [str(a), str(b)]
    assert told["events"][-2]["paths"] == [str(c)]
    assert [event["act"] == event["id"] for event in told["events"]] == [
        event["kind"] == "decide" for event in told["events"]
    ]
    assert command("undo", told["events"][-2]["id"])[0] == 0
    assert command("redo", told["events"][-2]["id"])[0] == 0
    assert command("redo", told["events"][-2]["id"])[0] == 2


def test_what_the_window_decided_at_once_is_one_for_the_command_line(
    tmp_path: Path, command: Command
) -> None:
    paths = save_blobs(tmp_path / "photos", 3)
    command("index", tmp_path / "photos")
    with Library.open(command.library) as library:
        pictures = [picture_at(library, os.fsencode(path)) for path in paths]
        decide_all(library, [(pictures[0], other) for other in pictures[1:]], [], "duplicate")

    def decisions() -> list[str | None]:
        return [hit["decision"] for hit in command.json("search", paths[0])[1]["queries"][0]["hits"]]

    assert decisions() == [None, "duplicate", "duplicate"]
    code, told = command.json("undo")
    assert (code, told["event"]["size"]) == (0, 2)
    assert decisions() == [None, None, None]
    events = command.json("history")[1]["events"]
    assert [(event["kind"], event["act"], event["holds"]) for event in events] == [
        ("undo", None, True), ("decide", 1, False), ("decide", 1, False),
    ]  # fmt: skip
    command("redo")
    assert decisions() == [None, "duplicate", "duplicate"]


def test_a_query_from_outside_the_library_can_be_decided_about(tmp_path: Path, command: Command) -> None:
    paths = save_blobs(tmp_path / "photos", 2)
    command("index", tmp_path / "photos")
    blob(99).save(tmp_path / "outside.png")
    assert command("decide", tmp_path / "outside.png", paths[0], "related")[0] == 0
    hits = command.json("search", tmp_path / "outside.png")[1]["queries"][0]["hits"]
    assert {hit["path"]: hit["decision"] for hit in hits} == {str(paths[0]): "related", str(paths[1]): None}
    # it is an Image without a File: it is no hit itself, and is not counted as one
    assert command.json("status")[1]["images"] == 2


def test_decisions_that_make_no_sense(tmp_path: Path, command: Command) -> None:
    a, b = save_blobs(tmp_path / "photos", 2)
    command("index", tmp_path / "photos")
    blob(99).save(tmp_path / "outside.png")
    for arguments in (
        (a, "duplicate"),
        (a, b, "keep"),
        (a, a, "duplicate"),
        (tmp_path / "outside.png", "keep"),
    ):
        code, _, err = command("decide", *arguments)
        assert (code, err.startswith("simgui: ")) == (2, True), arguments
    assert command("decide", tmp_path / "gone.jpg", a, "duplicate")[0] == 1
    assert command("undo")[0] == 1


def test_status_and_forget(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    save_blobs(tmp_path / "photos", 2)
    command("index", tmp_path / "photos")
    code, status = command.json("status")
    assert code == 0
    assert status == {
        "library": str(command.library),
        "files": 2,
        "images": 2,
        "embedded": 2,
        "roots": [
            {
                "path": str(tmp_path / "photos"),
                "files": 2,
                "state": "online",
                "protected": False,
                "problems": 0,
                "excludes": [],
                "min_bytes": 0,
                "min_side_px": 0,
                "skipped": {},
            }
        ],
        "embedder": "tf_efficientnet_lite0",
        "indexing": None,
        "problems": 0,
        "interrupted_cull": None,
    }
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody answers
    code, _, err = command("forget", tmp_path / "photos")
    assert code == 1
    assert "2 files" in err
    assert command.json("status")[1]["files"] == 2
    code, told = command.json("forget", tmp_path / "photos", "--yes")
    assert (code, told["forgotten"], told["files"]) == (0, True, 2)
    assert command.json("status")[1]["roots"] == []
    assert len(list((tmp_path / "photos").iterdir())) == 2


@pytest.mark.skipif(os.name != "posix", reason="names of bytes as POSIX has them")
def test_a_name_that_is_not_utf8(tmp_path: Path, command: Command) -> None:
    """P1"""
    folder = os.fsencode(tmp_path / "photos")
    os.mkdir(folder)
    name = os.path.join(folder, b"caf\xe9.jpg")
    with open(name, "wb") as file:
        blob(1).save(file, "JPEG")
    code, summary = command.json("index", tmp_path / "photos")
    assert (code, summary["embedded"]) == (0, 1)
    code, found = command.json("search", os.fsdecode(name))
    (hit,) = found["queries"][0]["hits"]
    assert hit["path"].endswith("caf\\xe9.jpg")
    assert base64.b64decode(hit["path_base64"]) == name
    assert hit["same_file"]
    assert "base64" in summary["path_encoding"]
    assert command("decide", os.fsdecode(name), "keep")[0] == 0
    code, out, _ = command("search", os.fsdecode(name))
    assert "caf\\xe9.jpg" in out


def test_wrong_arguments(tmp_path: Path, command: Command) -> None:
    assert command("status")[0] == 2
    assert command("index", tmp_path / "nowhere")[0] == 2
    _, told = command.json("index", tmp_path / "nowhere")
    assert told["error"]["code"] == "no_such_folder"
    for arguments in (
        ["search"],
        ["search", "a", "-k", "0"],
        ["search", "a", "--within", "3"],
        ["decide", "a", "b"],
        ["--nonsense"],
    ):
        with pytest.raises(SystemExit) as stopped:
            command(*arguments)
        assert stopped.value.code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="displays as Linux names them")
def test_without_a_display_the_window_says_so(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in cli.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    code, _, err = command(tmp_path)
    assert code == 1
    assert "display" in err


def test_no_picture_found_is_an_error_that_says_why(tmp_path: Path, command: Command) -> None:
    """I10"""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "notes.txt").write_text("x")
    code, out, err = command("index", tmp_path / "photos")
    assert code == 1
    assert "No pictures" in err
    assert "1 other type" in out


def test_weights_that_are_missing_have_one_code_whatever_the_reason(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentences differ; what programs read does not"""
    monkeypatch.setattr(cli, "load_embedder", load_embedder)
    save_blobs(tmp_path / "photos", 1)
    code, out, err = command(
        "index",
        tmp_path / "photos",
        "--embedder",
        "resnet18",
        "--weights",
        tmp_path / "gone.safetensors",
        "--json",
    )
    assert code == 1
    assert json.loads(out)["error"]["code"] == "weights_missing"
    assert "there is no file" in json.loads(out)["error"]["message"]
    assert "gone.safetensors" in err


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    """I2"""
    save_blobs(tmp_path / "photos", 400, size_px=(320, 240))
    command = [sys.executable, "-m", "simgui", "--library", str(tmp_path / "library"), "index", "--json"]
    process = subprocess.Popen(
        [*command, str(tmp_path / "photos")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("decoding") and not line.startswith("decoding 0"):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    summary = json.loads(out)
    assert summary["cancelled"]
    assert 0 < summary["embedded"] < 400
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["embedded"] == 400 - summary["embedded"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that nobody reads is met otherwise there")
def test_a_reader_that_has_gone_is_no_bug(tmp_path: Path) -> None:
    """As `| head` does; what is short is written only at the end."""
    Library.open(tmp_path / "library").close()
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "simgui", "--library", str(tmp_path / "library"), "status", "--json"],
            stdout=pipe, stderr=subprocess.PIPE, text=True, check=False, env=buffered,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "")


@pytest.mark.parametrize("there", [False, True])
def test_doctor_looks_at_everything(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "library").mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "simgui", "doctor", "--library", str(tmp_path / "library")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for name in ("packages", "device", "embedder", "SQLite", "library", "temporary files"):
        assert f"ok    {name}" in ran.stdout, ran.stdout


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, expected in (
        (["--version"], "simgui "),
        (["--help"], "examples:"),
        (["search", "--help"], "--within"),
    ):
        with pytest.raises(SystemExit) as stopped:
            cli.main(arguments)
        assert stopped.value.code == 0
        assert expected in capsys.readouterr().out


def test_what_people_type_by_mistake(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_blobs(tmp_path / "photos", 1)
    command("index", tmp_path / "photos")
    for arguments in (["index", ""], ["search", ""], ["forget", ""]):
        with pytest.raises(SystemExit) as stopped:
            command(*arguments)
        assert stopped.value.code == 2
    assert command("undo", 999)[0] == 2
    monkeypatch.setattr("sys.stdin", None)
    assert command("forget", tmp_path / "photos")[0] == 1
    assert command.json("status")[1]["files"] == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_library_that_may_only_be_read(tmp_path: Path) -> None:
    """status, search and history read it; what writes says that it cannot"""
    paths = save_blobs(tmp_path / "photos", 2)
    python = [sys.executable, "-m", "simgui", "--library", str(tmp_path / "library")]
    subprocess.run([*python, "index", str(tmp_path / "photos")], check=True, capture_output=True)
    drop = [
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    ]
    plain = [] if os.getuid() else drop
    if plain and subprocess.run([*plain, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root's powers cannot be put down here")
    (tmp_path / "library").chmod(0o555)
    try:
        for command, code in (
            ("status", 0),
            ("history", 0),
            (f"search {paths[0]}", 0),
            ("undo", 1),
            ("index", 1),
        ):
            ran = subprocess.run(
                [*plain, *python, *command.split(), "--json"], capture_output=True, text=True, check=False
            )
            assert ran.returncode == code, (command, ran.stdout, ran.stderr)
            assert "Traceback" not in ran.stderr
            json.loads(ran.stdout)
    finally:
        (tmp_path / "library").chmod(0o755)


def test_search_looks_closer_when_it_is_asked_to(
    tmp_path: Path, command: Command, photo: Callable[[int], Image.Image]
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(4):
        photo(number).save(folder / f"{number}.jpg", quality=90)
    command("index", folder)
    picture = ImageOps.mirror(photo(1))
    query = tmp_path / "query.jpg"
    picture.crop((0, 0, picture.width * 4 // 5, picture.height)).save(query)
    code, found = command.json("search", query, "-k", 2, "--verify")
    assert code == 0
    first, *others = found["queries"][0]["hits"]
    assert len(others) == 1
    assert os.path.basename(first["path"]) == "1.jpg"
    assert first["verified"] is True
    assert set(first["kinds"]) >= {"mirrored", "cropped"}
    assert {edit["kind"] for edit in first["edits"]} == set(first["kinds"])
    assert first["overlap"]["query"] > 0.95
    assert 0.7 < first["overlap"]["hit"] < 0.9
    assert first["score"] > 0.5 > others[0]["score"]
    assert others[0]["verified"] is False
    _, plain = command.json("search", query, "-k", 2)
    assert "verified" not in plain["queries"][0]["hits"][0]
    _, out, _ = command("search", query, "-k", 1, "--verify")
    assert "verified: mirrored, cropped to 80\N{NO-BREAK SPACE}% (in the query)" in out


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_calibrate(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    save_blobs(tmp_path / "photos", 30)
    command("index", tmp_path / "photos")
    monkeypatch.setattr(alterations, "WAYS", {"mirrored": alterations.WAYS["mirrored"]})
    code, found = command.json("calibrate", "--originals", 20)
    assert code == 0
    assert found["embedder"] == "tf_efficientnet_lite0"
    assert (found["originals"], found["queries"]) == (20, 20)
    assert found["by_distance"].keys() == found["by_score"].keys() == {"copy", "likely_copy", "similar"}
    assert found["by_distance"]["copy"].keys() == {"precision", "found"}
    values = found["values"]
    assert 0 < values["copy_within"] <= values["likely_copy_within"] <= values["similar_within"]
    # and from then on it is what a search goes by
    _, asked = command.json("search", tmp_path / "photos" / "0001.jpg", "-k", 30)
    for hit in asked["queries"][0]["hits"][1:]:
        assert (hit["word"] == "copy") == (hit["distance"] <= values["copy_within"])

    code, said = Command(tmp_path / "small", command._capsys).json(
        "index", save_blobs(tmp_path / "few", 3)[0].parent
    )
    assert code == 0
    code, said = Command(tmp_path / "small", command._capsys).json("calibrate")
    assert code == 2
    assert said["error"]["code"] == "too_few_to_calibrate"


def test_what_was_fitted_is_told_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    near = [Measured(word, right, found) for word, right, found in
            (("copy", 0.991, 0.5), ("likely_copy", 0.81, 0.6), ("similar", None, 0.6))]  # fmt: skip
    record = EmbedderRecord(1, "fingerprint", {"name": "some_net"}, 1280, "vectors.h5")
    output.print_fitted(record, Fitted(shipped(), tuple(near), tuple(near), 40, 1000, 167))
    said = capsys.readouterr().out
    assert said.startswith(
        "some_net: 1000 altered copies of 40 pictures searched, 167 of them looked at closer\n"
    )
    assert "99.1%" in said
    assert f"{shipped().limits.copy:.2f}" in said
    assert re.search(r"^  similar .* - ", said, re.MULTILINE)
