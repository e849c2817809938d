# %% right: epoch_batches and gradient_step, list of copies
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi.copy()]
    for _ in range(n_epochs):
        for batch in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, x[batch], y[batch]), learning_rate)
        history.append(phi.copy())
    return phi, np.array(history)

# %% right: own permutation and slices, history preallocated
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n, p = len(x), len(phi)
    history = np.empty((n_epochs + 1, p))
    history[0] = phi
    w = history[0].copy()
    for epoch in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            idx = order[start : start + batch_size]
            w = w - learning_rate * gradient(w, x[idx], y[idx])
        history[epoch + 1] = w
    return w, history

# %% right: in-place updates of an own float copy, copies kept
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.astype(float)
    rows = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(x.size, batch_size, rng):
            phi -= learning_rate * np.asarray(gradient(phi, x[b], y[b]))
        rows.append(phi.copy())
    return phi, np.stack(rows)

# %% right: no conversion needed, every step makes a new float array
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for i in epoch_batches(len(y), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[i], y[i])
        history.append(phi)
    return phi, np.array(history, dtype=float)

# %% right: generator yields phi after every epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    def places(p):
        yield p
        for _ in range(n_epochs):
            for b in epoch_batches(len(x), batch_size, rng):
                p = gradient_step(p, gradient(p, x[b], y[b]), learning_rate)
            yield p

    history = np.array(list(places(np.array(phi, float))))
    return history[-1].copy(), history

# %% right: functools.reduce within an epoch, accumulate over epochs
from functools import reduce
from itertools import accumulate

def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    def update(p, batch):
        return p - learning_rate * gradient(p, x[batch], y[batch])

    def one_epoch(p, _):
        return reduce(update, epoch_batches(len(x), batch_size, rng), p)

    history = np.array(list(accumulate(range(n_epochs), one_epoch, initial=np.array(phi, float))))
    return history[-1], history

