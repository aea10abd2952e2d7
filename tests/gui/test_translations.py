"""The Japanese of the window: complete, with all fields, in the words that were agreed, and found by Qt's tools."""

from __future__ import annotations

import ast
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

import simgui
from simgui.core.assets import resource
from simgui.gui import languages, messages
from simgui.words import SENTENCES

# names and units that Japanese writes as English does
SAME = {("DropOverlay", "Esc"), ("indexing", "AppleDouble"), ("Choosing", "JSON (*.json)")}
JAPANESE = "\u3041-\u30ff\u3400-\u9fff"
TEXTS = {
    (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
    for context in ElementTree.parse(resource("translations") / "simgui_ja.ts").getroot().iter("context")
    for message in context.iter("message")
}


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    languages.install(qapp, "ja")
    yield
    languages.install(qapp, "en")
    QLocale.setDefault(before)


def test_a_translation_says_all_that_its_source_says() -> None:
    must_stay = (
        r"\{\w*\}",  # fields
        r"</?\w+>",
        r"\n",
        r"\((?:\*|\{kinds\}).*?\)",  # Qt cuts these out of the names of file kinds
        r"--\w+|Ctrl\+.",
        r"…$",
    )
    changed = [
        (source, pattern)
        for (_, source), japanese in TEXTS.items()
        for pattern in must_stay
        if sorted(set(re.findall(pattern, japanese))) != sorted(set(re.findall(pattern, source)))
    ]
    assert changed == []


def test_nothing_is_left_in_english() -> None:
    left = {
        key
        for key, japanese in TEXTS.items()
        if japanese == key[1] and re.search("[A-Za-z]", re.sub(r"\{\w*\}", "", japanese))
    }
    assert left == SAME


def test_translations_are_written_in_one_way() -> None:
    never = (
        "(ライブラリ|フォルダ|ブラウザ|コンピュータ|メモリ)(?!ー)",
        "[!！]",
        f"[{JAPANESE}][A-Za-z0-9]|[A-Za-z0-9][{JAPANESE}]",  # a space between Japanese and other letters
        "[、。：（）「」] | [、。：（）「」]",  # none beside signs that bring their own
        f"[{JAPANESE}][,.:;()?]",
        " %",  # a space that does not break
    )
    # menus' letters, file kinds and names, dates
    kept = r"\(&\w\):|\([&*{].*?\)|(画像一覧|残すファイル|外すファイル)\.csv|yyyy年M月d日|M月d日|？ "
    faults = [
        (japanese, found[0])
        for japanese in TEXTS.values()
        for pattern in never
        if (found := re.search(pattern, re.sub(kept, "", japanese)))
    ]
    assert faults == []


def test_letters_to_press_with_alt_are_kept() -> None:
    letters = []
    for (context, source), japanese in TEXTS.items():
        letter = re.search("&(.)", source)
        assert re.findall("&.", japanese) == ([letter[0].upper()] if letter else []), source
        if letter:
            assert f"(&{letter[1].upper()})" in japanese
        if letter and context == "menus":
            letters.append(letter[1])
    assert len(letters) >= 5
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize(
    ("context", "source", "japanese"),
    [
        ("Head", "History", "履歴"),
        ("MainWindow", "Search", "検索"),
        ("MainWindow", "Indexing", "取り込み"),
        ("StatusLine", "Undo", "元に戻す"),
        ("search", "identical", "同一"),
        ("search", "copy", "複製"),
        ("search", "likely copy", "複製の可能性"),
        ("search", "similar", "類似"),
        ("search", "Duplicate", "重複"),
        ("search", "Not a duplicate", "重複ではない"),
        ("search", "Related", "関連"),
        ("search", "Keep", "残す"),
        ("search", "Leaves", "外す"),
        ("search", "offline", "オフライン"),
        (
            "FirstStart",
            "Your pictures stay where they are. Nothing leaves this computer.",
            "画像は元の場所のままです。外部へは何も送信しません。",
        ),
        (
            "States",
            "Drop, paste or choose a picture to see its near-duplicates.",
            "画像をドロップ、貼り付け、または選択すると、よく似た画像が表示されます。",
        ),
        (
            "States",
            "Getting the embedder ready. Your search starts by itself in a few seconds.",
            "準備しています。数秒後に検索が自動で始まります。",
        ),
        (
            "States",
            "This picture is almost one colour, so copies cannot be told apart by looks. Only identical files are"
            " shown.",
            "ほぼ単色のため、見た目では複製を判別できません。同一のファイルだけを表示しています。",
        ),
        (
            "Intake",
            "The browser handed over only a link. Copy the image itself, then press Ctrl+V.",
            "ブラウザーから渡されたのはリンクだけです。画像をコピーして Ctrl+V を押してください。",
        ),
        (
            "RootsPanel",
            "No folders yet. Add one, or drop it anywhere on the window.",
            "フォルダーがまだありません。追加するか、ウィンドウにドロップしてください。",
        ),
        (
            "HistoryPage",
            "Nothing done yet. Decisions and culls will stand here, and can be taken back.",
            "まだ操作がありません。判断と整理がここに並び、元に戻せます。",
        ),
        (
            "BugSheet",
            "Something went wrong in simgui itself. Your files are untouched.",
            "simgui 内部で問題が起きました。ファイルには手を付けていません。",
        ),
    ],
)
def test_agreed_words(context: str, source: str, japanese: str) -> None:
    assert TEXTS[context, source] == japanese


def test_sentences_come_out_as_agreed(japanese: None) -> None:
    """Those that are put together, as a person reads them."""

    def said(context: str, source: str, **given: str) -> str:
        return QCoreApplication.translate(context, source).format(**given)

    assert said(
        "indexing",
        "Up to date. {new} new, {problems}, {time}.",
        new="412",
        problems=messages.problems(0),
        time=messages.duration(2.3),
    ) == ("最新です。新規 412 件、問題 0 件、2.3 秒。")
    assert said(
        "Results", "Nothing within {within}. The nearest is at {nearest}.", within="0.80", nearest="1.12"
    ) == ("距離 0.80 以内にはありません。最も近いものは 1.12 です。")
    assert said("Results", "Show the nearest {n}", n="20") == "近い 20 件を表示"
    assert said(
        "search",
        "{name} is not a picture: it holds {holds}. Drop another file.",
        name="banner.jpg",
        holds=messages.held("HTML page"),
    ) == ("banner.jpg は画像ではありません（中身は HTML です）。別のファイルをドロップしてください。")
    away = "{name} is offline. Its {n} files are kept and come back when it is connected."
    assert said("search", away, name="card-2", n="762") == (
        "card-2 はオフラインです。762 個のファイルの情報は残してあり、接続すると元に戻ります。"
    )
    full = (
        "No space left on {path}. Indexing is paused; what is done is safe. Free {size}, then press Resume."
    )
    assert said("IndexingPage", full, path="/data", size="2 GB") == (
        "/data に空きがありません。取り込みを一時停止しました（完了分は保存済み）。"
        "2 GB 空けてから「再開」を押してください。"
    )
    assert TEXTS["ProgressPanel", "Resume"] == "再開"
    cut = "{name} ends after {part} of its data. The readable part was searched."
    assert said("States", cut, name="IMG_0931.jpg", part="61\N{NO-BREAK SPACE}%") == (
        "IMG_0931.jpg はデータの 61\N{NO-BREAK SPACE}% で途切れています。読めた部分で検索しました。"
    )
    other = (
        "This library was made with {library_embedder}, not {asked_embedder}. Keep the first, or index again with"
        " the second? Decisions stay."
    )
    assert said("words", other, library_embedder="a_net", asked_embedder="b_net") == (
        "このライブラリーは b_net ではなく a_net で作られています。"
        "元のまま使いますか、取り込み直しますか。判断の記録は残ります。"
    )
    assert messages.together("一。", "二。", "三。") == "一。二。三。"
    assert messages.duration(88) == "1 分 28 秒"
    assert messages.duration(2 * 3600 + 300) == "2 時間 5 分"
    date = QCoreApplication.translate("search", "d MMM yyyy", "a date, in Qt's letters")
    assert QLocale().toString(QDate(2026, 3, 9), date) == "2026/03/09"


def test_qt_speaks_japanese_too(japanese: None, tmp_path: Path) -> None:
    """Its own dialogs, also where its Japanese lacks a text."""
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "キャンセル"
    dialog = QFileDialog(None, "", os.fspath(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    dialog.deleteLater()
    assert len(said) >= 3
    assert all(re.search(f"[{JAPANESE}]", text) for text in said), said


def test_each_text_of_the_source_is_known() -> None:
    """Also what Qt's tools do not find: within an f-string, say."""
    known = {source for _, source in TEXTS}
    found = set(SENTENCES.values())
    for path in Path(simgui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found.update(marked(node))
    assert len(found) > 500
    assert found - known == set()


def marked(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    places = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}
    place = places.get(name)
    if place is None or len(call.args) <= place:
        return []
    text = call.args[place]
    return [text.value] if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
