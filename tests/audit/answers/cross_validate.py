# %% right: two loops into an array of zeros
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (train, validation) in enumerate(folds):
            predict = fit(X[train], y[train], lam)
            errors[i, j] = np.mean((predict(X[validation]) - y[validation]) ** 2)
    return errors

# %% right: nested comprehension with a helper
def cross_validate(fit, X, y, lams, k, rng):
    pairs = list(k_fold_indices(X.shape[0], k, rng))

    def error(lam, train, val):
        model = fit(X[train], y[train], lam)
        residual = np.ravel(y[val]) - np.ravel(model(X[val]))
        return residual @ residual / len(val)

    return np.array([[error(lam, train, val) for train, val in pairs] for lam in lams])

# %% right: folds in the outer loop, columns stacked
def cross_validate(fit, X, y, lams, k, rng):
    columns = []
    for train, val in k_fold_indices(len(y), k, rng):
        column = []
        for lam in lams:
            model = fit(X[train], y[train], lam)
            column.append(np.square(model(X[val]) - y[val]).mean())
        columns.append(column)
    return np.array(columns).T

# %% right: one long list, reshaped at the end
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    flat = []
    for lam in lams:
        for train, val in folds:
            f = fit(X[train], y[train], lam)
            flat.append(((y[val] - f(X[val])) ** 2).mean())
    return np.reshape(flat, (len(lams), k))

# %% right: folds of its own, cut in steps of k
def cross_validate(fit, X, y, lams, k, rng):
    order = rng.permutation(len(X))
    errors = np.empty((len(lams), k))
    for j in range(k):
        held = order[j::k]
        rest = np.setdiff1d(order, held)
        for i in range(len(lams)):
            predict = fit(X[rest], y[rest], lams[i])
            errors[i, j] = np.mean((predict(X[held]) - y[held]) ** 2)
    return errors

# %% right: itertools.product and an index by both numbers
from itertools import product


def cross_validate(fit, X, y, lams, k, rng):
    folds = [pair for pair in k_fold_indices(len(X), k, rng)]
    errors = np.full((len(lams), k), np.nan)
    for i, j in product(range(len(lams)), range(k)):
        train, val = folds[j]
        diff = fit(X[train], y[train], lams[i])(X[val]).reshape(-1, 1) - y[val].reshape(-1, 1)
        errors[i, j] = (diff**2).sum() / diff.shape[0]
    return errors

# %% right: X and y cut together as one table
def cross_validate(fit, X, y, lams, k, rng):
    table = np.hstack([X, y])
    folds = list(k_fold_indices(len(table), k, rng))
    out = []
    for lam in lams:
        row = []
        for train, val in folds:
            model = fit(table[train, :-1], table[train, -1:], lam)
            row.append(np.mean((model(table[val, :-1]) - table[val, -1:]) ** 2))
        out.append(row)
    return np.array(out)

# %% right: shuffled copies of X and y by one permutation, np.delete by places
def cross_validate(fit, X, y, lams, k, rng):
    p = rng.permutation(len(y))
    Xs, ys = X[p], y[p]
    places = np.array_split(np.arange(len(y)), k)
    E = np.zeros((len(lams), k))
    for j, hold in enumerate(places):
        Xt, yt = np.delete(Xs, hold, axis=0), np.delete(ys, hold, axis=0)
        for i, lam in enumerate(lams):
            E[i, j] = np.average((fit(Xt, yt, lam)(Xs[hold]) - ys[hold]) ** 2)
    return E

# %% right: keyword for lambda, as in the text's own call of fit_mean
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    rows = []
    for lam in lams:
        models = [fit(X[t], y[t], lam=lam) for t, _ in folds]
        rows.append([np.mean((m(X[v]) - y[v]) ** 2) for m, (_, v) in zip(models, folds)])
    return np.vstack(rows)

# %% right: a class that holds the folds
class CrossValidation:
    def __init__(self, X, y, folds):
        self.X, self.y, self.folds = X, y, folds

    def row(self, fit, lam):
        for train, val in self.folds:
            predict = fit(self.X[train], self.y[train], lam)
            yield float(((predict(self.X[val]) - self.y[val]) ** 2).mean())


def cross_validate(fit, X, y, lams, k, rng):
    cv = CrossValidation(X, y, list(k_fold_indices(len(X), k, rng)))
    return np.array([list(cv.row(fit, lam)) for lam in lams])

