"""From files to a frozen knowledge base; and the laws of the cache in front of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from example_content import ExampleContent
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.content import cache, checking, folders
from sciatica_teach.content import compile as compiling
from sciatica_teach.content.compile import build_knowledge, load_knowledge
from sciatica_teach.errors import ContentError
from sciatica_teach.model.items import ITEM_TYPES
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings


@pytest.fixture
def place(examples: ExampleContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for which the examples are the shipped content."""
    monkeypatch.setattr(folders, "SHIPPED", examples.folder)
    return settings_for(tmp_path)


def settings_for(folder: Path, content_dir: Path | None = None) -> Settings:
    return Settings(data_dir=folder / "data", cache_dir=folder / "cache", database="", content_dir=content_dir)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[KnowledgeBase]:
    """Every knowledge base that was really built and not merely read from the cache."""
    built: list[KnowledgeBase] = []

    def build_and_note(chosen: tuple[Path, ...]) -> KnowledgeBase:
        built.append(build_knowledge(chosen))
        return built[-1]

    monkeypatch.setattr(compiling, "build_knowledge", build_and_note)
    return built


def cache_file(place: Settings) -> Path:
    (path,) = place.cache_dir.glob("knowledge-*.json")
    return path


def test_a_knowledge_base_holds_what_the_files_say(examples: ExampleContent) -> None:
    knowledge = build_knowledge([examples.folder])

    assert knowledge.get_cause("lumbar-disc").story[0].sources == ("example-2020",)
    assert knowledge.get_setting("clinic").prior == {"lumbar-disc": 0.6, "other": 0.4}
    assert knowledge.get_finding("worse-sitting").differs["lumbar-disc"].likelihood.mid == 0.5
    assert knowledge.get_finding("worse-sitting").background.likelihood.high == 0.40
    assert knowledge.get_case("ann").reveals["straight-leg-raise"].words == "Pain to the calf at 35 degrees."
    assert [item.kind for item in knowledge.items] == list(ITEM_TYPES)
    assert knowledge.get_setting("clinic").counted == ("age-over-65",)
    assert [(rule.id, rule.all_of, rule.refer, rule.review.checked) for rule in knowledge.referral_rules] == [
        ("older-with-nerve-sign", ("age-over-65", "straight-leg-raise"), "urgent", "2026-11-22")]
    assert knowledge.losses.delay["emergency"]["treat"] == 100


def test_an_item_set_keeps_the_order_of_its_file(examples: ExampleContent) -> None:
    knowledge = build_knowledge([examples.folder])

    wanted = ("most-urgent", "disc-signs", "order-of-work", "how-many-sit-badly")
    assert knowledge.get_item_set("first-steps").items[:4] == wanted


def test_findings_have_the_review_of_their_group_unless_they_have_one_of_their_own(examples: ExampleContent) -> None:
    own = "    given: true\n    review: {checked: 2020-01-31}\n"
    examples.edit("findings/first-look.yaml", "    given: true\n", own)

    knowledge = build_knowledge([examples.folder])

    assert knowledge.get_finding("age-over-65").review.checked == "2020-01-31"
    assert {finding.review.checked for finding in knowledge.findings if finding.id != "age-over-65"} == {"2026-11-22"}


def test_a_group_without_a_review_is_told_once(examples: ExampleContent) -> None:
    examples.edit("findings/first-look.yaml", "review: {checked: 2026-11-22}\n", "")

    with pytest.raises(ContentError) as raised:
        build_knowledge([examples.folder])

    assert [problem.path for problem in raised.value.problems] == ["review"]


def test_cases_come_in_their_order(examples: ExampleContent) -> None:
    examples.write("cases/zoe.yaml", examples.path("cases/ann.yaml").read_text().replace("id: ann", "id: zoe")
                   .replace("order: 1", "order: 0"))

    assert [case.id for case in build_knowledge([examples.folder]).cases] == ["zoe", "ann"]


def test_content_with_problems_is_refused_with_all_of_them(examples: ExampleContent) -> None:
    examples.edit("cases/ann.yaml", "truth: lumbar-disc", "truth: gout")
    examples.edit("items/first-steps.yaml", "answer: 50", "answer: 500")

    with pytest.raises(ContentError, match="2 problems in the content") as raised:
        build_knowledge([examples.folder])

    assert {problem.path for problem in raised.value.problems} == {"truth", "items[3].answer"}


