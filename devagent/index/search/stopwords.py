"""Words that say nothing of a place in code: those of any English text, report or program."""

from __future__ import annotations

_ENGLISH = """
    a about after all also am an and any are as at be because been before being but by can cannot
    could d did do does doesn don during each even for from get gets getting got had has have having
    here how i if in instead into is isn it its just like ll m me more my no not now of on once one
    only or other our out over re s same seem seems should so some such t than that the their them
    then there these they this those to too two under up use used uses using ve very was way we well
    were what when where whether which while who why will with within without would you your
"""
_REPORTS = """
    actual behavior behaviour bug description expected fail failing fails issue problem
    reproduce steps unexpected version work working works
"""
_PROGRAMS = """
    async await break class const continue def del elif else except export extends false
    finally function global import interface lambda let new none nonlocal null pass print
    return self super switch throw true try type typeof undefined var void yield
"""
STOP_WORDS = frozenset(f"{_ENGLISH} {_REPORTS} {_PROGRAMS}".split())
