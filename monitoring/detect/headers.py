"""Where the message of a log line begins: after time, host, level, process and component.

One grammar for all sources. A line without a time keeps its text but for a level in front. Every
expression looks at bounded text and repeats nothing that repeats, so no line can hold it up.
"""

from __future__ import annotations

import re

_LOOKED_AT = 400
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_DAY = f"(?:{'|'.join(_DAYS)})"
_CLOCK = r"\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"

_DAYTIME = rf"\d\d?[:.]\d\d(?:[:.]\d\d)?(?:[.,:]\d{{1,9}})?{_ZONE}"

_TIME = (
    r"(?:"
    rf"\d{{2,4}}[-/.]\d\d?[-/.]\d{{1,4}}(?:[T_ :-] ?{_DAYTIME})?"
    rf"|\d\d[-./]\d\d {_CLOCK}"
    rf"|\d{{8}}[-T ]\d\d:?\d\d:?\d\d(?:[.,:]\d{{1,9}})?{_ZONE}"
    r"|\d{6} \d{6}"
    rf"|(?:{_DAY},? )?{_MONTH} {{1,2}}\d\d?(?: \d{{4}})?,? {_CLOCK}(?: \d{{4}})?"
    rf"|(?:{_DAY},? )?\d\d?[ /-]{_MONTH}[ /-]\d{{2,4}}[ :]{_CLOCK}{_ZONE}"
    r"|\d{10}(?:\d{3}|\.\d{1,9})?"
    rf"|{_CLOCK}"
    r")(?=[\s\])|,>:\"-]|$)"
)
_GAP_TOKENS = 6
_STEP = re.compile(rf"[ \t\[(<|,\])-]*+(?:(?=[\dA-Z])({_TIME})|([^\s|]+))")
"""A time or a word, after what opens or parts fields."""

_LEVELS = (
    "TRACE|DEBUG|FINE|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|FATAL|FAILURE"
    "|CRITICAL|CRIT|ALERT|EMERG|EMERGENCY|PANIC"
)
_CAPITALIZED = "|".join(level.capitalize() for level in _LEVELS.split("|"))
_LEVEL = (
    r"(?:(?![a-z]+ )\S{0,79}[^\s:] {1,8}){0,4}?"
    rf"(?:(?:{_LEVELS}|{_CAPITALIZED})(?=[\s:|,]|$)"
    rf"|[\[(<](?:[a-z]\w{{0,19}}:)?(?i:{_LEVELS})[\])>])"
    r"[:|,]?\s*(?:- )?"
)
_LEVEL_FIRST = re.compile(rf"(?:{_LEVELS})(?::[\w.]{{1,80}}:|: {{0,8}}| {{1,8}}(?:- )?)")
_LETTER_LEVEL = r"(?:\d{1,9} {1,8}){1,2}[VDIWEFS] "
_KLOG = re.compile(r"[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,9} {1,8}\d{1,9} [\w./-]{1,80}:\d{1,6}\] ?")
_PRIORITY = re.compile(r"<\d{1,3}>(?:\d )?")

_NAME = r"[A-Za-z_][\w.$/@-]{0,79}(?:\([\w.-]{0,40}\))?"
_COMPONENT = (
    rf"(?:{_NAME}(?: [\w.-]{{1,40}})?\[\d{{1,9}}\]|{_NAME}(?:\[[\w.-]{{1,40}}\])?)"
    r"(?: \([^()]{1,80}\))?:(?:\s|$)\s*"
)
_DOTTED = r"[a-z_]\w{0,40}(?:\.\w{1,60}){1,9} (?:- )?"
_PADDED = r"[A-Z][\w.]{0,39} {2,}"
_BRACKETS = r"\[(?:[^\[\]]|\[[^\[\]]{0,80}\]){0,160}\]:?\s*(?:- )?"
_PIPED = re.compile(r"(?:[^|\s]{0,80}\|){1,6}")
_PROGRAM = r"\S{1,80}(?: \S{1,40})? - "
_NUMBERS = r"(?:[\d#*]{1,20}:? {1,8}){1,4}"
_HOST = r"[\w./-]{1,80} "
_SYSLOG = re.compile(rf"(?:\S{{1,40}} ){{0,4}}(?:{_DAY},? )?{_MONTH} ")
_SEPARATORS = re.compile(r'[ \t,)\]>:"-]*')
_LEVELLED = re.compile(
    rf"(?>{_LEVEL}|{_LETTER_LEVEL})(?:{_NUMBERS})?+(?:{_BRACKETS}){{0,2}}+"
    rf"(?:(?:{_COMPONENT}|{_DOTTED}|{_PADDED})(?:{_BRACKETS})?)?"
)
_NAMED = re.compile(rf"{_PROGRAM}|(?:{_HOST})??{_COMPONENT}")
_SYSLOG_HOST = re.compile(_HOST)
_FIRST_NUMBERS = re.compile(_NUMBERS)


def message_start(line: str) -> int:
    """Return the index at which the message of ``line`` begins; 0 where there is no header."""
    text = line[:_LOOKED_AT]
    if klog := _KLOG.match(text):
        return klog.end()
    end = _end_of_times(text)
    start = _after_time(text, end) if end else _without_time(text)
    return start if line[start:].strip() else 0


def _end_of_times(text: str) -> int:
    """Return where the last time of the header ends; 0 where there is none.

    Words before and between times must be such as stand in headers: of a sentence's plain words
    one is taken, and not as the first.
    """
    at = end = tokens = plain = 0
    while tokens < _GAP_TOKENS and (step := _STEP.match(text, at)):
        at = step.end()
        time, word = step.groups()
        if time is not None:
            end = at
            tokens = 0
            continue
        if word.endswith((":", '"')):
            break
        if word.isalpha() and word[1:].islower():
            plain += 1
            if plain > 1 or end or not tokens:
                break
        tokens += 1
    return end


def _without_time(text: str) -> int:
    start = _skip(_PRIORITY, text, 0)
    return _skip(_LEVEL_FIRST, text, start)


def _after_time(text: str, start: int) -> int:
    if text.startswith("|", start):
        return _skip(_PIPED, text, start + 1)
    start = _skip(_SEPARATORS, text, start)
    if found := _LEVELLED.match(text, start) or _NAMED.match(text, start):
        return found.end()
    if (host := _SYSLOG_HOST.match(text, start)) and _SYSLOG.match(text):
        return host.end()
    return _skip(_FIRST_NUMBERS, text, start)


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
