"""States for every part, as the views would give them."""

from __future__ import annotations

from typing import Any

State = dict[str, Any]
SUBJECT = "case/l5-disc"
CERTAINTY = {"ask": True, "legend": "How sure are you?", "rule": "Right earns +1, +2 or +3; wrong costs 0, 2 or 6.",
             "labels": {"1": "guessing", "2": "fairly sure", "3": "sure"}}


def make(part: str, **changes: Any) -> State:
    """The sample state of `part`, with changes."""
    return {"subject": SUBJECT, "id": part, **SAMPLES[part], **changes}


OPTIONS = [
    {"id": "toe", "text": "Weak great-toe extension"},
    {"id": "inversion", "text": "Normal foot inversion and hip abduction"},
    {"id": "knee", "text": "Normal knee jerk"},
    {"id": "slr", "text": "Pain on straight leg raise"},
]
CHOICE_VERDICTS = {
    "toe": {"right": False, "chosen": True, "feedback":
            "Both lesions weaken it: the deep fibular nerve carries mostly L5 to extensor hallucis longus."},
    "inversion": {"right": True, "chosen": False, "feedback":
                  "Tibialis posterior and gluteus medius are L5 muscles that do not pass the fibular neck."},
    "knee": {"right": False, "chosen": False, "feedback": "Tests L3 to L4: normal in both."},
    "slr": {"right": False, "chosen": False, "feedback": "Favours the root, not the nerve."},
}
STEPS = [
    {"id": "screen", "text": "Ask the safety questions"},
    {"id": "neuro", "text": "Test strength, reflexes and feeling"},
    {"id": "raise", "text": "Raise the straight leg"},
    {"id": "plan", "text": "Agree on a plan and a safety net"},
]
LINKS = [
    {"id": "target", "asks": "What is treated?", "options": [
        {"id": "target:root", "text": "The pressed root itself"},
        {"id": "target:segment", "text": "The segment and the muscles that hold it"},
        {"id": "target:disc", "text": "The disc"}]},
    {"id": "technique", "asks": "With what?", "options": [
        {"id": "technique:cups", "text": "Cups on the calf"},
        {"id": "technique:needle", "text": "Needles beside the spine, at the shallow end"},
        {"id": "technique:nothing", "text": "Nothing"}]},
    {"id": "look", "asks": "When do you look back?", "options": [
        {"id": "look:four", "text": "After four visits"}, {"id": "look:never", "text": "When the patient asks"},
        {"id": "look:first", "text": "After the first"}]},
]
FOUND = [
    {"name": "Power", "rows": [
        {"what": "Foot inversion (tibialis posterior)", "found": "5 of 5", "changed": False},
        {"what": "Ankle dorsiflexion (tibialis anterior)", "found": "2 of 5", "changed": True}]},
    {"name": "Feeling", "rows": [
        {"what": "Upper outside of the leg", "found": "normal", "changed": False},
        {"what": "Top of the foot", "found": "reduced", "changed": True}]},
    {"name": "Reflex", "rows": [{"what": "Ankle jerk", "found": "normal", "changed": False}]},
]
SITES = [
    {"id": "l5-root", "text": "L5 nerve root"}, {"id": "sciatic", "text": "Sciatic nerve"},
    {"id": "fibular-neck", "text": "Common fibular nerve at the neck of the fibula"},
    {"id": "deep-fibular", "text": "Deep fibular nerve"},
]
PROMPTS = [
    {"id": "ankle", "text": "Ankle jerk"}, {"id": "knee", "text": "Knee jerk"},
    {"id": "toe", "text": "Lifting the big toe against the examiner's finger, with the heel on the bench"},
]
PARTNERS = [
    {"id": "p", "text": "L5"}, {"id": "q", "text": "S1"}, {"id": "r", "text": "L1"},
    {"id": "s", "text": "L4, with a share of L3, through the femoral nerve and the front of the thigh"},
]
PAIR_VERDICTS = {
    "ankle": {"right": True, "chosen": True, "feedback": "The calf is S1."},
    "knee": {"right": False, "chosen": True, "feedback": "You put it to “L5”; it belongs to “L4”."},
    "toe": {"right": False, "chosen": False, "feedback": "It belongs to “L5”."},
}
SHIFT_SEEN = {"locked": True, "legend": "Lumbar disc", "yours": 60, "reference": 44.1, "band": [36.2, 53.0], "words": {
    "before": "24 %", "yours": "60 %", "reference": "44 %", "band": "36 % to 53 %"}}
