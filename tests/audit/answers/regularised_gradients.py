# %% right: four entries written out, if and else
def regularised_gradients(grads, params, lam, kind):
    if kind == "l1":
        gradient = l1_gradient
    else:
        gradient = l2_gradient
    return {
        "dW1": grads["dW1"] + gradient(params["W1"], lam),
        "db1": grads["db1"],
        "dW2": grads["dW2"] + gradient(params["W2"], lam),
        "db2": grads["db2"],
    }

# %% right: shallow copy, entries replaced and not changed
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for name in ("W1", "W2"):
        if kind == "l1":
            new["d" + name] = new["d" + name] + l1_gradient(params[name], lam)
        elif kind == "l2":
            new["d" + name] = new["d" + name] + l2_gradient(params[name], lam)
    return new

# %% right: deepcopy, then +=
import copy


def regularised_gradients(grads, params, lam, kind):
    new = copy.deepcopy(grads)
    g = {"l1": l1_gradient, "l2": l2_gradient}[kind]
    new["dW1"] += g(params["W1"], lam)
    new["dW2"] += g(params["W2"], lam)
    return new

# %% right: comprehension with a copy of every array, formulas written out
def regularised_gradients(grads, params, lam, kind):
    out = {key: np.array(value, dtype=float) for key, value in grads.items()}
    for key in out:
        if key.startswith("dW"):
            W = params[key[1:]]
            out[key] += lam * (np.sign(W) if kind == "l1" else W)
    return out

# %% right: one dict comprehension
def regularised_gradients(grads, params, lam, kind):
    slope = np.sign if kind == "l1" else np.asarray
    return {k: g + lam * slope(params[k[1:]]) if "W" in k else g.copy() for k, g in grads.items()}

# %% right: union of dicts
def regularised_gradients(grads, params, lam, kind):
    penalty = l1_gradient if kind == "l1" else l2_gradient
    return grads | {f"dW{i}": grads[f"dW{i}"] + penalty(params[f"W{i}"], lam) for i in (1, 2)}

# %% right: match
def regularised_gradients(grads, params, lam, kind):
    match kind:
        case "l1":
            extra1, extra2 = l1_gradient(params["W1"], lam), l1_gradient(params["W2"], lam)
        case "l2":
            extra1, extra2 = l2_gradient(params["W1"], lam), l2_gradient(params["W2"], lam)
        case _:
            raise ValueError(kind)
    return dict(dW1=grads["dW1"] + extra1, db1=+grads["db1"], dW2=grads["dW2"] + extra2, db2=+grads["db2"])

# %% right: an OrderedDict, with zeros as the penalty of the biases
from collections import OrderedDict


def regularised_gradients(grads, params, lam, kind):
    new = OrderedDict()
    for name, value in params.items():
        if name[0] == "W":
            extra = lam * np.sign(value) if kind == "l1" else lam * value
        else:
            extra = np.zeros_like(value)
        new["d" + name] = grads["d" + name] + extra
    return new

# %% right: a dict subclass with attribute access
class Bunch(dict):
    def __getattr__(self, name):
        return self[name]

    def __setattr__(self, name, value):
        self[name] = value


def regularised_gradients(grads, params, lam, kind):
    new = Bunch(grads)
    f = l1_gradient if kind == "l1" else l2_gradient
    new.dW1 = np.add(new.dW1, f(params["W1"], lam))
    new.dW2 = np.add(new.dW2, f(params["W2"], lam))
    return new

# %% right: functools.partial, and a helper for one entry
from functools import partial


def _one(name, grads, params, pull):
    if name.startswith("b"):
        return np.copy(grads["d" + name])
    return np.copy(grads["d" + name]) + pull(params[name])


def regularised_gradients(grads, params, lam, kind):
    pull = partial(l1_gradient, lam=lam) if kind == "l1" else partial(l2_gradient, lam=lam)
    return {"d" + name: _one(name, grads, params, pull) for name in ["W1", "b1", "W2", "b2"]}

# %% right: a class with __call__ that picks the gradient by name
class Regulariser:
    table = {"l1": lambda W: np.where(W > 0, 1.0, np.where(W < 0, -1.0, 0.0)), "l2": lambda W: 1.0 * W}

    def __call__(self, grads, params, lam, kind):
        result = {}
        for layer in "12":
            result["dW" + layer] = grads["dW" + layer] + lam * self.table[kind](params["W" + layer])
            result["db" + layer] = grads["db" + layer]
        return result


