"""What the browser asks for in a chain of reasoning, as a step of its session."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.chain_values import read_dangers, read_dose, read_points, read_urgency
from sciatica_teach.errors import BadSubmission
from sciatica_teach.session.chains import ChainSession, ChainState, Result


def act_on_chain(session: ChainSession, state: ChainState, action: dict[str, Any]) -> Result:
    """Set the link that the action names. Raises what the session raises."""
    link, value = str(action.get("link")), action.get("value")
    match link:
        case "points":
            return session.plan_points(state, read_points(value))
        case "dangers":
            return session.plan_dangers(state, read_dangers(value))
        case "dose":
            return session.plan_dose(state, read_dose(value))
        case "referral":
            return session.plan_referral(state, read_urgency(value))
        case _:
            return session.choose(state, link, str(value or ""))


def read_seen(given: object) -> int:
    """How many commits the page knew of. Raises `BadSubmission`."""
    if not isinstance(given, int):
        raise BadSubmission("A commit says how many commits the page knew of.")
    return given
