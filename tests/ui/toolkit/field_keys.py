"""What keys do to a text being typed: one table for every kind of field on every screen.

`|` is the caret, `^` the other end of the selection.
"""

ONE_LINE = [
    # moving
    ("ab|", "left", "a|b"),
    ("|ab", "left", "|ab"),
    ("a|b", "right", "ab|"),
    ("ab|", "right", "ab|"),
    ("ab|c", "home", "|abc"),
    ("ab|c", "ctrl+a", "|abc"),
    ("a|bc", "end", "abc|"),
    ("a|bc", "ctrl+e", "abc|"),
    ("a|bc", "ctrl+home", "|abc"),
    ("a|bc", "ctrl+end", "abc|"),
    ("one two|", "ctrl+left", "one |two"),
    ("one, |two", "alt+b", "|one, two"),
    ("one, |two", "alt+left", "|one, two"),
    ("one| two", "ctrl+right", "one two|"),
    ("|one two", "alt+f", "one| two"),
    ("|one two", "alt+right", "one| two"),
    # selecting
    ("ab|c", "shift+left", "a|b^c"),
    ("a|bc", "shift+right", "a^b|c"),
    ("a^b|c", "shift+left", "a|bc"),
    ("ab|c", "shift+home", "|ab^c"),
    ("a|bc", "shift+end", "a^bc|"),
    ("one two|", "ctrl+shift+left", "one |two^"),
    ("one| two", "ctrl+shift+right", "one^ two|"),
    ("one| two", "shift+ctrl+right", "one^ two|"),
    ("o|ne", "ctrl+shift+home", "|o^ne"),
    ("o|ne", "ctrl+shift+end", "o^ne|"),
    ("o|ne", "alt+a", "^one|"),
    ("a^bc|d", "left", "a|bcd"),
    ("a|bc^d", "right", "abc|d"),
    ("a^bc|d", "home", "|abcd"),
    ("a^bc|d", "x", "ax|d"),
    ("a|bc^d", "x", "ax|d"),
    # deleting
    ("ab|", "backspace", "a|"),
    ("|ab", "backspace", "|ab"),
    ("a|b", "delete", "a|"),
    ("a|bc", "ctrl+d", "a|c"),
    ("a^bc|d", "backspace", "a|d"),
    ("a^bc|d", "delete", "a|d"),
    ("a^bc|d", "ctrl+d", "a|d"),
    ("one two|", "ctrl+w", "one |"),
    ("one two |", "alt+backspace", "one |"),
    ("one two|", "ctrl+backspace", "one |"),
    ("|one two", "alt+d", "| two"),
    ("|one two", "ctrl+delete", "| two"),
    ("|one two", "ctrl+f", "| two"),
    ("one |two", "ctrl+u", "|two"),
    ("one |two", "ctrl+k", "one |"),
    # the clipboard, which a killed text goes to as well
    ("a^bc|d", "ctrl+c", "a^bc|d"),
    ("a^bc|d", "ctrl+x", "a|d"),
    ("a^bc|d", "ctrl+x ctrl+v ctrl+v", "abcbc|d"),
    ("a^bc|d", "ctrl+c end ctrl+v", "abcdbc|"),
    ("one |two", "ctrl+k home ctrl+v", "two|one "),
    ("one |two", "ctrl+u end ctrl+v", "twoone |"),
    ("one two|", "ctrl+w home ctrl+v", "two|one "),
    # the history
    ("|", "a b", "ab|"),
    ("|", "a b ctrl+z", "|"),
    ("|", "a b space c d ctrl+z", "ab |"),
    ("|", "a b space c d ctrl+z ctrl+z", "|"),
    ("|", "a b space c d ctrl+z ctrl+z ctrl+y", "ab |"),
    ("|", "a b ctrl+z ctrl+y", "ab|"),
    ("|", "a b ctrl+z x ctrl+y", "x|"),
    ("one two|", "ctrl+w ctrl+z", "one two|"),
    ("one two|", "backspace backspace ctrl+z", "one two|"),
    ("a^bc|d", "x ctrl+z", "abc|d"),
    ("ab|", "left x right y ctrl+z", "axb|"),
    # what a person takes for one sign
    ("日本|", "backspace", "日|"),
    ("aq\u0303|", "left", "a|q\u0303"),
    ("|q\u0303x", "delete", "|x"),
    ("a👩‍👩‍👧|", "backspace", "a|"),
    ("a👍🏽|", "shift+left", "a|👍🏽^"),
    ("a🇩🇪🇫🇷|", "backspace", "a🇩🇪|"),
    ("|🇩🇪🇫🇷", "right", "🇩🇪|🇫🇷"),
    ("x🏴\U000e0067\U000e0062\U000e007f|", "backspace", "x|"),
    # what a field does not know
    ("a|b", "f5", "a|b"),
    ("a|b", "alt+x", "a|b"),
    ("a|b", "alt+u", "a|b"),
    ("a|b", "ctrl+t", "a|b"),
    ("a|b", "insert", "a|b"),
]
MANY_LINES = [
    ("one\ntw|o", "ctrl+home", "|one\ntwo"),
    ("o|ne\ntwo", "ctrl+end", "one\ntwo|"),
    ("one\ntw|o", "home", "one\n|two"),
    ("o|ne\ntwo", "end", "one|\ntwo"),
    ("o|ne\ntwo", "down", "one\nt|wo"),
    ("one\nt|wo", "up", "o|ne\ntwo"),
    ("o|ne\ntwo", "shift+down", "o^ne\nt|wo"),
    ("one\nt|wo", "shift+up", "o|ne\nt^wo"),
    ("o|ne\ntwo", "shift+up", "|o^ne\ntwo"),
    ("o|ne\ntwo", "pagedown", "one\ntwo|"),
    ("one\ntw|o", "pageup", "|one\ntwo"),
    ("1\n2\n3\n4\n5\n6\n7\n|8", "pageup", "1\n|2\n3\n4\n5\n6\n7\n8"),
    ("one|\ntwo", "ctrl+k", "one|two"),
    ("one\n|two", "ctrl+u", "one\n|two"),
    ("one|two", "enter", "one\n|two"),
    ("one\n|two", "backspace", "one|two"),
]


def parts(noted):
    """The text, the caret and the anchor of a noted field."""
    caret, anchor = noted.index("|"), noted.find("^")
    text = noted.replace("|", "").replace("^", "")
    if anchor < 0:
        return text, caret, None
    return text, caret - (anchor < caret), anchor - (caret < anchor)


def noted(buffer):
    """A field as the table notes it."""
    marks = {buffer.at: "|"}
    if buffer.anchor is not None:
        marks[buffer.anchor] = "^"
    return "".join(marks.get(at, "") + sign for at, sign in enumerate([*buffer.text, ""]))