regularised_gradients = Regulariser()

# %% right: all four through one formula, with a factor that is 0 for the biases
def regularised_gradients(grads, params, lam, kind):
    factors = {"W1": lam, "b1": 0.0, "W2": lam, "b2": 0.0}
    power = {"l1": 0, "l2": 1}[kind]
    return {
        "d" + p: grads["d" + p] + f * np.sign(params[p]) * np.abs(params[p]) ** power
        for p, f in factors.items()
    }

# %% right: torch for the derivative of the penalty
import torch


def regularised_gradients(grads, params, lam, kind):
    out = {name: np.array(g) for name, g in grads.items()}
    for name in ("W1", "W2"):
        w = torch.tensor(params[name], dtype=torch.float64, requires_grad=True)
        cost = lam * w.abs().sum() if kind == "l1" else lam / 2 * (w**2).sum()
        cost.backward()
        out["d" + name] += w.grad.numpy()
    return out

# %% wrong [argument-changed]: shallow copy and +=, changes the arrays of grads
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for name in ("W1", "W2"):
        if kind == "l1":
            new["d" + name] += l1_gradient(params[name], lam)
        else:
            new["d" + name] += l2_gradient(params[name], lam)
    return new

# %% wrong [argument-changed]: changes grads itself and returns it
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    grads["dW1"] = grads["dW1"] + g(params["W1"], lam)
    grads["dW2"] = grads["dW2"] + g(params["W2"], lam)
    return grads

# %% wrong [argument-changed]: copy.copy and np.add with out, changes the arrays of grads
import copy


def regularised_gradients(grads, params, lam, kind):
    new = copy.copy(grads)
    g = l1_gradient if kind == "l1" else l2_gradient
    for i in "12":
        np.add(new["dW" + i], g(params["W" + i], lam), out=new["dW" + i])
    return new

# %% wrong [bias-penalised]: biases are penalised too
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {"d" + name: grads["d" + name] + g(values, lam) for name, values in params.items()}

# %% wrong [bias-penalised]: output bias is penalised
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {}
    for name in params:
        new["d" + name] = grads["d" + name] if name == "b1" else grads["d" + name] + g(params[name], lam)
    return new

# %% wrong [first-layer-only]: only the first layer's weights
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    g = l1_gradient if kind == "l1" else l2_gradient
    new["dW1"] = grads["dW1"] + g(params["W1"], lam)
    return new

# %% wrong [second-layer-only]: only the last layer's weights
def regularised_gradients(grads, params, lam, kind):
    new = {k: v.copy() for k, v in grads.items()}
    if kind == "l1":
        new["dW2"] += lam * np.sign(params["W2"])
    else:
        new["dW2"] += lam * params["W2"]
    return new

# %% wrong [first-layer-only]: returns within the loop, second layer left out
def regularised_gradients(grads, params, lam, kind):
    new = {k: v.copy() for k, v in grads.items()}
    for name in ("W1", "W2"):
        g = l1_gradient if kind == "l1" else l2_gradient
        new["d" + name] += g(params[name], lam)
        return new

# %% wrong [biases-missing]: the gradients of the biases are left out of the answer
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {"d" + n: grads["d" + n] + g(params[n], lam) for n in ("W1", "W2")}

# %% wrong: keys without the d
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {n: grads["d" + n] + (g(params[n], lam) if n[0] == "W" else 0) for n in params}

# %% wrong [sign-flipped]: subtracts the gradient of the penalty
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] - g(params[n], lam)
    return new

# %% wrong [kinds-swapped]: L1 and L2 swapped
def regularised_gradients(grads, params, lam, kind):
    g = l2_gradient if kind == "l1" else l1_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(params[n], lam)
    return new

# %% wrong [kind-ignored]: kind is ignored, always L2
def regularised_gradients(grads, params, lam, kind):
    return {
        "dW1": grads["dW1"] + lam * params["W1"],
        "db1": grads["db1"],
        "dW2": grads["dW2"] + lam * params["W2"],
        "db2": grads["db2"],
    }

