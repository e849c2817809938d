# %% right: comparison turned into int
def predict(X, params):
    return (forward(X, params)["A2"] > 0.5).astype(int)

# %% right: np.where
def predict(X, params):
    p = forward(X, params)["A2"]
    return np.where(p >= 0.5, 1, 0)

# %% right: sign of the weighted input, as floats
def predict(X, params):
    Z2 = forward(X, params)["Z2"]
    return np.array(Z2 > 0, dtype=float)

# %% right: np.rint of the probability
def predict(X, params):
    return np.rint(forward(X, params)["A2"])

# %% right: list comprehension and reshape
def predict(X, params):
    a = forward(X, params)["A2"]
    return np.array([1 if p > 0.5 else 0 for p in a.ravel()]).reshape(-1, 1)

# %% right: loop that fills zeros
def predict(X, params):
    probability = forward(X, params)["A2"]
    labels = np.zeros((len(X), 1))
    for i in range(len(X)):
        if probability[i, 0] > 0.5:
            labels[i, 0] = 1
    return labels

# %% right: argmax over the two classes, axis kept
def predict(X, params):
    p = forward(X, params)["A2"]
    return np.argmax(np.hstack([1 - p, p]), axis=1)[:, np.newaxis]

# %% right: boolean mask on a copy
def predict(X, params):
    A2 = forward(X, params)["A2"].copy()
    yes = A2 > 0.5
    A2[yes] = 1
    A2[~yes] = 0
    return A2

# %% right: lambda with np.heaviside, ties count as yes
predict = lambda X, params: np.heaviside(forward(X, params)["A2"] - 0.5, 1.0)

# %% right: pandas cut column back to an array
import pandas as pd


def predict(X, params):
    frame = pd.DataFrame({"p": forward(X, params)["A2"][:, 0]})
    return (frame[["p"]] > 0.5).astype(int).to_numpy()

# %% wrong [broadcast]: flat array (n,)
def predict(X, params):
    return (forward(X, params)["A2"][:, 0] > 0.5).astype(int)

# %% wrong [probabilities]: returns the probabilities
def predict(X, params):
    return forward(X, params)["A2"]

# %% wrong [flipped]: comparison the wrong way round
def predict(X, params):
    return (forward(X, params)["A2"] < 0.5).astype(int)

# %% wrong [one-class]: astype(int) cuts the probabilities off, all zeros
def predict(X, params):
    return forward(X, params)["A2"].astype(int)

# %% wrong [threshold]: threshold of 0.5 on the weighted input Z2
def predict(X, params):
    return (forward(X, params)["Z2"] > 0.5).astype(int)

# %% wrong [one-class]: threshold 0 on the probability, all ones
def predict(X, params):
    return (forward(X, params)["A2"] > 0).astype(int)

# %% wrong [other-classes]: labels -1 and 1
def predict(X, params):
    return np.where(forward(X, params)["A2"] > 0.5, 1, -1)

# %% wrong [one-class]: argmax over a single column, always 0
def predict(X, params):
    return np.argmax(forward(X, params)["A2"], axis=1).reshape(-1, 1)

# %% wrong [threshold]: threshold is the mean probability of the samples at hand
def predict(X, params):
    p = forward(X, params)["A2"]
    return (p > p.mean()).astype(int)

# %% wrong [threshold]: threshold is the median, always half of them ones
def predict(X, params):
    p = forward(X, params)["A2"]
    return (p >= np.median(p)).astype(int)

# %% wrong [threshold]: threshold hard-coded at the share of versicolors, one third
def predict(X, params):
    return (forward(X, params)["A2"] > 1 / 3).astype(int)

# %% wrong [half]: (sign + 1) / 2 gives 0.5 at exactly one half
def predict(X, params):
    return (np.sign(forward(X, params)["A2"] - 0.5) + 1) / 2

