# %% right: one line
def gradient_step(phi, gradient, learning_rate):
    """The parameters after one step of gradient descent, as a new array (p,)."""
    return phi - learning_rate * gradient

# %% right: in-place work on a float copy
def gradient_step(phi, gradient, learning_rate):
    new_phi = np.array(phi, dtype=float)
    new_phi -= learning_rate * gradient
    return new_phi

# %% right: plain loop into an empty array
def gradient_step(phi, gradient, learning_rate):
    new = np.empty(len(phi))
    for i in range(len(phi)):
        new[i] = phi[i] - learning_rate * gradient[i]
    return new

# %% right: comprehension over zip, array made of the list
def gradient_step(phi, gradient, learning_rate):
    return np.array([p - learning_rate * g for p, g in zip(phi, gradient)])

# %% right: ufuncs with out, in a fresh buffer
def gradient_step(phi, gradient, learning_rate):
    out = np.multiply(gradient, -learning_rate)
    np.add(out, phi, out=out)
    return out

# %% right: matrix product of weights (1, -rate) with the stacked arrays
def gradient_step(phi, gradient, learning_rate):
    return np.array([1.0, -learning_rate]) @ np.vstack([phi, gradient])

# %% right: fromiter with a generator expression
def gradient_step(phi, gradient, learning_rate):
    moved = (a - learning_rate * b for a, b in zip(phi, gradient))
    return np.fromiter(moved, dtype=float, count=len(phi))

# %% right: lambda
gradient_step = lambda phi, gradient, learning_rate: phi + (-learning_rate) * gradient

# %% right: class with __call__, an instance as the function
class Step:
    def direction(self, gradient):
        return -gradient

    def __call__(self, phi, gradient, learning_rate):
        return phi + learning_rate * self.direction(gradient)


gradient_step = Step()

# %% right: scipy BLAS axpy on a copy
from scipy.linalg.blas import daxpy

def gradient_step(phi, gradient, learning_rate):
    y = np.array(phi, dtype=np.float64)
    return daxpy(np.array(gradient, dtype=np.float64), y, a=-learning_rate)

# %% right: torch in double, back to numpy
import torch

def gradient_step(phi, gradient, learning_rate):
    p = torch.tensor(phi.tolist(), dtype=torch.float64)
    g = torch.tensor(gradient.tolist(), dtype=torch.float64)
    return (p - float(learning_rate) * g).numpy()

# %% right: pandas Series, back to an own array
import pandas as pd

def gradient_step(phi, gradient, learning_rate):
    frame = pd.DataFrame({"phi": phi, "slope": gradient})
    return (frame["phi"] - learning_rate * frame["slope"]).to_numpy(copy=True)

# %% right: functools.partial of a helper with other argument order
from functools import partial

def _move(sign, phi, gradient, learning_rate):
    return phi + sign * learning_rate * gradient


gradient_step = partial(_move, -1)

# %% right: recursion by halves
def gradient_step(phi, gradient, learning_rate):
    n = len(phi)
    if n <= 1:
        return phi - learning_rate * gradient
    h = n // 2
    return np.concatenate(
        (
            gradient_step(phi[:h], gradient[:h], learning_rate),
            gradient_step(phi[h:], gradient[h:], learning_rate),
        )
    )

# %% right: einsum for the scaling, subtract for the step
def gradient_step(phi, gradient, learning_rate):
    scaled = np.einsum(",i->i", learning_rate, gradient)
    return np.subtract(phi, scaled)

# %% right: np.vectorize
_one = np.vectorize(lambda p, g, a: p - a * g, otypes=[float])

def gradient_step(phi, gradient, learning_rate):
    return _one(phi, gradient, learning_rate)

# %% wrong [ascent]: plus instead of minus, climbs
def gradient_step(phi, gradient, learning_rate):
    return phi + learning_rate * gradient

# %% wrong [argument-changed]: phi -= changes the caller's phi
def gradient_step(phi, gradient, learning_rate):
    phi -= learning_rate * gradient
    return phi

# %% wrong [nothing-returned]: changes phi in place and returns nothing
def gradient_step(phi, gradient, learning_rate):
    phi[:] = phi - learning_rate * gradient

# %% wrong [argument-changed]: an alias is no copy, the caller's phi is changed
def gradient_step(phi, gradient, learning_rate):
    new_phi = phi
    for i in range(len(new_phi)):
        new_phi[i] = new_phi[i] - learning_rate * gradient[i]
    return new_phi

