"""What a person sees of the app, for tests."""

from learnboard.ui.board.view import BoardView
from learnboard.ui.lines import StatusLine


async def pressed(pilot, keys):
    """Press keys, named one after the other, and wait until they are done with."""
    await pilot.press(*keys.split())
    await pilot.pause()


def view(app):
    return app.screen_stack[0].query_one(BoardView)


def cursor_card(app):
    card = view(app).card
    return card.id if card else None


def card_ids(app):
    return [[card.id for card in column.cards] for column in view(app).board.columns]


def cards(app):
    return {card.id: card for column in view(app).board.columns for card in column.cards}


def said(app):
    return app.screen_stack[0].query_one(StatusLine).text


def lines(app):
    """The screen as text, line by line."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return [strip.text.ljust(width) for strip in strips[:height]]
