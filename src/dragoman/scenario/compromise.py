"""The compromise model: where the stakeholders' positions balance, each weighted by capability times salience.

Source: [VandenBos1991], [Achen2006]
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def weights(capability: Floats, salience: Floats) -> Floats:
    """w = c · s along the last axis; where every product is 0 the capabilities alone, where these are 0 too, ones."""
    product = capability * salience
    without = product.sum(axis=-1, keepdims=True) <= 0
    alone = np.where(capability.sum(axis=-1, keepdims=True) > 0, capability, 1.0)
    return np.where(without, alone, product)


def compromise(position: Floats, weight: Floats) -> Floats:
    """f = Σ w x / Σ w over the last axis, in units of the scale; shape: that of the inputs without it."""
    result: Floats = np.einsum("...k,...k->...", weight, position) / weight.sum(axis=-1)
    return result


def gradients(position: Floats, capability: Floats, salience: Floats) -> dict[str, Floats]:
    """How the compromise moves with each input, exactly: ∂f/∂x = w/W, ∂f/∂c = s (x − f)/W, ∂f/∂s = c (x − f)/W.

    Units: of the scale per unit of the input; one number a stakeholder. Where the products are all 0 (see `weights`) the
    derivatives by capability and salience are those of c · s > 0 next to it, and mean little.
    """
    weight = weights(capability, salience)
    total = weight.sum(axis=-1, keepdims=True)
    pull = (position - compromise(position, weight)[..., None]) / total
    return {"position": weight / total, "capability": salience * pull, "salience": capability * pull}


def weighted_median(position: Floats, weight: Floats) -> Floats:
    """The first position at which the weights, summed from the lower end, reach half, over the last axis."""
    order = np.argsort(position, axis=-1, kind="stable")
    ordered = np.take_along_axis(position, order, -1)
    summed = np.take_along_axis(weight, order, -1).cumsum(axis=-1)
    half = summed[..., -1:] / 2
    place = (summed < half - 1e-12 * half).sum(axis=-1, keepdims=True)
    result: Floats = np.take_along_axis(ordered, place, -1)[..., 0]
    return result
