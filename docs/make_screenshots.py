"""Make the README's pictures, `docs/images/*.png`, from the pages of a student and an instructor.

    .venv/bin/python docs/make_screenshots.py

The script drives JupyterLab in Chromium, as tests/browser does. It takes about two minutes.
"""

import io
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/browser")]

import chromium  # noqa: E402
import copies  # noqa: E402
import lab  # noqa: E402
import people  # noqa: E402
from PIL import Image  # noqa: E402

from autograder.build import play  # noqa: E402

IMAGES = ROOT / "docs/images"
WIDTH, LARGEST, GREYS, COLOURS = 1200, 150_000, 24, 24
LESSON, TASK = "notebooks/gradient_descent.ipynb", "gradient_descent_task.ipynb"
WRONG = """def gradient_step(phi, gradient, learning_rate):
    return phi + learning_rate * gradient"""


def main():
    """Makes the three pictures."""
    if chromium.missing():
        sys.exit(f"No screenshots: {chromium.missing()}")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium.started() as browser:
        folders = [Path(name) / part for part in ("course", "kit", "jupyter")]
        for folder in folders:
            folder.mkdir()
        course = copies.copy_of_course(folders[0])
        people.unpack_kit(course, folders[1])
        with lab.served(*folders[1:]) as server:
            with page_for(browser, 860) as page:
                save("explorer", explorer(page, server))
            with page_for(browser, 900) as page:
                save("message", message(page, server))
        with page_for(browser, 900) as page:
            save("report", report(page, course))


def page_for(browser, width):
    """A page of this width in CSS pixels, at twice the resolution; `save` scales it to `WIDTH`."""
    return lab.new_page(browser, width=width, height=1400, device_scale_factor=2)


def explorer(page, server):
    """A picture of the explorer of small batches, a few steps after its start."""
    lab.open_notebook(page, server, LESSON)
    lab.hide_sidebar(page)
    lab.run(page, "imports")
    output = lab.run(page, "explore-cloud").locator(".widget-vbox")
    output.wait_for()
    slider = output.get_by_role("slider", name="Steps so far")
    for _ in range(3):
        before = lab.picture(output)
        slider.focus()
        page.keyboard.press("ArrowRight")
        lab.changed_picture(page, output, before)
    return output.screenshot()


def message(page, server):
    """A picture of the message to a student with the wrong sign, with the stronger hint open."""
    lab.open_notebook(page, server, f"release/gradient_descent/{TASK}")
    lab.hide_sidebar(page)
    lab.run(page, "gd-imports")
    lab.write(page, "gd-gradient-step", WRONG)
    lab.run(page, "gd-gradient-step")
    told = lab.run(page, "gd-check-gradient-step")
    told.get_by_text("A stronger hint").click()
    told.locator("details p").wait_for()
    return told.screenshot()


def report(page, course):
    """A picture of the top of the report on a played class."""
    people.give(course, "nbgrader", "generate_assignment", "gradient_descent", "--force")
    play.play_class(course, "gradient_descent")
    people.give(course, "course", "grade", "gradient_descent", "--seed", "1")
    people.give(course, "course", "report", "gradient_descent")
    page.goto((course.root / "reports/gradient_descent/index.html").as_uri())
    return page.screenshot(clip={"x": 0, "y": 0, "width": 900, "height": 1100})


def save(name, png):
    """Writes the picture, `WIDTH` wide and with few colours."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image = image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.LANCZOS)
    path = IMAGES / f"{name}.png"
    # Text and maps get greys of their own: MAXCOVERAGE alone would tint them. Other methods lose
    # colours.
    palette = [level for step in range(GREYS) for level in [255 * step // (GREYS - 1)] * 3]
    palette += image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).getpalette()
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(palette[: 3 * (GREYS + COLOURS)])
    few = image.quantize(palette=chosen, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {image.width} × {image.height}, {size / 1000:.0f} kB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB. Lower COLOURS.")


if __name__ == "__main__":
    main()
