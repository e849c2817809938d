# %% right: permutation and slices in a comprehension
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% right: arange shuffled in place by rng, while loop deals
def epoch_batches(n, batch_size, rng):
    cards = np.arange(n)
    rng.shuffle(cards)
    batches = []
    while len(cards) > 0:
        batches.append(cards[:batch_size])
        cards = cards[batch_size:]
    return batches

# %% right: np.split at the multiples of batch_size
def epoch_batches(n, batch_size, rng):
    return np.split(rng.permutation(np.arange(n)), np.arange(batch_size, n, batch_size))

# %% right: rng.choice without replacement
def epoch_batches(n, batch_size, rng):
    pack = rng.choice(n, size=n, replace=False)
    n_batches = int(np.ceil(n / batch_size))
    return [pack[k * batch_size : (k + 1) * batch_size] for k in range(n_batches)]

# %% right: argsort of random numbers
def epoch_batches(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    batches = []
    for start in range(0, n, batch_size):
        stop = min(start + batch_size, n)
        batches.append(order[start:stop])
    return batches

# %% right: Fisher-Yates by hand on a list
def epoch_batches(n, batch_size, rng):
    cards = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(rng.integers(i + 1))
        cards[i], cards[j] = cards[j], cards[i]
    return [np.array(cards[i : i + batch_size]) for i in range(0, n, batch_size)]

# %% right: random card drawn and popped from the list
def epoch_batches(n, batch_size, rng):
    left = list(range(n))
    batches, hand = [], []
    while left:
        hand.append(left.pop(rng.integers(len(left))))
        if len(hand) == batch_size or not left:
            batches.append(np.array(hand))
            hand = []
    return batches

# %% right: each batch chosen from the remaining indices
def epoch_batches(n, batch_size, rng):
    remaining = np.arange(n)
    batches = []
    while remaining.size:
        take = min(batch_size, remaining.size)
        batch = rng.choice(remaining, size=take, replace=False)
        remaining = np.setdiff1d(remaining, batch)
        batches.append(batch)
    return batches

# %% right: itertools.islice on an iterator
from itertools import islice

def epoch_batches(n, batch_size, rng):
    deck = iter(rng.permuted(np.arange(n)))
    batches = []
    while hand := list(islice(deck, batch_size)):
        batches.append(np.array(hand))
    return batches

# %% right: generator as helper, list of it returned
def _deal(order, size):
    start = 0
    while start < len(order):
        yield order[start : start + size]
        start += size

def epoch_batches(n, batch_size, rng):
    return list(_deal(rng.permutation(n), batch_size))

# %% right: padded with -1, reshaped, padding removed
def epoch_batches(n, batch_size, rng):
    rows = -(-n // batch_size)
    table = np.full(rows * batch_size, -1)
    table[:n] = rng.permutation(n)
    return [row[row >= 0] for row in table.reshape(rows, batch_size)]

# %% right: pandas groupby on the position
import pandas as pd

def epoch_batches(n, batch_size, rng):
    order = pd.Series(rng.permutation(n))
    return [part.to_numpy() for _, part in order.groupby(np.arange(n) // batch_size)]

# %% right: torch split
import torch

def epoch_batches(n, batch_size, rng):
    order = torch.from_numpy(rng.permutation(n))
    return [t.numpy() for t in order.split(int(batch_size))]

# %% right: sklearn gen_batches makes the slices
from sklearn.utils import gen_batches

def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[s] for s in gen_batches(n, int(batch_size))]

# %% right: sorted with random keys
def epoch_batches(n, batch_size, rng):
    order = sorted(range(n), key=lambda _: rng.random())
    return [np.array(order[i : i + batch_size], dtype=int) for i in range(0, n, batch_size)]

# %% right: class with __call__
class Dealer:
    def shuffle(self, n, rng):
        cards = np.arange(n)
        rng.shuffle(cards)
        return cards

    def __call__(self, n, batch_size, rng):
        cards = self.shuffle(n, rng)
        full, rest = divmod(n, batch_size)
        hands = [cards[k * batch_size : (k + 1) * batch_size] for k in range(full)]
        if rest:
            hands.append(cards[n - rest :])
        return hands


epoch_batches = Dealer()

# %% right: default_rng(rng) hands the same generator back
def epoch_batches(n, batch_size, rng):
    generator = np.random.default_rng(rng)
    idx = generator.permutation(n)
    cuts = [*range(0, n, batch_size), n]
    return [idx[a:b] for a, b in zip(cuts[:-1], cuts[1:])]

# %% right: shuffled twice, which is no worse
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(rng.permutation(n))
    return list(map(lambda i: order[i : i + batch_size].copy(), range(0, n, batch_size)))

# %% right: recursion by halves over the starts
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)

    def cut(starts):
        if len(starts) == 1:
            return [order[starts[0] : starts[0] + batch_size]]
        h = len(starts) // 2
        return cut(starts[:h]) + cut(starts[h:])

    return cut(list(range(0, n, batch_size)))

# %% wrong [last-batch-dropped]: last, shorter batch dropped
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]

# %% wrong [not-shuffled]: not shuffled at all
def epoch_batches(n, batch_size, rng):
    order = np.arange(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [same-company]: the batches are shuffled, not the samples
def epoch_batches(n, batch_size, rng):
    starts = rng.permutation(np.arange(0, n, batch_size))
    return [np.arange(s, min(s + batch_size, n)) for s in starts]

# %% wrong [same-company]: shuffled only inside each batch, companions stay the same
def epoch_batches(n, batch_size, rng):
    order = np.arange(n)
    return [rng.permutation(order[i : i + batch_size]) for i in range(0, n, batch_size)]

# %% wrong [second-call-differs]: np.random instead of rng
def epoch_batches(n, batch_size, rng):
    order = np.random.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [second-call-differs]: a fresh generator without seed instead of rng
def epoch_batches(n, batch_size, rng):
    rng = np.random.default_rng()
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [fixed-seed]: a generator of seed 0, the same order in every epoch
def epoch_batches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: works on a copy of rng, so rng never advances and every epoch is the same
from copy import deepcopy

def epoch_batches(n, batch_size, rng):
    order = deepcopy(rng).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [fixed-seed]: seeds a new generator with one of ten seeds drawn from rng, only ten orders
def epoch_batches(n, batch_size, rng):
    local = np.random.default_rng(rng.integers(10))
    order = local.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [second-call-differs]: Python's random module instead of rng
import random

def epoch_batches(n, batch_size, rng):
    order = list(range(n))
    random.shuffle(order)
    return [np.array(order[i : i + batch_size]) for i in range(0, n, batch_size)]

# %% wrong [drawn-with-replacement]: drawn with replacement by integers
def epoch_batches(n, batch_size, rng):
    order = rng.integers(n, size=n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [drawn-with-replacement]: rng.choice with its default, with replacement
def epoch_batches(n, batch_size, rng):
    order = rng.choice(n, size=n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [drawn-with-replacement]: every batch drawn from all indices, none taken out
def epoch_batches(n, batch_size, rng):
    batches = []
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        batches.append(rng.choice(n, size=size, replace=False))
    return batches

# %% wrong [drawn-with-replacement]: a new permutation for every slice, indices come twice or never
def epoch_batches(n, batch_size, rng):
    return [rng.permutation(n)[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [even-sizes]: array_split into equal parts, not pieces of batch_size
def epoch_batches(n, batch_size, rng):
    n_batches = int(np.ceil(n / batch_size))
    return np.array_split(rng.permutation(n), n_batches)

# %% wrong [even-sizes]: dealt round the table, sizes even out
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    k = -(-n // batch_size)
    return [order[i::k] for i in range(k)]

# %% wrong [number-of-batches]: batch_size taken as the number of batches
def epoch_batches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)

# %% wrong [empty-batch]: an empty batch at the end when batch_size divides n
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size + 1)]

# %% wrong [batch-larger-than-n]: nothing comes when batch_size is more than n
def epoch_batches(n, batch_size, rng):
    if batch_size > n:
        return []
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [batch-larger-than-n]: ValueError when batch_size is more than n
def epoch_batches(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("batch_size is larger than n")
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [no-rest-allowed]: reshape, fails unless batch_size divides n
def epoch_batches(n, batch_size, rng):
    return list(rng.permutation(n).reshape(-1, batch_size))

# %% wrong [filled-up]: np.resize fills the last batch with indices used before
def epoch_batches(n, batch_size, rng):
    k = -(-n // batch_size)
    return list(np.resize(rng.permutation(n), (k, batch_size)))

# %% wrong [filled-up]: last batch filled up with random others
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    short = -n % batch_size
    order = np.concatenate([order, rng.integers(n, size=short)])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [short-first]: the short batch comes first
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    rest = n % batch_size
    batches = [order[:rest]] if rest else []
    return batches + [order[i : i + batch_size] for i in range(rest, n, batch_size)]

# %% wrong [short-first]: batches shuffled once more, the short one may stand anywhere
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    batches = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    return [batches[j] for j in rng.permutation(len(batches))]

# %% wrong [long-last]: what is left over joins the batch before, which gets too long
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    k = max(n // batch_size, 1)
    batches = [order[i * batch_size : (i + 1) * batch_size] for i in range(k - 1)]
    batches.append(order[(k - 1) * batch_size :])
    return batches

# %% wrong [everything-again]: without a rest, order[-0:] adds a second batch with everything
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    rest = n % batch_size
    batches = [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]
    batches.append(order[-rest:])
    return batches

# %% wrong [last-batch-dropped]: a batch of one left over is dropped
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    batches = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    return [b for b in batches if len(b) > 1 or batch_size == 1]

# %% wrong [overlap]: slices overlap by one
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size + 1] for i in range(0, n, batch_size)]

# %% wrong [size-off-by-one]: slices leave the last of each batch out
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size - 1] for i in range(0, n, batch_size)]

# %% wrong [overlap]: sliding windows, step 1 instead of batch_size
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(n)]

# %% wrong [one-based]: indices 1 ... n
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(np.arange(1, n + 1))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [last-index]: the index n - 1 never comes
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n - 1)
    return [order[i : i + batch_size] for i in range(0, n - 1, batch_size)]

# %% wrong: shuffle returns None, an exception follows
def epoch_batches(n, batch_size, rng):
    order = rng.shuffle(np.arange(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [not-shuffled]: permutation's result is thrown away, no shuffling
def epoch_batches(n, batch_size, rng):
    order = np.arange(n)
    rng.permutation(order)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [same-company]: only rotated by a random amount, neighbours stay neighbours
def epoch_batches(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [fixed-seed]: one order kept for all epochs with the same n
_orders = {}

def epoch_batches(n, batch_size, rng):
    if n not in _orders:
        _orders[n] = rng.permutation(n)
    order = _orders[n]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [list-kept]: mutable default, batches of earlier epochs stay in the list
def epoch_batches(n, batch_size, rng, batches=[]):
    order = rng.permutation(n)
    for i in range(0, n, batch_size):
        batches.append(order[i : i + batch_size])
    return batches

# %% wrong [never-in-place]: Sattolo's cycle by an off-by-one, no card may stay in its place
def epoch_batches(n, batch_size, rng):
    cards = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(i)
        cards[i], cards[j] = cards[j], cards[i]
    return [cards[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [same-place]: only the part that fills whole batches is shuffled, the same indices are always left for the last
def epoch_batches(n, batch_size, rng):
    order = np.arange(n)
    full = n - n % batch_size
    order[:full] = rng.permutation(full)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [same-place]: sample 0 is always the first of the first batch
def epoch_batches(n, batch_size, rng):
    order = np.concatenate([[0], 1 + rng.permutation(n - 1)]).astype(int)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [half-shuffled]: n // 4 random swaps, far too few
def epoch_batches(n, batch_size, rng):
    order = np.arange(n)
    for _ in range(n // 4):
        a, b = rng.integers(n, size=2)
        order[[a, b]] = order[[b, a]]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: each index thrown into a random batch, sizes vary
def epoch_batches(n, batch_size, rng):
    k = -(-n // batch_size)
    where = rng.integers(k, size=n)
    return [np.flatnonzero(where == j) for j in range(k)]

# %% wrong [indices-not-whole]: indices as floats, which cannot index
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(np.linspace(0, n - 1, n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: 8-bit indices overflow above 255
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n).astype(np.uint8)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [masks]: boolean masks instead of index arrays
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [np.isin(np.arange(n), order[i : i + batch_size]) for i in range(0, n, batch_size)]

# %% wrong [returned-too-early]: only the first batch comes back, return inside the loop
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    batches = []
    for i in range(0, n, batch_size):
        batches.append(order[i : i + batch_size])
        return batches

# %% wrong [not-cut]: the whole permutation, not cut
def epoch_batches(n, batch_size, rng):
    return rng.permutation(n)

# %% wrong [fixed-size]: batch_size ignored, 7 as in the example
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + 7] for i in range(0, n, 7)]

# %% wrong: 26 cards whatever n is
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(26)
    return [order[i : i + batch_size] for i in range(0, 26, batch_size)]

# %% wrong: print instead of return
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    for i in range(0, n, batch_size):
        print(order[i : i + batch_size])

# %% wrong [shared-batches]: batch objects in a list share one buffer, all equal the last
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    batch = np.empty(min(batch_size, n), dtype=int)
    out = []
    for i in range(0, n, batch_size):
        part = order[i : i + batch_size]
        batch[: len(part)] = part
        out.append(batch[: len(part)])
    return out

# %% wrong: infinite loop when batch_size does not divide n, the start stops moving at the rest
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    batches, start = [], 0
    while start < n:
        if start + batch_size <= n:
            batches.append(order[start : start + batch_size])
            start += batch_size
    return batches

# %% wrong [last-batch-dropped]: round instead of ceil for the number of batches
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    k = max(1, round(n / batch_size))
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(k)]

# %% wrong: sklearn shuffle does not take a Generator
from sklearn.utils import shuffle

def epoch_batches(n, batch_size, rng):
    order = shuffle(np.arange(n), random_state=rng)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [same-company]: random permutation of pairs only, 2k and 2k+1 always together
def epoch_batches(n, batch_size, rng):
    pairs = rng.permutation((n + 1) // 2)
    order = np.array([i for p in pairs for i in (2 * p, 2 * p + 1) if i < n])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [drawn-with-replacement]: two mistakes, with replacement and the rest dropped
def epoch_batches(n, batch_size, rng):
    order = rng.integers(0, n, n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]

# %% wrong: two mistakes, global random numbers and equal parts
def epoch_batches(n, batch_size, rng):
    return np.array_split(np.random.permutation(n), max(1, n // batch_size))

# %% wrong [one-based]: two mistakes, indices from 1 and an empty batch at the end
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n) + 1
    return [order[i : i + batch_size] for i in range(0, n + 1, batch_size)]

# %% wrong [last-batch-dropped]: two mistakes, only batches shuffled and the short one dropped
def epoch_batches(n, batch_size, rng):
    full = n // batch_size
    blocks = np.arange(full * batch_size).reshape(full, batch_size)
    return list(rng.permutation(blocks))

# %% wrong [drawn-with-replacement]: two mistakes, integers(1, n) never draws 0 and repeats others
def epoch_batches(n, batch_size, rng):
    order = rng.integers(1, n, size=n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [short-first]: two mistakes, a fresh generator and the short batch first
def epoch_batches(n, batch_size, rng):
    order = np.random.default_rng().permutation(n)
    batches = [order[max(end - batch_size, 0) : end] for end in range(n, 0, -batch_size)]
    return batches[::-1]

# %% wrong [indices-not-whole]: two mistakes, sorted again after the shuffle and lists of floats
def epoch_batches(n, batch_size, rng):
    order = sorted(float(i) for i in rng.permutation(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]

# %% wrong [last-batch-dropped]: two mistakes, the rest dropped and a 2-D array instead of a list
def epoch_batches(n, batch_size, rng):
    k = n // batch_size
    return rng.permutation(n)[: k * batch_size].reshape(k, batch_size)