CAUSES = [
    {"id": "disc", "name": "Disc herniation with root pain", "short": "Disc, root pain"},
    {"id": "gluteal", "name": "Deep gluteal syndrome", "short": "Deep gluteal"},
    {"id": "facet", "name": "Facet joint pain, referred", "short": "Facet, referred"},
    {"id": "stenosis", "name": "Lumbar spinal stenosis", "short": "Stenosis"},
    {"id": "hip", "name": "Osteoarthritis of the hip", "short": "Hip osteoarthritis"},
    {"id": "sij", "name": "Sacroiliac joint pain", "short": "Sacroiliac joint"},
    {"id": "fibular", "name": "Common fibular neuropathy", "short": "Fibular nerve"},
    {"id": "pad", "name": "Peripheral arterial disease", "short": "Arterial disease"},
]
SOURCES = [
    {"id": "vroomen-2002", "citation": "Vroomen PCAJ et al. J Neurol Neurosurg Psychiatry 2002;72:630-634.",
     "says": "Signs and symptoms against MRI in 274 patients.", "reading": "read as an abstract",
     "href": "https://doi.org/10.1136/jnnp.72.5.630", "caution": "Hospital patients, so milder cases are missing."},
]
QUESTIONS = [
    {"topic": "The pain", "questions": [
        {"id": "worse", "ask": "What makes it worse?", "cost": "1 min", "asked": True, "value": "present", "how": [],
         "words": "“Sitting, and when I sneeze I nearly go through the roof.”", "positive": "", "came": "unasked",
         "note": "Well worth asking here."},
        {"id": "ease", "ask": "Does it ease when you stand still after walking?", "cost": "1 min", "asked": False,
         "words": "", "value": "", "how": [], "positive": ""},
    ]},
    {"topic": "Safety", "questions": [
        {"id": "saddle", "ask": "Any change in bladder, bowel or feeling between the legs?", "cost": "safety · free",
         "asked": False, "words": "", "value": "", "how": [], "positive": ""},
    ]},
    {"topic": "Leg raises", "questions": [
        {"id": "slr", "ask": "Straight leg raise", "cost": "2 min", "asked": True, "value": "present",
         "words": "Pain shoots below the knee at 40 degrees.", "positive": "Leg pain between 30 and 70 degrees.",
         "how": ["Lay the patient flat.", "Raise the straight leg by the heel."]},
    ]},
]
BLOCKS = [
    {"type": "bodymap", "side": "right", "regions": ["buttock", "lateral-thigh", "lateral-leg", "big-toe"], "text":
     "Pain from the right buttock down the outside of the leg to the big toe."},
    {"type": "text", "text": "Five weeks of pain from the right buttock down the outside of the leg. He points along "
     "it with one finger, and says the big toe feels “wrapped in wool”."},
    {"type": "facts", "items": [["Clock", "6 of 20 min"], ["Asked", "4 questions"], ["Safety screen", "complete"]]},
    {"type": "text", "text": "“It's worse every time I sit in the van.”", "quote": True},
    {"type": "claim", "text": "Pain below the knee makes root pain more likely.", "mark": "measured",
     "sources": SOURCES, "conflict": ""},
    {"type": "claim", "text": "Sneezing raises the pressure around the root.", "mark": "taught", "sources": SOURCES,
     "conflict": "Two studies found no difference; one did."},
    {"type": "list", "items": ["Age 38", "No fever", "No weight loss"]},
    {"type": "verdicts", "items": [
        {"tone": "right", "word": "Right.", "text": "You asked about the bladder first."},
        {"tone": "unsafe", "word": "Unsafe.", "text": "Saddle feeling was not asked.", "note": "It takes ten seconds."},
        {"tone": "caution", "word": "Careful.", "text": "Two tests measure the same thing."},
        {"tone": "info", "word": "Note.", "text": "The clock stops for safety questions."}]},
    {"type": "table", "caption": "Likelihood ratios for root pain", "head": ["Finding", "LR+", "LR−"],
     "numeric": [1, 2], "rows": [["Straight leg raise", "1.2", "0.5"], ["Crossed straight leg raise", "4.3", "0.8"]]},
    {"type": "progress", "value": 7, "of": 20, "label": "Question 7 of 20"},
    {"type": "links", "items": [
        {"href": "?case=next", "title": "“My leg goes to sleep”", "text": "Case 4", "meta": "About 15 minutes",
         "tone": "plain"},
        {"href": "?quiz=roots", "title": "Roots and nerves", "text": "Quiz", "meta": "Done", "tone": "right"}]},
    {"type": "details", "summary": "A hint", "blocks": [
        {"type": "text", "text": "Think of the L5 muscles above the knee."}]},
    {"type": "field", "id": "code", "label": "Resume code", "hint": "Eight letters.", "placeholder": "ABCD-EFGH",
     "submit": {"label": "Go on", "verb": "resume"}},
    {"type": "buttons", "items": [
        {"label": "Erase my record", "action": {"verb": "erase"}, "confirm": "This cannot be undone."},
        {"label": "Next question", "action": {"verb": "next"}, "primary": True}]},
]
NEWER_BLOCKS = [
    {"type": "heading", "text": "What was missed"},
    {"type": "marks"},
    {"type": "verdicts", "items": [
        {"tone": "right", "word": "Recommended", "text": "Advice to stay active", "note": "It shortens the episode.",
         "mark": "measured", "sources": SOURCES},
        {"tone": "plain", "word": "Absent:", "text": "Night pain", "note": "“No, I sleep.”"},
        {"tone": "unsafe", "word": "Harmful", "text": "Deep needling of the calf today", "note": "Not before the clot "
         "is excluded.", "mark": "opinion", "sources": [], "conflict": "One guideline is silent about it."}]},
    {"type": "links", "items": [
        {"href": "?quiz=roots", "title": "Roots and nerves", "text": "Quiz", "tone": "right",
         "action": {"verb": "open", "quiz": "roots"}}]},
    {"type": "report", "summary": "Report", "text": "sciatica-teach 1.0\nZeroDivisionError: division by zero"},
    {"type": "buttons", "items": [
        {"label": "Play this case again", "action": {"verb": "again"}, "confirm": "Start from the beginning?"},
        {"label": "All cases", "action": {"verb": "menu"}, "primary": True}]},
]
NODES = [
    {"id": "l5-root", "name": "L5 nerve root", "short": "L5", "kind": "root", "place": [290, 44], "from": [],
     "sciatic": False, "label": "above", "region": "Roots", "line": "other", "weight": 4},
    {"id": "s1-root", "name": "S1 nerve root", "short": "S1", "kind": "root", "place": [430, 44], "from": [],
     "sciatic": False, "label": "above", "region": "Roots", "line": "other", "weight": 4},
    {"id": "sciatic", "name": "Sciatic nerve", "short": "Sciatic", "kind": "nerve", "place": [385, 300],
     "from": ["l5-root", "s1-root"], "sciatic": True, "label": "left", "region": "Thigh", "line": "sciatic",
     "weight": 7.9},
    {"id": "tibial", "name": "Tibial nerve", "short": "Tibial", "kind": "nerve", "place": [290, 640],
     "from": ["sciatic"], "sciatic": True, "label": "left", "region": "Leg", "line": "tibial", "weight": 5},
    {"id": "common-fibular", "name": "Common fibular nerve", "short": "Common fibular", "kind": "nerve",
     "place": [490, 640], "from": ["sciatic"], "sciatic": True, "label": "right", "region": "Leg", "line": "fibular",
     "weight": 5},
    {"id": "sural", "name": "Sural nerve", "short": "Sural", "kind": "nerve", "place": [400, 870],
     "from": ["tibial", "common-fibular"], "sciatic": True, "label": "below", "region": "Leg", "line": "sural",
     "weight": 2.5},
    {"id": "piriformis", "name": "Sciatic nerve at piriformis", "short": "Piriformis", "kind": "span",
     "place": [385, 200], "from": [], "sciatic": True, "label": "left", "region": "Thigh", "line": "muscle",
     "weight": 0, "reach": 0},
]
MUSCLES = [
    {"id": "gluteus-medius", "name": "Gluteus medius", "movement": "hip abduction", "where": "hip"},
    {"id": "tibialis-posterior", "name": "Tibialis posterior", "movement": "foot inversion", "where": "leg"},
    {"id": "extensor-hallucis-longus", "name": "Extensor hallucis longus", "movement": "great-toe extension",
     "where": "leg"},
    {"id": "gastrocnemius", "name": "Gastrocnemius", "movement": "ankle plantarflexion", "where": "leg"},
]
FIELD_IDS = (
    "anterior-thigh", "lateral-thigh", "medial-thigh", "posterior-thigh", "medial-leg", "upper-lateral-leg",
    "lower-lateral-leg", "posterior-calf", "foot-dorsum", "first-web-space", "lateral-foot", "heel", "medial-sole",
    "lateral-sole", "saddle",
)
FIELDS = [
    {"id": field, "name": field.replace("-", " ").capitalize(), "where": "a hand's breadth of skin"}
    for field in FIELD_IDS
]
LOSS_VERDICTS = {
    "gluteus-medius": {"right": False, "chosen": True, "feedback": "Its nerve leaves above the lesion."},
    "tibialis-posterior": {"right": False, "chosen": False, "feedback": ""},
    "extensor-hallucis-longus": {"right": True, "chosen": True, "feedback": "L5 by the deep fibular nerve."},
    "gastrocnemius": {"right": False, "chosen": False, "feedback": ""},
    **{field["id"]: {"right": False, "chosen": False, "feedback": ""} for field in FIELDS},
    "upper-lateral-leg": {"right": True, "chosen": True, "feedback": ""},
    "foot-dorsum": {"right": True, "chosen": False, "feedback": "The superficial fibular nerve feels it."},
    "heel": {"right": False, "chosen": True, "feedback": "The tibial nerve feels it."},
    "ankle-jerk": {"right": False, "chosen": False, "feedback": ""},
}
LOSS_VALUES = {
    "gluteus-medius": "5", "tibialis-posterior": "5", "extensor-hallucis-longus": "1", "gastrocnemius": "5",
    **{field["id"]: "normal" for field in FIELDS}, "upper-lateral-leg": "reduced", "foot-dorsum": "lost",
    "ankle-jerk": "normal",
}
LOSSES_LOCKED: State = {
    "locked": True, "chosen": ["gluteus-medius", "extensor-hallucis-longus", "upper-lateral-leg", "heel"],
    "verdicts": LOSS_VERDICTS, "values": LOSS_VALUES,
}
STRUCTURES = [
    {"id": "sciatic", "name": "Sciatic nerve", "group": "nerves", "kind": "Nerve"},
    {"id": "tibial", "name": "Tibial nerve", "group": "nerves", "kind": "Nerve"},
    {"id": "common-fibular", "name": "Common fibular nerve", "group": "nerves", "kind": "Nerve", "also": "peroneal"},
    {"id": "femur", "name": "Femur", "group": "bones", "kind": "Bone"},
    {"id": "obturator", "name": "Obturator nerve", "group": "nerves", "kind": "Nerve"},
    {"id": "gb30", "name": "GB30 Huantiao 環跳", "group": "points", "kind": "Needle point"},
]
SCENE_CARDS = {
    structure["id"]: {"eyebrow": structure["kind"], "title": structure["name"], "blocks": [
        {"type": "claim", "text": f"Beware of the {structure['name'].lower()}.", "mark": "taught",
         "sources": ["vroomen-2002"], "conflict": ""},
    ]}
    for structure in STRUCTURES
}
SCENE_CARDS["gb30"] |= {"short": "GB30", "blocks": [
    {"type": "table", "caption": "From the skin", "head": ["Near", "Slim", "Middle", "Large", "Passes at"], "rows": [],
     "numeric": [1, 2, 3, 4], "corridor": "gb30"},
]}
PRESETS = [
    {"id": "posterior", "name": "Whole leg", "centre": [60, 20, -260], "azimuth": 0, "elevation": 0,
     "span": [380, 1150]},
    {"id": "gluteal", "name": "Gluteal region", "centre": [60, 50, 0], "azimuth": 0, "elevation": 0,
     "span": [270, 270]},
]
SEVERITIES = [{"value": 1.0, "label": "complete"}, {"value": 0.5, "label": "partial"}]
HOME = {"centre": [7.0, 25.0, 144.0], "azimuth": 0, "elevation": 30, "span": [90, 80]}
WAYS = [
    {"id": letter.lower(), "letter": letter, "way": way, "name": f"Type {letter}", "seen": f"Type {letter}, {way}.",
     "blocks": [{"type": "claim", "text": f"What is known of {letter}.", "mark": "measured", "sources": SOURCES}]}
    for letter, way in (("A", "undivided, below"), ("B", "tibial part below, fibular part through"))
]
STOP = {"title": "Stop: hospital now.", "both": "Both sides are at risk.",
        "blocks": [{"type": "claim", "text": "Numb saddle.", "mark": "taught", "sources": SOURCES}]}
