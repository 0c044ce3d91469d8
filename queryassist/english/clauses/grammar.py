"""All recognisers, and those of the words that tie a question together."""

from __future__ import annotations

from queryassist.english.clauses import (
    absences,
    column_comparisons,
    columns,
    definitions,
    differences,
    earlier_periods,
    elliptic,
    figures,
    fragments,
    framings,
    groupings,
    left_out_groups,
    levels,
    limits,
    missing_conditions,
    number_conditions,
    openings,
    orders,
    paced_actives,
    percentiles,
    place_conditions,
    problems,
    rankings,
    ratios,
    row_ages,
    several_figures,
    shares,
    signs,
    state_conditions,
    subjects,
    text_conditions,
    time_conditions,
)
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.differences import OUTNUMBER
from queryassist.english.clauses.linking import names_owners
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Clause,
    FillerPart,
    ForeignNounPart,
    Link,
    LinkPart,
    NounPart,
    ProblemPart,
)
from queryassist.english.clauses.starts import Recogniser, starts_with
from queryassist.english.clauses.subjects import has_own_meaning
from queryassist.english.screening import can_be_asked
from queryassist.english.sentence import Sentence
from queryassist.english.words.changing import end_of_change
from queryassist.english.words.lexicon import EnumWord, EventWord, ForbiddenWord, Noun
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind

_LINKS = {
    Role.AND: Link.AND,
    Role.OR: Link.OR,
    Role.VERSUS: Link.VERSUS,
    Role.NOT: Link.NOT,
    Role.WITHOUT: Link.NOT,
    Role.EXCEPT: Link.EXCEPT,
    Role.NEITHER: Link.NEITHER,
    Role.NOR: Link.NOR,
    Role.NEVER: Link.NEVER,
}
_VERBS = frozenset(
    "is are was were be have has had do does did who that live lives come comes hold holds".split()
)
_BUT = frozenset({"but", "yet", "while", "although", "though", "whereas"})
_LINKING_WORDS = dict.fromkeys((",", "-", "–", "—"), Link.COMMA) | {"+": Link.AND, "/": Link.AND}
_LINKING_WORDS |= dict.fromkeys(_BUT, Link.BUT)
_COMPARING = frozenset("higher lower larger smaller bigger greater more fewer less".split())


@starts_with(Noun, Role.EACH, words={"per"})
def noun(sentence: Sentence, at: int) -> Clause | None:
    """ "users", "per user"."""
    found = sentence.find(at, Noun)
    if found and found[1].dataset != sentence.world.dataset.name:
        if has_own_meaning(sentence, at, found[0]):
            return None
        nouns = sentence.world.dataset.nouns
        message = f"I read about one kind of row at a time, and here that is {nouns}."
        return Clause(at, found[0], ForeignNounPart(message))
    if found:
        return Clause(at, found[0], NounPart(found[1].plural))
    if sentence.words[at] == "per" and (found := sentence.find(at + 1, Noun)):
        counted = any(sentence.role(i, Role.HOW_MANY) is not None for i in range(at))
        counted = counted or found[1].dataset != sentence.world.dataset.name
        message = f"What is counted per {sentence.world.dataset.noun}? Each is one row here."
        return Clause(at, found[0], ProblemPart(message) if counted else FillerPart())
    every = sentence.role(at, Role.EACH)
    found = sentence.find(every, Noun) if every is not None else None
    return Clause(at, found[0], NounPart(plural=True)) if found else None


@starts_with(ForbiddenWord)
def forbidden(sentence: Sentence, at: int) -> Clause | None:
    """ "passwords": named in a refusal."""
    found = sentence.find(at, ForbiddenWord)
    if found is None:
        return None
    written = sentence.text(at, found[0])
    message = f"“{written}” is never shown here. {can_be_asked(sentence.world.dataset)}"
    return Clause(at, found[0], ProblemPart(message, refuse=True))


@starts_with(*_LINKS, words={*_LINKING_WORDS, *_VERBS, OUTNUMBER, "than", "with", "to", "and"})
def linking(sentence: Sentence, at: int) -> Clause | None:
    """ "and", "or", "not", "except", and the verbs that part a share's base from its test."""
    word = sentence.words[at]
    than = word == "than" and _compares_figures(sentence, at)
    if than or word == OUTNUMBER or groupings.tells_values_apart(sentence, at):
        return Clause(at, at + 1, LinkPart(Link.VERSUS))
    if word in _LINKING_WORDS and sentence.role(at, Role.NOT) is None:  # "yet to log in"
        return Clause(at, at + 1, LinkPart(_LINKING_WORDS[word]))
    if word in ("with", "to", "and") and _sets_beside(sentence, at):
        return Clause(at, at + 1, LinkPart(Link.VERSUS))
    linked = sentence.longest_role(at, _LINKS)
    if linked is not None:
        end = _before_event(sentence, linked[1])
        if not _opens_amount(sentence, at, end):
            return Clause(at, end, LinkPart(_LINKS[linked[0]]))
    return Clause(at, at + 1, LinkPart(Link.COPULA)) if word in _VERBS else None


