"""Sphinx's settings for the book, which `make book` writes to build/book.

The repository itself is the source folder: Sphinx reads lessons and pages in their own places, so
the links between them work. Pages load nothing from elsewhere; the build turns formulas into
MathML. The build also fills two pages, the API and the explorers.
"""

import pkgutil
from xml.etree import ElementTree

import latex2mathml.converter
from docutils import nodes
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from sphinx.util import logging

import autograder
import helpers
import helpers.explorers
from helpers.explorers.explorer import static, value_text

project = "Learning algorithms"
author = "The authors of the learning algorithms course"
copyright = "the authors; code BSD 3-Clause, prose and figures CC BY 4.0"
language = "en-GB"

root_doc = "docs/book/index"
include_patterns = ["docs/book/*.md", "docs/*.md", "notebooks/*.ipynb"]
exclude_patterns = [".*", "build", "demo-course", "tests", "source", "release", "submitted"]

extensions = ["myst_nb", "sphinx.ext.autodoc"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # lessons are committed with their outputs
nb_ipywidgets_js = {}  # the book shows explorers as still pictures; live ones need a kernel

highlight_language = "none"  # for docstrings; notebook cells name their language
autodoc_member_order = "bysource"
autodoc_typehints = "none"
# Aliases and bases name types of Python and of other packages, which have no page in this book.
nitpick_ignore_regex = [
    ("py:class", r"(?!helpers|autograder).*"),
    ("py:(obj|type)", r"numpy\._typing\..*"),
]

html_theme = "pydata_sphinx_theme"
html_title = "Learning algorithms"
html_theme_options = {
    "navbar_center": [],  # the side bar has the contents
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "show_toc_level": 2,
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"**": ["contents.html"]}
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["book.css"]
html_extra_path = ["front"]
html_domain_indices = False
html_use_index = False  # the API is one page, and the book has a search
html_show_sourcelink = False
html_copy_source = False
html_math_renderer = "mathml"


def modules(package):
    """The sorted names of the public modules in `package`, including its own name."""
    found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    names = [package.__name__, *(module.name for module in found)]
    return sorted(name for name in names if "._" not in name and ".exercises." not in name)


def _api():
    for package, whose in ((helpers, "What students have"), (autograder, "The instructors' side")):
        yield f"## {whose}\n"
        for name in modules(package):
            yield f"### {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n```\n"


def _stills():
    for explorer in helpers.explorers.every():
        InteractiveShell.instance()  # without a shell, display() publishes nothing
        with capture_output() as captured:
            static(explorer)
        yield f"## {explorer.title}\n\n{captured.outputs[0].data['text/html']}\n"
        yield "| knob | values | starts at |\n|---|---|---|"
        for knob in explorer.knobs:
            values = ", ".join(value_text(value) for value in knob.values)
            yield f"| {knob.label} | {values} | {value_text(knob.start)} |"
        yield ""


def _fill(app, docname, source):
    if docname == "docs/book/api":
        source[0] += "\n".join(_api())
    elif docname == "docs/book/explorers":
        source[0] += "\n".join(_stills())


def _plain(app, what, name, obj, options, lines):
    """Turns a docstring, which is plain text, into a literal block, so it appears as written."""
    if any(lines):
        lines[:] = ["::", "", *(f"   {line}" for line in lines), ""]


def mathml(formula, display):
    """A formula in LaTeX as MathML. Raises `ValueError` if the converter does not understand it.

    The converter leaves alone what it does not know: an `&` outside of a table, which is no
    well-formed MathML, or a command with its backslash.
    """
    try:
        text = latex2mathml.converter.convert(formula, display=display)
        unknown = [x.text for x in ElementTree.fromstring(text).iter() if "\\" in (x.text or "")]
    except Exception as error:
        raise ValueError(f"{formula!r} is no formula that can be shown ({error!r})") from None
    if unknown:
        raise ValueError(f"{formula!r} holds what cannot be shown: {', '.join(unknown)}")
    return text


def _mathml(display):
    def visit(translator, node):
        try:
            formula = mathml(node.astext(), display)
        except ValueError as error:
            logging.getLogger(__name__).warning("%s", error, location=node)
            raise nodes.SkipNode from None
        if display == "block":
            # The theme's script makes elements of this class reachable by Tab if they scroll.
            place = 'class="formula pst-scrollable-table-container" role="group"'
            formula = f'<div {place} aria-label="Formula">{formula}</div>'
        translator.body.append(formula)
        raise nodes.SkipNode

    return visit, None


def _reachable(app, pagename, templatename, context, doctree):
    """Puts the numbers behind an explorer's picture into a scrollable box that Tab reaches."""
    place = '<div class="numbers" role="group" aria-label="The numbers" tabindex="0"><table>'
    body = context.get("body", "")
    body = body.replace(
        "<summary>The numbers</summary><table>", f"<summary>The numbers</summary>{place}"
    )
    context["body"] = body.replace("</table></details>", "</table></div></details>")


def setup(app):
    """Connects the functions above to Sphinx: pages, docstrings, numbers and formulas."""
    app.connect("source-read", _fill)
    app.connect("autodoc-process-docstring", _plain)
    app.connect("html-page-context", _reachable)
    app.add_html_math_renderer("mathml", _mathml("inline"), _mathml("block"))
