"""From what a reader made of a question to its answer, with the rights of who asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from queryassist import conf, free_sql
from queryassist.access import Access, may_read_spec
from queryassist.answering import answer_spec
from queryassist.answers import Agreement, AmbiguousWord, Answer, Entry, Status, WordMeaning
from queryassist.canonical import is_same_question
from queryassist.catalog import Dataset, NamedFilter
from queryassist.chat_skills.answering import answer_call
from queryassist.describe import describe
from queryassist.engine_names import Engine
from queryassist.engines import PUZZLED
from queryassist.entries.judging import get_record
from queryassist.exceptions import AccessDenied, QueryAssistError
from queryassist.executor import Progress
from queryassist.formats import format_figure
from queryassist.meanings import SideBySide, find_remembered, find_side_by_side, said_of
from queryassist.memory.examples import list_nearest
from queryassist.readings import (
    AskBack,
    Choice,
    ClaudeOutcome,
    Compared,
    Context,
    Reading,
    Refusal,
    Result,
    SkillCall,
    SqlReading,
)
from queryassist.results import result_columns
from queryassist.sentences import Table, answer_sentence

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

MOST_ALIKE = 3
WRITTEN_BY_CLAUDE = "SQL that Claude wrote, guarded as that of a person"
DIFFERENT = "The two readers understand this differently. Which of them is right?"


@dataclass(frozen=True, slots=True)
class Settling:
    """Makes an answer of what became of one question.

    ``engine`` of an answer is empty where it is the engine that was asked. Raises QueryAssistError
    where the person may not ask that, or it does not fit the data.
    """

    question: str
    context: Context
    access: Access
    person: AbstractBaseUser | None
    progress: Progress | None

    def settle(self, result: Result) -> Answer:
        """Return the answer."""
        match result:
            case Reading():
                return self._answer_reading(result)
            case SqlReading(sql):
                return self._run_sql(sql)
            case SkillCall():
                answer = answer_call(result, self.person, self.context.clock.now)
                return replace(answer, question=self.question)
            case Compared():
                return self._compare(result)
            case AskBack(message, choices):
                return Answer(
                    question=self.question,
                    status=Status.ASK_BACK,
                    message=message,
                    choices=(*choices, *self._alike()),
                )
            case Refusal(message, reason):
                return Answer(
                    question=self.question,
                    status=Status.REFUSED,
                    message=message,
                    choices=self._alike() if reason in PUZZLED else (),
                )

    def _alike(self) -> tuple[Choice, ...]:
        """Return verified questions to ask instead, of those that the person may ask."""
        nearest = list_nearest(self.question, self.access.catalog, count=MOST_ALIKE)
        return tuple(
            Choice(f"✓ {example.text}", example.text)
            for example in nearest
            if may_read_spec(example.spec, example.dataset, self.access)
        )

    def _run_sql(self, text: str) -> Answer:
        if self.progress:
            self.progress.running(WRITTEN_BY_CLAUDE)
        answer = free_sql.answer_sql(self.person, text, self.progress)
        return replace(
            answer,
            question=self.question,
            engine=Engine.CLAUDE_SQL.value,
            reading=WRITTEN_BY_CLAUDE,
        )

    def _dataset_of(self, reading: Reading) -> Dataset:
        dataset = self.context.catalog.find_dataset(reading.spec.dataset)
        if dataset is None:
            raise AccessDenied(f"You may not see {reading.spec.dataset}.")
        return dataset

    def _answer_reading(self, reading: Reading) -> Answer:
        spec, dataset = reading.spec, self._dataset_of(reading)
        now = self.context.clock.now
        beside = find_side_by_side(self.question, spec, dataset, now)
        answer = self._answer_side_by_side(beside, reading, dataset) if beside else None
        if answer is None:
            answer = answer_spec(spec, dataset, self.access, self.progress)
            remembered = find_remembered(self.question, spec, dataset, now)
            if remembered is not None:
                answer = replace(answer, ambiguous=_remembered(remembered, dataset, self.question))
        return replace(answer, question=self.question, evidence=reading.evidence)

    def _answer_side_by_side(
        self, beside: SideBySide, reading: Reading, dataset: Dataset
    ) -> Answer | None:
        """Return the answer with the figure of each meaning of a word, from one statement.

        None where one of them is not for this person: then the usual meaning is asked for alone.
        """
        zone, spec = conf.zone(), reading.spec
        if not may_read_spec(beside.spec, dataset, self.access):
            return None
        words = describe(spec, dataset, zone)
        found = answer_spec(beside.spec, dataset, self.access, self.progress, reading=words)
        is_hidden = not found.rows or None in found.rows[0]
        if is_hidden and not self.access.sees_personal:
            return None
        if found.status is not Status.ANSWERED:
            return replace(found, spec=spec)
        columns, rows = result_columns(spec, dataset, zone), (found.rows[0][:1],)
        figures = [format_figure(cell, columns[0], zone) for cell in found.rows[0]]
        return replace(
            found,
            spec=spec,
            columns=columns,
            rows=rows,
            message=answer_sentence(spec, dataset, zone, Table(columns=columns, rows=rows)),
            ambiguous=_with_figures(beside, dataset, figures),
        )

    def _compare(self, compared: Compared) -> Answer:
        match compared.offline, compared.claude:
            case Reading() as one, Reading() as other:
                return self._answer_both(one, other)
            case offline, None:
                note = f"Claude was not asked as well: {compared.problem}"
                return self._with_entry(offline, Engine.OFFLINE, Agreement.UNCHECKED, note)
            case Reading() as reading, AskBack(said) | Refusal(said):
                note = f"Only the offline reader has a reading. Claude says: {said}"
                return self._with_entry(reading, Engine.OFFLINE, Agreement.ALONE, note)
            case AskBack(said) | Refusal(said), Reading() as reading:
                note = f"Only Claude has a reading. The offline reader says: {said}"
                return self._with_entry(reading, Engine.CLAUDE, Agreement.ALONE, note)
            case Refusal(), AskBack() as asked:
                return replace(self.settle(asked), engine=Engine.CLAUDE.value)
            case offline, _:
                return replace(self.settle(offline), engine=Engine.OFFLINE.value)

    def _with_entry(
        self, outcome: ClaudeOutcome, engine: Engine, agreement: Agreement, note: str
    ) -> Answer:
        entry = Entry(agreement=agreement, note=note)
        return replace(self.settle(outcome), engine=engine.value, entry=entry)

    def _answer_both(self, offline: Reading, claude: Reading) -> Answer:
        """Return the one answer where both read the same, else both, for the person to choose."""
        dataset, now = self._dataset_of(offline), self.context.clock.now
        is_same = claude.spec.dataset == dataset.name and is_same_question(
            offline.spec, claude.spec, dataset, now
        )
        if is_same:
            note = str(get_record())
            return self._with_entry(offline, Engine.BOTH, Agreement.AGREED, note)
        answers = (
            self._answer_alone(offline, Engine.OFFLINE),
            self._answer_alone(claude, Engine.CLAUDE),
        )
        return Answer(
            question=self.question,
            status=Status.ASK_BACK,
            message=DIFFERENT,
            entry=Entry(agreement=Agreement.DIFFERED, answers=answers),
        )

    def _answer_alone(self, reading: Reading, engine: Engine) -> Answer:
        try:
            answer = answer_spec(
                reading.spec, self._dataset_of(reading), self.access, self.progress
            )
        except QueryAssistError as error:
            answer = Answer(status=Status.REFUSED, message=str(error))
        return replace(
            answer, question=self.question, engine=engine.value, evidence=reading.evidence
        )


def _remembered(named: NamedFilter, dataset: Dataset, question: str) -> AmbiguousWord:
    said = said_of(named, question)
    label = named.chosen.label if named.chosen else named.label
    if named.chosen and said in named.opposites:
        label = f"not {label}"
    name = named.chosen.name if named.chosen else ""
    meaning = WordMeaning(name=name, label=label)
    return AmbiguousWord(
        dataset=dataset.name, word=named.name, said=said, meanings=(meaning,), remembered=True
    )


def _with_figures(beside: SideBySide, dataset: Dataset, figures: list[str]) -> AmbiguousWord:
    named, prefix = beside.named, "not " if beside.is_negated else ""
    labels = {each.name: f"{prefix}{each.label}" for each in named.meanings}
    labels = {"": named.label} | labels
    return AmbiguousWord(
        dataset=dataset.name,
        word=named.name,
        meanings=tuple(
            WordMeaning(name=name, label=label, figure=figure)
            for (name, label), figure in zip(labels.items(), figures, strict=True)
        ),
    )