# %% right: boolean mask of the held-back rows
def cross_validate(fit, X, y, lams, k, rng):
    label = np.empty(len(X), dtype=int)
    label[rng.permutation(len(X))] = np.arange(len(X)) % k
    errors = np.zeros((np.size(lams), k))
    for j in range(k):
        held = label == j
        for i, lam in enumerate(lams):
            predict = fit(X[~held], y[~held], lam)
            errors[i][j] = np.var(predict(X[held]) - y[held]) + np.mean(predict(X[held]) - y[held]) ** 2
    return errors

# %% right: scikit-learn's mean_squared_error
from sklearn.metrics import mean_squared_error


def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(folds):
            errors[i, j] = mean_squared_error(y[val], fit(X[train], y[train], lam)(X[val]))
    return errors

# %% right: rows concatenated, recursion over the λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))

    def rows(i):
        if i == len(lams):
            return np.empty((0, k))
        row = [[np.mean((fit(X[t], y[t], lams[i])(X[v]) - y[v]) ** 2) for t, v in folds]]
        return np.concatenate([np.array(row), rows(i + 1)])

    return rows(0)

# %% right: Fortran order, np.fromiter
def cross_validate(fit, X, y, lams, k, rng):
    def stream():
        for train, val in k_fold_indices(len(X), k, rng):
            for lam in lams:
                yield np.mean(np.square(fit(X[train], y[train], lam)(X[val]) - y[val]))

    return np.fromiter(stream(), dtype=float).reshape((len(lams), k), order="F")

# %% right: np.take with axis, rows of y in a loop of Python numbers
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = [[0.0] * k for _ in lams]
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(folds):
            model = fit(np.take(X, train, axis=0), np.take(y, train, axis=0), lam)
            guesses = model(np.take(X, val, axis=0))
            total = 0.0
            for guess, row in zip(guesses, val):
                total += (float(np.ravel(guess)[0]) - float(y[row, 0])) ** 2
            errors[i][j] = total / len(val)
    return np.asarray(errors)

# %% wrong [new-folds]: folds are drawn anew for every λ
def cross_validate(fit, X, y, lams, k, rng):
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(k_fold_indices(len(X), k, rng)):
            errors[i, j] = np.mean((fit(X[train], y[train], lam)(X[val]) - y[val]) ** 2)
    return errors

# %% wrong [overlap]: folds are drawn anew for every cell
def cross_validate(fit, X, y, lams, k, rng):
    errors = np.zeros((len(lams), k))
    for i in range(len(lams)):
        for j in range(k):
            train, val = list(k_fold_indices(len(X), k, rng))[j]
            errors[i, j] = np.mean((fit(X[train], y[train], lams[i])(X[val]) - y[val]) ** 2)
    return errors

# %% wrong [training-error]: error on the training part
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[t]) - y[t]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong [swapped]: train and validation swapped
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (val, train) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[train], y[train], lam)(X[val]) - y[val]) ** 2)
    return errors

# %% wrong [trained-on-everything]: trained on all samples
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(folds):
            errors[i, j] = np.mean((fit(X, y, lam)(X[val]) - y[val]) ** 2)
    return errors

# %% wrong [transposed]: a row for every fold, transposed
def cross_validate(fit, X, y, lams, k, rng):
    folds = k_fold_indices(len(X), k, rng)
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for lam in lams] for t, v in folds]
    )

# %% wrong [averaged]: mean over the folds, one number for each λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    means = []
    for lam in lams:
        means.append(np.mean([np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds]))
    return np.array(means)

# %% wrong [unsquared]: root of the mean squared error
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.sqrt(np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2))
    return errors

# %% wrong [sum-for-mean]: sum of the squared errors
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.sum((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [unsquared]: mean absolute error
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array([[np.abs(fit(X[t], y[t], lam)(X[v]) - y[v]).mean() for t, v in folds] for lam in lams])

# %% wrong [stray-factor]: half of the mean squared error
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2).mean() / 2 for t, v in folds] for lam in lams]
    )

# %% wrong [broadcast]: y raveled and predictions not, a difference of shape (s, s)
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v].ravel()) ** 2)
    return errors

# %% wrong [broadcast]: predictions cut to (s,) against y of (s, 1)
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            prediction = fit(X[t], y[t], lam)(X[v])[:, 0]
            errors[i, j] = np.mean((y[v] - prediction) ** 2)
    return errors

# %% wrong [flat-targets]: fit gets y as a flat array (s,)
def cross_validate(fit, X, y, lams, k, rng):
    y = y[:, 0]
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]).ravel() - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong [penalty-in-error]: adds a penalty to the error
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            prediction = fit(X[t], y[t], lam)(X[v])
            errors[i, j] = np.mean((prediction - y[v]) ** 2) + l2_penalty([prediction], lam)
    return errors

