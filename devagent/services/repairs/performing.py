"""Does the work of one stage, whoever was told of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from django.utils import timezone

from claude.exceptions import ClaudeError
from devagent.exceptions import DevagentError, StageLost
from devagent.services.repairs import (
    analysing,
    claude_fixing,
    locating,
    ranking,
    reproducing,
    reverting,
    templating,
    testing,
)
from devagent.services.repairs.stages import (
    Clock,
    Keeper,
    Outcome,
    claim_stage,
    fail,
    kept,
    settle,
)
from devagent.transitions import Kind
from sandbox.exceptions import SandboxError, SandboxStopped
from sandbox.stopping import stopped_by

_WORK: Mapping[Kind, Callable[[Keeper], Outcome]] = {
    Kind.ANALYSE: analysing.analyse,
    Kind.REPRODUCE: reproducing.reproduce,
    Kind.LOCATE: locating.locate,
    Kind.REVERT: reverting.make_reverts,
    Kind.TEMPLATE: templating.make_templates,
    Kind.CLAUDE: claude_fixing.make_fixes,
    Kind.TEST: testing.test_candidate,
    Kind.RANK: ranking.rank_candidates,
}
_BROKE_OFF = "It broke off; the log says why."

logger = logging.getLogger(__name__)


def run_stage(*, stage_id: int, clock: Clock = timezone.now) -> bool:
    """Claim a stage and do its work; return whether there was something to do.

    What fails is tried again as long as it may help, and is noted in the row in any case.
    """
    claim = claim_stage(stage_id=stage_id, now=clock())
    if claim is None:
        return False
    try:
        with kept(claim, clock) as keeper, stopped_by(keeper.is_lost):
            outcome = _WORK[claim.kind](keeper)
        settle(claim, outcome, now=clock())
    except (StageLost, SandboxStopped):
        logger.info("Stage %s was taken away while it ran.", stage_id)
    except (DevagentError, SandboxError, ClaudeError) as error:
        fail(claim, str(error), now=clock(), may_retry=not error.permanent)
    except Exception:
        logger.exception("Stage %s broke off.", stage_id)
        fail(claim, _BROKE_OFF, now=clock(), may_retry=True)
    except BaseException:  # the worker ends: another one may go on at once
        fail(claim, _BROKE_OFF, now=clock(), may_retry=True)
        raise
    return True
