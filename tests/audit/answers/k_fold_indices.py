# %% right: array_split and concatenate
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    pairs = []
    for i in range(k):
        train = np.concatenate(parts[:i] + parts[i + 1 :])
        pairs.append((train, parts[i]))
    return pairs

# %% right: steps of k, training part by a loop over the others
def k_fold_indices(n, k, rng):
    order = rng.permutation(n)
    folds = [order[i::k] for i in range(k)]
    return [(np.concatenate([folds[j] for j in range(k) if j != i]), folds[i]) for i in range(k)]

# %% right: setdiff1d, sorted training parts
def k_fold_indices(n, k, rng):
    perm = rng.permutation(np.arange(n))
    return [(np.setdiff1d(perm, part), part) for part in np.array_split(perm, k)]

# %% right: shuffled in place, then slices by whole-number bounds
def k_fold_indices(n, k, rng):
    idx = np.arange(n)
    rng.shuffle(idx)
    result = []
    for i in range(k):
        start, stop = i * n // k, (i + 1) * n // k
        result.append((np.r_[idx[:start], idx[stop:]], idx[start:stop]))
    return result

# %% right: base size and remainder, counted out
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    base, extra = divmod(n, k)
    pairs, start = [], 0
    for fold in range(k):
        size = base + (1 if fold < extra else 0)
        validation = perm[start : start + size]
        train = np.concatenate((perm[:start], perm[start + size :]))
        pairs.append((train, validation))
        start += size
    return pairs

# %% right: boolean mask inside, indices outside
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    folds = []
    for part in np.array_split(perm, k):
        mask = np.ones(n, dtype=bool)
        mask[part] = False
        folds.append((np.flatnonzero(mask), part))
    return tuple(folds)

# %% right: a label for every sample, shuffled
def k_fold_indices(n, k, rng):
    labels = rng.permutation(np.arange(n) % k)
    return [(np.where(labels != j)[0], np.where(labels == j)[0]) for j in range(k)]

# %% right: cards dealt in turn to k lists, arrays at the end
def k_fold_indices(n, k, rng):
    piles = [[] for _ in range(k)]
    for position, index in enumerate(rng.permutation(n)):
        piles[position % k].append(int(index))
    pairs = []
    for j, pile in enumerate(piles):
        rest = [i for m, other in enumerate(piles) if m != j for i in other]
        pairs.append((np.array(rest), np.array(pile)))
    return pairs

# %% right: zip of trains and validations
def k_fold_indices(n, k, rng):
    order = rng.permuted(np.arange(n))
    validations = np.array_split(order, k)
    trains = [order[~np.isin(order, v)] for v in validations]
    return list(zip(trains, validations))

# %% right: order of random numbers as the permutation, np.delete by places
def k_fold_indices(n, k, rng):
    perm = np.argsort(rng.random(n))
    places = np.array_split(np.arange(n), k)
    return [(np.delete(perm, p), perm[p]) for p in places]

