"""Look-ups: projects, and their files ready to be searched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from devagent.exceptions import NotIndexed, ProjectUnknown, RunUnknown
from devagent.index.packing import PackedFile
from devagent.index.parsing import VERSION
from devagent.index.search.corpus import Corpus
from devagent.models import Blob, Project, RepairRun, Snapshot
from devagent.models.projects import ProjectQuerySet

_BATCH = 500
_MOST_CORPORA = 3
_MOST_FILES = 10_000

Key = tuple[str, str]


def list_projects() -> ProjectQuerySet:
    """Return the projects that operators added."""
    return Project.objects.filter(is_temporary=False)


def get_project(name: str = "") -> Project:
    """Return the project of this name, or the only one; raises ProjectUnknown."""
    names = list(list_projects().values_list("name", flat=True))
    if not names:
        raise ProjectUnknown("There is no project yet: add one by manage.py add_project.")
    if not name and len(names) > 1:
        raise ProjectUnknown(f"Say which project by --project: {', '.join(names)}.")
    project = list_projects().filter(name=name or names[0]).first()
    if project is None:
        raise ProjectUnknown(f"There is no project “{name}”; known are: {', '.join(names)}.")
    return project


def list_runs(person_pk: int | None) -> QuerySet[RepairRun]:
    """Return the runs of repair of the projects that a person may see."""
    visible = list_projects().visible_to(person_pk)
    runs = RepairRun.objects.filter(report__project__in=visible)
    return runs.select_related("report__project").defer("spectrum")


def get_run(pk: int, *, locked: bool = False) -> RepairRun:
    """Return a run of repair, its row locked where that is asked for; raises RunUnknown."""
    runs = RepairRun.objects.select_related("report__project", "proposed")
    if locked:
        runs = runs.select_for_update(of=("self",))
    run = runs.filter(pk=pk).first()
    if run is None:
        raise RunUnknown
    return run


def get_snapshot(project: Project) -> Snapshot:
    """Return the files of the project as they were indexed last; raises NotIndexed."""
    snapshot = Snapshot.objects.filter(project=project).first()
    if snapshot is None or snapshot.parser_version != VERSION:
        what = "no index yet" if snapshot is None else "an index of an earlier version of Queen"
        raise NotIndexed(f"{project} has {what}: run manage.py reindex_codebase {project.name}.")
    return snapshot


def get_corpus(project: Project) -> Corpus:
    """Return the files of the project's last snapshot, ready to be searched; raises NotIndexed."""
    return read_corpus(get_snapshot(project))


def read_corpus(snapshot: Snapshot) -> Corpus:
    """Return the files of a snapshot, ready to be searched."""
    return _CACHE.find(snapshot)


class _Cache:
    """Corpora and parsed files of this process; rows of blobs never change, so none gets stale."""

    def __init__(self) -> None:
        self._corpora: OrderedDict[str, Corpus] = OrderedDict()
        self._files: OrderedDict[Key, PackedFile] = OrderedDict()

    def find(self, snapshot: Snapshot) -> Corpus:
        key = snapshot.fingerprint
        if key not in self._corpora:
            self._corpora[key] = Corpus(self._read(snapshot))
        self._corpora.move_to_end(key)
        while len(self._corpora) > _MOST_CORPORA:
            self._corpora.popitem(last=False)
        return self._corpora[key]

    def _read(self, snapshot: Snapshot) -> Iterator[tuple[str, PackedFile]]:
        files = [one for one in snapshot.list_files() if not one.facts.reason]
        keys = [(one.blob, one.language) for one in files]
        self._load([key for key in keys if key not in self._files])
        for one, key in zip(files, keys, strict=True):
            yield one.path, self._files[key]
            self._files.move_to_end(key)
        while len(self._files) > _MOST_FILES:
            self._files.popitem(last=False)

    def _load(self, keys: Sequence[Key]) -> None:
        for start in range(0, len(keys), _BATCH):
            hashes = {blob for blob, _ in keys[start : start + _BATCH]}
            rows = Blob.objects.filter(parser_version=VERSION, blob__in=hashes, reason="")
            for blob, language, parsed in rows.values_list("blob", "language", "parsed"):
                self._files[blob, language] = PackedFile(bytes(parsed))


_CACHE = _Cache()