def test_a_folder_that_does_not_exist_is_named(place: Settings, tmp_path: Path) -> None:
    load_knowledge(place)

    with pytest.raises(ContentError, match="there is no such content folder") as raised:
        load_knowledge(settings_for(tmp_path, content_dir=tmp_path / "nowhere"))

    assert raised.value.problems[0].file == str(tmp_path / "nowhere")


# Laying a folder over the shipped one

def test_a_file_with_the_same_name_replaces_and_another_is_added(place: Settings, tmp_path: Path) -> None:
    own = ExampleContent(tmp_path / "own")
    case = own.path("cases/ann.yaml").read_text()
    for path in own.folder.rglob("*.yaml"):
        path.unlink()
    own.write("cases/ann.yaml", case.replace("age: 41", "age: 42"))
    own.write("cases/bob.yaml", case.replace("id: ann", "id: bob").replace("name: Ann", "name: Bob"))

    knowledge = load_knowledge(settings_for(tmp_path, content_dir=own.folder))

    assert {case.id: case.patient.age for case in knowledge.cases} == {"ann": 42, "bob": 41}
    assert knowledge.version != load_knowledge(place).version


def test_hidden_files_and_other_kinds_of_file_are_left_alone(examples: ExampleContent) -> None:
    version = build_knowledge([examples.folder]).version
    examples.write("cases/.ann.yaml", "id: [")
    examples.write(".editor/settings.yaml", "id: [")
    examples.write("README.md", "Our own cases")

    assert build_knowledge([examples.folder]).version == version


# The cache

def test_the_second_load_builds_nothing_and_is_equal(place: Settings, builds: list[KnowledgeBase]) -> None:
    first, second = load_knowledge(place), load_knowledge(place)

    assert len(builds) == 1
    assert first == second
    assert type(second.get_item("order-of-work")) is type(first.get_item("order-of-work"))


def test_use_of_the_indexes_does_not_reach_the_cache(place: Settings) -> None:
    knowledge = load_knowledge(place)
    knowledge.get_cause("other")
    path = place.cache_dir / "again.json"

    cache.keep_cached(path, knowledge)

    assert cache.find_cached(path) == knowledge


@pytest.mark.parametrize("change", ["replace", "add", "remove", "rename", "same size and time"])
def test_any_change_of_a_file_builds_anew(
    place: Settings, examples: ExampleContent, builds: list[KnowledgeBase], change: str
) -> None:
    examples.write("sources/spare-2020.yaml", examples.path("sources/example-2020.yaml").read_text()
                   .replace("id: example", "id: spare"))
    load_knowledge(place)
    spare = examples.path("sources/spare-2020.yaml")
    if change == "replace":
        examples.edit("sources/spare-2020.yaml", "Half of", "A half of")
    elif change == "add":
        examples.write("sources/more-2020.yaml", spare.read_text().replace("id: spare", "id: more"))
    elif change == "remove":
        spare.unlink()
    elif change == "rename":
        examples.edit("sources/spare-2020.yaml", "id: spare", "id: share")
        spare.rename(examples.path("sources/share-2020.yaml"))
    else:
        before = spare.stat()
        examples.edit("sources/spare-2020.yaml", "felt worse", "felt worst")
        os.utime(spare, ns=(before.st_atime_ns, before.st_mtime_ns))

    after = load_knowledge(place)

    assert len(builds) == 2
    assert after.version != builds[0].version


def test_the_version_does_not_depend_on_where_the_content_lies(examples: ExampleContent, tmp_path: Path) -> None:
    elsewhere = ExampleContent(tmp_path / "elsewhere")

    assert build_knowledge([examples.folder]).version == build_knowledge([elsewhere.folder]).version