def _compares_figures(sentence: Sentence, at: int) -> bool:
    """Whether the "than" here stands between two kinds of rows: "are women older than men"."""
    compared = not _COMPARING.isdisjoint(sentence.words[:at])
    return compared or any(differences.comparative_figure(sentence, each) for each in range(at))


def _before_event(sentence: Sentence, end: int) -> int:
    """Return where a "have not been" ends, but before the "been" of "been around"."""
    event = sentence.find(end - 1, EventWord)
    opens = event is not None and event[0] > end and sentence.words[end - 1] == "been"
    return end - 1 if opens else end


def _sets_beside(sentence: Sentence, at: int) -> bool:
    """Whether "compare … with last week" names the other side here."""
    compares = any(sentence.role(place, Role.COMPARE) is not None for place in range(at))
    place = sentence.value(at + 1)
    other = read_amount(sentence, at + 1)
    return compares and (
        sentence.time(at + 1) is not None
        or time_conditions.length_before(sentence, at + 1) is not None
        or (place is not None and not place.risky)
        or _is_value_beside(sentence, at)
        or (other is not None and other.unit is not None)
        or (sentence.words[at] == "with" and _describes_rows(sentence, at + 1))
    )


def _describes_rows(sentence: Sentence, at: int) -> bool:
    """Whether "users who are over 60" follows: rows, and then what they are."""
    rows = sentence.find(at, Noun)
    return rows is not None and sentence.role(rows[0], Role.RELATIVE, Role.PREPOSITION) is not None


def _is_value_beside(sentence: Sentence, at: int) -> bool:
    """Whether the "men" of "women with men" follows: another value of a column named before."""
    other = sentence.find(at + 1, EnumWord, lambda word: word.bare)
    named = [sentence.find(place, EnumWord, lambda word: word.bare) for place in range(at)]
    return other is not None and any(
        word[1].column is other[1].column and word[1].value is not other[1].value
        for word in named
        if word is not None
    )


