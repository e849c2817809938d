"""The data sets of the course: the demo's quadratic, Prince's Gabor model, Fisher's iris."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

IRIS_CSV = Path(__file__).with_name("datasets") / "iris.csv"


def quadratic(seed: int = 0, n: int = 100, noise: float = 0.5) -> tuple[NDArray, NDArray]:
    """Return the demo's data: X (n, 1) uniform on [−2, 2] and y = 2 X² + normal noise, (n, 1).

    `noise` is a standard deviation. The defaults give exactly the demo's 100 points.
    """
    # RandomState is NumPy's old generator. These data were first drawn after np.random.seed(0), and
    # only the old generator repeats that stream. A separate object leaves the global one unchanged.
    rng = np.random.RandomState(seed)
    X = rng.uniform(-2, 2, size=(n, 1))
    y = 2 * X**2 + rng.normal(0, noise, size=(n, 1))
    return X, y


GABOR_PHI = np.array([0.0, 16.6])


def gabor(rng: np.random.Generator, n: int = 30, noise: float = 0.1) -> tuple[NDArray, NDArray]:
    """Return x (n,), uniform on [−15, 15], and y (n,), the Gabor model at φ = (0, 16.6) plus noise.

    The set-up of Prince (2023), section 6.1.2 and figure 6.4. `noise` is the standard deviation of
    normal noise; the book does not state it, and this course uses 0.1. `rng` is a
    `numpy.random.Generator`.
    """
    x = rng.uniform(-15, 15, size=n)
    return x, gabor_model(GABOR_PHI, x) + rng.normal(0, noise, size=n)


def gabor_model(phi: ArrayLike, x: NDArray) -> NDArray:
    """Return f[x, φ] = sin(u) exp(−u²/32) with u = φ₀ + 0.06 φ₁ x (Prince 2023, equation 6.8).

    phi is (2,) and x (n,); the result is (n,). For many models at once phi may be (…, 2), and the
    result is (…, n).
    """
    u = _phase(phi, x)
    return np.sin(u) * np.exp(-(u**2) / 32)


def gabor_loss(phi: ArrayLike, x: NDArray, y: NDArray) -> NDArray:
    """Return the mean squared error of the Gabor model, (…,) for phi (…, 2); a number for (2,).

    Prince takes the sum over the samples; this course takes the mean, as everywhere.
    """
    return np.mean((gabor_model(phi, x) - y) ** 2, axis=-1)


def gabor_gradient(phi: ArrayLike, x: NDArray, y: NDArray) -> NDArray:
    """Return the gradient of `gabor_loss` by phi, of phi's shape (…, 2)."""
    u = _phase(phi, x)
    envelope = np.exp(-(u**2) / 32)
    dL_du = 2 * (np.sin(u) * envelope - y) * envelope * (np.cos(u) - u / 16 * np.sin(u))
    return np.stack([dL_du.mean(axis=-1), (dL_du * 0.06 * x).mean(axis=-1)], axis=-1)


def _phase(phi: ArrayLike, x: NDArray) -> NDArray:
    phi = np.asarray(phi)
    if phi.ndim == 0 or phi.shape[-1] != 2:
        raise ValueError(f"phi has the shape {phi.shape}: the Gabor model has two parameters, (2,)")
    return phi[..., :1] + 0.06 * phi[..., 1:] * x


IRIS_MEASUREMENTS = ("sepal_length", "sepal_width", "petal_length", "petal_width")


def iris() -> tuple[NDArray, NDArray]:
    """Return Fisher's iris: measurements (150, 4) in cm and species (150,).

    The columns are `IRIS_MEASUREMENTS`. species holds "setosa", "versicolor" and "virginica", 50
    of each, in this order. Source and known errata: datasets/README.md.
    """
    with IRIS_CSV.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    measurements = np.array([[float(row[name]) for name in IRIS_MEASUREMENTS] for row in rows])
    return measurements, np.array([row["species"] for row in rows])


def iris_versicolor() -> tuple[NDArray, NDArray]:
    """Return X (150, 1), standardised petal length, and y (150, 1): 1.0 for versicolor, else 0.0.

    To standardise, the mean of all 150 is subtracted and the result divided by their standard
    deviation (over n, not n − 1). Versicolor's petal lengths lie between those of the other two
    species, so a single threshold cannot separate versicolor from both.
    """
    measurements, species = iris()
    petal_length = measurements[:, [IRIS_MEASUREMENTS.index("petal_length")]]
    X = (petal_length - petal_length.mean()) / petal_length.std()
    return X, (species == "versicolor").astype(float).reshape(-1, 1)
