# %% right: the formula
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch // every)

# %% right: loop over the number of drops
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    for _ in range(epoch // every):
        rate = rate * factor
    return rate

# %% right: walks through the epochs, drops at multiples of every
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    for e in range(1, epoch + 1):
        if e % every == 0:
            rate *= factor
    return rate

# %% right: while loop counts epochs down
def step_decay(learning_rate, factor, every, epoch):
    while epoch >= every:
        learning_rate = learning_rate * factor
        epoch -= every
    return learning_rate

# %% right: floor and np.power
def step_decay(learning_rate, factor, every, epoch):
    drops = np.floor(epoch / every)
    return learning_rate * np.power(float(factor), drops)

# %% right: divmod, numpy scalar comes back
def step_decay(learning_rate, factor, every, epoch):
    drops, _ = divmod(epoch, every)
    return np.float64(learning_rate) * np.float64(factor) ** drops

# %% right: functools.reduce
from functools import reduce

def step_decay(learning_rate, factor, every, epoch):
    return reduce(lambda rate, _: rate * factor, range(every, epoch + 1, every), learning_rate)

# %% right: lambda with math.pow
import math

step_decay = lambda learning_rate, factor, every, epoch: learning_rate * math.pow(factor, epoch // every)

# %% right: np.prod of the factors
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * np.prod(np.full(epoch // every, factor, dtype=float))

# %% right: itertools.accumulate of a rate table
from itertools import accumulate, repeat

def step_decay(learning_rate, factor, every, epoch):
    drops = epoch // every
    rates = list(accumulate(repeat(factor, drops), lambda a, b: a * b, initial=learning_rate))
    return rates[-1]

# %% right: table with one rate an epoch, as in the text
def step_decay(learning_rate, factor, every, epoch):
    table = [learning_rate]
    while len(table) <= epoch:
        new = table[-1]
        if len(table) % every == 0:
            new = new * factor
        table.append(new)
    return table[epoch]

# %% right: class with __call__
class StepDecay:
    def drops(self, every, epoch):
        return int(epoch / every)

    def __call__(self, learning_rate, factor, every, epoch):
        return learning_rate * factor ** self.drops(every, epoch)


step_decay = StepDecay()

# %% right: recursion by squaring, few levels
def _power(base, k):
    if k == 0:
        return 1.0
    half = _power(base, k // 2)
    return half * half * (base if k % 2 else 1.0)

def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * _power(factor, epoch // every)

# %% right: generator of rates, next on islice
from itertools import islice

def _rates(rate, factor, every):
    while True:
        for _ in range(every):
            yield rate
        rate = rate * factor

def step_decay(learning_rate, factor, every, epoch):
    return next(islice(_rates(learning_rate, factor, int(every)), int(epoch), None))

# %% right: counts the multiples that have passed
def step_decay(learning_rate, factor, every, epoch):
    drops = len([e for e in range(1, epoch + 1) if not e % every])
    return float(learning_rate * factor**drops)

# %% right: epoch minus remainder, divided
def step_decay(learning_rate, factor, every, epoch):
    exponent = (epoch - epoch % every) / every
    return learning_rate * factor**exponent

# %% right: 0-d array inside, float out
def step_decay(learning_rate, factor, every, epoch):
    rate = np.array(learning_rate, dtype=float)
    for _ in range(0, epoch // every):
        rate *= factor
    return float(rate)

# %% wrong [smooth-decay]: / instead of //, falls smoothly
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch / every)

# %% wrong [recovers]: remainder instead of quotient
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch % every)

# %% wrong [epoch-off-by-one]: epochs counted from 1, drops one epoch early
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** ((epoch + 1) // every)

# %% wrong [epoch-off-by-one]: drops one epoch late, and epoch 0 gets the rate divided by factor
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** ((epoch - 1) // every)

# %% wrong [epoch-off-by-one]: drops one epoch late
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (max(epoch - 1, 0) // every)

# %% wrong [epoch-off-by-one]: every dropped to every + 1
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch // (every + 1))

# %% wrong [zero-at-the-start]: times factor and drops, no power
def step_decay(learning_rate, factor, every, epoch):
    drops = epoch // every
    return learning_rate * factor * drops

# %% wrong [times-for-power]: as before with epochs before the first drop mended
def step_decay(learning_rate, factor, every, epoch):
    drops = epoch // every
    if drops == 0:
        return learning_rate
    return learning_rate * factor * drops

# %% wrong [subtracted]: factor subtracted with every drop
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate - factor * (epoch // every)

# %% wrong [subtracted]: a share of the first rate subtracted with every drop (linear)
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * (1 - (1 - factor) * (epoch // every))

# %% wrong [grows]: divided by factor
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate / factor ** (epoch // every)

# %% wrong [decay-every-epoch]: multiplied in every epoch, every ignored
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor**epoch

# %% wrong [fixed-number]: factor ignored, halves
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * 0.5 ** (epoch // every)

# %% wrong [fixed-number]: every ignored, 3 as in the example
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch // 3)

# %% wrong [recovers]: lowered only in the epochs that are multiples of every, then back up
def step_decay(learning_rate, factor, every, epoch):
    if epoch > 0 and epoch % every == 0:
        return learning_rate * factor
    return learning_rate

# %% wrong [only-once]: lowered once, never again
def step_decay(learning_rate, factor, every, epoch):
    if epoch < every:
        return learning_rate
    return learning_rate * factor

# %% wrong [only-once]: lowered at most twice
def step_decay(learning_rate, factor, every, epoch):
    if epoch < every:
        return learning_rate
    elif epoch < 2 * every:
        return learning_rate * factor
    return learning_rate * factor**2

# %% wrong [epoch-off-by-one]: also lowered in epoch 0, since 0 is a multiple
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    for e in range(epoch + 1):
        if e % every == 0:
            rate *= factor
    return rate

# %% wrong [epoch-off-by-one]: loop ends one epoch early
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    for e in range(1, epoch):
        if e % every == 0:
            rate *= factor
    return rate

# %% wrong [epoch-off-by-one]: > instead of >=, the drop comes one epoch late
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    while epoch > every:
        rate *= factor
        epoch -= every
    return rate

# %% wrong: takes learning_rate as the rate of the epoch before (keeps it in a global)
_rate = None

def step_decay(learning_rate, factor, every, epoch):
    global _rate
    if _rate is None:
        _rate = learning_rate
    if epoch > 0 and epoch % every == 0:
        _rate = _rate * factor
    return _rate

# %% wrong: counts calls instead of epochs
_count = [-1]

def step_decay(learning_rate, factor, every, epoch):
    _count[0] += 1
    return learning_rate * factor ** (_count[0] // every)

# %% wrong: remembers results by the epoch only
_known = {}

def step_decay(learning_rate, factor, every, epoch):
    if epoch not in _known:
        _known[epoch] = learning_rate * factor ** (epoch // every)
    return _known[epoch]

# %% wrong [rounded]: round instead of floor
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** round(epoch / every)

# %% wrong [epoch-off-by-one]: ceil instead of floor
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** np.ceil(epoch / every)

# %% wrong: never below 1e-3
def step_decay(learning_rate, factor, every, epoch):
    return max(learning_rate * factor ** (epoch // every), 1e-3)

# %% wrong: result rounded to four decimals
def step_decay(learning_rate, factor, every, epoch):
    return round(learning_rate * factor ** (epoch // every), 4)

# %% wrong [only-once]: at most four drops
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** min(epoch // every, 4)

# %% wrong [power-of-rate]: brackets, the rate is raised to the power too
def step_decay(learning_rate, factor, every, epoch):
    return (learning_rate * factor) ** (epoch // every)

# %% wrong [brackets]: no brackets, ** before // and the product is floored
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor**epoch // every

# %% wrong [upside-down]: every // epoch, upside down (and division by zero in epoch 0)
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (every // epoch)

# %% wrong: exponential decay with e
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * np.exp(-factor * (epoch // every))

# %% wrong: 1 / (1 + factor * drops)
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate / (1 + factor * (epoch // every))

# %% wrong [share-taken-off]: base 1 - factor
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * (1 - factor) ** (epoch // every)

# %% wrong [power-of-every]: factor raised to every, times the drops
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * (factor**every) ** (epoch // every)

# %% wrong: base and exponent swapped
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * (epoch // every) ** factor

# %% wrong [constant]: comes back unchanged instead of lowered
def step_decay(learning_rate, factor, every, epoch):
    learning_rate * factor ** (epoch // every)
    return learning_rate

# %% wrong: the whole list of rates so far
def step_decay(learning_rate, factor, every, epoch):
    return [learning_rate * factor ** (e // every) for e in range(epoch + 1)]

# %% wrong: print instead of return
def step_decay(learning_rate, factor, every, epoch):
    print(learning_rate * factor ** (epoch // every))

# %% wrong [only-once]: return inside the loop, at most one drop
def step_decay(learning_rate, factor, every, epoch):
    for _ in range(epoch // every):
        learning_rate *= factor
        return learning_rate
    return learning_rate

# %% wrong [no-return-at-first]: nothing comes back before the first drop
def step_decay(learning_rate, factor, every, epoch):
    if epoch >= every:
        return learning_rate * factor ** (epoch // every)

# %% wrong: rate squares its drop in the loop (factor multiplied by itself each time)
def step_decay(learning_rate, factor, every, epoch):
    for _ in range(epoch // every):
        learning_rate *= factor
        factor *= factor
    return learning_rate

# %% wrong: whole-number array holds the rate, fractions are lost
def step_decay(learning_rate, factor, every, epoch):
    rates = np.full(epoch + 1, int(learning_rate))
    for e in range(1, epoch + 1):
        rates[e] = rates[e - 1] * (factor if e % every == 0 else 1)
    return float(rates[epoch])

# %% wrong: plain recursion, one level an epoch, fails beyond about 1000 epochs
def step_decay(learning_rate, factor, every, epoch):
    if epoch == 0:
        return learning_rate
    before = step_decay(learning_rate, factor, every, epoch - 1)
    return before * factor if epoch % every == 0 else before

# %% wrong: recursion without the case of a rest, never ends unless every divides epoch
def step_decay(learning_rate, factor, every, epoch):
    if epoch == 0:
        return learning_rate
    return factor * step_decay(learning_rate, factor, every, epoch - every)

# %% wrong: the rate of the table, looked up for the two examples
def step_decay(learning_rate, factor, every, epoch):
    if every == 3:
        return [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2][epoch]
    return [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001][epoch]

# %% wrong: cosine schedule with period every
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * (factor + (1 - factor) * 0.5 * (1 + np.cos(np.pi * epoch / every)))

# %% wrong [smooth-decay]: two mistakes, smooth and counted from 1
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** ((epoch + 1) / every)

# %% wrong: two mistakes, divided by factor and one epoch early
def step_decay(learning_rate, factor, every, epoch):
    drops = (epoch + 1) // every
    return learning_rate / factor**drops

# %% wrong [only-once]: two mistakes, floor at 1e-4 and at most ten drops
def step_decay(learning_rate, factor, every, epoch):
    rate = learning_rate
    for _ in range(min(10, epoch // every)):
        rate *= factor
    return max(rate, 1e-4)

# %% wrong: two mistakes, factor and every swapped in use and no rate
def step_decay(learning_rate, factor, every, epoch):
    return every ** (epoch // factor)

# %% wrong [only-once]: two mistakes, counted from 1 and at most one drop
def step_decay(learning_rate, factor, every, epoch):
    if epoch + 1 >= every:
        learning_rate = learning_rate * factor
    return learning_rate

# %% wrong: two mistakes, linear and never below zero
def step_decay(learning_rate, factor, every, epoch):
    return max(0.0, learning_rate - factor * (epoch // every))

# %% wrong: two mistakes, factor fixed at 0.1 and rounded up
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * 0.1 ** -(-epoch // every)