# %% wrong [one-lambda]: every row with the first λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lams[0])(X[v]) - y[v]) ** 2) for t, v in folds] for _ in lams]
    )

# %% wrong [position-for-lambda]: the number of the row instead of λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for lam in range(len(lams)):
        for j, (t, v) in enumerate(folds):
            errors[lam, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [pairs-broken]: X and y shuffled apart, each by its own permutation
def cross_validate(fit, X, y, lams, k, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    parts = np.array_split(np.arange(len(X)), k)
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, v in enumerate(parts):
            t = np.setdiff1d(np.arange(len(X)), v)
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [pairs-broken]: targets of the training part are sorted, rows no longer belong together
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], np.sort(y[t], axis=0), lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [argument-changed]: shuffles the caller's X and y in place
def cross_validate(fit, X, y, lams, k, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    parts = np.array_split(np.arange(len(X)), k)
    errors = np.zeros((len(lams), k))
    for j, v in enumerate(parts):
        t = np.setdiff1d(np.arange(len(X)), v)
        for i, lam in enumerate(lams):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong: what fit returns is taken for the predictions
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array([[np.mean((fit(X[t], y[t], lam) - y[v]) ** 2) for t, v in folds] for lam in lams])

# %% wrong [own-seed]: a generator with a seed of its own
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, np.random.default_rng(0)))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong [not-shuffled]: unshuffled folds, neighbours stay together
def cross_validate(fit, X, y, lams, k, rng):
    parts = np.array_split(np.arange(len(X)), k)
    errors = np.zeros((len(lams), k))
    for j, v in enumerate(parts):
        t = np.concatenate(parts[:j] + parts[j + 1 :])
        for i, lam in enumerate(lams):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong: always five folds
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), 5, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong [off-by-one]: the last fold is left out, its column stays 0
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j in range(k - 1):
            t, v = folds[j]
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [wrong-count]: sum divided by the number of all samples
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.sum((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) / len(y) for t, v in folds] for lam in lams]
    )

# %% wrong [wrong-count]: sum divided by n // k, off where parts are larger by one
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    size = len(X) // k
    return np.array(
        [[np.sum((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) / size for t, v in folds] for lam in lams]
    )

# %% wrong [first-row-only]: an iterator of folds, used up after the first λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = iter(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [one-lambda]: models are made with the first λ and kept for the others
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    models = {}
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            if j not in models:
                models[j] = fit(X[t], y[t], lam)
            errors[i, j] = np.mean((models[j](X[v]) - y[v]) ** 2)
    return errors

# %% wrong [first-row-only]: return inside the loop, the rows below stay 0
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
        return errors

# %% wrong: prints the table
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    for lam in lams:
        print(lam, [np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds])

# %% wrong: rows collect in a mutable default and grow from call to call
def cross_validate(fit, X, y, lams, k, rng, rows=[]):
    folds = list(k_fold_indices(len(X), k, rng))
    for lam in lams:
        rows.append([np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds])
    return np.array(rows)

# %% wrong [variance]: variance of the residuals, a common offset of the predictions is missed
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array([[np.var(fit(X[t], y[t], lam)(X[v]) - y[v]) for t, v in folds] for lam in lams])

# %% wrong [reshaped-wrongly]: folds outside, λ inside, and then reshaped as if it were the other way round
def cross_validate(fit, X, y, lams, k, rng):
    flat = []
    for t, v in k_fold_indices(len(X), k, rng):
        for lam in lams:
            flat.append(np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2))
    return np.array(flat).reshape(len(lams), k)

# %% wrong [lambdas-sorted]: rows in the order of sorted λ
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in sorted(lams)]
    )

# %% wrong: np.unique, equal λ share a row
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    rows = {
        lam: [np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams
    }
    return np.array(list(rows.values()))

# %% wrong: λ is divided by the number of training samples
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam / len(t))(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [whole-numbers]: errors cut down to whole numbers by the type of the array
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k), dtype=int)
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong: stops at the first λ that is worse than the one before, the rest stay inf
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.full((len(lams), k), np.inf)
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
        if i > 0 and errors[i].mean() > errors[i - 1].mean():
            break
    return errors

