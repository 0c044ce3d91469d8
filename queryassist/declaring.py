"""Datasets of Django models: what a model says of its fields need not be declared once more."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from django.db import models

from queryassist.catalog import Column, ColumnType, Dataset, EnumValue, Field

if TYPE_CHECKING:
    _AnyField = models.Field[object, object]

_TYPES: tuple[tuple[type[_AnyField], ColumnType], ...] = (
    (models.BooleanField, ColumnType.BOOLEAN),
    (models.IntegerField, ColumnType.INTEGER),
    (models.DecimalField, ColumnType.DECIMAL),
    (models.FloatField, ColumnType.DECIMAL),
    (models.DateTimeField, ColumnType.TIMESTAMP),
    (models.CharField, ColumnType.TEXT),
    (models.TextField, ColumnType.TEXT),
)
_AT = "_at"


def dataset_of(model: type[models.Model], /, **named: Field) -> Dataset:
    """Return the dataset of a model with these of its fields, and its key.

    Table, nouns, permission and key are the model's, types, labels, choices and whether there may
    be no value the fields'. What is declared comes before that, and words add to it. A field
    ``paid_at`` is when something was "paid"; the only time is that of a bare "this week". All
    fields but personal ones are listed where none is declared to be. An e-mail address is personal.
    For anything else use ``dataclasses.replace``.

    Raises TypeError for a field of a kind that has no column type, and FieldDoesNotExist.
    """
    options = model._meta  # noqa: SLF001 (Django documents it as public)
    key = _column(options.pk, Field())
    noun, nouns = str(options.verbose_name).lower(), str(options.verbose_name_plural).lower()
    columns = tuple(_column(options.get_field(name), field) for name, field in named.items())
    if not any(column.listed for column in columns):
        columns = tuple(replace(column, listed=not column.personal) for column in columns)
    if key.name not in {column.name for column in columns}:
        columns = (key, *columns)
    times = [column.name for column in columns if column.type is ColumnType.TIMESTAMP]
    return Dataset(
        name="_".join(nouns.split()),
        source=options.db_table,
        noun=noun,
        nouns=nouns,
        words=(noun, nouns),
        permission=f"{options.app_label}.view_{options.model_name}",
        key=key.name,
        time_column=times[0] if len(times) == 1 else None,
        columns=columns,
    )


def _column(source: object, field: Field) -> Column:
    if not isinstance(source, models.Field):
        raise TypeError(f"{source} is no field with a column of its own.")
    said = {each.name: getattr(field, each.name) for each in fields(Field)}
    is_event = source.name.endswith(_AT)
    event = source.name.removesuffix(_AT).replace("_", " ")
    label = event if is_event else str(source.verbose_name)
    column = Column(name=source.column or source.name, type=_type(source), label=label, **said)
    return replace(
        column,
        words=field.words if is_event else (label.lower(), *field.words),
        verbs=(event, *field.verbs) if is_event else field.verbs,
        values=field.values or _values(source),
        nullable=field.nullable or source.null,
        personal=field.personal or isinstance(source, models.EmailField),
    )


def _type(source: _AnyField) -> ColumnType:
    found = next((column for kind, column in _TYPES if isinstance(source, kind)), None)
    if found is None:
        kind = type(source).__name__
        raise TypeError(f"“{source.name}” is a {kind}: declare its Column, with a type of its own.")
    return found


def _values(source: _AnyField) -> tuple[EnumValue, ...]:
    return tuple(
        EnumValue(value=value, label=str(label), words=(str(label).lower(),))
        for value, label in source.flatchoices
        if value not in (None, "")
    )
