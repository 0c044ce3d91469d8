"""Components of public React packages, as npm has them, are found by what they do."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from devagent.services.indexing import index_folder
from devagent.services.searching import find_by_description

_TIMEOUT_S = 120
_FIRST = 5
# Described in words of our own, without a look at what the files say.
_BLUEPRINT = {
    "ask for confirmation with a confirm and a cancel button": "alert/alert.tsx",
    "trail of links that collapse into a menu when there is no room": "breadcrumbs/breadcrumbs.tsx",
    "show and hide content with an animated height": "collapse/collapse.tsx",
    "panel that slides in from an edge of the screen": "drawer/drawer.tsx",
    "text that becomes an input when it is clicked": "editable-text/editableText.tsx",
    "choose a file to upload": "forms/fileInput.tsx",
    "number field with buttons to increment and decrement": "forms/numericInput.tsx",
    "choose one of several radio options": "forms/radioGroup.tsx",
    "list the keyboard shortcuts in a dialog": "hotkeys/hotkeysDialog2.tsx",
    "bar that shows how far a task has come": "progress-bar/progressBar.tsx",
    "slider with two handles for a range of numbers": "slider/rangeSlider.tsx",
    "loading indicator that spins": "spinner/spinner.tsx",
    "enter several values as removable tags": "tag-input/tagInput.tsx",
    "message that disappears after a timeout": "toast/toast.tsx",
    "hierarchy of nodes that expand and collapse": "tree/tree.tsx",
}
_DAY_PICKER = {
    "button that goes to the next month": "components/NextMonthButton.tsx",
    "choose the year from a dropdown": "components/YearsDropdown.tsx",
    "caption of a month": "components/MonthCaption.tsx",
    "number of the week at the start of a row": "components/WeekNumber.tsx",
    "names of the weekdays in the head of the grid": "components/Weekdays.tsx",
    "select a range of dates": "selection/useRange.tsx",
    "select several days": "selection/useMulti.tsx",
    "arrow icon": "components/Chevron.tsx",
}


def fetch(package: str, folder: Path) -> Path:
    """Return the folder of a package's sources; skip where npm's registry is out of reach."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    command = ["npm", "pack", "--silent", "--ignore-scripts", package]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_TIMEOUT_S)
    except subprocess.SubprocessError as error:
        pytest.skip(f"{package} could not be had of npm's registry: {error}")
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package" / "src"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("package", "described", "least"),
    [
        pytest.param("@blueprintjs/core@5.10.0", _BLUEPRINT, 13, id="blueprint"),
        pytest.param("react-day-picker@9.4.0", _DAY_PICKER, 6, id="day-picker"),
    ],
)
def test_components_are_found_by_what_they_do(
    tmp_path: Path, package: str, described: dict[str, str], least: int
) -> None:
    project = index_folder(path=fetch(package, tmp_path))

    missed = {}
    for text, path in described.items():
        found = [one.path for one in find_by_description(project=project, text=text, limit=_FIRST)]
        if not any(one.endswith(path) for one in found):
            missed[text] = found

    assert len(described) - len(missed) >= least, missed
