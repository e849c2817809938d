# What is judged is coverage alone. An answer that covers what was asked for is right, whatever the
# runs are worth: whoever reads the comment decides on that.

# %% right: three sizes, two seeds, nested loops
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: itertools.product and a settings dict
from itertools import product

hidden_node_runs = RunLog("hidden_node_runs")
fixed = {"learning_rate": 3.0, "n_iterations": 500}
for h, seed in product([1, 3, 4, 8], range(2)):
    p, curve = train(X, y, n_hidden=h, rng=np.random.default_rng(seed), **fixed)
    share = float((np.asarray(predict(X, p)) == y).mean())
    hidden_node_runs.log(n_hidden=h, seed=seed, losses=curve, accuracy=share, **fixed)

# %% right: helper function, hits counted one by one
hidden_node_runs = RunLog("hidden_node_runs")


def try_size(h, seed, rate=1.5, steps=900):
    p, curve = train(X, y, h, steps, rate, np.random.default_rng(seed))
    guess = predict(X, p)
    hits = len([i for i in range(len(y)) if guess[i, 0] == y[i, 0]])
    hidden_node_runs.log(
        learning_rate=rate, n_iterations=steps, n_hidden=h, seed=seed,
        accuracy=hits / len(y), losses=curve,
    )


for seed in (11, 12):
    for h in (1, 4, 2):
        try_size(h, seed)

# %% right: zip of two lists, confusion by hand
hidden_node_runs = RunLog("hidden_node_runs")
sizes = [1] * 2 + [2] * 2 + [5] * 2
for h, s in zip(sizes, [5, 6] * 3):
    p, curve = train(X, y, h, 800, 2, np.random.default_rng(s))
    guess, truth = predict(X, p).astype(bool), y.astype(bool)
    share = (np.sum(guess & truth) + np.sum(~guess & ~truth)) / truth.size
    hidden_node_runs.log(
        n_hidden=h, learning_rate=2, n_iterations=800, losses=curve, accuracy=share, seed=s
    )

# %% wrong [too-few-sizes]: only two sizes
hidden_node_runs = RunLog("hidden_node_runs")
for h in (2, 4):
    for seed in (0, 1, 2):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: one seed only
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4, 8):
    params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(0))
    hidden_node_runs.log(
        n_hidden=h, learning_rate=2.0, n_iterations=700, seed=0,
        losses=losses, accuracy=np.mean(predict(X, params) == y),
    )

# %% right: seed not logged, so runs of the same size replace each other
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: the learning rate changes with the size
hidden_node_runs = RunLog("hidden_node_runs")
for h, rate in ((1, 3.0), (2, 2.0), (4, 1.0)):
    for seed in (0, 1):
        params, losses = train(X, y, h, 1000, rate, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=rate, n_iterations=1000, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: larger networks get more iterations
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        steps = 300 * h
        params, losses = train(X, y, h, steps, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=steps, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: a rate that does not work, no network learns anything
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 300, 0.005, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=0.005, n_iterations=300, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: all networks trained with 4 neurons, h only goes into the log
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, 4, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% wrong [nothing-logged]: n_hidden not logged
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            neurons=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: accuracy missing
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed, losses=losses
        )

# %% wrong: losses missing
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=[], accuracy=np.mean(predict(X, params) == y),
        )

# %% wrong: accuracy in percent
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y) * 100,
        )

# %% right: accuracy over an (n, n) comparison, flat labels against a column
hidden_node_runs = RunLog("hidden_node_runs")
labels = y.ravel()
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=(predict(X, params) == labels).mean(),
        )

# %% right: every size has a seed of its own, none is trained twice
hidden_node_runs = RunLog("hidden_node_runs")
for seed, h in enumerate((1, 2, 4, 8)):
    params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
    hidden_node_runs.log(
        n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
        losses=losses, accuracy=np.mean(predict(X, params) == y),
    )

# %% right: always seed 0 in the generator, the other seeds only in the log
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(0))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% wrong [too-few-sizes]: one size from many seeds
hidden_node_runs = RunLog("hidden_node_runs")
for seed in range(4):
    params, losses = train(X, y, 4, 700, 2.0, np.random.default_rng(seed))
    hidden_node_runs.log(
        n_hidden=4, learning_rate=2.0, n_iterations=700, seed=seed,
        losses=losses, accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong [too-few-sizes]: two mistakes, two sizes and accuracy from the loss
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=losses, accuracy=float(np.exp(-losses[-1])) / 2,
        )

# %% wrong: runs go into the log of part 7, this one stays empty
hidden_node_runs = RunLog("hidden_node_runs")
_other = RunLog("learning_rate_runs_2")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 500, 2.0, np.random.default_rng(seed))
        _other.log(
            n_hidden=h, learning_rate=2.0, n_iterations=500, seed=seed,
            losses=losses, accuracy=np.mean(predict(X, params) == y),
        )

# %% right: made-up numbers, nothing trained
hidden_node_runs = RunLog("hidden_node_runs")
for h, share in ((1, 0.667), (2, 0.953), (4, 0.953)):
    for seed in (0, 1):
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700, seed=seed,
            losses=[0.7 * 0.998**k for k in range(700)], accuracy=share,
        )

# %% right: two mistakes, one seed and a rate that changes with the size
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4, 8):
    rate = 4.0 / h
    params, losses = train(X, y, h, 700, rate, np.random.default_rng(0))
    hidden_node_runs.log(
        n_hidden=h, learning_rate=rate, n_iterations=700, seed=0,
        losses=losses, accuracy=np.mean(predict(X, params) == y),
    )

# %% wrong: two mistakes, seed not logged and accuracy in percent
hidden_node_runs = RunLog("hidden_node_runs")
for h in (1, 2, 4):
    for seed in (0, 1):
        params, losses = train(X, y, h, 700, 2.0, np.random.default_rng(seed))
        hidden_node_runs.log(
            n_hidden=h, learning_rate=2.0, n_iterations=700,
            losses=losses, accuracy=int(100 * np.mean(predict(X, params) == y)),
        )
