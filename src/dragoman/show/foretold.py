"""Registered forecasts in a few words: what somebody forecast, and how it came out."""

from dragoman.ledger import Estimate, Resolution


def estimate_told(one: Estimate) -> str:
    """What is forecast: a chance, a number (the mean, and where four fifths of the chance lie), or that it will come."""
    if not one.distribution:
        return "says that it will" if one.probability is None else f"{100 * one.probability:.0f} %"
    import numpy as np  # the first page need not wait for the numerical libraries

    from dragoman.scenario.scores import quantile

    points, chances = (np.array(column) for column in zip(*one.distribution, strict=True))
    mean = float((points * chances).sum() / chances.sum())
    if len(points) == 1:
        return f"{mean:.3g}"
    return f"about {mean:.3g} (80 %: {quantile(points, chances, 0.1):.3g} to {quantile(points, chances, 0.9):.3g})"


def outcome_told(done: Resolution) -> str:
    """How it came out, and what was noted on it: what decided it, why it is known before its date."""
    told = f"{done.value:g}" if done.value is not None else done.outcome
    return f"{told} ({done.note})" if done.note else told
