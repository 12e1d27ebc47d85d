"""What patients say when: that the truth can come out, and that open answers say nothing that is not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.check_referral import index_findings
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cases import Case, FirstAnswer
from sciatica_teach.model.findings import Finding

Findings = Mapping[str, Finding]


def check_disclosure(draft: Draft) -> Iterator[Problem]:
    """First answers and open answers of every case."""
    findings = index_findings(draft)
    for case in draft.cases:
        yield from _check_first_answers(case, findings)
        yield from _check_rings(case)
        yield from _check_open_answers(case, findings)
        yield from _check_time(case, findings)


def _check_first_answers(case: Located[Case], findings: Findings) -> Iterator[Problem]:
    asked_by_many = {*case.value.must_ask, *case.value.key_findings}
    for finding_id, reveal in case.value.reveals.items():
        if reveal.first is None:
            continue
        path = ("reveals", finding_id, "first")
        if reveal.first.value == reveal.value:
            message = f"the first answer is '{reveal.value}', as the true one; make them differ, or remove `first`"
            yield case.problem((*path, "value"), message)
        if _is_given(finding_id, findings):
            yield case.problem(path, f"'{finding_id}' is known without asking; remove `first`")
        yield from _check_until(case, finding_id, reveal.first, findings)
        if asked_by_many.isdisjoint(reveal.first.until):
            message = "none of these is in must_ask or key_findings, so a careful colleague need never hear the truth; "
            yield case.problem((*path, "until"), f"{message}name at least one that is")


def _check_until(case: Located[Case], finding_id: str, first: FirstAnswer, findings: Findings) -> Iterator[Problem]:
    for index, wanted in enumerate(first.until):
        path = ("reveals", finding_id, "first", "until", index)
        if wanted == finding_id:
            yield case.problem(path, f"'{wanted}' cannot bring out its own true answer; name another question")
        elif _is_given(wanted, findings):
            message = f"nobody can ask for '{wanted}': it is known without asking; name another question"
            yield case.problem(path, message)


def _check_rings(case: Located[Case]) -> Iterator[Problem]:
    """Each of a ring would wait for another of it; the first of them in the file is named."""
    waits = {finding_id: told.first.until for finding_id, told in case.value.reveals.items() if told.first}
    named: set[str] = set()
    for finding_id in waits:
        ring = _find_ring(finding_id, waits)
        if ring and named.isdisjoint(ring):
            named.update(ring)
            way = " waits for ".join(f"'{one}'" for one in (*ring, finding_id))
            message = f"{way}: a ring; let one of them tell the truth at once"
            yield case.problem(("reveals", finding_id, "first", "until"), message)


def _find_ring(start: str, waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from a finding back to itself through at least one other; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for wanted in waits.get(way[-1], ()):
            if wanted == start and len(way) > 1:
                return way
            if wanted not in seen:
                seen.add(wanted)
                ways.append((*way, wanted))
    return ()


def _check_open_answers(case: Located[Case], findings: Findings) -> Iterator[Problem]:
    reveals = case.value.reveals
    for question_id, answer in case.value.open_answers.items():
        for index, wanted in enumerate(answer.tells):
            path = ("open_answers", question_id, "tells", index)
            if wanted in answer.tells[:index]:
                yield case.problem(path, f"'{wanted}' stands here twice; remove one")
            elif _is_given(wanted, findings):
                yield case.problem(path, f"'{wanted}' is known without asking; remove it")
            elif wanted not in reveals:
                yield case.problem(path, f"the answer settles '{wanted}'; say under reveals what it is in this patient")
            elif reveals[wanted].first:
                message = f"'{wanted}' has a first answer that is not true, so no open answer can settle it; remove it"
                yield case.problem(path, message)


def _check_time(case: Located[Case], findings: Findings) -> Iterator[Problem]:
    """What a careful colleague would not leave out has to fit into the visit."""
    wanted = [findings[one] for one in case.value.key_findings if one in findings]
    minutes = sum(finding.minutes for finding in wanted if not finding.safety)
    if minutes > case.value.minutes:
        message = f"{list_words(case.value.key_findings)} take {minutes:g} minutes, and the visit has "
        yield case.problem(("minutes",), f"{message}{case.value.minutes}; give it more, or name fewer key findings")


def _is_given(finding_id: str, findings: Findings) -> bool:
    return finding_id in findings and findings[finding_id].given
