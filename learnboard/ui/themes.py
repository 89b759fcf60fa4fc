"""Two quiet themes of our own; Textual's are there beside them."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="learnboard-dark",
    primary="#7aa2f7",
    secondary="#7aa2f7",
    accent="#7aa2f7",
    foreground="#d5d9e2",
    background="#14161b",
    surface="#1e222b",
    panel="#272c38",
    success="#8fbf7f",
    warning="#e0af68",
    error="#ee7d7d",
    dark=True,
    variables={"foreground-muted": "#8b93a5", "foreground-disabled": "#4b5363"},
)
LIGHT: Final = Theme(
    name="learnboard-light",
    primary="#2456b8",
    secondary="#2456b8",
    accent="#2456b8",
    foreground="#22262e",
    background="#fbfbf9",
    surface="#eeeff0",
    panel="#e2e4e8",
    success="#2a7230",
    warning="#885800",
    error="#b3261e",
    dark=False,
    variables={"foreground-muted": "#5f6571", "foreground-disabled": "#b4b9c3"},
)
