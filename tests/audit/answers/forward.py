# %% right: four lines with @
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% right: np.dot and unpacked names
def forward(X, params):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    Z1 = np.dot(X, W1) + b1
    A1 = sigmoid(Z1)
    Z2 = np.dot(A1, W2) + b2
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% right: einsum
def forward(X, params):
    Z1 = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.einsum("nh,ho->no", A1, params["W2"]) + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% right: plain loops over samples, neurons and features
def forward(X, params):
    n, d = X.shape
    h = params["W1"].shape[1]
    Z1 = np.zeros((n, h))
    for i in range(n):
        for j in range(h):
            Z1[i, j] = params["b1"][j]
            for k in range(d):
                Z1[i, j] += X[i, k] * params["W1"][k, j]
    A1 = sigmoid(Z1)
    Z2 = np.zeros((n, 1))
    for i in range(n):
        Z2[i, 0] = params["b2"][0] + sum(A1[i, j] * params["W2"][j, 0] for j in range(h))
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% right: a column of ones takes in the biases
def forward(X, params):
    def layer(inputs, W, b):
        ones = np.ones((len(inputs), 1))
        return np.hstack([inputs, ones]) @ np.vstack([W, b])

    Z1 = layer(X, params["W1"], params["b1"])
    A1 = sigmoid(Z1)
    Z2 = layer(A1, params["W2"], params["b2"])
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% right: broadcasting and sum over the middle axis
def forward(X, params):
    Z1 = (X[:, :, None] * params["W1"][None]).sum(axis=1) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = (A1 * params["W2"].T).sum(axis=1, keepdims=True) + params["b2"]
    A2 = sigmoid(Z2)
    return dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2)

# %% right: transposed as in the theory, transposed back at the end
def forward(X, params):
    z1 = params["W1"].T @ X.T + params["b1"][:, None]
    a1 = sigmoid(z1)
    z2 = params["W2"].T @ a1 + params["b2"][:, None]
    a2 = sigmoid(z2)
    return {"Z1": z1.T, "A1": a1.T, "Z2": z2.T, "A2": a2.T}

# %% right: scipy's expit, np.matmul with += on the new array
from scipy.special import expit


