"""A small book of choices and a chain in its three states: being built, caught, judged."""

from __future__ import annotations

from typing import Any

State = dict[str, Any]


def _point(code: str, pinyin: str, han: str, english: str, region: str, *also: str) -> State:
    return {"id": code.lower(), "code": code, "pinyin": pinyin, "han": han, "english": english, "region": region,
            "also": list(also)}


def _options(**names: str) -> list[State]:
    return [{"id": key.replace("_", "-"), "name": name} for key, name in names.items()]


BOOK: State = {
    "links": {
        "cause": {"name": "Cause", "ask": "What causes this pain?", "options": _options(
            lumbar_disc="Lumbar disc herniation with root pain", facet_referred="Facet joint pain, referred",
            deep_gluteal="Deep gluteal syndrome")},
        "mechanism": {"name": "Mechanism", "ask": "How does it come about?", "options": _options(
            root_inflamed="A root that is pressed and inflamed", muscle_guard="Muscles that guard")},
        "target": {"name": "Target", "ask": "What is to be reached?", "options": _options(
            root_segment="The segment of the root", gluteal_muscle="The muscles of the buttock")},
        "technique": {"name": "Technique", "ask": "With what?", "options": [
            {"id": "manual-local", "name": "Manual acupuncture at the site", "kind": "needle"},
            {"id": "education", "name": "Education and exercise", "kind": "active"},
            {"id": "referral", "name": "Referral", "kind": "referral"}]},
        "points": {"name": "Points", "ask": "Where, how deep, which way?", "hint": "A blank field is no answer."},
        "dangers": {"name": "Dangers", "ask": "What can go wrong with this plan?", "hint": "Also what is missed."},
        "dose": {"name": "Dose", "ask": "How often, and when do you look back?", "options": _options(
            stop_or_refer="Stop, or refer", go_on="Go on as before", stronger="Go on, stronger")},
        "referral": {"name": "How fast", "ask": "How fast is the patient sent?", "options": _options(
            routine="By letter, within weeks", emergency="Emergency department, now")},
    },
    "points": [
        _point("BL25", "Dàchángshū", "大肠俞", "Large Intestine Shu", "low back"),
        _point("BL23", "Shènshū", "肾俞", "Kidney Shu", "low back"),
        _point("GB30", "Huántiào", "环跳", "Jumping Circle", "buttock", "環跳"),
        _point("GB34", "Yánglíngquán", "阳陵泉", "Yang Mound Spring", "leg", "陽陵泉"),
        *(_point(f"EX{number}", f"Míng {number}", "名", f"Name {number}", "hand") for number in range(1, 10)),
    ],
    "angles": [{"id": "perpendicular", "name": "straight in"}, {"id": "towards-midline", "name": "to the midline"},
               {"id": "away-from-midline", "name": "away from the midline"}],
    "limits": {
        "depth": {"low": 0.1, "high": 10, "step": 0.1}, "visits": {"low": 1, "high": 30, "step": 1},
        "per_week": {"low": 0.5, "high": 5, "step": 0.5}, "review_at": {"low": 1, "high": 30, "step": 1},
    },
    "dangers": [
        {"id": "nerve", "name": "A nerve is hit", "options": [
            {"id": "stop", "text": "Stop at a shock, withdraw, and ask what was felt"},
            {"id": "chase", "text": "Go on until the shock reaches the foot"}]},
        {"id": "faint", "name": "The patient faints", "options": [
            {"id": "lying", "text": "Needle lying down, after food and rest"},
            {"id": "ignore", "text": "Nothing: it passes by itself"}]},
    ],
}
NOTHING: State = {"cause": "", "mechanism": "", "target": "", "technique": "", "points": [], "dangers": {}, "dose": {},
                  "referral": ""}
POINT: State = {"point": "gb30", "depth_cun": 1.2, "angle": "perpendicular"}
DOSE: State = {"visits": 8, "per_week": 2, "review_at": 5, "unchanged": "stop-or-refer"}
WHOLE: State = {**NOTHING, "cause": "lumbar-disc", "mechanism": "root-inflamed", "target": "root-segment",
                "technique": "manual-local", "points": [POINT], "dangers": {"nerve": "stop"}, "dose": DOSE}
SOURCES: State = {"common": {"id": "common", "citation": "Common point books.", "says": "Depths.", "reading": "whole",
                             "href": "", "caution": ""}}
WHY: State = {"text": "The nerve lies under this point.", "mark": "taught", "sources": ["common"], "conflict": ""}
BUILT: State = {
    "subject": "chain/ilir/1", "id": "chain/ilir/1", "title": "Your chain", "hint": "Link by link.", "round": 0,
    "chain": NOTHING, "harms": None, "mended": [], "grades": None, "open": None, "locked": False,
    "submit": {"label": "Commit the chain", "note": "Nothing is judged before.", "action": {"verb": "commit"}},
}
CAUGHT: State = {**BUILT, "round": 1, "chain": WHOLE, "open": ["points"], "harms": {
    "points": ["GB30 is not for this patient."]}}


def _grade(tone: str, word: str, **more: Any) -> State:
    return {"tone": tone, "word": word, "score": "1 of 1", "told": "Said.", "lines": [], "claims": [WHY], "also": [],
            "right": tone == "right", "rule": "", **more}


JUDGED: State = {
    **BUILT, "chain": WHOLE, "locked": True, "arrive": True,
    "summary": {"tone": "unsafe", "text": "Failed on safety. Marked: 4 of 7."},
    "open": ["technique", "points"], "sources": SOURCES,
    "grades": {
        "cause": _grade("right", "Fits"), "mechanism": _grade("right", "Fits"),
        "target": _grade("info", "Follows from your own link", shape="follows", score="0.5 of 1"),
        "technique": _grade(
            "caution", "Does not fit", shape="wrong", score="0 of 1", also=["Education and exercise", "Referral"]),
        "points": _grade("unsafe", "Would harm this patient", score="0 of 1", claims=[], lines=[
            {"tone": "unsafe", "word": "GB30", "verdict": "Would harm this patient", "claims": [WHY],
             "text": "Deeper than any book prints."}]),
        "dangers": _grade("caution", "Partly right", shape="partly", score="0.5 of 1"),
        "dose": _grade("right", "Fits"),
    },
}