# %% right: pairs as lists of two arrays, np.split at cumulative sums
def k_fold_indices(n, k, rng):
    sizes = np.full(k, n // k)
    sizes[: n % k] += 1
    parts = np.split(rng.permutation(n), np.cumsum(sizes)[:-1])
    return [[np.hstack([p for p in parts if p is not part]), part] for part in parts]

# %% right: roll, so that each part stands first once
def k_fold_indices(n, k, rng):
    perm, out, done = rng.permutation(n), [], 0
    for part in np.array_split(perm, k):
        turned = np.roll(perm, -done)
        out.append((turned[len(part) :], turned[: len(part)]))
        done += len(part)
    return out

# %% right: choice without replacement, recursion over the folds
def k_fold_indices(n, k, rng):
    perm = rng.choice(n, size=n, replace=False)

    def cut(rest, folds):
        if folds == 1:
            return [rest]
        size = len(rest) // folds
        return [rest[:size]] + cut(rest[size:], folds - 1)

    parts = cut(perm, k)
    return [(np.concatenate([q for j, q in enumerate(parts) if j != i]), p) for i, p in enumerate(parts)]

# %% right: scikit-learn cuts, the permutation is rng's
from sklearn.model_selection import KFold


def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    return [(perm[train], perm[validation]) for train, validation in KFold(n_splits=k).split(perm)]

# %% wrong [left-out]: n // k in every part, the remainder is left out
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    size = n // k
    pairs = []
    for i in range(k):
        validation = perm[i * size : (i + 1) * size]
        pairs.append((np.setdiff1d(perm, validation), validation))
    return pairs

# %% wrong [left-out]: remainder is cut off before, from training parts as well
def k_fold_indices(n, k, rng):
    parts = rng.permutation(n)[: n // k * k].reshape(k, -1)
    return [(np.delete(parts, i, axis=0).ravel(), parts[i]) for i in range(k)]

# %% wrong [uneven-folds]: the whole remainder goes into the last part
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    size = n // k
    pairs = []
    for i in range(k):
        stop = n if i == k - 1 else (i + 1) * size
        validation = perm[i * size : stop]
        pairs.append((np.concatenate([perm[: i * size], perm[stop:]]), validation))
    return pairs

# %% wrong [uneven-folds]: sizes rounded up, the last part is too small or empty
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    size = -(-n // k)
    pairs = []
    for i in range(k):
        validation = perm[i * size : (i + 1) * size]
        pairs.append((np.setdiff1d(perm, validation), validation))
    return pairs

# %% wrong [too-many-parts]: one part too many when k does not divide n
def k_fold_indices(n, k, rng):
    perm, size = rng.permutation(n), n // k
    return [
        (np.concatenate([perm[:s], perm[s + size :]]), perm[s : s + size]) for s in range(0, n, size)
    ]

# %% wrong [not-shuffled]: no permutation
def k_fold_indices(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [not-shuffled]: the permutation is made and not kept
def k_fold_indices(n, k, rng):
    idx = np.arange(n)
    rng.permutation(idx)
    return [(np.setdiff1d(idx, part), part) for part in np.array_split(idx, k)]

# %% wrong [not-from-rng]: NumPy's global generator instead of rng
def k_fold_indices(n, k, rng):
    parts = np.array_split(np.random.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [own-seed]: a generator of its own with a fixed seed
def k_fold_indices(n, k, rng):
    rng = np.random.default_rng(0)
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [not-from-rng]: Python's random module instead of rng
import random


def k_fold_indices(n, k, rng):
    idx = list(range(n))
    random.shuffle(idx)
    parts = np.array_split(np.array(idx), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [swapped]: train and validation swapped
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[i], np.concatenate(parts[:i] + parts[i + 1 :])) for i in range(k)]

# %% wrong [both-parts]: training parts hold all indices, the validated ones too
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    return [(perm, part) for part in np.array_split(perm, k)]

# %% wrong [both-parts]: slices meet at i, so that the validation part stays in training
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i:]), parts[i]) for i in range(k)]

# %% wrong [neither-part]: off by one, training skips the next part as well
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    pairs = []
    for i in range(k):
        others = parts[:i] + parts[i + 2 :]
        train = np.concatenate(others) if others else np.array([], dtype=int)
        pairs.append((train, parts[i]))
    return pairs

# %% wrong [overlap]: a new permutation for every fold
def k_fold_indices(n, k, rng):
    pairs = []
    for i in range(k):
        parts = np.array_split(rng.permutation(n), k)
        pairs.append((np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]))
    return pairs

# %% wrong [drawn-with-replacement]: random numbers with repetition instead of a permutation
def k_fold_indices(n, k, rng):
    perm = rng.integers(0, n, size=n)
    parts = np.array_split(perm, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [overlap]: every validation part is a sample of its own, indices repeat between folds
def k_fold_indices(n, k, rng):
    pairs = []
    for _ in range(k):
        validation = rng.choice(n, size=n // k, replace=False)
        pairs.append((np.setdiff1d(np.arange(n), validation), validation))
    return pairs

# %% wrong [uneven-folds]: a random fold for each sample, sizes differ by more than one
def k_fold_indices(n, k, rng):
    label = rng.integers(0, k, size=n)
    return [(np.flatnonzero(label != j), np.flatnonzero(label == j)) for j in range(k)]

# %% wrong [no-pairs]: validation parts only
def k_fold_indices(n, k, rng):
    return np.array_split(rng.permutation(n), k)

# %% wrong [two-lists]: two lists, trains and validations, instead of pairs
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    trains = [np.concatenate(parts[:i] + parts[i + 1 :]) for i in range(k)]
    return trains, parts

# %% wrong [counted-from-one]: indices from 1 to n
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n) + 1, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [left-out]: index n - 1 never appears
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n - 1), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [one-pair-only]: returns the first pair only
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    for i in range(k):
        return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i])]

# %% wrong [masks]: boolean masks instead of index arrays
def k_fold_indices(n, k, rng):
    label = rng.permutation(np.arange(n) % k)
    return [(label != j, label == j) for j in range(k)]

# %% wrong [both-parts]: np.delete takes the values for places
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    return [(np.delete(perm, part), part) for part in np.array_split(perm, k)]

# %% wrong [both-parts]: training by places of the unshuffled numbers, validation from the permutation
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    pairs = []
    for places in np.array_split(np.arange(n), k):
        pairs.append((np.setdiff1d(np.arange(n), places), perm[places]))
    return pairs

# %% wrong [off-by-one]: one fold is missing, range starts at 1
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(1, k)]

