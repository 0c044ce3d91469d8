"""What one may ask Queen for in the chat about code and repairs, as ``queryassist`` finds it."""

from __future__ import annotations

from devagent.permissions import REPORT_PERMISSION, VIEW_PERMISSION, VIEW_REPAIRS_PERMISSION
from devagent.skills.code import find_code
from devagent.skills.reports import offer_report, report_bug
from devagent.skills.runs import PERIODS, tell_production, tell_progress, tell_waiting
from devagent.skills.visible import list_names
from queryassist.chat_skills.records import Skill, Slot, SlotKind

_IN_PROJECT = "[in [the] project {project}]"
_REPORT = "(report|file|log|raise) [a|this|the|another|one] (bug|defect)"
_CODE = "(code|function|functions|class|classes|method|methods)"
_FIX = "[the|my|our] (fix|fixes|repair|repairs|run|runs) [number] [# {run}]"
_PROJECT = Slot(
    name="project", kind=SlotKind.NAME, meaning="name of the project, where one is named"
)

FIND_CODE = Skill(
    name="find_code",
    summary="find code by what it does",
    example="find the code that checks passwords",
    patterns=(
        (
            f"(find|show|locate|search|look for) [me] [the|a|all] {_CODE}"
            f" (that|which|for|of|to|where|about) {{text}} {_IN_PROJECT}"
        ),
        f"where is [the|a] {_CODE} (that|which|for|of|to|about) {{text}} {_IN_PROJECT}",
        f"where in [the|our] (code|codebase) (is|are|do|does|did) [we] {{text}} {_IN_PROJECT}",
        f"(which|what) {_CODE} {{text}} {_IN_PROJECT}",
    ),
    slots=(
        Slot(
            name="text",
            meaning="what the code does, in the words of the person",
            is_required=True,
        ),
        _PROJECT,
    ),
    permissions=(VIEW_PERMISSION,),
    answer=find_code,
    list_subjects=list_names,
)
REPORT_BUG = Skill(
    name="report_bug",
    summary="report a bug",
    example="report a bug: the total of a cart with a voucher is wrong",
    patterns=(
        f"[I (want|would like|need) to] {_REPORT}",
        f"{_REPORT} (in|for|on) [the] project {{project}} [:] {{text}}",
        f"{_REPORT} (in|for|on) {{project}} : {{text}}",
        f"{_REPORT} [:] {{text}}",
        (
            "(there is|I found|I have found|we have|found) [a|this|another] (bug|defect)"
            " [(in|for|on) [the] [project] {project}] : {text}"
        ),
    ),
    slots=(
        Slot(
            name="text",
            meaning="what is wrong, word by word as the person said it, a title in its first line",
        ),
        _PROJECT,
    ),
    permissions=(REPORT_PERMISSION,),
    answer=offer_report,
    act=report_bug,
    list_subjects=list_names,
)
FIX_PROGRESS = Skill(
    name="fix_progress",
    summary="see how fixes get on",
    example="how is the fix going?",
    patterns=(
        f"how (is|are) {_FIX} (going|doing|coming along|coming on|getting on|progressing)",
        f"how far (is|are) {_FIX}",
        f"(what is|what's) [the] (status|state|progress) of {_FIX}",
        f"(is|are) {_FIX} (done|ready|finished|there) [yet]",
    ),
    slots=(
        Slot(name="run", kind=SlotKind.NUMBER, meaning="number of the run, where one is named"),
    ),
    permissions=(VIEW_REPAIRS_PERMISSION,),
    answer=tell_progress,
    list_subjects=list_names,
)
WAITING_FOR_ME = Skill(
    name="waiting_for_me",
    summary="see which fixes wait for you",
    example="what is waiting for me?",
    patterns=(
        (
            "(what|what is|what's|is anything|is there anything|anything) [that is]"
            " (waiting|waits) (for|on) (me|my approval|my decision)"
        ),
        "(what|which fixes) (needs|need|awaits|await) my (approval|decision|attention|review)",
        "what (do|should|must) I [have to|need to] (approve|decide|review)",
    ),
    permissions=(VIEW_REPAIRS_PERMISSION,),
    answer=tell_waiting,
    list_subjects=list_names,
)
PRODUCTION = Skill(
    name="production_changes",
    summary="see what changed in production",
    example="what changed in production this week?",
    patterns=(
        (
            "what [has|was|have|is] [been] (changed|deployed|released|applied|shipped|new)"
            " (in|to|on) production [{period}]"
        ),
        (
            "(which|what) fixes (were|have been|went|are) [applied|deployed|live]"
            " (in|to|into|on) production [{period}]"
        ),
    ),
    slots=(
        Slot(
            name="period",
            kind=SlotKind.CHOICE,
            choices=PERIODS,
            meaning=f"one of: {', '.join(PERIODS)}",
        ),
    ),
    permissions=(VIEW_REPAIRS_PERMISSION,),
    answer=tell_production,
    list_subjects=list_names,
)
SKILLS = (FIND_CODE, REPORT_BUG, FIX_PROGRESS, WAITING_FOR_ME, PRODUCTION)
