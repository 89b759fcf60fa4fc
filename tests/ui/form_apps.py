"""Forms on their own, without a board: the app they stand in, the rows they are about, what can be seen of them."""

from datetime import date

from textual.app import App
from textual.events import Key, Paste

from learnboard.domain.model.board_info import BoardInfo, Owner
from learnboard.ui.cycles.form import CycleForm
from learnboard.ui.editing.key_result_forms import key_result_form
from learnboard.ui.goals.forms import ObjectiveForm, goal_form, settings_form
from learnboard.ui.terminal.colours import DARK
from learnboard.ui.toolkit.keys import TextInputScreen
from learnboard.ui.toolkit.lines_view import LinesView
from tests import builders
from tests.ui.screen import lines, pressed, settled

DAY = date(2026, 6, 26)  # a Friday
IDENTITY = BoardInfo("brd", Owner("Alder Finch", "developer"), builders.settings())
ROWS = {
    "key result": builders.metric(title="faster", start="850", target="400", unit="ms", weight="0.70"),
    "objective": builders.objective(title="be the one they call", why_me="joy"),
    "goal": builders.goal(statement="explain well", status="exploring"),
    "cycle": builders.cycle(),
    "settings": IDENTITY,
}
FORMS = {
    "key result": key_result_form,
    "objective": ObjectiveForm,
    "goal": lambda row, _, **more: goal_form(row, **more),
    "cycle": lambda row, day, **more: CycleForm(row, (), day, **more),
    "settings": lambda row, _, **more: settings_form(row, **more),
}


class FormApp(App):
    """One form, with every key and every paste handed to it in order; keeps what it asks for, and its answer."""

    def __init__(self, name="key result", row=None, *, grants=True, **more):
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.commands = []
        self.answers = []
        self.grants = grants
        self.form = FORMS[name](row or ROWS[name], DAY, save=self.save, **more)

    def save(self, command):
        self.commands.append(command)
        return self.grants

    def on_mount(self):
        self.push_screen(self.form, self.answers.append)

    def on_key(self, event: Key):
        if isinstance(self.screen, TextInputScreen) and self.screen.on_typed_key(event.key, event.character):
            event.prevent_default()

    def on_paste(self, event: Paste):
        if isinstance(self.screen, TextInputScreen):
            self.screen.on_pasted_text(event.text)

    @property
    def form_state(self):
        return self.form.form_state

    @property
    def changed(self):
        """The row that was asked for last."""
        command = self.commands[-1]
        return command.after if hasattr(command, "after") else command.row


def form_of(name, **more):
    """A form that is in no app."""
    return FORMS[name](ROWS[name], DAY, save=lambda _: True, **more)


async def type_in(pilot, text):
    """Type a text, letter by letter."""
    for letter in text:
        pilot.app.post_message(Key("space" if letter == " " else letter, letter))
    await settled(pilot)


async def burst(pilot, *keys):
    """Post named keys and letters all at once."""
    for key in keys:
        pilot.app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))
    for _ in range(3):
        await settled(pilot)


async def paste(pilot, text):
    pilot.app.post_message(Paste(text))
    await settled(pilot)


async def go_to(pilot, name):
    """Press tab until the caret is in a field."""
    for _ in range(30):
        if pilot.app.screen.form_state.at == name:
            return
        await pressed(pilot, "tab")
    raise AssertionError(f"no field {name}")


def texts(app):
    """What stands in the fields that are shown, by their names."""
    form_state = app.screen.form_state
    return {field.name: form_state.texts[field.name] for field in form_state.shown}


def seen(app):
    """The screen line by line, without what stands beside, over and under the form."""
    region = app.screen.query_one(LinesView).region
    shown = [line[region.x : region.right].rstrip() for line in lines(app)]
    return [line if region.y <= number < region.bottom else "" for number, line in enumerate(shown)]


def line_with(app, words):
    """The number of the first line that holds the words."""
    return next(number for number, line in enumerate(seen(app)) if words in line)