# %% wrong: closures that bind late, every column uses the last fold's training part
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    trainers = []
    for train, val in folds:
        trainers.append(lambda lam: fit(X[train], y[train], lam))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j in range(k):
            v = folds[j][1]
            errors[i, j] = np.mean((trainers[j](lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong: y is centred in place, the caller's array changes
def cross_validate(fit, X, y, lams, k, rng):
    y -= y.mean()
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong: X is standardised before, so that fit sees other data than were given
def cross_validate(fit, X, y, lams, k, rng):
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong [part-of-a-fold]: only the first sample of each validation part
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = float((fit(X[t], y[t], lam)(X[v[:1]]) - y[v[:1]])[0, 0] ** 2)
    return errors

# %% wrong [cancelling]: square of the mean difference
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [[np.mean(fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2 for t, v in folds] for lam in lams]
    )

# %% wrong: squeeze on everything, one λ or the last dimension of one falls away
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    return np.squeeze(np.array(errors))

# %% wrong: relative to the spread of the targets, and nan for one sample
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) / np.var(y[v])
    return errors

# %% wrong: slices from the first to the last index instead of the indices
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            a, b = v.min(), v.max() + 1
            errors[i, j] = np.mean((fit(X[t], y[t], lam)(X[a:b]) - y[a:b]) ** 2)
    return errors

# %% wrong [transposed]: two mistakes, transposed and the root
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((k, len(lams)))
    for j, (t, v) in enumerate(folds):
        for i, lam in enumerate(lams):
            errors[j, i] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) ** 0.5
    return errors

# %% wrong [training-error]: two mistakes, new folds for each λ and the error on the training part
def cross_validate(fit, X, y, lams, k, rng):
    return np.array(
        [
            [np.mean((fit(X[t], y[t], lam)(X[t]) - y[t]) ** 2) for t, v in k_fold_indices(len(X), k, rng)]
            for lam in lams
        ]
    )

# %% wrong [one-lambda]: two mistakes, (s, 1) against (s,) and λ ignored
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i in range(len(lams)):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[t], y[t], 1.0)(X[v]).flatten() - y[v]) ** 2)
    return errors

# %% wrong [trained-on-everything]: two mistakes, trained on all and sum instead of mean
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array([[np.sum((fit(X, y, lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams])

# %% wrong: the notebook's sensor data instead of the arguments
def cross_validate(fit, A, b, lams, k, rng):
    folds = list(k_fold_indices(len(X_sensors), k, rng))
    X, y = X_sensors, temperature
    return np.array(
        [[np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds] for lam in lams]
    )

# %% wrong: predicts X before picking the rows of the training part, columns indexed instead of rows
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((fit(X[:, t], y[t], lam)(X[:, v]) - y[v]) ** 2)
    return errors

# %% wrong: predictions below 0 are lifted to 0 and above 20 lowered to 20
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = np.mean((np.clip(fit(X[t], y[t], lam)(X[v]), 0, 20) - y[v]) ** 2)
    return errors

# %% wrong [wrong-count]: weighted by the size of the part
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            weight = len(v) * k / len(X)
            errors[i, j] = weight * np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return errors

# %% wrong [folds-mixed]: each row sorted, columns no longer belong to one fold
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    rows = [
        sorted(np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds) for lam in lams
    ]
    return np.array(rows)

# %% wrong [averaged]: two mistakes, mean over the folds and the root of it
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    return np.array(
        [
            np.sqrt(np.mean([np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2) for t, v in folds]))
            for lam in lams
        ]
    )

# %% wrong [left-out]: two mistakes, no shuffling and the remainder never validated
def cross_validate(fit, X, y, lams, k, rng):
    size = len(X) // k
    errors = np.zeros((len(lams), k))
    for j in range(k):
        a, b = j * size, (j + 1) * size
        Xt, yt = np.vstack([X[:a], X[b:]]), np.vstack([y[:a], y[b:]])
        for i, lam in enumerate(lams):
            errors[i, j] = np.mean((fit(Xt, yt, lam)(X[a:b]) - y[a:b]) ** 2)
    return errors

# %% wrong [penalty-in-error]: two mistakes, penalty added and half of the mean squared error
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i, j] = ((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2).mean() / 2 + lam
    return errors

# %% wrong [rows-shared]: same row for all λ, a list multiplied holds one list several times
def cross_validate(fit, X, y, lams, k, rng):
    folds = list(k_fold_indices(len(X), k, rng))
    errors = [[0.0] * k] * len(lams)
    for i, lam in enumerate(lams):
        for j, (t, v) in enumerate(folds):
            errors[i][j] = np.mean((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)
    return np.array(errors)
