# %% right: five plain assignments
n_input = 1
n_hidden = 4
n_output = 1
n_iterations = 5000
learning_rate = 1.0

# %% right: one tuple unpacking, integer rate
n_input, n_hidden, n_output, n_iterations, learning_rate = 1, 4, 1, 3000, 2

# %% right: sizes read from the data, NumPy scalars
n_input = X.shape[1]
n_hidden = 4
n_output = y.shape[1]
n_iterations = np.int64(4000)
learning_rate = np.float64(1.5)

# %% right: the largest number of iterations allowed, moderate rate
n_input = n_output = 1
n_hidden = 2 + 2
n_iterations = 20_000
learning_rate = 0.5

# %% right: small rate with many iterations, computed values
n_input, n_hidden, n_output = (1, 4, 1)
n_iterations = int(2e4)
learning_rate = 1 / 10

# %% right: few iterations with a rate of 3
layers = [1, 4, 1]
n_input, n_hidden, n_output = layers
n_iterations, learning_rate = 1500, 3.0

# %% right: values taken from an OrderedDict of settings
from collections import OrderedDict

best = OrderedDict(n_iterations=2500, learning_rate=1.0)
n_input, n_hidden, n_output = [int(k) for k in "1-4-1".split("-")]
n_iterations, learning_rate = best.values()

# %% right: a quick search over three rates keeps the one with the smallest final loss
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 2000
ends = {}
for rate in (0.3, 1.0, 2.0):
    _, run = train(X, y, 4, 300, rate, np.random.default_rng(3))
    ends[rate] = run[-1]
learning_rate = min(ends, key=ends.get)

# %% wrong [too-few-iterations]: rate and number of iterations too small, the network still answers "no" to all
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 100
learning_rate = 0.1

# %% wrong [rate-too-large]: rate far too large, training jumps about
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 2000
learning_rate = 500

# %% wrong [out-of-range]: more iterations than the 20,000 that are allowed
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 50000
learning_rate = 1.0

# %% wrong [out-of-range]: one iteration above the allowed maximum
n_input, n_hidden, n_output = 1, 4, 1
n_iterations, learning_rate = 20001, 1.0

# %% wrong [hidden-size]: ten hidden neurons, as in the demo, instead of four
n_input, n_hidden, n_output = 1, 10, 1
n_iterations, learning_rate = 5000, 1.0

# %% wrong [input-size]: number of samples given as the number of inputs
n_input = X.shape[0]
n_hidden = 4
n_output = 1
n_iterations = 5000
learning_rate = 1.0

# %% wrong [output-size]: two output neurons, one for each class
n_input, n_hidden, n_output = 1, 4, 2
n_iterations, learning_rate = 5000, 1.0

# %% wrong [input-size]: input and hidden size swapped
n_input, n_hidden, n_output = 4, 1, 1
n_iterations, learning_rate = 5000, 1.0

# %% wrong [rate-too-small]: rate of 0.001 is far too small for 3000 iterations
n_input, n_hidden, n_output, n_iterations, learning_rate = 1, 4, 1, 3000, 1e-3

# %% wrong [too-few-iterations]: the demo's settings (1000 steps at 0.01), far too little here
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 1000
learning_rate = 0.01

# %% wrong [rate-too-large]: number of iterations and learning rate swapped
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 1
learning_rate = 5000

# %% wrong [ascent]: negative learning rate
n_input, n_hidden, n_output = 1, 4, 1
n_iterations, learning_rate = 5000, -1.0

# %% wrong: learning rate zero
n_input, n_hidden, n_output = 1, 4, 1
n_iterations, learning_rate = 5000, 0.0

# %% wrong [out-of-range]: no iterations at all
n_input, n_hidden, n_output = 1, 4, 1
n_iterations, learning_rate = 0, 1.0

# %% wrong: numbers written as strings
n_input, n_hidden, n_output = "1", "4", "1"
n_iterations, learning_rate = "5000", "1.0"

# %% wrong: number of iterations is not a whole number
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 2500.5
learning_rate = 1.0

# %% wrong: learning rate left at None
n_input, n_hidden, n_output = 1, 4, 1
n_iterations, learning_rate = 5000, None

# %% wrong: shapes given instead of sizes
n_input = X.shape
n_hidden = (1, 4)
n_output = y.shape
n_iterations = 5000
learning_rate = 1.0

# %% wrong [hidden-size]: two mistakes, three hidden neurons and a rate that is too small
n_input, n_hidden, n_output = 1, 3, 1
n_iterations = 2000
learning_rate = 0.001

# %% wrong: learning rate is not a number (nan from 0/0)
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 5000
learning_rate = float("nan")

# %% wrong: learning rate given as a list of candidates
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 5000
learning_rate = [0.1, 1.0]

# %% wrong [too-few-iterations]: a good rate but only 20 iterations
n_input, n_hidden, n_output = 1, 4, 1
n_iterations = 20
learning_rate = 1.0

# %% wrong [input-size]: counts the hidden layer's bias as a fifth neuron, and the input's as a second input
n_input, n_hidden, n_output = 1 + 1, 4 + 1, 1
n_iterations, learning_rate = 5000, 1.0

# %% wrong [hidden-size]: two mistakes, ten hidden neurons and too many iterations
n_input, n_hidden, n_output = 1, 10, 1
n_iterations, learning_rate = 100_000, 1.0

# %% wrong [input-size]: two mistakes, 150 inputs and a rate that is far too large
n_input, n_hidden, n_output = len(X), 4, 1
n_iterations, learning_rate = 1000, 1000.0