def forward(X, params):
    Z1 = np.matmul(X, params["W1"])
    Z1 += params["b1"]
    A1 = expit(Z1)
    Z2 = np.matmul(A1, params["W2"])
    Z2 += params["b2"]
    A2 = expit(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% right: one sample at a time, stacked
def forward(X, params):
    z1 = [x @ params["W1"] + params["b1"] for x in X]
    a1 = [sigmoid(z) for z in z1]
    z2 = [a @ params["W2"] + params["b2"] for a in a1]
    a2 = [sigmoid(z) for z in z2]
    return {"Z1": np.stack(z1), "A1": np.stack(a1), "Z2": np.stack(z2), "A2": np.stack(a2)}

# %% right: loop over the two layers that fills an OrderedDict
from collections import OrderedDict


def forward(X, params):
    cache, a = OrderedDict(), X
    for k in "12":
        cache["Z" + k] = a @ params["W" + k] + params["b" + k]
        a = cache["A" + k] = sigmoid(cache["Z" + k])
    return cache

# %% right: np.matrix inside, plain arrays out
def forward(X, params):
    Z1 = np.asarray(np.matrix(X) * np.matrix(params["W1"])) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.asarray(np.matrix(A1) * np.matrix(params["W2"])) + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% right: torch in double precision, back to NumPy
import torch


def forward(X, params):
    t = {k: torch.tensor(np.asarray(v), dtype=torch.float64) for k, v in params.items()}
    Z1 = torch.tensor(np.asarray(X), dtype=torch.float64) @ t["W1"] + t["b1"]
    A1 = torch.sigmoid(Z1)
    Z2 = A1 @ t["W2"] + t["b2"]
    A2 = torch.sigmoid(Z2)
    return {"Z1": Z1.numpy(), "A1": A1.numpy(), "Z2": Z2.numpy(), "A2": A2.numpy()}

# %% wrong [hidden-bias-missing]: hidden bias forgotten
def forward(X, params):
    Z1 = X @ params["W1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [output-bias-missing]: output bias forgotten
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [no-output-activation]: linear output as in the demo
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = Z2
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [entrywise-product]: element-wise * instead of the matrix product, fits only for one feature
def forward(X, params):
    Z1 = X * params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: only the first feature is used
def forward(X, params):
    Z1 = np.outer(X[:, 0], params["W1"][0]) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [wrong-layer-input]: output layer sees Z1 instead of A1
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = Z1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [tanh]: tanh in the hidden layer
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [column-lost]: output and its weighted input flattened to (n,)
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = (A1 @ params["W2"] + params["b2"]).ravel()
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [hidden-bias-outside]: bias added after the activation
def forward(X, params):
    Z1 = X @ params["W1"]
    A1 = sigmoid(Z1) + params["b1"]
    Z2 = A1 @ params["W2"]
    A2 = sigmoid(Z2) + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: column of biases adds b1 along the samples (fails unless n equals h, then wrong)
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"][:, None]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: sizes 150 and 4 hard-coded in np.zeros
def forward(X, params):
    Z1 = np.zeros((150, 4))
    for j in range(4):
        Z1[:, j] = X[:, 0] * params["W1"][0, j] + params["b1"][j]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: number of hidden neurons hard-coded, others stay at zero
def forward(X, params):
    h = params["W1"].shape[1]
    Z1 = np.zeros((len(X), h))
    for j in range(min(4, h)):
        Z1[:, j] = X @ params["W1"][:, j] + params["b1"][j]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: standardises X first (without effect only if X is standardised already)
def forward(X, params):
    Xs = (X - X.mean(axis=0)) / X.std(axis=0)
    Z1 = Xs @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [activated-weighted-input]: the sigmoid is written into Z1, so Z1 holds activations
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[:] = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: changes params, the mean of Z1 is added to b1 in place
def forward(X, params):
    Z1 = X @ params["W1"]
    params["b1"] += Z1.mean(axis=0)
    Z1 = Z1 + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [argument-changed]: right values, but X is centred in place
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    X -= X.mean(axis=0)
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: adds the sum of the biases to every neuron
def forward(X, params):
    Z1 = X @ params["W1"] + np.sum(params["b1"])
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + np.sum(params["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: adds only the first hidden bias
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"][0]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"][0]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [upside-down]: sign of the exponent, 1 / (1 + exp(z))
def forward(X, params):
    s = lambda z: 1 / (1 + np.exp(z))
    Z1 = X @ params["W1"] + params["b1"]
    A1 = s(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": s(Z2)}

# %% wrong [overflow]: exp(z) / (1 + exp(z)) gives nan for large z
def forward(X, params):
    def s(z):
        return np.exp(z) / (1 + np.exp(z))

    Z1 = X @ params["W1"] + params["b1"]
    A1 = s(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": s(Z2)}

# %% wrong [softmax]: softmax over the output neuron, always 1
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    e = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    A2 = e / e.sum(axis=1, keepdims=True)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: divides by the number of features (mean for sum; the same with one feature)
def forward(X, params):
    Z1 = np.mean(X[:, :, None] * params["W1"], axis=1) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [activated-weighted-input]: A1 and Z1 swapped in the cache
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": A1, "A1": Z1, "Z2": A2, "A2": Z2}

# %% wrong: a tuple instead of a dict
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return Z1, A1, Z2, sigmoid(Z2)

# %% wrong [labels-for-probabilities]: returns the predicted labels as A2
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = np.round(sigmoid(Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: weighted inputs clipped to -10 and 10
def forward(X, params):
    Z1 = np.clip(X @ params["W1"] + params["b1"], -10, 10)
    A1 = sigmoid(Z1)
    Z2 = np.clip(A1 @ params["W2"] + params["b2"], -10, 10)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: output probability kept between 0.01 and 0.99
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = np.clip(sigmoid(Z2), 0.01, 0.99)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: reshape instead of a transpose mixes up weights when there are several features
def forward(X, params):
    W1 = params["W1"]
    Z1 = (W1.reshape(W1.shape[1], W1.shape[0]) @ X.T).T + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [product-reversed]: multiplies by the transposed weights as the theory's W (fails unless d == h)
def forward(X, params):
    Z1 = X @ params["W1"].T + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"].T + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [hidden-bias-missing]: two mistakes, no b1 and ReLU as hidden activation
def forward(X, params):
    Z1 = X @ params["W1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: two mistakes, output bias missing and shape (n,)
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.array([np.sum(a * params["W2"][:, 0]) for a in A1])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong [activated-weighted-input]: sigmoid applied twice at the output
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = sigmoid(A1 @ params["W2"] + params["b2"])
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [slope-for-activation]: uses the sigmoid's slope as the hidden activation
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1) * (1 - sigmoid(Z1))
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

# %% wrong: everything rounded to three decimals
def forward(X, params):
    Z1 = np.round(X @ params["W1"] + params["b1"], 3)
    A1 = np.round(sigmoid(Z1), 3)
    Z2 = np.round(A1 @ params["W2"] + params["b2"], 3)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": np.round(sigmoid(Z2), 3)}

# %% wrong: prints the output and returns nothing
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    print({"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2})

# %% wrong: only the first sample's answer, repeated for all (loop returns too early)
def forward(X, params):
    for x in X:
        z1 = x @ params["W1"] + params["b1"]
        a1 = sigmoid(z1)
        z2 = a1 @ params["W2"] + params["b2"]
        n = len(X)
        return {
            "Z1": np.tile(z1, (n, 1)),
            "A1": np.tile(a1, (n, 1)),
            "Z2": np.tile(z2, (n, 1)),
            "A2": np.tile(sigmoid(z2), (n, 1)),
        }

# %% wrong [hidden-bias-missing]: two mistakes, both biases forgotten
def forward(X, params):
    Z1 = X @ params["W1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"]
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong: two mistakes, standardises X and leaves the output linear
def forward(X, params):
    Xs = (X - np.mean(X)) / np.std(X)
    Z1 = Xs @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": Z2}

# %% wrong [entrywise-product]: two mistakes, element-wise product for one feature only and A2 clipped at 0.001
def forward(X, params):
    Z1 = X * params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = np.clip(sigmoid(Z2), 0.001, 0.999)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% wrong [tanh]: two mistakes, tanh hidden and labels instead of probabilities
def forward(X, params):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(A1, params["W2"]) + params["b2"]
    A2 = (sigmoid(Z2) > 0.5) * 1.0
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
