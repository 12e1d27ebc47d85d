"""Worked examples of the advice: verdicts, what each caution leaves, what an open question leaves, and the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.apps.examples.odds import sources_of
from sciatica_teach.model.advice import Advice, AdvicePatient
from sciatica_teach.model.techniques import Technique, TrialOutcome
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.advice_reasons import find_indication
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

NONE = "–"


def cautions_example(cause_id: str, *flags: str) -> WorkedTable:
    """Every technique for a cause: with no caution, with each of the flags alone, and with all of them."""
    kb = get_knowledge()
    columns: list[Sequence[str]] = [(), *((flag,) for flag in flags), *([flags] if len(flags) > 1 else [])]
    advices = [_ask(cause_id, chosen) for chosen in columns]
    head = [say("example.technique"), say("example.no_caution"),
            *(kb.treatment.get_caution(flag).short for flag in flags),
            *([say("example.all_cautions")] if len(flags) > 1 else [])]
    rows, same = _split([[one.name, *(_standing(advice, one) for advice in advices)]
                         for one in kb.treatment.techniques])
    caption = say("example.cautions", cause=kb.get_cause(cause_id).name)
    return WorkedTable(caption, head, rows, sources_of(_cited(advices)), notes=same)


def open_question_example(**shares: float) -> WorkedTable:
    """Every technique if each cause were certain, and what is left while the question between them is open.

    Referral is the first row: how fast says more than how well it stands.

    `shares`: cause ids with `_` for `-`, the cause that is acted on first; what is left of 1 is anything else.
    """
    kb = get_knowledge()
    belief = {cause_id.replace("_", "-"): share for cause_id, share in shares.items()}
    causes = [kb.get_cause(cause_id) for cause_id in belief]
    first = causes[0].id
    sure = [_ask(cause.id) for cause in causes]
    unsure = advise(kb, first, AdvicePatient(observed={}), belief)
    head = [say("example.technique"), *(say("example.if_sure", cause=cause.short) for cause in causes),
            say("example.open")]
    sent = [say("example.sent"), *(say(f"urgency.{advice.refer}") for advice in (*sure, unsure))]
    rows, same = _split([[one.name, *(_standing(advice, one) for advice in (*sure, unsure))]
                         for one in kb.treatment.techniques if one.kind != "referral"])
    caption = say("example.open_question", shares=_name_shares(belief))
    return WorkedTable(caption, head, [sent, *rows], sources_of(_cited([*sure, unsure])), notes=same)


def article_example() -> WorkedTable:
    """The article's rules as links of a chain, each beside what is on record for it."""
    kb = get_knowledge()
    rows = []
    for rule in kb.treatment.article_rules:
        technique = kb.treatment.technique_by_id[rule.technique]
        found = [find_indication(technique, cause_id) for cause_id in rule.causes]
        best = [one for one in found if one and one.standing in ("preferred", "acceptable")]
        rows.append([
            rule.rule.text, technique.name, say(f"mark.{rule.rule.mark}"),
            say("example.of_causes", count=len(best), of=len(rule.causes)),
        ])
    head = [say(f"example.article_{name}") for name in ("rule", "technique", "mark", "causes")]
    cited = dict.fromkeys(one for rule in kb.treatment.article_rules for one in (*rule.rule.sources,
                                                                               *rule.critique.sources))
    return WorkedTable(say("example.article"), head, rows, sources_of(cited))


def trial_example(trial_id: str) -> WorkedTable:
    """The outcomes of a trial as printed: the change in each arm, the difference, and what is often worthwhile.

    Folded away, since the learner guesses first.
    """
    trial = get_knowledge().treatment.get_trial(trial_id)
    head = [say("example.outcome"), *trial.arms, say("example.difference"), say("example.interval"),
            say("example.worthwhile")]
    rows = [[
        say("example.at_week", name=one.name, week=one.week, unit=one.unit), _signed(one.treated),
        _signed(one.compared), _signed(one.difference), _interval(one), _signed(one.worthwhile),
    ] for one in trial.outcomes]
    cited = dict.fromkeys((trial.source, *(source for one in trial.outcomes for source in one.basis.sources)))
    return WorkedTable(say("example.trial", name=trial.name), head, rows, sources_of(cited), say("example.trial_open"))


def _split(rows: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], list[str]]:
    """The rows in which something changes, and a line for each word that others have in every column."""
    same: dict[str, list[str]] = {}
    for name, first, *others in rows:
        if {first}.issuperset(others):
            same.setdefault(first, []).append(name)
    changing = [row for row in rows if len(set(row[1:])) > 1]
    return changing, [say("example.same", word=word, names="; ".join(names)) for word, names in same.items()]


def _ask(cause_id: str, flags: Iterable[str] = ()) -> Advice:
    return advise(get_knowledge(), cause_id, AdvicePatient(flags=tuple(flags), observed={}))


def _standing(advice: Advice, technique: Technique) -> str:
    return say(f"standing.{advice.get_technique(technique.id).standing}")


def _cited(advices: Iterable[Advice]) -> list[str]:
    """The sources of the reasons that decide, each once."""
    deciding = (verdict.reasons[0] for advice in advices for verdict in advice.techniques)
    return list(dict.fromkeys(source for reason in deciding for source in reason.sources))


def _name_shares(belief: Mapping[str, float]) -> str:
    kb = get_knowledge()
    return ", ".join(f"{kb.get_cause(cause_id).short} {100 * share:.0f} %" for cause_id, share in belief.items())


def _signed(value: float | None) -> str:
    return NONE if value is None else f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")


def _interval(one: TrialOutcome) -> str:
    if one.low is None or one.high is None:
        return NONE
    return say("example.from_to", low=_signed(one.low), high=_signed(one.high))