# %% right: x and y both put in the new order, then sliced
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.asarray(phi, dtype=float).copy()
    history = phi[None, :].copy()
    for _ in range(n_epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        xs, ys = x[order], y[order]
        for k in range(0, len(x), batch_size):
            g = gradient(phi, xs[k : k + batch_size], ys[k : k + batch_size])
            phi = phi - learning_rate * g
        history = np.vstack([history, phi])
    return phi, history

# %% right: rows of x and y shuffled together
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    samples = np.column_stack((x, y))
    phi = np.array(phi, dtype=np.float64)
    history = [phi]
    for _ in range(n_epochs):
        rng.shuffle(samples, axis=0)
        for k in range(0, len(samples), batch_size):
            part = samples[k : k + batch_size].copy()
            phi = gradient_step(phi, gradient(phi, part[:, 0], part[:, 1]), learning_rate)
        history.append(phi)
    return phi, np.asarray(history)

# %% right: class with __call__ and a method for the epoch
class SGD:
    def epoch(self, gradient, phi, x, y, rate, size, rng):
        order = rng.permutation(len(x))
        for cut in np.split(order, np.arange(size, len(x), size)):
            phi = phi - rate * gradient(phi, x[cut], y[cut])
        return phi

    def __call__(self, gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
        phi = phi * 1.0
        history = np.zeros((n_epochs + 1, phi.shape[0]))
        history[0] = phi
        for k in range(1, n_epochs + 1):
            phi = self.epoch(gradient, phi, x, y, learning_rate, batch_size, rng)
            history[k] = phi
        return phi, history


sgd = SGD()

# %% right: the orders of all epochs made beforehand with permuted
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    orders = rng.permuted(np.tile(np.arange(n), (n_epochs, 1)), axis=1)
    history = [np.array(phi, dtype=float)]
    for order in orders:
        w = history[-1]
        for i in range(0, n, batch_size):
            b = order[i : i + batch_size]
            w = w - learning_rate * gradient(w, x[b], y[b])
        history.append(w)
    return history[-1].copy(), np.array(history)

# %% right: pandas sample(frac=1) with the generator
import pandas as pd

def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    df = pd.DataFrame({"x": np.array(x), "y": np.array(y)})
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        mixed = df.sample(frac=1, random_state=rng)
        for k in range(0, len(df), batch_size):
            part = mixed.iloc[k : k + batch_size]
            phi = phi - learning_rate * gradient(phi, part["x"].to_numpy(), part["y"].to_numpy())
        history.append(phi)
    return phi, np.array(history)

# %% right: torch tensor holds phi, numpy at the borders
import torch

def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    p = torch.tensor(np.array(phi, dtype=float), dtype=torch.float64)
    history = [p.clone()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            g = gradient(p.numpy().copy(), x[b], y[b])
            p = p - float(learning_rate) * torch.tensor(np.array(g, dtype=float), dtype=torch.float64)
        history.append(p.clone())
    return p.numpy(), torch.stack(history).numpy()

# %% right: while loops and a card pack popped at random
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    w = np.array([float(v) for v in phi])
    history = [w.tolist()]
    while len(history) <= n_epochs:
        pack = list(range(len(x)))
        while pack:
            take = [pack.pop(int(rng.integers(len(pack)))) for _ in range(min(batch_size, len(pack)))]
            w = w - learning_rate * gradient(w, x[take], y[take])
        history.append(w.tolist())
    return w, np.array(history)

# %% right: history in Fortran order, keyword calls of the earlier functions
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = np.zeros((n_epochs + 1, len(phi)), order="F")
    history[0, :] = phi
    for k in range(n_epochs):
        place = history[k].copy()
        for b in epoch_batches(n=len(x), batch_size=batch_size, rng=rng):
            place = gradient_step(
                phi=place, gradient=gradient(place, x[b], y[b]), learning_rate=learning_rate
            )
        history[k + 1, :] = place
    return history[n_epochs].copy(), history

# %% right: step per parameter in a loop, the gradient taken once
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = [float(v) for v in phi]
    history = [list(phi)]
    for _ in range(n_epochs):
        order = np.argsort(rng.random(len(x)))
        for s in range(0, len(order), batch_size):
            b = order[s : s + batch_size]
            slopes = gradient(np.array(phi), x[b], y[b])
            for j in range(len(phi)):
                phi[j] -= learning_rate * slopes[j]
        history.append(list(phi))
    return np.array(phi), np.array(history)

# %% right: one flat stream of (epoch, batch) pairs, closure for the state
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    x, y = np.array(x), np.array(y)
    rows = np.repeat(np.array(phi, dtype=float)[None], n_epochs + 1, axis=0)
    stream = ((k, b) for k in range(1, n_epochs + 1) for b in epoch_batches(len(x), batch_size, rng))
    now = rows[0].copy()
    for k, b in stream:
        now = now - learning_rate * gradient(now, x[b], y[b])
        rows[k] = now
    return now, rows

# %% right: x and y split at the same cuts, zipped; history in a dict
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    cuts = list(range(batch_size, len(x), batch_size))
    history = {0: phi}
    for k in range(n_epochs):
        perm = rng.choice(len(x), len(x), replace=False)
        for xb, yb in zip(np.split(x[perm], cuts), np.split(y[perm], cuts)):
            phi = phi - np.multiply(learning_rate, gradient(phi, xb, yb))
        history[k + 1] = phi
    return phi, np.array([history[k] for k in sorted(history)])

# %% right: -= on a copy, which refuses a start of whole numbers with an error
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.copy()
    history = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi -= learning_rate * gradient(phi, x[b], y[b])
        history.append(phi.copy())
    return phi, np.array(history)

# %% wrong [no-start]: history without the start
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = []
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi.copy())
    return phi, np.array(history)

# %% wrong [row-an-update]: one row for every update
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
            history.append(phi)
    return phi, np.array(history)

# %% wrong [shared-rows]: the same array kept in every row, all rows equal the end
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi -= learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [start-overwritten]: rows are views, so row k is moved on to k + 1 epochs and the start is lost
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = np.zeros((n_epochs + 1, len(phi)))
    history[0] = phi
    w = history[0]
    for k in range(n_epochs):
        w = history[k]
        for b in epoch_batches(len(x), batch_size, rng):
            w -= learning_rate * gradient(w, x[b], y[b])
        history[k + 1] = w
    return w, history

# %% wrong [row-too-early]: history recorded before each epoch, the start twice and the end missing
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        history.append(phi)
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
    return phi, np.array(history)

# %% wrong [row-within-epoch]: history recorded after the first batch of each epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.zeros((n_epochs + 1, len(phi)))
    history[0] = phi
    for k in range(n_epochs):
        for j, b in enumerate(epoch_batches(len(x), batch_size, rng)):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
            if j == 0:
                history[k + 1] = phi
    return phi, history

# %% wrong [transposed]: history transposed, (p, n_epochs + 1)
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.stack(history, axis=1)

# %% wrong: history made for exactly two parameters
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.zeros((n_epochs + 1, 2))
    history[0] = phi
    for k in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history[k + 1] = phi
    return phi, history

# %% wrong [row-zero-empty]: history holds the last batch's gradients, not phi
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [np.zeros(len(phi))]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            g = gradient(phi, x[b], y[b])
            phi = phi - learning_rate * g
        history.append(g)
    return phi, np.array(history)

# %% wrong [whole-numbers]: history has the type of a whole-number start, fractions lost in its rows
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = np.zeros((n_epochs + 1, len(phi)), dtype=phi.dtype)
    history[0] = phi
    for k in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history[k + 1] = phi
    return phi, history

# %% wrong [whole-numbers]: a whole-number start stays one, every step is cut to whole numbers
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.copy()
    history = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi[:] = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi.copy())
    return phi, np.array(history)

# %% wrong [argument-changed]: the caller's start is changed
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi -= learning_rate * gradient(phi, x[b], y[b])
        history.append(phi.copy())
    return phi, np.array(history)

# %% wrong [pairs-broken]: x and y shuffled apart, and in place
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        rng.shuffle(x)
        rng.shuffle(y)
        for i in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, x[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [argument-changed]: the caller's x and y are put into a new order (together)
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        x[:], y[:] = x[order], y[order]
        for i in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, x[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [pairs-broken]: only x is put into the new order
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        xs = rng.permutation(x)
        for i in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, xs[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [pairs-broken]: batches of x and y dealt apart
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        bx = epoch_batches(len(x), batch_size, rng)
        by = epoch_batches(len(y), batch_size, rng)
        for a, b in zip(bx, by):
            phi = phi - learning_rate * gradient(phi, x[a], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [pairs-broken]: x sorted within each batch, labels not
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, np.sort(x[b]), y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [shuffled-once]: dealt once before the loop, the same batches in every epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    batches = epoch_batches(len(x), batch_size, rng)
    for _ in range(n_epochs):
        for b in batches:
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [used-up]: batches as an iterator before the loop, used up after epoch 1
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    batches = iter(epoch_batches(len(x), batch_size, rng))
    for _ in range(n_epochs):
        for b in batches:
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [not-shuffled]: not shuffled
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, x[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [same-company]: only the order of fixed batches is shuffled
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    starts = np.arange(0, len(x), batch_size)
    for _ in range(n_epochs):
        for i in rng.permutation(starts):
            phi = phi - learning_rate * gradient(phi, x[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [own-generator]: np.random instead of rng
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = np.random.permutation(len(x))
        for i in range(0, len(x), batch_size):
            b = order[i : i + batch_size]
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [fixed-seed]: a new generator with seed = epoch, rng ignored
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for k in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, np.random.default_rng(k)):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [shuffled-once]: rng is copied in every epoch, so each epoch is dealt alike
import copy

def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, copy.deepcopy(rng)):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [drawn-with-replacement]: every batch drawn from all samples, some come twice in an epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for start in range(0, n, batch_size):
            b = rng.choice(n, min(batch_size, n - start), replace=False)
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [drawn-with-replacement]: drawn with replacement
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = rng.integers(0, n, size=n)
        for i in range(0, n, batch_size):
            phi = phi - learning_rate * gradient(phi, x[order[i : i + batch_size]], y[order[i : i + batch_size]])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [one-update]: one batch only in every epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        b = rng.permutation(len(x))[:batch_size]
        phi = gradient_step(phi, gradient(phi, x[b], y[b]), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [last-batch-dropped]: short last batch left out
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            if len(b) == batch_size:
                phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [filled-up]: short last batch filled up with samples used before
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for i in range(0, n, batch_size):
            b = np.take(order, range(i, i + batch_size), mode="wrap")
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong: reshape into batches, an exception unless batch_size divides n
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in rng.permutation(len(x)).reshape(-1, batch_size):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [last-batch-full-size]: rate scaled down for the short batch, though the rate is the same in every step
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            rate = learning_rate * len(b) / batch_size
            phi = phi - rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [mean-twice]: gradient divided by the batch size once more
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b]) / len(b)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [mean-forgotten]: sum of the batch's slopes instead of the mean
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            g = sum(gradient(phi, x[i : i + 1], y[i : i + 1]) for i in b)
            phi = phi - learning_rate * g
        history.append(phi)
    return phi, np.array(history)

# %% wrong [update-a-sample]: an update after every single sample, batch_size has no effect
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            for i in b:
                phi = phi - learning_rate * gradient(phi, x[[i]], y[[i]])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [whole-data]: gradient of all samples for every batch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for _b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x, y)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [stale-phi]: gradients taken where phi stood at the start of the epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        old = phi.copy()
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(old, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [start-gradient]: gradients always taken at the start phi
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    w = np.array(phi, dtype=float)
    history = [w]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            w = w - learning_rate * gradient(phi, x[b], y[b])
        history.append(w)
    return w, np.array(history)

# %% wrong [one-update]: batch gradients averaged over the epoch, one update an epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        gs = [gradient(phi, x[b], y[b]) for b in epoch_batches(len(x), batch_size, rng)]
        phi = phi - learning_rate * np.mean(gs, axis=0)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [every-epoch-from-the-start]: phi goes back to the start in every epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    start = np.array(phi, dtype=float)
    history = [start]
    for _ in range(n_epochs):
        phi = start.copy()
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [ascent]: plus instead of minus
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi + learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [zero-for-none]: learning_rate or 0.1, a rate of 0 becomes 0.1
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    rate = learning_rate or 0.1
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [rate-decays]: the rate falls by one percent an epoch
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for k in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * 0.99**k * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [rate-decays]: step_decay built in, after ten epochs the rate is halved
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for k in range(n_epochs):
        rate = step_decay(learning_rate, 0.5, 10, k)
        for b in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, x[b], y[b]), rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [momentum]: momentum 0.9
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    v = np.zeros_like(phi)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            v = 0.9 * v + gradient(phi, x[b], y[b])
            phi = phi - learning_rate * v
        history.append(phi)
    return phi, np.array(history)

# %% wrong [stopped-early]: stops early when an epoch moves phi by little, history too short
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
        if np.allclose(history[-1], history[-2], atol=1e-4):
            break
    return phi, np.array(history)

# %% wrong: small gradients are skipped (norm below 1e-3)
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            g = gradient(phi, x[b], y[b])
            if np.linalg.norm(g) > 1e-3:
                phi = phi - learning_rate * g
        history.append(phi)
    return phi, np.array(history)

# %% wrong: gradient clipped to -5 ... 5
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * np.clip(gradient(phi, x[b], y[b]), -5, 5)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [row-within-epoch]: returns the phi with the smallest gradient, not the last
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    best = min(history, key=lambda p: np.linalg.norm(gradient(p, x, y)))
    return best, np.array(history)

# %% wrong: returns the mean of the history as phi
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    history = np.array(history)
    return history.mean(axis=0), history

# %% wrong [unchanged]: returns the start as phi
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    w = np.array(phi, dtype=float)
    history = [w]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            w = w - learning_rate * gradient(w, x[b], y[b])
        history.append(w)
    return phi, np.array(history)

# %% wrong [not-a-pair]: only phi comes back
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, x[b], y[b]), learning_rate)
    return phi

# %% wrong [swapped]: history and phi in the other order
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return np.array(history), phi

# %% wrong [returned-too-early]: return inside the epoch loop, only one epoch is run
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.tile(phi, (n_epochs + 1, 1))
    for k in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history[k + 1] = phi
        return phi, history

# %% wrong [epoch-too-few]: one epoch too few, the last row stays zero
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.zeros((n_epochs + 1, len(phi)))
    history[0] = phi
    for k in range(1, n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history[k] = phi
    return phi, history

# %% wrong [epoch-too-many]: one epoch too many, which the history does not show
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = []
    for _ in range(n_epochs + 1):
        history.append(phi)
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
    return phi, np.array(history)

# %% wrong [one-update]: n_epochs counts updates
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    while len(history) <= n_epochs:
        for b in epoch_batches(len(x), batch_size, rng):
            if len(history) > n_epochs:
                break
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
            history.append(phi)
    return phi, np.array(history)

# %% wrong: line_gradient is called, not the gradient that was given
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, line_gradient(phi, x[b], y[b]), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [x-and-y-swapped]: x and y change places in the call of gradient
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, y[b], x[b]), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong: batches go to gradient as columns (b, 1)
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    x, y = x.reshape(-1, 1), y.reshape(-1, 1)
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, x[b], y[b].ravel()), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong: uses the globals line_x and line_y
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(line_x), batch_size, rng):
            phi = gradient_step(phi, gradient(phi, line_x[b], line_y[b]), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong: mutable default history grows over the calls
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng, history=[]):
    phi = np.array(phi, dtype=float)
    history.append(phi)
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong: x is standardised before the descent
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    x = (x - x.mean()) / (x.std() + 1e-12)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [one-after-another]: parameters updated one after the other, each with a new gradient
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            for j in range(len(phi)):
                phi[j] -= learning_rate * gradient(phi, x[b], y[b])[j]
        history.append(phi.copy())
    return phi, np.array(history)

