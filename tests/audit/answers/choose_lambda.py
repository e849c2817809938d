# %% right: argmin of the row means
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.mean(axis=1))]

# %% right: loop with the best so far, from infinity
def choose_lambda(lams, errors):
    best, lowest = None, float("inf")
    for lam, row in zip(lams, errors):
        mean = sum(row) / len(row)
        if mean < lowest:
            best, lowest = lam, mean
    return best

# %% right: min with a key over the indices
def choose_lambda(lams, errors):
    return lams[min(range(len(lams)), key=lambda i: np.mean(errors[i]))]

# %% right: sorted pairs of mean and index
def choose_lambda(lams, errors):
    ranking = sorted((float(np.mean(row)), i) for i, row in enumerate(errors))
    return float(lams[ranking[0][1]])

# %% right: product with a vector of 1 / k
def choose_lambda(lams, errors):
    k = errors.shape[1]
    means = errors @ np.full(k, 1 / k)
    return lams[means.argmin()]

# %% right: highest of the negative means, start from the first
def choose_lambda(lams, errors):
    means = -np.average(np.asarray(errors), axis=1)
    best = 0
    for i in range(1, len(means)):
        if means[i] > means[best]:
            best = i
    return np.asarray(lams)[best]

# %% right: einsum, argsort
def choose_lambda(lams, errors):
    means = np.einsum("ij->i", errors) / errors.shape[1]
    return lams[np.argsort(means)[0]]

# %% right: pandas series with λ as the index
import pandas as pd


def choose_lambda(lams, errors):
    return pd.DataFrame(errors, index=lams).mean(axis=1).idxmin()

# %% right: a lambda that takes the item out as a Python number
choose_lambda = lambda lams, errors: np.take(lams, np.mean(errors, axis=-1).argmin()).item()

# %% right: an array of no dimensions
def choose_lambda(lams, errors):
    index = int(np.argmin(np.mean(errors, axis=1)))
    return np.array(lams[index])

# %% wrong [position]: the index instead of λ
def choose_lambda(lams, errors):
    return np.argmin(errors.mean(axis=1))

# %% wrong [error-returned]: the lowest mean instead of its λ
def choose_lambda(lams, errors):
    return errors.mean(axis=1).min()

# %% wrong [wrong-axis]: means over the λ (axis 0)
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.mean(axis=0))]

# %% wrong [highest-error-chosen]: argmax
def choose_lambda(lams, errors):
    return lams[np.argmax(errors.mean(axis=1))]

# %% wrong [single-fold]: the row with the lowest single error
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.min(axis=1))]

# %% wrong [single-fold]: the row with the lowest single error, by unravel_index
def choose_lambda(lams, errors):
    i, j = np.unravel_index(np.argmin(errors), errors.shape)
    return lams[i]

# %% wrong [mean-forgotten]: argmin of the flat table as an index of lams
def choose_lambda(lams, errors):
    return lams[np.argmin(errors)]

# %% wrong [median]: median instead of mean
def choose_lambda(lams, errors):
    return lams[np.argmin(np.median(errors, axis=1))]

# %% wrong [spread]: smallest spread
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.std(axis=1))]

# %% wrong [worst-fold]: row whose worst fold is best
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.max(axis=1))]

# %% wrong [single-fold]: first fold only
def choose_lambda(lams, errors):
    return lams[np.argmin(errors[:, 0])]

# %% wrong [folds-left-out]: leaves out the first fold
def choose_lambda(lams, errors):
    return lams[np.argmin(errors[:, 1:].mean(axis=1))]

# %% wrong [lambdas-sorted]: λ sorted, errors not
def choose_lambda(lams, errors):
    return sorted(lams)[np.argmin(errors.mean(axis=1))]

# %% wrong [argument-changed]: sorts the caller's lams in place
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    best = lams[np.argmin(means)]
    lams.sort()
    return best

# %% wrong [one-standard-error]: the largest λ within one standard error of the best (another rule)
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    se = errors.std(axis=1) / np.sqrt(errors.shape[1])
    i = np.argmin(means)
    return np.max(lams[means <= means[i] + se[i]])

# %% wrong [errors-ignored]: the smallest λ
def choose_lambda(lams, errors):
    return min(lams)

# %% wrong: lowest so far starts from 0, nothing is ever lower
def choose_lambda(lams, errors):
    best, lowest = None, 0
    for lam, row in zip(lams, errors):
        if np.mean(row) < lowest:
            best, lowest = lam, np.mean(row)
    return best

