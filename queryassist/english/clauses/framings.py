"""Recognisers of what stands around a question: who is greeted, who asks, what for, who signs.

Each has a shape of its own, and none reads over a word that may mean a row, a value or a time.
"""

from __future__ import annotations

from queryassist.english.clauses.parts import Clause, FillerPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import Noun, RoleWord, Sense
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind

_BREAKS = frozenset(",:;.!-–—")
_GREETINGS = frozenset("hi hello hey hiya heya howdy dear morning afternoon evening".split())
_MOST_GREETED = 3
_MOST_ASKERS = 6


def _phrases(text: str) -> Phrases[bool]:
    return Phrases(dict.fromkeys(text.split(", "), True))


_WANTS = _phrases(
    "need, needs, want, wants, wanted, requires, requested, requests, asks, asked, wonders, "
    "would like, is asking, are asking, was asking, were asking, has asked, have asked, "
    "keeps asking, has requested, is looking, are looking, is after, is wondering, "
    "is interested in, are interested in"
)
_WHAT_FOR = _phrases(
    "me for, us for, me to find out, us to find out, me to find, me about, us about, me, us, "
    "for, about, to know, to see, to have, to get, to find out, to understand"
)
_PAPERS = frozenset(
    """
    analysis announcement article audit board briefing call dashboard deck email filing management
    meeting memo minutes newsletter presentation project regulator report reporting reports review
    sheet slide slides spreadsheet standup steering summary sync talk task ticket update workshop
    """.split()
)
_PACES = frozenset(
    "daily weekly biweekly monthly quarterly yearly annual internal external".split()
)
_LONGEST_PURPOSE = 6
_OPENING = frozenset(
    "i we please can could how what which show give list who tell find get let pls".split()
)
_SIGNING = frozenset("cheers thanks thank regards best thx sincerely ta bye".split())
_MOST_SIGNED = 3
_CARRYING = frozenset(
    {
        Role.HOW_MANY, Role.HOW_MUCH, Role.WHO, Role.WHICH, Role.WHEN, Role.SHARE, Role.BY,
        Role.OR, Role.VERSUS, Role.NOT, Role.EXCEPT, Role.NEITHER, Role.NOR, Role.WITHOUT,
        Role.NEVER, Role.UNKNOWN, Role.KNOWN,
    }
)  # fmt: skip


def framing(sentence: Sentence, at: int) -> Clause | None:
    """ "Hi team,", "my boss is asking me for", "for the weekly report,", "Cheers, Tom"."""
    opens = sentence.words[at - 1] in _BREAKS or at <= sentence.skip(0, Role.FILLER, Role.POLITE)
    if not opens:
        return _signature(sentence, at)
    for recognise in (_greeting, _request, _asker, _purpose, _aside, _signature):
        clause = recognise(sentence, at)
        if clause is not None:
            return clause
    return None


def _greeting(sentence: Sentence, at: int) -> Clause | None:
    """ "Hi team," and "Good morning everyone -": up to the break after those who are greeted."""
    start = at + (sentence.words[at] == "good")
    if at > 0 or sentence.words[start : start + 1] == [] or sentence.words[start] not in _GREETINGS:
        return None
    for end in range(start + 1, min(start + _MOST_GREETED + 2, sentence.size)):
        if sentence.words[end] in _BREAKS:
            return Clause(at, end + 1, FillerPart())
        if _carries(sentence, end):
            return None
    return None


def _request(sentence: Sentence, at: int) -> Clause | None:
    """ "Could someone please check", "it would be great to know": what follows is asked."""
    words = sentence.words
    start = at + (words[at] == "it")
    if words[start : start + 2] == ["would", "be"] and set(words[start + 2 : start + 3]) <= _GOOD:
        end = _after_any(sentence, start + 3, _TO_KNOW)
        return Clause(at, end, FillerPart()) if end > start + 3 else None
    if words[at] not in _MODALS or set(words[at + 1 : at + 2]) - _ASKED:
        return None
    end = at + 2
    while end < sentence.size and words[end] in _KINDLY:
        end += 1
    asked = _after_any(sentence, end, _TO_FIND_OUT)
    asked = _after_any(sentence, asked, _WHAT_FOR) if asked > end else asked
    answers = end < sentence.size and (asked > end or sentence.role(end, *_ANSWERING) is not None)
    return Clause(at, asked, FillerPart()) if answers else None