def _opens_amount(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "have no" belongs to an amount: "have no less than $500"."""
    last = end - 1
    return last > at and sentence.words[last] in ("no", "not") and bool(read_amount(sentence, last))


@starts_with(Role.ANAPHOR)
def anaphor(sentence: Sentence, at: int) -> Clause | None:
    """ "them", "of those": the rows of the previous question."""
    end = sentence.role(at, Role.ANAPHOR) if not _is_a_code(sentence, at) else None
    return Clause(at, end, AnaphorPart()) if end is not None else None


_FOLLOWING = (Role.FOLLOW, Role.SAME, Role.ONLY, Role.REMOVE, Role.UNDO, Role.FILTER)


KINDS_OF_CONDITION = frozenset({"date", "time", "period", "place", "location"})
"""What a condition may be of, where it is taken away: "forget the date"."""


@starts_with(follows=True)
def follow(sentence: Sentence, at: int) -> Clause | None:
    """ "what about", "only", "same for": words that only tie a follow-up to what was asked."""
    if sentence.world.previous is None:
        return None
    changed = end_of_change(sentence.words) if at == 0 else None
    if changed is not None and sentence.number(changed) is not None:
        return Clause(at, changed, FillerPart())
    if at == 0 and sentence.words[:2] == ["no", ","]:
        return Clause(at, 2, FillerPart())  # "no, in Spain" puts right what was asked
    end = sentence.role(at, *_FOLLOWING)
    if end is None and sentence.words[at] in KINDS_OF_CONDITION:
        end = at + 1 if sentence.role(0, Role.REMOVE) is not None else None
    links = sentence.role(at, Role.WITHOUT, Role.EXCEPT, Role.NOT) is not None
    links = links or (at > 0 and end is not None and end == sentence.role(at, Role.AND))
    return Clause(at, end, FillerPart()) if end is not None and not links else None


_SIGNS = ".?!:()[]\"'…→⇒•·|"


@starts_with(
    Kind.PUNCTUATION, Role.FILLER, Role.POLITE, Role.POSSESS, words={"s", "by", "inclusive"}
)
def filler(sentence: Sentence, at: int) -> Clause | None:
    """Words and signs without a meaning of their own."""
    token = sentence.tokens[at]
    follows = at + 1 < sentence.size and sentence.tokens[at + 1].start == token.end
    following = sentence.tokens[at + 1].kind if follows else None
    says = (token.word, following) in (("!", Kind.WORD), ("'", Kind.NUMBER))
    if token.kind is Kind.PUNCTUATION and token.word in _SIGNS and not says:
        return Clause(at, at + 1, FillerPart())
    owned = token.word == "s" and sentence.words[at - 1 : at] == ["'"]  # "user 1042's"
    by_rows = sentence.words[at] == "by" and names_owners(sentence, at + 1)
    if owned or by_rows:
        return Clause(at, at + 1, FillerPart())
    if token.word == "a" and _is_letter(sentence, at):
        return None
    if _is_a_code(sentence, at):
        return None
    end = sentence.role(at, Role.FILLER, Role.POLITE, Role.POSSESS)
    return Clause(at, end, FillerPart()) if end is not None else None


def _is_a_code(sentence: Sentence, at: int) -> bool:
    """Whether the "IN" of "users in IN" is meant for a place: its small letters mean nothing."""
    written = sentence.tokens[at].text
    told = len(written) == 2 and written.isupper() and not sentence.question.isupper()
    return told and at > 0 and sentence.words[at - 1] in ("in", "from", "of")


def _is_letter(sentence: Sentence, at: int) -> bool:
    """Whether no word follows that an "a" may stand before: "names with an A"."""
    return sentence.words[at + 1 :] in ([], ["?"], ["."], ["!"]) or sentence.words[at + 1] == "in"


RECOGNISERS: tuple[Recogniser, ...] = (
    forbidden,
    signs.four_as_for,
    framings.framing,
    limits.afterthought,
    definitions.defined,
    ratios.ratio,
    percentiles.percentiles,
    several_figures.several_figures,
    openings.who_asks,
    openings.small_talk,
    openings.correction,
    problems.approximate,
    problems.not_both,
    problems.wished,
    problems.figures_of_number,
    problems.unreadable,
    problems.any_period,
    problems.beyond,
    absences.absence,
    left_out_groups.left_out_groups,
    subjects.owned_noun,
    elliptic.other_side,
    elliptic.everyone_else,
    elliptic.other_length,
    elliptic.unknown_group,
    fragments.count_alone,
    fragments.place_alone,
    fragments.limit_of_each,
    fragments.columns_listed,
    fragments.columns_so_called,
    row_ages.age_of_rows,
    row_ages.older_than,
    row_ages.oldest,
    number_conditions.statistic,
    column_comparisons.columns_compared,
    number_conditions.more_of_column,
    number_conditions.comparative,
    elliptic.beyond_the_last,
    problems.than_some_row,
    problems.than_one_value,
    figures.having,
    number_conditions.number_after_column,
    missing_conditions.missing,
    signs.signed,
    text_conditions.another_part,
    paced_actives.paced_actives,
    state_conditions.enumeration,
    levels.level_compared,
    levels.attained,
    state_conditions.state,
    time_conditions.event,
    time_conditions.ranked_event,
    text_conditions.text,
    text_conditions.domain,
    text_conditions.held_text,
    text_conditions.another_name,
    text_conditions.name_of_row,
    text_conditions.named_person,
    place_conditions.value,
    number_conditions.total_amount,
    number_conditions.single_row,
    number_conditions.rows_number,
    time_conditions.length_before,
    earlier_periods.period_before,
    earlier_periods.same_period_of_year,
    time_conditions.same_period,
    time_conditions.period,
    number_conditions.amount,
    rankings.most_per_row,
    rankings.both_ends,
    rankings.best_period,
    rankings.extreme_of_some,
    rankings.extreme_tested,
    rankings.superlative,
    rankings.usual_extreme,
    rankings.counted_extreme,
    rankings.limited,
    subjects.most_common,
    groupings.bucket,
    openings.periods_with,
    groupings.further_key,
    groupings.group,
    orders.order,
    differences.difference,
    figures.measure,
    rankings.extreme_figure,
    subjects.of_key,
    columns.where_from,
    subjects.what_happened,
    columns.how_adjective,
    differences.more_or_fewer,
    differences.comparative_figure,
    rankings.which_few,
    columns.values_asked,
    differences.excess,
    shares.share_test,
    figures.counted,
    figures.owned_things,
    openings.numbers_of,
    figures.ask,
    subjects.doer,
    noun,
    rankings.top,
    orders.turned_round,
    orders.following,
    orders.direction,
    columns.columns,
    figures.bare_function,
    follow,
    linking,
    problems.vague,
    anaphor,
    filler,
)
"""In order of preference between recognisers that read equally far."""