# %% wrong [kind-ignored]: capital letter, kind == "L1" never holds, so always L2
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "L1" else l2_gradient
    return {k: v + g(params[k[1:]], lam) if k[1] == "W" else v for k, v in grads.items()}

# %% wrong [kind-ignored]: or of two strings is always true, so always L1
def regularised_gradients(grads, params, lam, kind):
    new = {k: v.copy() for k, v in grads.items()}
    for n in ("W1", "W2"):
        if kind == "l1" or "L1":
            new["d" + n] += l1_gradient(params[n], lam)
        else:
            new["d" + n] += l2_gradient(params[n], lam)
    return new

# %% wrong [bias-penalised]: two ifs for the names, "W" or "b" is always true, so biases are penalised
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {}
    for key, value in grads.items():
        if "W1" or "W2" in key:
            new[key] = value + g(params[key[1:]], lam)
        else:
            new[key] = value
    return new

# %% wrong [slope-of-gradient]: penalty gradient taken at the gradients instead of the weights
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {k: v.copy() for k, v in grads.items()}
    for k in ("dW1", "dW2"):
        new[k] += g(grads[k], lam)
    return new

# %% wrong [penalty-for-gradient]: adds the penalty, a number, instead of its gradient
def regularised_gradients(grads, params, lam, kind):
    p = l1_penalty if kind == "l1" else l2_penalty
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + p([params[n]], lam)
    return new

# %% wrong [loss-forgotten]: only the gradients of the penalty, the loss is left out
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = g(params[n], lam)
    return new

# %% wrong [already-stepped]: does the step, too, and returns parameters under the names of gradients
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {"d" + n: params[n] - 0.02 * grads["d" + n] for n in params}
    for n in ("W1", "W2"):
        new["d" + n] -= 0.02 * g(params[n], lam)
    return new

# %% wrong [lambda-squared]: lambda twice
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {k: v + lam * g(params[k[1:]], lam) if "W" in k else v for k, v in grads.items()}

# %% wrong [decay-twice]: factor 2 for L2
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + (lam * np.sign(params[n]) if kind == "l1" else 2 * lam * params[n])
    return new

# %% wrong [weight-for-sign]: absolute values for L1
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for n in ("W1", "W2"):
        W = params[n]
        new["d" + n] = grads["d" + n] + lam * (np.abs(W) if kind == "l1" else W)
    return new

# %% wrong [sign-at-zero]: L1 slope at exact zeros is minus lambda
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for n in ("W1", "W2"):
        W = params[n]
        new["d" + n] = grads["d" + n] + lam * (np.where(W > 0, 1, -1) if kind == "l1" else W)
    return new

# %% wrong: divided by the number of samples of the notebook
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {k: v + g(params[k[1:]], lam) / len(x) if "W" in k else v for k, v in grads.items()}

# %% wrong [divided-by-count]: divided by the number of weights
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    count = params["W1"].size + params["W2"].size
    return {k: v + g(params[k[1:]], lam) / count if "W" in k else v for k, v in grads.items()}

# %% wrong: weights of the two layers swapped
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    new["dW1"] = grads["dW1"] + g(params["W2"], lam)
    new["dW2"] = grads["dW2"] + g(params["W1"], lam)
    return new

# %% wrong: first layer's weights twice, a slip of copying
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    new["dW1"] = grads["dW1"] + g(params["W1"], lam)
    new["dW2"] = new["dW1"] + g(params["W2"], lam)
    return new

# %% wrong: transposed weights, fit square layers only
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(params[n].T, lam)
    return new

# %% wrong [both-kinds]: both penalties are added, whatever kind says
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + l1_gradient(params[n], lam) + l2_gradient(params[n], lam)
    return new

# %% wrong: the new dict is a mutable default, every call returns the same one
def regularised_gradients(grads, params, lam, kind, new={}):
    g = l1_gradient if kind == "l1" else l2_gradient
    for k, v in grads.items():
        new[k] = v + g(params[k[1:]], lam) if "W" in k else v
    return new

# %% wrong: the weights of the notebook's network instead of params
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(free[n], lam)
    return new

