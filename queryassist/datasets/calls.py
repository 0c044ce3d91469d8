"""The ledger of calls to Claude as a dataset: what they were for, their tokens, cost and time.

What was sent is no part of it: it stays on the pages that have a permission of their own.
"""

from __future__ import annotations

from queryassist.catalog import (
    MILLISECONDS,
    TOKENS,
    USD,
    Column,
    ColumnType,
    Dataset,
    EnumValue,
    NamedFilter,
    phrases,
)
from queryassist.spec import Comparison, Function, Operator

_COST = Column(
    name="cost_usd",
    type=ColumnType.DECIMAL,
    label="cost",
    words=phrases(
        """
        cost | costs | spend | spent | spending | expense | expenses | price | bill | charge |
        charges | pay | paid | cost usd | money
        """
    ),
    plural="costs",
    unit=USD,
    more=("more expensive", "dearer", "costlier"),
    less=("cheaper", "less expensive"),
    most=("most expensive", "dearest", "costliest"),
    least=("cheapest", "least expensive"),
    adjectives=("expensive", "dear"),
    figure=Function.SUM,
    listed=True,
)

_LATENCY = Column(
    name="latency_ms",
    type=ColumnType.INTEGER,
    label="latency",
    words=phrases(
        """
        latency | latencies | duration | durations | response time | response times | take | took |
        takes
        """
    ),
    plural="latencies",
    unit=MILLISECONDS,
    adjectives=("slow", "fast", "long"),
    more=("slower", "longer"),
    less=("faster", "quicker", "shorter"),
    most=("slowest", "longest"),
    least=("fastest", "quickest", "shortest"),
    figure=Function.AVG,
    nullable=True,
    listed=True,
)

_STATE = Column(
    name="state",
    type=ColumnType.TEXT,
    label="state",
    words=("state", "states", "outcome", "outcomes", "status"),
    plural="states",
    values=(
        EnumValue(
            value="answered", label="answered", words=("answered", "successful", "succeeded")
        ),
        EnumValue(value="failed", label="failed", words=phrases("failed | failure | failures")),
        EnumValue(value="pending", label="no answer yet", words=("pending", "still running")),
    ),
    listed=True,
)

_PURPOSE = Column(
    name="purpose",
    type=ColumnType.TEXT,
    label="purpose",
    words=("purpose", "purposes", "what for"),
    plural="purposes",
    values=(
        EnumValue(
            value="reading", label="reading", words=("reading", "for reading", "reading questions")
        ),
        EnumValue(value="repair", label="repair", words=("repair", "repairs", "for repairs")),
    ),
    listed=True,
)


def _tokens(name: str, label: str) -> Column:
    return Column(
        name=name,
        type=ColumnType.INTEGER,
        label=label,
        plural=label,
        unit=TOKENS,
        figure=Function.SUM,
    )


CALLS = Dataset(
    name="claude_calls",
    source="claude_call",
    noun="call to Claude",
    nouns="calls to Claude",
    words=phrases(
        """
        claude | call to claude | calls to claude | claude call | claude calls | call of claude |
        calls of claude | call | calls | api call | api calls | model call | model calls | ai
        """
    ),
    key="id",
    permission="claude.view_call",
    time_column="started_at",
    freshness_column="started_at",
    default_order="cost_usd",
    columns=(
        Column(name="id", type=ColumnType.INTEGER, label="ID", words=("id", "ids"), plural="IDs"),
        Column(
            name="started_at",
            type=ColumnType.TIMESTAMP,
            label="made",
            words=("started at", "start time", "time of call"),
            verbs=phrases("made | make | were made | started | been made | use | used"),
            most=("newest", "latest call", "latest calls", "most recent calls"),
            least=("oldest", "earliest"),
            listed=True,
        ),
        _PURPOSE,
        Column(
            name="model",
            type=ColumnType.TEXT,
            label="model",
            words=("model", "models", "claude model", "claude models"),
            plural="models",
            indexed=True,
            listed=True,
        ),
        _STATE,
        _COST,
        _LATENCY,
        _tokens("input_tokens", "input tokens"),
        _tokens("output_tokens", "output tokens"),
        _tokens("cache_write_tokens", "tokens written to the cache"),
        _tokens("cache_read_tokens", "tokens read from the cache"),
    ),
    named_filters=(
        NamedFilter(
            name="cached",
            words=("cached", "with cache hits"),
            opposites=("uncached",),
            condition=Comparison("cache_read_tokens", Operator.GT, 0),
        ),
    ),
    examples=(
        "What did Claude cost this month?",
        "Claude costs by purpose this year",
        "How many calls to Claude failed last week?",
        "The 5 most expensive calls to Claude",
    ),
    conventions=(
        (
            "Costs are in US dollars and by themselves mean their total; a call that still runs "
            "counts with the most that it may cost."
        ),
        "A period that no word binds is when a call was made.",
    ),
)
