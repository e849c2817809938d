# %% right: four entries written out
def update(params, grads, learning_rate):
    return {
        "W1": params["W1"] - learning_rate * grads["dW1"],
        "b1": params["b1"] - learning_rate * grads["db1"],
        "W2": params["W2"] - learning_rate * grads["dW2"],
        "b2": params["b2"] - learning_rate * grads["db2"],
    }

# %% right: dict comprehension
def update(params, grads, learning_rate):
    return {k: params[k] - learning_rate * grads["d" + k] for k in params}

# %% right: copies changed in place
def update(params, grads, learning_rate):
    new = {name: np.array(values, dtype=float) for name, values in params.items()}
    for name in new:
        new[name] -= learning_rate * grads[f"d{name}"]
    return new

# %% right: deepcopy, then assignment
import copy


def update(params, grads, learning_rate):
    params = copy.deepcopy(params)
    for name in ("W1", "b1", "W2", "b2"):
        params[name] = params[name] - learning_rate * grads["d" + name]
    return params

# %% right: shallow copy whose entries are replaced, not changed
def update(params, grads, learning_rate):
    new = dict(params)
    for name in list(new):
        new[name] = np.subtract(new[name], np.multiply(learning_rate, grads["d" + name]))
    return new

# %% right: dict(zip(...)) with a generator
def update(params, grads, learning_rate):
    names = ["W1", "b1", "W2", "b2"]
    return dict(zip(names, (params[k] - grads["d" + k] * learning_rate for k in names)))

# %% right: recursion over the names
def update(params, grads, learning_rate, names=("W1", "b1", "W2", "b2")):
    if not names:
        return {}
    k, *rest = names
    step = {k: params[k] + (-learning_rate) * grads["d" + k]}
    return {**step, **update(params, grads, learning_rate, rest)}

# %% right: plain loop over every entry with np.ndindex, OrderedDict
from collections import OrderedDict


def update(params, grads, learning_rate):
    new = OrderedDict()
    for key, old in params.items():
        out = np.empty(old.shape)
        for place in np.ndindex(out.shape):
            out[place] = old[place] - learning_rate * grads["d" + key][place]
        new[key] = out
    return new

# %% right: a callable class instance
class _Step:
    def __call__(self, params, grads, learning_rate):
        move = lambda k: params[k] - learning_rate * grads["d" + k]
        return {k: move(k) for k in ("W1", "b1", "W2", "b2")}


update = _Step()