# %% wrong [argument-changed]: shrinks the caller's weights in place (weight decay)
def regularised_gradients(grads, params, lam, kind):
    new = {k: v.copy() for k, v in grads.items()}
    for n in ("W1", "W2"):
        params[n] *= lam
        new["d" + n] += params[n] if kind == "l2" else lam * np.sign(params[n])
    return new

# %% wrong [argument-changed]: pops the entries out of grads
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {}
    for n in list(params):
        new["d" + n] = grads.pop("d" + n)
        if n[0] == "W":
            new["d" + n] = new["d" + n] + g(params[n], lam)
    return new

# %% wrong: a tuple of four arrays
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return (
        grads["dW1"] + g(params["W1"], lam),
        grads["db1"],
        grads["dW2"] + g(params["W2"], lam),
        grads["db2"],
    )

# %% wrong: gradients clipped to -1 to 1
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {k: v + g(params[k[1:]], lam) if "W" in k else v for k, v in grads.items()}
    return {k: np.clip(v, -1, 1) for k, v in new.items()}

# %% wrong: prints, returns nothing
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(params[n], lam)
    print(new)

# %% wrong [one-kind-only]: nothing is added for L2, the branch is missing
def regularised_gradients(grads, params, lam, kind):
    new = {k: v.copy() for k, v in grads.items()}
    if kind == "l1":
        for n in ("W1", "W2"):
            new["d" + n] += l1_gradient(params[n], lam)
    return new

# %% wrong [half-mismatch]: half of lambda for L1
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + (lam / 2 * np.sign(params[n]) if kind == "l1" else lam * params[n])
    return new

# %% wrong: the penalty is multiplied into the gradient
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] * (1 + g(params[n], lam))
    return new

# %% wrong: the notebook's kind and lam, bound when the function was made
def regularised_gradients(grads, params, strength=None, which=None, lam=0.3, kind="l2"):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(params[n], lam)
    return new

# %% wrong [half-kept]: two mistakes, biases penalised and L2 without its right factor
def regularised_gradients(grads, params, lam, kind):
    return {
        "d" + n: grads["d" + n] + (lam * np.sign(w) if kind == "l1" else lam / 2 * w)
        for n, w in params.items()
    }

# %% wrong [first-layer-only]: two mistakes, changes grads and forgets the second layer
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    grads["dW1"] += g(params["W1"], lam)
    return grads

# %% wrong [sign-flipped]: two mistakes, kinds swapped and subtracted
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l2" else l2_gradient
    return {k: v - g(params[k[1:]], lam) if "W" in k else v for k, v in grads.items()}

# %% wrong [only-biases-penalised]: two mistakes, only the biases are penalised and lambda is halved
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {k: v + g(params[k[1:]], lam / 2) if "b" in k else v for k, v in grads.items()}

# %% wrong [penalty-forgotten]: the input comes back, changed in nothing
def regularised_gradients(grads, params, lam, kind):
    return dict(grads)

# %% wrong: the sum over all weights is added, by the wrong axis and keepdims
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] = grads["d" + n] + g(params[n], lam).sum(axis=0, keepdims=True)
    return new

# %% wrong: fixed sizes of the notebook's network
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    new = {"dW1": np.zeros((1, 30)), "db1": np.zeros(30), "dW2": np.zeros((30, 1)), "db2": np.zeros(1)}
    for k in new:
        new[k] += grads[k]
        if "W" in k:
            new[k] += g(params[k[1:]], lam)
    return new

# %% wrong [second-layer-only]: two mistakes, only the output layer and always L2
def regularised_gradients(grads, params, lam, kind):
    new = dict(grads)
    new["dW2"] = grads["dW2"] + lam * params["W2"]
    return new

# %% wrong: two mistakes, keys of the parameters and biases penalised
def regularised_gradients(grads, params, lam, kind):
    g = l1_gradient if kind == "l1" else l2_gradient
    return {n: grads["d" + n] + g(params[n], lam) for n in params}

# %% wrong [penalty-for-gradient]: two mistakes, the penalty's number is added, and into the arrays of grads
def regularised_gradients(grads, params, lam, kind):
    p = l1_penalty if kind == "l1" else l2_penalty
    new = dict(grads)
    for n in ("W1", "W2"):
        new["d" + n] += p([params["W1"], params["W2"]], lam)
    return new