def test_a_new_version_of_the_package_builds_anew(
    place: Settings, builds: list[KnowledgeBase], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_knowledge(place)
    cache.hash_code.cache_clear()
    monkeypatch.setattr("sciatica_teach.__version__", "99.0")

    again = load_knowledge(place)

    cache.hash_code.cache_clear()
    assert len(builds) == 2
    assert again.version == builds[0].version  # the content is the same: saved answers stay comparable


def test_a_file_saved_while_it_is_being_read_never_enters_the_cache_under_the_old_version(
    place: Settings, examples: ExampleContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = examples.path("cases/ann.yaml").read_text()
    check = checking.check_content

    def save_then_check(chosen: tuple[Path, ...]) -> checking.CheckedContent:
        examples.write("cases/ann.yaml", before.replace("age: 41", "age: 99"))
        return check(chosen)

    with monkeypatch.context() as patched:
        patched.setattr(checking, "check_content", save_then_check)
        load_knowledge(place)
    examples.write("cases/ann.yaml", before)

    assert load_knowledge(place).get_case("ann").patient.age == 41


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, KnowledgeBase]:
    """A cache file, what is in it, and what was put into it."""
    folder = tmp_path_factory.mktemp("kept")
    knowledge = build_knowledge([ExampleContent(folder / "kb").folder])
    cache.keep_cached(folder / "knowledge.json", knowledge)
    return folder / "knowledge.json", (folder / "knowledge.json").read_bytes(), knowledge


@given(data=st.data())
@settings(deadline=None)  # files are written: a busy disk is no failure
def test_a_damaged_cache_is_noticed_whatever_the_damage(
    data: st.DataObject, kept: tuple[Path, bytes, KnowledgeBase]
) -> None:
    path, whole, knowledge = kept
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.binary(max_size=3))

    path.write_bytes(whole[:at] + byte + whole[at + 1 :])

    assert cache.find_cached(path) in (None, knowledge)


@pytest.mark.parametrize("damaged", [b"", b"{}", b"null", b"\xff\xfe", b'{"digest": "0", "knowledge": {}}'])
def test_a_damaged_cache_is_built_again_and_mended(
    place: Settings, builds: list[KnowledgeBase], damaged: bytes
) -> None:
    knowledge = load_knowledge(place)
    cache_file(place).write_bytes(damaged)

    assert load_knowledge(place) == knowledge
    assert load_knowledge(place) == knowledge
    assert len(builds) == 2


def test_a_cache_that_cannot_be_written_is_no_error(place: Settings, builds: list[KnowledgeBase]) -> None:
    place.cache_dir.write_text("a file where the folder should be")

    assert load_knowledge(place) == load_knowledge(place)
    assert len(builds) == 2


def test_a_disk_that_fills_up_leaves_nothing_half_written(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)

    assert load_knowledge(place).get_cause("other")
    assert list(place.cache_dir.iterdir()) == []


def test_content_with_problems_is_never_kept(place: Settings, examples: ExampleContent) -> None:
    examples.edit("cases/ann.yaml", "truth: lumbar-disc", "truth: gout")

    for _ in range(2):
        with pytest.raises(ContentError):
            load_knowledge(place)

    assert not place.cache_dir.exists()


def test_nothing_half_written_is_left_behind_and_old_versions_go(place: Settings, examples: ExampleContent) -> None:
    for year in range(2001, 2003 + cache.KEPT):
        examples.write("sources/example-2020.yaml", examples.path("sources/example-2020.yaml").read_text()
                       + f"# {year}\n")
        latest = load_knowledge(place)

    left = sorted(place.cache_dir.iterdir())
    assert len(left) == cache.KEPT
    assert any(latest.version in path.name for path in left)
    assert all(path.suffix == ".json" for path in left)


WARM_START = """
import json, sys, time
from pathlib import Path
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.settings import Settings
imported = time.process_time()
folder = Path(sys.argv[1])
knowledge = load_knowledge(Settings(data_dir=folder, cache_dir=folder, database="", content_dir=None))
loaded = time.process_time()
print(json.dumps({
    "sources": len(knowledge.sources),
    "heavy": sorted({"yaml", "_yaml", "pydantic", "pydantic_core"} & set(sys.modules)),
    "load_cpu_s": loaded - imported,
}))
"""


def start_program(folder: Path) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", WARM_START, str(folder)], capture_output=True, text=True, check=True)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def test_a_warm_start_on_the_shipped_content_imports_neither_yaml_nor_pydantic(tmp_path: Path) -> None:
    cold, warm, again = (start_program(tmp_path) for _ in range(3))

    assert cold["heavy"]
    assert warm["heavy"] == []
    assert warm["sources"] == cold["sources"]
    assert min(float(str(each["load_cpu_s"])) for each in (warm, again)) < float(str(cold["load_cpu_s"])) / 10