CHANGES = [
    {"id": "herniation", "change": "herniation", "middle": False, "name": "Herniation", "text": "To back and side.",
     "with_above": False, "turn": {}, "blocks": []},
    {"id": "central-herniation", "change": "herniation", "middle": True, "name": "Herniation in the middle",
     "text": "Straight back.", "with_above": False, "turn": {}, "blocks": [], "stop": STOP},
    {"id": "canal-narrowing", "change": "canal-narrowing", "middle": True, "name": "Narrow canal",
     "text": "The ligament is thick.", "with_above": False, "turn": {}, "blocks": [], "stop": STOP},
    {"id": "slip", "change": "slip", "middle": True, "name": "Slip", "text": "The upper one stands forward.",
     "with_above": True, "turn": {"azimuth": 60}, "blocks": []},
]
LUMBAR = [{"id": "l4-l5", "name": "L4–L5", "leaving": "l4-root", "passing": "l5-root", "home": HOME, "height": 140.0,
           "disc": "l4-l5-disc", "above": "l4-vertebra", "below": "l5-vertebra",
           "blocks": [{"type": "claim", "text": "The root on its way down.", "mark": "taught", "sources": SOURCES}]}]
LUMBAR_ROOTS = [
    {"id": "l4-root", "name": "L4 nerve root", "short": "L4", "signs": "Weak knee.",
     "line": [[26.0, 31.0, 140.0, 2.0]]},
    {"id": "l5-root", "name": "L5 nerve root", "short": "L5", "signs": "Weak toe.", "line": [[7.0, 35.0, 142.0, 2.0]]},
]
DECISIONS = [
    {"id": "now", "label": "Now", "text": "Emergency department or ambulance"},
    {"id": "same-day", "label": "Same day", "text": "A doctor today: telephone"},
    {"id": "letter", "label": "Letter", "text": "A doctor within days or weeks"},
    {"id": "treat", "label": "Treat here", "text": "With a safety net"},
]
PATIENT = {"id": "ruth-44", "name": "Ruth, 44", "setting": "Acupuncture clinic", "text":
           "For three weeks Ruth has had a pain from the left buttock to the outer foot. The water is slow to come."}
