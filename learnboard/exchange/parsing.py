"""From the bytes of a document to its values: JSON, kind, version, fields (FORMAT.md §1, "Evolution").

The bytes have passed the gate for files; what the rules of the domain say of the values is for the caller.
"""

from typing import Any

from pydantic_core import ValidationError, from_json

from learnboard.exchange.document_schema import FEEDBACK, KINDS, SNAPSHOT, DocumentKind, validator
from learnboard.exchange.file_errors import refusal
from learnboard.exchange.refusals import ASK, explained, shown


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """The object that a document is.

    Raises:
        FileRefused: if the bytes are not JSON, or something else.
    """
    try:
        document = from_json(data, allow_inf_nan=False, cache_strings="keys")
    except ValueError as error:
        # The parser's own words end in the place: “… at line 3 column 5”.
        place = str(error).rpartition(" at ")[2].replace(" column", ", column")
        raise refusal(name, f"this is not JSON; {ASK}", at=place) from None
    if not isinstance(document, dict):
        raise refusal(name, f"this is no learnboard file, but {shown(document)}; choose a {SNAPSHOT.files} file")
    return document


def kind_of(document: dict[str, Any], name: str) -> DocumentKind:
    """What a document says it is.

    Raises:
        FileRefused: if it is nothing that learnboard writes.
    """
    said = document.get("format")
    for kind in KINDS:
        if said == kind.format:
            return kind
    found = shown(said) if "format" in document else "missing"
    either = f"neither “{SNAPSHOT.format}” nor “{FEEDBACK.format}”"
    raise refusal(name, f"format is {found}, {either}; choose a {SNAPSHOT.files} or {FEEDBACK.files} file")


def values_of(document: dict[str, Any], name: str, kind: DocumentKind) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values of a document of this kind by their names in it, and what is to be said of its version.

    Raises:
        FileRefused: if it is another kind of document, of another version, or its fields are not those of the format.
    """
    found = kind_of(document, name)
    if found is not kind:
        raise refusal(name, f"this is {found.called}, not {kind.called}; {found.otherwise}")
    notices = _version_notices(document, name, kind)
    try:
        values = validator(kind).validate_python(document, extra="ignore" if notices else None)
    except ValidationError as error:
        raise explained(name, document, error) from None
    return values, notices


def _version_notices(document: dict[str, Any], name: str, kind: DocumentKind) -> tuple[str, ...]:
    """Refuse a version that is not known here; a notice when the minor version is newer."""
    version, minor = document.get("version"), document.get("minor")
    if type(version) is not int or type(minor) is not int or version < 1 or minor < 0:
        wrong = f"version {shown(version)}, minor {shown(minor)}"
        raise refusal(name, f"{wrong}: no such version of the format is known; {ASK}")
    if version > kind.version:
        newer = f"the file is of version {version} of the format, this learnboard reads up to version {kind.version}"
        raise refusal(name, f"{newer}; update learnboard, or {ASK} in version {kind.version}")
    if minor <= kind.minor:
        return ()
    notice = (
        f"The file is of version {version}.{minor} of the format, newer than the {kind.version}.{kind.minor} of this "
        "learnboard: what is new in it was left out."
    )
    return (notice,)
