"""A notice and a state in words: their lines and buttons in places of every width."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice, StateView


def test_long_buttons_stand_below_the_sentence_and_short_ones_beside_it(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(900, 60)
    notice.say("The library was made with another embedder. Keep it?", (Button("Keep"), Button("Not now")))
    words, (keep, _later) = notice._label, notice.buttons
    qtbot.waitUntil(lambda: keep.x() > words.geometry().right())
    assert words.width() > notice.width() / 2
    notice.say(
        words.text(), (Button("Index again with " + "a_long_name_" * 5), Button("Keep " + "another_" * 6))
    )
    again, keep = notice.buttons
    qtbot.waitUntil(lambda: again.y() > words.geometry().bottom())
    assert (again.x(), again.y()) == (words.x(), keep.y())
    assert words.width() > notice.width() * 0.9
    notice.resize(2400, 60)
    qtbot.waitUntil(lambda: again.x() > words.geometry().right())


@pytest.mark.parametrize(
    "text",
    [
        "特徴量ファイルが壊れています。判断の記録は無事です。再度取り込むと作り直せます。元の画像もそのままです。",
        "This picture is almost one colour, so copies cannot be told apart by looks. Only identical files are shown.",
    ],
)
def test_the_lines_of_a_state_are_of_about_the_same_length(qtbot: QtBot, text: str) -> None:
    state = StateView()
    qtbot.addWidget(state)
    state.resize(800, 400)
    state.say("image", text)
    state.show()
    title = state._title
    whole = title.fontMetrics().horizontalAdvance(text)
    lines = round(title.height() / title.fontMetrics().lineSpacing())
    assert lines == 2
    assert title.width() < whole / lines * 1.15
    state.resize(2 * 280, 400)
    qtbot.waitUntil(lambda: title.width() <= 2 * 280 - 80)
    state.say("image", "One line.")
    qtbot.waitUntil(lambda: title.height() < 2 * title.fontMetrics().lineSpacing())