LIKE_ROWS = [
    {"id": name, "name": label, "low": low, "mid": mid, "high": high, "urgency": urgency, "about": about,
     "share": f"{mid:.0%}".replace("%", " %"), "reach": f"({100 * low:.0f}–{100 * high:.0f} %)"}
    for name, label, low, mid, high, urgency, about in (
        ("disc", "Disc herniation with root pain", 0.27, 0.31, 0.36, "may be treated", True),
        ("sacroiliac", "Sacroiliac joint pain", 0.24, 0.28, 0.33, "may be treated", False),
        ("hip", "Osteoarthritis of the hip", 0.01, 0.02, 0.04, "routine", False),
    )
]
LIKE_MAPS = [
    {"name": "Your drawing", "text": "The side does not matter.", "block": {
        "type": "bodymap", "regions": ["buttock", "calf", "sole"], "side": "left", "text": ""}},
    {"name": "Disc herniation with root pain", "text": "31 % of 400.", "block": {
        "type": "bodymap", "regions": [], "side": "left", "text": "", "shares": {"buttock": 0.7, "calf": 0.45}}},
    {"name": "Sacroiliac joint pain", "text": "28 % of 400.", "block": {
        "type": "bodymap", "regions": [], "side": "left", "text": "", "shares": {"calf": 0.9, "foot-top": 0.1}}},
]
SAMPLES: dict[str, State] = {
    "search": {"query": "", "status": "One result.", "results": [
        {"kind": "Point", "title": "GB30", "text": "In the buttock.", "href": "x.ipynb"}]},
    "drill": {"legend": "How fast does this patient have to be seen?", "patient": PATIENT, "choices": DECISIONS,
              "paces": [{"seconds": 0, "label": "Calm, no clock"}, {"seconds": 30, "label": "30 seconds each"},
                        {"seconds": 15, "label": "15 seconds each"}], "locked": False, "chosen": None},
    "desk": {"version": 1, "busy": False},
    "stages": {"label": "Stages of the case", "stages": [
        {"id": "safety", "label": "Safety screen", "status": "done"},
        {"id": "history", "label": "History", "status": "now"},
        {"id": "exam", "label": "Examination", "status": "next"},
        {"id": "decide", "label": "Decide", "status": "next"}]},
    "card": {"tone": "plain", "eyebrow": "Case 3 of 16", "title": "Daniel, 38, delivery driver", "level": 2,
             "blocks": BLOCKS},
    "choice": {"legend": "Which finding argues most strongly for the common fibular nerve rather than the L5 root?",
               "hint": "One answer.", "rule": "", "many": False, "options": OPTIONS, "certainty": CERTAINTY,
               "submit": {"label": "Commit answer", "action": {"verb": "answer", "item": "q7"}}, "locked": False},
    "links": {"legend": "A disc presses on the L5 root; nothing is lost, no warning sign. Lead a plan from there.",
              "hint": "One choice in each link.", "rule": "Links right, less what guessing would get right.",
              "links": LINKS, "certainty": CERTAINTY, "locked": False,
              "submit": {"label": "Commit chain", "action": {"verb": "answer", "item": "q10"}}},
    "sites": {"legend": "All of this comes from one lesion. Where is it?", "hint": "What is normal counts as well.",
              "rule": "The site itself earns the mark.", "groups": FOUND, "sites": SITES, "certainty": CERTAINTY,
              "locked": False, "submit": {"label": "Commit site", "action": {"verb": "answer", "item": "q11"}}},
    "matching": {"legend": "Which root does each test ask about?", "hint": "Give each its partner.",
                 "rule": "Share right, less what one partner for all would earn.", "prompts": PROMPTS,
                 "partners": PARTNERS, "certainty": {"ask": False}, "locked": False,
                 "submit": {"label": "Commit pairs", "action": {"verb": "answer", "item": "q12"}}},
    "text": {"legend": "Which nerve runs around the neck of the fibula?", "hint": "Small slips are forgiven.",
             "asks": "Name of the nerve", "longest": 200, "certainty": {"ask": False}, "locked": False,
             "submit": {"label": "Commit name", "action": {"verb": "answer", "item": "q13"}}},
    "ordering": {"legend": "Put the visit in order.", "hint": "Move the steps with the arrows, or drag them.",
                 "first": "what you do first", "last": "what you do last", "steps": STEPS, "certainty": {"ask": False},
                 "submit": {"label": "Commit order", "action": {"verb": "answer", "item": "q8"}}, "locked": False},
    "number": {"legend": "How likely is root pain now?", "hint": "A whole number is fine.", "unit": "%", "low": 0,
               "high": 100, "step": 1, "certainty": {"ask": False}, "locked": False,
               "submit": {"label": "Commit number", "action": {"verb": "answer", "item": "q9"}}},
    "shift": {"legend": "Lumbar disc: before this finding 24 %. And now?", "hint": "In whole per cent from 1 to 99.",
              "cause": "Lumbar disc", "before": 24, "low": 1, "high": 99, "locked": False,
              "submit": {"label": "Say it, then see", "action": {"verb": "state", "number": 7}}},
    "belief": {"eyebrow": "Your belief, before you go on", "legend": "What is most likely?",
               "hint": "The others move so that it stays 100 %.", "causes": CAUSES, "max": 7, "shortlist": [],
               "belief": {},
               "other_label": "Something else", "locked": False,
               "submit": {"label": "Commit this belief", "action": {"verb": "believe"}}},
    "questions": {"title": "Ask about", "intro": "Each question costs time.", "groups": QUESTIONS,
                  "clock": {"used": 6, "of": 20}, "filter": False,
                  "actions": [{"label": "Go to examination", "action": {"verb": "examine"}, "primary": True}]},
    "tree": {"legend": "Where do you put the lesion?", "hint": "Choose on the drawing or in the list.", "nodes": NODES,
             "chosen": "", "locked": False, "marks": {}, "severities": SEVERITIES, "severity": None, "note": "",
             "submit": {"label": "Place the lesion", "action": {"verb": "place"}}},
    "explorer": {"store": "anna", "title": "The nerve in its surroundings", "intro": "Drag to turn.",
                 "description": ["The scene shows one leg."], "structures": STRUCTURES, "cards": SCENE_CARDS,
                 "sources": {source["id"]: source for source in SOURCES}, "presets": PRESETS,
                 "groups": [{"id": "nerves", "title": "Nerves"}, {"id": "bones", "title": "Bones"},
                            {"id": "points", "title": "Needle points"}],
                 "layers": [{"id": "bone", "name": "Bones", "on": True}, {"id": "nerve", "name": "Nerves", "on": True},
                            {"id": "skin", "name": "Skin", "on": False},
                            {"id": "needle", "name": "Needle points", "on": False}],
                 "builds": [{"id": "slim", "name": "Slim"}, {"id": "middle", "name": "Middle"},
                            {"id": "large", "name": "Large"}],
                 "follow": [{"structure": "sciatic", "azimuth": 0, "elevation": 5},
                            {"structure": "tibial", "azimuth": 0, "elevation": 5}], "seen_from": {},
                 "made_of": {}},
    "losses": {"legend": "What fails?", "hint": "Whatever you leave is predicted to be spared.", "side": "left",
               "muscles": MUSCLES, "fields": FIELDS, "reflexes": [{"id": "ankle-jerk", "name": "Ankle jerk"}],
               "locked": False, "chosen": [], "submit": {"label": "Commit", "action": {"verb": "predict"}}},
    "plot": {"level": 3, "title": "How often", "text": ["Each line is one study."], "note": "* Ours.",
             "label": "Forest plot: the table holds the same numbers.",
             "figure": {"data": [{"x": [85.2], "y": ["A"], "type": "scatter"}], "layout": {"height": 200}},
             "table": {"summary": "The figure as a table", "head": ["Type", "Study", "Share", "Evidence"],
                       "numeric": [2], "rows": [["A", "Tomaszewski 2016", "85.2 %", {"mark": "measured"}]]}},
    "variants": {"title": "Six ways", "text": "Choose a type.", "legend": "Type", "note": "Schematic.", "side": "left",
                 "home": HOME, "lift": 0.3, "types": WAYS, "structures": [
                     {"id": "sciatic", "name": "Sciatic nerve"}, {"id": "femur", "name": "Femur"},
                     {"id": "piriformis", "name": "Piriformis"}]},
    "spine": {"title": "A disc, and the root it meets", "text": "Choose a level.", "note": "Schematic.", "lift": 0.5,
              "structures": [{"id": "l4-l5-disc", "name": "Disc between L4 and L5"}], "levels": LUMBAR,
              "kinds": CHANGES, "roots": LUMBAR_ROOTS,
              "sizes": [{"value": 0.25 * step, "name": f"Step {step}"} for step in range(5)],
              "start": {"level": "l4-l5", "kind": "herniation", "side": "left", "step": 0}},
    "drawing": {"store": "anna", "level": 3, "title": "Draw where it hurts", "text": "Mark it.",
                "hint": "Click or draw.",
                "task_legend": "What do you draw?", "task_hint": "Each task keeps its own.",
                "list_title": "The same as a list", "list_head": "Region",
                "submit": "Compare this drawing", "submit_hint": "Nothing is shown before.", "compared": None,
                "tasks": [{"id": "free", "name": "Free"}, {"id": "s1", "name": "What an S1 root does"}],
                "groups": [
                    {"name": "Back and hip", "regions": ["low-back", "buttock", "saddle", "groin", "lateral-hip"]},
                    {"name": "Thigh", "regions": ["front-thigh", "lateral-thigh", "back-thigh", "knee", "back-knee"]},
                    {"name": "Leg", "regions": ["front-leg", "lateral-leg", "medial-leg", "calf"]},
                    {"name": "Foot", "regions": ["foot-top", "big-toe", "lateral-foot", "heel", "sole"]}],
                "alarms": [
                    {"id": "saddle", "regions": ["saddle"], "sides": 1, "title": "Saddle marked.", "mark": "taught",
                     "text": "Ask about the bladder now.", "sources": SOURCES},
                    {"id": "both", "regions": ["buttock", "calf", "sole"], "sides": 2, "title": "Both legs marked.",
                     "text": "Ask about the cauda equina.", "mark": "taught", "sources": SOURCES}]},
    "likeness": {"level": 3, "title": "Your drawing among others", "text": ["400 each.", "No probabilities."],
                 "lead": "What this drawing does not tell: which cause it is.", "most": 0.4,
                 "ticks": [0.0, 0.2, 0.4], "about_word": "your task", "maps": LIKE_MAPS,
                 "ratio": ["Disc against hip: 1.4 times. That hardly moves anything.", "58 to 42."],
                 "head": ["If it were this", "drew like that", "How fast"], "missed": {
                     "title": "Not to be missed", "text": "No drawing rules one out.", "lines": [
                         {"urgency": "emergency", "names": "Cauda equina syndrome; Acute limb ischaemia"},
                         {"urgency": "same day", "names": "Deep vein thrombosis"}]},
                 "groups": [{"caption": "Of 400 patients", "fold": "", "open": True, "rows": LIKE_ROWS[:2]},
                            {"caption": "The others", "fold": "The other cause", "open": False,
                             "rows": LIKE_ROWS[2:]}],
                 "how": {"summary": "How this was made", "lines": [
                     {"text": "Neighbours go together.", "mark": "estimate", "sources": SOURCES}]}},
}
