"""Has a pipeline, but neither of the words that discovery looks for."""

from factory import pipeline

nightly = pipeline("nightly")
