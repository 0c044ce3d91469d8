"""The commit of an approved fix: base and diff as one tree, with who approved it in its message."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from devagent.exceptions import ApprovalMissing, ReleaseFailed
from devagent.models import Approval, Release, RepairRun
from devagent.models.candidates import hash_diff
from devagent.services.releases.repository import NewCommit, Repository
from devagent.services.repairs.approvals import (
    has_valid_approval,
    list_valid_approvals,
    tell_missing,
)
from sandbox.exceptions import PatchRefused

PROPOSAL, APPROVED_BY, DIFF_HASH = "Queen-Proposal", "Approved-by", "Queen-Diff-SHA256"
_LONGEST_SUBJECT = 72
_GONE = "somebody whose account is gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A commit in the project's repository, which no branch names yet, and its tree."""

    commit: str
    tree: str


def build(release: Release, repository: Repository) -> Built:
    """Make the commit of a release's run: the same one whenever it is made.

    Raises ApprovalMissing, and ReleaseFailed where the bytes are not those that were tested, or do
    not apply.
    """
    runs = RepairRun.objects.select_related("report__project", "proposed")
    run = runs.filter(releases=release).first()
    if run is None or run.proposed is None or not run.proposed.is_whole:
        raise ReleaseFailed("What was approved is not what was tested any more.")
    if not has_valid_approval(run):
        raise ApprovalMissing(tell_missing(run))
    diff = bytes(run.proposed.diff)
    try:
        tree = repository.apply(diff)
    except PatchRefused as error:
        raise ReleaseFailed(str(error)) from error
    approvers = [
        _name(approval)
        for approval in list_valid_approvals(run)
        if approval.approved_at <= release.begun_at
    ]
    trailers = [
        f"{PROPOSAL}: {run.pk}",
        *(f"{APPROVED_BY}: {name}" for name in approvers),
        f"{DIFF_HASH}: {hash_diff(diff)}",
    ]
    message = _compose(run.report.title, run.proposed.title, trailers)
    new = NewCommit(tree=tree, parent=repository.commit, message=message, at=release.begun_at)
    return Built(commit=repository.make_commit(new), tree=tree)


def build_revert(release: Release, repository: Repository) -> Built:
    """Make the commit that takes a release's changes out of the commit that the branch is at.

    Raises ReleaseFailed where they cannot be taken out of it.
    """
    base = repository.find_tree(release.base_commit)
    try:
        tree = repository.apply(repository.make_patch(release.tree, base))
    except PatchRefused as error:
        raise ReleaseFailed(
            f"{release.commit[:12]} could not be taken back on the branch, which has changed the "
            "same lines since: do it there by hand."
        ) from error
    title = release.run.report.title if release.run else str(release)
    trailers = [f"{PROPOSAL}: {release.run_id}"]
    if release.back_asked_by:
        trailers.append(f"Asked-by: {_name_person(release.back_asked_by)}")
    body = f"This reverts commit {release.commit}. {release.message}"
    message = _compose(f"Take back: {title}", body, trailers)
    at = release.back_asked_at or release.begun_at
    new = NewCommit(tree=tree, parent=repository.commit, message=message, at=at)
    return Built(commit=repository.make_commit(new), tree=tree)


def _compose(subject: str, body: str, trailers: list[str]) -> str:
    """Return a message whose last paragraph is the trailers, whatever the words hold."""
    words = _flatten(subject)[:_LONGEST_SUBJECT], _flatten(body)
    return "\n\n".join([*words, "\n".join(trailers)]) + "\n"


def _name(approval: Approval) -> str:
    if approval.standing:
        return f"{_name_person(approval.standing.given_by)} (standing approval)"
    return _name_person(approval.person)


def _name_person(person: AbstractBaseUser | None) -> str:
    if person is None:
        return _GONE
    email = str(getattr(person, "email", "")) or person.get_username()
    names = (str(getattr(person, part, "") or "") for part in ("first_name", "last_name"))
    name = _flatten(" ".join(names)) or email
    return f"{_strip_angles(name)} <{_strip_angles(_flatten(email))}>"


def _flatten(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _strip_angles(text: str) -> str:
    return text.replace("<", "").replace(">", "")