# %% wrong: noise from rng added to every gradient, on top of the batches
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            g = gradient(phi, x[b], y[b]) + rng.normal(scale=0.01, size=len(phi))
            phi = phi - learning_rate * g
        history.append(phi)
    return phi, np.array(history)

# %% wrong [batch-larger-than-n]: with batch_size above n no update is made
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        if batch_size <= n:
            for b in np.split(order, range(batch_size, n, batch_size)):
                phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [not-finite]: an extra update with an empty batch when batch_size divides n (nan for means)
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    n = len(x)
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for k in range(n // batch_size + 1):
            b = order[k * batch_size : (k + 1) * batch_size]
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong: history rounded to three decimals
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.round(history, 3)

# %% wrong: scipy's minimiser by the gradient's root instead of a descent
from scipy.optimize import fsolve

def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    end = fsolve(lambda p: gradient(p, x, y), np.array(phi, dtype=float))
    history = np.linspace(phi, end, n_epochs + 1)
    return end, history

# %% wrong [no-start]: two mistakes, history without the start and dealt only once
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    order = rng.permutation(len(x))
    history = []
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            b = order[i : i + batch_size]
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [shared-rows]: two mistakes, the start is changed and all rows are the same array
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi -= learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [last-batch-dropped]: two mistakes, rest dropped and np.random used
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        order = np.random.permutation(len(x))
        for k in range(len(x) // batch_size):
            b = order[k * batch_size : (k + 1) * batch_size]
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [whole-data]: two mistakes, gradient of all samples and no shuffling
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for _i in range(0, len(x), batch_size):
            phi = gradient_step(phi, gradient(phi, x, y), learning_rate)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [row-an-update]: two mistakes, one row an update and phi cut to whole numbers
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    w = phi.copy()
    rows = [phi.copy()]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            w[...] = w - learning_rate * gradient(w, x[b], y[b])
            rows.append(w.copy())
    return w, np.array(rows)

# %% wrong [ascent]: two mistakes, sum over the batch and a step of wrong sign
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi + learning_rate * len(b) * gradient(phi, x[b], y[b])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [row-zero-empty]: two mistakes, history starts with zeros and holds every phi one row late
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.zeros((n_epochs + 1, len(phi)))
    for k in range(n_epochs):
        history[k + 1] = phi
        for b in epoch_batches(len(x), batch_size, rng):
            phi = phi - learning_rate * gradient(phi, x[b], y[b])
    return phi, history

# %% wrong [pairs-broken]: two mistakes, x alone shuffled and only once
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    xs = rng.permutation(x)
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, xs[i : i + batch_size], y[i : i + batch_size])
        history.append(phi)
    return phi, np.array(history)

# %% wrong [one-update]: two mistakes, stale gradients of the epoch's start, and divided by the number of batches
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        batches = epoch_batches(len(x), batch_size, rng)
        total = sum(gradient(phi, x[b], y[b]) for b in batches)
        phi = phi - learning_rate * total / len(batches)
        history.append(phi)
    return phi, np.array(history)

# %% wrong [drawn-with-replacement]: two mistakes, one random sample an update and as many updates as there are batches
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi]
    for _ in range(n_epochs):
        for _j in range(-(-len(x) // batch_size)):
            i = rng.integers(len(x))
            phi = phi - learning_rate * gradient(phi, x[i : i + 1], y[i : i + 1])
        history.append(phi)
    return phi, np.array(history)
