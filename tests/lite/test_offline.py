"""A student solves an exercise in the browser, and no request leaves this machine.

Not part of `make test`, since it fetches 83 MB: `make test-lite` runs it.
"""

import functools
import http.server
import os
import shutil
import threading

import offline
import pytest

ASKED = os.environ.get("TEST_LITE") == "1"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ASKED, reason="fetches 83 MB; run it with: make test-lite"),
]

TASK = "release/gradient_descent/gradient_descent_task.ipynb"
SOLUTION = """\
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient
"""
SLOPE = SOLUTION.replace("phi - learning", "phi + learning")
PATIENCE = 180_000  # ms; Pyodide, NumPy and Matplotlib start in 20 s on two free cores


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def address(laid_out, tmp_path_factory):
    work = tmp_path_factory.mktemp("offline")
    lay = work / "lay"
    shutil.copytree(laid_out, lay)
    try:
        site = offline.build(lay, work)
    except offline.Missing as missing:
        pytest.skip(f"the offline site cannot be made: {missing}")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=site)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_wrong_and_a_right_answer_are_told_apart_in_the_browser_offline(address, browser):
    elsewhere = []
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.on("request", lambda request: elsewhere.append(request.url))
    page = context.new_page()
    page.goto(f"{address}/lab/index.html?path={TASK}")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    cells = page.locator(".jp-CodeCell")
    for cell in (cells.nth(0), cells.nth(1)):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
    answer = cells.filter(has_text="def gradient_step")
    asks = cells.filter(has_text='check("gradient_step"')
    for code, words in ((SLOPE, "not right yet"), (SOLUTION, "gradient_step: right")):
        answer.locator(".cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
        page.keyboard.press("Shift+Enter")
        asks.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        asks.locator(".jp-OutputArea-output", has_text=words).first.wait_for()
    context.close()
    local = (address, "data:", "blob:")
    assert elsewhere
    assert not [url for url in elsewhere if not url.startswith(local)]
