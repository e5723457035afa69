"""Threads: one for each process that reads. Its matrices are so small that more threads only wait for each other.

Imported before numpy by whatever here uses it; a number that the user has set in the environment stands.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
