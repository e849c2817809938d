#!/usr/bin/env bash
# Importing nbformat builds a parser of international web addresses (IRIs), where JupyterLab is installed.
#
# nbformat 5.11.1 validates notebooks with jsonschema 4.26.0, which looks for optional packages that
# check formats of texts. jupyter-events 0.12.1, a part of every Jupyter server, asks for jsonschema's
# extra "format-nongpl" and so for rfc3987-syntax 1.1.0. That package builds an Earley parser from its
# grammar when it is imported, whether or not a format "iri" is ever met; a notebook has none.
#
# A good guess would be that an optional check costs nothing until it is used. Seen here (Python 3.11,
# processor seconds of `import nbformat`): 0.2 without the package, 2.3 with it. Every
# process that reads a notebook pays that: nbgrader, nbconvert, nbclient, a server, a test run.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check \
    nbformat==5.11.1 'jsonschema[format-nongpl]==4.26.0' rfc3987-syntax==1.1.0 lark==1.3.1

cat >"$folder/cost.py" <<'PYTHON'
import sys, time

start = time.process_time()
import nbformat
print(f"{time.process_time() - start:.2f}", "rfc3987_syntax" in sys.modules)
PYTHON

cost() { "$python" "$folder/cost.py" >/dev/null; "$python" "$folder/cost.py"; }  # the second is compiled
read -r with imported < <(cost)
"$python" -m pip uninstall --quiet --yes rfc3987-syntax
read -r without left < <(cost)
echo "import nbformat: $with s with rfc3987-syntax (imported: $imported), $without s without it (imported: $left)"
[ "$imported" = True ] && [ "$left" = False ] || { echo "nbformat no longer imports rfc3987-syntax"; exit 1; }
"$python" -c "import sys; sys.exit(not $with > 2 * $without)" || { echo "It no longer costs twice as much."; exit 1; }
