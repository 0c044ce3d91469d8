"""Recognisers of groups: "by region and gender", "per month", "for each age group"."""

from __future__ import annotations

from queryassist.catalog import ColumnType
from queryassist.english.clauses.linking import find_timestamp, has_amount, is_number
from queryassist.english.clauses.parts import BucketPart, Clause, GroupPart, Link, LinkPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.time_words import BUCKET_ADVERBS, BUCKET_UNITS
from queryassist.english.time.times import match_bucket
from queryassist.english.words.lexicon import ColumnWord, EventWord, NamedWord, Noun, UnitWord
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, GroupKey, TimeUnit

_BETWEEN_UNIT_AND_EVENT = (Role.OF, Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.RELATIVE)
SPREADS = frozenset(
    "distribution breakdown split mix spread makeup composition histogram ratio balance".split()
)
_BINS = frozenset(
    """group groups bracket brackets band bands range ranges bucket buckets cohort cohorts segment
    segments class classes category categories tier tiers bin bins interval intervals decade
    decades""".split()
)
_CUTTING = frozenset({"bucket", "bin", "band"})
_LONGEST_KEY = 5
_BIN_WORDS = frozenset(
    """in into of steps step groups group buckets bucket bins bin bands band brackets bracket
    ranges range intervals interval with width a year years dollar dollars usd each wide size
    chunks increments decade decades""".split()
)


@starts_with(
    ColumnWord,
    EventWord,
    NumberMatch,
    Role.BY,
    Role.EACH,
    Role.WHICH,
    words={*BUCKET_UNITS.first_words, *_BIN_WORDS, *_CUTTING, "whether"},
)
def group(sentence: Sentence, at: int) -> Clause | None:
    """ "by region and gender", "for each country", "gender distribution"."""
    by = sentence.role(at, Role.BY, Role.EACH)
    if by is None:
        return _spread(sentence, at) or _in_bins(sentence, at)
    if sentence.role(at, Role.BY) is None and sentence.words[at] == "all":
        return None
    unit = _unit(sentence, by)
    if unit is not None and sentence.words[by - 1] == "by" and _key(sentence, by) is None:
        return Clause(at, unit[0], BucketPart(GroupKey(column="", time_unit=unit[1])))
    keys, end = _keys(sentence, by)
    if not keys:
        return _each_narrowed(sentence, at, by)
    weak = sentence.words[at] == "by" and all(key[1] for key in keys)
    return Clause(at, end, GroupPart(tuple(key for key, _ in keys), weak))


def _keys(sentence: Sentence, at: int) -> tuple[list[tuple[GroupKey, bool]], int]:
    """Return the keys of "region and (by) gender", each with whether it may be an order instead."""
    keys: list[tuple[GroupKey, bool]] = []
    end = after = at
    while (key := _key(sentence, sentence.skip(after, Role.ARTICLE, Role.EACH))) is not None:
        keys.append((key[1], key[2]))
        end = key[0]
        joint = sentence.role(end, Role.AND)
        if joint is None:
            break
        after = sentence.skip(joint, Role.AND)
        after = sentence.role(after, Role.BY) or after
    return keys, end


def _spread(sentence: Sentence, at: int) -> Clause | None:
    """ "gender distribution", "age group breakdown"."""
    key = _key(sentence, at)
    if key is None or sentence.words[key[0] : key[0] + 1] == []:
        return None
    counts = sentence.words[key[0]] in _COUNTS
    if sentence.words[key[0]] not in SPREADS and not (counts and _tells_kinds(sentence, key[1])):
        return None
    end, width = _bin_width(sentence, key[0] + 1)
    if width is not None and is_number(sentence.world.dataset.get_column(key[1].column)):
        return Clause(at, end, GroupPart((GroupKey(column=key[1].column, bin_width=width),)))
    return Clause(at, key[0] + 1, GroupPart((key[1],)))


_COUNTS = frozenset("counts tallies frequencies numbers".split())


def _tells_kinds(sentence: Sentence, key: GroupKey) -> bool:
    """Whether rows may be counted by a column: "surname counts", but no "balance counts"."""
    column = sentence.world.dataset.get_column(key.column)
    return column.type in (ColumnType.TEXT, ColumnType.BOOLEAN) or bool(column.values)


def _in_bins(sentence: Sentence, at: int) -> Clause | None:
    """ "in age brackets of ten years"; "in bands of 5" of the numbers that were grouped before."""
    which = sentence.role(at, Role.WHICH)
    if sentence.words[at] in _CUTTING:
        return _cut(sentence, at)
    again = _cut_again(sentence, at)
    if again is not None:
        return again
    if which is None and sentence.words[at] not in ("in", "into"):
        return None
    bins = _bins(sentence, which if which is not None else at + 1)
    return Clause(at, bins[0], GroupPart((bins[1],))) if bins else None


