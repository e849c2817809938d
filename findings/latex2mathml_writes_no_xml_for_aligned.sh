#!/usr/bin/env bash
# latex2mathml turns a formula with `aligned` into MathML that no XML parser reads.
#
# A good guess would be that a converter knows an environment or raises an error. latex2mathml 3.81.1 makes
# a table of `align`. Of `aligned`, the form that stands inside $$ ... $$ in a notebook, it makes no table and
# raises nothing: each & between two columns becomes an identifier, written as a bare & in <mi>&</mi>. A page
# that is read as HTML shows the signs & between the symbols; one that is read as XML, such as a page of an
# EPUB, is refused whole. A sign & that is meant, written \&, comes out escaped: a parser tells them apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check latex2mathml==3.81.1
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version
from xml.etree import ElementTree

from latex2mathml.converter import convert

print("latex2mathml", version("latex2mathml"))


def described(formula):
    text = convert(formula)
    try:
        tags = [x.tag.rpartition("}")[2] for x in ElementTree.fromstring(text).iter()]
        found = "a table" if "mtable" in tags else "no table"
    except ElementTree.ParseError as error:
        found = f"no XML ({error.msg.partition(':')[0]})"
    print(f"{formula}\n    {found}; bare &: {text.count('<mi>&</mi>')}")
    return found, text.count("<mi>&</mi>")


assert described(r"\begin{align} a &= b \\ c &= d \end{align}") == ("a table", 0)
found, bare = described(r"\begin{aligned} a &= b \\ c &= d \end{aligned}")
assert (found[:6], bare) == ("no XML", 2)
assert described(r"a \& b") == ("no table", 0)
PYTHON
