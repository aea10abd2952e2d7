"""Sheets of the indexing page: taking a root out, and what a root leaves out."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QPlainTextEdit, QWidget

from simgui.core.catalog import Root
from simgui.core.library import ForgetPlan, Library
from simgui.core.roots import LeftOut, would_leave_out
from simgui.gui import messages
from simgui.gui.background import Chore
from simgui.gui.widgets import theme
from simgui.gui.widgets.labels import announce, label
from simgui.gui.widgets.sheet import Sheet

LOOK_AFTER_MS = 350


class RemoveSheet(Sheet):
    """What is forgotten, what stays, and how it comes back, before anything is done."""

    def __init__(self, parent: QWidget, plan: ForgetPlan) -> None:
        super().__init__(parent, "x")
        self.plan, self.searched = plan, plan.files - plan.unread
        self.name(
            self.tr("Take {name} out of the library?").format(name=messages.shown_name(plan.path)),
            self.tr("Forget {files}").format(files=messages.files(self.searched)),
        )
        lines = [
            self.tr("Forgotten: {files} of {images}, the folder's protection and its rules.").format(
                files=messages.files(self.searched), images=messages.images(plan.images)
            )
        ]
        if plan.unread:
            text = self.tr("Beside them {files}: not readable, left out, or beside a picture.")
            lines.append(text.format(files=messages.files(plan.unread)))
        if plan.kept or plan.leaving:
            text = self.tr("Forgotten too: the marks of {kept} as kept, of {leaving} as leaving.")
            lines.append(text.format(kept=messages.files(plan.kept), leaving=messages.files(plan.leaving)))
        lines += [
            self.tr(
                "Stays: all files on the disk, the descriptors, and what was decided about pairs of pictures."
            ),
            self.tr(
                "To get it back, press “Add it again” afterwards, or add the folder: its pictures are read once"
                " more, but not described anew."
            ),
        ]
        for line in lines:
            self.body.addWidget(label(line, 13, wrap=True))
        self.files = QPlainTextEdit(self._examples())
        self.files.setReadOnly(True)
        self.files.setTabChangesFocus(True)
        self.files.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.files.setAccessibleName(self.tr("Files that would be forgotten"))
        self.files.setMinimumHeight(theme.scaled_px(150))
        self.body.addWidget(self.files, 1)

    def _examples(self) -> str:
        shown = [messages.shown(path) for path in self.plan.examples]
        rest = self.plan.files - len(shown)
        if rest > 0:
            shown.append(self.tr("and {n} more").format(n=messages.number(rest)))
        return "\n".join(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.not_now.setFocus()


class RulesSheet(Sheet):
    """Patterns and smallest sizes of one root. What they come to is counted before they hold.

    `chosen`: the rules to apply.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, library: Library, root: Root, looking: Chore) -> None:
        super().__init__(parent, "funnel")
        name = messages.shown_name(root.path)
        self.name(self.tr("What is left out of {name}").format(name=name), self.tr("Apply"))
        self._library, self._root, self._looking = library, root, looking
        self.patterns = QPlainTextEdit("\n".join(root.excludes))
        self.patterns.setTabChangesFocus(True)
        self.patterns.setAccessibleName(self.tr("Patterns, one a line"))
        self.patterns.setFixedHeight(theme.scaled_px(110))
        self.side_px = self._spin(root.min_side_px, 100_000, 10, self.tr("Shorter edge at least, in pixels"))
        self.min_bytes = self._spin(root.min_bytes, 1 << 40, 1024, self.tr("File size at least, in bytes"))
        self.preview = label("", 13, 600, wrap=True)
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self._look)
        self.patterns.textChanged.connect(self._on_edited)
        self.side_px.valueChanged.connect(self._on_edited)
        self.min_bytes.valueChanged.connect(self._on_edited)
        self._on_edited()

    def _spin(self, value: int, most: int, step: int, name: str) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(0)
        made.setRange(0, most)
        made.setSingleStep(step)
        made.setValue(value)
        made.setGroupSeparatorShown(True)
        made.lineEdit().setTextMargins(6, 0, 0, 0)
        made.setSpecialValueText(self.tr("no limit"))
        made.setAccessibleName(name)
        made.setMinimumWidth(theme.scaled_px(140))
        return made

    def _lay_out(self) -> None:
        about = self.tr(
            "Names or paths inside the folder, one a line. * stands for anything, ? for one character.\n"
            "*.gif: all GIFs    cache: every file or folder of this name    2019/raw: this folder\n"
            "*/thumbs/*: what lies in any folder “thumbs”    IMG_00??.jpg: these numbers"
        )
        self.body.addWidget(label(self.tr("Leave out files and folders that are called"), 13, 600))
        self.body.addWidget(self.patterns)
        self.body.addWidget(label(about, 12, tone="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, (text, spin, unit) in enumerate(
            (
                (self.tr("Leave out pictures whose shorter edge is below"), self.side_px, self.tr("pixels")),
                (self.tr("Leave out files smaller than"), self.min_bytes, self.tr("bytes")),
            )
        ):
            grid.addWidget(label(text, 13), row, 0)
            grid.addWidget(spin, row, 1)
            grid.addWidget(label(unit, 13, tone="muted"), row, 2)
        self.body.addLayout(grid)
        stays = self.tr(
            "The size of a picture is known once it has been read: a new one is read, counted as too small and not"
            " described. What is left out is forgotten by the search; its files and all decisions stay, and it comes"
            " back when the rule goes."
        )
        self.body.addWidget(label(stays, 12, tone="muted", wrap=True))
        self.body.addWidget(self.preview)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.patterns.setFocus()

    def rules(self) -> LeftOut:
        lines = tuple(self.patterns.toPlainText().splitlines())
        return LeftOut(lines, int(self.min_bytes.value()), int(self.side_px.value()))

    def _on_edited(self) -> None:
        self.act.setEnabled(False)
        self.preview.setText(self.tr("Counting…"))
        self._timer.start()

    def _look(self) -> None:
        catalog, root, rules = self._library.catalog, self._root, self.rules()
        self._looking.ask(lambda cancel: would_leave_out(catalog, root, rules, cancel), self._on_counted)

    def _on_counted(self, found: tuple[int, int]) -> None:
        left_out, files = found
        text = self.tr("Leaves out {n} of {files} that are indexed now.")
        self.preview.setText(text.format(n=messages.number(left_out), files=messages.files(files)))
        act = self.tr("Leave out {files}").format(files=messages.files(left_out))
        self.act.relabel(act if left_out else self.tr("Apply"))
        self.act.setEnabled(True)
        announce(self, self.preview.text())

    def go(self) -> None:
        self.chosen.emit(self.rules())
        self.accept()

    def done(self, result: int) -> None:
        self._timer.stop()
        self._looking.drop()
        super().done(result)
