"""Recognisers of periods and of the timestamps that they test."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.catalog import Column, ColumnType
from queryassist.english.boolean import all_of
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.linking import DATES_EVENTS, link
from queryassist.english.clauses.parts import (
    Clause,
    EventPart,
    ProblemPart,
    SuperlativePart,
    TestPart,
    TimePart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.calendar import shift
from queryassist.english.time.relative import exact_quantity
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.time.times import TimeKind, TimeMatch, match_bucket, match_time
from queryassist.english.words.lexicon import ColumnWord, EventWord, NamedWord, Sense, TopWord
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.readings import Choice
from queryassist.spec import Comparison, Condition, Not, Operator

_BETWEEN_EVENT_AND_TIME = (Role.COPULA, Role.RELATIVE, Role.ARTICLE, Role.ANAPHOR)


@starts_with(TimeMatch, NumberMatch)
def period(sentence: Sentence, at: int) -> Clause | None:
    """ "last week", "since March", with no event beside it."""
    match = sentence.time(at) or _listed_year(sentence, at) or _year_of_events(sentence, at)
    match = match or _year_of_buckets(sentence, at)
    amount = read_amount(sentence, at) if match is not None and match.maybe_number else None
    if match is None or (amount is not None and amount.end >= match.end):
        return None
    problem = time_problem(sentence, at, match)
    return Clause(at, match.end, problem or TimePart(match))


_POINTING = (["that"], ["this"], ["the", "same"], ["those"])
_STRETCHES = frozenset("period time timeframe timespan window stretch interval".split())


@starts_with(words={"in", "during", "over", "within"})
def same_period(sentence: Sentence, at: int) -> Clause | None:
    """ "In that period": the one that was named before in the same question."""
    if sentence.words[at] not in ("in", "during", "over", "within"):
        return None
    start = next(
        (at + 1 + len(p) for p in _POINTING if sentence.words[at + 1 :][: len(p)] == p), at
    )
    if start == at or sentence.words[start : start + 1] == []:
        return None
    named = [match for match in map(sentence.time, range(at)) if match is not None]
    if sentence.words[start] not in _STRETCHES or len({(m.start, m.stop) for m in named}) != 1:
        return None
    return Clause(at, start + 1, TimePart(replace(named[0], end=start + 1)))


def time_problem(sentence: Sentence, at: int, match: TimeMatch) -> ProblemPart | None:
    """Return what is wrong with a time: in the future, ambiguous or no date at all."""
    if match.kind in (TimeKind.PERIOD, TimeKind.DURATION):
        return None
    written = sentence.text(at, match.end)
    if match.kind is TimeKind.FUTURE:
        message = match.problem or f"“{written}” is in the future; only what has happened is known."
        return ProblemPart(message, refuse=True)
    before = sentence.question[: sentence.tokens[at].start]
    after = sentence.question[sentence.tokens[match.end - 1].end :]
    choices = tuple(Choice(text, f"{before}{text}{after}") for text in match.choices)
    message = match.problem or f"“{written}” is not a date that I can read."
    return ProblemPart(message, choices)


def within(column: str, start: datetime | None, stop: datetime | None) -> Condition:
    """Return the condition that a timestamp is in a half-open period with at least one bound."""
    tests = []
    if start is not None:
        tests.append(Comparison(column, Operator.GE, start))
    if stop is not None:
        tests.append(Comparison(column, Operator.LT, stop))
    return all_of(tests)


def test_of(column: Column, match: TimeMatch, now: datetime) -> TestPart | None:
    """Return the test of a timestamp by a period; None for "of all time", which tests nothing.

    A period with no end of its own lasts until ``now``, which it includes.
    """
    if match.kind is TimeKind.DURATION and match.start is not None:
        condition: Condition = Comparison(column.name, Operator.LT, match.start)
        return TestPart(condition, column.name, duration=True)
    if match.start is None and match.stop is None:
        return None
    ends = Comparison(column.name, Operator.LE, now) if match.stop is None else None
    return TestPart(within(column.name, match.start, match.stop), column.name, until=ends)


@starts_with(EventWord, ColumnWord)
def event(sentence: Sentence, at: int) -> Clause | None:
    """ "joined last week", "created_at after March 2025"; or the event alone, to be bound later."""
    found = _timestamp(sentence, at)
    if found is None:
        return None
    end, column, event_word, text = found
    # "This week" opens with an article, which a linking verb would take for its own.
    after, negated = (end, False) if sentence.time(end) else link(sentence, end)
    while sentence.time(after) is None:
        end_of_word = sentence.role(after, *_BETWEEN_EVENT_AND_TIME)
        if end_of_word is None:
            break
        after = end_of_word
    match = sentence.time(after) or _bare_year(sentence, after)
    if match is not None:
        lasts = column.overwritten and match.kind is TimeKind.DURATION
        lasts = lasts or is_bare_length(sentence, after, match)
        if lasts and not (negated or _is_denied(sentence, at)):
            match = _length_of(sentence, after, match, event_word)
        problem = time_problem(sentence, after, match)
        test = test_of(column, match, sentence.world.clock.now)
        if test is not None and negated:
            test = TestPart(Not(test.condition), test.column)
        return Clause(at, match.end, problem or test or TimePart(match))
    lasted = sentence.words[after : after + 1] == ["for"]
    aged = read_amount(sentence, after + lasted)
    told = event_word is None or lasted
    if told and aged is not None and aged.unit is not None:
        message = f"When was that? Please give a date, as in “{column.label} before 2024”."
        return Clause(at, aged.end, ProblemPart(message))
    ranked = _rank_after(sentence, end) or _rank_within(sentence, at, end)
    if ranked is not None:
        return Clause(at, ranked[0], SuperlativePart(column.name, ranked[1], None))
    if event_word is None:
        return None
    return Clause(at, end, EventPart(column, vague=text == "new"))


def _bare_year(sentence: Sentence, at: int) -> TimeMatch | None:
    """ "joined 2025", read as "joined in 2025"."""
    number = sentence.number(at)
    if number is None or number.unit or number.value not in _YEARS:
        return None
    token = sentence.tokens[at]
    opened = [replace(token, text="in", word="in", kind=Kind.WORD), token]
    match = match_time(opened, 0, sentence.world.clock)
    return replace(match, end=at + 1) if match is not None and match.end == 2 else None


def _listed_year(sentence: Sentence, at: int) -> TimeMatch | None:
    """ "signups 2024 vs 2025": the further years after an event and a year."""
    first = at
    while first >= 2 and sentence.role(first - 1, Role.AND, Role.OR, Role.VERSUS) == first:
        number = sentence.number(first - 2)
        if number is None or number.unit or number.value not in _YEARS:
            return None
        first -= 2
    if first == at:
        return None
    starts = range(max(0, first - _LONGEST_EVENT), first)
    events = (
        end for i in starts for end, sense in sentence.senses(i) if isinstance(sense, EventWord)
    )
    return _bare_year(sentence, at) if first in events else None


def _year_of_events(sentence: Sentence, at: int) -> TimeMatch | None:
    """The "2024" of "what share of 2024 signups"."""
    happened = sentence.find(at + 1, EventWord, lambda word: word.noun)
    dated = at > 0 and sentence.words[at - 1] in DATES_EVENTS
    return _bare_year(sentence, at) if happened and dated else None


def _year_of_buckets(sentence: Sentence, at: int) -> TimeMatch | None:
    """The "2025" of "signups per quarter 2025" and of "quarterly signups 2025"."""
    if at < 2:
        return None
    per = match_bucket(sentence.tokens, at - 2)
    event = sentence.find(at - 1, EventWord, lambda word: word.noun)
    ends = {found[0] for found in (per, event) if found is not None}
    return _bare_year(sentence, at) if at in ends else None


@starts_with(NumberMatch, Role.ARTICLE, words={"previous", "preceding", "prior", "a", "an", "half"})
def length_before(sentence: Sentence, at: int) -> Clause | None:
    """ "The 3 months before that", "the previous 3 months" after "the last 3 months"."""
    clock = sentence.world.clock
    start = sentence.skip(at, Role.ARTICLE)
    earlier = sentence.words[start : start + 1] in (["previous"], ["preceding"], ["prior"])
    cursor = TimeCursor(sentence.tokens, start + earlier, clock)
    length = exact_quantity(cursor)
    if length is None or not (earlier or cursor.skip("before", "prior", "earlier")):
        return None
    cursor.skip("that", "those", "then")
    middle, opened = (shift(clock.now, length[1], -n * length[0], clock.zone) for n in (1, 2))
    said = (sentence.time(place) for place in range(at))
    if not any(match is not None and (match.start, match.stop) == (middle, None) for match in said):
        return None
    return Clause(at, cursor.at, TimePart(TimeMatch(end=cursor.at, start=opened, stop=middle)))


def is_bare_length(sentence: Sentence, at: int, match: TimeMatch) -> bool:
    """Whether a time is a length alone: the "7d" of "signups 7d", and no "for 7 days"."""
    return match.kind is TimeKind.DURATION and sentence.number(at) is not None


def _is_denied(sentence: Sentence, at: int) -> bool:
    """Whether what happens here is denied: "not seen", "no logins", "have never been seen"."""
    before = range(max(0, at - _LONGEST_NEGATION), at)
    return any(sentence.role(place, *_DENYING) is not None for place in before)


_DENYING = (Role.NOT, Role.NEVER, Role.WITHOUT, Role.NEITHER, Role.NOR)
_LONGEST_NEGATION = 3


def _length_of(
    sentence: Sentence, at: int, match: TimeMatch, event_word: EventWord | None
) -> TimeMatch:
    """Return the last 7 days of "signups 7d"; "joined 7 days" is asked back."""
    if event_word is not None and event_word.noun:
        return replace(match, kind=TimeKind.PERIOD)
    while sentence.words[at] in ("for", "a", "an"):
        at += 1
    written = sentence.text(at, match.end)
    choices = (f"in the last {written}", f"more than {written} ago")
    problem = f"Is “{written}” {choices[0]}, or {choices[1]}?"
    return replace(match, kind=TimeKind.AMBIGUOUS, problem=problem, choices=choices)


_LONGEST_EVENT = 4
_YEARS = range(1900, 2200)


@starts_with(NumberMatch, TopWord)
def ranked_event(sentence: Sentence, at: int) -> Clause | None:
    """ "most recently active", "8 least recently updated", "last 5 to join"."""
    number = sentence.number(at)
    counted = number is not None and isinstance(number.value, int) and not number.ordinal
    start = number.end if number is not None and counted else at
    top = sentence.find(start, TopWord)
    if top is None or sentence.words[top[0] : top[0] + 1] != ["recently"]:
        return None
    state = sentence.find(top[0] + 1, NamedWord, lambda word: bool(word.named.period_column))
    happened = sentence.find(top[0] + 1, EventWord)
    limit = int(number.value) if number is not None and counted else None
    if state and state[1].named.period_column:
        part = SuperlativePart(state[1].named.period_column, top[1].descending, limit)
        return Clause(at, state[0], part)
    if happened is None:
        return None
    part = SuperlativePart(happened[1].column.name, top[1].descending, limit)
    return Clause(at, happened[0], part)


_RANKS = {
    ("most", "recently"): True, ("last",): True, ("latest",): True, ("first",): False,
    ("earliest",): False, ("least", "recently"): False, ("the", "latest"): True,
    ("the", "earliest"): False, ("the", "most", "recently"): True, ("the", "last"): True,
    ("longest", "ago"): False, ("the", "longest", "ago"): False,
}  # fmt: skip


def _rank_after(sentence: Sentence, at: int) -> tuple[int, bool] | None:
    """ "(joined) first", "(seen) most recently", as (end, whether the latest is meant)."""
    for length in (3, 2, 1):
        words = tuple(sentence.words[at : at + length])
        if words in _RANKS:
            return at + len(words), _RANKS[words]
    return None


def _rank_within(sentence: Sentence, at: int, end: int) -> tuple[int, bool] | None:
    """The "last seen" of "who was last seen", in the form of ``_rank_after``."""
    asked = at > 1 and sentence.role(at - 2, Role.WHO) == at - 1
    return (end, True) if asked and sentence.words[at] == "last" else None


def _is_of_others(sentence: Sentence, at: int, end: int, sense: Sense) -> bool:
    """Whether one of two events of the same words is not meant: "been around".

    What has been so since or for a time is about its first, all else about the latest time of it.
    """
    negated = sentence.words[at - 1 : at] in (["not"], ["never"])
    lasts = sentence.words[end : end + 1] in (["since"], ["for"]) and not negated
    if not isinstance(sense, EventWord) or sense.column.overwritten is not lasts:
        return False
    alike = [each for stop, each in sentence.senses(at) if stop == end]
    return any(
        isinstance(each, EventWord) and each.column.overwritten is not lasts for each in alike
    )


def _timestamp(sentence: Sentence, at: int) -> tuple[int, Column, EventWord | None, str] | None:
    """Return (end, column, the event word if it is one, words) of a timestamp named here."""
    event = sentence.find(at, EventWord, lambda word: word.column.type is ColumnType.TIMESTAMP)
    for end, sense in sentence.senses(at):
        if _is_of_others(sentence, at, end, sense):
            continue
        if isinstance(sense, EventWord) and sense.column.type is ColumnType.TIMESTAMP:
            return end, sense.column, sense, " ".join(sentence.words[at:end])
        if isinstance(sense, ColumnWord) and sense.column.type is ColumnType.TIMESTAMP:
            return end, sense.column, event[1] if event and event[0] == end else None, ""
    return None