# %% wrong [rounded-up-to-two]: floor of 2p gives 2 where the probability is exactly 1
def predict(X, params):
    return np.floor(2 * forward(X, params)["A2"])

# %% wrong [rounded-up-to-two]: floor division by one half gives 2 at a probability of 1
def predict(X, params):
    return (forward(X, params)["A2"] // 0.5).astype(int)

# %% wrong: result has a fixed size of 150
def predict(X, params):
    p = forward(X, params)["A2"]
    labels = np.zeros((150, 1))
    for i in range(150):
        labels[i] = p[i, 0] > 0.5
    return labels

# %% wrong [returned-too-early]: only the first sample, return inside the loop
def predict(X, params):
    for p in forward(X, params)["A2"]:
        return np.array([[int(p[0] > 0.5)]])

# %% wrong: words instead of numbers
def predict(X, params):
    p = forward(X, params)["A2"]
    return np.where(p > 0.5, "versicolor", "other")

# %% wrong: labels computed from the hidden layer, shape (n, h)
def predict(X, params):
    return (forward(X, params)["A1"] > 0.5).astype(int)

# %% wrong [one-class]: one decision for all samples
def predict(X, params):
    p = forward(X, params)["A2"]
    return np.full(p.shape, int(p.mean() > 0.5))

# %% wrong: a rule for the petal length read off the picture, no network
def predict(X, params):
    return ((X[:, :1] > -0.4) & (X[:, :1] < 0.65)).astype(int)

# %% wrong [threshold]: rounds to one decimal first, so 0.46 counts as yes
def predict(X, params):
    return (np.round(forward(X, params)["A2"], 1) >= 0.5).astype(int)

# %% wrong [one-class]: sigmoid applied to A2 once more, always above one half
def predict(X, params):
    return (sigmoid(forward(X, params)["A2"]) > 0.5).astype(int)

# %% wrong [output-bias-missing]: own forward pass without the output bias
def predict(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return (sigmoid(A1 @ params["W2"]) > 0.5).astype(int)

# %% wrong [hidden-bias-missing]: own forward pass without hidden biases
def predict(X, params):
    A1 = sigmoid(X @ params["W1"])
    return (A1 @ params["W2"] + params["b2"] > 0).astype(int)

# %% wrong: global flowers instead of the argument
def predict(inputs, params):
    return (forward(X, params)["A2"] > 0.5).astype(int)

# %% wrong: random draw with the network's probability
def predict(X, params):
    p = forward(X, params)["A2"]
    return (np.random.random(p.shape) < p).astype(int)

# %% wrong: two mistakes, flat and inverted
def predict(X, params):
    return np.array([0 if p > 0.5 else 1 for p in forward(X, params)["A2"]])

# %% wrong: two mistakes, threshold on Z2 and wrong direction
def predict(X, params):
    return np.where(forward(X, params)["Z2"] < 0.5, 1, 0)

# %% wrong [broadcast]: one row (1, n)
def predict(X, params):
    return (forward(X, params)["A2"].T > 0.5).astype(int)

# %% wrong: the numbers of the samples that are versicolors
def predict(X, params):
    return np.argwhere(forward(X, params)["A2"][:, 0] > 0.5)

# %% wrong: prints instead of returning
def predict(X, params):
    print((forward(X, params)["A2"] > 0.5).astype(int))

# %% wrong [one-class]: compares with equality, A2 == 1
def predict(X, params):
    return (forward(X, params)["A2"] == 1).astype(int)

# %% wrong: two mistakes, threshold 0.9 and a flat list
def predict(X, params):
    return [int(p > 0.9) for p in forward(X, params)["A2"].ravel()]

# %% wrong: two mistakes, own forward pass without any bias and tanh hidden
def predict(X, params):
    return (np.tanh(X @ params["W1"]) @ params["W2"] > 0).astype(int)

# %% wrong: two mistakes, labels -1 and 1 in a row
def predict(X, params):
    return np.sign(forward(X, params)["Z2"]).T