# %% right: params | new entries
def update(params, grads, learning_rate):
    W1 = params["W1"] - learning_rate * grads["dW1"]
    W2 = params["W2"] - learning_rate * grads["dW2"]
    b1 = params["b1"] - learning_rate * grads["db1"]
    b2 = params["b2"] - learning_rate * grads["db2"]
    return params | {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [ascent]: plus instead of minus, climbs
def update(params, grads, learning_rate):
    return {k: params[k] + learning_rate * grads["d" + k] for k in params}

# %% wrong [argument-changed]: -= changes the arrays of the caller
def update(params, grads, learning_rate):
    for k in ("W1", "b1", "W2", "b2"):
        params[k] -= learning_rate * grads["d" + k]
    return params

# %% wrong [argument-changed]: new dict, but -= on the shared arrays
def update(params, grads, learning_rate):
    new = params.copy()
    for k in new:
        new[k] -= learning_rate * grads["d" + k]
    return new

# %% wrong [argument-changed]: puts the new arrays into the caller's dict
def update(params, grads, learning_rate):
    for k in ("W1", "b1", "W2", "b2"):
        params[k] = params[k] - learning_rate * grads["d" + k]
    return params

# %% wrong [argument-changed]: the gradients are scaled in place
def update(params, grads, learning_rate):
    new = {}
    for k in params:
        g = grads["d" + k]
        g *= learning_rate
        new[k] = params[k] - g
    return new

# %% wrong [bias-gradient-missing]: biases stay as they were
def update(params, grads, learning_rate):
    W1 = params["W1"] - learning_rate * grads["dW1"]
    W2 = params["W2"] - learning_rate * grads["dW2"]
    return {"W1": W1, "b1": params["b1"], "W2": W2, "b2": params["b2"]}

# %% wrong [no-rate]: learning rate left out
def update(params, grads, learning_rate):
    return {k: params[k] - grads["d" + k] for k in params}

# %% wrong [no-rate]: learning rate hard-coded
def update(params, grads, learning_rate):
    learning_rate = 0.1
    return {k: params[k] - learning_rate * grads["d" + k] for k in params}

# %% wrong: default trick replaces a rate of 0
def update(params, grads, learning_rate):
    eta = learning_rate or 0.01
    return {k: params[k] - eta * grads["d" + k] for k in params}

# %% wrong: nothing returned
def update(params, grads, learning_rate):
    new = {}
    for k in params:
        new[k] = params[k] - learning_rate * grads["d" + k]

# %% wrong [returned-too-early]: returns inside the loop, only W1 is there
def update(params, grads, learning_rate):
    new = {}
    for k in params:
        new[k] = params[k] - learning_rate * grads["d" + k]
        return new

# %% wrong: dW1 and dW2 confused (broadcasts when d = 1 or so)
def update(params, grads, learning_rate):
    return {
        "W1": params["W1"] - learning_rate * grads["dW2"].T,
        "b1": params["b1"] - learning_rate * grads["db1"],
        "W2": params["W2"] - learning_rate * grads["dW1"].T[:, :1],
        "b2": params["b2"] - learning_rate * grads["db2"],
    }

# %% wrong [mean-twice]: divides by n once more
def update(params, grads, learning_rate):
    n = len(grads["dZ2"])
    return {k: params[k] - learning_rate / n * grads["d" + k] for k in params}

# %% wrong: gradient of the wrong layer for b1, mean over dZ1
def update(params, grads, learning_rate):
    new = {k: params[k] - learning_rate * grads["d" + k] for k in params}
    new["b1"] = params["b1"] - learning_rate * grads["dZ1"].mean(axis=0)
    return new

# %% wrong: momentum remembered between calls
_velocity = {}


def update(params, grads, learning_rate):
    new = {}
    for k in params:
        v = _velocity.get(k, 0)
        if np.shape(v) != params[k].shape:
            v = np.zeros_like(params[k])
        _velocity[k] = 0.9 * v - learning_rate * grads["d" + k]
        new[k] = params[k] + _velocity[k]
    return new

# %% wrong [length-lost]: only the sign of the gradient is used
def update(params, grads, learning_rate):
    return {k: params[k] - learning_rate * np.sign(grads["d" + k]) for k in params}

# %% wrong: steps clipped to at most 1
def update(params, grads, learning_rate):
    return {k: params[k] - np.clip(learning_rate * grads["d" + k], -1, 1) for k in params}

# %% wrong [length-lost]: gradient divided by its length
def update(params, grads, learning_rate):
    new = {}
    for k in params:
        g = grads["d" + k]
        new[k] = params[k] - learning_rate * g / (np.linalg.norm(g) + 1e-12)
    return new

# %% wrong: weights decay a little with every step
def update(params, grads, learning_rate):
    return {k: params[k] * (1 - 1e-3) - learning_rate * grads["d" + k] for k in params}

# %% wrong: a tuple instead of a dict
def update(params, grads, learning_rate):
    names = ("W1", "b1", "W2", "b2")
    return tuple(params[k] - learning_rate * grads["d" + k] for k in names)

# %% wrong: bias updated by one number, the sum of its gradients
def update(params, grads, learning_rate):
    new = {k: params[k] - learning_rate * grads["d" + k] for k in params}
    new["b1"] = params["b1"] - learning_rate * np.sum(grads["db1"])
    return new

# %% wrong [step-only]: returns the steps, not the params
def update(params, grads, learning_rate):
    return {k: -learning_rate * grads["d" + k] for k in params}

# %% wrong: keys of the result named like the gradients
def update(params, grads, learning_rate):
    return {"d" + k: params[k] - learning_rate * grads["d" + k] for k in params}

# %% wrong [ascent]: two mistakes, plus sign and in place
def update(params, grads, learning_rate):
    for k in params:
        params[k] += learning_rate * grads["d" + k]
    return params

# %% wrong: two mistakes, biases forgotten and rate halved
def update(params, grads, learning_rate):
    W1 = params["W1"] - 0.5 * learning_rate * grads["dW1"]
    W2 = params["W2"] - 0.5 * learning_rate * grads["dW2"]
    return {"W1": W1, "b1": params["b1"].copy(), "W2": W2, "b2": params["b2"].copy()}

# %% wrong: global learning rate of part 1 instead of the argument
def update(params, grads, rate):
    return {k: params[k] - learning_rate * grads["d" + k] for k in params}

# %% wrong: rounds the new parameters to three decimals
def update(params, grads, learning_rate):
    return {k: np.round(params[k] - learning_rate * grads["d" + k], 3) for k in params}

# %% wrong: params multiplied instead of subtracted (sign slip with * for -)
def update(params, grads, learning_rate):
    return {k: params[k] * (1 - learning_rate * grads["d" + k]) for k in params}

# %% wrong: two mistakes, gradients divided by n again and plus instead of minus
def update(params, grads, learning_rate):
    n = len(grads["dZ2"])
    return {k: params[k] + learning_rate * grads["d" + k] / n for k in params}

# %% wrong [no-rate]: two mistakes, fixed rate of 0.5 and the caller's dict is filled
def update(params, grads, learning_rate):
    for k in list(params):
        params[k] = params[k] - 0.5 * grads["d" + k]
    return params

# %% wrong: two mistakes, steps clipped and a tuple returned
def update(params, grads, learning_rate):
    moved = [params[k] - learning_rate * np.clip(grads["d" + k], -0.1, 0.1) for k in params]
    return tuple(moved)
