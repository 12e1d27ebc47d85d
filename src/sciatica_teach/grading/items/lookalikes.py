"""Words that are near to each other on paper and far apart in the patient: no slip of the pen leads across.

Each group lists stems that may stand anywhere in a word, with the reason why they are kept apart. "aduction" is one
letter from "abduction" and one from "adduction": nobody can say which was meant, so it is neither. "abducton" is one
letter from the first and two from the second, and is taken for the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

LOOKALIKES: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("abduct", "adduct"), "away from the midline, or towards it: different muscles, roots and nerves"),
    (("inversion", "eversion"), "sole inwards, or outwards: tibial and L5, or superficial fibular"),
    (("invert", "evert"), "as for inversion and eversion"),
    (("inversion", "insertion"), "a movement, or where a muscle ends"),
    (("flexion", "extension"), "opposite movements, tested for different roots"),
    (("flexor", "extensor"), "opposite muscles with different nerves"),
    (("dorsi", "plantar"), "up or down at the ankle: L4 and L5, or S1"),
    (("supinat", "pronat"), "opposite movements"),
    (("hyper", "hypo"), "too much, or too little"),
    (("anaesthesia", "paraesthesia", "dysaesthesia"), "no feeling, odd feeling or unpleasant feeling"),
    (("anesthesia", "paresthesia", "dysesthesia"), "no feeling, odd feeling or unpleasant feeling"),
    (("superior", "inferior"), "different gluteal nerves and vessels"),
    (("supra", "infra"), "above, or below"),
    (("medial", "lateral"), "opposite sides of the limb"),
    (("medial", "median"), "towards the middle, or the line in the middle"),
    (("proximal", "distal"), "nearer to the trunk, or further away"),
    (("anterior", "posterior"), "opposite sides of the body"),
    (("ventral", "dorsal"), "opposite sides of the body, and motor or sensory root"),
    (("internal", "external"), "opposite rotations, opposite oblique muscles"),
    (("intra", "inter", "extra"), "within, between or outside"),
    (("intro", "retro"), "into, or behind"),
    (("antero", "retro"), "forwards, or backwards"),
    (("epidural", "subdural"), "outside the dura, or under it"),
    (("afferent", "efferent"), "towards the cord, or away from it"),
    (("tibial", "fibular"), "the two parts of the sciatic nerve"),
    (("tibia", "fibula"), "the two bones of the leg"),
    (("tibial", "peroneal"), "the two parts of the sciatic nerve"),
    (("peroneal", "perineal"), "outside of the leg, or the saddle: a harmless pattern, or an emergency"),
    (("peroneus", "perineum"), "outside of the leg, or the saddle"),
    (("perineal", "perineural"), "the saddle, or round a nerve"),
    (("ilium", "ileum"), "hip bone, or gut"),
    (("ilio", "ileo"), "of the hip bone, or of the gut"),
    (("iliac", "coeliac", "celiac"), "vessels of the pelvis, or of the upper belly"),
    (("sural", "saphenous", "crural"), "outer foot, inner leg or the whole leg: different nerves"),
    (("femoral", "fibular"), "front of the thigh, or outside of the leg"),
    (("femoral", "humeral"), "thigh, or arm"),
    (("maximus", "medius", "minimus"), "gluteal muscles with different nerves"),
    (("biceps", "triceps", "quadriceps"), "different muscles"),
    (("quadratus", "quadriceps"), "a square muscle, or the one with four heads"),
    (("tarsal", "carpal"), "foot, or hand"),
    (("thoracic", "thoracal", "cervical", "lumbar", "caudal"), "different levels of the spine"),
    (("spondylolysis", "spondylosis", "spondylitis", "spondylolisthesis"), "a gap, wear, inflammation or a slip"),
    (("stenosis", "sclerosis"), "narrowing, or hardening"),
    (("radicular", "reticular"), "of a root, or of a net"),
    (("neuropraxia", "axonotmesis", "neurotmesis"), "grades of nerve injury with very different outlooks"),
    (("myopathy", "neuropathy", "myelopathy", "radiculopathy"), "muscle, nerve, cord or root"),
    (("palpation", "palpitation"), "feeling with the hand, or of the heart"),
    (("systolic", "diastolic"), "two different pressures"),
    (("neurogenic", "vascular", "myogenic"), "claudication from the spine, the arteries or the muscle"),
)


def swap_lookalikes(word: str) -> Iterator[str]:
    """Every word that this one must not be taken for, in lower case: "hypotonia" gives "hypertonia"."""
    for stems, _reason in LOOKALIKES:
        for stem in stems:
            if stem in word:
                yield from (word.replace(stem, other, 1) for other in stems if other != stem)
