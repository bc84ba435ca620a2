"""The distribution: a wheel that holds all that a site needs, installed where nothing else of Tarikh is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, snapshot
from tarikh.begin import SAME_EVERYWHERE

LEFT_OUT = {"__pycache__"}  # of Python's, where the theme's own scripts have run


def package(source: Path, kind: str, target: Path) -> Path:
    """Makes a wheel or an sdist of a folder, as `pip` has it made."""
    result = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=source,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    [made] = target.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and what it needs from where the tests have it.

    A path in a .pth file is searched for packages, but the .pth files in it are not read: the checkout, which one of
    them names, is not seen.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=os.name != "nt", with_pip=False)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--quiet", str(wheel)], check=True, timeout=120)
    where = {"base": str(environment), "platbase": str(environment)}
    packages = Path(sysconfig.get_path("purelib", "venv", where))
    (packages / "needed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return programs


def run(program: Path, *arguments: str, folder: Path) -> str:
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SITEURL")}
    result = subprocess.run(
        [program, *arguments], cwd=folder, env=inherited, capture_output=True, encoding="utf-8", timeout=120
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_holds_the_theme_and_what_new_projects_have(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    theme = {
        f"tarikh/theme/{path}": content
        for path, content in snapshot(ROOT / "theme").items()
        if not LEFT_OUT & set(Path(path).parts)
    }
    assert len(theme) > 50
    assert {path: held.get(path) for path in theme} == theme
    for path in (*SAME_EVERYWHERE, "content/languages.yaml", "pelicanconf.py"):
        assert held[f"tarikh/{path}"] == (ROOT / path).read_bytes()
    for path, content in snapshot(ROOT / "generator/tarikh/starter").items():
        assert held[f"tarikh/starter/{path}"] == content
    assert not [path for path in held if "__pycache__" in path or path.startswith(("tests", "seeds", "content"))]


def test_the_sdist_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    assert package(source, "wheel", tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_a_site_is_made_where_only_the_wheel_is_installed(installed: Path, tmp_path: Path) -> None:
    asked = "import tarikh, sys; print(tarikh.__file__, *(path for path in sys.path if 'generator' in path))"
    found = Path(run(installed / "python", "-c", asked, folder=tmp_path).strip())
    assert found.is_relative_to(installed.parent)
    run(installed / "tarikh", "init", "my-timeline", folder=tmp_path)
    project = tmp_path / "my-timeline"
    assert run(installed / "tarikh", "check", "--strict", folder=project) == "0 errors, 0 warnings in 2 events\n"
    run(installed / "tarikh", "build", "--strict", folder=project)
    assert (project / "output/ar/events/library-opens.html").is_file()
    assert not list(project.rglob("theme/templates"))
    shutil.rmtree(project / "output")
    run(installed / "python", "-m", "pelican", folder=project)
    assert (project / "output/ar/events/library-opens.html").is_file()


def test_an_installed_project_is_that_of_a_checkout(installed: Path, tmp_path: Path) -> None:
    source = ("--source", "git+https://example.org/tarikh@v1")  # else each asks for what it was installed from
    run(installed / "tarikh", "init", "one", *source, folder=tmp_path)
    run(Path(sys.executable), "-m", "tarikh", "init", "other", *source, folder=tmp_path)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "other")
