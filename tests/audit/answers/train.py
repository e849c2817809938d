# %% right: plain loop
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = backward(X, y, params, cache)
        params = update(params, grads, learning_rate)
    return params, losses

# %% right: while loop on the length of the list
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    n, d = X.shape
    params, losses = initialise_parameters(d, n_hidden, y.shape[1], rng), []
    while len(losses) < n_iterations:
        cache = forward(X, params)
        losses += [float(binary_cross_entropy(cache["A2"], y))]
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% right: functools.reduce over the iterations
from functools import reduce


def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    losses = []

    def step(params, _):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        return update(params, backward(X, y, params, cache), learning_rate)

    start = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    return reduce(step, range(n_iterations), start), losses

# %% right: generator of states
def _descent(X, y, params, learning_rate):
    while True:
        cache = forward(X, params)
        loss = binary_cross_entropy(cache["A2"], y)
        params = update(params, backward(X, y, params, cache), learning_rate)
        yield loss, params


def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _, (loss, params) in zip(range(n_iterations), _descent(X, y, params, learning_rate)):
        losses.append(loss)
    return params, losses

# %% right: preallocated array turned into a list
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(
        n_input=X.shape[1], n_hidden=n_hidden, n_output=1, rng=rng
    )
    losses = np.zeros(n_iterations)
    for k in range(n_iterations):
        cache = forward(X=X, params=params)
        losses[k] = binary_cross_entropy(p=cache["A2"], y=y)
        grads = backward(X=X, y=y, params=params, cache=cache)
        params = update(params=params, grads=grads, learning_rate=learning_rate)
    return params, losses.tolist()

# %% right: a class with __call__
class Trainer:
    def __call__(self, X, y, n_hidden, n_iterations, learning_rate, rng):
        self.params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
        losses = [self.step(X, y, learning_rate) for _ in range(n_iterations)]
        return self.params, losses

    def step(self, X, y, learning_rate):
        cache = forward(X, self.params)
        loss = binary_cross_entropy(cache["A2"], y)
        grads = backward(X, y, self.params, cache)
        self.params = update(self.params, grads, learning_rate)
        return loss


train = Trainer()

# %% right: closure with nonlocal
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(len(X[0]), n_hidden, 1, rng)

    def one_step():
        nonlocal params
        cache = forward(X, params)
        before = binary_cross_entropy(cache["A2"], y)
        params = update(params, backward(X, y, params, cache), learning_rate)
        return before

    losses = [one_step() for _ in range(n_iterations)]
    return params, losses

# %% right: functools.partial for the data, dict of histories
from functools import partial


def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    grad = partial(backward, X, y)
    params = initialise_parameters(np.shape(X)[1], n_hidden, 1, rng)
    history = {"loss": []}
    for _ in range(int(n_iterations)):
        cache = forward(X, params)
        history["loss"].append(binary_cross_entropy(cache["A2"], y))
        params = update(params, grad(params, cache), learning_rate)
    return params, history["loss"]

# %% wrong [loss-after-update]: loss after the update instead of before
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        grads = backward(X, y, params, forward(X, params))
        params = update(params, grads, learning_rate)
        losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
    return params, losses

# %% wrong [loss-count]: one loss too many, the last is that after training
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
    return params, losses

# %% wrong [loss-count]: off by one, range(1, n_iterations)
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for k in range(1, n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [no-update]: result of update thrown away, nothing is learnt
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = backward(X, y, params, cache)
        update(params, grads, learning_rate)
    return params, losses

# %% wrong [stale-gradients]: forward pass only once, stale cache ever after
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    cache = forward(X, params)
    for _ in range(n_iterations):
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = backward(X, y, params, cache)
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [stale-gradients]: gradients computed once, before the loop
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    grads = backward(X, y, params, forward(X, params))
    losses = []
    for _ in range(n_iterations):
        losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [drawn-anew]: a new start in every iteration
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    losses = []
    for _ in range(n_iterations):
        params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [own-seed]: own generator with seed 0, rng ignored
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    rng = np.random.default_rng(0)
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [one-feature]: number of features fixed at 1
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(1, n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [wrong-shape]: four hidden neurons whatever n_hidden says
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], 4, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [early-stop]: early stop when the loss hardly changes, list too short
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-6:
            break
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [early-stop]: stops as soon as the loss rises
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        loss = binary_cross_entropy(cache["A2"], y)
        if losses and loss > losses[-1]:
            break
        losses.append(loss)
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [last-update-missing]: parameters with the smallest loss instead of the last ones
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses, best = [], params
    for _ in range(n_iterations):
        cache = forward(X, params)
        loss = binary_cross_entropy(cache["A2"], y)
        if not losses or loss < min(losses):
            best = params
        losses.append(loss)
        params = update(params, backward(X, y, params, cache), learning_rate)
    return best, losses

# %% wrong [last-update-missing]: parameters before the last update
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for k in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        if k == n_iterations - 1:
            return params, losses
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [start-returned]: returns the start, the trained params are lost in another name
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    current = params
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, current)
        losses.append(binary_cross_entropy(cache["A2"], y))
        current = update(current, backward(X, y, current, cache), learning_rate)
    return params, losses

