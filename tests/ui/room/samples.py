"""States of a live room as its pages receive them."""

from __future__ import annotations

from typing import Any

OPTIONS = [
    {"id": "toe", "text": "Weak great-toe extension"},
    {"id": "knee", "text": "Normal knee jerk"},
    {"id": "inversion", "text": "Normal foot inversion"},
]
LEGEND = "Which finding speaks most for the fifth lumbar root, and against the common fibular nerve?"


def make_phone(phase: str = "voting", *, vote: int = 1, **more: Any) -> dict[str, Any]:
    """What a phone receives; with a question unless `question` says otherwise."""
    state = {
        "id": f"vote-{vote}", "legend": LEGEND, "hint": "Choose one.", "many": False, "options": OPTIONS,
        "submit": {"label": "Send my answer", "action": {"verb": "vote"}},
    }
    said = {"voting": "Choose, then send your answer.", "closed": "The vote is closed. Look at the wall."}
    question = {"part": "choice", "state": state} if phase == "voting" else None
    return {
        "version": 3, "phase": phase, "title": "Monday, second year", "vote": vote, "closes_at": None,
        "question": question, "own": None, "said": said.get(phase, "The first question comes soon."), **more,
    }


def make_votes() -> list[dict[str, Any]]:
    texts = [one["text"] for one in OPTIONS]
    first = [("B", texts[1], 14, 0.47, "unsafe", "Can hurt the patient"), ("A", texts[0], 12, 0.4, "right", "Right"),
             ("C", texts[2], 4, 0.13, "plain", "")]
    second = [("B", texts[1], 3, 0.1, "unsafe", "Can hurt the patient"), ("A", texts[0], 25, 0.83, "right", "Right"),
              ("C", texts[2], 2, 0.07, "plain", "")]
    names = ("badge", "text", "n", "share", "tone", "word")
    return [
        {"number": number, "count": 30, "rows": [dict(zip(names, row, strict=True)) for row in rows]}
        for number, rows in ((1, first), (2, second))
    ]


def make_belief() -> dict[str, Any]:
    shares = (("l5-disc", "Disc prolapse at L5", (0.4, 0.62, 0.71), (0.5, 0.66, 0.8)),
              ("stenosis", "Lumbar stenosis", (0.35, 0.22, 0.14), (0.3, 0.2, 0.1)),
              ("deep-gluteal", "Deep gluteal syndrome", (0.25, 0.16, 0.15), (0.2, 0.14, 0.1)))
    said = ("To begin with", "Pain below the knee", "Straight leg raise: positive at 40°")
    steps = [
        {"said": words, "class": {cause: mine[n] for cause, _, mine, _ in shares},
         "half": {cause: [mine[n] - 0.1, mine[n] + 0.1] for cause, _, mine, _ in shares},
         "reference": {cause: theirs[n] for cause, _, _, theirs in shares},
         "band": {cause: [theirs[n] - 0.08, theirs[n] + 0.08] for cause, _, _, theirs in shares}}
        for n, words in enumerate(said)
    ]
    return {"causes": [{"id": cause, "name": name} for cause, name, _, _ in shares], "steps": steps}


ACTIONS = {
    "lobby": [("pose", "Ask the next question", True)],
    "voting": [("close-vote", "Close the vote", True)],
    "closed": [("vote-again", "Vote again", True), ("reveal", "Reveal", False)],
    "revealed": [("twin", "Ask a twin question", True)],
}
END = {"label": "End the room", "action": {"verb": "end"}, "primary": False, "confirm": "End the room for everybody?"}


def make_wall(phase: str = "voting", **more: Any) -> dict[str, Any]:
    """What the wall receives: without a result unless `result` brings one."""
    options = [{"badge": badge, "text": one["text"]} for badge, one in zip("ABC", OPTIONS, strict=True)]
    actions = [{"label": label, "action": {"verb": verb}, "primary": main} for verb, label, main in ACTIONS[phase]]
    return {
        "version": 3, "phase": phase, "title": "Monday, second year", "code": "KRAN47",
        "address": "192.168.1.20:8866/join", "qr": "/host/KRAN47/qr.svg?for=join",
        "question": {"legend": LEGEND, "options": options} if phase != "lobby" else None, "voted": 23, "phones": 31,
        "closes_at": None, "result": None, "case": None, "actions": [*actions, END], **more,
    }


def make_result(**more: Any) -> dict[str, Any]:
    return {
        "votes": make_votes(), "right_text": "Weak great-toe extension", "belief": None,
        "feedback": ["The great toe is lifted by L5 through the deep fibular nerve.",
                     "The knee jerk is of L4, so a normal one tells nothing between these two."], **more,
    }


PATIENT = {
    "name": "Marek, 42", "opening": "It shoots down my leg when I cough.",
    "known": [
        {"asked": "Numb between the legs?", "said": "No."}, {"asked": "Below the knee?", "said": "Yes, into the foot."},
    ],
}


def make_remote(phase: str = "closed", **more: Any) -> dict[str, Any]:
    return {
        **make_wall(phase), "result": make_result(votes=make_votes()[:1]),
        "advice": {"kind": "discuss", "words": "40 % are right: let neighbours discuss, then vote again."},
        "plan": [{"index": 0, "title": "Root or nerve", "kind": "question", "done": True},
                 {"index": 1, "title": "Marek: what do you believe?", "kind": "belief", "done": False}],
        "asks": [{"id": "saddle", "ask": "Numb between the legs?", "safety": True, "must": True}],
        "notes": {"right_text": "Weak great-toe extension", "feedback": ["The great toe is lifted by L5."],
                  "sources": [{"citation": "A textbook of the lumbar spine", "href": "https://example.org/"}]},
        **more,
    }


def make_summary(**more: Any) -> dict[str, Any]:
    belief = make_belief()
    return {
        "title": "Monday, second year", "intro": "2 questions, 60 votes.", "shares_from": 5,
        "unsafe": [{"number": 1, "title": "Root or nerve", "words": "Vote 1: 14 of 30 answers can hurt the patient."}],
        "met": [{"belief": "A normal knee jerk speaks for L5.", "correction": "It is of L4.", "words": "14 of 30.",
                 "sources": [{"citation": "A textbook", "href": "https://example.org/", "reading": "read in full"}]}],
        "polls": [{"number": 1, "title": "Root or nerve", "kind": "question", "edited": "", "votes": make_votes(),
                   "shift": "Right: 40 % at first, 83 % at last.", "right_text": "Great-toe extension", "why": ""}],
        "paths": [{"patient": "Marek, 42", **belief}], **more,
    }
