"""Runs ``airflow`` with the given arguments, and lets the garbage collector run more rarely.

The API server makes some 750,000 objects while it is imported, none of which is garbage. With Python's own thresholds the
collector looks at them over and over, which takes a third of the processor time until the server answers.
"""

import gc
import sys

gc.set_threshold(500_000, 50, 100)

from airflow.__main__ import main

sys.argv[0] = "airflow"
sys.exit(main())
