"""System checks: the reader's connection, and what the datasets declare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS

from queryassist import conf, doctor, executor, selectors
from queryassist.catalog import ColumnType, Dataset, NamedFilter
from queryassist.exceptions import QueryAssistError, SpecError
from queryassist.validation import check_condition

DOCTOR = "doctor"
_SETUP_HINT = 'Set READER_DATABASE_URL and run "manage.py setup_reader".'


def check_reader_is_configured(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Warn where questions cannot run, and stop where they would run as the owner."""
    role = conf.reader_role()
    if role is None:
        text = "There is no read-only database role, so questions are refused."
        return [CheckWarning(text, hint=_SETUP_HINT, id="queryassist.W001")]
    if role == settings.DATABASES[DEFAULT_DB_ALIAS].get("USER"):
        text = f"Questions would run as {role}, the owner of the data."
        return [Error(text, hint=_SETUP_HINT, id="queryassist.E001")]
    return []


def check_datasets(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report datasets that name columns which they do not have."""
    return [
        Error(f"Dataset {dataset.name}: {problem}", id="queryassist.E004")
        for dataset in selectors.get_catalog()
        for problem in _problems(dataset)
    ]


def _problems(dataset: Dataset) -> Iterable[str]:
    for named in dataset.named_filters:
        for condition in (named.condition, named.opposite):
            try:
                if condition is not None:
                    check_condition(condition, dataset)
            except SpecError as error:
                yield f"the filter “{named.name}” does not fit: {error}"
        yield from _problems_of_meanings(named, dataset)
    references = {
        dataset.key,
        dataset.time_column,
        dataset.freshness_column,
        dataset.default_order,
        dataset.default_number,
        dataset.place_column,
        dataset.subject_column,
        dataset.actor_column,
    }
    references |= {named.ranking for named in dataset.named_filters}
    references |= {named.period_column for named in dataset.named_filters}
    for name in sorted(filter(None, references)):
        if dataset.find_column(name) is None:
            yield f"it names a column “{name}”, which it does not have."


def _problems_of_meanings(named: NamedFilter, dataset: Dataset) -> Iterable[str]:
    for meaning in named.meanings:
        column = dataset.find_column(meaning.column)
        if column is None or column.type is not ColumnType.TIMESTAMP:
            yield f"“{named.name}” has a meaning of “{meaning.column}”, which is no time of it."
    for word in named.ambiguous:
        if word not in (*named.words, *named.opposites):
            yield f"“{word}” is ambiguous, but none of the words of “{named.name}”."


def check_reader_sees_views_alone(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **_options: object,
) -> list[CheckMessage]:
    """Connect as the reader and report what it can read besides the views."""
    if conf.READER_ALIAS not in (databases or ()) or conf.reader_role() is None:
        return []
    try:
        others = executor.list_other_readable_relations()
    except QueryAssistError as error:
        return [Error(str(error), hint=_SETUP_HINT, id="queryassist.E005")]
    messages: list[CheckMessage] = []
    if others:
        text = f"The reader can also read {', '.join(others[:10])}."
        hint = f"Take the right to read them from {conf.reader_role()} and from PUBLIC."
        messages.append(Error(text, hint=hint, id="queryassist.E006"))
    return messages


def check_reader_has_its_own_rights_alone(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **_options: object,
) -> list[CheckMessage]:
    """Connect as the reader and report rights of other roles, and limits that are missing."""
    if conf.READER_ALIAS not in (databases or ()) or conf.reader_role() is None:
        return []
    try:
        roles, limits = executor.list_memberships(), executor.get_limits()
    except QueryAssistError:
        return []  # check_reader_sees_views_alone says it
    role = conf.reader_role()
    messages: list[CheckMessage] = []
    if roles:
        text = f"The reader also has the rights of {', '.join(roles)}."
        hint = f"REVOKE {roles[0]} FROM {role}"
        messages.append(Error(text, hint=hint, id="queryassist.E007"))
    if not limits.disk:
        text = "Nothing limits the disk space that a question may use for sorting."
        hint = f"As superuser: ALTER ROLE {role} SET temp_file_limit = '1GB'"
        messages.append(Error(text, hint=hint, id="queryassist.E009"))
    if not limits.connections:
        text = "Nothing limits how many questions run at once."
        hint = f"ALTER ROLE {role} CONNECTION LIMIT {conf.READER_CONNECTIONS}"
        messages.append(Error(text, hint=hint, id="queryassist.E010"))
    return messages


def check_attacks_are_held(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **_options: object,
) -> list[CheckMessage]:
    """Try the attacks on SQL that people write; takes seconds, so only the doctor does it."""
    if conf.READER_ALIAS not in (databases or ()) or conf.reader_role() is None:
        return []
    try:
        report = doctor.try_attacks()
    except QueryAssistError:
        return []  # check_reader_sees_views_alone says it
    held = len(report.verdicts) - len(report.open)
    text = f"{held:,} of {len(report.verdicts):,} attacks are held by every layer that should."
    hint = 'Run "manage.py setup_reader"; if that does not help, take free SQL from everybody.'
    errors: list[CheckMessage] = [
        Error(
            f"Open: {verdict.attack.name} ({verdict.attack.position})",
            hint=hint,
            obj=report,
            id="queryassist.E008",
        )
        for verdict in report.open
    ]
    return [Info(text, obj=report, id="queryassist.I001"), *errors]