def _cut(sentence: Sentence, at: int) -> Clause | None:
    """ "bucket activity scores by 25"."""
    found = sentence.find(at + 1, ColumnWord, lambda word: is_number(word.column))
    if found is None:
        return None
    by = found[0] + (sentence.words[found[0] : found[0] + 1] == ["by"])
    number = sentence.number(by) if by > found[0] else None
    end, width = _bin_width(sentence, found[0])
    if number is not None and isinstance(number.value, int) and number.value > 0:
        end, width = number.end, number.value
    if width is None:
        return None
    return Clause(at, end, GroupPart((GroupKey(column=found[1].column.name, bin_width=width),)))


def _cut_again(sentence: Sentence, at: int) -> Clause | None:
    previous = sentence.world.previous
    end, width = _bin_width(sentence, at)
    if previous is None or width is None or len(previous.group_by) != 1:
        return None
    key = previous.group_by[0]
    if not is_number(sentence.world.dataset.get_column(key.column)):
        return None
    return Clause(at, end, GroupPart((GroupKey(column=key.column, bin_width=width),)))


@starts_with(Role.AND)
def further_key(sentence: Sentence, at: int) -> Clause | None:
    """The "and gender" of "by year and gender", the "and month" of "by gender and month"."""
    joint = sentence.role(at, Role.AND)
    starts = range(max(0, at - _LONGEST_KEY), at) if joint is not None else ()
    before = [start for start in starts if sentence.role(start, Role.BY) is not None]
    before = [start for start in before if _ends_at(bucket(sentence, start), at)] or [
        start for start in before if _ends_at(group(sentence, start), at)
    ]
    if joint is None or not before:
        return None
    unit = _unit(sentence, joint)
    if unit is not None:
        return Clause(at, unit[0], BucketPart(GroupKey(column="", time_unit=unit[1])))
    keys, end = _keys(sentence, joint)
    return Clause(at, end, GroupPart(tuple(key for key, _ in keys))) if keys else None


def _ends_at(clause: Clause | None, at: int) -> bool:
    return clause is not None and clause.end == at


def _each_narrowed(sentence: Sentence, at: int, by: int) -> Clause | None:
    """ "in each Japanese region": the column follows the value that narrows it."""
    value = sentence.value(by)
    if value is None or sentence.find(value.end, ColumnWord) is None:
        return None
    return Clause(at, by, LinkPart(Link.EACH))


def _key(sentence: Sentence, at: int) -> tuple[int, GroupKey, bool] | None:
    """Return (end, key, whether it could be an order instead)."""
    bins = _bins(sentence, at)
    if bins:
        return *bins, False
    dated = _dated_key(sentence, at)
    if dated:
        return *dated, False
    decade = _decade(sentence, at) or _whether(sentence, at)
    if decade:
        return *decade, False
    found = sentence.find(at, ColumnWord)
    if found is None or (is_number(found[1].column) and has_amount(sentence, found[0])):
        return None
    column = found[1].column
    if column.type is ColumnType.BOOLEAN and sentence.find(found[0], Noun):
        return None  # "held by active users", "by country, active users only"
    end, width = found[0], None
    if is_number(column) and sentence.time(end) is None:
        end, width = _bin_width(sentence, end)
    # Exact moments and figures with decimals are no groups that anybody wants to see.
    edges = column.bins if width is None and column.type is ColumnType.DECIMAL else ()
    day = TimeUnit.DAY if column.type is ColumnType.TIMESTAMP else None
    key = GroupKey(column=column.name, time_unit=day, bins=edges, bin_width=width)
    return end, key, width is None and not (column.indexed or column.values)


def _bins(sentence: Sentence, at: int) -> tuple[int, GroupKey] | None:
    """ "age group", "balance bands of $1000"."""
    width_before, at = _leading_width(sentence, at)
    found = sentence.find(at, ColumnWord, lambda word: bool(word.column.bins))
    if found is None or sentence.words[found[0] : found[0] + 1] == []:
        return None
    if sentence.words[found[0]] not in _BINS:
        return None
    column = found[1].column
    end, width = _bin_width(sentence, found[0])
    width = width or width_before
    if sentence.words[found[0]] in ("decade", "decades"):
        width = width or 10
    if width:
        end = max(end, found[0] + 1)
        return end, GroupKey(column=column.name, bin_width=width)
    return found[0] + 1, GroupKey(column=column.name, bins=column.bins)


def _leading_width(sentence: Sentence, at: int) -> tuple[int | None, int]:
    """ "10-year (age bands)", as the width and the place after it."""
    number = sentence.number(at)
    if number is None or not isinstance(number.value, int) or number.value <= 0 or number.ordinal:
        return None, at
    unit = sentence.find(number.end, UnitWord)
    return number.value, unit[0] if unit else number.end


def _decade(sentence: Sentence, at: int) -> tuple[int, GroupKey] | None:
    """ "decade of age"."""
    if sentence.words[at : at + 1] not in (["decade"], ["decades"]):
        return None
    found = sentence.find(sentence.skip(at + 1, Role.OF, Role.ARTICLE), ColumnWord)
    if found is None or not is_number(found[1].column):
        return None
    return found[0], GroupKey(column=found[1].column.name, bin_width=10)