# %% wrong [rate-changes]: learning rate decays with the iteration
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for k in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate / (1 + 0.01 * k))
    return params, losses

# %% wrong [rate-ignored]: a rate of 0 is replaced by 0.1
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    learning_rate = learning_rate or 0.1
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [early-stop]: a rate of 0 returns an empty list of losses
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    if learning_rate == 0:
        return params, losses
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [one-sample-a-step]: stochastic descent, one random sample in every iteration
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
        i = rng.integers(len(X))
        x, t = X[i : i + 1], y[i : i + 1]
        params = update(params, backward(x, t, params, forward(x, params)), learning_rate)
    return params, losses

# %% wrong: X shuffled in every iteration, y not
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        X = rng.permutation(X)
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [inputs-changed]: standardises X, so the params belong to other inputs
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [shared-list]: default list shared by all calls, losses pile up
def train(X, y, n_hidden, n_iterations, learning_rate, rng, losses=[]):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [one-feature]: flowers from the notebook instead of the arguments
def train(inputs, labels, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [one-value]: order of the results swapped
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return losses, params

# %% wrong [other-loss]: squared error logged instead of the cross-entropy
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(np.mean((cache["A2"] - y) ** 2))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [running-total]: losses summed up, each is the total so far
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses, total = [], 0
    for _ in range(n_iterations):
        cache = forward(X, params)
        total += binary_cross_entropy(cache["A2"], y)
        losses.append(total)
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [loss-count]: only every tenth loss is kept
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for k in range(n_iterations):
        cache = forward(X, params)
        if k % 10 == 0:
            losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [loss-count]: returns the last loss, not the list
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    for _ in range(n_iterations):
        cache = forward(X, params)
        loss = binary_cross_entropy(cache["A2"], y)
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, loss

# %% wrong [loop-cut-short]: return stands inside the loop
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
        return params, losses

# %% wrong [swapped]: p and y swapped in the loss
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(y, cache["A2"]))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [own-seed]: goes on from where the last call of the same size ended
_last = {}


def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    key = (X.shape[1], n_hidden)
    params = _last.get(key) or initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    _last[key] = params
    return params, losses

# %% wrong [early-stop]: at most 1000 iterations
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(min(n_iterations, 1000)):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong: n_iterations ignored, the value of part 1 used
def train(X, y, n_hidden, iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [one-after-another]: W2 and b2 move first, W1's gradient is then taken at the moved point
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        new = update(params, backward(X, y, params, cache), learning_rate)
        params = {**params, "W2": new["W2"], "b2": new["b2"]}
        new = update(params, backward(X, y, params, forward(X, params)), learning_rate)
        params = {**params, "W1": new["W1"], "b1": new["b1"]}
    return params, losses

# %% wrong: trains until the loss is below 0.01, which never happens on overlapping classes
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    loss = np.inf
    while loss > 0.01:
        cache = forward(X, params)
        loss = binary_cross_entropy(cache["A2"], y)
        losses.append(loss)
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [own-seed]: two mistakes, loss after the update and seed of its own
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, np.random.default_rng(1))
    losses = []
    for _ in range(n_iterations):
        grads = backward(X, y, params, forward(X, params))
        params = update(params, grads, learning_rate)
        losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
    return params, losses

# %% wrong [one-feature]: two mistakes, one feature hard-coded and best params returned
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(1, n_hidden, 1, rng)
    losses, best, lowest = [], params, np.inf
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        if losses[-1] < lowest:
            best, lowest = params, losses[-1]
        params = update(params, backward(X, y, params, cache), learning_rate)
    return best, losses

# %% right: scikit-learn's network, one batch a step
from sklearn.neural_network import MLPClassifier


def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    model = MLPClassifier(
        (n_hidden,), activation="logistic", solver="sgd", alpha=0, batch_size=len(X),
        learning_rate_init=max(learning_rate, 1e-12), max_iter=n_iterations, momentum=0,
        tol=0, n_iter_no_change=n_iterations + 1, random_state=int(rng.integers(1000)),
    )
    model.fit(X, y.ravel())
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, list(model.loss_curve_)

# %% wrong [bias-gradient-missing]: biases set back to zero after every update
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
        params["b1"], params["b2"] = np.zeros(n_hidden), np.zeros(1)
    return params, losses

# %% wrong [loss-after-update]: two mistakes, early stop and losses after the update
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        params = update(params, backward(X, y, params, forward(X, params)), learning_rate)
        losses.append(binary_cross_entropy(forward(X, params)["A2"], y))
        if losses[-1] < 0.3:
            break
    return params, losses

# %% wrong [wrong-shape]: two mistakes, four neurons hard-coded and X shuffled apart from y once
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], 4, 1, rng)
    X = X[rng.permutation(len(X))]
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [loss-count]: two mistakes, the rate shrinks and one loss too many
def train(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for k in range(n_iterations + 1):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate * 0.99**k)
    return params, losses
