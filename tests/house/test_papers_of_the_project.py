"""What lies beside the code is true: pins without addresses, links that lead somewhere, listed targets."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kiosk.check_in import NEXT, State
from tests.house.sources import none_of
from tests.shared import HOUSE

BUILD_FILES = ("*.lock", "requirements*", "Makefile", ".ci/*", "scripts/*", "packaging/*.list")


def git(top: Path, *arguments: str) -> list[str]:
    """The lines that git says; ``grep`` finding nothing is no lines."""
    said = subprocess.run(["git", *arguments], cwd=top, capture_output=True, text=True, timeout=60)
    assert said.returncode in (0, 1), said.stderr
    return said.stdout.splitlines()


def project_files(*patterns: str) -> list[Path]:
    """The project's files, committed or about to be, that fit ``patterns``."""
    listed = git(HOUSE, "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns)
    return [path for path in (HOUSE / name for name in sorted(set(listed))) if path.is_file()]


def addresses(top: Path) -> list[str]:
    """Lines of build files that name a place to download from."""
    return git(top, "grep", "--untracked", "-nIE", "https?://", "--", *BUILD_FILES)


def test_no_build_file_names_an_address() -> None:
    none_of(addresses(HOUSE))


@pytest.mark.parametrize(
    "name", ["requirements.lock", "packaging/apt.list", ".ci/run", "Makefile", "requirements-dev.txt"]
)
def test_an_address_in_a_build_file_is_noticed(tmp_path: Path, name: str) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("--index-url https" + "://example.test/simple\n", "utf-8")
    assert len(addresses(tmp_path)) == 1


def test_the_lock_that_records_addresses_is_not_committed() -> None:
    assert git(HOUSE, "ls-files", "--", "uv.lock", "**/uv.lock") == []


PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")


def pins(lock: str) -> dict[str, int]:
    """Every pinned requirement and how many hashes it has."""
    found: dict[str, int] = {}
    name = ""
    for line in lock.splitlines():
        pinned = PIN.match(line)
        if pinned:
            name = plain(pinned[1])
            found.setdefault(name, 0)
        found[name] = found.get(name, 0) + line.count("--hash=sha256:")
    return found


def plain(requirement: str) -> str:
    """The name of a requirement as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", requirement)[0]).lower()


def asked_for() -> set[str]:
    """The names of everything that pyproject.toml asks for."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"].values()
    return {plain(name) for names in (project["dependencies"], *optional) for name in names}


def test_every_requirement_is_pinned_and_hashed() -> None:
    found = pins((HOUSE / "requirements.lock").read_text("utf-8"))
    assert {name for name, hashes in found.items() if not hashes} == set()
    assert asked_for() - found.keys() == set()


def test_a_requirement_without_hash_is_noticed() -> None:
    assert pins("one==1.0\ntwo_b==2 \\\n    --hash=sha256:00\n") == {"one": 0, "two-b": 1}


def test_every_make_target_is_listed_with_a_sentence() -> None:
    text = (HOUSE / "Makefile").read_text("utf-8")
    phony = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert set(re.findall(r"^([a-z-]+):.*?## \S", text, re.MULTILINE)) == phony
    told = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, timeout=60).stdout
    assert {line.split()[1] for line in told.splitlines() if line.startswith("  make ")} == phony


def test_every_debian_package_stands_on_a_line_of_its_own() -> None:
    listed = (HOUSE / "packaging" / "apt.list").read_text("utf-8").splitlines()
    names = [line.split("#")[0].strip() for line in listed if line.split("#")[0].strip()]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name)] == []
    assert len(names) == len(set(names))


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def dead_links(page: Path, text: str) -> Iterator[str]:
    """Links in a page of Markdown that lead to no file or no heading."""
    for found in LINK.finditer(CODE.sub("", text)):
        target = found[1] or found[2]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists():
            yield f"{page}: {target} leads nowhere"
        elif heading and heading not in headings(text if there == page else there.read_text("utf-8")):
            yield f"{page}: {target} has no such heading"


def headings(text: str) -> Iterable[str]:
    """The anchors of a page's headings, as forges make them."""
    for line in re.findall(r"^#+ +(.*)$", CODE.sub("", text), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-")


def test_every_link_in_the_pages_leads_somewhere() -> None:
    none_of(told for page in project_files("*.md") for told in dead_links(page, page.read_text("utf-8")))


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# The house\n", "utf-8")
    other = tmp_path / "other.md"
    links = "[a](gone.md) [b](#two-words) [c](page.md#the-house) [d](page.md#attic) `[e](no.md)`"
    other.write_text(f"# Two words!\n{links}\n", "utf-8")
    assert [told.rpartition(": ")[2] for told in dead_links(other, other.read_text("utf-8"))] == [
        "gone.md leads nowhere",
        "page.md#attic has no such heading",
    ]


ARROW = re.compile(r"^ +(\S+) --> (\S+)$", re.MULTILINE)


def drawn_states(page: str) -> dict[str, set[str]]:
    """The arrows of the page's state picture: from each state to those that may follow."""
    picture = page.partition("stateDiagram-v2\n")[2].partition("```")[0]
    drawn: dict[str, set[str]] = {}
    for start, end in ARROW.findall(picture):
        drawn.setdefault(start, set()).add(end)
    return drawn


def test_the_picture_of_a_check_ins_states_is_the_code() -> None:
    drawn = drawn_states((HOUSE / "docs" / "architecture.md").read_text("utf-8"))
    assert drawn.pop("[*]") == {State.WAITING}
    coded = {state.value: {then.value for then in NEXT[state]} or {"[*]"} for state in State}
    assert drawn == coded


def test_a_missing_arrow_is_noticed() -> None:
    page = "```mermaid\nstateDiagram-v2\n  [*] --> waiting\n  waiting --> claimed\n```\n  a --> b\n"
    assert drawn_states(page) == {"[*]": {"waiting"}, "waiting": {"claimed"}}


OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]+|tmp/[a-z]\w*)/\S")


def own_paths(name: str, text: str) -> Iterator[str]:
    """Paths of the machine that something was written on."""
    for number, line in enumerate(text.splitlines(), 1):
        if OF_ONE_MACHINE.search(line):
            yield f"{name}:{number}: a path of one machine: {line.strip()[:80]}"


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    files = project_files("*.py", "*.md", "*.toml", "*.sh", "Makefile", ".ci/*", "*.list")
    none_of(told for path in files for told in own_paths(str(path), path.read_text("utf-8")))


def test_a_path_of_one_machine_is_noticed() -> None:
    assert len(list(own_paths("x", "see /" + "work/main/x or /" + "tmp/abc/y\nand ../shared/design\n"))) == 1