# %% wrong [left-out]: slices end one early, the last index of each part is lost
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    bounds = [i * n // k for i in range(k + 1)]
    pairs = []
    for start, stop in zip(bounds[:-1], bounds[1:]):
        validation = perm[start : stop - 1]
        pairs.append((np.setdiff1d(perm, validation), validation))
    return pairs

# %% wrong: always five folds
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), 5)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(5)]

# %% wrong: np.split, an exception when k does not divide n
def k_fold_indices(n, k, rng):
    parts = np.split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong: squeeze, so that a validation part of one sample has no dimension
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [
        (np.concatenate(parts[:i] + parts[i + 1 :]).squeeze(), np.squeeze(parts[i])) for i in range(k)
    ]

# %% wrong: a dict of pairs, whose loop gives numbers
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return {i: (np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)}

# %% wrong: comparing arrays with != in a list, an exception or the wrong parts
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate([p for p in parts if p != part]), part) for part in parts]

# %% wrong [neither-part]: pop while looping, parts get lost
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    pairs = []
    for i in range(k - 1):
        validation = parts.pop(0)
        pairs.append((np.concatenate(parts), validation))
    pairs.append((pairs[-1][1], parts[0]))
    return pairs

# %% wrong [neither-part]: only the next part is trained on
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[(i + 1) % k], parts[i]) for i in range(k)]

# %% wrong [floats]: numbers with decimals, no use as indices
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n).astype(float), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong [own-seed]: folds of an earlier call are kept for the same n and k
_folds = {}


def k_fold_indices(n, k, rng):
    if (n, k) not in _folds:
        parts = np.array_split(rng.permutation(n), k)
        _folds[n, k] = [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]
    return _folds[n, k]

# %% right: sets instead of arrays
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(set(range(n)) - set(part.tolist()), set(part.tolist())) for part in parts]

# %% wrong [not-shuffled]: only the order of the folds is random, neighbours stay together
def k_fold_indices(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), parts[j]), parts[j]) for j in rng.permutation(k)]

# %% wrong [not-shuffled]: a random start and then a roll, no permutation
def k_fold_indices(n, k, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    parts = np.array_split(order, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]

# %% wrong: prints the pairs
def k_fold_indices(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    for i in range(k):
        print(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i])

# %% wrong [uneven-folds]: first part takes the whole remainder
def k_fold_indices(n, k, rng):
    perm = rng.permutation(n)
    first = n // k + n % k
    bounds = [0] + [first + i * (n // k) for i in range(k)]
    return [
        (np.concatenate([perm[:a], perm[b:]]), perm[a:b]) for a, b in zip(bounds[:-1], bounds[1:])
    ]

# %% wrong [swapped]: two mistakes, swapped and the remainder left out
def k_fold_indices(n, k, rng):
    perm, size = rng.permutation(n), n // k
    pairs = []
    for i in range(k):
        validation = perm[i * size : (i + 1) * size]
        pairs.append((validation, np.setdiff1d(perm, validation)))
    return pairs

# %% wrong [both-parts]: two mistakes, no permutation and training on all
def k_fold_indices(n, k, rng):
    return [(np.arange(n), part) for part in np.array_split(np.arange(n), k)]

# %% wrong [both-parts]: two mistakes, global generator and np.delete by values
def k_fold_indices(n, k, rng):
    perm = np.random.permutation(n)
    return [(np.delete(perm, part), part) for part in np.array_split(perm, k)]

# %% wrong [counted-from-one]: two mistakes, indices from 1 and the remainder in the last part
def k_fold_indices(n, k, rng):
    perm, size = rng.permutation(n) + 1, n // k
    pairs = []
    for i in range(k):
        stop = n if i == k - 1 else (i + 1) * size
        pairs.append((np.concatenate([perm[: i * size], perm[stop:]]), perm[i * size : stop]))
    return pairs

# %% wrong [masks]: two mistakes, masks instead of indices and sizes left to chance
def k_fold_indices(n, k, rng):
    label = rng.integers(k, size=n)
    return [(label != j, label == j) for j in range(k)]

# %% wrong [overlap]: two mistakes, a new permutation for every fold and the remainder left out
def k_fold_indices(n, k, rng):
    size = n // k
    pairs = []
    for i in range(k):
        perm = rng.permutation(n)
        pairs.append((perm[size:], perm[:size]))
    return pairs

# %% wrong: draws single numbers until one is new, and waits for the number n that never comes
def k_fold_indices(n, k, rng):
    seen = []
    while len(seen) < n + 1:
        i = int(rng.integers(n))
        if i not in seen:
            seen.append(i)
    parts = np.array_split(np.array(seen), k)
    return [(np.setdiff1d(seen, p), p) for p in parts]
