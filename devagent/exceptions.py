"""What can go wrong with projects and their code; every message is written for a person."""

from __future__ import annotations

from pydantic import ValidationError


class DevagentError(Exception):
    """Something about a project or its code is not as it has to be."""

    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class ProjectInvalid(DevagentError):
    """The project cannot be added like this."""


class ProjectUnknown(DevagentError):
    """There is no such project."""


class SourceUnreadable(DevagentError):
    """The project's files cannot be read."""


class NotIndexed(DevagentError):
    """The project has no index yet."""


class CodeUnknown(DevagentError):
    """There is no such file or definition in the project's index."""


class AnalysisFailed(DevagentError):
    """A linter did not do its work."""


class RuleUnknown(DevagentError):
    """There is no such rule."""


class PatchInvalid(DevagentError):
    """The patch cannot be applied to the project."""


class CoverageFailed(DevagentError):
    """The tests of the project did not run."""


class TextEmpty(DevagentError):
    """Say what to look for: the text is empty."""


class StandingInvalid(DevagentError):
    """The project has a standing approval already: revoke it to give another."""


def tell_os_error(error: OSError) -> str:
    """Return what the system refused, as a sentence."""
    what = (error.strerror or "it gave no reason").lower()
    if error.filename is None:
        return f"The system refused it: {what}."
    return f"{str(error.filename)!r} cannot be used: {what}."


def tell_faults(error: ValidationError) -> str:
    """Return what is wrong with data from outside, each fault with its place."""
    return "; ".join(": ".join(map(str, (*one["loc"], one["msg"]))) for one in error.errors())


class ReportInvalid(DevagentError):
    """The report cannot be taken like this."""


class NotAllowed(DevagentError):
    """The person may not do this."""


class MoveRefused(DevagentError):
    """From the state of the run nothing leads there."""


class StageLost(DevagentError):
    """The stage belongs to another worker by now, or its run was cancelled."""


class ReleaseFailed(DevagentError):
    """The release could not be made."""


class BranchMoved(ReleaseFailed):
    """The branch is at another commit than the one that was tested."""


class ApprovalMissing(ReleaseFailed):
    """Too few have approved exactly these bytes on this commit."""


class ReleaseLost(DevagentError):
    """The release belongs to another agent by now."""


class AgentBusy(DevagentError):
    """Another apply agent is at work: there is one for a database."""


class RunUnknown(DevagentError):
    """There is no such run of repair."""


class StaleDecision(DevagentError):
    """What you were shown is not what is there any more: look at it again, and decide then."""


class FixChanged(DevagentError):
    """The fix is not the one that was tested: its bytes were changed. Nothing can be approved."""


class AlreadyApproved(DevagentError):
    """You have approved it already: it needs the word of a second person."""


class NoOtherFix(DevagentError):
    """There is no other fix, and none can be made from words: approve this one or reject it."""


class WordsMissing(DevagentError):
    """Say in a few words why."""
