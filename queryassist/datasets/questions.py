"""The question log as a dataset: who asked what, who read it, what became of it, how long it took.

What people typed may name other people, so it is personal, as is who typed it.
"""

from __future__ import annotations

from queryassist.catalog import (
    MILLISECONDS,
    Column,
    ColumnType,
    Dataset,
    EnumValue,
    NamedFilter,
    Shape,
    phrases,
)
from queryassist.engine_names import Engine
from queryassist.spec import Comparison, Function, Operator

_ASKED_AT = Column(
    name="asked_at",
    type=ColumnType.TIMESTAMP,
    label="asked at",
    words=("time asked", "date asked"),
    verbs=phrases("asked | ask | asks | asking | were asked | was asked | put | came up"),
    most=("newest", "latest questions", "latest question", "most recent questions"),
    least=("oldest", "earliest"),
    listed=True,
)

_ASKED_BY = Column(
    name="asked_by_label",
    type=ColumnType.TEXT,
    label="asker",
    words=phrases(
        "asker | askers | person | people | persons | colleague | colleagues | staff | everyone"
    ),
    plural="people",
    shape=Shape.EMAIL,
    personal=True,
    listed=True,
)

_STATUS = Column(
    name="status",
    type=ColumnType.TEXT,
    label="outcome",
    words=("outcome", "outcomes", "status", "statuses", "result status"),
    plural="outcomes",
    values=(
        EnumValue(
            value="answered",
            label="answered",
            words=phrases("answered | answer | were answered | with an answer | got answered"),
        ),
        EnumValue(
            value="ask_back",
            label="asked back",
            words=phrases("asked back | were asked back | ambiguous | asked back about"),
        ),
        EnumValue(
            value="refused",
            label="refused",
            words=phrases(
                """
                refused | were refused | refusals | declined | rejected | turned down | failed |
                got refused
                """
            ),
        ),
    ),
    listed=True,
)

_ENGINE = Column(
    name="engine",
    type=ColumnType.TEXT,
    label="engine",
    words=("engine", "engines", "reader", "readers", "read by"),
    plural="engines",
    values=(
        EnumValue(
            value=Engine.OFFLINE.value,
            label=Engine.OFFLINE.label,
            words=phrases(
                """
                offline | offline reader | offline engine | read offline | without claude | by the
                offline reader | by the offline engine
                """
            ),
        ),
        EnumValue(
            value=Engine.CLAUDE.value,
            label=Engine.CLAUDE.label,
            words=phrases("claude | by claude | read by claude | with claude"),
        ),
        EnumValue(
            value=Engine.VERIFIED.value,
            label=Engine.VERIFIED.label,
            words=phrases("recalled | from memory | read as verified"),
            after_column=("verified",),
        ),
        EnumValue(
            value=Engine.CHIPS.value,
            label=Engine.CHIPS.label,
            words=phrases("changed by hand | chips | by chips | by hand"),
        ),
        EnumValue(
            value=Engine.SQL.value,
            label=Engine.SQL.label,
            words=phrases("sql | in sql | written in sql | free sql | sql by hand"),
        ),
        EnumValue(
            value=Engine.CLAUDE_SQL.value,
            label=Engine.CLAUDE_SQL.label,
            words=phrases("sql by claude | claude sql | sql of claude | sql from claude"),
        ),
        EnumValue(
            value=Engine.BOTH.value,
            label=Engine.BOTH.label,
            words=phrases("both readers | by both readers | double entry | read twice"),
        ),
        EnumValue(
            value=Engine.FILTERS.value,
            label=Engine.FILTERS.label,
            words=phrases("structured call | structured calls | by filters"),
        ),
        EnumValue(
            value=Engine.CONFIRMED.value,
            label=Engine.CONFIRMED.label,
            words=phrases("confirmed by hand | confirmed"),
        ),
    ),
    listed=True,
)

_ELAPSED = Column(
    name="elapsed_ms",
    type=ColumnType.DECIMAL,
    label="latency",
    words=phrases(
        """
        latency | latencies | duration | durations | response time | response times | answer time |
        time to answer | time taken | elapsed time | speed | take | took | takes | taken
        """
    ),
    plural="latencies",
    unit=MILLISECONDS,
    adjectives=("slow", "fast", "long", "quick"),
    more=("slower", "longer"),
    less=("faster", "quicker", "shorter"),
    most=("slowest", "longest"),
    least=("fastest", "quickest", "shortest"),
    bins=(0, 50, 100, 250, 500, 1000, 5000),
    figure=Function.AVG,
    listed=True,
)

QUESTIONS = Dataset(
    name="questions",
    source="queryassist_question",
    noun="question",
    nouns="questions",
    words=phrases("question | questions | queries | query | asked questions | question log"),
    key="id",
    permission="queryassist.view_question",
    time_column="asked_at",
    subject_column="wording",
    actor_column="asked_by_label",
    freshness_column="asked_at",
    columns=(
        Column(name="id", type=ColumnType.INTEGER, label="ID", words=("id", "ids"), plural="IDs"),
        _ASKED_AT,
        _ELAPSED,
        _STATUS,
        _ENGINE,
        Column(
            name="text",
            type=ColumnType.TEXT,
            label="text",
            words=("text", "texts", "question text"),
            personal=True,
            listed=True,
        ),
        Column(
            name="wording",
            type=ColumnType.TEXT,
            label="wording",
            words=("wording", "wordings", "same question"),
            plural="wordings",
            personal=True,
        ),
        _ASKED_BY,
        Column(
            name="row_count",
            type=ColumnType.INTEGER,
            label="rows found",
            words=("row count", "rows found", "rows returned", "result rows"),
            figure=Function.AVG,
        ),
    ),
    named_filters=(
        NamedFilter(
            name="unanswered",
            words=("unanswered", "not answered", "without an answer"),
            condition=Comparison("status", Operator.NE, "answered"),
        ),
        NamedFilter(
            name="refusal",
            words=("refusal",),
            condition=Comparison("status", Operator.EQ, "refused"),
        ),
        NamedFilter(
            name="empty",
            words=("found nothing", "without result", "with no result", "without results"),
            condition=Comparison("row_count", Operator.EQ, 0),
        ),
    ),
    examples=(
        "What was asked most last week?",
        "How many questions were refused yesterday?",
        "Average latency by engine",
        "Slowest questions today",
    ),
    conventions=(
        "“Asked most” counts questions in the same words, whatever their case and punctuation.",
        "A period that no word binds is when a question was asked.",
        "Latency is the time from question to answer; by itself it means the average.",
    ),
)
