"""JupyterLab in a real browser: starts JupyterLab and does what a person does in a notebook.

Every function waits until its effect is visible, for at most `PATIENCE`.
"""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 90
"""The longest wait for any condition, in seconds: long, because the machine may be busy."""

SETTINGS = {
    # No pop-up with news, which JupyterLab would fetch from the web.
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
    # The page contains all cells, even those out of sight.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}
DARK = {"@jupyterlab/apputils-extension/themes": {"theme": "JupyterLab Dark"}}


@contextlib.contextmanager
def new_page(browser, width=1200, height=1000, **settings):
    """A page with its own cookies, open until the block ends."""
    context = browser.new_context(viewport={"width": width, "height": height}, **settings)
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.set_default_navigation_timeout(1000 * PATIENCE)
    yield page
    context.close()


@dataclass
class Server:
    """A running JupyterLab."""

    folder: Path
    url: str
    token: str

    def address(self, path=""):
        """The address of the file `path` in the server's folder, in a fresh workspace."""
        place = f"lab/tree/{path}" if path else "lab"
        return f"{self.url}{place}?token={self.token}&reset"


@contextlib.contextmanager
def served(folder, own, **settings):
    """Runs JupyterLab on `folder` until the block ends.

    Notebooks import the `helpers` in `folder`, if there is one. `own` is an empty folder for
    JupyterLab's own files, so that it neither reads nor writes those of the user. `settings` are
    settings of JupyterLab in addition to `SETTINGS`.
    """
    apart = {"HOME": str(own), "PYTHONPATH": str(folder), "IPYTHONDIR": str(own / "ipython")}
    for name in ("JUPYTER_CONFIG", "JUPYTER_DATA", "JUPYTER_RUNTIME"):
        apart[f"{name}_DIR"] = str(own / name)
    for name in ("JUPYTERLAB_SETTINGS", "JUPYTERLAB_WORKSPACES"):
        apart[f"{name}_DIR"] = str(own / name)
    for name, content in {**SETTINGS, **settings}.items():
        path = own / "JUPYTERLAB_SETTINGS" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    token = secrets.token_hex(16)
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=0",  # any free port; the server says which
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    # nbgrader and its validator find programs of this environment on PATH.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    log = own / "lab.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder,
            env={**os.environ, **apart, "PATH": path},
            stdout=stream,
            stderr=stream,
        )
    try:
        yield Server(folder, _url(process, own / "JUPYTER_RUNTIME", token, log), token)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()  # It waits for its kernels; they end once it is gone.
            process.wait()


def _url(process, runtime, token, log):
    """Waits until the server answers, and returns its address."""
    file = runtime / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError, ValueError, URLError):
            url = json.loads(file.read_text())["url"]
            urlopen(f"{url}api/status?token={token}", timeout=5).close()
            return url
        assert process.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.1)


# --- a notebook -----------------------------------------------------------------------------------

_NOTEBOOK = "jupyterapp.shell.currentWidget"
_READY = f"""async () => {{
    const session = {_NOTEBOOK}.sessionContext;
    await session.ready;
    await session.session.kernel.info;
}}"""
_IN_ORDER = f"""() => {{
    const cells = {_NOTEBOOK}.content.widgets.filter(
        cell => cell.model.type === 'code' && cell.model.sharedModel.source.trim());
    return cells.every((cell, place) => cell.model.executionCount === place + 1);
}}"""
_WATCH = """command => {
    window.watched = new Promise(resolve => jupyterapp.commands.commandExecuted.connect(
        (_, { id, result }) => id === command && result.then(resolve)));
}"""
_ERRORS = f"""() => {_NOTEBOOK}.content.widgets.filter(cell => cell.model.type === 'code')
    .flatMap(cell => cell.model.outputs.toJSON())
    .filter(output => output.output_type === 'error')
    .map(output => `${{output.ename}}: ${{output.evalue}}`)"""


def open_notebook(page, server, path):
    """Opens the notebook at `path` in JupyterLab and waits for its kernel."""
    _open(page, server.address(path))


def open_in_notebook_7(page, server, path):
    """Opens the notebook at `path` in Notebook 7 and waits for its kernel."""
    _open(page, f"{server.url}notebooks/{path}?token={server.token}")


def _open(page, address):
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(f"{_NOTEBOOK}?.sessionContext?.session?.kernel")
    _wait_for(page, f"({_READY})()")


