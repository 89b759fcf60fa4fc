"""A strict reader of calendar files: it takes what RFC 5545 allows, and nothing else that programs forgive."""

import re
from typing import Final

LONGEST_LINE: Final = 75
_LINE: Final = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)")
_TEXT: Final = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_ONCE: Final = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"}
_NEEDED: Final = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY"}
_DATE, _LOCAL, _UTC = "[0-9]{8}", "[0-9]{8}T[0-9]{6}", "[0-9]{8}T[0-9]{6}Z"
_TEXTS: Final = ("SUMMARY", "DESCRIPTION", "UID", "PRODID", "X-WR-CALNAME")


def unfolded(data: bytes) -> list[str]:
    """The content lines of a file; every line of it ends in CR LF, has up to 75 octets and is UTF-8 by itself."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    found: list[str] = []
    for line in lines:
        assert b"\r" not in line
        assert b"\n" not in line
        assert 0 < len(line) <= LONGEST_LINE
        text = line.decode("utf-8", "strict")
        if text.startswith(" "):
            found[-1] += text[1:]
        else:
            found.append(text)
    return found


def unescaped(text: str) -> str:
    """What a value of type TEXT says."""
    assert _TEXT.fullmatch(text), text
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def events(data: bytes) -> dict[str, dict[str, str]]:
    """The events of a file by their UIDs; `DTSTART` with its parameters, texts as they read."""
    lines = unfolded(data)
    head = lines.index("BEGIN:VEVENT")
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]]
    assert lines[-1] == "END:VCALENDAR"
    for line in lines[2:head]:
        assert _LINE.fullmatch(line)
    found: dict[str, dict[str, str]] = {}
    event: dict[str, str] | None = None
    for line in lines[head:-1]:
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            _check(event)
            assert event["UID"] not in found
            found[event["UID"]], event = event, None
        else:
            assert event is not None
            parsed = _LINE.fullmatch(line)
            assert parsed, line
            name, parameters, value = parsed.groups()
            assert name in _ONCE
            assert name not in event
            event[name] = unescaped(value) if name in _TEXTS else f"{parameters}:{value}".removeprefix(":")
    assert event is None
    return found


def _check(event: dict[str, str]) -> None:
    assert event.keys() >= _NEEDED
    assert re.fullmatch(_UTC, event["DTSTAMP"])
    assert 0 <= int(event["SEQUENCE"]) < 2**31
    assert event.get("STATUS", "CONFIRMED") in ("CONFIRMED", "CANCELLED", "TENTATIVE")
    days = event["DTSTART"].startswith(";VALUE=DATE:")
    kind = f";VALUE=DATE:{_DATE}" if days else _LOCAL
    assert re.fullmatch(kind, event["DTSTART"])
    assert re.fullmatch(kind, event["DTEND"])
    assert event["DTEND"] > event["DTSTART"]
    if "RRULE" in event:
        rule = dict(part.split("=") for part in event["RRULE"].split(";"))
        assert rule["FREQ"] in ("WEEKLY", "MONTHLY")
        # UNTIL is of the type of DTSTART (3.3.10).
        assert "UNTIL" not in rule or re.fullmatch(_DATE if days else _LOCAL, rule["UNTIL"])