_MODALS = frozenset({"can", "could", "would", "will"})
_ASKED = frozenset("you u someone somebody anyone anybody".split())
_KINDLY = frozenset("please pls kindly quickly just possibly maybe also then".split())
_GOOD = frozenset("great nice good helpful useful interesting lovely cool handy".split())
_TO_KNOW = _phrases("to know, to have, to see, to get, to learn, if you could")
_TO_FIND_OUT = _phrases(
    "check, check for me, look at, look into, dig up, dig out, confirm, verify for me, run, "
    "run the numbers on, run the numbers for, run a report on, work out, figure out, find out, "
    "let me know, tell me, remind me"
)
_ANSWERING = (Role.LIST, Role.HOW_MANY, Role.FILLER, Role.COMPARE)


def _asker(sentence: Sentence, at: int) -> Clause | None:
    """ "Head of marketing needs", "my boss is asking me for": somebody who is no row wants it."""
    for verb in range(at + 1, min(at + _MOST_ASKERS + 1, sentence.size)):
        end = _after_any(sentence, verb, _WANTS)
        if end > verb:
            end = _after_any(sentence, end, _WHAT_FOR)
            end += sentence.words[end : end + 1] in ([":"], [","])
            told = end == sentence.size or any(_may_be_asked(sentence, i) for i in range(at, verb))
            return None if told else Clause(at, end, FillerPart())
    return None


def _may_be_asked(sentence: Sentence, at: int) -> bool:
    """Whether the word says something of the rows, or names them, and so is no part of a person."""
    return _carries(sentence, at) or sentence.find(at, Noun) is not None


def _after_any(sentence: Sentence, at: int, phrases: Phrases[bool]) -> int:
    """Return the place after the longest of the phrases that stands here."""
    found = sentence.phrase(at, phrases)
    return found[0] if found is not None else at


def _purpose(sentence: Sentence, at: int) -> Clause | None:
    """ "For the quarterly compliance report", before what is asked or as an afterthought."""
    start = _after_any(sentence, at, _PURPOSES)
    if start == at:
        return None
    for place in range(start, min(start + _LONGEST_PURPOSE, sentence.size)):
        after = sentence.words[place + 1 : place + 2]
        if sentence.words[place] in _PAPERS and (
            not after or after[0] in _OPENING or (after[0] in _BREAKS | {"?"})
        ):
            end = place + 1 + (after in ([","], [":"]))
            return Clause(at, end, FillerPart())
        owned = sentence.words[place + 1 : place + 2] == ["'s"]  # "tomorrow's meeting"
        if not owned and sentence.words[place] not in _PACES and _carries(sentence, place):
            return None
    return None


_PURPOSES = _phrases(
    "for, in preparation for, ahead of, before, as part of, to prepare, to prepare for, "
    "i am preparing, we are preparing, i am working on, we are working on, i am writing, "
    "i am putting together, we need this for, i need this for, this is for"
)


def _aside(sentence: Sentence, at: int) -> Clause | None:
    """ "As discussed with legal,": up to the break after it."""
    if sentence.words[at] != "as" or sentence.words[at + 1 : at + 2] not in _ASIDES:
        return None
    for end in range(at + 2, min(at + _LONGEST_PURPOSE, sentence.size)):
        if sentence.words[end] in _BREAKS:
            return Clause(at, end + 1, FillerPart())
        if _carries(sentence, end):
            return None
    return None


_ASIDES = (
    ["discussed"], ["agreed"], ["requested"], ["mentioned"], ["promised"], ["usual"], ["always"],
)  # fmt: skip


def _signature(sentence: Sentence, at: int) -> Clause | None:
    """The "Cheers, Tom" at the end of a question that was asked before it."""
    words = sentence.words
    if at < _MOST_SIGNED or words[at] not in _SIGNING or words[at - 1] not in (*_BREAKS, "?"):
        return None
    end = at + 1
    while end < sentence.size and (words[end] in _BREAKS or words[end] in ("you", "regards")):
        end += 1
    named = sentence.tokens[end:]
    signed = [token for token in named if token.kind is Kind.WORD]
    plain = all(token.kind is Kind.WORD or token.word in _BREAKS for token in named)
    if not plain or len(signed) > _MOST_SIGNED or not all(t.text[:1].isupper() for t in signed):
        return None
    carried = any(_carries(sentence, place) for place in range(end, sentence.size))
    return None if carried else Clause(at, sentence.size, FillerPart())


def _carries(sentence: Sentence, at: int) -> bool:
    """Whether the word may say something of the rows: a value, a state, a number, a time."""
    value = sentence.value(at)
    if value is not None and not value.risky:
        return True
    if sentence.number(at) is not None or sentence.time(at) is not None:
        return True
    return any(_says(sense) for _, sense in sentence.senses(at))


def _says(sense: Sense) -> bool:
    if isinstance(sense, RoleWord):
        return sense.role in _CARRYING
    return not isinstance(sense, Noun)
