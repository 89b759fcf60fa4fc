"""The SQL that changes tables, written by Peewee models made from the classes of the values.

The start of the program changes nothing, so it does not import this: Peewee and the models would take 20 ms of it.
"""

from typing import Any, Final

from peewee import IntegerField, Model, SqliteDatabase, TextField

from learnboard.domain.model.fields import Field, fields_of, once_per_class

_DIALECT: Final = SqliteDatabase(None)


@once_per_class
def row_model(record: type) -> type[Model]:
    """Return the model of a value's table: a column for each field, the first one its key."""
    columns: dict[str, object] = {
        field.name: _column(field, primary_key=place == 0) for place, field in enumerate(fields_of(record))
    }
    meta = type("Meta", (), {"table_name": record.TABLE})  # type: ignore[attr-defined]  # every record names its table
    metaclass: Any = type(Model)
    model: type[Model] = metaclass(f"{record.__name__}Row", (Model,), {**columns, "Meta": meta})
    return model


@once_per_class
def upsert_sql(record: type) -> str:
    """Insert a row, or overwrite the one with its key; REPLACE would delete that row first."""
    model: Any = row_model(record)
    key, *others = (_field(model, field.name) for field in fields_of(record))
    query = model.insert(dict.fromkeys((key, *others), ""))
    return _sql(query.on_conflict(conflict_target=[key], preserve=others))


@once_per_class
def delete_sql(record: type) -> str:
    """Delete the row with a key."""
    model: Any = row_model(record)
    return _sql(model.delete().where(_field(model, fields_of(record)[0].name) == ""))


def _column(field: Field, *, primary_key: bool) -> Any:
    kind: Any = IntegerField if field.base in (int, bool) else TextField
    return kind(column_name=field.name, null=field.nullable, primary_key=primary_key)


def _field(model: Any, name: str) -> Any:
    """A column by its name; as an attribute it could be hidden by a method of the model."""
    return model._meta.fields[name]  # noqa: SLF001 - Peewee's own name for it


def _sql(query: Any) -> str:
    text: str = query.bind(_DIALECT).sql()[0]
    return text