def _whether(sentence: Sentence, at: int) -> tuple[int, GroupKey] | None:
    """ "whether (or not) they are verified"."""
    if sentence.words[at : at + 1] != ["whether"]:
        return None
    start = at + 3 if sentence.words[at + 1 : at + 3] == ["or", "not"] else at + 1
    noun = sentence.find(start, Noun)
    start = sentence.skip(noun[0] if noun else start, Role.ANAPHOR, Role.COPULA)
    found = sentence.find(start, NamedWord)
    if found is None or not isinstance(found[1].named.condition, Comparison):
        return None
    return found[0], GroupKey(column=found[1].named.condition.column)


def _dated_key(sentence: Sentence, at: int) -> tuple[int, GroupKey] | None:
    """ "signup month", "month of signup", "the month they joined", "year of registration"."""
    event = find_timestamp(sentence, at)
    if event:
        unit = _unit(sentence, event[0])
        return (unit[0], GroupKey(column=event[1].name, time_unit=unit[1])) if unit else None
    unit = _unit(sentence, at)
    if unit is None:
        return None
    event = find_timestamp(sentence, sentence.skip(unit[0], *_BETWEEN_UNIT_AND_EVENT))
    return (event[0], GroupKey(column=event[1].name, time_unit=unit[1])) if event else None


def _unit(sentence: Sentence, at: int) -> tuple[int, TimeUnit] | None:
    for words, unit in BUCKET_UNITS.starting_with(sentence.words[at]) if at < sentence.size else ():
        if tuple(sentence.words[at : at + len(words)]) == words:
            return at + len(words), unit
    return None


@starts_with(
    ColumnWord,
    EventWord,
    Role.WHICH,
    words={*BUCKET_ADVERBS.first_words, *BUCKET_UNITS.first_words, "by", "per", "each", "every"},
)
def bucket(sentence: Sentence, at: int) -> Clause | None:
    """ "per month", "monthly", "by month of signup", "which month"."""
    found = match_bucket(sentence.tokens, at) or _which_unit(sentence, at)
    if found is None:
        return _ranked_period(sentence, at)
    end, unit = found
    event = find_timestamp(sentence, sentence.skip(end, *_BETWEEN_UNIT_AND_EVENT))
    if event:
        return Clause(at, event[0], GroupPart((GroupKey(column=event[1].name, time_unit=unit),)))
    return Clause(at, end, BucketPart(GroupKey(column="", time_unit=unit)))


BEST_PERIODS = {
    **dict.fromkeys("best biggest busiest largest peak record strongest top".split(), True),
    **dict.fromkeys("quietest slowest smallest weakest worst".split(), False),
}
"""Words before a period that rank it by how much happened then, and whether most comes first."""
_WITH = frozenset({"had", "having", "in", "that", "when", "where", "with"})


def names_period(sentence: Sentence, at: int) -> bool:
    """Whether "month" or "signup month" stands here."""
    return _unit(sentence, at) is not None or _dated_key(sentence, at) is not None


def _ranked_period(sentence: Sentence, at: int) -> Clause | None:
    """The "month" of "best month for signups", "top 3 months", "month with the most signups".

    Not so after rows, which would be those of that month: "users who joined in the best month".
    """
    dated, unit = _dated_key(sentence, at), _unit(sentence, at)
    end = dated[0] if dated else unit[0] if unit else at
    before = at - 1 if at > 0 and sentence.number(at - 1) is not None else at
    ranked = before > 0 and sentence.words[before - 1] in BEST_PERIODS
    ranked = ranked or not _WITH.isdisjoint(sentence.words[end : end + 1])
    if end == at or not ranked or any(sentence.find(i, Noun) for i in range(at)):
        return None
    key = dated[1] if dated else GroupKey(column="", time_unit=unit[1] if unit else None)
    return Clause(at, end, GroupPart((key,)) if dated else BucketPart(key))


def _which_unit(sentence: Sentence, at: int) -> tuple[int, TimeUnit] | None:
    which = sentence.role(at, Role.WHICH)
    return _unit(sentence, which) if which is not None else None


def _bin_width(sentence: Sentence, at: int) -> tuple[int, int | None]:
    """ "in groups of 10", "in 10 year bands", "of $500"."""
    after = at
    while after < sentence.size and sentence.words[after] in _BIN_WORDS:
        after += 1
    number = sentence.number(after)
    if after == at or number is None or not isinstance(number.value, int) or number.value <= 0:
        return at, None
    end = number.end
    while end < sentence.size and sentence.words[end] in _BIN_WORDS:
        end += 1
    return end, number.value


def tells_values_apart(sentence: Sentence, at: int) -> bool:
    """Whether the "/" here stands in "verified/unverified split", which counts each of the two."""
    words = sentence.words
    return words[at] == "/" and not SPREADS.isdisjoint(words[at + 2 : at + 3])
