"""Doubts: what a question says that its spec would leave out, asked back instead of dropped."""

from __future__ import annotations

from itertools import takewhile

from queryassist.catalog import ColumnType
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.logic import UNCLEAR_NOT
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.ranking_doubts import doubt_rankings
from queryassist.english.assembly.several_rows import doubt_several_rows
from queryassist.english.boolean import parts_of
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    ExcessPart,
    ExtremePart,
    FillerPart,
    GroupPart,
    HavingPart,
    LimitPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.words.lexicon import ColumnWord, EnumWord, NamedWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.readings import Choice
from queryassist.spec import Comparison, Condition, Operator, QuerySpec

_EVERY = frozenset({"all", "every", "everyone", "everybody", "none", "nobody", "each", "only"})
_OPENS_A_VERB = frozenset({"is", "are", "was", "were", "has", "have", "who", "that", "with"})
_ONLY = frozenset({"only", "just"})
_YES_OR_NO = frozenset({"is", "are", "was", "were", "do", "does", "did", "has", "have"})
_NOT_YES_OR_NO = frozenset({"there", "we", "you", "us", "any", "more"})
_LISTS_COLUMNS = frozenset(
    "with and including plus only just their his her its , : + showing show how 's".split()
)


def raise_doubts(draft: Draft, spec: QuerySpec) -> None:
    """Raise Puzzled where words of a complete question have found no place in its spec."""
    _doubt_cut_off(draft)
    _doubt_idle_columns(draft, spec)
    _doubt_more_than_what(draft, spec)
    doubt_rankings(draft, spec)
    _doubt_counts(draft, spec)
    _doubt_apart(draft, spec)
    _doubt_yes_or_no(draft)
    _doubt_every(draft, spec)
    _doubt_columns(draft, spec)
    _doubt_slash(draft)
    _doubt_negated_rows(draft)
    _doubt_negated_amounts(draft)
    _doubt_both_times(draft)
    _doubt_events(draft)
    _doubt_nested(draft, spec)
    doubt_several_rows(draft, spec)


def doubt_following(draft: Draft, previous: QuerySpec) -> None:
    """Raise Puzzled where a fragment goes on with rows that a limit chose, which cannot be done."""
    _doubt_negated_rows(draft)
    _doubt_not_since(draft, previous)
    if previous.limit is None:
        return
    narrowed = draft.has(TestPart, SuperlativePart, ExtremePart, OrderPart) or bool(draft.figures)
    only = not _ONLY.isdisjoint(draft.sentence.words[:2])
    of_those = not only and draft.refers_back and narrowed and not previous.group_by
    counted = Ask.COUNT in draft.asks and (draft.refers_back or not previous.group_by)
    split = any(not part.weak for part in draft.all(GroupPart)) and not previous.group_by
    split = split and previous.limit_per is None
    computed = draft.figures and not previous.group_by
    if of_those or counted or split or computed:
        raise ask_back(
            f"Only the first {previous.limit} were listed, and I cannot go on with just those. "
            "Please ask about all of them, or say the conditions in full."
        )


def _doubt_not_since(draft: Draft, previous: QuerySpec) -> None:
    """ "And in the last 90 days?" after "not seen in the last 30 days": seen, or not seen?"""
    dataset, sentence = draft.sentence.world.dataset, draft.sentence
    tests = [test for test in parts_of(previous.where) if isinstance(test, Comparison)]
    times = [test for test in tests if dataset.get_column(test.column).overwritten]
    ends = {test.column for test in times if test.operator is Operator.LT}
    ends -= {test.column for test in times if test.operator is Operator.GE}
    said = any(sentence.find(clause.start, NamedWord) for clause in draft.clauses)
    for clause in draft.clauses:
        part = clause.part if isinstance(clause.part, TestPart) else None
        if part is None or part.column not in ends or not _opens_period(part.condition):
            continue
        if said or part.column in draft.event_columns or draft.links(Link.NOT):
            continue
        written = sentence.text(clause.start, clause.end)
        label = dataset.get_column(part.column).label
        choices = tuple(Choice(f"{way}{label}", f"{way}{label} {written}") for way in ("", "not "))
        raise ask_back(f"{label.capitalize()} {written}, or not since then?", choices)


