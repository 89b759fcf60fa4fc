"""Screens that take typed text: every key comes to them through the app, one after the other.

Textual hands all keys of a burst to the widget that has the focus, and does what they are bound to only after that.
So no letter is given to a widget: keys come up to the app in their order, and the app offers each to the screen that is
there by then. What was typed ahead, while a form was being opened, comes to the form.
"""


class TextInputScreen:
    """What a screen is that may be typed into."""

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Take a key as text; False when it is none, and does what it is bound to."""
        raise NotImplementedError

    def on_pasted_text(self, text: str) -> bool:
        """Take a pasted text; False when nothing is being typed."""
        raise NotImplementedError

    def stop_typing(self) -> None:
        """Something else is about to have the keys: keep what is being typed, if it is kept by leaving it."""
