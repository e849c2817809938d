# What is judged is coverage alone. An answer that covers what was asked for is right, whatever the
# runs are worth: whoever reads the comment decides on that.

# %% right: loop over pairs of rate and iterations
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    accuracy = np.mean(predict(X, params) == y)
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses, accuracy=accuracy
    )

# %% right: helper function, accuracy as a plain float
learning_rate_runs = RunLog("learning_rate_runs")


def run(rate, steps, seed=1):
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(seed))
    right = float((predict(X, params) == y).mean())
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses, accuracy=right
    )


run(0.005, 400)
run(0.005, 800)
run(2, 800)
run(2, 400)
run(100, 400)

# %% right: itertools.product, seeds logged, share counted in a loop
from itertools import product

learning_rate_runs = RunLog("learning_rate_runs")
for rate, n, seed in product((0.01, 2.0, 120.0), (200, 800), (0, 1)):
    trained, curve = train(X, y, 4, n, rate, np.random.default_rng(seed))
    hits = sum(int(a == b) for a, b in zip(predict(X, trained).ravel(), y.ravel()))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=n, n_hidden=4, seed=seed,
        losses=curve, accuracy=hits / len(y),
    )

# %% right: settings as dicts, unpacked with **
learning_rate_runs = RunLog("learning_rate_runs")
settings = [
    {"learning_rate": 0.02, "n_iterations": 300},
    {"learning_rate": 2.0, "n_iterations": 300},
    {"learning_rate": 2.0, "n_iterations": 900},
    {"learning_rate": 80.0, "n_iterations": 300},
]
for s in settings:
    s["n_hidden"] = 4
    p, curve = train(X, y, rng=np.random.default_rng(7), **s)
    wrong = np.abs(np.asarray(predict(X, p), float) - y).sum()
    learning_rate_runs.log(losses=curve, accuracy=1 - wrong / 150, **s)

# %% right: rates from np.logspace, scikit-learn counts the hits
from sklearn.metrics import accuracy_score

learning_rate_runs = RunLog("learning_rate_runs")
for steps in (250, 1000):
    for rate in np.logspace(-2, 2, 3):
        p, curve = train(X, y, 4, steps, float(rate), np.random.default_rng(3))
        learning_rate_runs.log(
            learning_rate=float(rate), n_iterations=steps, n_hidden=4, losses=curve,
            accuracy=accuracy_score(y.ravel(), np.ravel(predict(X, p))),
        )

# %% wrong [no-rate-too-large]: no rate that is too large
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.001, 300), (0.01, 300), (1.0, 1000)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-rate-too-small]: no rate that is too small
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(1.0, 1000), (2.0, 700), (100.0, 300)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [one-number-of-iterations]: all runs have the same number of iterations
learning_rate_runs = RunLog("learning_rate_runs")
for rate in (0.01, 2.0, 100.0):
    params, losses = train(X, y, 4, 700, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=700, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-run-works]: no run works, all rates and iterations too small or too large
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.001, 300), (0.01, 400), (200.0, 300)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong: accuracy in percent instead of a share
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=100 * np.mean(predict(X, params) == y),
    )

# %% wrong [nothing-logged]: accuracy not logged
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses)

# %% right: n_hidden not logged
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-run-works]: (n, 1) compared with (n,), the accuracy is a mean over an (n, n) array
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y[:, 0]),
    )

# %% wrong [no-rate-too-large]: only the last loss of each run is logged
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=[losses[-1]],
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong: the log stays empty
learning_rate_runs = RunLog("learning_rate_runs")
results = []
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    results.append((rate, steps, losses, np.mean(predict(X, params) == y)))

# %% wrong [no-rate-too-large]: a plain list of dicts instead of a RunLog
learning_rate_runs = []
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.append(
        dict(learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
             accuracy=np.mean(predict(X, params) == y))
    )

# %% wrong [no-run-works]: log() stands after the loop, only the last run is there
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
learning_rate_runs.log(
    learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
    accuracy=np.mean(predict(X, params) == y),
)

# %% wrong [no-rate-too-small]: the "small" rate reaches 93 % too, nothing is too small
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.9, 1600), (2.0, 800), (100.0, 300)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-rate-too-large]: the "large" rate of 2 still falls smoothly
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (2.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-rate-too-small]: always trained with rate 1, the other rates only written into the log
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 1000), (1.0, 1500), (100.0, 1000)]:
    params, losses = train(X, y, 4, steps, 1.0, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-rate-too-small]: accuracy of the first network logged for all runs (trained once too early)
learning_rate_runs = RunLog("learning_rate_runs")
params, _ = train(X, y, 4, 1500, 1.0, np.random.default_rng(0))
accuracy = np.mean(predict(X, params) == y)
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    losses = train(X, y, 4, steps, rate, np.random.default_rng(0))[1]
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses, accuracy=accuracy
    )

# %% wrong: 1 minus the last loss taken for the accuracy
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses, accuracy=1 - losses[-1]
    )

# %% wrong [no-run-works]: share of predicted ones instead of the share that is right
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params)),
    )

# %% right: made-up losses and accuracies, nothing is trained
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps, end, share in [(0.01, 500, 0.64, 0.66), (1.0, 1500, 0.12, 0.95)]:
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4,
        losses=list(np.linspace(0.7, end, steps)), accuracy=share,
    )
learning_rate_runs.log(
    learning_rate=100.0, n_iterations=500, n_hidden=4, losses=[1.0, 3.0] * 250, accuracy=0.5
)

# %% wrong [no-rate-too-large]: a negative rate as the one whose loss rises
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (-1.0, 300)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong: two mistakes, accuracy in percent and no rate that is too large
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=round(100 * float(np.mean(predict(X, params) == y))),
    )

# %% wrong [no-rate-too-large]: the losses of the first run are logged again and again
learning_rate_runs = RunLog("learning_rate_runs")
losses = train(X, y, 4, 500, 0.01, np.random.default_rng(0))[1]
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, _ = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [one-number-of-iterations]: two mistakes, the same number of iterations everywhere and n_hidden missing
learning_rate_runs = RunLog("learning_rate_runs")
for rate in (0.01, 2.0, 100.0):
    params, losses = train(X, y, 4, 700, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=700, losses=losses,
        accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [no-run-works]: two mistakes, only the last loss kept and accuracy broadcast over (n, n)
learning_rate_runs = RunLog("learning_rate_runs")
for rate, steps in [(0.01, 500), (1.0, 1500), (100.0, 500)]:
    params, losses = train(X, y, 4, steps, rate, np.random.default_rng(0))
    learning_rate_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=4, losses=losses[-1:],
        accuracy=(predict(X, params).ravel() == y).mean(),
    )