def _opens_period(condition: Condition) -> bool:
    return any(
        isinstance(test, Comparison) and test.operator is Operator.GE
        for test in parts_of(condition)
    )


def _doubt_cut_off(draft: Draft) -> None:
    """ "Users in": a place was to follow, but for "what cities do they live in"."""
    sentence = draft.sentence
    said = [at for at, token in enumerate(sentence.tokens) if token.kind is not Kind.PUNCTUATION]
    last = said[-1]
    opened = any(c.end == last + 1 and isinstance(c.part, FillerPart) for c in draft.clauses)
    asked = any(
        sentence.words[at] in _MAY_END_SO or sentence.find(at, ColumnWord) is not None
        for at in range(last)
    )
    if opened and not asked and sentence.words[last] in _OPENS_A_PLACE:
        raise ask_back(f"What was to come after “{sentence.tokens[last].text}”? It ends there.")


_OPENS_A_PLACE = frozenset({"from", "in", "of", "at", "between", "to", "within", "for"})
_MAY_END_SO = frozenset({"where", "what", "which", "who"})


def _doubt_more_than_what(draft: Draft, spec: QuerySpec) -> None:
    """ "Countries with more women": more than men, or than other countries?"""
    beside = draft.links(Link.OR) or draft.links(Link.VERSUS) or draft.links(Link.AND)
    if draft.more_or_fewer is None or beside or spec.having or spec.order_by:
        return
    raise ask_back(f"{draft.more_or_fewer.capitalize()} than what? Please name both sides.")


def _doubt_idle_columns(draft: Draft, spec: QuerySpec) -> None:
    """A column is named where figures are asked for, and none of them uses it."""
    if not spec.measures and not spec.group_by:
        return
    used = {key.column for key in spec.group_by} | {measure.column for measure in spec.measures}
    used |= {part.column for part in draft.all(OrderPart)} | set(draft.event_columns)
    for clause in draft.clauses:
        named = clause.part.columns if isinstance(clause.part, ColumnsPart) else ()
        if named and not any(column.name in used for column in named):
            written = draft.sentence.text(clause.start, clause.end)
            raise ask_back(f"What about “{written}”? I could not tell what it is for.")


def _doubt_counts(draft: Draft, spec: QuerySpec) -> None:
    counts = [part for part in draft.all(AskPart) if part.ask is Ask.COUNT]
    told_apart = spec.group_by or len(spec.measures) >= len(counts)
    if draft.count_of_those is not None:
        return
    if draft.has(ExcessPart) and not spec.having:
        raise ask_back("By how many in which groups? Please add a column, as in “cities where …”.")
    if len(counts) > 1 and draft.has(TestPart) and (not told_apart or draft.has(AnaphorPart)):
        raise ask_back("Those are two counts. Please ask for one at a time, or add “by …”.")


def _doubt_apart(draft: Draft, spec: QuerySpec) -> None:
    """ "Users in Japan and France separately" are counts; lists are asked for one at a time."""
    if Ask.APART not in draft.asks:
        return
    if Ask.LIST in draft.asks and not draft.figures and Ask.COUNT not in draft.asks:
        raise ask_back("I show one list at a time. Please ask for each, or “how many …”.")
    if not spec.group_by and len(spec.measures) < 2:
        raise ask_back("Told apart by what? Please name two values, or add “by …”.")


def _doubt_yes_or_no(draft: Draft) -> None:
    words = draft.sentence.words
    if words[0] not in _YES_OR_NO or (len(words) > 1 and words[1] in _NOT_YES_OR_NO):
        return
    if draft.sentence.find(1, EnumWord) is not None and draft.has(OrderPart):
        return
    dataset = draft.sentence.world.dataset
    tested = [dataset.find_column(part.column) for part in draft.all(TestPart)]
    if any(column and (column.name == dataset.key or column.shape) for column in tested):
        return  # one person is asked about
    if not draft.compares and not draft.asks - {Ask.WHO, Ask.WHICH}:
        raise ask_back("I answer with figures and lists. Please ask “how many …” or “who is …”.")


