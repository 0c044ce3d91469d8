"""Recognisers of values of the data: places by name or alias."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column
from queryassist.english.boolean import all_of
from queryassist.english.clauses.linking import link, names_rows
from queryassist.english.clauses.parts import Clause, ProblemPart, TestPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, EnumWord, Noun, RoleWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.english.words.values import ValueHit, ValueMatch
from queryassist.readings import Choice
from queryassist.spec import Comparison, Condition, Operator


def value(sentence: Sentence, at: int) -> Clause | None:
    """ "in Tokyo", "the Tokyo, Japan region", "city of Osaka", "Japanese"."""
    start, column, negated, led = _lead(sentence, at)
    if _is_of_address(sentence, start):
        return None
    match = sentence.value(start) or _with_article(sentence, at, start)
    if match is None:
        return _absent(sentence, at, start, led) or _quoted(sentence, at, start, column)
    led = led and sentence.words[start - 1] != "to"  # "show the users to us"
    if match.risky and not (led or _capitalised(sentence, start) or _before_rows(sentence, start)):
        return None
    if match.ambiguous:
        return Clause(at, match.end, _which(sentence, start, match))
    end, hits = _chosen(sentence, match, column or _head(sentence, start, match))
    clause = TestPart(_condition(hits), hits[0].column, equality=True, negated=negated)
    if negated:
        return Clause(at, end, clause)
    return _narrowed(sentence, Clause(at, end, _of_kind(sentence, start, clause)))


def _is_of_address(sentence: Sentence, at: int) -> bool:
    """Whether the "jp" of "a .jp e-mail" stands here, or its dot."""
    dot = at if sentence.words[at : at + 1] == ["."] else at - 1
    if dot < 0 or dot + 1 >= sentence.size or sentence.words[dot] != ".":
        return False
    opens = dot == 0 or sentence.tokens[dot - 1].end < sentence.tokens[dot].start
    return opens and sentence.tokens[dot].end == sentence.tokens[dot + 1].start


def _of_kind(sentence: Sentence, at: int, part: TestPart) -> TestPart:
    """Return the test with the "women" of "Frenchwomen", who are women from France."""
    token, world = sentence.tokens[at], sentence.world
    for cut in range(len(token.word) - 2, 2, -1):
        ending = [sense for _, sense in world.lexicon.senses_at([token.word[cut:]], 0)]
        kinds = [sense for sense in ending if isinstance(sense, EnumWord) and sense.bare]
        stem = replace(token, word=token.word[:cut])
        match = world.values.match([stem], 0, known=world.lexicon.words) if kinds else None
        if match is not None and part.condition == _condition(_chosen(sentence, match, None)[1]):
            kind = Comparison(kinds[0].column.name, Operator.EQ, kinds[0].value.value)
            return replace(part, condition=all_of((part.condition, kind)))
    return part


def _with_article(sentence: Sentence, at: int, start: int) -> ValueMatch | None:
    """ "(in) the States": a name that is a word of ours without its article."""
    the = start - 1
    if the < at or sentence.words[the] != "the":
        return None
    match = sentence.value(the)
    told = _capitalised(sentence, start) or sentence.words[the - 1 : the] in (["in"], ["from"])
    if match is None or not told or set(sentence.words[match.end : match.end + 1]) & _GOES_ON:
        return None
    return match


_GOES_ON = frozenset({"of", "that", "where", "which", "whose"})


def _lead(sentence: Sentence, at: int) -> tuple[int, Column | None, bool, bool]:
    """Return the place of the value, the column named before it, negation, and any preposition."""
    start = sentence.skip(at, Role.PREPOSITION, Role.ARTICLE)
    found = sentence.find(start, ColumnWord, lambda word: word.column.indexed)
    if found is None:
        return start, None, False, start > at
    after, negated = link(sentence, found[0])
    if sentence.words[after : after + 1] == ["but"]:
        after, negated = after + 1, True
    if not found[1].plural:
        after = sentence.skip(after, Role.OF, Role.ARTICLE, Role.NAMED)
    match = sentence.value(after)
    held = match is not None and found[1].column.name in {hit.column for hit in match.hits}
    held = held and "in" not in sentence.words[found[0] : after]  # "which city in Tokyo"
    if not held and not _is_quoted(sentence, after):
        return start, None, False, start > at
    return after, found[1].column, negated, True


def _is_quoted(sentence: Sentence, at: int) -> bool:
    return at < sentence.size and sentence.tokens[at].kind is Kind.QUOTED


def _capitalised(sentence: Sentence, at: int) -> bool:
    """Whether a word is written as a name; of the first one, which has a capital, all letters."""
    if at >= sentence.size:
        return False
    text = sentence.tokens[at].text
    named = text[:1].isupper() if at > 0 else len(text) > 1 and text.isupper()
    return named and not sentence.question.isupper()


_TO_THE_ASKER = frozenset("show give tell let get bring send for of to with help".split())


def _before_rows(sentence: Sentence, at: int) -> bool:
    """Whether a mere filler stands where rows or a place are named: "us users", "japan vs us".

    The "us" of "show us users" is who asks.
    """
    if [sense for _, sense in sentence.senses(at)] != [RoleWord(Role.FILLER)]:
        return False
    if at > 0 and sentence.words[at - 1] in _TO_THE_ASKER:
        return False
    joint = sentence.role(at + 1, *_JOINTS)
    other = sentence.value(joint) if joint is not None else None
    follows = other is not None and not other.risky
    beside_rows = names_rows(sentence, at + 1) or _after_rows(sentence, at)
    return beside_rows or follows or _after_place(sentence, at)


def _after_rows(sentence: Sentence, at: int) -> bool:
    """Whether rows or a figure of them are named right before: "how many women us over 30"."""
    named = (sentence.find(at - 1, kind) for kind in (Noun, EnumWord, ColumnWord)) if at else ()
    return any(found is not None and found[0] == at for found in named)


_JOINTS = (Role.AND, Role.OR, Role.VERSUS)
_LONGEST_PLACE = 4


def _after_place(sentence: Sentence, at: int) -> bool:
    """Whether a place stands before the comma, "and", "or" or "vs" before this word."""
    joined = sentence.words[at - 1] == "," or sentence.role(at - 1, *_JOINTS) == at
    if at < 2 or not joined:
        return False
    starts = range(max(at - 1 - _LONGEST_PLACE, 0), at - 1)
    found = (sentence.value(start) for start in starts)
    return any(match is not None and match.end == at - 1 and not match.risky for match in found)


def _head(sentence: Sentence, at: int, match: ValueMatch) -> Column | None:
    """Return the column of "which city is richer, Paris or Tokyo", which both names are of."""
    either = sentence.role(at - 1, *_JOINTS) == at if at > 0 else False
    if not either and sentence.role(match.end, *_JOINTS) is None:
        return None
    asked = (sentence.role(place, Role.WHICH) for place in range(at - 1))
    heads = (sentence.find(end, ColumnWord) for end in asked if end is not None)
    named = next((head for head in heads if head is not None), None)
    if named is None or named[1].plural:
        return None
    within = (sentence.role(place, Role.PREPOSITION) for place in range(named[0], at))
    return named[1].column if all(end is None for end in within) else None


def _chosen(
    sentence: Sentence, match: ValueMatch, column: Column | None
) -> tuple[int, tuple[ValueHit, ...]]:
    """Return the end and the hits of one column: the one named before or after, else the first."""
    end = match.end
    columns = {hit.column for hit in match.hits}
    after = sentence.find(
        end, ColumnWord, lambda word: word.column.name in columns and not word.plural
    )
    if column is None and after is not None:
        end, column = after[0], after[1].column
    named = column is not None and column.name in columns
    name = column.name if column is not None and named else match.hits[0].column
    return end, tuple(hit for hit in match.hits if hit.column == name)


def _condition(hits: tuple[ValueHit, ...]) -> Condition:
    if len(hits) == 1:
        return Comparison(hits[0].column, Operator.EQ, hits[0].value)
    return Comparison(hits[0].column, Operator.IN, tuple(hit.value for hit in hits))


def _narrowed(sentence: Sentence, clause: Clause) -> Clause:
    """Return the clause with the wider places after it: "Tokyo, Japan (region)"."""
    part = clause.part
    comma = sentence.words[clause.end : clause.end + 1] == [","]
    wider = sentence.value(clause.end + 1 if comma else clause.end)
    if not isinstance(part, TestPart) or wider is None or wider.ambiguous or wider.risky:
        return clause
    listed = comma and _is_in_list(sentence, clause.start, wider)
    if listed or part.column in {hit.column for hit in wider.hits}:
        return clause
    end, hits = _chosen(sentence, wider, None)
    kind = sentence.find(end, ColumnWord, lambda word: word.column.name == part.column)
    narrow = TestPart(all_of((part.condition, _condition(hits))), part.column, equality=True)
    return Clause(clause.start, kind[0] if kind else end, narrow)


def _is_in_list(sentence: Sentence, at: int, other: ValueMatch) -> bool:
    """Whether what follows is the next place of a list, as in "Tokyo, Osaka, Paris".

    A country after a place is what that is in.
    """
    if sentence.world.dataset.place_column in {hit.column for hit in other.hits}:
        return False
    before = sentence.words[at - 1 : at] == [","] and _after_place(sentence, at)
    joint = sentence.role(other.end, Role.AND, Role.OR)
    joint = other.end + 1 if sentence.words[other.end : other.end + 1] == [","] else joint
    last = sentence.value(joint) if joint is not None else None
    follows = last is not None and sentence.words[last.end : last.end + 1] != [","]
    return before or follows


def _which(sentence: Sentence, start: int, match: ValueMatch) -> ProblemPart:
    written = sentence.text(start, match.end)
    names = list(dict.fromkeys(hit.value for hit in match.ambiguous))[:4]
    before = sentence.question[: sentence.tokens[start].start]
    after = sentence.question[sentence.tokens[match.end - 1].end :]
    choices = tuple(Choice(name, f"{before}{name}{after}") for name in names)
    return ProblemPart(f"Which do you mean by “{written}”: {', '.join(names)}?", choices)


def _absent(sentence: Sentence, at: int, start: int, led: bool) -> Clause | None:
    """A place that no row has: said so, since a bare 0 would hide a misreading."""
    if start >= sentence.size:
        return None
    known = sentence.world.lexicon.words
    match = sentence.world.values.absent(sentence.tokens, start, known=known)
    if match is not None and match.end == start + 1 and sentence.senses(start):
        return None
    if match is None or (match.risky and not (led or _capitalised(sentence, start))):
        return None
    dataset = sentence.world.dataset
    noun, column = dataset.noun, dataset.get_column(match.hits[0].column).label
    message = f"No {noun} has the {column} “{match.hits[0].value}”, so there is nothing to count."
    return Clause(at, match.end, ProblemPart(message))


def _quoted(sentence: Sentence, at: int, start: int, column: Column | None) -> Clause | None:
    """'city "Foo"': the text as given, since the person quoted it."""
    if column is None or not _is_quoted(sentence, start):
        return None
    text = sentence.tokens[start].text[1:-1].strip()
    condition = Comparison(column.name, Operator.EQ, text)
    return Clause(at, start + 1, TestPart(condition, column.name, equality=True))
