"""Time the explorers in a real browser: from a key on a slider to the changed picture.

JupyterLab is started on a notebook that shows every explorer with one slider. Playwright drives
Chromium: it presses an arrow key, and the page itself takes the time from the key until the new
picture is decoded; then it presses 30 keys, one every 33 ms, as a held key does, and counts the
pictures that were seen.

    python benchmarks/explorers.py [--keys N] [--json FILE]

Exits with 1 if a target is missed: 100 ms at the 90th percentile, 15 pictures in the burst.
Playwright may live in another environment than the course: JupyterLab is run by the course's own
.venv where there is one.
"""

import argparse
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

HOME = Path(__file__).resolve().parents[1]
BURST, INTERVAL = 30, 33  # keys, and milliseconds from one to the next
MOST_MILLISECONDS, FEWEST_PICTURES = 100, 15
INSTALL = """This benchmark drives a real browser. It needs
  Playwright:  python -m pip install playwright
  Chromium:    sudo apt-get install chromium   (or: python -m playwright install chromium)"""

LIST = """
import importlib, json, pkgutil
import helpers.explorers as package
found = []
for module in pkgutil.iter_modules(package.__path__):
    loaded = importlib.import_module(f"helpers.explorers.{module.name}")
    for explorer in getattr(loaded, "EXPLORERS", ()):
        knobs = [knob.name for knob in explorer.knobs if knob.is_ordered]
        found.append([module.name, explorer.name, (["learning_rate"] * 2 + knobs)[
            0 if "learning_rate" in knobs else 2]])
print(json.dumps(found))
"""
CELL = """
from helpers.explorers import explorer, {module}
explorer.show(next(e for e in {module}.EXPLORERS if e.name == "{name}"), knobs=("{knob}",))
"""
# The picture is new when it is decoded, which is the frame in which it can be seen.
WATCH = """cell => {
    window.pictures = [];
    window.key = null;
    document.addEventListener('keydown', () => { window.key = performance.now() }, true);
    new MutationObserver(async () => {
        const image = cell.querySelector('.jp-OutputArea-output img');
        if (!image || image.src === window.seen) return;
        window.seen = image.src;
        await image.decode();
        window.pictures.push(performance.now());
    }).observe(cell, {subtree: true, childList: true, attributes: true});
}"""
RUN_ALL = """async () => {
    const w = jupyterapp.shell.currentWidget;
    await w.sessionContext.ready;
    await w.sessionContext.session.kernel.info;
    await jupyterapp.commands.execute('notebook:run-all-cells');
}"""
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def python_of_the_course():
    """Return the Python that has JupyterLab: that of .venv, else this one."""
    own = HOME / ".venv" / "bin" / "python"
    return str(own if own.exists() else sys.executable)


def listed_explorers():
    """Return [module, name, knob] of every explorer, as the course's own Python finds them."""
    answer = subprocess.run(
        [python_of_the_course(), "-c", LIST], cwd=HOME, capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


def write_notebook(folder, explorers):
    cells = [
        {
            "cell_type": "code",
            "id": f"explorer-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": CELL.format(module=module, name=name, knob=knob).strip(),
        }
        for number, (module, name, knob) in enumerate(explorers)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    (folder / "explorers.ipynb").write_text(
        json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5})
    )


