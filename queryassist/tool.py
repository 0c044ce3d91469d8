"""The Python way in: ask about a dataset with filters or in English, always as the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from queryassist import services
from queryassist.answers import Answer
from queryassist.engine_names import Engine
from queryassist.models import Conversation

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class DatabaseQueryTool:
    """Answers structured and English questions.

    ``asked_by`` is recorded with each question, and sees what that person may see; without
    anybody everything is seen. With ``conversation`` a question may
    refer to the one before it ("and in Osaka?").

    >>> tool = DatabaseQueryTool()
    >>> tool.query_users({"gender": "female", "wallet_balance": {"min": 500, "max": 1950}}).rows
    >>> tool.natural_language_query("How many users completed KYC?").message
    """

    def __init__(
        self,
        *,
        asked_by: AbstractBaseUser | None = None,
        conversation: Conversation | None = None,
        engine: Engine = Engine.AUTO,
    ) -> None:
        self._asked_by = asked_by
        self._conversation = conversation
        self._engine = engine

    def query_users(self, filters: Mapping[str, object]) -> Answer:
        """Return the users who meet all filters, as ``query`` does."""
        return self.query("users", filters)

    def query(self, dataset: str, filters: Mapping[str, object]) -> Answer:
        """Return the rows of a dataset that meet all filters, at most the row cap.

        ``filters`` are described at ``queryassist.filters.spec_from_filters``: an unknown key,
        operator or type raises FilterError; a dataset that is unknown, or not for this person,
        KeyError; a filter by personal data that is not for them AccessDenied. The answer's status
        is "refused", with the reason as its message, where the database fails.
        """
        return services.query(dataset=dataset, filters=filters, asked_by=self._asked_by)

    def natural_language_query(self, question: str) -> Answer:
        """Return the answer to a question in English; see ``queryassist.services.ask``."""
        return services.ask(
            question=question,
            asked_by=self._asked_by,
            conversation=self._conversation,
            options=services.AskOptions(engine=self._engine),
        )
