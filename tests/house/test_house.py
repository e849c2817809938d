"""What holds for the repository as a whole: layout, dependencies, and what its files may say."""

import ast
import functools
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11.0", "3.11.9", "3.12.0", "3.13.0", "3.14.0")

TOP_LEVEL = {
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "CITATION.cff"),
    *("environment.yml", "pyproject.toml", "Makefile", "nbgrader_config.py"),
    *("notebooks", "source", "release", "helpers", "autograder"),
    *("findings", "tests", "benchmarks", "docs"),
}
# What a student's machine has: helpers may import nothing else.
STUDENT_PACKAGES = {"numpy", "matplotlib", "pillow", "ipywidgets", "ipython"}
# Where a module's name is not its distribution's and the distribution may not be installed.
DISTRIBUTIONS = {"sklearn": "scikit-learn", "yaml": "pyyaml", "IPython": "ipython"}


def direct(*extras):
    """The direct dependencies, by canonical name: the runtime list and those of `extras`."""
    lines = list(PROJECT["project"]["dependencies"])
    for extra in extras:
        lines += PROJECT["project"]["optional-dependencies"][extra]
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def lock_lines():
    """The requirements of the lock, each with its hashes behind it."""
    text = (ROOT / ".ci/requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split("#")[0].strip() for line in text.splitlines() if line.split("#")[0].strip()]


def pins_for(python):
    """The pinned versions, by canonical name, that the lock gives to `python` on Linux."""
    environment = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "implementation_name": "cpython",
        "platform_machine": "x86_64",
        "sys_platform": "linux",
        "os_name": "posix",
    }
    pins = {}
    for requirement in (Requirement(line.split(" --hash")[0]) for line in lock_lines()):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            (specifier,) = requirement.specifier
            assert specifier.operator == "==", f"{requirement} is not a pin"
            name = canonicalize_name(requirement.name)
            assert name not in pins, f"the lock gives Python {python} two pins of {name}"
            pins[name] = Version(specifier.version)
    return pins


def tracked(*folders):
    """The files that git tracks, as paths from the repository's folder."""
    # A clone may belong to another user, as in a container: git is told that this one is meant.
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", "--"]
    run = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(f"not a git clone, so there is no list of its files ({run.stderr.strip()})")
    return [Path(name) for name in run.stdout.split("\0") if name and (ROOT / name).exists()]


def python_files(*folders):
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    # What students would hand in is no code of the project's.
    files = [path for path in files if not path.is_relative_to(ROOT / "tests/audit/answers")]
    assert files, f"no Python files in {folders}"
    return files


def imports(path):
    """The top-level names that a file imports, those inside functions included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@functools.cache
def installed_distributions():
    return importlib.metadata.packages_distributions()


def third_party(path):
    """The distributions that a file's imports come from, the standard library and ours aside."""
    beside = {other.stem for other in path.parent.iterdir()}
    if path.is_relative_to(ROOT / "tests") or path.is_relative_to(ROOT / "benchmarks"):
        # Folders of tests share some modules, and a benchmark drives the browser as tests do.
        beside |= {other.stem for other in (ROOT / "tests").rglob("*.py")}
    ours = {"helpers", "autograder", "tests", "benchmarks", "conftest"} | beside
    found = {}
    for name in imports(path) - set(sys.stdlib_module_names) - ours:
        candidates = installed_distributions().get(name) or [DISTRIBUTIONS.get(name, name)]
        found[name] = {canonicalize_name(candidate) for candidate in candidates}
    return found


def undeclared(declared, *folders):
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in python_files(*folders)
        for name, candidates in third_party(path).items()
        if not candidates & set(declared)
    ]


# --- dependencies, in three places --------------------------------------------------------------


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_pins_every_direct_dependency_within_its_range(python):
    pins = pins_for(python)
    ranges = direct("test", "book", "lite", "dev")
    assert not ranges.keys() - pins.keys(), "not pinned: run `make lock`"
    outside = {n: str(pins[n]) for n, allowed in ranges.items() if pins[n] not in allowed}
    assert not outside, "pinned outside the range of pyproject.toml: run `make lock`"


def test_the_lock_holds_pins_and_nothing_else():
    options = [
        line for line in lock_lines() if line.startswith("-") or "://" in line or "@" in line
    ]
    assert not [line for line in lock_lines() if "--hash=sha256:" not in line], "without a hash"
    assert not options, "an index, a link or a path in the lock"
    assert lock_lines() == sorted(
        lock_lines(), key=lambda line: canonicalize_name(re.split("[= ]", line)[0])
    )


def test_benchmark_rivals_are_in_no_other_list():
    bench = {
        canonicalize_name(Requirement(r).name)
        for r in PROJECT["project"]["optional-dependencies"]["bench"]
    }
    assert not bench & direct("test", "book", "lite", "dev").keys()
    assert not bench & pins_for("3.12.0").keys()


def test_environment_yml_lists_the_same_names_and_ranges():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *lines, pip = environment["dependencies"]
    assert pip["pip"][-1] == "-e ."
    lines += pip["pip"][:-1]
    listed = {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}
    assert len(listed) == len(lines), "a name stands there twice"
    python = listed.pop("python")
    listed.pop("pip")
    assert listed == direct("test", "book", "lite", "dev")
    assert all(version in python for version in PYTHONS)
    assert {*PROJECT["project"]["requires-python"].split(",")} <= {*map(str, python)}
    assert set(environment["channels"]) <= {"conda-forge", "nodefaults"}


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    stated = [
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *chain.from_iterable(PROJECT["project"]["optional-dependencies"].values()),
    ]
    silent = []
    for requirement in stated:
        lines = re.findall(rf'.*"{re.escape(requirement)}".*', text)
        assert lines, f"{requirement} is written another way there"
        silent += [line.strip() for line in lines if not re.search(r'"[],]\s+# \S+ \S+', line)]
    assert not silent, "add a comment with the reason"


