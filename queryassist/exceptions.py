"""What can go wrong between a QuerySpec and its answer; every message is written for a person."""

from __future__ import annotations


class QueryAssistError(Exception):
    """The question could not be answered."""

    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class SpecError(QueryAssistError):
    """The question does not fit the dataset."""


class AccessDenied(QueryAssistError):
    """You may not see this."""


class FewRows(QueryAssistError):
    """The answer is about so few rows that you may not see it. Ask about more of them."""


class FilterError(QueryAssistError):
    """The filters are not valid."""


class ReaderUnavailable(QueryAssistError):
    """The database cannot be reached as the read-only role: run "manage.py setup_reader"."""


class ViewsOutdated(QueryAssistError):
    """The views that questions read do not fit the datasets: run "manage.py setup_reader"."""


class DatabaseBusy(QueryAssistError):
    """The data is being changed just now: ask again in a moment, or run "manage.py migrate"."""

    permanent = False


class TooManyQuestions(QueryAssistError):
    """Too many questions are being answered just now. Ask again in a moment."""

    permanent = False


class QueryTimeout(QueryAssistError):
    """The database took too long to answer. Narrow the question and ask again."""


class QueryStopped(QueryAssistError):
    """Stopped, as you asked. Nothing was changed."""

    permanent = False


class AnswerTooLarge(QueryAssistError):
    """A row may hold 1 MB, and all rows 10 MB. Take less, or shorten texts by left(…, 100)."""


class QueryFailed(QueryAssistError):
    """The database could not answer this question. The details are in the log."""


class ReaderFailed(QueryAssistError):
    """The question could not be read."""

    permanent = False


class BlankQuestion(QueryAssistError):
    """Please type a question: there was nothing to read in this one."""


class NoSuchSkill(QueryAssistError):
    """Queen does not know how to do this any more. Ask in other words."""


class OfferChanged(QueryAssistError):
    """What would be done is not what you were shown. Ask for it again."""


class OfferTaken(QueryAssistError):
    """You have confirmed this already, so it was done once."""
