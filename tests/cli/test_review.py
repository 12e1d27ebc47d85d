"""`sciatica-teach review`: what awaits a clinician, and a record that changes nothing else in the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from example_content import ExampleContent
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.cli import review
from sciatica_teach.content.compile import build_knowledge
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.reading import read_document, read_text
from sciatica_teach.content.review_marks import mark_reviewed, parse_name
from sciatica_teach.content.reviewing import list_reviews
from sciatica_teach.errors import BadReview, SciaticaTeachError, UnknownId
from sciatica_teach.model.evidence import Review, is_reviewed
from sciatica_teach.views.reviewed import review_words

ADA = "Dr Ada Roe"
TODAY = datetime.now(UTC).date().isoformat()


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(review.command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_the_sheet_tells_everything_that_waits_safety_first(shipped: ExampleContent) -> None:
    told = json.loads(run("--json").output)
    groups = [one["group"] for one in told]
    assert groups == sorted(groups, key=review.RANKS.index)
    assert groups[0] == "Safety first"
    referral = next(one for one in told if one["id"] == "referral")
    assert referral["group"] == "Safety first"
    disc = next(one for one in told if one["id"] == "causes/lumbar-disc")
    story = next(one for one in disc["stated"] if one["path"] == "story[0]")
    assert (story["mark"], story["sources"]) == ("measured", ["example-2020"])
    assert story["line"] == shipped.line("causes/lumbar-disc.yaml", "Half of the patients feel worse")


def test_the_printed_sheet_names_claims_with_marks_and_sources(shipped: ExampleContent) -> None:
    assert shipped.folder.is_dir()
    text = run("--claims").output
    assert "Half of the patients feel worse" in text
    assert "(example-2020)" in text
    assert "action_class: harmful" in text  # an option that hurts is not read as a claim that it helps
    assert "await it." in text
    assert "example-2020" not in run().output


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # the base class's signature
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_sheet_for_a_browser_shows_texts_as_texts(shipped: ExampleContent, tmp_path: Path) -> None:
    path = shipped.folder / "causes" / "lumbar-disc.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Half of the patients", "<script>alert(1)</script> Half of the patients"))
    run("--html", str(tmp_path / "sheet.html"))
    found = _Texts()
    found.feed((tmp_path / "sheet.html").read_text(encoding="utf-8"))
    assert "script" not in found.tags
    assert "<script>alert(1)</script> Half" in found.text
    assert found.text.count("example-2020: ") == 1  # cited in full at the end


def test_a_recorded_review_goes_to_a_copy_in_ones_own_folder(shipped: ExampleContent, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    source = shipped.folder / "causes" / "lumbar-disc.yaml"
    before = source.read_bytes()
    run("--content", str(own), "--record", "causes/lumbar-disc", "--by", ADA, "--date", TODAY)
    assert source.read_bytes() == before
    copy, _ = read_document(own / "causes" / "lumbar-disc.yaml", "causes/lumbar-disc.yaml")
    assert copy.value["review"]["clinician"] == ADA
    assert "causes/lumbar-disc" not in [one["id"] for one in json.loads(run("--content", str(own), "--json").output)]
    assert f"reviewed by {ADA}, {TODAY}" in run("--content", str(own), "--all").output
    cause = build_knowledge((shipped.folder, own)).get_cause("lumbar-disc")
    assert review_words(cause.review) == f"Reviewed by {ADA}, {TODAY}."
    run("--content", str(own), "--record", "causes/lumbar-disc", "--by", "Dr Ben Low")  # once more, in place
    again, _ = read_document(own / "causes" / "lumbar-disc.yaml", "causes/lumbar-disc.yaml")
    assert again.value["review"]["clinician"] == "Dr Ben Low"


def test_installed_content_is_never_changed(shipped: ExampleContent) -> None:
    before = {path: path.read_bytes() for path in shipped.folder.rglob("*.yaml")}
    with pytest.raises(BadReview, match="--content DIR"):
        run("--record", "causes/lumbar-disc", "--by", ADA)
    assert {path: path.read_bytes() for path in shipped.folder.rglob("*.yaml")} == before


def test_a_checkout_is_changed_in_place(shipped: ExampleContent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "_is_checkout", lambda: True)
    run("--record", "causes/lumbar-disc", "--by", ADA)
    assert ADA in (shipped.folder / "causes" / "lumbar-disc.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "problem", "kind"),
    [
        (("--record", "causes/lumbar-disk", "--by", ADA), "causes/lumbar-disc", UnknownId),
        (("--record", "../secrets", "--by", ADA), "no reviewed content", UnknownId),
        (("--record", "causes/lumbar-disc"), "reviewer's name", BadReview),
        (("--record", "causes/lumbar-disc", "--by", "a\x07b"), "reviewer's name", BadReview),
        (("--record", "causes/lumbar-disc", "--by", "x" * 81), "reviewer's name", BadReview),
        (("--record", "causes/lumbar-disc", "--by", ADA, "--date", "1.12.2026"), "day of a review", BadReview),
        (("--record", "causes/lumbar-disc", "--by", ADA, "--date", "9999-01-01"), "not a day to come", BadReview),
        (("--record", "causes/lumbar-disc", "--by", ADA, "--date", "1999-01-01"), "reviewed anew", BadReview),
    ],
)
def test_what_cannot_be_recorded_is_said_and_changes_nothing(
    shipped: ExampleContent, tmp_path: Path, arguments: tuple[str, ...], problem: str, kind: type[SciaticaTeachError]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    assert shipped.folder.is_dir()
    with pytest.raises(kind, match=problem):
        run("--content", str(own), *arguments)
    assert list(own.rglob("*")) == []


def test_a_review_without_a_record_is_a_slip() -> None:
    result = CliRunner().invoke(review.command, ["--by", ADA])
    assert result.exit_code == 2
    assert "--record" in result.output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id: a\nreview: {checked: "2026-11-23"}  # why\nb: 1\n',
         'id: a\nreview: {checked: "2026-11-23", clinician: "N", reviewed: "D"}  # why\nb: 1\n'),
        ('review: { checked: 2026-11-23 }', 'review: { checked: 2026-11-23, clinician: "N", reviewed: "D" }'),
        ("review:\n  checked: 2026-11-23  # then\n# end\n",
         'review:\n  checked: 2026-11-23  # then\n  clinician: "N"\n  reviewed: "D"\n# end\n'),
        ("review:\r\n    checked: 2026-11-23\r\nb: 1\r\n",
         'review:\r\n    checked: 2026-11-23\r\n    clinician: "N"\r\n    reviewed: "D"\r\nb: 1\r\n'),
        ("review:\n  checked: 2026-11-23", 'review:\n  checked: 2026-11-23\n  clinician: "N"\n  reviewed: "D"'),
        ("review: {reviewed: x, checked: 2026-11-23, clinician: 'Old, one'}  # é 漢\n",
         'review: {reviewed: "D", checked: 2026-11-23, clinician: "N"}  # é 漢\n'),
        ('\ufefft: 漢 é\nreview: {checked: x}\n',
         '\ufefft: 漢 é\nreview: {checked: x, clinician: "N", reviewed: "D"}\n'),
    ],
)
def test_every_other_byte_stays(before: str, after: str) -> None:
    assert mark_reviewed(before, "N", "D") == after


@pytest.mark.parametrize("text", ["id: a\n", "review: later\n", "review: {}\n", "- a\n"])
def test_a_file_without_a_review_is_refused(text: str) -> None:
    with pytest.raises(BadReview):
        mark_reviewed(text, "N", "D")


@given(st.text(min_size=1, max_size=80))
def test_any_name_that_is_taken_is_read_as_it_was_given(typed: str) -> None:
    try:
        name = parse_name(typed)
    except BadReview:
        return
    document, problems = read_text(mark_reviewed('review: {checked: "2026-11-23"}\n', name, TODAY), "", "")
    assert problems == []
    assert document.value["review"] == {"checked": "2026-11-23", "clinician": name, "reviewed": TODAY}


def test_a_review_can_be_recorded_in_every_shipped_file() -> None:
    """One of each folder, in whatever way its review is set."""
    one_of_each = {one.id.partition("/")[0]: one for one in list_reviews((SHIPPED,))}
    assert len(one_of_each) > 20
    for one in one_of_each.values():
        before = one.file.read_text(encoding="utf-8").split("\n")
        after = mark_reviewed("\n".join(before), ADA, TODAY).split("\n")
        gone = [line for line in before if line not in set(after)]
        assert all(line.startswith("review: {") for line in gone), one.id
        assert len(after) - len(before) in {0, 2}, one.id


@pytest.mark.parametrize(
    ("told", "done", "words"),
    [
        (Review(checked="2026-11-23"), False, "Awaiting a clinician's review."),
        (Review(checked="2026-11-23", clinician=ADA), False, "Awaiting a clinician's review."),
        (Review(checked="2026-11-23", clinician=ADA, reviewed="2026-11-23"), True,
         "Reviewed by Dr Ada Roe, 2026-11-23."),
        (Review(checked="2026-11-24", clinician=ADA, reviewed="2026-11-23"), False,
         "Reviewed by Dr Ada Roe, 2026-11-23; changed since, and awaiting review again."),
    ],
)
def test_a_review_counts_while_the_content_is_as_it_was(told: Review, *, done: bool, words: str) -> None:
    assert is_reviewed(told) is done
    assert review_words(told) == words