def test_the_claimed_pythons_and_numpys_are_the_tested_ones():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    prefix = "Programming Language :: Python :: "
    claimed = [
        c.removeprefix(prefix) for c in PROJECT["project"]["classifiers"] if c.startswith(prefix)
    ]
    assert claimed == sorted({python.rpartition(".")[0] for python in PYTHONS}, key=Version)
    assert f".ci/find-python {claimed[-1]} " in makefile

    oldest = Version(re.search(r"^OLDEST_NUMPY := (\S+)$", makefile, re.M)[1])
    (floor,) = (Version(s.version) for s in direct()["numpy"] if s.operator == ">=")
    assert oldest.release[:2] == floor.release[:2]
    newest = {python: pins_for(python)["numpy"].release[:2] for python in PYTHONS}
    # NumPy 2.5 needs Python 3.12: the pins differ there, and both are tested.
    assert {python for python, numpy in newest.items() if numpy == (2, 4)} == {"3.11.0", "3.11.9"}
    assert set(newest.values()) == {(2, 4), (2, 5)}


def test_the_citation_names_the_version_of_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["project"]["version"]


# --- one ruff -----------------------------------------------------------------------------------


def test_commits_and_make_use_the_ruff_of_the_lock():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"], "a hook from elsewhere"
    hooks = config["repos"][0]["hooks"]
    assert sum("ruff" in hook["entry"] for hook in hooks) == 2
    for hook in hooks:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/"), f"{hook['id']} runs outside .venv"
        assert "additional_dependencies" not in hook

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "VENV := .venv\n" in makefile
    assert re.search(r"^export PATH := \$\(CURDIR\)/\$\(VENV\)/bin:", makefile, re.M)
    calls = re.findall(r"^\t(.*\bruff (?:check|format)\b.*)$", makefile, re.M)
    assert len(calls) == 4
    assert all(call.startswith("ruff ") for call in calls), "a ruff from outside .venv"

    if Path(sys.prefix) == ROOT / ".venv":
        pinned = pins_for("{}.{}.{}".format(*sys.version_info))["ruff"]
        assert Version(importlib.metadata.version("ruff")) == pinned, "run `make setup`"


# --- layout -------------------------------------------------------------------------------------


def test_the_top_level_is_the_agreed_one():
    names = {path.parts[0] for path in tracked()}
    assert "pyproject.toml" in names, "git tracks nothing here yet: git add the files first"
    assert not {name for name in names if not name.startswith(".")} - TOP_LEVEL


def test_every_data_file_of_a_package_is_installed_with_it():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    left_out = []
    for package in ("helpers", "autograder"):
        assert all(pattern.startswith("**/*.") for pattern in patterns[package])
        suffixes = {pattern.removeprefix("**/*") for pattern in patterns[package]} | {".py"}
        left_out += [str(path) for path in tracked(package) if path.suffix not in suffixes]
    assert not left_out, "add the kind to package-data in pyproject.toml"


def test_helpers_never_imports_autograder():
    """Students have the one and not the other."""
    assert not [
        str(p.relative_to(ROOT)) for p in python_files("helpers") if "autograder" in imports(p)
    ]


def test_helpers_imports_only_what_students_have():
    assert not undeclared(STUDENT_PACKAGES, "helpers")


def test_what_is_imported_is_declared():
    assert not undeclared(direct(), "helpers")
    assert not undeclared(direct("cluster"), "autograder")  # cluster.py says what to install
    assert not undeclared(direct("test"), "tests")
    if any((ROOT / "benchmarks").rglob("*.py")):
        assert not undeclared(direct("test", "bench"), "benchmarks")


# --- what files may say -------------------------------------------------------------------------

# Written in pieces, so that this file does not hold what it looks for.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("registry", "npmjs"),
        ("registry", "yarnpkg"),
        ("deb", "debian", "org"),
        ("conda", "anaconda", "org"),
    ]
]
MACHINE_PATHS = [
    r"(?<![\w.~}])/" + folder + "/" for folder in ("root", "work", "tmp/bash" + "_jobs")
]
SECRETS = [
    "-----BEGIN [A-Z ]*PRIVATE " + "KEY-----",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    r"\bsk-[A-Za-z0-9_-]{32,}\b",
    r"://[^/\s:@<>{}$]+:[^/\s:@<>{}$*]{6,}@",
]


def lines_that_hold(pattern):
    found = []
    for path in tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or the like
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{path}:{number}")
    return found


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_package_registry(host):
    """Which registry or mirror is used is the reader's setting, not ours."""
    assert not lines_that_hold(re.escape(host))


@pytest.mark.parametrize("pattern", MACHINE_PATHS)
def test_no_file_holds_a_path_of_the_machine_it_was_made_on(pattern):
    assert not lines_that_hold(pattern)


@pytest.mark.parametrize(
    "pattern", SECRETS, ids=["private key", "AWS", "GitHub", "API key", "password in a URL"]
)
def test_no_file_holds_a_secret(pattern):
    assert not lines_that_hold(pattern)