def start_lab(folder):
    """Start JupyterLab on `folder`, apart from the user's settings; return it and its address."""
    token, port = secrets.token_hex(8), 8600 + os.getpid() % 300
    apart = {"HOME": str(folder), "PYTHONPATH": str(HOME)}
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        apart[f"JUPYTER_{name}"] = str(folder / ".jupyter" / name.lower())
    for name in ("SETTINGS", "WORKSPACES"):
        apart[f"JUPYTERLAB_{name}_DIR"] = str(folder / ".jupyter" / name.lower())
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
    ]
    log = (folder / "lab.log").open("w")
    server = subprocess.Popen(
        [python_of_the_course(), "-m", "jupyterlab", *options],
        env={**os.environ, **apart},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = monotonic() + 60
    while True:
        try:
            urlopen(f"{address}/api?token={token}", timeout=2).close()
            return server, f"{address}/lab/tree/explorers.ipynb?token={token}&reset"
        except (URLError, OSError):
            if server.poll() is not None or monotonic() > deadline:
                sys.exit(f"JupyterLab did not start:\n{(folder / 'lab.log').read_text()}")
            sleep(0.2)


def measure(page, cell, keys):
    """Return the milliseconds of `keys` single keys, and the number of pictures in a burst."""
    cell.scroll_into_view_if_needed()
    page.evaluate(WATCH, cell.element_handle())
    handle = cell.locator(".noUi-handle")
    handle.focus()
    stops = cell.evaluate("c => c.querySelectorAll('.noUi-handle').length") and walk(page, handle)
    times = []
    for number in range(keys + 3):
        before = page.evaluate("window.pictures.length")
        page.keyboard.press(next(stops))
        page.wait_for_function(f"window.pictures.length > {before}", timeout=5000, polling="raf")
        page.wait_for_timeout(150)
        taken = page.evaluate("window.pictures.at(-1) - window.key")
        if number >= 3:  # the first pictures of a figure are slow
            times.append(taken)
    before = page.evaluate("window.pictures.length")
    for _ in range(BURST):
        page.keyboard.press(next(stops))
        page.wait_for_timeout(INTERVAL)
    page.wait_for_timeout(1500)
    return times, page.evaluate("window.pictures.length") - before


def walk(page, handle):
    """Yield the arrow keys that lead the slider to one end, to the other, and so on."""
    key = "ArrowRight"
    while True:
        place = handle.get_attribute("aria-valuenow")
        ends = {
            "ArrowRight": handle.get_attribute("aria-valuemax"),
            "ArrowLeft": handle.get_attribute("aria-valuemin"),
        }
        if place == ends[key]:
            key = "ArrowLeft" if key == "ArrowRight" else "ArrowRight"
        yield key


def run(keys):
    """Return one dict for each explorer: its times and its pictures in the burst."""
    from playwright.sync_api import sync_playwright

    explorers = listed_explorers()
    results = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write_notebook(folder, explorers)
        server, address = start_lab(folder)
        try:
            executable = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
            page = browser.new_page(viewport={"width": 1200, "height": 1000})
            page.goto(address)
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
            page.evaluate(RUN_ALL)
            for number, (module, explorer, knob) in enumerate(explorers):
                cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
                cell.scroll_into_view_if_needed()
                cell.locator(".noUi-handle").wait_for(timeout=30_000)
                times, pictures = measure(page, cell, keys)
                results.append(
                    {
                        "module": module,
                        "explorer": explorer,
                        "knob": knob,
                        "median_ms": median(times),
                        "p90_ms": quantiles(times, n=10, method="inclusive")[-1],
                        "pictures_in_burst": pictures,
                    }
                )
            browser.close()
        finally:
            server.terminate()
            server.wait(20)
    return results


def report(results, keys):
    print(f"{keys} single keys, then a burst of {BURST}")
    print(f"{'explorer':18}{'slider':18}{'median':>10}{'p90':>10}{'pictures':>10}")
    for row in results:
        met = row["p90_ms"] <= MOST_MILLISECONDS and row["pictures_in_burst"] >= FEWEST_PICTURES
        print(
            f"{row['explorer']:18}{row['knob']:18}{row['median_ms']:7.0f} ms{row['p90_ms']:7.0f} ms"
            f"{row['pictures_in_burst']:10}{'' if met else '   MISSED'}"
        )
        row["met"] = met
    print(f"Targets: p90 at most {MOST_MILLISECONDS} ms, at least {FEWEST_PICTURES} pictures.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=40, help="single keys an explorer (40)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    try:
        import playwright  # noqa: F401
    except ImportError:
        sys.exit(INSTALL)
    try:
        results = run(arguments.keys)
    except Exception as error:
        if "Executable doesn't exist" in str(error):
            sys.exit(INSTALL)
        raise
    report(results, arguments.keys)
    if arguments.json:
        machine = {"machine": platform.machine(), "processors": os.cpu_count()}
        document = {"python": platform.python_version(), **machine, "results": results}
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if not all(row["met"] for row in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
