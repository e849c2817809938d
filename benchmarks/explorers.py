"""Time the explorers in a real browser: from a key on a slider to the changed picture.

The benchmark starts JupyterLab on a notebook that shows every explorer with one slider. Playwright
drives Chromium: it presses an arrow key, and the page itself measures the time from the key until
the new picture is decoded. Then Playwright presses 30 keys, one every 33 ms, as a held key does,
and the page counts the pictures that it showed.

    python benchmarks/explorers.py [--keys N] [--json FILE]

Exits with 1 if a target is missed: 100 ms at the 90th percentile, 15 pictures in the burst.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOME), str(HOME / "tests"), str(HOME / "tests/browser")]

import chromium  # noqa: E402
import lab  # noqa: E402
import people  # noqa: E402

from helpers import explorers  # noqa: E402

BURST, INTERVAL = 30, 33  # keys, and milliseconds from one to the next
MOST_MILLISECONDS, FEWEST_PICTURES = 100, 15
# A picture counts from the moment it is decoded: that is the frame in which it becomes visible.
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


def measure(page, cell, keys):
    """Return the milliseconds for each of `keys` single keys, and the pictures in a burst."""
    cell.scroll_into_view_if_needed()
    page.evaluate(WATCH, cell.element_handle())
    handle = cell.locator(".noUi-handle")
    handle.focus()
    stops = walk(handle)
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


def walk(handle):
    """Yield arrow keys that move the slider from end to end, again and again."""
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
    """Return one dict for each explorer: its times and its number of pictures in the burst."""
    knobs = {one.name: slider(one) for one in explorers.every()}
    results = []
    with tempfile.TemporaryDirectory() as name, chromium.started() as browser:
        folder, own = Path(name, "notebooks"), Path(name, "jupyter")
        folder.mkdir()
        own.mkdir()
        people.write_explorers(folder / "explorers.ipynb", {k: (v,) for k, v in knobs.items()})
        with lab.served(folder, own) as server, lab.new_page(browser) as page:
            lab.open_notebook(page, server, "explorers.ipynb")
            lab.run_all(page)
            for explorer, knob in knobs.items():
                cell = lab.cell(page, explorer)
                cell.scroll_into_view_if_needed()
                cell.locator(".noUi-handle").wait_for()
                times, pictures = measure(page, cell, keys)
                results.append(
                    {
                        "explorer": explorer,
                        "knob": knob,
                        "median_ms": median(times),
                        "p90_ms": quantiles(times, n=10, method="inclusive")[-1],
                        "pictures_in_burst": pictures,
                    }
                )
    return results


def slider(explorer):
    """The name of the knob to move: the learning rate if the explorer has one."""
    names = [knob.name for knob in explorer.knobs if knob.is_ordered]
    return "learning_rate" if "learning_rate" in names else names[0]


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
    if chromium.missing():
        sys.exit(f"Explorers are timed in a real browser: {chromium.missing()}")
    results = run(arguments.keys)
    report(results, arguments.keys)
    if arguments.json:
        machine = {"machine": platform.machine(), "processors": os.cpu_count()}
        document = {"python": platform.python_version(), **machine, "results": results}
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if not all(row["met"] for row in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