def _doubt_every(draft: Draft, spec: QuerySpec) -> None:
    """ "countries where everyone is verified": a test of all rows of a group."""
    sentence, words = draft.sentence, draft.sentence.words
    if draft.asks & {Ask.COUNT, Ask.SHARE} or not spec.group_by:
        return
    place = draft.place(ColumnsPart)
    if place is None:
        return
    clauses = draft.clauses[place + 1 :]
    counted = [i for i, clause in enumerate(clauses) if isinstance(clause.part, HavingPart)]
    after = {
        word
        for i, clause in enumerate(clauses)
        if i not in counted and i + 1 not in counted  # "with only one user"
        for word in words[clause.start : clause.end]
        if sentence.role(clause.start, Role.POSSESS) != clause.end  # "each with"
        if words[clause.start : clause.end] != ["at", "all"]
    }
    if "each" in after and draft.has(TopPart, LimitPart):
        raise ask_back(
            "Rows can be ranked within each group, but not groups within groups. Please ask for "
            "the counts of both, as in “by country and city”."
        )
    if not _EVERY.isdisjoint(after):
        raise ask_back("All or none of a group cannot be tested. Please ask for the share instead.")


def _doubt_columns(draft: Draft, spec: QuerySpec) -> None:
    """A column named after the rows, and not with "with" or "and", is not asked to be shown."""
    if spec.measures or spec.group_by:
        return
    noun = draft.place(NounPart)
    for index, clause in enumerate(draft.clauses):
        if not isinstance(clause.part, ColumnsPart) or noun is None or index < noun:
            continue
        if isinstance(draft.clauses[index - 1].part, AskPart):
            continue
        words = draft.sentence.words[: clause.start]
        owned = words[-1] == "their" and words[-2:-1] == ["of"]
        if words[-1] not in _LISTS_COLUMNS or owned:
            written = draft.sentence.text(clause.start, clause.end)
            raise ask_back(f"What about “{written}”? I could not tell what it is for.")


def _doubt_slash(draft: Draft) -> None:
    """ "Active/verified users": is one of the two enough, or are both meant?"""
    for before, joint, after in zip(
        draft.clauses, draft.clauses[1:], draft.clauses[2:], strict=False
    ):
        tests = [clause.part for clause in (before, after) if isinstance(clause.part, TestPart)]
        slash = draft.sentence.words[joint.start : joint.end] == ["/"]
        if slash and len({part.column for part in tests}) == 2:
            raise ask_back("Does the “/” mean “and” or “or”? Please write the word.")


def _doubt_negated_rows(draft: Draft) -> None:
    """ "not women over 30": are the women left out, or only those over 30?"""
    sentence = draft.sentence
    for index, clause in enumerate(draft.clauses):
        if not isinstance(clause.part, LinkPart) or clause.part.link is not Link.NOT:
            continue
        tests = _adjacent_tests(draft, index + 1)
        named = [sentence.find(c.start, EnumWord) is not None for c in tests]
        predicated = sentence.words[clause.start] in _YES_OR_NO
        if len(tests) > 1 and (named[0] or (predicated and any(named))):
            written = sentence.text(clause.start, tests[1].end)
            start = sentence.tokens[tests[1].start].start
            apart = f"{sentence.question[:start]}and {sentence.question[start:]}"
            last = sentence.text(tests[1].start, tests[1].end)
            choice = Choice(f"the “not” does not reach “{last}”", apart)
            raise ask_back(f"How far does the “not” reach in “{written}”?", (choice,))


