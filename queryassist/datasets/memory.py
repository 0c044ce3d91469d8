"""What Queen remembers, as datasets: verified questions, taught words, snapshots of the data.

What was typed, and how it was read, may name people: it is personal, as in the question log.
"""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType, Dataset, EnumValue, NamedFilter, phrases
from queryassist.spec import AllOf, Comparison, Function, Operator

_ID = Column(name="id", type=ColumnType.INTEGER, label="ID", words=("id", "ids"), plural="IDs")
_IN_FORCE = Comparison("withdrawn_at", Operator.IS_NULL)

VERIFIED_QUESTIONS = Dataset(
    name="verified_questions",
    source="queryassist_verifiedquestion",
    noun="verified question",
    nouns="verified questions",
    words=phrases("verified question | verified questions | question | questions"),
    key="id",
    permission="queryassist.view_verifiedquestion",
    actor_column="verified_by_label",
    time_column="verified_at",
    freshness_column="verified_at",
    columns=(
        _ID,
        Column(
            name="text",
            type=ColumnType.TEXT,
            label="text",
            words=("text",),
            personal=True,
            listed=True,
        ),
        Column(
            name="reading",
            type=ColumnType.TEXT,
            label="reading",
            words=("reading", "readings"),
            plural="readings",
            personal=True,
            listed=True,
        ),
        Column(
            name="verified_by_label",
            type=ColumnType.TEXT,
            label="verified by",
            words=("verifier", "verifiers"),
            plural="verifiers",
            personal=True,
            listed=True,
        ),
        Column(
            name="verified_at",
            type=ColumnType.TIMESTAMP,
            label="verified at",
            words=("verification date", "date verified"),
            verbs=("marked as right", "marked right", "confirmed"),
            most=("newest", "most recently verified", "latest verified"),
            least=("oldest",),
            listed=True,
        ),
        Column(
            name="withdrawn_at",
            type=ColumnType.TIMESTAMP,
            label="withdrawn at",
            words=("withdrawal date", "date withdrawn"),
            nullable=True,
        ),
        Column(
            name="problem", type=ColumnType.TEXT, label="problem", words=("problem", "problems")
        ),
    ),
    named_filters=(
        NamedFilter(
            name="verified",
            words=phrases("verified | in force | still verified | are verified | right"),
            opposites=("withdrawn", "no longer verified"),
            condition=_IN_FORCE,
            period_column="verified_at",
        ),
        NamedFilter(
            name="broken",
            words=phrases("broken | not working | no longer working | no longer work | stale"),
            opposites=("working", "still work", "still working"),
            condition=AllOf((_IN_FORCE, Comparison("problem", Operator.NE, ""))),
            opposite=AllOf((_IN_FORCE, Comparison("problem", Operator.EQ, ""))),
        ),
    ),
    examples=("Which questions are verified?", "How many verified questions are broken?"),
    conventions=("“Verified” means marked as right and not withdrawn since.",),
)

TAUGHT_WORDS = Dataset(
    name="taught_words",
    source="queryassist_taughtword",
    noun="taught word",
    nouns="taught words",
    words=phrases(
        """
        taught word | taught words | glossary word | glossary words | glossary entry | glossary
        entries | words of the glossary | glossary
        """
    ),
    key="id",
    left_out=(("state", "draft"),),
    permission="queryassist.view_taughtword",
    actor_column="taught_by_label",
    time_column="taught_at",
    freshness_column="changed_at",
    columns=(
        _ID,
        Column(name="word", type=ColumnType.TEXT, label="word", personal=True, listed=True),
        Column(
            name="meaning",
            type=ColumnType.TEXT,
            label="meaning",
            words=("meaning", "meanings", "definition", "definitions"),
            plural="meanings",
            personal=True,
            listed=True,
        ),
        Column(
            name="state",
            type=ColumnType.TEXT,
            label="state",
            words=("state", "states", "status"),
            plural="states",
            values=(
                EnumValue(value="mine", label="for one person", words=("for one person",)),
                EnumValue(value="offered", label="offered to everyone", words=("offered",)),
                EnumValue(value="shared", label="for everyone", words=("shared", "for everyone")),
                EnumValue(value="forgotten", label="forgotten", words=("forgotten",)),
            ),
            listed=True,
        ),
        Column(
            name="taught_by_label",
            type=ColumnType.TEXT,
            label="taught by",
            words=("teacher", "teachers"),
            plural="teachers",
            personal=True,
            listed=True,
        ),
        Column(
            name="taught_at",
            type=ColumnType.TIMESTAMP,
            label="taught",
            words=("taught at", "date taught"),
            verbs=("taught", "were taught"),
            most=("newest", "latest taught"),
            least=("oldest",),
            listed=True,
        ),
        Column(
            name="changed_at",
            type=ColumnType.TIMESTAMP,
            label="changed",
            words=("changed at", "last change"),
            verbs=("changed", "decided"),
            overwritten=True,
        ),
    ),
    examples=("Which glossary words are shared?",),
)

SNAPSHOTS = Dataset(
    name="dataset_snapshots",
    source="queryassist_datasetsnapshot",
    noun="snapshot",
    nouns="snapshots",
    words=phrases("snapshot | snapshots | dataset snapshot | dataset snapshots"),
    key="id",
    permission="queryassist.view_datasetsnapshot",
    time_column="taken_at",
    freshness_column="taken_at",
    columns=(
        _ID,
        Column(
            name="dataset",
            type=ColumnType.TEXT,
            label="dataset",
            words=("dataset", "datasets"),
            plural="datasets",
            indexed=True,
            listed=True,
        ),
        Column(
            name="taken_at",
            type=ColumnType.TIMESTAMP,
            label="taken",
            words=("taken at", "date taken"),
            verbs=("taken", "were taken", "made"),
            most=("newest", "latest snapshots", "latest snapshot"),
            least=("oldest",),
            listed=True,
        ),
        Column(
            name="row_count",
            type=ColumnType.INTEGER,
            label="row count",
            words=phrases("row counts | rows counted | rows held"),
            plural="row counts",
            most=("largest", "biggest"),
            least=("smallest",),
            figure=Function.MAX,
            listed=True,
        ),
        Column(
            name="newest_at",
            type=ColumnType.TIMESTAMP,
            label="newest row",
            words=("newest row", "freshness"),
            nullable=True,
            listed=True,
        ),
    ),
    examples=("Snapshots taken this week", "Largest row count by dataset this month"),
    conventions=("A snapshot is how many rows a dataset had on a day, counted once a day.",),
)
