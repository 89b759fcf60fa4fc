"""The floor: a Textual app with one line of text, which any key of the benchmarks changes."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class EmptyApp(App[None]):
    """Counts key presses, and does nothing else."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("j,k,L,H", "count_key"), ("q", "quit")]
    pressed = 0

    def compose(self) -> ComposeResult:
        """One line, with the serial number that a board's first card carries."""
        yield Static("#00001 ready")

    def action_count_key(self) -> None:
        """Show one more; without a new layout, as the board does."""
        self.pressed += 1
        self.query_one(Static).update(f"#00001 {self.pressed}", layout=False)


if __name__ == "__main__":
    EmptyApp().run()