def hide_sidebar(page):
    """Closes the list of files beside the notebook, to make room for the notebook."""
    _wait_for(page, "jupyterapp.commands.execute('application:toggle-left-area')")


def run_all(page):
    """Runs all cells and waits for the end; a cell that raises an error ends the run."""
    _wait_for(page, "jupyterapp.commands.execute('notebook:run-all-cells')")


def restart_and_run_all(page):
    """Presses "Restart the kernel and run all cells", and waits until the command has ended."""
    command = "notebook:restart-run-all"
    with _ended(page, command):
        page.locator(f'.jp-NotebookPanel-toolbar [data-command="{command}"]').click()
        page.locator(".jp-Dialog .jp-mod-accept").click()


@contextlib.contextmanager
def _ended(page, command):
    """Waits until the command that the block gives by clicking has ended."""
    page.evaluate(_WATCH, command)
    yield
    _wait_for(page, "window.watched")


def _wait_for(page, promise):
    """Waits for a JavaScript promise, for at most `PATIENCE`."""
    page.evaluate(f"() => {{ window.kept = false; {promise}.then(() => window.kept = true); }}")
    page.wait_for_function("window.kept")


def has_run_in_order(page):
    """Whether every code cell has run once, in order from top to bottom."""
    return page.evaluate(_IN_ORDER)


def cell(page, id):
    """The cell with this id."""
    place = page.evaluate(
        f"id => {_NOTEBOOK}.content.widgets.findIndex(cell => cell.model.id === id)", id
    )
    assert place >= 0, f"there is no cell {id}"
    return page.locator(".jp-Notebook .jp-Cell").nth(place)


def write(page, id, text):
    """Replaces the content of the cell by typing `text` into its editor."""
    editor = cell(page, id).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page, id):
    """Runs the cell with Shift+Enter, waits until it has ended, and returns the cell."""
    here = cell(page, id)
    here.locator(".cm-content").click()
    with _ended(page, "notebook:run-cell-and-select-next"):
        page.keyboard.press("Shift+Enter")
    return here


def errors(page):
    """The errors in the notebook's outputs: a list of names and texts."""
    return page.evaluate(_ERRORS)


def validate(page):
    """Presses nbgrader's button Validate, closes its window, and returns the window's text."""
    page.locator("jp-button.validate-button, .validate-button").first.click()
    message = page.locator("#validation-message")
    message.locator("xpath=self::*[contains(@class, 'validation-')]").wait_for()
    text, kind = message.inner_text(), message.get_attribute("class")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    message.wait_for(state="detached")
    return "success" if "validation-success" in kind else "failed", text


def drag(page, handle, pixels):
    """Drags a handle to the right with the mouse."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y, steps=5)
    page.mouse.up()


def picture(part):
    """The source and the alternative text of the picture in this part of a page."""
    image = part.locator("img").first
    return image.get_attribute("src"), image.get_attribute("alt")


def changed_picture(page, part, before):
    """Waits until this part shows a loaded picture other than `before`; returns the picture."""
    page.wait_for_function(
        """([part, before]) => {
            const image = part.querySelector('img');
            return image && image.complete && image.getAttribute('src') !== before;
        }""",
        arg=[part.element_handle(), before[0]],
    )
    return picture(part)


# --- formgrader -----------------------------------------------------------------------------------


def open_formgrader(page, server):
    """Opens formgrader from JupyterLab's menu; returns its frame, showing the list to mark."""
    page.goto(server.address())
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    form = page.frame_locator('iframe[src*="formgrader"]')
    form.get_by_role("link", name="Manual Grading").click()
    return form


def open_submission(page, form, *links):
    """Follows links to a submission in formgrader; waits until its fields react to typing."""
    for link in links:
        form.get_by_role("link", name=link, exact=True).click()
    form.locator(".nbgrader_cell").first.wait_for()
    (frame,) = (frame for frame in page.frames if "/formgrader/submissions/" in frame.url)
    frame.wait_for_function("formgrader.grades?.loaded && formgrader.comments?.loaded")


@contextlib.contextmanager
def saved(page, address):
    """Waits until the server has saved the block's changes at the address."""
    with page.expect_response(
        lambda answer: address in answer.url and answer.request.method == "PUT"
    ) as answer:
        yield
    assert answer.value.ok, answer.value.status_text