# %% wrong [argument-changed]: a slice is a view, the caller's phi is changed
def gradient_step(phi, gradient, learning_rate):
    new_phi = phi[:]
    new_phi -= learning_rate * gradient
    return new_phi

# %% wrong [argument-changed]: np.asarray makes no copy, the caller's phi is changed
def gradient_step(phi, gradient, learning_rate):
    result = np.asarray(phi, dtype=float)
    result -= learning_rate * np.asarray(gradient)
    return result

# %% wrong [argument-changed]: scales the caller's gradient in place
def gradient_step(phi, gradient, learning_rate):
    gradient *= learning_rate
    return phi - gradient

# %% wrong [argument-changed]: out=phi writes the result into the argument
def gradient_step(phi, gradient, learning_rate):
    return np.subtract(phi, learning_rate * gradient, out=phi)

# %% wrong [no-rate]: learning rate forgotten
def gradient_step(phi, gradient, learning_rate):
    return phi - gradient

# %% wrong [no-rate]: learning rate hard-coded as 0.1
def gradient_step(phi, gradient, learning_rate):
    learning_rate = 0.1
    return phi - learning_rate * gradient

# %% wrong [rate-twice]: a factor 2 too many (as if the slope's 2 were still missing)
def gradient_step(phi, gradient, learning_rate):
    return phi - 2 * learning_rate * gradient

# %% wrong [mean-twice]: divides by the number of parameters
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient / len(phi)

# %% wrong [step-only]: returns the step only, not the new phi
def gradient_step(phi, gradient, learning_rate):
    return -learning_rate * gradient

# %% wrong [rate-on-phi]: phi and gradient change places
def gradient_step(phi, gradient, learning_rate):
    return gradient - learning_rate * phi

# %% wrong [rate-on-phi]: rate applied to the difference of phi and gradient
def gradient_step(phi, gradient, learning_rate):
    return learning_rate * (phi - gradient)

# %% wrong: multiplicative update
def gradient_step(phi, gradient, learning_rate):
    return phi * (1 - learning_rate * gradient)

# %% wrong [nothing-returned]: print instead of return
def gradient_step(phi, gradient, learning_rate):
    new_phi = phi - learning_rate * gradient
    print(new_phi)

# %% wrong [fixed-length]: gradient normalised to length 1
def gradient_step(phi, gradient, learning_rate):
    length = np.linalg.norm(gradient)
    if length > 0:
        gradient = gradient / length
    return phi - learning_rate * gradient

# %% wrong [fixed-length]: only the sign of the slope is used
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * np.sign(gradient)

# %% wrong: slopes clipped to -10 ... 10 (unnoticed with small slopes)
def gradient_step(phi, gradient, learning_rate):
    g = np.clip(gradient, -10, 10)
    return phi - learning_rate * g

# %% wrong: new parameters kept non-negative
def gradient_step(phi, gradient, learning_rate):
    return np.maximum(phi - learning_rate * gradient, 0)

# %% wrong [rounded]: rounds to four decimals
def gradient_step(phi, gradient, learning_rate):
    return np.round(phi - learning_rate * gradient, 4)

# %% wrong [fixed-size]: written for exactly two parameters
def gradient_step(phi, gradient, learning_rate):
    phi0 = phi[0] - learning_rate * gradient[0]
    phi1 = phi[1] - learning_rate * gradient[1]
    return np.array([phi0, phi1])

# %% wrong [fixed-size]: written for one parameter, returns a scalar
def gradient_step(phi, gradient, learning_rate):
    return float(phi[0] - learning_rate * gradient[0])

# %% wrong [column]: phi as a column, broadcasting makes (p, p)
def gradient_step(phi, gradient, learning_rate):
    phi = phi.reshape(-1, 1)
    return phi - learning_rate * gradient

# %% wrong [column]: column (p, 1) comes back
def gradient_step(phi, gradient, learning_rate):
    new = phi.reshape(-1, 1) - learning_rate * gradient.reshape(-1, 1)
    return new

# %% wrong [column]: np.matrix of shape (1, p) comes back
def gradient_step(phi, gradient, learning_rate):
    return np.matrix(phi) - learning_rate * np.matrix(gradient)

# %% wrong [mixed-coordinates]: dot product, every parameter moves by the same amount
def gradient_step(phi, gradient, learning_rate):
    return phi - np.dot(learning_rate * np.ones(len(phi)), gradient)

# %% wrong [mixed-coordinates]: mean slope for all parameters
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * np.mean(gradient)