# %% wrong: lowest so far starts from 100, no answer when all errors are larger
def choose_lambda(lams, errors):
    best, lowest = None, 100
    for i in range(len(lams)):
        if errors[i].mean() < lowest:
            best, lowest = lams[i], errors[i].mean()
    return best

# %% wrong [best-not-updated]: lowest so far is not updated, the last row under the first bound wins
def choose_lambda(lams, errors):
    best = lams[0]
    lowest = errors[0].mean()
    for i in range(1, len(lams)):
        if errors[i].mean() < lowest:
            best = lams[i]
    return best

# %% wrong [first-minimum]: stops at the first local minimum
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    for i in range(len(means) - 1):
        if means[i + 1] > means[i]:
            return lams[i]
    return lams[-1]

# %% wrong [rows-missed]: the last row is never looked at
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    best = 0
    for i in range(len(means) - 1):
        if means[i] < means[best]:
            best = i
    return lams[best]

# %% wrong: λ and its mean, a tuple
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    return lams[means.argmin()], means.min()

# %% wrong: λ cut to a whole number
def choose_lambda(lams, errors):
    return int(lams[np.argmin(errors.mean(axis=1))])

# %% wrong: penalty for large λ added to the mean
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.mean(axis=1) + lams)]

# %% wrong: the mean of λ, weighted by 1 / error
def choose_lambda(lams, errors):
    weights = 1 / errors.mean(axis=1)
    return np.sum(weights * lams) / weights.sum()

# %% wrong [another-mean]: geometric mean, by logarithms
def choose_lambda(lams, errors):
    return lams[np.argmin(np.log(errors).mean(axis=1))]

# %% wrong: means rounded to whole numbers before comparing
def choose_lambda(lams, errors):
    return lams[np.argmin(np.round(errors.mean(axis=1)))]

# %% wrong [most-folds-won]: most folds won
def choose_lambda(lams, errors):
    winners = np.argmin(errors, axis=0)
    return lams[np.bincount(winners).argmax()]

# %% wrong: prints
def choose_lambda(lams, errors):
    print(lams[np.argmin(errors.mean(axis=1))])

# %% wrong: the notebook's list of six λ instead of the argument
def choose_lambda(_, errors):
    return [0.01, 0.03, 0.1, 0.3, 1.0, 3.0][np.argmin(errors.mean(axis=1))]

# %% wrong [off-by-one]: index off by one
def choose_lambda(lams, errors):
    return lams[np.argmin(errors.mean(axis=1)) - 1]

# %% wrong [position]: two mistakes, axis 0 and the index
def choose_lambda(lams, errors):
    return np.argmin(errors.mean(axis=0))

# %% wrong [highest-error-chosen]: two mistakes, argmax of the medians
def choose_lambda(lams, errors):
    return lams[np.argmax(np.median(errors, axis=1))]

# %% wrong [single-fold]: two mistakes, sorts errors in place and then takes the first column
def choose_lambda(lams, errors):
    errors.sort(axis=1)
    return lams[np.argmin(errors[:, 0])]

# %% wrong [argument-changed]: subtracts the best in place, the caller's errors change
def choose_lambda(lams, errors):
    means = errors.mean(axis=1)
    errors -= means.min()
    return lams[np.argmin(errors.mean(axis=1))]

# %% wrong: a string
def choose_lambda(lams, errors):
    return str(lams[np.argmin(errors.mean(axis=1))])

# %% right: generator of means, next() to find the place
def choose_lambda(lams, errors):
    means = [float(m) for m in np.sum(errors, axis=1)]
    lowest = min(means)
    return next(lam for lam, m in zip(lams, means) if m == lowest)

# %% right: recursion, the better of the first and the best of the rest
def choose_lambda(lams, errors):
    def best(i):
        if i == len(lams) - 1:
            return i
        j = best(i + 1)
        return i if np.mean(errors[i]) <= np.mean(errors[j]) else j

    return lams[best(0)]

# %% wrong [highest-error-chosen]: two mistakes, first fold only and the largest of it
def choose_lambda(lams, errors):
    return lams[int(np.argmax(errors[:, 0]))]

# %% wrong [position]: two mistakes, single lowest error and its number instead of λ
def choose_lambda(lams, errors):
    return np.where(errors == errors.min())[0][0]
