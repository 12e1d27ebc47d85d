"""The card above a case that is being written."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.content.problems import Problem
from sciatica_teach.views.preview import SHOWN, problems_state, read_state


def test_a_problem_is_told_with_file_line_place_and_remedy() -> None:
    problem = Problem("/home/teacher/own/cases/ann.yaml", 12, "patient.sex", "'x' is none of 'female' or 'male'.")
    state = problems_state("ann.yaml", [problem], "10:00:00", arrive="read-2")
    table, come_back = state["blocks"]
    assert state["title"] == "One thing to mend before ann.yaml can be played"
    assert table["rows"] == [["ann.yaml:12", "patient.sex", "'x' is none of 'female' or 'male'."]]
    assert "comes back by itself" in come_back["text"]
    assert "/home/teacher" not in json.dumps(state)


@pytest.mark.parametrize(("count", "title"), [
    (1, "At least one thing to mend before a.yaml can be played; more may show once this is mended"),
    (2, "At least 2 things to mend before a.yaml can be played; more may show once these are mended"),
])
def test_problems_that_hide_others_promise_nothing(count: int, title: str) -> None:
    problems = [Problem("a.yaml", line, "x", "wrong") for line in range(1, count + 1)]
    assert problems_state("a.yaml", problems, "10:00:00", may_hide_more=True)["title"] == title


def test_a_problem_of_the_whole_file_says_so() -> None:
    table = problems_state("a.yaml", [Problem("a.yaml", 1, "", "empty")] * 2, "10:00:00", arrive="")["blocks"][0]
    assert table["rows"][0][1] == "the whole file"


def test_a_flood_of_problems_is_counted_and_cut() -> None:
    problems = [Problem("a.yaml", line, "x", "wrong") for line in range(1, SHOWN + 6)]
    state = problems_state("a.yaml", problems, "10:00:00", arrive="")
    assert state["title"].startswith(f"{SHOWN + 5} things")
    assert len(state["blocks"][0]["rows"]) == SHOWN
    assert "There are 5 more" in state["blocks"][1]["text"]


def test_each_way_of_reading_has_words_of_its_own() -> None:
    told = {read_state("a.yaml", way, "10:00:00")["blocks"][0]["text"] for way in ("read", "reworded", "begun_anew")}
    assert len(told) == 3
    assert all("a.yaml" in words and "10:00:00" in words for words in told)
