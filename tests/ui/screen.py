"""What a person sees of the app, for tests."""

import asyncio
import unicodedata

from textual.events import Key
from textual.keys import _character_to_key, _get_unicode_name_from_key

from learnboard.ui.board.view import BoardView
from learnboard.ui.toolkit.status_lines import StatusLine


async def pressed(pilot, keys):
    """Press keys, named one after the other, each when the one before is done with."""
    for name in keys.split():
        pilot.app.post_message(_key(name))
        await taken(pilot.app)
    await settled(pilot)


async def settled(pilot):
    """Wait until all that was asked for is done and painted: by what is still to be done, and not by the clock."""
    for _ in range(2):  # what is painted may ask for more
        await taken(pilot.app)
        await pilot.pause(0)


def _key(name):
    """The event of a key as the terminal's driver makes it."""
    if len(name) == 1:
        return Key(_character_to_key(name), name)
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        character = None
    return Key(name, character)


async def taken(app):
    """Wait until nobody has a message left to take."""
    quiet = 0
    while quiet < 5 and app.is_running:
        await asyncio.sleep(0)
        pumps = [app, *app.screen_stack, *app.screen.walk_children()]
        quiet = quiet + 1 if all(pump._message_queue.empty() for pump in pumps) else 0


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