# %% wrong [last-index]: loop misses the last parameter
def gradient_step(phi, gradient, learning_rate):
    new = phi.copy()
    for i in range(len(phi) - 1):
        new[i] -= learning_rate * gradient[i]
    return new

# %% wrong [returned-too-early]: return inside the loop, only the first parameter moves
def gradient_step(phi, gradient, learning_rate):
    new = phi.copy()
    for i in range(len(phi)):
        new[i] = phi[i] - learning_rate * gradient[i]
        return new

# %% wrong [sign-lost]: absolute value of the slope
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * abs(gradient)

# %% wrong [second-call-differs]: momentum kept in a mutable default, the second call differs from the first
def gradient_step(phi, gradient, learning_rate, velocity={}):
    v = 0.9 * velocity.get(len(phi), 0) + gradient
    velocity[len(phi)] = v
    return phi - learning_rate * v

# %% wrong: one buffer for all calls of a size, so earlier results change later
_buffers = {}

def gradient_step(phi, gradient, learning_rate):
    out = _buffers.setdefault(len(phi), np.empty(len(phi)))
    out[:] = phi - learning_rate * gradient
    return out

# %% wrong [argument-changed]: changes phi and undoes it, which rounding does not fully restore
def gradient_step(phi, gradient, learning_rate):
    phi -= learning_rate * gradient
    result = phi.copy()
    phi += learning_rate * gradient
    return result

# %% wrong [stray-factor]: ten steps instead of one
def gradient_step(phi, gradient, learning_rate):
    for _ in range(10):
        phi = phi - learning_rate * gradient
    return phi

# %% wrong: no step at all when the slopes are small
def gradient_step(phi, gradient, learning_rate):
    if np.all(np.abs(gradient) < 1e-2):
        return phi.copy()
    return phi - learning_rate * gradient

# %% wrong [whole-numbers]: result as whole numbers
def gradient_step(phi, gradient, learning_rate):
    new = np.zeros(len(phi), dtype=int)
    for i, (p, g) in enumerate(zip(phi, gradient)):
        new[i] = p - learning_rate * g
    return new

# %% wrong: rate shrinks with every call
_calls = 0

def gradient_step(phi, gradient, learning_rate):
    global _calls
    _calls += 1
    return phi - learning_rate / _calls * gradient

# %% wrong: weight decay slipped in
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * (gradient + 0.01 * phi)

# %% wrong: returns phi and gradient as a pair
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient, gradient

# %% wrong [unchanged]: the argument comes back unchanged
def gradient_step(phi, gradient, learning_rate):
    new = phi - learning_rate * gradient
    return phi

# %% wrong [no-rate]: divides by the rate
def gradient_step(phi, gradient, learning_rate):
    return phi - gradient / learning_rate

# %% wrong [ascent]: two mistakes, plus sign and changed in place
def gradient_step(phi, gradient, learning_rate):
    phi += learning_rate * gradient
    return phi

# %% wrong [no-rate]: two mistakes, no rate and the slope negated
def gradient_step(phi, gradient, learning_rate):
    step = -gradient
    return phi - step

# %% wrong [mean-twice]: two mistakes, gradient scaled in place and divided by p
def gradient_step(phi, gradient, learning_rate):
    gradient *= learning_rate
    gradient /= gradient.size
    return phi - gradient

# %% wrong: list minus list, an exception
def gradient_step(phi, gradient, learning_rate):
    return list(phi) - learning_rate * list(gradient)

# %% wrong [no-rate]: reads a global alpha instead of its argument
alpha = 0.5

def gradient_step(phi, gradient, learning_rate):
    return phi - alpha * gradient

# %% wrong [fixed-length]: two mistakes, fixed rate 0.01 and only the sign of the slope
def gradient_step(phi, gradient, learning_rate=0.01):
    step = 0.01 * np.sign(gradient)
    return phi - step

# %% wrong [last-index]: two mistakes, loop leaves out the last parameter and writes into phi
def gradient_step(phi, gradient, learning_rate):
    for i in range(len(phi) - 1):
        phi[i] = phi[i] - learning_rate * gradient[i]
    return phi

# %% wrong [mixed-coordinates]: two mistakes, column against row, and the mean over the wrong axis to mend the shape
def gradient_step(phi, gradient, learning_rate):
    table = phi[:, None] - learning_rate * gradient[None, :]
    return table.mean(axis=0)

# %% wrong: two mistakes, divided by p and rounded
def gradient_step(phi, gradient, learning_rate):
    return np.round(phi - learning_rate * gradient / phi.size, 6)
