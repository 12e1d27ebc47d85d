"""The card of a finding, and rates and ratios in words."""

from __future__ import annotations

from math import exp, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.model.evidence import Source
from sciatica_teach.model.findings import Accuracy, Likelihood, Measure
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.views.finding_cards import finding_blocks, ratio_cell, share_cell
from sciatica_teach.views.odds import band_words, factor_words, percent_number, rate_words


def texts_of(value: Any) -> list[str]:
    """Every string in a tree of blocks."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_of(one)]


def claims_of(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for block in blocks for one in ([block] if block["type"] == "claim" else claims_of(
        block.get("blocks", [])))]


@pytest.mark.parametrize(("ratio", "words"), [
    (6.57, "×6.6"), (0.58, "÷1.7"), (1.0, "×1.0"), (0.98, "×1.0"), (12.4, "×12"), (134.0, "×130"), (9.96, "×10"),
    (0.001, "÷1000"),
])
def test_a_ratio_multiplies_or_divides(ratio, words):
    assert factor_words(log(ratio)) == words


@given(st.floats(1.06, 5000))
def test_a_ratio_and_its_inverse_have_the_same_size(ratio):
    times, over = factor_words(log(ratio)), factor_words(-log(ratio))
    assert (times[0], over[0]) == ("×", "÷")
    assert times[1:] == over[1:]
    assert float(times[1:]) == pytest.approx(ratio, rel=0.06)


def test_shares_and_bands_in_words():
    assert [percent_number(share) for share in (0.0001, 0.005, 0.055, 0.0949, 0.12, 0.985)] == [
        "0.01", "0.5", "5.5", "9.5", "12", "98"]
    assert rate_words(Likelihood(low=0.30, mid=0.46, high=0.62)) == "46\N{NO-BREAK SPACE}% (30–62\N{NO-BREAK SPACE}%)"
    assert rate_words(Likelihood(low=0.5, mid=0.5, high=0.5)) == "50\N{NO-BREAK SPACE}%"
    assert band_words(LogRatio(low=log(0.8), mid=log(1.5), high=log(3))) == "×1.5 (÷1.2 to ×3.0)"


def test_a_study_that_gives_no_ratio_has_ours_with_a_star():
    assert ratio_cell(Measure(mid=6.9, low=2.7, high=17), 6.9) == "6.9 (2.7–17)"
    assert ratio_cell(None, 0.1234) == "0.12*"
    assert ratio_cell(None, None) == share_cell(None) == "–"
    assert share_cell(Measure(mid=0.92, low=0.87, high=0.95)) == "92 % (87–95)"


def with_studies(kb: KnowledgeBase) -> list[str]:
    return [finding.id for finding in kb.findings if finding.accuracy]


def test_every_card_says_how_what_counts_and_every_rate_with_its_reason(kb):
    for finding in kb.findings:
        blocks = finding_blocks(kb, finding)
        said = "\n".join(texts_of(blocks))
        for words in (finding.ask, *finding.how, finding.positive, finding.mistake, finding.background.reason):
            assert words in said
        reasons = [rate.reason for rate in (*finding.differs.values(), finding.background)]
        claims = claims_of(blocks)
        for reason in reasons:
            assert any(claim["text"].endswith(reason) for claim in claims)
        if finding.refer:
            assert blocks[0]["items"][0]["tone"] == "unsafe"


def test_every_number_of_a_card_leads_to_its_source(kb):
    """A measured or taught rate names its sources; where one has an address, the address comes with it."""
    for finding in kb.findings:
        for claim in claims_of(finding_blocks(kb, finding)):
            if claim["mark"] in ("measured", "taught", "tradition"):
                assert claim["sources"], claim["text"]
            for source in claim["sources"]:
                assert source["citation"]
                assert source["says"]
                assert bool(source["href"]) == has_address(kb.get_source(source["id"]))


def has_address(source: Source) -> bool:
    return bool(source.doi or source.pmid or source.url)


def test_every_study_stands_in_the_table_with_both_ratios_and_below_with_its_source(kb):
    assert with_studies(kb)
    for finding_id in with_studies(kb):
        finding = kb.get_finding(finding_id)
        blocks = finding_blocks(kb, finding)
        [table] = [block for block in blocks if block["type"] == "table"]
        for row, study in zip(table["rows"], finding.accuracy, strict=True):
            assert row[0] == study.study
            expected = oracle_ratio(study)
            if expected is not None:
                assert float(row[3].rstrip("*").split(" ")[0]) == pytest.approx(expected, rel=0.06, abs=0.006)
        said = "\n".join(texts_of(blocks))
        assert finding.accuracy_conflict in said


def oracle_ratio(study: Accuracy) -> float | None:
    if study.positive:
        return study.positive.mid
    if not study.sensitivity or not study.specificity or study.specificity.mid == 1:
        return None
    return exp(log(study.sensitivity.mid) - log(1 - study.specificity.mid)) if study.sensitivity.mid else 0.0


def test_the_causes_compared_stand_open_and_the_others_are_folded(kb):
    finding = kb.get_finding("slump")
    blocks = finding_blocks(kb, finding, ["lumbar-disc", "aortic-aneurysm"])
    open_claims = [block["text"] for block in blocks if block["type"] == "claim"]
    assert any(text.startswith(kb.get_cause("lumbar-disc").short) for text in open_claims)
    assert any("no figure of its own" in block["text"] for block in blocks if block["type"] == "text") == (
        "aortic-aneurysm" not in finding.differs)
    [folded] = [block for block in blocks if block["type"] == "details"]
    assert len(folded["blocks"]) == len(set(finding.differs) - {"lumbar-disc", "aortic-aneurysm"})
