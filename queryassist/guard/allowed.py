"""What may stand in a statement: functions, types, units and operators; all else is refused.

A function is on the list where it computes from its arguments alone: it reads no relation, file,
setting or catalog, runs no text as SQL, takes no lock, waits for nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

AGGREGATES = frozenset(
    """
    any_value array_agg avg bit_and bit_or bool_and bool_or corr count covar_pop covar_samp every
    json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont
    percentile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope stddev
    stddev_pop stddev_samp string_agg sum var_pop var_samp variance
    """.split()
)
WINDOW_FUNCTIONS = frozenset(
    """
    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank
    row_number
    """.split()
)
PLAIN_FUNCTIONS = frozenset(
    """
    abs acos age array_append array_cat array_length array_lower array_position array_positions
    array_prepend array_remove array_replace array_to_string array_upper ascii asin atan atan2
    bit_length btrim cardinality cbrt ceil ceiling char_length character_length chr clock_timestamp
    coalesce concat concat_ws cos cot date date_bin date_part date_trunc degrees div exp floor
    format gcd greatest grouping initcap isfinite json_array_length json_build_array
    json_build_object jsonb_array_length jsonb_build_array jsonb_build_object justify_days
    justify_hours justify_interval lcm least left length ln log log10 lower lpad ltrim make_date
    make_interval make_time make_timestamp make_timestamptz md5 mod now nullif num_nonnulls
    num_nulls octet_length pi power pow radians random regexp_count regexp_instr
    regexp_like regexp_match regexp_replace regexp_substr repeat replace reverse right round rpad
    rtrim scale sign sin split_part sqrt starts_with statement_timestamp string_to_array strpos
    substr tan timezone to_char to_date to_hex to_json to_jsonb to_number to_timestamp
    transaction_timestamp translate trim_array trunc upper width_bucket
    """.split()
)
ROW_FUNCTIONS = frozenset(
    "generate_series regexp_matches regexp_split_to_table string_to_table unnest".split()
)
"""Functions that give rows; generate_series only between constants."""

SCALARS = AGGREGATES | WINDOW_FUNCTIONS | PLAIN_FUNCTIONS | {"regexp_split_to_array"}
FUNCTIONS = SCALARS | ROW_FUNCTIONS

SIZES: Mapping[str, int] = {"lpad": 1, "rpad": 1, "repeat": 1}
"""Which argument says how long the result gets: it must be a small number, written out."""
MAX_SIZE = 1_000
ZONES: Mapping[str, int] = {"date_trunc": 2, "make_timestamptz": 6, "timezone": 0}
"""Which argument is a time zone: it must be written out, as PostgreSQL keeps each in memory."""
CHARACTER_SETS: Mapping[str, int] = {"btrim": 1, "ltrim": 1, "rtrim": 1, "translate": 1}
"""Which argument is a set of characters, each sought for each of a text: a short one, written out,
as PostgreSQL heeds no time limit meanwhile."""
MAX_CHARACTERS = 100

NAMED_ARGUMENTS = frozenset({"years", "months", "weeks", "days", "hours", "mins", "secs"})
"""The names of make_interval's arguments."""

_TYPE = exp.DType
TYPES: Mapping[exp.DType, str] = {
    _TYPE.BIGINT: "bigint",
    _TYPE.BOOLEAN: "boolean",
    _TYPE.CHAR: "char",
    _TYPE.DATE: "date",
    _TYPE.DECIMAL: "numeric",
    _TYPE.DOUBLE: "double precision",
    _TYPE.FLOAT: "real",
    _TYPE.INT: "integer",
    _TYPE.INTERVAL: "interval",
    _TYPE.JSON: "json",
    _TYPE.JSONB: "jsonb",
    _TYPE.SMALLINT: "smallint",
    _TYPE.TEXT: "text",
    _TYPE.TIME: "time",
    _TYPE.TIMESTAMP: "timestamp",
    _TYPE.TIMESTAMPTZ: "timestamptz",
    _TYPE.UUID: "uuid",
    _TYPE.VARCHAR: "varchar",
}
TYPE_NAMES: Mapping[str, str] = {
    "bigint": "int8",
    "boolean": "bool",
    "char": "bpchar",
    "double precision": "float8",
    "integer": "int4",
    "real": "float4",
    "smallint": "int2",
}
"""What PostgreSQL calls a column that is a cast to such a type."""
SIZED_TYPES = frozenset(
    {_TYPE.CHAR, _TYPE.DECIMAL, _TYPE.TIME, _TYPE.TIMESTAMP, _TYPE.TIMESTAMPTZ, _TYPE.VARCHAR}
)
"""Types that may be followed by numbers: varchar(20), numeric(10, 2), timestamp(0)."""

TIME_UNITS = frozenset(
    """
    century day decade dow doy epoch hour isodow isoyear microseconds millennium milliseconds
    minute month quarter second week year
    """.split()
)
INTERVAL_UNITS = frozenset(
    "microsecond millisecond second minute hour day week month year decade century".split()
)

OPERATORS: Mapping[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.And: "AND",
    exp.ArrayContainsAll: "@>",
    exp.ArrayContainedBy: "<@",
    exp.ArrayOverlaps: "&&",
    exp.DPipe: "||",
    exp.Div: "/",
    exp.EQ: "=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.Mod: "%",
    exp.Mul: "*",
    exp.NEQ: "<>",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM",
    exp.NullSafeNEQ: "IS DISTINCT FROM",
    exp.Or: "OR",
    exp.Pow: "^",
    exp.RegexpILike: "~*",
    exp.RegexpLike: "~",
    exp.Sub: "-",
}
MATCHES: Mapping[type[exp.Expr], str] = {
    exp.ILike: "ILIKE",
    exp.Like: "LIKE",
    exp.SimilarTo: "SIMILAR TO",
}
CHAINS = (
    (exp.Add, exp.Sub),
    (exp.Mul, exp.Div),
    (exp.And,),
    (exp.Or,),
    (exp.DPipe,),
)
"""Operators that group from the left with each other, so that a chain needs no parentheses."""

MOMENTS: Mapping[type[exp.Expr], str] = {
    exp.CurrentDate: "CURRENT_DATE",
    exp.CurrentTime: "CURRENT_TIME",
    exp.CurrentTimestamp: "CURRENT_TIMESTAMP",
    exp.Localtime: "LOCALTIME",
    exp.Localtimestamp: "LOCALTIMESTAMP",
}
