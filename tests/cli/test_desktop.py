"""simgui desktop: what is written, what is left alone, and that all of it can be taken away again."""

from __future__ import annotations

import configparser
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from simgui import cli, desktop
from simgui.core.assets import resource
from simgui.core.decode import EXTENSIONS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux desktops")
ENTRY = Path("applications", "simgui.desktop")
SVG = Path("icons", "hicolor", "scalable", "apps", "simgui.svg")


@pytest.fixture(autouse=True)
def no_tools_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their caches are theirs: here only our own files are looked at."""
    monkeypatch.setattr(desktop, "_tell_the_desktop", lambda prefix: None)


def has_qt() -> bool:
    try:
        return importlib.util.find_spec("PySide6") is not None
    except ImportError:  # hidden for these tests
        return False


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Qt is not there to draw the sizes, the drawing alone stands for them."""
    if not has_qt():
        content = resource("icons", "simgui.svg").read_bytes()
        monkeypatch.setattr(desktop, "icons", lambda: {SVG: content})


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def run(*arguments: object) -> int:
    return cli.main(["desktop", *map(str, arguments)])


@pytest.mark.usefixtures("drawn")
def test_install_names_each_file_and_remove_takes_exactly_those(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = tmp_path / "applications" / "other.desktop"
    others.parent.mkdir()
    others.write_text("[Desktop Entry]\n")
    assert run("--install", "--prefix", tmp_path) == 0
    named = {Path(line).relative_to(tmp_path) for line in capsys.readouterr().out.splitlines()}
    assert {ENTRY, SVG} <= named
    assert files(tmp_path) - named == {desktop.LIST, Path("applications", "other.desktop")}
    assert run("--install", "--prefix", tmp_path) == 0  # again: its own files are no strangers
    assert run("--remove", "--prefix", tmp_path) == 0
    assert files(tmp_path) == {Path("applications", "other.desktop")}
    assert run("--remove", "--prefix", tmp_path) == 0
    assert "nothing of simgui" in capsys.readouterr().err


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_somebody_else_put_there_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    strange = tmp_path / SVG
    strange.parent.mkdir(parents=True)
    precious = tmp_path / "precious"
    precious.write_text("mine")
    if kind == "file":
        strange.write_text("mine")
    elif kind == "link":
        strange.symlink_to(precious)
    else:
        strange.mkdir()
    assert run("--install", "--prefix", tmp_path) == 1
    said = capsys.readouterr()
    assert str(strange) in said.err
    assert "Nothing was changed" in said.err
    assert said.out == ""
    assert not (tmp_path / ENTRY).exists()
    assert precious.read_text() == "mine"


@pytest.mark.usefixtures("drawn")
def test_a_file_changed_since_stays_when_the_others_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--install", "--prefix", tmp_path) == 0
    (tmp_path / ENTRY).write_text("[Desktop Entry]\nName=mine\n")
    assert run("--remove", "--prefix", tmp_path) == 1
    assert str(tmp_path / ENTRY) in capsys.readouterr().err
    assert files(tmp_path) == {ENTRY}


@pytest.mark.usefixtures("drawn")
def test_the_default_place_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert desktop.default_prefix() == tmp_path / "home" / ".local" / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("--install") == 0
    assert (tmp_path / "data" / ENTRY).is_file()
    assert not (tmp_path / "home").exists()


def test_icons_are_of_the_sizes_that_their_folders_say(tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtSvg")
    desktop.install(tmp_path)
    for size_px in desktop.ICON_SIZES_PX:
        with Image.open(
            tmp_path / "icons" / "hicolor" / f"{size_px}x{size_px}" / "apps" / "simgui.png"
        ) as icon:
            assert icon.size == (size_px, size_px)
            assert icon.mode == "RGBA"
            corner, middle = (
                icon.getpixel((0, size_px - 1)),
                icon.getpixel((size_px * 2 // 3, size_px * 3 // 4)),
            )
            assert isinstance(corner, tuple)
            assert isinstance(middle, tuple)
            assert corner[3] == 0
            assert middle[3] == 255


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(resource("desktop", "simgui.desktop"), encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_opens_what_simgui_reads() -> None:
    kinds = entry()["MimeType"].rstrip(";").split(";")
    assert len(kinds) == len(set(kinds))
    # a desktop without a choice of its own would open every folder with us, our "Show in folder" too
    assert "inode/directory" not in kinds
    named = {b".jpg": "jpeg", b".png": "png", b".webp": "webp", b".gif": "gif", b".bmp": "bmp", b".tif": "tiff",
             b".avif": "avif", b".heic": "heic", b".jxl": "jxl", b".dng": "x-adobe-dng", b".nef": "x-nikon-nef",
             b".cr3": "x-canon-cr3"}  # fmt: skip
    assert set(named) <= EXTENSIONS
    assert {f"image/{kind}" for kind in named.values()} <= set(kinds)


def test_the_entry_speaks_japanese_wherever_it_speaks() -> None:
    fields = entry()
    for name in ("GenericName", "Comment", "Keywords"):
        assert fields[name]
        assert fields[f"{name}[ja]"] != fields[name]


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
def test_the_entry_is_valid(tmp_path: Path) -> None:
    for number, command in enumerate(
        (["simgui"], ["/home/a b/$x `y` 50%/simgui"], ['/q"uo\\te/simgui', "-m"])
    ):
        path = tmp_path / f"{number}.desktop"
        path.write_bytes(desktop.entry(command))
        done = subprocess.run(
            ["desktop-file-validate", str(path)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/usr/bin/simgui", "/usr/bin/simgui"),
        ("/home/a b/simgui", '"/home/a b/simgui"'),
        ("/50%/simgui", "/50%%/simgui"),
        ("/$x/simgui", '"/\\\\$x/simgui"'),
    ],
)
def test_the_command_is_quoted_as_the_specification_says(argument: str, written: str) -> None:
    assert desktop.quoted(argument) == written