def _doubt_negated_amounts(draft: Draft) -> None:
    """ "not above 30 or in Japan": does the "not" reach beyond its number?"""
    words = draft.sentence.words
    said = [c for c in draft.clauses if not isinstance(c.part, FillerPart)]
    for first, joint, second in zip(said, said[1:], said[2:], strict=False):
        if not (isinstance(first.part, TestPart) and isinstance(second.part, TestPart)):
            continue
        apart = first.part.column != second.part.column
        either = isinstance(joint.part, LinkPart) and joint.part.link is Link.OR
        own = words[second.start] in _OPENS_A_VERB or "not" in words[second.start : second.end]
        if apart and either and not own and "not" in words[first.start : first.end]:
            raise ask_back(UNCLEAR_NOT)


def _adjacent_tests(draft: Draft, at: int) -> list[Clause]:
    """Return the conditions from a place on, with no word between that joins or parts them."""
    words = draft.sentence.words
    run = takewhile(
        lambda c: isinstance(c.part, TestPart | FillerPart) and words[c.start] not in _YES_OR_NO,
        draft.clauses[at:],
    )
    return [clause for clause in run if isinstance(clause.part, TestPart)]


def _never_happened(draft: Draft) -> bool:
    """Whether all that is said of times is "never": "joined but never logged in"."""
    times = {
        column.name
        for column in draft.sentence.world.dataset.columns
        if column.type is ColumnType.TIMESTAMP
    }
    tests = [part.condition for part in draft.all(TestPart) if part.column in times]
    happened = all(
        isinstance(test, Comparison) and test.operator is Operator.IS_NOT_NULL for test in tests
    )
    return happened and draft.links(Link.NEVER)


def _doubt_both_times(draft: Draft) -> None:
    """ "Active both this week and last week": a row has its latest time alone."""
    dataset, said = draft.sentence.world.dataset, draft.clauses
    for at, clause in enumerate(said):
        first, joint, last = [*(each.part for each in said[at + 1 : at + 4]), None, None, None][:3]
        both = draft.sentence.words[clause.start : clause.end] == ["both"]
        if not both or joint != LinkPart(Link.AND):
            continue
        if isinstance(first, TestPart) and isinstance(last, TestPart):
            column = dataset.find_column(first.column)
            if column is not None and column.overwritten and first.column == last.column:
                raise ask_back(
                    f"Only the latest “{column.label}” is known. Please ask for one period."
                )


def _doubt_events(draft: Draft) -> None:
    """ "within 7 days of joining", "when they were under 18": times that hang on another event."""
    dataset = draft.sentence.world.dataset
    tested = {
        part.column
        for part in draft.all(TestPart)
        if (column := dataset.find_column(part.column)) and column.type is ColumnType.TIMESTAMP
    }
    used = tested | {key.column for key in draft.group_keys}
    used |= {part.column for part in draft.all(SuperlativePart)}
    used |= {part.column for part in draft.all(OrderPart) if part.column}
    loose = [name for name in draft.event_columns if name not in used]
    late = any(
        isinstance(c.part, AskPart) and c.part.ask is Ask.WHEN and i > 1
        for i, c in enumerate(draft.clauses)
    )
    if (tested and loose and not _never_happened(draft) and Ask.WHEN not in draft.asks) or (
        late and draft.has_noun
    ):
        raise ask_back("One time that hangs on another cannot be read. Please give a date.")


def _doubt_nested(draft: Draft, spec: QuerySpec) -> None:
    """ "average balance in the biggest city", "users with the average age", "what is a user"."""
    figure, top = draft.place(MeasurePart), draft.place(TopPart)
    head = draft.place(ColumnsPart)
    if figure is not None and top is not None and head is not None and figure < top < head:
        raise ask_back(
            "Two questions in one? Please first ask which one it is, then for its figure."
        )
    noun = draft.place(NounPart)
    if figure is not None and noun is not None and noun < figure and not spec.group_by:
        start = draft.clauses[figure].start
        if draft.sentence.words[max(0, start - 2) : start] == ["with", "the"]:
            raise ask_back("Exactly that figure? Please say “above” or “below” it, or a number.")
    bare = QuerySpec(dataset=spec.dataset)
    if spec == bare and draft.sentence.words[0] in ("what", "define", "explain"):
        raise ask_back(
            "I answer with figures and lists of rows. Please ask “how many …” or “show …”."
        )
